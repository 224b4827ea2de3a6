"""Names of firms that are joined by "&" or end in LLP, and places that are written in lower case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analyser.redact import lexicon
from analyser.redact.evidence import Note, is_given, is_rare
from analyser.redact.kinds import Kind
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.things import enter_head, enter_thing

_PRISONS = frozenset({"HMP", "HMYOI", "HMPYOI", "YOI", "STC", "RAF", "HMS"})
_PARTS = frozenset({Kind.WORD, Kind.FOREIGN, Kind.OPENING, Kind.ORDINARY})


_KIN_FIRMS = frozenset({"Sons", "Son", "Daughters", "Daughter", "Bros", "Brothers", "Co"})


def find_firms(note: Note, registry: Registry) -> None:
    """Rug & Rind, Thorne & Ives LLP, Marlow LLP."""
    tokens, of = note.tokens, note.kinds
    firms = lexicon.building().firms
    for at in range(1, len(tokens)):
        if tokens[at - 1].text in _PRISONS and tokens[at].capital and tokens[at].gap == " ":
            end = at
            while (
                end + 1 < len(tokens)
                and tokens[end + 1].gap == " "
                and of[end + 1] in _PARTS
                and not tokens[end].possessive
            ):
                end += 1
            entity = enter_thing(registry, "ORG", "Organisation", tokens[at - 1 : end + 1])
            enter_head(registry, entity, note, at, end)
        if of[at - 1] is Kind.SHOUT and _lettered(note, at - 1):
            enter_thing(registry, "ORG", "Organisation", tokens[at - 1 : at + 1])
        if tokens[at].gap == " & " and _part(note, at - 1) and _part(note, at):
            end = at + 1 if at + 1 < len(tokens) and tokens[at + 1].gap == " " else at
            ended = end > at and tokens[end].text[0].isupper() and tokens[end].folded in firms
            pair = (tokens[at - 1].folded, tokens[at].folded)
            strange = sum(of[i] is Kind.FOREIGN and not is_given(note, i) for i in (at - 1, at))
            plain = _english(note, at - 1) or _english(note, at)
            if (
                ended
                or (tokens[at].text in _KIN_FIRMS and of[at - 1] in (Kind.FOREIGN, Kind.ORDINARY))
                or (strange == 1 and plain)
                or (_english(note, at - 1) and _english(note, at) and any(map(is_rare, pair)))
            ):
                enter_thing(registry, "ORG", "Organisation", tokens[at - 1 : (end if ended else at) + 1])
        elif of[at] is Kind.SHOUT and tokens[at].folded in firms and tokens[at].gap == " " and _part(note, at - 1):
            start = at - 1
            while start and tokens[start].gap == " " and of[start - 1] in (Kind.WORD, Kind.FOREIGN):
                start -= 1
            if tokens[at].text in ("LLP", "PLC", "LTD"):
                enter_thing(registry, "ORG", "Organisation", tokens[start : at + 1])


def _lettered(note: Note, at: int) -> bool:
    """JD Roofing, Care4U Homecare: letters of nobody and nothing known before the word for a trade."""
    token, after = note.tokens[at], note.tokens[at + 1]
    stem = lexicon.building().suffixes.get(after.folded)
    return (
        token.shout
        and 2 <= len(token.text) <= 4
        and after.gap == " "
        and after.capital
        and stem in ("Organisation", "Nursery")
        and after.folded not in lexicon.building().generic
        and token.text not in lexicon.acronyms()
        and token.folded not in lexicon.cues().roles
        and token.folded not in lexicon.common()
    )


def _part(note: Note, at: int) -> bool:
    return note.kinds[at] in _PARTS and note.tokens[at].capital and not note.tokens[at].possessive


def _english(note: Note, at: int) -> bool:
    """An English word that is not generic and nobody's name."""
    word = note.tokens[at].folded
    return (
        note.kinds[at] in (Kind.WORD, Kind.OPENING)
        and not is_given(note, at)
        and word not in lexicon.building().generic
    )


def find_called(notes: Sequence[Note], registry: Registry) -> None:
    """The Loft, the Nest: one English word with a capital behind "the", within sentences, twice in a file or more."""
    b = lexicon.building()
    never = b.generic | b.events | b.schemes | b.suffixes.keys() | lexicon.capitals() | b.not_called
    capital: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for note in notes:
        tokens, of = note.tokens, note.kinds
        for at in range(1, len(tokens)):
            token = tokens[at]
            if tokens[at - 1].folded != "the" or token.gap != " ":
                continue
            if of[at] is Kind.LOWER:
                lower[token.folded] += 1
            elif token.capital and token.folded not in never and _may_be_called(note, at):
                capital[token.folded] += 1
    for word, count in capital.items():
        if (
            count < (1 if is_rare(word) else _CALLED)
            or lower[word] >= count
            or (word,) in registry.forms
            or word in lexicon.cues().roles
        ):
            continue
        entity = registry.add(Entity("ORG", stem="Organisation"))
        registry.add_form(("the", word), entity, Need.LAST, "called")
        registry.add_form((word,), entity, Need.WITHIN, "called")


_CALLED = 2


def _may_be_called(note: Note, at: int) -> bool:
    """A word, or a name that "the" makes a word, with no capital behind it: not the Long Reach."""
    kind, word = note.kinds[at], note.tokens[at].folded
    if not (kind is Kind.WORD or (kind is Kind.ORDINARY and "the" in lexicon.ordinary()[word].before)):
        return False
    after = note.tokens[at + 1] if at + 1 < len(note.tokens) else None
    return after is None or not (after.gap in (" ", "-") and after.text[0].isupper())


def find_lower_places(note: Note, registry: Registry) -> None:
    """marram quay: a word that is not English before a word for a street, as texts are typed."""
    b = lexicon.building()
    tokens, of = note.tokens, note.kinds
    for at in range(1, len(tokens)):
        word, kind = tokens[at - 1], tokens[at]
        if _lower_saint(note, at):
            end = at
            if at + 1 < len(tokens) and tokens[at + 1].gap == " " and tokens[at + 1].folded in b.streets | _SHORES:
                end = at + 1
            entity = enter_thing(registry, "LOCATION", "", tokens[at - 1 : end + 1])
            registry.add_form(tuple(t.folded for t in tokens[at - 1 : end + 1]), entity, Need.ANY, "place")
            continue
        if (
            of[at] is not Kind.LOWER
            or of[at - 1] is not Kind.LOWER
            or kind.gap != " "
            or word.possessive
            or kind.folded not in b.streets
            or kind.folded in b.faint_streets
            or kind.folded in b.houses
            or len(kind.folded) < 4
            or len(word.folded) < 5
            or not lexicon.is_foreign(word.folded)
            or is_given(note, at - 1)
            or lexicon.is_slip(word.folded)
        ):
            continue
        entity = enter_thing(registry, "LOCATION", "", [word, kind])
        registry.add_form((word.folded, kind.folded), entity, Need.ANY, "place")


_SHORES = frozenset({"bay", "sands", "cove", "beach", "head", "island", "church", "school"})


def _lower_saint(note: Note, at: int) -> bool:
    """st budoc, st mawes: in lower case, of a word that is not English."""
    word, saint = note.tokens[at], note.tokens[at - 1]
    return (
        saint.text in ("st", "saint")
        and word.gap == " "
        and word.text.islower()
        and len(word.text) > 3
        and (lexicon.is_foreign(word.folded) or word.folded in lexicon.given_names())
        and (at < 2 or note.tokens[at - 2].folded in lexicon.cues().before_place | {"from", "to"})
    )
