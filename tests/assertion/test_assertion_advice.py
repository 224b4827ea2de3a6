"""Advice on what to look out for, what is no longer so, relatives' illnesses, and what services send and give."""

from __future__ import annotations

import re

import pytest

from analyser.assertion import assess
from analyser.model import Assertion, Standing, Subject


def read(marked: str) -> Assertion:
    """The assertion of what stands in square brackets."""
    m = re.search(r"\[(.+?)\]", marked)
    assert m is not None
    (found,) = assess(marked.replace("[", "").replace("]", ""), [(m.start(), m.end() - 2)])
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Call 999 for [chest pain].",
        "Ring the ward with any [bleeding].",
        "Seek urgent medical attention for [chest pain] or breathlessness.",
        "Go to A&E with any [leg weakness].",
        "Counselled about signs of [infection].",
        "Patient was counselled about signs of [infection].",
        "Parents educated on symptoms of [hypoglycaemia].",
        "Given a booklet on [sepsis].",
        "She was given a leaflet about [pre-eclampsia].",
        "CXR to look for [aspiration].",
        "Reason for exam: query [stroke].",
        "Should the [pain] recur, take paracetamol.",
        "[Dizziness] may occur.",
        "Warned that [drowsiness] may occur.",
    ],
)
def test_what_is_only_looked_out_for_is_not_there_yet(text: str) -> None:
    assert read(text).standing is Standing.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        "Mum rang the ward with [bleeding].",
        "She had to go to A&E with [bleeding].",
        "Mum decided to call 111 for a [temperature] of 39.",
        "Call from school for Mum about his [bruise].",
        "She had side effects including [rash].",
        "Mum had a query about his [asthma].",
        "Should the fever outlast the weekend, change the antibiotics; [38.4 this evening].",
        "The [rash] may itch.",
        "She looked for work and got a [job].",
        "It isn't that she has lost heart; [the bus no longer runs].",
        "She no longer works because of her [back pain].",
        "It lasted no longer than an [hour].",
        "There are no concerns and he [eats well].",
        "Gram negative [sepsis].",
        "Coagulase negative [staphylococcus] grown.",
        "Triple-negative [breast cancer].",
        "Smear-negative [tuberculosis].",
        "HIV-negative [lymphoma].",
        "[Pain] not relieved by paracetamol.",
        "[Nausea] not controlled with ondansetron.",
        "[Diarrhoea] not settling.",
        "[Ulcer] not healed.",
        "[Itching] not helped by cream.",
    ],
)
def test_what_is_there_is_so(text: str) -> None:
    assert read(text).standing is Standing.AFFIRMED


@pytest.mark.parametrize(
    "text",
    [
        "He no longer complains of [headache].",
        "He no longer has [seizures].",
        "No concerns that Mum is [drinking].",
        "GP had no safeguarding concerns that she was being [hurt].",
        "It is im[possible] that he should have known.",
        '"That is in[credible]!" I cried.',
        "The patient is a[symptomatic].",
        "HIV negative, [hepatitis] negative.",
        "Blood culture negative for [growth].",
        "[Injuries] not seen.",
    ],
)
def test_what_is_denied_is_not(text: str) -> None:
    assert read(text).standing is Standing.NEGATED


@pytest.mark.parametrize(
    "text",
    [
        "His brother died of a [stroke] in his fifties.",
        "His father died from a [heart attack].",
        "Mother had [breast cancer] at the age of 45.",
        "Her aunt suffers from [bipolar disorder].",
        "Family history is significant for [coronary artery disease] in his father.",
        "Her family history is strong for [breast cancer].",
        "Worker [off sick].",
        "School [closed].",
    ],
)
def test_it_is_somebody_elses(text: str) -> None:
    assert read(text).subject is Subject.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Mum has [depression].",
        "The mother has [asthma].",
        "He was diagnosed with [MS] at age 30.",
        "Mother had her first [child] at the age of 16.",
        "She lives with her brother and has [diabetes].",
        "Referral to CAMHS [made].",
        "Report from police [received] and filed.",
        "Medication from pharmacy [collected].",
        "Contact with nursery [made] today.",
        "Hospital [admission] last week for asthma.",
        "No concerns about [school attendance], which is 96%.",
    ],
)
def test_it_is_the_familys(text: str) -> None:
    assert read(text).subject is Subject.FAMILY
