"""Linking by size: `.venv/bin/python benches/linking.py [REPORTS ...]`, or `table()` for other benches.

"one more" and "at worst" are the times to link one article more with what is kept of the others (`Linker.memory`): the
middle one and the longest of twenty, drawn from the whole time and held back at first.

Reports are made up: a world of towns and armed groups in which about 60 things happen a day, each told by one to thirty
articles that differ in date, place, toll and words as accounts do. The same seed gives the same world.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import msgspec

from recoupe.language.kinds import load_kinds
from recoupe.link.linker import Linker
from recoupe.link.weights import load_weights
from recoupe.model.actors import ActorTree
from recoupe.model.report import Claim, ClaimValue, DocumentReading, Property, Report, ReportLink, When
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Place, Sites, Toll, Weapon

#: Sizes shown when none are asked for.
SIZES = (1_000, 10_000, 100_000)
#: Articles held back, to come one by one.
_LATE = 20
#: Things that happen in a day, and articles that tell one (shares; the rest tell more).
_A_DAY = 60
_TOLD = ((1, 0.45), (2, 0.65), (3, 0.78), (5, 0.9), (12, 0.98), (30, 1.0))
#: Reports of one article.
_IN_ONE = 4
_COUNTRIES, _TOWNS, _GROUPS, _WORDS = 30, 4_000, 400, 30_000
_KINDS = (
    "air_strike",
    "shelling",
    "bombing",
    "armed_clash",
    "armed_attack",
    "abduction",
    "arrest",
    "condemn",
    "deploy",
)
_QUOTE = Quote(0, 1, "x")
_START = dt.date(2015, 1, 1)


class Happened(msgspec.Struct, frozen=True):
    """One thing that happened."""

    number: int
    day: dt.date
    kind: str
    town: Place
    attacker: Actor
    target: Actor
    killed: int
    words: tuple[str, ...]


class World:
    """Where things happen, and who does them."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        draw = self._random
        self._towns = [_town(n, draw) for n in range(_TOWNS)]
        classes = ("rebel", "militia", "jihadist", "state_force")
        self._actors = [
            Actor(f"reg:{n}", f"group {n}", draw.choice(classes), f"C{n % _COUNTRIES:02}")  # type: ignore[arg-type]
            for n in range(_GROUPS)
        ]

    def readings(self, reports: int) -> Iterator[DocumentReading]:
        """Readings with about so many reports in all, in order of the days on which things happened."""
        made = day = 0
        while made < reports:
            happened = [self._happened(day * _A_DAY + n, _START + dt.timedelta(days=day)) for n in range(_A_DAY)]
            for reading in self._articles(happened):
                if made >= reports:
                    return
                made += len(reading.reports)
                yield reading
            day += 1

    def _happened(self, number: int, day: dt.date) -> Happened:
        draw = self._random
        # A few towns see most of what happens.
        town = self._towns[int(_TOWNS * draw.random() ** 3)]
        near = [a for a in self._actors if a.country == town.country]
        words = tuple(f"mot{int(_WORDS * draw.random() ** 2)}" for _ in range(6))
        killed = int(draw.paretovariate(1.2)) if draw.random() < 0.8 else 0
        return Happened(number, day, draw.choice(_KINDS), town, draw.choice(near), draw.choice(near), killed, words)

    def _articles(self, happened: list[Happened]) -> Iterator[DocumentReading]:
        """Articles of a day: each thing as often as it is told, several of one country in one article."""
        draw = self._random
        told = [(h, n) for h in happened for n in range(self._times())]
        told.sort(key=lambda t: (t[0].town.country or "", t[1], t[0].number))
        while told:
            here, seen, rest = [], set(), []
            for item in told:
                fits = len(here) < _IN_ONE and item[0].number not in seen
                if fits and (not here or here[0][0].town.country == item[0].town.country):
                    here.append(item)
                    seen.add(item[0].number)
                else:
                    rest.append(item)
            told = rest
            document = f"doc:{draw.getrandbits(64):016x}"
            reports = tuple(self._report(h, document) for h, _ in here)
            yield DocumentReading(document, reports, _links(reports, document), (), ())

    def _times(self) -> int:
        share = self._random.random()
        return next(n for n, upto in _TOLD if share <= upto)

    def _report(self, what: Happened, document: str) -> Report:
        draw = self._random
        values: list[tuple[Property, ClaimValue]] = []
        if draw.random() < 0.85:
            late = draw.random()
            day = what.day + dt.timedelta(days=1 if late > 0.97 else 0)
            values.append(("when", When(DateInterval(day, day, 1), "weekday", "dct")))
        values.append(("where", what.town if draw.random() < 0.85 else _country(what.town)))
        if draw.random() < 0.6:
            values.append(("attacker", what.attacker))
        if draw.random() < 0.6:
            values.append(("target", what.target))
        if what.killed and draw.random() < 0.8:
            low = max(1, what.killed + (draw.randint(-2, 4) if draw.random() < 0.3 else 0))
            values.append(("toll", Toll("killed", low, low)))
        if draw.random() < 0.3:
            values.append(("weapon", Weapon("drone" if what.number % 2 else "rocket")))
        if draw.random() < 0.05:
            values.append(("sites", Sites(2 + what.number % 9)))
        claims = tuple(Claim(f"c{n}", p, v, _QUOTE, "reported") for n, (p, v) in enumerate(values))
        kind = what.kind if draw.random() < 0.85 else "armed_attack"
        words = tuple(sorted({w for w in what.words if draw.random() < 0.6} | {f"mot{draw.randrange(200)}"}))
        return Report(
            f"report:{draw.getrandbits(64):016x}", document, kind, 1, "reported", (_QUOTE,), (), claims, words
        )


