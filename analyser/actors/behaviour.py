"""Whose behaviour a stretch tells: subject, speaker, nearest person that fits, or the file's main adult."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from analyser.actors.cast import Casting
from analyser.actors.chat import is_message, sender
from analyser.actors.component import casting_of
from analyser.actors.mentions import Kind, Mention
from analyser.actors.rules import LabelActor, label_actors, places, role_set, telling
from analyser.grammar import text_of
from analyser.model import Setting, Statement

_SUBJECT = ("nsubj", "nsubjpass", "csubj")
_MAIN_FIRST = 0.7
_ANOTHER = "another"  # not a role: whoever is brought, another did it
_BROUGHT = {"bring", "take", "collect", "fetch", "drive"}
_BACK = 420  # characters looked back over for the person that a dropped subject goes on with
_APART = re.compile(r"[\d:;\n]")  # between a service and a verb that is not its own: "BP clinic 12/8 did not come"
_CLIMB = 5  # verbs that are gone up over to a subject
_BESIDE = {"partner", "relative", "grandparent", "carer"}
_PASS_ON = ("conj", "xcomp", "advcl", "ccomp", "dep", "acl", "parataxis")


def ruled(doc: Doc, start: int, end: int, label: str) -> str:
    """Whose behaviour it is by the rules alone. An unknown label gives ""."""
    rule = label_actors().get(label)
    if rule is None:
        return ""
    cast = casting_of(doc)
    if rule.adults and cast.setting is Setting.ADULTS:
        return rule.adults
    roles = role_set(rule.roles)
    if cast.carer_led and not rule.own and rule.roles in ("family", "people", "adults"):
        roles = roles - {"adult_at_risk"}
    mentions: Sequence[Mention] = doc._.mentions or ()
    starts = [m.start for m in mentions]
    found = ""
    if rule.voice:
        found = speaker_of(doc, start, end, roles, mentions, starts)
    found = found or subject_of(doc, start, end, roles, mentions, starts)
    if not found or found == _ANOTHER:
        near = roles & role_set("adults") if rule.roles == "people" else roles
        whole = near if found == _ANOTHER else roles
        found = _inside(start, end, near, mentions, starts) or _inside(start, end, whole, mentions, starts)
        if not found and rule.roles != "professional":
            found = _author(doc, start, end, roles, mentions, starts) or _near(
                doc, start, end, near, mentions, starts, cast
            )
    return found or _fallback(doc, rule, cast, roles)


def speaker_of(
    doc: Doc, start: int, end: int, roles: frozenset[str], mentions: Sequence[Mention], starts: list[int]
) -> str:
    """Who says the words of the span: the innermost statement that holds them, or one whose cue is in the span."""
    statements: Sequence[Statement] = (doc._.statements or ()) if doc.has_extension("statements") else ()
    holding = [
        s
        for s in statements
        if s.speaker in roles
        and s.content_start < end
        and start < s.content_end
        and (s.cue_start < start or s.cue_end <= end)
    ]
    if not holding:
        return ""
    covering = [s for s in holding if s.content_start <= start + 2 and end - 2 <= s.content_end]
    inner = min(
        covering or holding, key=lambda s: s.content_end - s.content_start if covering else -_shared(s, start, end)
    )
    return inner.speaker


def _shared(s: Statement, start: int, end: int) -> int:
    return min(s.content_end, end) - max(s.content_start, start)


def subject_of(
    doc: Doc, start: int, end: int, roles: frozenset[str], mentions: Sequence[Mention], starts: list[int]
) -> str:
    """The subject of the span's head, its own or passed on from the clause that it hangs on."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return ""
    token: Token = span.root
    by_token = {
        m.token: m for m in mentions[max(0, bisect.bisect_left(starts, start) - 12) : bisect.bisect_left(starts, end)]
    }
    if token.dep_ in _SUBJECT and (m := by_token.get(token.i)) and (role := m.role_among(roles)):
        return role
    for _ in range(5):
        for child in token.children:
            if child.dep_ in _SUBJECT:
                m = by_token.get(child.i)
                if child.dep_ == "nsubjpass" and token.lemma_ in _BROUGHT:
                    return _ANOTHER
                if m is not None and (role := m.role_among(roles)):
                    return role
                owner = next(
                    (by_token[c.i] for c in child.subtree if c.i in by_token and by_token[c.i].role in roles), None
                )
                if owner is not None and owner.possessor:
                    return owner.role
                if m is not None and m.role:
                    return ""
            if child.dep_ == "agent":
                m = next((by_token[c.i] for c in child.subtree if c.i in by_token), None)
                if m is not None and m.role in roles:
                    return m.role
        if token.dep_ not in _PASS_ON or token.head.i == token.i:
            return ""
        token = token.head
    return ""


