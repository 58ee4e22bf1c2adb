"""Generate the inflected forms of words from a language's paradigms."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError

_Endings = dict[str, tuple[str, ...]]


class Paradigm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one family of verbs is conjugated; see the comment at the head of `rules/conjugation.yml`.

    In a stem or ending, "~" stands for the last letter of the stem that the present singular drops, "^" puts a
    circumflex on the letter before it.
    """

    suffix: tuple[str, ...]
    inherit: str | None = None
    replace: str | None = None
    drop_last: bool = False
    present: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    imperfect: str = ""
    future: str = ""
    subjunctive: tuple[str, ...] = ()
    present_participle: str = ""
    participles: tuple[str, ...] = ()
    rewrite: tuple[tuple[str, str], ...] = ()
    examples: dict[str, tuple[str, ...]] = {}


class Conjugation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `rules/conjugation`."""

    endings: _Endings
    verbs: tuple[Paradigm, ...]
    nouns: tuple[tuple[str, str], ...]
    noun_examples: dict[str, tuple[str, ...]] = {}


_CIRCUMFLEX = str.maketrans("aeiou", "âêîôû")


class Inflector:
    """Inflected forms of verbs, nouns and participles of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._table = pack.table("rules/conjugation", Conjugation)
        self._by_suffix = {suffix: paradigm for paradigm in self._table.verbs for suffix in paradigm.suffix}

    def verb(self, lemma: str) -> frozenset[str]:
        """All forms of a verb given by its infinitive, the infinitive included.

        Raises:
            LanguageError: no paradigm covers the verb.
        """
        suffix = self._suffix_of(lemma)
        paradigm = self._by_suffix[suffix]
        return frozenset({lemma, *self._conjugate(lemma, suffix, paradigm)})

    def knows(self, lemma: str) -> bool:
        """Whether a paradigm covers `lemma` as a verb."""
        return any(lemma.endswith(suffix) for suffix in self._by_suffix)

    def participles(self, lemma: str) -> frozenset[str]:
        """The past participles of a verb (gender and number)."""
        suffix = self._suffix_of(lemma)
        stem, model = self._stem(lemma, suffix, self._by_suffix[suffix])
        return frozenset(self._join(stem, ending, model) for ending in model.participles)

    def noun(self, lemma: str) -> frozenset[str]:
        """Singular and plural of a noun; in a phrase ("char de combat") the first word takes the plural."""
        head, space, rest = lemma.partition(" ")
        for ending, plural in self._table.nouns:
            if head.endswith(ending):
                return frozenset({lemma, head[: len(head) - len(ending)] + plural + space + rest})
        return frozenset({lemma})

    def _suffix_of(self, lemma: str) -> str:
        for length in range(len(lemma), 0, -1):
            if lemma[-length:] in self._by_suffix:
                return lemma[-length:]
        raise LanguageError(f"rules/conjugation.yml: no paradigm for the verb {lemma!r}; add one with its suffix")

    def _stem(self, lemma: str, suffix: str, paradigm: Paradigm) -> tuple[str, Paradigm]:
        """Stem, and the paradigm whose endings apply (the inherited one, with the heir's spelling rules)."""
        model = paradigm
        if paradigm.inherit is not None:
            suffix = paradigm.inherit
            model = msgspec.structs.replace(self._by_suffix[suffix], rewrite=paradigm.rewrite)
        return lemma.removesuffix(paradigm.replace or suffix), model

    def _conjugate(self, lemma: str, suffix: str, paradigm: Paradigm) -> Iterator[str]:
        stem, model = self._stem(lemma, suffix, paradigm)
        endings = self._table.endings
        yield from (self._join(stem, e, model) for e in (*model.present, *model.past, *model.participles))
        yield self._join(stem, model.present_participle, model)
        yield from (self._join(stem, model.imperfect + e, model) for e in endings["imperfect"])
        yield from (self._join(stem, model.future + e, model) for e in (*endings["future"], *endings["conditional"]))
        if model.subjunctive:
            singular, plural = model.subjunctive
            yield from (self._join(stem, singular + e, model) for e in endings["subjunctive_singular"])
            yield from (self._join(stem, plural + e, model) for e in endings["subjunctive_plural"])

    def _join(self, stem: str, ending: str, model: Paradigm) -> str:
        if model.drop_last:
            # "part-" loses its t in "pars" and keeps it elsewhere: "~" marks where it stays.
            keeps = ending.startswith("~") or ending[:1] in ("i", "î")
            form = stem + ending.removeprefix("~") if keeps else stem[:-1] + ending
        else:
            form = stem + ending
        at = form.find("^")
        if at > 0:
            form = form[: at - 1] + form[at - 1].translate(_CIRCUMFLEX) + form[at + 1 :]
        for pattern, replacement in model.rewrite:
            form = re.sub(pattern, replacement, form)
        return form
