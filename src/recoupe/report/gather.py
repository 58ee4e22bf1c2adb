"""From the triggers of one sentence to drafts: merge the triggers that tell one event, then hand out times, places and
tolls.
"""

from __future__ import annotations

import itertools

import msgspec

from recoupe.model.findings import FoundActor, FoundPlace, TriggerReading
from recoupe.model.mentions import Argument, SiteMention, TollMention, TriggerMention
from recoupe.model.parse import Sentence
from recoupe.model.time import ResolvedTime
from recoupe.report.discourse import Discourse
from recoupe.report.draft import (
    OWN_TIME,
    SENTENCE_TIME,
    SPEECH_TIME,
    Draft,
    FoundTarget,
    FoundTime,
    join,
)
from recoupe.report.index import SentenceFindings
from recoupe.report.kinds import KindRules
from recoupe.report.pronouns import Pronouns

#: A time or place that belongs to something else of the sentence ("depuis le début de la guerre à Gaza").
_NOWHERE = -2
#: Classes of actors that attack nobody: where they stand as the doer, the syntax was misread.
_HARMLESS = frozenset({"civilian", "media", "ngo"})
#: Kinds of sites that stand for their owner, and those that say nothing when told by one word.
_OWNERS_SITES = frozenset({"infrastructure", "position", "base", "vehicle"})
_SHARED_SITES = frozenset({"infrastructure", "position"})
_EMPTY_SITES = frozenset({"infrastructure", "village"})
#: Kinds in which unnamed people are who it is done to.
_TAKING = frozenset({"abduction", "arrest", "release", "sexual_violence"})
_HARM_ENTRIES = frozenset({"kill", "wound", "shoot_dead"})
#: Roles of a trigger's arguments that name the doer, and those that name who it is done to.
_DOERS, _DONE_TO = ("attacker", "actor"), ("target", "partner")


