"""What is told behind a thing, answered, taken back, only tried or only nearly done."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.assertion import assess
from analyser.assertion.reading import by_rules
from analyser.pipeline import build_pipeline

_ENT = re.compile(r"<(.+?)>")
NEGATED = [
    "<Charges> were dropped by the CPS.",
    "<Meds> stopped by GP.",
    "<Contact> suspended by court.",
    "The <search> was finally called off.",
    "<Stair gate> not up.",
    "The promised <skip> never appeared.",
    "Attempts to <reach him> were unsuccessful.",
    "The claim that he <was drunk> turned out to be untrue.",
    "She rejected the allegation that money <was taken>.",
    "Does he <shout>? No.",
    '"Did he <push you>?" "No."',
    "Asked if anyone else <stayed over>, she said no.",
    "When I asked whether she <had eaten> she shook her head.",
    "She says she <was at work>; she was not.",
    "He told me he <had rung>, which was untrue.",
    "She nearly <let go>.",
    "He came close to <hitting the driver>.",
    "Smoke alarm ✓. <Fire guard> ✗.",
    "0/3 <sessions> kept.",
    "Not seen: <Child2>. Seen: Child1.",
    "Everyone came except <the landlord>.",
    "Da wasnae <there>, ken.",
    "He did not agree to <leave>.",
    "She declined my offer of <a taxi>.",
    "He was too frightened to <go out>.",
    "She was not washed, dressed or <fed>.",
    "TV on, <heating> off.",
    "<Sleep> eluded her.",
]
AFFIRMED = [
    "<Sats> dropped overnight.",
    "He <wandered> off.",
    "Skin intact except <a graze>.",
    "Does he <shout>? Yes.",
    '"Are you <hungry>?" "Yes."',
    "The stairs <creaked> at 8.05.",
    "The old <lady> answered.",
    "She was as bright <as a button>, washed and fed.",
    "He answered a withheld <number>.",
    "She called off the clinic for <a funeral>.",
    "Nobody but <Nan> rang.",
]
HYPOTHETICAL = [
    "I asked that the dog <be shut away>.",
    "He suggested she <keep a diary>.",
    "Whoever <leaves> a toddler alone will hear from us.",
    "Who can <tell me>? No idea.",
    "She may not <understand>.",
    "Parenting course: on w/list for <Triple P>.",
    "He'd rather <stay>.",
]
HISTORICAL = ["The town <had a pit> once.", "Half a century ago the valley <was farmland>.", "Old <#> L wrist."]
OTHER = ["GP <on leave>.", "Taxi <late>.", "FH <breast Ca>."]
CASES = [
    *(("negated", x) for x in NEGATED),
    *(("affirmed", x) for x in AFFIRMED),
    *(("hypothetical", x) for x in HYPOTHETICAL),
    *(("historical", x) for x in HISTORICAL),
    *(("other", x) for x in OTHER),
]


@pytest.mark.parametrize(("standing", "line"), [pytest.param(*c, id=f"{i:02}-{c[0]}") for i, c in enumerate(CASES)])
def test_marked_stretch_has_the_standing_of_its_list(standing: str, line: str) -> None:
    mark = _ENT.search(line)
    assert mark is not None
    (found,) = by_rules(build_pipeline()(_ENT.sub(r"\1", line)), [(mark.start(), mark.end() - 2)])
    assert (found.subject if standing == "other" else found.standing) == standing


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="?no -:;,.'\"“”✗/0aNy\n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_no_text_and_no_span_within_it_raises(text: str, first: int, last: int) -> None:
    start, end = sorted((min(first, len(text)), min(last, len(text))))
    assert len(assess(text, [(start, end)])) == 1
