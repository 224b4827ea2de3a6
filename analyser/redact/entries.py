"""What the rule files hold, as checked objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ordinary:
    """A name that is an English word as well, and the neighbours that make it the word."""

    word: str
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    always: bool = False
    opening: bool = False
    thing: bool = False  # a thing that acts as well: the storm took the fence
    kind: bool = False  # an adjective as well: Christian farms


@dataclass(frozen=True, slots=True)
class Title:
    sure: bool
    side: str  # man, woman or ""
    role: str


@dataclass(frozen=True, slots=True)
class Cues:
    titles: Mapping[str, Title]
    roles: Mapping[str, str]  # word or two words -> role
    no_calling: frozenset[str]
    unnamed: frozenset[str]
    unnamed_kind: frozenset[str]
    expected_of: frozenset[str]
    friends: frozenset[str]
    family_carer: frozenset[str]
    points: frozenset[str]
    verbs: frozenset[str]
    animate: frozenset[str]
    before_person: frozenset[str]
    before_place: frozenset[str]
    before_place_weak: frozenset[str]
    moves: frozenset[str]
    of_place: frozenset[str]
    before_initials: frozenset[str]
    kin_letters: frozenset[str]
    lettered: frozenset[str]
    letter_does: frozenset[str]
    letters_state: frozenset[str]
    never_initials: frozenset[str]  # shouted words, not signed initials
    never_signed: frozenset[str]
    tells_person: frozenset[str]
    lower_person: frozenset[str]
    sent: frozenset[str]
    texted: frozenset[str]
    before_term: frozenset[str]
    after_term: frozenset[str]
    says_term: frozenset[str]
    after_not: frozenset[str]
    dotted_acronyms: frozenset[str]
    thing_acronyms: frozenset[str]
    everyday_letters: frozenset[str]
    befalls_things: frozenset[str]
    irregular: frozenset[str]  # past forms that are not a present as well
    long_titles: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Building:
    """Words that names of organisations and places are built with, folded."""

    suffixes: Mapping[str, str]  # one word, or two joined by a blank -> stem of the pseudonym
    prefixes: Mapping[str, str]
    generic: frozenset[str]
    streets: frozenset[str]
    street_heads: frozenset[str]
    units: frozenset[str]
    particles: frozenset[str]
    leads: frozenset[str]
    events: frozenset[str]
    houses: frozenset[str]
    house_words: frozenset[str]
    house_heads: frozenset[str]  # words of Wales that begin the name of a house: Tŷ Xxx
    sure_streets: frozenset[str]
    counts: frozenset[str]
    numbered_streets: frozenset[str]
    tails: frozenset[str]  # words for a kind of place that belong to the name before them
    of_heads: frozenset[str]  # Church of Xxx, House of Xxx
    of_crowns: frozenset[str]  # Prince of Xxx Hospital
    surnames: frozenset[str]  # suffixes that are surnames as well
    weak_suffixes: frozenset[str]
    faint_streets: frozenset[str]
    firms: frozenset[str]
    counted: frozenset[str]
    schemes: frozenset[str]
    not_called: frozenset[str]
    lower_kinds: frozenset[str]
    place_ends: frozenset[str]  # Xxx Moor
    place_leads: frozenset[str]  # Upper Xxx
    sure_street_heads: frozenset[str]  # of street_heads, those that begin nothing else
    grounds: frozenset[str]  # last words of places out of doors
    flats: frozenset[str]  # words before the number of a door
    counties: frozenset[str]  # last words of counties and of what they are shortened to
    lodgings: frozenset[str]  # last words of houses in which people lodge: Xxx Hostel
    roads: frozenset[str]  # last words of streets that are no surname
    building_surnames: frozenset[str]  # words for a building that are surnames as well
    saints: frozenset[str]
    firm_labels: frozenset[str]  # words of labels of forms that ask for a service or a firm


@dataclass(frozen=True, slots=True)
class Beside:
    """Words beside a name: what each list is for stands in ``rules/beside.yaml``."""

    numbered: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]
    welsh_tails: frozenset[str]
    welsh_heads: frozenset[str]
    of_faith: frozenset[str]
    whose: frozenset[str]
    of_services: frozenset[str]
    shared: frozenset[str]
    leads: frozenset[str]
    joints: frozenset[str]
    within: frozenset[str]
    small: frozenset[str]
    possessed: frozenset[str]
    performed: frozenset[str]
    fond: frozenset[str]
    org_letters: frozenset[str]
    other_letters: frozenset[str]
    behind: frozenset[str]
    elders: frozenset[str]
    lettered_behind: frozenset[str]
    households: frozenset[str]
    honours: frozenset[str]
    called: frozenset[str]
    joined: frozenset[str]
    particles: frozenset[str]
    lower_titles: frozenset[str]
    before_a_title: frozenset[str]
    lying: frozenset[str]
    who_miss: frozenset[str]
    titles_of_places: frozenset[str]
    stopped: frozenset[str]
    before_any: frozenset[str]
    begins: frozenset[str]
    of_places: frozenset[str]
    ends: frozenset[str]
    for_whom: frozenset[str]
    halved: frozenset[str]
    halved_kinds: frozenset[str]
    works: frozenset[str]
    happened: frozenset[str]
    of_law: frozenset[str]
    met: frozenset[str]
