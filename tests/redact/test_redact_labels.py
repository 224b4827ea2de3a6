"""Numbers, dates and user names behind the labels of forms, logs and signatures, however they are typed."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.errors import BadRules
from analyser.redact import labelled, lexicon, redact_text

RULES = labelled.labels().rules


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.id}-{i}") for r in RULES for i, t in enumerate(r.yes)]
)
def test_label_finds_its_examples(rule: labelled.Label, text: str) -> None:
    assert rule.type in {v.type for v in labelled.find_labelled(text)}


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.id}-{i}") for r in RULES for i, t in enumerate(r.no)]
)
def test_label_leaves_its_counterexamples(rule: labelled.Label, text: str) -> None:
    assert [text[v.start : v.end] for v in labelled.find_labelled(text)] == []


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        pytest.param("DOB: 02-Nov-17 (7yrs)", "02-Nov-17", "DOB", id="month-with-dashes"),
        pytest.param("d/o/b 9 / 11 / 2012", "9 / 11 / 2012", "DOB", id="blanks-in-the-date"),
        pytest.param("Date of birth\n09/11/2012", "09/11/2012", "DOB", id="date-in-the-next-cell"),
        pytest.param(
            "He was born the ninth of November twenty twelve", "ninth of November twenty twelve", "DOB", id="w"
        ),
        pytest.param("dob for the older one is 9/11/12", "9/11/12", "DOB", id="words-between"),
        pytest.param("will be 18 on 9 November 2030", "9 November 2030", "DOB", id="coming-of-age"),
        pytest.param("she is 12 (9.11.12)", "9.11.12", "DOB", id="behind-an-age"),
        pytest.param("Tarek Ollerton | M | 09/11/2012 | Y7", "09/11/2012", "DOB", id="cells-of-a-table"),
        pytest.param("NI no. QQ-34-56-78-C", "QQ-34-56-78-C", "NINO", id="nino-with-dashes"),
        pytest.param("National Insurance number is QQ 34 56 78", "QQ 34 56 78", "NINO", id="nino-without-letter"),
        pytest.param("UPN: H 8012 0000 2002", "H 8012 0000 2002", "UPN", id="upn-grouped"),
        pytest.param("NHS number is 999.234.5678", "999.234.5678", "NHS_NUMBER", id="nhs-with-stops"),
        pytest.param("Hosp no. K0765", "K0765", "OTHER_ID", id="hospital"),
        pytest.param("rent a/c 76512", "76512", "OTHER_ID", id="rent-account"),
        pytest.param("sort code 20-76-51", "20-76-51", "OTHER_ID", id="sort-code-like-a-date"),
        pytest.param("key safe 7651 by the door", "7651", "OTHER_ID", id="key-safe"),
        pytest.param("CAD 7651 12/04/2024", "7651 12/04/2024", "CASE_ID", id="log-and-its-day"),
        pytest.param("PC Harland 7651 attended", "7651", "OTHER_ID", id="officer"),
        pytest.param("Crime Ref: CRI/2024/07651", "CRI/2024/07651", "CASE_ID", id="crime"),
        pytest.param("Custody record NC/07651/24", "NC/07651/24", "CASE_ID", id="custody-record"),
        pytest.param("Complaint no 2024/0765 is open", "2024/0765", "CASE_ID", id="year-and-number"),
        pytest.param("101 call, ref 765 of 12 April", "765 of 12 April", "CASE_ID", id="log-of-a-call"),
        pytest.param("End of tenancy. (HB-765120) Craig in.", "HB-765120", "CASE_ID", id="letters-of-a-label-joined"),
        pytest.param("PNC ID 08/765120Z", "08/765120Z", "OTHER_ID", id="number-of-a-person"),
        pytest.param("client no 76512", "76512", "CASE_ID", id="client"),
        pytest.param("Our Ref: hb/lt/7651", "hb/lt/7651", "CASE_ID", id="letters-of-writers"),
        pytest.param("from a number ending in 765", "765", "PHONE", id="end-of-a-number"),
        pytest.param("mob 07700.900.765", "07700.900.765", "PHONE", id="phone-with-stops"),
        pytest.param("O7700 900765", "O7700 900765", "PHONE", id="letter-for-nought"),
        pytest.param("account no. 0123 4567", "0123 4567", "OTHER_ID", id="account-that-begins-like-a-phone"),
        pytest.param("case ref 01234-567", "01234-567", "CASE_ID", id="reference-that-begins-like-a-phone"),
        pytest.param("case ref 01632 960417", "01632 960417", "PHONE", id="phone-behind-a-reference"),
        pytest.param("snap: rivz_7", "rivz_7", "HANDLE", id="snap"),
        pytest.param("her tiktok name is glittazed", "glittazed", "HANDLE", id="name-of-letters"),
        pytest.param("he is SlayerTarq on Xbox", "SlayerTarq", "HANDLE", id="before-the-platform"),
        pytest.param("t.me/tarqo", "t.me/tarqo", "HANDLE", id="short-link"),
        pytest.param("white Transit, lb07 kqx", "lb07 kqx", "VEHICLE", id="plate-in-lower-case"),
        pytest.param("partial plate LB07", "LB07", "VEHICLE", id="part-of-a-plate"),
        pytest.param("tarq (at) example.org", "tarq (at) example.org", "EMAIL", id="at-in-brackets"),
        pytest.param("IP 81.144.17.22", "81.144.17.22", "OTHER_ID", id="ip"),
    ],
)
def test_value_is_masked_whole_and_typed(text: str, value: str, kind: str) -> None:
    start = text.index(value)
    spans = [s[:3] for s in redact_text(text).spans]
    assert any(a <= start and start + len(value) <= b and k == kind for a, b, k in spans), spans


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("DOB not known, seen 14/07/2024.", id="no-birth-date"),
        pytest.param("Rent: 117.50 a week, 4 weeks owed.", id="rent"),
        pytest.param("Log 3 of 5; police called 14 times in 2023.", id="counts"),
        pytest.param("Incident 12/04/2024: shouting heard.", id="day-of-an-incident"),
        pytest.param("Her Snapchat is private, the tiktok name is not known.", id="platforms"),
        pytest.param("Key safe fitted 14/07, PIN changed.", id="key-safe"),
        pytest.param("MARAC on 14/7, contact 3 of 8, review no. 2.", id="meetings"),
        pytest.param("Calpol 5ml at 14.30, BP 140/90, temp 38.4.", id="measures"),
        pytest.param("Reg 44 visit; section 47; page 14; version 1.2.3.", id="law"),
        pytest.param("He was born 3 weeks early, weighing 2.9kg.", id="birth-without-a-date"),
    ],
)
def test_what_only_looks_like_a_number_of_somebody_stays(text: str) -> None:
    assert redact_text(text).text == text


def test_further_values_of_a_list_are_masked() -> None:
    assert redact_text("DOBs: 14/07/2011, 02/03/2016 and 9/11/18").text == "DOBs: BirthDate1, BirthDate2 and BirthDate3"


def test_label_before_a_value_is_nobody() -> None:
    done = redact_text("IG: tarq.o, patient ID 76512, LL ID 76513")
    assert {s[2] for s in done.spans} == {"HANDLE", "OTHER_ID", "CASE_ID"}


def test_a_long_blank_behind_a_label_is_read_at_once() -> None:
    text = "Date of birth" + "\t" * 400 + "unknown"
    assert list(labelled.find_labelled(text)) == []
    assert [v.type for v in labelled.find_labelled(text.replace("unknown", "09/11/2012"))] == ["DOB"]


ENTRY = {"id": "x", "type": "PHONE", "value": "code", "labels": ["a"], "why": "w", "yes": ["a"], "no": ["b"]}
OTHER_KEYS = ("numbers", "links", "counted", "stops", "telephone", "months", "ordinals", "years", "values")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"yes": []}, "needs labels, why, yes and no", id="no-examples"),
        pytest.param({"type": "SHOE_SIZE"}, "no type of personal data", id="unknown-type"),
        pytest.param({"value": "shoe"}, "none of the values", id="unknown-value"),
        pytest.param({"colour": "red"}, "colour", id="unknown-key"),
    ],
)
def test_loader_names_the_entry_at_fault(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], words: str) -> None:
    real = lexicon.load("labels.yaml")
    monkeypatch.setattr(lexicon, "load", lambda name: {**{k: real[k] for k in OTHER_KEYS}, "rules": [ENTRY | change]})
    labelled.labels.cache_clear()
    try:
        with pytest.raises(BadRules, match=words) as caught:
            labelled.labels()
        assert "'x'" in str(caught.value)
    finally:
        labelled.labels.cache_clear()
