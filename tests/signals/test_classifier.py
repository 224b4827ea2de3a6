"""The sentence model at run time: the same numbers as scikit-learn's, verified files, sane answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from analyser import artefacts, taxonomy
from analyser.errors import ModelNotTrusted
from analyser.model import RedactedNote
from analyser.signals.classifier import STANDINGS, Calibration, Layer, SentenceClassifier, both_views, sigmoid
from analyser.signals.context import SentenceContext, contexts
from analyser.signals.features import features
from analyser.signals.reader import Choice, Reader
from analyser.signals.vectors import fit

TEXTS = [
    "Mum was not in when I called.",
    "Nobody came to the door and the curtains were drawn.",
    "Child1 was seen on his own in the garden and chatted about football.",
    "She promised to ring the dentist by Friday.",
    "Kitchen clean, food in the fridge.",
    "No answer to three calls; voicemail left each time.",
    "He promised he would ring the school.",
    "Nobody in. Card left.",
]


@pytest.fixture(scope="module")
def sentences() -> list[SentenceContext]:
    return [s for i, t in enumerate(TEXTS) for s in contexts(RedactedNote(f"n{i}", t, type="home_visit"))]


@pytest.fixture(scope="module")
def shipped() -> SentenceClassifier:
    return SentenceClassifier.load()


def test_vectors_equal_those_of_scikit_learn(sentences: list[SentenceContext]) -> None:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfTransformer

    rows = [features(s) for s in sentences]
    for block in ("word", "char", "meta"):
        ours = fit(rows, {block: 1.0}, {block: 1}).transform(rows).toarray()
        counted = DictVectorizer(sort=True).fit_transform([dict(r[block]) for r in rows])
        theirs = TfidfTransformer(sublinear_tf=True).fit_transform(counted).toarray()
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_chances_equal_those_of_scikit_learn(sentences: list[SentenceContext]) -> None:
    from sklearn.linear_model import LogisticRegression

    rows = [features(s) for s in sentences]
    vectoriser = fit(rows, {"word": 1.0, "char": 1.0, "meta": 0.5}, {})
    matrix = vectoriser.transform(rows)
    target = np.asarray(["promised" in s.text for s in sentences])
    model = LogisticRegression(C=30, solver="liblinear", random_state=0).fit(matrix, target)
    layer = Layer(model.coef_.T.astype(np.float16).astype(np.float32), model.intercept_.astype(np.float32))
    ours = sigmoid(layer.logits(matrix))[:, 0]
    np.testing.assert_allclose(ours, model.predict_proba(matrix)[:, 1], atol=2e-3)


def test_a_sentence_of_one_clause_is_read_once(sentences: list[SentenceContext]) -> None:
    rows = [features(s) for s in sentences]
    vectoriser = fit(rows, {"word": 1.0}, {"word": 1})
    layer = Layer(np.linspace(-1, 1, vectoriser.width, dtype=np.float32)[:, None], np.zeros(1, dtype=np.float32))
    whole = sigmoid(layer.logits(vectoriser.transform(rows)))
    both = both_views(vectoriser, layer, sentences)
    single = [i for i, s in enumerate(sentences) if ";" not in s.text and " and " not in s.text and "," not in s.text]
    assert single
    np.testing.assert_allclose(both[single], whole[single], atol=1e-6)


def test_calibration_keeps_the_order_of_chances() -> None:
    raw = np.asarray([[0.0], [0.2], [0.5], [1.0]])
    after = Calibration(np.asarray([0.7], dtype=np.float32), np.asarray([-0.4], dtype=np.float32))(raw)
    assert (np.diff(after[:, 0]) > 0).all()
    assert ((after > 0) & (after < 1)).all()


def test_the_shipped_model_knows_every_label(shipped: SentenceClassifier) -> None:
    assert shipped.labels == tuple(taxonomy.labels())
    assert set(shipped.thresholds) == set(shipped.labels)
    assert all(0 < t < 1 for t in shipped.thresholds.values())


def test_chances_are_probabilities_and_do_not_depend_on_company(
    shipped: SentenceClassifier, sentences: list[SentenceContext]
) -> None:
    together = shipped.predict(sentences)
    assert together.shape == (len(sentences), len(shipped.labels))
    assert ((together >= 0) & (together <= 1)).all()
    np.testing.assert_allclose(together[[3]], shipped.predict([sentences[3]]), atol=1e-6)


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        pytest.param("Knocked twice, no answer, card left.", "home_visit_unannounced", "no_access", id="no answer"),
        pytest.param("Mum agreed to ring the GP tomorrow.", "home_visit_announced", "commitment", id="promise"),
        pytest.param("Mum did not attend the core group.", "meeting", "missed_appointment", id="missed"),
        pytest.param("I spoke to Child1 alone in her bedroom.", "home_visit", "child_seen_alone", id="alone"),
    ],
)
def test_plain_wording_is_found_by_the_sentence_model_alone(text: str, kind: str, label: str) -> None:
    note = RedactedNote("n1", text, type=kind, author_role="social_worker")
    reader = Reader.load(Choice.FAST)
    (view,) = reader.read([note], [contexts(note)])
    assert view.chances[0, reader.labels.index(label)] >= reader.decision.thresholds[label]


def test_an_ordinary_sentence_holds_nothing(shipped: SentenceClassifier) -> None:
    note = RedactedNote("n1", "Travel claimed, nine miles.", type="home_visit", author_role="social_worker")
    chances = dict(zip(shipped.labels, shipped.predict(contexts(note))[0], strict=True))
    assert [label for label, p in chances.items() if p >= shipped.thresholds[label]] == []


def test_standing_is_a_distribution_that_hears_a_negation(shipped: SentenceClassifier) -> None:
    texts = ["Mum did not attend the core group.", "She has not missed a single appointment."]
    notes = [RedactedNote("n1", t, type="meeting", author_role="social_worker") for t in texts]
    views = shipped.standing([contexts(n)[0] for n in notes], ["missed_appointment"] * 2)
    np.testing.assert_allclose(views.sum(axis=1), 1.0)
    assert STANDINGS[int(views[0].argmax())] == "affirmed"
    assert STANDINGS[int(views[1].argmax())] == "negated"


def test_evidence_lies_within_the_sentence(shipped: SentenceClassifier) -> None:
    text = "Kitchen warm and tidy; Mum did not attend the core group; the kettle was on."
    (sentence,) = contexts(RedactedNote("n1", text, type="meeting"))
    ((start, end),) = shipped.evidence([sentence], ["missed_appointment"])
    assert text[start:end] == "Mum did not attend the core group"


def test_nothing_in_nothing_out(shipped: SentenceClassifier) -> None:
    assert shipped.predict([]).shape == (0, len(shipped.labels))
    assert shipped.standing([], []).shape == (0, len(STANDINGS))
    assert shipped.evidence([], []) == []


def test_a_changed_artefact_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sentence-model.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(artefacts, "models_dir", lambda: tmp_path)
    monkeypatch.setattr(artefacts, "checksums", lambda: {"sentence-model.json": "0" * 64})
    with pytest.raises(ModelNotTrusted):
        artefacts.verified("sentence-model.json")


def test_an_old_schema_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text('{"schema": 1}', encoding="utf-8")
    with pytest.raises(ModelNotTrusted, match="schema"):
        SentenceClassifier.read(tmp_path / "m.json", tmp_path / "m.npz")


def test_reading_needs_no_scikit_learn() -> None:
    code = (
        "import sys, analyser.signals.classifier as c; c.SentenceClassifier.load(); assert 'sklearn' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
