"""Reads social-care case files offline and shows a supervisor where cooperation may be apparent rather than real."""

from __future__ import annotations

__version__ = "0.1.0"