def service_doing(doc: Doc, start: int, end: int, label: str) -> str:
    """The service that is the subject of every verb in the stretch that tells the label, or that sent it in a chat as
    its own words; "" where there is none.

    Limits: verbs as listed with the label; a verb without a subject, or with a pronoun for it, is nobody's here.
    """
    rule, span = label_actors().get(label), doc.char_span(start, end, alignment_mode="expand")
    if rule is None or not (rule.acts or rule.voice) or span is None or not len(span):
        return ""
    services = role_set("professional")
    if (role := _writes(doc, span, asking=rule.voice)) in services:
        return role
    named = {m.token: m.role for m in doc._.mentions or () if m.kind is not Kind.PRONOUN and m.role in services}
    acts = [(token, _doer(token)) for token in span if _tells(token, rule.acts)]
    apart = [d is None or _APART.search(text_of(doc), d.idx, token.idx) is not None for token, d in acts]
    roles = ["" if far or d is None else named.get(d.i, "") for far, (_, d) in zip(apart, acts, strict=True)]
    others = {m.token for m in doc._.mentions or () if m.role in role_set("people")}
    if any(d is not None and any(c.i in others for c in d.conjuncts) for _, d in acts):
        return ""  # "the SENCO and Mum agreed"
    if not rule.places and any(d is not None and d.lower_ in places() for _, d in acts):
        return ""  # a clinic does not come to an appointment
    return roles[0] if roles and all(roles) else ""


def _writes(doc: Doc, span: Span, *, asking: bool) -> str:
    """Who sent the message that a stretch is of, where it tells of nobody else: "I was ill"; where ``asking``, or asks:
    "Do you need help?"."""
    role = sender(doc, span.start_char)
    subjects = [c.i for c in span.root.children if c.dep_ in _SUBJECT] if role else []
    by_token = {m.token: m.kind for m in doc._.mentions or ()} if role else {}
    asked = asking and text_of(doc)[span.start_char : span.end_char].rstrip().endswith("?")
    own = all(by_token.get(i) is Kind.AUTHOR for i in subjects) if subjects else is_message(doc)
    return role if asked or own else ""


def done_upon(doc: Doc, start: int, end: int, label: str) -> str:
    """To whom somebody else in the stretch does what the label tells; "" where there is no such verb or nobody else.

    It is done to the adult whom the file is about first, who is named in the stretch or, where the doer is a partner or
    relative, is nowhere crossed by a child.

    Limits: verbs as listed with the label.
    """
    rule, span = label_actors().get(label), doc.char_span(start, end, alignment_mode="expand")
    if rule is None or not rule.upon or span is None:
        return ""
    main = _about_first(casting_of(doc))
    mentions = [m for m in doc._.mentions or () if start <= m.start < end]
    named = {m.token: m.role for m in mentions}
    doers = {d.i for token in span if _tells(token, rule.upon) and (d := _doer(token)) is not None}
    by = {named.get(i, "") for i in doers} - {""}
    if not by or main in by or not by <= role_set("adults"):
        return ""
    others = [m for m in mentions if m.token not in doers]
    if any(main in (m.role, *m.alternatives) for m in others):
        return main
    return main if by <= _BESIDE and not any(m.role in ("child", "sibling") for m in others) else ""


def told_of(doc: Doc, start: int, end: int, label: str) -> str | None:
    """Who by a stretch's own words does what somebody else tells: of "She said Mum would not come" the mother, of "Mum
    said he hit her" whoever "he" is, "" where that is not known; None where nobody tells of another.

    Limits: nothing for labels that are somebody's words or are done upon somebody; verbs of telling as listed; a "he"
    or "she" only where it is not the sex of the teller.
    """
    rule, span = label_actors().get(label), doc.char_span(start, end, alignment_mode="expand")
    if rule is None or rule.voice or rule.upon or span is None or not len(span):
        return None
    root: Token = span.root
    if root.lemma_.lower() not in telling():
        return None
    kinds = (Kind.NAME, Kind.WORD, Kind.PRONOUN)
    mentions: dict[int, Mention] = {m.token: m for m in doc._.mentions or () if m.kind in kinds}
    roles, cast = role_set(rule.roles), casting_of(doc)
    teller = next((mentions[c.i] for c in root.children if c.dep_ in _SUBJECT and c.i in mentions), None)
    for content in root.children:
        if content.dep_ == "ccomp" and root.i < content.i < span.end:
            who = next((mentions[c.i] for c in content.children if c.dep_ in _SUBJECT and c.i in mentions), None)
            if who is None or who.possessor:
                continue
            if who.kind is not Kind.PRONOUN:
                if who.role in roles:
                    return who.role
            elif teller is not None and teller.kind is not Kind.PRONOUN and {who.gender, teller.gender} == {"f", "m"}:
                other = who.role or ("partner" if cast.counts.get("partner") else "")
                if other != teller.role and (not other or other in roles):
                    return other
    return None


