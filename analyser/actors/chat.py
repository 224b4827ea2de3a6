"""Messages pasted one below the other, each behind its sender's name: "Mum: cant make it", "[09:12] SocialWorker1: OK."

What a sender writes in the first person is the sender's, whoever put the messages on file; "you" is the other one. A
note that is no message is a chat only where one of the team is a sender: "Child1: I saw him" heads what the writer did.

Limits: a message is its line; one who writes alone is the note's author, or nobody.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from analyser.actors.mentions import Kind, Mention
from analyser.grammar import text_of
from analyser.taxonomy import side_of

_FEWEST = 2  # senders
_CHAT = "chat"  # key of ``doc.user_data``
_SENT = re.compile(
    r"^[ \t]*[\[(]?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? ?)?"
    r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?)?[\])]?[ \t]*[-–—]?[ \t]*"
    r"(?P<who>[^\W\d][\w’'/.() -]{0,30}?)[ \t]?:[ \t]+(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat, half-open characters from its first word to the end of its line, and whose it is."""

    start: int
    end: int
    role: str
    others: str  # the role of the only other sender; "" where there are more


def messages(doc: Doc, mentions: Sequence[Mention]) -> tuple[Message, ...]:
    """The messages of a note that is a chat; none where fewer than two senders of known roles head its lines."""
    text = text_of(doc)
    heads = list(_SENT.finditer(text))
    named = {(m.start, m.end): m.role for m in mentions if m.kind in (Kind.NAME, Kind.WORD)}
    roles = [named.get(h.span("who"), "") for h in heads]
    senders = list(dict.fromkeys(r for r in roles if r))
    if len(senders) < _FEWEST or not (is_message(doc) or any(side_of(r) == "professional" for r in senders)):
        return ()
    ends = (text.find("\n", h.end()) for h in heads)
    return tuple(
        Message(h.end(), end if end >= 0 else len(text), role, _other(role, senders))
        for h, end, role in zip(heads, ends, roles, strict=True)
        if role
    )


def is_message(doc: Doc) -> bool:
    """Whether a note is a text, a chat or a mail by its type."""
    note = doc._.note if doc.has_extension("note") else None
    return getattr(note, "type", "") == "text_or_email"


def _other(role: str, senders: Sequence[str]) -> str:
    return next(r for r in senders if r != role) if len(senders) == _FEWEST else ""


def keep(doc: Doc, found: Sequence[Message]) -> None:
    """Puts the messages of a note where ``sender`` finds them."""
    doc.user_data[_CHAT] = found


def message_at(found: Sequence[Message], at: int) -> Message | None:
    """The message that holds a character; none outside a chat."""
    i = bisect.bisect_right([m.start for m in found], at) - 1
    return found[i] if i >= 0 and at < found[i].end else None


def sender(doc: Doc, at: int) -> str:
    """The role of whoever sent the message that holds a character; "" outside a chat."""
    message = message_at(doc.user_data.get(_CHAT, ()), at)
    return message.role if message is not None else ""
