"""The audit log of a vault: who opened what, when and why. Plain lines that anybody may read; each carries a mark under
a key that lies in the vault, and the mark of the line before: nothing can be changed, added or left out unseen."""

from __future__ import annotations

import getpass
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyser.errors import VaultRefused

SUFFIX = ".audit.jsonl"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line. ``names`` is how many names were shown or forgotten."""

    number: int
    at: str  # UTC, ISO
    who: str  # the user of the operating system
    action: str
    what: str
    why: str
    names: int


def path_of(vault: Path) -> Path:
    """The log lies beside its vault."""
    return vault.with_name(vault.name + SUFFIX)


def user() -> str:
    """Who runs this, by the operating system and not by the environment where that can be told."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "unknown"


def append(path: Path, key: bytes, head: str, line: AuditLine) -> str:
    """Adds a line and gives its mark, which the next one carries on."""
    said: dict[str, Any] = {
        "n": line.number,
        "at": line.at,
        "who": line.who,
        "action": line.action,
        "what": line.what,
        "why": line.why,
        "names": line.names,
        "prev": head,
    }
    mark = _mark(key, said)
    body = json.dumps(said | {"mark": mark}) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as f:
        f.write(body.encode("ascii"))
        f.flush()
        os.fsync(f.fileno())
    return mark


def check(path: Path, key: bytes, count: int, head: str) -> tuple[list[AuditLine], str]:
    """The lines of the log and the mark of the last one, when they are what was written.

    Args:
        count: lines that the vault knows of. Lines beyond them were written when the vault could not be, and hold when
            their marks do.
        head: mark of the last of them.

    Raises:
        VaultRefused: a line is missing or was changed; the sentence says which.
    """
    try:
        raw = path.read_bytes().decode("ascii").split("\n") if path.exists() else []
    except (OSError, UnicodeDecodeError):
        raise VaultRefused(f"the audit log {path} cannot be read; restore it from a backup.") from None
    found: list[AuditLine] = []
    last = ""
    torn = raw.pop() if raw else ""  # what stands behind the last line end: the machine stopped while it was written
    for number, text in enumerate(raw, 1):
        line, mark = _line(text, key, last)
        if line is None or line.number != number:
            raise VaultRefused(
                f"line {number} of the audit log {path} was changed, or a line before it taken out; restore it "
                "from a backup and ask who changed it, or begin a new one with 'analyser vault audit VAULT --restart'."
            )
        found.append(line)
        last = mark
        if number == count and mark != head:
            raise VaultRefused(_behind(path))
    if len(found) < count:
        raise VaultRefused(_behind(path))
    if torn:
        os.truncate(path, path.stat().st_size - len(torn))
    return found, last


def _behind(path: Path) -> str:
    return (
        f"the audit log {path} lacks lines that the vault knows of; restore it from a backup and ask who changed "
        "it, or begin a new one with 'analyser vault audit VAULT --restart'."
    )


def _line(text: str, key: bytes, prev: str) -> tuple[AuditLine | None, str]:
    try:
        said = json.loads(text)
        mark = said.pop("mark")
        good = said["prev"] == prev and hmac.compare_digest(mark, _mark(key, said))
        line = AuditLine(said["n"], said["at"], said["who"], said["action"], said["what"], said["why"], said["names"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, ""
    return (line, mark) if good else (None, "")


def _mark(key: bytes, said: Mapping[str, Any]) -> str:
    body = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(key, body.encode("utf-8"), hashlib.sha256).hex()
