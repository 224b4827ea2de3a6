"""Short, redacted, behaviour-worded summaries of rows, and their stable ids."""

from __future__ import annotations

import hashlib
import re

from analyser.taxonomy import labels, roles

LONGEST = 140


def clip(words: str, longest: int = LONGEST) -> str:
    """Words on one line, cut at a word end."""
    line = re.sub(r"\s+", " ", words).strip(" -–—,;:")
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def role_name(role: str) -> str:
    known = roles().get(role)
    return known.name if known else role.replace("_", " ")


def label_name(label: str) -> str:
    known = labels().get(label)
    return known.name if known else label.replace("_", " ").capitalize()


def signal_summary(label: str, actor: str, words: str) -> str:
    who = f" ({role_name(actor).lower()})" if actor else ""
    return f"{label_name(label)}{who}: {clip(words)}"


def event_id(kind: str, date: str | None, actor: str, note_id: str, start: int) -> str:
    """The same for the same row, whatever other rows there are."""
    key = f"{kind}|{date}|{actor}|{note_id}|{start}"
    return "e" + hashlib.sha256(key.encode()).hexdigest()[:10]
