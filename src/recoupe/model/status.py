"""What the one who speaks, and the mood of the words, make of a claim's status (codebook, section 3)."""

from __future__ import annotations

from recoupe.model.mentions import Mood
from recoupe.model.values import Status

#: Moods whose words tell of no event at all: nothing is reported of it.
NO_EVENT: frozenset[Mood] = frozenset({"negated", "demanded", "habitual", "historical"})


def doer_status(status: Status, *, by_doer: bool, by_party: bool = False) -> Status:
    """Status of a claim given who makes it.

    What the doer itself says is announced; what it, or another party to the event, confirms or admits is confirmed; a
    confirmation by anyone else is one more claim.
    """
    if by_doer and status == "claimed":
        return "announced"
    if status == "confirmed" and not (by_doer or by_party):
        return "claimed"
    return status


def mood_status(status: Status, mood: Mood) -> Status | None:
    """Status of a claim given the mood of its words; None when the words tell of no event (see `NO_EVENT`).

    The conditional of hearsay lowers what is reported in the outlet's own voice, announced or confirmed to a claim.
    """
    if mood in NO_EVENT:
        return None
    if mood in ("planned", "attempted"):  # "attempted": a foiled plot
        return "planned"
    if mood == "threatened":
        return "threatened"
    if mood == "hypothetical":
        return "hypothetical"
    if mood == "denied":
        return "denied"
    if mood == "conditional" and status in ("reported", "announced", "confirmed"):
        return "claimed"
    return status
