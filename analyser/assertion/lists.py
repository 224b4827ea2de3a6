"""What "no", "without" or "denies" reaches: the noun after it and a list that goes on from it, by words and commas."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from analyser.assertion.rules import Rules, Words

_LONGEST = 26  # tokens that a list after "no" may run on
_JOINS = (",", "or", "and", "nor", "/", "&", "+", "and/or")
_MARKS = (";", ":", "(", ")", "!", "?", "–", "—")


def by_noun(doc: Doc, first: int, stop: int, rules: Rules, negator: Token | None = None) -> set[int]:
    """Indices that a negator just before ``first`` reaches: its noun phrase and a list after it.

    The list ends at a word that turns ("but", "although"), at a verb with a subject of its own, at an item that tells
    something by itself ("no rash, scalp tender"), or with the sentence. In a full sentence it goes no further than the
    noun's own phrase and what is joined to that.
    """
    out: set[int] = set()
    words = rules.words
    if first + 1 < stop and doc[first].lower_ in words.rated and doc[first + 1].pos_ == "NOUN":
        return {first}  # "no ordinary storm"
    if first < stop and doc[first].text in (",", ";"):
        return out  # "Nurse absent, SW off sick"
    edge = _edge(negator, first, stop)
    chained = _chained(doc, first, stop, words)
    aside = _aside(doc, first, stop, words)
    noun = _first_noun(doc, first, stop)
    for i in range(first, min(stop, first + _LONGEST)):
        t = doc[i]
        low = t.lower_
        if i > first:
            if (low != "with" and _turns(doc, i, words)) or t.text in _MARKS or _opens_content(t):
                break
            if edge is not None and i == edge + 1 and _speaks_for(doc, i, words):
                edge = None
            if t.text == "-" and doc[i - 1].whitespace_ and t.whitespace_:
                break
            if edge is not None and i == edge + 1 and low not in _JOINS:
                break
            if low in ("and", ",", "&", "+") and i + 1 < stop:
                if _opens_clause(doc, i + 1, stop) or _stands_alone(doc, i + 1, stop, noun, words):
                    break
                if _opens_item(doc, i, stop, words):
                    break  # "no chin and a loud voice"
                if low != "," and _turns_to_predicate(doc, i):
                    break
                if low == "," and chained and not _or_ahead(doc, i + 1, stop, words):
                    break
                if doc[i + 1].tag_ in ("VBD", "VBZ", "MD", "WDT", "WP") and not _is_item(doc, i + 1, stop, words):
                    break
            if (
                t.tag_ in ("VBD", "VBZ", "VBP", "MD")
                and not _is_item(doc, i, stop, words)
                and t.dep_ not in ("amod", "compound")
                and i > first + 1
            ):
                break
        if i not in aside:
            out.add(i)
    return out


def _turns(doc: Doc, at: int, words: Words) -> bool:
    """A word, or two, that end a list: "but", "apart from"."""
    low = doc[at].lower_
    return low in words.terminators or (at + 1 < len(doc) and f"{low} {doc[at + 1].lower_}" in words.terminators)


def _opens_content(token: Token) -> bool:
    """ "No idea that he was ill": a clause behind a noun."""
    return token.tag_ in ("IN", "WDT", "WP", "WRB") and token.lower_ in (
        "that",
        "whether",
        "how",
        "why",
        "what",
        "where",
    )


def _is_item(doc: Doc, at: int, stop: int, words: Words) -> bool:
    """ "No dizziness, falls or syncope": a plural taken for a verb, alone between the marks of a list."""
    if doc[at].tag_ != "VBZ" or at + 1 >= stop or doc[at - 1].lower_ not in (",", "or", "and"):
        return False
    return doc[at + 1].lower_ in ("or", "nor") or (doc[at + 1].text == "," and _or_ahead(doc, at + 1, stop, words))


def _speaks_for(doc: Doc, at: int, words: Words) -> bool:
    """ "No changes to suggest ischaemia"."""
    t = doc[at]
    return t.lower_ in words.suggesting or (
        t.lower_ == "to" and at + 1 < len(doc) and doc[at + 1].lemma_ in words.suggesting
    )


def _opens_item(doc: Doc, at: int, stop: int, words: Words) -> bool:
    """Behind "and", an article or a preposition that gives the next thing a footing of its own."""
    after = at + 1
    if doc[at].text == ",":
        if doc[after].lower_ != "and" or after + 1 >= stop:
            return False
        after += 1
    return doc[after].lower_ in words.openers or (doc[after].pos_ == "ADP" and doc[after].dep_ == "prep")


def _aside(doc: Doc, first: int, stop: int, words: Words) -> set[int]:
    """Tokens of what a negated noun only stands in or acts on: "no light in the window", "no cure for asthma"."""
    out: set[int] = set()
    for t in doc[first:stop]:
        if t.i == first or t.dep_ != "prep" or t.head.i >= t.i:
            continue
        head = t.head.lemma_.lower()
        for thing in t.children:
            if thing.i < t.i or thing.dep_ not in ("pobj", "pcomp"):
                continue
            known = any(c.lower_ in words.definite for c in thing.children)
            if thing.dep_ == "pcomp":
                out_of = t.lower_ in ("in", "on", "at", "about")
            elif t.lower_ == "of":
                out_of = known and head not in words.evidence
            else:
                out_of = (
                    known
                    or (thing.pos_ == "PROPN" and not thing.text.isupper() and t.lower_ in ("in", "at", "near"))
                    or (head in words.answers and t.lower_ in ("to", "for"))
                    or (head in words.changes and t.lower_ in ("in", "on"))
                )
            if out_of or t.lower_ in words.aside:
                out |= set(range(t.i, thing.i + 1))
    return out


def _first_noun(doc: Doc, first: int, stop: int) -> str:
    for i in range(first, min(stop, first + 4)):
        if doc[i].text == ",":
            break
        if doc[i].pos_ == "NOUN":
            return str(doc[i].lemma_.lower())
    return ""


def _edge(negator: Token | None, first: int, stop: int) -> int | None:
    """The last token of the phrase of a determiner's noun, where a verb holds that noun; None in fragments."""
    if negator is None or negator.dep_ not in ("det", "neg") or negator.head.i < first:
        return None
    noun = negator.head
    if noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr", "pobj"):
        return None
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return int(noun.right_edge.i) if verb.pos_ in ("VERB", "AUX") and noun.right_edge.i < stop else None


