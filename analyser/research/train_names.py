"""Trains the name finder: a pre-trained encoder, fine-tuned on the project's notes with names drawn anew. It learns to
tell by its first layers and by all.

The same notes are drawn anew in every round, so that the network learns how names stand in a text rather than which
names there are. PyTorch is needed here and nowhere else. The same corpus, seed and machine give the same finder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyser import artefacts
from analyser.errors import WrongCall
from analyser.redact import finder
from analyser.research import corpus, names_text, train_roles
from analyser.research.base_encoder import base_folder, small
from analyser.research.course import Course
from analyser.research.names_source import Source
from analyser.research.names_text import Text
from analyser.wordpieces import ARTEFACT, Pieces

if TYPE_CHECKING:
    import torch

    from analyser.research.encoder_net import Base, NameNetwork

# Layers behind which it learns to tell, and how much that counts: it runs with the first of them and with all.
EXITS = {2: 1.0, 4: 0.5, 6: 1.0}
COURSE = Course(rounds=3, size=32, rate=2e-4, warm=0.08)
VERSION = "0.5"
LIKELY = 0.5
UNJUDGED = -100
MARKED = Path("names", "marked")
# Kinds of the stock model that mean one of ours.
Say = Callable[[str], None]
_STOCK = {"PERSON": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "ADDRESS", "ORG": "ORG"}


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch with the number of the label of each piece in ``finder.LABELS``."""

    stretch: finder.Stretch
    labels: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """How a finder fares on marked texts: mentions wholly found, words found that are marked, kind right."""

    recall: float
    precision: float
    kind: float
    by_kind: dict[str, tuple[int, int]]


def train(corpus_dir: Path, out_dir: Path, *, seed: int = 0, say: Say = lambda _: None) -> dict[str, Score]:
    """Trains on the case files to learn from and the banks, measures on the case files kept apart, writes the artefact.

    The files kept apart are named in ``names/split.yaml``. Takes some 55 minutes of two cores.

    Raises:
        WrongCall: there is nothing marked under the folder, or a package for training is missing.
        ModelNotTrusted: the pre-trained encoder is not the expected one.
    """
    learn, apart = split(corpus_dir)
    learn += corpus.unmarked_files(corpus_dir)
    if not learn:
        raise WrongCall("there are no case files to learn names from under the corpus folder; name another.")
    folder = base_folder()
    pieces = Pieces.read(folder / "vocab.txt")
    drawn = [
        [e for text in texts(Source(corpus_dir / "names", seed + number), corpus_dir, learn) for e in of(text, pieces)]
        for number in range(COURSE.rounds)
    ]
    network = fit(drawn, small(folder), seed, say)
    kept = [_of_names(t) for t in names_text.cases(Source(corpus_dir / "names", seed), apart, anew=False)]
    train_roles.write(learn, out_dir)
    write(network, out_dir, folder / "vocab.txt")
    scores = {"tuned": score(kept, _found(out_dir, kept)), "stock": score(kept, _stock(kept))}
    lines = sum(1 for _ in names_text.marked(corpus_dir / MARKED))
    describe(out_dir, scores, (len(learn), len(apart), lines))
    return scores


def _of_names(text: Text) -> Text:
    return Text(text.text, tuple(s for s in text.spans if s[2] in finder.KINDS))


def split(corpus_dir: Path) -> tuple[list[Path], list[Path]]:
    """(case files to learn from, case files kept apart)."""
    import yaml

    try:
        about = yaml.safe_load((corpus_dir / "names" / "split.yaml").read_text(encoding="utf-8"))
    except OSError:
        raise WrongCall("the corpus folder has no names/split.yaml; name another.") from None
    files = {p.stem: p for p in sorted((corpus_dir / "cases").glob("*.case"))}
    return [files[n] for n in about["learn"] if n in files], [files[n] for n in about["apart"] if n in files]


def texts(source: Source, corpus_dir: Path, learn: Sequence[Path]) -> list[Text]:
    """One round: banks, case files with other names and as they are, lines by themselves."""
    found = [names_text.dressed(source, t) for t in names_text.banks(source, corpus_dir / "banks")]
    found += [names_text.dressed(source, t) for t in names_text.cases(source, learn, anew=True)]
    found += names_text.cases(source, learn, anew=False)
    found += [names_text.line(source, text) for text in source.lines["openings"] for _ in range(8)]
    found += [Text(text, ()) for text in source.lines["plain"] for _ in range(2)]
    marked = list(names_text.marked(corpus_dir / MARKED))
    found += marked
    found += [names_text.dressed(source, t) for t in marked]
    source.rng.shuffle(found)
    return found


def of(text: Text, pieces: Pieces) -> Iterator[Example]:
    """The stretches of a text with their answers; the pieces of a name's first word open it."""
    for stretch in finder.stretches(text.text, pieces):
        starts, ends = np.asarray(stretch.starts), np.asarray(stretch.ends)
        labels = np.zeros(len(starts), np.int64)
        labels[[0, -1]] = UNJUDGED
        for start, end, kind in text.spans:
            inside = np.flatnonzero((starts < end) & (start < ends))
            if len(inside):
                labels[inside] = finder.LABELS.index(f"I-{kind}")
                labels[inside[starts[inside] == starts[inside[0]]]] = finder.LABELS.index(f"B-{kind}")
        yield Example(stretch, labels)


