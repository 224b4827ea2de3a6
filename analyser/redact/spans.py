"""Stretches to mask in one note: from identifiers, names and what stands beside them, without overlaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from presidio_analyzer import RecognizerResult

from analyser.redact import lexicon, people
from analyser.redact.addresses import POSTCODE, units
from analyser.redact.callings import beside
from analyser.redact.evidence import Note as Words
from analyser.redact.filed import behind_service, type_of
from analyser.redact.finder import KINDS
from analyser.redact.found import Found
from analyser.redact.growing import SURE_NUMBER
from analyser.redact.matching import Match, find
from analyser.redact.phrases import phrases
from analyser.redact.registry import Entity, Registry
from analyser.redact.titled import by_letters, elder, resolve, spelt
from analyser.redact.tokens import Token
from analyser.redact.widening import behind_elder, behind_name, is_missed, title_before, whole_thing

NOBODY = 0.1  # to the finder: below it a kept word is no surname
# Where two stretches overlap, the type further left wins; within a type, the longer.
PRIORITY = (
    "EMAIL",
    "HANDLE",
    "NHS_NUMBER",
    "NINO",
    "UPN",
    "PHONE",
    "DOB",
    "CASE_ID",
    "VEHICLE",
    "OTHER_ID",
    "ADDRESS",
    "ORG",
    "LOCATION",
    "PERSON",
)


def from_identifiers(text: str, results: Sequence[RecognizerResult], registry: Registry) -> list[Found]:
    """Where hits overlap, the surest says what it is, and all of them how far it goes."""
    kept: list[tuple[int, int, str, str]] = []
    for r in sorted(results, key=lambda r: (-r.score, r.start - r.end)):
        start, end, kind, rule = r.start, r.end, r.entity_type, r.recognition_metadata["rule"]
        met = [k for k in kept if start < k[1] and k[0] < end]
        if met:
            kept = [k for k in kept if k not in met]
            start, end = min(start, *(k[0] for k in met)), max(end, *(k[1] for k in met))
            kind, rule = met[0][2:]
        kept.append((start, end, kind, rule))
    found = []
    for start, end, kind, rule in sorted(kept):
        kind = type_of(text, start, kind, rule)
        start = behind_service(text, start, end)
        found.append(Found(start, end, registry.value(kind, text[start:end]), rule))
    return found


def repeat_values(registry: Registry, texts: Sequence[str], hits: list[list[Found]]) -> None:
    """A value that was found by its label in one note is masked wherever it stands."""
    values: dict[str, Found] = {}
    for text, spans in zip(texts, hits, strict=True):
        for f in spans:
            value = text[f.start : f.end]
            if len(value) >= 5:
                values.setdefault(value, f)
    if not values:
        return
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(v) for v in sorted(values, key=len, reverse=True)) + r")(?!\w)"
    )
    for text, spans in zip(texts, hits, strict=True):
        for m in pattern.finditer(text):
            if not any(m.start() < f.end and f.start < m.end() for f in spans):
                known = values[m[0]]
                spans.append(Found(m.start(), m.end(), known.entity, known.source))


_KIN = ("grandparent", "relative")
_COUPLED = frozenset({"Mr", "Mrs", "Ms", "Miss"})


def from_names(note: Words, registry: Registry) -> list[Found]:
    tokens = note.tokens
    found: list[Found] = []
    used: set[int] = set()
    kept = [m.span() for m in phrases().finditer(note.text)]
    for match in find(tokens, registry):
        if (
            kept
            and match.entity.type == "PERSON"
            and any(a <= tokens[match.first].start and tokens[match.last].end <= b for a, b in kept)
        ):
            continue
        if _is_the_word(note, match):
            continue
        first, end, entity = match.first, tokens[match.last].end, match.entity
        used.update(range(match.first, match.last + 1))
        if match.entity.type == "PERSON":
            first = title_before(tokens, first)
            if not entity.listed and first == match.first:
                first = whole_thing(note.text, tokens, first, match.last, "PERSON", end)[0]
            last = behind_name(tokens, match.last, used)
            end = tokens[last].end
            turned = _TURNED.match(note.text, end)
            if turned is not None and first == match.last and turned[1].lower() in {g[0] for g in entity.given if g}:
                end = turned.end()
            if first == match.last - 1 and tokens[first].folded not in lexicon.beside().heads:
                title, surname = tokens[first].text, tokens[match.last].folded
                entity = resolve(registry, title, surname, entity)
                kin = _kin(tokens, first, last)
                if kin or behind_elder(tokens, match.last):
                    entity = elder(registry, surname, title, entity, kin)
                found += _couple(tokens, first, surname, entity, registry)
            elif first == match.last and _of_household(tokens, first, entity, registry):
                entity = people.family(registry, tokens[first].folded, entity.role)
        elif (
            tokens[match.last].possessive
            and match.entity.type == "ORG"
            and len(note.text) > end + 1
            and tokens[match.first].folded in lexicon.beside().possessed
        ):
            end += 2
        if match.entity.type in ("ORG", "LOCATION") and match.last + 1 < len(tokens):
            after = tokens[match.last + 1]
            if after.text in lexicon.beside().org_letters and after.gap.strip("'’s") == " ":
                end = after.end
        if match.entity.type != "PERSON":
            first, end = whole_thing(note.text, tokens, first, match.last, match.entity.type, end)
        found.append(Found(tokens[first].start, end, entity, match.source))
    found += _titled_letters(tokens, used, registry)
    found += _lettered_households(tokens, used, registry)
    found += _housed(note, found, registry)
    found += units(note.text, found, registry)
    return found


def _kin(tokens: list[Token], first: int, last: int) -> str:
    """The relation that is no parent which the words beside a title and surname say: Mrs Shaw (PGM), uncle Mr Shaw."""
    if last + 1 < len(tokens) and "\n" in tokens[last + 1].gap:
        last = len(tokens) - 1  # what the next line opens with is somebody else
    said = {role for role, _ in beside(tokens, first, last, adults=False)}
    return next((role for role in _KIN if role in said), "")


def _couple(tokens: list[Token], at: int, surname: str, entity: Entity, registry: Registry) -> list[Found]:
    """The first title of Mr and Mrs Shaw, where the file knows who that is."""
    joined = tokens[at].gap.strip() in ("&", "+", "/") and bool(at)
    first = at - 1 if joined else at - 2 if at > 1 and tokens[at].gap == tokens[at - 1].gap == " " else -1
    if first < 0 or tokens[first].text not in _COUPLED or not (joined or tokens[at - 1].folded == "and"):
        return []
    other = resolve(registry, tokens[first].text, surname, entity)
    side = lexicon.cues().titles[tokens[first].text].side
    sure = other.side == side or other.role == {"man": "father", "woman": "mother"}.get(side)
    if other is entity or not sure:
        return []
    return [Found(tokens[first].start, tokens[first].end, other, "title")]


def _of_household(tokens: list[Token], at: int, entity: Entity, registry: Registry) -> bool:
    """The Xxx family, Xxx children: more people than the one whose surname it is."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        after is not None
        and after.gap == " "
        and not tokens[at].possessive
        and after.folded in lexicon.beside().households
        and (
            tokens[at].folded in entity.surname - entity.given
            or (at > 0 and tokens[at - 1].folded == "the" and tokens[at].folded in registry.surnames())
        )
    )


