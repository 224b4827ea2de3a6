"""One configuration for clinical shorthand, narrative prose and case notes: every marked stretch on its own."""

from __future__ import annotations

import re

import pytest

from analyser.assertion.reading import by_rules
from analyser.pipeline import build_pipeline

_ENT = re.compile(r"<(\w+)>(.*?)</\1>")
# <n> negated, <a> affirmed, <h> hypothetical, <p> of the past (before this episode), <o> another's.
EXAMPLES = [
    # clinical shorthand
    "No <n>fever</n>, <n>chills</n> or <n>cough</n>.",
    "Denies <n>chest pain</n>, <n>shortness of breath</n> or <n>palpitations</n>.",
    "Patient denies <n>nausea</n> but reports <a>abdominal pain</a>.",
    "Lungs clear, no <n>wheeze</n>.",
    "There is no evidence of <n>pneumonia</n> or <n>effusion</n>.",
    "CT head negative for <n>haemorrhage</n>.",
    "Without <n>rebound</n> or <n>guarding</n>.",
    "He has no <n>history of diabetes</n>.",
    "<n>Bruising</n>: nil.",
    "<n>Rash</n> - none.",
    "<n>Pneumothorax</n> was ruled out.",
    "Ruled out <n>myocardial infarction</n>.",
    "<n>Infection</n> has been excluded.",
    "The patient does not have <n>a fever</n>.",
    "No <n>acute distress</n>, <a>tachycardia</a> noted.",
    "Not only <a>fever</a> but <a>rigors</a>.",
    "No increase in <a>pain</a>.",
    "Cannot rule out <a>fracture</a>.",
    "The <a>pain</a> has not improved.",
    "<n>Oedema</n> not seen.",
    "No <n>masses</n> felt; <a>tenderness</a> in the left flank.",
    "She was found to have <a>cellulitis</a> without <n>abscess</n>.",
    "Free of <n>pain</n> today.",
    "Never had <n>seizures</n>.",
    "He is not <n>suicidal</n>.",
    "No known <n>allergies</n>.",
    "Neither <n>jaundice</n> nor <n>ascites</n>.",
    "Absence of <n>reflexes</n>.",
    "Possible <h>fracture</h> of the wrist.",
    "Return if <h>fever</h> develops.",
    "Admitted with <a>chest pain</a> and no <n>dyspnoea</n>.",
    "No doubt he has <a>asthma</a>.",
    "<a>Cough</a>, no <n>sputum</n>, although <a>wheeze</a> heard.",
    "No <n>weakness</n> of the arm, <n>numbness</n>, or <n>tingling</n>.",
    # narrative prose
    "He did not <n>see</n> the man who <a>stood</a> by the gate.",
    "She never <n>spoke</n> of it again, and he <a>left</a> the room.",
    "Nobody <n>came</n>, though the bell <a>rang</a> twice.",
    "I do not <n>know</n> what he <a>did</a>.",
    "He <a>walked</a> out without <n>looking</n> back.",
    "It was not <n>cold</n>, but the wind <a>blew</a>.",
    "They could not <n>find</n> the key which she had <a>hidden</a>.",
    "When the lamp <a>went</a> out he did not <n>move</n>.",
    "I don't think he <n>came</n>.",
    "He neither <n>ate</n> nor <n>drank</n>.",
    "No man <n>answered</n>.",
    "She <a>smiled</a>, yet said nothing of the letter that <a>lay</a> there.",
    "He had no <n>answer</n> when they <a>asked</a>.",
    "We had hardly <n>begun</n> when it <a>rained</a>.",
    "There was nothing <n>strange</n> about the house that <a>stood</a> empty.",
    "The boy, who had not <n>slept</n>, <a>sat</a> by the fire.",
    "It is not that he <a>lied</a> once; he <a>lies</a> always.",
    "He <a>said</a> that he would not <n>go</n>.",
    "He failed to <n>attend</n>.",
    "Not a soul <n>stirred</n>.",
    # letters and reports
    "Bloods negative for <n>anaemia</n>, urine positive for <a>protein</a>.",
    "No <n>focal deficit</n> apart from <a>mild weakness of one hand</a>.",
    "There were no <n>new lesions</n> to suggest <n>spread</n>.",
    "There has been no response to <a>steroids</a>.",
    "There is no cure for <a>motor neurone disease</a>.",
    "No significant further change in <a>the shadowing</a>.",
    "She cannot take <n>aspirin</n> because of <a>asthma</a>.",
    "The biopsy did not show <n>dysplasia</n>, only <a>mild inflammation</a>.",
    "Ultrasound showed no <n>stones</n> and a <a>fatty liver</a>.",
    "His <a>cough</a> was not accompanied by <n>fever</n>, nor helped by <a>linctus</a>.",
    "I am not convinced that this is <n>epilepsy</n>.",
    "The man, who denied <n>falls</n>, had <a>a bruise</a> on his hip.",
    "She has not stood, let alone <n>walked</n>.",
    # narrative: what is near a negation, and is so
    "There was no <n>light</n> in the upper <a>windows</a>, and the gate <a>creaked</a>.",
    "A man with no <n>chin</n> and a loud <a>voice</a> let us in.",
    "I could not help <a>smiling</a> at his zeal.",
    "I had not expected to <a>find</a> the house in such order.",
    "He could not bear to be <a>left</a> behind.",
    "They <n>said</n> nothing, and <a>turned</a> away.",
    "I did not <n>see</n> her <a>face</a>.",
    "Nobody could have <n>entered</n> by the <a>window</a>.",
    "It was no <n>ordinary</n> <a>storm</a> that night.",
    "She had no <n>idea</n> that he <a>had left</a>.",
    "On no account would she <n>board</n> the <a>boat</a>.",
    "He would not let me <n>pass</n>.",
    "Had it not been for the <a>dog</a> we should have drowned.",
    "Not far off a dog was <a>howling</a>.",
    "He was un<n>aware</n> of it, and motion<a>less</a>.",
    "She gave a <n>help</n>less shrug; it was an <a>unhappy</a> house.",
    "We were prevented from <n>seeing</n> the <a>shore</a>.",
    # case notes
    "Mum has not <n>shouted</n> at staff.",
    "Dad did not <n>attend</n> but he <a>rang</a> to say so.",
    "<n>Attended</n>: no.",
    "No <n>concerns</n> raised by school.",
    "If she <h>misses</h> another one we will write.",
    "He will <h>come</h> on Tuesday.",
    "As a child she was <p>hit</p> by her own father.",
    "Years ago he <p>threw</p> a chair at a worker.",
    "Another family <o>missed</o> theirs.",
    "No longer <n>drinks</n>.",
    "At no time did he <n>raise</n> his voice.",
    "Child denied being <n>hit</n>.",
    "didnt <n>attend</n>, <a>rang</a> after",
]


def _spans(example: str) -> tuple[str, list[tuple[str, int, int]]]:
    out, spans, at, length = [], [], 0, 0
    for m in _ENT.finditer(example):
        out += [example[at : m.start()], m[2]]
        length += m.start() - at
        spans.append((m[1], length, length + len(m[2])))
        length += len(m[2])
        at = m.end()
    return "".join(out) + example[at:], spans


CASES = [
    pytest.param(text, kind, start, end, id=f"{n:02}-{text[start:end].replace(' ', '_')}")
    for n, (text, spans) in enumerate(map(_spans, EXAMPLES))
    for kind, start, end in spans
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), CASES)
def test_span_is_read(text: str, kind: str, start: int, end: int) -> None:
    (found,) = by_rules(build_pipeline()(text), [(start, end)])
    got = {
        "n": found.polarity == "negated",
        "h": found.modality == "hypothetical",
        "p": found.time == "historical",
        "o": found.subject == "other",
    }
    if kind == "a":
        assert not got["n"]
    else:
        assert got[kind]
