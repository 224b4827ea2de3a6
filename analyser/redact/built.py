"""Organisations, places and addresses that show by how they are built: Hollow Lane Primary, 14 Larch Close."""

from __future__ import annotations

import re

from analyser.redact import lexicon, people
from analyser.redact.evidence import Note, is_given, is_rare, is_verbal, place_before
from analyser.redact.kinds import Kind
from analyser.redact.registry import Need, Registry
from analyser.redact.things import enter_address, enter_head, enter_thing

# Places whose last two words stand for the whole: the Learning Centre.
_SURE_STEMS = frozenset({"School", "Nursery", "Surgery", "Hospital"})
_QUALITIES = (
    "al",
    "ive",
    "ary",
    "ory",
    "ic",
    "ics",
    "ent",
    "ant",
    "ous",
    "able",
    "ible",
    "ful",
    "less",
    "ish",
    "ology",
    "y",
)


def _heads(note: Note, start: int, end: int) -> bool:
    """Anchor Centre, Joan, keyworker: who writes, at the head of a note or line, before a comma."""
    tokens = note.tokens
    word = tokens[start].folded
    return (
        (start == 0 or "\n" in tokens[start].gap)
        and end + 1 < len(tokens)
        and tokens[end + 1].gap.startswith(", ")
        and word not in lexicon.capitals()
        and word not in lexicon.cues().verbs
        and word not in people.stop_words()
        and not word.endswith("ed")
    )


def _noun(word: str) -> bool:
    """A rare English word at the head of a sentence that is no quality: Cobalt Nursery, not Palliative Care."""
    return is_rare(word) and not is_verbal(word) and not word.endswith(_QUALITIES)


