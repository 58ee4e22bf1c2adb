"""Find what stands where in a document: mentions by sentence and by tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from recoupe.model.findings import Findings, FoundActor, FoundPlace, FoundSites
from recoupe.model.mentions import SiteMention, TollMention, WeaponMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.time import ResolvedTime


class _Spanned(Protocol):
    @property
    def span(self) -> CharSpan: ...


S = TypeVar("S", bound=_Spanned)
#: Characters of a site told by one word.
_BARE_SITE = 12
#: Characters from a title into the lead.
_LEAD = 400


class SentenceFindings:
    """The mentions of one sentence, with their tokens."""

    def __init__(self, sentence: Sentence, findings: Findings, ranges: _Ranges) -> None:
        self.sentence = sentence
        self._all_sites = findings.sites
        self.places: tuple[FoundPlace, ...] = ranges.places(sentence.span)
        self.actors: tuple[FoundActor, ...] = ranges.actors(sentence.span)
        self.sites: tuple[SiteMention, ...] = ranges.sites(sentence.span)
        self.weapons: tuple[WeaponMention, ...] = ranges.weapons(sentence.span)
        models = [w.span for w in self.weapons if w.model is not None]
        if models:  # "un Alpha Jet" is nobody
            self.actors = tuple(
                a for a in self.actors if a.how != "person" or not any(a.span.overlaps(m) for m in models)
            )
        self.tolls: tuple[TollMention, ...] = ranges.tolls(sentence.span)
        self.site_counts: tuple[FoundSites, ...] = _inside(findings.site_counts, sentence.span)
        self.times: tuple[ResolvedTime, ...] = tuple(
            t for t in findings.times if sentence.start <= t.timex.span.start < sentence.end
        )

    def short_names(self, site: SiteMention) -> tuple[str, ...]:
        """Shorter names of a site: its head noun, and the noun with whose or where it is ("base d'Aïn al-Assad" for
        "base irakienne d'Aïn al-Assad", "camp de la Minusma" for "ex-camp de la Minusma").
        """
        tokens, start = self.sentence.tokens, self.sentence.start
        head = tokens[site.head].text
        inside = {t.i for t in self.sentence.tokens_in(site.span)}
        for noun in self.sentence.dependents(site.head, "nmod"):
            below = [tokens[i] for i in self.sentence.subtree(noun.i) if i in inside]
            if noun.i > site.head and below and below[0].pos == "ADP":
                words = self.sentence.surface[below[0].start - start : below[-1].end - start]
                return (head, f"{head.rpartition('-')[2]} {words}")
        return (head,)

    def full_site(self, site: SiteMention) -> CharSpan | None:
        """The fullest words for the same kind of site told before: what a bare "ce camp" points back at."""
        if site.span.end - site.span.start > _BARE_SITE:
            return None
        same = [s.span for s in self._all_sites if s.site == site.site]
        earlier = [s for s in same if s.end <= site.span.start]
        # A title tells in one word what the lead tells in full.
        earlier = earlier or [s for s in same if 0 < s.start - site.span.end <= _LEAD]
        fullest = max(earlier, key=lambda s: s.end - s.start, default=None)
        longer = fullest is not None and fullest.end - fullest.start > site.span.end - site.span.start
        return fullest if longer else None

    def anchor(self, span: CharSpan) -> int | None:
        """The token of `span` whose head lies outside it: where the phrase hangs in the sentence."""
        inside = self.sentence.tokens_in(span)
        if not inside:
            return None
        indices = {t.i for t in inside}
        for token in inside:
            if token.head not in indices or token.head == token.i:
                return token.i
        return inside[0].i

    def ancestors(self, i: int) -> list[int]:
        """Token i and everything above it, nearest first."""
        chain = [i]
        while self.sentence.tokens[chain[-1]].head != chain[-1] and len(chain) <= len(self.sentence.tokens):
            chain.append(self.sentence.tokens[chain[-1]].head)
        return chain

    def within_span(self, span: CharSpan) -> tuple[FoundActor, ...]:
        """Actors of the sentence whose words overlap a span."""
        return tuple(a for a in self.actors if a.span.overlaps(span))

    def within(self, mentions: Iterable[S], tokens: tuple[int, ...]) -> tuple[S, ...]:
        """Mentions that stand on one of the tokens."""
        if not tokens:
            return ()
        spans = [self.sentence.tokens[i].span for i in tokens]
        return tuple(m for m in mentions if any(m.span.overlaps(s) for s in spans))


class _Ranges:
    """Mentions of a document sorted for look-up by sentence."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def places(self, span: CharSpan) -> tuple[FoundPlace, ...]:
        return _inside(self._findings.places, span)

    def actors(self, span: CharSpan) -> tuple[FoundActor, ...]:
        return _inside(self._findings.actors, span)

    def sites(self, span: CharSpan) -> tuple[SiteMention, ...]:
        return _inside(self._findings.sites, span)

    def weapons(self, span: CharSpan) -> tuple[WeaponMention, ...]:
        return _inside(self._findings.weapons, span)

    def tolls(self, span: CharSpan) -> tuple[TollMention, ...]:
        return _inside(self._findings.tolls, span)


def _inside(mentions: tuple[S, ...], span: CharSpan) -> tuple[S, ...]:
    return tuple(m for m in mentions if span.start <= m.span.start < span.end)


class DocumentIndex:
    """Sentences of a document with their findings, made when first asked for."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._ranges = _Ranges(findings)
        self._made: dict[int, SentenceFindings] = {}

    def __getitem__(self, sentence: int) -> SentenceFindings:
        if sentence not in self._made:
            found = next(s for s in self.findings.parse.sentences if s.index == sentence)
            self._made[sentence] = SentenceFindings(found, self.findings, self._ranges)
        return self._made[sentence]
