"""The base form of a verb of saying, also where the lemmatiser takes it for another word."""

from __future__ import annotations

from spacy.tokens import Token

from analyser.speech.rules import cues

_ENDINGS = ("es", "ed", "ing")


def lemma_of(token: Token) -> str:
    """The lemma in lower case: "hopes" is of "hope", which the lemmatiser cuts to "hop"; "texted" of "text"."""
    low = str(token.lemma_).lower()
    verbs = cues().verbs
    if low in verbs:
        return low
    longer = f"{low}e"
    if longer in verbs and token.lower_ in {low + ending for ending in _ENDINGS}:
        return longer
    return low[:-1] if low[:-1] in verbs and low[-1:] in ("e", "s") else low
