"""Who and what has been found in one case file: one registry a file, one pseudonym for each.

Holds personal data, in memory only. Its ``repr`` shows none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from analyser import taxonomy


class Need(IntEnum):
    """What an occurrence must look like for a form to hold there."""

    ANY = 0  # any case: the word is nothing but a name
    CAPITAL = 1  # with a capital, anywhere
    WITHIN = 2  # with a capital, and not where a sentence opens
    ORDINARY = 3  # a name that is also a word: neighbours decide
    EXACT = 4  # letter for letter: initials
    LAST = 5  # the last word with a capital: the Infirmary


@dataclass(slots=True, eq=False)
class Entity:
    """A person, place, organisation or identifier of the file."""

    type: str
    role: str = ""
    stem: str = ""
    given: set[str] = field(default_factory=set, repr=False)  # folded
    surname: set[str] = field(default_factory=set, repr=False)
    side: str = ""
    listed: bool = False
    pseudonym: str = ""

    def __repr__(self) -> str:
        return f"Entity({self.type}, {self.pseudonym or 'unnamed'})"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an entity: its words, folded (exact for initials)."""

    words: tuple[str, ...] = field(repr=False)
    entity: Entity
    need: Need
    source: str


def _first_of(words: tuple[str, ...], entity: Entity, other: Entity) -> bool:
    """Whether a word is the first name of one and the surname of another, whom nobody calls by it alone."""
    word = words[0]
    by_surname = word in other.surname and word not in other.given
    return len(words) == 1 and word in entity.given and by_surname and bool(other.given)


def half_of(word: str, person: Entity) -> bool:
    """Whether a folded word is one half only of somebody's surname: Reid of Okafor-Reid."""
    return any("-" in s and word in s.split("-") for s in person.surname)


def _whole_of(words: tuple[str, ...], entity: Entity, other: Entity) -> bool:
    """Whether a word is the whole surname of a grown-up, and half of another's who stands before them in the list."""
    word = words[0]
    whole = word in entity.surname and entity.role not in ("child", "sibling") and not half_of(word, entity)
    return len(words) == 1 and whole and word not in other.given and half_of(word, other)


