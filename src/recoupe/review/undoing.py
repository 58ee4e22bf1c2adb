"""Which judgements are taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from recoupe.model.judgement import Judgement


def undone(judgements: Sequence[Judgement]) -> dict[str, str]:
    """Judgements that an undo in force takes back -> that undo (the first of several).

    An undo may be undone in its turn: what it took back then stands again.
    """
    undos: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        if judgement.action == "undo":
            undos[judgement.subject].append(judgement)
    settled: dict[str, str | None] = {}

    def by(key: str) -> str | None:
        """The undo in force that takes `key` back. An undo names a judgement made before it, so this ends."""
        if key not in settled:
            settled[key] = None  # what names itself takes nothing back
            theirs = sorted(undos[key], key=lambda j: (j.when, j.id))
            settled[key] = next((undo.id for undo in theirs if by(undo.id) is None), None)
        return settled[key]

    return {j.id: undo for j in judgements if (undo := by(j.id)) is not None}
