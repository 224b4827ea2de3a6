"""The two readers together, as shipped."""

from __future__ import annotations

import numpy as np
import pytest

from analyser.errors import WrongCall
from analyser.model import RedactedNote
from analyser.signals.context import contexts
from analyser.signals.encoder import NoteEncoder
from analyser.signals.reader import Choice, Reader

NOTE = RedactedNote(
    "n1",
    "Arrived at ten with SocialWorker1. Mother had the kettle on and the biscuits out. Child1 was drawing at the "
    "table. I asked about the dentist. She wanted to know when the council would see to the damp, and then it was next "
    "door's parking. We set a place for her at the core group on Thursday and her chair stayed empty. "
    "It rained all the way back.",
    type="home_visit_announced",
    author_role="social_worker",
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def found(reader: Reader, note: RedactedNote) -> set[tuple[int, str]]:
    (view,) = reader.read([note], [contexts(note)])
    limits = [reader.decision.thresholds[label] for label in reader.labels]
    return {(int(i), reader.labels[j]) for i, j in np.argwhere(view.chances >= limits)}


def test_what_is_told_between_the_lines_is_found_where_it_stands(reader: Reader) -> None:
    said = found(reader, NOTE)
    assert (4, "deflection") in said
    assert (5, "missed_appointment") in said
    assert not {i for i, _ in said} & {6}, "weather is not a signal"


def test_evidence_lies_in_its_sentence(reader: Reader) -> None:
    here = contexts(NOTE)
    (view,) = reader.read([NOTE], [here])
    (stretches,) = reader.evidence(view, [(5, "missed_appointment")])
    assert stretches
    for start, end in stretches:
        assert here[5].start <= start < end <= here[5].end
    assert "empty" in NOTE.text[stretches[0][0] : stretches[-1][1]]


def test_a_note_is_judged_the_same_whatever_stands_beside_it_in_the_batch(reader: Reader) -> None:
    alone = reader.read([NOTE], [contexts(NOTE)])[0].chances
    other = RedactedNote("n2", "Telephone call to Mother. No reply.", type="phone_call", author_role="social_worker")
    together = reader.read([other, NOTE], [contexts(other), contexts(NOTE)])[1].chances
    assert np.allclose(alone, together)


def test_the_fast_choice_reads_without_the_encoder() -> None:
    fast = Reader.load(Choice.FAST)
    assert fast.encoder is None
    (view,) = fast.read([NOTE], [contexts(NOTE)])
    assert view.reading is None
    assert view.chances.shape == (7, len(fast.labels))


def test_the_fast_choice_is_weighed_as_its_thresholds_were_chosen() -> None:
    fast = Reader.load(Choice.FAST)
    (view,) = fast.read([NOTE], [contexts(NOTE)])
    plain = fast.model.predict(contexts(NOTE))
    assert np.allclose(view.chances, fast.decision.weighing.together(plain, 0.0))
    assert not np.allclose(view.chances, plain)


def test_an_unknown_choice_is_said() -> None:
    with pytest.raises(WrongCall, match="accurate, fast"):
        Reader.load("clever")


def test_an_empty_note_has_no_chances(reader: Reader) -> None:
    note = RedactedNote("n1", " ", type="home_visit")
    (view,) = reader.read([note], [contexts(note)])
    assert len(view) == 0


def test_the_encoder_knows_the_labels_of_the_sentence_model(reader: Reader) -> None:
    assert NoteEncoder.load().labels == reader.model.labels
