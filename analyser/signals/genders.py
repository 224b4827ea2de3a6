"""Women's and men's words as the models read them: putting the ones for the others changes nothing that is read.

What a parent does weighs the same whoever the parent is. The sentence model reads both words of a pair as one. The note
encoder still has to tell two parents apart, so it reads each note as if its first parent were a woman: where the first
is a man, all words of a note change over. Pairs stand in ``taxonomy/genders.yaml``; a word that is missing there stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from analyser import taxonomy

# "her" is both "his" and "him", and no list can tell which: so that those two are one word as well.
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_HERS, _HIS = ("her", "hers"), ("his", "him")


@cache
def one_word() -> Mapping[str, str]:
    """A gendered word in lower case → the first of all that its pairs tie together."""
    one = dict.fromkeys((*_HERS, *_HIS), "her")
    for woman, man in taxonomy.genders():
        first = one.get(woman) or one.get(man) or woman
        one[woman], one[man] = first, first
    return one


def as_of_a_woman(words: Sequence[str]) -> list[str]:
    """The words of a note, in lower case, with women's and men's words changed over if its first parent is a man, or,
    where no parent is named, its first person. Words with one counterpart (aunt and auntie, both uncle) become one."""
    as_it_is, changed_over, parents = _readings()
    first = next((w for w in words if w in parents), None) or next((w for w in words if w in as_it_is), "")
    reading = changed_over if first in _of_men() else as_it_is
    return [reading.get(w, w) for w in words]


@lru_cache(maxsize=4096)
def both_ways(text: str) -> tuple[str, str]:
    """A text, in lower case, as if everybody in it were a woman or girl, and as if everybody were a man or boy."""
    one, (women, men) = one_word(), _words_of()

    def read(words: Mapping[str, str]) -> str:
        return _WORD.sub(lambda m: words.get(one.get(m[0], m[0]), m[0]), text.lower())

    return read(women), read(men)


@cache
def _of_men() -> frozenset[str]:
    return frozenset({*_HIS, *(man for _, man in taxonomy.genders())})


@cache
def _words_of() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The first of all words tied together → a woman's, and a man's."""
    one = one_word()
    women, men = {"her": "her"}, {"her": "his"}
    for woman, man in taxonomy.genders():
        women.setdefault(one[woman], woman)
        men.setdefault(one[woman], man)
    return women, men


@cache
def _readings() -> tuple[Mapping[str, str], Mapping[str, str], frozenset[str]]:
    """Word → how it is read where women stay women, and where they become men; and the words for parents."""
    one = one_word()
    women, men = _words_of()
    as_it_is: dict[str, str] = {}
    changed_over: dict[str, str] = {}
    for hers, his in ((_HERS, _HIS), *(((w,), (m,)) for w, m in taxonomy.genders())):
        for word in hers:
            as_it_is[word], changed_over[word] = women[one[word]], men[one[word]]
        for word in his:
            as_it_is[word], changed_over[word] = men[one[word]], women[one[word]]
    roles = taxonomy.roles()
    parents = {w.lower() for role in ("mother", "father") for w in roles[role].words}
    parents |= {changed_over[w] for w in parents & changed_over.keys()}
    return as_it_is, changed_over, frozenset(parents & as_it_is.keys())
