"""Whether days fall where they fall more than chance would have it: a permutation test within one file.

The days on which something is told are thought of as laid at random over the days that the file has notes of. Every
way of laying them is counted, not a sample of them drawn, so the same file always gives the same answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from math import comb, erfc, sqrt

from analyser.patterns import parameters

_LONG = 4e8  # steps of counting, about half a second


class Verdict(StrEnum):
    """What a supervisor may be told; never a decision, and nothing rests on it."""

    FEW = "few"  # no layout of so few days could be rare
    SELDOM = "seldom"
    PERHAPS = "perhaps"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Chance:
    days: int  # on which something is told
    there: int  # of them, where they are looked for
    share: float  # of all layouts, those that have as many days there, or more
    least: float  # the smallest share that any layout of so many days could have

    @property
    def verdict(self) -> Verdict:
        return _verdict(self.share, self.least)


@dataclass(frozen=True, slots=True)
class Trend:
    days: int  # on which something is told
    among: int  # the days of the file that could have told it
    share: float  # of all layouts, those whose days lie as late, or later
    least: float  # the smallest share that any layout of so many days could have

    @property
    def verdict(self) -> Verdict:
        return _verdict(self.share, self.least)


def _verdict(share: float, least: float) -> Verdict:
    """Read off the limits in ``parameters.yaml``, section ``chance``."""
    limits = parameters.load().chance
    if least >= limits["seldom"]:
        return Verdict.FEW
    if share < limits["seldom"]:
        return Verdict.SELDOM
    return Verdict.PERHAPS if share < limits["perhaps"] else Verdict.CHANCE


def of(told: AbstractSet[dt.date], there: AbstractSet[dt.date], every: AbstractSet[dt.date]) -> Chance:
    """How many of the told days lie there, and in what share of all layouts over every day as many would or more.

    Args:
        told: days on which something is told; those that are not among ``every`` join them.
        there: days of interest, such as those before a meeting.
        every: the days that the file has notes of.

    Limits: notes are taken to be written whatever happens. A file that is written up for a conference has more days
    before it, which the test allows for, and more told on each, which it does not.
    """
    among = every | told
    marked = len(among & there)
    found = len(told & there)
    most = min(marked, len(told))
    return Chance(
        days=len(told),
        there=found,
        share=_tail(found, most, marked, len(told), len(among)),
        least=_tail(most, most, marked, len(told), len(among)),
    )


def _tail(least: int, most: int, marked: int, told: int, among: int) -> float:
    """The share of layouts of ``told`` days over ``among`` that have ``least`` to ``most`` of them marked."""
    return sum(comb(marked, i) * comb(among - marked, told - i) for i in range(least, most + 1)) / comb(among, told)


def trend(told: AbstractSet[dt.date], every: AbstractSet[dt.date]) -> Trend:
    """In what share of all layouts the days would lie as late in the file, by the sum of their places in its order.

    That is the exact rank-sum test of what is told against the days of notes. Places, not dates, are counted, so that
    a file with more notes towards its end does not look like behaviour that grows more frequent.

    Args:
        told: days on which something is told; those that are not among ``every`` join them.
        every: the days that the file has notes of.

    Limits: as for ``of``. It asks whether such days become more frequent, not whether each is graver than the last.
    """
    among = sorted(every | told)
    places = [i for i, d in enumerate(among) if d in told]
    layouts = comb(len(among), len(places))
    return Trend(len(places), len(among), _as_late(places, len(among)), 1 / layouts)


def _as_late(places: Sequence[int], among: int) -> float:
    """The share of ways to choose so many of ``among`` places whose sum is that of these or more.

    Counted exactly, sum by sum; where that would take long, by the normal curve with the same mean and spread.
    """
    import numpy as np

    chosen, total = len(places), sum(places)
    if chosen in (0, among):
        return 1.0
    most = sum(range(among - chosen, among))
    if among * chosen * most > _LONG:
        mean, spread = chosen * (among - 1) / 2, sqrt(chosen * (among - chosen) * (among + 1) / 12)
        return erfc((total - 0.5 - mean) / spread / sqrt(2)) / 2
    ways = np.zeros((chosen + 1, most + 1))
    ways[0, 0] = 1.0
    for place in range(among):
        ways[1:, place:] += ways[:-1, : most + 1 - place].copy()
    return float(ways[chosen, total:].sum() / ways[chosen].sum())
