"""Every way in which a known person may be written: from a full name and a role to forms that text is matched with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from analyser.model import Person
from analyser.redact import lexicon
from analyser.redact.lexicon import fold
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.tokens import Token
from analyser.redact.unborn import enter_unborn, is_unnamed
from analyser.redact.whose import enter_whose

_PART = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WOMEN = frozenset({"mother"})
_MEN = frozenset({"father"})
# A person's side decides who "Mr Shaw" is where several share the surname.
ADULTS = ("mother", "father", "adult_at_risk", "partner", "carer", "grandparent", "relative")


def need_of(word: str, *, part: str = "given") -> Need:
    """How a word must be written to be taken for the name that it is."""
    if word in lexicon.ordinary():
        return Need.ORDINARY
    if lexicon.is_english(word) or lexicon.is_protected(word):
        return Need.CAPITAL if part == "given" or word not in lexicon.common() else Need.WITHIN
    return Need.ANY if len(word) > 2 else Need.CAPITAL


def short_need(short: str) -> Need:
    """A short form needs a capital; one that is an English word or a month, a place within the sentence as well."""
    if short in lexicon.calendar():
        return Need.ORDINARY
    need = need_of(short)
    if need is Need.ANY and len(short) > 3:
        return need
    return (
        Need.WITHIN
        if need is Need.CAPITAL and len(short) > 2 and short in lexicon.common()
        else max(need, Need.CAPITAL)
    )


def split_name(name: str) -> tuple[str, tuple[str, ...]]:
    """(title, parts of the name)."""
    parts = tuple(_PART.findall(name.replace(".", " ")))
    title = ""
    while parts and len(parts) > 1:
        two = " ".join(parts[:2])
        if two in lexicon.cues().titles and len(parts) > 2:
            title, parts = two, parts[2:]
        elif parts[0] in lexicon.cues().titles:
            title, parts = parts[0], parts[1:]
        else:
            break
    return title, parts


def author(registry: Registry, name: str) -> Entity | None:
    """Who wrote a note: whoever has the whole name, or its last word. One letter is nobody's: Fern L is not Leanne."""
    words = tuple(map(lexicon.fold, split_name(name)[1]))
    whole = registry.forms.get(words)
    if whole is not None:
        return whole.entity
    forms = registry.starting(words[-1]) if words and len(words[-1]) > 1 else []
    return forms[0].entity if forms else None


def enter(registry: Registry, person: Person) -> Entity:
    """Enters a person of the people list, with all forms."""
    title, parts = split_name(person.name)
    entity = registry.add(Entity("PERSON", role=person.role, listed=True))
    known = lexicon.cues().titles.get(title)
    entity.side = known.side if known else "woman" if person.role in _WOMEN else "man" if person.role in _MEN else ""
    if not parts:
        return entity
    if len(parts) == 1 and _letters_only(person.name):
        add_alias(registry, entity, person.name)  # who is listed by initials alone
        parts = ()
    surname_only = bool(title) and len(parts) == 1 and title not in ("Sister", "Auntie", "Aunty", "Uncle", "Nan")
    given, surname = (parts[:-1], parts[-1]) if len(parts) > 1 else ((), parts[0]) if surname_only else (parts, "")
    if is_unnamed(tuple(map(fold, parts[:-1] if len(parts) > 1 else parts))):
        _without_name(registry, entity, tuple(map(fold, parts)))
    else:
        written_small(registry, entity, person.name)
        add_parts(registry, entity, tuple(map(fold, given)), fold(surname), "list")
        add_initials(registry, entity, parts)
    for alias in person.aliases:
        add_alias(registry, entity, alias)
    if surname_only:
        registry.titled.setdefault((title, fold(surname)), entity)  # Mr Khan and PC Khan of one list are two
        if known and known.role:
            registry.styles[entity] = {known.role}
    for kind, value in person.identifiers:
        registry.value(kind, value)
    registry.name(entity)
    return entity


