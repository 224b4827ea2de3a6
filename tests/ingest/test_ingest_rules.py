"""Every entry of the lists of types and roles carries its own examples; a list that is not valid is refused."""

from __future__ import annotations

from typing import Any

import pytest

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.ingest import headers, names, phrases, synonyms

_LISTS = (("note_types.yaml", "types", synonyms.note_type), ("roles.yaml", "roles", synonyms.role))
_EXAMPLES = [
    pytest.param(look_up, item[key[:-1]], text, wanted, id=f"{item[key[:-1]]}: {text}")
    for name, key, look_up in _LISTS
    for item in taxonomy.load_yaml("analyser.ingest.rules", name)[key]
    for wanted, texts in ((True, item["yes"]), (False, item["no"]))
    for text in texts
]


@pytest.mark.parametrize(("look_up", "target", "text", "wanted"), _EXAMPLES)
def test_examples_of_the_lists(look_up: Any, target: str, text: str, wanted: bool) -> None:
    assert (look_up(text) == target) is wanted


def test_every_type_and_role_of_the_taxonomy_knows_its_own_name() -> None:
    assert all(synonyms.note_type(t.name) == t.id for t in taxonomy.note_types().values())
    assert all(synonyms.role(r.name) == r.id for r in taxonomy.roles().values())


_GOOD = {"type": "letter", "why": "x", "is": ["ltr"], "has": ["letter"], "yes": ["Letter"], "no": []}


@pytest.mark.parametrize(
    ("items", "says"),
    [
        pytest.param([{**_GOOD, "colour": 1}], "examples yes and no", id="unknown key"),
        pytest.param([{**_GOOD, "yes": []}], "examples yes and no", id="no example"),
        pytest.param([{**_GOOD, "type": "smoke_signal"}], "not in the taxonomy", id="unknown type"),
        pytest.param([_GOOD, {**_GOOD, "type": "meeting"}], "stands for both", id="one word, two types"),
    ],
)
def test_bad_lists_are_refused(items: list[dict[str, Any]], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taxonomy.note_types()
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: {"schema": 1, "types": items})
    with pytest.raises(BadRules, match=says):
        synonyms._entries.__wrapped__("note_types.yaml", "types")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param({"fields": {"date": ["when"], "type": ["When"]}, "people": {}}, "two fields", id="label twice"),
        pytest.param({"fields": {}, "people": {"wizard": ["mage"]}}, "not a role", id="unknown role"),
    ],
)
def test_bad_labels_are_refused(data: dict[str, Any], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taxonomy.roles()
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: {"schema": 1, **data})
    with pytest.raises(BadRules, match=says):
        headers._labels.__wrapped__()


_NAMES = {"titles": ["mr"], "particles": ["van"], "not_names": ["visit"], "domains": {"nhs.uk": "health"}}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param({**_NAMES, "not_names": [True]}, "lists of texts", id="no text"),
        pytest.param({**_NAMES, "domains": {"mage.uk": "wizard"}}, "not a role", id="unknown role"),
        pytest.param({k: v for k, v in _NAMES.items() if k != "particles"}, "particles", id="a list is missing"),
        pytest.param({**_NAMES, "colours": ["red"]}, "colours", id="unknown key"),
    ],
)
def test_bad_name_words_are_refused(data: dict[str, Any], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taxonomy.roles()
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: {"schema": 1, **data})
    with pytest.raises(BadRules, match=says):
        names._words.__wrapped__()


@pytest.mark.parametrize(
    ("kind", "line", "wanted"),
    [
        pytest.param("stamp", "Printed on 3 May 2026", True, id="stamp"),
        pytest.param("stamp", "Hull council - CONFIDENTIAL - page", True, id="stamp inside"),
        pytest.param("stamp", "The letter was imprinted", False, id="no stamp"),
        pytest.param("recorded", "Written up by J. Smith on 3 May 2026", True, id="recorded"),
        pytest.param(
            "recorded",
            "Written by nobody we know of, it seems, but it may have been his aunt who did so "
            "before the review was held in the town hall",
            False,
            id="a sentence",
        ),
        pytest.param("closing", "Kind regards,", True, id="closing"),
        pytest.param("closing", "Thanks", True, id="closing word alone"),
        pytest.param("closing", "Thanks to her aunt", False, id="no closing"),
    ],
)
def test_set_phrases(kind: str, line: str, wanted: bool) -> None:
    assert (getattr(phrases.phrases(), kind).fullmatch(line) is not None) is wanted


def test_bad_phrases_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: {"schema": 1, "stamps": [1]})
    with pytest.raises(BadRules, match="stamps: give a list of texts"):
        phrases.phrases.__wrapped__()
