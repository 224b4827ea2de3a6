"""Finds the names that no list gives, and enters them in the registry, so that they are masked everywhere in the file.

People show by cues and by not being English words, organisations, places and addresses by how they are built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analyser.redact import lexicon, people
from analyser.redact.built import find_built
from analyser.redact.decide import settle
from analyser.redact.english import find_english
from analyser.redact.evidence import Evidence, Note, is_rare, is_verbal, score
from analyser.redact.firms import find_called, find_firms, find_lower_places
from analyser.redact.kinds import Kind
from analyser.redact.lowercase import find_lower
from analyser.redact.names import find_names
from analyser.redact.phrased import find_phrased
from analyser.redact.registry import Registry
from analyser.redact.runs import Run, find_runs
from analyser.redact.titled import Titled, enter_titled
from analyser.redact.typed import find_typed
from analyser.redact.words import is_office


def discover(notes: Sequence[Note], registry: Registry) -> None:
    """Enters every name that the notes themselves give away."""
    evidence: dict[tuple[str, ...], Evidence] = defaultdict(Evidence)
    titled: list[Titled] = []
    for number, note in enumerate(notes):
        find_firms(note, registry)
        find_phrased(note, registry)
        find_lower_places(note, registry)
        find_typed(note, registry)
        for run in find_runs(note.tokens, note.kinds):
            _run(note, run, registry, evidence, titled, number)
        find_lower(note, evidence)
    find_called(notes, registry)
    for mention in titled:
        for words in evidence:
            if words[-1] == mention.surname and (len(words) == 1 or words[:-1] == mention.given):
                evidence[words].person += 3.0
    settle(registry, evidence, {mention.surname for mention in titled})
    enter_titled(registry, titled)


def _run(
    note: Note,
    run: Run,
    registry: Registry,
    evidence: dict[tuple[str, ...], Evidence],
    titled: list[Titled],
    number: int,
) -> None:
    first, last = run.first, run.last
    of = note.kinds
    if (
        of[first] is Kind.TITLE
        and not (first < last and first and of[first - 1] is Kind.NUMBER and _street_follows(note, first, last))
        and not _kind_ends(note, first, last)
    ):
        taken = _title(note, first, last, titled, number)
        if taken == last:
            return
        first = taken + 1
    elif first > 1 and of[first - 1] is Kind.NUMBER and of[first - 2] is Kind.TITLE and _officer(note, first):
        titled.append(Titled(note.tokens[first - 2].text, note.tokens[first].folded, (), "", number))
        if first == last:
            return
        first += 1
    built = find_built(note, first + _ends_sentence(note, first, last), last, registry)
    if built is not None:
        first = built
        if first > last:
            return
    if first < last and of[first] is Kind.OPENING and all(k in (Kind.OPENING, Kind.WORD) for k in of[first : last + 1]):
        find_english(note, first, last, registry, evidence)
        return
    while first < last and of[first] is Kind.OPENING:
        first += 1
    find_names(note, first, last, registry, evidence)


def _ends_sentence(note: Note, first: int, last: int) -> bool:
    """Nor would I. School was shut: a letter that ends a sentence, and an English word that opens the next."""
    return (
        first < last
        and note.kinds[first] is Kind.LETTER
        and note.kinds[first + 1] is Kind.OPENING
        and note.tokens[first + 1].gap == ". "
    )


def _street_follows(note: Note, first: int, last: int) -> bool:
    """15 Pan Brae: a number before what is a title elsewhere."""
    b = lexicon.building()
    return any(t.folded in b.streets or t.folded in b.numbered_streets for t in note.tokens[first + 1 : last + 1])


def _kind_ends(note: Note, first: int, last: int) -> bool:
    """Bishop Road Primary: a title that begins the name of a place."""
    b = lexicon.building()
    word = note.tokens[last].folded
    return (
        last > first + 1
        and word in b.suffixes
        and (word not in b.weak_suffixes or b.suffixes[word] == "School")
        and word not in b.surnames
        and note.tokens[first].text in lexicon.beside().titles_of_places
    )


def _officer(note: Note, at: int) -> bool:
    """PC 2214 Harland."""
    number, name = note.tokens[at - 1], note.tokens[at]
    return number.text.isdigit() and 1 < len(number.text) < 6 and number.gap == " " == name.gap


def _title(note: Note, at: int, last: int, titled: list[Titled], number: int) -> int:
    """A title and the name behind it; gives the index of the last word used."""
    tokens, of = note.tokens, note.kinds
    title = tokens[at].text
    known = lexicon.cues().titles[title]
    step = at + 1
    if step <= last and of[step] is Kind.LOWER and tokens[step].gap == " ":
        while step < last and of[step] is Kind.LOWER:
            step += 1  # Ms da Costa
        if known.sure and of[step] is Kind.FOREIGN:
            titled.append(Titled(title, tokens[step].folded, (), _role(note, at, step), number))
            return step
        return at
    if step > last:
        return at
    name = tokens[step]
    if name.gap not in (" ", ". ", "  ") or (name.gap == ". " and title not in lexicon.beside().stopped):
        return at
    if name.folded in people.stop_words() and title not in lexicon.beside().before_any:
        return at  # "Yes, Professor. He went", "a lift from the PS. We agreed"
    if of[step] is Kind.KEPT and is_office(name.folded):
        return at
    if not known.sure and not (
        of[step] in (Kind.FOREIGN, Kind.ORDINARY) or step in note.known or _kin_and_word(note, step, known.role)
    ):
        return at
    if of[step] is Kind.LETTER and step < last and of[step + 1] in (Kind.FOREIGN, Kind.WORD, Kind.ORDINARY):
        titled.append(Titled(title, tokens[step + 1].folded, (name.folded,), _role(note, at, step + 1), number))
        return step + 1
    if of[step] is Kind.LETTER:
        return step
    if step < last and (of[step + 1] is Kind.FOREIGN or _surname_too(note, step)) and _beside(note, step):
        titled.append(Titled(title, tokens[step + 1].folded, (name.folded,), _role(note, at, step + 1), number))
        return step + 1
    titled.append(Titled(title, name.folded, (), _role(note, at, step), number))
    return step


def _beside(note: Note, at: int) -> bool:
    """Whether a word and the next one may be first name and surname."""
    return note.tokens[at + 1].gap == " " and not note.tokens[at].possessive


def _surname_too(note: Note, at: int) -> bool:
    """Mr James Turner, Mrs Rose Green: an English word behind a title and a first name; not "Mr James, Manager"."""
    given, word = note.tokens[at].folded, note.tokens[at + 1].folded
    as_word = lexicon.ordinary().get(given)
    after = note.tokens[at + 2] if at + 2 < len(note.tokens) else None
    if after is not None and after.capital and after.gap == " ":
        return False  # Mrs Rose Contact Officer
    return (
        note.kinds[at + 1] in (Kind.ORDINARY, Kind.WORD)
        and (given in lexicon.given_names() if as_word is None else word not in as_word.after)
        and word not in lexicon.cues().roles
        and word not in lexicon.capitals()
        and not is_office(word)
        and not is_verbal(word)
    )


def _kin_and_word(note: Note, at: int, role: str) -> bool:
    """Auntie Blossom, Sister Clemency: an English word with a capital straight behind a word for a relation."""
    word = note.tokens[at].folded
    return (
        (role == "relative" or (role == "health" and is_rare(word)))
        and note.kinds[at] is Kind.WORD
        and note.tokens[at].gap == " "
        and word not in lexicon.capitals()
        and word not in lexicon.building().generic
        and not is_verbal(word)
    )


def _role(note: Note, title: int, name: int) -> str:
    """The role that stands before the title or behind the name: "dad, Mr Shaw", "Mrs Shah (DSL)"."""
    behind = score(note, name, name)[2]
    if name + 1 < len(note.tokens) and note.tokens[name + 1].gap in (" (", ", "):
        return behind
    return score(note, title, title)[2] if title else ""
