"""Which files there are under the paths given, in an order that depends on neither the paths' order nor the disk's."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from recoupe.ingest.refusals import Refused, refuse
from recoupe.ingest.sniff import ARTICLE_SUFFIXES
from recoupe.model.document import Refusal

#: Opening a pipe would wait for its other end; with this it returns at once. (Windows has neither.)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Found(msgspec.Struct, frozen=True):
    """A file and the label it goes by: its path below the folder given, or its name."""

    label: str
    path: Path


def find(paths: Sequence[Path]) -> tuple[Found | Refusal, ...]:
    """Every file under `paths`, sorted by label. Links to folders are not followed, so there is no loop to fall into.

    Hidden files are refused when they look like an article (".reportage.html") and passed over when they are a system's
    own (".DS_Store", ".git").
    """
    roots = sorted({Path(p) for p in paths})
    folders = sum(root.is_dir() for root in roots)
    found: list[Found | Refusal] = []
    for root in roots:
        if root.is_dir():
            prefix = f"{root.name}/" if folders > 1 and root.name else ""
            found.extend(
                _walk(root, prefix) or [refuse(root.name or str(root), "nothing_found", "no file in this folder")]
            )
        else:
            found.append(Found(root.name, root))
    return tuple(sorted(found, key=_order))


def _order(item: Found | Refusal) -> tuple[str, str]:
    return (item.label, str(item.path)) if isinstance(item, Found) else (item.path, item.code)


def _walk(root: Path, prefix: str) -> list[Found | Refusal]:
    found: list[Found | Refusal] = []

    def unreadable(error: OSError) -> None:
        label = prefix + Path(error.filename).relative_to(root).as_posix()
        found.append(refuse(label, "unreadable", f"folder cannot be listed: {error.strerror}"))

    for folder, below, names in os.walk(root, onerror=unreadable):
        here = Path(folder)
        for name in list(below):
            if (here / name).is_symlink():
                label = prefix + (here / name).relative_to(root).as_posix()
                found.append(refuse(label, "symlink", "link to a folder, not followed; give that folder itself"))
            if name.startswith(".") or (here / name).is_symlink():
                below.remove(name)
        for name in names:
            label = prefix + (here / name).relative_to(root).as_posix()
            if not name.startswith("."):
                found.append(Found(label, here / name))
            elif Path(name).suffix.lower() in ARTICLE_SUFFIXES:
                found.append(refuse(label, "hidden_file", "hidden file, not read; rename it without the first dot"))
    return found


def open_file(path: Path) -> tuple[BinaryIO, int]:
    """An open regular file and its size in bytes.

    Raises:
        Refused: there is none, it is a pipe, device, socket or folder, or it may not be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _NO_WAIT)
    except FileNotFoundError:
        raise Refused("not_found", "no such file or folder") from None
    except OSError as error:
        code = "not_a_file" if error.errno == getattr(os, "ENXIO", 6) else "unreadable"
        raise Refused("not_a_file" if code == "not_a_file" else "unreadable", f"{error.strerror}") from None
    except ValueError as error:
        raise Refused("not_found", f"not a path: {error}") from None
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise Refused("not_a_file", "a pipe, a device or a folder, not a file")
    return os.fdopen(handle, "rb"), about.st_size
