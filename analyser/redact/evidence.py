"""What discovery knows of a note, and what speaks for a word being a name of a person or of a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analyser.redact import lexicon, people
from analyser.redact.finder import KINDS, NUMBERS
from analyser.redact.kinds import Kind
from analyser.redact.kinship import of_owner, owner_of, role_of_owner
from analyser.redact.matching import Match
from analyser.redact.tokens import Token, covered


@dataclass(slots=True)
class Note:
    """What discovery is given of a note: its words, their kinds, and what is known of it already."""

    text: str = field(repr=False)
    tokens: list[Token] = field(repr=False)
    kinds: list[Kind] = field(repr=False)
    matches: list[Match] = field(repr=False)
    likely: list[tuple[float, ...]] = field(default_factory=list, repr=False)  # by the finder, for each of its KINDS
    numbers: list[tuple[float, ...]] = field(default_factory=list, repr=False)  # and for each of its NUMBERS
    opens: list[float] = field(default_factory=list, repr=False)  # how likely a name begins with the word
    endings: list[float] = field(default_factory=list, repr=False)  # and the 's behind the word that of a service
    known: set[int] = field(default_factory=set, repr=False)  # tokens of known people

    def __post_init__(self) -> None:
        self.likely = self.likely or [(0.0,) * len(KINDS)] * len(self.tokens)
        self.numbers = self.numbers or [(0.0,) * len(NUMBERS)] * len(self.tokens)
        self.opens = self.opens or [0.0] * len(self.tokens)
        self.endings = self.endings or [0.0] * len(self.tokens)
        self.known = {i for m in self.matches for i in range(m.first, m.last + 1)}


def shares(note: Note, start: int, end: int) -> tuple[float, ...]:
    """How likely the finder holds the words of a stretch for a name of each of its ``KINDS``, in the mean."""
    inside = [note.likely[i] for i in covered(note.tokens, start, end)]
    return tuple(sum(k) / len(inside) for k in zip(*inside, strict=True)) if inside else (0.0,) * len(KINDS)


@dataclass(slots=True)
class Evidence:
    """What speaks for a found word, over the whole file."""

    person: float = 0.0
    place: float = 0.0
    org: float = 0.0
    within: int = 0  # mentions inside a sentence
    mentions: int = 0
    roles: list[str] = field(default_factory=list)
    lower: int = 0
    cued: int = 0  # mentions with more than the word itself
    acted: int = 0  # mentions before a verb that only a person does
    things: int = 0  # mentions behind an article
    seen: float = 0.0  # how likely the finder holds each mention to be any name, in sum
    rare: bool = False  # an English word that case notes do not use


# What a finder that is certain adds to one mention.
PERSON = 1.6
PLACE = 2.2
_AGES = frozenset({"months", "mths", "weeks", "wks", "days", "yrs", "yr", "mth", "m"})


_AGE = frozenset(map(str, range(18)))


def score(note: Note, first: int, last: int) -> tuple[float, float, str]:
    """(for a person, for a place, role) of one mention."""
    c = lexicon.cues()
    tokens = note.tokens
    token, end = tokens[first], tokens[last]
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    person = place = 0.0
    role = ""
    if end.possessive:
        person += 0.7
    if token.folded in lexicon.given_names() or token.folded in lexicon.ordinary():
        town = token.folded in lexicon.places() and token.folded in lexicon.given_names()
        person += 1.5 if town else 2.0
    if before is not None and token.gap == ", " and before.folded in lexicon.building().streets and before.capital:
        place += 2.5
    joined = " ".join(t.folded for t in tokens[first : last + 1])
    if joined in lexicon.places() or (first == last and token.folded in lexicon.places()):
        place += 2.0 if person < 1.5 else 1.0 if token.folded in lexicon.given_names() else 0.0
    if before is not None and token.gap in (" ", " (", ": ", ", "):
        two = ""
        if first > 1:
            two = f"{tokens[first - 2].folded}{'-' if before.gap == '-' else ' '}{before.folded}"
        found = c.roles.get(two) or c.roles.get(before.folded)
        if found and (token.gap != ", " or _set_off(note, first, after)):
            person += 2.0 if token.gap in (" ", " (") else 1.0
            role = of_owner(found, _owner(note, first - 1))
        if token.gap == " ":
            if before.folded in c.before_place:
                place += 1.5
            elif before.folded in c.before_place_weak:
                place += 0.5
                person += 0.4
                if first > 1 and before.folded in ("to", "from") and tokens[first - 2].folded in c.moves:
                    place += 1.0  # moved to Xxx, the bus from Xxx
            elif before.folded in c.before_person:
                person += 0.7
        elif token.gap == " " and before.text.isdigit() and len(before.text) < 4 and lexicon.is_foreign(token.folded):
            place += 1.0  # 7 Ropewalk
    if after is not None:
        if after.gap == " " and after.text in c.of_place and not end.possessive:
            place += 2.5  # Xxx duty team, Xxx police
        if after.gap in (" (", ", ", ": "):
            two = f"{after.folded} {tokens[last + 2].folded}" if last + 2 < len(tokens) else ""
            found = c.roles.get(two) or c.roles.get(after.folded)
            if found and after.gap != ": " and not _of_the_next(note, last + 1 + (two in c.roles), after.gap):
                person += 2.0 if after.gap == " (" else 1.0
                role = role or (_of_whose(tokens, last + 1, found) if after.possessive else found)
            elif (
                after.possessive and (owner := _known(note, last + 1)) and (said := _of_whose(tokens, last + 1, owner))
            ):
                person += 2.0 if after.gap == " (" else 1.0
                role = role or said
            elif (after.gap == ", " and after.text in _AGE and _ends_age(note, last + 2)) or (
                after.gap == " (" and after.text in _AGE and note.text[after.end : after.end + 1] in (")", ",", " ")
            ):
                person += 2.0
                role = role or "child"
        elif after.gap == " " and after.folded in c.verbs:
            person += 1.2
            if after.folded in c.animate and note.kinds[first] is Kind.OPENING:
                person += 0.8
        elif (
            after.gap == " "
            and after.text in _AGE
            and last + 2 < len(tokens)
            and (tokens[last + 2].gap == ", " or tokens[last + 2].folded in _AGES)
        ):
            person += 2.0
            role = role or "child"
        elif after.gap in (': "', ": “", ": ‘", ": '"):
            person += 1.5  # who speaks, in a chat or a record of one
    inside = range(first, last + 1)
    person += PERSON * sum(note.likely[i][0] for i in inside) / len(inside)
    kinds = _of_place(tokens, last)
    place += PLACE * sum(sum(note.likely[i][2 : 2 + kinds]) for i in inside) / len(inside)
    return person, place, role


def _of_whose(tokens: Sequence[Token], at: int, owner: str) -> str:
    """Who somebody is of the one whom a possessive names: (mum's partner), (dad's brother); "" if none is said."""
    roles = lexicon.cues().roles
    for step in range(at + 1, min(at + 4, len(tokens))):
        if tokens[step].gap not in (" ", "'s ", "’s "):
            break
        said = roles.get(f"{tokens[step - 1].folded} {tokens[step].folded}") or roles.get(tokens[step].folded)
        if said:
            return of_owner(said, owner)
    return ""


def _of_the_next(note: Note, at: int, gap: str) -> bool:
    """Present: Kerry Bates, HV Olamide Obi: a role behind a comma is that of the name straight behind it."""
    if gap != ", " or at + 1 >= len(note.tokens):
        return False
    after = note.tokens[at + 1]
    return after.gap == " " and after.capital and (is_given(note, at + 1) or note.likely[at + 1][0] > _SOMEBODY)


_SOMEBODY = 0.5  # to the finder, of a name of a person


def _owner(note: Note, at: int) -> str:
    """The role of whoever has the relation that the word at a place says: Mum's sister, Xxx's brother."""
    owner = owner_of(note.tokens, at)
    if owner is None:
        owner = _joined(note.tokens, at)
    if owner is None:
        return ""
    return _known(note, owner) or role_of_owner(note.tokens[owner].folded)


def _set_off(note: Note, first: int, after: Token | None) -> bool:
    """Whether a name between commas is that of the relation before it: "Wayne's mum, Sheila, rang"; no list."""
    listed = after is None or after.gap[:1] != "," or not after.text.islower() or after.text in ("and", "or")
    return not listed and owner_of(note.tokens, first - 1) is not None


def _joined(tokens: Sequence[Token], at: int) -> int | None:
    """Whose mother it is in "Wayne and his mother", "Mum and her sister"."""
    if at < 3 or tokens[at - 1].folded not in _WHOSE or tokens[at - 2].text != "and":
        return None
    return at - 3 if all(tokens[i].gap == " " for i in range(at - 2, at + 1)) else None


_WHOSE = frozenset({"his", "her", "their"})


def _known(note: Note, at: int) -> str:
    """The role of somebody known who is named at a place."""
    return next((m.entity.role for m in note.matches if m.first <= at <= m.last), "")


def _of_place(tokens: Sequence[Token], last: int) -> int:
    """How many of the finder's two kinds of place speak for one: not both where somebody stands beside a door, whom the
    finder may hold for part of the address. Bevan, 9 Mill Lane; Okonkwo's flat 3."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None:
        return 2
    if tokens[last].possessive and after.folded in lexicon.building().flats:
        return 0
    return 1 if after.gap == ", " and after.text[0].isdigit() else 2


