"""What was agreed and what became of it, what changed and how long it held, and when the family was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.grids import Answer, AnswerTable, headed
from analyser.present.quoted import Quote
from analyser.present.wording import Wording

Quoting = Callable[[object], tuple[Quote, ...]]
_FORMAL = ("conference", "review", "court", "closure")


def tables(rows: Mapping[str, Sequence[Row]], quoting: Quoting, words: Wording) -> dict[str, AnswerTable]:
    """The three tables by their names in the wording, less those that the record has nothing for.

    Args:
        rows: of the results tables ``agreements``, ``changes`` and ``triggers``.
        quoting: from spans of a row to the words of the record.
    """
    found = {
        "agreements": _agreements(rows.get("agreements", ()), quoting, words),
        "changes": _changes(rows.get("changes", ()), quoting, words),
        "triggers": _triggers(rows.get("triggers", ()), quoting, words),
    }
    return {part: t for part, t in found.items() if t.rows or t.folded}


def _agreements(rows: Iterable[Row], quoting: Quoting, words: Wording) -> AnswerTable:
    told: list[tuple[Answer, ...]] = []
    silent: list[tuple[Answer, ...]] = []
    for row in rows:
        outcome = cells.text(row.get("outcome"))
        when = display.when(cells.text(row.get("outcome_date")))
        came = words.agreed[outcome] + (f", {when}" if when else "")
        answer = Answer("")
        if outcome == "not_done":
            response = quoting(row.get("response"))
            answer = Answer(words.agreed["answered" if cells.rows(row.get("response")) else "unanswered"], response)
        # A breach of nothing that the file tells was agreed is itself the words that are quoted.
        term, told_by = ("spans", "answered") if cells.rows(row.get("spans")) else ("answered", "")
        line = (
            _date(row.get("date"), words.agreed["not_told"]),
            Answer(f"“{display.spaced(cells.text(row.get('term')))}”", quoting(row.get(term))),
            Answer(display.role(by) if (by := cells.text(row.get("by"))) else ""),
            _date(row.get("due")),
            Answer(came, quoting(row.get(told_by)) if told_by else ()),
            answer,
        )
        (silent if outcome == "not_recorded" else told).append(line)
    fold = words.line("agreed_silent", n=len(silent))
    return AnswerTable(*headed(words.agreed_heads["agreements"]), tuple(told), tuple(silent), fold)


def _changes(rows: Iterable[Row], quoting: Quoting, words: Wording) -> AnswerTable:
    found = []
    for row in rows:
        better = cells.text(row.get("direction")) == "better"
        domain = cells.text(row.get("domain"))
        days = [_date(row.get(key), words.agreed["not_told"]) for key in ("date", "held_until", "lapsed")]
        found.append(
            (
                Answer(words.topics.get(domain) or display.plain(domain), quoting(row.get("spans"))),
                Answer(words.agreed["better" if better else "lapse_alone"]),
                *days,
            )
        )
    return AnswerTable(*headed(words.agreed_heads["changes"]), tuple(found))


def _triggers(rows: Iterable[Row], quoting: Quoting, words: Wording) -> AnswerTable:
    shown: list[tuple[Answer, ...]] = []
    quiet: list[tuple[Answer, ...]] = []
    for row in rows:
        kind = cells.text(row.get("kind"))
        around = [cells.rows(row.get(key)) for key in ("before", "after")]
        line = (
            _date(row.get("date")),
            Answer(words.agreed.get(kind) or display.plain(kind), quoting(row.get("spans"))),
            *(Answer(words.line("agreed_told", n=len(spans)), quoting(spans)) for spans in around),
        )
        (shown if kind in _FORMAL or any(around) else quiet).append(line)
    fold = words.line("agreed_quiet", n=len(quiet))
    return AnswerTable(*headed(words.agreed_heads["triggers"]), tuple(shown), tuple(quiet), fold)


def _date(value: object, otherwise: str = "") -> Answer:
    date = cells.text(value)
    return Answer(display.when(date) or otherwise, date=date)
