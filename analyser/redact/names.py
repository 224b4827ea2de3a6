"""Candidates for names that no list gives: words that are not English, names that are words too."""

from __future__ import annotations

from analyser.redact import lexicon
from analyser.redact.address_rules import in_county
from analyser.redact.english import find_english
from analyser.redact.evidence import Evidence, Note, folded, is_given, is_rare, is_verbal, score, weigh
from analyser.redact.kinds import Kind
from analyser.redact.neighbours import neighbours
from analyser.redact.registry import Registry
from analyser.redact.things import enter_thing
from analyser.redact.words import is_name


def find_names(
    note: Note, first: int, last: int, registry: Registry, evidence: dict[tuple[str, ...], Evidence]
) -> None:
    """What is left of a run: names of people, or of places."""
    of = note.kinds
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
    ordinary: list[int] = []
    for i in inside:
        joined = i > first and (i - 1 in ordinary or i - 1 in foreign) and tokens[i].gap == " "
        if of[i] is Kind.ORDINARY and (joined or is_name(tokens, i)):
            ordinary.append(i)
    if not foreign and not ordinary and _initialled(note, first, last):
        foreign = [last]
    if not foreign and not ordinary:
        find_english(note, first, last, registry, evidence)
        return
    start = min(foreign + ordinary)
    end = max(foreign + ordinary)
    given = is_given(note, start)
    if (
        (
            start > first
            and of[start - 1] is Kind.WORD
            and tokens[start].gap == " "
            and of[start] is Kind.FOREIGN
            and not given
            and is_rare(tokens[start - 1].folded)
            and tokens[start - 1].folded not in lexicon.capitals()
        )
        or (
            start > first
            and (of[start - 1] is Kind.LETTER or (not given and tokens[start - 1].folded in lexicon.building().leads))
        )
        or (
            start == first
            and first
            and not given
            and tokens[first].gap == " "
            and of[first - 1] is Kind.OPENING
            and tokens[first - 1].folded in lexicon.building().leads
        )
        or (
            start > 0
            and of[start - 1] is Kind.OPENING
            and tokens[start].gap == " "
            and start - 1 not in note.known
            and not is_verbal(tokens[start - 1].folded)
            and is_rare(tokens[start - 1].folded)
            and of[start] is Kind.FOREIGN
        )
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
    words = folded(tokens[start : end + 1])
    if start > first and tokens[start - 1].folded in neighbours().crown:
        start -= 1
        words = folded(tokens[start : end + 1])
    if words[0] in neighbours().crown and len(words) > 1:
        enter_thing(registry, "ORG", "Hospital", tokens[start : end + 1])
        return
    e = evidence[words]
    e.mentions += 1
    if not tokens[start].initial or tokens[start].gap.endswith(('"', "'", "“", "‘", "(", "[")):
        e.within += 1
    person, place, role = score(note, start, end)
    weigh(note, start, end, e)
    e.cued += person > 2.9
    e.things += (
        start > 0
        and tokens[start].gap == " "
        and tokens[start - 1].folded in neighbours().articles
        and not tokens[end].possessive
        and not tokens[end].folded.endswith("s")
    )
    e.acted += end < len(tokens) - 1 and tokens[end + 1].gap == " " and tokens[end + 1].folded in lexicon.cues().animate
    e.person += person
    e.place += place
    if role:
        e.roles.append(role)
    if _placed(note, start, end):
        e.place += _PLACED


def _placed(note: Note, first: int, last: int) -> bool:
    """Gone to Xxx Sands, lost by Xxx Moor; from Upper Xxx; Xxx, Co. Yyy: built as places are, where one is told."""
    tokens, b = note.tokens, lexicon.building()
    if in_county(note.text, tokens[last].end):
        return True
    if last == first or note.kinds[last] is Kind.LETTER:
        return False
    if tokens[first].folded in b.place_leads and note.kinds[last] is Kind.FOREIGN:
        return True
    before = tokens[first - 1].folded if first and tokens[first].gap == " " else ""
    cues = lexicon.cues()
    told = before in cues.before_place or before in cues.before_place_weak or before in neighbours().before_ends
    return told and tokens[last].folded in b.place_ends


_NO_NAME = 0.05  # to the finder, of a word that notes use
_PLACED = 4.0  # more than the finder and a word for a place together


def _initialled(note: Note, first: int, last: int) -> bool:
    """J. Bright: an initial with a stop before an English word that is not a sentence of its own."""
    tokens = note.tokens
    if last != first + 1 or note.kinds[first] is not Kind.LETTER or tokens[last].gap not in (". ", ".", " "):
        return False
    word = tokens[last].folded
    if word in lexicon.cues().roles or tokens[first].gap.endswith("&"):
        return False  # up to J. Teacher says; a C&F. Thorns grow
    if tokens[last].gap == ". " and word in lexicon.common() and sum(note.likely[last]) < _NO_NAME:
        return False  # Behaviour: C. Outcome negative
    if (
        tokens[first].text in "AI"
        or is_verbal(word)
        or word in lexicon.capitals()
        or word in lexicon.building().generic
    ):
        return False
    before = tokens[first - 1].folded if first else ""
    if tokens[last].gap == " ":
        return is_rare(word) and (
            before in ("", "by", "from", "with", "and") or tokens[first].gap.strip() in (",", ":")
        )
    return is_rare(word) or tokens[first].gap.strip() in (",", ":") or before in ("by", "from", "with", "and")
