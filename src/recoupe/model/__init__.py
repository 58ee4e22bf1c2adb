"""The nouns of the codebook as frozen values. This package imports no other room, reads no clock and does no I/O."""
