"""Times that notes name, and the day on which what they tell happened."""

from __future__ import annotations

from analyser.dates.find import find_dates
from analyser.dates.happening import date_for

__all__ = ["date_for", "find_dates"]
