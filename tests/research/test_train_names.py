"""What the name finder learns from, piece by piece."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analyser.errors import WrongCall
from analyser.redact import finder
from analyser.research.names_text import Text, marked
from analyser.research.train_names import UNJUDGED, of, score, train

PIECES = finder.load().pieces


def test_the_pieces_of_a_names_first_word_open_it() -> None:
    text = Text("Rang Ngozi Adeyemi-Cole.", ((5, 23, "PERSON"),))
    (example,) = of(text, PIECES)
    told: dict[str, set[str]] = {}
    for label, start, end in zip(
        example.labels[1:-1], example.stretch.starts[1:-1], example.stretch.ends[1:-1], strict=True
    ):
        told.setdefault(text.text[start:end], set()).add(finder.LABELS[label])
    assert told == {
        "Rang": {"O"},
        "Ngozi": {"B-PERSON"},
        "Adeyemi": {"I-PERSON"},
        "-": {"I-PERSON"},
        "Cole": {"I-PERSON"},
        ".": {"O"},
    }
    assert example.labels[0] == example.labels[-1] == UNJUDGED


def test_a_long_text_keeps_its_names_in_every_stretch() -> None:
    line = "Seen with Tomasz at the clinic. "
    text = Text(line * 120, tuple((i * len(line) + 10, i * len(line) + 16, "PERSON") for i in range(120)))
    examples = list(of(text, PIECES))
    assert len(examples) > 1
    named = [np.isin(e.labels, (finder.LABELS.index("B-PERSON"), finder.LABELS.index("I-PERSON"))) for e in examples]
    starts = {
        s for e, here in zip(examples, named, strict=True) for s, yes in zip(e.stretch.starts, here, strict=True) if yes
    }
    assert starts == {s for s, _, _ in text.spans}


@pytest.mark.parametrize(
    ("found", "recall", "precision"),
    [
        pytest.param([(5, 10, "PERSON"), (11, 18, "PERSON")], 1.0, 1.0, id="whole"),
        pytest.param([(5, 10, "PERSON")], 0.0, 1.0, id="half a name is not found"),
        pytest.param([(0, 4, "ORG"), (5, 10, "PERSON"), (11, 18, "ORG")], 1.0, 2 / 3, id="a word too many"),
    ],
)
def test_a_mention_is_found_when_all_of_it_is(
    found: list[tuple[int, int, str]], recall: float, precision: float
) -> None:
    got = score([Text("Rang Ngozi Adeyemi.", ((5, 18, "PERSON"),))], [found])
    assert (got.recall, got.precision) == (recall, pytest.approx(precision))


def test_nothing_to_learn_from_is_said(tmp_path: Path) -> None:
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "split.yaml").write_text("learn: []\napart: []\n", encoding="utf-8")
    with pytest.raises(WrongCall, match="no case files to learn names from"):
        train(tmp_path, tmp_path / "out")


def test_a_corpus_without_lists_of_names_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match=r"names/split\.yaml"):
        train(tmp_path, tmp_path / "out")


def test_marked_lines_teach_numbers_and_take_titles_into_names(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text(
        "REGISTER duty\n"
        "T/C from Mrs {PERSON|Okafor}, {PHONE|07700 900123}, now at {ADDRESS|the top flat, 4a Quarry Bank}.\n"
        "Ref {CASE_ID|TQ-4471}, NHS {NHS_NUMBER|999 123 4567}, her sister {PERSON|Ada}, mr {PERSON|bell}.\n",
        encoding="utf-8",
    )
    found = [[(text.text[s:e], kind) for s, e, kind in text.spans] for text in marked(tmp_path)]
    assert found == [
        [("Mrs Okafor", "PERSON"), ("07700 900123", "CONTACT"), ("the top flat, 4a Quarry Bank", "ADDRESS")],
        [("TQ-4471", "CASE_ID"), ("999 123 4567", "OTHER_ID"), ("Ada", "PERSON"), ("mr bell", "PERSON")],
    ]


@pytest.mark.parametrize(("folder", "enough"), [("names/marked", 7000), ("waiting", 1500)])
def test_every_line_that_teaches_is_marked_with_known_types(folder: str, enough: int, root: Path) -> None:
    texts = list(marked(root / "data" / "synthetic" / folder))
    assert len(texts) > enough
    assert {kind for t in texts for *_, kind in t.spans} == {*finder.KINDS, *finder.NUMBERS}
