"""The desk: pages where a person reads, checks and corrects a ledger, and the API they live on.

Holds no rule of the domain: what is shown comes from a `LedgerView`, what is decided goes to `pipeline.review`.
"""
