"""Names that the name finder is sure of and the rules have not found: entered for the file, or masked in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from analyser.redact import lexicon, people
from analyser.redact.decide import is_thing
from analyser.redact.endings import is_medicine
from analyser.redact.evidence import Note, is_verbal
from analyser.redact.finder import SUREST
from analyser.redact.found import Found
from analyser.redact.initials import is_term
from analyser.redact.kinds import Kind
from analyser.redact.likely_spans import TOGETHER, Span, spans
from analyser.redact.lowercase import enough_typed
from analyser.redact.matching import find
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.signing import KNOWN, lasting, lettered, may_sign
from analyser.redact.things import enter_thing
from analyser.redact.titled import resolve
from analyser.redact.tokens import Token, covered
from analyser.redact.widening import is_missed
from analyser.redact.words import is_name, is_told_word, speaks

SURE = 0.6  # one mention is masked
FILE = 0.5  # the mean over the file: the form is masked everywhere
INITIALS = 0.75  # letters are initials, not an acronym
SIGNED = 0.7  # letters at one place are initials
ACRONYM = 0.95  # though they are an acronym of the services
LETTER = 0.8  # one letter with a stop within a sentence: the file knows somebody by it
COMMON = 0.85  # an English word that notes use, with a capital within a sentence
ALONE = 0.9  # a word for a kind of thing with a capital by itself: the Royal
NEVER = 1.1
CERTAIN = 0.99  # what opens a sentence and may be a thing: Summer, Storm
DOUBT = 0.05  # below it, for every word of a service, there is none
OPENING = 0.95  # English words where a sentence opens


def enter_spotted(
    notes: Sequence[Note], taken: Sequence[Sequence[tuple[int, int]]], registry: Registry
) -> list[list[Found]]:
    """Enters the forms that hold for the file; gives, by note, what is masked at one place only."""
    likely: list[Span] = []
    beside: list[set[int]] = []
    for number, note in enumerate(notes):
        known = {i for m in find(note.tokens, registry) for i in range(m.first, m.last + 1)}
        known |= {i for start, end in taken[number] for i in covered(note.tokens, start, end)}
        beside.append(known)
        likely += spans(note, number, known)
    if _short_for_kin(notes):
        likely = [s for s in likely if not _is_kin(notes[s.note], s)]
    means = _means(notes, {s.words for s in likely})
    stopped = {s.words for s in likely if _stopped(notes[s.note], s)}
    found: list[list[Found]] = [[] for _ in notes]
    for span in sorted(likely, key=lambda s: (-len(s.words), -s.share)):
        note = notes[span.note]
        tokens = note.tokens[span.first : span.last + 1]
        if (
            span.kind in ("ORG", "LOCATION")
            and len(tokens) > 1
            and people.whose_name(tokens, registry.persons()) is not None
        ):
            span = replace(span, kind="PERSON")  # whoever has a name elsewhere in the file is no firm here
        mean = means.get(span.words, span.share)
        if _no_name(note, span, tokens) or _performed(note, span) or _lies(span):
            continue
        start, end = tokens[0].start, tokens[-1].end
        if span.kind == "ADDRESS":
            capital = any(t.text[0].isupper() for t in tokens)
            if span.share >= SURE if capital else len(tokens) > 1 and span.share >= TOGETHER:
                found[span.note].append(Found(start, end, registry.value("ADDRESS", note.text[start:end]), "finder"))
        elif span.kind == "PERSON" and len(tokens) == 1 and _letters(tokens[0], span.share):
            letters = tokens[0].text
            if not may_sign(note, span.first, span.share, registry):
                continue
            if letters not in registry.dotted and (
                letters in lexicon.cues().everyday_letters
                or (letters in lexicon.acronyms() and is_term(note.tokens, span.first))
            ):
                continue
            if mean >= INITIALS and span.share >= INITIALS and lasting(tokens[0], mean):
                registry.add_form((letters,), registry.initials(letters), Need.EXACT, "finder")
            enough = KNOWN if letters in registry.dotted else ACRONYM
            if span.share >= (enough if letters in lexicon.acronyms() else SIGNED):
                found[span.note].append(Found(start, end, registry.initials(letters), "finder"))
        elif note.kinds[span.first] is Kind.LETTER and len(tokens) == 1 and span.words in stopped:
            if span.share >= FILE:
                found[span.note].append(Found(start, end, registry.initials(tokens[0].text), "finder"))
        else:
            if mean >= FILE and span.share >= FILE and _lasting(tokens):
                _enter(registry, span, tokens)
            if span.share >= _enough(note, span, beside[span.note], listed=_listed(registry, span)):
                found[span.note].append(Found(start, end, _entity(registry, span, tokens), "finder"))
    return found


def _short_for_kin(notes: Sequence[Note]) -> bool:
    """Whether a file writes Mo for the mother: it has Fa, MGM and the like, or mo, and no friend Mo."""
    cues = lexicon.cues()
    short = False
    for note in notes:
        for at, token in enumerate(note.tokens):
            short = short or token.text in cues.kin_letters
            if token.folded not in lexicon.kin() or token.folded not in lexicon.nicknames() or token.shout:
                continue
            before = note.tokens[at - 1] if at and token.gap == " " else None
            after = note.tokens[at + 1] if at + 1 < len(note.tokens) else None
            called = before is not None and before.folded in cues.roles and before.text not in cues.kin_letters
            named = after is not None and after.gap == " " and note.kinds[at + 1] in (Kind.FOREIGN, Kind.ORDINARY)
            if token.capital and (called or named):
                return False  # her friend Mo, Mo Xxx
            counted = before is not None and (before.text[-1].isdigit() or before.folded in _COUNTS)
            short = short or (token.text == _MOTHER and token.gap != "" and not counted)
    return short


_MOTHER = "mo"
_COUNTS = frozenset({"a", "one", "two", "three", "four", "five", "six", "nine", "few", "last", "next", "per", "each"})


def _is_kin(note: Note, span: Span) -> bool:
    """One word that is kept because it is short for a relation."""
    return len(span.words) == 1 and note.kinds[span.first] is Kind.KEPT and span.words[0] in lexicon.kin()


def _letters(token: Token, share: float) -> bool:
    """Capitals that may be initials: four are a surname where the finder is surest, as in LUND, Darren."""
    return token.shout and (len(token.text) < 4 or (len(token.text) == 4 and share < SUREST))


def _stopped(note: Note, span: Span) -> bool:
    """T. has asthma; her sister, Y., came: one letter with a stop, within a sentence."""
    after = note.tokens[span.last + 1] if span.last + 1 < len(note.tokens) else None
    if span.share < LETTER or len(span.words) > 1 or note.kinds[span.first] is not Kind.LETTER or after is None:
        return False
    if span.first and note.tokens[span.first - 1].folded in lexicon.cues().lettered:
        return False
    return after.gap.startswith((".,", ".;", ".)", ".'", ".’")) or (after.gap == ". " and after.text.islower())


def drop_doubted(notes: Sequence[Note], registry: Registry) -> None:
    """Takes out what rules took for a service by its build alone, and of which the finder takes no word for a name
    anywhere in the file."""
    surest: dict[tuple[str, ...], float] = {}
    for note in notes:
        for m in find(note.tokens, registry):
            if m.source == "org" and not m.entity.listed:
                words = tuple(t.folded for t in note.tokens[m.first : m.last + 1])
                share = max(sum(note.likely[i]) for i in range(m.first, m.last + 1))
                surest[words] = max(share, surest.get(words, 0.0))
    registry.drop({words for words, share in surest.items() if share < DOUBT})


def _enough(note: Note, span: Span, covered: set[int], *, listed: bool) -> float:
    """How likely one mention must be to be masked by itself: more for an English word, most where a line opens."""
    token, kind = note.tokens[span.first], note.kinds[span.first]
    if span.last > span.first:
        return SURE
    if token.text in lexicon.cues().titles:
        return NEVER
    if token.folded in lexicon.common() and is_missed(note.tokens, span.first):
        return NEVER
    if _next_to(note, span, covered):
        return COMMON if len(token.text) == 1 else SURE  # Aisha A has been in
    if kind is Kind.LETTER:
        return NEVER
    if kind is Kind.ORDINARY:
        if is_name(note.tokens, span.first):
            return SURE
        if is_told_word(note.tokens, span.first):
            return CERTAIN  # Grace was said
        return OPENING if token.initial else SUREST if listed else NEVER
    if kind is Kind.OPENING:
        if token.folded in lexicon.common() or is_verbal(token.folded):
            return NEVER if is_verbal(token.folded) else SUREST  # Retire in May. Balloons, two cards
        return COMMON if _acts(note, span.first) else OPENING
    if kind is Kind.WORD and token.folded in lexicon.common() and _half(note, span.first):
        return NEVER  # "Ready Together"
    if kind is Kind.WORD and token.folded in lexicon.common():
        return COMMON if token.folded not in lexicon.capitals() else SUREST
    return SURE if token.text[0].isupper() else enough_typed(span.kind)


def _half(note: Note, at: int) -> bool:
    """Whether a capitalised word that is no name to the finder, nor opens a sentence as a verb does, stands before."""
    before = note.tokens[max(0, at - 1)]
    loose = at > 0 and before.capital and not is_verbal(before.folded) and before.text not in lexicon.cues().titles
    return loose and note.tokens[at].gap == " " and sum(note.likely[at - 1]) < FILE


def _listed(registry: Registry, span: Span) -> bool:
    """Whether it is how somebody of the list is called."""
    return any(f.entity.listed and f.words == span.words for f in registry.starting(span.words[0]))


def _acts(note: Note, at: int) -> bool:
    """Whether a word where a sentence opens has something or does something."""
    after = note.tokens[at + 1] if at + 1 < len(note.tokens) else None
    cues = lexicon.cues()
    return note.tokens[at].possessive or (
        after is not None and after.gap == " " and (after.text in cues.verbs or after.text in cues.irregular)
    )


def _next_to(note: Note, span: Span, covered: set[int]) -> bool:
    """Whether a masked word stands straight before or behind: the rest of a name."""
    before = span.first - 1 in covered and note.tokens[span.first].gap == " "
    behind = span.last + 1 in covered and note.tokens[span.last + 1].gap == " "
    return (before and note.kinds[span.first] is not Kind.OPENING) or (
        behind and (not note.tokens[span.first].initial or (span.share >= COMMON and not is_verbal(span.words[0])))
    )


def _no_name(note: Note, span: Span, tokens: Sequence[Token]) -> bool:
    """Words for kinds of places, medicines, things that open a sentence, and a title alone or with a letter, settled
    apart."""
    titled = [t.text in lexicon.cues().titles for t in tokens]
    if all(titled) or (len(tokens) > 1 and all(t or lettered(token) for t, token in zip(titled, tokens, strict=True))):
        return True
    if span.kind == "PERSON":
        word = span.words[0]
        certain = span.share >= CERTAIN or (span.share >= SUREST and speaks(note.tokens, span.last))
        thing = tokens[0].initial and is_thing(word) and not certain
        return len(tokens) == 1 and (is_medicine(word) or thing or _lettered_thing(note, span.first))
    b = lexicon.building()
    words = span.words[1:] if len(tokens) > 2 and tokens[0].initial and is_verbal(span.words[0]) else span.words
    if all(w in b.generic or is_medicine(w) for w in words):
        return True  # Day Centre, whatever the finder holds; Attends Day Centre
    if (span.share >= SUREST and len(tokens) > 1) or (
        span.share >= ALONE and len(tokens) == 1 and _by_itself(note, span.first)
    ):
        return False  # Open House; at Shed
    kinds = lexicon.kind_words()
    return all(w in b.generic or w in kinds or is_medicine(w) for w in span.words)


def _by_itself(note: Note, at: int) -> bool:
    """Whether a word has a capital within a sentence, or the finder is surest of it behind an article, and those
    beside it belong to no name: at Shed, sent to the coppice, not "and Sons", not "Club Xxx"."""
    tokens = note.tokens
    before = at > 0 and sum(note.likely[at - 1]) >= FILE
    behind = at + 1 < len(tokens) and tokens[at + 1].gap == " " and sum(note.likely[at + 1]) >= FILE
    if tokens[at].initial or before or behind:
        return False
    article = at > 0 and tokens[at - 1].text == "the" and tokens[at].gap == " "
    return tokens[at].capital or (sum(note.likely[at]) >= SUREST and article)


def _lettered_thing(note: Note, at: int) -> bool:
    """Vit D: what has a letter, and is nobody."""
    after = note.tokens[at + 1] if at + 1 < len(note.tokens) else None
    return note.tokens[at].folded in lexicon.cues().lettered and after is not None and lettered(after)


def _lies(span: Span) -> bool:
    """Ward 7 Bay B: where somebody lies."""
    words = span.words
    numbered = len(words) > 1 and (words[1][0].isdigit() or len(words[1]) == 1)
    return span.kind == "ADDRESS" and numbered and words[0] in lexicon.beside().lying


def _performed(note: Note, span: Span) -> bool:
    """A book that is read, a song that is sung: a title of English words."""
    before = note.tokens[span.first - 1].folded if span.first else ""
    return span.kind == "ORG" and before in lexicon.beside().performed and all(map(lexicon.is_english, span.words))


def _means(notes: Sequence[Note], wanted: set[tuple[str, ...]]) -> dict[tuple[str, ...], float]:
    """How likely each form is over all its places in the file that are written with a capital."""
    first = defaultdict(list)
    for words in wanted:
        first[words[0]].append(words)
    shares: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for note in notes:
        for at, token in enumerate(note.tokens):
            if token.folded not in first or not token.text[0].isupper():
                continue
            for words in first[token.folded]:
                piece = note.tokens[at : at + len(words)]
                if len(piece) == len(words) and all(t.folded == w for t, w in zip(piece, words, strict=True)):
                    each = [sum(note.likely[i]) for i in range(at, at + len(words))]
                    shares[words].append(sum(each) / len(each))
    return {words: sum(s) / len(s) for words, s in shares.items()}


def _lasting(tokens: Sequence[Token]) -> bool:
    """Whether a form may be masked wherever it stands with a capital: not where it is one plain English word."""
    if len(tokens) > 1:
        return True
    word = tokens[0].folded
    if tokens[0].text in lexicon.cues().titles:
        return False
    return (
        len(word) > 1
        and word not in lexicon.capitals()
        and word not in lexicon.calendar()
        and not (word in lexicon.common() and word not in lexicon.ordinary())
    )


def _enter(registry: Registry, span: Span, tokens: Sequence[Token]) -> None:
    words = span.words
    if span.kind == "PERSON":
        entity = _entity(registry, span, tokens)
        plain = [t for t in tokens if not lexicon.is_title(t.text)]
        if len(words) == 1 or len(plain) == 1:
            word = plain[0].folded if plain else words[-1]
            english = lexicon.is_english(word)
            need = Need.ORDINARY if word in lexicon.ordinary() else Need.WITHIN if english else Need.CAPITAL
            registry.add_form((word,), entity, need, "finder")
        registry.add_form(words, entity, Need.CAPITAL if len(words) > 1 else Need.WITHIN, "finder")
        return
    enter_thing(registry, span.kind, "Organisation" if span.kind == "ORG" else "", tokens)


def _entity(registry: Registry, span: Span, tokens: Sequence[Token]) -> Entity:
    words = span.words
    if span.kind != "PERSON":
        known = registry.forms.get(words)
        if known is not None and known.entity.type == span.kind:
            return known.entity
        return registry.value(span.kind, " ".join(words), "Organisation" if span.kind == "ORG" else "")
    plain = tuple(t.folded for t in tokens if not lexicon.is_title(t.text))
    persons = [p for p in registry.persons() if p.role != "family"]
    if len(plain) == 1:
        same = registry.owner(plain[0]) or people.same_person(plain[0], persons)
        if same is not None:
            titled = len(tokens) == 2 and plain[0] in same.surname
            return resolve(registry, tokens[0].text, plain[0], same) if titled else same
    elif (somebody := people.whose_name(tokens, registry.persons())) is not None:
        return somebody
    key = ("PERSON", " ".join(plain))
    if key not in registry.values:
        person = registry.values[key] = registry.add(Entity("PERSON", role="other"))
        (person.given if len(plain) == 1 else person.surname).update(plain[-1:])
        if len(plain) > 1:
            person.given.update(plain[:1])
    return registry.values[key]
