"""Files of every kind that articles come in -> `RawPage`s, with bytes and hash, or `Refusal`s with a reason.

Interprets nothing. `recoupe.ingest.pages.ingest` is the door.
"""
