"""Whom a title and a surname mean: Mr Shaw and Mrs Shaw are two people, Colin Fearon and Mr Fearon are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analyser.redact import lexicon, people
from analyser.redact.entries import Title
from analyser.redact.registry import Entity, Need, Registry, half_of

_ONLY_ONE = ("mother", "father")  # roles that one person of a file has
_SIDES = {"mother": "woman", "father": "man"}
_YOUNG = ("child", "sibling")
_PARENTS = ("mother", "father", "partner")
_RELATED = (*_YOUNG, "relative", "grandparent", "partner", "carer")
_OPEN = ("", "other")
_OFFICERS = ("police", "agency", "practitioner")
_TRADES = ("health", "police", "agency")


@dataclass(frozen=True, slots=True)
class Titled:
    """One mention with a title, folded but for the title."""

    title: str
    surname: str = field(repr=False)
    given: tuple[str, ...] = field(repr=False)
    role: str
    note: int  # which note of the file


def enter_titled(registry: Registry, found: Iterable[Titled]) -> None:
    """Settles who is meant by each title and surname of a file, those with a first name before the others."""
    found = list(found)
    _sides_by_use(registry, found)
    apart = {s for s in _apart(found) if _listed_women(registry, s) != 1}
    for mention in sorted(found, key=lambda t: (not t.given, not t.role)):
        style = mention.title if mention.surname in apart else ""
        entity = _whose(registry, mention, style)
        title = lexicon.cues().titles[mention.title]
        entity.side = entity.side or title.side
        if entity.role in ("", "other"):
            entity.role = mention.role or title.role or "other"
        entity.surname.add(mention.surname)
        key = (mention.title, mention.surname)
        registry.titled.setdefault(key, entity)
        registry.styles.setdefault(entity, set()).add(_style(mention.title, title))
        if len(mention.given) == 1 and len(mention.given[0]) > 1:
            people.add_parts(registry, entity, mention.given, mention.surname, "title")
        if mention.given or mention.surname not in lexicon.common():  # Mr Long: "Long chat" is not he
            registry.add_form((*mention.given, mention.surname), entity, Need.CAPITAL, "title")
        registry.add_form((mention.surname,), entity, people.need_of(mention.surname, part="surname"), "title")


def _sides_by_use(registry: Registry, found: Sequence[Titled]) -> None:
    """The one listed adult of a surname is the man or the woman that the file mostly names by it."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for t in found:
        side = lexicon.cues().titles[t.title].side
        if side and not t.given:
            used[t.surname][side] += 1
    for surname, sides in used.items():
        adults = [p for p in registry.persons() if p.listed and surname in p.surname and p.role not in _YOUNG]
        if len(adults) == 1 and not adults[0].side and sides["man"] != sides["woman"]:
            adults[0].side = max(sides, key=lambda s: sides[s])


def resolve(registry: Registry, title: str, surname: str, default: Entity) -> Entity:
    """The person whom a title before a surname means, where several share the surname."""
    titles = lexicon.cues().titles
    style = title if title in titles else title.title()
    known = registry.titled.get((style, surname))
    if known is not None or style not in titles or _side_fits(default, titles[style]):
        return known or default
    fitting = [p for p in registry.persons() if surname in p.surname and _side_fits(p, titles[style])]
    return min(fitting, key=lambda p: _order(p, titles[style], surname), default=default)


def elder(registry: Registry, surname: str, title: str, default: Entity, role: str) -> Entity:
    """Mr Shaw senior, Mrs Shaw (PGM): the one of the list who is that, has the surname and whom the title fits; where
    only a parent of the list has it, somebody else."""
    known = lexicon.cues().titles.get(title)
    wanted = role or "grandparent"
    fitting = [
        p
        for p in registry.persons()
        if p.listed and p.role == wanted and surname in p.surname and (known is None or _side_fits(p, known))
    ]
    if fitting or not default.listed or default.role not in _PARENTS:
        return fitting[0] if len(fitting) == 1 else default
    side = known.side if known is not None else ""
    other = registry.value("PERSON", f"{wanted} {side} {surname}")
    other.role, other.side = role or "other", side
    other.surname.add(surname)
    return other


