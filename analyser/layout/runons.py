"""Where the clauses of a run-on stretch start: notes dictated, or typed on a phone, without full stops.

"called at 4 no answer neighbour said mum had gone out rang her mobile" is four sentences to its writer. A long stretch
with hardly any punctuation is cut where a new subject and its verb start, at verbs that open notes with their subject
left out and at words that stand for a sentence ("no answer"): not behind a word that joins or governs, and not between
a cue of speech and the first clause told, nor while the same third person is told of. A longer one that has commas
alone is cut behind these. The words stand in ``rules/runons.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules

_LONG = 40  # words of a stretch
_LONG_OPEN = 25  # of one that no mark ends; wrapped lines are shorter
_LONG_COMMAS = 60  # of one that has commas alone
_SPARSE = 40  # words to a mark of punctuation, at least
_OVERLONG = 40  # words of a piece that may be cut at its joints as well
_PART = 12  # words on either side of such a cut, at least
_LEAST = 2  # words of a piece
_WIDE = 3  # words before the verb of a subject with an article, or of a name
_NEAR = 4  # words from a cue of speech to the clause told, "told me she"
_KEPT = 25  # words from a cue of speech within which what is told goes on
_WORD = re.compile(r"[^\W_]+(?:['’/&-][^\W_]+)*")
_MARK = re.compile(r"[,;:()\"“”!?…–—]|[.](?=\s|$)|\s-\s|[-/|]{2,}")
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")
_PAST = re.compile(r"[a-z]{4,}ed")
_PHRASES = ("openers", "headings")

Phrases = dict[str, tuple[tuple[str, ...], ...]]  # first word → the phrases that it opens


def cuts(text: str, start: int, end: int) -> list[int]:
    """Where in a stretch new sentences start; nowhere unless it is long and has hardly any punctuation."""
    if end - start < 2 * _LONG_OPEN:
        return []
    found = list(_WORD.finditer(text, start, end))
    if len(found) < _LONG_OPEN:
        return []
    ended = _ENDED.search(text, max(start, end - 3), end) is not None
    if len(found) < _LONG and ended:
        return []
    marks = Counter(m[0][:1] for m in _MARK.finditer(text, start, end))
    commas = None
    if (marks.total() - ended) * _SPARSE > len(found):
        if len(found) < _LONG_COMMAS or marks.total() - marks[","] > ended:
            return []
        commas = {i for i in range(1, len(found)) if "," in text[found[i - 1].end() : found[i].start()]}
    return [found[i].start() for i in _Reader([m[0] for m in found], commas).starts()]


class _Kept(Enum):
    """Why no clause starts at a place."""

    JOINED = "to the clause before it"
    OBJECT = "the words are part of the clause before it"


@dataclass(slots=True)
class _Told:
    """What somebody is told to have said, from the cue on."""

    cue: int  # number of the word
    speaker: str = ""
    subject: str = ""  # of the clause told last
    clauses: int = 0


@dataclass(slots=True)
class _Piece:
    start: int = 0
    any_verb: bool = False
    has_verb: bool = False  # since the last word that joins
    waits: bool = False  # "when she came", for what happened then
    told: _Told | None = None
    firm: list[int] = field(default_factory=list)
    weak: list[int] = field(default_factory=list)


class _Reader:
    """Reads the words of one stretch from left to right, once."""

    def __init__(self, written: Sequence[str], commas: Container[int] | None = None) -> None:
        """``commas``: the numbers of the words behind one, where a stretch is cut there alone."""
        self.commas = commas
        self.written = written
        self.words = [w.lower().replace("’", "'") for w in written]
        self.sets, self.phrases = _rules()

    def starts(self) -> list[int]:
        """The numbers of the words at which a sentence starts, without the first."""
        piece = _Piece()
        i = 0
        while i < len(self.words):
            i = self._clause(piece, i) or self._word(piece, i)
        return _with_weak(piece.firm, piece.weak, len(self.words))

    def _word(self, piece: _Piece, i: int) -> int:
        if self._is(i, "joining"):
            piece.has_verb = False
            first = i == piece.start or (self.commas is not None and i in self.commas)
            if self._is(i, "early") and (first or self._is(i - 1, "saying") or self._is(i - 1, "joining")):
                piece.waits = True
        elif self._verb(i):
            piece.has_verb = piece.any_verb = True
        if self._is(i, "saying"):
            piece.told = _Told(i)
        return i + 1

    def _clause(self, piece: _Piece, i: int) -> int:
        """Notes where a clause starts here; the number of the word behind its opening, 0 if none does."""
        verb = self._subject(i)
        opener = 0 if verb else self._phrase("openers", i)
        heading = 0 if verb or opener else self._phrase("headings", i)
        if not (verb or opener or heading):
            return 0
        word, says, told = self.words[i], self._is(verb or i, "saying"), piece.told
        at = i
        while at - 1 > piece.start and self._is(at - 1, "leading"):
            at -= 1
        kept = (
            _Kept.JOINED
            if told and verb and not says and self._first_told(i, told)
            else self._kept(piece, i, at, opener, heading)
        )
        if kept is _Kept.OBJECT:
            return 0
        if kept is None and self._leads_in(piece):
            kept, piece.waits = _Kept.JOINED, False
        if kept is None and at - piece.start >= _LEAST:
            if told and verb and not says and i - told.cue < _KEPT and self._goes_on(word, told):
                piece.weak.append(at)
            else:
                piece.firm.append(at)
                piece.start, piece.told, piece.waits = at, None, False
        elif verb and at - 1 > piece.start and self._is(at - 1, "loose"):
            piece.weak.append(at - 1)
        if piece.told:
            piece.told.clauses += 1
            piece.told.subject = word
        behind = verb + 1 if verb else i + (opener or heading)
        if says:
            piece.told = _Told(behind - 1, word if verb else "")
        piece.has_verb = piece.any_verb = True
        return behind

    def _first_told(self, i: int, told: _Told) -> bool:
        """Whether a clause is the first of what somebody is told to have said: "told me she was there"."""
        return not told.clauses and i - told.cue <= _NEAR and not any(self._is(k, "orders") for k in range(told.cue, i))

    def _leads_in(self, piece: _Piece) -> bool:
        """Whether the piece so far only says when or where: "when she came back", "at the end"."""
        if piece.waits:
            return True
        return not piece.any_verb and any(self._is(piece.start, s) for s in ("governing", "beside"))

    def _kept(self, piece: _Piece, i: int, at: int, opener: int, heading: int) -> _Kept | None:
        if not at:
            return _Kept.OBJECT if opener else None
        if self.commas is not None:
            part = opener or heading or self._is(at - 1, "governing")
            return None if at in self.commas else _Kept.OBJECT if part else _Kept.JOINED
        if opener:
            return None if piece.has_verb and not self._is(at - 1, "held") and self._settled(at) else _Kept.OBJECT
        if heading:
            after = self._is(at - 1, "held") or self._is(at - 1, "governing") or self._verb(at - 1)
            return _Kept.OBJECT if after else None
        if self._is(at - 1, "held"):
            return _Kept.JOINED
        return _Kept.OBJECT if not self._is(i, "pronouns") and self._governed(i, at) else None

    def _governed(self, i: int, at: int) -> bool:
        """Whether a noun is the object of what stands before it, or goes on with a name."""
        if self._is(at - 1, "governing"):
            return True
        if self._is(i, "articles"):
            return self._is(at - 1, "beside") or self._verb(at - 1) or self.words[at - 1].endswith("ing")
        if self._is(at - 1, "beside") and not self._named(i):
            return not (at > 1 and (self._verb(at - 2) or self._is(at - 2, "objects")))
        before = self.written[at - 1]
        in_name = (before[0].isupper() and before != "I") or before.isdigit()  # "8 Tanyard Terrace"
        return in_name and self._capital(i) and not self._is(i, "people")

    def _settled(self, at: int) -> bool:
        """Whether the words before a verb are no subject of its own: a time, an object, what a preposition governs."""
        before = self.words[at - 1]
        if self._is(at - 1, "closing") or before[0].isdigit() or before.endswith("ly") or self._verb(at - 1):
            return True
        if self._is(at - 1, "pronouns") or self._is(at - 1, "articles"):
            return False
        return any(
            self._is(k, "governing") or (self._is(k, "articles") and self._verb(k - 1))
            for k in range(max(1, at - 3), at - 1)
        )

    def _goes_on(self, word: str, told: _Told) -> bool:
        """Whether a clause tells more of whom the last one told, who is not the speaker: "Mum said he … he …"."""
        if word != told.subject:
            return False
        women, men = _women_and_men()
        if word in women:
            return told.speaker in men
        if word in men:
            return told.speaker in women
        return word in self.sets["others"] and word != told.speaker

    def _subject(self, i: int) -> int:
        """The number of the verb of a clause whose subject starts here; 0 if none does."""
        at = i
        if self._is(i, "pronouns"):
            if "'" in self.words[i]:
                return i
            at += 1
        elif self._is(i, "articles") or (self.words[i].endswith("'s") and not self._is(i, "verbs")):
            at += 1
            while at < len(self.words) and at - i < _WIDE and not self._verb(at):
                if any(self._is(at, s) for s in ("held", "governing", "beside", "pronouns")):
                    return 0
                at += 1
            if at == i + 1:
                return 0
        else:
            length = self._named(i) or self._is(i, "things")
            if not length:
                return 0
            at += length
            if at < len(self.words) and self.words[at] in ("and", "&"):
                second = self._named(at + 1)
                at += 1 + second if second else 0
        for _ in range(2):
            at += self._is(at, "between")
        if not self._verb(at) or (self._is(i, "there") and not self._is(at, "auxiliary")):
            return 0
        if self.commas is not None and any(k in self.commas for k in range(i + 1, at + 1)):
            return 0
        if not self._is(at, "auxiliary") and not self._is(at, "saying") and self._is(at + 1, "auxiliary"):
            return 0  # "the chart I left was still in the bag"
        return at

    def _named(self, i: int) -> int:
        """How many words somebody is named with from here on: "mum", "foster carer", "Mr Okoro"."""
        n = int(self._is(i, "modifiers"))
        if several := self._phrase("people", i + n):
            return n + several
        if not self._capital(i + n):
            return 0
        n += 1
        while n < _WIDE and self._capital(i + n):
            n += 1
        return n

    def _capital(self, i: int) -> bool:
        """Whether a word looks like a name or a pseudonym; the first word has its capital for its place."""
        if not 0 < i < len(self.words) or not self.written[i][0].isupper() or len(self.words[i]) == 1:
            return False
        if self._is(i, "titles"):
            return True
        word = self.words[i]
        return word not in _no_names() and not word.endswith("'s") and not self._verb(i)

    def _phrase(self, kind: str, i: int) -> int:
        """How many words the longest phrase of a kind has that starts here."""
        if i >= len(self.words):
            return 0
        return next(
            (len(p) for p in self.phrases[kind].get(self.words[i], ()) if tuple(self.words[i : i + len(p)]) == p), 0
        )

    def _verb(self, i: int) -> bool:
        return self._is(i, "verbs") or (
            0 <= i < len(self.words) and not self._is(i, "no_verbs") and _PAST.fullmatch(self.words[i]) is not None
        )

    def _is(self, i: int, kind: str) -> bool:
        return 0 <= i < len(self.words) and self.words[i] in self.sets[kind]


def _with_weak(firm: Sequence[int], weak: Sequence[int], count: int) -> list[int]:
    """The firm cuts, and within pieces that are too long the weak ones."""
    out: list[int] = []
    rest = iter(weak)
    at = next(rest, None)
    last = 0
    for stop in (*firm, count):
        while at is not None and at < stop:
            if stop - last > _OVERLONG and at - last >= _PART and stop - at >= _PART:
                out.append(at)
                last = at
            at = next(rest, None)
        if stop < count:
            out.append(stop)
        last = stop
    return out


@cache
def _women_and_men() -> tuple[frozenset[str], frozenset[str]]:
    women, men = zip(*taxonomy.genders(), strict=True)
    return frozenset(women), frozenset(men)


@cache
def _no_names() -> frozenset[str]:
    """Words that are nobody's name, whatever their capital."""
    sets, phrases = _rules()
    return frozenset().union(*sets.values(), phrases["openers"])


