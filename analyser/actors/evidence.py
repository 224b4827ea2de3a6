"""What speaks for each person of a file as the one whose behaviour a stretch tells: features by name."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analyser.actors.behaviour import author_of, ruled, speaker_of, subject_of
from analyser.actors.cast import Casting
from analyser.actors.component import casting_of
from analyser.actors.mentions import Kind, Mention
from analyser.actors.rules import LabelActor, label_actors, role_set
from analyser.grammar import text_of
from analyser.model import Setting
from analyser.taxonomy import roles as all_roles

if TYPE_CHECKING:
    from spacy.tokens import Doc

Features = dict[str, float]
_TALLY = "actor_tally"  # key of ``doc.user_data``
_NEAR = 12  # mentions looked back over
_AFTER = 80  # characters looked ahead over
_HEAD = 14  # characters at the head of a line in which whom it is about is named
_GAP = 60.0  # characters over which nearness halves
_NONE = 9  # a rank beyond any
_GENDER = {"mother": "f", "father": "m"}
_PLURAL = ("parents", "family")
# Who may be meant though the note names nobody of the kind.
_UNNAMED = {"family": _PLURAL, "professional": ("agency", "social_worker", "practitioner"), "child": ()}


def candidates(doc: Doc, start: int, end: int, label: str) -> list[tuple[str, Features]]:
    """(role, features) of everybody whose behaviour the stretch could tell, by role; empty for an unknown label."""
    rule = label_actors().get(label)
    if rule is None:
        return []
    stretch = _Stretch(doc, start, end, label, rule)
    return [(role, stretch.features(role)) for role in sorted(stretch.roles())]


@dataclass
class _Stretch:
    """A stretch of a note and the people round it."""

    doc: Doc
    start: int
    end: int
    label: str
    rule: LabelActor

    def __post_init__(self) -> None:
        doc, start, end = self.doc, self.start, self.end
        self.cast: Casting = casting_of(doc)
        mentions: Sequence[Mention] = doc._.mentions or ()
        starts = [m.start for m in mentions]
        everybody = frozenset(all_roles())
        self.tally, self.first = _tally(doc, mentions)
        self.by_rule = ruled(doc, start, end, self.label)
        self.author = author_of(doc)
        note = doc._.note if doc.has_extension("note") else None
        self.sort = note.type if note is not None else ""
        self.subject = subject_of(doc, start, end, everybody, mentions, starts)
        self.speaker = speaker_of(doc, start, end, everybody, mentions, starts)
        i, j = bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)
        self.inside = [m for m in mentions[i:j] if m.role]
        self.before = [m for m in reversed(mentions[max(0, i - _NEAR) : i]) if m.role]
        self.after = [m for m in mentions[j : j + 3] if m.role and m.start - end < _AFTER]
        self.text = text_of(doc)
        self.line = self.text.rfind("\n", 0, start) + 1
        known = self.rule.roles
        self.side = known if known in ("professional", "child") else "family"
        self.own_subject = next((m for m in self.inside if m.subject), None)
        self.pronoun = next((m for m in self.inside if m.kind is Kind.PRONOUN and m.subject), None)
        others = [m for m in self.before if m.kind is not Kind.AUTHOR]
        self.order = list(dict.fromkeys(m.role for m in others))  # the last named first
        self.last_subject = next((m.role for m in others if m.subject), "")
        self.heads = {m.role for m in (*self.before, *self.inside) if self.line <= m.start <= self.line + _HEAD}
        self.alternatives = {r for m in self.inside if m.kind is Kind.PRONOUN for r in m.alternatives}

    def roles(self) -> set[str]:
        found = {m.role for m in (*self.inside, *self.before, *self.after)} | self.alternatives
        found |= {self.by_rule, self.author, self.cast.main, self.cast.child, *_UNNAMED[self.side], *self.tally}
        if self.side == "professional":
            found &= role_set("professional") | {self.by_rule, self.subject}
        return found - {""}

    @cached_property
    def totals(self) -> tuple[int, int]:
        return sum(self.tally.values()) or 1, sum(self.cast.counts.values()) or 1

    def features(self, role: str) -> Features:
        label, side, sort = self.label, self.side, self.sort
        is_ruled = role == self.by_rule
        setting = "adults" if self.cast.setting is Setting.ADULTS else "children"
        keys = [
            f"label={label}|{role}",
            f"side={side}|{role}",
            f"{setting}|{side}|{role}",
            f"sort={sort}|{side}|{role}",
            f"ruled={is_ruled}|{label}",
            f"ruled={is_ruled}|{role}",
        ]
        if is_ruled:
            keys.append("ruled")
        if role == self.cast.main:
            keys += (f"main|{side}", f"main|{label}")
        if role == self.cast.carer:
            keys.append("carer")
        if role == self.cast.child:
            keys.append(f"child|{side}")
        if role == self.author:
            keys += ("author", f"author|{label}", f"author|{sort}")
        if role == self.first:
            keys.append(f"first|{side}")
        if not self.tally[role] and (role in role_set("family") or role in ("child", "sibling")):
            keys.append("note_absent")
        if not self.cast.counts.get(role) and role not in _PLURAL:
            keys.append("file_absent")
        if role in self.heads:
            keys.append(f"heads_line|{self.own_subject is None}")
        if any(m.role == role for m in self.after):
            keys.append("after")
        keys += self.grammar(role)
        keys += self.within(role)
        f = dict.fromkeys(keys, 1.0)
        in_note, in_file = self.totals
        f[f"note_share|{side}"] = self.tally[role] / in_note
        f[f"file_share|{side}"] = self.cast.counts.get(role, 0) / in_file
        f.update(self.recent(role))
        return f

    def grammar(self, role: str) -> list[str]:
        """Subject of the head, and speaker of the words."""
        keys: list[str] = []
        if role == self.subject:
            keys += ("subject", f"subject|{self.label}")
        elif self.subject:
            keys.append("subject_other")
        if role == self.speaker:
            keys += ("speaker", f"speaker|voice={self.rule.voice}", f"speaker|{self.label}")
        elif self.speaker:
            keys.append("speaker_other")
        return keys

    def within(self, role: str) -> list[str]:
        """Mentions inside the stretch, and whether its pronoun agrees."""
        keys: list[str] = []
        mine = [m for m in self.inside if m.role == role]
        if mine:
            keys += ("inside", f"inside|{self.label}")
            if any(m.subject for m in mine):
                keys.append("inside_subject")
            if all(m.possessor for m in mine):
                keys.append("inside_possessor")
            if any(m.kind is not Kind.PRONOUN for m in mine):
                keys.append("inside_named")
            if any(m.kind is Kind.SPEAKER for m in mine):
                keys.append("inside_speaker")
            if len(mine) == len(self.inside):
                keys.append("inside_only")
        if self.own_subject is not None and self.own_subject.role == role:
            keys.append("inside_first_subject")
        if role in self.alternatives:
            keys.append("inside_alternative")
        if self.pronoun is not None:
            gender = _gender(role, self.cast)
            if self.pronoun.plural:
                keys.append(f"they|{role}")
            elif role in _PLURAL:
                keys.append("one_for_many")
            elif gender and self.pronoun.gender:
                keys.append("agrees" if gender == self.pronoun.gender else "disagrees")
        return keys

    def recent(self, role: str) -> Features:
        """How lately the role was meant before the stretch."""
        dropped = self.own_subject is None
        rank = self.order.index(role) if role in self.order else _NONE
        f: Features = {
            f"recent={min(rank, 4)}": 1.0,
            f"recent={min(rank, 4)}|dropped={dropped}": 1.0,
            f"recent={min(rank, 2)}|{self.side}": 1.0,
        }
        if role == self.last_subject:
            f["last_subject"] = f[f"last_subject|dropped={dropped}"] = 1.0
        near = next((m for m in self.before if m.role == role), None)
        if near is None:
            return f
        f["near"] = f[f"near|dropped={dropped}"] = 1.0 / (1.0 + (self.start - near.end) / _GAP)
        if near.subject:
            f["near_subject"] = 1.0
        if near.start >= self.line:
            f["same_line"] = 1.0
            if "." not in self.text[near.end : self.start]:
                f["same_sentence"] = f[f"same_sentence|dropped={dropped}"] = 1.0
        return f


def _gender(role: str, cast: Casting) -> str:
    if role in _GENDER:
        return _GENDER[role]
    stem = role.replace("_", " ").title().replace(" ", "")
    sexes = {g for p, g in cast.gender.items() if p.rstrip("0123456789") == stem}
    return sexes.pop() if len(sexes) == 1 else ""


def _tally(doc: Doc, mentions: Sequence[Mention]) -> tuple[Counter[str], str]:
    """How often a note means each role, and the first of the family that it names."""
    known = doc.user_data.get(_TALLY)
    if known is None:
        kin = role_set("family")
        tally = Counter(m.role for m in mentions if m.role and m.kind not in (Kind.AUTHOR, Kind.ADDRESSEE))
        known = doc.user_data[_TALLY] = (tally, next((m.role for m in mentions if m.role in kin), ""))
    return known  # type: ignore[no-any-return]