def _without_name(registry: Registry, entity: Entity, parts: tuple[str, ...]) -> None:
    """A child whom the list calls Unborn Baby Shaw; anybody else of the list has the surname by itself first."""
    surname = parts[-1]
    if is_unnamed(parts):
        return
    registry.add_form(parts, entity, Need.ANY, "list")
    registry.add_form((surname,), entity, need_of(surname, part="surname"), "nickname")
    enter_unborn(registry, surname, entity)


def add_parts(registry: Registry, entity: Entity, given: tuple[str, ...], surname: str, source: str) -> None:
    """Forms from the parts of a name, folded."""
    words = (*given, surname) if surname else given
    for size in range(len(words), 1, -1):
        for at in range(len(words) - size + 1):
            registry.add_form(words[at : at + size], entity, Need.ANY, source)
    if given and surname and len(given) > 1:
        registry.add_form((given[0], surname), entity, Need.ANY, source)
    if len(given) == 2 and source == "list" and not given[1].startswith("-"):
        pair = (given[0][0] + given[1][0]).upper()
        if pair not in lexicon.acronyms():
            registry.add_form((pair,), entity, Need.EXACT, "initials")
    if given and source == "list" and "-" in given[0].strip("-"):
        pair = "".join(p[0] for p in given[0].split("-") if p).upper()
        acronym = pair in lexicon.acronyms()
        registry.add_form((pair,), entity, Need.EXACT, "acronym-pair" if acronym else "pair")  # EM for Ellie-May
    for i, word in enumerate(given):
        entity.given.add(word)
        if len(word) == 1:
            continue  # A Bose: the letter by itself is no form
        registry.add_form((word,), entity, need_of(word, part="given" if source == "list" else "surname"), source)
        if source == "list":
            enter_whose(registry, entity, word)
            if i == 0:
                for short in lexicon.nicknames().get(word, ()):
                    enter_whose(registry, entity, short, guessed=True)
        if i == 0:
            for short in nicknames(word):
                registry.add_form((short,), entity, short_need(short), "nickname")
                if surname:
                    registry.add_form((short, surname), entity, Need.CAPITAL, "nickname")
            if surname and surname[0] not in "ai":
                registry.add_form((word, surname[0]), entity, Need.CAPITAL, source)
        if "-" in word:
            for piece in word.split("-"):
                if len(piece) > 2:
                    entity.given.add(piece)
                    registry.add_form((piece,), entity, max(need_of(piece), Need.CAPITAL), source)
            registry.add_form(tuple(word.split("-")), entity, Need.ANY, source)
    if surname:
        entity.surname.add(surname)
        registry.add_form((surname,), entity, need_of(surname, part="surname"), source)
        if source == "list":
            registry.share(surname, entity)
        if given and (source != "list" or entity.role in _MAY_EXPECT):
            enter_unborn(registry, surname)
        if given:
            registry.add_form((given[0][0], surname), entity, Need.CAPITAL, source)
            if source == "list":
                registry.add_form((surname, *given), entity, Need.CAPITAL, source)  # SHAW Kelly
                registry.add_form((surname, given[0]), entity, Need.CAPITAL, source)
        if "-" in surname:
            pieces = surname.split("-")
            for piece in (p for p in pieces if len(p) > 2):
                entity.surname.add(piece)
                registry.add_form((piece,), entity, max(need_of(piece, part="surname"), Need.CAPITAL), source)
            registry.add_form(tuple(pieces), entity, Need.ANY, source)
        if not surname.endswith("s") and len(surname) > 2:
            several = surname + "s"
            a_word = len(several) < _LONG or lexicon.is_english(several) or several in lexicon.given_names()
            household = family(registry, surname, entity.role)
            if source == "list" and given:
                whole = Need.CAPITAL if a_word else Need.ANY
                registry.add_form((*given, several), entity, whole, source)  # tyler okoros trainers
            need = Need.WITHIN if lexicon.is_english(several) else Need.CAPITAL  # Parks are shut
            registry.add_form((several,), household, need if a_word or source != "list" else Need.ANY, source)


