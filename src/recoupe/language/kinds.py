"""The closed list of kinds of event."""

from __future__ import annotations

from recoupe.language.pack import PACKS, read_table
from recoupe.model.errors import LanguageError
from recoupe.model.kinds import Kind


def load_kinds() -> dict[str, Kind]:
    """Kinds by id, in the codebook's order.

    Raises:
        LanguageError: two rows share an id.
    """
    rows = read_table(PACKS / "common" / "kinds.yml", list[Kind])
    kinds = {row.id: row for row in rows}
    if len(kinds) != len(rows):
        raise LanguageError("language/common/kinds.yml: an id is given twice; ids must be unique")
    return kinds
