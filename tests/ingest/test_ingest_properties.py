"""Whatever the bytes, ingest gives cases and problems, never an exception."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyser.ingest import read
from analyser.ingest.entries import split_entries
from analyser.ingest.formats import DOCUMENTS, TABLES
from analyser.ingest.furniture import strip_pages, unwrap
from analyser.ingest.headers import read_headers
from analyser.ingest.text import clean, decode
from analyser.model import CaseFile, Problem

_QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1 ", b"From: a\n", b"[{", b"case_id,text\n", b"PAR1", b"\xff\xfe"]
_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "03/02/2026 - Home visit - SW J Smith",
                "30/02/2026 T/C",
                "Date: 3 February 2026",
                "Date:",
                "## 12.03.24 Core group",
                "Logged by: J Smith, SW",
                "Page 1 of 2",
                "\f",
                "Child: Amy Harte, DOB 1/2/17",
                "3/2 rang",
            ]
        ),
        st.text(max_size=40),
    ),
    max_size=25,
)


@pytest.mark.parametrize("suffix", sorted([*TABLES, *DOCUMENTS, ".case", ".xyz"]))
@_QUICK
@given(start=st.sampled_from(_STARTS), rest=st.binary(max_size=400))
def test_any_bytes_under_any_extension(suffix: str, start: bytes, rest: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"f{suffix}"
    path.write_bytes(start + rest)
    for item in read([path]):
        assert isinstance(item, (CaseFile, Problem))
        if isinstance(item, Problem):
            assert item.message.endswith(".")
            assert "\n" not in str(item)


@_QUICK
@given(xml=st.text(alphabet="<>/:abpw \"'=&;", max_size=200), name=st.sampled_from([".docx", ".odt", ".xlsx"]))
def test_any_parts_in_an_archive(xml: str, name: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in ("word/document.xml", "content.xml", "xl/workbook.xml", "[Content_Types].xml"):
            archive.writestr(part, xml)
    path = tmp_path / f"f{name}"
    path.write_bytes(out.getvalue())
    assert all(isinstance(i, (CaseFile, Problem)) for i in read([path]))


@_QUICK
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["case_id", "text", "date", "notes", "people", "name", "role", "x"]), inner, max_size=5
            )
        ),
        max_leaves=20,
    )
)
def test_any_json(value: object, tmp_path: Path) -> None:
    for name, text in (("f.json", json.dumps(value)), ("f.jsonl", json.dumps(value) + "\n" + json.dumps(value))):
        (tmp_path / name).write_text(text)
        assert all(isinstance(i, (CaseFile, Problem)) for i in read([tmp_path / name]))


@settings(max_examples=60, deadline=None)
@given(_LINES)
def test_no_word_of_a_record_is_lost_in_splitting(lines: list[str]) -> None:
    text = "\n".join(lines)
    before, entries = split_entries(text)
    kept = "\n".join([*before, *(line for e in entries for line in e.lines)])
    if not entries:
        assert kept == text
    # Only headings lose words, and those stand in fields: every line that is no heading is there whole.
    for line in text.split("\n"):
        if not any(c.isdigit() for c in line):
            assert line in kept


@settings(max_examples=60, deadline=None)
@given(_LINES)
def test_headers_furniture_and_joining_take_any_text(lines: list[str]) -> None:
    read_headers([line.replace("\n", " ") for line in lines])
    text, removed = strip_pages("\n".join(lines))
    joined = unwrap(text)
    assert joined.split() == text.split() or "-" in text
    assert sum(map(len, removed)) + len(text) <= sum(len(line) + 1 for line in lines)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert "\x00" not in once


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=32, blacklist_categories=["Cs"]), min_size=1, max_size=80))
def test_utf8_comes_back_as_written(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"%PDF", b"PAR1", b"\xef\xbb\xbf")):
        assert decode(data) == text
