"""Finds the accounts of a case: who holds what to be so, by report, observation or structured field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyser import taxonomy
from analyser.accounts import rules, slots
from analyser.accounts.sentences import SIDES, Told, sentences
from analyser.layout.sentences import split
from analyser.model import Account, Basis, ParsedCase, RedactedNote, Setting, Signal, Standing
from analyser.signals.reader import weighing_of_accounts
from analyser.taxonomy import side_of

if TYPE_CHECKING:
    from analyser.accounts.learned import TopicModel

LONGEST = 280  # characters of an account's span


def find(parsed: ParsedCase, signals: Sequence[Signal] = ()) -> list[Account]:
    """Accounts in the order of the notes: from the words, and from structured fields with what contradicts them.

    Where the note encoder has read the notes (``signals.tag``), what it says of accounts counts as well.

    Raises:
        ModelNotTrusted: the account model is missing or not the shipped one.

    Limits: one account a sentence. The model was fitted on texts written for the purpose.
    """
    from analyser.accounts.learned import shipped

    told = sentences(parsed)
    chances = shipped().predict(told)
    odds = [doc._.account_odds for doc in parsed.docs if doc._.account_odds is not None]
    if odds and sum(map(len, odds)) == len(told):
        chances = weighing_of_accounts().together(chances, np.concatenate(odds))
    found = with_topics(from_sentences(told, chances, parsed.case.setting), shipped().topics)
    by_note: dict[str, list[Signal]] = defaultdict(list)
    for s in signals:
        by_note[s.note_id].append(s)
    for note in parsed.case.notes:
        found += from_flags(note, by_note[note.note_id])
    places = {n.note_id: i for i, n in enumerate(parsed.case.notes)}
    return sorted(found, key=lambda a: (places[a.note_id], a.start, a.end))


def from_sentences(
    told: Sequence[Told], chances: NDArray[np.float64], setting: Setting, at_least: float | None = None
) -> list[Account]:
    """The likeliest account sentences of each note, each with its holder and slots.

    Args:
        at_least: the probability from which a sentence is taken; that of ``pairing.yaml`` if none is given.
    """
    limits = rules.pairing()
    least = limits.account_at_least if at_least is None else at_least
    rows: dict[str, list[int]] = {}
    for i, t in enumerate(told):
        if chances[i, -1] >= least:
            rows.setdefault(t.note.note_id, []).append(i)
    found = []
    for mine in rows.values():
        for i in sorted(mine, key=lambda i: -chances[i, -1])[: limits.accounts_a_note]:
            side = SIDES[int(np.argmax(chances[i, : len(SIDES)]))]
            found.append(_account(told[i], side, float(chances[i, -1]), setting))
    return found


def with_topics(found: Sequence[Account], model: TopicModel) -> list[Account]:
    """The accounts with what each is most likely about."""
    chances = model.predict([" ".join(a.slots["words"]) for a in found])
    return [replace(a, topic=model.labels[int(row.argmax())]) for a, row in zip(found, chances, strict=True)]


def _account(told: Told, side: str, score: float, setting: Setting) -> Account:
    start, end = _stretch(told)
    text = told.note.text[start:end]
    holder = _holder(told, side, setting)
    reported = any(side_of(s.speaker) == side for s in told.statements) or side in ("parent", "child")
    weights = slots.topic_weights(text) or slots.topic_weights(told.context.text)
    topic = max(weights, key=lambda t: weights[t]) if weights else "other"
    return Account(
        note_id=told.note.note_id,
        start=start,
        end=end,
        holder=holder,
        topic=topic,
        basis=Basis.REPORTED if reported else Basis.OBSERVED,
        date=told.note.date.isoformat() if told.note.date else None,
        slots={**slots.read(text), "words": (text,)},
        score=round(score, 4),
    )


def _stretch(told: Told) -> tuple[int, int]:
    """The sentence, or the part of a long one that a statement in it holds."""
    c = told.context
    if c.end - c.start <= LONGEST:
        return c.start, c.end
    for s in told.statements:
        start, end = max(c.start, s.content_start), min(c.end, s.content_end)
        if 20 <= end - start <= LONGEST:
            return start, end
    return c.start, c.start + LONGEST


def _holder(told: Told, side: str, setting: Setting) -> str:
    """Whose claim it is, among the roles of a side: the speaker, else who is named, else who it must be."""
    for s in told.statements:
        if s.speaker and side_of(s.speaker) == side:
            return s.speaker
    subjects = [m.role for m in told.mentions if m.subject and side_of(m.role) == side]
    if subjects:
        return subjects[0]
    if side in ("agency", "professional"):
        if side_of(told.note.author_role) == side:
            return told.note.author_role
        named = [m.role for m in told.mentions if side_of(m.role) == side]
        default = rules.pairing().note_holders.get(told.note.type, "agency") if side == "agency" else "social_worker"
        return named[0] if named else default
    if side == "child":
        named = [m.role for m in told.mentions if side_of(m.role) == side]
        return named[0] if named else "adult_at_risk" if setting is Setting.ADULTS else "child"
    near = [m.role for m in (*told.before, *told.mentions) if side_of(m.role) == side]
    if near:
        return Counter(near).most_common(1)[0][0]
    # In an adult's file "he said" of nobody named before is the adult, not a parent.
    return "adult_at_risk" if setting is Setting.ADULTS else "family"


def from_flags(note: RedactedNote, signals: Sequence[Signal]) -> list[Account]:
    """A filled structured field that the words of its own note contradict, and those words, as two accounts."""
    found: list[Account] = []
    affirmed = [s for s in signals if s.standing is Standing.AFFIRMED]
    told: set[str] = set()  # fields: one pair each
    for rule in rules.pairing().flags:
        if (
            rule.field in told
            or getattr(note, rule.field) is not rule.value
            or any(s.label == rule.unless for s in affirmed)
        ):
            continue
        against = [s for s in affirmed if s.label == rule.label]
        if against and note.text:
            s = max(against, key=lambda s: s.score)
            found += _field_and_words(note, rule.field, rule.value, (s.start, s.end), s.score)
            told.add(rule.field)
    for plain in rules.pairing().flag_words:
        borne_out = any(s.label == plain.unless for s in affirmed)
        if plain.field in told or getattr(note, plain.field) is not plain.value or borne_out:
            continue
        for sentence in split(note.text):
            words = note.text[sentence.start : sentence.end]
            hit = plain.words.search(words)
            if hit and not slots.denied(words, hit.start(), hit.end()):
                span = (sentence.start, sentence.end)
                found += _field_and_words(note, plain.field, plain.value, span, rules.pairing().flag_words_score)
                break
    return found


def _field_and_words(
    note: RedactedNote, field: str, value: bool, span: tuple[int, int], score: float
) -> tuple[Account, Account]:
    """A filled field, and the words of its note that say otherwise."""
    holder = note.author_role if note.author_role in taxonomy.roles() else "social_worker"
    day = note.date.isoformat() if note.date else None
    key, other = (f"{field}:{'yes' if v else 'no'}" for v in (value, not value))
    named = f"{field.replace('_', ' ')}: {'yes' if value else 'no'}"
    start, end = span
    flag = {"flag": (key,), "words": (named,)}
    said = {"flag": (other,), "words": (note.text[start:end],)}
    return (
        Account(note.note_id, 0, min(len(note.text), 40), holder, "contact", Basis.FLAG, day, flag),
        Account(note.note_id, start, end, holder, "contact", Basis.OBSERVED, day, said, score),
    )