_MAY_EXPECT = frozenset({"mother", "father", "partner", "child", "sibling", "other", ""})
_LONG = 6  # letters of "the Haddads" that no other word has in lower case
_OF_THE_FILE = frozenset({*ADULTS, "child", "sibling", "other", ""} - {"carer"})


def family(registry: Registry, surname: str, role: str = "other") -> Entity:
    """The family of a surname, as one actor: that of the file whatever its surnames, or one that somebody with another
    role has, such as a carer."""
    known = registry.households.get(surname)
    if known is None:
        key = "" if role in _OF_THE_FILE else surname
        known = registry.households.get(key) or registry.add(Entity("PERSON", role="family"))
        registry.households[key] = registry.households[surname] = known
    return known


def _letters_only(name: str) -> bool:
    return name.isupper() and 1 < len(name) <= 3


def written_small(registry: Registry, entity: Entity, name: str) -> None:
    """A name that the list itself gives in small letters, and that is no word: it is written so in the file."""
    word = fold(name)
    if (
        name.islower()
        and name.isalpha()
        and len(name) > 1
        and not (lexicon.is_english(word) or lexicon.is_protected(word))
    ):
        registry.add_form((word,), entity, Need.ANY, "list")


def add_alias(registry: Registry, entity: Entity, alias: str) -> None:
    """Another form that was given with the file: sure."""
    title, parts = split_name(alias)
    words = tuple(map(fold, parts))
    if not words:
        return
    written_small(registry, entity, alias)
    if title and len(words) == 1 and len(words[0]) == 1:
        registry.add_form((fold(title), words[0]), entity, Need.CAPITAL, "list")
        if words[0] not in "ai":
            registry.add_form((parts[0].upper(),), entity, Need.EXACT, "letter")
    elif alias.isupper() and len(alias) <= 4:
        registry.add_form((alias,), entity, Need.EXACT, "list")
        registry.known_by.add(alias)
    elif len(words) > 1:
        registry.add_form(words, entity, Need.ANY, "list")
        registry.known_by.add(" ".join(words))
    else:
        registry.add_form(words, entity, need_of(words[0]), "list")
        if not title:
            enter_whose(registry, entity, words[0])
        (entity.surname if title else entity.given).add(words[0])


def add_initials(registry: Registry, entity: Entity, parts: tuple[str, ...]) -> None:
    """TR, BOK, LMcV: letter for letter. Those that are an acronym of the services need more evidence."""
    if len(parts) < 2:
        return
    pieces = [p for part in parts for p in re.split(r"['’-]", part) if p]
    simple = "".join(p[0] for p in parts).upper()
    full = "".join(p[0] for p in pieces).upper()
    mac = "".join(p[:2] if p.startswith("Mac") is False and p.startswith("Mc") else p[0] for p in parts[:-1])
    last = parts[-1]
    forms = {simple, full}
    if last.startswith("Mc") and len(last) > 2:
        forms.add(mac[: len(parts) - 1] + "Mc" + last[2])
    if last.startswith("Mac") and len(last) > 3 and last[3].isupper():
        forms.add(mac[: len(parts) - 1] + "Mac" + last[3])
        forms.add(mac[: len(parts) - 1] + "M" + last[3])
    forms.add("".join("-".join(p[0] for p in part.split("-") if p) for part in parts).upper())  # KO-A
    led = [p for p in parts if p in lexicon.beside().particles]
    if led:
        forms |= {"".join(p[0] for p in led) + last[0], "".join(p[0] for p in led).capitalize() + last[0]}  # VdB
    if _LED.match(last):
        forms.add(last[:3])  # O'N
    for form in forms:
        if 2 <= len(form) <= 6:
            if entity.listed:
                registry.share(form, entity)
            registry.add_form((form,), entity, Need.EXACT, "acronym" if form in lexicon.acronyms() else "initials")


