"""Names of people, places and organisations drawn from lists: for the name finder's texts and for made-up families."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from analyser.errors import WrongCall
from analyser.redact import lexicon


@dataclass(frozen=True, slots=True)
class Who:
    given: str
    surname: str
    title: str


TITLES = ("Mr", "Mrs", "Ms", "Miss", "Dr")
AS_KIN = ("child", "sibling", "mother", "father", "partner", "grandparent", "adult", "relative")


class Source:
    """Draws names of people and things from the lists in a folder."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        try:
            people_, things, lines = (
                yaml.safe_load((folder / f"{n}.yaml").read_text(encoding="utf-8"))
                for n in ("people", "things", "lines")
            )
        except OSError:
            raise WrongCall(
                f"{folder.name} lacks people.yaml, things.yaml or lines.yaml; name another corpus."
            ) from None
        self.origins: Mapping[str, Mapping[str, Sequence[str]]] = people_["origins"]
        self.words: Mapping[str, Sequence[str]] = people_["words"]
        self.things: Mapping[str, Sequence[str]] = things
        self.lines: Mapping[str, Sequence[str]] = lines
        self.wide = sorted(lexicon.given_names())

    def pick(self, key: str) -> str:
        return self.rng.choice(self.things[key])

    def surname(self, origin: str) -> str:
        pool = self.words if self.rng.random() < 0.08 else self.origins[origin]
        name = self.rng.choice(pool["surnames"])
        return f"{name}-{self.rng.choice(self.origins[origin]['surnames'])}" if self.rng.random() < 0.04 else name

    def given(self, origin: str) -> str:
        draw = self.rng.random()
        if draw < 0.08:
            return self.rng.choice(self.words["given"])
        if draw < 0.28:
            return "-".join(p.capitalize() for p in self.rng.choice(self.wide).split("-"))
        return self.rng.choice(self.origins[origin]["given"])

    def origin(self) -> str:
        return self.rng.choice(sorted(self.origins))

    def who(self, origin: str = "", surname: str = "") -> Who:
        origin = origin or self.origin()
        return Who(self.given(origin), surname or self.surname(origin), self.rng.choice(TITLES))

    def short(self, given: str) -> str:
        known = sorted(lexicon.nicknames().get(lexicon.fold(given), ()))
        if known and self.rng.random() < 0.5:
            return self.rng.choice(known).title()
        stem = given[: self.rng.choice((2, 3, 3, 4))]
        return stem + self.rng.choice(("", "", "s", "z", "y", "ie", "o"))

    def form(self, who: Who, role: str = "") -> str:
        """One way of naming somebody."""
        draw = self.rng.random()
        if role in AS_KIN:
            draw *= 0.62 if role in ("child", "sibling") else 0.9
        if draw < 0.45:
            return who.given
        if draw < 0.49:
            return self.short(who.given)
        if draw < 0.52:
            return initials(who)
        if draw < 0.7:
            return f"{who.given} {who.surname}"
        if draw < 0.88:
            return f"{who.title} {who.surname}"
        if draw < 0.91:
            return initials(who)
        if draw < 0.95:
            return f"{who.given[0]}{self.rng.choice(('. ', ' ', '.'))}{who.surname}"
        if draw < 0.97:
            return f"{who.surname.upper()}, {who.given}"
        return f"{who.title} {who.surname[0]}"

    def town(self) -> str:
        if self.rng.random() < 0.3:
            return self.pick("place_words")
        return self.pick("town_heads") + self.pick("town_tails")

    def street(self) -> str:
        if self.rng.random() < 0.15:
            return self.pick("street_whole")
        return f"{self.pick('street_heads')} {self.pick('street_tails')}"

    def place(self) -> str:
        return self.street() if self.rng.random() < 0.2 else self.town()

    def address(self) -> str:
        number = self.rng.randint(1, 140)
        house = f"{number}{self.rng.choice('abc')}" if self.rng.random() < 0.1 else str(number)
        draw = self.rng.random()
        if draw < 0.12:
            found = self.pick("house_names")
            return f"{found}, {self.street()}" if self.rng.random() < 0.3 else found
        if draw < 0.17:
            return f"{self.rng.choice(('no', 'no.', 'number', 'flat'))} {house}"
        found = f"{house} {self.street()}"
        if self.rng.random() < 0.18:
            unit = self.pick("units").format(n=self.rng.randint(1, 60), l=self.rng.choice("ABC"), f=1, f2=2)
            found = f"{unit}, {found}"
        if self.rng.random() < 0.25:
            found = f"{found}, {self.town()}"
        return found

    def organisation(self, kind: str = "") -> str:
        draw = self.rng.random()
        if kind in ("school", "nursery", "surgery", "hospital"):
            draw = 0.2 + draw * 0.75
        if draw < 0.15:
            return self.pick("plain_heads")
        if draw < 0.4:
            return f"{self.pick('plain_heads')} {self.pick('plain_tails')}"
        if draw < 0.6:
            whole = self.pick("named_whole")
            return whole.format(
                town=self.town(),
                saint=self.pick("saints"),
                tail=self.pick("named_tails"),
                welsh=self.pick("welsh"),
                arabic=self.pick("arabic"),
                firm=self.pick("firms"),
                firm2=self.pick("firms"),
                trade=self.pick("trades"),
                ward=self.pick("wards"),
                street=self.pick("street_heads"),
            )
        head = self.town() if self.rng.random() < 0.6 else self.street()
        return f"{head} {self.pick('named_tails')}" if draw < 0.92 else head

    def thing(self, kind: str) -> tuple[str, str]:
        """(value, kind of the finder) of a token of the note banks that is no person."""
        if kind == "place":
            return self.place(), "LOCATION"
        if kind == "address":
            return self.address(), "ADDRESS"
        return self.organisation(kind), "ORG"


def initials(who: Who) -> str:
    return (who.given[0] + "".join(p[0] for p in re.split(r"[ -]", who.surname) if p)).upper()
