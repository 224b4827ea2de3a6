"""The simulator: files that are well formed, the same for the same seed, and whose answers their history bears out."""

from __future__ import annotations

import datetime as dt
import random
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser import taxonomy
from analyser.errors import BadRules, WrongCall
from analyser.ingest.markup import Tag, compile_markup, read_gold
from analyser.research import synth
from analyser.research.synth import detection, rules, wordings
from analyser.research.synth.compose import Made, Settings, marked
from analyser.research.synth.history import Told, borne_out
from analyser.research.synth.run import Run, make_all
from analyser.research.synth.simulate import simulate
from analyser.research.synth.wordings import Pool, Wording

RULES = rules.load()
DAY = dt.date(2024, 1, 8)


@pytest.fixture(scope="module")
def data(root: Path) -> Path:
    return root / "data" / "synthetic"


@pytest.fixture(scope="module")
def pool(data: Path) -> Pool:
    return wordings.read(sorted((data / "cases").glob("c120[1-6].case")))


@pytest.fixture(scope="module")
def run(pool: Pool, data: Path) -> Run:
    return make_all(pool, data / "names", RULES, cases=14, seed=3)


def history(*notes: tuple[int, str, str]) -> list[Told]:
    """(days from the start, kind of note, labels told)."""
    missed = {"missed_appointment", "no_access"}
    return [
        Told(f"n{i:02}", DAY + dt.timedelta(days=d), kind, not missed & set(labels.split()), frozenset(labels.split()))
        for i, (d, kind, labels) in enumerate(notes)
    ]


V, U, M = "home_visit_announced", "home_visit_unannounced", "meeting"
BREACH = "unmet_commitment"


@pytest.mark.parametrize(
    ("told", "code", "holds"),
    [
        pytest.param([(d, V, "no_access") for d in (0, 9, 20, 40)], "repeated_missed_contacts", True, id="four-missed"),
        pytest.param(
            [(d, V, "no_access") for d in (0, 9, 20, 40)] + [(50 + d, V, "attended") for d in range(12)],
            "repeated_missed_contacts",
            False,
            id="four-missed-of-sixteen",
        ),
        pytest.param(
            [(d, V, "no_access context_health") for d in (0, 9, 20, 40)],
            "repeated_missed_contacts",
            False,
            id="all-ill",
        ),
        pytest.param(
            [(d, V, "no_access context_health") for d in (0, 9, 20)], "explained_nonattendance", True, id="ill"
        ),
        pytest.param([(d, V, "no_access") for d in (0, 9, 20)], "explained_nonattendance", False, id="no-reason"),
        pytest.param(
            [(0, V, "no_access excuse"), (9, V, "no_access commitment"), (20, V, "no_access")],
            "miss_reassure_miss",
            True,
            id="miss-word-miss",
        ),
        pytest.param([(d, V, "no_access") for d in (0, 9, 20)], "miss_reassure_miss", False, id="misses-without-words"),
        pytest.param(
            [(0, V, "last_minute_compliance"), (9, M, ""), (60, V, "last_minute_compliance"), (70, M, "")],
            "improvement_before_scrutiny",
            True,
            id="before-two-meetings",
        ),
        pytest.param(
            [(0, V, "last_minute_compliance"), (40, M, ""), (60, V, "last_minute_compliance"), (99, M, "")],
            "improvement_before_scrutiny",
            False,
            id="long-before",
        ),
        pytest.param(
            [(0, V, ""), (9, V, ""), (20, U, "child_wary"), (40, U, "unsustained_change")],
            "announced_unannounced_contrast",
            True,
            id="only-when-unannounced",
        ),
        pytest.param(
            [(0, V, "child_wary"), (20, U, "child_wary"), (40, U, "unsustained_change")],
            "announced_unannounced_contrast",
            False,
            id="at-both",
        ),
        pytest.param([(d, V, "hostility") for d in (0, 70, 80, 99)], "escalating_hostility", True, id="louder"),
        pytest.param([(d, V, "hostility") for d in (0, 9, 20, 99)], "escalating_hostility", False, id="quieter"),
        pytest.param(
            [
                (0, V, "change_sustained"),
                *((d, V, "action_completed") for d in (9, 20, 40)),
                (50, V, "unmet_commitment"),
            ],
            "genuine_progress",
            False,
            id="a-breach",
        ),
    ],
)
def test_a_pattern_is_borne_out_only_where_its_test_holds(
    told: list[tuple[int, str, str]], code: str, holds: bool
) -> None:
    assert (code in borne_out(history(*told), RULES)) is holds


