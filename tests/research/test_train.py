"""Training: from marked-up notes to an artefact, the same one each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analyser.accounts import claims, learned
from analyser.accounts.pairing import candidates, pair_features, views
from analyser.accounts.sentences import SIDES, sentences
from analyser.errors import BadRules, WrongCall
from analyser.ingest.markup import read_gold
from analyser.pipeline import parse
from analyser.research import corpus, train_accounts
from analyser.research.examples import collect
from analyser.research.train import choose_thresholds, folds, train
from analyser.research.train_decision import surely
from analyser.research.train_decision import train as train_decision
from analyser.signals.classifier import SentenceClassifier
from analyser.signals.context import contexts

NOTE = (
    "NOTE t{n:03d}-1 | 2024-03-0{d} | 2024-03-0{d} | {kind} | social_worker\n"
    "Weather {w}. {{{label} by=mother|{words}}}, kettle on. "
    "{{missed_appointment by=mother assertion=negated|Has not missed {x} this term.}} Notes filed {w}.\n"
)
PLAIN = [
    ("no_access", "Nobody came to the door", "home_visit_unannounced"),
    ("missed_appointment", "Did not come to the clinic", "health_contact"),
    ("attended", "Mum was in and welcomed me", "home_visit_announced"),
]


def small_bank() -> str:
    notes = []
    for n in range(24):
        label, words, kind = PLAIN[n % 3]
        weather, thing = ("wet", "a session") if n % 2 else ("dry", "anything")
        notes.append(NOTE.format(n=n, d=n % 9 + 1, kind=kind, label=label, words=words, w=weather, x=thing))
    return "BANK t1\n\n" + "\n".join(notes)


@pytest.fixture(scope="module")
def corpus_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "t1.bank").write_text(small_bank(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(corpus_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("models")
    train(corpus_dir, out)
    return out


def test_two_runs_give_the_same_bytes(corpus_dir: Path, trained: Path, tmp_path: Path) -> None:
    train(corpus_dir, tmp_path)
    for name in ("sentence-model.json", "sentence-model.npz", "sentence-model.md", "checksums.json"):
        assert (tmp_path / name).read_bytes() == (trained / name).read_bytes(), name


def test_what_was_trained_is_read_back_and_finds_its_own(corpus_dir: Path, trained: Path) -> None:
    model = SentenceClassifier.read(trained / "sentence-model.json", trained / "sentence-model.npz")
    (case, *_) = corpus.load([corpus_dir])
    sentences = contexts(case.case.notes[0], case.case.setting)
    chances = model.predict(sentences)[:, model.labels.index("no_access")]
    assert chances.argmax() == 1
    assert chances[1] >= model.thresholds["no_access"]


def test_a_label_without_examples_is_never_found(corpus_dir: Path, trained: Path) -> None:
    model = SentenceClassifier.read(trained / "sentence-model.json", trained / "sentence-model.npz")
    (case, *_) = corpus.load([corpus_dir])
    chances = model.predict(contexts(case.case.notes[0], case.case.setting))[:, model.labels.index("violence")]
    assert (chances < model.thresholds["violence"]).all()


def test_the_card_names_the_version_and_the_limits(trained: Path) -> None:
    card = (trained / "sentence-model.md").read_text(encoding="utf-8")
    model = SentenceClassifier.read(trained / "sentence-model.json", trained / "sentence-model.npz")
    assert model.version in card
    assert "a council must measure" in card


def test_a_trap_is_a_mention_and_not_an_answer(corpus_dir: Path) -> None:
    labels = ("missed_appointment", "attended")
    data = collect(list(corpus.load([corpus_dir])), labels)
    negated = [m for m in data.mentions if m.standing == "negated"]
    assert len(negated) == 24
    assert not data.answers[[m.row for m in negated], 0].any()
    assert {m.words.text for m in negated} == {
        "Has not missed a session this term.",
        "Has not missed anything this term.",
    }


def test_the_rest_of_a_sentence_teaches_nothing_positive(corpus_dir: Path) -> None:
    data = collect(list(corpus.load([corpus_dir])), ("no_access",))
    rest = [i for i, p in enumerate(data.parts) if p.text == ", kettle on."]
    assert rest
    assert not data.part_answers[rest].any()


def test_folds_never_share_a_family_and_cover_all() -> None:
    family = np.repeat(np.arange(13), 4)
    masks = list(folds(family, seed=3))
    assert (np.sum(masks, axis=0) == 1).all()
    for mask in masks:
        assert not set(family[mask]) & set(family[~mask])


def test_thresholds_of_labels_that_accuse_are_stricter() -> None:
    rng = np.random.default_rng(0)
    answers = (rng.random((4000, 1)) < 0.1).astype(np.int8)
    chances = np.clip(answers * 0.2 + rng.normal(0.3, 0.12, (4000, 1)), 0, 1)
    both = np.hstack([chances, chances]), np.hstack([answers, answers])
    found = choose_thresholds(*both, ("violence", "attended"))
    assert found["violence"] > found["attended"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="annotated"):
        train(tmp_path, tmp_path / "out")


def test_the_banks_in_the_repository_are_well_formed(root: Path) -> None:
    banks = sorted((root / "data" / "synthetic" / "banks").glob("*.bank"))
    assert len(banks) >= 8
    for bank in banks:
        gold = read_gold(bank)
        assert gold.is_bank
        assert len(gold.case.notes) >= 100


def test_what_the_split_keeps_apart_is_not_learnt_from(corpus_dir: Path, tmp_path: Path) -> None:
    for name in ("cases/a", "cases/b", "parts/c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.bank").write_text(small_bank(), encoding="utf-8")
    (tmp_path / "split.yaml").write_text("validation: [cases/b.bank]\nmeasuring: [parts]\n", encoding="utf-8")
    assert [f.name for f in corpus.teaching_files(tmp_path)] == ["a.bank"]
    assert [f.name for f in corpus.validation_files(tmp_path)] == ["b.bank"]
    assert [f.name for f in corpus.teaching_files(corpus_dir)] == ["t1.bank"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("validation: [cases/gone.case]\n", "gone.case", id="a file that is not there"),
        pytest.param("test: [cases]\n", "'validation'", id="an unknown part"),
        pytest.param("- cases\n", "'validation'", id="no mapping"),
        pytest.param("measuring: parts\n", "'validation'", id="a name where a list belongs"),
        pytest.param("validation: [\n", "'validation'", id="no YAML"),
    ],
)
def test_a_split_that_cannot_be_is_said(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "split.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadRules, match=says):
        corpus.split(tmp_path)


def test_a_decision_needs_answers(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="no model learnt from"):
        train_decision([tmp_path], tmp_path)


@pytest.mark.parametrize(
    ("right", "threshold"),
    [
        pytest.param([0.35, 0.55, 0.7, 0.9], 0.3, id="all that is found is right"),
        pytest.param([0.7, 0.9], 0.56, id="only what is surer is right"),
        pytest.param([], 0.9, id="nothing is right"),
    ],
)
def test_labels_that_accuse_are_held_from_where_enough_is_right(right: list[float], threshold: float) -> None:
    chances = np.asarray([[0.35], [0.55], [0.7], [0.9]])
    answers = np.asarray([[c in right] for c in chances[:, 0]])
    assert surely(chances, answers, 0.3) == threshold


CASE = """CASE t{n}
SETTING children
PERSON mother = Dana Okoro
PERSON child = Tam Okoro
{pair}
NOTE n01 | 2024-03-0{d} | 2024-03-0{d} | home_visit_announced | social_worker
Visited. {{account id=a1 holder=mother topic=sleep by=mother|Mum says he sleeps in his own {bed} every night}}. Tea.
{{account id=a2 holder=mother topic=food by=mother|She says there is {meal} each evening}}.

