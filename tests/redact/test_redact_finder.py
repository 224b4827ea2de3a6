"""The name finder, what it is let do, and the roles that are inferred without a list."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.errors import ModelNotTrusted
from analyser.model import CaseFile, Note, Person
from analyser.redact import finder, redact_case, redact_text
from analyser.redact.evidence import Note as Words
from analyser.redact.kinds import kinds
from analyser.redact.registry import Entity, Registry
from analyser.redact.spotted import enter_spotted
from analyser.redact.tokens import tokenise


def test_the_finder_reads_every_word_with_its_place() -> None:
    text = "T/C from Mrs Okonjo-Wray, Larkmoor Primary."
    words = next(iter(finder.likely([text])))
    by_text = {text[w.start : w.end]: w.kinds for w in words}
    assert by_text["Okonjo"][0] > 0.5
    assert by_text["Larkmoor"][1] > 0.5
    assert sum(by_text["from"]) < 0.1
    assert list(finder.likely([""])) == [[]]


def test_sentences_in_doubt_are_read_again_and_no_others() -> None:
    shipped = finder.load()
    text = "Home visit at ten. She goes to Sprouts now. All well.\nNo concerns. Dean rang."
    (stretch,) = finder.stretches(text, shipped.pieces)
    scores = np.zeros((len(stretch.ids), len(finder.LABELS)))
    scores[:, 0] = 20.0  # nobody's name, for certain
    at = stretch.starts.index(text.index("Sprouts"))
    scores[at] = 0.0
    scores[at, 0] = 3.0  # about as likely one as none
    ((first, end),) = finder.doubted(text, stretch, scores)
    assert text[stretch.starts[first] : stretch.ends[end - 1]] == "She goes to Sprouts now."
    scores[at, 0], scores[at, 3] = 0.0, 20.0  # one, for certain
    assert not list(finder.doubted(text, stretch, scores))


def test_the_second_reading_overrules_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Rang Okonjo. She goes to Sprouts on Tuesdays with her friend from the flats, who likes it."
    monkeypatch.setattr(finder, "DOUBT", 1.0)  # no word is in doubt
    once = next(iter(finder.likely([text])))
    monkeypatch.setattr(finder, "DOUBT", -1.0)  # every word is
    twice = next(iter(finder.likely([text])))
    assert [w.start for w in once] == [w.start for w in twice]
    assert [w.kinds for w in once] != [w.kinds for w in twice]


def test_a_finder_of_other_labels_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "about.json").write_text(json.dumps({"labels": ["O"]}), encoding="utf-8")
    with pytest.raises(ModelNotTrusted, match="other labels"):
        finder.NameFinder(
            tmp_path / "none.onnx", tmp_path / "none.onnx", tmp_path / "about.json", tmp_path / "none.txt"
        )


@pytest.mark.parametrize(
    ("word", "how"),
    [
        pytest.param("mum", finder.Shape.LOWER, id="lower"),
        pytest.param("Zeynep", finder.Shape.CAPITAL, id="capital"),
        pytest.param("URGENT", finder.Shape.CAPITALS, id="capitals"),
        pytest.param("McAllister", finder.Shape.MIXED, id="mixed"),
        pytest.param("999", finder.Shape.DIGITS, id="digits"),
        pytest.param("—", finder.Shape.MARK, id="mark"),
        pytest.param("\n", finder.Shape.MARK, id="end of a line"),
        pytest.param("K", finder.Shape.LETTER, id="one letter"),
        pytest.param("Y6", finder.Shape.CODE, id="letters and digits"),
        pytest.param("王", finder.Shape.LETTER, id="a script without case"),
    ],
)
def test_the_shape_of_a_word(word: str, how: finder.Shape) -> None:
    assert finder.shape(word) is how


@pytest.mark.parametrize("case", [str, str.lower, str.upper])
def test_a_name_is_found_in_any_case(case: Callable[[str], str]) -> None:
    text = case("Text from Ngozi at ten, she is not bringing Tomasz to the clinic.")
    likely = {text[w.start : w.end].lower(): w.kinds[0] for w in finder.load().read(text)}
    assert min(likely["ngozi"], likely["tomasz"]) > 0.5
    assert max(likely["text"], likely["bringing"], likely["clinic"]) < 0.2


@given(st.text(max_size=400))
def test_any_text_is_read_word_by_word(text: str) -> None:
    words = finder.load().read(text)
    assert all(text[w.start : w.end] for w in words)
    assert all(one.end <= two.start for one, two in pairwise(words))
    assert all(0 <= k <= 1 for w in words for k in w.kinds)


def test_a_long_text_is_read_in_stretches_that_end_with_sentences() -> None:
    text = "Home visit, seen with Mum. " * 200
    pieces = finder.load().pieces
    read = list(finder.stretches(text, pieces))
    assert len(read) > 3
    assert all(len(s.ids) <= finder.SIZE for s in read)
    assert all(text[s.starts[-2]] == "." for s in read)
    together = [(a, b) for s in read for a, b in zip(s.starts[1:-1], s.ends[1:-1], strict=True)]
    assert together == sorted(together)
    assert len({a for a, _ in together}) == len(list(finder.load().read(text)))


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("Donna Trevanion here. Handover to Jomon K.", "K", id="letter-behind"),
        pytest.param("Staff Nurse Temi Adebanjo put up a notice.", "Staff Nurse", id="title-of-two-words"),
        pytest.param("Family day at HMP Greywater, play area.", "HMP", id="prison"),
        pytest.param("Father is B7718QT at present.", "B7718QT", id="prison-number"),
        pytest.param("Letter from Larkmoor Memory Service.", "Service", id="service"),
        pytest.param("Minutes by Thorne & Ollivander for the bank.", "Ollivander", id="firm-of-two"),
        pytest.param("Seen at 14 Maes y Coed, Nia came.", "Coed", id="welsh-street"),
        pytest.param("Ifan, 7 months (03/04/2024). Weighed.", "2024", id="birth-date-behind-months"),
        pytest.param("we are camping at st budoc bay back fri", "budoc", id="saint-in-lower-case"),
    ],
)
def test_names_of_every_build_go(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Vice Principal and Chief Executives wrote.", id="posts"),
        pytest.param("Nutrition & Dietetics, then Paediatric Cardiology.", id="specialties"),
        pytest.param("Spirometry done. Intubated on the way.", id="findings"),
        pytest.param("Concerns: DV, neglect. DV again.", id="acronym"),
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert redact_text(text, [Person("mother", "Diana Vowles")]).text == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("left a msg at corner house pantry, they open at ten", "pantry", id="several words in lower case"),
        pytest.param("She is at cobblers cottage, mill lane, ash.", "cobblers", id="an address in lower case"),
        pytest.param("Present: Ola from Mill House, and Sgt Nowak.", "Mill House", id="kinds of things alone"),
        pytest.param("Agency: Breathing Space for Carers.", "Carers", id="for whom it is"),
        pytest.param("went with nana pat and uncle bill", "bill", id="a word behind one for family"),
        pytest.param("Custody log: HOLT, Darren, no fixed abode", "HOLT", id="a surname of four capitals"),
        pytest.param("He said Mo has offered to wait.", "Mo", id="short for months too"),
        pytest.param("Summer said she did not want to go.", "Summer", id="a season that speaks"),
        pytest.param(
            "Details given as Justice Amoah, 9th of May 2007, and no address.", "2007", id="born, no day known"
        ),
        pytest.param("Messages from a man who calls himself AuntyBlaze77.", "Blaze", id="a user name or a number"),
        pytest.param("electric meter K17F 330418, read in May", "K17F", id="the rest of a number"),
    ],
)
def test_what_the_finder_is_surest_of_goes(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


@pytest.mark.parametrize(
    ("text", "kinds_of", "masked"),
    [
        pytest.param("Harbour Lights. Open House shut.", {0: 1, 1: 1, 2: 1, 3: 1}, 2, id="a full stop"),
        pytest.param("St. Brannocks Hostel shut.", {0: 1, 1: 1, 2: 1}, 1, id="the full stop of what is short"),
        pytest.param("Larch Cottage, Harbour Lights shut.", {0: 3, 1: 3, 2: 1, 3: 1}, 2, id="an address and a service"),
        pytest.param("Larch Cottage, Wexcombe was shut.", {0: 3, 1: 3, 2: 2}, 1, id="an address and its town"),
        pytest.param("Sgt 2214 came.", {0: 3}, 0, id="a title is no address"),
    ],
)
def test_names_that_a_mark_parts_are_not_one(text: str, kinds_of: dict[int, int], masked: int) -> None:
    tokens = tokenise(text)
    rows = [tuple(0.99 if kinds_of.get(i) == k else 0.0 for k in range(4)) for i in range(len(tokens))]
    note = Words(text, tokens, kinds(text, tokens, []), [], rows)
    registry = Registry()
    (found,) = enter_spotted([note], [[]], registry)
    assert len(found) == masked


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("Referred to Sunnybank for Life Story work.", "for Life Story work.", id="a way of working"),
        pytest.param("Asked Brightside for Children's Services advice.", "Children's Services", id="a service"),
        pytest.param("Sent to Brightside for Young Carers Assessment.", "Young Carers Assessment", id="an assessment"),
        pytest.param("Booked Riverbank for All day on Friday.", "All day", id="the whole day"),
    ],
)
def test_for_whom_a_service_is_ends_its_name(text: str, kept: str) -> None:
    redacted = redact_text(text).text
    assert kept in redacted
    assert "Organisation1" in redacted


def test_no_two_things_get_one_pseudonym() -> None:
    registry = Registry()
    entities = [registry.add(Entity("ORG", stem=stem)) for stem in ("Organisation", "", "Organisation", "School")]
    assert len({registry.name(e) for e in entities}) == 4
    text = "Discharged to Ashgrove. Beech House rang to confirm."
    assert redact_text(text).text == "Discharged to Organisation1. Organisation2 rang to confirm."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He moved out on 9 May 2007.", id="a day on which something happened"),
        pytest.param("Storm took the shed roof.", id="weather"),
        pytest.param("a fresh start for carers and for young people", id="no organisation before it"),
        pytest.param("nan pat him on the back, dad rose at six", id="what family does"),
        pytest.param("Transport by Dial a Ride, lunch by Meals on Wheels.", id="services by their kind"),
        pytest.param("Sent to Day Hospital. Message left at Health Centre.", id="services by their kind alone"),
        pytest.param("Attends Day Centre on Mondays.", id="a service by its kind behind a verb"),
        pytest.param("Off sick 3 mo, back on the 9th.", id="months"),
        pytest.param("we had a long talk about the corner of the house", id="plain words"),
    ],
)
def test_what_looks_like_it_stays(text: str) -> None:
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("Arlo (03/02/2024) is nine weeks old.", True, id="a baby's"),
        pytest.param("Arlo Dunmore Y6 (11.02.2013) absent again.", True, id="behind a class"),
        pytest.param("Sian (03/02/2024) has signed it.", False, id="a grown-up's of this year is no birth"),
        pytest.param("Arlo (11/04/2024) photographed by the nurse.", False, id="of these days"),
    ],
)
def test_a_date_in_brackets_behind_a_childs_name_is_a_birth_date(text: str, *, gone: bool) -> None:
    people = (Person("child", "Arlo Dunmore"), Person("mother", "Sian Dunmore"))
    case = CaseFile("c1", (Note("n1", text, dt.date(2024, 4, 15)),), people)
    masked = redact_case(case).notes[0].text
    assert ("20" not in masked) is gone


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("Message from Trevanion, K re the lift.", "Message from # re the lift.", id="surname, letter"),
        pytest.param("Seen with Trevanion, I then left.", "Seen with #, I then left.", id="the writer"),
        pytest.param("Met Trevanion, X-ray booked.", "Met #, X-ray booked.", id="a letter within a word"),
        pytest.param("Aisha A has been in.", "# # has been in.", id="a letter behind a given name"),
        pytest.param("Moved to 9 Trevanion's Row in May.", "Moved to # in May.", id="the number of a house"),
        pytest.param(
            "A worker of Fellfoot Farm Help will call.", "A worker of # will call.", id="the end of a service's name"
        ),
    ],
)
def test_what_belongs_to_a_name_goes_with_it(text: str, masked: str) -> None:
    assert re.sub(r"[A-Z][A-Za-z]+\d+", "#", redact_text(text).text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("Stays with Auntie Moira on Fridays.", "Stays with # on Fridays.", id="what she is called"),
        pytest.param("Told Mum. Moira rang.", "Told Mum. # rang.", id="who somebody is stays"),
        pytest.param("Auntie said no.", "Auntie said no.", id="without a name"),
    ],
)
def test_a_word_of_fondness_before_a_name_is_part_of_it(text: str, masked: str) -> None:
    people = [Person("relative", "Moira Kettlewell")]
    assert re.sub(r"[A-Z][A-Za-z]+\d+", "#", redact_text(text, people).text) == masked
