"""The patterns by code: each is one function from a case file's reading to what it found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import Span
from analyser.patterns import parameters
from analyser.patterns.reading import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """What a pattern function gives: evidence in order, counts (with their denominators), strength from 0 to 1."""

    evidence: tuple[Span, ...]
    counts: Mapping[str, int]
    score: float
    words: Mapping[str, str] = field(default_factory=dict)  # further words for the summary


Detect = Callable[[Reading, Mapping[str, float]], Found | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    code: str
    detect: Detect
    needs: tuple[str, ...]


_PATTERNS: dict[str, Pattern] = {}


def pattern(code: str, needs: tuple[str, ...]) -> Callable[[Detect], Detect]:
    """Registers a pattern function under its code, with the parameters that it reads."""

    def register(detect: Detect) -> Detect:
        _PATTERNS[code] = Pattern(code, detect, needs)
        return detect

    return register


@cache
def patterns() -> Mapping[str, Pattern]:
    """Every registered pattern, in the order of the taxonomy.

    Raises:
        BadRules: a code is unknown or unregistered, or its parameters are not those that it reads.
    """
    import analyser.patterns.codes as package

    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    known = taxonomy.patterns()
    if odd := set(known) ^ set(_PATTERNS):
        raise BadRules(f"analyser/patterns/codes and taxonomy/terms.yaml differ on {sorted(odd)}.")
    for code in known:
        given, needed = set(parameters.load().patterns.get(code, {})), set(_PATTERNS[code].needs)
        if odd := given ^ needed:
            raise BadRules(
                f"analyser/patterns/rules/parameters.yaml, entry {code!r}: unknown or missing {sorted(odd)}."
            )
    return {code: _PATTERNS[code] for code in known}
