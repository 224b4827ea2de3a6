"""Redacts a whole case file. A file is the unit: a name found once with certainty is masked in every note of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyser.errors import AnalyserError, RefusedForSafety
from analyser.model import CaseFile, Note, Person, RedactedCase, RedactedNote, Redaction, Residue
from analyser.redact import lexicon, people
from analyser.redact.discover import discover
from analyser.redact.evidence import Note as Words
from analyser.redact.evidence import doubtful_lines
from analyser.redact.identifiers import analyse, find_entities
from analyser.redact.initials import decide_initials
from analyser.redact.matching import find
from analyser.redact.registry import Registry
from analyser.redact.runs import kinds
from analyser.redact.spans import Found, from_birth_dates, from_identifiers, from_names, repeat_values, settle
from analyser.redact.tokens import tokenise
from analyser.redact.verify import residues

# Without a digit, only a page or a user name can be an identifier.
_NAMED = re.compile(r"(?i)(?:called|named|titled|name|under|as|user ?name|tag)\b").search
WITHHELD = "[Note withheld: personal data may remain]"


def redact_case(case: CaseFile) -> RedactedCase:
    """Masks every name, place and identifier of a case file.

    Raises:
        RefusedForSafety: something failed inside; the text is not in the message.

    Limits:
        Names that are ordinary words, are not on the people list and stand where a sentence opens may be missed; see
        docs/redaction.md for how often.
    """
    return redact_with_registry(case)[0]


def redact_with_registry(case: CaseFile) -> tuple[RedactedCase, Registry]:
    """As ``redact_case``, with the registry that can re-check any output. It holds the names: keep it in memory."""
    try:
        return _redact(case)
    except AnalyserError:
        raise
    except Exception as error:
        # The traceback of the cause could carry text of a note: only its kind goes on.
        kind = type(error).__name__
    raise RefusedForSafety(f"redaction of a case file failed ({kind}); the file is left out.") from None


def _redact(case: CaseFile) -> tuple[RedactedCase, Registry]:
    registry = Registry()
    listed = list(case.people)
    names = {p.name for p in listed}
    for note in case.notes:
        if note.author_name and note.author_name not in names:
            names.add(note.author_name)
            listed.append(Person(note.author_role or "other", note.author_name))
    for person in listed:
        people.enter(registry, person)
    texts = [n.text for n in case.notes]
    words: list[Words] = []
    hits: list[list[Found]] = []
    for text in texts:
        results = analyse(text) if _may_hold(text) else []
        tokens = tokenise(text)
        spans = from_identifiers(text, results, registry)
        hits.append(spans)
        taken = [(f.start, f.end) for f in spans]
        words.append(Words(text, tokens, kinds(text, tokens, taken), find(tokens, registry)))
    _recognise(words)
    discover(words, registry)
    decide_initials([w.tokens for w in words], registry)
    repeat_values(registry, texts, hits)
    notes: list[RedactedNote] = []
    for note, w, spans in zip(case.notes, words, hits, strict=True):
        by_name = from_names(w, registry)
        found = settle(w, [*spans, *by_name, *from_birth_dates(note, by_name, registry)])
        notes.append(_apply(note, found, registry))
    residue: list[Residue] = []
    withheld: list[str] = []
    for done in notes:
        left, certain = residues(done, registry)
        residue += left
        if certain:
            withheld.append(done.note_id)
    redacted = RedactedCase(
        case_id=case.case_id,
        notes=tuple(notes),
        people=registry.roles(),
        setting=case.setting,
        as_of=case.as_of,
        residue=tuple(residue),
        withheld=tuple(withheld),
    )
    return redacted, registry


def _recognise(words: Sequence[Words]) -> None:
    """Notes what NER makes of the lines that leave a doubt."""
    lines = [(w, start, line) for w in words for start, line in doubtful_lines(w)]
    if not lines:
        return
    for (note, start, _), results in zip(lines, find_entities(line for *_, line in lines), strict=True):
        for r in results:
            for t in note.tokens:
                if start + r.start <= t.start < start + r.end:
                    note.ner[t.start] = r.entity_type


def _may_hold(text: str) -> bool:
    return any(c.isdigit() or c in "@_" for c in text) or "www" in text or _NAMED(text) is not None


def _apply(note: Note, found: Sequence[Found], registry: Registry) -> RedactedNote:
    redactions: list[Redaction] = []
    text: list[str] = []
    at = 0
    for f in found:
        pseudonym = registry.name(f.entity)
        redactions.append(Redaction(f.start, f.end, f.entity.type, pseudonym, f.source))
        text += [note.text[at : f.start], pseudonym]
        at = f.end
    text.append(note.text[at:])
    author = next(
        (f.entity for w in people.split_name(note.author_name)[1][-1:] for f in registry.starting(lexicon.fold(w))),
        None,
    )
    return RedactedNote(
        note_id=note.note_id,
        text="".join(text),
        redactions=tuple(redactions),
        date=note.date,
        recorded=note.recorded,
        type=note.type,
        author_role=note.author_role,
        author=author.pseudonym if author is not None and author.type == "PERSON" else "",
        seen=note.seen,
        seen_alone=note.seen_alone,
        bedroom_seen=note.bedroom_seen,
    )
