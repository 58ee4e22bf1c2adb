"""Patterns over classes of words: how the rules of the time grammar are written, and what they compile to.

A pattern is a sequence of class names: `det? weekday day month year?`. `( a | b )` groups and chooses, `?` makes
optional, `$NAME` inserts a macro, `{ }` marks the words that are the expression when the pattern needs words around it,
`[begin: ]` and `[end: ]` mark the two ends of a range.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from recoupe.model.errors import LanguageError

_LEXEME = re.compile(r"\s*(\$?\w+:?|[()|?{}\[\]])")


class Element(msgspec.Struct, frozen=True):
    """One word of class `name`."""

    name: str


class Mark(msgspec.Struct, frozen=True):
    """A place between words: "{", "}", "[begin:", "[end:" or "]"."""

    sign: str


class Sequence(msgspec.Struct, frozen=True):
    """All of `items`, one after the other."""

    items: tuple[Node, ...]


class Choice(msgspec.Struct, frozen=True):
    """One of `options`, the first that leads to a match."""

    options: tuple[Node, ...]


class Maybe(msgspec.Struct, frozen=True):
    """`item` or nothing."""

    item: Node


Node = Element | Mark | Sequence | Choice | Maybe


def parse_pattern(pattern: str, macros: Mapping[str, str]) -> Node:
    """The tree of a pattern.

    Raises:
        LanguageError: the pattern cannot be read or names an unknown macro.
    """
    words = _LEXEME.findall(pattern)
    if "".join(words) != "".join(pattern.split()):
        raise LanguageError(
            f"pattern {pattern!r}: cannot be read; it may hold names, $MACROS and ( ) | ? {{ }} [name: ]"
        )
    node, rest = _choice(words, macros)
    if rest:
        raise LanguageError(f"pattern {pattern!r}: {rest[0]!r} closes nothing")
    return node


def _choice(words: list[str], macros: Mapping[str, str]) -> tuple[Node, list[str]]:
    options: list[Node] = []
    items: list[Node] = []
    while words and words[0] != ")":
        head, words = words[0], words[1:]
        if head == "|":
            options.append(Sequence(tuple(items)))
            items = []
            continue
        if head == "?":
            items[-1] = Maybe(items[-1])
            continue
        item, words = _item(head, words, macros)
        items.append(item)
    last = items[0] if len(items) == 1 else Sequence(tuple(items))
    return (Choice((*options, last)) if options else last), words


def _item(head: str, words: list[str], macros: Mapping[str, str]) -> tuple[Node, list[str]]:
    if head == "(":
        inner, rest = _choice(words, macros)
        if not rest:
            raise LanguageError("a group is not closed")
        return inner, rest[1:]
    if head == "[":
        return Mark(f"[{words[0]}"), words[1:]
    if head in "{}]":
        return Mark(head), words
    if head.startswith("$"):
        if head[1:] not in macros:
            raise LanguageError(f"no macro {head}; macros are {', '.join(sorted(macros))}")
        return parse_pattern(macros[head[1:]], macros), words
    return Element(head), words


def first_classes(node: Node) -> tuple[frozenset[str], bool]:
    """Classes that a match of `node` may begin with, and whether `node` may match nothing."""
    if isinstance(node, Element):
        return frozenset({node.name}), False
    if isinstance(node, Mark):
        return frozenset(), True
    if isinstance(node, Maybe):
        return first_classes(node.item)[0], True
    found: frozenset[str] = frozenset()
    if isinstance(node, Choice):
        parts = [first_classes(option) for option in node.options]
        return found.union(*(p[0] for p in parts)), any(p[1] for p in parts)
    for item in node.items:
        classes, empty = first_classes(item)
        found |= classes
        if not empty:
            return found, False
    return found, True


def fast_regex(node: Node, charsets: Mapping[str, str]) -> str:
    """Regular expression over class codes that tells whether `node` matches; it captures nothing."""
    return _regex(node, charsets, None)


def slow_regex(node: Node, charsets: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The same with one group a class and a mark, and their names in order ("month", "{", "[begin:")."""
    names: list[str] = []
    return _regex(node, charsets, names), tuple(names)


def _regex(node: Node, charsets: Mapping[str, str], names: list[str] | None) -> str:
    if isinstance(node, Element):
        if node.name not in charsets:
            raise LanguageError(f"no word of class {node.name!r} in words/times.yml")
        if names is None:
            return charsets[node.name]
        names.append(node.name)
        return f"({charsets[node.name]})"
    if isinstance(node, Mark):
        if names is None:
            return ""
        names.append(node.sign)
        return "()"
    if isinstance(node, Maybe):
        return f"(?:{_regex(node.item, charsets, names)})?"
    if isinstance(node, Choice):
        return "(?:" + "|".join(_regex(option, charsets, names) for option in node.options) + ")"
    return "".join(_regex(item, charsets, names) for item in node.items)
