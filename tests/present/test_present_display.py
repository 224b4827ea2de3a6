from __future__ import annotations

import datetime as dt

import pytest

from analyser.errors import BadRules
from analyser.present import cells, display, wording


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("SocialWorker2 rang.", "Social worker 2 rang.", id="two words and a number"),
        pytest.param("Mother and Mother2", "Mother and Mother 2", id="the first of a role has no number"),
        pytest.param("NhsNumber1, NiNumber1", "NHS number 1, NI number 1", id="initials stay capital"),
        pytest.param(
            "MotherCare is a shop; the mother said", "MotherCare is a shop; the mother said", id="other words"
        ),
        pytest.param("Child1's room (HealthVisitor3)", "Child 1's room (Health visitor 3)", id="beside punctuation"),
        pytest.param("", "", id="empty"),
    ],
)
def test_pseudonyms_are_shown_with_a_space(text: str, shown: str) -> None:
    assert display.spaced(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2024-03-02", "2 Mar 2024"),
        ("2024-03", "Mar 2024"),
        ("2024-SP", "spring 2024"),
        ("2024", "2024"),
        (None, ""),
        ("2024-13", "13 2024"),
        ("soon", "soon"),
    ],
)
def test_dates_of_any_precision_are_said(value: str | None, shown: str) -> None:
    assert display.when(value) == shown


def test_no_confidence_is_shown_as_certain() -> None:
    assert [display.percent(p) for p in (0.0, 0.499, 1.0, None)] == ["1%", "50%", "99%", ""]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"kept": 2}, id="mapping"),
        pytest.param([("kept", 2)], id="pairs of a Parquet map"),
        pytest.param('{"kept": 2}', id="JSON in a cell"),
    ],
)
def test_a_mapping_reads_the_same_from_every_format(value: object) -> None:
    assert cells.mapping(value) == {"kept": 2}


def test_odd_cells_read_as_empty() -> None:
    nan = float("nan")
    assert (cells.text(nan), cells.number("x"), cells.whole(nan), cells.day("soon"), cells.flag(nan)) == (
        "",
        None,
        None,
        None,
        None,
    )
    assert cells.rows("[{]") == cells.rows(3) == cells.items(None) == []
    assert cells.day(dt.datetime(2024, 3, 2, 9)) == dt.date(2024, 3, 2)


def test_every_pattern_has_a_title_and_what_would_settle_it() -> None:
    from analyser import taxonomy

    for setting in ("children", "adults"):
        words = wording.wording(setting)
        for code in taxonomy.patterns():
            assert words.pattern(code).settle
            assert words.title(code).endswith("— for review")
            assert "{" not in words.title(code)


def test_adults_files_speak_of_an_adult_at_risk() -> None:
    assert "adult at risk" in wording.wording("adults").title("child_voice_absent")


def test_wording_never_names_a_motive() -> None:
    said = repr(wording.wording("children")).lower()
    for word in ("disguis", "manipulat", "lying", "deceiv", "pretend", "non-compliant", "hard to reach"):
        assert word not in said


def test_bad_wording_names_the_file_and_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from analyser import taxonomy

    whole = taxonomy.load_yaml("analyser.present", "wording.yaml")
    monkeypatch.setattr(taxonomy, "load_yaml", lambda package, name: whole | {"reasurance": "typo"})
    with pytest.raises(BadRules, match=r"wording\.yaml: reasurance"):
        wording.wording.__wrapped__("children")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"late_days": "three"}, "late_days", id="no number"),
        pytest.param({"visit_gap_days": -1}, "visit_gap_days", id="below nothing"),
        pytest.param({"lateness": 3}, "lateness", id="unknown"),
    ],
)
def test_bad_parameters_name_the_file_and_the_key(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, object], said: str
) -> None:
    from analyser import taxonomy
    from analyser.present import parameters

    whole = taxonomy.load_yaml("analyser.present", "parameters.yaml")
    monkeypatch.setattr(taxonomy, "load_yaml", lambda package, name: {**whole, **change})
    with pytest.raises(BadRules, match=rf"parameters\.yaml.*{said}"):
        parameters.load.__wrapped__()


def test_the_sentences_about_the_record_name_the_limits_that_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from analyser.present import parameters, record

    notes = [
        {"type": "home_visit_announced", "date": day, "recorded": recorded}
        for day, recorded in (("2024-01-01", "2024-01-02"), ("2024-01-09", "2024-01-20"), ("2024-03-01", "2024-03-01"))
    ]
    words = wording.wording("children")
    said = " ".join(record._lines(notes, words))
    assert "1 of 3 notes with both dates was recorded more than 3 days after" in said
    assert "1 was longer than 42 days" in said
    found = replace(parameters.load(), late_days=20, visit_gap_days=7)
    monkeypatch.setattr(parameters, "load", lambda: found)
    said = " ".join(record._lines(notes, words))
    assert "None of 3 notes with both dates was recorded more than 20 days after" in said
    assert "2 were longer than 7 days" in said


def test_every_sentence_of_the_pages_reads_well_whatever_its_counts() -> None:
    import re
    import string

    words = wording.wording("children")
    for key, template in {**words.lines, **words.counts}.items():
        names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
        for n in (0, 1, 2, 9):
            values = dict.fromkeys(names, n)
            said = words.count(key, n) if key in words.counts else words.line(key, **values)
            assert not re.search(r"[{}#|]|\(s\)|  |\b1 (?:notes|days|gaps|pairs|files)\b|[02-9] (?:note|day) ", said), (
                said
            )
