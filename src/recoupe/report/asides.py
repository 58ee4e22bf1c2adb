"""What stands beside the story of an article and neither dates nor places its events.

The date of a dateline ("NAIROBI, 8 juillet 2017 (Reuters) -") says when it was written; a distance after a place
("à Minya, à 250 km au sud du Caire") says where that place lies.
"""

from __future__ import annotations

import bisect

import msgspec

from recoupe.model.findings import Findings, FoundPlace
from recoupe.model.time import ResolvedTime
from recoupe.report.discourse import Discourse

#: Characters between the place of a dateline and its date, and from there to the dash or bracket that ends it.
_TO_DATE, _TO_END = 40, 45
_DASHES = "-\u2013\u2014"
_ENDS = tuple(f" {dash}" for dash in _DASHES)
#: Words between a town and the words that say where it lies.
_TOWN_WORDS = 5
#: Words before a place among which something is fired from it.
_FROM = 4
#: UCDP precision "near".
_NEAR = 2
#: Characters between a place and words that say how far from another it lies ("Hua Hin, station prisée, à 200 km").
_APPOSED = 60
#: Marks after a place that begin what is said of it, and those that end it.
_OPENS, _CLOSES = (",", " ("), (".", ";", ":", "!", "?", "\n")


def without_asides(findings: Findings, discourse: Discourse) -> Findings:
    """Findings without the date of the dateline and without the places that only locate others."""
    times, places = findings.times, findings.places
    if findings.document.dateline is not None and findings.document.published is not None:
        times = tuple(t for t in times if not _in_dateline(findings, t))
    places = tuple(p for n, p in enumerate(places) if not _locates(findings, n, p, discourse))
    if (len(times), len(places)) == (len(findings.times), len(findings.places)):
        return findings
    return msgspec.structs.replace(findings, times=times, places=places)


def _in_dateline(findings: Findings, time: ResolvedTime) -> bool:
    dateline, span, text = findings.document.dateline, time.timex.words, findings.document.text
    if dateline is None or not 0 <= span.start - dateline.end <= _TO_DATE:
        return False
    between = text[dateline.end : span.start]
    if "\n" in between or any(end in between for end in _ENDS):
        return False
    after = text[span.end : span.end + _TO_END].partition("\n")[0]
    return after.lstrip()[:1] in (*_DASHES, "(", ")", ":") and bool(after.strip())


def _locates(findings: Findings, number: int, place: FoundPlace, discourse: Discourse) -> bool:
    """Whether a place is named only to say where another one lies, or where something was fired from."""
    text, span = findings.document.text, place.span
    if _fired_from(text, span.start, discourse):
        return True
    if place.place.precision != _NEAR or span.end - span.start <= len(place.place.name):
        return False
    words = text[span.start : span.end].lower().replace("\u2019", "'").replace("-", " ").split()
    measured = any(word in discourse.table.measures for word in words)
    if not measured and not any(word.rpartition("'")[2] in discourse.table.compass for word in words[:2]):
        return False
    before = findings.places[number - 1] if number else None
    gap = text[before.span.end : span.start] if before is not None else ""
    if before is not None and gap.startswith(_OPENS) and len(gap) <= _APPOSED and not any(c in gap for c in _CLOSES):
        return measured or not gap.strip(" ,(")
    return _of_known_town(findings, span.start, discourse)


def _fired_from(text: str, start: int, discourse: Discourse) -> bool:
    """ "Des tirs en provenance du Tadjikistan", "des roquettes tirées de Gaza": not where they fell."""
    before = text[max(0, start - _TO_DATE) : start].lower().replace("\u2019", "'").replace("'", "' ").split()[-_FROM:]
    return len(before) > 1 and any(
        word in discourse.table.launching and all(w in discourse.table.launched_from for w in before[n + 1 :])
        for n, word in enumerate(before[:-1])
    )


def _of_known_town(findings: Findings, start: int, discourse: Discourse) -> bool:
    """ "La ville, située à 330 km au nord de Colombo": said of a town named before."""
    sentence = findings.parse.sentence_at(start)
    if sentence is None or not sentence.tokens:
        return False
    at = bisect.bisect_left(sentence.tokens, start, key=lambda t: t.start)
    for token in reversed(sentence.tokens[max(0, at - _TOWN_WORDS) : at]):
        if token.text.lower() in discourse.table.settlements:
            return discourse.points_back(sentence, token.i)
        if token.pos in ("AUX", "PROPN") or (token.pos == "VERB" and not token.has("VerbForm=Part")):
            return False
    return False
