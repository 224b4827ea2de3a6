"""How much is read at most, so that no file can fill the memory. Sizes in bytes unless a name says characters."""

from __future__ import annotations

from pathlib import Path

from analyser.errors import UnreadableInput

MiB = 1024 * 1024
DOCUMENT = 50 * MiB  # one TXT, DOCX, PDF, HTML, EML, RTF or ODT file
JSON = 500 * MiB  # read whole; JSON Lines has no limit
WORKBOOK = 500 * MiB  # read whole, packed or unpacked
LINE = 64 * MiB  # one line of a CSV or JSON Lines file
NOTE_CHARACTERS = 2_000_000  # one cell or one document
PACKED_RATIO = 250  # unpacked to packed, of a part larger than a tenth of DOCUMENT; Word's own XML stays below 60
PACKED_FILES = 20_000
ROW_GROUP = 2_000 * MiB  # of a Parquet file, unpacked
PAGES = 5_000


def load(path: Path, cap: int = DOCUMENT) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableInput: it is empty or larger than the cap.
    """
    with path.open("rb") as file:
        data = file.read(cap + 1)
    if not data:
        raise UnreadableInput("is empty (0 bytes); export it again or leave it out.")
    if len(data) > cap:
        raise UnreadableInput(f"is larger than {cap // MiB} MB, the most that is read of this kind; split it.")
    return data
