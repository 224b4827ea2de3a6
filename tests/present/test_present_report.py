"""The review pack: safe, whole, and saying what the design says that it must."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from analyser import artefacts
from analyser.present import case_report_from_tables, display, pack, report_name
from analyser.present.build import from_tables

Row = dict[str, Any]
Tables = dict[str, list[Row]]
CASE = "case-7"
VOID = {"meta", "input", "br", "img", "hr", "link"}


class Page(HTMLParser):
    """What a reader of the page meets: elements by id, links, and the text of marked stretches by their offset."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.marked: dict[str, dict[int, str]] = {}  # note anchor -> offset -> text
        self.words: list[str] = []
        self.feed(html)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if "href" in found:
            self.links.append(str(found["href"]))
        if tag not in VOID:
            self.open.append((tag, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] in ("style", "script"):
            return
        self.words.append(data)
        note = next((a["id"] for t, a in self.open if t == "article" and str(a.get("id", "")).startswith("n")), None)
        offset = next((a["data-o"] for t, a in reversed(self.open) if t == "mark" and "data-o" in a), None)
        if note and offset is not None:
            self.marked.setdefault(note, {})[int(offset)] = data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def span(tables: Tables, note_id: str, words: str) -> Row:
    text = next(n["redacted_text"] for n in tables["notes"] if n["note_id"] == note_id)
    start = text.index(words)
    return {"note_id": note_id, "redacted_start": start, "redacted_end": start + len(words)}


def page_of(tables: Tables, **about: str) -> Page:
    return Page(case_report_from_tables(CASE, tables, about=about))


def test_every_link_lands_and_no_id_stands_twice(tables: Tables) -> None:
    page = page_of(tables)
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_evidence_is_one_click_from_exactly_the_marked_words(tables: Tables) -> None:
    page = page_of(tables)
    texts = {f"n{i}": row["redacted_text"] for i, row in enumerate(tables["notes"], 1)}
    places = [re.fullmatch(r"w(\d+)-(\d+)-(\d+)", i) for i in page.ids]
    found = [m for m in places if m]
    assert len(found) > 8
    for m in found:
        note, start, end = f"n{m[1]}", int(m[2]), int(m[3])
        stretch = "".join(text for o, text in sorted(page.marked[note].items()) if start <= o < end)
        assert stretch == display.spaced(texts[note][start:end])


def test_marks_of_the_timeline_lead_to_the_words(tables: Tables) -> None:
    html = case_report_from_tables(CASE, tables)
    assert re.findall(r'<a class="mark o-(?:kept|missed)[^>]*href="(#w\d)', html) == ["#w1", "#w2"]


def test_evidence_stands_newest_first_with_its_source_rule_and_confidence(tables: Tables) -> None:
    card = from_tables(CASE, tables).patterns[0]
    assert [q.words for q in card.evidence] == [("no answer",), ("Not brought to Surgery 1",)]
    first = card.evidence[0]
    assert (first.date, first.note_type, first.author) == ("6 Feb 2024", "Telephone call", "Social worker")
    assert (first.labels, first.sources, first.sure) == (("Not reached",), ("rule-1",), "93%")


def test_explanations_that_the_file_supports_come_first_with_their_words(tables: Tables) -> None:
    card = from_tables(CASE, tables).patterns[0]
    assert [bool(e.support) for e in card.explanations] == [True, False]
    assert card.explanations[0].support[0].words == ("Social worker 2 cancelled the visit of 5 February",)
    assert (card.counts, card.settle != ()) == (("4 occasions of contact", "1 missed"), True)


def test_the_childs_account_stands_first_and_both_sides_carry_the_conflict(tables: Tables) -> None:
    (topic,) = from_tables(CASE, tables).topics
    assert [head for head, _ in topic.columns] == ["Child", "Family", "Social care and other services"]
    child, family = topic.columns[0][1][0], topic.columns[1][1][0]
    assert (child.conflicts, family.conflicts) == ((1,), (1,))
    assert child.quote.words == ("there was nothing in the cupboard again",)
    del tables["accounts"]
    assert from_tables(CASE, tables).topics == (topic,)


def test_the_heaviest_reasons_stand_open_the_rest_folds_and_those_for_waiting_stand_together(tables: Tables) -> None:
    tables["cases"][0]["reasons"] = [
        {"code": f"r{n}", "text": f"Reason {n}.", "weight": w, "evidence": []}
        for n, w in enumerate((0.2, 1.9, -0.3, 0.9, 1.2, 0.1, -1.4, 0.5))
    ]
    page = from_tables(CASE, tables)
    assert [r.text for r in page.raising] == [f"Reason {n}." for n in (1, 4, 3, 7, 0, 5)]
    assert [r.text for r in page.lowering] == ["Reason 6.", "Reason 2."]
    html = case_report_from_tables(CASE, tables)
    card = html[html.index("How soon to read") : html.index("Contacts offered")]
    open_part, folded = card.split("<details", 1)
    assert "Reason 7." in open_part
    assert "Reason 0." not in open_part
    assert "2 more, of less weight" in folded
    assert folded.index("</details>") < folded.index("In favour of waiting") < folded.index("Reason 6.")


def test_a_reason_leads_to_its_pattern_and_cites_a_note_once(tables: Tables) -> None:
    tables["cases"][0]["reasons"] = [
        {
            "code": "repeated_missed_contacts",
            "text": "Missed.",
            "weight": 1.0,
            "evidence": [
                span(tables, "n3", "no answer"),
                span(tables, "n3", "off sick"),
                span(tables, "n2", "Not brought to Surgery1"),
            ],
        }
    ]
    page = from_tables(CASE, tables)
    (reason,) = page.raising
    assert (reason.anchor, reason.name) == (page.patterns[0].anchor, page.patterns[0].name)
    assert [q.note for q in reason.evidence] == ["n3", "n2"]


def test_words_in_support_are_quoted_once_and_nearest_to_the_evidence_first(tables: Tables) -> None:
    sick, core, tea = span(tables, "n3", "off sick"), span(tables, "n4", "Core group"), span(tables, "n1", "made tea")
    tables["patterns"][0]["explanations"] = [
        {"code": "c", "text": "Noted long after. (Gwent 1)", "support": [core]},
        {"code": "a", "text": "Illness.", "support": [tea, sick]},
        {"code": "b", "text": "Health (of mind). (Sussex 1.7.5)", "support": [sick, tea]},
        {"code": "d", "text": "Cover.", "support": [sick]},
        {"code": "e", "text": "Fear.", "support": []},
    ]
    both, cover, after, fear = from_tables(CASE, tables).patterns[0].explanations
    assert both.readings == (("Illness.", ""), ("Health (of mind).", "Sussex 1.7.5"))
    assert [q.note for q in both.support] == ["n3", "n1"]
    assert (cover.support, [q.note for q in cover.again]) == ((), ["n3"])
    assert (after.later, both.later) == (True, False)
    assert fear.readings == (("Fear.", ""),)
    html = case_report_from_tables(CASE, tables)
    card = html[html.index("What else could explain it") : html.index("Questions for supervision")]
    assert card.count(">off sick</a>") == 1
    assert "1 more that the file does not speak of: ask" in card
    assert "Noted only after the words above" in card


def test_an_explanation_in_the_words_of_the_evidence_points_at_them_and_does_not_quote_again(tables: Tables) -> None:
    told = span(tables, "n3", "no answer")
    tables["patterns"][0]["explanations"] = [{"code": "a", "text": "Out at work.", "support": [told]}]
    (reading,) = from_tables(CASE, tables).patterns[0].explanations
    assert (reading.support, [q.note for q in reading.again]) == ((), ["n3"])
    assert "In the words quoted above: 6 Feb 2024" in page_of(tables).text


def test_pairs_less_sure_not_to_fit_are_folded_and_the_childs_words_stand_first(tables: Tables) -> None:
    tables["discrepancies"][0] |= {"score": 0.2, "why": "food: x [how often: 'every' / 'nothing'; bed: 'own' / 'own']"}
    tables["discrepancies"][0]["a"], tables["discrepancies"][0]["b"] = (
        tables["discrepancies"][0]["b"],
        tables["discrepancies"][0]["a"],
    )
    (topic,) = from_tables(CASE, tables).topics
    assert topic.conflicts == ()
    (pair,) = topic.weaker
    assert (pair.first.holder, pair.second.holder) == ("Child", "Mother")
    assert pair.why == "set against each other: “every” and “nothing”"
    html = case_report_from_tables(CASE, tables)
    assert "1 weaker pair" in html
    assert "how often" not in html


def test_accounts_without_a_pair_are_folded_together(tables: Tables) -> None:
    tables["accounts"].append(
        {"case_id": CASE, "topic": "home", **span(tables, "n1", "made tea"), "holder": "mother", "basis": "observed"}
    )
    html = case_report_from_tables(CASE, tables)
    part = html[html.index('id="accounts"') : html.index('id="well"')]
    assert "1 that may not fit" in part
    assert re.search(r"set against no other, by topic: home 1\s*</summary>", part)
    tables["discrepancies"] = []
    assert "No two accounts of one matter" in page_of(tables).text


def test_a_file_low_in_the_order_is_not_said_to_be_clear(tables: Tables) -> None:
    tables["cases"][0]["priority"] = 0
    text = page_of(tables).text
    assert "Read in turn" in text
    assert "othing stands out" not in text


def test_no_codes_of_the_program_stand_in_what_is_read(tables: Tables) -> None:
    tables["signals"][0]["source"] = "sentence-model 9aa2b4a1e1"
    tables["patterns"][1]["evidence"] = [span(tables, "n1", "Mother was in")]
    text = page_of(tables).text
    assert "(sentence model)" in text
    for code in ("9aa2b4a1e1", "cancelled_by", "missed_appointment", "repeated_missed", "home_visit_"):
        assert code not in text


def test_no_number_that_could_stand_for_risk_is_on_the_page(tables: Tables) -> None:
    html = case_report_from_tables(CASE, tables)
    for figure in ("7391", "0.739", "9127", "0.912", "priority_score"):
        assert figure not in html
    assert "risk score" not in html.lower()


@pytest.mark.parametrize(
    ("share", "said"), [(0.999, "99.9"), (0.9987, "99.8"), (0.9951, "99.5"), (0.994, "99"), (1.0, "100"), (0.612, "61")]
)
def test_what_is_short_of_all_is_not_told_as_all(
    share: float, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = dict.fromkeys(
        ("signals: micro precision", "signals: micro recall", "discrepancies: strict precision"), 0.5
    ) | {"redaction: mentions fully masked": share}
    (tmp_path / "measured.json").write_text(json.dumps(figures), encoding="utf-8")
    monkeypatch.setattr(artefacts, "verified", lambda name: tmp_path / name)
    assert f"About {said} in 100 of the names" in pack.error_rates()


def test_the_page_says_what_it_must(tables: Tables) -> None:
    text = page_of(
        tables, version="1.2.3", error_rates="61 in 100 marks were right.", rules_version="rules of May"
    ).text
    for words in (
        "Unreviewed: no one has checked this yet",
        "absence of a flag is not reassurance",
        "61 in 100 marks were right.",
        "1.2.3",
        "Rules version rules of May",
        "4 of 4 notes were read",
        "Several contacts missed — for review",
        "Kept 2 of 4",
        "Cancelled by the service 1 of 4",
        "Last seen alone not found in the record",
        "24 Jan 2024, 48 days before the end",
        "not counted: planned, advised or feared",
        "Keep in mind",
        "One was cancelled by Social worker 2.",
    ):
        assert words in text, words
    assert "Treat them as unknown" in page_of(tables).text


def test_pages_hold_no_request_and_run_nothing_but_their_own_script(tables: Tables) -> None:
    html = case_report_from_tables(CASE, tables)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    said = policy[1].replace("&#39;", "'")
    assert said.startswith("default-src 'none';")
    assert "unsafe" not in said
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in said
    assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", html)
    for tag, attrs in Page(html).tags:
        assert tag not in ("link", "img", "iframe", "object", "form", "base")
        assert not [a for a in attrs if a.startswith("on") or a == "style"]


NASTY = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param('"><img src=x onerror=alert(1)>', id="attribute"),
    pytest.param("</style></script><b>&amp;&lt;", id="closing tags and entities"),
    pytest.param("{{ 7*7 }}{% raw %}", id="template marks"),
    pytest.param('=cmd|"/c calc"!A1, \t\r "a""b"', id="spreadsheet formula"),
    pytest.param("\u202eevil\u2066 \ufeff é 👶 \x00 end", id="control and wide characters"),
]


@pytest.mark.parametrize("nasty", NASTY)
def test_text_of_the_record_is_never_markup(tables: Tables, nasty: str) -> None:
    clean = [tag for tag, _ in page_of(tables).tags if tag in ("script", "img", "b", "style")]
    note = tables["notes"][0]
    note["redacted_text"] = nasty + note["redacted_text"]
    for key in ("note_id", "type", "author_role"):
        note[key] = nasty
    tables["patterns"][0] |= {"summary": nasty, "pattern": nasty, "questions": [{"text": nasty, "source": nasty}]}
    tables["chronology"][0] |= {"summary": nasty, "kind": nasty, "actor": nasty, "outcome": nasty, "date": nasty}
    tables["cases"][0] |= {"people": {nasty: nasty}, "reasons": [{"text": nasty, "weight": 1, "evidence": []}]}
    tables["discrepancies"][0] |= {"why": nasty, "topic": nasty, "type": nasty}
    tables["signals"][0] |= {"note_id": nasty, "label": nasty, "source": nasty, "redacted_start": 0, "redacted_end": 9}
    html = case_report_from_tables(CASE, tables, about={nasty: nasty, "version": nasty})
    page = Page(html)
    found = [tag for tag, _ in page.tags if tag in ("script", "img", "style")]
    assert found == [tag for tag in clean if tag != "b"]
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")]
    assert len(page.ids) == len(set(page.ids))


def test_nothing_at_all_still_makes_a_page_that_says_so() -> None:
    for tables in ({}, {"cases": [{"case_id": CASE, "notes": 0}], "notes": []}):
        text = Page(case_report_from_tables(CASE, tables)).text
        for words in ("No dated event was found", "There are no notes to show", "not reassurance", "0 of 0 notes"):
            assert words in text


def test_odd_rows_are_left_out_not_raised(tables: Tables) -> None:
    tables["signals"] += [
        {"case_id": CASE, "note_id": "nowhere", "redacted_start": 1, "redacted_end": 5, "label": "attended"},
        {"case_id": CASE, "note_id": "n1", "redacted_start": -4, "redacted_end": 10**9, "label": "attended"},
        {"case_id": CASE, "note_id": "n1", "redacted_start": 9, "redacted_end": 2, "label": "of another version"},
        {"case_id": CASE},
    ]
    tables["chronology"].append({"case_id": CASE, "date": "9999-12-31", "spans": None, "note_ids": None})
    tables["chronology"].append({"case_id": CASE, "date": "0001-01-01", "end_date": "x"})
    tables["patterns"][0]["evidence"] += [{"note_id": "nowhere", "redacted_start": 0, "redacted_end": 3}, {}]
    tables["discrepancies"].append({"case_id": CASE, "a": None, "b": {}, "type": "", "topic": None})
    page_of(tables)


def test_a_note_held_back_is_named_and_its_text_is_nowhere(tables: Tables) -> None:
    tables["notes"][1]["withheld"] = True
    html = case_report_from_tables(CASE, tables)
    assert "cupboard again" not in html
    assert "3 of 4 notes were read" in " ".join(html.split())


def test_rows_of_other_cases_are_left_out(tables: Tables) -> None:
    tables["notes"].append({"case_id": "case-8", "note_id": "x", "redacted_text": "Another family."})
    assert "Another family" not in case_report_from_tables(CASE, tables)


def test_cells_stored_as_json_give_the_same_page(tables: Tables) -> None:
    flat = {
        name: [{k: json.dumps(v) if isinstance(v, dict | list) else v for k, v in row.items()} for row in rows]
        for name, rows in tables.items()
    }
    assert case_report_from_tables(CASE, flat) == case_report_from_tables(CASE, tables)


def test_an_analysis_in_memory_gives_the_page_of_its_rows() -> None:
    from analyser.model import Analysis, Chronology, Order, RedactedCase, RedactedNote, TaggedCase
    from analyser.present import case_report

    case = RedactedCase(CASE, (RedactedNote("n1", "Mother was in."),), {"Mother": "mother"})
    html = case_report(Analysis(Chronology(TaggedCase(case, ()), ()), (), Order(0, 0.0, ())), about={"version": "9"})
    assert "Mother was in." in html


def test_200_notes_make_a_small_page_quickly(big: Callable[[int], Tables]) -> None:
    tables = big(200)
    assert len(tables["notes"]) == 200
    start = time.perf_counter()
    html = case_report_from_tables(CASE, tables)
    assert time.perf_counter() - start < 5
    assert len(html.encode()) < 3_000_000
    assert html.count('class="note"') == 200


@pytest.mark.parametrize(
    ("case_id", "name"),
    [
        pytest.param("r07-family", "r07-family.html", id="safe"),
        pytest.param("../../etc/x", r"etc-x-\w{8}\.html", id="path"),
        pytest.param("a b", r"a-b-\w{8}\.html", id="space"),
        pytest.param("", r"case-\w{8}\.html", id="empty"),
        pytest.param("R07", r"R07-\w{8}\.html", id="some disks do not tell R07 from r07"),
        pytest.param("con", r"con-\w{8}\.html", id="a device on Windows"),
        pytest.param("x" * 300, r"x{80}-\w{8}\.html", id="long"),
    ],
)
def test_file_names_are_safe_and_never_collide(case_id: str, name: str) -> None:
    assert re.fullmatch(name, report_name(case_id))
    assert report_name("a b") != report_name("a/b")
