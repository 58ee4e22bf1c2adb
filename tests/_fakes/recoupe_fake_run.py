"""A run with fake rooms, as a program of its own: `python recoupe_fake_run.py FOLDER LEDGER`, to be killed at will."""

import sys

if __name__ == "__main__":  # workers import this module too, and should not pay for what they do not use
    import datetime as dt
    from pathlib import Path

    import recoupe_fakes as fakes

    from recoupe.ledger.store import Ledger
    from recoupe.pipeline.rooms import Rooms
    from recoupe.pipeline.run import RunOptions, run

    rooms = Rooms(fakes.pages, fakes.clean, fakes.make_reader, fakes.copies, fakes.link, "fake-1")
    with Ledger.open(Path(sys.argv[2])) as ledger:
        options = RunOptions(paths=(Path(sys.argv[1]),), workers=2, batch=2)
        run(options, ledger, rooms, clock=lambda: dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