class Gatherer:
    """Makes drafts of one sentence at a time."""

    def __init__(self, kinds: KindRules, discourse: Discourse) -> None:
        self._kinds = kinds
        self._discourse = discourse

    def gather(
        self, found: SentenceFindings, readings: list[TriggerReading], speech: frozenset[int], pronouns: Pronouns
    ) -> list[Draft]:
        """Drafts of one sentence, in text order. `speech` are the tokens of verbs of saying."""
        cues = self._discourse.cue_spans(found.sentence)
        readings = [r for r in readings if not any(c.contains(r.trigger.span) for c in cues)]
        drafts = [self._draft(found, reading, pronouns) for reading in readings]
        drafts = self._merge(found.sentence, self._commented(drafts))
        drafts = self._with_times(found, drafts, speech)
        drafts = self._with_places(found, drafts, speech)
        return self._with_site_counts(found, self._with_tolls(found, drafts))

    def _commented(self, drafts: list[Draft]) -> list[Draft]:
        """Mark the attacks that words between powers speak of: "a condamné l'attaque"."""
        words = {
            t for d in drafts for r in d.readings if r.trigger.context for a in r.trigger.arguments for t in a.tokens
        }
        return [
            msgspec.structs.replace(d, commented=True)
            if any(r.trigger.token in words and not r.trigger.context for r in d.readings)
            else d
            for d in drafts
        ]

    def _draft(self, found: SentenceFindings, reading: TriggerReading, pronouns: Pronouns) -> Draft:
        trigger = reading.trigger
        weapons = list(found.within(found.weapons, _tokens(trigger, ("weapon", "event"))))
        attackers: list[FoundActor] = []
        for argument in trigger.arguments:
            if argument.role in _DOERS:
                named = self._named(found, argument)
                meant = None if named else pronouns.antecedent(found, argument.head)
                attackers += [a for a in (*named, *filter(None, [meant])) if a.actor.actor_class not in _HARMLESS]
            elif argument.role in ("weapon", "event"):
                # "des drones de l'armée malienne", "des missiles iraniens": who fires stands inside the phrase.
                attackers += self._owners(found, argument)
        given_as, novel = self._discourse.presentation(found.sentence, trigger)
        return Draft(
            readings=(reading,),
            kind=trigger.kind,
            kind_firm=self._kinds.is_firm(trigger),
            places=self._argument_places(found, trigger),
            attackers=_unique(attackers),
            targets=self._targets(found, trigger),
            weapons=tuple(weapons),
            given_as=given_as,
            novel=novel,
            background=self._is_background(found.sentence, trigger),
        )

    def _is_background(self, sentence: Sentence, trigger: TriggerMention) -> bool:
        """Whether the clause is in the pluperfect."""
        verb = sentence.tokens[trigger.clause]
        return any(t.has("Tense=Imp") for t in sentence.dependents(verb.i, "aux"))

    def _named(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Actors of a phrase: the one on its head, else the owners that it names."""
        on_head = found.within(found.actors, (argument.head,))
        return on_head or self._owners(found, argument)

    def _owners(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Actors that hang directly on the head of a phrase: "les drones [de l'armée]", "des missiles [iraniens]"."""
        sentence = found.sentence
        heads = [argument.head, *sentence.children[argument.head]]
        # "des bases [de commandement] du groupe", "des sites utilisés par le groupe"
        heads += [
            c for h in sentence.children[argument.head] if self._passes(sentence, h) for c in sentence.children[h]
        ]
        return found.within(found.actors, tuple(heads))

    def _passes(self, sentence: Sentence, token: int) -> bool:
        """Whether what hangs on a dependent of a noun may own the noun: complements with "de", passive participles."""
        relation = sentence.tokens[token].dep.partition(":")[0]
        if relation == "acl":
            return any(True for _ in sentence.dependents(token, "obl:agent"))
        return relation == "nmod" and self._discourse.is_owner(sentence, token)

    def _targets(self, found: SentenceFindings, trigger: TriggerMention) -> tuple[FoundTarget, ...]:
        targets: list[FoundTarget] = []
        for argument in trigger.arguments:
            if argument.role not in _DONE_TO:
                continue
            sites = found.within(found.sites, (argument.head,))
            actors = self._owners(found, argument) if sites else self._named(found, argument)
            owned = any(s.site in _SHARED_SITES for s in sites)
            actors = tuple(a for a in actors if self._may_be_hit(found, a, trigger, owned))
            head = found.sentence.tokens[argument.head].text
            known = self._discourse.points_back(found.sentence, argument.head)
            # "des positions des Houthis": hit are the Houthis; "un dépôt d'armes du groupe": both.
            sites = tuple(s for s in sites if s.site not in _OWNERS_SITES or not actors)
            targets += [
                FoundTarget(s.span, None, s, (head,), found.full_site(s) if known else None)
                for s in sites
                if not _says_nothing(s, head)
            ]
            targets += [FoundTarget(a.span, a, None) for a in actors]
        return _unique(targets)

    def _may_be_hit(self, found: SentenceFindings, actor: FoundActor, trigger: TriggerMention, owned: bool) -> bool:
        """Whether an actor of the phrase is who was hit.

        A nationality alone is nobody, unless it owns what was hit ("des cibles américaines"); "personnes" names no one;
        unnamed civilians are the toll of an attack, and its target only where people are taken.
        """
        if actor.how == "adjective":
            return owned and trigger.entry not in _HARM_ENTRIES
        unnamed = actor.how in ("generic", "definite") and actor.actor.actor_class in _HARMLESS
        if unnamed and not any(a.role == "target" for a in trigger.arguments if trigger.kind in _TAKING):
            return False
        head = found.anchor(actor.span)
        word = found.sentence.tokens[head].text.lower() if head is not None else ""
        return word not in self._discourse.table.nobody

    def _argument_places(self, found: SentenceFindings, trigger: TriggerMention) -> tuple[FoundPlace, ...]:
        tokens = _tokens(trigger, ("where", "target"))
        return found.within(found.places, tokens)

    # ---- triggers of one sentence that tell one event

    def _merge(self, sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
        merged = list(drafts)
        changed = True
        while changed:
            changed = False
            for i, j in itertools.combinations(range(len(merged)), 2):
                if self._one_event(sentence, merged[i], merged[j]):
                    kind, firm = self._kinds.joint(merged[i], merged[j])
                    merged[i] = join(merged[i], merged[j], kind, firm)
                    del merged[j]
                    changed = True
                    break
        return merged

    def _one_event(self, sentence: Sentence, first: Draft, second: Draft) -> bool:
        if not self._kinds.compatible(first, second) or any(
            r.trigger.part for d in (first, second) for r in d.readings
        ):
            return False
        return any(
            self._tied(sentence, a.trigger, b.trigger) or self._tied(sentence, b.trigger, a.trigger)
            for a in first.readings
            for b in second.readings
        )

    def _tied(self, sentence: Sentence, upper: TriggerMention, lower: TriggerMention) -> bool:
        """Whether the syntax makes `lower` part of what `upper` tells."""
        token = sentence.tokens[lower.token]
        if upper.token == lower.support or upper.token == lower.token:
            return True
        # "des frappes qui ont tué", "l'attaque ayant fait", "tuant huit personnes": a clause that hangs on the other.
        if token.head == upper.token and token.dep.partition(":")[0] in ("acl", "advcl", "xcomp", "appos"):
            return True
        # "ont tué ... lors d'une attaque", "les frappes ont visé": the noun is an argument of the verb.
        if lower.pos == "noun" and any(
            a.role in ("event", "weapon") and lower.token in a.tokens for a in upper.arguments
        ):
            return True
        if lower.pos == "noun" and token.head == upper.token:
            relation = token.dep.partition(":")[0]
            return relation in ("nsubj", "obl", "obj", "nmod", "dislocated") and not self._discourse.answers(
                sentence, lower.token
            )
        if lower.pos == "noun" and self._discourse.circumstance(sentence, lower.token) == upper.token:
            return True
        # "ont bombardé le port et détruit deux navires": verbs joined under one subject, the second with nothing of its
        # own.
        return self._continues(sentence, upper, lower)

    def _continues(self, sentence: Sentence, upper: TriggerMention, lower: TriggerMention) -> bool:
        token = sentence.tokens[lower.token]
        return token.dep == "conj" and token.head == upper.token and upper.pos == lower.pos == "verb"

    # ---- times

    def _with_times(self, found: SentenceFindings, drafts: list[Draft], speech: frozenset[int]) -> list[Draft]:
        usable = [
            t
            for t in found.times
            if t.interval is not None and (t.role in ("at", "after", "before") or self._when_clause(found, drafts, t))
        ]
        own: dict[int, list[FoundTime]] = {i: [] for i in range(len(drafts))}
        loose: list[FoundTime] = []
        for time in usable:
            home, firmness = self._home_of_time(found, drafts, time, speech)
            if home is None:
                loose.append(FoundTime(time, firmness))
            elif home != _NOWHERE:
                own[home].append(FoundTime(time, firmness))
        out = []
        for i, draft in enumerate(drafts):
            own_here = [t for t in own[i] if not self._counts_from(found, draft, t)]
            mine = own_here or [t for t in loose if self._may_take(found, draft, t)]
            out.append(msgspec.structs.replace(draft, times=tuple(mine)))
        return out

    def _when_clause(self, found: SentenceFindings, drafts: list[Draft], time: ResolvedTime) -> bool:
        """ "La tension monte depuis fin mai, lorsqu'une attaque a tué ...": the start is the date of what follows."""
        anchor = found.anchor(time.timex.span)
        if time.role != "since" or anchor is None:
            return False
        sentence = found.sentence
        return any(
            sentence.tokens[r.trigger.clause].dep.startswith("advcl")
            and any(
                t.text.lower() in self._discourse.table.when
                for t in sentence.dependents(r.trigger.clause, "mark", "advmod")
            )
            for d in drafts
            for r in d.readings
            if r.trigger.span.start > time.timex.span.end
        )

    def _home_of_time(
        self, found: SentenceFindings, drafts: list[Draft], time: ResolvedTime, speech: frozenset[int]
    ) -> tuple[int | None, int]:
        anchor = found.anchor(time.timex.span)
        if anchor is None:
            return None, SENTENCE_TIME
        seen_speech = False
        for step in found.ancestors(anchor)[1:]:
            if self._discourse.is_anchor(found.sentence, step):
                return _NOWHERE, SENTENCE_TIME
            home = self._draft_of(drafts, step)
            if home is None and step not in speech:
                home = self._sister(found, drafts, step)
            if home is not None and not seen_speech:
                return home, OWN_TIME
            seen_speech = seen_speech or step in speech
        if not seen_speech:
            return None, SENTENCE_TIME
        # "Samedi, l'armée a annoncé avoir ...": a time before its verb frames the whole sentence.
        fronted = anchor < min((s for s in speech if s in found.ancestors(anchor)), default=0)
        return None, SENTENCE_TIME if fronted else SPEECH_TIME

    def _draft_of(self, drafts: list[Draft], token: int) -> int | None:
        for i, draft in enumerate(drafts):
            if any(token in (r.trigger.token, r.trigger.support) for r in draft.readings):
                return i
        for i, draft in enumerate(drafts):
            if any(token == r.trigger.clause for r in draft.readings):
                return i
        return None

    def _sister(self, found: SentenceFindings, drafts: list[Draft], step: int) -> int | None:
        """The one draft whose noun hangs on the same word: "tués [dans une frappe] [près de l'aéroport] [la nuit]"."""
        children = set(found.sentence.children[step])
        homes = [
            i
            for i, d in enumerate(drafts)
            if any(r.trigger.pos == "noun" and r.trigger.token in children for r in d.readings)
        ]
        return homes[0] if len(homes) == 1 else None

    def _may_take(self, found: SentenceFindings, draft: Draft, time: FoundTime) -> bool:
        """A time that hangs on no trigger serves those it stands before, or all when it frames the sentence."""
        if self._counts_from(found, draft, time):
            return False
        if time.firmness == SPEECH_TIME:
            return draft.given_as in ("verb", "indefinite")
        return draft.given_as != "demonstrative" or len(found.times) == 1

    def _counts_from(self, found: SentenceFindings, draft: Draft, time: FoundTime) -> bool:
        """Whether a time is told as counted from the draft's event ("au lendemain de l'attaque"): then it is not its
        date.
        """
        if time.time.timex.event_offset_days is None:
            return False
        anchor = found.anchor(time.time.timex.span)
        return anchor is not None and any(anchor in found.ancestors(r.trigger.token)[1:] for r in draft.readings)

    # ---- places

    def _with_places(self, found: SentenceFindings, drafts: list[Draft], speech: frozenset[int]) -> list[Draft]:
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
            mine = own[i] or (loose if draft.given_as != "demonstrative" else [])
            out.append(msgspec.structs.replace(draft, places=_unique(sorted(mine, key=lambda p: p.span))))
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
        previous = anchor
        for step in found.ancestors(anchor)[1:]:
            if self._discourse.is_anchor(found.sentence, step):
                return None
            home = self._draft_of(drafts, step)
            if home is None and step not in speech:
                home = self._sister(found, drafts, step)
            if home is not None:
                return home
            relation = found.sentence.tokens[previous].dep.partition(":")[0]
            if step in speech and relation == "nsubj":
                return None
            previous = step
        return -1

    # ---- tolls

    def _with_tolls(self, found: SentenceFindings, drafts: list[Draft]) -> list[Draft]:
        harmful = [i for i, d in enumerate(drafts) if self._kinds.has(d.kind, "tolls")]
        if not harmful:
            return drafts
        own: dict[int, list[TollMention]] = {i: [] for i in harmful}
        for toll in found.tolls:
            home = self._home_of_toll(found, drafts, harmful, toll)
            own[home].append(toll)
        return [msgspec.structs.replace(d, tolls=tuple(own[i])) if own.get(i) else d for i, d in enumerate(drafts)]

    def _home_of_toll(self, found: SentenceFindings, drafts: list[Draft], harmful: list[int], toll: TollMention) -> int:
        home = self._draft_of(drafts, toll.anchor)
        if home in harmful and any(r.trigger.token == toll.anchor for r in drafts[home].readings):
            return home
        below = set(found.sentence.subtree(toll.anchor)) - {toll.anchor}
        for i in harmful:
            # "la mort de trois soldats dans une attaque": the attack hangs below the word of harm.
            if any(r.trigger.pos == "noun" and r.trigger.token in below for r in drafts[i].readings):
                return i
        for step in found.ancestors(toll.anchor):
            home = self._draft_of(drafts, step)
            if home in harmful:
                return home
        return min(harmful, key=lambda i: abs(drafts[i].start - toll.span.start))

    def _with_site_counts(self, found: SentenceFindings, drafts: list[Draft]) -> list[Draft]:
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


def _tokens(trigger: TriggerMention, roles: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(i for a in trigger.arguments if a.role in roles for i in a.tokens)


def _unique(items: list) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys(items))


def _says_nothing(site: SiteMention, head: str) -> bool:
    """ "Des installations", "la ville": a kind of site so wide that the word alone names no target."""
    return site.site in _EMPTY_SITES and len(head) == site.span.end - site.span.start


def is_infinitive(sentence: Sentence, trigger: TriggerMention) -> bool:
    """Whether a verb is an infinitive, present or past ("frapper", "avoir frappé")."""
    token = sentence.tokens[trigger.token]
    return token.has("VerbForm=Inf") or any(t.has("VerbForm=Inf") for t in sentence.dependents(token.i, "aux"))
