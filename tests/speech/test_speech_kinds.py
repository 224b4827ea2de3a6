"""The many ways of saying who says what: source and cue are met, and half of the words of the content."""

from __future__ import annotations

import re

import pytest

from analyser.speech import find_statements

_MARK = re.compile(r"\[([SQC]) ([^\]]*)\]")
TOLD = [
    "[S Mum] [Q fed back] that [C he sleeps now].",
    "[S Dad] [Q explained] how [C the lock got broken].",
    "I [Q understand] from [S school] that [C he is often late].",
    "I [Q heard] from [S the landlord] that [C rent is owed].",
    "I was [Q told] by [S the nurse] that [C she missed two weighs].",
    "[C Rent is owed], the [S landlord] [Q says].",
    "[S Child2] [Q says] [C Dad shouts when Mum is out].",
    "[S Mother] [Q remains of the view] that [C he is safe].",
    "It is [S Mother]'s [Q view] that [C he is safe].",
    "[S Her] [Q account] is that [C she slipped].",
    "The [Q view] of [S school] was that [C he was tired].",
    "[S Mum] is of the [Q opinion] that [C it was the dog].",
    "[S She] [Q said] [C yes].",
    "[S Father] [Q maintained] throughout that [C he had been at work].",
    "[S Mum] [Q told] the worker that [C she had rung].",
    "[S Hughes] [Q told] the hearing [C he had not been drinking].",
    "[S The firm] [Q plans] [C to close two shops].",
    "[S Ministers] [Q hope] [C to publish the bill by June].",
    "[S The airline] [Q expects] [C to carry more people this year].",
    "[S The council] [Q decided] [C to shut the library].",
    "[S Its] [Q decision] [C to raise fees] angered students.",
    "[S The judge] [Q called] [C him a danger to the public].",
    "[S He] [Q dismissed] [C the report as nonsense].",
    "[S The mayor] [Q called] for [C an end to the violence].",
    "The bridge, [S Mr Grey] [Q points out], [C was built in 1911].",
    "The cuts, [Q argues] [S Professor Lin], [C will hurt the poorest].",
    "[S Critics] [Q say] [C the plan is too dear], while others shrug.",
    "[S A clerk who asked not to be named] [Q said] [C the talks had stalled].",
    "[C The talks had stalled], [Q said] [S a clerk who asked not to be named].",
    'Asked whether he would go, [S Mr Lowe] [Q replied]: [C "Never."]',
    "The [S chief] [Q said] [C he was sorry] and [Q promised] to [C ring back].",
    "[S The boy] [Q whispered] that [C he was hungry].",
    "[S Adult1] [Q complained] of [C pain in her hip].",
    "[S Mum] [Q acknowledged] [C the mess].",
    "[S Mum] [Q accepts] that [C she drank].",
    "[S The GP] [Q confirmed] [C no injuries].",
    "[S The head] [Q raised concerns] that [C he steals food].",
    "[S The neighbour] [Q alleges] [C nightly rows].",
    "[C He was asleep], [Q according to] [S his mother].",
    "In [S her] [Q statement] [S Mum] [Q says] [C the door was shut].",
    "[S The council] [Q said] in a statement [C it would review the case].",
    '[C "It is a disgrace,"] [S Mr Hill] [Q said].',
    "[C The plant will close], [Q said] [S a spokeswoman].",
    "[S Analysts] had [Q predicted] [C a fall].",
    "[S The prime minister] [Q vowed] to [C cut taxes].",
    "[S The bank] [Q warned] of [C a long slump].",
    "[S The group] [Q denied] [C wrongdoing].",
    "[S Ministers] [Q rejected] [C claims of a split].",
    "[S Sources] close to the talks [Q say] [C a deal is near].",
    "[S The report] [Q found] that [C checks were missed].",
    "[S Prosecutors] [Q allege] that [C he took bribes].",
    "[S He] [Q testified] that [C he saw nothing].",
    "[S The firm] [Q expects] [C profits to rise].",
    "[S Police] [Q believe] [C he left the country].",
    "[C Shares may fall further], [S traders] [Q fear].",
    "[S Mum] [Q texted] to say [C she was late].",
    "[S School] [Q rang] to say [C he had not come].",
    "[S Dad] [Q phoned] to say that [C he was ill].",
    "[S The officer] [Q noted] [C a smell of cannabis].",
    "[S The log] [Q shows] that [C she was out].",
    "[S Nan] [Q adds] [C he wets the bed].",
    "[S Mum] [Q wonders] [C whether he is deaf].",
    "[S The boys] [Q agreed] that [C it was fun].",
    "[S He] [Q promised] [C to pay].",
    "[S She] [Q asked] [C for a new worker].",
    "[S Mother], when asked, [Q said] [C he fell].",
    "[S Mum] then [Q said] that [C she was tired].",
    "[S Dad] has always [Q said] [C he wants custody].",
    "[S Mum] also [Q disclosed] [C a miscarriage].",
    "Asked why, [S Dad] [Q said] [C he forgot].",
    "[S Father] [Q reports] that [C he has stopped].",
    "[S Pt] [Q reports] [C low mood].",
    "[S CPN] [Q feels] [C he is relapsing].",
    "[S Mo] [Q states] [C all ok].",
    "[S Mum] [Q says] [C she's fine].",
    "[S YP] [Q says] [C he hates it].",
    "[Q T/C from] [S school]: [C absent again].",
    "[Q Email from] [S GP] - [C no injuries].",
    "[Q TC] [S HV]: [C weight static].",
    "[Q P/C from] [S Dad], [C wants contact].",
    "[S MGM][Q :] [C he's fine with us].",
    "[Q Per] [S HV], [C baby on 9th].",
    "[Q Call from] [S neighbour] [C re shouting].",
    "[Q Letter from] [S housing]: [C notice served].",
    "[Q Spoke to] [S Mum]: [C no food in].",
    "[S School] [Q report] [C he is thriving].",
    "[S Mum] [Q said] [C fine to share], Dad said no.",
    "[S Pt] [Q sd] [C 'it hurts'].",
]


