"""Names of organisations that are phrases: Church of the Risen Lamb, Prince of Xxx Hospital, LARCH CONTACT CENTRE."""

from __future__ import annotations

from analyser.redact import lexicon
from analyser.redact.evidence import Note, is_rare
from analyser.redact.kinds import Kind
from analyser.redact.phrases import phrases
from analyser.redact.registry import Need, Registry
from analyser.redact.things import enter_head, enter_thing


def find_phrased(note: Note, registry: Registry) -> None:
    """Enters what begins with a word for a congregation or a crown and "of", pairs of saints, and headings."""
    b = lexicon.building()
    tokens = note.tokens
    for at, token in enumerate(tokens):
        if note.kinds[at] is Kind.SHOUT:
            _shouted(note, at, registry)
        if not token.capital or at + 2 >= len(tokens):
            continue
        if token.text in ("Sts", "SS") and tokens[at + 1].capital:
            _saints(note, at, registry)
        elif (
            tokens[at + 1].text == "of"
            and tokens[at + 1].gap == tokens[at + 2].gap == " "
            and not _in_phrase(note, at)
            and (token.folded in b.of_heads or token.folded in b.of_crowns)
        ):
            _of(note, at, registry)


def _in_phrase(note: Note, at: int) -> bool:
    """Church of England: kept whole."""
    start, end = note.tokens[at].start, note.tokens[at + 2].end
    return any(m.start() <= start and end <= m.end() for m in phrases().finditer(note.text, start, end + 40))


def _of(note: Note, at: int, registry: Registry) -> None:
    tokens, b = note.tokens, lexicon.building()
    first = at + 2
    if tokens[first].text == "the" and first + 1 < len(tokens) and tokens[first + 1].gap == " ":
        first += 1
    if not tokens[first].capital:
        return
    last = first
    while last + 1 < len(tokens) and tokens[last + 1].capital and tokens[last + 1].gap == " ":
        last += 1
    if tokens[at].folded in b.of_crowns:
        while last > first and tokens[last].folded not in b.suffixes:
            last -= 1
        if last == first:
            return
    start = at
    while (
        start
        and tokens[start].gap == " "
        and tokens[start - 1].capital
        and not tokens[start - 1].initial
        and note.kinds[start - 1] is not Kind.TITLE
        and start - 1 not in note.known
    ):
        start -= 1
    if tokens[at].folded == "house" and start == at and lexicon.is_english(tokens[first].folded) and last == first:
        return  # House of Cards
    stem = b.suffixes.get(tokens[last].folded) or b.suffixes.get(tokens[at].folded) or "Organisation"
    entity = enter_thing(registry, "ORG", stem, tokens[start : last + 1])
    if start < at:
        registry.add_form(tuple(t.folded for t in tokens[at : last + 1]), entity, Need.CAPITAL, "org")


def _saints(note: Note, at: int, registry: Registry) -> None:
    """Sts Xxx and Xxx, with a word for the kind of place behind."""
    tokens = note.tokens
    last = at + 1
    if at + 3 < len(tokens) and tokens[at + 2].text in ("and", "&") and tokens[at + 3].capital:
        last = at + 3
    elif at + 2 < len(tokens) and tokens[at + 2].gap == " & " and tokens[at + 2].capital:
        last = at + 2
    else:
        return
    enter_thing(registry, "ORG", "Organisation", tokens[at : last + 1])


def _shouted(note: Note, at: int, registry: Registry) -> None:
    """A heading in capitals: a rare word or two, then words for a kind of place."""
    tokens, b = note.tokens, lexicon.building()
    word = tokens[at].folded
    if at and note.kinds[at - 1] is Kind.SHOUT and tokens[at].gap == " ":
        return
    if not (tokens[at].initial and len(word) > 3) or word in b.generic or tokens[at].text in lexicon.acronyms():
        return
    if not (is_rare(word) or lexicon.is_foreign(word)) or lexicon.is_protected(word):
        return
    last = at
    for step in range(at + 1, min(at + 5, len(tokens))):
        if not tokens[step].shout or tokens[step].gap.strip("'’S") != " ":
            break
        if tokens[step].folded in b.suffixes or tokens[step].folded in ("service", "service's"):
            last = step
            break
        if not (tokens[step].folded in b.generic or is_rare(tokens[step].folded)):
            break
    if last > at:
        stem = b.suffixes.get(tokens[last].folded, "Organisation")
        entity = enter_thing(registry, "ORG", stem, tokens[at : last + 1])
        end = last
        while end > at + 1 and tokens[end - 1].folded in b.generic:
            end -= 1
        enter_head(registry, entity, note, at, max(at, end - 1))
