"""Where the score of discrepancies is lost: the same comparison, given more and more of the answers.

    python benchmarks/accounts_ladder.py FOLDER      marked-up case files that no model learnt from

Files are redacted from their own lists. Rungs: as the program runs; with the marked accounts and the program's holders;
with the marked accounts and their holders, as many pairs as are marked. A pair is right where both accounts overlap
a marked pair's. Beside them: how many marked accounts are found, on the right side and with the right holder, and how
many marked pairs are among the candidates at all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from analyser.accounts import claims, learned
from analyser.accounts.pairing import candidates, discrepancies, pair_features, views
from analyser.accounts.sentences import SIDES, Told, sentences
from analyser.ingest.markup import Tag
from analyser.model import Account, Basis, Span
from analyser.pipeline import parse
from analyser.research import corpus
from analyser.signals import tag as find_signals
from analyser.taxonomy import side_of

Pair = tuple[Span, Span]
Mark = tuple[str, Tag]  # note id, tag


def meets(span: Span, mark: Mark) -> bool:
    return span.note_id == mark[0] and span.start < mark[1].end and mark[1].start < span.end


def bears(pair: Pair, marks: tuple[Mark, Mark]) -> bool:
    (a, b), (x, y) = pair, marks
    return (meets(a, x) and meets(b, y)) or (meets(a, y) and meets(b, x))


def marked(gold: corpus.GoldCase) -> tuple[list[tuple[Mark, Mark]], list[tuple[Mark, Mark]]]:
    """The marked pairs of a case: in conflict, and consistent."""
    by_id = {t.attributes["id"]: (n, t) for n, tags in gold.tags.items() for t in tags if "id" in t.attributes}
    conflicts = [(by_id[a], by_id[b]) for a, b, _, _ in gold.gold.discrepancies]
    return conflicts, [(by_id[c[0]], by_id[c[1]]) for c in gold.gold.consistent]


def told_pairs(name: str, cases: Sequence[corpus.GoldCase], pairs: Sequence[Sequence[Pair]]) -> None:
    said = right = one_sided = found = of = flagged = consistent = 0
    for gold, mine in zip(cases, pairs, strict=True):
        conflicts, agree = marked(gold)
        said, of, consistent = said + len(mine), of + len(conflicts), consistent + len(agree)
        found += sum(any(bears(p, m) for p in mine) for m in conflicts)
        flagged += sum(any(bears(p, m) for p in mine) for m in agree)
        hit = [any(bears(p, m) for m in conflicts) for p in mine]
        right += sum(hit)
        one_sided += sum(
            not ok and any(meets(s, x) for s in p for m in conflicts for x in m)
            for p, ok in zip(mine, hit, strict=True)
        )
    precision, recall = right / max(said, 1), found / max(of, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} of {said} pairs; "
        f"{one_sided} wrong with one account right; consistent pairs flagged {flagged} of {consistent}"
    )


def holders(
    cases: Sequence[corpus.GoldCase], told: Sequence[Sequence[Told]], chances: Sequence[NDArray[np.float64]], ours: bool
) -> list[list[Account]]:
    """The marked accounts, with the program's holders or their own."""
    found = []
    for gold, mine, chance in zip(cases, told, chances, strict=True):
        accounts = []
        for note, tags in gold.tags.items():
            for tag in (t for t in tags if t.label == "account"):
                holder = tag.attributes["holder"]
                if ours:
                    i = next(
                        i
                        for i, t in enumerate(mine)
                        if meets(Span(note, t.context.start, t.context.end), (t.note.note_id, tag))
                        and t.note.note_id == note
                    )
                    holder = claims._holder(mine[i], SIDES[int(np.argmax(chance[i, : len(SIDES)]))], gold.case.setting)
                accounts.append(Account(note, tag.start, tag.end, holder, "other", Basis.REPORTED, score=0.5))
        found.append(accounts)
    return found


def surest(
    cases: Sequence[corpus.GoldCase], accounts: Iterable[Sequence[Account]], model: learned.PairModel
) -> list[list[Pair]]:
    """As many pairs as are marked, the surest of all files."""
    scored = []
    for i, (gold, mine) in enumerate(zip(cases, accounts, strict=True)):
        for a, b in candidates(views(mine, gold.case)):
            scored.append((model.score(pair_features(a, b)), i, a.account.span, b.account.span))
    pairs: list[list[Pair]] = [[] for _ in cases]
    most = sum(len(g.gold.discrepancies) for g in cases)
    for _, i, one, two in sorted(scored, key=lambda x: -x[0])[:most]:
        pairs[i].append((one, two))
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=corpus.marked_up)
    cases = list(corpus.load([parser.parse_args().folder]))
    model = learned.shipped()
    parsed = [parse(g.case) for g in cases]
    ours = [[a for a in claims.find(p, find_signals(p)) if "flag" not in a.slots] for p in parsed]
    told = [sentences(p) for p in parsed]
    chances = [model.predict(t) for t in told]
    all_marks = [
        (i, (n, t)) for i, g in enumerate(cases) for n, tags in g.tags.items() for t in tags if t.label == "account"
    ]
    met = [[a for a in ours[i] if meets(a.span, m)] for i, m in all_marks]
    sides = sum(
        any(side_of(a.holder) == side_of(m[1].attributes["holder"]) for a in f)
        for f, (_, m) in zip(met, all_marks, strict=True)
    )
    right = sum(any(a.holder == m[1].attributes["holder"] for a in f) for f, (_, m) in zip(met, all_marks, strict=True))
    print(
        f"marked accounts {len(all_marks)}: found {sum(map(bool, met))} among {sum(map(len, ours))} proposed, "
        f"on the right side {sides}, with the right holder {right}"
    )
    reach = [
        [(a.account.span, b.account.span) for a, b in candidates(views(o, g.case))]
        for g, o in zip(cases, ours, strict=True)
    ]
    told_pairs("all candidates", cases, reach)
    told_pairs(
        "as it runs",
        cases,
        [[(d.a.span, d.b.span) for d in discrepancies(o, g.case)] for g, o in zip(cases, ours, strict=True)],
    )
    told_pairs("marked accounts, our holders", cases, surest(cases, holders(cases, told, chances, True), model.pairs))
    told_pairs("marked accounts and holders", cases, surest(cases, holders(cases, told, chances, False), model.pairs))


if __name__ == "__main__":
    main()
