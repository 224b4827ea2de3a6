"""Whether a word that is both a name and an ordinary word is the name at one place."""

from __future__ import annotations

from collections.abc import Sequence

from analyser.redact import lexicon
from analyser.redact.kinship import owner_of
from analyser.redact.neighbours import neighbours
from analyser.redact.tokens import Token


def name_follows(tokens: list[Token], last: int) -> bool:
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if tokens[last].possessive:
        return True
    if after is None:
        return False
    if after.gap.startswith(": ") and "\n" not in after.gap and tokens[last].gap != "":
        return True
    if after.gap == " " and after.text in ("family", "household"):
        return True
    heads = tokens[last].gap != "" or tokens[last].folded not in lexicon.common()
    return (after.gap == " " and after.folded in lexicon.cues().verbs) or (after.gap == ", " and heads)


def speaks(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb that only a person does stands straight behind: Summer said; but the storm took the fence."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.gap == " " and after.text in lexicon.cues().animate


def is_told_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words that its entry lists beside it say that it is the ordinary word: Grace was said."""
    entry = lexicon.ordinary().get(tokens[at].folded)
    if entry is None:
        return False
    after = [t.folded for t in tokens[at + 1 : at + 3]]
    return bool({" ".join(after[:n]) for n in (1, 2)} & set(entry.after)) or (
        at > 0 and tokens[at - 1].folded in entry.before
    )


def is_name(tokens: list[Token], at: int, *, listed: bool = False) -> bool:
    """Whether a word that is both a name and an ordinary word is the name here; of somebody listed, in doubt it is."""
    token = tokens[at]
    entry = lexicon.ordinary().get(token.folded)
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    next_word = after.folded if after is not None and after.gap in (" ", " '") else ""
    last_word = before.folded if before is not None and token.gap == " " else ""
    if not (token.capital or token.shout):
        if token.possessive and last_word not in neighbours().lower_ordinary_before:
            return True
        if last_word in neighbours().lower_ordinary_before or (entry is not None and last_word in entry.before):
            return False
        if listed and (entry is None or next_word not in entry.after) and _of_a_person(tokens, at):
            return True
        if listed and not last_word and _is_so(tokens, at):
            return True
        if listed and (last_word in neighbours().lower_name_before or next_word in lexicon.cues().irregular):
            return True
        return next_word in neighbours().lower_name_next
    if listed and token.initial and _is_so(tokens, at):
        return True
    if (
        token.folded in lexicon.calendar()
        and _is_month(token, before, last_word, next_word, after, tokens[at + 2].gap if at + 2 < len(tokens) else "")
        and not _by_somebody(tokens, at)
    ):
        return False
    if token.folded == "an" and next_word:  # An Pham: no article stands before such a word
        return not after_article(after)
    if entry is None:
        return not token.initial or name_follows(tokens, at)
    if before is not None and token.gap in (" ", ". ") and before.text in lexicon.cues().titles:
        return True
    if after is not None and after.gap == " " and after.capital and lexicon.is_foreign(after.folded):
        beyond = tokens[at + 2].folded if at + 2 < len(tokens) else ""
        return not (token.initial and token.folded in neighbours().asks and beyond in entry.after)
    if last_word in entry.before:
        return False
    if after is not None and after.gap == "-" and after.text.islower():
        return False  # Non-attendance
    beyond = tokens[at + 2].folded if next_word and at + 2 < len(tokens) else ""
    if beyond and f"{next_word} {beyond}" in entry.after:
        return False
    if (
        entry.kind
        and not listed
        and after is not None
        and next_word
        and after.text.islower()
        and not _verbal(next_word)
    ):
        return False
    if token.possessive:
        return True
    if not token.initial:
        return next_word not in entry.after or next_word in neighbours().weak_next
    if listed and next_word in neighbours().being:
        return True
    if after is not None and after.gap == " " and after.text.isdigit() and len(after.text) < 3:
        return True
    if entry.opening:
        if next_word in entry.after and next_word not in ("and", "&"):
            return False
        return (
            name_follows(tokens, at)
            or _acts(next_word, after)
            or next_word in ("and", "to", "from")
            or (not next_word and _set_off(after))
        )
    return next_word == "and" or next_word not in entry.after


_NO_NAMES = ("mother", "father", "child", "sibling")  # Baby Xxx of a list is hardly called baby alone


def is_typed_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in lower case that the list has for somebody's name is it here: took ed to his nans; not the ed
    psych. Of words for relations any that nothing says is somebody else's: asked nana, not his nana."""
    token = tokens[at]
    last_word = tokens[at - 1].folded if at and token.gap == " " else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    next_word = after.folded if after is not None and after.gap == " " else ""
    n = neighbours()
    if token.folded in lexicon.kin():
        owned = last_word in lexicon.cues().points | n.articles or owner_of(tokens, at) is not None
        return not owned and lexicon.cues().roles.get(token.folded) not in _NO_NAMES
    if last_word in n.lower_brings and (not next_word or next_word in n.lower_taken):
        return True
    if last_word in n.lower_ordinary_before:
        return False
    if last_word in n.lower_name_before or next_word in n.lower_name_next - n.lower_weak_next:
        return True
    return _of_a_person(tokens, at)


def _of_a_person(tokens: Sequence[Token], at: int) -> bool:
    """ed on his xbox; hope x: what only somebody has or signs."""
    after = [t for t in tokens[at + 1 : at + 3] if t.gap == " "]
    n = neighbours()
    if len(after) == 2 and after[0].text in n.lower_taken and after[1].text in n.lower_his:
        return True
    ends = at + 2 >= len(tokens) or "\n" in tokens[at + 2].gap
    return bool(after) and ends and tokens[at].initial and after[0].text in n.kisses


def _is_so(tokens: Sequence[Token], at: int) -> bool:
    """Hope very shy; April on leave; April back. Behind the name, what somebody is; not "May back up"."""
    n = neighbours()
    after: list[Token] = []
    for token in tokens[at + 1 : at + 6]:
        if token.gap != " ":
            break
        after.append(token)
    said = [t.text for t in after]
    if said[:1] == ["not"] and tokens[at].folded in n.asks and said[1:2] not in (["seen"], ["at"], ["in"]):
        return False
    size = next((k for k in (1, 2) if " ".join(said[:k]) in n.degrees), 0)
    said = said[size:]
    if any(" ".join(said[:k]) in n.states for k in (1, 2, 3)):
        return True
    if not said or said[0] not in n.states_closed:
        return False
    end = at + size + 2
    closes = end >= len(tokens) or _set_off(tokens[end])
    return closes or (said[0] != "present" and tokens[end].text.lower() in n.states_then - {said[0]})


_SPOKEN_WITH_A_VOWEL = frozenset("FHLMNRSX")


def after_article(after: Token | None) -> bool:
    """Whether "an" may be the article before this word: hour, MP, eight, old."""
    if after is None or after.folded in neighbours().small or after.folded in neighbours().weak_next:
        return False
    if after.folded in lexicon.cues().verbs and after.text != "e":  # an e-mail
        return False
    if after.shout:
        return after.text[0] in _SPOKEN_WITH_A_VOWEL or after.text[0] in "AEIO"
    return after.folded[0] in "aeiou8" or after.folded.startswith(("hour", "hon", "heir", "histor"))


def _verbal(word: str) -> bool:
    """A verb, or a small word that no adjective stands before."""
    return (
        word in lexicon.cues().verbs
        or word in lexicon.cues().irregular
        or word in neighbours().weak_next
        or word in neighbours().small
    )


def _acts(word: str, after: Token | None) -> bool:
    """A past tense or a third person follows: "Will proposes", "Mark declined"."""
    return (
        after is not None
        and after.text.islower()
        and (
            (len(word) > 3 and word.endswith(("ed", "s")) and word not in neighbours().not_acts)
            or word in lexicon.cues().irregular
        )
    )


def _set_off(after: Token | None) -> bool:
    """Nothing, or a stop, a comma or a bracket follows."""
    return after is None or after.gap.strip(" ")[:1] in tuple(",)(:?!&/–-\n.")


def _by_somebody(tokens: list[Token], at: int) -> bool:
    """Seen by May, signed by April: a participle before "by"."""
    if at < 2 or tokens[at - 1].folded != "by" or tokens[at - 1].gap != " ":
        return False
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return tokens[at - 2].folded.endswith(("ed", "en")) and not following[:1].isdigit()


def _is_month(
    token: Token, before: Token | None, last_word: str, next_word: str, after: Token | None, beyond: str
) -> bool:
    if before is not None and before.text[0].isdigit() and token.gap.strip(" ") in ("", "/", "-", ".", "of"):
        return True
    if before is not None and before.folded in ("st", "nd", "rd", "th", "of") and token.gap == " ":
        return True
    if after is not None and after.text[0].isdigit() and after.gap in (" ", "/", "-", ", "):
        return not (after.gap == ", " and beyond == ", " and len(after.text) < 3)  # May, 3, coughing
    if last_word in lexicon.calendar() or next_word in lexicon.calendar():
        return True
    return last_word in neighbours().month_before or (
        next_word in neighbours().month_after and last_word in ("from", "to", "for")
    )


def is_office(word: str) -> bool:
    """A folded word for a relation, an office or a kind of place, which is nobody's name behind a title either."""
    b = lexicon.building()
    return word in lexicon.kin() or word in lexicon.cues().roles or word in b.generic or word in b.suffixes
