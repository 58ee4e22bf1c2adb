"""The version of a reading: a digest of the code, words and models that it depends on.

A reading is kept for as long as the same document would be read the same way. Asking people to bump a number whenever a
word is added to a list would be forgotten, so the number is computed.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import recoupe
from recoupe.model.errors import DataError
from recoupe.pipeline.config import ReaderConfig

#: Parts of this package on which a reading depends; cleaning is not among them, since its result is a document's form.
_PARTS = (
    *("model", "text", "language", "actors", "parse", "extract", "resolve", "report"),
    *(f"pipeline/{name}.py" for name in ("reader", "findings", "prefilter", "surface", "tags")),
)
_GAZETTEER = "recoupe_gazetteer"
_DIGITS = 12


def reader_version(config: ReaderConfig) -> str:
    """Version of what `config` reads: "0.1.0 recoupe_fr 3f9a0c1b2d4e".

    Raises:
        DataError: the model is not installed.
    """
    digest = hashlib.blake2b(config.language.encode())
    package = Path(recoupe.__file__).parent
    for part in _PARTS:
        _add(digest, package / part)
    for name in (config.model, _GAZETTEER):
        folder = package_folder(name)
        if folder is None and name == config.model:
            raise DataError(f"--model {name}: no such pipeline is installed. `make setup` installs recoupe_fr.")
        if folder is not None:
            _add(digest, folder)
    return f"{recoupe.__version__} {config.model} {digest.hexdigest()[:_DIGITS]}"


def package_folder(name: str) -> Path | None:
    """Folder of an installed package, without importing it; None when there is none."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def _add(digest: hashlib.blake2b, path: Path) -> None:
    """Add the names and bytes of the files at or under `path`, in an order that no file system decides."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path] if path.is_file() else []
    for file in files:
        if file.suffix != ".pyc":
            digest.update(f"\0{file.relative_to(path.parent).as_posix()}\0".encode())
            digest.update(file.read_bytes())
