"""Trains the assertion reader: a few layers of a pre-trained encoder that say of a marked thing whether it is so.

It learns from sentences that were written for it, in the form of the assertion sets (``data/synthetic/assertion``), and
is told what the rules hold of each thing: often enough they are right, and it learns when. PyTorch is needed here and
nowhere else.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyser.artefacts import record_checksums
from analyser.assertion import reader
from analyser.errors import WrongCall
from analyser.research import parts
from analyser.research.base_encoder import base_folder, large, small
from analyser.research.card import write_reader_card
from analyser.research.course import Course
from analyser.wordpieces import ARTEFACT, Pieces

if TYPE_CHECKING:
    import torch

    from analyser.research.encoder_net import Base, PartsNetwork

LAYERS = 4
COURSE = Course(rounds=5, size=32, rate=2e-4, warm=0.1)
TEACHER = Course(rounds=3, size=64, rate=1e-4, warm=0.1)  # of a larger encoder that shows how it reads
VIEW = 0.5  # what the teacher's view counts beside the answers
SHARE = 0.15  # of the weights of what was shown, beside those of what was taught by the answers alone
UNTOLD = 0.1  # share of the rules' verdicts that are kept from it
LABELS = ("neg", "hyp", "past", "other")  # of the sets, in the order of the axes
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Example:
    """A thing with its answers by axis; what is planned is neither so nor not so, and of others only that is asked."""

    ids: list[int]
    parts: list[int]
    answers: NDArray[np.float32]
    judged: NDArray[np.float32]


def train(corpus_dir: Path, out_dir: Path, *, seed: int = 0, shown: bool = False, say: Say = print) -> None:
    """Trains on the sentences under ``assertion/``; writes the reader and checksums. Takes forty minutes of two
    cores; the shipped reader is of seed 1.

    Args:
        shown: a larger encoder is taught first and shows how it reads; what learns from both and what learns from the
            answers alone are blended. That takes four minutes of a graphics card, and is not for other machines.

    Raises:
        WrongCall: there are no such sentences, or a package for training is missing.
        ModelNotTrusted: the base model is not the expected one.
    """
    paths = sorted((corpus_dir / "assertion").glob("*.txt"))
    if not paths:
        raise WrongCall("there are no sentences under assertion/ of the corpus folder; name another.")
    folder = base_folder()
    pieces = Pieces.read(folder / "vocab.txt")
    told = [*collect(paths)]
    drawn = [[*examples(told, pieces, random.Random(seed + number))] for number in range(COURSE.rounds)]
    network = fit(drawn, small(folder), seed, say)
    if shown:
        from analyser.research.encoder_net import blended

        base = large(folder / "vocab.txt")
        teacher = fit(drawn[: TEACHER.rounds], base, seed, say, layers=base.layers, course=TEACHER)
        network = blended(network, fit(drawn, small(folder), seed, say, teacher=teacher), SHARE)
    out_dir.mkdir(parents=True, exist_ok=True)
    write(network, out_dir, folder / "vocab.txt")
    write_reader_card(out_dir / f"{reader.NAME}.md", LAYERS, len(drawn[0]), SHARE if shown else 0.0)
    record_checksums(out_dir)


Told = tuple[parts.Asserted, list[tuple[bool, bool, bool, bool]]]


def collect(paths: Sequence[Path]) -> Iterator[Told]:
    """The sentences, each with what the rules hold of its things."""
    from analyser.assertion.reading import by_rules
    from analyser.pipeline import build_pipeline

    nlp = build_pipeline()
    for path in paths:
        for item in parts.read_assertion(path):
            held = by_rules(nlp(item.text), [(a, b) for a, b, _ in item.spans])
            yield item, [reader.told(h) for h in held]


def examples(told: Sequence[Told], pieces: Pieces, order: random.Random) -> Iterator[Example]:
    for item, held in told:
        text = reader.cut(item.text, pieces)
        for (start, end, labels), by in zip(item.spans, held, strict=True):
            shown = [so and order.random() >= UNTOLD for so in by]
            judged = np.ones(len(LABELS), np.float32)
            if "other" in labels:
                judged[:3] = 0
            elif "hyp" in labels:
                judged[0] = 0
            answers = np.asarray([label in labels for label in LABELS], np.float32)
            if (read := reader.read_as(text, start, end, shown, pieces)) is not None:
                yield Example(*read, answers, judged)


def fit(
    rounds: Sequence[Sequence[Example]],
    base: Base,
    seed: int,
    say: Say,
    *,
    layers: int = LAYERS,
    course: Course = COURSE,
    teacher: PartsNetwork | None = None,
) -> PartsNetwork:
    """The trained network: on a graphics card, where PyTorch finds one, in half a minute.

    Args:
        teacher: what it holds of a thing counts as much as the answers.
    """
    import torch
    from torch.nn import functional

    from analyser.research import encoder_net

    torch.manual_seed(seed)
    network = encoder_net.PartsNetwork(base, layers, reader.LONGEST, reader.PARTS, len(reader.AXES))

    def loss(
        odds: torch.Tensor, view: torch.Tensor | None, answers: torch.Tensor, judged: torch.Tensor
    ) -> torch.Tensor:
        if view is not None:
            answers = answers + VIEW * (view.sigmoid() - answers)
        each = functional.binary_cross_entropy_with_logits(odds, answers, reduction="none")
        return (each * judged).sum() / judged.sum()

    encoder_net.teach(
        network,
        rounds,
        _tensors,
        loss,
        length=lambda e: len(e.ids),
        course=course,
        seed=seed,
        say=lambda line: say(f"assertion, {line}"),
        teacher=teacher,
    )
    return network


def _tensors(batch: Sequence[Example]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """(ids, parts, mask), (answers, judged)."""
    import torch

    from analyser.research.encoder_net import padded

    size = (len(batch), padded(max(len(e.ids) for e in batch)))
    ids, of, mask = (np.zeros(size, np.int64) for _ in range(3))
    for i, e in enumerate(batch):
        n = len(e.ids)
        ids[i, :n], of[i, :n], mask[i, :n] = e.ids, e.parts, 1
    answers, judged = np.stack([e.answers for e in batch]), np.stack([e.judged for e in batch])
    return [torch.from_numpy(x) for x in (ids, of, mask)], [torch.from_numpy(x) for x in (answers, judged)]


def write(network: PartsNetwork, out_dir: Path, vocabulary: Path) -> None:
    """The network as 8-bit ONNX, and the vocabulary."""
    from analyser.research.network_export import export_parts

    pieces = vocabulary.read_text(encoding="utf-8").splitlines()
    export_parts(network, out_dir / f"{reader.NAME}.onnx", pieces)
    (out_dir / ARTEFACT).write_bytes(vocabulary.read_bytes())
