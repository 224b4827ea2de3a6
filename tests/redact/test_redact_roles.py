"""Roles without a list: what stands around all mentions of somebody tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from analyser.ingest.markup import read_gold
from analyser.model import Note
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
