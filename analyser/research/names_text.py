"""Text for the name finder to learn from: the project's notes with names, places and organisations drawn anew.

Names come from every origin with equal chances: full and first names, surnames behind titles, short forms, initials, in
any case. Half the notes get a line of names before or behind them, as records have, and some a line of words that
only look like names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyser.ingest.markup import TOKEN, GoldFile, compile_markup, read_gold
from analyser.redact import lexicon, people
from analyser.redact.finder import KINDS, NUMBERS
from analyser.research.names_source import AS_KIN, TITLES, Source, Who, initials
from analyser.research.redaction_lists import sentences


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what stands in it: (start, end, kind)."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


_SLOT = re.compile(r"\{(\w)\}")
# What the finder takes each type of the mark-up for.
_READ_AS = {kind: kind for kind in (*KINDS, *NUMBERS)} | {
    "NHS_NUMBER": "OTHER_ID",
    "NINO": "OTHER_ID",
    "UPN": "OTHER_ID",
    "PHONE": "CONTACT",
    "EMAIL": "CONTACT",
    "HANDLE": "CONTACT",
}


_BEFORE = re.compile(r"([^\W\d_]+)\.? $")


def marked(folder: Path) -> Iterator[Text]:
    """Lines with what is personal in them marked, as they stand: see the README of ``data/synthetic/redaction``.

    A title stands outside the mark there and is part of the name here, as it is in case files.
    """
    for path in sorted(folder.glob("*.txt")):
        for unit in sentences(path):
            for item in unit.items:
                text = item.note.text
                spans = [(_with_title(text, m.start, m.type), m.end, _READ_AS[m.type]) for m in item.mentions]
                yield Text(text, tuple(spans))


def _with_title(text: str, start: int, kind: str) -> int:
    before = _BEFORE.search(text, 0, start) if kind == "PERSON" else None
    if before is None:
        return start
    word = before[1]
    title = word in lexicon.cues().titles or (word.isupper() and word.title() in lexicon.cues().titles)
    return before.start() if title or word.title() in TITLES else start


def line(source: Source, template: str) -> Text:
    """A line with its slots filled."""
    family = source.surname(source.origin())
    kin = source.origin()

    def fill(slot: str) -> tuple[str, str]:
        who = source.who(kin, family) if source.rng.random() < 0.3 else source.who()
        plain: dict[str, Callable[[], tuple[str, str]]] = {
            "P": lambda: (source.form(who), "PERSON"),
            "G": lambda: (who.given, "PERSON"),
            "F": lambda: (f"{who.given} {who.surname}", "PERSON"),
            "T": lambda: (f"{who.title} {who.surname}", "PERSON"),
            "I": lambda: (initials(who), "PERSON"),
            "N": lambda: (source.short(who.given), "PERSON"),
            "S": lambda: (who.surname, "PERSON"),
            "i": lambda: (who.given[0], "PERSON"),
            "O": lambda: (source.organisation(), "ORG"),
            "L": lambda: (source.place(), "LOCATION"),
            "A": lambda: (source.address(), "ADDRESS"),
            "n": lambda: (str(source.rng.randint(1, 17)), ""),
        }
        return plain[slot]()

    return _filled(template, _SLOT, lambda m: fill(m[1]))


def _filled(template: str, slot: re.Pattern[str], fill: Callable[[re.Match[str]], tuple[str, str]]) -> Text:
    out: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = at = 0
    for m in slot.finditer(template):
        value, kind = fill(m)
        before = template[at : m.start()]
        out += [before, value]
        length += len(before)
        if kind:
            spans.append((length, length + len(value), kind))
        length += len(value)
        at = m.end()
    out.append(template[at:])
    return Text("".join(out), tuple(spans))


def join(first: Text, gap: str, second: Text) -> Text:
    shift = len(first.text) + len(gap)
    moved = tuple((s + shift, e + shift, k) for s, e, k in second.spans)
    return Text(first.text + gap + second.text, first.spans + moved)


def banks(source: Source, folder: Path) -> Iterator[Text]:
    """The notes of the banks, with their tokens filled; a family keeps its people."""
    for path in sorted(folder.rglob("*.bank")):
        cast: dict[tuple[str, str], Who] = {}
        things: dict[tuple[str, str], tuple[str, str]] = {}
        family, kin, group = "", "", ""
        for note_id, raw in _raw_notes(path):
            if note_id.partition("-")[0] != group:
                group = note_id.partition("-")[0]
                cast, things = {}, {}
                kin = source.origin()
                family = source.surname(kin)
            text, _ = compile_markup(raw)

            def fill(m: re.Match[str]) -> tuple[str, str]:
                key = (m[1], m[2])
                if m[1] in ("school", "nursery", "surgery", "hospital", "place", "address"):
                    if key not in things:  # noqa: B023
                        things[key] = source.thing(m[1])  # noqa: B023
                    return things[key]  # noqa: B023
                if m[1] == "phone":
                    return f"07700 900{source.rng.randint(100, 999)}", "CONTACT"
                if key not in cast:  # noqa: B023
                    of_family = m[1] in AS_KIN and source.rng.random() < 0.8
                    cast[key] = source.who(kin, family) if of_family else source.who()  # noqa: B023
                return source.form(cast[key], m[1]), "PERSON"  # noqa: B023

            yield _filled(text, TOKEN, fill)


_ENDS = ("DISCREPANCY", "CONSISTENT", "PATTERN", "PRIORITY", "RATIONALE", "SCENARIO", "BANK", "SETTING", "AS_OF")


def _raw_notes(path: Path) -> Iterator[tuple[str, str]]:
    note_id = ""
    lines: list[str] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("NOTE "):
            if note_id:
                yield note_id, "\n".join(lines).strip("\n")
            note_id, lines = row.split()[1], []
        elif row.split(" ", 1)[0] in _ENDS:
            if note_id:
                yield note_id, "\n".join(lines).strip("\n")
            note_id = ""
        elif note_id:
            lines.append(row)
    if note_id:
        yield note_id, "\n".join(lines).strip("\n")


def cases(source: Source, paths: Sequence[Path], *, anew: bool) -> Iterator[Text]:
    """The notes of whole case files: as they stand, or with people, places and organisations drawn anew."""
    for path in paths:
        gold = read_gold(path)
        renamed = _renamed(source, gold) if anew else {}
        values = sorted(set(gold.pii), key=lambda p: (-len(p[1]), p))
        for note in gold.case.notes:
            keep = [(t.start, t.end) for t in gold.tags[note.note_id] if t.label == "KEEP"]
            found: list[tuple[int, int, str, str]] = []
            for kind, value in values:
                for m in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", note.text):
                    s, e = m.span()
                    if any(s < b and a < e for a, b, *_ in found) or any(a <= s and e <= b for a, b in keep):
                        continue
                    found.append((s, e, kind, value))
            found.sort()
            text, at, spans = "", 0, []
            for s, e, kind, value in found:
                text += note.text[at:s]
                new = renamed.get((kind, value), value)
                spans.append((len(text), len(text) + len(new), _READ_AS[kind]))
                text += new
                at = e
            yield Text(text + note.text[at:], tuple(spans))


def _renamed(source: Source, gold: GoldFile) -> dict[tuple[str, str], str]:
    """Every listed value -> one of the same shape with another name."""
    found: dict[tuple[str, str], str] = {}
    kin = source.origin()
    family: dict[str, str] = {}
    for person in gold.case.people:
        _, parts = people.split_name(person.name)
        surname = parts[-1] if len(parts) > 1 or person.name != " ".join(parts) else ""
        home = kin if person.role in AS_KIN or person.role == "adult_at_risk" else source.origin()
        who = source.who(home, family.get(surname, ""))
        if surname:
            family.setdefault(surname, who.surname)
        for form in (person.name, *person.aliases):
            found["PERSON", form] = _reshaped(source, form, parts, surname, who)
    for kind, value in gold.pii:
        if kind == "ORG":
            found[kind, value] = source.organisation()
        elif kind == "LOCATION":
            found[kind, value] = source.place()
        elif kind == "ADDRESS" and source.rng.random() < 0.8:
            found[kind, value] = source.address()
    return found


def _reshaped(source: Source, form: str, parts: Sequence[str], surname: str, who: Who) -> str:
    given = {p for p in parts if p != surname}
    out: list[str] = []
    for word in form.split():
        bare = word.strip(".,")
        if bare in given:
            new = who.given if not out or out[-1] != who.given else ""
        elif surname and bare == surname:
            new = who.surname
        elif bare.isupper() and len(bare) == 1:
            new = word.replace(bare, (who.surname if out and out[0] in TITLES else who.given)[0])
        elif bare.isupper() and 2 <= len(bare) <= 4:
            new = initials(who)
        elif bare.lower() in (p.lower() for p in given):
            new = who.given.lower() if bare.islower() else who.given.upper()
        elif bare in lexicon.cues().titles or bare in TITLES or len(form.split()) > 1:
            new = word
        else:
            new = source.short(who.given) if source.rng.random() < 0.6 else word
            new = new.lower() if word.islower() else new
        if new:
            out.append(new)
    return " ".join(out) or form


def dressed(source: Source, text: Text) -> Text:
    """A note as records have it: with lines of names around it, in lower case now and then."""
    rng = source.rng
    if rng.random() < 0.5:
        opening = line(source, rng.choice(source.lines["openings"]))
        text = join(opening, rng.choice((" ", "\n", " ")), text)
    if rng.random() < 0.2:
        text = join(text, rng.choice((" ", "\n")), line(source, rng.choice(source.lines["openings"])))
    if rng.random() < 0.25:
        text = join(text, rng.choice((" ", "\n")), Text(rng.choice(source.lines["plain"]), ()))
    if rng.random() < 0.3:
        text = join(text, rng.choice((" ", "\n", " ")), line(source, rng.choice(source.lines["endings"])))
    draw = rng.random()
    if draw < 0.06 and len(text.text.lower()) == len(text.text):
        return Text(text.text.lower(), text.spans)
    if draw < 0.08 and len(text.text.upper()) == len(text.text):
        return Text(text.text.upper(), text.spans)
    return text
