"""Initials: of known people, and of people whom a file knows by nothing else (KI signs, SG texts, "seen by CR").

One letter pair is decided for the whole file: once something shows that it stands for a person, it does so everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from analyser.redact import lexicon
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.tokens import Token

_ENOUGH = 2  # of the weaker signs
_MOST_LETTERS = 3  # with stops, of one person
_YEAR = 4  # figures
_OF_A_TIME = 2  # words before a colon that are a time or a day: 16:09, 22/2
_JOINED = ("/", " / ", " & ", " + ")


def decide_initials(notes: Iterable[Sequence[Token]], registry: Registry) -> None:
    """Enters initials that the notes show to be somebody's: unknown ones, and known ones that are an acronym too."""
    notes = list(notes)
    _lettered_people(notes, registry)
    signs: Counter[str] = Counter()
    for tokens in notes:
        for at, token in enumerate(tokens):
            if not (token.shout and 2 <= len(token.text) <= 3) or token.text in registry.exact:
                continue
            if _writes(tokens, at):
                signs[token.text] += _ENOUGH
            elif token.text in registry.dotted and is_term(tokens, at):
                continue
            elif token.text in registry.dotted and _among_known(tokens, at, registry):
                signs[token.text] += _ENOUGH
            elif _is_thing(tokens, at, registry):
                continue
            elif _may_be(token, registry):
                signs[token.text] += _sign(tokens, at, registry, known=_acronym(token, registry))
            elif _word_too(tokens, at):
                signs[token.text] += _sign(tokens, at, registry, known=False) // 2
    for letters, weight in signs.items():
        if weight < _ENOUGH:
            continue
        known = registry.dotted.get(letters)
        entity = known.entity if known else registry.initials(letters)
        acronym = letters in lexicon.acronyms()
        registry.add_form((letters,), entity, Need.EXACT, "acronym-decided" if acronym else "unknown")


def _may_be(token: Token, registry: Registry) -> bool:
    cues = lexicon.cues()
    if token.folded in cues.roles or token.folded in cues.never_initials:
        return False
    if token.text in registry.dotted or token.text in cues.thing_acronyms:
        return True
    return (
        token.text.isalpha()
        and token.text not in lexicon.acronyms()
        and not (len(token.text) > 2 and lexicon.is_protected(token.folded))
        and token.text not in cues.titles
        and not (token.folded in lexicon.english() and len(token.text) > 2)
        and (token.folded not in lexicon.common() or (len(token.text) == 2 and not set(token.folded) & set("aeiou")))
    )


def _is_thing(tokens: Sequence[Token], at: int, registry: Registry) -> bool:
    """Whether letters of nobody on the list that any note may name are no person's here: TV, but not "HD to email"."""
    cues = lexicon.cues()
    text = tokens[at].text
    if text not in cues.everyday_letters or text in cues.thing_acronyms or text in registry.dotted:
        return False
    behind = [t.text for t in tokens[at + 1 : at + 3]]
    acts = tokens[at].initial and len(behind) == 2 and behind[0] == "to" and behind[1].islower()
    return not acts or behind[1] in cues.befalls_things


def _among_known(tokens: Sequence[Token], at: int, registry: Registry) -> bool:
    """Present: HA, GF; DV MV FV seen: letters of the list that are an acronym or a word too, between initials of it."""
    for step in (-1, 1):
        other = at + step
        if not 0 <= other < len(tokens):
            continue
        gap = tokens[max(at, other)].gap
        if gap in (*_JOINED, ", ") and tokens[other].text in registry.exact:
            return True
        beyond = at + 2 * step
        if tokens[other].text == "and" and 0 <= beyond < len(tokens) and tokens[beyond].text in registry.exact:
            return gap == tokens[max(other, beyond)].gap == " "  # LG and SV
    first = last = at
    while (
        first and tokens[first].gap == " " and tokens[first - 1].shout and len(tokens[first - 1].text) <= _MOST_LETTERS
    ):
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].gap == " " and tokens[last + 1].shout:
        last += 1
    return sum(tokens[i].text in registry.exact for i in range(first, last + 1)) >= _ENOUGH


