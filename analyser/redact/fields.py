"""What is filled into forms: "Name: …", "Surname | …", "School: …", "Address" and the lines below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from analyser.errors import BadRules
from analyser.redact import lexicon, people
from analyser.redact.found import Found
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.tokens import tokenise

FILE = "redact/rules/fields.yaml"
KINDS = ("person", "surname", "forename", "whose", "organisation", "place", "address", "kept")
_BLANKS = re.compile(r"[ \u00a0-]")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_POSTCODE = re.compile(r"(?<!\w)[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}(?!\w)")
_ENDS = re.compile(r"[\n\t|;]| {2,}|\.(?=\s|$)| [-–—] | \(|\(|(?<=\w): ")
_THE = re.compile(r"The [A-Z]")  # The Flat, 9 Mill Lane
_NUMBER_NEXT = re.compile(r", ?\d")  # Rosebank, 3 Mill Lane
_SHORT = 3  # words of a value that is kept; what is longer is prose and may name somebody
_SIGNS = re.compile(r"[:|=\t\n]")
_APART = 90  # characters between the two halves of one name
_LINES = 5  # of an address below its label


@dataclass(frozen=True, slots=True)
class Fields:
    """What forms ask for: label, as it is compared -> kind."""

    kinds: Mapping[str, str]
    pattern: re.Pattern[str]
    refused: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Field:
    kind: str
    label: str
    start: int  # of the value
    end: int


@cache
def fields() -> Fields:
    """Raises:
    BadRules: a list is missing or unknown, or holds something that is no word.
    """
    data = lexicon.load("fields.yaml")
    if odd := {*KINDS, "refused"} ^ (set(data) - {"schema"}):
        raise BadRules(f"{FILE}: unknown or missing {sorted(odd)}.")
    for name in (*KINDS, "refused"):
        if not data[name] or any(not isinstance(w, str) for w in data[name]):
            raise BadRules(f"{FILE}, {name}: give a list of words; quote those such as no or on.")
    kinds: dict[str, str] = {}
    for kind in KINDS:
        for label in data[kind]:
            kinds.setdefault(_BLANKS.sub("", label), kind)
    every = sorted({w for kind in KINDS for w in data[kind]}, key=lambda w: (-len(w), w))
    starts: dict[str, list[str]] = {}
    for w in every:
        rest = re.escape(w[1:]).replace(r"\ ", "[ \u00a0-]?").replace("'", "['’]")
        starts.setdefault(w[0], []).append(rest)
    labels = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(starts.items()))
    pattern = re.compile(
        rf"(?:(?<![\w'’-])|(?<=\n))(?P<label>{labels})(?:\(s\)|s\b)?(?: ?\([^()\n]{{1,30}}\))?(?: ?\d\b)?"
        r"(?P<sign>[ \u00a0]?[:|=][ \t]*\|?[ \t]*|[ ]*\t[ \t]*|[ \t]*\n(?=[^\n]))",
        re.IGNORECASE,
    )
    return Fields(kinds, pattern, frozenset(data["refused"]))


def find_fields(text: str, registry: Registry) -> list[Found]:
    """Masks what stands in the fields of a note; names are entered, so that they are found all over the file."""
    found: list[Found] = []
    half: tuple[int, str, Entity] | None = None  # (end, kind, whose) of half a name
    for f in _read(text):
        value = text[f.start : f.end]
        if f.kind in ("person", "whose", "surname", "forename"):
            hit = _name(value, f.kind)
            if hit is None:
                continue
            if f.kind == "whose" and hit[2][-1:] and lexicon.fold(hit[2][-1]) in lexicon.building().suffixes:
                continue  # Landlord: Xxx Homes
            start, end, parts = hit
            other = half[2] if half and half[1] != f.kind and f.start - half[0] < _APART else None
            entity = _enter(
                registry, parts, f.kind, _role(f.label), other if f.kind in ("surname", "forename") else None
            )
            half = (f.end, f.kind, entity) if f.kind in ("surname", "forename") and other is None else None
            found.append(Found(f.start + start, f.start + end, entity, "field"))
        elif f.kind == "address":
            end = _address(text, f)
            if end > f.start:
                found.append(Found(f.start, end, registry.value("ADDRESS", text[f.start : end]), "field"))
        elif f.kind in ("organisation", "place") and _titled(value):
            kind, stem = ("ORG", "Organisation") if f.kind == "organisation" else ("LOCATION", "")
            words = tuple(t.folded for t in tokenise(value))
            known = registry.forms.get(words)
            entity = known.entity if known is not None else registry.add(Entity(kind, stem=stem))
            if known is None:
                registry.add_form(words, entity, Need.CAPITAL if len(words) > 1 else Need.WITHIN, "field")
            found.append(Found(f.start, f.end, entity, "field"))
    return found


def kept_fields(text: str) -> list[tuple[int, int]]:
    """The values of a note that are nobody's name: "Ethnicity: White Other"."""
    return [(f.start, f.end) for f in _read(text) if f.kind == "kept" and len(text[f.start : f.end].split()) <= _SHORT]


