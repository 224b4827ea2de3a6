"""Whether days fall where they fall more than chance would have it: a permutation test within one file.

The days on which something is told are thought of as laid at random over the days that the file has notes of. Every
way of laying them is counted, not a sample of them drawn, so the same file always gives the same answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from math import comb

from analyser.patterns import parameters


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
        """Read off the limits in ``parameters.yaml``, section ``chance``."""
        limits = parameters.load().chance
        if self.least >= limits["seldom"]:
            return Verdict.FEW
        if self.share < limits["seldom"]:
            return Verdict.SELDOM
        return Verdict.PERHAPS if self.share < limits["perhaps"] else Verdict.CHANCE


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
