"""Papers of courts: judgments, statements and orders that are filed with a case or pasted into it."""

from __future__ import annotations

import pytest

from analyser.redact import redact_text


@pytest.mark.parametrize(
    "kept",
    [
        'The Polish Government ("the Government") were represented by their Agent. The Government disagreed.',
        'lodged under Article 34 of the Convention ("the Convention"). The Convention was in force.',
        "The President of the Chamber agreed to it. The President then heard the parties.",
        "The appeal went to the Supreme Administrative Court and then to the Court of Cassation.",
        "An officer of the Ministry of Foreign Affairs was heard by the Registry; the Registry replied.",
        "THE FACTS\nI. THE CIRCUMSTANCES OF THE CASE\n1. Nothing was disputed.",
        "The Guardian ad Litem and counsel for the Pursuer agreed with the Defender.",
        "They were Colombian, Liberian and Canadian nationals, one of them Lutheran.",
    ],
)
def test_institutions_and_peoples_stay(kept: str) -> None:
    assert redact_text(kept).text == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The claim fell under the Law of 17 June 2004. It failed.", "Law of 17 June 2004"),
        ("They relied on Ostrzewska v. Poland (no. 40918/98, § 57, 4 July 2002).", "§ 57, 4 July 2002"),
        ("see Taşbilek v. Turkey (no. 23310/94, §§ 66-71) in support", "§§ 66-71"),
        ("While the appeal was pending Law no. 662 of 1996 entered into force.", "Law no. 662 of 1996"),
    ],
)
def test_days_and_numbers_of_laws_and_rulings_stay(text: str, kept: str) -> None:
    assert kept in redact_text(text).text


def test_people_known_by_a_letter_are_masked_wherever_the_file_has_them() -> None:
    text = "She has two children, T., born in May, and E., born in June. T. has asthma. He said that T. could not fly."
    done = redact_text(text).text
    assert "T." not in done
    assert "E." not in done


def test_a_letter_in_a_list_is_nobody() -> None:
    text = "Option B. was costed and plan C. dropped. Vitamin D. Days: M T W."
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    "text", ["In June 1996 J.H. was moved to foster care.", "on a pension since 1997. J.H. was born in May."]
)
def test_initials_behind_a_year(text: str) -> None:
    assert "J.H" not in redact_text(text).text


def test_times_are_no_initials() -> None:
    assert redact_text("Seen at 9 A.M. and again at 4 P.M. today.").text == "Seen at 9 A.M. and again at 4 P.M. today."


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Neutral Citation Number: [2024] EWFC 871 (B)", "871"),
        ("Grandmother lives at ul. Wierzbowa 44/7, 31-146 Kraków.", "44/7"),
        ("He was born at Lindengasse 12, 8010 Graz.", "8010"),
        ("The aunt wrote from 4418 Sycamore Hollow Lane, Boise, ID 83704.", "83704"),
        ("Ring the uncle on (212) 555-0186 after six.", "212"),
        ("His social security number, 219-09-9999, was on the letter.", "219-09"),
        ("the pictures are on pixshare.example/lilysnaps now", "pixshare"),
        ("A letter from Hatherleigh Pumps plc confirmed his job.", "plc"),
    ],
)
def test_numbers_addresses_and_firms_of_other_countries(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text