def test_every_type_of_family_comes_in_turn_and_every_file_is_well_formed(run: Run, tmp_path: Path) -> None:
    assert [m.family for m in run.made[:7]] == list(RULES.families)
    for m in run.made:
        path = tmp_path / f"{m.case_id}.case"
        path.write_text(m.text, encoding="utf-8")
        gold = read_gold(path)
        assert set(gold.patterns) == set(m.patterns)  # no note is missing here
        assert gold.priority == m.priority
        ids = {n.note_id for n in gold.case.notes}
        assert len(ids) == m.notes == 15
        assert all(set(notes) <= ids for notes in gold.patterns.values())
        days = [n.date for n in gold.case.notes]
        assert days == sorted(days)
        text = "\n".join(n.text for n in gold.case.notes)
        assert not re.search(r"[{}|]", text)
        full = {p.name for p in gold.case.people}
        for _, value in gold.pii:
            assert value in full or re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text), value


def test_no_sentence_stands_twice_in_a_file_and_no_pseudonym_is_left(run: Run, pool: Pool) -> None:
    for m in run.made:
        paragraphs = [line for line in m.text.split("PATTERN")[0].splitlines() if "|" in line and "NOTE" not in line]
        for words in re.findall(r"[^{}|.\n]{40,}\.", "\n".join(paragraphs)):
            assert m.text.count(words) == 1, words
        assert not re.search(r"\b(?:Child|SocialWorker|Sibling|HealthVisitor)\d", m.text)


def test_the_same_seed_gives_the_same_files_and_more_files_leave_the_first_alone(
    run: Run, pool: Pool, data: Path
) -> None:
    again = make_all(pool, data / "names", RULES, cases=3, seed=3)
    assert [m.text for m in again.made] == [m.text for m in run.made[:3]]
    other = make_all(pool, data / "names", RULES, cases=3, seed=4)
    assert [m.text for m in other.made] != [m.text for m in again.made]


def contacts_of(code: str, notes: int) -> list[frozenset[str]]:
    found = simulate(RULES.families[code], RULES, notes, random.Random(5))
    assert len(found) == notes
    return [frozenset(c.wants) for c in found]


def test_types_of_family_differ_as_they_should() -> None:
    def told(code: str, label: str) -> int:
        return sum(label in wants for wants in contacts_of(code, 150))

    assert told("disguised", "last_minute_compliance") > 5 > told("engaged", "last_minute_compliance") == 0
    assert told("hostile", "hostility") > 20 > told("ambivalent", "hostility") == 0
    assert told("self_neglect", "self_neglect") > 30
    assert told("explained", "context_service") > told("ambivalent", "context_service") == 0
    assert told("drifting_practice", "remote_contact") > 5


def test_hostility_grows_over_a_hostile_file() -> None:
    wants = contacts_of("hostile", 150)
    first, second = (sum("hostility" in w for w in half) for half in (wants[:75], wants[75:]))
    assert second > first


def share_ordinary(m: Made) -> float:
    notes = m.text.split("\nPATTERN")[0].split("\nPRIORITY")[0]
    words, tags = compile_markup("\n".join(x for x in notes.splitlines() if "{" in x))
    marked_ = sum(t.end - t.start for t in tags if t.assertion == "affirmed")
    return 1 - marked_ / len(words)


def test_noise_and_missing_notes_do_what_they_say(pool: Pool, data: Path) -> None:
    def made(**more: float) -> tuple[Made, ...]:
        return make_all(pool, data / "names", RULES, cases=4, seed=1, settings=Settings(notes=10, **more)).made

    quiet, loud = made(noise=0.1), made(noise=0.8)
    assert sum(map(share_ordinary, quiet)) < sum(map(share_ordinary, loud)) - 0.5
    assert [m.notes for m in made(missing=0.6)] == [4] * 4
    assert all("6 of them without a note" in m.text for m in made(missing=0.6))


