"""Stretches of capitalised words in a note."""

from __future__ import annotations

from dataclasses import dataclass

from analyser.redact import lexicon
from analyser.redact.kinds import Kind
from analyser.redact.tokens import Token


@dataclass(frozen=True, slots=True)
class Run:
    first: int
    last: int  # inclusive


_JOINED = frozenset({" ", "-", "  ", "'s ", "’s ", "’ ", "' "})
_NAMELIKE = frozenset({Kind.FOREIGN, Kind.ORDINARY, Kind.WORD, Kind.LETTER})
# Dedications: Our Lady of Lourdes.
_OF = frozenset({"Lady", "Heart", "Star", "Sisters"})
_ENGLISH_SMALL = frozenset({"on", "under", "by", "of", "a'", "an"})
# Letters that stand within the names of schools.
_WITHIN = frozenset({"RC", "CE", "VA", "VC", "NHS", "C", "CofE"})
_NO_SURNAME = frozenset(
    "Mr Mrs Ms Miss Mx Dr PC DC DS DI PCSO Nan Gran Auntie Uncle Aunt Mama Sister Brother Nurse Doctor".split()  # noqa: SIM905
)
_STARTS = _NAMELIKE | {Kind.OPENING, Kind.TITLE}


def find_runs(tokens: list[Token], of: list[Kind]) -> list[Run]:
    """Maximal stretches of capitalised words, small words of place names within them."""
    found: list[Run] = []
    at = 0
    while at < len(tokens):
        if of[at] not in _STARTS:
            at += 1
            continue
        last = at
        step = at + 1
        while step < len(tokens):
            if _goes_on(tokens, of, step):
                last = step
            elif not _bridges(tokens, of, step):
                break
            step += 1
        found.append(Run(at, last))
        at = last + 1
    return found


def _goes_on(tokens: list[Token], of: list[Kind], at: int) -> bool:
    """Whether a word belongs to the stretch that stands before it."""
    gap, kind, before = tokens[at].gap, of[at], of[at - 1]
    if gap in (". ", ".") and before in (Kind.LETTER, Kind.TITLE):
        return kind in _NAMELIKE or kind in (Kind.OPENING, Kind.TITLE)
    if tokens[at].text == "Dr" and _ends_street(tokens, of, at):
        return True
    if kind is Kind.TITLE:  # Sheikh, Bishop and the like are surnames too
        named = before in (Kind.FOREIGN, Kind.ORDINARY, Kind.TITLE)
        return gap == " " and named and tokens[at].text not in _NO_SURNAME
    return kind in _NAMELIKE and gap in _JOINED


def _ends_street(tokens: list[Token], of: list[Kind], at: int) -> bool:
    """5 Kestrel Dr: no doctor, with a capital before it and no name behind."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    titles = lexicon.cues().titles
    return (
        tokens[at].gap == " "
        and of[at - 1] in _NAMELIKE
        and tokens[at - 1].text not in titles
        and (after is None or not after.capital or after.gap not in (" ", ". "))
    )


def _bridges(tokens: list[Token], of: list[Kind], at: int) -> bool:
    """Small words within a name: Cnoc an Tobair, St Oda's RC Primary, C of E."""
    if at + 1 >= len(tokens):
        return False
    token, after = tokens[at], tokens[at + 1]
    if of[at] is Kind.KEPT:  # Xxx Children's Centre, Xxx Pentecostal Church
        return (
            of[at - 1] in _NAMELIKE
            and token.gap in _JOINED
            and of[at + 1] in _NAMELIKE
            and after.gap in _JOINED
            and (token.folded == "children" or token.folded in lexicon.faiths())
            and (after.folded in lexicon.building().suffixes or after.folded in lexicon.building().tails)
        )
    if token.text == "the" and tokens[at - 1].text == "of" and at > 1:
        return tokens[at - 2].text in _OF and of[at + 1] in _NAMELIKE and token.gap == after.gap == " "
    if token.text == "of":
        if tokens[at - 1].text in _OF and after.text == "the" and at + 2 < len(tokens):
            return of[at + 2] in _NAMELIKE and token.gap == after.gap == tokens[at + 2].gap == " "
        return (tokens[at - 1].text == "C" and after.text == "E") or (
            tokens[at - 1].text in _OF and of[at + 1] in _NAMELIKE and token.gap == after.gap == " "
        )
    if of[at] is Kind.SHOUT:
        return token.text in _WITHIN and of[at + 1] in _NAMELIKE and token.gap in _JOINED
    return (
        of[at] is Kind.LOWER
        and token.folded in lexicon.building().particles
        and token.gap in (" ", "-")
        and after.gap in (" ", "-")
        and (token.text != "by" or token.gap == "-")  # the visit to Xxx by Yyy Zzz
        and (of[at - 1] is Kind.FOREIGN or (of[at - 1] is Kind.TITLE and token.text not in _ENGLISH_SMALL))
        and (of[at + 1] is Kind.FOREIGN or (token.text in ("y", "yr") and after.capital))
    )
