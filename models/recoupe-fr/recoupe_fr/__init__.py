"""The trained French pipeline of recoupe. `recoupe_fr.load()` and `spacy.load("recoupe_fr")` are the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import BaseDefaults, Language
from spacy.util import SimpleFrozenDict, SimpleFrozenList, dict_to_dot, get_model_meta, load_config
from spacy.vocab import Vocab

# Imported for its effect: the tokenizer registers itself under the name that the pipeline's configuration uses.
from recoupe_fr.tokenizer import RuleTokenizer

__all__ = ["MODEL", "RuleTokenizer", "load"]

MODEL = Path(__file__).parent / "model"
_NOTHING: Any = SimpleFrozenDict()


class _French(Language):  # type: ignore[no-untyped-call]
    """French without spaCy's own French tables.

    Our pipeline brings its tokenizer, and spaCy's exceptions for its own cost more to import (1.5 s of processor time)
    than everything else in loading. The class is not registered, so other French pipelines keep spaCy's.
    """

    lang = "fr"
    Defaults = BaseDefaults


def load(
    *,
    vocab: Vocab | bool = True,
    disable: str | Iterable[str] = SimpleFrozenList(),
    enable: str | Iterable[str] = SimpleFrozenList(),
    exclude: str | Iterable[str] = SimpleFrozenList(),
    config: Any = _NOTHING,
) -> Language:
    """The pipeline. The parameters are those of `spacy.load`."""
    overrides = dict_to_dot(config, for_overrides=True)
    whole = load_config(MODEL / "config.cfg", overrides=overrides)
    nlp = _French.from_config(
        whole,
        vocab=vocab,
        disable=disable,
        enable=enable,
        exclude=exclude,
        meta=get_model_meta(MODEL),
        auto_fill=False,
    )
    return nlp.from_disk(MODEL, exclude=exclude, overrides=overrides)
