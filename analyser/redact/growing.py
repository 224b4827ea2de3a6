"""What belongs to a found name and is no name by itself: Xxx Methodist, Two Xxx, Isle of Xxx, Xxx of Yyy, J. XXX."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from analyser.redact import lexicon, people
from analyser.redact.evidence import Note, is_verbal
from analyser.redact.finder import KINDS, SUREST
from analyser.redact.found import Found
from analyser.redact.kinds import Kind
from analyser.redact.tokens import covered
from analyser.redact.widening import title_before

_THINGS = ("ORG", "LOCATION")
_MOST = 3  # words behind a name that may belong to it
_BETWEEN = re.compile(r" of (?:the )?")
_CLOSE = frozenset({" ", "-", "'s ", "’s ", "' ", "’ "})
_SIGNS = frozenset({"/", "-", "&"})
SURE_NUMBER = 0.5  # to the finder, for the number of a house
JOINT = 0.8  # to the finder, for a small word within a name and for the one behind it
NUMBERED = 0.8  # to the finder, for the number of a ward or a club
ENDING = 0.5  # to the finder, for the 's of Kettle's
LETTER = 0.8  # to the finder, for one letter in lower case behind the name of somebody
ARTICLE = 0.5  # to the finder, for "the" of The Larder
BEGINS = 0.05  # to the finder: from here on what stands behind "and" may be another name
FIRM = 0.8  # to the finder, for "and Sons" behind a name of somebody
_ORG = KINDS.index("ORG")
_SURE = 0.9  # to the finder, for a word
_GIVEN = frozenset({"profile"})


def grow(note: Note, found: list[Found]) -> list[Found]:
    """Stretches with what stands straight beside them and belongs to them; two that "of" joins become one."""
    starts = {t.start: i for i, t in enumerate(note.tokens)}
    ends = {t.end: i for i, t in enumerate(note.tokens)}
    taken = {i for f in found for i in covered(note.tokens, f.start, f.end)}
    grown = []
    for f in found:
        first, last = starts.get(f.start), ends.get(f.end)
        if f.source in _GIVEN or first is None:
            grown.append(f)
        elif f.entity.type == "PERSON":
            at = title_before(note.tokens, first) if f.source == "finder" else first
            at = at - 1 if _fond(note, at, taken) else at
            grown.append(replace(f, start=note.tokens[at].start, end=_with_letter(note, f, last, taken)))
        elif f.entity.type in _THINGS:
            start = note.tokens[_before(note, first, taken)].start
            grown.append(replace(f, start=start, end=_behind(note, f, last, taken)))
        else:
            grown.append(f)
    return _joined(note.text, grown)


def reach(note: Note, found: list[Found]) -> list[Found]:
    """Stretches with the words straight beside them that the name finder is sure of, addresses with their numbers."""
    taken = {i for f in found for i in covered(note.tokens, f.start, f.end)}
    return [_to_likely(note, f, taken) for f in found]


@cache
def _tails() -> re.Pattern[str]:
    """Words as written that end the name of a thing: Co-op, C of E."""
    words = sorted(lexicon.beside().ends, key=lambda w: (-len(w), w))
    return re.compile(r" (?:" + "|".join(map(re.escape, words)) + r")(?![\w-])")


@cache
def _for_whom() -> re.Pattern[str]:
    """Xxx for Carers, Xxx for Young People; but not Xxx for Life Story work, nor Xxx for Young Carers Assessment."""
    words = "|".join(sorted(w.capitalize() for w in lexicon.beside().for_whom))
    behind = "|".join(sorted(map(re.escape, people.stop_words() | lexicon.cues().verbs)))
    return re.compile(rf" for (?:{words})(?: (?:{words}))?(?![\w'’-])(?! (?!(?:{behind})\b)\w)")


@cache
def _halves() -> re.Pattern[str]:
    """The rest of Co-op, Pre-school, Walk-in Centre."""
    b = lexicon.beside()
    return re.compile(rf"-(?:{'|'.join(sorted(b.halved))})\b(?: (?:{'|'.join(sorted(b.halved_kinds))}))?")


def _behind(note: Note, found: Found, last: int | None, taken: set[int]) -> int:
    """The end of a name with the capitalised words of English straight behind it."""
    if last is None or note.tokens[last].possessive:
        return found.end
    if tail := _halves().match(note.text, found.end) or _tails().match(note.text, found.end):
        return tail.end()
    end, tokens = found.end, note.tokens
    for at in range(last + 1, min(last + 1 + _MOST, len(tokens))):
        word = tokens[at]
        if (
            word.gap != " "
            or at in taken
            or note.kinds[at] is not Kind.WORD
            or word.folded in lexicon.beside().of_services
            or word.folded in lexicon.cues().roles
            or note.text[word.end : word.end + 1] == "-"
        ):
            break
        end = word.end
        if word.possessive:
            break
    if found.entity.type == "ORG" and (whom := _for_whom().match(note.text, end)):
        end = whom.end()
    tail = _tails().match(note.text, end)
    return tail.end() if tail else end


def _with_letter(note: Note, found: Found, last: int | None, taken: set[int]) -> int:
    """The end of a name with a letter: of a surname with the first of the given name behind a comma, as lists have it
    (Xxx, K rang), or of a given name with the first of the surname that something ends (Xxx H, Yyy)."""
    at = len(note.tokens) if last is None else last + 1
    if at >= len(note.tokens) or at in taken or not note.tokens[at - 1].text[0].isupper():
        return found.end
    letter = note.tokens[at]
    alone = len(letter.text) == 1 and letter.text.isupper() and letter.text not in "AI" and not letter.possessive
    behind = note.tokens[at + 1] if at + 1 < len(note.tokens) else None
    after = behind.gap[:1] if behind is not None else ""
    ends = after in (".", ",", ";", ")", "\n", "") and not _abbreviates(note, at)
    if after == "/" and behind is not None:  # somebody else, not Xxx S/worker
        ends = at + 1 in taken or behind.folded in lexicon.kin()
    listed = letter.gap == ", " and after not in ("-", "/", "'", "’", "&")
    return letter.end if alone and (listed or (letter.gap == " " and ends)) else found.end


def _abbreviates(note: Note, at: int) -> bool:
    """Whether a letter begins what is written with signs between its letters: s/w, d&v, a.m."""
    if at + 1 >= len(note.tokens):
        return False
    behind = note.tokens[at + 1]
    return behind.gap in _SIGNS or (behind.gap == "." and len(behind.text) == 1)


def _fond(note: Note, first: int, taken: set[int]) -> bool:
    """Whether what stands before a name is part of what somebody is called: Auntie Xxx."""
    if not first or first - 1 in taken or note.tokens[first].gap != " ":
        return False
    before = note.tokens[first - 1]
    return before.capital and before.folded in lexicon.beside().fond and not before.possessive


def _to_likely(note: Note, found: Found, taken: set[int]) -> Found:
    if found.source in _GIVEN or found.entity.type not in KINDS:
        return found
    tokens = note.tokens
    inside = covered(tokens, found.start, found.end)
    if not inside:
        return found
    first, last = inside[0], inside[-1]
    thing = found.entity.type in _THINGS
    while (
        first
        and first - 1 not in taken
        and _likely(note, first - 1, small=tokens[first].text[0].islower(), thing=thing)
        and (tokens[first].gap in _CLOSE or (tokens[first].gap == " & " and _of_firm(note, first - 1, first)))
    ):
        first -= 1
    if thing and first and first - 1 not in taken and tokens[first].gap == " " and tokens[first - 1].text == "the":
        first -= sum(note.likely[first - 1]) >= ARTICLE
    while (behind := _behind_joint(note, last)) and (thing or _of_firm(note, behind - 1, behind)):
        last, thing = behind, True
    while (
        last + 1 < len(tokens)
        and last + 1 not in taken
        and tokens[last + 1].gap in _CLOSE
        and tokens[last + 1].text != "and"
        and not (tokens[last].possessive and found.entity.type == "PERSON")
        and _likely(
            note, last + 1, small=thing or tokens[last + 1].gap == "-" or tokens[last].text[0].islower(), thing=thing
        )
    ):
        last += 1
    end = max(found.end, tokens[last].end)
    known = found.entity.listed and not thing  # Kettle's, but not the 's of somebody on the list
    if not known and end == tokens[last].end and note.endings[last] >= ENDING:
        end += 2
    return replace(found, start=min(found.start, tokens[first].start), end=end)


def _of_firm(note: Note, *words: int) -> bool:
    """Whether the finder holds each of some words for part of an organisation."""
    return all(note.likely[i][_ORG] >= FIRM for i in words)


def _behind_joint(note: Note, last: int) -> int:
    """Where a name goes on behind a small word that is part of it: the Grow of Bloom and Grow. 0 if it does not."""
    tokens = note.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text not in lexicon.beside().within:
        return 0
    joint, after = tokens[last + 1], tokens[last + 2]
    close = joint.gap == after.gap == " " and after.text[0].isupper() and within(note, last + 1)
    return last + 2 if close and sum(note.likely[last + 1]) >= JOINT <= sum(note.likely[last + 2]) else 0


def within(note: Note, at: int) -> bool:
    """Whether a small word between two of a name is part of it; "and" may stand between two names."""
    return note.tokens[at].text != "and" or note.opens[at + 1] < BEGINS


def _likely(note: Note, at: int, *, small: bool, thing: bool) -> bool:
    """Whether a word beside a name is part of it; ``small`` lets one in lower case be. Beside the name of a ``thing``
    an acronym or a title may belong to it: Xxx PRU."""
    token, cues = note.tokens[at], lexicon.cues()
    share = sum(note.likely[at])
    if token.text[0].isdigit():
        return note.likely[at][KINDS.index("ADDRESS")] >= SURE_NUMBER or (thing and share >= NUMBERED)
    lower = token.text[0].islower()
    letter = lower and len(token.text) == 1 and not thing
    if letter and _abbreviates(note, at):
        return False
    surest = share >= (LETTER if letter else SUREST)
    called = (
        token.text in lexicon.acronyms()
        or token.text in cues.titles
        or (token.initial and token.folded != "the" and is_verbal(token.folded))
    )
    kept = lexicon.is_protected(token.folded) or token.folded in lexicon.kin()
    return (
        (share >= _SURE or surest)
        and token.folded not in cues.roles
        and (not lower or (small and surest))
        and (not called or (thing and surest))
        and (not kept or surest)
    )


def _before(note: Note, first: int, taken: set[int]) -> int:
    """The first word of a name with what begins it: Two Xxx, Crown Xxx, Isle of Xxx."""
    tokens = note.tokens
    if not first or tokens[first].gap != " " or first - 1 in taken:
        return first
    before = tokens[first - 1]
    b = lexicon.beside()
    if before.capital and before.text in b.begins:
        return first - 1
    if before.text == "of" and first > 1 and before.gap == " ":
        head = tokens[first - 2]
        if head.capital and head.folded in b.of_places and first - 2 not in taken:
            return first - 2
    return first


def _is_firm(name: str) -> bool:
    """Xxx Lettings of Yyy: a firm with the town that it is in, not one name."""
    return lexicon.fold(name.rsplit(maxsplit=1)[-1]) in lexicon.building().firms


def _joined(text: str, found: list[Found]) -> list[Found]:
    """Rose of Sharon, of which both are found: one name."""
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: (f.start, -f.end)):
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.entity.type in _THINGS
            and f.entity.type in _THINGS
            and "ORG" in (last.entity.type, f.entity.type)
            and not _is_firm(text[last.start : last.end])
            and _BETWEEN.fullmatch(text, last.end, f.start)
        ):
            kept[-1] = replace(last, end=f.end)
        else:
            kept.append(f)
    return kept
