"""Findings of the body: sides, what cannot be excluded, how long something has been so."""

from __future__ import annotations

import re

import pytest

from analyser.assertion import assess
from analyser.model import Assertion, Modality, Polarity, Standing, Time


def read(marked: str) -> Assertion:
    """The assertion of what stands in square brackets."""
    m = re.search(r"\[(.+?)\]", marked)
    assert m is not None
    (found,) = assess(marked.replace("[", "").replace("]", ""), [(m.start(), m.end() - 2)])
    return found


@pytest.mark.parametrize(
    "text",
    [
        "[Bruising] to left forearm.",
        "[Wound] to left leg.",
        "[Cut] to left knee, plaster on.",
        "She has a [bruise] on her left arm.",
        "Left eye [red].",
        "[Numbness] down left leg.",
        "[Mass] in left breast.",
        "[Burn] to back of hand.",
        "[Haematoma] over the left temple.",
        "No bony tenderness, able to [weight bear].",
        "Nephrology: [creatinine plateaued] at 310; no urgent indication for dialysis today.",
    ],
)
def test_a_finding_is_there_on_either_side(text: str) -> None:
    assert read(text).standing is Standing.AFFIRMED


@pytest.mark.parametrize("text", ["No [bruising] to left forearm.", "Left arm: nil [swelling]."])
def test_what_is_denied_of_a_left_arm_stays_denied(text: str) -> None:
    assert read(text).polarity is Polarity.NEGATED


@pytest.mark.parametrize(
    "text",
    [
        "Superimposed [infection] cannot be excluded.",
        "The PSA is to be repeated, as [malignancy] has not been excluded.",
        "Cannot exclude [vegetation].",
        "Low suspicion for [ACS] given two negative troponins.",
        "Views poor; [a small effusion] possible but not clearly seen.",
        "Mucosae free of blisters; [HIT] less likely as the score is 2.",
    ],
)
def test_what_is_not_ruled_out_may_be(text: str) -> None:
    found = read(text)
    assert (found.modality, found.polarity) == (Modality.HYPOTHETICAL, Polarity.AFFIRMED)


@pytest.mark.parametrize(
    "text",
    ["Admitted with a four-day history of [productive cough].", "Known [COPD] with previous ventilation."],
)
def test_how_long_it_has_been_so_is_no_earlier_time(text: str) -> None:
    assert read(text).time is Time.CURRENT


def test_a_heading_ends_where_the_next_sentence_tells_what_was() -> None:
    text = "Follow-up: colonoscopy in 8 weeks. During this stay he had diverticulitis without [abscess]."
    assert read(text).standing is Standing.NEGATED
