"""TIMEX3 value strings: the standard's way of writing dates, times, durations and sets."""

from __future__ import annotations

from recoupe.model.time import DateInterval, TimeFields, TimeUnit

_LETTERS: dict[TimeUnit, str] = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "weekend": "WE",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "semester": "M",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}


def duration(fields: TimeFields) -> str | None:
    """ "P3D", "PT2H", "PXM" for an amount that is not told, "P18M" for a year and a half."""
    if fields.unit is None:
        return None
    unit, amount = fields.unit, fields.amount
    letter = _LETTERS[unit]
    time, letter = ("T", letter[1:]) if letter.startswith("T") else ("", letter)
    if fields.vague or amount is None:
        return f"P{time}X{letter}"
    if unit == "semester":
        amount *= 6
    if amount % 1 and unit in ("century", "decade"):
        amount, letter = amount * (100 if unit == "century" else 10), "Y"
    if amount % 1 and unit == "year":
        amount, letter = amount * 12, "M"
    return f"P{time}{number(amount)}{letter}"


def number(amount: float) -> str:
    """Without a needless fraction."""
    return str(int(amount)) if amount == int(amount) else str(amount)


def repeated(fields: TimeFields) -> str | None:
    """Value of a set: "P1D", "XXXX-WXX-1"."""
    if fields.weekday is not None:
        return f"XXXX-WXX-{fields.weekday}" + (f"T{fields.part}" if fields.part else "")
    if fields.part is not None:
        return f"XXXX-XX-XXT{fields.part}"
    return duration(fields)


def month_day(fields: TimeFields, year: int | None) -> str:
    """A date whose year may be unknown: "XXXX-06", "XXXX-06-13"."""
    stem = f"{year:04d}" if year is not None else "XXXX"
    if fields.month is not None:
        stem += f"-{fields.month:02d}"
    if fields.day is not None:
        stem += f"-{fields.day:02d}"
    return stem


def clock(fields: TimeFields) -> str:
    """ "T21:45", "TEV", "T14:30Z", or nothing."""
    if fields.hour is not None:
        hour = fields.hour
        if fields.part in ("AF", "EV") and hour < 12:
            hour += 12
        value = f"T{hour:02d}:{fields.minute or 0:02d}"
        if fields.second is not None:
            value += f":{fields.second:02d}"
        return value + (fields.zone if fields.zone == "Z" else "")
    return f"T{fields.part}" if fields.part is not None else ""


def period(interval: DateInterval, unit: TimeUnit) -> str:
    """Value of a stretch of the calendar: "1999-W27", "1999-05", "1999"."""
    start = interval.start
    if unit in ("week", "weekend"):
        year, week, _ = start.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{start.year:04d}-{start.month:02d}"
    if unit == "quarter":
        return f"{start.year:04d}-Q{(start.month + 2) // 3}"
    if unit == "semester":
        return f"{start.year:04d}-H{1 if start.month <= 6 else 2}"
    if unit == "year":
        return f"{start.year:04d}"
    if unit == "decade":
        return f"{start.year // 10:03d}"
    if unit == "century":
        return f"{start.year // 100:02d}"
    return start.isoformat()
