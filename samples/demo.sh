#!/bin/sh
# `make demo`: read the sample articles, show what they amount to, say how to see more.
set -eu
ledger=out/demo.db
rm -f "$ledger" "$ledger-wal" "$ledger-shm"

echo "Reading the articles in samples/ (written for this demo)"
recoupe run samples --ledger "$ledger" || test $? -eq 1
echo
recoupe timeline --ledger "$ledger"
