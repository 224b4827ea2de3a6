"""The kind of every word of a note: a title, a word that is not English, one that is kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from enum import Enum

from analyser.redact import lexicon
from analyser.redact.endings import is_science
from analyser.redact.headed import headed
from analyser.redact.neighbours import neighbours
from analyser.redact.phrases import phrases
from analyser.redact.tokens import Token


class Kind(Enum):
    TITLE = "title"
    FOREIGN = "foreign"  # with a capital and not English
    ORDINARY = "ordinary"  # a name that is a word as well
    WORD = "word"  # an English word with a capital within a sentence
    OPENING = "opening"  # an English word where a sentence opens
    KEPT = "kept"  # protected
    LETTER = "letter"  # one capital
    SHOUT = "shout"
    NUMBER = "number"
    LOWER = "lower"


def kinds(text: str, tokens: list[Token], taken: list[tuple[int, int]]) -> list[Kind]:
    """The kind of every word. Words within ``taken`` stretches, protected phrases and labels of forms are kept."""
    kept = _merged([*taken, *(m.span() for m in phrases().finditer(text)), *headed(text, tokens)])
    starts = [s for s, _ in kept]
    titles = lexicon.cues().titles
    names = lexicon.ordinary()
    prefixes = lexicon.building().prefixes
    found: list[Kind] = []
    for i, t in enumerate(tokens):
        first = t.text[0]
        if first.isdigit():
            found.append(Kind.NUMBER)
            continue
        if any(c.isdigit() for c in t.text):
            found.append(Kind.KEPT)
            continue
        if not first.isupper():
            found.append(Kind.LOWER)
            continue
        at = bisect_right(starts, t.start) - 1
        if (at >= 0 and t.start < kept[at][1]) or _operation(tokens, i):
            found.append(Kind.KEPT)
        elif _prefix(tokens, i, prefixes) or (
            i and t.gap == " " and tokens[i - 1].capital and tokens[i - 1].folded in prefixes and t.folded in ("bro",)
        ):
            found.append(Kind.FOREIGN)
        elif t.text in titles:
            found.append(Kind.TITLE)
        elif len(t.text) == 1:
            found.append(Kind.LETTER)
        elif t.shout:
            # Letters of two or three may be somebody's initials; longer ones that are known are not.
            found.append(Kind.KEPT if len(t.text) > _INITIALS and t.text in lexicon.acronyms() else Kind.SHOUT)
        elif (
            t.text.lower() in lexicon.accented()
            or (t.possessive and lexicon.is_protected(f"{t.folded}'s"))  # Barnardo's
            or ("-" in t.text and t.folded in lexicon.kin())  # Tad-cu
        ):
            found.append(Kind.KEPT)
        elif ("-" in t.text and _double(t.folded) and t.folded not in lexicon.public()[0]) or (
            not t.text.isascii() and not (len(t.folded) > 4 and lexicon.is_protected(t.folded))
        ):
            found.append(Kind.FOREIGN)
        elif t.folded in names:
            found.append(Kind.ORDINARY)
        elif lexicon.is_protected(t.folded):
            found.append(Kind.FOREIGN if _named_so(tokens, i) or _built_so(tokens, i) else Kind.KEPT)
        elif _camel(t.text) or _ASSAY.match(t.text) or _of_days(t.folded) or is_science(t.folded):
            found.append(Kind.KEPT)
        elif lexicon.is_english(t.folded):
            found.append(Kind.OPENING if t.initial else Kind.WORD)
        elif t.text in lexicon.acronyms() or (t.text[:-1].isupper() and t.text[-1] == "s"):
            found.append(Kind.KEPT)
        else:
            found.append(Kind.FOREIGN)
    _syllables(tokens, found)
    return found


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _of_days(word: str) -> bool:
    """Mon-Thu, Mar-May."""
    return "-" in word and all(lexicon.is_protected(p) for p in word.split("-"))


def _operation(tokens: list[Token], at: int) -> bool:
    """Whether a word is what the police call an operation, not the name of a patient."""
    n = neighbours()
    if not at or tokens[at].gap != " " or not (tokens[at - 1].capital and tokens[at - 1].folded in n.operations):
        return False
    before = tokens[at - 2] if at > 1 and tokens[at - 1].gap.strip("'’s") in (" ", "-") else None
    return before is None or not (before.possessive or before.folded in n.surgery)


_INITIALS = 3  # letters, at most

_MAY_BE_PART = frozenset({Kind.FOREIGN, Kind.ORDINARY, Kind.WORD, Kind.OPENING, Kind.KEPT})


def _syllables(tokens: list[Token], of: list[Kind]) -> None:
    """Long Nguyen, Nguyen Van Son: short words next to each other, a surname among them and one that is not English."""
    surnames, parts = lexicon.syllables()
    either = surnames | parts
    at = 0
    while at + 1 < len(tokens):
        last = at
        while (
            last < len(tokens)
            and last - at < 4
            and tokens[last].capital
            and tokens[last].folded in either
            and of[last] in _MAY_BE_PART
            and (last == at or tokens[last].gap == " ")
        ):
            last += 1
        words = [t.folded for t in tokens[at:last]]
        if len(set(words)) > 1 and surnames.intersection(words) and _strange(words):
            of[at:last] = [Kind.FOREIGN] * len(words)
        at = max(last, at + 1)


def _strange(words: list[str]) -> bool:
    """Not all English, or of two words not all that notes use: Lei Sun."""
    return not all(map(lexicon.is_english, words)) or (
        len(words) == 2 and not all(w in lexicon.common() for w in words)
    )


def _prefix(tokens: list[Token], at: int, prefixes: Mapping[str, str]) -> bool:
    """Ysgol before a capital; Sacred Heart."""
    if at + 1 >= len(tokens) or tokens[at + 1].gap != " ":
        return False
    word, after = tokens[at].folded, tokens[at + 1]
    if (
        word in lexicon.beside().welsh_heads
        and tokens[at].capital
        and (
            after.capital or (after.text in ("y", "yr", "an", "na") and at + 2 < len(tokens) and tokens[at + 2].capital)
        )
    ):
        return True
    return (word in prefixes and after.capital) or f"{word} {after.folded}" in prefixes


def _named_so(tokens: list[Token], at: int) -> bool:
    """PC Islam, Mr French, Port Carling: what is kept by itself, behind a title or a word that begins a place."""
    token = tokens[at]
    if not at or token.gap not in (" ", ". "):
        return False
    before = tokens[at - 1]
    if token.gap == ". " and before.text not in lexicon.beside().stopped:
        return False  # thanked Sir. English next
    if at > 1 and before.text in ("da", "de", "di", "del", "dos") and before.gap == " ":
        before = tokens[at - 2]
    if before.capital and before.folded in lexicon.building().street_heads:
        return token.folded in lexicon.brands()
    title = lexicon.cues().titles.get(before.text)
    if title is None or not title.sure:
        return False
    if title.side and token.folded in lexicon.syllables()[0]:
        return True  # Ms Ma, Mr So
    return token.folded in lexicon.surname_too(people=bool(title.side) or before.text == "Dr")


def _built_so(tokens: list[Token], at: int) -> bool:
    """Easter Road, Jordan House: what is kept by itself, before a word for a street or a kind of place."""
    if at + 1 >= len(tokens):
        return False
    token, after = tokens[at], tokens[at + 1]
    if after.gap != " " or not after.capital or token.possessive or token.folded in lexicon.kin():
        return False
    b = lexicon.building()
    if after.folded in b.streets or after.folded in b.numbered_streets:
        return after.folded not in b.faint_streets or token.folded in lexicon.surname_too(people=False)
    return (
        token.folded in lexicon.surname_too(people=False)
        and token.folded not in lexicon.faiths()
        and after.folded in b.suffixes
        and after.folded not in b.generic
        and after.folded not in b.weak_suffixes
    )


_CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,}[A-Z]?$")


def _camel(word: str) -> bool:
    """SafeLives, TripAdvisor: a capital within that no name of a person has."""
    parts = re.findall("[A-Z][a-z]+", word)
    return (
        _CAMEL.match(word) is not None
        and not any(word.startswith(head) and word[len(head)].isupper() for head in lexicon.beside().joined)
        and not any(p.lower() in lexicon.given_names() for p in parts)
        and all(lexicon.is_english(p.lower()) for p in parts)
    )


# BrAC, EtG, MenB: what is measured or given.
_ASSAY = re.compile(r"(?!Mc|Di[A-Z]|De[A-Z]|La[A-Z]|Le[A-Z]|Jo[A-Z])[A-Z][a-z]{1,2}[A-Z]{1,3}$")


def _double(word: str) -> bool:
    """Ellie-May, Marlow-Shaw: a part that is a name and none that is protected."""
    parts = word.split("-")
    given = lexicon.given_names()
    names = [p for p in parts if p in given or p in lexicon.ordinary()]
    return (
        bool(names)
        and any(p in given for p in parts)
        and not (
            lexicon.is_protected(parts[0]) and parts[0] not in lexicon.calendar() and parts[0] not in lexicon.kin()
        )
    )
