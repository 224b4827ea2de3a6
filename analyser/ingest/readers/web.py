"""HTML pages, read by Beautiful Soup with the parser of the standard library."""

from __future__ import annotations

import warnings
from pathlib import Path

from analyser.ingest import limits
from analyser.ingest.formats import Document
from analyser.ingest.readers.grid import row_text
from analyser.ingest.text import decode

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
    for row in reversed(soup.find_all("tr")):
        if isinstance(row, Tag):
            cells = [c.get_text().strip() for c in row.find_all(["td", "th"], recursive=False)]
            row.replace_with("\n" + row_text(cells) + "\n")
    for block in soup.find_all(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    return "\n".join(line.strip() for line in soup.get_text().split("\n"))
