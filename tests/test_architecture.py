"""What import-linter cannot say of the house, said of its syntax trees."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import recoupe

ROOT = Path(recoupe.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in zip(NAMES, MODULES, strict=True)}

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60

#: Rooms that may read and write files: the shell. `language`, `actors` and `resolve/gazetteer.py` read data that ships
#: with the package.
FILES = (
    "ingest/",
    "ledger/",
    "cli/",
    "language/",
    "actors/",
    "pipeline/",
    "resolve/gazetteer",
    "link/weights",
    "text/",
    "web/tongue",
    "web/app",
    "web/assets",
)
#: Rooms that may know what time it is.
CLOCKS = ("cli/", "ledger/")
PRINTS = ("cli/",)

FILE_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}
CLOCK_CALLS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "sleep"}
CLOCK_OWNERS = {"dt", "datetime", "date", "time"}

each_module = pytest.mark.parametrize("name", NAMES)


def nodes(name: str, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(TREES[name]) if isinstance(node, kinds))


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from nodes(name, ast.FunctionDef, ast.AsyncFunctionDef)  # type: ignore[misc]


def calls(name: str) -> Iterator[tuple[str, str, int]]:
    """Each call as (owner, function, line): `dt.datetime.now()` is ("datetime", "now", line), `open()` is ("", "open",
    line).
    """
    for node in nodes(name, ast.Call):
        called = node.func  # type: ignore[attr-defined]
        if isinstance(called, ast.Name):
            yield "", called.id, called.lineno
        elif isinstance(called, ast.Attribute):
            owner = called.value
            said = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else "?"
            yield said, called.attr, called.lineno


@each_module
def test_nothing_global_changes(name: str) -> None:
    assert not [node.lineno for node in nodes(name, ast.Global)]  # type: ignore[attr-defined]


@each_module
def test_no_bare_except(name: str) -> None:
    assert not [node.lineno for node in nodes(name, ast.ExceptHandler) if node.type is None]  # type: ignore[attr-defined]


@each_module
def test_only_the_shell_touches_files(name: str) -> None:
    if not name.startswith(FILES):
        assert not [(f, line) for _, f, line in calls(name) if f in FILE_CALLS]


@each_module
def test_only_the_shell_reads_the_clock(name: str) -> None:
    if not name.startswith(CLOCKS):
        assert not [(o, f, line) for o, f, line in calls(name) if f in CLOCK_CALLS and o in CLOCK_OWNERS]


@each_module
def test_only_the_command_line_prints(name: str) -> None:
    if not name.startswith(PRINTS):
        assert not [line for owner, f, line in calls(name) if (owner, f) == ("", "print")]


@each_module
def test_modules_are_short(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@each_module
def test_functions_are_short(name: str) -> None:
    long = [f.name for f in functions(name) if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]
    assert not long


@each_module
def test_more_than_four_parameters_are_named(name: str) -> None:
    many = []
    for f in functions(name):
        given = [a for a in (*f.args.posonlyargs, *f.args.args) if a.arg not in ("self", "cls")]
        if len(given) > 4 and not f.name.startswith("_"):
            many.append((f.name, f.lineno))
    assert not many


@each_module
def test_public_functions_have_docstrings(name: str) -> None:
    assert ast.get_docstring(TREES[name]) or not TREES[name].body, "the module says nothing of itself"
    bare = []
    for owner in (TREES[name], *(n for n in TREES[name].body if isinstance(n, ast.ClassDef))):
        if isinstance(owner, ast.ClassDef) and owner.name.startswith("_"):
            continue
        for node in owner.body:
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
            if named and not ast.get_docstring(node) and not is_plain_property(node):
                bare.append((node.name, node.lineno))
    assert not bare


def is_plain_property(node: ast.AST) -> bool:
    """A property or method of one line says what it is by its name: "span", "contains"."""
    return isinstance(node, ast.FunctionDef) and len(node.body) == 1 and isinstance(node.body[0], ast.Return)


@each_module
def test_every_argument_and_result_has_a_type(name: str) -> None:
    untyped = []
    for f in functions(name):
        arguments = [*f.args.posonlyargs, *f.args.args, *f.args.kwonlyargs]
        plain = [a.arg for a in arguments if a.annotation is None and a.arg not in ("self", "cls")]
        if plain or f.returns is None:
            untyped.append((f.name, f.lineno, plain))
    assert not untyped


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("__init__.py")])
def test_init_files_hold_no_logic(name: str) -> None:
    for node in TREES[name].body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        constant = isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        assert docstring or constant or isinstance(node, ast.ImportFrom), f"{name}:{node.lineno}"


#: Three letters or more, one of them not ASCII: a word of a language, which belongs in its pack.
WORD = re.compile(r"[^\W\d_]{3,}")
#: French words of three letters or more that no English sentence and no identifier of ours uses: function words are
#: enough to catch a list or a pattern.
FRENCH = re.compile(
    r"\b(?:les|des|une|dans|pour|avec|sur|qui|que|ont|sont|est|aux|leur|leurs|selon|depuis|lors|avant|entre|morts?|"
    r"tués?|bless[ée]s?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|mars|avril|juin|juillet|septembre|"
    r"octobre|novembre|frappes?|attaques?|attentat|otages?|armée|villes?|près|hier|demain|nuit|matin|soir)\b"
)
#: Words of ours that the list above would catch.
KNOWN = {
    "aux",  # the Universal Dependencies relation
    *("zéè", "âêîôû"),  # classes of letters
}


def literals(name: str) -> Iterator[tuple[str, int]]:
    """Strings of a module that are neither documentation nor names of characters."""
    documentation = set()
    for node in ast.walk(TREES[name]):
        for child in getattr(node, "body", []) if isinstance(getattr(node, "body", None), list) else []:
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                documentation.add(child.value)
    for node in nodes(name, ast.Constant):
        value = node.value  # type: ignore[attr-defined]
        if isinstance(value, str) and node not in documentation:
            yield value, node.lineno  # type: ignore[attr-defined]


@each_module
def test_no_words_of_a_language_in_python(name: str) -> None:
    found = []
    for value, line in literals(name):
        accented = [w for w in WORD.findall(value) if not w.isascii() and w not in KNOWN and _in_lower_case(w)]
        french = [w for w in FRENCH.findall(value.lower()) if w not in KNOWN]
        if accented or french:
            found.append((line, accented + french))
    assert not found


def _in_lower_case(word: str) -> bool:
    """Words, not classes of characters or what a broken encoding looks like."""
    return all(c.isascii() or unicodedata.name(c, "").startswith("LATIN SMALL LETTER") for c in word)


def test_the_version_is_said_once_and_repeated_right() -> None:
    project = (ROOT.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{recoupe.__version__}"\n' in project
