"""Train the French pipeline from Universal Dependencies treebanks, from nothing to an installable package.

    python training/fr/train.py UD_DIR WORK_DIR [--seed 7] [--install]

`UD_DIR` holds the treebanks named in `sources.yml`. Corpora and checkpoints land in `WORK_DIR`; `--install` puts
the best model in `models/recoupe-fr`. Needs `recoupe` and `recoupe-fr` (its tokenizer). One core, half an hour.
"""

from __future__ import annotations

import argparse
import json
import shutil
from importlib.metadata import version
from pathlib import Path

import prepare
import recoupe_fr
import yaml
from spacy import util
from spacy.cli.train import train

HERE = Path(__file__).parent


def write_config(target: Path, seed: int) -> None:
    """`config.cfg` with the lists of `tokens.yml` as its tokenizer and all of spaCy's defaults spelled out."""
    config = util.load_config(HERE / "config.cfg")
    lists = yaml.safe_load((HERE / "tokens.yml").read_text(encoding="utf-8"))
    config["nlp"]["tokenizer"] = {"@tokenizers": "recoupe.RuleTokenizer.v1", **lists}
    config["system"]["seed"] = seed
    filled = util.load_model_from_config(config, auto_fill=True, validate=True).config
    filled.to_disk(target)


def main(ud: Path, work: Path, seed: int, *, install: bool) -> None:
    prepare.main(ud, work / "corpus")
    write_config(work / "config.cfg", seed)
    paths = {f"paths.{part}": str(work / "corpus" / f"{part}.spacy") for part in ("train", "dev")}
    train(work / "config.cfg", work / "model", use_gpu=-1, overrides=paths)
    if install:
        put_in_place(work / "model" / "model-best", recoupe_fr.MODEL)


def put_in_place(source: Path, target: Path) -> None:
    """Copy a trained pipeline into the package, without the machine's paths."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    config = util.load_config(target / "config.cfg")
    config["paths"] = dict.fromkeys(config["paths"])
    config.to_disk(target / "config.cfg")
    meta = json.loads((target / "meta.json").read_text(encoding="utf-8"))
    sources = yaml.safe_load((HERE / "sources.yml").read_text(encoding="utf-8"))["train"]
    meta |= {
        "name": "recoupe",
        "version": version("recoupe-fr"),
        "spacy_version": ">=3.8,<3.9",
        "license": "CC-BY-SA-4.0",
        "description": "French words, lemmas, features and Universal Dependencies",
        "sources": sorted({Path(file).parts[0] for file in sources}),
        # Figures on the dev set; those that count are evaluate.py's on the test sets.
        "performance": {key: value for key, value in meta["performance"].items() if isinstance(value, float)},
    }
    (target / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ud", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--install", action="store_true")
    chosen = parser.parse_args()
    main(chosen.ud, chosen.work, chosen.seed, install=chosen.install)
