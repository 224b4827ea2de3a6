"""Bytes to text, and text without the characters that hide or turn other characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO
from unicodedata import normalize

from analyser.errors import UnreadableInput
from analyser.ingest import limits

# Control characters (but for tab and line ends), and the invisible and bidirectional marks: they have no use in a note,
# and a name that holds one ("Ke\u200blly") would slip past a list of names.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # no character in cp1252
_MAGIC = {
    b"PK\x03\x04": "a ZIP-packed file such as XLSX or DOCX",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a gzip-packed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_SAMPLE = 64 * 1024


def clean(text: str) -> str:
    """The text without NUL, other control, invisible and bidirectional characters, and with a letter and its accent,
    written apart, as one character; all else stays as written."""
    if text.isascii() and text.isprintable():
        return text
    return normalize("NFC", _SURROGATE.sub("\ufffd", _HIDDEN.sub("", text)))


def decode(data: bytes) -> str:
    """The text of a whole file: UTF-8, UTF-16 or cp1252, with or without a byte order mark.

    Raises:
        UnreadableInput: it is not text.
    """
    encoding = encoding_of(data[:_SAMPLE])
    if encoding != "lines":
        return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return "".join(_decode_line(line) for line in data.splitlines(keepends=True))


def encoding_of(sample: bytes) -> str:
    """``utf-16``, ``utf-16-le``, ``utf-16-be``, ``utf-32``, or ``lines`` (UTF-8 or else cp1252, line by line).

    Raises:
        UnreadableInput: the sample is not text.
    """
    for magic, what in _MAGIC.items():
        if sample.startswith(magic):
            raise UnreadableInput(f"is {what} under another extension, not text; rename it or export it as text.")
    if sample.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    if len(_BINARY.findall(sample)) > 0.02 * len(sample) + 2:
        raise UnreadableInput("is binary data, not text; export it again as text.")
    return "lines"


def _decode_line(line: bytes) -> str:
    # Line by line, because exports joined by hand hold both encodings.
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _UNDEFINED.search(line) is None:
        return line.decode("cp1252")
    from charset_normalizer import from_bytes

    best = from_bytes(line).best()
    return str(best) if best is not None else line.decode("cp1252", errors="replace")


def lines(file: BinaryIO) -> Iterator[str]:
    """The lines of an open file with their ends, as ``csv.reader`` wants them, without reading it whole.

    Raises:
        UnreadableInput: it is not text, or one line is beyond the limit.
    """
    sample = file.read(_SAMPLE)
    encoding = encoding_of(sample)
    file.seek(0)
    if encoding != "lines":
        yield from _decoded(file, encoding)
        return
    first = True
    while raw := file.readline(limits.LINE + 1):
        if len(raw) > limits.LINE:
            raise UnreadableInput(f"holds a line of more than {limits.LINE // limits.MiB} MB; export it again.")
        line = _decode_line(raw)
        if first:
            line, first = line.removeprefix("\ufeff"), False
        if "\r" in line[:-2]:  # old line ends: csv takes one line at a time
            yield from re.findall(r"[^\r]*(?:\r\n?|$)", line)
        else:
            yield line


def _decoded(file: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = ""
    while raw := file.read(_SAMPLE):
        *whole, rest = (rest + decoder.decode(raw)).split("\n")
        yield from (line.removeprefix("\ufeff") + "\n" for line in whole)
        if len(rest) > limits.LINE:
            raise UnreadableInput(f"holds a line of more than {limits.LINE // limits.MiB} MB; export it again.")
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest.removeprefix("\ufeff")
