"""What pages repeat (numbers, headers, footers) is taken out, and lines broken to fit a page are joined again."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_PAGE = re.compile(
    r"\W*(?:.{0,60}\b)?page\s*:?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*|\W*\d{1,4}\s*(?:of|/)\s*\d{1,4}\W*",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:.*\b)?"
    r"(?:confidential|printed (?:on|by|at)|official|restricted|report run|produced on|run date|print date)\b.*",
    re.IGNORECASE,
)
_EDGE = 5  # lines at the top and foot of a page
_BULLET = re.compile(r"\s*(?:[-*•–—▪◦#>|]|\(?\d{1,2}[.)]\s|\(?[a-zA-Z][.)]\s)")
_LABELLED = re.compile(r"\s*[A-Z][\w '’/()&-]{0,40}:(?:\s|$)")
_DATED = re.compile(
    r"\s*(?:[#*]+\s*)?(?:[A-Z][a-z]{2,8},?\s+)?\d{1,4}(?:[/.\-]\d|(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\b)"
)
_DIGITS = re.compile(r"\d+")


def strip_pages(text: str) -> tuple[str, list[str]]:
    """The text without page furniture and form feeds, and the lines taken out (they may hold names)."""
    pages = [p.split("\n") for p in text.split("\f")]
    removed: list[str] = []
    if len(pages) > 1:
        _drop_edges(pages, removed)
    lines = [line for page in pages for line in page]
    marks = {i for i, line in enumerate(lines) if _PAGE.fullmatch(line) and len(line) < 100}
    counts = Counter(_same(line) for line in lines if line.strip())
    dropped = set(marks) if len(marks) > 1 or any("page" in lines[i].lower() for i in marks) else set()
    for i in marks & dropped if len(marks) > 1 else ():
        for j in (*range(i - 1, max(-1, i - 4), -1), *range(i + 1, min(len(lines), i + 4))):
            line = lines[j]
            near = [j + step * (1 if j < i else -1) for step in range(1, abs(i - j))]
            # Only an unbroken run of repeated lines around the page number.
            if all(k in dropped or not lines[k].strip() for k in near) and counts[_same(line)] >= len(marks) - 1 > 0:
                dropped.add(j)
    # The same lines elsewhere, such as the header of the first page.
    again = {_same(lines[i]) for i in dropped - marks if counts[_same(lines[i])] > 1}
    dropped |= {i for i, line in enumerate(lines) if line.strip() and _same(line) in again}
    dropped |= {
        i for i, line in enumerate(lines) if counts[_same(line)] > 2 and len(line) < 120 and _STAMP.fullmatch(line)
    }
    removed += [lines[i] for i in sorted(dropped) if lines[i].strip()]
    return "\n".join(line for i, line in enumerate(lines) if i not in dropped), list(dict.fromkeys(removed))


def _same(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _drop_edges(pages: list[list[str]], removed: list[str]) -> None:
    """Lines that stand at the top or foot of at least half of the pages, numbers aside."""
    filled = [p for p in pages if any(line.strip() for line in p)]
    need = max(2, (len(filled) + 1) // 2)
    for side in (1, -1):
        counts: Counter[str] = Counter()
        for page in filled:
            edge = [line for line in page[::side] if line.strip()][:_EDGE]
            counts.update({_same(line) for line in edge})
        for page in filled:
            budget = _EDGE
            indices = range(len(page)) if side == 1 else range(len(page) - 1, -1, -1)
            drop = []
            for i in indices:
                if not page[i].strip():
                    continue
                bare = page[i].strip().isdigit() and len(filled) > 2
                if budget == 0 or (counts[_same(page[i])] < need and not bare):
                    break
                drop.append(i)
                budget -= 1
            for i in drop:
                removed.append(page[i])
                page[i] = ""


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
    if _DATED.match(following) and line.rstrip()[-1:] in ".:!?)":
        return False
    if (_DATED.match(line) or _LABELLED.match(line)) and len(line) < 0.93 * width and following.lstrip()[:1].isupper():
        return False
    return len(line) + 1 + len(word) > 0.86 * width
