"""Who tells of an event, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recoupe.model.event import Event
from recoupe.model.report import Report
from recoupe.model.values import Source, Toll
from recoupe.text.normalise import fold
from recoupe.web.catalogue import Catalogue

#: Starts of the keys of sources that no registry knows.
_ORGANISATION, _OUTLET = "org:", "outlet:"


def killed(event: Event) -> Toll | None:
    """The largest count of people killed, wholes before parts; None where nobody counts."""
    counts = [toll for toll in event.tolls if toll.kind == "killed"]
    return max(counts, key=lambda toll: (not toll.part, toll.low), default=None)


def most_killed(event: Event) -> int:
    """What `killed` counts at least, for sorting; -1 where nobody counts."""
    toll = killed(event)
    return -1 if toll is None else min(toll.low, 2**31 - 1)


def sources_of(catalogue: Catalogue, event: Event) -> Iterator[str]:
    """Keys of the organisations that an event's reports name as their sources, and of their outlets."""
    for key in event.reports:
        report = catalogue.reports.get(key)
        if report is not None:
            yield from (source_key(source) for source in _named(report))
    for key in event.documents:
        document = catalogue.documents.get(key)
        if document is not None and document.outlet:
            yield outlet_key(document.outlet)


def source_names(catalogue: Catalogue) -> Mapping[str, str]:
    """Names of all those keys: as the articles have them."""
    outlets = {outlet_key(d.outlet): d.outlet for d in catalogue.view.documents if d.outlet}
    organisations = (s for report in catalogue.reports.values() for s in _named(report))
    names: dict[str, str] = {}
    for source in organisations:
        if source.org is not None:
            names.setdefault(source_key(source), source.org)
    return {**outlets, **names}


def source_key(source: Source) -> str:
    """By its registry id, else by its folded name."""
    return source.org_id or _ORGANISATION + fold(source.org or "")


def outlet_key(outlet: str) -> str:
    """By its folded name."""
    return _OUTLET + fold(outlet)


def _named(report: Report) -> Iterator[Source]:
    """Sources with an organisation, of the report and of its claims."""
    yield from (source for source in report.according_to if source.org)
    for claim in report.claims:
        if claim.according_to != report.according_to:
            yield from (source for source in claim.according_to if source.org)
