"""How far a share of few can be trusted: the interval that Wilson (1927) gives for a proportion."""

from __future__ import annotations

import math

_Z = 1.959964  # for 95 in 100


def wilson(n: int, of: int) -> tuple[float, float]:
    """The lower and upper end of the 95% interval of ``n`` of ``of``; all that is possible where ``of`` is 0.

    Limits: it takes occasions to be independent of one another, which contacts with one family are not: the true
    uncertainty is greater.
    """
    if of <= 0:
        return 0.0, 1.0
    share, z2 = n / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)
