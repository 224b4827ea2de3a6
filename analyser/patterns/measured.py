"""How often each pattern was right when it was measured, from ``rules/measured.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules

FILE = "analyser/patterns/rules/measured.yaml"


@dataclass(frozen=True, slots=True)
class Measured:
    """Files with answers; of a pattern, those in which it was rightly named, wrongly named, and missed."""

    files: int
    patterns: Mapping[str, tuple[int, int, int]]


@cache
def load() -> Measured:
    """Raises:
    BadRules: an unknown pattern, or not three counts that the files can hold.
    """
    data = taxonomy.load_yaml("analyser.patterns", "rules/measured.yaml")
    files, found = int(data["files"]), {code: tuple(counts) for code, counts in data["patterns"].items()}
    if odd := set(found) - set(taxonomy.patterns()):
        raise BadRules(f"{FILE}: unknown pattern {sorted(odd)}.")
    for code, counts in found.items():
        if len(counts) != 3 or min(counts) < 0 or sum(counts) > files:
            raise BadRules(f"{FILE}, {code!r}: give the files right, wrong and missed, of {files} together.")
    return Measured(files, found)
