"""Accounts: who holds what to be so, and which accounts cannot both be right.

``find`` gives the accounts of a parsed case, ``compare`` sets two side by side, ``discrepancies`` gives the pairs for
review, ``pairs`` those and weaker ones. All four are lazy: importing this package loads no model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.accounts.comparing import Comparison
    from analyser.model import Account, Discrepancy, ParsedCase, RedactedCase, Signal

__all__ = ["compare", "discrepancies", "find", "pairs"]


def find(parsed: ParsedCase, signals: Sequence[Signal] = ()) -> list[Account]:
    """The accounts of a parsed case; see ``analyser.accounts.claims``."""
    from analyser.accounts.claims import find as run

    return run(parsed, signals)


def compare(a: Account | str, b: Account | str) -> Comparison:
    """Agree, conflict or unrelated, with the slots and words that say so; see ``analyser.accounts.comparing``."""
    from analyser.accounts.comparing import compare as run

    return run(a, b)


def discrepancies(accounts: Sequence[Account], case: RedactedCase | ParsedCase) -> list[Discrepancy]:
    """The pairs that cannot both be right, for review; see ``analyser.accounts.pairing``."""
    return pairs(accounts, case)[0]


def pairs(accounts: Sequence[Account], case: RedactedCase | ParsedCase) -> tuple[list[Discrepancy], list[Discrepancy]]:
    """The pairs for review, and weaker ones, for the patterns alone; see ``analyser.accounts.pairing``."""
    from analyser.accounts.pairing import pairs as run

    return run(accounts, case)
