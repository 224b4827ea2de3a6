"""HTML within cells, as exports of rich text have it: what a reader is shown, and where each part of it stands."""

from __future__ import annotations

import html
import re

TAG = re.compile(
    r"<(?P<name>/?(?:p|br|div|span|b|i|u|s|a|strong|em|small|big|sub|sup|center|font|img|hr|ul|ol|li|h[1-6]|table|thead|"
    r"tbody|tr|td|th|blockquote|pre|o:p))(?P<said>(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))*)\s*/?>",
    re.IGNORECASE,
)
_ENTITY = r"&(?:[A-Za-z][A-Za-z\d]{1,30}|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});"
_WITHIN = re.compile(r"/?(?:span|b|i|u|s|a|strong|em|small|big|sub|sup|font|img|o:p)", re.IGNORECASE)
_EITHER = re.compile(rf"{TAG.pattern}|{_ENTITY}", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:td|th)>", re.IGNORECASE)


def parts(text: str) -> list[tuple[str, int, int]]:
    """What is shown of each stretch of a text, and from where to where it stands: nothing, a line end or a space for a
    tag. Empty where the text holds no HTML."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for m in _EITHER.finditer(text):
        found.append((text[at : m.start()], at, m.start()))
        if m["name"] is None:
            found.append((html.unescape(m[0]).replace("\u00a0", " "), *m.span()))
        else:
            shown = "" if _WITHIN.fullmatch(m["name"]) else " " if _CLOSED.fullmatch(m[0]) else "\n"
            found.append((shown, *m.span()))
        at = m.end()
    return [*found, (text[at:], at, len(text))] if found else []


def as_shown(text: str) -> str:
    """A text without its HTML."""
    found = parts(text)
    return "".join(shown for shown, _, _ in found).strip("\n") if found else text
