"""Find the event of a sentence that a time, a place or a toll belongs to, by climbing the syntax from its words."""

from __future__ import annotations

import msgspec

from recoupe.model.findings import FoundPlace
from recoupe.model.mentions import TollMention, WeaponMention
from recoupe.report.discourse import Discourse
from recoupe.report.draft import Draft
from recoupe.report.index import SentenceFindings
from recoupe.report.kinds import KindRules
from recoupe.report.reach import NOUNS, beside, describes, relation, told_aside, told_at, told_by_clause

#: Tokens from a relative pronoun to the word of harm of its clause, and from its antecedent to it.
_RELATIVE, _ANTECEDENT = 12, 24
#: Classes of weapons that are more often hit than used.
_CARRIERS = frozenset({"vehicle"})


class Attacher:
    """Hands places, tolls and counts of sites of one sentence to its drafts."""

    def __init__(self, kinds: KindRules, discourse: Discourse) -> None:
        self._kinds = kinds
        self._discourse = discourse

    def with_places(self, found: SentenceFindings, drafts: list[Draft], speech: frozenset[int]) -> list[Draft]:
        """Drafts with their places: their own in `places`, those that the sentence leaves to all in `loose_places`."""
        own: dict[int, list[FoundPlace]] = {i: list(d.places) for i, d in enumerate(drafts)}
        loose: list[FoundPlace] = []
        taken = {p for d in drafts for p in d.places}
        for place in found.places:
            if place in taken:
                continue
            home = self._home_of_place(found, drafts, place, speech)
            if home is None:
                continue
            if home >= 0:
                own[home].append(place)
            else:
                loose.append(place)
        out = []
        for i, draft in enumerate(drafts):
            around = [
                p for p in loose if draft.given_as != "demonstrative" and not self._aside(found, draft, p, speech)
            ]
            out.append(msgspec.structs.replace(draft, places=_in_order(own[i]), loose_places=_in_order(around)))
        return out

    def _home_of_place(
        self, found: SentenceFindings, drafts: list[Draft], place: FoundPlace, speech: frozenset[int]
    ) -> int | None:
        """Number of the draft a place belongs to, -1 for the sentence at large, None for a speaker's or an actor's
        place.
        """
        anchor = found.anchor(place.span)
        if anchor is None or any(a.span.contains(place.span) for a in found.actors):
            return None
        previous, described = anchor, False
        for step in found.ancestors(anchor)[1:]:
            home = told_at(drafts, step)
            if home is None and self._discourse.is_anchor(found.sentence, step):
                return None
            if described and (home is None or found.sentence.tokens[step].pos not in NOUNS):
                return self._described(found, drafts, anchor, previous)
            if home is None:
                home = told_by_clause(found, drafts, step)
            if home is None and step not in speech:
                home = sister(found, drafts, step)
            if home is not None:
                return home
            if step in speech and relation(found.sentence.tokens[previous]) == "nsubj":
                return None
            described = describes(found.sentence, step)
            previous = step
        return -1

    def _described(self, found: SentenceFindings, drafts: list[Draft], anchor: int, word: int) -> int | None:
        """A place in the description of somebody or something: where it stands, or where somebody comes from."""
        near = beside(found, drafts, anchor)
        if near is not None:
            return near
        return None if found.sentence.tokens[word].text.lower() in self._discourse.table.origins else -1

    def _aside(self, found: SentenceFindings, draft: Draft, place: FoundPlace, speech: frozenset[int]) -> bool:
        """Whether a place is that of a verb which only mentions the draft's event: "a rendu hommage à Paris aux soldats
        tués".
        """
        anchor = found.anchor(place.span)
        return anchor is not None and told_aside(found, draft, anchor, speech)

    def with_tolls(self, found: SentenceFindings, drafts: list[Draft]) -> list[Draft]:
        """Drafts with the harm that the sentence counts."""
        harmful = [i for i, d in enumerate(drafts) if self._kinds.has(d.kind, "tolls")]
        if not harmful:
            return drafts
        own: dict[int, list[TollMention]] = {i: [] for i in harmful}
        beside: dict[int, list[TollMention]] = {i: [] for i in harmful}
        for toll in found.tolls:
            home, tied = self._home_of_toll(found, drafts, harmful, toll)
            if home is not None:
                own[home].append(toll)
                if not tied:
                    beside[home].append(toll)
        return [
            msgspec.structs.replace(d, tolls=tuple(own[i]), beside=tuple(beside[i])) if own.get(i) else d
            for i, d in enumerate(drafts)
        ]

    def _home_of_toll(
        self, found: SentenceFindings, drafts: list[Draft], harmful: list[int], toll: TollMention
    ) -> tuple[int | None, bool]:
        """The draft that a toll belongs to, and whether its own words say so rather than its clause or its nearness."""
        antecedent = self._antecedent(found, drafts, harmful, toll)
        if antecedent is not None:
            return antecedent, True
        home = draft_of(drafts, toll.anchor)
        if home in harmful and any(r.trigger.token == toll.anchor for r in drafts[home].readings):
            return home, True
        below = set(found.sentence.subtree(toll.anchor)) - {toll.anchor}
        for i in harmful:
            # "la mort de trois soldats dans une attaque": the attack hangs below the word of harm.
            if any(r.trigger.pos == "noun" and r.trigger.token in below for r in drafts[i].readings):
                return i, True
        cause = self._discourse.cause(found.sentence, toll.anchor)
        if cause is not None:
            # "en représailles à la mort du général": the harm that is answered is not what the answer did.
            harmful = [i for i in harmful if drafts[i].start >= cause.end]
        for step in found.ancestors(toll.anchor):
            home = draft_of(drafts, step)
            if home in harmful:
                return home, told_at(drafts, step) == home
        if not harmful:
            return None, False
        return min(harmful, key=lambda i: abs(drafts[i].start - toll.span.start)), False

    def _antecedent(
        self, found: SentenceFindings, drafts: list[Draft], harmful: list[int], toll: TollMention
    ) -> int | None:
        """ "un raid au cours duquel ont péri six hommes": the event noun that a relative pronoun of occasion takes up,
        whatever the parser hung the clause on.
        """
        tokens = found.sentence.tokens
        pronoun = next(
            (
                k
                for k in range(toll.anchor, max(-1, toll.anchor - _RELATIVE), -1)
                if self._discourse.takes_up(tokens[k])
            ),
            None,
        )
        if pronoun is None or any(t.text in (";", ":", ".") for t in tokens[pronoun : toll.anchor]):
            return None
        nouns = [
            (r.trigger.token, i)
            for i in harmful
            for r in drafts[i].readings
            if r.trigger.pos == "noun" and r.trigger.token < pronoun
        ]
        return max(nouns)[1] if nouns and pronoun - max(nouns)[0] <= _ANTECEDENT else None

    def with_weapons(self, found: SentenceFindings, drafts: list[Draft]) -> list[Draft]:
        """Drafts whose words name no weapon, with the means that the sentence tells beside their words.

        "Les attaques ont commencé à l'aide de drones" is told by a verb that is no event. What is hit is no means, nor
        what names a site ("un dépôt de missiles").
        """
        violent = [i for i, d in enumerate(drafts) if self._kinds.is_violent(d.kind)]
        taken = {w for d in drafts for w in d.weapons}
        own: dict[int, list[WeaponMention]] = {}
        for weapon in found.weapons if violent else ():
            anchor = found.anchor(weapon.span)
            names = (*(s.span for s in found.sites), *(a.span for a in found.actors))
            named = any(span.overlaps(weapon.span) for span in names)
            if weapon in taken or weapon.weapon_class in _CARRIERS or anchor is None or named:
                continue
            chain = found.ancestors(anchor)
            if _is_hit(drafts, chain) and not self._discourse.by_means(found.sentence, anchor):
                continue
            home = next((h for step in chain if (h := draft_of(drafts, step)) is not None), None)
            home = violent[0] if home is None and len(violent) == 1 else home
            if home in violent and not drafts[home].weapons:
                own.setdefault(home, []).append(weapon)
        for i in violent:
            if i not in own and not drafts[i].weapons:
                own[i] = self._told_by_deed(found, drafts[i])
        return [msgspec.structs.replace(d, means=tuple(own[i])) if own.get(i) else d for i, d in enumerate(drafts)]

    def _told_by_deed(self, found: SentenceFindings, draft: Draft) -> list[WeaponMention]:
        """The means that the words of a deed tell by themselves: "raids aériens", "a décapité", "une fusillade"."""
        sentence, means = found.sentence, self._discourse.table.deeds_by_means
        for reading in draft.readings:
            token = sentence.tokens[reading.trigger.token]
            beside = [t.text.lower() for t in sentence.dependents(token.i, "amod")]
            for weapon, words in means.items():
                if token.lemma in words or not words.isdisjoint((token.text.lower(), *beside)):
                    return [WeaponMention(reading.trigger.span, weapon)]
        return []

    def with_site_counts(self, found: SentenceFindings, drafts: list[Draft]) -> list[Draft]:
        """Counts of sites go to the violent event whose argument they are, else to the nearest."""
        violent = [i for i, d in enumerate(drafts) if self._kinds.is_violent(d.kind)]
        if not violent:
            return drafts
        out = list(drafts)
        for count in found.site_counts:
            tokens = {t.i for t in found.sentence.tokens_in(count.span)}
            homes = [
                i
                for i in violent
                if tokens & {t for r in drafts[i].readings for a in r.trigger.arguments for t in a.tokens}
            ]
            home = min(homes or violent, key=lambda i: abs(drafts[i].start - count.span.start))
            out[home] = msgspec.structs.replace(out[home], site_counts=(*out[home].site_counts, count))
        return out


