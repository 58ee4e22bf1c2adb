"""Find the kinds of sites that a sentence names: bases, hospitals, markets, ships."""

from __future__ import annotations

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.model.mentions import SiteMention
from recoupe.model.parse import Sentence, Token
from recoupe.model.spans import CharSpan
from recoupe.text.level import level
from recoupe.text.phrases import PhraseSet

#: Longest run of words after a site's noun that belong to it.
_REACH = 9
#: Relations that stay inside the noun phrase as written.
_INSIDE = frozenset(
    {"amod", "nmod", "case", "det", "flat", "fixed", "compound", "nummod", "obl", "obj", "appos", "dep"}
)
_NOUNS = ("NOUN", "PROPN", "ADJ", "X")


class SiteKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of words/sites; see the comment at its head."""

    id: str
    gender: str
    sg: tuple[str, ...] = ()
    pl: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()


class SiteWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table words/sites."""

    links: frozenset[str]
    before: frozenset[str]
    sites: tuple[SiteKind, ...]


class SiteExtractor:
    """Sites of a sentence as noun phrases. Build once for a language.

    Raises:
        LanguageError: a form stands in two kinds of sites.
    """

    def __init__(self, pack: LanguagePack) -> None:
        words = pack.table("words/sites", SiteWords)
        #: Singular nouns of every kind of site, for whoever counts sites.
        self.nouns = tuple(form for kind in words.sites for form in kind.sg if " " not in form)
        owners: dict[str, SiteKind] = {}
        for kind in words.sites:
            for form in (*kind.sg, *kind.pl):
                if owners.setdefault(level(form), kind) is not kind:
                    raise LanguageError(f"words/sites.yml: {form!r} is in {owners[level(form)].id} and {kind.id}")
        self._phrases = PhraseSet(owners)
        self._kinds = tuple(owners[phrase] for phrase in self._phrases.levelled)
        self._blocks = {
            kind.id: (
                tuple(f" {level(b)} " for b in kind.unless_before),
                tuple(f" {' '.join(level(a).split())} " for a in kind.unless_after),
            )
            for kind in words.sites
        }
        self._spelled = frozenset(form for kind in words.sites for form in (*kind.sg, *kind.pl))
        self._links, self._before = words.links, words.before

    def find(self, sentence: Sentence) -> tuple[SiteMention, ...]:
        """Sites in text order, longest form first, none inside another; none for a sentence without tokens."""
        if not sentence.tokens:
            return ()
        text = sentence.surface
        levelled = level(text)
        by_start: dict[int, tuple[int, SiteKind]] = {}
        for index, start, end in self._phrases.find(levelled):
            if end > by_start.get(start, (0,))[0]:
                by_start[start] = (end, self._kinds[index])
        found: list[SiteMention] = []
        reached = 0
        for start in sorted(by_start):
            end, kind = by_start[start]
            if not self._accented(text[start:end]):
                continue
            if start < reached or self._blocked_after(levelled, end, kind):
                continue
            mention = self._phrase(sentence, start + sentence.start, end + sentence.start, kind)
            idiom = self._blocked_before(levelled, start, kind) and " " not in levelled[start:end]
            if mention is not None and not (idiom and not _named(sentence, mention)):
                found.append(mention)
                reached = mention.span.end - sentence.start
        return tuple(found)

    def _accented(self, words: str) -> bool:
        """Whether a single word in small letters has its accents: "marché", not "marche"."""
        return not words.islower() or not words.isalpha() or words in self._spelled

    def _blocked_before(self, levelled: str, start: int, kind: SiteKind) -> bool:
        left = f" {' '.join(levelled[max(0, start - 30) : start].split())} "
        return left.endswith(self._blocks[kind.id][0])

    def _blocked_after(self, levelled: str, end: int, kind: SiteKind) -> bool:
        right = f" {' '.join(levelled[end : end + 40].split())} "
        return right.startswith(self._blocks[kind.id][1])

    def _phrase(self, sentence: Sentence, start: int, end: int, kind: SiteKind) -> SiteMention | None:
        inside = [t for t in sentence.tokens if t.start < end and start < t.end]
        if not inside or inside[0].pos not in _NOUNS:
            return None
        before = level(inside[0].text[: max(0, start - inside[0].start)]).strip(" -")
        if inside[-1].end != end or (inside[0].start < start and before not in self._before):
            return None  # "Port-au-Prince" is no port, "ex-camp" is a camp
        head = next((t for t in inside if t.pos in ("NOUN", "PROPN")), inside[0])
        right = self._right_end(sentence, head, inside[-1])
        left = self._left_start(sentence, inside[0])
        return SiteMention(CharSpan(left, right), kind.id, head.i)

    def _left_start(self, sentence: Sentence, first: Token) -> int:
        """Start of the adjectives before the noun ("ancien camp", "ex-camp")."""
        at = first.i
        while at > 0 and level(sentence.tokens[at - 1].text).strip() in self._before:
            at -= 1
        return sentence.tokens[at].start

    def _right_end(self, sentence: Sentence, head: Token, last: Token) -> int:
        """End of the noun phrase: adjectives and "de" complements, up to a clause, a comma, another preposition."""
        end = last.end
        held = {t.i for t in sentence.tokens[head.i : last.i + 1]}
        for token in sentence.tokens[last.i + 1 : last.i + 1 + _REACH]:
            dep = token.dep.partition(":")[0]
            if token.pos == "VERB":
                break
            if self._belongs(sentence, token, dep, held):
                held.add(token.i)
                end = token.end
            elif dep in ("case", "det", "amod", "nummod", "flat") and self._leads_in(sentence, token, held):
                held.add(token.i)
            else:
                break
        return end

    def _belongs(self, sentence: Sentence, token: Token, dep: str, held: set[int]) -> bool:
        """Whether a word hangs on what is held, or is a name right after "de" that the parser hung elsewhere."""
        if token.head in held and dep in _INSIDE and (dep != "amod" or token.pos == "ADJ"):
            return dep != "nmod" or (self._linked(sentence, token) and not self._is_moment(sentence, token))
        link = sentence.tokens[token.i - 1]
        return token.pos == "PROPN" and link.head == token.i and level(link.text).strip() in self._links

    def _is_moment(self, sentence: Sentence, token: Token) -> bool:
        """Whether a noun stands beside the site with nothing between, and is no name: "un convoi [lundi]"."""
        return (
            token.pos == "NOUN" and token.text.islower() and not any(True for _ in sentence.dependents(token.i, "case"))
        )

    def _leads_in(self, sentence: Sentence, token: Token, held: set[int]) -> bool:
        """Whether a preposition, article or adjective opens a complement of what is held."""
        owner = sentence.tokens[token.head]
        if owner.i <= token.i:
            return False
        if owner.head not in held:
            return owner.pos == "PROPN" and owner.i == token.i + 1 and level(token.text).strip() in self._links
        return owner.dep.partition(":")[0] in _INSIDE and self._linked(sentence, owner)

    def _linked(self, sentence: Sentence, token: Token) -> bool:
        """Whether a complement is joined by one of the linking words, or by none."""
        return all(level(t.text).strip() in self._links for t in sentence.dependents(token.i, "case"))


def _named(sentence: Sentence, mention: SiteMention) -> bool:
    """Whether a proper name is in the phrase: "sur la base de Kirkuk" is a base, "sur la base de rumeurs" is none."""
    return any(t.pos == "PROPN" for t in sentence.tokens_in(mention.span))