def find_built(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """Organisations and addresses within a run; gives the index of the first word after what was used."""
    for find in (_numbered, _by_prefix, _by_suffix, _street, _by_lower_suffix):
        used = find(note, first, last, registry)
        if used is not None:
            return used
    return None


def _by_prefix(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """Ysgol Bryn Glas, St Oda's."""
    b = lexicon.building()
    tokens = note.tokens
    for at in range(first, last):
        word = tokens[at].folded
        stem = b.prefixes.get(word) or b.prefixes.get(f"{word} {tokens[at + 1].folded}")
        if stem and last == at + 1 and at and tokens[at - 1].text == "a" and tokens[at].gap == " ":
            return last + 1  # a Sacred Heart on the wall
        if stem:
            enter_thing(registry, "ORG", stem, tokens[at : last + 1])
            return last + 1
        if word in ("st", "saint") and tokens[at + 1].gap in (" ", ". "):
            if at + 2 <= last and tokens[at + 2].folded in b.streets and tokens[at + 2].gap.strip("'’s") == " ":
                enter_address(registry, note, at, at + 2, "")
                return at + 3
            end = _suffix_end(note, at + 1, last)
            stem = _suffix([t.folded for t in tokens[at + 2 : end + 1]])
            organisation = tokens[at + 1].possessive or stem is not None
            entity = enter_thing(
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
        if tokens[end].folded in b.streets or tokens[end].folded in b.numbered_streets:
            enter_address(registry, note, first, end, number)
            return end + 1
    if first > 1 and tokens[first - 2].folded in lexicon.beside().numbered and tokens[first - 1].gap == " ":
        return None  # Parent 1 Xxx Yyy
    if (
        (of[first] is Kind.FOREIGN or tokens[first].folded in b.street_heads)
        and not is_given(note, first)
        and not tokens[first].possessive
    ):
        enter_address(registry, note, first, last, number)
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
            if stem is None or _within_a_form(words, at - first, end - first):
                continue
            start = first
            while start < at and of[start] is Kind.OPENING and start + 1 < at and is_verbal(words[start - first]):
                start += 1
            head = [w for w in words[start - first : at - first] if w not in b.generic]
            if not head:
                continue
            single = at - start == 1
            if (
                single
                and is_given(note, start)
                and words[end - first] in (b.weak_suffixes if start in note.known else b.surnames)
                and not place_before(note, start)
            ):
                continue
            if (
                single
                and of[start] is Kind.OPENING
                and (width == 1 or is_verbal(words[start - first]))
                and not _heads(note, start, end)
                and not ((stem in _SURE_STEMS or tokens[start].gap.endswith("(")) and is_rare(words[start - first]))
            ):
                continue
            if (
                not any(of[i] is Kind.FOREIGN for i in range(start, at))
                and words[end - first] in b.weak_suffixes
                and all(w in lexicon.capitals() or w in b.generic for w in words[start - first : at - first])
            ):
                continue
            entity = enter_thing(registry, "ORG", stem, tokens[start : end + 1])
            enter_head(registry, entity, note, start, at - 1)
            if width == 2 and stem in _SURE_STEMS:
                registry.add_form(tuple(words[at - first : end - first + 1]), entity, Need.LAST, "tail")
            return end + 1
    return None


def _within_a_form(words: list[str], at: int, end: int) -> bool:
    """Interim Care Order: a kind of place within everyday words that end in the name of a form or an event."""
    return (
        end + 1 < len(words)
        and words[-1] in lexicon.building().events
        and all(w in lexicon.common() for w in words[:at])
    )


def _street(note: Note, first: int, last: int, registry: Registry) -> int | None:
    """Marram Street, The Long Barn: without a number."""
    b = lexicon.building()
    tokens, of = note.tokens, note.kinds
    words = [t.folded for t in tokens[first : last + 1]]
    for end in range(last, first, -1):
        word = words[end - first]
        if word not in b.streets or note.text[tokens[end].end : tokens[end].end + 1] == "-":
            continue  # Xxx Walk-in
        start = first
        while (
            start < end - 1
            and of[start] is Kind.OPENING
            and is_verbal(words[start - first])
            and words[start - first] != "the"
        ):
            start += 1
        head = words[start - first : end - first]
        house = word in b.houses and head[0] == "the" and len(head) > 1
        if not house and all(w in b.generic for w in head):
            continue
        if len(head) == 1 and ((of[start] is Kind.OPENING and not _noun(head[0])) or head[0] == "the"):
            continue
        if len(head) == 1 and is_given(note, start) and not place_before(note, start):
            continue
        if (
            word in b.faint_streets
            and not any(of[i] is Kind.FOREIGN for i in range(start, end))
            and all(w in lexicon.capitals() or w in b.generic for w in head)
            and not place_before(note, start)
        ):
            continue
        enter_address(registry, note, start, end, "")
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
    kind = next((k for k in (two, tokens[after].folded) if k in b.lower_kinds), None)
    if kind is None:
        return None
    stem = b.suffixes.get(kind, "Organisation")
    start = first
    while start <= last and (
        (of[start] is Kind.OPENING and not _noun(tokens[start].folded)) or tokens[start].folded in b.generic
    ):
        start += 1
    if (
        start > last
        or is_given(note, start)
        or any(i in note.known for i in range(start, last + 1))
        or all(w.folded in lexicon.capitals() for w in tokens[start : last + 1])
    ):
        return None
    entity = enter_thing(registry, "ORG", stem, tokens[start : last + 1])
    enter_head(registry, entity, note, start, last)
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


# 12/3 Xxx Rigg: the stair and its flat, not a day, where somebody is there or no month has the number.
_STAIR = re.compile(
    r"(?:\b(?i:at|to|of|outside|flat|address:?) \d{1,3}|(?<![\d/.])(?:3[2-9]|[4-9]\d|\d{3}))/$|(?:^|\n)\d{1,3}/$"
)


def _number_before(note: Note, first: int) -> str:
    """A house number that stands before a word."""
    if first == 0 or note.kinds[first - 1] is not Kind.NUMBER or note.tokens[first].gap not in (" ", ", "):
        return ""
    if note.tokens[first].gap == ", " and not (first > 1 and note.tokens[first - 2].folded in lexicon.building().units):
        return ""
    number = note.tokens[first - 1].text
    before = note.text[max(0, note.tokens[first - 1].start - 1) : note.tokens[first - 1].start]
    if before == "/" and _STAIR.search(
        note.text, max(0, note.tokens[first - 1].start - 12), note.tokens[first - 1].start
    ):
        before = ""
    if (
        len(number) > 5
        or not number.rstrip("abcdefABCDEF").isdigit()
        or len(number.rstrip("abcdefABCDEF")) > 3
        or before in (".", ":", "£", "/")
    ):
        return ""
    return number.lower()