def _is_hit(drafts: list[Draft], chain: list[int]) -> bool:
    """Whether words stand in the phrase of who or what an event hit, or of where."""
    arguments = (a for d in drafts for r in d.readings for a in r.trigger.arguments)
    return any(a.role in ("target", "where") and not set(a.tokens).isdisjoint(chain) for a in arguments)


def draft_of(drafts: list[Draft], token: int) -> int | None:
    """Number of the draft whose trigger, support verb or clause a token is."""
    for i, draft in enumerate(drafts):
        if any(token in (r.trigger.token, r.trigger.support) for r in draft.readings):
            return i
    for i, draft in enumerate(drafts):
        if any(token == r.trigger.clause for r in draft.readings):
            return i
    return None


def sister(found: SentenceFindings, drafts: list[Draft], step: int) -> int | None:
    """The one draft whose noun hangs on the same word: "tués [dans une frappe] [près de l'aéroport] [la nuit]"."""
    children = set(found.sentence.children[step])
    homes = [
        i
        for i, d in enumerate(drafts)
        if any(r.trigger.pos == "noun" and r.trigger.token in children for r in d.readings)
    ]
    return homes[0] if len(homes) == 1 else None


def _in_order(places: list[FoundPlace]) -> tuple[FoundPlace, ...]:
    return tuple(dict.fromkeys(sorted(places, key=lambda p: p.span)))