_LED = re.compile(r"[A-Z]['’][A-Z]")  # O'Neill
_ALIKE = 2  # letters that two short forms of one name share, if one may stand for the other
# Months that are also what people call a Declan or a Janet.
_MONTHS = frozenset({"dec", "jan"})


@cache
def nicknames(name: str) -> frozenset[str]:
    """Short forms of a folded given name: from the table, its cuttings, and the usual endings on them."""
    table = lexicon.nicknames().get(name, frozenset())
    wider = set(table) | {
        other
        for full in table
        if len(full) > len(name)
        for other in lexicon.nicknames().get(full, ())
        if other[:_ALIKE] == name[:_ALIKE]  # Kath is Kate, but Abi is not Gail
    }
    found = set(wider)
    for size in range(3, min(len(name), 8)):
        stem = name[:size]
        found.add(stem)
        if size <= 5:
            found |= {stem + ending for ending in ("s", "y", "ie", "z")}
            if stem[-1] not in "aeiouy":
                found |= {stem + stem[-1] + "y", stem + stem[-1] + "ie"}
    if len(name) >= 4 and name.isalpha():
        # Ty, Baz, Kez, Ifs
        found |= {name[:2] + ending for ending in ("z", "zz", "zza", "s") if name[1] in "aeiou" or name[0] in "aeiou"}
        found |= {name[:2]} - lexicon.cut_short()
    if len(name) >= 6:
        found |= {name[i:] for i in range(2, len(name) - 3)}
    return frozenset(f for f in found if f != name and _short_holds(name, f, wider))


def _short_holds(name: str, short: str, table: set[str]) -> bool:
    """Short forms that are common words are left out; other words pass, and need a capital within a sentence."""
    if lexicon.is_protected(short):
        return short in _MONTHS and name.startswith(short)
    if short not in lexicon.english():
        return True
    if short in table or short in lexicon.ordinary():
        return True
    if short == f"{name[:2]}s" and short in lexicon.common():
        return False  # Bus for Bukola
    return name.startswith(short.rstrip("s")) and short not in stop_words() and short not in lexicon.cues().verbs


@cache
def stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


def close(a: str, b: str) -> bool:
    """One slip of the keyboard apart, from five letters; two from nine."""
    if a == b:
        return True
    shorter = min(len(a), len(b))
    if shorter < 5 or abs(len(a) - len(b)) > 2:
        return False
    limit = 2 if shorter >= 9 else 1
    return bool(DamerauLevenshtein.distance(a, b, score_cutoff=limit) <= limit)


def same_person(word: str, persons: Iterable[Entity], *, surname: bool = False, role: str = "") -> Entity | None:
    """The known person that a found word most likely stands for: misspelt, cut short, or spelt by its sound.

    Args:
        role: that the words beside it say; somebody of the list who has another is not called by it for short.
    """
    persons = list(persons)
    for entity in persons:
        if any(close(word, n) for n in (entity.surname if surname else entity.given | entity.surname)):
            return entity
    if surname:
        return None
    for entity in persons:
        other = entity.listed and role not in ("", entity.role)
        if not other and any(word in nicknames(n) or n in nicknames(word) for n in entity.given):
            return entity
    return None


def whose_name(tokens: Iterable[Token], persons: Iterable[Entity]) -> Entity | None:
    """The known person whose surname the words end in, and whose given name may begin as they do."""
    plain = [t.folded for t in tokens if not lexicon.is_title(t.text)]
    if len(plain) < 2:
        return None
    for p in persons:
        if (
            p.role != "family"
            and plain[-1] in p.surname
            and (not p.given or any(g.startswith(plain[0][0]) for g in p.given))
        ):
            return p
    return None
