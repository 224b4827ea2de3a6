"""Trains the name finder: the stock model's word vectors, fine-tuned on the project's notes with names drawn anew.

Deterministic on one machine: seeded draws, one thread, no clock. The same notes are drawn anew in every round, so that
the network learns how names stand in a text rather than which names there are.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

from analyser import artefacts
from analyser.errors import WrongCall
from analyser.ingest.markup import read_gold
from analyser.model import Setting
from analyser.redact import finder, roles
from analyser.redact.tokens import tokenise
from analyser.research import names_text
from analyser.research.names_source import Source
from analyser.research.names_text import Text

ROUNDS = 3
RATE = 0.001
DROP = 0.15
WORDS = 900  # in one step
VERSION = "0.1"
LIKELY = 0.5
# Kinds of the stock model that mean one of ours.
_STOCK = {"PERSON": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "ADDRESS", "ORG": "ORG"}


@dataclass(frozen=True, slots=True)
class Score:
    """How a finder fares on marked texts: mentions wholly found, words found that are marked, kind right."""

    recall: float
    precision: float
    kind: float
    by_kind: dict[str, tuple[int, int]]


def train(
    corpus_dir: Path, out_dir: Path, *, seed: int = 0, rounds: int = ROUNDS, say: Callable[[str], None] = lambda _: None
) -> dict[str, Score]:
    """Trains on the case files to learn from and the banks, measures on the case files kept apart, writes the artefact.

    The files kept apart are named in ``names/split.yaml``. Takes some eight minutes of one core.

    Raises:
        WrongCall: there is nothing marked under the folder.
    """
    learn, apart = split(corpus_dir)
    if not learn:
        raise WrongCall("there are no case files to learn names from under the corpus folder; name another.")
    fix_random_seed(seed)
    nlp = finder.blank()
    _take_over(nlp)
    optimiser: Any = nlp.create_optimizer()  # type: ignore[no-untyped-call]
    for number in range(rounds):
        drawn = _examples(nlp, texts(Source(corpus_dir / "names", seed + number), corpus_dir, learn))
        optimiser.learn_rate = RATE * (1 - number / rounds) + RATE / 10
        for step in _steps(drawn):
            nlp.update(step, sgd=optimiser, drop=DROP)
        say(f"round {number + 1} of {rounds}")
    source = Source(corpus_dir / "names", seed)
    kept = list(names_text.cases(source, apart, anew=False))
    _halve(nlp)
    scores = {"tuned": score(kept, _found(nlp, kept)), "stock": score(kept, _stock(kept))}
    write_roles(learn, out_dir)
    write(nlp, out_dir, scores, (len(learn), len(apart)))
    return scores


def split(corpus_dir: Path) -> tuple[list[Path], list[Path]]:
    """(case files to learn from, case files kept apart)."""
    import yaml

    about = yaml.safe_load((corpus_dir / "names" / "split.yaml").read_text(encoding="utf-8"))
    files = {p.stem: p for p in sorted((corpus_dir / "cases").glob("*.case"))}
    return [files[n] for n in about["learn"] if n in files], [files[n] for n in about["apart"] if n in files]


def texts(source: Source, corpus_dir: Path, learn: Sequence[Path]) -> list[Text]:
    """One round: banks, case files with other names and as they are, lines by themselves."""
    found = [names_text.dressed(source, t) for t in names_text.banks(source, corpus_dir / "banks")]
    found += [names_text.dressed(source, t) for t in names_text.cases(source, learn, anew=True)]
    found += names_text.cases(source, learn, anew=False)
    found += [names_text.line(source, text) for text in source.lines["openings"] for _ in range(8)]
    found += [Text(text, ()) for text in source.lines["plain"] for _ in range(2)]
    source.rng.shuffle(found)
    return found


def _take_over(nlp: Language) -> None:
    """The word vectors and convolutions of the stock model's name recogniser, without its last layer."""
    from analyser.pipeline import build_stock_names

    stock: Any = build_stock_names().get_pipe("ner")
    mine: Any = nlp.get_pipe("tagger")
    own = list(finder.parameters(mine.model.get_ref("tok2vec")))
    theirs = list(finder.parameters(stock.model.get_ref("tok2vec")))[-len(own) :]
    for (_, layer, name), (_, other, other_name) in zip(own, theirs, strict=True):
        layer.set_param(name, other.get_param(other_name).copy())


