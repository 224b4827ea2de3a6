"""Statements in case notes and in news-like prose: [S source], [Q cue], [C content], one set a sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analyser.grammar import next_to
from analyser.speech import find_statements
from analyser.speech.quotes import quoted_stretches
from analyser.speech.sources import subject_of

_MARK = re.compile(r"\[([SQC]) ([^\]]*)\]")
EXAMPLES = [
    # indirect speech
    "[S Mum] [Q said] [C the boiler had packed up].",
    "[S Dad] [Q told] me [C he would be there by four].",
    "[S Mother] [Q reports] that [C Child1 is sleeping through].",
    "[S She] [Q says] [C she never got the letter].",
    "[S Father] [Q claims] [C he was at work all day].",
    "[S MGM] [Q confirmed] [C the children stayed with her].",
    "[S Child1] [Q said] [C Mum shouts when the phone rings].",
    "[S He] [Q explained] that [C the car had broken down].",
    "[S Mum] [Q insists] [C nobody else lives there].",
    "[S Mum] [Q denies] that [C Partner stays over].",
    "[S Dad] [Q denied] [C hitting him].",
    "[S She] [Q admitted] [C drinking on Friday].",
    "[S They] [Q promised] [C to ring the surgery].",
    "[S School] [Q state] [C he is often late].",
    "[S The health visitor] [Q noted] [C the baby had lost weight].",
    "[S The GP] [Q advised] that [C the bruise was old].",
    "[S Mother] [Q stated] [C she had no money for the bus].",
    "[S Gran] [Q reckons] [C he sleeps on the settee].",
    "[S Child2] [Q disclosed] that [C he had been left on his own].",
    "[S The neighbour] [Q complained] that [C the music went on all night].",
    "[S Mum] [Q thinks] [C the school has it in for her].",
    "[S Adult1] [Q believes] [C the carers take her things].",
    "[S Dad] [Q asked] [C whether the visit could be moved].",
    "[S She] [Q wondered] [C if I could help with the form].",
    "[S Mum] was [Q adamant] that [C he had been in bed by eight].",
    "[S He] is [Q worried] that [C the children will be taken].",
    "[S Mum]'s [Q account] is that [C he fell off the swing].",
    "[S Teacher1] [Q mentioned] that [C he had no coat].",
    "[S The officer] [Q recorded] nothing and [Q said] [C the door was locked].",
    "We were [Q told] by [S the landlord] that [C the flat was empty].",
    # post-posed and mid-sentence
    "[C The lights were off], [S he] [Q said].",
    "[C It was only a tap], [S Father] [Q explained].",
    "[C He sleeps in with me], [S Mum] [Q says].",
    "[C She will be there on Monday], [Q according to] [S school].",
    "[C The bus was late], [S she] [Q told] me.",
    "[C Nothing was the matter], [S he] [Q insisted].",
    # direct speech
    '[S Mum] [Q said]: [C "I am doing my best."]',
    '[S Child1] [Q said] [C "it is boring here"].',
    '[C "I want to go home,"] [Q said] [S Child1].',
    '[C "Nobody tells me anything,"] [S she] [Q said].',
    "[S Dad] [Q said] [C ‘not in my house’].",
    "[S Mum] [Q said] [C “leave him be”].",
    '[S Dad] [Q shouted] [C "get off my step"].',
    '[S She] [Q replied] [C "we will see"].',
    '[S He] [Q texted] [C "running late sorry"].',
    '[S Mum] [Q asked] [C "what have I done now?"]',
    '[C "It was an accident,"] [S Mother] [Q told] the nurse.',
    # the short forms of notes
    "[Q Per] [S Mum]: [C all well at home].",
    "[Q T/C from] [S MGM]: [C baby has a cold and will not come].",
    "[Q Text from] [S Mother]: [C cant make it today].",
    "[Q Email from] [S Teacher1]: [C he was picked up late again].",
    '[S Mum][Q :] [C "not today"].',
    "[S Dad][Q :] [C she never told me].",
    "[S Child1][Q :] [C Mum cries in the night].",
    "[Q Child's views]: [C likes his new school, misses Nan].",
    "[Q According to] [S Dad], [C the dog is gone].",
    "[Q As per] [S school], [C attendance is 91%].",
    "[S Mum] [Q states] [C no concerns].",
    # nested
    "[S School] [Q say] [C Mum told them he had a bug].",
    "School say [S Mum] [Q told] them [C he had a bug].",
    "[S Nan] [Q says] [C Dad told the court he has a job].",
    # news-like prose
    "[S The minister] [Q said] on Tuesday that [C the scheme would be scrapped].",
    "[S The company] [Q announced] that [C it would close two plants].",
    "[S Police] [Q said] [C three people were held].",
    "[C Prices will rise again], [S analysts] [Q predicted].",
    "[C The fund lost a tenth of its value], [Q according to] [S a report published on Friday].",
    '[C "We have no plans to sell,"] [Q said] [S Anna Wells, the chief executive of the group].',
    "[S The union] [Q warned] that [C strikes would follow].",
    "[S Officials] [Q acknowledged] that [C mistakes were made].",
    "[S A spokesman for the council] [Q said] [C the road would reopen in May].",
    "[S Mr Hart] [Q argued] that [C the vote was void].",
    "[S Researchers] [Q suggest] that [C sleep helps memory].",
    "[S The bank] [Q estimates] that [C growth will slow].",
    "[S Lawyers] [Q contend] that [C the evidence was lost].",
    "[S She] [Q added] that [C no date had been set].",
    "[S The court] [Q heard] that [C he had fled].",
    "[S Critics] [Q say] [C the law is too weak].",
    "[S Investors] [Q expect] [C the rate will fall].",
    "[S The report] [Q concluded] that [C the bridge was unsafe].",
    "[S Witnesses] [Q described] [C a loud bang].",
    '[S Mr Cole] [Q called] the claim [C "a plain lie"].',
]


def _marked(example: str) -> tuple[str, tuple[str, str, str]]:
    parts = {m[1]: m[2] for m in _MARK.finditer(example)}
    return _MARK.sub(r"\2", example), (parts.get("S", ""), parts["Q"], parts["C"])


@pytest.mark.parametrize("example", [pytest.param(e, id=f"{i:02}") for i, e in enumerate(EXAMPLES)])
def test_statement_is_found(example: str) -> None:
    text, (source, cue, content) = _marked(example)
    found = [
        (
            text[s.source_start : s.source_end] if s.source_start is not None else "",
            text[s.cue_start : s.cue_end],
            text[s.content_start : s.content_end].strip(' ."”’'),
        )
        for s in find_statements(text)
    ]
    assert (source, cue, content.strip(' ."”’')) in [(f[0] if source else "", f[1], f[2]) for f in found]


SILENT = [
    "Visited at 4pm. NR. Card left.",
    "Kitchen clean, beds made.",
    "He went to bed at nine.",
    "Car broke down on the ring road.",
    "Weight on the 25th centile.",
    "Mother attended with both children.",
    "Review booked for 12 March.",
    "She goes to the gym twice per week.",
    "That said, the house was warm.",
    "Having said that, the house was clean.",
    "They called back at four.",
]


@pytest.mark.parametrize("text", SILENT)
def test_nobody_speaks(text: str) -> None:
    assert find_statements(text) == []


SPEAKERS = [
    pytest.param("Mum said she was fine.", "mother", id="kin-word"),
    pytest.param("Father came in. He said the dog was gone.", "father", id="pronoun"),
    pytest.param("T/C from MGM: baby is poorly.", "grandparent", id="call"),
    pytest.param("Rang Mother. Says she is on her way.", "mother", id="dropped-subject"),
    pytest.param('Child1 (7) "we had chips again".', "child", id="bare-quote"),
    pytest.param('"I hate it there" (Child1).', "child", id="quote-then-name"),
    pytest.param("Per school: he has no coat.", "school", id="per"),
    pytest.param("School signing-out book: Dad at three.", "school", id="record"),
    pytest.param('Child1 to the officer: "he fell".', "child", id="to-somebody"),
    pytest.param("Female occupant stated she was alone.", "mother", id="police-words"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speaker_is_the_role(text: str, speaker: str) -> None:
    assert speaker in [s.speaker for s in find_statements(text)]


def test_a_quotation_goes_on_with_its_source() -> None:
    text = '"We are fine," said Mother. "We manage."'
    last = find_statements(text)[-1]
    assert text[last.content_start : last.content_end] == '"We manage."'
    assert text[last.source_start : last.source_end] == "Mother"


QUOTES = [
    pytest.param('He said "no" and left.', ["no"], id="straight"),
    pytest.param("He said “no” and left.", ["no"], id="curly"),
    pytest.param("He said 'not now' and left.", ["not now"], id="single"),
    pytest.param("It's Mum's and the boys' fault.", [], id="apostrophes"),
    pytest.param('An odd " mark.', [], id="odd"),
    pytest.param("'the boys' room is cold' he said", ["the boys' room is cold"], id="plural-inside"),
    pytest.param('She said "one"\nand “two', ["one"], id="unclosed"),
]


@pytest.mark.parametrize(("text", "inner"), QUOTES)
def test_quotes(text: str, inner: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in quoted_stretches(text)] == inner


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="\"'“”‘’ ,.:;!?\n-()MumDadsaid Child1told he", max_size=60))
def test_never_raises_and_offsets_lie_in_the_text(text: str) -> None:
    for s in find_statements(text):
        assert 0 <= s.content_start < s.content_end <= len(text)
        assert 0 <= s.cue_start <= s.cue_end <= len(text)
        if s.source_start is not None:
            assert s.source_end is not None
            assert 0 <= s.source_start < s.source_end <= len(text)


def test_a_parse_may_hang_the_first_word_on_anything() -> None:
    words = ["Noting", "the", "bruise", ",", "staff", "left"]
    doc = Doc(
        Vocab(),
        words=words,
        tags=["VBG", "DT", "NN", ",", "NNS", "VBD"],
        pos=["VERB", "DET", "NOUN", "PUNCT", "NOUN", "VERB"],
        heads=[4, 2, 0, 4, 5, 5],
        deps=["advcl", "det", "dobj", "punct", "nsubj", "ROOT"],
    )
    assert subject_of(doc[0]) is None
    assert [next_to(doc[0], n).i for n in (-1, 1, 9)] == [0, 1, 5]
