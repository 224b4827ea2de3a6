"""Compares two accounts by their slots: what in the words says that both can, or cannot, be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analyser.accounts import rules, slots
from analyser.model import Account

_OFTEN = ("never", "rarely", "sometimes", "often", "always")


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
    often: Mapping[int, str]  # place on the scale -> the words that say so
    counts: tuple[slots.Count, ...]
    days: frozenset[str]
    clocks: frozenset[str]
    content: frozenset[str]
    topics: Mapping[str, float]
    negated: bool
    dates: frozenset[tuple[int, int]] = frozenset()  # (day, month)
    said: Mapping[str, tuple[bool, str]] = field(default_factory=dict)  # stem -> whether it is denied, the word
    planned: bool = False  # told of what is to be
    changed: bool = False  # tells that it was otherwise before
    children: frozenset[str] = frozenset()  # of whom it is, where that is plain from the names
    others: frozenset[str] = frozenset()  # whom else it names


def claim(text: str, topic: str = "") -> Claim:
    """Reads the words of one account."""
    poles = slots.poles(text)
    return Claim(
        text=text,
        topic=topic,
        axes=frozenset(p.axis for p in poles),
        stands=_stands(poles),
        often=slots.often_words(text),
        counts=tuple(slots.counts(text)),
        days=slots.days(text),
        clocks=slots.clocks(text),
        content=slots.content(text),
        topics=slots.topic_weights(text),
        negated=any(slots.is_negation(w) for w in slots.tokens(text)),
        dates=slots.dates(text),
        said=slots.said(text),
        planned=rules.scales().plans.search(text) is not None,
        changed=rules.scales().changed.search(text) is not None,
        children=slots.children(text),
        others=frozenset(p for p, role in slots.named(text).items() if role not in slots.CHILDREN),
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
    many: list[slots.Count] = []
    for value in account.slots.get("how_many", ()):
        unit, _, number = value.rpartition(":")
        try:
            many.append(slots.Count(unit, float(number), f"{number} {unit}"))
        except ValueError:
            continue
    negated = "negated" in account.slots.get("polarity", ())
    return Claim(
        text="",
        topic=account.topic,
        axes=frozenset(p.axis for p in poles),
        stands=_stands(poles),
        often={int(x): _OFTEN[int(x)] for x in account.slots.get("how_often", ()) if x in "01234"},
        counts=tuple(many),
        days=frozenset(account.slots.get("when", ())),
        clocks=frozenset(),
        content=frozenset(account.slots.get("what", ())),
        topics={account.topic: 1.0},
        negated=negated,
        said={w: (negated, w) for w in account.slots.get("what", ())},
    )


def compare_claims(a: Claim, b: Claim) -> Comparison:
    """``compare`` on claims already read."""
    found = [*_by_pole(a, b), *_by_quantity(a, b), *_by_scale(a, b)]
    if not found:
        found += _by_polarity(a, b)
    against = [m for m in found if m.verdict is Verdict.CONFLICT]
    bearing = [m for m in found if m.verdict is Verdict.AGREE]
    related = _related(a, b)
    if why := _apart(a, b, against):
        return Comparison(Verdict.UNRELATED, tuple(found), why)
    if against and related and len(against) >= len(bearing):
        return Comparison(Verdict.CONFLICT, tuple(found), in_words(against))
    if bearing and related:
        return Comparison(Verdict.AGREE, tuple(found), in_words(bearing))
    return Comparison(Verdict.UNRELATED, tuple(found), "nothing in the words is about the same thing")


def apart(a: Claim, b: Claim) -> str:
    """Why both can be right whatever their words: they name different days or different children, or one tells of what
    is to be; "" if not."""
    return _apart(a, b, _by_scale(a, b))


def _apart(a: Claim, b: Claim, against: Sequence[SlotMatch]) -> str:
    if a.planned or b.planned:
        return "one tells of what is meant to be"
    if a.children and b.children and not (a.children & b.children or a.others & b.others):
        return "they speak of different children"
    days = (a.days and b.days and not a.days & b.days) or (a.dates and b.dates and not a.dates & b.dates)
    often = any(m.slot == "how_often" and m.verdict is Verdict.CONFLICT for m in against)
    return "they speak of different days" if days and not often else ""


def _by_polarity(a: Claim, b: Claim) -> list[SlotMatch]:
    """Where they have most of their words in common: whether one denies what the other says."""
    shared = a.said.keys() & b.said.keys()
    if not shared or len(shared) < 0.25 * min(len(a.said), len(b.said)):
        return []
    differing = sorted(w for w in shared if a.said[w][0] != b.said[w][0])
    verdict = Verdict.CONFLICT if 2 * len(differing) >= len(shared) else Verdict.AGREE
    told = differing if verdict is Verdict.CONFLICT else sorted(shared)
    return [SlotMatch("polarity", verdict, *(_told(c, told[:2]) for c in (a, b)))]


def _told(claim: Claim, stems: Sequence[str]) -> str:
    return ", ".join(f"{'not ' if denied else ''}{word}" for denied, word in (claim.said[s] for s in stems))


def _related(a: Claim, b: Claim) -> bool:
    """They speak of one thing: the same topic where both have one, else a topic, an opposite or a word in common."""
    if a.topic and b.topic:
        return a.topic == b.topic
    return bool(set(a.topics) & set(b.topics) or a.axes & b.axes or a.content & b.content)


def _by_pole(a: Claim, b: Claim) -> list[SlotMatch]:
    """One match an axis: the pole at which each side stands by the balance of its words."""
    found = []
    for axis, (side, words) in a.stands.items():
        if axis in b.stands and _fits(axis, a, b):
            other, others = b.stands[axis]
            found.append(SlotMatch(axis, Verdict.AGREE if side == other else Verdict.CONFLICT, words, others))
    return found


def _fits(axis: str, a: Claim, b: Claim) -> bool:
    """Whether the opposites of an axis are of what either is about, where that is known of both."""
    fitting = next(x.topics for x in rules.axes() if x.id == axis)
    known = [topics for c in (a, b) if (topics := {*c.topics, c.topic} - {"", "other"})]
    return "other" in fitting or len(known) < 2 or any(not topics.isdisjoint(fitting) for topics in known)


def _by_quantity(a: Claim, b: Claim) -> list[SlotMatch]:
    found = []
    for unit in sorted({c.unit for c in a.counts} & {c.unit for c in b.counts}):
        x, y = ([c for c in claim.counts if c.unit == unit] for claim in (a, b))
        same = {c.number for c in x} & {c.number for c in y}
        found.append(SlotMatch("how_many", Verdict.AGREE if same else Verdict.CONFLICT, x[0].words, y[0].words))
    return found


def _by_scale(a: Claim, b: Claim) -> list[SlotMatch]:
    """How often, where both say it of a thing they share."""
    if not (a.often and b.often and a.said.keys() & b.said.keys()):
        return []
    apart, x, y = min((abs(x - y), x, y) for x in a.often for y in b.often)
    if apart == 1:
        return []
    return [SlotMatch("how_often", Verdict.CONFLICT if apart >= 2 else Verdict.AGREE, a.often[x], b.often[y])]


def in_words(matches: Sequence[SlotMatch]) -> str:
    """The first three matches: "bed: 'own bed' / 'sofa'"."""
    return "; ".join(f"{m.slot.replace('_', ' ')}: '{m.a}' / '{m.b}'" for m in matches[:3])