def weigh(note: Note, first: int, last: int, e: Evidence) -> None:
    """Adds what the finder makes of one mention."""
    size = last + 1 - first
    e.seen += sum(sum(note.likely[i]) for i in range(first, last + 1)) / size
    e.org += PLACE * sum(note.likely[i][1] for i in range(first, last + 1)) / size


def _ends_age(note: Note, at: int) -> bool:
    """Tam, 9, came; Tam, 7 months."""
    return at < len(note.tokens) and (note.tokens[at].gap == ", " or note.tokens[at].folded in _AGES)


def is_given(note: Note, at: int) -> bool:
    word = note.tokens[at].folded
    return word in lexicon.given_names() or at in note.known or word in lexicon.ordinary()


def place_before(note: Note, at: int) -> bool:
    return at > 0 and note.tokens[at].gap == " " and note.tokens[at - 1].folded in lexicon.cues().before_place


def is_rare(word: str) -> bool:
    """An English word that case notes do not use, and that could be a name."""
    return (
        word not in lexicon.common()
        and word.isalpha()
        and len(word) > 2
        and not word.endswith(("ed", "ing", "ly", "tion", "ment", "ness"))
    )


_NOT_DONE = frozenset({"sacred", "blessed", "united", "allied", "spring", "sterling", "wedding", "duckling", "sapling"})


def is_verbal(word: str) -> bool:
    """A word that may open a sentence of its own: Rang, Visited, At."""
    c = lexicon.cues()
    return (
        word in c.verbs
        or word in c.before_person
        or word in c.before_place
        or word in c.before_place_weak
        or word in people.stop_words()
        or (len(word) > 4 and word.endswith(("ed", "ing")) and word not in _NOT_DONE)
    )


def folded(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(t.folded for t in tokens)
