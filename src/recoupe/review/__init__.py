"""What needs a human, what humans decided, and what their decisions amount to."""