def sex_of_doer(doc: Doc, start: int, end: int) -> str:
    """The sex of a "he" or "she" that does it and goes back to nobody who was named; "" where it is somebody known."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return ""
    pronouns: dict[int, Mention] = {m.token: m for m in doc._.mentions or () if m.kind is Kind.PRONOUN}
    who = next((pronouns.get(c.i) for c in span.root.children if c.dep_ == "nsubj"), None)
    return who.gender if who is not None and not who.role else ""


def _about_first(cast: Casting) -> str:
    """Whom a file is about first: the adult at risk, or the main adult of a file about children."""
    return "adult_at_risk" if cast.setting is Setting.ADULTS else cast.main


def _tells(token: Token, acts: Sequence[str]) -> bool:
    """Whether a word is one of the verbs, or the verb before which "will" stands."""
    if token.pos_ == "AUX" and token.dep_.startswith("aux"):
        return False
    own = [c for c in token.children if c.dep_ == "aux"]
    return token.lemma_.lower() in acts or ("will" in acts and any(c.lemma_.lower() == "will" for c in own))


def _doer(token: Token) -> Token | None:
    """Who does it: the subject of a verb, or who stands after "by", or the subject of the verb that it hangs on."""
    for step in range(_CLIMB):
        for child in token.children:
            if child.dep_ == "agent" and not step:
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        for child in token.children:
            # What was cancelled did not cancel; who was invited and did not come did not come.
            if child.dep_ in _SUBJECT:
                return None if child.dep_ == "nsubjpass" and not step else child
        purpose = token.dep_ == "advcl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
        if not (token.dep_ in ("conj", "xcomp") or purpose) or token.head.i == token.i:
            return None
        token = token.head
    return None


def _inside(start: int, end: int, roles: frozenset[str], mentions: Sequence[Mention], starts: list[int]) -> str:
    """The first person of a fitting role in the span, a subject or one who owns something before the others."""
    inside = [
        m for m in mentions[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)] if m.role in roles
    ]
    inside = [m for m in inside if m.kind is not Kind.AUTHOR]
    best = next((m for m in inside if m.subject), inside[0] if inside else None)
    return best.role if best is not None else ""


def _author(
    doc: Doc, start: int, end: int, roles: frozenset[str], mentions: Sequence[Mention], starts: list[int]
) -> str:
    """The writer, where the family writes: a letter or a text in the first person."""
    author = author_of(doc)
    return author if author in roles else ""


def author_of(doc: Doc) -> str:
    note = doc._.note if doc.has_extension("note") else None
    return str(getattr(note, "author_role", "") or "")


def _near(
    doc: Doc,
    start: int,
    end: int,
    roles: frozenset[str],
    mentions: Sequence[Mention],
    starts: list[int],
    cast: Casting,
) -> str:
    """Whom a dropped subject goes on with: nearest before, subjects first; or right after in the sentence."""
    i = bisect.bisect_left(starts, start)
    best, best_score = "", -3.0
    for steps, m in enumerate(reversed(mentions[max(0, i - 12) : i])):
        role = m.role_among(roles)
        if not role or role == "family" or m.kind is Kind.AUTHOR or start - m.end > _BACK:
            continue
        score = -0.12 * steps - (start - m.end) / 160 + 0.8 * m.subject - 0.5 * m.possessor - 0.2 * m.quoted
        score += _MAIN_FIRST * (role in (cast.main, cast.child)) - 0.4 * (role != m.role)
        if "\n" in text_of(doc)[m.end : start]:
            score -= 0.4
        if score > best_score:
            best, best_score = role, score
    if not best:
        after = mentions[bisect.bisect_left(starts, end) :]
        best = next((m.role for m in after[:3] if m.role in roles and m.start - end < 80), "")
    return best


def _fallback(doc: Doc, rule: LabelActor, cast: Casting, roles: frozenset[str]) -> str:
    if rule.fallback == "author":
        author = author_of(doc)
        if author == "manager":
            return "social_worker"  # who oversees writes of another's work
        return author if author in roles else ""
    if rule.fallback == "main":
        return cast.main
    if rule.fallback == "carer":
        return cast.carer
    if rule.fallback == "child":
        return cast.child if cast.setting is not Setting.ADULTS else "adult_at_risk"
    return ""
