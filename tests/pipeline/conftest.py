"""Let the tests of this folder import the shared fakes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "_fakes"))
