"""Sentences of the authored corpus by what they tell: what simulated notes are composed of.

A sentence is taken whole, redacted, with its marks. Left out: sentences that name a day (it would be a wrong one in
another note), whose marks carry a date or reach beyond the sentence, or that hold personal data other than names of
people, places and services.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from analyser import taxonomy
from analyser.dates import find_dates
from analyser.errors import WrongCall
from analyser.ingest.markup import KEYWORD, Tag
from analyser.layout.sentences import split as sentences
from analyser.model import RedactedNote
from analyser.research import corpus

KINDS = ("PERSON", "ORG", "LOCATION", "ADDRESS", "PHONE")  # personal data that can be invented anew
_ATTRIBUTES = ("by", "assertion", "kind")  # of a tag that stay true in another note
# Times that would be wrong on another day. "Tomorrow" and "this morning" would not.
_FIXED_TIME = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|days\b|week|month|year|term|easter|christmas|eid|ramadan|diwali"
    r"|january|february|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
_SHORTEST = 3  # words of an ordinary sentence


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in redacted form. Offsets are characters in ``text``."""

    text: str
    tags: tuple[Tag, ...]
    slots: tuple[tuple[int, int, str, str], ...]  # start, end, type of personal data, pseudonym
    labels: frozenset[str]  # affirmed
    kind: str  # type of the note
    actor: str
    setting: str


@dataclass(frozen=True, slots=True)
class Pool:
    told: Mapping[str, tuple[Wording, ...]]  # label -> sentences that tell it
    ordinary: tuple[Wording, ...]  # sentences without an affirmed mark, traps among them
    words: frozenset[str]  # every word in them in lower case: no invented name may be one
    files: tuple[str, ...]


def sources(folder: Path, chosen: Sequence[Path] = ()) -> list[Path]:
    """The case files to draw from: those chosen, or those of a corpus that no model has learnt from.

    Raises:
        WrongCall: the corpus is not there, or keeps no case file apart.
    """
    if not folder.is_dir():
        raise WrongCall(
            f"{folder.name}, the authored corpus, is not here: an installed wheel comes without it; give --corpus."
        )
    if chosen:
        if lost := [p.name for p in chosen if not p.exists()]:
            raise WrongCall(f"{lost[0]} is not there; give --from a .case file or a folder of them.")
        found = sorted({f for p in chosen for f in ([p] if p.is_file() else p.rglob("*.case"))})
    else:
        kept = corpus.split(folder)
        named = (folder / name for name in (*kept.validation, *kept.measuring))
        found = sorted(f for f in named if f.suffix == ".case")
    if not found:
        raise WrongCall(
            "no case file to take words from; give --from FILE, or a corpus whose split.yaml keeps some apart."
        )
    return found


def read(files: Iterable[Path]) -> Pool:
    """Every usable sentence of the files."""
    told: dict[str, list[Wording]] = defaultdict(list)
    ordinary: list[Wording] = []
    seen: set[str] = set()
    names = []
    for case in corpus.load(files):
        names.append(case.id)
        for note in case.case.notes:
            for w in _of(note, case.tags[note.note_id], case.case.setting):
                if w.text in seen:
                    continue
                seen.add(w.text)
                for label in w.labels:
                    told[label].append(w)
                if not w.labels and len(w.text.split()) >= _SHORTEST:
                    ordinary.append(w)
    words = frozenset(x for text in seen for x in re.findall(r"\w+", text.lower()))
    return Pool({k: tuple(v) for k, v in told.items()}, tuple(ordinary), words, tuple(names))


def _of(note: RedactedNote, tags: Sequence[Tag], setting: str) -> Iterable[Wording]:
    known = taxonomy.labels()
    masked = [(*note.to_redacted(r.start, r.end), r.type, r.pseudonym) for r in note.redactions]
    for s in sentences(note.text):
        text = note.text[s.start : s.end]
        if any(c in text for c in "{}|\n") or KEYWORD.match(text) or len(text) > 400:
            continue
        own = [t for t in tags if t.start < s.end and s.start < t.end and t.label in known]
        slots = [m for m in masked if m[0] < s.end and s.start < m[1]]
        if any(t.start < s.start or t.end > s.end or "date" in t.attributes for t in own) or _crossing(own):
            continue
        if any(k not in KINDS or a < s.start or b > s.end for a, b, k, _ in slots):
            continue
        if any(_FIXED_TIME.search(text[t.start : t.end]) for t in find_dates(text, note.date)):
            continue
        affirmed = [t for t in own if t.assertion == "affirmed"]
        yield Wording(
            text=text,
            tags=tuple(Tag(t.label, t.start - s.start, t.end - s.start, _lasting(t)) for t in own),
            slots=tuple((a - s.start, b - s.start, k, p) for a, b, k, p in slots),
            labels=frozenset(t.label for t in affirmed),
            kind=note.type,
            actor=affirmed[0].attributes.get("by", "") if affirmed else "",
            setting=setting,
        )


def _lasting(tag: Tag) -> Mapping[str, str]:
    return {k: tag.attributes[k] for k in _ATTRIBUTES if k in tag.attributes}


def _crossing(tags: Sequence[Tag]) -> bool:
    return any(a.start < b.start < a.end < b.end for a in tags for b in tags)


class Drawer:
    """Draws sentences for one file, none of them twice: a repeated sentence would look like a copied record."""

    def __init__(self, pool: Pool, setting: str, rng: Random) -> None:
        self._pool = pool
        self._setting = setting
        self._rng = rng
        self._used: set[str] = set()
        self.lacking: Counter[str] = Counter()  # labels that could not be told, and how often

    def telling(self, label: str, kind: str, actor: str, allowed: Collection[str]) -> Wording | None:
        """A sentence that tells a label and nothing that is not allowed beside it; None where all are used.

        Sentences of the same kind of note come first, and of the same actor.
        """
        free = [
            w
            for w in self._pool.told.get(label, ())
            if w.text not in self._used and w.setting == self._setting and w.labels <= {label, *allowed}
        ]
        if not free:
            self.lacking[label] += 1
            return None
        return self._take(
            free, lambda w: (w.kind != kind) + 2 * (_contact(w.kind) != _contact(kind)) + (w.actor != actor)
        )

    def ordinary(self, kind: str) -> Wording | None:
        free = [w for w in self._pool.ordinary if w.text not in self._used and w.setting == self._setting]
        return self._take(free, lambda w: w.kind != kind) if free else None

    def _take(self, free: Sequence[Wording], cost: Callable[[Wording], int]) -> Wording:
        least = min(map(cost, free))
        found = self._rng.choice([w for w in free if cost(w) == least])
        self._used.add(found.text)
        return found


def _contact(kind: str) -> str:
    known = taxonomy.note_types().get(kind)
    return known.contact if known else ""
