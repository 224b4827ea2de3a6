"""English words with capitals within a sentence: firms, places, and rare words that are names."""

from __future__ import annotations

from functools import cache

from analyser.redact import lexicon, people
from analyser.redact.endings import is_abstract
from analyser.redact.evidence import Evidence, Note, folded, is_rare, is_verbal, score, weigh
from analyser.redact.kinds import Kind
from analyser.redact.neighbours import neighbours
from analyser.redact.registry import Registry
from analyser.redact.things import enter_address, enter_thing

_WITHIN_PLACES = frozenset({"in", "from", "to", "near", "around", "towards"})  # "at Spice Harbour" is a firm as often


def find_english(
    note: Note, first: int, last: int, registry: Registry, evidence: dict[tuple[str, ...], Evidence]
) -> None:
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
        find_english(note, first + 1, last, registry, evidence)  # "When Yaw came"
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
    if is_abstract(word):
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


_LIKELY = 0.3  # to the finder, for a person
_CUED = 1.9  # a word for a person before it or a verb of people behind


@cache
def _bodies() -> frozenset[str]:
    """Words of kinds of places and bodies, which have things as people do: School's, the Trust's."""
    b = lexicon.building()
    return b.generic | b.events | b.schemes | frozenset(w for s in b.suffixes for w in s.split())
