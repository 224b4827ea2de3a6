"""Invented names for one simulated file, in the place of the pseudonyms that its sentences hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from random import Random

from analyser import taxonomy
from analyser.errors import WrongCall
from analyser.research.names_source import Source

_FAMILY = (
    "mother",
    "father",
    "parents",
    "family",
    "child",
    "sibling",
    "grandparent",
    "relative",
    "partner",
    "adult_at_risk",
)
_MOST = {"child": 3, "sibling": 2}  # people of a role in one file; more become the same ones again
_TRIES = 200


class Cast:
    """Gives each pseudonym of a file one name or value, and remembers which forms were used.

    Limits: names do not follow gender, and people of one surname need not be kin.
    """

    def __init__(self, lists: Source, rng: Random, words: frozenset[str]) -> None:
        self._source = copy(lists)  # the same lists, other draws
        self._source.rng = rng
        self._rng = rng
        self._words = words
        self._taken: set[str] = set()
        self._origin = self._source.origin()
        self._surname = self._name(lambda: self._source.surname(self._origin))
        self._people: dict[tuple[str, int], tuple[str, str]] = {}  # (role, number) -> (full name, given name)
        self._things: dict[tuple[str, str], str] = {}
        self.used: set[str] = set()

    def fill(self, kind: str, pseudonym: str) -> str:
        """The invented value for a pseudonym of a kind of personal data."""
        if kind != "PERSON":
            value = self._things.get((kind, pseudonym)) or self._thing(kind)
            self._things[kind, pseudonym] = value
            return value
        stem = pseudonym.rstrip("0123456789")
        role = taxonomy.role_of_pseudonym().get(stem, "other")
        number = int(pseudonym[len(stem) :] or 1)
        key = role, (number - 1) % _MOST.get(role, 2) + 1
        full, given = self._people.get(key) or self._person(role)
        self._people[key] = full, given
        form = given if role in _FAMILY or self._rng.random() < 0.5 else full
        self.used.add(form)
        return form

    def lines(self) -> list[str]:
        """The PERSON and PII lines of the file, for what was used."""
        found = []
        for (role, _), (full, given) in self._people.items():
            found.append(f"PERSON {role} = {full}" + (f"; {given}" if given in self.used else ""))
        by_kind: dict[str, list[str]] = {}
        for (kind, _), value in self._things.items():
            by_kind.setdefault(kind, []).append(value)
        return [*found, *(f"PII {kind} = {'; '.join(values)}" for kind, values in by_kind.items())]

    def _person(self, role: str) -> tuple[str, str]:
        origin = self._origin if role in _FAMILY else self._source.origin()
        given = self._name(lambda: self._source.given(origin))
        surname = self._surname if role in _FAMILY else self._name(lambda: self._source.surname(origin))
        return f"{given} {surname}", given

    def _name(self, draw: Callable[[], str]) -> str:
        """A name of one word that is no ordinary word of the sentences and nobody else's."""
        for _ in range(_TRIES):
            name = draw()
            if re.fullmatch(r"[^\W\d_]{3,}", name) and name.lower() not in self._words | self._taken:
                self._taken.add(name.lower())
                return name
        raise WrongCall("the lists of names hold too few that are no ordinary words; name another corpus.")

    def _thing(self, kind: str) -> str:
        draws: dict[str, Callable[[], str]] = {
            "ORG": self._source.organisation,
            "LOCATION": self._source.town,
            "ADDRESS": self._source.address,
            "PHONE": lambda: f"07700 900{self._rng.randrange(1000):03}",
        }
        for _ in range(_TRIES):
            value = draws[kind]()
            words = set(re.findall(r"\w+", value.lower()))
            if len(value) > 5 and not words <= self._words and value.lower() not in self._taken:
                self._taken.add(value.lower())
                return value
        raise WrongCall("the lists of places and services hold too few; name another corpus.")
