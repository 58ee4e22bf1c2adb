"""What a document is about, by its words: conflict, sport, or neither.

Violence is a figure of speech in most articles that name it ("une attaque en règle", "bombardé de questions"), and a
crime or an accident in many more. A document that says no other word of war is not read for events of war.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from recoupe.extract.trigger_lexicon import TriggerLexicon
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack

#: Kinds that are words between powers: recorded only where a document also tells of violence or troops.
CONTEXT_KINDS = frozenset(
    {"meet", "demand", "threaten", "condemn", "reject", "decide", "aid", "agree", "resume", "suspend", "sanction"}
)
_WORD = re.compile(r"\w[\w-]*")


class Topic(NamedTuple):
    """Whether a document is about conflict, about little else, a page of sport, of courts and crime, or news of an
    accident.
    """

    conflict: bool
    sport: bool
    deep: bool = True
    accident: bool = False
    court: bool = False


#: What is taken of a sentence by itself.
UNKNOWN_TOPIC = Topic(conflict=True, sport=False)


class TopicReader:
    """Counts the different words of war and of sport in a document."""

    def __init__(self, pack: LanguagePack, lexicon: TriggerLexicon) -> None:
        inflector = Inflector(pack)
        self._words = lexicon.topic
        self._classes = lexicon.classes
        self._points = {
            form.lower(): (word, points)
            for words, points in ((self._words.warlike, 0.5), (self._words.war, 1.0))
            for word in words
            for form in inflector.noun(word)
        }
        self._sport = _forms(inflector, lexicon.topic.sport)
        self._court = _forms(inflector, lexicon.topic.court)
        self._elsewhere = tuple(_forms(inflector, nouns) for nouns in lexicon.topic.elsewhere.values())
        self._accident = _forms(inflector, lexicon.topic.accident)

    def read(self, text: str) -> Topic:
        """The topic of a document's plain text."""
        words = _WORD.findall(text.lower())
        if len(words) < self._words.least_words:
            return UNKNOWN_TOPIC._replace(accident=self._is_accident(words))
        found = {self._points[word] for word in words if word in self._points}
        strong = sum(points for _, points in found if points == 1.0)
        score = strong + min(self._words.warlike_most, sum(points for _, points in found if points < 1.0))
        needed = min(self._words.most, len(words) / self._words.words_per_point)
        sport = len({word for word in words if word in self._sport or "sport" in self._classes.get(word, ())})
        court = len({self._court[word] for word in words if word in self._court})
        elsewhere = max(len({forms[word] for word in words if word in forms}) for forms in self._elsewhere)
        conflict = score >= needed and not (elsewhere >= self._words.elsewhere_words and elsewhere >= score)
        return Topic(
            conflict=conflict,
            deep=conflict and score >= needed * self._words.words_factor,
            court=court >= self._words.court_words and court >= score,
            sport=sport >= self._words.sport_words and sport >= score * self._words.sport_share,
            accident=self._is_accident(words),
        )

    def _is_accident(self, words: list[str]) -> bool:
        """Whether the news is an accident or a disaster: its head says so, or many words do."""
        if any(word in self._accident for word in words[: self._words.head_words]):
            return True
        return len({self._accident[word] for word in words if word in self._accident}) >= self._words.accident_words

    def records(self, topic: Topic, kind: str) -> bool:
        """Whether events of a kind are recorded in a document with this topic."""
        if topic.sport or (topic.court and kind in self._words.not_in_court):
            return False
        return topic.deep if kind in CONTEXT_KINDS else topic.conflict or kind in self._words.always


def _forms(inflector: Inflector, nouns: tuple[str, ...]) -> dict[str, str]:
    """Lemma by form, in lower case."""
    return {form.lower(): noun for noun in nouns for form in inflector.noun(noun)}
