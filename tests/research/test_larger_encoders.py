"""What a larger encoder is turned into, what it shows, and on which files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analyser.research import corpus
from analyser.research.base_encoder import as_bert


def test_a_larger_encoder_is_read_by_names_and_pieces_of_the_small_one(tmp_path: Path) -> None:
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("[PAD]\nmum\n[CLS]\n[SEP]\nrang\n", encoding="utf-8")
    rows = np.arange(9, dtype=np.float32)[:, None] * np.ones((1, 2), np.float32)  # each row holds its own number
    found = as_bert(
        {
            "embeddings.word_embeddings.weight": rows,
            "embeddings.position_embeddings.weight": rows[:4],
            "encoder.layer.0.attention.attn.q.weight": np.eye(2, dtype=np.float32),
        },
        vocabulary,
    )
    # Its own four pieces stand before BERT's: what opens, fills and closes a text is read as these.
    assert found["embeddings.word_embeddings.weight"][:, 0].tolist() == [1, 5, 0, 2, 8]
    assert found["embeddings.position_embeddings.weight"][:, 0].tolist() == [2, 3]
    assert "encoder.layer.0.attention.self.query.weight" in found
    assert found["embeddings.token_type_embeddings.weight"].shape == (1, 2)


def test_files_without_marks_teach_nothing_by_themselves(root: Path) -> None:
    folder = root / "data" / "synthetic"
    unmarked = corpus.unmarked_files(folder)
    assert len(unmarked) > 200
    assert not set(unmarked) & set(corpus.teaching_files(folder))
    (case,) = corpus.load(unmarked[:1])
    assert case.case.notes
    assert not any(case.tags.values())


def test_how_far_pieces_stand_apart() -> None:
    net = pytest.importorskip("analyser.research.encoder_net", exc_type=ImportError)
    far = net.how_far(200, 32)
    assert far[5, 5] == 0
    assert [int(far[9, 9 - n]) for n in range(1, 8)] == list(range(1, 8))  # each by itself
    assert [int(far[9, 9 + n]) for n in range(1, 8)] == list(range(17, 24))  # those behind as well
    assert far[199, 0] == far[150, 0] == 15  # beyond the farthest all is as far


def test_blended_networks_stand_between_two() -> None:
    net = pytest.importorskip("analyser.research.encoder_net", exc_type=ImportError)
    import torch

    one, other = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
    found = net.blended(one, other, 0.25)
    assert torch.allclose(found.weight, 0.75 * one.weight + 0.25 * other.weight)
    both = net.Together([one, other])(torch.ones(1, 2))
    assert torch.allclose(both, (one(torch.ones(1, 2)) + other(torch.ones(1, 2))) / 2)
