"""One speaker is one source, whatever channel it speaks through."""

from __future__ import annotations

import pytest

from recoupe.model.actors import ActorTree
from recoupe.model.values import Source
from recoupe.report.witnesses import merged, same_speaker

TREE = ActorTree({"centcom": "state:US:forces"})
ARMY = Source(org="armée malienne", org_id="state:ML:army")
OFFICER = Source(org="armée malienne", org_id="state:ML:army", role="officier", anonymous=True)
STAFF = Source(org="armée malienne", org_id="state:ML:army", role="état-major")
ARMED = Source(org="Forces armées maliennes", org_id="state:ML:forces")
DIOP = Source(name="Ali Diop", org="armée malienne", role="porte-parole")

SAME = [
    (DIOP, Source(name="Ali Diop", channel="tweet"), True),
    (DIOP, Source(name="Awa Diop", org="armée malienne", role="porte-parole"), False),
    (ARMY, STAFF, True),
    (ARMY, OFFICER, False),
    (Source(org="Forces armées maliennes", org_id="state:ML:forces", role="armée malienne"), ARMED, True),
    (Source(org="Forces armées maliennes", org_id="state:ML:forces", role="officier", anonymous=True), ARMED, False),
    (Source(role="responsable américain", anonymous=True), Source(role="responsables", anonymous=True), False),
    (
        Source(role="responsables américains", org="États-Unis", anonymous=True),
        Source(role="responsable", anonymous=True),
        True,
    ),
    (Source(role="témoins", anonymous=True), Source(role="source médicale", anonymous=True), False),
    (Source(channel="communiqué"), Source(channel="tweet"), False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_who_is_the_same_speaker(one: Source, other: Source, same: bool) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same


def test_a_speaker_keeps_what_each_statement_tells() -> None:
    first = Source(name="Ali Diop", role="porte-parole")
    second = Source(name="Ali Diop", org="armée malienne", org_id="state:ML:army", channel="télévision", via="ORTM")
    [one] = merged((first, second), TREE)
    assert (one.role, one.org, one.channel, one.via) == ("porte-parole", "armée malienne", "télévision", "ORTM")


def test_a_command_speaks_for_its_forces() -> None:
    forces = Source(org="Forces armées américaines", org_id="state:US:forces")
    command = Source(org="Centcom", org_id="centcom")
    assert merged((forces, command), TREE) == (command,)
    assert merged((forces, OFFICER), TREE) == (forces, OFFICER)
