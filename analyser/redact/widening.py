"""What stands beside a found name and belongs to it: titles, initials, the kind of a place, the rest of a long name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyser.redact import lexicon
from analyser.redact.tokens import Token


def whole_thing(text: str, tokens: list[Token], first: int, last: int, kind: str, end: int) -> tuple[int, int]:
    """(first word, end) with what belongs to the name: The Old Manse, Causeway Women's Aid, St X's Catholic High."""
    end = max(end, tokens[_kind_behind(tokens, last)].end) if kind != "PERSON" else end
    behind = list(tokens[last + 1 : last + 4])
    if behind and behind[0].gap.strip("'’s") == " ":
        two = text[behind[0].start : behind[1].end].replace("’", "'").lower() if len(behind) > 1 else ""
        if behind[0].text in lexicon.beside().welsh_tails or (
            behind[0].capital and behind[0].folded in lexicon.beside().tails
        ):
            end = behind[0].end
        elif behind[0].capital and two in lexicon.beside().tails:
            end = behind[1].end
        elif kind == "ORG" and behind[0].text in lexicon.beside().of_faith:
            step = 1
            while step < len(behind) and behind[step].text in lexicon.beside().of_faith and behind[step].gap == " ":
                step += 1
            if step < len(behind) and behind[step].capital and behind[step].folded in lexicon.building().suffixes:
                end = behind[step].end
    if kind in ("LOCATION", "ORG"):
        end = _hyphened(text, end)
        first = _led(tokens, first)
    if first and tokens[first].gap == " ":
        before = tokens[first - 1]
        two = text[tokens[first - 2].start : before.end].replace("’", "'").lower() if first > 1 else ""
        if before.capital and two in lexicon.beside().heads:
            return first - 2, end
        if before.capital and (
            before.folded in lexicon.beside().heads
            or (before.text == "The" and (kind in ("ORG", "ADDRESS") or tokens[first].folded == "old"))
        ):
            return first - 1, end
        if before.text == "the" and kind == "ORG" and _inn(tokens, first, last):
            return first - 1, end  # the Blue Dolphin: so it is called
    return first, end


def _inn(tokens: list[Token], first: int, last: int) -> bool:
    """Two English words or one that no word for a kind of place ends, as pubs, shops and rooms are called."""
    b = lexicon.building()
    words = [t.folded for t in tokens[first : last + 1]]
    return len(words) < 4 and words[-1] not in b.generic


def _kind_behind(tokens: list[Token], last: int) -> int:
    """The last word of what says which kind of place it is: Xxx Children's Centre, Xxx and District Hospital."""
    b = lexicon.building()
    best, at = last, last + 1
    while at < len(tokens) and tokens[at].gap.strip("'’s") == " ":
        token = tokens[at]
        word = token.folded
        if (
            token.text == "and"
            and at + 1 < len(tokens)
            and tokens[at + 1].folded in lexicon.beside().shared
            and tokens[at + 1].capital
        ):
            at += 1
            continue
        if not token.capital:
            break
        belongs = word in b.tails or (word in b.generic and word not in lexicon.beside().of_services)
        if belongs or (word == "group" and tokens[at - 1].folded in lexicon.beside().whose):
            best = at
        elif not (word in b.generic or word in lexicon.beside().whose or word in lexicon.faiths()):
            break
        at += 1
    return best


def _led(tokens: list[Token], first: int) -> int:
    """The first word with what leads to it: Nether Xxx, Xxx juxta Xxx, Xxx-super-Xxx."""
    led = (
        first
        and tokens[first].gap == " "
        and tokens[first - 1].capital
        and tokens[first - 1].folded in lexicon.beside().leads
    )
    if led and not (first > 1 and tokens[first - 1].gap == " " and tokens[first - 2].capital):
        return first - 1
    if first > 1 and tokens[first].gap in (" ", "-") and tokens[first - 1].gap in (" ", "-"):
        small, head = tokens[first - 1], tokens[first - 2]
        hyphened = tokens[first].gap == "-" == small.gap
        if (
            head.capital
            and small.text.islower()
            and (small.text in lexicon.beside().joints or (hyphened and small.text in lexicon.beside().small))
        ):
            return first - 2
    return first


_HYPHENED = re.compile(r"-(?:y|yr|ar|le|on|upon|in|the|under|by|sur)-\w+")


def _hyphened(text: str, end: int) -> int:
    """Rhyd-y-xxx, Xxx-on-the-Hill: the rest of a name with small words within."""
    if text[end : end + 1] != "-":
        return end
    rest = _HYPHENED.match(text, end)
    return rest.end() if rest else end


