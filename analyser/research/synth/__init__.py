"""Simulated families of known type → contacts over time → notes of the authored corpus's sentences → gold files.

``write`` makes a folder of them; ``make_all`` the same in memory. See ``docs/synth.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.research.synth.compose import Settings
    from analyser.research.synth.run import Run

__all__ = ["write"]


def write(
    out: Path,
    corpus: Path,
    *,
    cases: int = 7,
    seed: int = 0,
    families: Sequence[str] = (),
    settings: Settings | None = None,
    chosen: Sequence[Path] = (),
    rules: Path | None = None,
) -> Run:
    """Simulates files and writes them; see ``analyser.research.synth.run``."""
    from analyser.research.synth.compose import Settings
    from analyser.research.synth.run import write as run

    return run(
        out,
        corpus,
        cases=cases,
        seed=seed,
        families=families,
        settings=settings or Settings(),
        chosen=chosen,
        rules=rules,
    )
