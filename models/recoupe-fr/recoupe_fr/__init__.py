"""The trained French pipeline of recoupe. `recoupe_fr.load()` and `spacy.load("recoupe_fr")` are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_model_from_path

# Imported for its effect: the tokenizer registers itself under the name that the pipeline's configuration uses.
from recoupe_fr.tokenizer import RuleTokenizer

__all__ = ["MODEL", "RuleTokenizer", "load"]

MODEL = Path(__file__).parent / "model"


def load(**overrides: Any) -> Language:
    """The pipeline. `overrides` are those of `spacy.load` (`vocab`, `disable`, `enable`, `exclude`, `config`)."""
    return load_model_from_path(MODEL, **overrides)
