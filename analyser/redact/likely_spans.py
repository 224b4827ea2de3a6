"""Stretches of words that the name finder holds for one name, and that no rule has taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from analyser.redact import lexicon, people
from analyser.redact.evidence import Note
from analyser.redact.finder import KINDS, SUREST
from analyser.redact.growing import within
from analyser.redact.kinds import Kind
from analyser.redact.lowercase import enough_typed, may_be_typed, mistyped
from analyser.redact.phrases import phrases
from analyser.redact.tokens import Token
from analyser.redact.words import is_office

WITHIN = 0.5  # a word is part of a span from here on
INSIDE = 0.9  # a small word within a name
TOGETHER = 0.8  # each of several words in lower case
_ABBREVIATED = 3  # letters: St. Xxx, Xxx Rd. Yyy
_LETTERS = 2  # of somebody: J. Xxx, Mo. Xxx
_GAPS = frozenset({" ", "-", "'", "’", ". ", ".", "'s ", "’s ", " & ", ", "})
_BETWEEN = frozenset({" ", ". ", " & "})
_FREE = frozenset({Kind.FOREIGN, Kind.ORDINARY, Kind.WORD, Kind.OPENING, Kind.LETTER, Kind.TITLE, Kind.SHOUT})


@dataclass(slots=True)
class Span:
    """Words next to each other that are likely one name."""

    note: int
    first: int
    last: int
    kind: str
    share: float  # how likely a name of any kind, the mean of its words
    words: tuple[str, ...] = field(repr=False, default=())


def spans(note: Note, number: int, covered: set[int]) -> Iterator[Span]:
    """Maximal stretches of likely words that no rule has taken: of persons, or of anything else that has a name."""
    at = 0
    tokens = note.tokens
    typed = _typed_together(note, covered)
    kinds = [_kind(note, i, covered, i in typed) for i in range(len(tokens))]
    _named_together(note, covered, kinds)
    kinds = _jointed(note, kinds)
    while at < len(tokens):
        if not kinds[at]:
            at += 1
            continue
        last = at
        while last + 1 < len(tokens) and tokens[last + 1].gap in _GAPS and _goes_on(kinds[at], kinds[last + 1]):
            if _parted(tokens[last], tokens[last + 1].gap, kinds[last], kinds[last + 1]):
                break
            last += 1
        inside = range(at, last + 1)
        by_kind = [sum(note.likely[i][k] for i in inside) for k in range(len(KINDS))]
        share = sum(by_kind) / len(inside)
        kind = KINDS[by_kind.index(max(by_kind))]
        words = tuple(tokens[i].folded for i in inside)
        if any(tokens[i].text[0].isupper() for i in inside) or typed.issuperset(inside) or share >= enough_typed(kind):
            yield Span(number, at, last, kind, share, words)
        at = last + 1


def _named_together(note: Note, covered: set[int], kinds: list[str]) -> None:
    """Lets words that are kept by themselves be part of a name beside others with a capital, where the finder is surest
    of each: Crown Cars, Benin City, M. Winter. Not in a phrase that is kept whole, nor where all are protected."""
    tokens = note.tokens
    if not any(k is Kind.KEPT and not kinds[i] and _surest(note, i, covered) for i, k in enumerate(note.kinds)):
        return
    at = 0
    while at < len(tokens):
        last = at
        while last < len(tokens) and _surest(note, last, covered) and (last == at or _belongs(note, at, last)):
            last += 1
        run = range(at, last)
        at = max(last, at + 1)
        if len(run) < 2 or not any(note.kinds[i] is Kind.KEPT and not kinds[i] for i in run):
            continue
        surname = tokens[run[0]].folded in lexicon.beside().particles  # Da Costa
        if all(lexicon.is_protected(tokens[i].folded) for i in run) and not surname:
            continue
        if _in_phrase(note, run[0], run[-1]):
            continue
        for i in run:
            kinds[i] = kinds[i] or _likeliest(note, i)


def _belongs(note: Note, first: int, at: int) -> bool:
    """Whether a word belongs to those before it: M. Winter, not "Priya S. Winter coats were given out"."""
    tokens = note.tokens
    if tokens[at].gap != ". ":
        return tokens[at].gap in _BETWEEN
    before = tokens[first - 1].text if first and tokens[first].gap == " " else ""
    named = before and before not in lexicon.cues().titles and sum(note.likely[first - 1]) >= WITHIN
    return at == first + 1 and not named


def _in_phrase(note: Note, first: int, last: int) -> bool:
    """Whether words are part of a phrase that is kept whole."""
    start, end = note.tokens[first].start, note.tokens[last].end
    return any(m.start() < end and start < m.end() for m in phrases().finditer(note.text))


def _surest(note: Note, at: int, covered: set[int]) -> bool:
    token = note.tokens[at]
    enough = TOGETHER if token.folded in lexicon.beside().particles else SUREST
    return at not in covered and token.text[0].isupper() and sum(note.likely[at]) >= enough


def _likeliest(note: Note, at: int) -> str:
    shares = note.likely[at]
    return KINDS[shares.index(max(shares))]


def _jointed(note: Note, kinds: list[str]) -> list[str]:
    """The kinds of words, with small words inside a name as part of it: Ring and Ride."""
    small = lexicon.beside().within | lexicon.beside().joints
    found = list(kinds)
    for i in range(1, len(kinds) - 1):
        token, before, after = note.tokens[i], note.tokens[i - 1], note.tokens[i + 1]
        if (
            not kinds[i]
            and kinds[i - 1] not in ("", "PERSON")
            and kinds[i + 1] not in ("", "PERSON")
            and token.text in small
            and token.gap == after.gap == " "
            and before.text[0].isupper()
            and after.text[0].isupper()
            and sum(note.likely[i]) >= INSIDE
            and within(note, i)
        ):
            found[i] = kinds[i - 1]
    return found


def _goes_on(kind: str, after: str) -> bool:
    return after != "" and (kind == "PERSON") == (after == "PERSON")


def _parted(token: Token, gap: str, kind: str, after: str) -> bool:
    """Whether a likely word belongs to another name than the one before: a comma goes on only within an address and
    to the town of it, a full stop only behind what is short for something."""
    if gap == ", ":
        return kind != "ADDRESS" or after == "ORG"
    if kind == "PERSON":
        letters = 1 if token.text[0].islower() else _LETTERS  # saw jo. mia came
        return token.possessive or (gap == ". " and len(token.text) > letters)
    return gap == ". " and len(token.text) > _ABBREVIATED


def _typed_together(note: Note, covered: set[int]) -> set[int]:
    """Words in lower case, two and more side by side, of each of which the finder is nearly sure: at market street
    surgery."""
    tokens = note.tokens
    found: set[int] = set()
    run: list[int] = []
    for i, token in enumerate(tokens):
        goes = i not in covered and token.text.islower() and sum(note.likely[i]) >= TOGETHER
        goes = goes and not lexicon.in_haste(token.folded)
        if run and (not goes or token.gap not in _GAPS):
            found |= _told_apart(note, run)
            run = []
        if goes:
            run.append(i)
    return found | _told_apart(note, run)


def _told_apart(note: Note, run: list[int]) -> set[int]:
    """The words of a run that may be a name: without those that open or end it and never are, if two are left."""
    words = [note.tokens[i].folded for i in run]
    while words and words[0] in people.stop_words():
        run, words = run[1:], words[1:]
    while words and words[-1] in people.stop_words():
        run, words = run[:-1], words[:-1]
    kept = all(map(lexicon.is_protected, words)) and any(sum(note.likely[i]) < SUREST for i in run)
    named = len(run) > 1 and not kept and not any(map(mistyped, words))
    return set(run) if named else set()


def _kind(note: Note, at: int, covered: set[int], typed: bool) -> str:
    """Of what a word is likely a name, "" where it may not be one. ``typed`` is a word in lower case beside others."""
    if at in covered:
        return ""
    token, kind = note.tokens[at], note.kinds[at]
    shares = note.likely[at]
    likeliest = _likeliest(note, at)
    share = sum(shares)
    if share < WITHIN:
        return ""
    if typed:
        return likeliest
    if kind is Kind.SHOUT and len(token.text) > 2 and token.text in lexicon.acronyms():
        return ""  # the CPN, LADO Priya: two letters may be somebody's, three of a service's hardly ever are
    after = note.tokens[at + 1] if at + 1 < len(note.tokens) else None
    if after is not None and after.gap == "-" and f"{token.folded}-{after.folded}" in lexicon.kin():
        return ""  # Tad-cu
    if kind is Kind.LETTER and token.gap in ("&", " & ") and note.kinds[at - 1] is Kind.LETTER:
        return ""  # the C&F
    if likeliest == "ADDRESS":
        return "ADDRESS" if kind is not Kind.KEPT else ""
    if kind is Kind.LOWER:
        return likeliest if may_be_typed(note, at, likeliest, share) else ""
    titled = at > 0 and token.gap == " " and note.tokens[at - 1].text in lexicon.cues().titles
    if kind is Kind.KEPT and titled and share >= SUREST and not is_office(token.folded):
        return likeliest  # Ms Long, of whom the word is kept elsewhere
    if kind is Kind.KEPT and shares[0] >= SUREST and token.folded in lexicon.nicknames() and not token.shout:
        return likeliest  # Mo, which is short for months too
    if kind is Kind.KEPT and share >= SUREST and token.capital and not token.initial:
        plain = token.folded in lexicon.common() and not lexicon.is_protected(token.folded)
        return likeliest if plain and not _in_phrase(note, at, at) else ""
    return likeliest if kind in _FREE else ""
