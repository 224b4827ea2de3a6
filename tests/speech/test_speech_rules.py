"""Every rule of the speech part proves itself on its own examples."""

from __future__ import annotations

import re

import pytest

from analyser.speech import find_statements
from analyser.speech.rules import cues

_MARK = re.compile(r"\[([SQC]) ([^\]]*)\]")


def marked(example: str) -> tuple[str, dict[str, str]]:
    """``[S Mum] [Q said] [C it]`` -> the plain text, and what each mark holds."""
    return _MARK.sub(r"\2", example), {m[1]: m[2] for m in _MARK.finditer(example)}


FAMILIES = (*cues().families, *cues().phrase_families, *cues().frames)
YES = [pytest.param(e, id=f"{f.id}-{i}") for f in FAMILIES for i, e in enumerate(f.yes)]
NO = [pytest.param(e, id=f"{f.id}-{i}") for f in FAMILIES for i, e in enumerate(f.no)]


@pytest.mark.parametrize("example", YES)
def test_yes_example_is_a_statement(example: str) -> None:
    text, parts = marked(example)
    found = [
        (
            text[s.source_start : s.source_end] if s.source_start is not None else "",
            text[s.cue_start : s.cue_end],
            text[s.content_start : s.content_end].strip(" .,"),
        )
        for s in find_statements(text)
    ]
    assert (parts.get("S", ""), parts["Q"], parts["C"].strip(" .,")) in found


@pytest.mark.parametrize("example", NO)
def test_no_example_is_no_statement(example: str) -> None:
    assert find_statements(example) == []
