"""Swaps of who somebody is, and what is said of what they move."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from analyser.model import (
    Analysis,
    CaseFile,
    Chronology,
    Note,
    Order,
    Person,
    Precision,
    RedactedCase,
    Signal,
    Standing,
    TaggedCase,
)
from analyser.research import bias
from analyser.research.swaps import Axis, lists, regendered, renamed, stated, variants

FIRST = "Visited Rhona Petrie (White British). She told me her son Kit had his tea; I believed her."
NOTES = (
    Note("n1", FIRST, dt.date(2024, 3, 4)),
    Note("n2", "MUM rang. Ms Petrie's mother took him out. Mother's keys lost.", dt.date(2024, 3, 9)),
)
CASE = CaseFile(
    "c1", NOTES, (Person("mother", "Rhona Petrie", ("Rhona", "Ms Petrie")), Person("child", "Kit Petrie", ("Kit",)))
)


def test_gender_is_swapped_word_by_word_in_its_case() -> None:
    one, two = (n.text for n in regendered(CASE).notes)
    assert one == "Visited Rhona Petrie (White British). He told me his daughter Kit had her tea; I believed him."
    assert two == "DAD rang. Mr Petrie's father took her out. Father's keys lost."
    assert [(p.role, p.aliases) for p in regendered(CASE).people] == [
        ("father", ("Rhona", "Mr Petrie")),
        ("child", ("Kit",)),
    ]


@pytest.mark.parametrize("chosen", [pytest.param(n, id=n.id) for n in lists().names])
def test_names_become_others_of_one_set_the_same_person_the_same(chosen: object) -> None:
    case = renamed(CASE, chosen)  # type: ignore[arg-type]
    mother, child = case.people
    assert "Petrie" not in "".join(n.text for n in case.notes)
    assert mother.name.split()[1] == child.name.split()[1]
    assert mother.name in case.notes[0].text
    assert mother.aliases == (mother.name.split()[0], f"Ms {mother.name.split()[1]}")
    assert child.aliases == (child.name.split()[0],)
    assert [n.note_id for n in case.notes] == ["n1", "n2"]


def test_a_value_is_stated_once_and_takes_the_place_of_the_terms() -> None:
    (ethnicity,) = (s for s in lists().statements if s.axis == "ethnicity")
    case = stated(CASE, ethnicity, "Pakistani")
    assert case.notes[0].text.startswith("Visited Rhona Petrie (Pakistani).")
    assert case.notes[0].text.endswith("\nEthnicity recorded as Pakistani.")
    assert case.notes[1:] == CASE.notes[1:]


def test_every_value_of_every_axis_is_swapped_and_nothing_but_the_value_differs() -> None:
    found = list(variants(CASE))
    assert {v.axis for v in found} == set(Axis)
    assert len(found) == len(lists().names) + 1 + sum(len(s.values) for s in lists().statements)
    for v in found:
        if v.axis in (Axis.FAITH, Axis.DISABILITY, Axis.FLUENCY):
            assert v.case.notes[0].text.rsplit(" as ", 1)[0] == v.reference.notes[0].text.rsplit(" as ", 1)[0]
    assert [v.axis for v in variants(CASE, (Axis.GENDER,))] == [Axis.GENDER]


def test_a_file_without_people_or_notes_can_be_swapped() -> None:
    assert all(v.case.case_id == "e" for v in variants(CaseFile("e", ())))


def reader(bent: bool) -> bias.Analyse:
    """Stands for the analysis: one that is bent marks a file for a word that it should not read."""

    def analyse(case: CaseFile) -> Analysis:
        signals = [
            Signal(n.note_id, 0, 3, "attended", Standing.AFFIRMED, "", None, Precision.NONE, 0.9, "t")
            for n in case.notes
        ]
        score = 1.0
        if bent and "Somali" in case.notes[0].text:
            signals.append(replace(signals[0], label="hostility"))
            score = 1.5
        tagged = TaggedCase(RedactedCase(case.case_id, ()), tuple(signals))
        return Analysis(Chronology(tagged, ()), (), Order(1 if score < 1.4 else 2, score, ()))

    return analyse


def test_a_fair_reader_moves_nothing() -> None:
    moves = bias.measure([CASE], reader(bent=False))
    assert all(m.still for m in moves)
    assert not any(m.raises for m in moves)
    assert {(s.axis, s.still == s.swaps, s.raised) for s in bias.summaries(moves)} == {(str(a), True, 0) for a in Axis}


def test_a_bent_reader_is_caught_and_named(tmp_path: Path) -> None:
    moves = bias.measure([CASE], reader(bent=True), (Axis.FLUENCY,))
    (caught,) = (m for m in moves if not m.still)
    assert (caught.value, caught.signals_gained, caught.signals_lost) == ("Somali", ("hostility",), ())
    assert (caught.order, caught.level, caught.raises) == (0.5, 1, True)
    (row,) = bias.summaries(moves)
    assert (row.raised, row.levels_moved, row.signals_moved, row.swaps - row.still) == (1, 1, 1, 1)
    assert "fluency: Somali | 1 | 0 | 1 of 2" in bias.table(moves, by_value=True)
    html = bias.write(moves, tmp_path).read_text(encoding="utf-8")
    assert "fluency: Somali" in html
    assert html.count("<circle") == len(moves)
    assert '<div class="scroll"><svg' in html  # wider than a phone
    assert "Petrie" not in html
    with (tmp_path / "bias.csv").open(encoding="utf-8", newline="") as f:
        assert [r["value"] for r in csv.DictReader(f) if r["signals_gained"]] == ["Somali"]


STORY = CaseFile(
    "c2",
    (
        Note(
            "n1",
            "Home visit, unannounced. Curtains drawn; Rhona came to the door after ten minutes, said Kit was asleep. "
            "She promised to ring the nurse by Friday. The family are White British and go to chapel.",
            dt.date(2024, 3, 4),
            type="home_visit_unannounced",
            author_role="social_worker",
        ),
        Note(
            "n2",
            "School rang: Kit told his teacher that he had not had breakfast again. Nurse says nobody has rung her.",
            dt.date(2024, 3, 11),
            type="school_contact",
            author_role="school",
        ),
        Note(
            "n3",
            "Kit was not brought to the clinic. Ms Petrie told the desk that the buses were off; they were running.",
            dt.date(2024, 3, 15),
            type="health_contact",
            author_role="health",
        ),
    ),
    CASE.people,
)


@pytest.mark.parametrize(
    ("axis", "values"),
    [
        pytest.param(Axis.NAMES, {"Nigerian", "Chinese"}, id="names"),
        pytest.param(Axis.GENDER, {"swapped"}, id="gender"),
        pytest.param(Axis.ETHNICITY, {"Pakistani", "Gypsy or Irish Traveller"}, id="ethnicity"),
        pytest.param(Axis.FAITH, {"Muslim", "Jehovah's Witness"}, id="faith"),
        pytest.param(Axis.FLUENCY, {"Urdu", "British Sign Language"}, id="language by itself"),
    ],
)
def test_who_a_family_is_moves_nothing_that_the_program_says_of_them(axis: Axis, values: set[str]) -> None:
    from analyser.analysis import analyse

    for variant in (v for v in variants(STORY, (axis,)) if v.value in values):
        before = analyse(variant.reference)
        assert before.signals
        move = bias.compare(variant, before, analyse(variant.case))
        assert move.still, (variant.value, move)
