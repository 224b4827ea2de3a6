"""Rows of a chronology as a reader meets them: what tells of one thing stands once, with words that can be read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from analyser.chronology import build
from analyser.model import Analysis, Order, Precision, RedactedCase, RedactedNote, Setting, Signal, Standing, TaggedCase
from analyser.present.chronology import page
from analyser.present.chronology_counts import told
from analyser.present.chronology_document import write_docx
from analyser.present.chronology_rows import Line, lines
from analyser.present.chronology_sheet import write_xlsx

Mark = tuple[str, str, str]  # words, label, actor


def note(note_id: str, text: str, kind: str = "home_visit_announced", author: str = "social_worker") -> RedactedNote:
    return RedactedNote(note_id, text, date=dt.date(2024, 3, 11), type=kind, author_role=author)


def story(*of: tuple[RedactedNote, list[Mark]], setting: Setting = Setting.CHILDREN) -> Analysis:
    signals = []
    for n, marks in of:
        for words, label, actor in marks:
            at = n.text.index(words)
            where = (n.note_id, at, at + len(words), label, Standing.AFFIRMED, actor)
            signals.append(Signal(*where, str(n.date), Precision.DAY, 0.9, "t"))
    case = RedactedCase("c", tuple(n for n, _ in of), setting=setting)
    return Analysis(build(TaggedCase(case, tuple(signals))), (), Order(0, 0.0, ()))


def rows(*of: tuple[RedactedNote, list[Mark]]) -> list[Line]:
    return list(lines(story(*of)))


def test_a_contact_is_one_row_with_the_words_that_tell_its_outcome() -> None:
    n = note("n1", "Mother was at the door before I knocked. Child1 came down. She said the boiler is mended.")
    found = rows(
        (
            n,
            [
                ("Mother was at the door before I knocked", "attended", "mother"),
                ("Child1 came down", "attended", "child"),
                ("She said the boiler is mended", "action_completed", "mother"),
            ],
        )
    )
    contact, done = found
    assert contact.kind == "Contact"
    assert contact.words == (
        "Home visit (announced): kept, child or adult seen. "
        "“Mother was at the door before I knocked” “Child 1 came down.”"
    )
    assert contact.who == "Mother, Child"
    assert len(contact.event_ids) == 3
    assert done.kind != "Contact"


def test_a_miss_told_at_a_kept_visit_stays_a_row_of_its_own() -> None:
    n = note("n1", "Mother was in and made tea. She has not been to the dentist.")
    found = rows(
        (
            n,
            [
                ("Mother was in and made tea", "attended", "mother"),
                ("has not been to the dentist", "missed_appointment", "mother"),
            ],
        )
    )
    assert [x.kind for x in found] == ["Contact", "Missed appointment"]


def test_another_services_note_says_what_came_of_its_contact() -> None:
    n = note("n1", "Parents' evening. Nobody came for Child1.", "school_contact", "school")
    (row,) = rows((n, [("Nobody came for Child1", "missed_appointment", "mother")]))
    assert row.kind == "Contact"
    assert "“Nobody came for Child 1" in row.words
    assert row.outcome == "Did not attend."
    assert row.significant


def test_the_same_words_under_two_heads_are_one_row() -> None:
    n = note("n1", "She could not come. Her mother had collapsed at work that morning.", "phone_call")
    found = rows(
        (
            n,
            [
                ("Her mother had collapsed at work that morning", "excuse", "mother"),
                ("had collapsed at work that morning", "context_crisis", "mother"),
            ],
        )
    )
    told_of = next(x for x in found if x.kind != "Contact")
    assert len(found) == 2
    assert told_of.kind.split("; ") == ["Crisis", "Reason given"]  # the significant one first
    assert told_of.words.startswith("Her mother had collapsed")


def test_words_of_two_people_stay_apart() -> None:
    n = note("n1", "Both said they would ring the school on Friday.", "phone_call")
    marks = [("would ring the school on Friday", "commitment", a) for a in ("mother", "father")]
    assert sorted(x.who for x in rows((n, marks))) == ["", "Father", "Mother"]


def test_a_word_that_says_nothing_by_itself_comes_with_its_sentence() -> None:
    n = note("n1", "The stair gate is still not up. Rain all day.", "phone_call")
    row = next(x for x in rows((n, [("still", "unmet_commitment", "father")])) if x.kind != "Contact")
    assert row.words == "The stair gate is still not up."


def test_a_contact_of_which_nothing_is_marked_opens_as_its_note_does() -> None:
    (row,) = rows((note("n1", "Rang SocialWorker2 about the lift. No news.", "phone_call"), []))
    assert row.words.endswith("“Rang Social worker 2 about the lift.”")


def test_a_short_chronology_holds_the_significant_alone_and_says_so() -> None:
    found = story(
        (note("n1", "Mother was in and made tea."), [("Mother was in and made tea", "attended", "mother")]),
        (
            replace(note("n2", "No answer at the door."), date=dt.date(2024, 4, 2)),
            [("No answer at the door", "no_access", "mother")],
        ),
    )
    html = page(found, significant=True)
    assert "Only significant events are listed" in html
    assert "No answer at the door" in html
    assert "made tea" not in html
    assert "Contacts offered: 2." in html
    assert set(re.findall(r'href="#(e\d+)"', html)) <= set(re.findall(r'id="(e\d+)"', html))
    assert "made tea" in page(found)


def missed(setting: Setting = Setting.CHILDREN) -> Analysis:
    n = note("n1", "Not brought to clinic, no word. Rebooked for May.", "health_contact", "health")
    return story((n, [("Not brought to clinic, no word", "missed_appointment", "mother")]), setting=setting)


def test_the_workbook_holds_each_contact_and_its_counts_as_numbers(tmp_path: Path) -> None:
    import openpyxl

    found = missed()
    write_xlsx(tmp_path / "x.xlsx", [(told(found), lines(found))])
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    head, contact = ([c.value for c in r] for r in list(book["Each contact"].iter_rows())[:2])
    by = dict(zip(head, contact, strict=True))
    assert by["Date"] == dt.datetime(2024, 3, 11)
    assert (by["Service"], by["What came of it"], by["Who"]) == ("Health", "Was not brought", "Child")
    assert (by["Notice given"], by["New date told"], by["Note"]) == ("Without notice", "Yes", "n1")
    counted = [[c.value for c in r] for r in book["Contacts counted"].iter_rows()]
    assert [r[1:3] for r in counted[1:]] == [
        ["Person", "Child"],
        ["Service", "Health"],
        ["Quarter", "January to March 2024"],
    ]
    assert all(r[3:6] == [1, 0, 1] for r in counted[1:])
    gap = [[c.value for c in r] for r in book["Time between being seen"].iter_rows()][1]
    assert gap[3] == 42
    said = "\n".join(str(r[0].value) for r in book["Read first"])
    assert all(f"{s}: " in said for s in book.sheetnames[3:]), "every sheet is explained on the first"


@pytest.mark.parametrize(
    ("setting", "who"), [(Setting.CHILDREN, "Child"), (Setting.ADULTS, "Adult at risk")], ids=["child", "adult"]
)
def test_who_was_not_brought_is_the_one_the_file_is_about(setting: Setting, who: str) -> None:
    table = told(missed(setting)).tables["not_kept"]
    assert table.plain[1][2] == who


def test_every_table_has_a_name_and_says_what_it_is_on_the_page_and_in_the_document(tmp_path: Path) -> None:
    import docx

    found = missed()
    html = page(found)
    assert html.count("<table") == html.count("<caption")
    write_docx(tmp_path / "x.docx", [(told(found), lines(found))])
    paragraphs = docx.Document(str(tmp_path / "x.docx")).paragraphs
    heads = [p.text for p in paragraphs if p.style is not None and p.style.name == "Heading 3"]
    said = [p.text for p in paragraphs]
    for table in told(found).tables.values():
        assert table.title in heads
        assert table.intro in said
        assert table.intro in unescape(html)


def test_the_page_has_the_columns_of_the_document_and_room_to_write() -> None:
    from analyser.present.chronology_document import COLUMNS

    html = page(missed())
    table = html[html.index('class="chronicle"') :]
    assert re.findall(r'<th scope="col">([^<]+)</th>', table.partition("</thead>")[0]) == list(COLUMNS)
    cells = re.findall(r'<div class="yours"[^>]*aria-label="([^"]+)"', html)
    assert cells == ["Your analysis: 11 Mar 2024, Contact"]
    levels = [int(n) for n in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_what_is_told_before_and_after_is_quoted() -> None:
    first = note("n1", "The hall was cleared last night. The cot is up.", "phone_call")
    held = replace(note("n2", "Review conference. Both parents came.", "meeting"), date=dt.date(2024, 3, 14))
    found = story(
        (first, [("The hall was cleared last night", "last_minute_compliance", "mother")]),
        (held, [("Both parents came", "attended", "parents")]),
    )
    (row,) = told(found).tables["triggers"].plain[1:]
    assert row[1] == "Conference: “Review conference.”" or row[1].endswith("“Review conference.”")
    assert "told once: “The hall was cleared last night”" in row


def test_a_breach_of_nothing_that_was_agreed_is_quoted_once() -> None:
    n = note("n1", "The bottles are still by the gate. Rain all day.", "phone_call")
    table = told(story((n, [("The bottles are still by the gate", "unmet_commitment", "father")]))).tables["agreements"]
    (row,) = table.plain[1:]
    assert sum(cell.count("The bottles are still by the gate") for cell in row) == 1
