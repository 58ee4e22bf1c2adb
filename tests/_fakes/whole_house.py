"""The real rooms around one reader that is made once: what tests of the whole house run."""

from __future__ import annotations

import msgspec
import recoupe_fakes as fakes

from recoupe.extract.triggers import TriggerExtractor
from recoupe.language.pack import LanguagePack
from recoupe.model.findings import Findings
from recoupe.pipeline.config import ReaderConfig
from recoupe.pipeline.house import house
from recoupe.pipeline.reader import Reader
from recoupe.pipeline.rooms import Rooms
from recoupe.pipeline.tags import SentenceTagger


def rooms_around(reader: Reader) -> Rooms:
    """The house, with `reader` in the place of one made for each run."""
    return msgspec.structs.replace(house(ReaderConfig()), reader=lambda: reader)


def findings(reader: Reader, text: str) -> Findings:
    """Everything found in a text of French prose."""
    return reader.findings.make(fakes.make_document(text), reader.parser.parse_text(text))


def triggers(reader: Reader, text: str, pack: LanguagePack | None = None) -> list[str]:
    """Triggers of a text as cases write them: "KIND ENTRY: words"; `pack` instead of the reader's own words."""
    found = findings(reader, text)
    if pack is None:
        mentions = [r.trigger for r in found.triggers]
    else:
        extractor, tagger = TriggerExtractor(pack), SentenceTagger(pack)
        mentions = [
            trigger
            for sentence in found.parse.sentences
            for trigger in extractor.find(
                sentence,
                tagger.tags(
                    sentence,
                    places=found.places,
                    actors=found.actors,
                    sites=found.sites,
                    weapons=found.weapons,
                    tolls=found.tolls,
                ),
            )
        ]
    return [f"{m.kind} {m.entry}: {text[m.span.start : m.span.end]}" for m in mentions]
