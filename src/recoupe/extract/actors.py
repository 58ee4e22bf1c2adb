"""Find the words of a text that name actors."""

from __future__ import annotations

from recoupe.extract.actor_aliases import AliasFinder
from recoupe.extract.actor_phrases import PhraseReader
from recoupe.extract.actor_units import UnitFinder
from recoupe.language.actor_words import load_actor_lexicon
from recoupe.language.pack import LanguagePack
from recoupe.language.registry import Registry
from recoupe.model.mentions import ActorMention
from recoupe.text.level import level


class ActorExtractor:
    """Names, composed actors, metonyms, people, descriptions. Build once: compiles registry and words."""

    def __init__(self, pack: LanguagePack, registry: Registry) -> None:
        lexicon = pack.made(load_actor_lexicon)
        self._units = UnitFinder(lexicon, registry)
        self._reader = PhraseReader(lexicon)
        self._aliases = AliasFinder(lexicon, registry)

    def find(self, text: str) -> tuple[ActorMention, ...]:
        """Mentions of `text` (typography levelled: `recoupe.text.normalise.plain`) in text order, none overlapping.

        A capital, a country or a bare nationality comes as "metonym": whether it acts is for syntax to say.
        """
        units = self._units.find(text, level(text))
        chart = self._reader.chart(text, units)
        mentions: list[ActorMention] = []
        cursor = 0
        for start in sorted(units):
            if start < cursor:
                continue
            best: ActorMention | None = None
            known = any(unit.kind in ("name", "person") for unit in units[start])
            for unit in units[start]:
                if known and unit.kind == "first_name":
                    continue
                mention = self._reader.read(chart, unit)
                if mention is not None and (best is None or mention.span.end > best.span.end):
                    best = mention
            if best is not None:
                mentions.append(best)
                cursor = best.span.end
        return tuple(self._aliases.add(text, mentions))