def _examples(nlp: Language, drawn: Iterable[Text]) -> list[Example]:
    found = []
    for text in drawn:
        doc = nlp.make_doc(text.text)
        tags = ["O"] * len(doc)
        for start, end, kind in text.spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                for i in range(span.start, span.end):
                    tags[i] = ("B-" if i == span.start else "I-") + kind
        if len(doc):
            found.append(Example.from_dict(doc, {"tags": tags}))
    return found


def _steps(examples: Iterable[Example]) -> Iterable[list[Example]]:
    step: list[Example] = []
    words = 0
    for example in examples:
        step.append(example)
        words += len(example.reference)
        if words >= WORDS:
            yield step
            step, words = [], 0
    if step:
        yield step


Words = list[tuple[int, int, str]]


def _found(nlp: Language, kept: Sequence[Text]) -> list[Words]:
    return [
        [(w.start, w.end, finder.KINDS[int(np.argmax(w.kinds))]) for w in words if sum(w.kinds) > LIKELY]
        for words in finder.likely((t.text for t in kept), nlp)
    ]


def _stock(kept: Sequence[Text]) -> list[Words]:
    from analyser.pipeline import build_stock_names

    docs = build_stock_names().pipe([t.text for t in kept], batch_size=finder.BATCH)
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


def _halve(nlp: Language) -> None:
    """Measures what is shipped: weights of half precision."""
    pipe: Any = nlp.get_pipe("tagger")
    for _, layer, name in finder.parameters(pipe.model):
        whole: Any = layer.get_param(name)
        layer.set_param(name, whole.astype(np.float16).astype(np.float32))


def write_roles(learn: Sequence[Path], out_dir: Path) -> None:
    """Counts of the words beside the names of each role, for files that come without a list of people."""
    rows: list[tuple[str, list[str]]] = []
    bearers: Counter[str] = Counter()
    for path in learn:
        gold = read_gold(path)
        forms: dict[str, set[str]] = defaultdict(set)
        for person in gold.case.people:
            bearers[person.role] += 1
            for form in (person.name, *person.aliases):
                forms[form].add(person.role)
        plain = [f for f in sorted(forms, key=lambda f: (-len(f), f)) if len(forms[f]) == 1]
        for note in gold.case.notes:
            tokens = tokenise(note.text)
            used: list[tuple[int, int]] = []
            for form in plain:
                for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", note.text):
                    s, e = m.span()
                    inside = [i for i, t in enumerate(tokens) if t.start < e and s < t.end]
                    if not inside or any(s < b and a < e for a, b in used):
                        continue
                    used.append((s, e))
                    adults = gold.case.setting is Setting.ADULTS
                    (role,) = forms[form]
                    rows.append((role, list(roles.features(note, tokens, inside[0], inside[-1], adults))))
    out_dir.mkdir(parents=True, exist_ok=True)
    (out_dir / roles.NAME).write_text(roles.count(rows, bearers), encoding="utf-8")


def write(nlp: Language, out_dir: Path, scores: dict[str, Score], files: tuple[int, int]) -> None:
    """Artefact, model card and checksums."""
    out_dir.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out_dir / f"{finder.NAME}.npz", **finder.weights(nlp))  # type: ignore[arg-type]
    about = {
        "version": VERSION,
        "labels": list(finder.LABELS),
        "files": list(files),
        "scores": {
            name: {"recall": round(s.recall, 4), "precision": round(s.precision, 4), "kind": round(s.kind, 4)}
            for name, s in scores.items()
        },
    }
    (out_dir / f"{finder.NAME}.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    from analyser.research.card import write_names_card

    write_names_card(VERSION, scores, files, out_dir / f"{finder.NAME}.md")
    artefacts.record_checksums(out_dir)
