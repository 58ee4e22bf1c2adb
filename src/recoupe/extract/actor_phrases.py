"""Join the pieces of a text into phrases that name one actor: "les forces armées maliennes"."""

from __future__ import annotations

from collections.abc import Mapping

from recoupe.extract.actor_chart import Chart, Parts, Patterns
from recoupe.extract.actor_people import PersonReader
from recoupe.extract.actor_units import Unit
from recoupe.language.actor_words import ActorLexicon, Noun
from recoupe.model.mentions import ActorMention
from recoupe.model.spans import CharSpan
from recoupe.text.level import level


class PhraseReader:
    """Reads the phrase that begins at a piece. Build once for a language."""

    def __init__(self, lexicon: ActorLexicon) -> None:
        words = lexicon.words
        self._nouns = lexicon.nouns
        self._definite, self._between = words.determiners.definite, words.determiners.between
        self._openers = words.determiners.openers | self._definite | self._between
        self._also_adjectives = frozenset(level(form) for form in words.also_adjectives)
        self._group_adjectives = frozenset(level(form) for form in words.group_adjectives)
        self._plural = [[one] for one in words.determiners.plural]
        self._no_state_beside = frozenset(level(word) for word in words.no_state_beside)
        self._no_state_after = frozenset(level(word) for word in words.no_state_after)
        self._small = frozenset(part for link in words.links for part in level(link).split())
        self._people_only = words.people_only
        self._patterns = Patterns(words)
        self._people = PersonReader(words, self._patterns)
        self._group_leader = words.group_leader
        self._organisations = frozenset(level(word) for word in words.organisations)
        self._heads = {level(form): kind for kind, forms in words.heads.items() for form in forms}
        self._singular = frozenset(level(f) for noun in lexicon.nouns.values() for f in noun.sg)

    def chart(self, text: str, units: Mapping[int, list[Unit]]) -> Chart:
        """The pieces of a text, ready to be read."""
        return Chart(text, units, self._patterns.link)

    # One method a kind of first piece; each gives a mention or None.

    def read(self, chart: Chart, unit: Unit) -> ActorMention | None:
        """The longest phrase that begins with `unit`, None when the piece alone is no actor."""
        match unit.kind:
            case "noun":
                return self._noun_phrase(chart, unit, self._nouns[unit.key])
            case "name":
                return self._name_phrase(chart, unit)
            case "person":
                keys = chart.all_at(unit.start, unit.end, "person")
                return ActorMention(CharSpan(unit.start, unit.end), "person", keys, unit.country)
            case "first_name":
                return self._people.named(chart, unit)
            case "adjective":
                return self._nationality(chart.text, unit)
            case "country" if self._is_named_after(chart.text, unit.start) or _is_joined(chart.text, unit):
                return None
            case "country":
                return ActorMention(CharSpan(unit.start, unit.end), "metonym", (f"state:{unit.key}",), unit.country)
            case _:
                return None

    def _is_named_after(self, text: str, start: int) -> bool:
        """Whether a country only names something else: "le golfe de Guinée", "Air France"."""
        words = level(text[max(0, start - 30) : start]).split()
        if words and words[-1] in self._no_state_beside:
            return True
        joined = bool(words) and words[-1] in self._small
        while words and words[-1] in self._small:
            words.pop()
        return joined and bool(words) and words[-1] in self._no_state_after

    def determiner(self, text: str, start: int) -> bool:
        """Whether the words before `start` are a definite determiner ("le", "ces deux", "l'")."""
        before = text[max(0, start - 40) : start]
        words = level(before.rpartition("\n")[2]).split()
        if before[-1:] not in (" ", "'"):
            return False
        while words and (words[-1] in self._between or words[-1].isdigit()):
            words.pop()
        return bool(words) and words[-1] in self._definite

    def _opens(self, text: str, start: int) -> bool:
        """Whether a noun may begin at `start`: after a determiner, a number or a mark, not a noun."""
        before = text[max(0, start - 30) : start]
        if before[-1:] not in (" ", "'") or before[-2:-1] in tuple(',.;:!?()"»–'):
            return True
        words = level(before).split()
        return not words or words[-1] in self._openers or words[-1].isdigit()

    def _name_phrase(self, chart: Chart, unit: Unit) -> ActorMention:
        keys = chart.all_at(unit.start, unit.end, "name")
        country = None
        end = unit.end
        adjective = chart.after(end, "adjective")
        if adjective is not None and chart.text[adjective.start].islower():
            end, country = adjective.end, adjective.country
        name = None if end == unit.end else CharSpan(unit.start, unit.end)
        return ActorMention(CharSpan(unit.start, end), "name", keys, country, name)

    def _nationality(self, text: str, unit: Unit) -> ActorMention:
        word = text[unit.start : unit.end]
        if word[0].isupper() and not word.isupper():
            # "les Américains" are their state as often as not; "trois Américains" are people.
            before = level(text[max(0, unit.start - 6) : unit.start]).split()[-1:]
            if before in self._plural and unit.key not in self._people_only:
                return ActorMention(CharSpan(unit.start, unit.end), "metonym", (f"state:{unit.key}",), unit.country)
            return ActorMention(CharSpan(unit.start, unit.end), "generic", (f"people:{unit.key}",), unit.country)
        return ActorMention(CharSpan(unit.start, unit.end), "metonym", (f"state:{unit.key}",), unit.country)

    def _noun_phrase(self, chart: Chart, unit: Unit, noun: Noun) -> ActorMention | None:
        word = level(chart.text[unit.start : unit.end])
        if word in self._also_adjectives and not self._opens(chart.text, unit.start):
            # "une attaque rebelle": of the rebels; "une base militaire" is of nobody.
            if word not in self._group_adjectives:
                return None
            return ActorMention(CharSpan(unit.start, unit.end), "generic", (f"noun:{noun.id}",))
        parts = self._right_side(chart, unit, noun)
        if noun.title:
            person = self._people.titled(chart, unit, parts)
            if person is not None:
                return person
        span = CharSpan(unit.start, parts.end)
        if parts.name is not None:
            proper = CharSpan(parts.name.start, parts.name.end)
            keys = chart.all_at(parts.name.start, parts.name.end, parts.name.kind)
            return ActorMention(span, "name", keys, parts.country or None, proper)
        if parts.backed is not None and noun.role != "people":
            return ActorMention(span, "composed", (f"backed:{parts.backed}",))
        if noun.role == "state" and parts.country is not None:
            branch = parts.branch or noun.branch
            return ActorMention(span, "composed", (f"state:{parts.country}:{branch}",), parts.country)
        if noun.nation_branch is not None and parts.country is not None:
            return ActorMention(span, "composed", (f"state:{parts.country}:{noun.nation_branch}",), parts.country)
        if noun.role == "group":
            if noun.actor_class == "unknown" and word in self._organisations and self._counts(chart, parts.end):
                return None
            named = self._unregistered(chart, unit, noun, parts)
            if named is not None:
                return named
        if not noun.bare and parts.country is None:
            return None
        if noun.places:
            place = self._patterns.place.match(chart.text, parts.end)
            if place is not None:
                span = CharSpan(unit.start, place.end())
        definite = self.determiner(chart.text, unit.start)
        if noun.role == "state" and parts.country is None and self._leads_a_group(chart, parts.end):
            return ActorMention(span, "generic", (f"noun:{self._group_leader}",))
        keys = (f"noun:{noun.id}", *((f"branch:{parts.branch}",) if parts.branch else ()))
        return ActorMention(span, "definite" if definite else "generic", keys, parts.country)

    def _counts(self, chart: Chart, end: int) -> bool:
        """Whether a noun only counts what follows: "un groupe [d'une dizaine d'hommes]", "un groupe [de jeunes]"."""
        start = chart.link(end)
        if start is None:
            return False
        inner = chart.at(start, "noun")
        if inner is not None and self._nouns[inner.key].role in ("people", "group"):
            # "un groupe de rebelles", not "le groupe des rebelles du nord"
            return not self._definite.intersection(level(chart.text[end:start]).split())
        words = level(chart.text[start : start + 30]).split()
        return bool(words) and (words[0].isdigit() or (words[0] in self._openers and words[0] not in self._definite))

    def _leads_a_group(self, chart: Chart, end: int) -> bool:
        """ "un commandant du groupe", "le chef d'état-major de la rébellion"."""
        start = chart.link(end)
        inner = chart.at(start, "noun") if start is not None else None
        return inner is not None and self._nouns[inner.key].role == "group"

    def _right_side(self, chart: Chart, unit: Unit, noun: Noun) -> Parts:
        """Read qualifiers, nationality, backer, ministry and name after a noun, in any order, each once."""
        parts = Parts(unit.end)
        while True:
            step = self._step(chart, noun, parts)
            if step is None:
                return parts
            parts.end = step
            if parts.name is not None:
                nation = chart.after(step, "adjective")
                if nation is not None and chart.text[nation.start].islower():
                    parts.end, parts.country = nation.end, parts.country or nation.country
                return parts

    def _step(self, chart: Chart, noun: Noun, parts: Parts) -> int | None:
        if noun.complement and parts.branch is None:
            complement = chart.after(parts.end, "complement")
            if complement is not None:
                parts.branch = complement.key
                return complement.end
        if parts.backed is None:
            backed = self._backer(chart, parts.end)
            if backed is not None:
                parts.backed = backed.key
                return backed.end
        if parts.country is None:
            nation = chart.after(parts.end, "adjective", "of_country")
            if nation is not None and self._tells_country(chart.text, noun, nation):
                parts.country = nation.country
                return nation.end
        name = self._joined_name(chart, noun, parts.end)
        if name is not None:
            parts.name = name
            return name.end
        qualifier = chart.after(parts.end, "qualifier")
        return None if qualifier is None else qualifier.end

    def _tells_country(self, text: str, noun: Noun, nation: Unit) -> bool:
        """Whether a nationality belongs to the noun: not "policiers Français", not "habitants du Mali"."""
        if nation.kind == "of_country":
            return not noun.places
        word = text[nation.start : nation.end]
        return word[0].islower() or word.isupper()

    def _backer(self, chart: Chart, end: int) -> Unit | None:
        """ "pro-iraniens", "proiraniens", "soutenus par l'Iran": a piece with the country and the end of the words."""
        glued = chart.after(end, "pro")
        if glued is not None:
            return glued._replace(key=glued.country or "")
        backer = chart.after(end, "backer")
        if backer is None:
            return None
        article = self._patterns.article.match(chart.text, backer.end)
        at = article.end() if article else backer.end + 1
        nation = chart.at(at, "adjective", "country") or chart.after(backer.end, "of_country", "country")
        return None if nation is None else nation._replace(key=nation.country or "")

    def _joined_name(self, chart: Chart, noun: Noun, end: int) -> Unit | None:
        """A registered name beside the noun ("le groupe X") or after "de" ("combattants du X")."""
        if noun.role == "group" or noun.members:
            beside = chart.after(end, "name")
            if beside is not None:
                return beside
        start = chart.link(end) if noun.members or noun.title else None
        if start is None:
            return None
        name = chart.at(start, "name")
        return name or (self._leader(chart, start) if noun.members and not noun.title else None)

    def _called(self, chart: Chart, unit: Unit) -> ActorMention | None:
        """ "le Mouvement de la résistance populaire": a noun with a capital inside a sentence begins a name."""
        word, before = chart.text[unit.start : unit.end], chart.text[max(0, unit.start - 4) : unit.start]
        article = level(before.replace("'", " ")).split()[-1:]
        if not word[0].isupper() or word.isupper() or not self._definite.intersection(article):
            return None
        kind = self._heads.get(level(word).split()[0])
        match = self._patterns.going_on.match(chart.text, unit.end)
        if kind is None or match is None:
            return None
        span = CharSpan(unit.start, match.end())
        return ActorMention(span, "name", (f"class:{kind}",), None, span)

    def _leader(self, chart: Chart, start: int) -> Unit | None:
        """ "les forces du maréchal X": a known person, whose followers the noun names."""
        title = chart.at(start, "noun")
        if title is not None and self._nouns[title.key].title:
            return chart.after(title.end, "person")
        return chart.at(start, "person")

    def _unregistered(self, chart: Chart, unit: Unit, noun: Noun, parts: Parts) -> ActorMention | None:
        """ "la milice Zaka", "le jihadiste Ali Zaka": a proper name that the registry does not hold."""
        if chart.text[parts.end : parts.end + 1] != " " or chart.text[unit.start : unit.end].isupper():
            return None
        whole = self._called(chart, unit)
        if whole is not None:
            return whole
        if chart.at(parts.end + 1, "country", "person") is not None:
            return None
        match = self._patterns.proper.match(chart.text, parts.end + 1)
        if match is None:
            return None
        form = level(chart.text[unit.start : unit.end])
        body = form.split()[0] in self._organisations
        if not body and form not in self._singular:
            return None
        span, proper = CharSpan(unit.start, match.end()), CharSpan(match.start(), match.end())
        return ActorMention(span, "name" if body else "person", (f"noun:{noun.id}",), parts.country, proper)


def _is_joined(text: str, unit: Unit) -> bool:
    """Whether a hyphen joins a capital to another town: "la ligne Alger-Oran", "l'axe Bamako-Dakar"."""
    after, before = text[unit.end : unit.end + 2], text[max(0, unit.start - 2) : unit.start]
    return (after[:1] == "-" and after[1:].isupper()) or (before[1:] == "-" and before[:1].isalpha())
