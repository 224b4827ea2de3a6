"""Redacts a whole case file. A file is the unit: a name found once with certainty is masked in every note of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyser.errors import AnalyserError, RefusedForSafety
from analyser.model import CaseFile, Note, Person, RedactedCase, RedactedNote, Redaction, Residue, Setting
from analyser.redact import people
from analyser.redact.addresses import alone, units, whole_addresses
from analyser.redact.again import typed_again
from analyser.redact.births import from_birth_dates
from analyser.redact.composing import as_written, composed
from analyser.redact.discover import discover
from analyser.redact.evidence import Note as Words
from analyser.redact.fields import find_fields, kept_fields
from analyser.redact.finder import KINDS, likely
from analyser.redact.found import Found
from analyser.redact.growing import grow, reach
from analyser.redact.held import held
from analyser.redact.identifiers import analyse
from analyser.redact.initialled import initialled
from analyser.redact.initials import decide_initials
from analyser.redact.kinds import kinds
from analyser.redact.matching import find
from analyser.redact.numbered import spot_numbers
from analyser.redact.parts import join_parts
from analyser.redact.profile import Profile, Term, default
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.replacing import opening, replaced, shown
from analyser.redact.retyped import as_the_finder_says
from analyser.redact.roles import infer, release_strangers
from analyser.redact.shortened import shortened
from analyser.redact.spans import from_identifiers, from_names, repeat_values, settle
from analyser.redact.spotted import drop_doubted, enter_spotted
from analyser.redact.tokens import covered, tokenise
from analyser.redact.verify import residues
from analyser.redact.whole_names import whole_names
from analyser.taxonomy import is_pseudonym

if TYPE_CHECKING:
    from analyser.redact.vault.content import CaseMemory

# Without a digit, only a page or a user name can be an identifier.
_NAMED = re.compile(
    r"(?i)(?:called|named|titled|name|under|as|by|profile|channel|tag)\b|\b(?:born|birth|d\.?o\.?b|double|oh|zero)\b|"
    r"snap|insta|online|stream|\btik|\b(?:ig|fb|sc|psn)\b|facebook|x ?box|discord|roblox|vinted|twitter|onlyfans|user|"
    r"what ?3|w3w|\b(?:reg|plate)\b|///|[\[({]at[\])}]| AT |"
    r"\.(?:com|org|net|info|biz|io|app|eu|example|ee|me|be|ly|gg|tv|us|uk)/"
).search
WITHHELD = "[Note withheld: personal data may remain]"


def redact_case(case: CaseFile, profile: Profile | None = None) -> RedactedCase:
    """Masks every name, place and identifier of a case file.

    Args:
        profile: how each kind of personal data is treated; the default profile if none is given. Dates are not shifted
            here (``analyser.dates.shift``).

    Raises:
        RefusedForSafety: something failed inside; the text is not in the message.

    Limits:
        Names that are ordinary words, are not on the people list and stand where a sentence opens may be missed; see
        docs/redaction.md for how often.
    """
    return redact_with_registry(case, profile)[0]


def redact_with_registry(
    case: CaseFile, profile: Profile | None = None, memory: CaseMemory | None = None
) -> tuple[RedactedCase, Registry]:
    """As ``redact_case``, with the registry that can re-check any output. It holds the names: keep it in memory.

    Args:
        memory: of the case, from a vault: pseudonyms given before are given again, and it is brought up to date.
    """
    try:
        redacted, registry = _redact(composed(case), profile or default(), memory)
        return as_written(case, redacted), registry
    except AnalyserError:
        raise
    except Exception as error:
        # The traceback of the cause could carry text of a note: only its kind goes on.
        kind = type(error).__name__
    raise RefusedForSafety(f"redaction of a case file failed ({kind}); the file is left out.") from None


def redact_remembered(
    case: CaseFile, memory: CaseMemory, profile: Profile | None = None
) -> tuple[RedactedCase, CaseMemory]:
    """As ``redact_case``, under what a vault remembers of the case; gives the memory as it is now.

    A case is redacted under the id that the memory has.
    """
    from copy import deepcopy
    from dataclasses import replace

    memory = deepcopy(memory)
    return redact_with_registry(replace(case, case_id=memory.case_id), profile, memory)[0], memory


def _redact(case: CaseFile, profile: Profile, memory: CaseMemory | None) -> tuple[RedactedCase, Registry]:
    registry = Registry()
    registry.plain = profile.pseudonyms == "plain"
    # In a file that was redacted before, roles stand where names would.
    listed = [p for p in (*case.people, *profile.people) if not is_pseudonym(p.name)]
    if memory is not None:
        from analyser.redact.remembering import also_listed

        listed += also_listed(listed, memory)
    known = tuple(listed)
    names = {p.name for p in listed}
    for note in case.notes:
        if note.author_name and note.author_name not in names and not is_pseudonym(note.author_name):
            names.add(note.author_name)
            listed.append(Person(note.author_role or "other", note.author_name))
    for person in listed:
        people.enter(registry, person)
    for term in profile.always_mask:
        _enter_term(registry, term)
    texts = [n.text for n in case.notes]
    words: list[Words] = []
    hits: list[list[Found]] = []
    labels: list[list[tuple[int, int]]] = []
    for text in texts:
        results = analyse(text) if _may_hold(text) else []
        if profile.thresholds.identifier:
            results = [r for r in results if r.score >= profile.thresholds.identifier]
        tokens = tokenise(text)
        spans = from_identifiers(text, results, registry)
        hits.append(spans)
        # "IG", "Acc no." and the like before a value are nobody's name.
        beside = [r.recognition_metadata["label"] for r in results if "label" in r.recognition_metadata]
        beside += kept_fields(text)
        labels.append(beside)
        taken = [*((f.start, f.end) for f in spans), *beside]
        words.append(Words(text, tokens, kinds(text, tokens, taken), find(tokens, registry)))
    _recognise(words)
    filled = [find_fields(text, registry) for text in texts]
    discover(words, registry)
    decide_initials([w.tokens for w in words], registry)
    taken_by = [[*((f.start, f.end) for f in spans), *beside] for spans, beside in zip(hits, labels, strict=True)]
    drop_doubted(words, registry)
    spotted = enter_spotted(words, taken_by, registry)
    protected = {tuple(t.folded for t in tokenise(p)) for p in profile.protected} - {()}
    if protected or profile.kept:
        registry.drop(protected, profile.kept)
    repeat_values(registry, texts, hits)
    found: list[list[Found]] = []
    for note, w, spans, fields, spots, beside in zip(case.notes, words, hits, filled, spotted, labels, strict=True):
        by_name = [f for f in from_names(w, registry) if f.entity.listed or not _within(f, beside)]
        listed_at = [(f.start, f.end) for f in by_name if f.entity.listed]  # "Present: S Xxx" is who the list says
        fields = [f for f in fields if not _within(f, listed_at)]
        by_name = [*fields, *by_name, *alone(w.text, registry)]  # beside a label too: "Ethnicity: Roma, pitch 5"
        every = [*spans, *grow(w, [*by_name, *spots]), *from_birth_dates(note, by_name, registry)]
        every += whole_addresses(w.text, every, registry) + held(w, registry)
        every += typed_again(w, [(f.start, f.end) for f in every], registry)
        every += spot_numbers(w, [*((f.start, f.end) for f in every), *beside], registry, note.date or note.recorded)
        single = join_parts(w, settle(w, reach(w, settle(w, every))), registry)
        found.append(settle(w, [*single, *units(w.text, single, registry)]))
    found = whole_names(words, found, registry)
    turned = as_the_finder_says(words, found, registry)
    found = [
        [
            f
            for f, old in zip(now, before, strict=True)
            if f.entity.listed or not {f.entity.type, old.entity.type} <= profile.kept
        ]
        for now, before in zip(turned, found, strict=True)
    ]
    found = initialled(words, found, registry)
    found = [
        [f for f in spans if f.entity.listed or _worded(w, f) not in protected]
        for w, spans in zip(words, shortened(words, found, registry), strict=True)
    ]
    _cast(case, words, found, registry)
    if memory is not None:
        from analyser.redact.remembering import recall, remember, surfaces

        seen = surfaces(case, found)
        recall(registry, seen, memory)
    notes = [_apply(n, f, registry, profile) for n, f in zip(case.notes, found, strict=True)]
    if memory is not None:
        remember(registry, seen, memory, known)
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
    """Notes what the name finder makes of every word."""
    for note, read in zip(words, likely(w.text for w in words), strict=True):
        at = 0
        for number, token in enumerate(note.tokens):
            while at < len(read) and read[at].end <= token.start:
                at += 1
            step, best, of_number = at, note.likely[number], note.numbers[number]
            while step < len(read) and read[step].start < token.end:
                word = read[step]
                if step > at:  # a word with a hyphen is several to the finder
                    best, of_number = max(best, word.kinds, key=sum), max(of_number, word.numbers, key=sum)
                else:
                    best, of_number = word.kinds, word.numbers
                note.opens[number] = max(note.opens[number], word.opens)
                step += 1
            note.likely[number], note.numbers[number] = best, of_number
            if token.possessive and step + 1 < len(read):  # the mark, and the s behind it
                note.endings[number] = read[step + 1].kinds[KINDS.index("ORG")]


def _cast(case: CaseFile, words: Sequence[Words], found: Sequence[Sequence[Found]], registry: Registry) -> None:
    """Roles for those whom neither the list nor a word beside the name gives one."""
    mentions = []
    for note, w, spans in zip(case.notes, words, found, strict=True):
        mine = []
        for f in spans:
            inside = covered(w.tokens, f.start, f.end)
            if f.entity.type == "PERSON" and f.entity.role != "family" and inside:
                mine.append((inside[0], inside[-1], f.entity))
        mentions.append((note, w.tokens, mine))
    if len(case.people) <= 2 or not any(p.listed for p in registry.persons()):
        # Who is not on a longer list has no part in the file: better no role than a wrong one.
        infer(mentions, registry, adults=case.setting is Setting.ADULTS)
    release_strangers(mentions, registry)


def _worded(note: Words, f: Found) -> tuple[str, ...]:
    return tuple(note.tokens[i].folded for i in covered(note.tokens, f.start, f.end))


def _within(f: Found, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= f.start and f.end <= end for start, end in stretches)


def _may_hold(text: str) -> bool:
    return any(c.isdigit() or c in "@_" for c in text) or "www" in text or _NAMED(text) is not None


def _enter_term(registry: Registry, term: Term) -> None:
    words = tuple(t.folded for t in tokenise(term.text))
    entity = registry.add(Entity(term.type, role="other" if term.type == "PERSON" else "", listed=True))
    registry.add_form(words, entity, Need.ANY, "profile")


def _apply(note: Note, found: Sequence[Found], registry: Registry, profile: Profile) -> RedactedNote:
    redactions: list[Redaction] = []
    at = 0
    day = note.date or note.recorded
    for f in found:
        start = f.start
        new = shown(f.entity.type, registry.name(f.entity), note.text[start : f.end], day, profile)
        if f.entity.type == "DOB" and new.startswith("aged"):
            start = opening(note.text, start, at)
        redactions.append(Redaction(start, f.end, f.entity.type, new, f.source))
        at = f.end
    author = people.author(registry, note.author_name)
    return RedactedNote(
        note_id=note.note_id,
        text=replaced(note.text, [(r.start, r.end, r.pseudonym) for r in redactions]),
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
