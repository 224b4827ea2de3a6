"""Finds the forms of a registry in the words of a note."""

from __future__ import annotations

from dataclasses import dataclass

from analyser.redact import lexicon
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.tokens import Token

_GAPS = frozenset({" ", "-", ". ", ".", "'s ", "’s ", "  ", "\u00a0", "s' ", "’ ", "' ", " - ", "/"})
_MONTH_BEFORE = frozenset(
    {
        "in",
        "of",
        "since",
        "until",
        "till",
        "by",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "during",
        "before",
        "after",
        "end",
        "throughout",
    }
)
_MONTH_AFTER = frozenset({"onwards", "half", "bank", "or", "then", "hols", "holidays", "review", "term"})


@dataclass(frozen=True, slots=True)
class Match:
    first: int  # index of the first token
    last: int  # index of the last token, inclusive
    entity: Entity
    source: str
    sure: bool = True  # does not hang on the neighbours


def find(tokens: list[Token], registry: Registry) -> list[Match]:
    """Occurrences of known forms, from left to right, the longest at each place, none overlapping."""
    found: list[Match] = []
    at = 0
    while at < len(tokens):
        hit = _at(tokens, at, registry)
        if hit is None:
            at += 1
        else:
            found.append(hit)
            at = hit.last + 1
    return found


def _at(tokens: list[Token], at: int, registry: Registry) -> Match | None:
    token = tokens[at]
    for form in registry.starting(token.folded):
        size = len(form.words)
        if at + size > len(tokens):
            continue
        if any(tokens[at + i].folded != form.words[i] or tokens[at + i].gap not in _GAPS for i in range(1, size)):
            continue
        if holds(tokens, at, at + size - 1, form.need, listed=form.source in _LISTED):
            sure = form.need not in (Need.ORDINARY, Need.WITHIN)
            return Match(at, at + size - 1, form.entity, form.source, sure)
    if token.text[0].isupper():
        exact = registry.exact.get(token.text)
        if exact is not None:
            return Match(at, at, exact.entity, exact.source)
        unknown = _unknown_initials(tokens, at, registry)
        if unknown is not None:
            return unknown
        acronym = registry.dotted.get(token.text)
        if acronym is not None and _signs(tokens, at):
            return Match(at, at, acronym.entity, acronym.source)
        initials = _spaced_initials(tokens, at, registry)
        if initials:
            return initials
    return None


def _unknown_initials(tokens: list[Token], at: int, registry: Registry) -> Match | None:
    """Initials of somebody unknown, by what they do: "KT to ring school", "A.M. to sign"."""
    token = tokens[at]
    if not (token.shout or (token.capital and len(token.text) == 1)):
        return None
    letters, last = token.text, at
    if len(letters) == 1:
        while (
            last + 1 < len(tokens)
            and len(tokens[last + 1].text) == 1
            and tokens[last + 1].capital
            and tokens[last + 1].gap in (".", ". ")
        ):
            last += 1
            letters += tokens[last].text
        if at and tokens[at - 1].text[0].isdigit():
            return None
        after = tokens[last + 1].gap if last + 1 < len(tokens) else "."
        if not 2 <= len(letters) <= 3 or not (after.startswith(".") or tokens[last].possessive) or letters in _DOTTED:
            return None
    else:
        if (
            not 2 <= len(letters) <= 3
            or not letters.isalpha()
            or letters in lexicon.acronyms()
            or lexicon.is_protected(token.folded)
        ):
            return None
        if (token.folded in lexicon.english() and len(letters) > 2) or token.folded in lexicon.common():
            return None
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None or following.gap != " " or not following.text.islower():
            return None
        to = following.text == "to" and at + 2 < len(tokens) and tokens[at + 2].text.islower()
        if not (token.initial and (to or following.text in lexicon.cues().verbs)):
            return None
    return Match(at, last, registry.initials(letters), "initials", sure=False)


_DOTTED = frozenset(
    {
        "UK",
        "US",
        "USA",
        "EU",
        "NB",
        "PS",
        "IE",
        "EG",
        "TV",
        "DOB",
        "NHS",
        "BBC",
        "RIP",
        "TBC",
        "ETA",
        "AOB",
        "PTO",
        "RSVP",
    }
)


# Initials that are words in capitals: shouted, not signed.
_NEVER = frozenset(
    {
        "no",
        "it",
        "so",
        "me",
        "am",
        "is",
        "he",
        "we",
        "ok",
        "go",
        "do",
        "as",
        "at",
        "an",
        "be",
        "by",
        "if",
        "in",
        "of",
        "on",
        "or",
        "to",
        "up",
        "us",
        "my",
        "not",
        "all",
        "and",
        "but",
        "can",
        "did",
        "for",
        "has",
        "her",
        "him",
        "his",
        "how",
        "new",
        "now",
        "off",
        "old",
        "one",
        "our",
        "out",
        "she",
        "the",
        "too",
        "was",
        "who",
        "why",
        "yes",
        "you",
    }
)


def _signs(tokens: list[Token], at: int) -> bool:
    """Initials that are an acronym too, where an action is given to their bearer: "\\nDT to ring"."""
    token = tokens[at]
    if token.folded in lexicon.cues().roles or token.folded in _NEVER or not token.initial or at + 2 >= len(tokens):
        return False
    return tokens[at + 1].text == "to" and tokens[at + 1].gap == " " and tokens[at + 2].text.islower()


