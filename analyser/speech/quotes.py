"""Quotation marks of every kind, whatever their number: no odd mark can break a note."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 1200  # characters; a mark without a partner would otherwise swallow a page
# An apostrophe is a mark only where no word touches it on the wrong side.
_OPEN = re.compile(r"[“„«]|(?<![\w])\"|(?<![\w’'])[‘'](?=[\w“\"£*…])|(?<![\w])``")
_NEXT = re.compile(r"\s*\n\s*([“\"‘'])(?=\w)")
_CLOSERS = {
    "“": re.compile(r"[”\"]"),
    "„": re.compile(r"[“”\"]"),
    "«": re.compile(r"»"),
    '"': re.compile(r"[\"”]"),
    "‘": re.compile(r"(?<=[\w.,!?…*])[’'](?!\w)"),
    "'": re.compile(r"(?<=[\w.,!?…*])['’](?!\w)"),
    "``": re.compile(r"''|\""),
}


@dataclass(frozen=True, slots=True)
class Quote:
    """``start`` and ``end`` take the marks in, ``inner_start`` and ``inner_end`` do not."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def quoted_stretches(text: str) -> list[Quote]:
    """Stretches in quotation marks, in order, none inside another.

    A mark with no partner in its own paragraph opens nothing; single marks are read with care, since plurals and
    contractions have the same sign.
    """
    found: list[Quote] = []
    at = 0
    while m := _OPEN.search(text, at):
        line_end = text.find("\n", m.end())
        limit = min(len(text) if line_end < 0 else line_end, m.end() + _LONGEST)
        close = _closing(text, m, limit)
        if close is None:
            at = m.end()
            if line_end >= 0 and limit == line_end and _goes_on(text, m, line_end):
                found.append(Quote(m.start(), line_end, m.end(), line_end))
                at = line_end
            continue
        found.append(Quote(m.start(), close.end(), m.end(), close.start()))
        at = close.end()
    return found


def _goes_on(text: str, opening: re.Match[str], line_end: int) -> bool:
    """A speech of several paragraphs has a mark before each and closes only the last."""
    after = _NEXT.match(text, line_end)
    heads = text[text.rfind("\n", 0, opening.start()) + 1 : opening.start()]
    begins = not heads.strip() or heads.rstrip()[-1] in ",:"
    return begins and after is not None and after[1] == opening[0] and line_end - opening.end() > 1


def _closing(text: str, opening: re.Match[str], limit: int) -> re.Match[str] | None:
    pattern = _CLOSERS[opening[0]]
    at = opening.end()
    while close := pattern.search(text, at, limit):
        if opening[0] in "‘'" and _is_plural_possessive(text, close.start()):
            at = close.end()
            continue
        return close if close.start() > opening.end() else None
    return None


def _is_plural_possessive(text: str, at: int) -> bool:
    """The boys' room: s, the mark, a space and a lower-case word, with another closing mark to come."""
    if text[at - 1 : at] != "s" or not re.match(r"['’] [a-z]", text[at : at + 3]):
        return False
    rest = text[at + 1 : at + 160].split("\n")[0]
    return bool(re.search(r"[\w.,!?…][’'](?!\w)", rest))