def _read(text: str) -> Iterator[_Field]:
    if not _SIGNS.search(text):
        return
    known = fields()
    for m in known.pattern.finditer(text):
        alone = "\n" in m["sign"]
        if alone and text[: m.start()].rsplit("\n", 1)[-1].strip():
            continue  # a word that ends a line of prose
        label = _BLANKS.sub("", m["label"]).lower().replace("’", "'")
        kind = known.kinds.get(label)
        if kind is None:
            continue
        start = m.end()
        stop = _ENDS.search(text, start)
        end = stop.start() if stop else len(text)
        following = known.pattern.search(text, start, min(len(text), end + 40))
        if following is not None and following.start() < end:
            end = following.start()
        while end > start and text[end - 1] in " ,\u00a0":
            end -= 1
        if end > start:
            yield _Field(kind, label, start, end)


def _refused(value: str) -> bool:
    first = re.match(r"[^\s,.]+", value)
    return first is None or first[0].lower() in fields().refused or first[0].lower() in people.stop_words()


def _name(value: str, kind: str) -> tuple[int, int, tuple[str, ...]] | None:
    """(start, end, words) of the name in a value."""
    strict = kind != "whose"
    if _refused(value):
        return None
    turned = re.match(r"([^\W\d_]+(?:['’-][^\W\d_]+)*), ([^\W\d_]+(?:['’-][^\W\d_]+)*)$", value)
    words: list[re.Match[str]] = []
    at = 0
    for w in _WORD.finditer(value):
        if value[at : w.start()] not in ("", " ", ", ") or (", " in value[at : w.start()] and not (turned and strict)):
            break
        if w[0].lower().rstrip(".") in fields().refused or (words and len(w[0]) > 2 and w[0] in lexicon.acronyms()):
            break  # the next label of the line: Xxx Yyy DOB: 1/2/14
        words.append(w)
        at = w.end()
    rest = value[at:]
    if not words or len(words) > 5 or (rest and rest[0] not in ",/&(-–.'’ 0123456789"):
        return None
    if rest.startswith(" ") and not re.match(r" (?:\d|[&/(–-]|and\b|dob\b|d\.o\.b|upn\b|nhs\b)", rest, re.IGNORECASE):
        return None
    texts = [w[0] for w in words]
    if not strict and not _somebody(texts):
        return None
    if strict and len(words) > 1 and all(t.islower() and t in lexicon.common() for t in texts):
        return None  # "name: not one that he knows"
    if all(lexicon.fold(t) in lexicon.kin() or lexicon.fold(t) in lexicon.cues().roles for t in texts):
        return None  # Emergency contact: gran
    _, parts = people.split_name(" ".join(texts))
    if turned and strict:
        parts = (*parts[1:], parts[0])
    return words[0].start(), words[-1].end(), parts or tuple(texts)


