"""What the model of roles learns from, and that it is written the same each time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from analyser.model import CaseFile, Note, Person
from analyser.redact import roles
from analyser.research import train_roles

CASES = Path(__file__).parents[2] / "data" / "synthetic" / "cases"


def test_each_person_of_the_list_is_one_row_and_a_name_of_two_is_nobodys() -> None:
    people = (Person("mother", "Ada Okoro", ("Ada",)), Person("child", "Chidi Okoro", ("Chidi", "Okoro")))
    notes = (
        Note("n1", "Ada Okoro rang. Ada said Chidi was asleep.", dt.date(2024, 3, 1)),
        Note("n2", "Chidi's teacher rang.", dt.date(2024, 3, 8)),
    )
    rows = dict(train_roles.people(CaseFile("c1", notes, people)))
    assert set(rows) == {"mother", "child"}
    assert rows["child"]["spread"] == 1.0
    assert rows["mother"]["spread"] == 0.5
    assert rows["mother"]["share"] == 0.5
    assert "own=teacher" in rows["child"]


def test_the_same_files_give_the_same_model(tmp_path: Path) -> None:
    learn = sorted(CASES.glob("c*.case"))[:16]
    for name in ("a", "b"):
        train_roles.write(learn, tmp_path / name)
    one, two = ((tmp_path / name / roles.NAME).read_bytes() for name in ("a", "b"))
    assert one == two
    model = roles.read(tmp_path / "a" / roles.NAME)
    assert len(model.roles) > 2
    assert all(len(w) == len(model.roles) for w in model.weights.values())
