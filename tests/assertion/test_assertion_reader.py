"""What the small encoder makes of things of which no rule, or a mistaken one, has its say."""

from __future__ import annotations

import re

import pytest

from analyser.assertion import assess
from analyser.assertion.reader import BELIEF, PARTS, SIZE, AssertionReader, cut, read_as
from analyser.assertion.reading import by_rules
from analyser.pipeline import build_pipeline
from analyser.wordpieces import Pieces

_THING = re.compile(r"<(.+?)>")
# No rule has a cue for these: the sense alone tells.
BY_SENSE = [
    ("historical", "Before the boys were born she <used heroin>."),
    ("negated", "The visit was to have been at ten, but <the family> had gone out."),
    ("negated", "He has gone off <solids> since Tuesday."),
    ("negated", "Her <appetite> has deserted her."),
    ("negated", "We were spared <another scene>."),
    ("negated", "He gave <school> a wide berth."),
    ("hypothetical", "The plan has him <moving to his aunt's> in June."),
    ("hypothetical", "It is for the panel to <decide>."),
    ("other", "In the house opposite <a man was arrested>."),
    ("other", "Her sister's lad is <on a plan>."),
]
PLAIN = [
    ("negated", "Any <improvement> was hard to see."),
    ("affirmed", "She <came to the door> in her dressing gown."),
    ("negated", "No <bruising> seen."),
    ("hypothetical", "If <he comes back> she will ring the police."),
    ("historical", "In her own childhood there was <violence> at home, ten years ago."),
]


def marked(line: str) -> tuple[str, list[tuple[int, int]]]:
    m = _THING.search(line)
    assert m is not None
    return _THING.sub(r"\1", line), [(m.start(), m.end() - 2)]


def read(line: str, standing: str) -> str:
    (found,) = assess(*marked(line))
    return str(found.subject if standing == "other" else found.standing)


@pytest.mark.parametrize(("standing", "line"), [pytest.param(*c, id=f"{i}-{c[0]}") for i, c in enumerate(PLAIN)])
def test_plain_wording_is_read_as_the_rules_read_it(standing: str, line: str) -> None:
    assert read(line, standing) == standing


@pytest.mark.parametrize(("standing", "line"), [pytest.param(*c, id=f"{i:02}-{c[0]}") for i, c in enumerate(BY_SENSE)])
def test_what_no_rule_holds_is_read_by_its_sense(standing: str, line: str) -> None:
    text, spans = marked(line)
    (held,) = by_rules(build_pipeline()(text), spans)
    assert (held.subject if standing == "other" else held.standing) != standing
    assert read(line, standing) == standing
    (found,) = assess(text, spans)
    assert any(c.rule_id.startswith("read.") and (c.start, c.end) == spans[0] for c in found.cues)


def test_a_rule_that_is_believed_keeps_its_cue() -> None:
    text = "No bruising seen."
    (found,) = assess(text, [(3, 11)])
    assert [text[c.start : c.end] for c in found.cues] == ["No"]
    assert not found.cues[0].rule_id.startswith("read")


def test_a_span_is_told_what_the_rules_hold_and_a_long_text_is_cut_round_it() -> None:
    pieces = Pieces(["[UNK]", "[CLS]", "[SEP]", "a", "b"])
    text = cut("a " * 400 + "b", pieces)
    read = read_as(text, 800, 801, (True, False, False, True), pieces)
    assert read is not None
    ids, parts = read
    assert len(ids) == len(parts) == SIZE + 2
    assert ids[-2] == pieces.number("b")
    assert parts[-2] == 1 + 1 + 8 < PARTS
    assert set(parts[:-2]) == {0}


def test_other_spans_of_the_text_change_nothing() -> None:
    reader = AssertionReader.load()
    text, spans = "No bruising, scalp tender. She denied drinking.", [(3, 11), (13, 25), (38, 46)]
    nothing = [(False,) * 4] * 3
    alone = [reader.read(text, [s], [nothing[0]])[0] for s in spans]
    for one, together in zip(alone, reader.read(text, spans, nothing), strict=True):
        assert one == pytest.approx(together)


def test_what_a_rule_holds_counts_beyond_what_is_added_for_it() -> None:
    reader = AssertionReader.load()
    (without,) = reader.read("She came in.", [(4, 8)], [(False,) * 4])
    (held,) = reader.read("She came in.", [(4, 8)], [(True, False, False, False)])
    assert without is not None and held is not None  # noqa: PT018
    assert held[0] > without[0] + 2 * BELIEF[0] + 1


@pytest.mark.parametrize(
    ("text", "span"), [("", (0, 0)), ("  \n ", (1, 3)), ("No pain.", (2, 2)), ("No pain.", (2, 3))]
)
def test_a_span_without_a_word_is_left_to_the_rules(text: str, span: tuple[int, int]) -> None:
    assert AssertionReader.load().read(text, [span], [(False,) * 4]) == [None]
    assert assess(text, [span]) == by_rules(build_pipeline()(text), [span])
