"""The redaction profile: what each policy does, and what is said of a wrong key or value."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.errors import WrongCall
from analyser.model import Person
from analyser.redact import redact_text
from analyser.redact.profile import Profile, Term, Thresholds, default, load

DAY = dt.date(2024, 3, 4)


@pytest.mark.parametrize(
    ("text", "profile", "wanted"),
    [
        pytest.param("Tyler (DOB 3/4/2016) seen.", Profile(), "aged 7)", id="age"),
        pytest.param("Tyler, DOB 04/03/2016, seen.", Profile(), "aged 8,", id="on the birthday"),
        pytest.param("Tyler, DOB 05/03/16, seen.", Profile(), "aged 7,", id="the day before it, short year"),
        pytest.param("Tyler, born on 1st May 2023, seen.", Profile(), "aged 10 months,", id="an infant"),
        pytest.param("Tyler, DOB 01/03/2024, seen.", Profile(), "aged under 1 month,", id="newborn"),
        pytest.param("Nan, DOB 03/04/41, seen.", Profile(), "aged 82,", id="the last century"),
        pytest.param("Tyler (DOB 3/4/2016) seen.", Profile(birth_dates="band"), "aged 5 to 9)", id="band"),
        pytest.param("Tyler (DOB 3/4/2016) seen.", Profile(birth_dates="mask"), "BirthDate1)", id="mask"),
        pytest.param("At 9 Marram Close, ZQ5 8QX now.", Profile(postcodes="district"), "(district ZQ5)", id="district"),
        pytest.param("At 9 Marram Close, ZQ5 8QX now.", Profile(), "At Address1 now", id="postcode masked"),
        pytest.param("Natasha Ollerton rang.", Profile(pseudonyms="plain"), "Person1 rang", id="plain"),
        pytest.param(
            "The blue house rang.", Profile(always_mask=(Term("Blue House", "LOCATION"),)), "The Place1 rang", id="term"
        ),
        pytest.param("Zorbo Hub rang.", Profile(protected=("Zorbo", "Zorbo Hub")), "Zorbo Hub rang", id="protected"),
        pytest.param(
            "An apology to be sent to Quarry by the young person.",
            Profile(protected=("Quarry",)),
            "sent to Quarry by",
            id="protected though the finder is surest",
        ),
        pytest.param(
            "Ask Alice Example.", Profile(people=(Person("manager", "Alice Example"),)), "Ask Manager1", id="people"
        ),
        pytest.param("Seen at Tarn Hows Primary.", Profile(organisations="keep"), "Tarn Hows Primary", id="kept"),
    ],
)
def test_a_policy_does_what_it_says(text: str, profile: Profile, wanted: str) -> None:
    done = redact_text(
        text, [Person("mother", "Natasha Ollerton"), Person("child", "Tyler Ollerton")], date=DAY, profile=profile
    )
    assert wanted in done.text


@settings(max_examples=200, deadline=None)
@given(st.dates(dt.date(1930, 1, 1), DAY), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"]))
def test_no_day_or_month_of_birth_is_left_and_the_age_is_right(born: dt.date, form: str) -> None:
    text = f"Child seen. DOB: {born.strftime(form)}. Home clean."
    done = redact_text(text, date=DAY)
    years = DAY.year - born.year - ((DAY.month, DAY.day) < (born.month, born.day))
    assert born.strftime(form) not in done.text
    assert (f"aged {years}." in done.text) if years >= 2 else ("month" in done.text)
    assert redact_text(done.text, date=DAY).text == done.text


def test_the_shipped_profile_is_what_the_code_takes_for_granted() -> None:
    assert default() == Profile()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("birth_dates: age", "opens with 'schema: 1'", id="no schema"),
        pytest.param("schema: 1\nbirthdates: age", "'birthdates' is not a field", id="unknown key"),
        pytest.param("schema: 1\nplaces: maybe", "write mask or keep", id="unknown value"),
        pytest.param("schema: 1\nplaces: [mask", "line 2, is not valid YAML|not valid YAML", id="not YAML"),
        pytest.param("schema: 1\nprotected: Hub", "must be a list", id="no list"),
        pytest.param("schema: 1\nprotected: [yes]", "quotation marks", id="a boolean"),
        pytest.param("schema: 1\nalways_mask: [{text: x, type: CAT}]", "type is not known", id="unknown type"),
        pytest.param("schema: 1\npeople: [{role: queen, name: A B}]", "role is not known", id="unknown role"),
        pytest.param("schema: 1\npeople: [{role: mother}]", "has no name", id="nobody"),
        pytest.param("schema: 1\nthresholds: {months_until: 900}", "from 0 to 60", id="out of range"),
        pytest.param("schema: 1\nthresholds: {months: 9}", "'months' is not a field", id="unknown threshold"),
        pytest.param("columns: {text: Narrative}", "give it with --map", id="a mapping of columns"),
    ],
)
def test_a_wrong_profile_is_said_in_one_sentence(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match=says):
        load(path)


def test_what_a_profile_leaves_out_is_as_in_the_default(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("schema: 1\nthresholds: {band_years: 10}\npostcodes: district\n", encoding="utf-8")
    assert load(path) == Profile(postcodes="district", thresholds=Thresholds(band_years=10))


def test_a_manifest_gets_no_words_of_a_profile() -> None:
    said = str(
        Profile(
            protected=("Zorbo",), always_mask=(Term("Kestrel"),), people=(Person("mother", "Jo Bloggs"),)
        ).settings()
    )
    assert not any(w in said for w in ("Zorbo", "Kestrel", "Bloggs"))


def test_a_place_that_was_first_taken_for_an_organisation_stands_where_places_do() -> None:
    text = "Seen by Bellman Lock."
    assert "Bellman" not in redact_text(text).text
    assert redact_text(text, profile=Profile(places="keep")).text == text
