"""Reasons that rooms give in English, in the words of the interface.

`words/LANG/english_reasons.yml` holds the closed set of them: the English template as the key. What fits no template is
shown as it is.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from recoupe.model.time import DateInterval
from recoupe.review.reasons import Reason
from recoupe.web.tongue import Tongue, load_words
from recoupe.web.values import Teller

#: Log-odds at the end of the reason for a proposed merge.
_WEIGHT = re.compile(r"(?P<name>[a-z]+): (?P<said>.*) \((?P<weight>[+-][0-9.]+)\)", re.DOTALL)
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2}))?")
#: How often a reason may hold another one.
_DEEP = 3


class Reasons:
    """Says reasons in one tongue."""

    def __init__(self, tongue: Tongue) -> None:
        self._t, self._tell = tongue, Teller(tongue)

    def __call__(self, reason: str) -> str:
        """A reason in words."""
        return self._said(reason, _DEEP) or reason

    def weighed(self, reason: str) -> tuple[str, str, float]:
        """A reason for or against a merge: the property, the reason, and its weight; 0 where it has none."""
        match = _WEIGHT.fullmatch(reason)
        if match is None:
            return "", self(reason), 0.0
        name = self._t.find(f"english_reasons.of_{match['name']}")
        return name if isinstance(name, str) else match["name"], self(match["said"]), float(match["weight"])

    def _said(self, reason: str, deep: int) -> str | None:
        for pattern, key in templates():
            match = pattern.fullmatch(reason)
            if match is not None:
                filled = [self._value(value, deep) for value in match.groups()]
                return str(self._t.find(f"english_reasons.{key}")).format(*filled)
        return None

    def _value(self, value: str, deep: int) -> str:
        days = _DAYS.fullmatch(value)
        if days is not None:
            first, last = dt.date.fromisoformat(days[1]), dt.date.fromisoformat(days[2] or days[1])
            return self._tell.date(DateInterval(first, last))
        for file in ("kinds", "tolls", "weapons", "properties"):
            found = self._t.find(f"{file}.{value}")
            if isinstance(found, str):
                return found
        return (self._said(value, deep - 1) if deep else None) or value


@functools.cache
def templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Templates as patterns, those with most fixed words first."""
    keys = [key for key in load_words("en").get("english_reasons", {}) if not key.startswith("of_")]
    ordered = sorted(keys, key=lambda k: (-len(k.replace("{}", "")), k))
    return tuple((re.compile("(.+?)".join(map(re.escape, key.split("{}"))), re.DOTALL), key) for key in ordered)


def coded(reason: Reason, t: Tongue) -> str:
    """What two events share or what sets them apart, in words (`words/LANG/reasons.yml`)."""
    a, b = (t.value("kinds", part) if reason.code == "kinds_differ" else part for part in (reason.a, reason.b))
    return t(f"reasons.{reason.code}", a=a, b=b, n=reason.n)
