"""What a word is by itself: English, protected, a given name, a place, a role word. Read once from ``rules/``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from analyser.errors import BadRules
from analyser.redact.entries import Beside, Building, Cues, Ordinary, Title
from analyser.taxonomy import load_yaml, roles

PACKAGE = "analyser.redact.rules"
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "’": "'"}
)


@cache
def fold(word: str) -> str:
    """Lower case, without diacritics; the same for every way of writing a name. Cached: words recur."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def _list(name: str) -> frozenset[str]:
    return frozenset(files("analyser.redact").joinpath("rules", name).read_text(encoding="utf-8").split("\n")) - {""}


def load(name: str) -> dict[str, Any]:
    return dict(load_yaml("analyser.redact", f"rules/{name}"))


@cache
def english() -> frozenset[str]:
    """Words of the dictionary and of case notes, in lower case."""
    return _list("english.txt")


@cache
def given_names() -> frozenset[str]:
    """Given names that are not English words."""
    return _list("given_names.txt")


@cache
def sides() -> Mapping[str, str]:
    """Folded first names that are a woman's or a man's alone: name -> woman, man."""
    return dict.fromkeys(_list("women.txt"), "woman") | dict.fromkeys(_list("men.txt"), "man")


@cache
def places() -> frozenset[str]:
    """Towns of Britain and Ireland and large cities elsewhere, folded."""
    return _list("places.txt")


@cache
def protected_lists() -> Mapping[str, frozenset[str]]:
    """Words that are not personal data, by what they are; ``rules/protected.yaml`` says what each list is for."""
    data = load("protected.yaml")
    data.pop("schema")
    found: dict[str, frozenset[str]] = {}
    for key, words in data.items():
        if not isinstance(words, list):
            raise BadRules(f"redact/rules/protected.yaml, {key!r} must be a list of words.")
        # An accent tells a word for a relation from a first name: Tía, not Tia.
        words = [w for w in words if key != "kin" or str(w).isascii() or fold(str(w)) not in given_names()]
        found[key] = frozenset(str(w) if key == "acronyms" else fold(str(w)) for w in words)
    return found


@cache
def accented() -> frozenset[str]:
    """Words with an accent that name nobody, in lower case."""
    data = load("protected.yaml")
    return frozenset(str(w).lower() for key in ("kin", "accented") for w in data[key] if not str(w).isascii())


@cache
def public() -> tuple[frozenset[str], frozenset[str]]:
    """(words, phrases) of products, programmes and the like."""
    data = load("public.yaml")
    words: set[str] = set()
    for group, names in data["words"].items():
        found = {fold(str(w)) for w in names} - given_names() - places() - set(ordinary()) - set(nicknames())
        # A firm may bear an English word; a medicine, a food or a plant is no firm.
        words |= found if group in ("medicines", "foods", "plants_and_dogs") else found - english()
    return frozenset(words), frozenset(fold(str(p)) for group in data["phrases"] for p in group)


@cache
def acronyms() -> frozenset[str]:
    return protected_lists()["acronyms"] | _list("acronyms.txt")


@cache
def syllables() -> tuple[frozenset[str], frozenset[str]]:
    """(surnames, other parts) of names that are built of short words: Vietnamese, Chinese, Korean."""
    data = load("syllables.yaml")
    for key in ("surnames", "parts"):
        if not isinstance(data.get(key), list) or any(not isinstance(w, str) for w in data[key]):
            raise BadRules(f"redact/rules/syllables.yaml, {key}: give a list of words; quote those such as no or on.")
    return frozenset(map(fold, data["surnames"])), frozenset(map(fold, data["parts"]))


@cache
def calendar() -> frozenset[str]:
    return protected_lists()["calendar"]


def is_title(word: str) -> bool:
    """A title as written, or one that is typed in lower case as well: Ms, ms."""
    return word in cues().titles or word in beside().lower_titles


@cache
def kin() -> frozenset[str]:
    return protected_lists()["kin"]


@cache
def protected() -> frozenset[str]:
    """Capitalised words that are not personal data: calendar, peoples, faiths, brands, services, kin words."""
    keys = tuple(k for k in protected_lists() if k not in ("phrases", "acronyms"))
    sure = frozenset(w for key in keys for w in protected_lists()[key] if " " not in w) | (public()[0] - given_names())
    return sure | (_list("capitals.txt") - given_names() - english())


@cache
def surname_too(*, people: bool) -> frozenset[str]:
    """Faiths, countries and brands (and with ``people`` peoples) that stand behind a title as a surname: PC Islam."""
    keys = ("faiths", "countries", "brands", *(("peoples", "calendar") if people else ()))
    words = frozenset(w for key in keys for w in protected_lists()[key] if " " not in w)
    return frozenset(w for w in words if not w.endswith(("day", "days")))


@cache
def faiths() -> frozenset[str]:
    return protected_lists()["faiths"]


@cache
def brands() -> frozenset[str]:
    return protected_lists()["brands"]


@cache
def common() -> frozenset[str]:
    """English words that case notes really use."""
    return _list("common.txt")


@cache
def capitals() -> frozenset[str]:
    """Words that case notes write with a capital within a sentence though they name nobody."""
    return _list("capitals.txt")


@cache
def ordinary() -> Mapping[str, Ordinary]:
    data = load("ordinary.yaml")
    found: dict[str, Ordinary] = {}
    for item in data["words"]:
        unknown = set(item) - {"word", "after", "before", "always", "opening", "thing", "kind"}
        if unknown or item["word"] in found:
            raise BadRules(f"redact/rules/ordinary.yaml, entry {item['word']!r}: unknown key or a second entry.")
        found[item["word"]] = Ordinary(
            item["word"],
            frozenset(map(str, item.get("after", ()))),
            frozenset(map(str, item.get("before", ()))),
            bool(item.get("always", False)),
            bool(item.get("opening", False)),
            bool(item.get("thing", False)),
            bool(item.get("kind", False)),
        )
    return found


