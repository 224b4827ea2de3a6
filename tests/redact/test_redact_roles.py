"""Roles without a list: what the counts may tell."""

from __future__ import annotations

from analyser.redact import roles


def test_no_role_is_told_that_hardly_anybody_of_the_counts_had() -> None:
    names, _, prior = roles._counts()
    rare = [name for name, share in zip(names, prior, strict=True) if share == float("-inf")]
    assert "family" in rare
    assert not {"mother", "father", "child", "social_worker", "school"} & set(rare)
