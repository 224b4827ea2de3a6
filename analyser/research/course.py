"""How long and how fast a network is taught. Apart from the networks, so that it can be read without PyTorch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is taught: rounds, texts at once, and the rate of learning at its highest, with the share of the
    steps in which it rises. The new layers learn ten times as fast."""

    rounds: int
    size: int
    rate: float
    warm: float