def test_what_happened_counts_even_where_its_notes_are_missing(pool: Pool, data: Path) -> None:
    whole = make_all(pool, data / "names", RULES, cases=7, seed=2, settings=Settings(notes=20)).made
    torn = make_all(pool, data / "names", RULES, cases=7, seed=2, settings=Settings(notes=20, missing=0.5)).made
    assert [m.patterns for m in torn] == [m.patterns for m in whole]
    assert [m.priority for m in torn] == [m.priority for m in whole]
    for m in torn:
        for line in m.text.splitlines():
            if line.startswith("PATTERN "):
                assert all(f"NOTE {note} " in m.text for note in line.split()[2:])


def test_sentences_that_name_a_day_or_carry_a_date_are_not_taken(pool: Pool) -> None:
    for w in (*pool.ordinary, *(w for found in pool.told.values() for w in found)):
        assert not re.search(r"\b(?:on|last|next) (?:Mon|Tues|Wednes|Thurs|Fri)day\b", w.text), w.text
        assert all("date" not in t.attributes and "id" not in t.attributes for t in w.tags)


@given(data=st.data())
@settings(max_examples=60)
def test_marks_come_back_as_they_were_written(data: st.DataObject) -> None:
    text = data.draw(st.text("ab c.", min_size=4, max_size=30))
    starts = sorted(data.draw(st.lists(st.integers(0, len(text) - 2), max_size=2, unique=True)))
    ends = [data.draw(st.integers(starts[-1] + 1, len(text))) for _ in starts]
    tags = tuple(
        Tag(label, a, b, {"by": "mother"})
        for label, a, b in zip(("excuse", "commitment"), starts, sorted(ends, reverse=True), strict=False)
    )
    wording = Wording(text, tags, (), frozenset(t.label for t in tags), "phone_call", "mother", "children")
    words, found = compile_markup(marked(wording, lambda kind, token: "?"))
    assert words == text
    assert set(map(str, found)) == set(map(str, tags))


def test_names_are_filled_inside_and_outside_of_marks() -> None:
    w = Wording(
        "Mother said Child1 slept.",
        (Tag("commitment", 12, 18, {}),),
        ((0, 6, "PERSON", "Mother"), (12, 18, "PERSON", "Child1")),
        frozenset({"commitment"}),
        "phone_call",
        "mother",
        "children",
    )
    assert marked(w, lambda kind, token: {"Mother": "Ada", "Child1": "Bo"}[token]) == "Ada said {commitment|Bo} slept."