def _apart(found: Sequence[Titled]) -> set[str]:
    """Surnames of which one note names both a Ms and a Mrs: two women."""
    styles: dict[tuple[int, str], set[str]] = defaultdict(set)
    for t in found:
        if t.title in ("Ms", "Miss", "Mrs"):
            styles[t.note, t.surname].add("Mrs" if t.title == "Mrs" else "Ms")
    return {surname for (_, surname), used in styles.items() if len(used) > 1}


def _listed_women(registry: Registry, surname: str) -> int:
    """How many of the list could be the Ms or Mrs of a surname; one is both."""
    return sum(
        p.listed and p.role not in _YOUNG and surname in p.surname and p.side != "man" for p in registry.persons()
    )


def _style(text: str, title: Title) -> str:
    return text if text in ("Ms", "Mrs", "Miss") else title.side or title.role


def _whose(registry: Registry, mention: Titled, style: str) -> Entity:
    title = lexicon.cues().titles[mention.title]
    persons = [p for p in registry.persons() if p.role != "family"]
    same = [p for p in persons if mention.surname in p.surname and _fits(registry, p, mention, title, style)]
    if mention.given:
        named = [p for p in same if p.given & set(mention.given)]
        named += [p for p in persons if not p.surname and p.given & set(mention.given) and _side_fits(p, title)]
        whole = {mention.surname, *mention.given}
        named += [p for p in persons if p.listed and whole <= p.given | p.surname and _side_fits(p, title)]
        if named:
            return named[0]
        same = [p for p in same if not p.given or _initial(p, mention.given)]
    known = registry.titled.get((mention.title, mention.surname))
    if known is not None and (not mention.given or known in same):
        return known
    kin = next((p for p in persons if mention.surname in p.given and not p.surname and _side_fits(p, title)), None)
    listed = [p for p in persons if p.listed and mention.surname in p.given and p.role in _RELATED]
    if not title.sure and not same and not mention.given and len(listed) == 1:
        return listed[0]  # Sister Ama, who is the sibling of the list and no nurse
    if kin is not None and not title.sure:
        return kin  # Nan Prosser of the list, not the Prosser who is the mother
    same = _not_the_other(registry, mention, title, same)
    if same:
        return min(same, key=lambda p: _order(p, title, mention.surname))
    if not mention.given and (one := _by_one_of_several(registry, persons, mention, title)) is not None:
        return one
    only = [p for p in persons if p.role == mention.role and not p.surname] if mention.role in _ONLY_ONE else []
    if only and not mention.given:
        return only[0]
    close = people.same_person(mention.surname, persons, surname=True) if len(mention.surname) > 4 else None
    if close is not None and not _fits(registry, close, mention, title, style):
        close = None
    return (
        kin
        or close
        or registry.add(
            Entity("PERSON", role=mention.role or title.role or "other", side=title.side, surname={mention.surname})
        )
    )


def _not_the_other(registry: Registry, mention: Titled, title: Title, same: list[Entity]) -> list[Entity]:
    """Without the one whom the file calls Mrs Shaw, where Miss Shaw may be another woman of the list; so of Miss."""
    other = {"Miss": "Mrs", "Mrs": "Miss"}.get(mention.title, "")
    named = registry.titled.get((other, mention.surname))
    women = [p for p in same if p.listed and p is not named and (p.side == "woman" or _by_first_name(p, title) == 1)]
    return women if named in same and women else same


def _by_one_of_several(registry: Registry, persons: Sequence[Entity], mention: Titled, title: Title) -> Entity | None:
    """Mr Abdul, Mrs Nguyen: the one listed adult of several first names who has it among them."""
    fitting = [
        p
        for p in persons
        if p.listed and len(p.given) > 1 and mention.surname in p.given and _fits(registry, p, mention, title, "")
    ]
    return fitting[0] if len(fitting) == 1 and title.side and fitting[0].role not in _YOUNG else None


