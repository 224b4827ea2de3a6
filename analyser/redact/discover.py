"""Finds the names that no list gives: of people by cue and by not being English, of organisations, places and addresses by
how they are built. What is found is entered in the registry, so that it is masked everywhere in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from analyser.redact import lexicon, people
from analyser.redact.matching import Match, is_name
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.runs import Kind, Run, find_runs
from analyser.redact.tokens import Token


@dataclass(slots=True)
class Note:
    """What discovery is given of a note: its words, their kinds, and what is known of it already."""

    text: str = field(repr=False)
    tokens: list[Token] = field(repr=False)
    kinds: list[Kind] = field(repr=False)
    matches: list[Match] = field(repr=False)
    ner: dict[int, str] = field(default_factory=dict, repr=False)  # start offset of a word -> PERSON, LOCATION, ORG
    known: set[int] = field(default_factory=set, repr=False)  # tokens of known people

    def __post_init__(self) -> None:
        self.known = {i for m in self.matches for i in range(m.first, m.last + 1)}


@dataclass(slots=True)
class Evidence:
    """What speaks for a found word, over the whole file."""

    person: float = 0.0
    place: float = 0.0
    org: float = 0.0
    within: int = 0  # mentions inside a sentence
    mentions: int = 0
    roles: list[str] = field(default_factory=list)
    lower: int = 0
    cued: int = 0  # mentions with more than the word itself
    rare: bool = False  # an English word that case notes do not use


_WEAK_SUFFIX = frozenset(
    {
        "law",
        "church",
        "mill",
        "bar",
        "kitchen",
        "works",
        "care",
        "general",
        "prep",
        "hair",
        "inn",
        "hub",
        "high",
        "united",
        "boxing",
        "practice",
        "centre",
        "services",
        "agency",
        "trust",
        "project",
        "charity",
        "library",
        "council",
        "housing",
        "school",
        "college",
        "academy",
        "nursery",
        "clinic",
        "surgery",
        "hospital",
        "gym",
        "club",
        "garage",
        "leisure",
        "cleaning",
        "limited",
        "stores",
        "foundation",
        "head",
    }
)
_AGES = frozenset({"months", "mths", "weeks", "wks", "days", "yrs", "yr", "mth", "m"})
_AGE = frozenset(map(str, range(18)))


def discover(notes: Sequence[Note], registry: Registry) -> None:
    """Enters every name that the notes themselves give away."""
    evidence: dict[tuple[str, ...], Evidence] = defaultdict(Evidence)
    titled: list[tuple[str, str, tuple[str, ...]]] = []
    for note in notes:
        for run in find_runs(note.tokens, note.kinds):
            _run(note, run, registry, evidence, titled)
        _lower(note, evidence)
    for title, surname, given in titled:
        _enter_titled(registry, title, surname, given)
    _settle(registry, evidence)


def _run(
    note: Note,
    run: Run,
    registry: Registry,
    evidence: dict[tuple[str, ...], Evidence],
    titled: list[tuple[str, str, tuple[str, ...]]],
) -> None:
    first, last = run.first, run.last
    of, tokens = note.kinds, note.tokens
    if of[first] is Kind.TITLE:
        taken = _title(note, first, last, titled)
        if taken == last:
            return
        first = taken + 1
    built = _built(note, first, last, registry)
    if built is not None:
        first = built
        if first > last:
            return
    if first < last and of[first] is Kind.OPENING and all(k in (Kind.OPENING, Kind.WORD) for k in of[first : last + 1]):
        _english(note, first, last, registry, evidence)
        return
    while first < last and of[first] is Kind.OPENING:
        first += 1
    _names(note, first, last, registry, evidence)


def _title(note: Note, at: int, last: int, titled: list[tuple[str, str, tuple[str, ...]]]) -> int:
    """A title and the name behind it; gives the index of the last word used."""
    tokens, of = note.tokens, note.kinds
    title = tokens[at].text
    known = lexicon.cues().titles[title]
    step = at + 1
    if step > last:
        return at
    name = tokens[step]
    if name.gap not in (" ", ". ", "  "):
        return at
    if not known.sure and not (of[step] in (Kind.FOREIGN, Kind.ORDINARY) or step in note.known):
        return at
    if of[step] is Kind.LETTER and step < last and of[step + 1] in (Kind.FOREIGN, Kind.WORD, Kind.ORDINARY):
        titled.append((title, tokens[step + 1].folded, (name.folded,)))
        return step + 1
    if of[step] is Kind.LETTER:
        return step
    if step < last and of[step + 1] is Kind.FOREIGN and tokens[step + 1].gap == " " and not name.possessive:
        titled.append((title, tokens[step + 1].folded, (name.folded,)))
        return step + 1
    titled.append((title, name.folded, ()))
    return step


def _built(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """Organisations and addresses within a run; gives the index of the first word after what was used."""
    for find in (_by_prefix, _numbered, _by_suffix, _street, _by_lower_suffix):
        used = find(note, first, last, registry)
        if used is not None:
            return used
    return None


def _by_prefix(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """Ysgol Bryn Glas, St Oda's."""
    b = lexicon.building()
    tokens, of = note.tokens, note.kinds
    for at in range(first, last):
        word = tokens[at].folded
        stem = b.prefixes.get(word) or b.prefixes.get(f"{word} {tokens[at + 1].folded}")
        if stem:
            _thing(registry, "ORG", stem, tokens[at : last + 1])
            return last + 1
        if word in ("st", "saint") and tokens[at + 1].gap in (" ", ". "):
            end = _suffix_end(note, at + 1, last)
            stem = _suffix([t.folded for t in tokens[at + 2 : end + 1]])
            organisation = tokens[at + 1].possessive or stem is not None
            entity = _thing(
                registry,
                "ORG" if organisation else "LOCATION",
                stem or ("Organisation" if organisation else ""),
                tokens[at : end + 1],
            )
            registry.add_form((word, tokens[at + 1].folded), entity, Need.CAPITAL, "organisation")
            return end + 1
    return None


