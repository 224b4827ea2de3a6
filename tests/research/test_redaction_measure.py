"""How redaction is measured: what counts as masked, as too much, and as even; and that the lists read."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from analyser import taxonomy
from analyser.errors import UnreadableInput, WrongCall
from analyser.model import CaseFile, RedactedCase, RedactedNote, Redaction
from analyser.research import measures, redaction_lists
from analyser.research.redaction import Measured, Row, Spread, measure, records
from analyser.research.redaction_table import FORMS, page, table

SENTENCES = """# a remark
REGISTER duty
Rang {PERSON|Kelly Penrose} on {PHONE|07700 900417}.
Will ring back in {KEEP|May}.
"""
NAMES = "ORIGIN welsh\nf Nest Gwilym\nORIGIN polish\nm Olek Zych\nORIGIN words\nf Hope Banks\n"
CARRIERS = "first | Rang {PERSON|$first} today.\ntitle | Rang $title {PERSON|$last} today.\n"
FILE = """CASE x1
SETTING children
PERSON mother = Nest Gwilym; Nest; Mrs Gwilym
PII PERSON = Olek

NOTE n01 | 2024-01-08 | 2024-01-09 | phone_call | social_worker
Nest rang about Olek. Mrs Gwilym will call.

PRIORITY 0
RATIONALE none
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    for name, text in (
        ("sentences.txt", SENTENCES),
        ("names.txt", NAMES),
        ("carriers.txt", CARRIERS),
        ("protected.txt", "mum\nMay\n"),
        ("files/x1.case.txt", FILE),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def masking(*words: str, type: str = "PERSON", only_listed: bool = False) -> Callable[[CaseFile], RedactedCase]:
    """Masks just these words, wherever they stand; with ``only_listed``, where the case comes with a people list."""

    def redact(case: CaseFile) -> RedactedCase:
        notes = []
        for note in case.notes:
            found = [
                Redaction(m.start(), m.end(), type, "Person1")
                for word in (() if only_listed and not case.people else words)
                for m in re.finditer(re.escape(word), note.text)
            ]
            notes.append(RedactedNote(note.note_id, note.text, tuple(sorted(found, key=lambda r: r.start))))
        return RedactedCase(case.case_id, tuple(notes))

    return redact


def sentences(measured: Measured) -> Row:
    return measured.row("sentences", False)


def test_nothing_masked_is_all_missed(folder: Path) -> None:
    row = sentences(measure(folder, redact=masking()))
    assert (row.counts["mentions"], row.counts["missed"], row.counts["full"]) == (2, 2, 0)
    assert (row.counts["notes_that_leak"], row.counts["notes"]) == (1, 2)


def test_a_name_masked_in_part_is_neither_masked_nor_missed(folder: Path) -> None:
    row = measure(folder, redact=masking("Kelly")).row("sentences", False, "type", "PERSON")
    assert (row.counts["partly"], row.counts["full"], row.counts["missed"]) == (1, 0, 0)


def test_all_masked_does_not_leak(folder: Path) -> None:
    row = sentences(measure(folder, redact=masking("Kelly Penrose", "07700 900417")))
    assert (row.counts["full"], row.counts["notes_that_leak"], row.counts["over"]) == (2, 0, 0)
    assert row.counts["right_type"] == 1  # the number is masked, as a person


def test_a_word_masked_without_need_is_counted_on_every_side(folder: Path) -> None:
    row = sentences(measure(folder, redact=masking("May")))
    counts = row.counts
    assert (counts["over"], counts["redactions"], counts["words_masked"]) == (1, 1, 1)
    assert (counts["protected_masked"], counts["kept_masked"]) == (1, 1)


def test_a_word_for_a_relation_straight_before_a_name_does_not_count(folder: Path) -> None:
    (folder / "protected.txt").write_text("aunt\n", encoding="utf-8")
    (folder / "sentences.txt").write_text(
        "REGISTER duty\nRang Aunt {PERSON|Kelly}.\nAunt rang {PERSON|Kelly}.\n", encoding="utf-8"
    )
    counts = sentences(measure(folder, redact=masking("Aunt", "Kelly"))).counts
    assert (counts["protected"], counts["protected_masked"]) == (1, 1)  # the one that stands by itself
    assert counts["words_masked"] == 1


def test_a_redaction_that_runs_on_is_not_over_but_masks_words(folder: Path) -> None:
    row = sentences(measure(folder, redact=masking("Kelly Penrose on")))
    assert (row.counts["over"], row.counts["words_masked"]) == (0, 1)


def test_the_title_before_a_name_may_stay_or_go(folder: Path) -> None:
    kept = measure(folder, redact=masking("Gwilym", "Nest", "Olek")).row("files", False)
    gone = measure(folder, redact=masking("Mrs Gwilym", "Nest", "Olek")).row("files", False)
    assert (kept.recall, gone.recall) == (1.0, 1.0)
    assert gone.counts["words_masked"] == 0


def test_origins_meet_the_same_carriers_and_words_are_no_origin(folder: Path) -> None:
    measured = measure(folder, redact=masking("Nest", "Gwilym", "Hope", "Banks"))
    assert measured.row("grid", False, "origin", "welsh").counts["mentions"] == redaction_lists.PER_PERSON
    assert measured.row("grid", False, "origin", "words").recall == 1.0
    spread = next(s for s in measured.spreads if s.form == "first" and not s.listed)
    assert (spread.worst, spread.low, spread.width) == ("polish", 0.0, 1.0)


def test_people_of_whom_a_model_learnt_a_name_are_told_apart(folder: Path, tmp_path: Path) -> None:
    learnt = tmp_path / "names"
    learnt.mkdir()
    (learnt / "people.yaml").write_text("welsh: [Gwilým]\n", encoding="utf-8")
    measured = measure(folder, redact=masking("Nest", "Gwilym"), learnt=learnt)
    assert measured.row("grid", False, "name", "met").recall == 1.0
    assert measured.row("grid", False, "name", "new").recall == 0.0


def test_with_and_without_the_list_are_told_apart(folder: Path) -> None:
    measured = measure(folder, redact=masking("Nest", "Gwilym", "Olek", only_listed=True))
    assert measured.row("files", True).recall == 1.0
    assert measured.row("files", False).recall == 0.0


def test_gold_files_are_measured_when_given(folder: Path) -> None:
    measured = measure(folder, [folder / "files"], redact=masking("Nest"))
    assert measured.row("gold", True).counts["mentions"] == 3


def test_the_table_and_the_records_hold_counts_and_no_words(folder: Path) -> None:
    measured = measure(folder, redact=masking("Kelly Penrose"))
    whole = table(measured) + json.dumps(records(measured))
    assert "| sentences | no | PERSON | 1 | 100.0% |" in whole
    assert not any(word in whole for word in ("Kelly", "Penrose", "Gwilym", "07700"))


def test_the_page_shows_every_form_of_a_name_and_who_is_served_worst() -> None:
    counts = {"mentions": 40, "full": 30, "notes": 40, "protected": 2}
    rows = [Row("grid", False, "all", "", Counter(counts)), Row("grid", False, "origin", "words", Counter(counts))]
    rows += [Row("grid", False, "form", form, Counter(counts)) for form in FORMS]
    shown = page(Measured(tuple(rows), tuple(Spread("grid", False, f, "polish", 0.5, 0.75) for f in FORMS)))
    assert "| one sentence, names of 30 origins | no | 40 | 75.0% | 0 | 0 | 0.0% | none |" in shown
    assert [f"| {f} | 75.0% | 50.0% (polish) | 75.0% | 25.0% |" in shown for f in FORMS] == [True] * len(FORMS)
    assert "| names that are ordinary words | 75.0% | | | |" in shown


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        pytest.param("sentences.txt", "{PERSON|Kelly rang.\n", "line 1", id="open brace"),
        pytest.param("sentences.txt", "\n{NAME|Kelly} rang.\n", "line 2: no type is called NAME", id="unknown type"),
        pytest.param("names.txt", "ORIGIN x\nKelly Penrose\n", "line 2", id="no sex"),
        pytest.param("carriers.txt", "Rang $first.\n", "line 1", id="no form"),
        pytest.param("carriers.txt", "first | Rang $forename.\n", "forename", id="unknown word"),
    ],
)
def test_a_fault_in_a_list_names_its_line(folder: Path, name: str, text: str, says: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=says):
        measure(folder, redact=masking())


