"""Texts that hold HTML, as exports have it within cells: read as they are shown, and edited around their tags."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from analyser.rewrite.pieces import Carrier, Edit, Piece

_TAG = re.compile(
    r"<(?P<name>/?(?:p|br|div|span|b|i|u|s|a|strong|em|small|big|sub|sup|center|font|img|hr|ul|ol|li|h[1-6]|table|thead|"
    r"tbody|tr|td|th|blockquote|pre|o:p))(?P<said>(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))*)\s*/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z\d]{1,30}|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});")
_WITHIN = re.compile(r"/?(?:span|b|i|u|s|a|strong|em|small|big|sub|sup|font|img|o:p)", re.IGNORECASE)
_EITHER = re.compile(rf"{_TAG.pattern}|{_ENTITY.pattern}", re.IGNORECASE)
_Part = tuple[str, int, int]  # what is shown of a stretch of the text: "" or a line end for a tag


class Shown:
    """A file whose texts are seen without their HTML. What tags say beside their name (links, titles) goes."""

    def __init__(self, inner: Carrier) -> None:
        self._inner = inner
        self.suffix, self.warnings = inner.suffix, inner.warnings
        self._parts = [_parts(p.text) if _EITHER.search(p.text) else None for p in inner.pieces]
        self.pieces: list[Piece] = [
            p if parts is None else replace(p, text="".join(shown for shown, _, _ in parts))
            for p, parts in zip(inner.pieces, self._parts, strict=True)
        ]

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        back = [
            own if parts is None else _back(p.text, parts, own)
            for p, parts, own in zip(self._inner.pieces, self._parts, edits, strict=True)
        ]
        return self._inner.write(back)


def _parts(text: str) -> list[_Part]:
    found: list[_Part] = []
    at = 0
    for m in _EITHER.finditer(text):
        found.append((text[at : m.start()], at, m.start()))
        if m["name"] is None:
            found.append((html.unescape(m[0]).replace("\u00a0", " "), m.start(), m.end()))
        else:
            found.append(("" if _WITHIN.fullmatch(m["name"]) else "\n", m.start(), m.end()))
        at = m.end()
    return [*found, (text[at:], at, len(text))]


def _back(text: str, parts: Sequence[_Part], edits: Sequence[Edit]) -> list[Edit]:
    """Edits of what is shown as edits of the text: the first stretch takes the new words, tags stay without what they
    say."""
    found: list[Edit] = []
    begun: set[int] = set()
    at = 0
    for shown, start, end in parts:
        tag = _TAG.fullmatch(text, start, end)
        if tag is not None:
            if tag["said"]:
                found.append((start, end, f"<{tag['name']}>"))
            at += len(shown)
            continue
        for number, (a, b, new) in enumerate(edits):
            if a < at + len(shown) and at < b:
                whole = len(shown) != end - start  # an entity is one letter, or goes whole
                left = start if whole else start + max(a - at, 0)
                right = end if whole else start + min(b - at, len(shown))
                if found and found[-1][1] > left:
                    continue
                found.append((left, right, "" if number in begun else new))
                begun.add(number)
        at += len(shown)
    return found
