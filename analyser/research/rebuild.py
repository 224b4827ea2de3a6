"""All models of the program from the marked-up corpus, in the order in which one needs another."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

Say = Callable[[str], None]


class Part(StrEnum):
    ALL = "all"
    SENTENCES = "sentences"
    ACCOUNTS = "accounts"
    ACTORS = "actors"
    ENCODER = "encoder"
    NER = "ner"
    ASSERTION = "assertion"
    DECISION = "decision"


def rebuild(
    corpus_dir: Path,
    out_dir: Path,
    part: Part = Part.ALL,
    gold: Sequence[Path] = (),
    *,
    seed: int = 0,
    shown: bool = False,
    say: Say,
) -> None:
    """Trains one model or all, and records their checksums. All take some eighty minutes of two cores.

    Args:
        shown: note encoder and assertion reader learn from larger ones as well, taught first on a graphics card.
        gold: marked-up files that no model learns from, for the decision, beside the validation files.

    Raises:
        WrongCall: there is nothing to learn from, or a package for training is missing.
    """
    if part in (Part.ALL, Part.ENCODER):
        from analyser.research.train_encoder import train

        say(f"note encoder {train(corpus_dir, out_dir, seed=seed, shown=shown, say=say)}")
    if part is Part.ALL:
        say(_names(corpus_dir, out_dir, seed))
    if part in (Part.ALL, Part.SENTENCES):
        say(_sentences(corpus_dir, out_dir, seed))
    if part is Part.ALL:
        from joblib import Parallel, delayed

        jobs = (_accounts, _actors)  # each of these keeps to one core
        for line in Parallel(n_jobs=2)(delayed(job)(corpus_dir, out_dir, seed) for job in jobs):
            say(line)
    if part in (Part.ALL, Part.ASSERTION):
        from analyser.research import train_assertion

        train_assertion.train(corpus_dir, out_dir, seed=seed, shown=shown, say=say)
    for one, fit in ((Part.ACCOUNTS, _accounts), (Part.ACTORS, _actors), (Part.NER, _names)):
        if part is one:
            say(fit(corpus_dir, out_dir, seed))
    if part in (Part.ALL, Part.DECISION):
        _decision(corpus_dir, out_dir, part, gold, say)


def _sentences(corpus_dir: Path, out_dir: Path, seed: int) -> str:
    from analyser.research.train import train

    report = train(corpus_dir, out_dir, seed=seed)
    return (
        f"sentence model {report.version}: {report.sentences} sentences, {report.tags} tags; "
        f"on families that it had not seen: {json.dumps(report.micro)}"
    )


def _accounts(corpus_dir: Path, out_dir: Path, seed: int) -> str:
    from analyser.research.train_accounts import fit

    return f"account model {fit(corpus_dir, out_dir, seed=seed).version}"


def _actors(corpus_dir: Path, out_dir: Path, seed: int) -> str:
    from analyser.research.train_actors import train

    said: list[str] = []
    version = train(corpus_dir, out_dir, seed=seed, say=said.append).version
    return "; ".join((f"actor model {version}", *said))


def _names(corpus_dir: Path, out_dir: Path, seed: int) -> str:
    from analyser.research.train_names import train

    return "; ".join(
        f"names, {name}: recall {s.recall:.3f}, precision {s.precision:.3f}, kind {s.kind:.3f}"
        for name, s in train(corpus_dir, out_dir, seed=seed).items()
    )


def _decision(corpus_dir: Path, out_dir: Path, part: Part, gold: Sequence[Path], say: Say) -> None:
    from analyser.research.corpus import validation_files
    from analyser.research.train_decision import train

    apart = [*validation_files(corpus_dir), *gold]
    if apart or part is Part.DECISION:
        say(f"decision: {json.dumps(train(apart, out_dir))}")
