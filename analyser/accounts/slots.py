"""The slots of one account, read from its words: what two accounts are compared on.

Slots: ``pole`` (axis:+ or axis:-), ``polarity``, ``how_often``, ``how_many`` (unit:number), ``when`` (days of the week
and times of day), ``who`` (roles), ``what`` (stems of the content words) and ``how`` (records, agrees, doubts). Values
have no positions; an ``Account`` keeps its words beside them as ``words``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from analyser import taxonomy
from analyser.accounts import rules
from analyser.signals.genders import both_ways, one_word

_TOKEN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*\d*|\d+(?:[.,:]\d+)?|[£%]")
_CLAUSE = re.compile(r"[.;:!?()]|,\s|\s-\s")  # ends a clause, as the words of scales.yaml do
_CLOCK = re.compile(r"\b(\d{1,2})[.:](\d{2})\b|\b(\d{1,2})\s?(?:am|pm)\b", re.IGNORECASE)
_DAYS = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(mon|tue|wed|thu|thurs|fri|sat|sun)s?\b(?!['’])", re.IGNORECASE
)
_MONTHS = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
# "4 March", "4th of March 2024", "4/3/24": a day, and no number of anything.
_DATE = re.compile(
    rf"\b0?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTHS}\b|\b0?(\d{{1,2}})([/.])0?(\d{{1,2}})\4\d{{2,4}}\b",
    re.IGNORECASE,
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BOUND = re.compile(r"\b(?:since|until|till|til|from|before|after|by)\s(?:the\s|last\s|next\s|this\s)?$", re.IGNORECASE)
_WHO = re.compile(r"\b(?:he|she|i|him|her|his|me|my)\b", re.IGNORECASE)
CHILDREN = ("child", "sibling")
_RATE = re.compile(
    r"(?:times |visits |calls )?(?:a|per|each|every|on most|most) (day|week|month|fortnight|night)s?\b", re.IGNORECASE
)
_LEAD = re.compile(r"\W*(?:\w+\s){0,4}?")  # before the word by which a teller opens an account
_ON = re.compile(r"[^,:]{0,20}?(?:that|:|,)?\s")  # ... and after it


@dataclass(frozen=True, slots=True)
class Pole:
    axis: str
    side: int  # +1 or -1
    words: str
    start: int


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def stem(word: str) -> str:
    """A rough stem, good enough to see that two accounts speak of one thing."""
    w = re.sub(r"['’].*$", "", word.lower())
    for ending in ("ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "ly"):
        if w.endswith(ending) and len(w) - len(ending) >= 3:
            w = w[: -len(ending)]
            break
    return w[:-1] if len(w) > 4 and w[-1] in "ey" else w


def is_negation(word: str) -> bool:
    w = word.lower().replace("’", "'")
    return w in rules.scales().negations or w.endswith("n't") or w in ("dont", "wont", "cant", "didnt", "hasnt", "isnt")


def poles(text: str) -> list[Pole]:
    """The poles at which the words stand, negation within the clause reckoned in."""
    found: list[Pole] = []
    for axis in rules.axes():
        taken: list[tuple[int, int]] = []
        hits = [(m, side) for side, p in ((1, axis.plus), (-1, axis.minus)) for m in p.finditer(text)]
        for m, side in sorted(hits, key=lambda h: -(h[0].end() - h[0].start())):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            taken.append(m.span())
            own = any(is_negation(w) for w in m[0].split())
            turned = not own and denied(text, m.start(), m.end())
            said = f"not {m[0]}" if turned else m[0]
            found.append(Pole(axis.id, -side if turned else side, said, m.start()))
    return sorted(found, key=lambda p: p.start)


def denied(text: str, at: int, end: int) -> bool:
    """Whether a stretch is denied: by one of the six words before in its clause, or behind ("paid nobody")."""
    if rules.scales().denied_after.match(text[end:].lstrip()):
        return True
    before = rules.scales().no_denial.sub(";", text[:at])
    breaks = (*_CLAUSE.finditer(before), *rules.scales().breaks.finditer(before))
    cut = max((m.end() for m in breaks), default=0)
    return sum(is_negation(w) for w in tokens(before[cut:])[-6:]) % 2 == 1


def often_words(text: str) -> Mapping[int, str]:
    """Places on the scale of how often, from 0 (never) to 4 (always), with the words that say so. What is part of
    longer words says nothing by itself: "once" in "not once", "never" in "never missed"."""
    hits = [(m, value) for value, pattern in rules.scales().often for m in pattern.finditer(text)]
    found: dict[int, str] = {}
    for m, value in sorted(hits, key=lambda h: h[0].start()):
        within = any(o.start() <= m.start() and m.end() <= o.end() and o.span() != m.span() for o, _ in hits)
        if not within:
            found.setdefault(value, m[0])
    return found


def often(text: str) -> tuple[int, ...]:
    """Places on the scale of how often, from 0 (never) to 4 (always)."""
    return tuple(sorted(often_words(text)))


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts."""

    unit: str  # the stem; "a day" of how many times a day
    number: float
    words: str


