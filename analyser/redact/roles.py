"""Who somebody is, where no list tells: the role that the words around their name mostly go with.

Counts of words beside names of each role, learnt from case files (``analyser train --part ner``), summed over all
mentions in a file. A role word straight beside a name ("Mum (Kelly)") counts before all of this.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import inf, log

from analyser import artefacts
from analyser.model import Note
from analyser.redact import callings, lexicon
from analyser.redact.registry import Entity, Registry
from analyser.redact.tokens import Token

NAME = "name-roles.json"
ONE = ("mother", "father", "adult_at_risk")  # roles that one person of a file has
_BY_TITLE = ("health", "police", "agency")  # what a title alone says: Dr, PC, Cllr
# Chosen on case files of writers whom the counts left out (docs/redaction.md): more are right and fewer are wrong.
_MARGIN = 2.5  # by how much the likeliest role must lead
_BACK = 200.0  # mentions of anybody that stand behind the counts of each role
_SHORT = 100  # words: in so short a text nothing beside a name tells enough
_FEW = 10  # people; from fewer no role is told
_ENDS = 40  # characters


def features(note: Note, tokens: Sequence[Token], first: int, last: int, adults: bool) -> Iterator[str]:
    """What stands around one mention."""
    for step in (1, 2, 3):
        before = tokens[first - step].folded if first >= step else "^"
        after = tokens[last + step].folded if last + step < len(tokens) else "$"
        if step < 3:
            yield f"l{step}={before}"
            yield f"r{step}={after}"
        yield f"n={before}"
        yield f"n={after}"
    title = lexicon.cues().titles.get(tokens[first].text)
    yield f"title={tokens[first].text if title else ''}"
    yield f"size={min(3, last - first + 1)},{tokens[last].shout}"
    yield f"gap={tokens[last + 1].gap.strip()[:1] if last + 1 < len(tokens) else '$'},{tokens[last].possessive}"
    place = "open" if tokens[first].start < _ENDS else "close" if len(note.text) - tokens[last].end < 3 else ""
    yield f"{place}:{note.author_role}"
    yield f"adults={adults}"


@cache
def _counts() -> tuple[tuple[str, ...], Mapping[str, tuple[float, ...]], tuple[float, ...]]:
    """(roles, feature -> log shares by role, log share of each role)."""
    data = json.loads(artefacts.verified(NAME).read_text(encoding="utf-8"))
    roles = tuple(data["roles"])
    totals = data["mentions"]
    every = sum(totals)
    shares = {
        f: tuple(
            log((c + _BACK * sum(row) / every) / (t + _BACK) * every / sum(row))
            for c, t in zip(row, totals, strict=True)
        )
        for f, row in data["features"].items()
    }
    return roles, shares, tuple(log(t / every) if t >= _FEW else -inf for t in data["people"])


def infer(
    notes: Sequence[tuple[Note, Sequence[Token], Sequence[tuple[int, int, Entity]]]],
    registry: Registry,
    *,
    adults: bool,
) -> None:
    """Gives a role to everybody of the file who has none."""
    for entity, counts in callings.votes(notes, adults=adults).items():
        said = callings.decide(entity, counts)
        if said and entity.role in ("", "other", *_BY_TITLE):
            entity.role = said
    seen = Counter(entity for _, _, mentions in notes for _, _, entity in mentions)
    if sum(len(tokens) for _, tokens, _ in notes) >= _SHORT:
        _by_counts(notes, registry, seen, adults=adults)
    _children(registry, seen)


def _by_counts(
    notes: Sequence[tuple[Note, Sequence[Token], Sequence[tuple[int, int, Entity]]]],
    registry: Registry,
    seen: Mapping[Entity, int],
    *,
    adults: bool,
) -> None:
    """The role of each that the words beside all mentions go with, the clearest first."""
    roles, shares, prior = _counts()
    sums: dict[Entity, list[float]] = {}
    for note, tokens, mentions in notes:
        for first, last, entity in mentions:
            if entity.listed or entity.role not in ("", "other"):
                continue
            total = sums.setdefault(entity, [0.0] * len(roles))
            for f in features(note, tokens, first, last, adults):
                for i, value in enumerate(shares.get(f, ())):
                    total[i] += value
    taken = {e.role for e in registry.persons() if e.role in ONE}
    ranked = []
    for entity, total in sums.items():
        scores = {r: t / max(1.0, seen[entity] ** 0.5) + p for r, t, p in zip(roles, total, prior, strict=True)}
        ranked.append((entity, scores))
    for entity, scores in sorted(ranked, key=lambda x: -_lead(x[1])):
        free = {r: s for r, s in scores.items() if r not in taken}
        if adults:
            free.pop("child", None)
        else:
            free.pop("adult_at_risk", None)
        best = max(free, key=lambda r: free[r])
        if _lead(free) < _MARGIN:
            continue
        entity.role = best
        if best in ONE:
            taken.add(best)


def _lead(scores: Mapping[str, float]) -> float:
    first, second = sorted(scores.values(), reverse=True)[:2]
    return first - second


def _children(registry: Registry, seen: Counter[Entity]) -> None:
    """The child who is named most is the child of the file; the others, where no list tells, are siblings."""
    children = [e for e in registry.persons() if e.role == "child" and seen[e]]
    if any(e.listed for e in children) or len(children) < 2:
        return
    for entity in sorted(children, key=lambda e: -seen[e])[1:]:
        entity.role = "sibling"


def count(rows: Sequence[tuple[str, Sequence[str]]], people: Mapping[str, int], least: int = 3) -> str:
    """The counts as JSON: ``rows`` are (role, features) of each mention, ``people`` how many bear each role."""
    roles = sorted(people)
    by: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for role, found in rows:
        totals[role] += 1
        for f in found:
            by[f][role] += 1
    kept = {f: [c[r] for r in roles] for f, c in sorted(by.items()) if sum(c.values()) >= least}
    data = {
        "roles": roles,
        "mentions": [totals[r] for r in roles],
        "people": [people[r] for r in roles],
        "features": kept,
    }
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n"
