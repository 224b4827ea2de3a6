"""Statements told by a verb of saying, asking, holding or intending, read off the parse."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from analyser.grammar import next_to, sentence_of, text_of
from analyser.model import Statement
from analyser.speech.clauses import is_finite, is_infinitive
from analyser.speech.content import content_of
from analyser.speech.ends import is_second, outer_of, second_of
from analyser.speech.hearsay import is_said_to_be
from analyser.speech.lemmas import lemma_of
from analyser.speech.quotes import Quote, quoted_stretches
from analyser.speech.rules import Cues, VerbFamily, cues
from analyser.speech.sources import CLOSING, handed_on, is_before_name, mark_before, on_behalf, source_of
from analyser.speech.spans import extent, trimmed, whole_phrase

_SUBJECT = ("nsubj", "nsubjpass")
_ASKING = ("whether", "if", "what", "why", "how", "when", "where", "who", "which")
_ENDINGS = ("s", "d", "es", "ed", "ing")
_WOULD = ("would", "wd", "'d", "’d")
_CLAUSE = ("ccomp", "xcomp", "parataxis")


def family_of(token: Token, known: Cues) -> VerbFamily | None:
    """The family of a verb; forms that a lemmatiser does not know ("texted") are cut by hand."""
    if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
        return None
    found = known.verbs.get(lemma_of(token))
    if found is None and token.pos_ == "VERB":
        low = token.lower_
        bare = (low, *(low.removesuffix(e) for e in _ENDINGS if low.endswith(e)))
        found = next((known.verbs[f] for f in bare if f in known.verbs), None)
    return found


def verb_by_shape(token: Token) -> bool:
    """Tagged as a noun, but in a verb's form and place: "Mum states no concerns", "reports feeling low"."""
    if token.i > 0 and (next_to(token, -1).tag_ in ("PRP$", "POS") or next_to(token, -1).lower_ in ("that", "which")):
        return False  # "her claim that", "that phones must"
    if token.i + 1 < len(token.doc) and next_to(token).lower_ in cues().handed:
        return False  # "Messages left"
    if _is_main(token) or _is_before_marks(token):
        return True
    if token.tag_ == "NN" and token.i == sentence_of(token).start + 1 and token.i + 1 < len(token.doc):
        if next_to(token, -1).pos_ == "DET":
            return False  # "The report he wrote"
        return next_to(token).lower_ in ("he", "she", "they", "that", "there", "it", "mum", "dad")  # "School state he…"
    if token.i + 1 < len(token.doc) and next_to(token).pos_ == "AUX" and token.i == sentence_of(token).start:
        return False  # "Voices were heard"
    if token.tag_ == "NN" and _reads_as_main(token):
        return True
    if token.pos_ == "ADJ":  # "Informed that he had refused", at the head of an entry
        told = token.dep_ == "ROOT" and token.i + 1 < len(token.doc) and next_to(token).lower_ == "that"
        return told and token.i == sentence_of(token).start and any(c.dep_ == "ccomp" for c in token.children)
    subject = next((c for c in token.children if c.dep_ in _SUBJECT), None)
    if any(c.dep_ == "ccomp" for c in token.children) and subject is not None:
        # "The writer protests that …", "Sources close to her claim they …"
        return token.text.endswith("s") or (subject.tag_ in ("NNS", "NNPS") and subject.i < token.i)
    if is_second(token):
        return True
    return (
        token.tag_ in ("NNS", "NNP", "NNPS")
        and token.text.endswith("s")
        and (token.i == sentence_of(token).start or next_to(token, -1).pos_ in ("PROPN", "PRON"))
        and token.i + 1 < len(token.doc)
        and next_to(token).text not in ".,;:)"
    )


def _reads_as_main(token: Token) -> bool:
    """ "Ward staff report she slept": the root with a clause behind it, and only names of somebody before it."""
    clause = next((c for c in token.children if c.dep_ == "ccomp" and c.left_edge.i == token.i + 1), None)
    before = token.doc[sentence_of(token).start : token.i]
    if token.dep_ != "ROOT" or clause is None or clause.left_edge.dep_ not in (*_SUBJECT, "expl") or not len(before):
        return False
    return all(t.pos_ in ("NOUN", "PROPN", "ADJ", "DET") for t in before) and before[-1].pos_ in ("NOUN", "PROPN")