_ONE = re.compile(r"[B-HJ-Z](?:-[A-Z])?$")


def behind_elder(tokens: list[Token], last: int) -> bool:
    """Mrs Shaw senior."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return after is not None and after.gap == " " and after.folded in lexicon.beside().elders


def behind_name(tokens: list[Token], last: int, used: set[int]) -> int:
    """The last word of a name with what belongs to it: Jomon K, Asha G-H, Rahela Khala, Mrs Shaw senior."""
    if last + 1 >= len(tokens) or tokens[last].possessive:
        return last
    token = tokens[last + 1]
    if token.gap == "-" and token.text in lexicon.beside().honours:
        used.add(last + 1)
        return last + 1
    beyond = tokens[last + 2] if last + 2 < len(tokens) else None
    gap = beyond.gap if beyond is not None else ""
    if token.gap != " ":
        return last
    if token.folded in lexicon.beside().behind:
        return last + 1
    if (
        (_ONE.match(token.text) or (token.text in ("A", "I") and (beyond is None or gap[:1] in tuple(".,;)"))))
        and gap[:1] not in ("/", "&", "'", "’")
        and not (gap == " " and beyond and beyond.capital)
    ):
        if gap == " " and beyond and beyond.folded in lexicon.beside().lettered_behind:
            return last  # gave Leah B vitamins
        used.add(last + 1)
        if beyond and _ONE.match(beyond.text) and gap == ".":
            used.add(last + 2)
            return last + 2  # Sam H.V.
        return last + 1
    known = lexicon.cues().titles.get(token.text)
    if (
        known is not None
        and not known.sure
        and known.role == "relative"
        and not (beyond and beyond.capital and gap == " ")
    ):
        used.add(last + 1)
        return last + 1
    return last


def is_missed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is what somebody misses: they miss Art, will miss Maths."""
    return at > 1 and tokens[at - 1].text == "miss" and tokens[at - 2].folded in lexicon.beside().who_miss


def title_before(tokens: list[Token], first: int) -> int:
    """The first word of a name with the titles, initials and small words before it: Ms da Costa, P van der Meer."""
    titles = lexicon.cues().titles
    start = _particles_before(tokens, first)
    if start < first:
        before = tokens[start - 1] if start else None
        if (
            before is not None
            and tokens[start].gap == " "
            and before.text[0].isupper()
            and (before.text in titles or len(before.text) == 1 or lexicon.is_foreign(before.folded))
        ):
            first = start
    while first > 0 and tokens[first].gap in (" ", ". ", "  "):
        before = tokens[first - 1]
        known = titles.get(before.text) or (
            titles.get(before.text.title())
            if before.text in lexicon.beside().lower_titles and not is_missed(tokens, first)
            else None
        )
        if first > 1 and f"{tokens[first - 2].text} {before.text}" in titles and before.gap == " ":
            first -= 2
        elif known is not None and (known.sure or not tokens[first].gap.strip()):
            first -= 1
        elif first > 1 and before.text.isdigit() and 1 < len(before.text) < 6 and tokens[first - 2].text in titles:
            first -= 2  # PC 2214 Harland
        elif (
            (
                len(before.text) == 1
                and before.text.isupper()
                and tokens[first].capital
                and tokens[first].text not in titles  # Ollie W. Mr. Khan
                and not _ends_name(tokens, first)
                and (
                    before.text not in "AI" or (before.text == "A" and not before.initial and tokens[first].gap == " ")
                )
            )
            or (before.text in lexicon.beside().called and tokens[first].gap == " " and tokens[first].capital)
            or (
                len(before.text) == 1
                and before.text.isupper()
                and before.text not in "AI"
                and tokens[first].text in lexicon.beside().particles
            )
        ):
            first -= 1
        else:
            break
    return first


def _ends_name(tokens: list[Token], first: int) -> bool:
    """Whether the letter with a stop before a first name is of the first name before it: Joe B. Rose L came."""
    if first < 2 or tokens[first].gap != ". " or tokens[first - 1].gap != " ":
        return False
    return all(
        t.folded in lexicon.given_names() | lexicon.ordinary().keys() for t in (tokens[first], tokens[first - 2])
    )


def _particles_before(tokens: list[Token], first: int) -> int:
    while first and tokens[first].gap in (" ", "-") and tokens[first - 1].text in lexicon.beside().particles:
        first -= 1
    return first
