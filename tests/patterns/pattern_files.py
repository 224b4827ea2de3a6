"""Small made-up files for the tests of patterns: notes with dates, and signals on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analyser.model import (
    Account,
    Basis,
    Chronology,
    Discrepancy,
    Precision,
    RedactedCase,
    RedactedNote,
    Setting,
    Signal,
    Standing,
    TaggedCase,
)

START = dt.date(2023, 1, 9)
TEXT = "Entry of the day with words enough to stand on."


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def note(
    number: int, after: int, kind: str = "home_visit", text: str = TEXT, author: str = "social_worker"
) -> RedactedNote:
    return RedactedNote(f"n{number:02}", text, (), day(after), day(after), kind, author)


def signal(label: str, number: int, after: int, score: float = 0.95, standing: Standing = Standing.AFFIRMED) -> Signal:
    """A signal in note ``number`` of what happened ``after`` days from the start; each takes words of its own."""
    return Signal(
        f"n{number:02}", 0, 9, label, standing, "mother", day(after).isoformat(), Precision.DAY, score, "test"
    )


def chronology(
    plan: Sequence[tuple[int, str, Sequence[str]]],
    *,
    setting: Setting = Setting.CHILDREN,
    discrepancies: Sequence[Discrepancy] = (),
    extra: Sequence[Signal] = (),
) -> Chronology:
    """``plan`` is a list of (days from the start, note type, labels told that day)."""
    notes = tuple(note(i, after, kind) for i, (after, kind, _) in enumerate(plan))
    signals = tuple(signal(label, i, after) for i, (after, _, labels) in enumerate(plan) for label in labels)
    case = RedactedCase("made-up", notes, {"Mother": "mother", "Child1": "child"}, setting)
    return Chronology(TaggedCase(case, (*signals, *extra), (), tuple(discrepancies)), ())


def discrepancy(kind: str, score: float = 0.6) -> Discrepancy:
    a = Account("n00", 0, 9, "mother", "food", Basis.REPORTED)
    b = Account("n01", 0, 9, "child" if kind.endswith("child") else "school", "food", Basis.REPORTED)
    return Discrepancy(a, b, kind, "food", score, "food: Mother 'two bowls' / Child 'no milk'")
