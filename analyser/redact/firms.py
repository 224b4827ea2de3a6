"""Names of firms that are joined by "&" or end in LLP, and places that are written in lower case."""

from __future__ import annotations

from analyser.redact import lexicon
from analyser.redact.evidence import Note, is_given, is_rare
from analyser.redact.registry import Need, Registry
from analyser.redact.runs import Kind
from analyser.redact.things import enter_thing

_PARTS = frozenset({Kind.WORD, Kind.FOREIGN, Kind.OPENING, Kind.ORDINARY})


def find_firms(note: Note, registry: Registry) -> None:
    """Rug & Rind, Thorne & Ives LLP, Marlow LLP."""
    tokens, of = note.tokens, note.kinds
    firms = lexicon.building().firms
    for at in range(1, len(tokens)):
        if of[at - 1] is Kind.SHOUT and _lettered(note, at - 1):
            enter_thing(registry, "ORG", "Organisation", tokens[at - 1 : at + 1])
        if tokens[at].gap == " & " and _part(note, at - 1) and _part(note, at):
            end = at + 1 if at + 1 < len(tokens) and tokens[at + 1].gap == " " else at
            ended = end > at and tokens[end].text[0].isupper() and tokens[end].folded in firms
            pair = (tokens[at - 1].folded, tokens[at].folded)
            if ended or (_english(note, at - 1) and _english(note, at) and any(map(is_rare, pair))):
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


def find_lower_places(note: Note, registry: Registry) -> None:
    """marram quay: a word that is not English before a word for a street, as texts are typed."""
    b = lexicon.building()
    tokens, of = note.tokens, note.kinds
    for at in range(1, len(tokens)):
        word, kind = tokens[at - 1], tokens[at]
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
