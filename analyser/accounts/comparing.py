"""Compares two accounts by their slots: what in the words says that both can, or cannot, be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analyser.accounts import rules, slots
from analyser.model import Account


class Verdict(StrEnum):
    AGREE = "agree"
    CONFLICT = "conflict"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class SlotMatch:
    """One slot on which the two agree or conflict, with the words or values on each side."""

    slot: str  # the axis of an opposite, or polarity, how_often, how_many, when
    verdict: Verdict
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Comparison:
    verdict: Verdict
    matches: tuple[SlotMatch, ...]  # the slots and words that say so
    why: str  # in words

    @property
    def slots(self) -> tuple[str, ...]:
        """Names of the slots that carry the verdict."""
        return tuple(m.slot for m in self.matches if m.verdict is self.verdict)


@dataclass(frozen=True, slots=True)
class Claim:
    """The words of an account with what was read from them: the form that is compared."""

    text: str
    topic: str
    axes: frozenset[str]  # of opposites that the words speak of
    stands: Mapping[str, tuple[int, str]]  # axis -> side, +1 or -1, by the balance of its words; the first to say so
    often: tuple[int, ...]
    quantities: Mapping[str, tuple[float, ...]]
    days: frozenset[str]
    clocks: frozenset[str]
    content: frozenset[str]
    topics: Mapping[str, float]
    negated: bool
    dates: frozenset[tuple[int, int]] = frozenset()  # (day, month)


def claim(text: str, topic: str = "") -> Claim:
    """Reads the words of one account."""
    poles = slots.poles(text)
    return Claim(
        text=text,
        topic=topic,
        axes=frozenset(p.axis for p in poles),
        stands=_stands(poles),
        often=slots.often(text),
        quantities=slots.quantities(text),
        days=slots.days(text),
        clocks=slots.clocks(text),
        content=slots.content(text),
        topics=slots.topic_weights(text),
        negated=any(slots.is_negation(w) for w in slots.tokens(text)),
        dates=slots.dates(text),
    )


def _stands(poles: Sequence[slots.Pole]) -> dict[str, tuple[int, str]]:
    found = {}
    for axis in rules.axes():
        mine = [p for p in poles if p.axis == axis.id]
        if total := sum(p.side for p in mine):
            found[axis.id] = (total // abs(total), next(p.words for p in mine if p.side * total > 0).lower())
    return found


def compare(a: Account | str, b: Account | str) -> Comparison:
    """Whether two accounts agree, conflict, or do not bear on one another, with the slots and words that say so.

    Strings are read for their slots; an ``Account`` without its words is compared on the slots that it carries.

    Limits: word lists, not understanding. What follows only from knowledge of the world is not seen, and accounts of
    different days are told apart only where both name the day.
    """
    return compare_claims(_as_claim(a), _as_claim(b))


def _as_claim(account: Account | str) -> Claim:
    if isinstance(account, str):
        return claim(account)
    text = " ".join(account.slots.get("words", ()))
    if text:
        return claim(text, account.topic)
    poles = [
        slots.Pole(axis, 1 if sign == "+" else -1, axis, 0)
        for value in account.slots.get("pole", ())
        for axis, _, sign in (value.partition(":"),)
    ]
    many: dict[str, tuple[float, ...]] = {}
    for value in account.slots.get("how_many", ()):
        unit, _, number = value.rpartition(":")
        try:
            many[unit] = (*many.get(unit, ()), float(number))
        except ValueError:
            continue
    return Claim(
        text="",
        topic=account.topic,
        axes=frozenset(p.axis for p in poles),
        stands=_stands(poles),
        often=tuple(int(x) for x in account.slots.get("how_often", ()) if x.isdigit()),
        quantities=many,
        days=frozenset(account.slots.get("when", ())),
        clocks=frozenset(),
        content=frozenset(account.slots.get("what", ())),
        topics={account.topic: 1.0},
        negated="negated" in account.slots.get("polarity", ()),
    )


def compare_claims(a: Claim, b: Claim) -> Comparison:
    """``compare`` on claims already read."""
    found = [*_by_pole(a, b), *_by_quantity(a, b), *_by_scale(a, b)]
    shared = a.content & b.content
    if not found and shared and len(shared) >= 0.4 * min(len(a.content), len(b.content)):
        verdict = Verdict.CONFLICT if a.negated != b.negated else Verdict.AGREE
        word = ", ".join(sorted(shared)[:3])
        found.append(SlotMatch("polarity", verdict, _yes(a.negated) + word, _yes(b.negated) + word))
    against = [m for m in found if m.verdict is Verdict.CONFLICT]
    bearing = [m for m in found if m.verdict is Verdict.AGREE]
    related = _related(a, b)
    apart = (a.days and b.days and not a.days & b.days) or (a.dates and b.dates and not a.dates & b.dates)
    if apart and not any(m.slot == "how_often" for m in against):
        return Comparison(Verdict.UNRELATED, tuple(found), "they speak of different days")
    if against and related and len(against) >= len(bearing):
        return Comparison(Verdict.CONFLICT, tuple(found), _why(against))
    if bearing and related:
        return Comparison(Verdict.AGREE, tuple(found), _why(bearing))
    return Comparison(Verdict.UNRELATED, tuple(found), "nothing in the words is about the same thing")


def _yes(negated: bool) -> str:
    return "not " if negated else ""


def _related(a: Claim, b: Claim) -> bool:
    """They speak of one thing: the same topic where both have one, else a topic, an opposite or a word in common."""
    if a.topic and b.topic:
        return a.topic == b.topic
    return bool(set(a.topics) & set(b.topics) or a.axes & b.axes or a.content & b.content)


def _by_pole(a: Claim, b: Claim) -> list[SlotMatch]:
    """One match an axis: the pole at which each side stands by the balance of its words."""
    found = []
    for axis, (side, words) in a.stands.items():
        if axis in b.stands:
            other, others = b.stands[axis]
            found.append(SlotMatch(axis, Verdict.AGREE if side == other else Verdict.CONFLICT, words, others))
    return found


def _by_quantity(a: Claim, b: Claim) -> list[SlotMatch]:
    found = []
    for unit in sorted(set(a.quantities) & set(b.quantities)):
        x, y = a.quantities[unit], b.quantities[unit]
        verdict = Verdict.AGREE if set(x) & set(y) else Verdict.CONFLICT
        found.append(SlotMatch("how_many", verdict, f"{x[0]:g} {unit}", f"{y[0]:g} {unit}"))
    return found


def _by_scale(a: Claim, b: Claim) -> list[SlotMatch]:
    """How often, where both say it of a thing they share."""
    if not (a.often and b.often and a.content & b.content):
        return []
    apart = min(abs(x - y) for x in a.often for y in b.often)
    if apart == 1:
        return []
    names = ("never", "rarely", "sometimes", "often", "always")
    verdict = Verdict.CONFLICT if apart >= 2 else Verdict.AGREE
    return [SlotMatch("how_often", verdict, names[a.often[0]], names[b.often[0]])]


def _why(matches: Sequence[SlotMatch]) -> str:
    return "; ".join(f"{m.slot.replace('_', ' ')}: '{m.a}' / '{m.b}'" for m in matches[:3])
