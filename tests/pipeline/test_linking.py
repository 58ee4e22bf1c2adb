"""The link room of the house: linking again gives what linking afresh gives, also after it failed."""

from __future__ import annotations

import msgspec
import pytest
from recoupe_fakes import make_document
from values import KIDAL, claim, report, when

from recoupe.model.document import Document
from recoupe.model.report import DocumentReading
from recoupe.model.rulings import NO_RULINGS, Rulings
from recoupe.pipeline.house import Linking


def told(id: str, kind: str = "air_strike") -> DocumentReading:
    claims = (claim("when", when("2023-11-07")), claim("where", KIDAL))
    return DocumentReading(f"doc:{id}", (report(id, *claims, kind=kind),), (), (), ())


def printed(*ids: str) -> list[Document]:
    return [msgspec.structs.replace(make_document(i), id=f"doc:{i}", outlet=i) for i in ids]


def test_linking_again_is_linking_afresh() -> None:
    linking = Linking()
    parted = Rulings(different=(("a", "b"),))
    for ids, rulings in (("ab", NO_RULINGS), ("abc", NO_RULINGS), ("abc", parted), ("bc", NO_RULINGS)):
        readings = [told(i) for i in ids]
        assert linking(readings, printed(*ids), rulings) == Linking()(readings, printed(*ids), rulings)


def test_what_is_the_same_is_not_made_again() -> None:
    linking = Linking()
    [before] = linking([told("a")], printed("a"), NO_RULINGS).events
    [after] = linking([told("a")], printed("a"), NO_RULINGS).events
    assert after is before


def test_after_a_failure_nothing_half_done_is_left() -> None:
    linking = Linking()
    linking([told("a")], printed("a"), NO_RULINGS)
    with pytest.raises(KeyError):
        linking([told("a"), told("b", kind="no such kind")], printed("a", "b"), NO_RULINGS)
    assert linking([told("a")], printed("a"), NO_RULINGS) == Linking()([told("a")], printed("a"), NO_RULINGS)