def _is_the_word(note: Words, match: Match) -> bool:
    """Whether a surname that is a kept word is that word here, and the finder holds it for no name: Mr English teaches
    English."""
    at = match.first
    return (
        match.source == "title"
        and at == match.last
        and lexicon.is_protected(note.tokens[at].folded)
        and sum(note.likely[at]) < NOBODY
        and title_before(note.tokens, at) == at
    )


def _housed(note: Words, found: Sequence[Found], registry: Registry) -> list[Found]:
    """Names that the finder takes for a house, by the number before them: 21 Crofters."""
    ends = {t.end: i for i, t in enumerate(note.tokens) if t.text[0].isdigit()}
    more = []
    for f in found:
        at = ends.get(f.start - 1)
        if (
            at is None
            or note.text[f.start - 1] != " "
            or note.text[max(0, note.tokens[at].start - 1)] in ".:/£"
            or (at and note.tokens[at - 1].folded in lexicon.beside().numbered)  # Adult 2 Xxx Yyy
            or f.entity.listed
            or f.entity.type not in ("PERSON", "ORG")
        ):
            continue
        if note.likely[at][KINDS.index("ADDRESS")] >= SURE_NUMBER:
            start = note.tokens[at].start
            more.append(Found(start, f.end, registry.value("ADDRESS", note.text[start : f.end]), "unit"))
    return more


_TURNED = re.compile(r", ([A-Z])\.(?!\w)")  # Sagar, P.


