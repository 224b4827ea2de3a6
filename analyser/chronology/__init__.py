"""What happened when, merged over notes, with contacts counted against what was offered."""

from __future__ import annotations

from analyser.chronology.build import build

__all__ = ["build"]
