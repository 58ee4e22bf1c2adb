"""Which phrases fill the roles of a trigger, and the kind that a weapon among them decides."""

from __future__ import annotations

from recoupe.extract.conditions import ConditionReader, Context
from recoupe.extract.function_words import Marks
from recoupe.extract.trigger_lexicon import TriggerEntry, TriggerLexicon
from recoupe.model.mentions import Argument
from recoupe.model.parse import Sentence

#: What a head must be to be where a place changes hands or troops leave.
_PLACES = frozenset({"place", "site", "position", "settlement"})
#: The frame of harm done to people.
_HARM = "harm"
#: Sites too wide to be what was hit where they only tell where it happened.
_AREAS = frozenset({"area"})
#: What does nothing itself: "les vols ont repris", "la trêve a expiré".
_DOERS = frozenset({"actor", "mission", "troops"})
_NO_DOERS = frozenset({"activity", "truce", "violence", "weapon"})
#: Dependents that are not part of a noun phrase as an argument: clauses and coordinated phrases.
_NOT_OF_PHRASE = ("acl", "conj", "parataxis", "cc", "punct", "advcl", "ccomp")


class ArgumentReader:
    """Reads the arguments of a trigger from its functions."""

    def __init__(self, lexicon: TriggerLexicon, conditions: ConditionReader, marks: Marks) -> None:
        self._lexicon = lexicon
        self._conditions = conditions
        #: What marks a recipient also names a site or the means: "à la mosquée", "à la grenade".
        self._by_means = marks.recipient

    def read(self, context: Context, entry: TriggerEntry, pos: str) -> list[Argument]:
        """Arguments of a trigger that is a verb or a noun, by the frame of its entry."""
        frame = self._lexicon.frames[entry.frame]
        roles = frame.verb if pos == "verb" else frame.noun
        found: list[Argument] = []
        taken: set[int] = set()
        for function, heads in context.functions.items():
            role = roles.get(function)
            if role is None:
                continue
            for head in heads:
                if head in taken or head == context.token:
                    continue
                decided = self._role(context, role, head, function)
                if decided is not None:
                    taken.add(head)
                    found.append(Argument(decided, head, self.phrase(context.sentence, head), function))
        if pos == "verb" and any(a.role == "target" and a.function == "object" for a in found):
            # "a mitraillé un bus sur la route": who has an object hits that, not what stands behind a preposition;
            # "a tué dix personnes sur un marché": but people are hit in a place.
            inside = {f for f, role in roles.items() if role == "site"} if frame.id == _HARM else set()
            found = [a for a in found if a.role != "target" or a.function == "object" or a.function in inside]
        return found

    def _role(self, context: Context, role: str, head: int, function: str) -> str | None:
        classes = self._conditions.classes(context.sentence, context.tags, head)
        if "moment" in classes:
            return None
        if role == "site":
            if "weapon" in classes and function == self._by_means:
                return "weapon"  # "ont attaqué au lance-roquettes", "tués à la machette"
            return "target" if "site" in classes and not classes & _AREAS else None
        if role == "where":
            return role if classes & _PLACES else None
        if role == "actor" and classes & _NO_DOERS and not classes & _DOERS:
            return None
        if role == "shooter":
            return "attacker"  # "des chasseurs de l'alliance": whose they are; the weapon is what is shot down
        if role == "weapon":
            return role if "weapon" in classes or function == "subject" else None
        if role == "attacker" and "weapon" in classes and "actor" not in classes:
            return "weapon"
        if function == "adjective" and not classes & {"actor", "armed", "nationality"}:
            return None
        if role not in ("doer", "doer_strong"):
            return role
        if "violence" in classes and "armed" not in classes:
            return "weapon" if "weapon" in classes else "event"
        if "weapon" in classes:
            return "weapon"
        if classes & {"actor", "armed", "nationality", "attackers"}:
            return "attacker"
        if role == "doer_strong":
            return "attacker"
        if "place" in classes and not ("site" in classes and not classes & _AREAS):
            return "where"
        return "target" if classes & {"site", "people", "position", "person"} else None

    def kind(self, context: Context, entry: TriggerEntry, arguments: list[Argument] | tuple[Argument, ...]) -> str:
        """The kind of event: that of the entry, unless a weapon among the arguments decides it."""
        if not (entry.by_weapon or entry.by_weapon_air):
            return entry.kind
        for argument in arguments:
            if argument.role == "attacker" and self._flies(context, argument):
                return self._lexicon.weapon_kinds["aircraft"]
            if argument.role not in ("weapon", "event"):
                continue
            for tag in sorted(context.tags[argument.head]):
                prefix, dot, name = tag.partition(".")
                if prefix == "weapon" and dot:
                    return self._lexicon.weapon_kinds.get(name, entry.kind)
        return entry.kind

    def _flies(self, context: Context, argument: Argument) -> bool:
        """Whether who attacks does it from the air: "des hélicoptères", "l'armée de l'air"."""
        classes = (self._conditions.classes(context.sentence, context.tags, i) for i in argument.tokens)
        return any(self._lexicon.airborne & found for found in classes)

    def weapon_known(self, context: Context, arguments: tuple[Argument, ...]) -> bool:
        """Whether an argument names a weapon of a known class."""
        return any(
            a.role == "weapon" and any(tag.startswith("weapon.") for tag in context.tags[a.head]) for a in arguments
        )

    def phrase(self, sentence: Sentence, head: int) -> tuple[int, ...]:
        """Tokens of the noun phrase of `head`: its subtree without clauses and coordinated phrases."""
        tokens = [head]
        stack = [head]
        while stack:
            for child in sentence.children[stack.pop()]:
                if sentence.tokens[child].dep.partition(":")[0] not in _NOT_OF_PHRASE:
                    tokens.append(child)
                    stack.append(child)
        return tuple(sorted(tokens))
