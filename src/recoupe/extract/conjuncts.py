"""Lists: which words stand side by side with one, however the parser chains them."""

from __future__ import annotations

from recoupe.model.parse import Sentence


def listed(sentence: Sentence, head: int, first: int) -> list[int]:
    """Further members of the list that `head` begins; `first` is what it counts ("maisons" of "dizaine"), or itself.

    One told by a participle of its own behind a mere comma begins another sentence: in "un car visé par une mine, vingt
    soldats tués" nobody was aimed at by soldiers.
    """
    members = list(sentence.dependents(head, "conj"))
    if first != head:
        members += sentence.dependents(first, "conj")  # "une quarantaine de maisons et une école"
    # "deux hôtels, une banque et le poste de police", however the parser chains them
    nested = [*members, *(t for member in members for t in sentence.dependents(member.i, "conj"))]
    if any(True for m in nested for _ in sentence.dependents(m.i, "cc")):
        return [m.i for m in nested]
    # "les Frères, la confrérie du président": a name and a noun with but a comma between are one, told twice.
    alone = nested[0].i if len(nested) == 1 and sentence.tokens[first].text[0].isupper() else None
    told_twice = alone is not None and any(True for _ in sentence.dependents(alone, "det"))
    told_twice = told_twice and not any(True for _ in sentence.dependents(alone or 0, "case"))
    return [m.i for m in members if not told_twice and not any(True for _ in sentence.dependents(m.i, "acl"))]