def _is_before_marks(token: Token) -> bool:
    """ "The sign read 'Keep out'": with a subject, and right before quotation marks."""
    marked = token.i + 1 < len(token.doc) and next_to(token).is_quote
    return marked and token.dep_ == "ROOT" and any(c.dep_ in _SUBJECT and c.i < token.i for c in token.children)


def _is_main(token: Token) -> bool:
    """ "Owners close to the club claim they were misled": the verb of a sentence whose root is a noun."""
    root = token.head
    while root.head.i != root.i:
        root = root.head
    if (
        token.tag_ != "NN"
        or root.pos_ != "NOUN"
        or root.tag_ != "NNS"
        or root.i >= token.i
        or token.i + 1 >= len(token.doc)
    ):
        return False
    return next_to(token).lower_ in ("he", "she", "they", "it", "we", "there") and next_to(token, -1).pos_ in (
        "NOUN",
        "PROPN",
    )


def from_verb(doc: Doc, verb: Token, family: VerbFamily, known: Cues, quotes: list[Quote]) -> Statement | None:
    if verb.dep_ in ("amod", "compound") and not is_before_name(verb):
        return None  # "reported crime"
    if _was_asked(verb, family):
        return _asked(doc, verb, family)
    if _is_wanted(verb, known) or _is_supposed(verb) or is_said_to_be(verb) or _is_bidden(verb):
        return None
    if verb.dep_ == "pcomp" and _is_left_unsaid(verb.head):
        return None  # "left without saying where he would be"
    if lemma_of(verb) in known.wished and _would(verb) is None:
        return None  # "likes dance class"
    if verb.is_sent_start and verb.i + 1 < len(doc) and next_to(verb).lower_ in known.handed:
        return None  # "Report due"
    if family.needs_clause and _is_in_infinitive(verb, known):
        return None  # "claimed not to remember it"
    if _is_as_it_was(verb) or _is_to_come(verb, known):
        return None  # "As expected, the bank closed", "is expected to announce a sale"
    joined = outer_of(verb) if second_of(verb, known) else verb
    source = source_of(joined, known)
    passive = any(
        c.dep_ in ("nsubjpass", "auxpass") and not any(q.start < c.idx < q.end <= verb.idx for q in quotes)
        for c in verb.children
    )
    if passive or (verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children)):
        agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        source = agent
        impersonal = any(c.dep_ in _SUBJECT and c.lower_ == "it" for c in verb.children)
        if agent is None and impersonal:
            source = on_behalf(verb)  # "it is submitted on behalf of the bank that"
        if agent is None and not impersonal and not any(c.dep_ in _CLAUSE for c in verb.children):
            return None
    if source is None:
        source = handed_on(verb)
    if source is None and verb.tag_ == "VB" and verb.is_sent_start and not any(c.dep_ == "aux" for c in verb.children):
        return None  # "Ask your father", "Tell him I called"
    if _is_raised(verb, known):
        return None  # "Allegations have been made that …": told by the noun
    if source is not None and source.lower_ == "it" and lemma_of(verb) in known.spreading:
        source = None  # "It emerged that …"
    if source is not None and lemma_of(verb) in known.wished and source.lower_ in ("i", "we"):
        return None  # "I would like to thank the panel"
    if source is not None and _is_nobody(source, known):
        return None  # "nobody has ever asked to rent it"
    within = next((q for q in quotes if q.start < verb.idx < q.end), None)
    if within is not None and any(c.dep_ == "neg" for c in verb.children):
        return None  # “I did not ask for this,” she said
    if (family.needs_clause or family.needs_quote) and within is not None:
        return None  # what a quoted speaker thinks is part of what is said
    if within is None and _is_put_to_you(verb, source):
        return None
    content, direct = content_of(doc, verb, family, known, quotes, source)
    if content is None:
        return None
    if source is None and direct:
        source = _behind(verb, content[1])
    if within is not None:
        content = max(content[0], within.inner_start), min(content[1], within.inner_end)
        content = _nested(text_of(doc), content, within)
        if " " not in text_of(doc)[content[0] : content[1]].strip():
            return None  # "I've told you," said Father
    if source is not None and _listens(source, verb, family, known):
        source = None
    if direct and source is not None and any(q.start <= source.idx < q.end <= verb.idx for q in quotes):
        source = _behind(verb, content[1]) or next((c for c in verb.children if c.dep_ == "dobj"), None)
    if direct and source is not None and content[0] <= source.idx < content[1]:
        source = None  # 'States "I am fine"'
    span = whole_phrase(source, verb) if source is not None else None
    if source is not None and span is not None and source.idx + len(source.text) <= content[0] < span[1]:
        span = trimmed(text_of(doc), (span[0], content[0]))  # "described by teachers as kind"
    if span is not None and span[0] < content[1] and content[0] < span[1]:
        if content[0] <= span[0] and span[1] >= content[1]:
            return None
        content = (content[0], span[0]) if span[0] - content[0] > content[1] - span[1] else (span[1], content[1])
    if not direct:
        content = _before_semicolon(text_of(doc), content, quotes)
    content = trimmed(text_of(doc), content)
    if content[1] - content[0] < 2:
        return None
    return Statement(
        span[0] if span else None,
        span[1] if span else None,
        _contact_before(verb),
        verb.idx + len(verb.text),
        content[0],
        content[1],
        direct,
    )


