"""`docs/quality.md`: how often the reading is right and how often wrong, by corpus, slot and kind of event."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: A line of the scorer's misses: "kidal-1: missed air_strike «frappes»".
_MISS = re.compile(r"^[^:\n]+: (?P<what>missed|extra) (?P<kind>[a-z_]+) «", re.MULTILINE)
SLOTS = {
    "report": "event reported",
    "when": "when",
    "where": "where",
    "attacker": "attacker or actor",
    "target": "target or partner",
    "weapon": "weapon",
    "tolls": "toll",
    "according_to": "who says so",
    "status": "status",
    "sites": "sites hit",
    "slots_micro": "all values together",
    "tallies": "tally",
    "figures": "figure",
}
#: Rows of kinds with fewer gold reports are left out: a rate over two or three says nothing.
_FEW = 5


@dataclass(frozen=True)
class Result:
    """What the scorer says of one half of a corpus; reports by kind only where its misses may be read."""

    scores: Mapping[str, Any]
    gold: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)


def read(scores: Mapping[str, Any], said: str, folder: Path, half: str) -> Result:
    """The scorer's result with its misses counted by kind."""
    if half != "tune":
        return Result(scores)
    documents = set(json.loads((folder.parent / "split.json").read_text(encoding="utf-8"))[half])
    gold: Counter[str] = Counter()
    for file in (folder / "gold").glob("*.json"):
        if file.stem in documents:
            reports = json.loads(file.read_text(encoding="utf-8"))["reports"]
            gold.update(report["kind"] for report in reports if not report.get("optional"))
    misses = [(m["what"], m["kind"]) for m in _MISS.finditer(said)]
    missed, extra = (Counter(kind for what, kind in misses if what == wanted) for wanted in ("missed", "extra"))
    return Result(scores, gold, missed, extra)


def page(results: Mapping[str, Result], timex: Mapping[str, float]) -> str:
    """The page as Markdown."""
    return "\n".join([*_head(results), *_slots(results), *_kinds(results), *_documents(results), *_times(timex)]) + "\n"


def _head(results: Mapping[str, Result]) -> Iterator[str]:
    unread = [result.scores for half, result in results.items() if half.endswith("/check")]
    missing = _rate(1 - _sum(unread, "report", "hit") / max(_sum(unread, "report", "gold"), 1))
    false = _rate(1 - _sum(unread, "report", "hit") / max(_sum(unread, "report", "predicted"), 1))
    values = _rate(1 - _sum(unread, "slots_micro", "hit") / max(_sum(unread, "slots_micro", "predicted"), 1))
    told = _rate(1 - _sum(unread, "slots_micro", "hit") / max(_sum(unread, "slots_micro", "gold"), 1))
    yield "# How good the reading is"
    yield ""
    yield "Made by `make eval ARGS=--update`; not to be edited. *tune*: articles whose misses were read while the"
    yield "rules were written, so their figures flatter. *check*: articles whose misses nobody reads."
    yield ""
    yield f"On articles nobody tuned to, **{missing} of the events that an annotator codes are missed and {false} of"
    yield f"those reported are not the annotator's. Of the values written (date, place, actor, toll) {values} differ"
    yield f"from the annotator's, and {told} of the annotator's are not found**, those of missed events among them."
    yield "A person should read what the ledger says beside its quotes; that is what the quotes are for."


def _slots(results: Mapping[str, Result]) -> Iterator[str]:
    yield ""
    yield "## By value"
    yield ""
    yield "Precision / recall in per cent, and the number of values in the gold. Values of missed events are missed."
    yield ""
    halves = sorted(results, key=lambda half: (half.endswith("/check"), half))
    yield "| | " + " | ".join(halves) + " |"
    yield "|---|" + "---|" * len(halves)
    for name, label in SLOTS.items():
        cells = []
        for half in halves:
            row = results[half].scores.get(name)
            told = f"{100 * row['p']:.0f} / {100 * row['r']:.0f} of {row['gold']}" if row and row["gold"] else ""
            cells.append(told)
        yield f"| {label} | " + " | ".join(cells) + " |"


def _kinds(results: Mapping[str, Result]) -> Iterator[str]:
    gold, missed, extra = Counter[str](), Counter[str](), Counter[str]()
    for result in results.values():
        gold, missed, extra = gold + result.gold, missed + result.missed, extra + result.extra
    yield ""
    yield "## By kind of event"
    yield ""
    yield "Reports of the *tune* halves: coded by the annotator, found, and reported beyond them. Some are found under"
    yield f"another kind. Kinds coded fewer than {_FEW} times are left out."
    yield ""
    yield "| kind | coded | found | beyond |"
    yield "|---|---|---|---|"
    for kind, number in gold.most_common():
        if number >= _FEW:
            yield f"| {kind} | {number} | {number - missed[kind]} ({1 - missed[kind] / number:.0%}) | {extra[kind]} |"


def _documents(results: Mapping[str, Result]) -> Iterator[str]:
    yield ""
    yield "## Between articles, and cleaning"
    yield ""
    yield "| | events put together (B³ F1) | links found | disagreements found | reports in articles without events |"
    yield "|---|---|---|---|---|"
    for half, result in sorted(results.items(), key=lambda item: (item[0].endswith("/check"), item[0])):
        s = result.scores
        false = f"{s['reports_on_negative_documents']} in {s['negative_documents']}" if s["negative_documents"] else ""
        yield f"| {half} | {s['b3']['f1']:.2f} | {s['links_recall']:.2f} | {s['disagreements_recall']:.2f} | {false} |"


def _times(timex: Mapping[str, float]) -> Iterator[str]:
    if not timex:
        return
    yield ""
    yield "## Time expressions (French TimeBank, the half at hand)"
    yield ""
    yield ", ".join(
        f"{name.removeprefix('timex_').removesuffix('.f1')} F1 {value:.3f}" for name, value in timex.items()
    )


def _sum(scores: list[Mapping[str, Any]], name: str, count: str) -> int:
    return sum(row.get(name, {}).get(count, 0) for row in scores)


def _rate(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