def fit(rounds: Sequence[Sequence[Example]], base: Base, seed: int, say: Say) -> NameNetwork:
    """The trained network: on a graphics card, where PyTorch finds one, in seconds."""
    import torch
    from torch.nn import functional

    from analyser.research import encoder_net

    torch.manual_seed(seed)
    network = encoder_net.NameNetwork(base, list(EXITS), len(finder.LABELS), len(finder.Shape))

    def loss(odds: torch.Tensor, _: None, labels: torch.Tensor) -> torch.Tensor:
        total = torch.zeros((), device=odds.device)
        for of_exit, weight in zip(odds, EXITS.values(), strict=True):
            each = functional.cross_entropy(of_exit.flatten(0, 1), labels.flatten(), ignore_index=UNJUDGED)
            total = total + weight * each
        return total

    encoder_net.teach(
        network,
        rounds,
        _tensors,
        loss,
        length=lambda e: len(e.labels),
        course=COURSE,
        seed=seed,
        say=lambda line: say(f"names, {line}"),
    )
    return network


def _tensors(batch: Sequence[Example]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """(ids, shapes, mask), (labels,)."""
    import torch

    from analyser.research.encoder_net import padded

    size = (len(batch), padded(max(len(e.labels) for e in batch)))
    ids, shapes, mask = np.zeros(size, np.int64), np.full(size, finder.Shape.MARK, np.int64), np.zeros(size, np.int64)
    labels = np.full(size, UNJUDGED, np.int64)
    for i, e in enumerate(batch):
        n = len(e.labels)
        ids[i, :n], shapes[i, :n], mask[i, :n], labels[i, :n] = e.stretch.ids, e.stretch.shapes, 1, e.labels
    return [torch.from_numpy(x) for x in (ids, shapes, mask)], [torch.from_numpy(labels)]


Words = list[tuple[int, int, str]]


def _found(folder: Path, kept: Sequence[Text]) -> list[Words]:
    """By the finder as it is shipped, in 8 bits."""
    about = folder / f"{finder.NAME}.json"
    shipped = finder.NameFinder(
        folder / f"{finder.NAME}.onnx", folder / f"{finder.DEEP}.onnx", about, folder / ARTEFACT
    )
    return [
        [(w.start, w.end, finder.KINDS[int(np.argmax(w.kinds))]) for w in words if sum(w.kinds) > LIKELY]
        for words in finder.likely((t.text for t in kept), shipped)
    ]


def _stock(kept: Sequence[Text]) -> list[Words]:
    from analyser.pipeline import build_stock_names

    docs = build_stock_names().pipe([t.text for t in kept], batch_size=COURSE.size)
    return [[(t.idx, t.idx + len(t), _STOCK[t.ent_type_]) for t in d if t.ent_type_ in _STOCK] for d in docs]


def score(kept: Sequence[Text], found: Sequence[Words]) -> Score:
    """Mentions count as found when every letter and digit of them is."""
    full = total = right = good = words = 0
    by_kind: dict[str, tuple[int, int]] = {}
    for text, mine in zip(kept, found, strict=True):
        at = {i: kind for s, e, kind in mine for i in range(s, e)}
        marked: set[int] = set()
        for s, e, kind in text.spans:
            marked.update(range(s, e))
            need = [i for i in range(s, e) if text.text[i].isalnum()]
            hit = all(i in at for i in need)
            total, full = total + 1, full + hit
            right += hit and at[need[0]] == kind
            n, of = by_kind.get(kind, (0, 0))
            by_kind[kind] = (n + hit, of + 1)
        for s, e, _ in mine:
            if any(c.isalnum() for c in text.text[s:e]):
                words, good = words + 1, good + (s in marked)
    return Score(full / max(1, total), good / max(1, words), right / max(1, full), by_kind)


def write(network: NameNetwork, out_dir: Path, vocabulary: Path) -> None:
    """Both readings as 8-bit ONNX, the labels and the vocabulary."""
    import torch

    from analyser.research.encoder_net import Reading
    from analyser.research.network_export import export, in_bytes

    out_dir.mkdir(parents=True, exist_ok=True)
    given = (torch.ones((1, 16), dtype=torch.long), torch.zeros((1, 16), dtype=torch.long))
    first, deep = out_dir / f"{finder.NAME}.onnx", out_dir / f"{finder.DEEP}.onnx"
    export(Reading(in_bytes(network), "read"), given, ["ids", "shapes"], ["labels", "states"], first)
    export(Reading(network, "read_on"), (torch.zeros((1, 16, network.width)),), ["states"], ["labels"], deep)
    about = {"version": VERSION, "labels": list(finder.LABELS)}
    (out_dir / f"{finder.NAME}.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    (out_dir / ARTEFACT).write_bytes(vocabulary.read_bytes())


def describe(out_dir: Path, scores: dict[str, Score], files: tuple[int, int, int]) -> None:
    """Figures, model card and checksums; ``files``: case files learnt from, case files kept apart, marked lines."""
    path = out_dir / f"{finder.NAME}.json"
    about = json.loads(path.read_text(encoding="utf-8")) | {
        "files": list(files),
        "scores": {
            name: {"recall": round(s.recall, 4), "precision": round(s.precision, 4), "kind": round(s.kind, 4)}
            for name, s in scores.items()
        },
    }
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    from analyser.research.card import write_names_card

    write_names_card(VERSION, scores, files, out_dir / f"{finder.NAME}.md")
    artefacts.record_checksums(out_dir)