NOTE n02 | 2024-03-1{d} | 2024-03-1{d} | school_contact | school
{{account id=a3 holder=child topic=sleep by=child|He told the teacher that he sleeps on the {sofa}}}. It rained.
"""


@pytest.fixture(scope="module")
def small_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cases")
    for n in range(8):
        words = {"bed": ("bed", "bunk")[n % 2], "sofa": ("sofa", "settee")[n % 2], "meal": ("pasta", "stew")[n % 2]}
        text = CASE.format(n=n, d=n + 1, pair="DISCREPANCY a1 a3 parent_vs_child sleep\n", **words)
        (folder / f"t{n}.case").write_text(text, encoding="utf-8")
    return folder


def test_accounts_their_topics_and_their_pairs_are_learnt_from_whole_files(small_cases: Path, tmp_path: Path) -> None:
    train_accounts.fit(small_cases, tmp_path)
    model = learned.read(tmp_path / "account-model.json", tmp_path / "account-model.npz")
    topics = model.topics.predict(["he sleeps in his own bed", "she says there is stew", "it rained"])
    assert [model.topics.labels[i] for i in topics[:2].argmax(axis=1)] == ["sleep", "food"]
    assert np.allclose(topics.sum(axis=1), 1)
    (gold,) = corpus.load([small_cases / "t0.case"])
    told = sentences(parse(gold.case))
    chances = model.predict(told)
    assert chances[[t.context.text.startswith("He told") for t in told].index(True), SIDES.index("child")] > 0.3
    found = claims.from_sentences(told, chances, gold.case.setting)
    scored = {
        (a.account.topic, b.account.holder): model.pairs.score(pair_features(a, b))
        for a, b in candidates(views(found, gold.case, model.topics))
    }
    assert max(scored, key=lambda k: scored[k]) == ("sleep", "child")


def test_pairs_need_a_whole_file_with_a_discrepancy(small_cases: Path, tmp_path: Path) -> None:
    for path in small_cases.glob("*.case"):
        text = "".join(x for x in path.read_text(encoding="utf-8").splitlines(True) if not x.startswith("DISCREPANCY"))
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match="no discrepancy"):
        train_accounts.fit(tmp_path, tmp_path / "out")
