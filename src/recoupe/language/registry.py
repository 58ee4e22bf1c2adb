"""The registry of actors: one YAML file a region, read and checked into frozen rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

import msgspec

from recoupe.language.pack import PACKS, read_table
from recoupe.model.actors import STATE, ActorTree
from recoupe.model.errors import LanguageError
from recoupe.model.values import ActorClass

#: Folder of the registry shipped with the package.
ACTORS = PACKS.parent / "actors"
#: The file whose rows are people; its rows act for their parent.
PERSONS = "persons"
_STATE_ID = re.compile(r"state:[A-Z]{2}(:[a-z]+)?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BACKED_ID = re.compile(r"backed:[A-Z]{2}")


class ActorRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One actor as written in a registry file; docs/adding-an-actor.md says what each key means."""

    id: str
    name: str
    actor_class: ActorClass = msgspec.field(name="class")
    country: str | None = None
    parent: str | None = None
    names: dict[str, tuple[str, ...]] = {}
    acronyms: tuple[str, ...] = ()
    start: int | None = msgspec.field(name="from", default=None)
    until: int | None = None
    #: Countries in which "la coalition", "les Casques bleus" without more means this one.
    theatre: tuple[str, ...] = ()
    #: Whether its acronym needs no mention of its country to be understood ("FBI").
    famous: bool = False
    note: str | None = None
    seen: str | None = None
    person: bool = False

    def spellings(self) -> tuple[str, ...]:
        """Preferred name and every other name, without acronyms."""
        return (self.name, *(name for names in self.names.values() for name in names))

    def other_names(self) -> tuple[str, ...]:
        """Every name but the preferred one, acronyms last."""
        return tuple(n for n in dict.fromkeys((*self.spellings(), *self.acronyms)) if n != self.name)


class Branch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of any state: "state:CC:ID"."""

    id: str
    actor_class: ActorClass = msgspec.field(name="class")
    parent: str | None = None


class Registry(msgspec.Struct, frozen=True):
    """All known actors by id. `ambiguous` gives the ids that share one acronym or spelling (as written)."""

    rows: Mapping[str, ActorRow]
    branches: Mapping[str, Branch]
    ambiguous: Mapping[str, tuple[str, ...]]

    def tree(self) -> ActorTree:
        """Parents by id and who is a person, for linking."""
        parents = {row.id: row.parent for row in self.rows.values() if row.parent is not None}
        return ActorTree(parents, frozenset(row.id for row in self.rows.values() if row.person))


def load_registry(root: Path = ACTORS) -> Registry:
    """Read every file of the registry.

    Raises:
        LanguageError: naming the file and the row at fault (a wrong class, an id given twice, an unknown parent, a
        circle of parents).
    """
    rows: dict[str, ActorRow] = {}
    files: dict[str, str] = {}
    for path in sorted(root.glob("*.yml")):
        for row in read_table(path, list[ActorRow]):
            _check_row(row, path.name)
            if row.id in rows:
                raise LanguageError(
                    f"actors/{path.name}: {row.id}: this id is already in {files[row.id]}; ids are unique"
                )
            rows[row.id] = msgspec.structs.replace(row, person=True) if path.stem == PERSONS else row
            files[row.id] = path.name
    branches = {b.id: b for b in read_table(PACKS / "common" / "branches.yml", list[Branch])}
    _check_parents(rows, files, branches)
    return Registry(rows, branches, _shared(rows.values()))


def _check_row(row: ActorRow, file: str) -> None:
    where = f"actors/{file}: {row.id}"
    if not (_SLUG.fullmatch(row.id) or _STATE_ID.fullmatch(row.id) or _BACKED_ID.fullmatch(row.id)):
        raise LanguageError(f"{where}: an id is a slug (lower case, digits, hyphens), 'state:CC:branch' or 'backed:CC'")
    if row.actor_class not in get_args(ActorClass):
        raise LanguageError(f"{where}: unknown class {row.actor_class!r}")
    if row.country is not None and not re.fullmatch("[A-Z]{2}", row.country):
        raise LanguageError(f"{where}: country {row.country!r} is not an ISO 3166-1 alpha-2 code")
    if row.start is not None and row.until is not None and row.start > row.until:
        raise LanguageError(f"{where}: ends ({row.until}) before it starts ({row.start})")


def _check_parents(rows: Mapping[str, ActorRow], files: Mapping[str, str], branches: Mapping[str, Branch]) -> None:
    tree = ActorTree({row.id: row.parent for row in rows.values() if row.parent is not None})
    for row in rows.values():
        where = f"actors/{files[row.id]}: {row.id}"
        for state in (one for one in (row.id, row.parent or "") if one.startswith(STATE)):
            branch = state.partition(":")[2].partition(":")[2]
            if not _STATE_ID.fullmatch(state) or (branch and branch not in branches):
                raise LanguageError(f"{where}: {state!r} is no branch of a state; branches: {', '.join(branches)}")
        known = row.parent is None or row.parent.startswith((STATE, "backed:")) or row.parent in rows
        if not known:
            raise LanguageError(f"{where}: parent {row.parent!r} is in no file of the registry")
        if row.id in (row.parent, *(above for one in tree.ancestors(row.id) for above in [tree.parents.get(one)])):
            raise LanguageError(f"{where}: its parents run in a circle")


def _shared(rows: Iterable[ActorRow]) -> dict[str, tuple[str, ...]]:
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        for name in (*row.spellings(), *row.acronyms):
            owners[name][row.id] = None
    return {name: tuple(ids) for name, ids in owners.items() if len(ids) > 1}