def _spans(line: str) -> tuple[str, dict[str, tuple[int, int]]]:
    text, spans, at = "", {}, 0
    for m in _MARK.finditer(line):
        text += line[at : m.start()]
        spans[m[1]] = (len(text), len(text) + len(m[2]))
        text += m[2]
        at = m.end()
    return text + line[at:], spans


def _words(text: str, start: int, end: int) -> set[int]:
    return {m.start() for m in re.finditer(r"\w+", text) if start <= m.start() < end}


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@pytest.mark.parametrize("line", [pytest.param(line, id=f"{i:02}") for i, line in enumerate(TOLD)])
def test_statement_is_found(line: str) -> None:
    text, spans = _spans(line)
    said = _words(text, *spans["C"])
    hits = []
    for s in find_statements(text):
        assert s.cue_end > s.cue_start
        if s.source_start is None or s.source_end is None:
            continue
        got = _words(text, s.content_start, s.content_end)
        hits.append(
            _meet((s.source_start, s.source_end), spans["S"])
            and _meet((s.cue_start, s.cue_end), spans["Q"])
            and len(said & got) >= 0.5 * len(said | got)
        )
    assert any(hits)


SILENT = [
    "Said goodbye and left at four.",
    "She said nothing.",
    "Visit fine, coffee offered.",
    "Admitted to ward 4 by ambulance.",
    "Asked for at the desk by name.",
    'His so-called "mate" drove off.',
    'She listened to "The Lost Boat".',
    "Dad - absent.",
    "Kitchen: clean.",
    "Reported thefts are down.",
    "He was told what to bring.",
]


@pytest.mark.parametrize("text", SILENT)
def test_nobody_speaks(text: str) -> None:
    assert find_statements(text) == []
