"""HTML pages, read by Beautiful Soup with the parser of the standard library."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.ingest import limits
from analyser.ingest.formats import Document
from analyser.ingest.readers.grid import log_of, row_text
from analyser.ingest.text import decode

if TYPE_CHECKING:
    from bs4.element import Tag

_BLOCKS = ["p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer"]
_BLOCKS += ["table", "blockquote", "pre", "dt", "dd", "dl", "form", "fieldset", "hr"]
_HIDDEN = ["script", "style", "head", "template", "noscript"]


def read(path: Path) -> Document:
    """The visible text, a block a line; rows of tables as lines."""
    return Document(text_of(decode(limits.load(path, 20 * limits.MiB))), flowing=True)


def text_of(html: str) -> str:
    """The visible text of a page."""
    from bs4 import BeautifulSoup
    from bs4.element import PreformattedString, Tag

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of text that looks like a file name or an address, and quotes it
        soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.find_all(_HIDDEN):
        hidden.decompose()
    for unseen in soup.find_all(string=lambda s: isinstance(s, PreformattedString)):  # comments, the document type
        unseen.extract()
    for node in soup.find_all(string=True):
        if node.find_parent("pre") is None:
            node.replace_with(
                " ".join(str(node).split()).join(
                    (" " if str(node)[:1].isspace() else "", " " if str(node)[-1:].isspace() else "")
                )
            )
    for br in soup.find_all("br"):
        br.replace_with("\n")
    for block in soup.find_all(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    tables = [t for t in soup.find_all("table") if t.find("table") is None]
    logs = [log_of([_cells(row) for row in table.find_all("tr")]) for table in tables]
    if 2 * sum(map(len, logs)) >= len(soup.get_text()):
        for table, log in zip(tables, logs, strict=True):
            if log:
                table.replace_with(f"\n{log}\n")
    for row in reversed(soup.find_all("tr")):
        if isinstance(row, Tag):
            row.replace_with("\n" + row_text(_cells(row)) + "\n")
    return "\n".join(line.strip() for line in soup.get_text().split("\n"))


def _cells(row: Tag) -> list[str]:
    cells = row.find_all(["td", "th"], recursive=False)
    return [re.sub(r"\s*\n\s*", "\n", c.get_text().strip()) for c in cells]
