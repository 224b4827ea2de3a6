"""Who somebody is said to be where no list tells: "SW Priya", "Kai, her brother", "Mrs Shah (DSL)", a signature.

Each mention votes for the role that stands beside it; the whole file decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from analyser.model import Note
from analyser.redact import lexicon
from analyser.redact.kinship import of_owner, owner_of, role_of_owner
from analyser.redact.registry import Entity
from analyser.redact.tokens import Token
from analyser.taxonomy import roles

Mentions = Sequence[tuple[Note, Sequence[Token], Sequence[tuple[int, int, Entity]]]]

STRAIGHT = 2.0  # SW Priya; Mum (Kelly)
SET_OFF = 1.5  # Priya Nair, Social Worker; her brother, Kai
SIGNED = 1.5  # who ends a note, and its author's role is given
AGED = 1.0
_ENOUGH = 1.0
_LEAD = 1.3  # how many times the second role's votes the first needs
_FAR = 5  # words of a phrase behind a name
_NEAR = 4  # words on either side of a name that say what sort of carer
_CHILD = 18  # years


def votes(notes: Mentions, *, adults: bool) -> dict[Entity, Counter[str]]:
    """For everybody who has no role from a list, the roles that the words beside the name say."""
    found: dict[Entity, Counter[str]] = defaultdict(Counter)
    for note, tokens, mentions in notes:
        for first, last, entity in mentions:
            if not entity.listed:
                for role, weight in said(note, tokens, first, last, adults=adults):
                    paid = adults and role == "carer" and not _of_the_family(tokens, first, last)
                    found[entity]["support_worker" if paid else role] += weight  # type: ignore[assignment]
    return found


def _of_the_family(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the carer of an adult is one of the family: "main carer", "wife and carer", not "Carer Michelle"."""
    near = (*tokens[max(0, first - _NEAR) : first], *tokens[last + 1 : last + 1 + _NEAR])
    return any(t.folded in lexicon.cues().family_carer for t in near)


def decide(entity: Entity, counts: Counter[str]) -> str:
    """The role that leads clearly, or ""."""
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _ENOUGH:
        return ""
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return ""
    return ranked[0][0]


def said(note: Note, tokens: Sequence[Token], first: int, last: int, *, adults: bool) -> Iterator[tuple[str, float]]:
    """The roles that the words beside one mention and its place say, each with its weight."""
    yield from beside(tokens, first, last, adults=adults)
    if _signs(tokens, first, last) and note.author_role not in ("", "other"):
        yield note.author_role, SIGNED


def beside(tokens: Sequence[Token], first: int, last: int, *, adults: bool) -> Iterator[tuple[str, float]]:
    """The roles that the words before and behind one mention say, each with its weight."""
    c = lexicon.cues()
    before = tokens[first - 1] if first else None
    if _expects(tokens, first):
        yield "mother", STRAIGHT
    elif before is not None and "\n" not in tokens[first].gap:
        gap = tokens[first].gap
        role = _role_of(tokens, first - 1)
        if role and gap in (" ", " (", " [") and not before.possessive:
            yield role, STRAIGHT
        elif role and gap in (", ", ": ", " - ", " – ") and before.folded not in c.before_initials:
            closed = last + 1 < len(tokens) and tokens[last + 1].gap[:1] == ","
            yield from [(role, SET_OFF)] * (gap == ": " or closed or _pointed(tokens, first - 1))
    yield from _behind(tokens, last, adults)


def _role_of(tokens: Sequence[Token], at: int) -> str:
    """The role of a word, or of two that end there."""
    roles = lexicon.cues().roles
    word = tokens[at]
    owner = owner_of(tokens, at)
    if owner is not None and not word.possessive:
        return of_owner(roles.get(word.folded, ""), role_of_owner(tokens[owner].folded))
    if at and word.gap in (" ", "-"):
        two = f"{tokens[at - 1].folded}{word.gap}{word.folded}"
        if two in roles:
            return roles[two]
    return "" if word.folded in lexicon.cues().no_calling else roles.get(word.folded, "")


def _expects(tokens: Sequence[Token], first: int) -> bool:
    """Unborn baby of Kelly Shaw: she is the mother."""
    words = [t.folded for t in tokens[max(0, first - 3) : first]]
    return any(" ".join(words[at:]) in lexicon.cues().expected_of for at in range(len(words)))


def _pointed(tokens: Sequence[Token], at: int) -> bool:
    """his mum, Jade; the health visitor, Anne: a word that points stands before the role."""
    return any(tokens[i].folded in lexicon.cues().points for i in range(max(0, at - 3), at))


def _behind(tokens: Sequence[Token], last: int, adults: bool) -> Iterator[tuple[str, float]]:
    """In brackets or between commas behind a name: (DSL); , Social Worker; , her brother; (7)."""
    at = last + 1
    if at >= len(tokens) or tokens[last].possessive:
        return
    gap = tokens[at].gap
    if gap not in (" (", ", ", " [", " - ", " – ", " — ", "\n", ",\n"):
        return
    bracket = gap in (" (", " [")
    if tokens[at].text.isdigit() and len(tokens[at].text) < 3:
        years = int(tokens[at].text)
        ends = tokens[at + 1].gap if at + 1 < len(tokens) else "."
        if gap in (" (", ", ") and (
            ends[:1] in tuple("),;") or (at + 1 < len(tokens) and tokens[at + 1].folded in _AGES)
        ):
            if years < _CHILD:
                yield "child", AGED
            elif adults and bracket and years > 64:
                yield "adult_at_risk", AGED
        if not (bracket and ends.strip() == "),"):
            return
        at, bracket = at + 1, False  # Joan Hesketh (74), wife of Ronald
    for step in range(at, min(at + _FAR, len(tokens))):
        word = tokens[step]
        if step > at and word.gap not in (" ", "-", "'s ", "’s ", "/"):
            return
        told = word.folded in lexicon.cues().roles or tokens[step - 1].folded in lexicon.cues().points
        if not bracket and step > at and word.text.islower() and not told:
            return  # ", the social worker" but not ", then Mum said"
        role = "" if word.possessive else _role_of(tokens, step)  # (mum's partner)
        if role:
            after = tokens[step + 1] if step + 1 < len(tokens) else None
            closed = after is None or after.gap.strip() != "" or "\n" in after.gap or step > at
            line = gap.endswith("\n")
            if line and roles()[role].side in _KIN and after is not None and "\n" not in after.gap:
                return  # who is named at the end of a heading is not the one whom the next line opens with
            if bracket or closed or line or _goes_on(tokens, step + 1):
                yield role, STRAIGHT if bracket else SET_OFF
            return


_KIN = ("parent", "child")


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a role goes on with whose it is, or with a second one: ", wife of Ron", ", wife and main carer"."""
    if tokens[at].folded != "and":
        return tokens[at].folded in ("of", "to")
    return any(t.folded == "carer" for t in tokens[at + 1 : at + 4])


_AGES = frozenset({"yrs", "yr", "years", "year", "yo", "y", "months", "mths", "weeks", "wks"})


def _signs(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a mention stands at the end of a note, set off from what is said."""
    if last + 1 < len(tokens) - 3 or first == 0:
        return False
    bare = tokens[first].gap.strip(" \t")
    if not bare or bare[-1] not in '.!?\n–—-:”"’)':
        return False
    rest = tokens[last + 1 :]
    return all(t.folded in lexicon.cues().roles or t.shout for t in rest)