@cache
def cut_short() -> frozenset[str]:
    """Two letters that records cut other words to, so that no first name is cut to them."""
    return frozenset(map(str, load("nicknames.yaml")["cut_short"]))


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Any given name or short form -> the others that stand for the same one."""
    linked: dict[str, set[str]] = {}
    for name, short in load("nicknames.yaml")["names"].items():
        for s in short:
            linked.setdefault(fold(s), set()).add(fold(name))
            linked.setdefault(fold(name), set()).add(fold(s))
    return {k: frozenset(v) for k, v in linked.items()}


@cache
def cues() -> Cues:
    data = load("cues.yaml")
    titles: dict[str, Title] = {}
    for item in data["titles"]:
        for word in item["words"]:
            titles[word] = Title(item["sure"], item["side"], item["role"])
    by_word: dict[str, str] = {}
    for role, words in data["roles"].items():
        if role not in roles():
            raise BadRules(f"redact/rules/cues.yaml: {role!r} is not a role of the taxonomy.")
        for word in words:
            by_word.setdefault(fold(word), role)
    plain = {
        f.name: frozenset(map(str, data[f.name]))
        for f in fields(Cues)
        if f.name not in ("titles", "roles", "long_titles")
    }
    return Cues(titles, by_word, **plain, long_titles=frozenset(t for t in titles if " " in t))


def word_lists(name: str, kind: type) -> dict[str, frozenset[str]]:
    """The lists of a rule file, one for each field of a dataclass.

    Raises:
        BadRules: a list is missing or unknown, or holds something that is no word.
    """
    data = load(name)
    names = {f.name for f in fields(kind)}
    if odd := names ^ (set(data) - {"schema"}):
        raise BadRules(f"redact/rules/{name}: unknown or missing {sorted(odd)}.")
    for field in sorted(names):
        if not data[field] or any(not isinstance(w, str) for w in data[field]):
            raise BadRules(f"redact/rules/{name}, {field}: give a list of words; quote those such as no or on.")
    return {field: frozenset(data[field]) for field in names}


@cache
def beside() -> Beside:
    """Raises:
    BadRules: a list is missing or unknown, or holds something that is no word.
    """
    return Beside(**word_lists("beside.yaml", Beside))


@cache
def building() -> Building:
    data = load("organisations.yaml")
    suffixes = {fold(w): item["stem"] for item in data["suffixes"] for w in item["words"]}
    prefixes = {fold(w): item["stem"] for item in data["prefixes"] for w in item["words"]}
    lists = {
        f.name: frozenset(fold(str(w)) for w in data[f.name])
        for f in fields(Building)
        if f.name not in ("suffixes", "prefixes")
    }
    return Building(suffixes, prefixes, **lists)


@cache
def kind_words() -> frozenset[str]:
    """The words of which names of kinds of organisations are made: centre, primary, school."""
    return frozenset(w for suffix in building().suffixes for w in suffix.split())


_DERIVED = re.compile(r"(?:re|un|pre|non|de|co|mis|over|under|out)[a-z]{3,}(?:ing|ed|s|er|ly|ion)$")
_PREFIX = re.compile(r"^(?:re|un|pre|non|de|co|mis|over|under|out)")


@cache
def is_english(word: str) -> bool:
    """A folded word, or each part of a hyphenated one, is in the English list."""
    words = english()
    if word in words:
        return True
    if word.endswith("'s") and word[:-2] in words:
        return True
    if _DERIVED.match(word) and _PREFIX.sub("", word) in words:
        return True
    return (
        "-" in word
        and all(p in words or p in given_names() for p in word.split("-"))
        and any(p in words for p in word.split("-"))
    )


@cache
def is_protected(word: str) -> bool:
    return word in protected() or (
        word.endswith("s") and word[:-1] in protected_lists()["calendar"] and word.endswith("days")
    )


_VOWELS = frozenset("aeiouy")


@cache
def in_haste(word: str) -> bool:
    """skool, bck, shoutin: misspelt, of three letters or more without a vowel, or in -ing without its g. With a small
    letter nobody's name."""
    plain = len(word) > 2 and word.isascii() and word.isalpha()
    return lost_its_g(word) or word in _misspelt() or (plain and not _VOWELS & set(word))


@cache
def _misspelt() -> frozenset[str]:
    return frozenset(map(fold, protected_lists()["misspelt"]))


@cache
def lost_its_g(word: str) -> bool:
    """shoutin, tellin: an everyday word in -ing as it is spoken, and no first name."""
    return len(word) > 4 and word.endswith("in") and f"{word}g" in common() and word not in given_names()


@cache
def is_foreign(word: str) -> bool:
    """Not English, not protected: with a capital, most likely a name."""
    return not is_english(word) and not is_protected(word)


@cache
def is_slip(word: str) -> bool:
    """A slip of the keyboard away from an English word, and no given name."""
    if word in given_names() or len(word) < 6:
        return False
    used = common()
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(len(word) + 1):
        a, b = word[:i], word[i:]
        if (b and a + b[1:] in used) or (len(b) > 1 and a + b[1] + b[0] + b[2:] in used):
            return True
        if any(a + c + b in used or (b and a + c + b[1:] in used) for c in letters):
            return True
    return False
