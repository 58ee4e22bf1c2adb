"""What a ledger holds at one moment: the single value that exports, timelines and the desk read."""

from __future__ import annotations

import msgspec

from recoupe.model.document import Document, Refusal
from recoupe.model.event import LinkedLedger
from recoupe.model.judgement import Judgement
from recoupe.model.report import DocumentReading


class LedgerView(msgspec.Struct, frozen=True):
    """One state of a ledger. Everything is sorted by id, so that the view depends on what was read and never on when or
    in which order.

    `ledger_version` counts the snapshots whose events differ, from 1; 0 says that nothing was linked yet.
    """

    ledger_version: int
    documents: tuple[Document, ...]
    readings: tuple[DocumentReading, ...]
    linked: LinkedLedger
    refusals: tuple[Refusal, ...] = ()
    judgements: tuple[Judgement, ...] = ()