def _town(number: int, draw: random.Random) -> Place:
    country = f"C{number % _COUNTRIES:02}"
    lat, lon = draw.uniform(-60, 60), draw.uniform(-180, 180)
    return Place(f"gn:{number}", f"town {number}", country, None, lat, lon, 1, (f"gn:{country}", country), kind="city")


def _country(town: Place) -> Place:
    return Place(f"gn:{town.country}", f"{town.country}", town.country, None, None, None, 6, (), kind="country")


def _links(reports: tuple[Report, ...], document: str) -> tuple[ReportLink, ...]:
    if len(reports) < 3:
        return ()
    return (ReportLink("response_to", reports[1].id, reports[0].id, _QUOTE, document),)


def measure(reports: int) -> dict[str, float]:
    """Processor seconds that it takes to link so many reports, and to link one article more."""
    memory = Linker(load_weights(), ActorTree(), load_kinds()).memory()
    readings = list(World().readings(reports))
    late = random.Random(len(readings)).sample(range(len(readings)), _LATE)
    held_back = set(late)
    seconds = []
    for told in ([r for n, r in enumerate(readings) if n not in held_back], *([readings[n]] for n in late)):
        before = time.process_time()
        ledger = memory.update(told)
        seconds.append(time.process_time() - before)
        if len(seconds) == 1:
            gc.freeze()  # as recoupe.pipeline.house does
    more = sorted(seconds[1:])
    kilo = 1 if sys.platform == "darwin" else 1024
    return {
        "reports": sum(len(r.reports) for r in readings),
        "seconds": seconds[0],
        "one more": more[len(more) // 2],
        "at worst": more[-1],
        "events": len(ledger.events),
        "proposals": len(ledger.proposals),
        "MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo / 2**20,
    }


def table(sizes: Sequence[int] = SIZES) -> None:
    """Each size measured in a fresh process, and how the time grows with the size."""
    head = (("reports", 10), ("seconds", 10), ("one more", 10), ("at worst", 10), ("events", 10), ("proposals", 11))
    print("".join(f"{name:>{width}}" for name, width in (*head, ("MiB", 8))), "  growth")
    earlier: dict[str, float] | None = None
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], capture_output=True, text=True, check=True
        )
        row: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        cells = [f"{row['reports']:10.0f}", f"{row['seconds']:10.2f}", f"{row['one more']:10.3f}"]
        cells += [f"{row['at worst']:10.3f}"]
        cells += [f"{row['events']:10.0f}", f"{row['proposals']:11.0f}", f"{row['MiB']:8.0f}"]
        growth = ""
        if earlier is not None:
            power = math.log(row["seconds"] / earlier["seconds"]) / math.log(row["reports"] / earlier["reports"])
            growth = f"   reports^{power:.2f}"
        print("".join(cells) + growth, flush=True)
        earlier = row


def main() -> None:
    """Measure the sizes asked for."""
    asked = sys.argv[1:]
    if asked[:1] == ["--one"]:
        print(json.dumps(measure(int(asked[1]))))
        return
    table([int(size) for size in asked] or SIZES)


if __name__ == "__main__":
    main()
