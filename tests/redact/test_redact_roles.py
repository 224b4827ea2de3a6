"""Roles without a list: what the counts may tell."""

from __future__ import annotations

from analyser.redact import redact_text, roles


def test_no_role_is_told_that_hardly_anybody_of_the_counts_had() -> None:
    names, _, prior = roles._counts()
    rare = [name for name, share in zip(names, prior, strict=True) if share == float("-inf")]
    assert "family" in rare
    assert not {"mother", "father", "child", "social_worker", "school"} & set(rare)


def test_in_a_short_text_only_a_word_for_it_gives_a_role() -> None:
    assert redact_text("Visited Ngozi at home, then rang Tomasz.").text == "Visited Person1 at home, then rang Person2."
    assert redact_text("Rang Mum (Ngozi) twice.").text == "Rang Mum (Mother) twice."