def edited(tmp_path: Path, change: dict[str, object]) -> Path:
    text = (Path(rules.__file__).parent / "rules" / "families.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    for keys, value in change.items():
        *path, last = keys.split("/")
        at = data
        for key in path:
            at = at[key]
        at[last] = value
    out = tmp_path / "mine.yaml"
    out.write_text(yaml.safe_dump(data), encoding="utf-8")
    return out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"states/working/kept": 1.4}, "states, 'working', kept: give a number from 0 to 1", id="chance"),
        pytest.param({"states/working/when_kept": {"smiling": 0.5}}, "unknown: smiling", id="label"),
        pytest.param({"families/engaged/start": "asleep"}, "'engaged', start: unknown: asleep", id="state"),
        pytest.param({"families/engaged/moves": {"working": {"holding": 1}}}, "no moves given", id="dead-end"),
        pytest.param({"families/engaged/priority": {"needs": 1, "then": 7, "otherwise": 0}}, "from 0 to 3", id="level"),
        pytest.param({"families/engaged/actors": {"nobody": 1}}, "unknown: nobody", id="role"),
        pytest.param({"contacts/meeting/every_days": 0}, "every_days: give a number from 1", id="interval"),
        pytest.param({"patterns/agreed_not_done/test": "guess"}, "unknown: guess", id="test"),
        pytest.param({"patterns/no_such": {"test": "told"}}, "unknown: no_such", id="pattern"),
        pytest.param({"begin": "soon"}, "give a day", id="day"),
        pytest.param({"wishes": 1}, "section unknown or missing: wishes", id="section"),
    ],
)
def test_rules_that_are_off_are_said_with_their_place(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(BadRules, match=re.escape(said)):
        rules.load(edited(tmp_path, change))


def test_a_changed_rate_changes_the_files(tmp_path: Path, pool: Pool, data: Path) -> None:
    never = rules.load(edited(tmp_path, {"states/working/kept": 0.0, "states/holding/kept": 0.0}))
    run = make_all(pool, data / "names", never, cases=1, seed=0, families=["engaged"], settings=Settings(notes=12))
    assert "attended" not in run.made[0].text


def test_a_folder_is_never_overwritten_and_holds_a_datasheet(data: Path, tmp_path: Path) -> None:
    chosen = sorted((data / "cases").glob("c120[1-3].case"))
    out = tmp_path / "made"
    synth.write(out, data, cases=2, seed=1, chosen=chosen, settings=Settings(notes=5))
    names = sorted(p.name for p in out.iterdir())
    assert names == ["README.md", "s1-001.case", "s1-002.case"]
    sheet = (out / "README.md").read_text(encoding="utf-8")
    assert "seed 1; 2 files" in sheet
    assert "c1201, c1202, c1203" in sheet
    with pytest.raises(WrongCall, match="not empty"):
        synth.write(out, data, cases=2, seed=1, chosen=chosen)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({"cases": 0}, "--cases", id="cases"),
        pytest.param({"settings": Settings(noise=1.0)}, "--noise", id="noise"),
        pytest.param({"settings": Settings(missing=-0.1)}, "--missing", id="missing"),
        pytest.param({"settings": Settings(notes=1)}, "--notes", id="notes"),
        pytest.param({"families": ["calm"]}, "no type of family is called calm", id="type"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_writes_nothing(
    data: Path, tmp_path: Path, more: dict[str, object], said: str
) -> None:
    chosen = [data / "cases" / "c1201.case"]
    with pytest.raises(WrongCall, match=said):
        synth.write(tmp_path / "out", data, chosen=chosen, **more)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_without_the_corpus_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="an installed wheel comes without it"):
        synth.write(tmp_path / "out", tmp_path / "data" / "synthetic")


def test_sentences_come_from_what_no_model_learnt(tmp_path: Path, data: Path) -> None:
    (tmp_path / "cases").mkdir()
    for name in ("c1201", "c1202", "c101"):
        (tmp_path / "cases" / f"{name}.case").write_bytes((data / "cases" / f"{name}.case").read_bytes())
    (tmp_path / "split.yaml").write_text("validation: [cases/c1201.case]\nmeasuring: [cases/c1202.case]\n")
    assert [p.stem for p in wordings.sources(tmp_path)] == ["c1201", "c1202"]
    assert [p.stem for p in wordings.sources(tmp_path, [tmp_path / "cases" / "c101.case"])] == ["c101"]


def test_detection_on_given_marks(run: Run) -> None:
    found = detection.detect(run.made, RULES.patterns, detection.given)
    assert found.files == 14
    assert found.right <= min(found.found, found.borne_out)
    assert found.recall is not None
    assert found.recall >= 0.5
    assert found.auc is not None
    assert found.auc >= 0.8


@pytest.mark.parametrize(
    ("order", "auc"),
    [
        pytest.param([(True, 3.0), (False, 1.0)], 1.0, id="right"),
        pytest.param([(True, 1.0), (False, 3.0)], 0.0, id="wrong"),
        pytest.param([(True, 1.0), (False, 1.0)], 0.5, id="tie"),
        pytest.param([(True, 1.0)], None, id="one-sort"),
    ],
)
def test_auc(order: list[tuple[bool, float]], auc: float | None) -> None:
    assert detection.auc(order) == auc


def test_every_simulated_pattern_is_one_of_the_taxonomy() -> None:
    assert set(RULES.patterns) <= set(taxonomy.patterns())
