"""Roles without a list: what stands around all mentions of somebody tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from analyser.ingest.markup import read_gold
from analyser.model import CaseFile, Note, Setting
from analyser.redact import redact_case, redact_text, roles
from analyser.redact.registry import Entity, Registry
from analyser.redact.tokens import tokenise

CASES = Path(__file__).parents[2] / "data" / "synthetic" / "cases"


def test_no_role_is_told_that_hardly_anybody_of_the_case_files_had() -> None:
    known = set(roles.load().roles)
    assert "family" not in known
    assert {"mother", "father", "child", "social_worker", "school"} <= known


def test_of_people_whom_no_list_gives_far_more_roles_are_right_than_wrong() -> None:
    """In case files from which the model did not learn."""
    told: Counter[bool] = Counter()
    for path in sorted(CASES.glob("c40[1-4].case")):
        gold = read_gold(path).case
        role = {form: p.role for p in gold.people for form in (p.name, *p.aliases)}
        redacted = redact_case(replace(gold, people=()))
        for before, after in zip(gold.notes, redacted.notes, strict=True):
            for r in after.redactions:
                said = redacted.people.get(r.pseudonym, "other")
                if (own := role.get(before.text[r.start : r.end])) and said != "other":
                    told[said == own] += 1
    assert told.total() > 50
    assert told[True] > 2 * told[False]


def test_a_role_that_one_person_has_goes_to_the_clearest() -> None:
    registry = Registry()
    people = [registry.add(Entity("PERSON", role="other")) for _ in range(2)]
    text = "Mum Ada says she is fine. " * 20 + "Ewa says she is her mum. " * 20
    tokens = tokenise(text)
    places = [(i, i, people[0 if t.text == "Ada" else 1]) for i, t in enumerate(tokens) if t.text in ("Ada", "Ewa")]
    roles.infer([(Note("n1", text), tokens, places)], registry, adults=False)
    assert [p.role for p in people].count("mother") <= 1


def test_in_a_short_text_only_a_word_for_it_gives_a_role() -> None:
    assert redact_text("Visited Ngozi at home, then rang Tomasz.").text == "Visited Person1 at home, then rang Person2."
    assert redact_text("Rang Mum (Ngozi) twice.").text == "Rang Mum (Mother) twice."


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Joan Pike (74), wife and main carer to Ronald Pike (81). Joan is tired.",
            "Partner (74), wife and main carer to Adult1 (81). Partner is tired.",
        ),
        ("Neil Moss (61), son of Edna Moss (88), rang.", "Relative1 (61), son of Adult1 (88), rang."),
        ("Carer Michelle came at 8. Michelle rang.", "Carer SupportWorker1 came at 8. SupportWorker1 rang."),
        ("Joan Pike (main carer) rang.", "Carer1 (main carer) rang."),
        ("Wife and carer Joan was there.", "Wife and carer Carer1 was there."),
        ("Ron Pike (83), Mum said, is well.", "Adult1 (83), Mum said, is well."),
    ],
)
def test_a_role_behind_an_age_and_a_paid_carer_in_an_adults_file(text: str, masked: str) -> None:
    case = CaseFile("c", (Note("n1", text, type="home_visit"),), setting=Setting.ADULTS)
    assert redact_case(case).notes[0].text == masked


def test_the_carer_of_a_child_is_no_paid_one() -> None:
    assert redact_text("Carer Michelle came at 8.").text == "Carer Carer1 came at 8."


@pytest.mark.parametrize(
    "text",
    [
        "Sara Stedy and an Oxford hoist ordered, Wendylett sheets in place.",
        "On Mepilex and Aquacel dressings, Cavilon applied.",
        "Abbey pain scale 3, Barthel 60, Waterlow 18.",
        "Clexane given; Conotrane at each wash. Prosource twice a day.",
        "Careline pendant fitted, diagnosed with Pick's disease.",
    ],
)
def test_goods_and_scales_of_care_are_nobody(text: str) -> None:
    assert redact_text(text).text == text


def test_who_is_called_like_a_scale_is_masked() -> None:
    masked = redact_text("Spoke to Abbey and Sara about her pain, then rang Mrs Oxford.").text
    assert not any(name in masked for name in ("Abbey", "Sara", "Oxford"))