def _chained(doc: Doc, first: int, stop: int, words: Words) -> bool:
    """ "No A, no B, C": each item has its own negator, so that one without any is not negated."""
    before = first >= 3 and any(
        doc[i].lower_ in words.negators and not doc[i].is_sent_start for i in range(max(0, first - 2), first)
    )
    if (before and doc[first - 2].text == ",") or (first >= 3 and doc[first - 3].text == ","):
        start = first - 2
        while start > 0 and not doc[start].is_sent_start:
            start -= 1
            if doc[start].lower_ in words.negators:
                return True
    return any(doc[i].text == "," and doc[i + 1].lower_ in words.negators for i in range(first, stop - 1))


def _or_ahead(doc: Doc, at: int, stop: int, words: Words) -> bool:
    for i in range(at, stop):
        low = doc[i].lower_
        if low in ("or", "nor"):
            return True
        if _turns(doc, i, words) or low in words.negators or doc[i].text in _MARKS:
            return False
    return False


def _stands_alone(doc: Doc, at: int, stop: int, noun: str, words: Words) -> bool:
    """An item that is no item of the list: it says yes or has a predicate of its own ("scalp tender")."""
    end = at
    while end < stop and doc[end].text not in (",", ".", ";") and doc[end].lower_ not in ("or", "nor", "and"):
        end += 1
    item = [doc[i] for i in range(at, end)]
    if not item:
        return False
    if item[0].lower_ in words.restarts or any(t.lower_ in words.positives for t in item):
        return True
    if noun and any(t.lemma_.lower() == noun for t in item[:2]):
        return True
    if item[0].tag_ == "VBG" and len(item) > 1 and item[0].dep_ not in ("amod", "compound"):
        return not _or_ahead(doc, end, stop, words)  # "no fever, eating well"
    if len(item) == 1 and item[0].pos_ == "ADJ" and noun and not _or_ahead(doc, at, stop, words):
        return True
    last = item[-1]
    named = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in item[:-1])
    predicate = last.pos_ == "ADJ" or last.tag_ in ("VBN", "VBD", "VBG")
    return named and predicate and not (last.dep_ in ("amod", "compound") and last.head.i > last.i)


def _turns_to_predicate(doc: Doc, at: int) -> bool:
    """ "No fever and eating well": after a noun, "and" leads to what somebody does or is."""
    after = doc[at + 1]
    if after.tag_ == "VBG" and after.dep_ not in ("amod", "compound", "pobj", "dobj"):
        return doc[at - 1].pos_ == "NOUN"
    return after.pos_ == "ADJ" and doc[at - 1].pos_ == "NOUN" and (at + 2 >= len(doc) or doc[at + 2].is_punct)


def _opens_clause(doc: Doc, at: int, stop: int) -> bool:
    """A new clause after a comma: a subject and its finite verb, before the next comma."""
    for i in range(at, min(stop, at + 5)):
        t = doc[i]
        if t.text == "," or t.lower_ in ("or", "nor"):
            return False
        if (
            t.dep_ in ("nsubj", "nsubjpass", "expl")
            and t.head.i > i
            and t.head.i < stop
            and t.head.pos_ in ("VERB", "AUX")
        ):
            return True
    return False
