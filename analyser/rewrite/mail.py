"""E-mails: the headers that a reader needs, and the words. Everything else, and what is attached, is left out."""

from __future__ import annotations

from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from analyser.dates.shift import UNKNOWN
from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.text import clean
from analyser.rewrite.pieces import Edit, Piece, Policy, edited
from analyser.rewrite.plain import Text
from analyser.rewrite.web import Page

NOBODY = "masked@redacted.invalid"
_HEADERS = ("From", "To", "Cc", "Subject")


class Mail:
    suffix = ".eml"

    def __init__(self, message: EmailMessage, keep_pictures: bool) -> None:
        self._headers = [(h, clean(" ".join(str(message[h]).split()))) for h in _HEADERS if message[h]]
        self._bodies: list[tuple[str, Text | Page]] = []
        left_out = 0
        for part in message.walk():
            kind = part.get_content_type()
            if part.is_multipart():
                continue
            if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
                left_out += 1
                continue
            try:
                text = str(part.get_content())
            except (LookupError, ValueError, KeyError):
                payload = part.get_payload(decode=True)
                text = payload.decode("cp1252", errors="replace") if isinstance(payload, bytes) else ""
            page = kind == "text/html"
            self._bodies.append((kind.split("/")[1], Page(text, keep_pictures) if page else Text(text, ".txt")))
        self.warnings = (f"{left_out} attachments of an e-mail were left out; give them as files.",) if left_out else ()
        # Senders and receivers are people; a comma between two of them is not a surname before a first name.
        self.pieces = [Piece(v, f"header {h}", "text" if h == "Subject" else "name") for h, v in self._headers]
        self.pieces += [p for _, body in self._bodies for p in body.pieces]
        self.pieces.append(Piece(clean(str(message["Date"] or "")), "header Date", "day"))

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        out = EmailMessage(policy.SMTP)
        for (name, value), own in zip(self._headers, edits, strict=False):
            shown = edited(value, own).replace("<", "(").replace(">", ")")
            # A pseudonym is no address: it stands as the name of one that leads nowhere.
            out[name] = shown if name == "Subject" else f'"{shown.replace(chr(34), "")}" <{NOBODY}>'
        date = edited(self.pieces[-1].text, edits[-1])
        if date and date != UNKNOWN:
            out["Date"] = date
        at = len(self._headers)
        for kind, body in self._bodies:
            theirs = edits[at : at + len(body.pieces)]
            at += len(body.pieces)
            text = body.write(theirs).decode("utf-8")
            if out.get_content_maintype() == "text" and out.get_payload() is not None:
                out.add_alternative(text, subtype=kind)
            else:
                out.set_content(text, subtype=kind)
        return out.as_bytes()


def read(path: Path, policy_: Policy) -> Mail:
    message = message_from_bytes(limits.load(path), policy=policy.default)
    if not isinstance(message, EmailMessage) or not any(message.get(k) for k in ("From", "To", "Subject", "Date")):
        raise UnreadableInput("is damaged or not a real EML file; save the message again as EML.")
    return Mail(message, policy_.keep_pictures)
