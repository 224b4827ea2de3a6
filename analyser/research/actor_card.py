"""The card of the actor model, written from the figures of its training run."""

from __future__ import annotations

from pathlib import Path

_CARD = """# Model card: the actor model

Version `{version}`. Written by `analyser train --part actors`; do not edit by hand.

## What it is

A linear model that says whose behaviour a passage tells: mother, father, child, a worker, an agency. It weighs, for
everybody whom the note or the file could mean, what the grammar, the speaker, the people named close by, their place in
the file and the label say. A person's score is the sum of named weights; plain JSON, nothing is unpickled.

## What it is for

The actor of a signal in a chronology or report. It sees roles, never names, and decides nothing about a family.

## What it learnt from

{stretches} marked mentions in {files} files and families (`data/synthetic/`), all invented, written and marked up from
a guide by language models; none of it was written by practitioners about real families.

## How it fares on files it has not seen

Five folds by file over the same corpus: {unseen:.1%} of mentions are given the marked person; by the rules alone,
{rules:.1%}.

## Limits

- Roles, not persons: of two grandparents it says "grandparent".
- Where a sentence drops its subject it leans on whom the note named last and on the file's main adult: fathers and
  partners who are seldom named lose by it.
- Adults who speak of "he" and "she" in one breath, and notes that name nobody, are the commonest mistakes.
"""


def write(path: Path, version: str, stretches: int, files: int, rules: float, unseen: float) -> None:
    """Writes the card. ``rules`` and ``unseen`` are shares of mentions given the right person."""
    text = _CARD.format(version=version, stretches=stretches, files=files, rules=rules, unseen=unseen)
    path.write_text(text, encoding="utf-8")
