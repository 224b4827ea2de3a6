"""Statements in the prose of business papers and of political news, and the notes that look like them."""

from __future__ import annotations

import pytest

from analyser.speech import find_statements

TOLD = [
    ("Brandel Corp. says sales are strong, adding that orders are up.", "Brandel Corp.", "says", "sales are strong"),
    ("Brandel Corp. says sales are strong, adding that orders are up.", "Brandel Corp.", "adding", "orders are up"),
    ("The Hartley unit of Bexar Co. said it won a contract.", "The Hartley unit of Bexar Co.", "said", "it won a contract"),  # noqa: E501
    ("The plan will fail, according to Sen. Bland.", "Sen. Bland", "according to", "The plan will fail"),
    ('"It is a bad bill," said Rep. Tina Orozco, D-Calif.', "Rep. Tina Orozco, D-Calif", "said", '"It is a bad bill,"'),
    ("Sen. Dale Wick (R-Mont.) said he was undecided.", "Sen. Dale Wick (R-Mont.)", "said", "he was undecided"),
    ("The firm said it expects to take a charge of $22 million.", "it", "expects", "take a charge of $22 million"),
    ("The firm said it plans to close the mill.", "it", "plans", "close the mill"),
    ("A survey found that half of the members plan to raise prices.", "half of the members", "plan", "raise prices"),
    ("The firm issued a statement saying that it was sorry.", "The firm", "saying", "it was sorry"),
    ("Mum got a letter saying she must leave by May.", "a letter", "saying", "she must leave by May"),
    ("The board is considering whether to sell the mill.", "The board", "considering", "whether to sell the mill"),
    ("A grand jury charged that the brokers had lied.", "A grand jury", "charged", "the brokers had lied"),
    ("Mr Pratt realized too late that the loan was bad.", "Mr Pratt", "realized", "the loan was bad"),
    ("The general feeling is that rates have peaked.", "", "feeling", "rates have peaked"),
    ("Rumors that the bank was in trouble swept the floor.", "", "Rumors", "the bank was in trouble"),
    ("Corn rose on forecasts of dry weather.", "", "forecasts", "of dry weather"),
    ("Mr Gant's claim that he was misled drew laughter.", "Mr Gant", "claim", "he was misled"),
    ("Mr Whitlock is convinced the market has bottomed.", "Mr Whitlock", "convinced", "the market has bottomed"),
    ('Adds a rival: "They got lucky."', "a rival", "Adds", '"They got lucky."'),
    ("The ministry would say only that it was under review.", "The ministry", "say", "it was under review"),
    ("The stock is ``dead money,'' says Ms Tripp.", "Ms Tripp", "says", "The stock is ``dead money,''"),
    ("Ms Roe said on ABC's “Sunday Table” that voters deserve better.", "Ms Roe", "said", "voters deserve better"),
    ('"I feel great," Polk said on NBC\'s "Morning Table."', "Polk", "said", '"I feel great,"'),
    ("Mr Polk told NBC's “Morning Table” that he was fine.", "Mr Polk", "told", "he was fine"),
    ("Hale claimed — without evidence — that millions voted twice.", "Hale", "claimed", "millions voted twice"),
    ("An aide said, speaking on condition of anonymity, that talks had stalled.", "An aide", "said", "talks had stalled"),  # noqa: E501
    ("Hale told supporters, before adding: “We have begun.”", "Hale", "adding", "“We have begun.”"),
    ("Dad laughed before saying he was fine.", "Dad", "saying", "he was fine"),
    ("Lowell, noting that the bill had support, predicted it would pass.", "Lowell", "noting", "the bill had support"),
    ("Hale said the call was perfect and accused them of a hoax.", "Hale", "said", "the call was perfect"),
    ("The mayor said the law was unjust and called it a disgrace.", "The mayor", "called", "it a disgrace"),
    ("Mum said the man hit her and called her a liar.", "Mum", "said", "the man hit her and called her a liar"),
    ("Polls show Delgado leading by six points.", "Polls", "show", "Delgado leading by six points"),
    ("Records show Kai attending two lessons in three.", "Records", "show", "Kai attending two lessons in three"),
    ("The chairman, in an interview, said he was tired.", "The chairman", "said", "he was tired"),
    ("Mr Sills told the paper in an interview that a deal was near.", "Mr Sills", "told", "a deal was near"),
    ("Kai told us in a letter that he misses her.", "Kai", "told", "he misses her"),
    ("The firm said results reflect higher costs, which rose 22%, and a weaker dollar.", "The firm", "said", "results reflect higher costs, which rose 22%, and a weaker dollar"),  # noqa: E501
    ('Hale said he "couldn\'t care less" what the polls say.', "Hale", "said", 'he "couldn\'t care less" what the polls say'),  # noqa: E501
    ("Sales grew, according to Paul Griffin, an analyst with Ames.", "Paul Griffin, an analyst with Ames", "according to", "Sales grew"),  # noqa: E501
    ("Kai was fine, according to Mum, Dad and Nan.", "Mum", "according to", "Kai was fine"),
    ("The plan would, in Mr. Day's view, cripple small banks.", "Mr. Day's", "in Mr. Day's view", "cripple small banks"),  # noqa: E501
    ('"We were hit," a senior official, who spoke on Monday, told reporters.', "a senior official, who spoke on Monday", "told", '"We were hit,"'),  # noqa: E501
    ("\"She said, 'I'll never sign it,' and left,\" an aide recalled.", "She", "said", "'I'll never sign it,'"),
    ("She pushed back on the claim that she had lied.", "She", "pushed", "on the claim that she had lied"),
    ("Holders voted to accept the offer.", "Holders", "voted", "accept the offer"),
    ("Hale is widely expected to announce a run for president.", "", "expected", "announce a run for president"),
    ("Mum agreed to tell school about the move.", "Mum", "agreed", "tell school about the move"),
    ("Mr Bell notes that stocks are low and says buyers will return.", "Mr Bell", "says", "buyers will return"),
    ("Mum says they were late and says the bus was full.", "Mum", "says", "they were late"),
    ("Mum said Kai is well and says he can go.", "Mum", "said", "Kai is well and says he can go"),
    ("Ms Orr said the ad was false and demanded an apology.", "Ms Orr", "demanded", "an apology"),
    ("The consensus among economists is that growth will slow.", "economists", "consensus", "growth will slow"),
    ("Few doubt that the deal will go through.", "Few", "doubt", "the deal will go through"),
    ("It has long been rumored that the chairman would retire.", "", "rumored", "the chairman would retire"),
    ("Mr Kane pleaded guilty to two counts of fraud.", "Mr Kane", "pleaded", "guilty to two counts of fraud"),
    ("Mr Carver brushed off the criticism.", "Mr Carver", "brushed", "the criticism"),
    ("Mum said that school was closed.", "Mum", "said", "school was closed"),
    ("“In my view it is bad,” Mum said.", "my", "view", "it is bad"),
]  # fmt: skip
NOT_CUES = [
    pytest.param("As expected, the bank left rates alone.", "expected", id="as-expected"),
    pytest.param("As agreed, SW will visit on Friday.", "agreed", id="as-agreed"),
    pytest.param("Hale is expected to announce a run.", "announce", id="to-come"),
    pytest.param("Mum agreed to tell school about the move.", "tell", id="to-be-told"),
    pytest.param("Mum said she wants to move to Hull.", "wants", id="own-wish-within"),
    pytest.param("Mum says Dad wants to see the boys.", "wants", id="wish-of-family-within"),
    pytest.param('"We were hit," an aide, who spoke on Monday, told us.', "spoke", id="who-spoke"),
    pytest.param("She charged her phone and left.", "charged", id="charged-a-phone"),
    pytest.param("He was charged with assault.", "charged", id="charged-with"),
    pytest.param("“There is no doubt in my mind,” she said, “that he knew.”", "mind", id="in-my-mind"),
    pytest.param("Most days he is fine.", "days", id="most-days"),
    pytest.param('A filing said he "knowingly" signed the forms.', "signed", id="knowingly-signed"),
    pytest.param("Mum knows what to do.", "knows", id="knows-what-to-do"),
    pytest.param("He showed me the cut on his arm.", "showed", id="showed-a-cut"),
    pytest.param("Kai read in a letter that she had gone.", "read", id="read-in-a-letter"),
]
PUT_BY = [
    ("As Mum reported, the boiler is broken.", "Mum", "reported"),
    ("As he said, it was late.", "he", "said"),
]


def _found(text: str) -> list[tuple[str, str, str]]:
    return [
        (
            text[s.source_start : s.source_end].rstrip(" .") if s.source_start is not None else "",
            text[s.cue_start : s.cue_end],
            text[s.content_start : s.content_end].strip(" .,").removeprefix("to "),
        )
        for s in find_statements(text)
    ]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TOLD)
def test_statement_is_found(text: str, source: str, cue: str, content: str) -> None:
    assert (source.rstrip(" ."), cue, content.strip(" .,")) in _found(text)


@pytest.mark.parametrize(("text", "cue"), NOT_CUES)
def test_cue_tells_nothing(text: str, cue: str) -> None:
    assert cue not in [c for _, c, _ in _found(text)]


@pytest.mark.parametrize(("text", "source", "cue"), PUT_BY)
def test_somebody_put_it_so(text: str, source: str, cue: str) -> None:
    assert (source, cue) in [(s, c) for s, c, _ in _found(text)]
