"""Names in lower case or in capitals, as in text messages and headings."""

from __future__ import annotations

from analyser.redact import lexicon, people
from analyser.redact.evidence import Evidence, Note, score, weigh
from analyser.redact.finder import SUREST
from analyser.redact.kinds import Kind
from analyser.redact.neighbours import neighbours

LOWER = 0.85  # to the finder, for a word in lower case by itself ...
TYPED = 0.65  # ... for one of a person ...
WORDLY = 0.995  # ... for one that is a word as well ...
SHORT = 0.985  # ... for two letters ...
TITLED = 0.7  # ... and for letters behind a title
NEVER = 1.1
_OPEN, _SPELT = frozenset("[({"), frozenset({"at", "dot"})


def find_lower(note: Note, evidence: dict[tuple[str, ...], Evidence]) -> None:
    """Given names in lower case or in capitals, as in text messages and headings."""
    names = lexicon.given_names()
    acronyms = lexicon.acronyms()
    for i, t in enumerate(note.tokens):
        if (
            (note.kinds[i] is Kind.LOWER or (note.kinds[i] is Kind.SHOUT and t.text not in acronyms))
            and len(t.folded) >= 4
            and t.folded in names
            and i not in note.known
            and not lexicon.is_protected(t.folded)
        ):
            person, _, role = score(note, i, i)
            e = evidence[(t.folded,)]
            e.lower += 1
            if person >= 2.7:
                weigh(note, i, i, e)
                e.mentions += 1
                e.person += person
                if role:
                    e.roles.append(role)
        elif note.kinds[i] is Kind.LOWER and i not in note.known and _typed_name(note, i):
            e = evidence[(t.folded,)]
            e.mentions += 1
            e.lower += 1
            weigh(note, i, i, e)
            e.person += 1.5


_FAINT = 0.25  # to the finder, for a person: enough where only a person can stand


def _typed_name(note: Note, at: int) -> bool:
    """rang esi, no answer; her bf yaw; text from idil: a word of no list where only a person can stand."""
    tokens, c, n = note.tokens, lexicon.cues(), neighbours()
    token, before = tokens[at], tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    word = token.folded
    if (
        not token.text.isalpha()
        or not 3 <= len(word) <= 14
        or not lexicon.is_foreign(word)
        or lexicon.is_slip(word)
        or lexicon.in_haste(word)
        or word in c.roles
        or word.upper() in lexicon.acronyms()
        or note.likely[at][0] < _FAINT
    ):
        return False
    acts = after is not None and after.gap == " " and after.text in n.lower_name_next - n.lower_weak_next
    if before is None or token.initial:
        return acts and after is not None and after.text in c.animate
    if token.gap != " ":
        return False
    if before.folded in c.roles and before.folded not in n.lower_no_role:
        return True
    if before.folded in n.lower_senders:
        return at > 1 and tokens[at - 2].folded in c.sent
    return before.folded in c.lower_person or (acts and before.folded in n.lower_clauses)


def may_be_typed(note: Note, at: int, kind: str, share: float) -> bool:
    """Whether a word in lower case that the finder holds for a name of a kind may be one."""
    token = note.tokens[at]
    word = token.folded
    if kind == "PERSON" and share >= WORDLY and word in lexicon.ordinary():
        return True
    if word in people.stop_words() or lexicon.is_protected(word) or lexicon.in_haste(word):
        return False
    if share < SUREST and _plain(word) and not (share >= LOWER and _of_kin(note, at)):
        return False
    if kind == "PERSON" and word in lexicon.cues().roles and at and note.likely[at - 1][0] >= TYPED:
        return False  # mr doyle senco
    if word in _SPELT and note.text[token.start - 1 : token.start] in _OPEN:
        return False  # n.ollerton [at] team [dot] internal
    if kind != "PERSON" and mistyped(word):
        return False
    return share >= (enough_typed(kind) if len(token.text) > 2 else _enough_short(note, at))


def _enough_short(note: Note, at: int) -> float:
    """How likely one letter or two in lower case must be: mr ng, dr p; rang kl. A title that nobody's name is behind is
    no name, nor is what a profession is called for short: told dr at clinic, saw mw."""
    tokens, titles = note.tokens, lexicon.beside().lower_titles
    word = tokens[at].text
    if at > 0 and tokens[at].gap in (" ", ". ") and tokens[at - 1].text in titles:
        return TITLED
    called = word in titles or word in lexicon.cues().roles
    return SHORT if len(word) == 2 and not called else NEVER


def enough_typed(kind: str) -> float:
    """How likely a word in lower case must be to the finder to count as a name of a kind."""
    return TYPED if kind == "PERSON" else LOWER


def _of_kin(note: Note, at: int) -> bool:
    """nana pat, uncle bill: a given name behind a word for family."""
    token = note.tokens[at]
    before = note.tokens[at - 1].folded if at and token.gap == " " else ""
    return before in lexicon.kin() and (token.folded in lexicon.given_names() or token.folded in lexicon.nicknames())


def _plain(word: str) -> bool:
    """An English word that no list has as a name, or that notes use."""
    return word in lexicon.common() or (lexicon.is_english(word) and word not in lexicon.ordinary())


def mistyped(word: str) -> bool:
    """An English word with two letters the wrong way round: the raod side."""
    return any(
        word[i] != word[i + 1] and word[:i] + word[i + 1] + word[i] + word[i + 2 :] in lexicon.common()
        for i in range(len(word) - 1)
    )