def _spaced_initials(tokens: list[Token], at: int, registry: Registry) -> Match | None:
    """A.M. and K M-S, written with stops, blanks or hyphens between."""
    letters, last = tokens[at].text, at
    if len(letters) > 1 and not ("-" in letters and len(letters) <= 3):
        return None
    letters = letters.replace("-", "")
    while last + 1 < len(tokens) and len(letters) < 4:
        after = tokens[last + 1]
        piece = after.text.replace("-", "")
        if not (piece.isupper() and len(piece) <= 2 and after.gap in (".", " ", ". ", "-")):
            break
        letters, last = letters + piece, last + 1
        form = registry.exact.get(letters) or (registry.dotted.get(letters) if "." in after.gap else None)
        if form is not None:
            return Match(at, last, form.entity, form.source)
    return None


_LISTED = frozenset({"list", "nickname"})


def holds(tokens: list[Token], first: int, last: int, need: Need, *, listed: bool = False) -> bool:
    """Whether an occurrence looks as its form needs."""
    token = tokens[first]
    upper = token.capital or token.shout
    if need is Need.ANY:
        return True
    if need is Need.CAPITAL:
        return upper
    if need is Need.LAST:
        return tokens[last].capital
    if need is Need.WITHIN:
        return upper and (not token.initial or _name_follows(tokens, last))
    return is_name(tokens, first, listed=listed)


def _name_follows(tokens: list[Token], last: int) -> bool:
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if tokens[last].possessive:
        return True
    if after is None:
        return False
    return (after.gap == " " and after.folded in lexicon.cues().verbs) or (after.gap == ", " and tokens[last].gap != "")


def is_name(tokens: list[Token], at: int, *, listed: bool = False) -> bool:
    """Whether a word that is both a name and an ordinary word is the name here; of somebody listed, in doubt it is."""
    token = tokens[at]
    entry = lexicon.ordinary().get(token.folded)
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    next_word = after.folded if after is not None and after.gap in (" ", " '") else ""
    last_word = before.folded if before is not None and token.gap == " " else ""
    if not (token.capital or token.shout):
        if token.possessive and last_word not in lexicon.lower_ordinary_before():
            return True
        return next_word in lexicon.lower_name_next() and last_word not in lexicon.lower_ordinary_before()
    if (
        token.folded in lexicon.calendar()
        and _is_month(token, before, last_word, next_word, after)
        and not _by_somebody(tokens, at)
    ):
        return False
    if entry is None:
        return not token.initial or _name_follows(tokens, at)
    if before is not None and token.gap in (" ", ". ") and before.text in lexicon.cues().titles:
        return True
    if after is not None and after.gap == " " and after.capital and lexicon.is_foreign(after.folded):
        beyond = tokens[at + 2].folded if at + 2 < len(tokens) else ""
        return not (token.initial and entry.opening and beyond in entry.after)
    if last_word in entry.before:
        return False
    if token.possessive:
        return True
    if not token.initial:
        return next_word not in entry.after or next_word in _WEAK_NEXT
    if listed and next_word in _BEING:
        return True
    if after is not None and after.gap == " " and after.text.isdigit() and len(after.text) < 3:
        return True
    if entry.opening:
        if next_word in entry.after and next_word not in ("and", "&"):
            return False
        return (
            _name_follows(tokens, at)
            or _acts(next_word, after)
            or next_word in ("and", "to", "from")
            or (not next_word and _set_off(after))
        )
    return next_word == "and" or next_word not in entry.after


_BEING = frozenset({"is", "was", "has", "had", "and", "says", "said"})
_WEAK_NEXT = frozenset(
    {
        "and",
        "is",
        "was",
        "in",
        "at",
        "on",
        "from",
        "with",
        "to",
        "for",
        "by",
        "or",
        "the",
        "a",
        "when",
        "if",
        "after",
        "not",
        "that",
        "then",
        "about",
        "her",
        "his",
        "him",
        "them",
        "up",
        "early",
        "again",
    }
)
_NOT_ACTS = frozenset(
    {
        "this",
        "his",
        "is",
        "as",
        "us",
        "its",
        "yes",
        "was",
        "always",
        "sometimes",
        "perhaps",
        "bus",
        "class",
        "less",
        "unless",
        "across",
        "towards",
        "others",
        "things",
        "services",
        "need",
        "feed",
        "bed",
        "indeed",
    }
)


def _acts(word: str, after: Token | None) -> bool:
    """A past tense or a third person follows: "Will proposes", "Mark declined"."""
    return (
        after is not None
        and after.text.islower()
        and len(word) > 3
        and word[-1] in "sd"
        and (word.endswith(("ed", "s")))
        and word not in _NOT_ACTS
    )


def _set_off(after: Token | None) -> bool:
    """Nothing, or a stop, a comma or a bracket follows."""
    return after is None or after.gap.strip(" ")[:1] in tuple(",)(:?!&/–-\n.")


def _by_somebody(tokens: list[Token], at: int) -> bool:
    """Seen by May, signed by April: a participle before "by"."""
    if at < 2 or tokens[at - 1].folded != "by" or tokens[at - 1].gap != " ":
        return False
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return tokens[at - 2].folded.endswith(("ed", "en")) and not following[:1].isdigit()


def _is_month(token: Token, before: Token | None, last_word: str, next_word: str, after: Token | None) -> bool:
    if before is not None and before.text[0].isdigit() and token.gap.strip(" ") in ("", "/", "-", ".", "of"):
        return True
    if before is not None and before.folded in ("st", "nd", "rd", "th", "of") and token.gap == " ":
        return True
    if after is not None and after.text[0].isdigit() and after.gap in (" ", "/", "-", ", "):
        return True
    if last_word in lexicon.calendar() or next_word in lexicon.calendar():
        return True
    return last_word in _MONTH_BEFORE or (next_word in _MONTH_AFTER and last_word in ("from", "to", "for"))
