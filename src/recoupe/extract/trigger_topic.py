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

_WORD = re.compile(r"\w[\w-]*")


class Topic(NamedTuple):
    """Whether a document is about conflict, about little else, or a page of sport."""

    conflict: bool
    sport: bool
    deep: bool = True


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

    def read(self, text: str) -> Topic:
        """The topic of a document's plain text."""
        words = _WORD.findall(text.lower())
        if len(words) < self._words.least_words:
            return UNKNOWN_TOPIC
        found = {self._points[word] for word in words if word in self._points}
        strong = sum(points for _, points in found if points == 1.0)
        score = strong + min(self._words.warlike_most, sum(points for _, points in found if points < 1.0))
        needed = min(self._words.most, len(words) / self._words.words_per_point)
        sport = len({word for word in words if "sport" in self._classes.get(word, ())})
        return Topic(
            conflict=score >= needed,
            deep=score >= needed * self._words.words_factor,
            sport=sport >= self._words.sport_words and sport >= score * self._words.sport_share,
        )

    def records(self, topic: Topic, kind: str, words: bool = False) -> bool:
        """Whether events of a kind are recorded in a document with this topic; `words`: only said between powers."""
        if topic.sport:
            return False
        return topic.deep if words else topic.conflict or kind in self._words.always