class Registry:
    """Entities of a file, their forms, and the pseudonyms given so far."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.forms: dict[tuple[str, ...], Form] = {}
        self.exact: dict[str, Form] = {}
        self.dotted: dict[str, Form] = {}  # initials that are an acronym too
        self.titled: dict[tuple[str, str], Entity] = {}  # (title, folded surname) -> whom it means
        self.styles: dict[Entity, set[str]] = {}  # titles by which a person is known
        self.values: dict[tuple[str, str], Entity] = {}  # (type, value without blanks) -> entity
        self.owners: dict[str, tuple[Entity, bool]] = {}  # possessive without its sign -> whose, whether guessed
        self.shared: dict[str, list[Entity]] = {}  # letters or a folded surname -> those of the list who have it
        self.known_by: set[str] = set()  # what the list itself gives as somebody's: letters, folded words
        self.households: dict[str, Entity] = {}  # surname -> the family of that name; "": that of the file
        self.unborn: dict[str, Entity] = {}  # folded surname -> the child who has no name yet
        self.plain = False  # everybody is a Person, whatever the role
        self.given_before: dict[str, int] = {}
        self._having: dict[str, list[Entity]] = {}
        self._numbers: Counter[str] = Counter()
        self._starts: dict[str, list[Form]] | None = None

    def __repr__(self) -> str:
        return f"Registry({len(self.entities)} entities)"

    def add(self, entity: Entity) -> Entity:
        self.entities.append(entity)
        return entity

    def persons(self) -> Iterable[Entity]:
        return (e for e in self.entities if e.type == "PERSON")

    def owner(self, word: str) -> Entity | None:
        """Whose possessive a folded word is, without its sign; not a guess at a short form."""
        entity, guessed = self.owners.get(word, (None, True))
        return None if guessed else entity

    def surnames(self) -> set[str]:
        """The surnames of the list."""
        return {s for p in self.persons() if p.listed for s in p.surname - p.given}

    def share(self, word: str, entity: Entity) -> None:
        """Notes that somebody of the list has these initials or this surname; one who has them alone shares nothing."""
        having = self._having.setdefault(word, [])
        if entity not in having:
            having.append(entity)
            if len(having) > 1:
                self.shared[word] = having

    def add_form(self, words: tuple[str, ...], entity: Entity, need: Need, source: str) -> None:
        """A later form of the same words does not displace an earlier one, unless it is easier to meet, or is listed
        where the earlier is only a guess at a short form.

        Neighbours decide better than the place in the sentence does, so the second never displaces the first.
        """
        if not words:
            return
        if need is Need.EXACT and source in ("acronym", "acronym-pair"):
            form = Form(words, entity, need, source)
            if self.dotted.setdefault(words[0], form).source == "acronym-pair":  # as below
                self.dotted[words[0]] = form
            return
        if need is Need.EXACT:
            form = Form(words, entity, need, source)
            if self.exact.setdefault(words[0], form).source == "pair":  # who has these initials in full comes first
                self.exact[words[0]] = form
            return
        known = self.forms.get(words)
        guessed = known is not None and known.source == "nickname" and source == "list"
        if known is not None and source == known.source == "list" and _first_of(words, entity, known.entity):
            guessed = True  # Lewis Grant is Lewis, though a Sarah Lewis stands before him
        if known is not None and source == known.source == "list" and _whole_of(words, entity, known.entity):
            guessed = True  # Reid is Pat Reid, though a Dawn Cole-Reid stands before her
        eased = known is not None and known.entity is entity and need < known.need
        if known is None or guessed or (eased and (known.need, need) != (Need.ORDINARY, Need.WITHIN)):
            self.forms[words] = Form(words, entity, need, source)
            self._starts = None

    def starting(self, word: str) -> list[Form]:
        """Forms that begin with a folded word, longest first."""
        return self.by_opening().get(word, [])

    def by_opening(self) -> Mapping[str, list[Form]]:
        """Forms by the folded word that they begin with, the longest first."""
        if self._starts is None:
            starts: dict[str, list[Form]] = {}
            for form in self.forms.values():
                starts.setdefault(form.words[0], []).append(form)
            for forms in starts.values():
                forms.sort(key=lambda f: -len(f.words))
            self._starts = starts
        return self._starts

    def value(self, kind: str, text: str, stem: str = "") -> Entity:
        """The entity of an identifier's value; equal values, however spaced, are one."""
        key = (kind, "".join(c for c in text.lower() if c.isalnum() or c in "@/+"))
        entity = self.values.get(key)
        if entity is None:
            entity = self.values[key] = self.add(Entity(kind, stem=stem))
        return entity

    def initials(self, letters: str) -> Entity:
        """Somebody who is known by initials only, or the one person whom they fit."""
        if letters in self.dotted:
            return self.dotted[letters].entity
        first, last = letters[0].lower(), letters[-1].lower()
        for entity in self.persons():
            if any(g.startswith(first) for g in entity.given) and any(s.startswith(last) for s in entity.surname):
                return entity
        known = self.values.get(("PERSON", letters))
        if known is None:
            known = self.values["PERSON", letters] = self.add(Entity("PERSON", role="other"))
        return known

    def name(self, entity: Entity) -> str:
        """The pseudonym, given when first asked for: numbers follow the people list, then the text."""
        if not entity.pseudonym:
            if entity.type == "PERSON":
                role = "other" if self.plain else entity.role or "other"
                stem = taxonomy.person_pseudonym(role, 1).rstrip("0123456789")
                entity.pseudonym = taxonomy.person_pseudonym(role, self._next(stem))
            else:
                stem = entity.stem or taxonomy.thing_pseudonym(entity.type, 1).rstrip("0123456789")
                entity.pseudonym = taxonomy.thing_pseudonym(entity.type, self._next(stem), entity.stem or None)
        return entity.pseudonym

    def _next(self, stem: str) -> int:
        """The number of the next pseudonym that begins so, whatever made it begin so."""
        self._numbers[stem] = max(self._numbers[stem], self.given_before.get(stem, 0)) + 1
        return self._numbers[stem]

    def restart(self, given_before: Mapping[str, int]) -> None:
        """Takes all pseudonyms back; numbers go on from those given before: stem -> highest number."""
        self._numbers.clear()
        self.given_before = dict(given_before)
        for entity in self.entities:
            entity.pseudonym = ""

    def drop(self, phrases: Collection[tuple[str, ...]] = (), types: Collection[str] = ()) -> None:
        """Takes out forms that a policy lets stand: folded phrases of no listed person, and whole types."""

        def stays(form: Form, words: tuple[str, ...]) -> bool:
            return form.entity.type not in types and (form.entity.listed or words not in phrases)

        self.forms = {words: f for words, f in self.forms.items() if stays(f, words)}
        self.exact = {word: f for word, f in self.exact.items() if stays(f, (word.casefold(),))}
        self.dotted = {word: f for word, f in self.dotted.items() if stays(f, (word.casefold(),))}
        self._starts = None

    def roles(self) -> Mapping[str, str]:
        """Pseudonym -> role of every person that was named."""
        return {e.pseudonym: e.role or "other" for e in self.persons() if e.pseudonym}
