"""Who says what in notes and in reports: relative clauses, tags behind a sentence, partial quotations, contacts."""

from __future__ import annotations

import pytest

from analyser.speech import find_statements

TOLD = [
    ("Spoke to PGM, who said she could have the children.", "PGM", "said", "she could have the children"),
    ("I saw her tutor, who told me that she had cried in class.", "her tutor", "told", "she had cried in class"),
    ("The man, who said he was 19, was arrested.", "The man", "said", "he was 19"),
    ("The firm, which denies the claims, said it would appeal.", "The firm, which denies the claims", "said", "it would appeal"),  # noqa: E501
    ('He says he "never once" saw her.', "He", "says", 'he "never once" saw her'),
    ('They say the "temporary" cabins have been there for years.', "They", "say", 'the "temporary" cabins have been there for years'),  # noqa: E501
    ('Leo says he "hates" going to school.', "Leo", "says", 'he "hates" going to school'),
    ('He said "no one" had come.', "He", "said", '"no one" had come'),
    ('"We were never asked," he said, adding that it came too late.', "he", "adding", "it came too late"),
    ('"We were never asked," said Mr Bo, insisting the plan was bad.', "Mr Bo", "insisting", "the plan was bad"),
    ('It was, he told MPs, "the worst day of my life".', "he", "told", '"the worst day of my life"'),
    ('Under the headline "Shame", the paper said he should quit.', "the paper", "said", "he should quit"),
    ("The plant will close, the firm said in a statement.", "the firm", "said", "The plant will close"),
    ("The plant will close, the firm said late on Monday.", "the firm", "said", "The plant will close"),
    ("He was drunk, Mum said when I rang.", "Mum", "said", "He was drunk"),
    ("Pt says fell in bath, ward say on stairs.", "ward", "say", "on stairs"),
    ("A deal was close, tweeted Ann Cole.", "Ann Cole", "tweeted", "A deal was close"),
    ("Sir Keith, once a critic of the scheme, now says he backs it.", "Sir Keith, once a critic of the scheme", "says", "he backs it"),  # noqa: E501
    ("After telling me he was sober, Dad opened a can.", "Dad", "telling", "he was sober"),
    ("According to the report, which came out on Monday, one in five goes hungry.", "the report", "According to", "one in five goes hungry"),  # noqa: E501
    ("According to Jan Smit, a lawyer for the family, the police lost the tapes.", "Jan Smit", "According to", "the police lost the tapes"),  # noqa: E501
    ("The talks failed, according to people at the firm, because neither side would move on pay.", "people at the firm", "according to", "The talks failed"),  # noqa: E501
    ('The book is, in the words of one reader, "a complete mess".', "one reader", "in the words of", '"a complete mess"'),  # noqa: E501
    ("As I said on the phone, the review is on 4 June.", "I", "said", "the review is on 4 June"),
    ("I asked Mum if she had anyone who could help.", "I", "asked", "if she had anyone who could help"),
    ("Mum asked me when the money would come.", "Mum", "asked", "when the money would come"),
    ("He was asked to hand over his phone.", "", "asked", "hand over his phone"),
    ("Advised Mum to seek legal advice.", "", "Advised", "seek legal advice"),
    ("Lola would like to go back to dance class.", "Lola", "would like", "go back to dance class"),
    ("Mum is worried about the rent.", "Mum", "worried", "about the rent"),
    ("School are concerned about his attendance.", "School", "concerned", "about his attendance"),
    ("Night staff report he was up twice.", "Night staff", "report", "he was up twice"),
    ("Mum said her knees were bad and she couldn't manage the stairs.", "Mum", "said", "her knees were bad and she couldn't manage the stairs"),  # noqa: E501
    ("He says the flat is damp and he has asked the council to fix it.", "He", "says", "the flat is damp and he has asked the council to fix it"),  # noqa: E501
    ("Mum said she was tired and had ordered a taxi.", "Mum", "said", "she was tired and had ordered a taxi"),
    ("Mum said she was fine and gave me the letter.", "Mum", "said", "she was fine"),
    ("Dad said he went to the pub and came home at ten.", "Dad", "said", "he went to the pub and came home at ten"),
    ("HV reports baby settled, feeding well, sleeping through.", "HV", "reports", "baby settled, feeding well, sleeping through"),  # noqa: E501
    ("No concerns were raised by school.", "school", "raised", "No concerns"),
    ("No concerns raised by the school nurse at this time.", "the school nurse", "raised", "No concerns"),
    ("Concerns were raised by the nursery about Lola's hygiene.", "the nursery", "Concerns", "about Lola's hygiene"),
    ("The explanation she gave was that the door was open.", "she", "explanation", "the door was open"),
    ("It is my professional opinion that the children are at risk.", "my", "opinion", "the children are at risk"),
    ("I am of the view that the threshold is met.", "I", "am of the view", "the threshold is met"),
    ("The minister's warning of higher taxes rattled investors.", "The minister", "warning", "of higher taxes"),
    ("Allegations of bribery have dogged the club.", "", "Allegations", "of bribery"),
    ("Kayleigh made an allegation of physical abuse.", "Kayleigh", "allegation", "of physical abuse"),
    ("It emerged yesterday that the match was fixed.", "", "emerged", "the match was fixed"),
    ("Email received from Ms Holt stating that Kian was excluded.", "Ms Holt", "stating", "Kian was excluded"),
    ("Mum rang the office in tears saying that she is being evicted.", "Mum", "saying", "she is being evicted"),
    ("Mum rang duty to say that she is moving.", "Mum", "rang duty to say", "she is moving"),
    ('Met Mum today.\nJay (9): "I want to go home."', "Jay", '"', '"I want to go home."'),
    ("T/C to Mum - she has no answer from school.", "Mum", "T/C to", "she has no answer from school"),
]  # fmt: skip
NOBODY = [
    "T/C to Dad - no answer.",
    "TC to Mum, no answer.",
    "T/C Mum. No answer.",
    "T/C to Dad: no reply, left voicemail.",
    "Called Mum - phone off.",
    "Letter received from housing, dated 3 May.",
    "He left without saying where he was going.",
    "She rang the police instead of asking for help.",
    "Neither parent said they were in.",
    "Mum signed the agreement.",
    "Dad read the report and cried.",
    "SW started the assessment.",
    "Lola likes dance class.",
    "I would like to thank the panel.",
    "The claims of the tenants were ignored.",
    "Her fear of dogs is getting worse.",
    "There is a threat of eviction.",
    "The claim she made was false.",
    "The school report was good.",
    "The garden was her idea of heaven.",
]
NOT_TOLD = [
    pytest.param("The paper reported that talks had failed, citing two people at the firm.", "citing", id="cited"),
    pytest.param("It was Mum's view that school had over-reacted.", "as Mum's view", id="inside-a-word"),
    pytest.param('"They made it up as they went along," she says.', "went", id="in-a-quotation"),
    pytest.param("Fans have demanded to know why the match went ahead.", "demanded", id="demanded-to-know"),
]


def _found(text: str) -> list[tuple[str, str, str]]:
    return [
        (
            text[s.source_start : s.source_end] if s.source_start is not None else "",
            text[s.cue_start : s.cue_end],
            text[s.content_start : s.content_end].strip(" .,").removeprefix("to "),
        )
        for s in find_statements(text)
    ]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TOLD)
def test_statement_is_found(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content.strip(" .,")) in _found(text)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_says_anything(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(("text", "cue"), NOT_TOLD)
def test_cue_tells_nothing(text: str, cue: str) -> None:
    assert cue not in [c for _, c, _ in _found(text)]
