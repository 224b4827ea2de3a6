"""Reads the project's own mark-up: whole case files (``.case``) and note banks (``.bank``) with their answers.

A tag is ``{label key=value …|the exact words}``; tags nest. The trailer lines (DISCREPANCY, PATTERN, PRIORITY …) name
notes and tag ids. A bank holds separate notes in redacted form, with tokens such as ``[child1]``, which are rendered as
our pseudonyms here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analyser import taxonomy
from analyser.errors import UnreadableInput
from analyser.model import CaseFile, Note, Person, Setting

KEYWORD = re.compile(
    r"(CASE|BANK|SCENARIO|SETTING|AS_OF|PERSON|PII|NOTE|DISCREPANCY|CONSISTENT|PATTERN|PRIORITY|RATIONALE)(?: |$)"
)
TOKEN = re.compile(r"\[([a-z_]+?)(\d*)\]")


@dataclass(frozen=True, slots=True)
class Tag:
    """One answer: offsets in the note's text, of the source for a case file, redacted for a bank."""

    label: str
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def assertion(self) -> str:
        return self.attributes.get("assertion", "affirmed")


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A case file or a bank with its answers. ``tags`` is by note id."""

    case: CaseFile
    tags: Mapping[str, tuple[Tag, ...]]
    pii: tuple[tuple[str, str], ...] = ()  # (type, value)
    discrepancies: tuple[tuple[str, str, str, str], ...] = ()  # tag id, tag id, type, topic
    consistent: tuple[tuple[str, str, str], ...] = ()  # tag id, tag id, topic
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    priority: int | None = None
    rationale: str = ""
    is_bank: bool = False


def render_tokens(raw: str) -> str:
    """``[child1]`` -> ``Child1`` and so on; an unknown token is left as it stands."""
    known = taxonomy.bank_tokens()
    plain = {r.pseudonym for r in taxonomy.roles().values() if not r.numbered}

    def render(m: re.Match[str]) -> str:
        stem = known.get(m[1])
        if stem is None:
            return m[0]
        number = "" if stem in plain and m[2] in ("", "1") else (m[2] or "1")
        return stem + number

    return TOKEN.sub(render, raw)


def compile_markup(raw: str) -> tuple[str, tuple[Tag, ...]]:
    """Marked text to plain text and tags.

    Raises:
        UnreadableInput: a brace has no partner or a tag has no bar.
    """
    out: list[str] = []
    length = 0
    stack: list[tuple[str, dict[str, str], int]] = []
    tags: list[Tag] = []
    i = 0
    while i < len(raw):
        if raw[i] == "{":
            bar = raw.find("|", i)
            head = raw[i + 1 : bar] if bar > 0 else ""
            if bar < 0 or not head.split() or "{" in head or "}" in head:
                raise UnreadableInput("a tag has no bar '|' after its label; write {label key=value|words}.")
            label, *pairs = head.split()
            stack.append((label, dict(p.split("=", 1) for p in pairs if "=" in p), length))
            i = bar + 1
        elif raw[i] == "}":
            if not stack:
                raise UnreadableInput("a closing brace '}' has no tag; write {label key=value|words}.")
            label, attributes, start = stack.pop()
            tags.append(Tag(label, start, length, attributes))
            i += 1
        else:
            nearest = [p for p in (raw.find("{", i), raw.find("}", i)) if p >= 0]
            stop = min(nearest) if nearest else len(raw)
            out.append(raw[i:stop])
            length += stop - i
            i = stop
    if stack:
        raise UnreadableInput(f"the tag {stack[-1][0]!r} is never closed; add '}}'.")
    return "".join(out), tuple(sorted(tags, key=lambda t: (t.start, -t.end)))


def read_gold(path: Path) -> GoldFile:
    """Reads one ``.case`` or ``.bank`` file.

    Raises:
        UnreadableInput: a line or the mark-up of a note is not in the format; the line is named.
    """
    name, is_bank = path.stem, False
    meta: dict[str, str] = {}
    people: list[Person] = []
    pii: list[tuple[str, str]] = []
    heads: list[tuple[str, date, date, str, str]] = []
    bodies: list[list[str]] = []
    discrepancies: list[tuple[str, str, str, str]] = []
    consistent: list[tuple[str, str, str]] = []
    patterns: dict[str, tuple[str, ...]] = {}
    setting, as_of, priority = Setting.CHILDREN, None, None
    in_note = False
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UnreadableInput(f"{path.name} is not UTF-8; save it again in that encoding.") from None
    for number, line in enumerate(lines, 1):
        m = KEYWORD.match(line)
        if m is None:
            if in_note:
                bodies[-1].append(line)
            continue
        word, rest = m[1], line[m.end() :].strip()
        in_note = word == "NOTE"
        try:
            if word == "NOTE":
                nid, day, recorded, kind, author = (p.strip() for p in rest.split("|"))
                heads.append((nid, date.fromisoformat(day), date.fromisoformat(recorded), kind, author))
                bodies.append([])
            elif word in ("CASE", "BANK"):
                name, is_bank = rest, word == "BANK"
            elif word == "PERSON":
                role, _, names = rest.partition("=")
                forms = [n.strip() for n in names.split(";") if n.strip()]
                people.append(Person(role.strip(), forms[0], tuple(forms[1:])))
                pii += [("PERSON", f) for f in forms]
            elif word == "PII":
                kind, _, values = rest.partition("=")
                pii += [(kind.strip(), v.strip()) for v in values.split(";") if v.strip()]
            elif word == "SETTING":
                setting = Setting(rest)
            elif word == "AS_OF":
                as_of = date.fromisoformat(rest)
            elif word == "PRIORITY":
                priority = int(rest)
            elif word == "DISCREPANCY":
                a, b, kind, topic = rest.split()
                discrepancies.append((a, b, kind, topic))
            elif word == "CONSISTENT":
                a, b, topic = rest.split()
                consistent.append((a, b, topic))
            elif word == "PATTERN":
                code, *notes = rest.split()
                patterns[code] = tuple(notes)
            else:
                meta[word] = rest
        except (ValueError, IndexError) as error:
            raise UnreadableInput(f"{path.name}, line {number}: the {word} line is not in the format.") from error
    case_notes: list[Note] = []
    tags: dict[str, tuple[Tag, ...]] = {}
    for (nid, note_day, note_recorded, note_type, author), body in zip(heads, bodies, strict=True):
        raw = "\n".join(body).strip("\n")
        try:
            text, found = compile_markup(render_tokens(raw) if is_bank else raw)
        except UnreadableInput as error:
            raise UnreadableInput(f"{path.name}, note {nid}: {error.message}") from error
        case_notes.append(Note(nid, text, note_day, note_recorded, note_type, author))
        tags[nid] = found
    case = CaseFile(
        case_id=name,
        notes=tuple(case_notes),
        people=tuple(people),
        setting=setting,
        as_of=as_of,
    )
    return GoldFile(
        case=case,
        tags=tags,
        pii=tuple(pii),
        discrepancies=tuple(discrepancies),
        consistent=tuple(consistent),
        patterns=patterns,
        priority=priority,
        rationale=meta.get("RATIONALE", ""),
        is_bank=is_bank,
    )
