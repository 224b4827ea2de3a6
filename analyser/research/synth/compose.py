"""From simulated contacts to a marked-up case file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from analyser.research.names_source import Source
from analyser.research.synth.history import Told, borne_out
from analyser.research.synth.people import Cast
from analyser.research.synth.rules import Rules
from analyser.research.synth.simulate import Contact, simulate
from analyser.research.synth.wordings import Drawer, Pool, Wording

_BARE = 2  # ordinary sentences of a note that tells nothing
_SIDE = ("excuse",)  # a label that may always stand beside another


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one run.

    Args:
        notes: contacts of a file, before any go missing.
        noise: share of ordinary sentences in a note, 0 to .95.
        missing: share of a file's notes that were never written, 0 to .9.
    """

    notes: int = 15
    noise: float = 0.5
    missing: float = 0.0


@dataclass(frozen=True, slots=True)
class Made:
    """One simulated file: its text in the project's mark-up, and what its history bears out."""

    case_id: str
    family: str
    text: str
    patterns: tuple[str, ...]
    priority: int
    notes: int
    lacking: Counter[str]  # labels that no unused sentence could tell


def make(case_id: str, code: str, rules: Rules, pool: Pool, names: Source, settings: Settings, rng: Random) -> Made:
    """One file of a family of a type."""
    family = rules.families[code]
    contacts = simulate(family, rules, settings.notes, rng)
    drawer = Drawer(pool, family.setting, rng)
    cast = Cast(names, rng, pool.words)
    chosen = [_sentences(c, rules, drawer, settings.noise, rng) for c in contacts]
    history = [
        Told(f"n{i:02}", c.day, c.kind, c.kept, frozenset().union(*(w.labels for w in found)))
        for i, (c, found) in enumerate(zip(contacts, chosen, strict=True), 1)
    ]
    gone = set(rng.sample(range(len(contacts)), min(round(settings.missing * len(contacts)), len(contacts) - 1)))
    kept = {t.note_id for i, t in enumerate(history) if i not in gone}
    evidence = {p: [t.note_id for t in told if t.note_id in kept] for p, told in borne_out(history, rules).items()}
    raising = [p for p in evidence if p not in rules.calming]
    level = family.priority.then if len(raising) >= family.priority.needs else family.priority.otherwise
    notes = []
    for i, (c, found) in enumerate(zip(contacts, chosen, strict=True)):
        if i not in gone:
            recorded = c.day + dt.timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 5)))
            words = " ".join(marked(w, cast.fill) for w in found)
            notes.append(f"NOTE {history[i].note_id} | {c.day} | {recorded} | {c.kind} | {c.author}\n{words}\n")
    lines = [
        f"CASE {case_id}",
        f"SCENARIO Simulated, of the type {code.replace('_', ' ')}: {family.says}",
        f"SETTING {family.setting}",
        f"AS_OF {contacts[-1].day + dt.timedelta(days=7)}",
        *cast.lines(),
        "",
        *notes,
        *(f"PATTERN {p} {' '.join(ids)}" for p, ids in evidence.items() if ids),
        f"PRIORITY {level}",
        f"RATIONALE A simulated history of {len(contacts)} contacts, {len(gone)} of them without a note; "
        f"it bears out {_listed(evidence)}.",
    ]
    return Made(case_id, code, "\n".join(lines) + "\n", tuple(evidence), level, len(notes), drawer.lacking)


def _sentences(c: Contact, rules: Rules, drawer: Drawer, noise: float, rng: Random) -> list[Wording]:
    """The sentences of a note: those that tell, in their order, with ordinary ones strewn among them."""
    allowed = {*c.wants, *_SIDE}
    telling: list[Wording] = []
    said: set[str] = set()
    for label in c.wants:
        if label not in said and (w := drawer.telling(label, c.kind, c.actor, allowed)) is not None:
            telling.append(w)
            said |= w.labels
    wanted = len(telling) * noise / (1 - noise) if telling else _BARE
    count = int(wanted) + (rng.random() < wanted % 1)
    if not telling:
        count = max(1, count)
    found = list(telling)
    for _ in range(count):
        if (w := drawer.ordinary(c.kind)) is not None:
            found.insert(rng.randint(0, len(found)), w)
    return found


def marked(wording: Wording, fill: Callable[[str, str], str]) -> str:
    """A sentence with its marks written in and its pseudonyms filled.

    Args:
        fill: the value for a type of personal data and a pseudonym.
    """
    out: list[str] = []
    at = 0
    opening = sorted(wording.tags, key=lambda t: (t.start, -t.end))
    edges = {0, len(wording.text), *(x for t in wording.tags for x in (t.start, t.end))}
    cuts = sorted(edges | {x for a, b, _, _ in wording.slots for x in (a, b)})
    filled = {a: (b, fill(kind, pseudonym)) for a, b, kind, pseudonym in wording.slots}
    for cut in cuts:
        if cut > at:
            end, value = filled.get(at, (cut, ""))
            out.append(value or wording.text[at:cut])
            at = max(end, cut)
        out += ["}" for t in opening if t.end == cut and t.start < cut]
        for t in opening:
            if t.start == cut:
                out.append("{" + " ".join([t.label, *(f"{k}={v}" for k, v in t.attributes.items())]) + "|")
    return "".join(out)


def _listed(patterns: Iterable[str]) -> str:
    return ", ".join(p.replace("_", " ") for p in patterns) or "no pattern"