def _before_semicolon(text: str, content: tuple[int, int], quotes: list[Quote]) -> tuple[int, int]:
    """ "Complained of noise; landlord aware": behind a semicolon another thing begins."""
    at = text.find(";", content[0] + 3, content[1])
    return content if at < 0 or any(q.start < at < q.end for q in quotes) else (content[0], at)


def _nested(text: str, content: tuple[int, int], within: Quote) -> tuple[int, int]:
    """“She said, ‘Never,’ and left,” he told us: what is told within a quotation ends with its own marks."""
    shift = within.inner_start
    inner = (q for q in quoted_stretches(text[shift : within.inner_end]) if 0 <= content[0] - shift - q.start <= 1)
    marked = next(inner, None)
    return (marked.start + shift, marked.end + shift) if marked is not None else content


def _is_left_unsaid(preposition: Token) -> bool:
    """ "Without saying", "instead of asking"."""
    before = next_to(preposition, -1).lower_ if preposition.i > 0 else ""
    return preposition.lower_ == "without" or (preposition.lower_ == "of" and before == "instead")


def _is_as_it_was(verb: Token) -> bool:
    """ "As expected, …", "as previously reported": a bare participle, up to a mark, with nobody who says it."""
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ != "advcl" or verb.i + 1 >= len(verb.doc):
        return False
    others = [c for c in verb.children if c.i > verb.i and not c.is_punct]
    opens = verb.left_edge
    return opens.lower_ == "as" and not others and all(t.pos_ == "ADV" for t in verb.doc[opens.i + 1 : verb.i])


def _is_to_come(verb: Token, known: Cues) -> bool:
    """ "Voted to confirm her", "expect him to report a loss": what is meant to be said; "wants to know" tells it."""
    head = lemma_of(verb.head)
    means = (head in known.intending | known.vowing and head not in known.leading) or head == "vote"
    hung = verb.dep_ in ("xcomp", "advcl") or (verb.dep_ == "ccomp" and head == "expect")
    return means and hung and verb.tag_ == "VB" and verb.i > verb.head.i and is_infinitive(verb)


def _is_in_infinitive(verb: Token, known: Cues) -> bool:
    """What one claims or is said to think is no statement beside; "wants to know" and "rang to ask" tell it."""
    told = lemma_of(verb.head)
    hung = verb.dep_ == "xcomp" and verb.tag_ == "VB" and is_infinitive(verb) and verb.head.i < verb.i
    return hung and told in known.verbs and told not in known.leading and known.verbs[told].id == "say"


def _is_raised(verb: Token, known: Cues) -> bool:
    if lemma_of(verb) not in known.giving:
        return False
    return any(c.dep_ == "nsubjpass" and {c.lower_, lemma_of(c)} & known.nouns for c in verb.children)


def _would(verb: Token) -> Token | None:
    """ "Would like to go back"."""
    return next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in _WOULD), None)


