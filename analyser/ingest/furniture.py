"""What pages repeat (numbers, headers, footers) is taken out, and lines broken to fit a page are joined again."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from analyser.ingest.days import PATTERN
from analyser.ingest.headers import label_of
from analyser.ingest.phrases import phrases

_PAGE = re.compile(
    r"\W*(?:.{0,60}\b)?page\s*:?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*|\W*\d{1,4}\s*(?:of|/)\s*\d{1,4}\W*",
    re.IGNORECASE,
)
_EDGE = 5  # lines at the top and foot of a page
_BULLET = re.compile(r"\s*(?:[-*•–—▪◦#>|]|\(?\d{1,2}[.)]\s|\(?[a-zA-Z][.)]\s)")
_LABELLED = re.compile(r"\s*[A-Z][\w '’/()&-]{0,40}:(?:\s|$)")
_DATED = re.compile(
    r"\s*(?:[#*]+\s*)?(?:[A-Z][a-z]{2,8},?\s+)?\d{1,4}(?:[/.\-]\d|(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\b)"
)
_HEADED = re.compile(
    rf"\s*(?:[#*]+\s*)?(?:{PATTERN})(?:,?\s*\d{{1,2}}[:.]\d{{2}})?(?:\s*(?:[-–—|:]|$)|(?P<words>[,(\s]+(?-i:[A-Z])))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_FIELDS = {"date", "recorded", "author", "role", "type", "agency", "seen", "seen_alone", "bedroom_seen"}


def strip_pages(text: str) -> tuple[str, list[str]]:
    """The text without page furniture and form feeds, and the lines taken out (they may hold names).

    Limits: a line of content that stands alike at the edge of most pages goes too; dated headings, header fields of a
    note and sentences are kept out of this.
    """
    pages = [p.split("\n") for p in text.split("\f")]
    removed: list[str] = []
    if len(pages) > 1:
        _drop_edges(pages, removed)
    lines = [line for page in pages for line in page]
    marks = {i for i, line in enumerate(lines) if _PAGE.fullmatch(line) and len(line) < 100}
    if len(marks) == 1 and not any("page" in lines[i].lower() for i in marks):
        marks = set()  # one "3 of 5" is content
    counts = Counter(key for line in lines if (key := _key(line)))
    dropped = set(marks) | _around(lines, marks, counts)
    # The same lines elsewhere, such as the header of the first page.
    again = {_key(lines[i]) for i in dropped - marks}
    dropped |= {i for i, line in enumerate(lines) if (key := _key(line)) and key in again}
    stamps = {key for key, n in counts.items() if n > 2 and len(key) < 120 and phrases().stamp.fullmatch(key)}
    dropped |= {i for i, line in enumerate(lines) if _key(line) in stamps}
    removed += [lines[i] for i in sorted(dropped) if lines[i].strip()]
    return "\n".join(line for i, line in enumerate(lines) if i not in dropped), list(dict.fromkeys(removed))


def _around(lines: list[str], marks: set[int], counts: Counter[str]) -> set[int]:
    """The unbroken runs of repeated lines just before and after page numbers."""
    found: set[int] = set()
    need = max(2, len(marks) - 1)
    for mark in marks if len(marks) > 1 else ():
        for step in (-1, 1):
            at = mark + step
            while 0 <= at < len(lines) and abs(at - mark) <= _EDGE:
                key = _key(lines[at])
                if lines[at].strip() and (not key or counts[key] < need):
                    break
                if key:
                    found.add(at)
                at += step
    return found


def _key(line: str) -> str:
    """What makes two lines the same furniture; "" for a line that is never furniture: a header field of a note, or a
    sentence."""
    text = " ".join(line.split())
    if not text or text[-1] in ".!?" or label_of(text)[0] in _FIELDS:
        return ""
    return text if _DATED.match(text) else _DIGITS.sub("#", text)


def _drop_edges(pages: list[list[str]], removed: list[str]) -> None:
    """Lines that stand at the top or foot of at least half of the pages, numbers aside."""
    filled = [p for p in pages if any(line.strip() for line in p)]
    need = max(2, (len(filled) + 1) // 2)
    for side in (1, -1):
        counts: Counter[str] = Counter()
        for page in filled:
            edge = [line for line in page[::side] if line.strip()][:_EDGE]
            counts.update({_key(line) for line in edge})
        for page in filled:
            left = _EDGE
            for i in range(len(page))[::side]:
                line = page[i]
                if not line.strip():
                    continue
                bare_number = line.strip().isdigit() and len(filled) > 2
                key = _key(line)
                if left == 0 or not key or (counts[key] < need and not bare_number):
                    break
                removed.append(line)
                page[i] = ""
                left -= 1


def unwrap(text: str) -> str:
    """Joins lines that were broken to fit a width, as PDF and plain-text prints are. A text whose lines are paragraphs
    comes back as it is.

    Limits: two paragraphs without an empty line between them become one where the first ends at the full width.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line.strip())
    if len(lengths) < 4:
        return "\n".join(lines)
    width = lengths[int(len(lengths) * 0.95)]
    if not 60 <= width <= 140 or lengths[-1] > width * 1.6:
        return "\n".join(lines)
    # In a wrapped text many full lines break in the middle of a sentence.
    full = [(a, b) for a, b in pairwise(lines) if len(a) >= 0.8 * width and b.strip()]
    if len(full) < 2 or sum(b.lstrip()[:1].islower() for _, b in full) < 0.3 * len(full):
        return "\n".join(lines)
    out: list[str] = []
    previous = ""  # the last line as it stood, for its length
    for line in lines:
        if out and previous.strip() and _goes_on(previous, line, width):
            glue = "" if out[-1].endswith("-") and line.lstrip()[:1].islower() else " "
            out[-1] = out[-1] + glue + line.strip()
        else:
            out.append(line)
        previous = line
    return "\n".join(out)


def _goes_on(line: str, following: str, width: int) -> bool:
    word = following.split(maxsplit=1)[0] if following.strip() else ""
    if not word or _BULLET.match(following) or _LABELLED.match(following):
        return False
    heading = _HEADED.match(following)
    if heading and (not heading["words"] or len(following) < 0.75 * width):
        return False
    if _DATED.match(following) and line.rstrip("\"'”’)] ")[-1:] in ".:!?":
        return False
    if (_DATED.match(line) or _LABELLED.match(line)) and len(line) < 0.93 * width and following.lstrip()[:1].isupper():
        return False
    return len(line) + 1 + len(word) > 0.86 * width
