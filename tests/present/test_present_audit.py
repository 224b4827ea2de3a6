from __future__ import annotations

import re
from typing import Any

import pytest

from analyser.present import audit_report, report_name

Tables = dict[str, list[dict[str, Any]]]


def plain(html: str) -> str:
    return " ".join(re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", " ", html, flags=re.S).split())


def other_case(tables: Tables, case_id: str, **more: Any) -> dict[str, Any]:
    return tables["cases"][0] | {"case_id": case_id, "reasons": [], **more}


def test_figures_come_with_what_they_are_counted_of(tables: Tables) -> None:
    cases = [*tables["cases"], other_case(tables, "case-8", contacts={"offered": 6, "kept": 6})]
    text = plain(audit_report(cases, tables["patterns"], {"attended": 2}, notes=tables["notes"]))
    for words in (
        "Kept 8 of 10 contacts offered",
        "Missed, no access or refused 1 of 10 contacts offered",
        "Several contacts missed — for review 1 of 2 files",
        "seen alone at least once 0 of 2 files",
        "1 of 4 notes with both dates was recorded more than 3 days",
        "of 2 files, 2 have none",
        "Near-duplicate text: 0 of 2 files",
        "absence of a flag is not reassurance",
        "There is no table by worker",
    ):
        assert words in text, words


def test_files_stand_in_the_order_of_reading_with_every_reason_and_a_link(tables: Tables) -> None:
    first = other_case(tables, "../odd id", priority=3, priority_score=0.1)
    html = audit_report([*tables["cases"], other_case(tables, "quiet", priority=0), first], tables["patterns"])
    links = re.findall(r'<th scope="row"><a href="([^"]+)"', html)
    assert links == [f"cases/{report_name(c)}" for c in ("../odd id", "case-7", "quiet")]
    assert "1 of 4 contacts offered was missed." in html
    assert "In favour of waiting" in html


def test_the_order_shows_the_heaviest_reasons_and_folds_every_other(tables: Tables) -> None:
    reasons = [{"code": "x", "text": f"Reason {n}.", "weight": 9 - n, "evidence": []} for n in range(5)]
    reasons.append({"code": "y", "text": "Kept.", "weight": -1, "evidence": []})
    row = audit_report([other_case(tables, "one", reasons=reasons)], [])
    row = row[row.index("<tbody>") : row.index("</tbody>")]
    open_part, folded = row.split("<details", 1)
    assert [n for n in range(5) if f"Reason {n}." in open_part] == [0, 1]
    assert [n for n in range(5) if f"Reason {n}." in folded] == [2, 3, 4]
    assert "3 more; 1 in favour of waiting" in folded


def test_no_score_of_a_file_is_shown(tables: Tables) -> None:
    html = audit_report(tables["cases"], tables["patterns"], notes=tables["notes"])
    assert "7391" not in html
    assert "9127" not in html


def test_what_could_not_be_read_is_named_with_the_reason(tables: Tables) -> None:
    manifest = {
        "inputs": [{}, {}],
        "failed": [{"input": 2, "row": 7, "field": "date", "message": "It is no date <b>."}],
        "warnings": ["Two notes are the same."],
        "analyser": "1.2.3",
        "settings": {"format": "jsonl", "mapping": {}},
    }
    text = plain(audit_report(tables["cases"], [], manifest=manifest))
    assert "Input 2, row 7, field date: It is no date &lt;b&gt;." in text
    assert "Two notes are the same." in text
    assert "settings: format jsonl" in text


def test_the_sample_is_the_same_whatever_the_order(tables: Tables) -> None:
    cases = [other_case(tables, f"c{n}", priority=n % 4) for n in range(40)]

    def drawn(cases: list[dict[str, Any]]) -> str:
        found = re.search(r"A sample of 10</h3>.*?</div>", audit_report(cases, []), re.S)
        assert found
        return found[0]

    assert drawn(cases) == drawn(cases[::-1])


@pytest.mark.parametrize("cases", [[], [{"case_id": "x"}]], ids=["none", "bare"])
def test_a_batch_with_nothing_to_say_still_makes_a_page(cases: list[dict[str, Any]]) -> None:
    assert "not reassurance" in audit_report(cases, [])