def _is_nobody(source: Token, known: Cues) -> bool:
    none = any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in source.children)
    return source.lower_ in known.nobody or none


def _is_bidden(verb: Token) -> bool:
    """ "Please call the office": what the reader is to do."""
    return verb.tag_ == "VB" and verb.i > 0 and next_to(verb, -1).lower_ == "please"


def _is_put_to_you(verb: Token, source: Token | None) -> bool:
    """ "Do you want to come in?": asked of the one who would want it."""
    helped = next((c for c in verb.children if c.dep_ == "aux"), None)
    return source is not None and source.lower_ == "you" and helped is not None and helped.i < source.i


def _listens(source: Token, verb: Token, family: VerbFamily, known: Cues) -> bool:
    """ "Driver was on phone, court told": a headline's court is the one told."""
    bare = source.left_edge.i == source.i and source.i == verb.i - 1
    return family.id == "tell" and bare and source.lower_ in known.listeners and mark_before(source)


def _is_wanted(verb: Token, known: Cues) -> bool:
    """ "Asked him to explain", "recommended that they reject it": what somebody is to say, nobody has said."""
    wanting = known.verbs.get(lemma_of(verb.head))
    if wanting is None or verb.head.i >= verb.i or verb.tag_ != "VB":
        return False
    helped = [c for c in verb.children if c.dep_ == "aux"]
    if verb.dep_ == "ccomp" and not helped:
        return any(c.dep_ in _SUBJECT for c in verb.children)
    to = any(c.lower_ == "to" for c in helped)
    return (
        to and wanting.id in ("ask", "tell", "formal") and any(c.dep_ in ("dobj", "dative") for c in verb.head.children)
    )


def _is_supposed(verb: Token) -> bool:
    """ "If the regulator refuses to move, …", "asked whether he regretted it": nobody has said it yet."""
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    return (verb.dep_ == "advcl" and bool(marks & {"if", "unless"})) or (
        verb.dep_ == "ccomp" and bool(marks & {"if", "whether"})
    )


def _was_asked(verb: Token, family: VerbFamily) -> bool:
    """ "Asked whether he would go, the minister replied": the subject is the one asked."""
    bare = not any(c.dep_ in ("aux", "auxpass", "agent", *_SUBJECT) for c in verb.children)
    return family.id in ("ask", "tell") and verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and bare


def _behind(verb: Token, end: int) -> Token | None:
    """ "…," announced the smaller of the two: read as an object, though a quotation stands right before the verb."""
    closed = verb.i > 0 and next_to(verb, -1).text in CLOSING
    if not (0 <= verb.idx - end < 2 or closed) or verb.tag_ not in ("VBD", "VBZ", "VB", "VBN"):
        return None
    first = verb.i + 1
    if verb.lemma_ == "go" and first < len(verb.doc) and verb.doc[first].lower_ == "on":
        first += 1  # '"And what," went on Aunt Lavinia'
    last = first
    while last < len(verb.doc) and verb.doc[last].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"):
        last += 1
    thing = verb.doc[last - 1] if last > first else None
    if thing is not None and thing.pos_ in ("NOUN", "PROPN", "PRON") and thing.dep_ != "nsubj":
        return thing if thing.left_edge.i >= verb.i else None
    return None


def _asked(doc: Doc, verb: Token, family: VerbFamily) -> Statement | None:
    """ "Asked whether he would go, …": a question by one who is not named."""
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "advcl") and c.i > verb.i), None)
    if clause is None or family.id != "ask" or clause.left_edge.lower_ not in _ASKING or not is_finite(clause):
        return None
    content = trimmed(text_of(doc), extent(clause))
    return Statement(None, None, verb.idx, verb.idx + len(verb.text), *content, False)


def _contact_before(verb: Token) -> int:
    """Where a cue begins: at "rang" in "rang to say"."""
    head = verb.head
    would = _would(verb) if lemma_of(verb) in cues().wished else None
    if would is not None and would.i < verb.i:
        return int(would.idx)  # "would like"
    if (
        verb.dep_ in ("xcomp", "advcl")
        and verb.lemma_ == "say"
        and head.i < verb.i <= head.i + 3
        and head.pos_ == "VERB"
    ):
        return int(head.idx)
    return int(verb.idx)