def _word_too(tokens: Sequence[Token], at: int) -> bool:
    """VS, MA, TO among words that are not shouted: initials where they sign or act at two places."""
    token = tokens[at]
    beside = [t for t in tokens[max(0, at - 1) : at + 2] if t is not token]
    return (
        len(token.text) == 2
        and token.folded in lexicon.cues().never_initials
        and token.folded not in lexicon.cues().never_signed
        and token.text not in lexicon.acronyms()
        and not any(t.shout for t in beside)
    )


def _writes(tokens: Sequence[Token], at: int) -> bool:
    """16:09 EM: yes; EM/NC. at the head of a note: letters of who writes or meets, an acronym elsewhere."""
    if not _of_nobody_else(tokens[at]):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None:
        return False
    if after.gap == ": " and at and tokens[at].gap == " " and tokens[at - 1].text[-1].isdigit():
        first = next((i for i in range(at - 1, -1, -1) if "\n" in tokens[i].gap or not i), 0)
        return at - first <= _OF_A_TIME and all(t.text.isdigit() for t in tokens[first:at])
    if after.gap.startswith(". ") and at == 1 and tokens[0].shout and tokens[1].gap in _JOINED:
        return _of_nobody_else(tokens[0])
    if at == 0 and after.gap in _JOINED and after.shout and len(tokens) > 2 and tokens[2].gap.startswith(". "):
        return _of_nobody_else(after)
    return False


def is_term(tokens: Sequence[Token], at: int) -> bool:
    """Whether an acronym is one of the services at a place, whoever has these initials: a CP plan, hx of DV; denies
    SH, SI; disclosed SH x2."""
    cues = lexicon.cues()
    before = tokens[at - 1] if at and tokens[at].gap == " " else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    closed = after is None or after.gap != " " or after.text in ("and", "or") or _counts(after)
    if closed and before is not None and before.folded in cues.says_term:
        return True
    return (before is not None and before.folded in cues.before_term) or (
        after is not None and after.gap == " " and after.text in cues.after_term
    )


def _counts(token: Token) -> bool:
    return token.text[0] == "x" and token.text[1:].isdigit()


def _of_nobody_else(token: Token) -> bool:
    """Two capitals that are no job, no protected word and no word of every day."""
    cues = lexicon.cues()
    return (
        len(token.text) == 2
        and token.text.isalpha()
        and token.folded not in cues.roles
        and token.folded not in cues.never_initials
        and token.text not in cues.titles
        and not lexicon.is_protected(token.folded)
    )


def _acronym(token: Token, registry: Registry) -> bool:
    return token.text in registry.dotted or token.text in lexicon.cues().thing_acronyms


def _sign(tokens: Sequence[Token], at: int, registry: Registry, *, known: bool) -> int:
    """How much one place says for a person: 2 is enough."""
    cues = lexicon.cues()
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.text[0].isdigit() and token.gap in ("", " "):
        return 0  # 9 PM
    line_ends = after is None or "\n" in after.gap
    if line_ends and token.text not in cues.thing_acronyms and before is not None and _signature_gap(token.gap):
        return 2
    if after is not None and after.gap == " " and after.text.islower():
        acts = at + 2 < len(tokens) and after.text == "to" and tokens[at + 2].text.islower()
        if acts and token.folded in cues.sent:
            acts = tokens[at + 2].folded in cues.lower_person  # TC to ring mum, not TC to mum
        if token.initial and (acts or (not known and after.text in cues.verbs)):
            return 2
        if after.text in cues.animate:
            return 2
        if known and token.initial and token.text in registry.dotted and after.text in cues.irregular:
            return 1  # LM woke at six
    for joined, other in ((token.gap, before), (after.gap if after is not None else "", after)):
        if other is not None and joined in ("/", " / ", " & ", " + ", ", ") and other.text in registry.exact:
            return 2
    if known and after is not None and after.gap in (", ", " (") and after.folded in cues.roles and token.initial:
        return 2  # NB, HV
    if known and after is not None and after.gap == ", " and after.text == "who":
        return 2
    if known and at > 1 and token.gap == " " and tokens[at - 1].text == "from" and tokens[at - 2].folded in cues.texted:
        return 2
    if known and before is None and token.text in registry.dotted and after is not None and after.gap == ". ":
        return 1  # who writes
    if known:
        return (
            _stands_alone(token, after) if token.text not in cues.thing_acronyms or token.text in registry.dotted else 0
        )
    if after is not None and after.gap == ", " and after.text == "who":
        return 2
    if before is None and after is not None and after.gap.startswith(". ") and after.text[0].isupper():
        return 2 if _fits_somebody(token.text, registry) else 1
    if token.initial and len(token.text) == 3 and after is not None and after.gap.startswith(". "):
        return 1
    opens_line = before is None or "\n" in token.gap
    if opens_line and after is not None and (after.text[0].isdigit() or after.gap in (" – ", " - ", " — ", ": ")):
        return 1
    if after is not None and after.gap == " (" and after.folded in cues.roles:
        return 2
    if len(token.text) == 2 and _of_somebody(tokens, at):
        return 2
    if token.possessive:
        return 1
    if before is not None and token.gap == " ":
        if before.folded in cues.roles and before.folded not in ("ex", "called", "named"):
            return 2
        if before.text in cues.before_initials:
            return 1
    return 0


