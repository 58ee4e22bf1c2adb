"""Fill the templates of `constructions.yml`: sentences of our own for constructions that the treebanks hardly have."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml
from conllu import Row

_GENDERS = {"m": "Masc", "f": "Fem"}
#: Words that lose their vowel before another one, and what they are before a consonant.
_ELIDED = {"la": "l'", "le": "l'", "de": "d'", "l'": "la"}
_VOWELS = tuple("aeiouyhéèêàâîôûAEIOUYHÉ")


def constructions(path: Path, seed: int = 7) -> Iterator[list[Row]]:
    """Every template filled `copies` times with words drawn from the slots."""
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    chance = random.Random(seed)
    for template in table["templates"].values():
        lines = [line.split() for line in template.splitlines()]
        for _ in range(table["copies"]):
            yield elided(fill(lines, table["slots"], chance))


def fill(lines: list[list[str]], slots: dict[str, list[str]], chance: random.Random) -> list[Row]:
    """One sentence. The first counted noun sets the gender of a participle."""
    rows: list[Row] = []
    gender = "m"
    for n, (form, lemma, upos, head, relation, *feats) in enumerate(lines):
        features = feats[0] if feats else ""
        if form == "NUM":
            form = lemma = chance.choice(slots["NUM"])
        elif form in slots:
            drawn = chance.choice(slots[form]).split(" ")
            if form == "WHO":
                gender = drawn[2]
                features = f"Gender={_GENDERS[gender]}|Number=Plur"
            elif form == "HARM":
                features = f"Gender={_GENDERS[gender]}|Number=Plur|{features}"
                drawn = [drawn[gender == "f"], drawn[2]]
            form, lemma = drawn[0], drawn[min(1, len(drawn) - 1)]
        if n == 0:
            form = form[:1].upper() + form[1:]
        at = n if head == "0" else int(head) - 1
        glued = n + 1 < len(lines) and lines[n + 1][0] in {",", "."}
        rows.append(Row(form, not glued, lemma, upos, features, at, "ROOT" if head == "0" else relation))
    return rows


def elided(rows: list[Row]) -> list[Row]:
    """ "La armée" -> "L'armée", "L'frappe" -> "La frappe"."""
    done: list[Row] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        low, vowel = row.form.lower(), after is not None and after.form.startswith(_VOWELS)
        if low in _ELIDED and vowel != low.endswith("'"):
            form = _ELIDED[low]
            row = replace(row, form=form.capitalize() if row.form[0].isupper() else form)
        done.append(replace(row, space_after=row.space_after and not row.form.endswith("'")))
    return done
