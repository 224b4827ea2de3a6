"""Pairs of accounts that cannot both be right, with the reason in words."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from analyser.accounts import rules, slots
from analyser.accounts.comparing import Claim, Comparison, Verdict, apart, claim, compare_claims, in_words
from analyser.layout.sentences import split
from analyser.model import Account, Basis, Discrepancy, ParsedCase, RedactedCase, RedactedNote
from analyser.taxonomy import side_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analyser.accounts.learned import TopicModel

_FIRST = {"parent": 0, "professional": 1, "agency": 1, "child": 2}
ONE_TOPIC = 0.1  # pairs of two notes less likely about the same, and without a word in common, are not looked at
_SCALES = ("polarity", "how_often", "how_many")


@dataclass(frozen=True, slots=True)
class View:
    """An account with what stands round it."""

    account: Account
    note: RedactedNote
    place: int  # index of the note
    side: str
    topics: NDArray[np.float64]  # by ``TopicModel``: how likely each
    claim: Claim
    before: str
    after: str
    around: frozenset[str]  # stems of the sentence and its neighbours
    rarity: Mapping[str, float]  # stem -> how rare it is in this file
    agrees: bool  # words of agreement in it, or doubts, or a record ...
    doubts: bool
    records: bool
    agreed: bool  # ... or agreement in the sentence after
    crowd: float  # accounts a note in this file
    notes: int  # in this file


def discrepancies(accounts: Sequence[Account], case: RedactedCase | ParsedCase) -> list[Discrepancy]:
    """The pairs for review, see ``pairs``."""
    return pairs(accounts, case)[0]


def pairs(accounts: Sequence[Account], case: RedactedCase | ParsedCase) -> tuple[list[Discrepancy], list[Discrepancy]]:
    """The pairs most surely in conflict, the surest first; the child's or adult at risk's account stands second. Beside
    them weaker ones: too unsure to be shown by themselves, they bear a pattern out where the rest of the file does.

    Raises:
        ModelNotTrusted: the account model is missing or not the shipped one.

    Limits: two people's words about one thing are matched by word lists and shared words; a conflict that only
    knowledge of the world can see is missed. A pair is for review, never a finding of fact. See ``docs/patterns.md``.
    """
    from analyser.accounts.learned import shipped

    redacted = case.case if isinstance(case, ParsedCase) else case
    limits = rules.pairing()
    model = shipped()
    scored = []
    shown, weaker = list(_flagged(accounts, redacted)), list[Discrepancy]()
    for a, b in candidates(
        views([x for x in accounts if x.basis is not Basis.FLAG and "flag" not in x.slots], redacted)
    ):
        score = weighed(model.pairs.score(pair_features(a, b)), a, b)
        if score >= limits.weaker_at_least:
            scored.append((score, a, b))
    usual = math.ceil(limits.pairs_a_note * len(redacted.notes))
    most = min(limits.at_most, max(limits.at_least, usual))
    seen: Counter[int] = Counter()
    for score, a, b in sorted(scored, key=lambda x: (-x[0], x[1].place, x[2].place)):
        if len(shown) + len(weaker) >= most or max(seen[id(a)], seen[id(b)]) >= limits.pairs_an_account:
            continue
        if len(shown) + len(weaker) >= usual and words_say(a, b) != "conflict":
            continue  # what a short file gets beyond its share conflicts in its very words
        seen[id(a)] += 1
        seen[id(b)] += 1
        (shown if score >= limits.discrepancy_at_least else weaker).append(_discrepancy(a, b, score))
    return shown, weaker


def weighed(score: float, a: View, b: View) -> float:
    """The score with what the words say of it, which the fitted numbers hold for less than it is."""
    verdict = words_say(a, b)
    added = rules.pairing().words.get(verdict, 0.0)
    return 1.0 / (1.0 + math.exp(-_logit(score) - added)) if added else score


def words_say(a: View, b: View) -> str:
    """By the words: "apart" where both can be right, "conflict" where they are opposites of what both are about,
    "agree", or "" where they say nothing of it."""
    if apart(a.claim, b.claim) or _told_change(a, b):
        return "apart"
    result = compare_claims(a.claim, b.claim)
    if result.verdict is Verdict.CONFLICT:
        loose = rules.pairing().loose
        return "conflict" if any(slot not in loose for slot in result.slots) else ""
    return "agree" if result.verdict is Verdict.AGREE else ""


def _told_change(a: View, b: View) -> bool:
    """The later of two notes tells that it was otherwise before."""
    return a.place != b.place and max(a, b, key=lambda v: v.place).claim.changed


def views(accounts: Sequence[Account], case: RedactedCase, model: TopicModel | None = None) -> list[View]:
    """Accounts with their surroundings, their topics by the shipped model if no other is given; one whose note is not
    in the case is left out."""
    from analyser.accounts.learned import shipped

    scales = rules.scales()
    places = {n.note_id: i for i, n in enumerate(case.notes)}
    in_file: Counter[str] = Counter()
    total = 0
    cut = {n.note_id: split(n.text) for n in case.notes}
    for n in case.notes:
        for s in cut[n.note_id]:
            in_file.update(slots.content(n.text[s.start : s.end]))
            total += 1
    rarity = {w: math.log((1 + total) / (1 + k)) for w, k in in_file.items()}
    held = [a for a in accounts if a.note_id in places]
    texts = [case.notes[places[a.note_id]].text[a.start : a.end] for a in held]
    found = []
    for a, text, topics in zip(held, texts, (model or shipped().topics).predict(texts), strict=True):
        place = places[a.note_id]
        note = case.notes[place]
        mine = [i for i, s in enumerate(cut[a.note_id]) if s.start < a.end and a.start < s.end]
        first, last = (mine[0], mine[-1]) if mine else (0, -1)
        ends = cut[a.note_id]
        before = note.text[ends[first - 1].start : ends[first - 1].end] if mine and first else ""
        after = note.text[ends[last + 1].start : ends[last + 1].end] if mine and last + 1 < len(ends) else ""
        around = slots.content(before) | slots.content(text) | slots.content(after)
        found.append(
            View(
                account=a,
                note=note,
                place=place,
                side=side_of(a.holder),
                topics=topics,
                claim=claim(text),
                before=before,
                after=after,
                around=around,
                rarity=rarity,
                agrees=scales.agrees.search(text) is not None,
                doubts=scales.doubts.search(text) is not None,
                records=scales.records.search(text) is not None,
                agreed=scales.agrees.search(after) is not None,
                crowd=len(held) / len(case.notes),
                notes=len(case.notes),
            )
        )
    return found


def candidates(found: Sequence[View]) -> Iterator[tuple[View, View]]:
    """Pairs that may speak of one thing, in the order in which they are to be read: parent first, child last."""
    for x, y in combinations(found, 2):
        a, b = (x, y) if _FIRST.get(x.side, 1) <= _FIRST.get(y.side, 1) else (y, x)
        if kind(a, b) and (a.place == b.place or _one_topic(a, b) >= ONE_TOPIC or _touch(a, b)):
            yield a, b


def _one_topic(a: View, b: View) -> float:
    """How likely both are about the same."""
    return float(a.topics @ b.topics)


def _touch(a: View, b: View) -> bool:
    topics = a.claim.topics
    if any(topics[t] * b.claim.topics[t] > 0.2 for t in topics if t in b.claim.topics):
        return True
    return bool(a.claim.axes & b.claim.axes) or _shared(a, b) > 2.0


def _shared(a: View, b: View) -> float:
    # fsum: a set has no order, and a sum must not depend on one.
    return math.fsum(a.rarity.get(w, 0.0) for w in a.claim.content & b.claim.content if not w.isdigit())


def kind(a: View, b: View) -> str:
    """The type of a discrepancy by the sides of its holders; "" where the two are not to be compared."""
    sides = {a.side, b.side}
    if a.account.holder == b.account.holder and len(sides) == 1 and sides <= {"parent", "child"}:
        return f"{a.side}_over_time" if a.place != b.place else ""
    if sides == {"parent"}:
        return "parent_vs_parent"
    if "parent" in sides:
        return f"parent_vs_{(sides - {'parent'}).pop()}"
    if "child" in sides:
        return "child_vs_agency" if len(sides) == 2 else ""
    return "agency_vs_agency" if a.account.holder != b.account.holder else ""


def pair_features(a: View, b: View) -> dict[str, float]:
    """Named features of a pair, for ``PairModel``."""
    one, two = a.claim, b.claim
    f: dict[str, float] = {
        "first": _logit(a.account.score),
        "second": _logit(b.account.score),
        "least": _logit(min(a.account.score, b.account.score)),
        f"sides={a.side}/{b.side}": 1.0,
        f"kind={kind(a, b)}": 1.0,
        "one topic": _one_topic(a, b),
        "one topic, log": math.log(_one_topic(a, b) + 0.01),
        "touch": float(_touch(a, b)),
        "notes apart": min(8, abs(a.place - b.place)) / 4,
        "notes": math.log(a.notes),
        "accounts a note": a.crowd,
        "words first": len(one.text.split()) / 20,
        "words second": len(two.text.split()) / 20,
        "topic": max((one.topics[t] * two.topics[t] for t in one.topics if t in two.topics), default=0.0),
        "shared": min(12.0, _shared(a, b)) / 4,
        "around": min(20.0, math.fsum(a.rarity.get(w, 0.0) for w in a.around & b.around)) / 10,
        "negation differs": float(one.negated != two.negated),
        "absolute first": float(0 in one.often or 4 in one.often),
        "absolute second": float(0 in two.often or 4 in two.often),
        "agrees": float(a.agrees or b.agrees or b.agreed),
        "doubts": float(b.doubts),
        "records": float(b.records),
        "quote": float('"' in two.text or "“" in two.text),
    }
    result = compare_claims(one, two)
    f[f"verdict={result.verdict.value}"] = 1.0
    for m in result.matches:
        f[f"{m.slot if m.slot in _SCALES else 'axis'}={m.verdict.value}"] = 1.0
        if m.slot not in _SCALES:
            f[f"{m.slot}={m.verdict.value}"] = 0.7
    if a.place == b.place:
        apart = abs(a.account.start - b.account.start)
        f |= {"same note": 1.0, "close": math.exp(-apart / 250), "next": float(_next(a, b))}
    elif a.note.date and b.note.date:
        days = abs((a.note.date - b.note.date).days)
        f |= {"within a week": float(days < 8), "within a month": float(days < 31), "long apart": float(days > 90)}
    return {k: v for k, v in f.items() if v}


def _next(a: View, b: View) -> bool:
    return a.claim.text in (b.before, b.after) or b.claim.text in (a.before, a.after)


def _logit(p: float) -> float:
    return max(-4.0, min(4.0, math.log((p + 1e-3) / (1 - p + 1e-3))))


def _flagged(accounts: Sequence[Account], case: RedactedCase) -> Iterator[Discrepancy]:
    """A structured field and the words of the same note that say otherwise."""
    known = {n.note_id for n in case.notes}
    for a in accounts:
        if a.basis is not Basis.FLAG or a.note_id not in known:
            continue
        field = a.slots["flag"][0].partition(":")[0]
        against = [b for b in accounts if b.note_id == a.note_id and b.basis is not Basis.FLAG and "flag" in b.slots]
        for b in against:
            if b.slots["flag"][0].partition(":")[0] == field and b.slots["flag"] != a.slots["flag"]:
                why = f"record: field '{a.slots['words'][0]}' / words '{_short(b.slots['words'][0])}'"
                yield Discrepancy(a, b, "agency_vs_agency", "contact", rules.pairing().flag_score * b.score, why)


def _discrepancy(a: View, b: View, score: float) -> Discrepancy:
    topic = _topic(a, b)
    result = compare_claims(a.claim, b.claim)
    told = " / ".join(f"{_name(v)} '{_short(v.claim.text)}' ({_where(v)})" for v in (a, b))
    against = _bearing(result, topic)
    said = f" [{against}]" if against else ""
    return Discrepancy(a.account, b.account, kind(a, b), topic, round(score, 4), f"{topic}: {told}{said}")


def _bearing(result: Comparison, topic: str) -> str:
    """What two that conflict differ in, in words; opposites of other topics only where there are none of this one."""
    if result.verdict is not Verdict.CONFLICT:
        return ""
    topics = {axis.id: axis.topics for axis in rules.axes()}
    against = [m for m in result.matches if m.verdict is Verdict.CONFLICT and m.a.lower() != m.b.lower()]
    fitting = [m for m in against if topic in topics.get(m.slot, (topic,))]
    return in_words(fitting or against)


def _topic(a: View, b: View) -> str:
    from analyser.accounts.learned import shipped

    return shipped().topics.labels[int((a.topics * b.topics).argmax())]


def _name(view: View) -> str:
    from analyser import taxonomy

    role = taxonomy.roles().get(view.account.holder)
    return role.name if role else "Somebody"


def _where(view: View) -> str:
    day: dt.date | None = view.note.date
    when = f"{day.day} {day:%b %Y}" if day else "no date"
    to = {"school_contact": ", to school", "health_contact": ", to health", "police_contact": ", to police"}
    return when + (to.get(view.note.type, "") if view.side in ("parent", "child") else "")


def _short(text: str, most: int = 110) -> str:
    text = " ".join(text.split()).strip("\"'“”")
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
