"""Decides over a whole file what each candidate is, and whom it means."""

from __future__ import annotations

from collections.abc import Collection

from analyser.redact import lexicon, people
from analyser.redact.endings import is_medicine
from analyser.redact.evidence import Evidence
from analyser.redact.registry import Entity, Need, Registry

# What must speak for an English word that only ever opens a sentence: more than the vote of the NER alone.
_RARE_OPENING = 2.0


def _commonest(roles: list[str]) -> str:
    """The first of the commonest, so that a run repeats itself."""
    return max(dict.fromkeys(roles), key=roles.count, default="")


def is_thing(word: str) -> bool:
    """A name that is a thing as well, which acts as people do: the storm took the fence."""
    entry = lexicon.ordinary().get(word)
    return entry is not None and entry.thing


def _unlikely(word: str, e: Evidence) -> bool:
    """A word of no list that stands behind an article each time and that nothing else speaks for: a doula."""
    if word in lexicon.given_names() or word in lexicon.places() or word in lexicon.ordinary():
        return False
    return e.things == e.mentions and e.person < 1.5 and e.place < 0.5 and e.seen < _SEEN * e.mentions


_SEEN = 0.4  # from here on the finder takes it for a name: the Ithon
# A word that the finder holds for no name, in the mean of its mentions.
_DOUBT = 0.1
_GIVEN_DOUBT = -1.0


def _doubted(word: str, e: Evidence) -> bool:
    """A word that the finder does not take for a name at any place, and that is no given name with a cue."""
    mean = e.seen / e.mentions
    if word in people.stop_words() and mean < _SEEN:
        return True  # It's, whatever stands before it
    if e.roles or e.cued or e.within or max(e.person, e.place) >= e.mentions:
        return False
    return mean < (_GIVEN_DOUBT if word in lexicon.given_names() or word in lexicon.ordinary() else _DOUBT)


def _plain(word: str, e: Evidence) -> bool:
    """A word that no list has, and that is no name: two English words in one, or a medicine by its stem."""
    if word in lexicon.given_names() or word in lexicon.places() or e.person >= _RARE_OPENING:
        return False
    common = lexicon.common()
    halves = any(word[:i] in common and word[i:] in common for i in range(3, len(word) - 3))
    return (halves and e.within == 0) or is_medicine(word)


def settle(registry: Registry, evidence: dict[tuple[str, ...], Evidence], titled: Collection[str] = ()) -> None:
    """Decides, over the whole file, what each found name is, longest first, so that parts join their whole.

    Args:
        titled: folded surnames that the file has behind a title; nobody is called by them for short.
    """
    for words in sorted(evidence, key=lambda w: -len(w)):
        e = evidence[words]
        if e.mentions == 0:
            continue
        known = registry.forms.get(words) if len(words) == 1 else None
        if known is not None and known.need <= Need.CAPITAL:
            if known.entity.type == "PERSON" and known.entity.role == "other" and e.roles:
                known.entity.role = _commonest(e.roles)
            continue
        alone = len(words) == 1
        word = words[0]
        strong = e.person >= 1.1 or e.place >= 1.5 or not alone
        if (
            alone
            and not strong
            and e.within == 0
            and lexicon.is_slip(word)
            and people.same_person(word, registry.persons()) is None
        ):
            continue
        if alone and word in lexicon.ordinary() and e.person < 1.5:
            continue
        if alone and e.within == 0 and not (e.roles or e.acted) and is_thing(word):
            continue
        if alone and word in lexicon.calendar() and not _calendar_name(word, e):
            continue
        if alone and e.rare and not (e.within or e.person >= _RARE_OPENING):
            continue
        if alone and not e.roles and (_plain(word, e) or _unlikely(word, e)):
            continue
        if alone and _doubted(word, e):
            continue
        if e.org > max(e.place, e.person) and not e.roles:
            entity = registry.add(Entity("ORG", stem="Organisation"))
            registry.add_form(
                words, entity, Need.CAPITAL if not alone or lexicon.is_foreign(word) else Need.WITHIN, "org"
            )
            continue
        if e.place > e.person:
            entity = registry.add(Entity("LOCATION"))
            need = Need.CAPITAL if not alone or lexicon.is_foreign(word) else Need.WITHIN
            registry.add_form(words, entity, need, "place")
            continue
        role = _commonest(e.roles)
        _enter_person(registry, words, role, words[-1] in titled)


def _calendar_name(word: str, e: Evidence) -> bool:
    """A month or season is a name only where more than the capital says so."""
    if word in ("summer", "autumn", "winter", "spring"):
        return e.mentions > 1 and (e.cued > 0 or bool(e.roles))
    return (bool(e.roles) and e.cued > 0) or e.cued > 1


def _enter_person(registry: Registry, words: tuple[str, ...], role: str, titled: bool) -> None:
    persons = [p for p in registry.persons() if p.role != "family"]
    if len(words) == 1:
        word = words[0]
        entity = (None if titled else registry.owner(word)) or people.same_person(
            word, persons, role=role, surname=titled
        )
        if entity is None:
            entity = registry.add(Entity("PERSON", role=role or "other"))
        elif role and entity.role == "other":
            entity.role = role
        need = people.need_of(word)
        registry.add_form(
            words, entity, need if need in (Need.ORDINARY, Need.ANY) else max(need, Need.CAPITAL), "found"
        )
        entity.given.add(word)
        if need is not Need.ORDINARY:
            for short in people.nicknames(word):
                if lexicon.is_foreign(short) is False:
                    continue
        return
    given, surname = words[:-1], words[-1]
    if given == ("the",):
        _enter_family(registry, surname)
        return
    if len(given) == 1 and len(given[0]) == 1:
        entity = next((p for p in persons if surname in p.surname), None) or registry.add(
            Entity("PERSON", role=role or "other")
        )
        entity.surname.add(surname)
        registry.add_form(words, entity, Need.CAPITAL, "found")
        registry.add_form((surname,), entity, max(people.need_of(surname, part="surname"), Need.CAPITAL), "found")
        return
    entity = next((p for p in persons if p.given & set(given) and (not p.surname or surname in p.surname)), None)
    if entity is None:
        entity = next((p for p in persons if not p.given and surname in p.surname), None)
    if entity is None:
        entity = registry.add(Entity("PERSON", role=role or "other"))
    elif role and entity.role == "other":
        entity.role = role
    people.add_parts(registry, entity, given, surname, "found")
    people.add_initials(registry, entity, tuple(w.title() for w in words))


def _enter_family(registry: Registry, name: str) -> None:
    """The Preeces."""
    if name.endswith("s") and any(name[:-1] in p.surname for p in registry.persons()):
        registry.add_form((name,), people.family(registry, name[:-1]), Need.CAPITAL, "found")
    else:
        registry.add_form((name,), registry.add(Entity("PERSON", role="family")), Need.CAPITAL, "found")