def counts(text: str) -> list[Count]:
    """The numbers of a text with what they count. The day of a date counts nothing."""
    found: list[Count] = []
    words = tokens(_DATE.sub("; ", text))
    for i, word in enumerate(words):
        number = _number(word)
        if number is None or word.lower() in ("a", "one"):
            continue
        if i and words[i - 1] == "£":
            found.append(Count("£", number, f"£{word}"))
            continue
        if rate := _RATE.match(" ".join(words[i + 1 : i + 5])):
            found.append(Count(f"a {rate[1].lower()}", number, f"{word} {rate[0]}"))
            continue
        for unit in words[i + 1 : i + 4]:
            if _number(unit) is None and unit.lower() not in rules.scales().empty and unit != "£":
                found.append(Count(stem(unit), number, f"{word} {unit}"))
                break
    return found


def quantities(text: str) -> Mapping[str, tuple[float, ...]]:
    """Numbers by the stem of what they count: {"bottl": (6.0,)}."""
    found: dict[str, list[float]] = {}
    for c in counts(text):
        found.setdefault(c.unit, []).append(c.number)
    return {k: tuple(v) for k, v in found.items()}


def said(text: str) -> Mapping[str, tuple[bool, str]]:
    """Stem of each content word -> whether it is denied in its clause, and the word. People are left out: they say who
    is spoken of, not what; and so are numbers and times: that both name a Saturday is nothing they hold in common."""
    breaks = (*_CLAUSE.finditer(text), *rules.scales().breaks.finditer(text))
    cuts = sorted({0, len(text), *(m.end() for m in breaks)})
    known = taxonomy.role_of_pseudonym()
    found: dict[str, tuple[bool, str]] = {}
    for start, end in pairwise(cuts):
        mine = tokens(rules.scales().no_denial.sub("", text[start:end]))
        denied = sum(map(is_negation, mine)) % 2 == 1
        for word in mine:
            bare = re.sub(r"['’].*|\d+$", "", word)
            if bare in known or _number(word) is not None or rules.scales().times.fullmatch(bare):
                continue
            for key in content(word):
                found.setdefault(key, (denied, word))
    return found


def _number(word: str) -> float | None:
    if word[0].isdigit():
        try:
            return float(word.replace(",", "").replace(":", "."))
        except ValueError:
            return None
    return rules.scales().numbers.get(word.lower())


def days(text: str) -> frozenset[str]:
    """Days of the week that are named, but not those at which a time begins or ends ("since Sunday")."""
    return frozenset((m[1] or m[2]).lower()[:3] for m in _DAYS.finditer(text) if not _BOUND.search(text[: m.start()]))


def dates(text: str) -> frozenset[tuple[int, int]]:
    """Days of the year that are named: (day, month); not those at which a time begins or ends."""
    return frozenset(
        (int(m[1]), _MONTH_NAMES.index(m[2][:3].lower()) + 1) if m[1] else (int(m[3]), int(m[5]))
        for m in _DATE.finditer(text)
        if not _BOUND.search(text[: m.start()])
    )