def _titled_letters(tokens: list[Token], used: set[int], registry: Registry) -> list[Found]:
    """Mr T, Mrs B: a title and one letter."""
    found = []
    for i, t in enumerate(tokens[1:], 1):
        before = tokens[i - 1]
        if (
            _LETTERS.match(t.text)
            and (t.capital or t.shout)
            and i not in used
            and before.text in lexicon.cues().titles
            and (t.gap == " " or (t.gap == ". " and before.text in lexicon.beside().stopped))
        ):
            title = lexicon.cues().titles[before.text]
            entity = by_letters(registry, before.text, t.folded)
            if t.text == "I" and not (i + 1 == len(tokens) or tokens[i + 1].gap[:1] in tuple(".,;:)")):
                continue  # Madam I write
            if entity is None and not title.sure and (title.role not in ("relative", "health") or t.text in "AI"):
                continue
            if entity is None:
                entity = registry.value("PERSON", f"{title.side}{t.folded}")
            found.append(Found(before.start, t.end, entity, "title"))
        elif i not in used and _typed_letter(tokens, i):
            entity = by_letters(registry, before.text.title(), t.folded)
            if entity is not None:
                found.append(Found(before.start, t.end, entity, "title"))
    return found


def _lettered_households(tokens: list[Token], used: set[int], registry: Registry) -> list[Found]:
    """The B family, the H-V children: the first letters of a surname of the list."""
    found = []
    for i, t in enumerate(tokens[1:-1], 1):
        behind = tokens[i + 1]
        if (
            _LETTERS.match(t.text)
            and i not in used
            and t.gap == behind.gap == " "
            and tokens[i - 1].folded == "the"
            and behind.folded in lexicon.beside().households
        ):
            fits = next((s for s in sorted(registry.surnames()) if spelt(s, t.folded)), "")
            if fits:
                found.append(Found(t.start, t.end, people.family(registry, fits), "letter"))
    return found


def _typed_letter(tokens: list[Token], at: int) -> bool:
    """dr b, mr w, MR W: a title in lower case or in capitals and one letter, behind which something ends or is done;
    not the dr a week ago, nor miss u."""
    token, before = tokens[at], tokens[at - 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if len(token.text) != 1 or not token.text.isalpha() or token.gap not in (" ", ". "):
        return False
    if before.shout:
        return before.text.title() in lexicon.cues().titles and token.text.isupper() and before.text != "MS"
    if before.text not in lexicon.beside().lower_titles or is_missed(tokens, at):
        return False
    if at > 1 and tokens[at - 2].folded in lexicon.beside().before_a_title and tokens[at - 1].gap == " ":
        return False
    ends = after is None or after.gap.strip(" ")[:1] in tuple(".,;:)?!\n")
    does = after is not None and after.gap == " " and (after.text in lexicon.cues().animate or after.text == "to")
    return ends or does or (token.folded not in "aiux" and after is not None and after.gap == " ")


_LETTERS = re.compile(r"[A-Z](?:-[A-Z])?$")


_JOINS = re.compile(r"^(?:|, ?|,\n| | ?[-–] ?)$")


def _without(found: Found, stronger: Sequence[Found]) -> list[tuple[int, int]]:
    """A stretch without what stronger ones cover."""
    pieces = [(found.start, found.end)]
    for k in stronger:
        apart: list[tuple[int, int]] = []
        for start, end in pieces:
            if start < k.end and k.start < end:
                apart += [p for p in ((start, k.start), (k.end, end)) if p[0] < p[1]]
            else:
                apart.append((start, end))
        pieces = apart
    return pieces


def _posted(note: Words, last: Found, f: Found) -> bool:
    """QX4 8RB Ward Xxx: nothing but a line of its own goes on behind a postcode."""
    return (
        f.entity.type == "LOCATION"
        and POSTCODE.match(note.text[max(last.start, last.end - 8) : last.end].lstrip(" ,")) is not None
    )


def settle(note: Words, found: list[Found]) -> list[Found]:
    """No overlaps: by priority of type, then length. Parts of one address become one."""
    rank = {t: i for i, t in enumerate(PRIORITY)}
    ordered = sorted(found, key=lambda f: (rank.get(f.entity.type, 99), f.start - f.end))
    kept: list[Found] = []
    for f in ordered:
        # What sticks out beyond a stronger hit is still masked, on either side of it.
        for start, end in _without(f, kept):
            piece = note.text[start:end]
            start += len(piece) - len(piece.lstrip(" ,.-'’"))
            end -= len(piece) - len(piece.rstrip(" ,.-'’"))
            alone = (start, end) != (f.start, f.end) and note.text[start:end] in lexicon.cues().titles
            if start < end and not alone:
                kept.append(replace(f, start=start, end=end))
    kept.sort(key=lambda f: f.start)
    merged: list[Found] = []
    for f in kept:
        last = merged[-1] if merged else None
        if (
            last is not None
            and (
                (
                    last.entity.type == "ADDRESS"
                    and f.entity.type in ("ADDRESS", "LOCATION")
                    and not _posted(note, last, f)
                )
                or (last.source == "unit" and last.entity is f.entity)
            )
            and _JOINS.match(note.text[last.end : f.start])
        ):
            merged[-1] = replace(last, end=f.end)
        else:
            merged.append(f)
    return merged
