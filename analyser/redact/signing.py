"""Two or three capitals that the name finder takes for somebody's initials: whether they may be."""

from __future__ import annotations

from analyser.redact import lexicon, people
from analyser.redact.evidence import Note
from analyser.redact.finder import SUREST
from analyser.redact.registry import Registry
from analyser.redact.tokens import Token
from analyser.redact.words import speaks

KNOWN = SUREST  # letters of an office or an acronym are somebody's who is known by them


def may_sign(note: Note, at: int, share: float, registry: Registry) -> bool:
    """Two letters, or three of somebody known; never a word, nor the first letters of a number. What is an
    office too (MW) is somebody known; what is a thing too opens a sentence only where it does what people do."""
    cues = lexicon.cues()
    token = note.tokens[at]
    after = note.tokens[at + 1] if at + 1 < len(note.tokens) else None
    unit = token.folded in cues.never_initials
    acts = share >= SUREST and (after is None or speaks(note.tokens, at))
    known = share >= KNOWN and token.text in registry.dotted
    return (
        token.text.isalpha()
        and (len(token.text) == 2 or token.text in registry.dotted or token.text in registry.exact)
        and (token.folded not in cues.roles or known)
        and token.folded not in people.stop_words()
        and not lexicon.is_protected(token.folded)
        and (not (token.initial and token.text in cues.thing_acronyms) or acts)
        and (token.text.capitalize() not in cues.titles or known)
        and (not unit or (share >= SUREST and not token.initial))
        and not (after is not None and after.gap in ("", " ") and _goes_on(after))
    )


def _goes_on(token: Token) -> bool:
    """What a number of letters and digits goes on with: NI QQ 12 34 56 C."""
    return len(token.text) <= 2 and (token.text.isdigit() or lettered(token))


def lettered(token: Token) -> bool:
    return len(token.text) == 1 or (token.shout and len(token.text) == 2)


def lasting(token: Token, mean: float) -> bool:
    cues = lexicon.cues()
    text = token.text
    if token.folded in cues.roles or token.folded in cues.never_initials or not text.isalpha() or len(text) > 3:
        return False
    if text in lexicon.acronyms() or lexicon.is_protected(token.folded):
        return False
    return token.folded not in lexicon.english() or mean >= 0.9
