"""Docs that cannot rot: what exists is documented, what is documented exists, links lead somewhere, examples run."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import yaml
from whole_house import triggers

import recoupe
from recoupe.clean.rules import DROP_REASONS
from recoupe.cli.main import COMMANDS
from recoupe.export.formats import FORMATS
from recoupe.ingest.refusals import REFUSAL_CODES
from recoupe.language.kinds import load_kinds
from recoupe.language.pack import PACKS, LanguagePack
from recoupe.model.event import Grade
from recoupe.model.report import Property
from recoupe.model.values import ActorClass, Status, TollKind, WeaponClass
from recoupe.pipeline.reader import Reader

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "decisions").glob("*.md"))]
PAGES += sorted((ROOT / "notes").glob("*.md"))
SOURCES = [ast.parse(p.read_text(encoding="utf-8")) for p in sorted(Path(recoupe.__file__).parent.rglob("*.py"))]

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str, heading: str) -> set[str]:
    """First cells in code of the tables under a heading."""
    _, found, rest = page(name).partition(f"\n## {heading}\n")
    assert found, f"{name} has no section {heading!r}"
    return set(_ROW.findall(rest.partition("\n## ")[0]))


def codes(callee: str, position: int) -> set[str]:
    """Constant strings that calls of a name give at a position, module constants followed."""
    found = set()
    for tree in SOURCES:
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == callee:
                argument = node.args[position] if len(node.args) > position else None
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value)
                elif isinstance(argument, ast.Name) and argument.id in constants:
                    found.add(constants[argument.id])
    return found


# --- the glossary's closed lists hold what the code gives, and nothing else


def test_refusal_codes() -> None:
    given = {*REFUSAL_CODES, *codes("Refusal", 1), *codes("refuse", 1), *codes("Refused", 0)}
    assert rows("docs/glossary.md", "Refusal codes") == given


def test_drop_reasons() -> None:
    assert rows("docs/glossary.md", "Drop reasons") == set(DROP_REASONS)


def test_issue_codes() -> None:
    assert rows("docs/glossary.md", "Issue codes") == {*codes("Issue", 1), *codes("Sign", 0)}


# --- the codebook


@pytest.mark.parametrize(
    ("heading", "listed"),
    [
        ("Kinds of event", tuple(load_kinds())),
        ("Claims", Property.__args__),
        ("Statuses", Status.__args__),
        ("Grades", Grade.__args__),
        ("Actors", ActorClass.__args__),
        ("Weapons", WeaponClass.__args__),
        ("Tolls", TollKind.__args__),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_codebook_defines_every_value(heading: str, listed: tuple[str, ...]) -> None:
    assert rows("docs/codebook.md", heading) == set(listed)


def test_the_codebook_gives_every_crosswalk() -> None:
    text = page("docs/codebook.md")
    for kind in load_kinds().values():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{kind.id}` |"))
        assert (kind.plover or "-") in row, kind.id
        assert (kind.acled or "-") in row, kind.id


def test_the_codebook_names_the_rules_that_bound_dates() -> None:
    source = (Path(recoupe.__file__).parent / "report" / "bounds.py").read_text(encoding="utf-8")
    rules = set(re.findall(r'"(bounded_\w+)"', source))
    assert rules
    assert [rule for rule in rules if f"`{rule}`" not in page("docs/codebook.md")] == []


# --- commands


def test_the_readme_shows_commands_that_exist() -> None:
    text = page("README.md")
    shown = set(re.findall(r"^recoupe (\w+)", "\n".join(_FENCE.findall(text)), re.MULTILINE))
    assert {"run", "timeline", "show", "trace", "export"} <= shown <= set(COMMANDS)
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), re.MULTILINE))
    used = set(re.findall(r"make ([a-z]+)\b", "\n".join(re.findall(r"`[^`]+`|```.*?```", text, re.DOTALL))))
    assert {"demo", "test"} <= used <= targets


def test_the_readme_quotes_the_samples() -> None:
    articles = " ".join(p.read_text(encoding="utf-8") for p in (ROOT / "samples").iterdir()).replace("’", "'")
    quoted = re.findall(r"«([^»]+)»", page("README.md"))
    assert quoted
    assert [words for words in quoted if words.replace("’", "'") not in articles] == []


def test_pages_name_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), re.MULTILINE))
    for path in PAGES:
        used = set(re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8")))
        assert used <= targets, f"{path.name}: {used - targets}"


def test_every_command_is_explained() -> None:
    assert [name for name in COMMANDS if f"## recoupe {name}\n" not in page("docs/cli.md")] == []


def test_every_export_format_is_named_in_the_readme() -> None:
    assert [name for name in FORMATS if f"`{name}`" not in page("README.md")] == []


# --- links


def links(path: Path) -> Iterator[str]:
    for target in _LINK.findall(_FENCE.sub("", path.read_text(encoding="utf-8"))):
        if not target.startswith(("http://", "https://", "mailto:")):
            yield target


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.strip().lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in links(path):
        name, _, anchor = target.partition("#")
        goal = (path.parent / name).resolve() if name else path
        assert goal.exists(), f"{path.name}: {target}"
        assert not anchor or anchor in anchors(goal), f"{path.name}: {target}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        path = todo.pop()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        todo += [(path.parent / t.partition("#")[0]).resolve() for t in links(path) if t.partition("#")[0]]
    assert [p.name for p in PAGES if p not in reached] == []


@pytest.mark.xfail(strict=True, reason="report/coreference.py names decision 0003 by another name")
def test_pages_that_the_code_names_exist() -> None:
    sources = [p for p in Path(recoupe.__file__).parent.rglob("*") if p.suffix in (".py", ".yml")]
    named = {n for p in sources for n in re.findall(r"(?:docs|decisions)/[\w.-]+\.md", p.read_text(encoding="utf-8"))}
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_decisions_say_what_why_what_not_and_what_else() -> None:
    for path in (ROOT / "decisions").glob("*.md"):
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        wanted = {"What", "Why", "Refused", "What would change our mind"}
        assert wanted <= set(headings), f"{path.name} lacks {wanted - set(headings)}"


# --- the example of "Adding a verb" runs


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    text: str
    expect: tuple[str, ...]


def block(name: str, mark: str) -> str:
    """The YAML block of a page that follows a mark."""
    found = re.search(rf"<!-- {mark} -->\n```yaml\n(.*?)```", page(name), re.DOTALL)
    assert found, f"{name}: no block {mark}"
    return found[1]


def test_adding_a_verb_takes_one_entry_and_no_python(reader: Reader, tmp_path: Path) -> None:
    cases = msgspec.convert(yaml.safe_load(block("docs/adding-a-verb.md", "cases")), tuple[Case, ...])
    assert any(case.expect for case in cases)
    assert not all(case.expect for case in cases)
    assert [triggers(reader, case.text) for case in cases] == [[] for _ in cases]
    shutil.copytree(PACKS / "fr", tmp_path / "fr")
    shutil.copytree(PACKS / "common", tmp_path / "common")
    table = tmp_path / "fr" / "words" / "triggers.yml"
    entry = "".join(f"  {line}\n" for line in block("docs/adding-a-verb.md", "entry").splitlines())
    head, found, rest = table.read_text(encoding="utf-8").partition("entries:\n")
    table.write_text(head + found + entry + rest, encoding="utf-8")
    pack = LanguagePack("fr", tmp_path)
    assert [triggers(reader, case.text, pack) for case in cases] == [list(case.expect) for case in cases]
