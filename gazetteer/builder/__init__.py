"""Makes the gazetteer file from its sources; `gazetteer/build.py` is the command."""