def _somebody(words: list[str]) -> bool:
    """Words with capitals of which one is a name or no English."""
    plain = [w for w in words if w not in lexicon.cues().titles]
    if not plain or not all(w[0].isupper() for w in plain):
        return False
    folded = [lexicon.fold(w) for w in plain]
    if any(lexicon.is_protected(w) or w in lexicon.kin() or w in lexicon.building().generic for w in folded):
        return False
    if any(w.isupper() and len(w) < 5 and w in lexicon.acronyms() for w in plain):
        return False
    known = any(w in lexicon.given_names() or w in lexicon.ordinary() or lexicon.is_foreign(w) for w in folded)
    return known or (len(plain) == 2 and not any(w in lexicon.common() or w in lexicon.capitals() for w in folded))


def _titled(value: str) -> bool:
    """A name of a school, firm or town: words with a capital that are not all generic."""
    words = [w[0] for w in _WORD.finditer(value)]
    small = lexicon.building().particles | {"and", "the", "of", "for", "in", "at"}
    if not words or len(words) > 7 or _refused(value) or any(c.isdigit() for c in value):
        return False
    if not all(w[0].isupper() or w in small for w in words):
        return False
    telling = [w for w in map(lexicon.fold, words) if w not in small and w not in lexicon.building().generic]
    telling = [w for w in telling if not lexicon.is_protected(w) and w.upper() not in lexicon.acronyms()]
    if not telling or all(w in lexicon.building().suffixes for w in telling):
        return False
    return len(words) > 1 or lexicon.is_foreign(telling[0]) or telling[0] in lexicon.places()


def _role(label: str) -> str:
    roles = lexicon.cues().roles
    return next((roles[w] for w in re.findall(r"[a-z]+", label.replace("'s", "")) if w in roles), "") or roles.get(
        label, ""
    )


def _enter(registry: Registry, parts: tuple[str, ...], kind: str, role: str, other: Entity | None) -> Entity:
    words = tuple(lexicon.fold(p.rstrip(".")) for p in parts)
    given, surname = (words, "") if len(words) == 1 else (words[:-1], words[-1])
    if kind == "surname":
        given, surname = (), words[-1]
    elif kind == "forename":
        given, surname = words, ""
    for person in registry.persons():
        if (not given or person.given & set(given)) and (not surname or surname in person.surname):
            return person
    entity = other or registry.add(Entity("PERSON", role=role or "other"))
    if role and entity.role == "other":
        entity.role = role
    if other is not None:
        given, surname = tuple(given or sorted(other.given)), surname or next(iter(sorted(other.surname)), "")
    people.add_parts(registry, entity, given, surname, "found")
    people.add_initials(registry, entity, tuple(w.title() for w in (*given, surname) if w))
    return entity


def _address(text: str, f: _Field) -> int:
    """Where an address ends: at the end of its field, or at the postcode of the lines below."""
    value = text[f.start : f.end]
    if _refused(value) and not _THE.match(value):
        return f.start
    end = f.start
    for chunk in re.finditer(r"[^,]+", value):
        words = [w[0] for w in _WORD.finditer(chunk[0])]
        folded = [w.lower() for w in words]
        number = re.match(r"\s*(?:[A-Za-z]+\.? )?\d", chunk[0]) is not None
        if len(words) > 6 or any(
            w in lexicon.kin() or w in ("is", "was", "has", "since", "but", "not") for w in folded
        ):
            break
        titled = bool(words) and all(w[0].isupper() or w in lexicon.building().particles for w in words)
        if not (number or titled or (end > f.start and words and _POSTCODE.search(chunk[0]))):
            break
        if end == f.start and not number and len(words) < 2 and not _NUMBER_NEXT.match(value, chunk.end()):
            break
        end = f.start + chunk.end()
    if end == f.end:
        below = text[end : end + 200].split("\n")[1 : _LINES + 1]
        size = 0
        for line in below:
            size += 1 + len(line)
            post = _POSTCODE.match(line.strip())
            if post is not None:
                return end + size
            if len(line) > 40 or not line[:1].isupper() or ":" in line:
                break
    return end
