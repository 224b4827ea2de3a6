"""The sentences of a case with what bears on whether they hold an account, and whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyser.accounts import rules, slots
from analyser.model import ParsedCase, RedactedNote, Statement
from analyser.signals.context import SentenceContext, contexts
from analyser.signals.features import features
from analyser.taxonomy import side_of as side_of  # the training of the account model takes it from here

if TYPE_CHECKING:
    from analyser.actors.mentions import Mention

SIDES = ("parent", "child", "professional", "agency")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, the statements that overlap it and the people it mentions."""

    context: SentenceContext
    note: RedactedNote
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    before: tuple[Mention, ...] = ()  # mentions earlier in the note, the nearest last


def sentences(parsed: ParsedCase) -> list[Told]:
    """Every sentence of a parsed case, in order."""
    found = []
    for doc, note in zip(parsed.docs, parsed.case.notes, strict=True):
        statements = tuple(doc._.statements or ())
        mentions: tuple[Mention, ...] = tuple(doc._.mentions or ())
        for c in contexts(note, parsed.case.setting):
            found.append(
                Told(
                    c,
                    note,
                    tuple(s for s in statements if s.content_start < c.end and c.start < s.content_end),
                    tuple(m for m in mentions if c.start <= m.start < c.end),
                    tuple(m for m in mentions if m.start < c.start)[-6:],
                )
            )
    return found


def cues(text: str) -> Iterable[str]:
    """What the word lists see in a sentence."""
    scales = rules.scales()
    steps = slots.often(text)
    if steps:
        yield "often"
        if 0 in steps or 4 in steps:
            yield "absolute"
    for name in ("agrees", "doubts", "records"):
        if getattr(scales, name).search(text):
            yield name
    for p in slots.poles(text):
        yield f"axis_{p.axis}"
        yield f"axis_{p.axis}{p.side:+d}"
    if slots.quantities(text):
        yield "number"
    if '"' in text or "“" in text:
        yield "quote"
    for topic in slots.topic_weights(text):
        yield f"about_{topic}"


def sentence_features(told: Told) -> dict[str, Counter[str]]:
    """Block -> feature -> count: those of the signals' sentence model, the word lists, and who speaks."""
    context = told.context
    speech: Counter[str] = Counter()
    for s in told.statements[:3]:
        side = side_of(s.speaker)
        names = [
            f"spk={_parent_as_one(s.speaker)}",
            f"spkside={side}",
            f"direct={s.direct}",
            f"spk*{side}*{context.note_type}",
        ]
        if s.content_end - s.content_start >= 0.6 * (context.end - context.start):
            names.append("whole")
        speech.update(dict.fromkeys(names, 1))
    if not told.statements:
        speech["nospeech"] = 1
    for m in told.mentions:
        speech[f"m={_parent_as_one(m.role)}"] = 1
        if m.subject:
            speech[f"subj={side_of(m.role)}"] = 1
    return {**features(context), "cue": Counter(cues(context.text)), "speech": Counter(speech.keys())}


def _parent_as_one(role: str) -> str:
    """A father weighs what a mother weighs."""
    return {"": "?", "father": "mother"}.get(role, role)
