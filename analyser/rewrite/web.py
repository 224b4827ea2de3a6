"""HTML: words and the attributes that hold words; what runs or is hidden is taken out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analyser.ingest import limits
from analyser.ingest.text import decode
from analyser.rewrite.pieces import Edit, Piece, Policy, Slots, row_of

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "pre",
        "dt",
        "dd",
        "caption",
        "title",
        "option",
        "body",
        "button",
        "label",
        "legend",
        "figcaption",
        "summary",
        "main",
        "aside",
        "nav",
        "address",
    ]
)
_WORDED = frozenset(
    ["alt", "title", "placeholder", "aria-label", "aria-description", "abbr", "value", "content", "summary", "label"]
)
# Attributes of layout, which name nobody; what is neither of these nor of words is taken out.
_LAYOUT = re.compile(
    r"class|style|lang|dir|(?:col|row)span|scope|span|type|width|height|align|valign|bgcolor|border|cell(?:padding|spacing)|"
    r"color|face|size|start|reversed|checked|disabled|selected|open|hidden|role|charset|http-equiv|nowrap|cols|rows|media|"
    r"xmlns|viewbox|d|[rc]?[xy]|[xy][12]|r|d[xy]|points|transform|fill|stroke(?:-width)?|text-anchor|font-\w+|opacity"
)
_SAID_IN_STYLE = re.compile(r"/\*.*?(?:\*/|\Z)|(?<=content:)[^;}]*|(?<=content :)[^;}]*|(?<=url\()[^)]*", re.DOTALL)
_DROPPED = ["script", "noscript", "template", "iframe", "object", "embed", "link", "base"]
_CHARSET = re.compile(r"[\w/]+; ?charset=[\w-]+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_ADDRESSES = ("href", "src", "srcset", "action", "poster", "data", "background", "cite")


class Page:
    suffix = ".html"

    def __init__(self, html: str, keep_pictures: bool, whole: bool = False) -> None:
        from bs4 import BeautifulSoup
        from bs4.element import Comment, Doctype, NavigableString, PreformattedString, Tag

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._soup = BeautifulSoup(html, "html.parser")
        self.warnings: tuple[str, ...] = ()
        for tag in [] if whole else self._soup.find_all(_DROPPED):
            tag.decompose()
        for hidden in self._soup.find_all(string=lambda s: isinstance(s, PreformattedString)):
            if isinstance(hidden, Comment) or not isinstance(hidden, Doctype):
                hidden.extract()
        self.pieces: list[Piece] = []
        self._slots: list[Slots] = []
        groups: dict[int, Slots] = {}
        rows: dict[int, dict[int, list[Slots]]] = {}
        blocks: list[Slots | dict[int, list[Slots]]] = []
        pictures = 0

        def group(node: Any) -> Slots:
            """The words of the block in which a node stands; those of a row of a table belong together."""
            block = next((p for p in node.parents if p.name in _BLOCKS), self._soup)
            slots = groups.get(id(block))
            if slots is None:
                slots = groups[id(block)] = Slots()
                cell = next((p for p in (block, *block.parents) if p.name in ("td", "th")), None)
                row = cell.find_parent("tr") if cell is not None else None
                if row is None:
                    blocks.append(slots)
                else:
                    if id(row) not in rows:
                        rows[id(row)] = {id(c): [] for c in row.find_all(["td", "th"], recursive=False)}
                        blocks.append(rows[id(row)])
                    rows[id(row)].setdefault(id(cell), []).append(slots)
            return slots

        for node in list(self._soup.descendants):
            if isinstance(node, Tag):
                pictures += 0 if whole else self._attributes(node, keep_pictures)
                if node.name == "br":
                    group(node).between("\n")
            elif isinstance(node, NavigableString) and not isinstance(node, Doctype):
                if node.parent is not None and node.parent.name in ("style", "script"):
                    if not whole:
                        node.replace_with(type(node)(_SAID_IN_STYLE.sub("", str(node))))
                    continue
                slots = group(node)
                put = _replacer(node)
                if node.find_parent("pre") is None and "\n" in node:
                    put(_SPACE.sub(" ", str(node)))
                    slots.add(_SPACE.sub(" ", str(node)), put)
                else:
                    slots.add(str(node), put)
        self._slots += [b if isinstance(b, Slots) else row_of(list(b.values())) for b in blocks]
        if pictures:
            self.warnings = (f"{pictures} pictures were taken out.",)
        self.pieces += [Piece(s.text, f"block {n}") for n, s in enumerate(self._slots[len(self.pieces) :], 1)]

    def _attributes(self, tag: Any, keep_pictures: bool) -> int:
        pictures = 0
        for name in list(tag.attrs):
            value = tag.attrs[name]
            if name in _ADDRESSES:
                if isinstance(value, str) and value.startswith("data:image/") and keep_pictures:
                    continue
                pictures += tag.name == "img" and name == "src"
                tag.attrs[name] = "#" if name == "href" else ""
            elif tag.name == "meta" and name == "content" and _CHARSET.fullmatch(str(value)):
                continue
            elif name in _WORDED and isinstance(value, str):
                slots = Slots()
                slots.add(value, _attribute(tag, name))
                self._slots.insert(len(self.pieces), slots)
                self.pieces.append(Piece(slots.text, f"{name} of an element"))
            elif not _LAYOUT.fullmatch(name.lower()):
                del tag.attrs[name]
            elif name == "style":
                tag.attrs[name] = _SAID_IN_STYLE.sub("", str(value))
        return pictures

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        for slots, own in zip(self._slots, edits, strict=True):
            slots.write(own)
        return str(self._soup).encode("utf-8")


def _replacer(node: Any) -> Any:
    current = [node]

    def put(text: str) -> None:
        from bs4.element import NavigableString

        new = NavigableString(text)
        current[0].replace_with(new)
        current[0] = new

    return put


def _attribute(tag: Any, name: str) -> Any:
    def put(text: str) -> None:
        tag.attrs[name] = text

    return put


def read(path: Path, policy: Policy) -> Page:
    return Page(decode(limits.load(path, 20 * limits.MiB)), policy.keep_pictures, policy.whole)
