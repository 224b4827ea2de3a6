"""The patterns of what belongs to an address, from ``rules/addresses.yaml``: each with its place and its proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from analyser.errors import BadRules
from analyser.redact import lexicon
from analyser.taxonomy import pii_types, records

FILE = "redact/rules/addresses.yaml"
EDGE = "^"  # in the examples: where the address begins or ends


class Use(StrEnum):
    """Where a rule is tried; the file says what each is for."""

    BEFORE = "before"
    BEFORE_NUMBER = "before_number"
    HOUSE = "house"
    STOREY = "storey"
    RANGE = "range"
    ROOM = "room"
    CALLED = "called"
    BEHIND = "behind"
    ROOM_BEHIND = "room_behind"
    TOWN = "town"
    TOWN_TYPED = "town_typed"
    OUTWARD = "outward"
    TOWNS = "towns"
    TOWNS_TYPED = "towns_typed"
    NEAR = "near"
    BEFORE_STREET = "before_street"
    JOIN = "join"
    ALONE = "alone"


_LEFT = frozenset(
    {Use.BEFORE, Use.BEFORE_NUMBER, Use.HOUSE, Use.STOREY, Use.RANGE, Use.ROOM, Use.CALLED}
)  # of an address
_BETWEEN = frozenset({Use.TOWNS, Use.TOWNS_TYPED, Use.NEAR, Use.BEFORE_STREET, Use.JOIN})


@dataclass(frozen=True, slots=True)
class AddressRule:
    """A pattern of what belongs to an address, where it is tried, and texts that it is in and is not in."""

    id: str
    use: str  # a value of Use
    pattern: str
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    either: bool = False  # any case of letters
    reach: int = 40  # characters before an address
    type: str = "ADDRESS"
    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False, default=re.compile(""))

    @property
    def edges(self) -> int:
        """How often ``EDGE`` stands in each example."""
        return 0 if self.use == Use.ALONE else 2 if self.use in _BETWEEN else 1

    def finds(self, example: str) -> bool:
        """Whether the rule holds in an example, in which ``EDGE`` stands ``edges`` times."""
        parts = example.split(EDGE)
        if self.use in _LEFT:
            return self.before(parts[0], len(parts[0])) is not None
        if self.use in _BETWEEN:
            return self.compiled.fullmatch(parts[1]) is not None
        if self.use == Use.ALONE:
            return self.compiled.search(example) is not None
        return self.behind(parts[1], 0) is not None

    def before(self, text: str, end: int) -> tuple[int, int] | None:
        """The stretch that ends straight before an address."""
        return _span(self.compiled.search(text, max(0, end - self.reach), end))

    def behind(self, text: str, start: int) -> tuple[int, int] | None:
        """The stretch straight behind an address."""
        return _span(self.compiled.match(text, start))

    def alone(self, text: str) -> Iterator[tuple[int, int]]:
        """Every stretch of a text."""
        return (hit for m in self.compiled.finditer(text) if (hit := _span(m)) is not None)


def _span(m: re.Match[str] | None) -> tuple[int, int] | None:
    if m is None:
        return None
    return m.span(next((name for name in ("id", "bare") if name in m.re.groupindex and m[name]), 0))


@cache
def address_rules() -> Mapping[Use, tuple[AddressRule, ...]]:
    """The rules by where they are tried, in the order of the file.

    Raises:
        BadRules: an id stands twice, a key, use or type is unknown, a pattern does not compile, or examples lack
            or do not show the edges of the address.
    """
    data = lexicon.load("addresses.yaml")
    if odd := {"schema", "parts", "rules"} ^ set(data):
        raise BadRules(f"{FILE}: unknown or missing {sorted(odd)}.")
    found: dict[Use, list[AddressRule]] = {use: [] for use in Use}
    for rule in records(AddressRule, FILE, data["rules"]):
        where = f"{FILE}, entry {rule.id!r}"
        if rule.use not in set(Use):
            raise BadRules(f"{where}: {rule.use!r} is no use; take one of {', '.join(Use)}.")
        if rule.type not in pii_types():
            raise BadRules(f"{where}: {rule.type!r} is no type of personal data.")
        if not (rule.yes and rule.no and rule.why):
            raise BadRules(f"{where} needs why, yes and no.")
        if amiss := [e for e in (*rule.yes, *rule.no) if e.count(EDGE) != rule.edges]:
            raise BadRules(f"{where}: its examples have {EDGE!r} {rule.edges} times, not so {amiss[0]!r}.")
        source = rule.pattern
        for part in reversed(data["parts"]):
            source = source.replace(f"<{part}>", data["parts"][part])
        if rule.use in _LEFT:
            source = f"(?:{source})$"
        try:
            compiled = re.compile(source, re.IGNORECASE if rule.either else 0)
        except re.error as error:
            raise BadRules(f"{where}: the pattern is not valid: {error}.") from None
        object.__setattr__(rule, "compiled", compiled)
        found[Use(rule.use)].append(rule)
    if empty := [use for use, rules in found.items() if not rules]:
        raise BadRules(f"{FILE}: no rule for {', '.join(empty)}.")
    return {use: tuple(rules) for use, rules in found.items()}


def before(use: Use, text: str, end: int) -> int | None:
    """Where what belongs to an address at ``end`` begins."""
    for rule in address_rules()[use]:
        hit = rule.before(text, end)
        if hit is not None:
            return hit[0]
    return None


def behind(use: Use, text: str, start: int) -> tuple[int, int] | None:
    """The stretch that belongs to an address that ends at ``start``."""
    return next((hit for rule in address_rules()[use] if (hit := rule.behind(text, start)) is not None), None)


def in_county(text: str, end: int) -> bool:
    """Whether a county stands behind a place that ends at ``end``: Ballinard, Co. Tiran."""
    comma = ", "
    return text.startswith(comma, end) and any(
        rule.type == "LOCATION" and rule.behind(text, end + len(comma)) for rule in address_rules()[Use.ALONE]
    )


def between(use: Use, text: str, start: int, end: int) -> bool:
    """Whether all that stands between two stretches belongs to one address."""
    return any(rule.compiled.fullmatch(text, start, end) for rule in address_rules()[use])
