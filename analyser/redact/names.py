"""Candidates for names that no list gives: words that are not English, names that are words too, rare words."""

from __future__ import annotations

import re
from functools import cache

from analyser.redact import lexicon, people
from analyser.redact.evidence import Evidence, Note, folded, is_given, is_rare, is_verbal, score, weigh
from analyser.redact.neighbours import neighbours
from analyser.redact.registry import Registry
from analyser.redact.runs import Kind
from analyser.redact.things import enter_address, enter_thing
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
        english(note, first, last, registry, evidence)
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
    if last > first and _placed(note, start, end):
        e.place += _PLACED


def _placed(note: Note, first: int, last: int) -> bool:
    """Gone to Xxx Sands, lost by Xxx Moor; from Upper Xxx: built as places are, where one is told."""
    tokens, b = note.tokens, lexicon.building()
    if last == first or note.kinds[last] is Kind.LETTER:
        return False
    if tokens[first].folded in b.place_leads and note.kinds[last] is Kind.FOREIGN:
        return True
    before = tokens[first - 1].folded if first and tokens[first].gap == " " else ""
    cues = lexicon.cues()
    told = before in cues.before_place or before in cues.before_place_weak or before in _BESIDE
    return told and tokens[last].folded in b.place_ends


_BESIDE = frozenset({"by", "on", "the"})
_WITHIN_PLACES = frozenset({"in", "from", "to", "near", "around", "towards"})  # "at Spice Harbour" is a firm as often
_PLACED = 4.0  # more than the finder and a word for a place together


def _initialled(note: Note, first: int, last: int) -> bool:
    """J. Bright: an initial with a stop before an English word that is not a sentence of its own."""
    tokens = note.tokens
    if last != first + 1 or note.kinds[first] is not Kind.LETTER or tokens[last].gap not in (". ", ".", " "):
        return False
    word = tokens[last].folded
    if word in lexicon.cues().roles:
        return False  # up to J. Teacher says
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


def english(note: Note, first: int, last: int, registry: Registry, evidence: dict[tuple[str, ...], Evidence]) -> None:
    """English words with capitals within a sentence: a name if something else says so."""
    tokens, of = note.tokens, note.kinds
    generic = lexicon.building().generic
    words = folded(tokens[first : last + 1])
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
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.text.islower() and after.gap.strip("\"'”’") == " " and after.folded in b.schemes:
        return  # "the Strong Start register"
    if words[0] in generic and words[0] not in b.leads:
        return
    if of[first] is Kind.OPENING and (is_verbal(words[0]) or tokens[first].text == words[0]):
        english(note, first + 1, last, registry, evidence)  # "When Yaw came"
        return
    if words[-1] in b.houses and words[0] not in b.houses:
        enter_address(registry, note, first, last, "")  # Hall Farm
        return
    before = tokens[first - 1].folded if first and tokens[first].gap == " " else ""
    if before in neighbours().one_of_many or before in lexicon.beside().works:
        return  # a Talking Mat; read The Owl Who
    placed = words[-1] in b.place_ends and before in _WITHIN_PLACES
    kind = "LOCATION" if placed or words[0] in b.street_heads else "ORG"
    enter_thing(registry, kind, "Organisation" if kind == "ORG" else "", tokens[first : last + 1])


def _single(note: Note, at: int, registry: Registry, evidence: dict[tuple[str, ...], Evidence]) -> None:
    """One English word with a capital: a town after "in", a person after "SW"."""
    token = note.tokens[at]
    word = token.folded
    before = note.tokens[at - 1] if at else None
    if word in lexicon.building().generic or word in lexicon.capitals() or word in lexicon.building().leads:
        return
    if _ABSTRACT.match(word):
        return
    if note.kinds[at] is Kind.OPENING:
        person, _, role = score(note, at, at)
        if is_rare(word):
            e = evidence[(word,)]
            weigh(note, at, at, e)
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
        weigh(note, at, at, e)
        e.mentions += 1
        e.within += 1
        e.place += 2.0
        return
    person, _, role = score(note, at, at)
    if is_rare(word):
        e = evidence[(word,)]
        weigh(note, at, at, e)
        e.rare = True
        e.mentions += 1
        e.within += 1
        e.person += person
        e.roles += [role] if role else []
        return
    likely = note.likely[at][0] >= _LIKELY
    if (person >= 2.5 and role) or (
        (token.possessive or (likely and person >= _CUED)) and word not in lexicon.capitals() and word not in _bodies()
    ):
        e = evidence[(word,)]
        weigh(note, at, at, e)
        e.mentions += 1
        e.within += 1
        e.person += person + 2.0 * token.possessive  # at Long's, has Mould's coat
        e.roles += [role] if role else []


# What no surname ends in, though the word be rare: Dialectical, Ambivalence, Discrepancy.
_ABSTRACT = re.compile(
    r".{3,}(?:ical|[st]ive|[ae]nce|[ae]ncy|ity|ism|[st]ion|sion|ship|ology|ment|ness|ible|ous|less|ful|ional|ised|ized)s?$"
)
_LIKELY = 0.3  # to the finder, for a person
_CUED = 1.9  # a word for a person before it or a verb of people behind


@cache
def _bodies() -> frozenset[str]:
    """Words of kinds of places and bodies, which have things as people do: School's, the Trust's."""
    b = lexicon.building()
    return b.generic | b.events | b.schemes | frozenset(w for s in b.suffixes for w in s.split())


def find_lower(note: Note, evidence: dict[tuple[str, ...], Evidence]) -> None:
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
                weigh(note, i, i, e)
                e.mentions += 1
                e.person += person
                if role:
                    e.roles.append(role)
        elif note.kinds[i] is Kind.LOWER and i not in note.known and _typed_name(note, i):
            e = evidence[(t.folded,)]
            e.mentions += 1
            e.lower += 1
            weigh(note, i, i, e)
            e.person += 1.5


_FAINT = 0.25  # to the finder, for a person: enough where only a person can stand


def _typed_name(note: Note, at: int) -> bool:
    """rang esi, no answer; her bf yaw; text from idil: a word of no list where only a person can stand."""
    tokens, c = note.tokens, lexicon.cues()
    token, before = tokens[at], tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    word = token.folded
    if (
        not token.text.isalpha()
        or not 3 <= len(word) <= 14
        or not lexicon.is_foreign(word)
        or lexicon.is_slip(word)
        or word in c.roles
        or word.upper() in lexicon.acronyms()
        or note.likely[at][0] < _FAINT
    ):
        return False
    acts = after is not None and after.gap == " " and after.text in lexicon.lower_name_next() - {"and", "not"}
    if before is None or token.initial:
        return acts and after is not None and after.text in c.animate
    if token.gap != " ":
        return False
    if before.folded in c.roles and before.folded not in ("called", "named", "ex"):
        return True
    if before.folded in ("from", "by"):
        return at > 1 and tokens[at - 2].folded in c.sent
    return before.folded in c.lower_person or (acts and before.folded in ("says", "said", "that", "when", "if", "cos"))
