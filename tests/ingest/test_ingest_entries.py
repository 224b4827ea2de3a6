"""Running records are split on their dated headings."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.ingest.entries import split_entries
from analyser.ingest.furniture import strip_pages, unwrap


def days(text: str, *, dated: bool = False) -> list[str]:
    return [str(e.date) for e in split_entries(text, dated=dated)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "03/02/2026 - Home visit - SW J Smith\nNo reply.\n\n01/02/2026 - T/C from school\nNot in.",
            ["2026-02-03", "2026-02-01"],
            id="newest first, dashes",
        ),
        pytest.param(
            "Mon 2 Feb 2026, T/C from school\nNot in.\n\nTues 3rd February 2026, home visit\nNo reply.",
            ["2026-02-02", "2026-02-03"],
            id="weekdays in words",
        ),
        pytest.param(
            "# Log\n\n## 12.03.24 Core group\nMum late.\n12/02/24 was the last one.\n\n## 14.03.24 Visit\nSeen.",
            ["2024-03-12", "2024-03-14"],
            id="marked headings beat lines that open with a day",
        ),
        pytest.param(
            "12/1/26 T/C to mum, no reply.\n14/1/26 HV, at door only.\n16/1 Mum rang.\n2/2/26 Core group.",
            ["2026-01-12", "2026-01-14", "2026-01-16", "2026-02-02"],
            id="terse lines, one without a year",
        ),
        pytest.param(
            "28/12/25 T/C.\n30/12/25 HV.\n3/1 Mum rang.",
            ["2025-12-28", "2025-12-30", "2026-01-03"],
            id="a year that turns",
        ),
        pytest.param(
            "Home visit - 03/02/2026 - J Smith\nSaw all three.\n\nCore group - 10/02/2026\nReviewed.",
            ["2026-02-03", "2026-02-10"],
            id="type before the day",
        ),
        pytest.param(
            "**3 February 2026, 14:30 - Office visit**\nSeen.\n\n**5 February 2026, 09:00 - Phone call**\nNo reply.",
            ["2026-02-03", "2026-02-05"],
            id="bold headings with times",
        ),
        pytest.param(
            "03/02/2026 | Home visit | No reply.\n05/02/2026 | Phone call | Voicemail left.",
            ["2026-02-03", "2026-02-05"],
            id="rows of a table",
        ),
        pytest.param(
            "Visited today. Mum said that on\n03/02/2026 she was at court and on\n05/02/2026 at the clinic.",
            [],
            id="days inside sentences are no headings",
        ),
        pytest.param("Visited today.\n\nAll fine.", [], id="no day at all"),
        pytest.param("At 9.30 we met.\n10.15 she left.\n11.20 back.", [], id="times are no days"),
    ],
)
def test_headings(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_a_dated_note_with_a_list_of_days_stays_one() -> None:
    text = (
        "Events so far:\n12/01/2026 - Referral\n15/01/2026 - Visit\n20/01/2026 - Strategy meeting\n\nConcern is high."
    )
    assert days(text, dated=True) == []


def test_a_mention_out_of_order_does_not_split_an_entry() -> None:
    text = "\n".join(
        [
            "05/01/26 Rang mum, no answer at all today.",
            "09/01/26 Rang again and spoke to nan about the weekend.",
            "03/11/25 is when she last came, nan thinks so anyway.",
            "12/01/26 Rang once more and left a message for her.",
        ]
    )
    assert days(text) == ["2026-01-05", "2026-01-09", "2026-01-12"]


def test_what_a_heading_says_goes_to_fields_and_the_rest_stays() -> None:
    _, entries = split_entries(
        "05/03/2026 - Home visit (unannounced) - SW J Smith\nNo reply.\n\n"
        "20/02/2026: Core group\nMum agreed.\n\n11/02/2026 - Supervision - Carol Peet, Team Manager\nDrift."
    )
    assert [(e.type, e.author_role, e.author_name) for e in entries] == [
        ("home_visit_unannounced", "social_worker", "J Smith"),
        ("meeting", "", ""),
        ("supervision", "manager", "Carol Peet"),
    ]
    assert [e.lines[0] for e in entries] == ["No reply.", "Core group", "Drift."]
    assert entries[0].date == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("heading", "role", "first"),
    [
        ("Key person: Shanice", "school", "Key person: Shanice"),
        ("SENCo: Maria", "school", "SENCo: Maria"),
        ("Nursery manager", "school", "Fees are behind."),
        ("Room leader - Jess", "school", "Room leader - Jess"),
        ("SW J Smith", "social_worker", "Fees are behind."),
    ],
)
def test_one_first_name_behind_a_role_stays_with_it(heading: str, role: str, first: str) -> None:
    text = f"03/03/2025 - {heading}\nFees are behind.\n\n04/03/2025 - {heading}\nFees are behind."
    _, entries = split_entries(text, dated=False)
    assert [(e.author_role, e.lines[0]) for e in entries] == [(role, first)] * 2


def test_repeated_header_lines_part_a_print() -> None:
    before, entries = split_entries(
        "Print of case notes\n\nType: Home visit\nDate: 3 February 2026\n\nSeen.\n\n"
        "Type: Phone call\nDate: 5 February 2026\n\nNR."
    )
    assert before == ["Print of case notes", ""]
    assert [e.lines[0] for e in entries] == ["Type: Home visit", "Type: Phone call"]


def test_a_long_record_is_quick() -> None:
    text = "\n".join(
        f"{1 + i % 28:02d}/{1 + i // 28 % 12:02d}/{2000 + i // 336} T/C to mum, no reply {i}." for i in range(8000)
    )
    assert len(days(text)) == 8000


def test_page_furniture_goes_and_is_handed_back() -> None:
    page = "Case record of Amy Harte\nPrinted 01/04/2026\n{}\nPage {} of 3"
    text, removed = strip_pages("\f".join(page.format(body, n) for n, body in enumerate(("One.", "Two.", "Three."), 1)))
    assert text.split() == ["One.", "Two.", "Three."]
    assert "Case record of Amy Harte" in removed


def test_furniture_of_a_text_without_form_feeds() -> None:
    text, _ = strip_pages(
        "Council print\nFirst entry.\n\nPage 1 of 2\nCouncil print\nSecond entry.\nSecond entry goes on.\n\nPage 2 of 2"
    )
    assert [line for line in text.split("\n") if line] == ["First entry.", "Second entry.", "Second entry goes on."]


def test_a_text_without_pages_is_left_alone() -> None:
    text = "No reply.\nNo reply.\nNo reply.\nThe book was open at page 3 of the story.\nLast."
    assert strip_pages(text) == (text, [])


def test_lines_broken_for_a_page_are_joined() -> None:
    text = (
        "Visited by arrangement at ten and Donna had the door open before I had got\n"
        "out of the car. She had made tea. Amy was at the table with a picture and\n"
        "did not look up until her mum told her to say hello to me.\n"
        "- Donna to ring the clinic\n"
        "- School to send the attendance for the whole term by the end of next week\n"
        "Next visit: 12 March"
    )
    assert unwrap(text).split("\n") == [
        "Visited by arrangement at ten and Donna had the door open before I had got out of the car. She had made tea. "
        "Amy was at the table with a picture and did not look up until her mum told her to say hello to me.",
        "- Donna to ring the clinic",
        "- School to send the attendance for the whole term by the end of next week",
        "Next visit: 12 March",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Short.\nLines.\nOf.\nA list.\nNR.", id="short lines"),
        pytest.param(
            "\n".join(["A paragraph that is far longer than any page is wide. " * 5] * 4), id="paragraphs a line"
        ),
        pytest.param(
            "\n".join(f"Rang mum again about the clinic and left message number {i} for her." for i in range(9)),
            id="lines that are sentences",
        ),
    ],
)
def test_lines_that_are_paragraphs_stay(text: str) -> None:
    assert unwrap(text) == "\n".join(line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "01/02/2026 - Home visit\nA.\n\f02/02/2026 - Home visit\nB.", id="dated headings at the top of pages"
        ),
        pytest.param(
            "Date: 1 February 2026\nType: Home visit\nA.\fDate: 2 February 2026\nType: Home visit\nB.",
            id="a form a page",
        ),
        pytest.param("A.\nNo reply.\fB.\nNo reply.", id="the same sentence at the foot"),
        pytest.param("First.\n\nPage 1 of 2\nSecond.\n\nPage 2 of 2", id="lines beside page numbers"),
        pytest.param("Weight on the chart\n3 of 5\nmeals eaten", id="a number that is no page"),
    ],
)
def test_content_at_the_edge_of_pages_is_kept(text: str) -> None:
    lines = [line for line in text.replace("\f", "\n").split("\n") if not line.startswith("Page")]
    assert strip_pages(text)[0].split() == " ".join(lines).split()
