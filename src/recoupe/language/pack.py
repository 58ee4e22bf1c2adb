"""Language packs: words, values and rules of one language, as YAML data read into typed tables.

A room that needs language knowledge defines the shape of its table as a `msgspec.Struct` and asks `LanguagePack.table`
for it; nothing in Python names a word of any language. A file that does not fit its shape is refused at load time, with
file and key named.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import msgspec
import yaml

from recoupe.model.errors import LanguageError

T = TypeVar("T")

#: Root of the packs shipped with the package: one folder a language, `common` for what all share.
PACKS = Path(__file__).parent


class LanguagePack:
    """The data of one language. Tables are read when asked for and kept; the pack itself never changes."""

    def __init__(self, code: str, root: Path = PACKS) -> None:
        self.code = code
        self._root = root
        self._tables: dict[tuple[Path, object], object] = {}
        self._made: dict[object, object] = {}
        if not (root / code).is_dir():
            known = sorted(p.name for p in root.iterdir() if p.is_dir() and (p / "words").is_dir())
            raise LanguageError(f"no language pack {code!r} in {root.name}/; packs there: {', '.join(known)}")

    def table(self, name: str, shape: type[T]) -> T:
        """The table `name` ("words/numbers") read into `shape`.

        Raises:
            LanguageError: the file is missing, is not YAML, or does not fit `shape`.
        """
        return self._read(self._root / self.code / f"{name}.yml", shape)

    def common(self, name: str, shape: type[T]) -> T:
        """A table shared by all languages (`language/common/NAME.yml`)."""
        return self._read(self._root / "common" / f"{name}.yml", shape)

    def made(self, make: Callable[[LanguagePack], T]) -> T:
        """`make(pack)`, made once: for what several rooms build from the same tables and none changes."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    def _read(self, path: Path, shape: type[T]) -> T:
        if (path, shape) not in self._tables:
            self._tables[path, shape] = read_table(path, shape)
        return cast(T, self._tables[path, shape])


def read_table(path: Path, shape: type[T]) -> T:
    """Read one YAML file into `shape`.

    Raises:
        LanguageError: naming the file and the key at fault.
    """
    where = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise LanguageError(
            f"{where}: cannot be read ({error.strerror}); each pack needs the files that language/fr has"
        ) from error
    except yaml.YAMLError as error:
        raise LanguageError(f"{where}: not valid YAML: {error}") from error
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        raise LanguageError(f"{where}: {error}") from error