def clocks(text: str) -> frozenset[str]:
    return frozenset(m[0].lower().replace(".", ":").replace(" ", "") for m in _CLOCK.finditer(text))


def _opening(text: str) -> int:
    """Where the words end by which a teller opens an account: "Mother says that ..."; 0 where none do."""
    for telling in rules.scales().telling.finditer(text):
        on = _ON.match(text, telling.end())
        if on and _LEAD.fullmatch(text, 0, telling.start()):
            return on.end()
    return 0


def named(text: str) -> Mapping[str, str]:
    """The pseudonyms in a text with their roles: {"Child1": "child"}."""
    known = taxonomy.role_of_pseudonym()
    bare = (re.sub(r"['’].*$", "", word) for word in tokens(text))
    return {w: known[re.sub(r"\d+$", "", w)] for w in bare if re.sub(r"\d+$", "", w) in known}


def children(text: str) -> frozenset[str]:
    """The children and siblings that are named, the teller among them; none where more may be meant, or where "he" or
    "she" stands before the first name and may be another."""
    opening = _opening(text)
    told = {w for w, role in named(text).items() if role in CHILDREN}
    first = min((text.find(w, opening) for w in told if w in text[opening:]), default=len(text))
    teller = told & named(text[:opening]).keys()
    if rules.scales().several.search(text) or (not teller and _WHO.search(text[opening:first])):
        return frozenset()
    return frozenset(told)


def people(text: str) -> frozenset[str]:
    """Roles of the people spoken of; the teller's own mention is left out where it opens the account."""
    body = text[_opening(text) :]
    known = taxonomy.role_of_pseudonym()
    found = set()
    for word in tokens(body):
        role = known.get(re.sub(r"\d+$", "", word))
        if role:
            found.add(role)
    return frozenset(found)


def content(text: str) -> frozenset[str]:
    """Stems of the content words, women's and men's as one."""
    empty, one = rules.scales().empty, one_word()
    return frozenset(
        stem(one.get(w.lower(), w))
        for w in tokens(text)
        if _bare(w) not in empty and (len(w) > 2 or w[0].isdigit()) and not is_negation(w)
    )


def _bare(word: str) -> str:
    """Without its contraction: "she'd" says no more than "she"."""
    return re.sub(r"['’](?:s|d|m|ll|re|ve)$", "", word.lower())


def topic_weights(text: str) -> Mapping[str, float]:
    """How strongly the words speak of each topic: distinct words of the topic, each worth less than the one before.
    A word for a woman is one for a man as well."""
    found, one, readings = {}, one_word(), both_ways(text)
    for topic, pattern in rules.topics().items():
        hits = {one.get(m[0].lower(), m[0].lower()) for reading in readings for m in pattern.finditer(reading)}
        if hits:
            found[topic] = 1.0 - 0.5 ** len(hits)
    return found


def read(text: str) -> dict[str, tuple[str, ...]]:
    """All slots of an account's words, as the ``slots`` of an ``Account`` hold them."""
    scales = rules.scales()
    slots = {
        "pole": tuple(dict.fromkeys(f"{p.axis}:{'+' if p.side > 0 else '-'}" for p in poles(text))),
        "polarity": ("negated",) if any(is_negation(w) for w in tokens(text)) else ("affirmed",),
        "how_often": tuple(map(str, often(text))),
        "how_many": tuple(f"{unit}:{n:g}" for unit, ns in quantities(text).items() for n in ns),
        "when": (*sorted(days(text)), *sorted(clocks(text))),
        "who": tuple(sorted(people(text))),
        "what": tuple(sorted(content(text))),
        "how": tuple(k for k in ("records", "agrees", "doubts") if getattr(scales, k).search(text)),
    }
    return {k: v for k, v in slots.items() if v}
