"""Time expressions of TimeML files, as a scorer wants them: what `recoupe eval timex` writes."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from lxml import etree

from recoupe.extract.times import TimeExtractor
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Evidence, Published, Zone
from recoupe.model.errors import DataError
from recoupe.model.ids import make_id
from recoupe.model.time import DateInterval, ResolvedTime
from recoupe.parse.parser import Parser
from recoupe.pipeline.config import ReaderConfig
from recoupe.resolve.times import TimeResolver
from recoupe.text.normalise import plain

#: For "1999-05-17" and "1999-05-17T10:00:00"; not for "1999-W20", which is no day to count from.
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class TimemlFile(msgspec.Struct, frozen=True):
    """A TimeML file without its annotation: `text` is that of its TEXT element with the tags removed."""

    id: str
    day: dt.date
    text: str


class Prediction(msgspec.Struct, frozen=True):
    """A time expression with the value found; offsets in code points into `TimemlFile.text`."""

    start: int
    end: int
    type: str
    value: str | None


def read_timeml(path: Path) -> TimemlFile:
    """Read one file.

    Raises:
        DataError: it is no TimeML, or has no document creation time.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise DataError(f"{path}: is not TimeML: {error}") from error
    created, text = root.find("DCT/TIMEX3"), root.find("TEXT")
    day = _DAY.match(created.get("value", "")) if created is not None else None
    if day is None or text is None:
        raise DataError(f"{path}: no DCT/TIMEX3 with a day as its value, or no TEXT; expected a TimeML document")
    name = (root.findtext("DOCID") or path.stem).strip()
    return TimemlFile(name, dt.date.fromisoformat(day[0]), "".join(text.itertext()))


def predict(files: Iterable[TimemlFile], config: ReaderConfig) -> Iterator[tuple[str, tuple[Prediction, ...]]]:
    """Each file's id with the time expressions found in it, in text order."""
    pack = LanguagePack(config.language)
    extractor, resolver, parser = TimeExtractor(pack), TimeResolver(pack), Parser(config.model, pack)
    for file in files:
        document = _document(file, config.language)
        resolved = resolver.resolve(document, extractor.find(plain(file.text)), parser.parse(document))
        yield file.id, tuple(_prediction(one) for time in resolved.times for one in (time.parts or (time,)))


def _prediction(time: ResolvedTime) -> Prediction:
    return Prediction(time.timex.span.start, time.timex.span.end, time.timex.type, time.value)


def _document(file: TimemlFile, language: str) -> Document:
    identity = hashlib.sha256(file.text.encode()).hexdigest()
    published = Published(DateInterval(file.day, file.day), Evidence("metadata", file.day.isoformat()))
    return Document(
        id=make_id("doc", identity),
        path=file.id,
        uri=None,
        sha256=identity,
        title=None,
        outlet=None,
        languages=(language,),
        published=published,
        dateline=None,
        text=file.text,
        zones=(Zone(0, len(file.text), "body", language),),
    )
