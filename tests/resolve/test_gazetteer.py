"""The gazetteer: spellings that meet, names that do not, and promises of the file."""

from __future__ import annotations

import pickle
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from recoupe.model.errors import LanguageError
from recoupe.resolve import gazetteer as module
from recoupe.resolve.gazetteer import ALIKE, FAMOUS, MINOR, UNKNOWN, Gazetteer, installed_gazetteer

HOUSE = Path(__file__).parents[2]
KINDS = """area airport base border camp city continent county crossing dam desert field gulf island lake line mountain
plant port prison quarter region river sea site strait town village"""

#: Spellings of one place, each found in the country.
SPELLINGS = [
    ("IQ", "Al-Qaïm|Al Qa'im|al-Qaim|Qaïm|el-Qaïm"),
    ("IQ", "Kirkouk|Kirkuk"),
    ("YE", "Hodeïda|Hodeida|Al-Hudaydah|Hudaydah|Al Hodeïda"),
    ("YE", "Taëz|Taïz|Taiz|Ta'izz"),
    ("PS", "Khan Younès|Khan Younis|Khan Yunis|Khan Younes"),
    ("UA", "Zaporijjia|Zaporizhzhia|Zaporijia"),
    ("UA", "Tchernihiv|Chernihiv"),
    ("SY", "Deir Ezzor|Deir ez-Zor|Deir el-Zor"),
    ("SD", "El-Fasher|Al-Fasher|El Facher"),
    ("IQ", "Aïn al-Assad|Al-Asad|Aïn al-Asad"),
    ("CD", "RDC|République démocratique du Congo|RD Congo"),
]


@pytest.mark.parametrize(("country", "spellings"), SPELLINGS)
def test_spellings_of_one_place_meet(gazetteer: Gazetteer, country: str, spellings: str) -> None:
    shared = [{e.id for e in gazetteer.find(s) if e.country == country} for s in spellings.split("|")]
    assert set.intersection(*shared)


@pytest.mark.parametrize(
    ("name", "fame"), [("Bagdad", FAMOUS), ("mer Rouge", FAMOUS), ("Zqvxtpl", UNKNOWN), ("", UNKNOWN), ("!!", UNKNOWN)]
)
def test_fame(gazetteer: Gazetteer, name: str, fame: int) -> None:
    assert gazetteer.known(name) == fame


def test_a_look_alike_is_no_more_than_alike(gazetteer: Gazetteer) -> None:
    assert not any(e.exact for e in gazetteer.find("Macron"))
    assert gazetteer.known("Macron") == ALIKE


def test_a_hamlet_is_minor(gazetteer: Gazetteer) -> None:
    assert gazetteer.known("Yater") == MINOR


def test_best_bearer_comes_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Paris")[0].country == "FR"
    assert gazetteer.find("Irak")[0].kind == "country"


def test_containers_end_with_the_country(gazetteer: Gazetteer) -> None:
    mosul = next(e for e in gazetteer.find("Mossoul") if e.kind == "city")
    assert gazetteer.within(mosul)[-1] == "IQ"
    assert len(gazetteer.within(mosul)) >= 2


def test_travels_to_threads_and_processes(gazetteer: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(gazetteer))
    assert again.find("Gao") == gazetteer.find("Gao")
    names = ["Gao", "Kidal", "Tripoli", "Damas"] * 8
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(again.find, names)) == [gazetteer.find(n) for n in names]


def test_a_missing_package_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "recoupe_gazetteer", None)
    with pytest.raises(LanguageError, match=r"pip install \./gazetteer"):
        installed_gazetteer()


def test_a_broken_file_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "places.sqlite"
    broken.write_bytes(b"not a database, but long enough to be read as one" * 100)
    with pytest.raises(LanguageError, match=r"gazetteer/build\.py"):
        Gazetteer(broken)


def test_the_file_was_built_from_these_rules(gazetteer: Gazetteer) -> None:
    """A change of spelling.yml without a rebuild would make every key miss."""
    rules = yaml.safe_load((HOUSE / "gazetteer" / "spelling.yml").read_text(encoding="utf-8"))
    assert [(p.pattern, new) for p, new in gazetteer._steps] == [tuple(step) for step in rules["steps"]]


def curated() -> list[dict[str, object]]:
    files = sorted((HOUSE / "gazetteer" / "curated").glob("*.yml"))
    return [row for f in files if f.stem not in ("regions", "exonyms") for row in yaml.safe_load(f.read_text("utf-8"))]


def test_curated_entries_are_sound() -> None:
    rows = curated()
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 250
    for row in rows:
        lat, lon = row.get("at") or (0, 0)
        assert -60 < lat < 80, row
        assert -180 <= lon <= 180, row
        assert row["kind"] in KINDS.split(), row
        assert row["fr"], row
        assert str(row["id"]).isascii(), row


def test_curated_entries_are_in_the_file(gazetteer: Gazetteer) -> None:
    """Each of their spellings is found, in their country, as a name given by hand."""
    missing = [
        (row["id"], name)
        for row in curated()
        for name in row["fr"]  # type: ignore[attr-defined]
        if not any(e.exact and e.rank == 0 and e.country == row.get("country") for e in gazetteer.find(name))
    ]
    assert missing == []


def test_reading_writes_nothing(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._db().execute("DELETE FROM places")


def test_names_of_fame_are_those_that_the_extractor_knows() -> None:
    from recoupe.extract import place_names

    for name in ("UNKNOWN", "ALIKE", "MINOR", "NOTABLE", "FAMOUS"):
        assert getattr(module, name) == getattr(place_names, name)