def _side_fits(person: Entity, title: Title) -> bool:
    side = person.side or _SIDES.get(person.role, "")
    return not (title.side and side and side != title.side)


def _fits(registry: Registry, person: Entity, mention: Titled, title: Title, style: str) -> bool:
    """Whether this person can be called so."""
    if not _side_fits(person, title):
        return False
    if person.role in _YOUNG and (title.role in _TRADES or mention.title in ("Mr", "Mrs")):
        return False
    if title.role == "police" and person.role not in (*_OPEN, *_OFFICERS):
        return False  # PC Shaw is not the father, nor DS Lowe the social worker
    if title.role == "health" and person.role in people.ADULTS and not _titled_so(registry, person, mention):
        return False  # the doctor of a family has its name more often than a father is a doctor
    if title.role in _TRADES and not person.listed and person.role not in (*_OPEN, title.role):
        return False  # Dr Shaw is not the father, unless the list has no other Shaw
    if mention.role and person.role not in ("", "other", mention.role) and not person.listed:
        return False
    used = registry.styles.get(person, set())
    if title.side and used and used <= set(_TRADES) and not person.given:
        return False  # nor is Mr Shaw the doctor
    return person.listed or not (style and used & {"Ms", "Mrs", "Miss"} and ("Mrs" in used) != (style == "Mrs"))


def _titled_so(registry: Registry, person: Entity, mention: Titled) -> bool:
    """Whether the list or the words beside the name say that somebody of a family has this title."""
    return mention.role == person.role or registry.titled.get((mention.title, mention.surname)) is person


def _initial(person: Entity, given: tuple[str, ...]) -> bool:
    return all(len(g) == 1 for g in given) and any(p.startswith(given[0]) for p in person.given)


def _order(person: Entity, title: Title, surname: str) -> tuple[int, int, int, int, int]:
    """The trade of the title first, adults before children, whose surname it is before those who have it as one half,
    a side that is known to fit, then one that the first name tells, parents before the rest."""
    sure = 0 if title.side and (person.side or _SIDES.get(person.role)) == title.side else _by_first_name(person, title)
    place = people.ADULTS.index(person.role) if person.role in people.ADULTS else len(people.ADULTS)
    if title.side == "woman" and person.role == "partner":
        place += len(people.ADULTS)
    trade = int(title.role in _TRADES and person.role != title.role)
    return trade, int(person.role in _YOUNG), int(half_of(surname, person)), sure, place


def _by_first_name(person: Entity, title: Title) -> int:
    """1 where a first name is one of those whom the title fits, 3 where one of the others: Janet is no Mr Hale."""
    sides = {lexicon.sides().get(g) for g in person.given} - {None} if title.side and person.listed else set()
    return 2 if len(sides) != 1 else 1 if title.side in sides else 3


def by_letters(registry: Registry, title: str, letters: str) -> Entity | None:
    """Mrs K, Ms P-J: somebody who is called so in full, else anybody whom title and letters fit."""
    known = lexicon.cues().titles[title]
    fitting = [e for (t, surname), e in registry.titled.items() if t == title and spelt(surname, letters)]
    fitting += [
        p
        for p in registry.persons()
        if p.role != "family" and any(spelt(s, letters) for s in p.surname) and _side_fits(p, known)
    ]
    if not known.sure:  # Auntie P
        fitting = [
            p
            for p in registry.persons()
            if p.role in (known.role, "grandparent") and any(spelt(g, letters) for g in p.given)
        ]
    return fitting[0] if fitting else None


def spelt(surname: str, letters: str) -> bool:
    """Whether letters begin the parts of a surname: P-J for Pugh-Jones."""
    parts, wanted = surname.split("-"), letters.split("-")
    return len(parts) >= len(wanted) and all(p.startswith(w) for p, w in zip(parts, wanted, strict=False))
