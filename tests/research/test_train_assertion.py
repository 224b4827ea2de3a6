"""What the assertion reader is taught with."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from analyser.artefacts import models_dir
from analyser.assertion.reader import AXES
from analyser.errors import WrongCall
from analyser.research import train_assertion
from analyser.research.parts import read_assertion
from analyser.wordpieces import ARTEFACT, Pieces


def test_things_have_answers_on_the_axes_that_are_asked(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "REGISTER notes\nNo {neg|bruising}, {hyp|scan} next week, {other|his brother's rash}, {yes|sore}.\n",
        encoding="utf-8",
    )
    (item,) = read_assertion(tmp_path / "one.txt")
    pieces = Pieces.read(models_dir() / ARTEFACT)
    found = list(train_assertion.examples([(item, [(True, False, False, False)] * 4)], pieces, random.Random(1)))
    assert [e.answers.tolist() for e in found] == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]]
    assert [e.judged.tolist() for e in found] == [[1, 1, 1, 1], [0, 1, 1, 1], [0, 0, 0, 1], [1, 1, 1, 1]]
    assert all(np.asarray(e.parts).max() in (1, 2) for e in found)
    assert len(AXES) == len(train_assertion.LABELS)


def test_a_corpus_without_sentences_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="assertion"):
        train_assertion.train(tmp_path, tmp_path / "out")
