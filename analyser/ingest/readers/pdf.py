"""PDF, read by pypdfium2."""

from __future__ import annotations

import re
from pathlib import Path

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.formats import Document


def read(path: Path) -> Document:
    """The text layer, a page a form feed. Limits: columns and tables come in the order of the file."""
    import pypdfium2 as pdfium

    data = limits.load(path)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableInput("is protected by a password; save an unprotected copy.") from None
        raise UnreadableInput("is damaged or not a real PDF file; open it and save it again.") from None
    pages: list[str] = []
    length = 0
    try:
        if len(pdf) > limits.PAGES:
            raise UnreadableInput(f"has more than {limits.PAGES} pages; split it.")
        for index in range(len(pdf)):
            page = pdf[index]
            text_page = page.get_textpage()
            # A hyphen at the end of a line comes as U+FFFE or U+0002; it is kept, because most are the writer's own.
            text = text_page.get_text_range().replace("\r\n", "\n").replace("\r", "\n")
            text_page.close()
            page.close()
            pages.append(re.sub("[\ufffe\x02]\n?", "-", text))
            length += len(text)
            if length > 20 * limits.NOTE_CHARACTERS:
                raise UnreadableInput("holds more text than a case file would; split it.")
    finally:
        pdf.close()
    empty = sum(not p.strip() for p in pages)
    if empty == len(pages):
        raise UnreadableInput("is scanned and has no text layer; run text recognition (OCR) on it first.")
    warnings = (f"{empty} of {len(pages)} pages of a PDF have no text layer and were not read.",) if empty else ()
    return Document("\f".join(pages), warnings=warnings)
