"""E-mails (EML), read by the standard library."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.formats import Document
from analyser.ingest.readers.web import text_of


def read(path: Path) -> Document:
    """Subject and text; sender, receivers and date as fields. Limits: attachments are counted, not read."""
    message = message_from_bytes(limits.load(path), policy=policy.default)
    if not isinstance(message, EmailMessage) or not any(message.get(k) for k in ("From", "To", "Subject", "Date")):
        raise UnreadableInput("is damaged or not a real EML file; save the message again as EML.")
    sender = _addresses(message, "From")
    others = [a for field in ("To", "Cc", "Bcc") for a in _addresses(message, field)]
    date = None
    try:
        if message["Date"]:
            date = parsedate_to_datetime(str(message["Date"])).date()
    except (ValueError, TypeError, IndexError):
        pass
    body = message.get_body(preferencelist=("plain", "html"))
    text = ""
    if isinstance(body, EmailMessage):
        text = _content(body)
        if body.get_content_type() == "text/html":
            text = text_of(text)
    subject = " ".join(str(message["Subject"] or "").split())
    attachments = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else body is None
    warnings = (f"{attachments} attachments of an e-mail were not read; give them as files.",) if attachments else ()
    if not text.strip() and attachments:
        if not subject:
            raise UnreadableInput(
                "holds nothing but attachments, which are not read; save them and give them as files."
            )
        warnings = ("an e-mail holds nothing but its subject and attachments, which are not read; give them as files.",)
    if not text.strip() and not subject:
        raise UnreadableInput("holds no text; save the message again as EML or text.")
    name, address = sender[0] if sender else ("", "")
    return Document(
        text=f"Subject: {subject}\n\n{text}" if subject else text,
        date=date,
        author=name,
        address=address,
        type="text_or_email",
        names=tuple(others),
        warnings=warnings,
    )


def _addresses(message: EmailMessage, field: str) -> list[tuple[str, str]]:
    return getaddresses([str(v) for v in message.get_all(field, [])])


def _content(body: EmailMessage) -> str:
    try:
        return str(body.get_content())
    except (LookupError, ValueError, KeyError):
        payload = body.get_payload(decode=True)
        return payload.decode("cp1252", errors="replace") if isinstance(payload, bytes) else ""
