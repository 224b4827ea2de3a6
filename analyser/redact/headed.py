"""Labels and values of forms that are everyday words with capitals: "Plan Type: …", "Outcome: Clear Boundaries"."""

from __future__ import annotations

import re

from analyser.redact import lexicon
from analyser.redact.tokens import Token

_VALUE = re.compile(r"(?:^|\n|[.;|] )(?P<label>[^\n:.?!]{2,40}): ?(?:[^\n:.?!,]{1,60}, )*$")
_LABEL = re.compile(r"(?:^|\n|[.?!;|] )$")
_ENDS = ("", "\n", ",", ".", ";", ":")


def headed(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Stretches of two everyday words or more with capitals that are a label, or all of one of its values.

    Limits: a service called by everyday words, in a field whose label speaks of no kind of place, is taken for a value.
    """
    if ":" not in text:
        return []
    found = []
    at = 0
    while at < len(tokens):
        last = at
        while _everyday(tokens[last]) and last + 1 < len(tokens) and tokens[last + 1].gap == " ":
            if not _everyday(tokens[last + 1]):
                break
            last += 1
        if last > at and _on_a_form(text, tokens[at].start, tokens[last]):
            found.append((tokens[at].start, tokens[last].end))
        at = last + 1
    return found


def _everyday(token: Token) -> bool:
    return token.capital and token.folded in lexicon.common() and token.folded not in lexicon.ordinary()


def _on_a_form(text: str, start: int, last: Token) -> bool:
    rest = text[last.end : last.end + 1]
    if rest not in _ENDS or last.folded in lexicon.building().suffixes:
        return False
    if rest == ":":
        return _LABEL.search(text, max(0, start - 2), start) is not None
    value = _VALUE.search(text, max(0, start - 160), start)
    return value is not None and not _of_places(value["label"])


def _of_places(label: str) -> bool:
    """Whether a label asks for a school, a club, a firm: whatever stands behind it may be what one is called."""
    b = lexicon.building()
    words = [lexicon.fold(w) for w in re.findall(r"[^\W\d_]+", label)]
    return any(w in b.suffixes or w in b.lower_kinds or w in b.firm_labels for w in words)