def _of_somebody(tokens: Sequence[Token], at: int) -> bool:
    """Told KP; a call from KP; seen by KP; w/ KP; KP not at home: nothing but a person stands there."""
    cues = lexicon.cues()
    token, before = tokens[at], tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.possessive:
        return True
    if token.initial and after is not None and after.gap == " " and after.text == "not" and at + 2 < len(tokens):
        return tokens[at + 2].text in cues.after_not
    if before is None:
        return False
    if before.text in ("w", "W") and token.gap in ("/", "/ "):
        return True
    if token.gap != " " or before.folded not in cues.tells_person:
        return False
    if before.folded not in ("from", "by"):
        return True
    first = tokens[at - 2].folded if at > 1 else ""
    return first in cues.sent or (before.folded == "by" and first.endswith(("ed", "en")))


def _fits_somebody(letters: str, registry: Registry) -> bool:
    first, last = letters[0].lower(), letters[-1].lower()
    return any(
        any(g.startswith(first) for g in p.given) and any(s.startswith(last) for s in p.surname)
        for p in registry.persons()
    )


def stands_by_itself(tokens: Sequence[Token], at: int) -> bool:
    """One letter that is a word: not in a shape (T-shirt), a list of letters or behind what is lettered."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None:
        gap = tokens[at].gap
        if before.folded in lexicon.cues().lettered or (before.text[0].isdigit() and gap in ("", " ")):
            return False
        if gap[-1:] in ("-", "/", "'", "’", "&", "+") or (_letter(before) and gap in (" ", ".", ". ")):
            return False
    if tokens[at].possessive or after is None or not (after.gap == "" or after.gap[0] in "-/'’&+."):
        return True
    return after.gap.startswith(". ") and not _letter(after)


_PARTS_OF_A_FORM = "MFCTEWDNP"  # M: what the mother said; T: a telephone; D, C, N: of a list that is lettered
_QUOTES = "\"“‘'"


def _lettered_people(notes: Iterable[Sequence[Token]], registry: Registry) -> None:
    """T up at six; T: "no": one letter for somebody known whose first name begins with it, by two signs in a file."""
    cues = lexicon.cues()
    signs: Counter[str] = Counter()
    for tokens in notes:
        for at, token in enumerate(tokens):
            if not _letter(token) or token.text in "AI" or not stands_by_itself(tokens, at):
                continue
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            if (after is None or "\n" in after.gap) and at and _signature_gap(token.gap):
                signs[token.text] += 2  # the lambs are out now. S.
            if after is None:
                continue
            if after.gap == ". " and after.text.islower():
                signs[token.text] += 2  # Gave V. the boats
            elif token.possessive:
                signs[token.text] += 2  # J's phone went
            elif at and tokens[at - 1].folded == "with" and token.gap == " " and after.gap.startswith(","):
                signs[token.text] += 1  # Mum with O, late
            elif token.initial and after.gap.startswith(":") and after.gap[-1] in _QUOTES:
                signs[token.text] += 2
            elif token.initial and after.gap.startswith(":") and token.text not in _PARTS_OF_A_FORM:
                signs[token.text] += 1
            elif after.gap == " " and after.text.islower():
                if after.text in cues.animate:
                    signs[token.text] += 2
                elif after.text in cues.verbs or (token.initial and after.text in lexicon.cues().letter_does):
                    signs[token.text] += 1
    for letter, weight in signs.items():
        if weight < _ENOUGH:
            continue
        fitting = [
            p
            for p in registry.persons()
            if p.role != "family" and any(len(g) > 1 and g.startswith(letter.lower()) for g in p.given)
        ]
        if fitting:
            registry.add_form((letter,), min(fitting, key=_nearness), Need.EXACT, "letter")


_NEAR = ("adult_at_risk", "mother", "father", "child", "sibling", "partner", "carer", "grandparent", "relative")


def _nearness(person: Entity) -> int:
    """Those whom a record is about come first."""
    return _NEAR.index(person.role) if person.role in _NEAR else len(_NEAR)


def _stands_alone(token: Token, after: Token | None) -> int:
    """Initials of somebody known, that are an acronym too, where a sentence is that or opens with it."""
    if not token.initial or after is None:
        return 0
    gap = after.gap
    if gap.startswith(":") or (gap in (", ", " (") and after.text == "DOB"):
        return 2
    if gap == " " and after.text[0].isdigit():
        return 1
    return int(gap.startswith(".") or (gap == " " and after.text in lexicon.cues().letters_state))


def _signature_gap(gap: str) -> bool:
    """What stands between the end of a note and who signs it."""
    bare = gap.strip(" \t")
    return bool(bare) and (bare[-1] in '.!?"”’)\n–—-' or bare.endswith("\n"))


def unknown_dotted(tokens: Sequence[Token], at: int, registry: Registry) -> tuple[int, Entity] | None:
    """Letters with stops, of anybody: "A.M. to sign". Gives the index of the last one."""
    token = tokens[at]
    if not (token.capital and len(token.text) == 1):
        return None
    letters, last = token.text, at
    while (
        len(letters) <= _MOST_LETTERS
        and last + 1 < len(tokens)
        and _letter(tokens[last + 1])
        and tokens[last + 1].gap in (".", ". ")
    ):
        last += 1
        letters += tokens[last].text
    if at and token.gap in ("", " ") and tokens[at - 1].text.isdigit() and len(tokens[at - 1].text) < _YEAR:
        return None  # 9 A.M.
    after = tokens[last + 1].gap if last + 1 < len(tokens) else "."
    cues = lexicon.cues()
    if not 2 <= len(letters) <= _MOST_LETTERS or letters in cues.dotted_acronyms or letters.lower() in cues.roles:
        return None  # G.P. rang
    bare = after == " " and tokens[last].gap == "." and tokens[last + 1].text.islower()  # R.H seen
    if bare and letters in lexicon.acronyms():
        return None
    if not (after.startswith(".") or tokens[last].possessive or bare):
        return None
    return last, registry.initials(letters)


def _letter(token: Token) -> bool:
    return token.capital and len(token.text) == 1


def spaced(tokens: Sequence[Token], at: int, registry: Registry) -> tuple[int, Entity, str] | None:
    """T.R. and B W-L of known people, written with stops, blanks or hyphens between."""
    letters, last = tokens[at].text, at
    if len(letters) > 1 and not ("-" in letters and len(letters) <= 3):
        return None
    letters = letters.replace("-", "")
    while last + 1 < len(tokens) and len(letters) < 4:
        after = tokens[last + 1]
        piece = after.text.replace("-", "")
        if not (piece.isupper() and len(piece) <= 2 and after.gap in (".", " ", ". ", "-")):
            break
        letters, last = letters + piece, last + 1
        form = registry.exact.get(letters) or (registry.dotted.get(letters) if "." in after.gap else None)
        if form is not None:
            return last, form.entity, form.source
    return None