def test_a_missing_list_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="--lists"):
        measure(tmp_path, redact=masking())


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_case_files_is_a_wrong_call(name: str, lists: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongCall, match=r"not there|no marked-up"):
        measure(lists, [tmp_path / name], redact=masking())


def test_counts_are_written_as_csv_and_json(tmp_path: Path) -> None:
    rows = [{"set": "a", "full": 1}]
    measures.write(rows, tmp_path / "new", "redaction")
    assert (tmp_path / "new/redaction.csv").read_text(encoding="utf-8").splitlines() == ["set,full", "a,1"]
    assert json.loads((tmp_path / "new/redaction.json").read_text(encoding="utf-8")) == rows
    with pytest.raises(WrongCall, match="is a file"):
        measures.write(rows, tmp_path / "new/redaction.csv", "redaction")


@pytest.fixture
def lists(root: Path) -> Path:
    return root / "data" / "synthetic" / "redaction"


def test_in_the_lists_every_type_has_its_share(lists: Path) -> None:
    items = [i for u in redaction_lists.sentences(lists / "sentences.txt") for i in u.items]
    types = [m.type for i in items for m in i.mentions]
    assert len(items) >= 400
    assert sum(not i.mentions for i in items) >= 90
    assert {t: types.count(t) for t in taxonomy.pii_types() if types.count(t) < 10} == {}


def test_in_the_lists_every_origin_has_as_many_people(lists: Path) -> None:
    units = redaction_lists.grid(lists / "names.txt", lists / "carriers.txt")
    origins = [i.origin for u in units for i in u.items]
    counts = {o: origins.count(o) for o in set(origins)}
    assert len(counts) >= 20
    assert set(counts.values()) == {24 * redaction_lists.PER_PERSON}


def test_numbers_are_of_the_ranges_kept_for_fiction(lists: Path) -> None:
    texts = [lists / "sentences.txt", *sorted((lists / "files").glob("*.txt"))]
    phones = [m[1] for p in texts for m in re.finditer(r"PHONE[| =]+([^}\n]+)", p.read_text(encoding="utf-8"))]
    numbers = [re.sub(r"^(?:44|0044)", "0", re.sub(r"\D", "", n)) for line in phones for n in line.split(";")]
    assert [n for n in numbers if not n.startswith(("07700900", "01632960"))] == []


def test_no_model_is_trained_on_them(lists: Path) -> None:
    assert not [*lists.rglob("*.case"), *lists.rglob("*.bank")]
