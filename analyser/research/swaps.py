"""The same case file with somebody else's name, gender, ethnicity, faith, disability or fluency.

Word lists stand in ``swaps.yaml``, gendered words in ``taxonomy/genders.yaml``. No stage of the analysis reads swaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import CaseFile, Note, Person
from analyser.redact import lexicon
from analyser.taxonomy import load_yaml, record

_FILE = "analyser/research/swaps.yaml"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTER = re.compile(r"(?<![\w'’])[A-Z](?![\w'’])")
_FEMALE = frozenset({"mother"})
_MALE = frozenset({"father"})
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "rev", "pc", "dc", "nurse", "auntie", "aunt", "uncle", "nan"}
)


class Axis(StrEnum):
    NAMES = "names"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    FAITH = "faith"
    DISABILITY = "disability"
    FLUENCY = "fluency"


@dataclass(frozen=True, slots=True)
class NameSet:
    id: str
    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementSet:
    axis: str
    says: str  # with {value}
    reference: str
    values: tuple[str, ...]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    names: tuple[NameSet, ...]
    roles: tuple[tuple[str, str], ...]
    words: Mapping[str, str]  # in lower case, both ways; of three forms of one word the first
    her_is_him_before: frozenset[str]
    statements: tuple[StatementSet, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    axis: Axis
    value: str
    case: CaseFile
    reference: CaseFile  # what it is compared with: the same file but for the value


@cache
def lists() -> Lists:
    """Raises:
    BadRules: an unknown key or axis, a list of names that is empty, a statement without its place for the value.
    """
    data = load_yaml("analyser.research", "swaps.yaml")
    names: list[NameSet] = [record(NameSet, _FILE, item) for item in data["names"]]
    if not all(n.female and n.male and n.family for n in names):
        raise BadRules(f"{_FILE}: a set of names has an empty list.")
    statements: list[StatementSet] = [record(StatementSet, _FILE, item) for item in data["statements"]]
    for s in statements:
        if s.axis not in {str(a) for a in Axis} or "{value}" not in s.says:
            raise BadRules(f"{_FILE}, {s.axis!r}: an unknown axis, or 'says' has no {{value}}.")
    gender = data["gender"]
    words: dict[str, str] = {}
    for a, b in taxonomy.genders():
        words.setdefault(a, b)
        words.setdefault(b, a)
    pairs = tuple((a, b) for a, b in gender["roles"])
    return Lists(tuple(names), pairs, words, frozenset(gender["her_is_him_before"]), tuple(statements))


def variants(case: CaseFile, axes: Sequence[Axis] = tuple(Axis)) -> Iterator[Variant]:
    """Every swap of a case file on some axes, each with the file that it is compared with."""
    known = lists()
    if Axis.NAMES in axes:
        for chosen in known.names:
            yield Variant(Axis.NAMES, chosen.id, renamed(case, chosen), case)
    if Axis.GENDER in axes:
        yield Variant(Axis.GENDER, "swapped", regendered(case), case)
    for s in known.statements:
        if s.axis not in axes:
            continue
        reference = stated(case, s, s.reference)
        for value in s.values:
            yield Variant(Axis(s.axis), value, stated(case, s, value), reference)


def renamed(case: CaseFile, chosen: NameSet) -> CaseFile:
    """Everybody of the people list under a name of the set, no name twice; the same word always becomes the same.

    Limits: names that are not in the list stay, and so do names and short forms that are an English word or an acronym
    of the services (Will, Bus, PEG), for no swap can tell which of the two a note means; any other nickname becomes the
    given name.
    """
    words: dict[str, str] = {}
    used: Counter[str] = Counter()

    def next_of(kind: str) -> str:
        names: tuple[str, ...] = getattr(chosen, kind)
        turn, place = divmod(used[kind], len(names))
        used[kind] += 1
        # Where a file has more people than the set has names, names are joined: none is borne by two.
        return names[place] if not turn else f"{names[place]}-{names[(place + turn) % len(names)]}"

    for number, person in enumerate(case.people):
        kind = (
            "female" if person.role in _FEMALE else "male" if person.role in _MALE else ("female", "male")[number % 2]
        )
        parts = [w for w in person.name.split() if w.lower().strip(".") not in _TITLES]
        given = next_of(kind)
        for word in parts[1:]:
            if word not in words:
                words[word] = next_of("family")
        if parts:
            words.setdefault(parts[0], given if len(parts) > 1 else next_of("family") if _titled(person) else given)
        for word in (w for form in person.aliases for w in form.split()):
            bare = word.rstrip(".")
            if bare.lower() in _TITLES or not bare[:1].isupper() or bare in words:
                continue
            if bare.isupper() and len(bare) < 5:
                if bare not in lexicon.acronyms():
                    words[bare] = "".join(words.get(p, p)[0] for p in parts[: len(bare)])
            elif not lexicon.is_english(lexicon.fold(bare)):
                words[bare] = words.get(parts[0], given) if parts else given
        for form in person.aliases:
            if _LETTER.search(form):
                words[form] = " ".join(words.get(w) or _lettered(w, parts, words) for w in form.split())
    plain = {w for w in words if lexicon.fold(w) in lexicon.ordinary() or lexicon.fold(w) in lexicon.common()}
    longest_first = sorted((w for w in words if len(w) > 1 and w not in plain), key=lambda w: -len(w))
    if not longest_first:
        return case
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def swap(text: str) -> str:
        return pattern.sub(lambda m: words[m[0]], text)

    return _changed(case, swap)


def _lettered(word: str, parts: Sequence[str], words: Mapping[str, str]) -> str:
    """A word of Mrs C or J. Tate with, for each single letter, the first of what the name with that letter became."""

    def other(letter: re.Match[str]) -> str:
        return next((words.get(p, p)[0] for p in parts if p.startswith(letter[0])), letter[0])

    return _LETTER.sub(other, word)


def _titled(person: Person) -> bool:
    return person.name.split()[0].lower().strip(".") in _TITLES


def regendered(case: CaseFile) -> CaseFile:
    """Women for men and men for women: words, titles (the people list's too) and the roles of parents. Names stay."""
    roles = {a: b for pair in lists().roles for a, b in (pair, pair[::-1])}

    changed = _changed(case, _regendered, names=False)
    people = tuple(
        replace(p, role=roles.get(p.role, p.role), name=_regendered(p.name), aliases=tuple(map(_regendered, p.aliases)))
        for p in changed.people
    )
    notes = tuple(replace(n, author_role=roles.get(n.author_role, n.author_role)) for n in changed.notes)
    return replace(changed, people=people, notes=notes)


def _regendered(text: str) -> str:
    known = lists()
    return _WORD.sub(lambda m: _like(m[0], _other(m, text, known)), text)


def _other(match: re.Match[str], text: str, known: Lists) -> str:
    word = match[0].lower().replace("’", "'")
    if word == "her":
        after = re.match(r"\s+([^\W\d_]+)", text[match.end() :])
        return "his" if after and after[1].lower() not in known.her_is_him_before else "him"
    if word in ("his", "him"):
        return "her"
    if word in known.words:
        return known.words[word]
    base = word.removesuffix("'s")
    return known.words[base] + match[0][len(base) :] if base in known.words else match[0]


def _like(word: str, other: str) -> str:
    """The other word in the case of the first."""
    if other == word:
        return word
    if word.isupper() and len(word) > 1:
        return other.upper()
    return other[:1].upper() + other[1:] if word[:1].isupper() else other


def stated(case: CaseFile, statement: StatementSet, value: str) -> CaseFile:
    """The file with a value stated at the end of its first note, and in place of every term of the axis in it."""
    pattern = (
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(statement.terms, key=lambda t: -len(t))))})(?!\w)")
        if statement.terms
        else None
    )

    def swap(text: str) -> str:
        return pattern.sub(value, text) if pattern and value != "none" else text

    changed = _changed(case, swap, names=False)
    if not changed.notes:
        return changed
    first = changed.notes[0]
    first = replace(first, text=f"{first.text}\n{statement.says.format(value=value)}")
    return replace(changed, notes=(first, *changed.notes[1:]))


def _changed(case: CaseFile, swap: Callable[[str], str], *, names: bool = True) -> CaseFile:

    def note(n: Note) -> Note:
        return replace(n, text=swap(n.text), author_name=swap(n.author_name) if names else n.author_name)

    def person(p: Person) -> Person:
        return replace(p, name=swap(p.name), aliases=tuple(swap(a) for a in p.aliases)) if names else p

    return replace(case, notes=tuple(map(note, case.notes)), people=tuple(map(person, case.people)))