def _numbered(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """14 Larch Close, 9 Heol y Bryn: a number and a street, or a number and words that are not English."""
    b = lexicon.building()
    tokens, of = note.tokens, note.kinds
    number = _number_before(note, first)
    if not number or last == first:
        return None
    for end in range(last, first, -1):
        if tokens[end].folded in b.streets and not (end > first + 1 and tokens[end - 1].folded in b.suffixes and False):
            _address(registry, note, first, end, number)
            return end + 1
    if (
        (of[first] is Kind.FOREIGN or tokens[first].folded in b.street_heads)
        and not _is_given(note, first)
        and not tokens[first].possessive
    ):
        _address(registry, note, first, last, number)
        return last + 1
    return None


def _by_suffix(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """Hollow Lane Primary."""
    b = lexicon.building()
    tokens, of = note.tokens, note.kinds
    words = [t.folded for t in tokens[first : last + 1]]
    for end in range(last, first, -1):
        for width in (3, 2, 1):
            at = end - width + 1
            if at <= first:
                continue
            stem = b.suffixes.get(" ".join(words[at - first : end - first + 1]))
            if stem is None:
                continue
            start = first
            while start < at and of[start] is Kind.OPENING and start + 1 < at and _verbal(words[start - first]):
                start += 1
            head = [w for w in words[start - first : at - first] if w not in b.generic]
            if not head:
                continue
            single = at - start == 1
            if (
                single
                and _is_given(note, start)
                and words[end - first] in _WEAK_SUFFIX
                and not _place_before(note, start)
            ):
                continue
            if single and of[start] is Kind.OPENING and (width == 1 or _verbal(words[start - first])):
                continue
            if (
                not any(of[i] is Kind.FOREIGN for i in range(start, at))
                and words[end - first] in _WEAK_SUFFIX
                and all(w in lexicon.capitals() or w in b.generic for w in words[start - first : at - first])
            ):
                continue
            entity = _thing(registry, "ORG", stem, tokens[start : end + 1])
            _head(registry, entity, note, start, at - 1)
            return end + 1
    return None


def _verbal(word: str) -> bool:
    """A word that may open a sentence of its own: Rang, Visited, At."""
    c = lexicon.cues()
    return (
        word in c.verbs
        or word in c.before_person
        or word in c.before_place
        or word in c.before_place_weak
        or word in people.stop_words()
        or (len(word) > 4 and word.endswith(("ed", "ing")))
    )


def _street(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """Tenter Street, The Old Rectory: without a number."""
    b = lexicon.building()
    tokens, of = note.tokens, note.kinds
    words = [t.folded for t in tokens[first : last + 1]]
    for end in range(last, first, -1):
        word = words[end - first]
        if word not in b.streets:
            continue
        start = first
        while (
            start < end - 1
            and of[start] is Kind.OPENING
            and _verbal(words[start - first])
            and words[start - first] != "the"
        ):
            start += 1
        head = words[start - first : end - first]
        house = word in b.houses and head[0] == "the" and len(head) > 1
        if not house and all(w in b.generic for w in head):
            continue
        if len(head) == 1 and (of[start] is Kind.OPENING or head[0] == "the"):
            continue
        if len(head) == 1 and _is_given(note, start) and not _place_before(note, start):
            continue
        if (
            word
            in (
                "st",
                "dr",
                "view",
                "point",
                "end",
                "side",
                "way",
                "place",
                "house",
                "hall",
                "park",
                "green",
                "bank",
                "common",
                "court",
                "gate",
                "path",
                "links",
                "chase",
                "steps",
                "stairs",
            )
            and not any(of[i] is Kind.FOREIGN for i in range(start, end))
            and all(w in lexicon.capitals() or w in b.generic for w in head)
            and not _place_before(note, start)
        ):
            continue
        _address(registry, note, start, end, "")
        return end + 1
    return None


def _by_lower_suffix(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """Larkhill nursery: the kind of thing in lower case behind its name."""
    b = lexicon.building()
    tokens, of = note.tokens, note.kinds
    after = last + 1
    if after >= len(tokens) or tokens[after].gap != " " or of[after] is not Kind.LOWER or tokens[last].possessive:
        return None
    two = f"{tokens[after].folded} {tokens[after + 1].folded}" if after + 1 < len(tokens) else ""
    stem = b.suffixes.get(two) or b.suffixes.get(tokens[after].folded)
    if stem not in ("School", "Nursery", "Surgery", "Hospital") or tokens[after].folded in (
        "high",
        "general",
        "head",
        "clinic",
        "practice",
        "school",
        "junior",
        "infant",
    ):
        return None
    start = first
    while start <= last and (of[start] is Kind.OPENING or tokens[start].folded in b.generic):
        start += 1
    if (
        start > last
        or _is_given(note, start)
        or any(i in note.known for i in range(start, last + 1))
        or not (of[last] is Kind.FOREIGN or last > start)
    ):
        return None
    entity = _thing(registry, "ORG", stem, tokens[start : last + 1])
    _head(registry, entity, note, start, last)
    return last + 1


def _suffix(words: list[str]) -> str | None:
    for i in range(len(words)):
        for j in range(len(words), i, -1):
            stem = lexicon.building().suffixes.get(" ".join(words[i:j]))
            if stem:
                return stem
    return None


def _suffix_end(note: Note, at: int, last: int) -> int:
    """The last word of a saint's name with the suffixes behind it."""
    b = lexicon.building()
    end = at
    while end < last and (
        note.tokens[end + 1].folded in b.generic
        or note.tokens[end + 1].folded in b.suffixes
        or (end + 2 <= last and f"{note.tokens[end + 1].folded} {note.tokens[end + 2].folded}" in b.suffixes)
    ):
        end += 1
    return end


def _number_before(note: Note, first: int) -> str:
    """A house number that stands before a word."""
    if first == 0 or note.kinds[first - 1] is not Kind.NUMBER or note.tokens[first].gap not in (" ", ", "):
        return ""
    if note.tokens[first].gap == ", " and not (first > 1 and note.tokens[first - 2].folded in lexicon.building().units):
        return ""
    number = note.tokens[first - 1].text
    before = note.text[max(0, note.tokens[first - 1].start - 1) : note.tokens[first - 1].start]
    if (
        len(number) > 5
        or not number.rstrip("abcdefABCDEF").isdigit()
        or len(number.rstrip("abcdefABCDEF")) > 3
        or before in (".", ":", "£", "/")
    ):
        return ""
    return number.lower()


def _is_given(note: Note, at: int) -> bool:
    word = note.tokens[at].folded
    return word in lexicon.given_names() or at in note.known or word in lexicon.ordinary()


def _name_like(note: Note, at: int) -> bool:
    return note.kinds[at] is Kind.FOREIGN


def _place_before(note: Note, at: int) -> bool:
    return at > 0 and note.tokens[at].gap == " " and note.tokens[at - 1].folded in lexicon.cues().before_place


def _words(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(t.folded for t in tokens)


def _thing(registry: Registry, kind: str, stem: str, tokens: Sequence[Token]) -> Entity:
    words = _words(tokens)
    known = registry.forms.get(words)
    if known is not None and known.entity.type == kind:
        return known.entity
    for size in range(len(words) - 1, 0, -1):
        part = registry.forms.get(words[:size])
        if part is not None and part.entity.type == kind and (size > 1 or lexicon.is_foreign(words[0])):
            registry.add_form(words, part.entity, Need.CAPITAL, kind.lower())
            return part.entity
    entity = registry.add(Entity(kind, stem=stem))
    registry.add_form(
        words, entity, Need.CAPITAL if len(words) > 1 or lexicon.is_foreign(words[0]) else Need.WITHIN, kind.lower()
    )
    return entity


def _head(registry: Registry, entity: Entity, note: Note, start: int, end: int) -> None:
    """The distinctive head of a name stands for the whole elsewhere in the file."""
    generic = lexicon.building().generic
    after = note.tokens[end + 1].folded if end + 1 < len(note.tokens) else ""
    if after in ("general", "infirmary", "royal"):
        registry.add_form(("the", after), entity, Need.LAST, "head")
    while end > start and note.tokens[end].folded in generic:
        end -= 1
    words = _words(note.tokens[start : end + 1])
    if all(w in generic for w in words):
        return
    if len(words) > 1:
        registry.add_form(words, entity, Need.CAPITAL, "head")
    word = words[0]
    sure = lexicon.is_foreign(word)
    if len(words) == 1 and sure and entity.stem == "Hospital" and (word,) not in registry.forms:
        entity = registry.add(Entity("LOCATION"))  # a hospital bears the name of its town
    if (
        word in lexicon.given_names()
        or word in lexicon.ordinary()
        or word in generic
        or word in lexicon.building().leads
    ):
        return
    if not sure and (len(word) < 5 or word in lexicon.capitals() or lexicon.is_protected(word)):
        return
    registry.add_form((word,), entity, Need.CAPITAL if sure else Need.WITHIN, "head")


# Without a number, these are most often homes that somebody runs.
_HOMES = frozenset({"house", "court", "lodge", "hall", "grange", "towers"})


def _address(registry: Registry, note: Note, first: int, end: int, number: str) -> None:
    tokens = note.tokens
    street = _words(tokens[first : end + 1])
    full = (number, *street) if number else street
    known = registry.forms.get(full)
    if known is not None:
        return
    bare = registry.forms.get(street)
    last = street[-1]
    kind = "ADDRESS" if number or last in lexicon.building().houses else "ORG" if last in _HOMES else "LOCATION"
    entity = bare.entity if bare is not None and not number else registry.add(Entity(kind))
    registry.add_form(full, entity, Need.ANY if number else Need.CAPITAL, "address")
    if kind == "ORG":
        _head(registry, entity, note, first, end - 1)
    if number:
        if len(street) > 1:
            registry.add_form(street, entity, Need.CAPITAL, "address")
        for word in ("number", "no", "flat"):
            registry.add_form((word, number), entity, Need.ANY, "address")
        if not number.isdigit():
            registry.add_form((number,), entity, Need.ANY, "address")


def _names(note: Note, first: int, last: int, registry: Registry, evidence: dict[tuple[str, ...], Evidence]) -> None:
    """What is left of a run: names of people, or of places."""
    tokens, of = note.tokens, note.kinds
    at = first
    while at <= last:
        if at in note.known or of[at] not in (Kind.FOREIGN, Kind.ORDINARY, Kind.WORD, Kind.LETTER, Kind.OPENING):
            at += 1
            continue
        end = at
        while end < last and end + 1 not in note.known:
            end += 1
        _name(note, at, end, registry, evidence)
        at = end + 1


def _name(note: Note, first: int, last: int, registry: Registry, evidence: dict[tuple[str, ...], Evidence]) -> None:
    tokens, of = note.tokens, note.kinds
    inside = range(first, last + 1)
    foreign = [i for i in inside if of[i] is Kind.FOREIGN]
    ordinary = [i for i in inside if of[i] is Kind.ORDINARY and is_name(tokens, i)]
    if not foreign and not ordinary:
        _english(note, first, last, registry, evidence)
        return
    start = min(foreign + ordinary)
    end = max(foreign + ordinary)
    given = _is_given(note, start)
    if start > first and (
        of[start - 1] is Kind.LETTER or (not given and tokens[start - 1].folded in lexicon.building().leads)
    ):
        start -= 1
    elif (
        start == first
        and first
        and not given
        and tokens[first].gap == " "
        and of[first - 1] is Kind.OPENING
        and tokens[first - 1].folded in lexicon.building().leads
    ):
        start -= 1
    elif (
        start > first
        and of[start - 1] is Kind.OPENING
        and tokens[start].gap == " "
        and _rare(tokens[start - 1].folded)
        and of[start] is Kind.FOREIGN
    ):
        start -= 1
    generic = lexicon.building().generic
    if (
        end < last
        and given
        and of[end + 1] is Kind.WORD
        and tokens[end + 1].folded in lexicon.building().streets
        and start == end
    ):
        end += 1
    if end < last and of[end + 1] is Kind.TITLE:
        end += 1
    if (
        end < last
        and of[end + 1] is Kind.WORD
        and not tokens[end].possessive
        and tokens[end + 1].folded not in generic
        and tokens[end + 1].folded not in lexicon.capitals()
    ):
        end += 1
    words = _words(tokens[start : end + 1])
    if start > first and tokens[start - 1].folded in _CROWN:
        start -= 1
        words = _words(tokens[start : end + 1])
    if words[0] in _CROWN and len(words) > 1:
        _thing(registry, "ORG", "Hospital", tokens[start : end + 1])
        return
    e = evidence[words]
    e.mentions += 1
    if not tokens[start].initial or tokens[start].gap[-1:] in "\"'“‘([":
        e.within += 1
    person, place, role = score(note, start, end)
    e.cued += person > 2.9
    e.person += person
    e.place += place
    if role:
        e.roles.append(role)


def _english(note: Note, first: int, last: int, registry: Registry, evidence: dict[tuple[str, ...], Evidence]) -> None:
    """English words with capitals within a sentence: a name if something else says so."""
    tokens, of = note.tokens, note.kinds
    generic = lexicon.building().generic
    words = _words(tokens[first : last + 1])
    if len(words) == 1:
        if of[first] in (Kind.WORD, Kind.OPENING):
            _single(note, first, registry, evidence)
        return
    common = lexicon.capitals()
    b = lexicon.building()
    if any(of[i] is Kind.LETTER for i in range(first, last + 1)) or words[-1] in b.events or words[-1] in generic:
        return
    if all(w in generic or w in common or w in people.stop_words() for w in words):
        return
    if words[0] in generic and words[0] not in b.leads:
        return
    if of[first] is Kind.OPENING and (_verbal(words[0]) or tokens[first].text == words[0]):
        return
    kind = "LOCATION" if words[0] in b.street_heads else "ORG"
    _thing(registry, kind, "Organisation" if kind == "ORG" else "", tokens[first : last + 1])


_CROWN = frozenset({"royal", "queen", "king", "princess", "prince", "duke"})


def _rare(word: str) -> bool:
    """An English word that case notes do not use, and that could be a name."""
    return (
        word not in lexicon.common()
        and word.isalpha()
        and len(word) > 2
        and not word.endswith(("ed", "ing", "ly", "tion", "ment", "ness"))
    )


def _single(note: Note, at: int, registry: Registry, evidence: dict[tuple[str, ...], Evidence]) -> None:
    """One English word with a capital: a town after "in", a person after "SW"."""
    token = note.tokens[at]
    word = token.folded
    before = note.tokens[at - 1] if at else None
    if word in lexicon.building().generic or word in lexicon.capitals():
        return
    if note.kinds[at] is Kind.OPENING:
        person, _, role = score(note, at, at)
        if _rare(word):
            e = evidence[(word,)]
            e.rare = True
            e.mentions += 1
            e.person += person
            e.roles += [role] if role else []
        return
    if before is None:
        return
    c = lexicon.cues()
    if (
        word in lexicon.places()
        and token.gap == " "
        and before.folded in (*c.before_place, "from", "to")
        and before.folded not in ("off", "round", "through", "into")
    ):
        e = evidence[(word,)]
        e.mentions += 1
        e.within += 1
        e.place += 2.0
        return
    person, _, role = score(note, at, at)
    if word not in lexicon.common() and word.isalpha() and len(word) > 2:
        e = evidence[(word,)]
        e.rare = True
        e.mentions += 1
        e.within += 1
        e.person += person
        e.roles += [role] if role else []
        return
    if person >= 2.5 and role:
        e = evidence[(word,)]
        e.mentions += 1
        e.within += 1
        e.person += person
        e.roles.append(role)


def score(note: Note, first: int, last: int) -> tuple[float, float, str]:
    """(for a person, for a place, role) of one mention."""
    c = lexicon.cues()
    tokens = note.tokens
    token, end = tokens[first], tokens[last]
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    person = place = 0.0
    role = ""
    if end.possessive:
        person += 0.7
    if token.folded in lexicon.given_names() or token.folded in lexicon.ordinary():
        town = token.folded in lexicon.places() and token.folded in lexicon.given_names()
        person += 1.5 if town else 2.0
    if before is not None and token.gap == ", " and before.folded in lexicon.building().streets and before.capital:
        place += 2.5
    joined = " ".join(t.folded for t in tokens[first : last + 1])
    if joined in lexicon.places() or (first == last and token.folded in lexicon.places()):
        place += 2.0 if person < 1.5 else 1.0 if token.folded in lexicon.given_names() else 0.0
    if before is not None and token.gap in (" ", " (", ": ", ", "):
        two = f"{tokens[first - 2].folded} {before.folded}" if first > 1 else ""
        found = c.roles.get(two) or c.roles.get(before.folded)
        if found and token.gap != ", ":
            person += 2.0 if token.gap in (" ", " (") else 1.0
            role = found
        if token.gap == " ":
            if before.folded in c.before_place:
                place += 1.5
            elif before.folded in c.before_place_weak:
                place += 0.5
                person += 0.4
            elif before.folded in c.before_person:
                person += 0.7
    if after is not None:
        if after.gap in (" (", ", ", ": "):
            two = f"{after.folded} {tokens[last + 2].folded}" if last + 2 < len(tokens) else ""
            found = c.roles.get(two) or c.roles.get(after.folded)
            if found and after.gap != ": ":
                person += 2.0 if after.gap == " (" else 1.0
                role = role or found
            elif after.gap == " (" and after.text in _AGE:
                person += 2.0
                role = role or "child"
        elif after.gap == " " and after.folded in c.verbs:
            person += 1.2
            if after.folded in c.animate and note.kinds[first] is Kind.OPENING:
                person += 0.8
        elif (
            after.gap == " "
            and after.text in _AGE
            and last + 2 < len(tokens)
            and (tokens[last + 2].gap == ", " or tokens[last + 2].folded in _AGES)
        ):
            person += 2.0
            role = role or "child"
    kind = note.ner.get(token.start)
    if kind == "PERSON":
        person += 1.0
    elif kind == "LOCATION":
        place += 0.8
    return person, place, role


def _lower(note: Note, evidence: dict[tuple[str, ...], Evidence]) -> None:
    """Given names in lower case or in capitals, as in text messages and headings."""
    names = lexicon.given_names()
    acronyms = lexicon.acronyms()
    for i, t in enumerate(note.tokens):
        if (
            (note.kinds[i] is Kind.LOWER or (note.kinds[i] is Kind.SHOUT and t.text not in acronyms))
            and len(t.folded) >= 4
            and t.folded in names
            and i not in note.known
            and not lexicon.is_protected(t.folded)
        ):
            person, _, role = score(note, i, i)
            e = evidence[(t.folded,)]
            e.lower += 1
            if person >= 2.7:
                e.mentions += 1
                e.person += person
                if role:
                    e.roles.append(role)


def _enter_titled(registry: Registry, title: str, surname: str, given: tuple[str, ...]) -> None:
    known = lexicon.cues().titles[title]
    persons = list(registry.persons())
    entity = people.by_surname(persons, surname, known.side) or next(
        (p for p in persons if surname in p.given and not p.surname), None
    )
    if entity is None and len(surname) > 4:
        entity = people.same_person(surname, persons, surname=True)
    if entity is None:
        entity = registry.add(Entity("PERSON", role=known.role or "other", side=known.side, surname={surname}))
    if entity.type == "PERSON":
        registry.add_form((*given, surname), entity, Need.CAPITAL, "title")
        registry.add_form((surname,), entity, people.need_of(surname, part="surname"), "title")


def _settle(registry: Registry, evidence: dict[tuple[str, ...], Evidence]) -> None:
    """Decides, over the whole file, what each found name is, longest first, so that parts join their whole."""
    for words in sorted(evidence, key=lambda w: -len(w)):
        e = evidence[words]
        if (
            e.mentions == 0
            or words in registry.forms
            and len(words) == 1
            and registry.forms[words].need <= Need.CAPITAL
        ):
            continue
        alone = len(words) == 1
        word = words[0]
        strong = e.person >= 1.1 or e.place >= 1.5 or not alone
        if (
            alone
            and not strong
            and e.within == 0
            and _slip(word)
            and people.same_person(word, registry.persons()) is None
        ):
            continue
        if alone and word in lexicon.ordinary() and e.person < 1.5:
            continue
        if alone and word in lexicon.calendar() and not _calendar_name(word, e):
            continue
        if alone and e.rare and not (e.within or e.roles or e.person >= 2.0):
            continue
        if e.place > e.person:
            entity = registry.add(Entity("LOCATION"))
            need = Need.CAPITAL if not alone or lexicon.is_foreign(word) else Need.WITHIN
            registry.add_form(words, entity, need, "place")
            continue
        role = max(set(e.roles), key=e.roles.count) if e.roles else ""
        _enter_person(registry, words, role)


def _calendar_name(word: str, e: Evidence) -> bool:
    """A month or season is a name only where more than the capital says so."""
    if word in ("summer", "autumn", "winter", "spring"):
        return e.mentions > 1 and (e.cued > 0 or bool(e.roles))
    return bool(e.roles) and e.cued > 0 or e.cued > 1


def _slip(word: str) -> bool:
    """A word that opens a sentence and is a slip of the keyboard away from an English one."""
    if word in lexicon.given_names() or len(word) < 6:
        return False
    english = lexicon.common()
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(len(word) + 1):
        a, b = word[:i], word[i:]
        if b and a + b[1:] in english or len(b) > 1 and a + b[1] + b[0] + b[2:] in english:
            return True
        if any(a + c + b in english or (b and a + c + b[1:] in english) for c in letters):
            return True
    return False


def _enter_person(registry: Registry, words: tuple[str, ...], role: str) -> None:
    persons = [p for p in registry.persons() if p.role != "family"]
    if len(words) == 1:
        word = words[0]
        entity = people.same_person(word, persons)
        if entity is None:
            entity = registry.add(Entity("PERSON", role=role or "other"))
        need = people.need_of(word)
        registry.add_form(
            words, entity, need if need in (Need.ORDINARY, Need.ANY) else max(need, Need.CAPITAL), "found"
        )
        entity.given.add(word)
        if need is not Need.ORDINARY:
            for short in people.nicknames(word):
                if lexicon.is_foreign(short) is False:
                    continue
        return
    given, surname = words[:-1], words[-1]
    if len(given) == 1 and len(given[0]) == 1:
        entity = next((p for p in persons if surname in p.surname), None) or registry.add(
            Entity("PERSON", role=role or "other")
        )
        entity.surname.add(surname)
        registry.add_form(words, entity, Need.CAPITAL, "found")
        registry.add_form((surname,), entity, max(people.need_of(surname, part="surname"), Need.CAPITAL), "found")
        return
    entity = next((p for p in persons if p.given & set(given) and (not p.surname or surname in p.surname)), None)
    if entity is None:
        entity = registry.add(Entity("PERSON", role=role or "other"))
    elif role and entity.role == "other":
        entity.role = role
    people.add_parts(registry, entity, given, surname, "found")
    people.add_initials(registry, entity, tuple(w.title() for w in words))
