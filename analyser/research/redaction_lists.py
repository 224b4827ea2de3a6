"""Reads the lists on which redaction is measured: marked sentences, people by origin, carriers, case files.

The format is described in ``data/synthetic/redaction/README.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from analyser import taxonomy
from analyser.errors import UnreadableInput, WrongCall
from analyser.ingest.markup import GoldFile, compile_markup, read_gold
from analyser.model import CaseFile, Note, Person

PER_PERSON = 10  # carriers that each person meets
WORD = re.compile(r"[^\W\d_]+")
WORDS = "words"  # the group of names that are ordinary words: no origin


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that is personal data."""

    start: int
    end: int
    type: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One note to be redacted, with the answers."""

    note: Note
    mentions: tuple[Mention, ...]
    kept: tuple[tuple[int, int], ...] = ()  # stretches that look like personal data and are none
    register: str = ""
    origin: str = ""
    met: str = ""  # whether a model learnt from a name of this person: "met" or "new"


@dataclass(frozen=True, slots=True)
class Unit:
    """What is redacted at once: one file, or one sentence as a file of one note."""

    case: CaseFile
    items: tuple[Item, ...]


def sentences(path: Path) -> tuple[Unit, ...]:
    """The marked sentences of a list.

    Raises:
        UnreadableInput: a line is not in the format; the line is named.
    """
    found = []
    register = ""
    for number, line in _lines(path):
        if line.startswith("REGISTER "):
            register = line.removeprefix("REGISTER ").strip()
        else:
            found.append(_sentence(path, number, line, register=register))
    return tuple(found)


def words_of(folder: Path) -> frozenset[str]:
    """Every word of the text files in a folder, in lower case, without accents: the names that a model learns from."""
    return frozenset(
        word
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".yaml", ".txt", ".csv")
        for word in WORD.findall(_plain(path.read_text(encoding="utf-8")))
    )


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def grid(names: Path, carriers: Path, learnt: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """Every person of ``names`` in ``PER_PERSON`` of the carriers; the n-th of each origin meets the same ones.

    Args:
        learnt: words from which a model learns; a person with none of them is new.

    Raises:
        UnreadableInput: a line is not in the format; the line is named.
    """
    frames = []
    for number, line in _lines(carriers):
        form, bar, text = line.partition(" | ")
        if not bar:
            raise UnreadableInput(f"{carriers.name}, line {number}: write the form, ' | ' and the sentence.")
        frames.append((form.strip(), Template(text)))
    found = []
    origin, count = "", 0
    for number, line in _lines(names):
        if line.startswith("ORIGIN "):
            origin, count = line.removeprefix("ORIGIN ").strip(), 0
            continue
        parts = line.replace("|", " ").split()
        if len(parts) != 3 or parts[0] not in ("f", "m"):
            raise UnreadableInput(f"{names.name}, line {number}: write the sex (f or m), first name and last name.")
        words = _forms(*(p.replace("+", " ") for p in parts))
        met = "met" if learnt.intersection(WORD.findall(_plain(words["full"]))) else "new"
        for k in range(count * PER_PERSON, (count + 1) * PER_PERSON):
            form, frame = frames[k % len(frames)]
            try:
                text = frame.substitute(words)
            except (KeyError, ValueError) as error:
                raise UnreadableInput(
                    f"{carriers.name}: the carriers know no such word as {error}; see README.md beside the list."
                ) from error
            unit = _sentence(carriers, number, text, origin=origin, form=form, full=words["full"], met=met)
            found.append(unit)
        count += 1
    return tuple(found)


def files(paths: list[Path]) -> tuple[Unit, ...]:
    """Whole case files, with every listed form of a name or number as a mention; the list keeps full names only.

    Files that end in ``.case.txt`` are read too: the lists' own end so, and no model is trained on them.

    Raises:
        WrongCall: a path is not there.
        UnreadableInput: a file is not in the format.
    """
    found = []
    for path in paths:
        if not path.exists():
            raise WrongCall(f"{path} is not there; check the path.")
        for file in sorted([*path.rglob("*.case"), *path.rglob("*.case.txt")]) if path.is_dir() else [path]:
            gold = read_gold(file)
            listed = tuple(Person(p.role, p.name) for p in gold.case.people)
            case = CaseFile(gold.case.case_id, gold.case.notes, listed, gold.case.setting, gold.case.as_of)
            found.append(Unit(case, tuple(_items(gold))))
    return tuple(found)


def protected(path: Path) -> re.Pattern[str]:
    """A pattern for the words that must never be masked by themselves."""
    words = [line for _, line in _lines(path)]
    either = [w for w in words if w.islower()]
    forms = sorted({*words, *(w.capitalize() for w in either)}, key=lambda w: (-len(w), w))
    if not forms:
        raise WrongCall(f"{path.name} holds no words; name one a line.")
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if not path.is_file():
        raise WrongCall(f"{path} is not there; give the folder of the lists with --lists.")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _sentence(
    path: Path,
    number: int,
    raw: str,
    *,
    register: str = "",
    origin: str = "",
    form: str = "",
    full: str = "",
    met: str = "",
) -> Unit:
    try:
        text, tags = compile_markup(raw)
    except UnreadableInput as error:
        raise UnreadableInput(f"{path.name}, line {number}: {error.message}") from error
    unknown = {t.label for t in tags} - {*taxonomy.pii_types(), "KEEP"}
    if unknown:
        raise UnreadableInput(f"{path.name}, line {number}: no type is called {', '.join(sorted(unknown))}.")
    mentions = tuple(
        Mention(t.start, t.end, t.label, t.attributes.get("form", form)) for t in tags if t.label != "KEEP"
    )
    kept = tuple((t.start, t.end) for t in tags if t.label == "KEEP")
    note = Note("1", text)
    people = (Person("other", full),) if full else ()
    return Unit(
        CaseFile(f"{path.stem}-{number}", (note,), people), (Item(note, mentions, kept, register, origin, met),)
    )


def _forms(sex: str, first: str, last: str) -> Mapping[str, str]:
    woman = sex == "f"
    return {
        "first": first,
        "last": last,
        "full": f"{first} {last}",
        "lower": first.lower(),
        "lowerfull": f"{first} {last}".lower(),
        "fi": first[0],
        "li": last[0].upper(),
        "title": "Ms" if woman else "Mr",
        "he": "she" if woman else "he",
        "him": "her" if woman else "him",
        "his": "her" if woman else "his",
    }


def _items(gold: GoldFile) -> Iterator[Item]:
    kinds = {v: k for k, v in reversed(gold.pii)}
    longest = sorted(kinds, key=lambda v: (-len(v), v))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, v.split())) for v in longest) + r")(?!\w)")
    for note in gold.case.notes:
        kept = tuple((t.start, t.end) for t in gold.tags[note.note_id] if t.label == "KEEP")
        mentions = tuple(
            Mention(m.start(), m.end(), kinds[" ".join(m[0].split())])
            for m in (pattern.finditer(note.text) if longest else ())
            if not any(a <= m.start() and m.end() <= b for a, b in kept)
        )
        yield Item(note, mentions, kept, note.type)
