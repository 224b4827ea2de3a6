"""What was measured of redaction, as Markdown: for the screen (``table``) and for ``docs/redaction.md`` (``page``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analyser.research import markdown
from analyser.research.redaction import Measured, Row
from analyser.research.redaction_lists import PER_PERSON

SETS = {
    "sentences": "sentences out of context",
    "grid": "one sentence, names of 30 origins",
    "files": "own whole files",
    "hard": "hard lines by somebody else, unread",
    "plain": "lines by somebody else, mostly prose, unread",
    "strangers": "whole files by somebody else, unread",
    "gold": "annotated case files",
}
FORMS = ("first", "full", "title", "surname", "possessive", "initials", "lower", "all")
FAMILIARITY = {"met": "people with a name that a model learnt from", "new": "people with none"}
_MASKED = ("mentions", "fully masked", "partly", "missed", "right type")


def table(measured: Measured) -> str:
    """All figures: by set, then by type, form, register and origin."""
    lines = _by_set(measured)
    if measured.spreads:
        lines += ["", "How evenly people are served (share fully masked, over the origins):", ""]
        lines += markdown.rows(
            ("set", "list", "form", "worst origin", "worst", "best", "spread"),
            (
                (s.set, _yes(s.listed), s.form, s.worst, f"{s.low:.1%}", f"{s.high:.1%}", f"{s.width:.1%}")
                for s in measured.spreads
            ),
        )
    for by in ("type", "form", "register", "origin", "name"):
        rows = [r for r in measured.rows if r.by == by]
        if not rows:
            continue
        lines += [
            "",
            *markdown.rows(("set", "list", by, *_MASKED), ((r.set, _yes(r.listed), r.name, *_masked(r)) for r in rows)),
        ]
    return "\n".join(lines) + "\n"


def page(measured: Measured) -> str:
    """The figures that the documentation shows: by set, how evenly origins are served, sentences by type and register.

    Raises:
        KeyError: the grid of names was not measured.
    """
    sentences = [r for r in measured.rows if r.set == "sentences"]
    return "\n".join(
        [
            *_by_set(measured),
            "",
            *markdown.rows(
                ("one name in one sentence, no list", "all", "worst origin", "best", "spread"), _origins(measured)
            ),
            "",
            *markdown.rows(
                ("sentences, by type", "mentions", "fully masked", "right type"),
                (
                    (r.name, r.counts["mentions"], f"{r.recall:.1%}", _share(r, "right_type", "mentions"))
                    for r in sorted(sentences, key=lambda r: r.name)
                    if r.by == "type"
                ),
            ),
            "",
            *markdown.rows(
                ("sentences, by register", "mentions", "fully masked", "redactions too many", "words masked"),
                (
                    (
                        r.name,
                        r.counts["mentions"],
                        _share(r, "full", "mentions"),
                        r.counts["over"],
                        _share(r, "words_masked", "words", 2),
                    )
                    for r in sentences
                    if r.by == "register"
                ),
            ),
        ]
    )


def _by_set(measured: Measured) -> list[str]:
    heads = ("", "list", "mentions", "fully masked", "partly", "missed", "right type", "over", "PERSON precision")
    return markdown.rows(
        (*heads, "ordinary words masked", "protected words masked", "notes that leak"),
        (
            (
                SETS[row.set],
                _yes(row.listed),
                f"{row.counts['mentions']:,}",
                _share(row, "full", "mentions"),
                str(row.counts["partly"]),
                str(row.counts["missed"]),
                _share(row, "right_type", "mentions"),
                _share(row, "over", "redactions"),
                _share(row, "person_right", "person_redactions"),
                _share(row, "words_masked", "words", 2),
                f"{row.counts['protected_masked']} of {row.counts['protected']:,}",
                f"{row.counts['notes_that_leak']} of {row.counts['notes']:,}",
            )
            for row in measured.rows
            if row.by == "all"
        ),
    )


def _origins(measured: Measured) -> Iterable[Sequence[object]]:
    """How one name in one sentence fares without a list of people: by its form, then for names of special kinds."""
    for form in FORMS:
        spread = next(s for s in measured.spreads if (s.set, s.listed, s.form) == ("grid", False, form))
        whole = measured.row("grid", False, "form", form) if form != "all" else measured.row("grid", False)
        low = f"{spread.low:.1%} ({spread.worst})"
        yield form, f"{whole.recall:.1%}", low, f"{spread.high:.1%}", f"{spread.width:.1%}"
    words = measured.row("grid", False, "origin", "words")
    yield "names that are ordinary words", f"{words.recall:.1%}", "", "", ""
    known = {r.name: r for r in measured.rows if (r.set, r.listed, r.by) == ("grid", False, "name")}
    for name, title in FAMILIARITY.items():
        if name in known:
            people = known[name].counts["notes"] // PER_PERSON
            yield f"{title} ({people})", f"{known[name].recall:.1%}", "", "", ""


def _masked(row: Row) -> tuple[object, ...]:
    counts = row.counts
    return (
        counts["mentions"],
        f"{row.recall:.1%}",
        counts["partly"],
        counts["missed"],
        f"{row.share('right_type', 'mentions'):.1%}",
    )


def _share(row: Row, part: str, whole: str, digits: int = 1) -> str:
    return f"{row.share(part, whole):.{digits}%}" if row.counts.get(whole) else "none"


def _yes(listed: bool) -> str:
    return "yes" if listed else "no"
