"""`RawPage` -> `Document` or `Refusal`: an article's text, zones, title, outlet, date, languages, what was left out.

`recoupe.clean.cleaner.clean` is the door; `recoupe.clean.copies` marks copies of one wire among documents.
"""
