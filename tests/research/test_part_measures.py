"""The sets for single parts: that they read, that faults name their line, and how answers are counted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from analyser.errors import UnreadableInput, WrongCall
from analyser.model import Account, Assertion, Modality, Polarity, Precision, Statement, Subject, TimeValue
from analyser.research import measures, part_scores, parts
from analyser.research.slices import Slice


def of(slices: Sequence[Slice], by: str = "all", name: str = "") -> Slice:
    return next(s for s in slices if (s.by, s.name) == (by, name))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def to(text: str) -> Path:
        path = tmp_path / "set.txt"
        path.write_text("REGISTER prose\n" + text + "\n", encoding="utf-8")
        return path

    return to


def always(assertion: Assertion) -> Callable[[str, part_scores.Spans], list[Assertion]]:
    return lambda text, spans: [assertion for _ in spans]


@pytest.mark.parametrize(
    ("label", "given", "right"),
    [
        pytest.param("yes", Assertion(), 1, id="so"),
        pytest.param("neg", Assertion(polarity=Polarity.NEGATED), 1, id="not so"),
        pytest.param("neg", Assertion(), 0, id="missed negation"),
        pytest.param("hyp", Assertion(polarity=Polarity.NEGATED, modality=Modality.HYPOTHETICAL), 1, id="planned"),
        pytest.param("other", Assertion(polarity=Polarity.NEGATED, subject=Subject.OTHER), 1, id="somebody else's"),
        pytest.param("other", Assertion(polarity=Polarity.NEGATED), 0, id="laid on the family"),
    ],
)
def test_the_standing_of_a_span(write: Callable[[str], Path], label: str, given: Assertion, right: int) -> None:
    slices = part_scores.assertion(write(f"It {{{label}|happened}}."), always(given))
    assert of(slices).counts == {"items": 1, "right": right}


def test_negation_is_not_asked_of_plans_or_of_others(write: Callable[[str], Path]) -> None:
    slices = part_scores.assertion(write("{hyp|a} {other|b} {yes|c}"), always(Assertion(polarity=Polarity.NEGATED)))
    assert of(slices, "axis", "neg").counts == {"marked": 0, "found": 1, "hit": 0}


SAID = "{src|Mum} {cue|said} {say|that he slept well}."


@pytest.mark.parametrize(
    ("found", "hits"),
    [
        pytest.param([Statement(0, 3, 4, 8, 9, 27, False)], ["content_hit", "source_hit", "cue_hit", "hit"], id="all"),
        pytest.param([Statement(0, 3, 4, 8, 9, 13, False)], [], id="a quarter of the content"),
        pytest.param([Statement(None, None, 4, 8, 9, 27, False)], ["content_hit", "cue_hit"], id="no source"),
        pytest.param([Statement(0, 3, 9, 13, 9, 27, False)], ["content_hit", "source_hit"], id="another cue"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_source_cue_and_content_are_judged_apart(
    write: Callable[[str], Path], found: list[Statement], hits: list[str]
) -> None:
    counts = of(part_scores.speech(write(SAID), lambda text: found)).counts
    assert [k for k in ("content_hit", "source_hit", "cue_hit", "hit") if counts[k]] == hits
    assert counts["found"] == len(found)


def test_a_second_part_of_split_speech_is_no_error(write: Callable[[str], Path]) -> None:
    path = write("{quote|No}, {cue|said} {src|Mum}, {quote|not him}.")
    found = [Statement(9, 12, 4, 8, 0, 2, True), Statement(9, 12, 4, 8, 14, 21, True)]
    counts = of(part_scores.speech(path, lambda text: found)).counts
    assert (counts["hit"], counts["found"], counts["marked"]) == (1, 1, 1)


def test_statements_nest_and_are_told_apart_by_number(write: Callable[[str], Path]) -> None:
    item = parts.read_speech(write("{src|School} {cue|say} {say|{src n=2|Mum} {cue n=2|told} them {say n=2|no}}"))[0]
    outer, inner = item.statements
    assert item.text[outer.contents[0][0] : outer.contents[0][1]] == "Mum told them no"
    assert inner.source is not None
    assert item.text[inner.source[0] : inner.source[1]] == "Mum"


def day(value: str | None, end: str | None = None) -> list[TimeValue]:
    return [TimeValue(3, 9, value, Precision.DAY if value else Precision.NONE, end_value=end)]


@pytest.mark.parametrize(
    ("label", "found", "hit"),
    [
        pytest.param("2024-03-05", day("2024-03-05"), 1, id="right"),
        pytest.param("2024-03-05", day("2024-03-12"), 0, id="wrong week"),
        pytest.param("2024-03-05", day(None), 0, id="no value"),
        pytest.param("2024-03-05/2024-03", day("2024-03"), 1, id="either"),
        pytest.param("2024-03-05 within=3", day("2024-03-08"), 1, id="near enough"),
        pytest.param("2024-03-05 within=3", day("2024-03-09"), 0, id="too far"),
        pytest.param("2024-03-04..2024-03-08", day("2024-03-04", "2024-03-08"), 1, id="range"),
        pytest.param("2024-03-04..2024-03-08", day("2024-03-04"), 0, id="range without its end"),
        pytest.param("2024-08..2024-10", day("2024-08", "2024-10-31"), 1, id="range to the end of a month"),
    ],
)
def test_values_of_dates(write: Callable[[str], Path], label: str, found: list[TimeValue], hit: int) -> None:
    path = write(f"2024-03-12 | On {{{label}|Monday}}.")
    assert of(part_scores.dates(path, lambda text, reference: found)).counts["hit"] == hit


def test_a_value_for_what_has_none_is_counted_against(write: Callable[[str], Path]) -> None:
    path = write("none | On {none why=vague|Monday}.\n2024-03-12 | She may come.")
    slices = part_scores.dates(path, lambda text, reference: day("2024-03-05"))
    assert of(slices, "unsettled", "given a value").counts["flagged"] == 1
    assert of(slices, "no date", "texts given one").counts["flagged"] == 1


def test_the_day_of_the_note_reaches_the_reader(write: Callable[[str], Path]) -> None:
    seen: list[dt.date | None] = []

    def find(text: str, reference: dt.date | None) -> list[TimeValue]:
        seen.append(reference)
        return []

    part_scores.dates(write("2024-03-12 | Today.\nnone | Today."), find)
    assert seen == [dt.date(2024, 3, 12), None]


def test_pairs_are_counted_by_verdict(tmp_path: Path) -> None:
    path = tmp_path / "accounts.txt"
    path.write_text("VERDICT conflict\nfood | mother: a | child: b\nVERDICT consistent\nfood | mother: a | school: b\n")

    def flags(a: Account, b: Account) -> str | None:
        return "parent_vs_agency" if b.holder == "school" else None

    slices = part_scores.accounts(path, {"x": flags})
    assert of(slices, "reader", "x").counts == {"marked": 1, "found": 1, "hit": 0}
    assert of(slices, "x: can both be so", "flagged").share("flagged") == 1.0


@pytest.mark.parametrize(
    ("holders", "kind"),
    [
        pytest.param(("mother", "child"), "parent_vs_child", id="child second"),
        pytest.param(("child", "partner"), "parent_vs_child", id="in either order"),
        pytest.param(("mother", "mother"), "parent_over_time", id="one parent"),
        pytest.param(("child", "child"), "child_over_time", id="one child"),
        pytest.param(("father", "social_worker"), "parent_vs_professional", id="worker"),
        pytest.param(("school", "health"), "agency_vs_agency", id="agencies"),
    ],
)
def test_the_type_follows_from_the_holders(holders: tuple[str, str], kind: str) -> None:
    assert parts.Pair(True, "food", holders, ("", "")).type == kind


@pytest.mark.parametrize(
    ("read", "line", "says"),
    [
        pytest.param(parts.read_assertion, "No {nope|x}.", "line 2: 'nope'", id="label"),
        pytest.param(parts.read_speech, "{src|Mum} {cue|said} no.", "nothing said", id="no content"),
        pytest.param(parts.read_speech, "{who|Mum} {say|no}.", "who is none of", id="speech label"),
        pytest.param(parts.read_dates, "12/3 | On {2024-03-05|Monday}.", "day of the note", id="reference"),
        pytest.param(parts.read_dates, "2024-03-12 | On {5/3|Monday}.", "no value", id="value"),
        pytest.param(parts.read_accounts, "food | mother: a", "line 1: write a topic", id="one side"),
        pytest.param(parts.read_accounts, "food | mum: a | child: b", "line 1: write", id="unknown holder"),
    ],
)
def test_a_fault_in_a_set_names_its_line(
    write: Callable[[str], Path], read: Callable[[Path], object], line: str, says: str
) -> None:
    with pytest.raises(UnreadableInput, match=says):
        read(write(line))


def test_an_unknown_part_and_a_missing_set_are_wrong_calls(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="assertion"):
        measures.measure("weather")
    with pytest.raises(WrongCall, match="--lists"):
        measures.measure("dates", tmp_path)


@pytest.mark.parametrize("part", ["assertion", "speech", "dates", "accounts"])
def test_a_set_without_an_item_is_said(part: str, tmp_path: Path) -> None:
    (tmp_path / f"{part}.txt").write_text("# nothing yet\n", encoding="utf-8")
    with pytest.raises(WrongCall, match="nothing is marked"):
        measures.measure(part, tmp_path)
    (tmp_path / f"{part}.txt").write_bytes(b"REGISTER caf\xe9\n")
    with pytest.raises(UnreadableInput, match="not UTF-8"):
        measures.measure(part, tmp_path)


def test_sets_written_later_have_rows_of_their_own(tmp_path: Path) -> None:
    for number in ("", "2", "3", "4", "5"):
        (tmp_path / f"dates{number}.txt").write_text("REGISTER notes\n2024-03-12 | He came {2024-03-12|today}.\n")
    said = {r["by"] for r in measures.measure("dates", tmp_path).records}
    assert {f"{name} set: all" for name in ("second", "third", "fourth", "fifth")} <= said


def test_files_are_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="lists alone"):
        measures.measure("dates", tmp_path, [tmp_path])


def test_the_type_of_a_flagged_pair_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "accounts.txt"
    path.write_text("VERDICT conflict\nfood | mother: a | child: b\nfood | mother: a | school: b\n")
    slices = part_scores.accounts(path, {"x": lambda a, b: "parent_vs_child"})
    assert of(slices, "x: named", "type").share("type right") == 0.5


def test_the_command_prints_counts_and_writes_them(root: Path, tmp_path: Path) -> None:
    sets = str(root / "data" / "synthetic" / "parts")
    done = CliRunner().invoke(
        cli.app, ["evaluate", "--part", "dates", "--lists", sets, "--out", str(tmp_path), "--json"]
    )
    assert done.exit_code == 0
    assert json.loads(done.output) == json.loads((tmp_path / "dates.json").read_text(encoding="utf-8"))
    assert (tmp_path / "dates.csv").read_text(encoding="utf-8").startswith("by,name,")


def test_the_sets_of_the_repository_are_large_enough(root: Path) -> None:
    folder = root / "data" / "synthetic" / "parts"
    spans = [s for i in parts.read_assertion(folder / "assertion.txt") for s in i.spans]
    spoken = parts.read_speech(folder / "speech.txt")
    timed = parts.read_dates(folder / "dates.txt")
    pairs = parts.read_accounts(folder / "accounts.txt")
    assert len(spans) >= 400
    assert sum(len(i.statements) or 1 for i in spoken) >= 400
    assert sum(len(i.dates) or 1 for i in timed) >= 400
    assert len(pairs) >= 400
    assert 0.45 <= sum(p.conflict for p in pairs) / len(pairs) <= 0.55
