"""`make eval`: read each gold corpus, export, score, and set every figure beside its floor.

Corpora given to the project and the scorers live in ../shared, beside the checkout, our own articles in `articles/`;
where ../shared is absent this says so and ends well. Only figures are shown: misses of the `tune` half can be seen with
the scorer itself, those of the `check` half are for nobody. With --update the figures go to docs/quality.md as well.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import gate  # noqa: E402
import quality  # noqa: E402

SHARED = HERE.parents[1] / "shared"
FLOORS = HERE / "floors.json"
PAGE = HERE.parent / "docs" / "quality.md"
GIVEN = ("seeds", "dev", "real")
OWN = ("world-1", "world-2", "world-3", "world-4", "held-out")
CORPORA = (*GIVEN, *OWN)
HALVES = ("tune", "check")
TIMEBANK = "fr-timebank"
#: A line of the TimeML scorer: "value    P 91.28  R 86.74  F1 88.95  (...)".
TIMEX_LINE = re.compile(r"^(?P<name>\w+)\s+P [\d.]+\s+R [\d.]+\s+F1 (?P<f1>[\d.]+)", re.MULTILINE)


def main() -> int:
    """0 when no figure fell below its floor, 1 when one did."""
    arguments = _arguments()
    if not (SHARED / "corpus").is_dir():
        print("no gold corpora here (../shared/corpus is absent): nothing to score, nothing skipped in silence.")
        return 0
    scores: gate.Scores = {}
    results: dict[str, quality.Result] = {}
    corpora: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as work:
        for corpus in arguments.only or (*CORPORA, TIMEBANK):
            folder = _folder(corpus)
            if not folder.is_dir():
                print(f"skipped {corpus}: {folder.name} is not in ../shared")
                continue
            corpora[corpus] = gate.digest(folder)
            if corpus == TIMEBANK:
                scores |= score_timebank(folder, Path(work))
            else:
                results |= score_corpus(folder, Path(work))
    scores |= {half: figures(result.scores) for half, result in results.items()}
    floors = gate.read_floors(FLOORS)
    show(scores, floors)
    fallen = gate.falls(scores, floors)
    for fall in fallen:
        print(f"below its floor: {fall.half} {fall.figure} {fall.value:.4f}, floor {fall.floor:.4f}")
    if arguments.update:
        gate.write_floors(FLOORS, gate.raised(scores, floors, corpora, allow_regression=arguments.allow_regression))
        kept = "lowered where figures fell" if arguments.allow_regression else "kept where figures fell"
        print(f"{FLOORS.name}: raised where figures rose, {kept}")
        if not arguments.only:
            PAGE.write_text(quality.page(results, scores.get(f"{TIMEBANK}/all", {})), encoding="utf-8")
            print(f"{PAGE.name}: written")
    return 1 if fallen and not arguments.allow_regression else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make eval ARGS=...", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=(*CORPORA, TIMEBANK), help="only these corpora")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    parser.add_argument(
        "--allow-regression", action="store_true", help="with --update: lower them too, and say why in the commit"
    )
    return parser.parse_args()


def _folder(corpus: str) -> Path:
    if corpus == TIMEBANK:
        return SHARED / "data" / corpus
    return HERE / "articles" / corpus if corpus in OWN else SHARED / "corpus" / corpus


def score_corpus(folder: Path, work: Path) -> dict[str, quality.Result]:
    """Results of the halves of a corpus of articles, by "CORPUS/HALF"."""
    ledger, exported = work / f"{folder.name}.db", work / f"{folder.name}.json"
    recoupe("run", folder / "pages", "--ledger", ledger)
    recoupe("export", "--ledger", ledger, "-o", exported)
    results: dict[str, quality.Result] = {}
    for half in HALVES:
        out = work / f"{folder.name}-{half}.json"
        tool = [sys.executable, SHARED / "tools" / "score_ledger.py", folder, exported, "--split", half, "--json", out]
        if half == "tune":
            tool += ["--show", "report"]
        # The scorer breaks ties between events by the order of a set of texts: one order, so that figures repeat.
        fixed = {**os.environ, "PYTHONHASHSEED": "0"}
        said = subprocess.run([str(part) for part in tool], check=True, capture_output=True, env=fixed, text=True)
        result = json.loads(out.read_text(encoding="utf-8"))
        if result["report"]["gold"] or result["negative_documents"]:  # else the corpus has nothing in this half
            results[f"{folder.name}/{half}"] = quality.read(result, said.stdout, folder, half)
    return results


def score_timebank(folder: Path, work: Path) -> gate.Scores:
    """F1 of the time expressions of the French TimeBank, between 0 and 1."""
    predictions = work / "timex.json"
    recoupe("eval", "timex", folder, "--predictions", predictions)
    tool = [sys.executable, str(SHARED / "tools" / "score_timex.py"), str(folder), str(predictions)]
    said = subprocess.run(tool, check=True, capture_output=True, text=True).stdout
    found = {f"timex_{m['name']}.f1": float(m["f1"]) / 100 for m in TIMEX_LINE.finditer(said)}
    return {f"{TIMEBANK}/all": found}


def recoupe(*arguments: object) -> None:
    """Run the command line; refused documents (exit code 1) are the scorer's to see."""
    line = [sys.executable, "-m", "recoupe.cli.main", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(f"{' '.join(line[2:])} failed:\n{done.stderr}")


def figures(result: dict[str, object]) -> dict[str, float]:
    """The scorer's result as plain figures: F1 of what has one, F1 and precision of pairs."""
    found: dict[str, float] = {}
    for name, value in result.items():
        if isinstance(value, dict):
            if value.get("gold", value.get("reports")):
                found[f"{name}.f1"] = float(value["f1"])
            if name == "pairwise" and value.get("predicted"):
                found["pairwise.p"] = float(value["p"])
        elif isinstance(value, list):
            found[name] = float(len(value))
        elif isinstance(value, int | float) and name != "negative_documents":
            found[name] = float(value)
    return found


def show(scores: gate.Scores, floors: gate.Floors) -> None:
    """One row a figure, one column a corpus half: the figure, its floor, and "<" where it fell."""
    halves = sorted(scores, key=lambda half: (half.split("/")[0] != "seeds", half))
    names = list(dict.fromkeys(name for half in halves for name in scores[half]))
    print(f"{'':30}" + "".join(f"{half:>19}" for half in halves))
    for name in names:
        cells = []
        for half in halves:
            value, floor = scores[half].get(name), floors.scores.get(half, {}).get(name)
            mark = "<" if value is not None and floor is not None and gate.worse(name, value, floor) else " "
            told = "" if value is None else f"{value:.3f}{mark}({'new' if floor is None else f'{floor:.3f}'})"
            cells.append(f"{told:>19}")
        print(f"{name:30}" + "".join(cells))
    print(
        "in brackets: the floor, reached before; '<': below it. Less is better of: "
        + ", ".join(sorted(gate.LESS_IS_BETTER))
    )


if __name__ == "__main__":
    sys.exit(main())
