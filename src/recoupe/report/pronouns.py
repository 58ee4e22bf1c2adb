"""Who a pronoun stands for, when it is the doer of an event."""

from __future__ import annotations

import msgspec

from recoupe.model.findings import Findings, FoundActor
from recoupe.model.parse import Sentence, Token
from recoupe.model.spans import CharSpan
from recoupe.report.index import SentenceFindings

#: Sentences back in which an antecedent is looked for.
_BACK = 2
#: Characters back in which "ce dernier" finds its actor.
_NAMED_LAST = 250
_SUBJECTS, _OBJECTS = ("nsubj",), ("obj",)
#: Classes of groups that have spokesmen of their own.
_GROUPS = frozenset({"militia", "rebel", "jihadist"})
#: Characters of a determiner before the actor that opens a sentence.
_OPENS = 4
#: Classes that speak and act; civilians counted as victims are no antecedent of "il a menacé".
_NOT_DOERS = frozenset({"civilian", "media"})


class Pronouns:
    """Antecedents in one document."""

    def __init__(self, findings: Findings, latter: frozenset[str] = frozenset()) -> None:
        """`latter` are the words that stand for who was named last ("ce dernier")."""
        self._findings = findings
        self._latter = latter

    def antecedent(self, found: SentenceFindings, token: int) -> FoundActor | None:
        """The actor a pronoun stands for: the speaker of its clause, else the subject told last.

        "« Nous frapperons », a-t-il menacé": the attribution room knows who speaks. Otherwise the nearest earlier
        grammatical subject that is an actor, in this sentence or the two before.
        """
        pronoun = found.sentence.tokens[token]
        if pronoun.text.lower() in self._latter:
            return self._named_last(pronoun.start)
        if pronoun.pos == "PRON" and pronoun.has("Person=1"):
            return self._quoted(pronoun.span)
        if pronoun.pos != "PRON" or not pronoun.has("Person=3") or pronoun.has("PronType=Rel"):
            return None
        return self._speaker(pronoun.span) or self._subject(found.sentence, token)

    def group_of(self, actor: FoundActor, spokesmen: frozenset[str]) -> FoundActor:
        """The group for which a spokesman threatens or demands, itself for anyone else."""
        words = self._findings.document.text[actor.span.start : actor.span.end].lower().split()
        if actor.how != "person" or actor.actor.parent is None or not words or words[0] not in spokesmen:
            return actor
        named = (a for a in self._findings.actors if a.actor.id == actor.actor.parent)
        group = next((a for a in named if a.actor.actor_class in _GROUPS), None)
        return actor if group is None else msgspec.structs.replace(actor, actor=group.actor)

    def _named_last(self, offset: int) -> FoundActor | None:
        before = [a for a in self._findings.actors if a.span.end <= offset and offset - a.span.end <= _NAMED_LAST]
        return next((a for a in reversed(before) if a.how not in ("adjective", "generic")), None)

    def _speaker(self, pronoun: CharSpan) -> FoundActor | None:
        """Who speaks by "a-t-il menacé"; who is spoken of ("« Il a tiré », dit le procureur") is not the speaker."""
        for attribution in self._findings.attributions:
            if attribution.speaker is not None and attribution.speaker.overlaps(pronoun):
                named = attribution.named or attribution.speaker
                for actor in self._findings.actors:
                    if actor.span.overlaps(named) and actor.how != "adjective":
                        return actor
        return None

    def _quoted(self, pronoun: CharSpan) -> FoundActor | None:
        """Who says "nous": the one whose words they are."""
        for attribution in self._findings.attributions:
            named = attribution.named or attribution.speaker
            if named is None or not attribution.content.overlaps(pronoun):
                continue
            for actor in self._findings.actors:
                if actor.span.overlaps(named) and actor.how != "adjective":
                    return actor
        return None

    def _subject(self, sentence: Sentence, token: int) -> FoundActor | None:
        """The nearest earlier subject, else object, that is an actor and agrees in gender."""
        sentences = [s for s in self._findings.parse.sentences if sentence.index - _BACK <= s.index <= sentence.index]
        pronoun = sentence.tokens[token]
        for relations in (_SUBJECTS, _OBJECTS):
            for earlier in reversed(sentences):
                if not earlier.tokens:
                    opening = self._opening(earlier)
                    if opening is not None:
                        return opening
                limit = pronoun.start if earlier.index == sentence.index else earlier.end
                for told in earlier.tokens:
                    if told.dep.partition(":")[0] in relations and told.start < limit and _may_agree(told, pronoun):
                        actor = self._acting(told)
                        if actor is not None:
                            return actor
        return None

    def _opening(self, sentence: Sentence) -> FoundActor | None:
        """The actor that opens a sentence left unparsed: most often its subject."""
        first = next((a for a in self._findings.actors if sentence.start <= a.span.start < sentence.end), None)
        if first is None or first.span.start - sentence.start > _OPENS or first.how == "adjective":
            return None
        return None if first.actor.actor_class in _NOT_DOERS else first

    def _acting(self, token: Token) -> FoundActor | None:
        for actor in self._findings.actors:
            acts = actor.how != "adjective" and actor.actor.actor_class not in _NOT_DOERS
            if acts and actor.span.overlaps(token.span):
                return actor
        return None


def _may_agree(noun: Token, pronoun: Token) -> bool:
    """Whether the genders of two words do not differ; names have none that the parser knows."""
    if noun.pos == "PROPN":
        return True
    genders = [m for m in noun.morph.split("|") if m.startswith("Gender=")]
    return not genders or "Gender=" not in pronoun.morph or pronoun.has(genders[0])
