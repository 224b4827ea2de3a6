"""Our own labels: a negation that is part of what a label means negates nothing; the rest is a trap to avoid."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from analyser.assertion import assess, assess_doc
from analyser.assertion.component import AssertionReader
from analyser.assertion.rules import label_readings, rules
from analyser.model import RedactedNote
from analyser.pipeline import build_pipeline

_ENT = re.compile(r"<ent>(.*?)</ent>", re.DOTALL)

CASES = [
    # negative in its own wording: affirmed
    ("missed_appointment", "<ent>Mum did not attend</ent>.", "affirmed"),
    ("missed_appointment", "<ent>Child1 was not brought to the eye clinic</ent>.", "affirmed"),
    ("missed_appointment", "<ent>Nobody from the family came</ent>.", "affirmed"),
    ("no_access", "<ent>Nobody answered the door</ent>.", "affirmed"),
    ("no_access", "<ent>She would not let me in</ent>.", "affirmed"),
    ("uncontactable", "<ent>No reply to three texts</ent>.", "affirmed"),
    ("unmet_commitment", "<ent>The form has still not been sent</ent>.", "affirmed"),
    ("child_not_seen", "<ent>Child1 not seen alone</ent>.", "affirmed"),
    ("home_not_seen", "<ent>I did not go upstairs</ent>.", "affirmed"),
    ("refusal", "<ent>He will not have the nurse in</ent>.", "affirmed"),
    ("withholds_information", "<ent>Mum wouldn't say who was there</ent>.", "affirmed"),
    ("context_practical", "<ent>No money for the bus</ent>.", "affirmed"),
    ("minimisation", "<ent>It was nothing, she said</ent>.", "affirmed"),
    ("child_voice", '<ent>"I don\'t like it when he shouts"</ent>.', "affirmed"),
    ("commitment", "<ent>Mum will ring the surgery on Monday</ent>.", "affirmed"),
    # negated
    ("missed_appointment", "<ent>She has not missed a single session</ent>.", "negated"),
    ("missed_appointment", "<ent>No missed contacts this quarter</ent>.", "negated"),
    ("missed_appointment", "<ent>Dad has never missed a review</ent>.", "negated"),
    ("late_arrival", "<ent>Never once late</ent>.", "negated"),
    ("late_arrival", "<ent>Dad was on time</ent>.", "negated"),
    ("hostility", "<ent>He did not shout at anyone</ent>.", "negated"),
    ("hostility", "<ent>No hostility from Mum</ent>.", "negated"),
    ("violence", "<ent>He has never hit her</ent>.", "negated"),
    ("violence", "<ent>No violence reported</ent>.", "negated"),
    ("refusal", "<ent>She is not refusing the visit</ent>.", "negated"),
    ("cancelled_by_family", "<ent>They have not cancelled</ent>.", "negated"),
    ("unmet_commitment", "<ent>Nothing that they agreed is outstanding</ent>.", "negated"),
    ("blames_others", "<ent>She does not blame the school</ent>.", "negated"),
    ("withholds_information", "<ent>He has held nothing back</ent>.", "negated"),
    ("threatening_behaviour", "<ent>There were no threats</ent>.", "negated"),
    # hypothetical
    ("missed_appointment", "<ent>If she misses another</ent> we go to conference.", "hypothetical"),
    ("missed_appointment", "Our policy says <ent>two missed appointments and we discharge</ent>.", "hypothetical"),
    ("missed_appointment", "<ent>Should he not come</ent>, ring me.", "hypothetical"),
    ("no_access", "We will call the police <ent>if nobody answers</ent>.", "hypothetical"),
    ("late_arrival", "<ent>She may be late on Friday</ent>.", "hypothetical"),
    ("child_seen_alone", "<ent>SW to see Child1 alone at school</ent>.", "hypothetical"),
    ("attended", "<ent>He will be at the review</ent>.", "hypothetical"),
    # historical
    ("hostility", "<ent>Years ago he swore at a duty worker</ent>.", "historical"),
    ("violence", "<ent>As a child she was hit with a belt</ent>.", "historical"),
    ("missed_appointment", "<ent>In 2018 they missed every clinic</ent>.", "historical"),
    ("refusal", "<ent>The old file has him turning workers away</ent>.", "historical"),
    # near the edge: affirmed
    ("hostility", "He asked if I was new and <ent>called me an idiot</ent>.", "affirmed"),
    ("missed_appointment", "<ent>Missed the clinic in May</ent>.", "affirmed"),
    ("missed_appointment", "<ent>In 2023 they missed two clinics</ent>.", "affirmed"),
]


def read(label: str, example: str) -> str:
    m = _ENT.search(example)
    assert m is not None
    text = example[: m.start()] + m[1] + example[m.end() :]
    nlp = build_pipeline()
    doc = nlp.make_doc(text)
    doc._.note = RedactedNote("n1", text, date=dt.date(2024, 3, 1))
    (found,) = assess_doc(nlp(doc), [(m.start(), m.start() + len(m[1]))], [label])
    if found.standing != "affirmed":
        assert found.cues, "what is set has a cue"
    return str(found.standing)


@pytest.mark.parametrize(
    ("label", "example", "standing"), [pytest.param(*c, id=f"{i:02}-{c[0]}-{c[2]}") for i, c in enumerate(CASES)]
)
def test_label_reads_its_own_wording(label: str, example: str, standing: str) -> None:
    assert read(label, example) == standing


def test_cues_lie_in_the_text() -> None:
    text = "She has no fever."
    (found,) = assess(text, [(11, 16)])
    assert [(c.rule_id, text[c.start : c.end]) for c in found.cues] == [("neg.no", "no")]


@pytest.mark.parametrize("text", ["2015 was bad but he has hit nobody.", "In 2015, yes; he hit her."])
def test_a_year_that_opens_the_note_is_left_for_now(text: str) -> None:
    doc = build_pipeline().make_doc(text)
    doc._.note = RedactedNote("n1", text, date=dt.date(2024, 5, 1))
    doc = build_pipeline()(doc)
    start = text.index("he h")
    assert assess_doc(doc, [(start, start + 6)], ["violence"])[0].time == "current"


def test_a_span_outside_the_text_is_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="outside"):
        assess("short", [(2, 40)])


def test_objects_with_start_and_end_are_spans() -> None:
    class Place:
        start, end = 3, 8

    assert assess("No fever.", [Place()])[0].polarity == "negated"


def test_component_reads_a_span_group() -> None:
    doc = build_pipeline()("No fever, but a cough.")
    doc.spans["things"] = [Span(doc, 1, 2), Span(doc, 5, 6)]
    AssertionReader("things", labelled=False)(doc)
    assert [a.polarity for a in doc.user_data["assertions"]["things"]] == ["negated", "affirmed"]


def test_every_label_and_cue_is_known() -> None:
    assert len(label_readings()) == 50
    assert len({r.id for r in rules().all}) == len(rules().all)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="no not if will Mumhitx.,:;?-()'\n", min_size=1, max_size=60), st.data())
def test_never_raises_on_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    assert len(assess(text, [(start, end)])) == 1


@pytest.mark.shared
def test_traps_of_development_files(gold_dev: Path) -> None:
    from analyser.pipeline import parse
    from analyser.research import corpus

    right = {"affirmed": 0, "trap": 0}
    every = {"affirmed": 0, "trap": 0}
    for gold in corpus.load(sorted(gold_dev.glob("*.case"))[::4]):
        for doc in parse(gold.case).docs:
            tags = [t for t in gold.tags[doc._.note.note_id] if t.label in label_readings()]
            found = assess_doc(doc, [(t.start, t.end) for t in tags], [t.label for t in tags])
            for tag, a in zip(tags, found, strict=True):
                kind = "affirmed" if tag.assertion == "affirmed" else "trap"
                every[kind] += 1
                right[kind] += (a.standing == "affirmed") == (kind == "affirmed")
    assert right["affirmed"] / every["affirmed"] >= 0.97
    assert right["trap"] / every["trap"] >= 0.5