@cache
def _rules() -> tuple[dict[str, frozenset[str]], dict[str, Phrases]]:
    """The sets of single words by their kind, and the phrases of each kind.

    Raises:
        BadRules: a list is not one of words in lower case.
    """
    raw = {k: v for k, v in taxonomy.load_yaml("analyser.layout", "rules/runons.yaml").items() if k != "schema"}
    for kind, words in raw.items():
        if odd := [w for w in words if not isinstance(w, str) or w != w.lower()]:
            raise BadRules(f"layout/rules/runons.yaml: {odd[0]!r} of {kind} is not a word in lower case.")
    roles = {w.lower() for r in taxonomy.roles().values() for w in (*r.words, r.pseudonym)}
    phrases = {kind: _by_first(_without_apostrophes(raw.pop(kind))) for kind in _PHRASES}
    phrases["people"] = _by_first({*raw["people"], *roles})
    sets = {kind: frozenset(_without_apostrophes(words)) for kind, words in raw.items()}
    sets["people"] |= {w for w in roles if " " not in w}
    return sets, phrases


def _without_apostrophes(words: Iterable[str]) -> set[str]:
    """The words, and those with an n't or 's, 'm, 've as phones and tired writers leave it: not "we'll" and "she'd"."""
    return {*words, *(w.replace("'", "") for w in words if not w.endswith(("'ll", "'d", "'re")))}


def _by_first(words: Iterable[str]) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(words, key=lambda w: (-w.count(" "), w)):
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(all_) for first, all_ in found.items()}
