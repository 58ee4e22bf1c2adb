"""Ledgers made by hand for the desk's pages: hostile articles, texts of megabytes, events that were merged."""

from __future__ import annotations

from pathlib import Path

import msgspec
from recoupe_fakes import make_document
from review_house import LINK, clock, run

from recoupe.ledger.store import Ledger
from recoupe.model.document import Document, Dropped, Issue, Zone
from recoupe.model.spans import CharSpan, quote
from recoupe.pipeline.review import Review

#: Markup, an event handler, a direction override, a control character and characters beyond the basic plane, all before
#: and inside words that are quoted.
HOSTILE = (
    "<script>window.hacked = 1</script> <img src=x onerror=window.hacked=2> 𝕏😀 \u202e\x07 "
    "<a href='javascript:window.hacked=3'>ici</a> 😀😀 Kidal: 3 killed. &amp; <b>Gao</b> {{ 7 * 7 }}"
)
HOSTILE_QUOTE = "Kidal: 3 killed."
#: Code points of a very long text.
LONG = 5_000_000


def hostile_document() -> Document:
    """An article that tries everything, at an address that is none."""
    made = make_document(HOSTILE, "<b>x</b>.txt", outlet="<i>Outlet</i> \u202e")
    here = HOSTILE.index("<b>Gao")
    issue = Issue(
        made.id, "ambiguous_place", quote(HOSTILE, CharSpan(here, here + 10)), "<script>window.hacked=4</script>"
    )
    return msgspec.structs.replace(
        made,
        title="<script>window.hacked=5</script> \u202etitre",
        uri="javascript:window.hacked=6",
        dropped=(Dropped("<script>window.hacked=7</script>", "ui"),),
        issues=(issue,),
    )


def long_document() -> Document:
    """Five megabytes of text in one zone, an attack at its start, in its middle and at its end."""
    filler = "Lorem ipsum dolor sit amet consectetur. " * (LONG // 2 // 40)
    text = f"Kidal: 3 killed. {filler}Kidal: 4 killed. {filler}Kidal: 5 killed."
    return msgspec.structs.replace(make_document(text, "long.txt"), zones=(Zone(0, len(text), "body", "fr"),))


def made_ledger(file: Path, *documents: Document) -> None:
    """A ledger that has read and linked `documents`."""
    with Ledger.open(file) as ledger:
        run(ledger, documents)


def merged_ledger(file: Path) -> tuple[str, str]:
    """Two accounts of Gao, first held for two events and then joined by a person. Gives the event that is left and the
    id that is none any more.
    """
    documents = [make_document(f"Gao: {n} killed.", f"{n}.txt", outlet=f"outlet {n}") for n in (3, 40)]
    with Ledger.open(file) as ledger:
        run(ledger, documents)
        review = Review(ledger, LINK, clock=clock())
        left, right = (event.id for event in review.view.linked.events)
        review.same(left, right, who="Ana <b>", why="one market, one day")
        review.relink()
        [left_over] = ledger.current().linked.events
        return left_over.id, right if left_over.id == left else left
