"""recoupe turns a pile of news articles about armed conflict into an auditable event ledger."""

__version__ = "0.1.0"
