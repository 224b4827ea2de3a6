"""Where what a verb tells ends: before a second verb of the same speaker, before what the writer adds."""

from __future__ import annotations

import re

from spacy.tokens import Token

from analyser.actors.rules import lexicon
from analyser.grammar import next_to, sentence_of, text_of
from analyser.speech.clauses import has_subject, is_infinitive, is_set_apart_participle
from analyser.speech.lemmas import lemma_of
from analyser.speech.objects import is_where_told
from analyser.speech.rules import Cues, cues

_REST = ("prep", "oprd", "xcomp", "acl", "relcl", "acomp", "advmod")  # what may go with an object to the end
# What the writer sets against it: "insisted that it was safe, despite two fires".
_ASIDE = re.compile(
    r",\s+(?:which|although|though|whereas|while|despite|in spite of|notwithstanding|amid"
    r"|but (?:the|this|that(?! (?:he|she|they|it|we|i|there|the|no)\b)) )"
)
_PERSONS = ("he", "she", "they", "it", "there", "we")
_OPENS = 8  # characters of what is told before anything is set against it
_TOLD = ("as", "after", "because", "since", "when", "while")  # before a finite clause in the past: the story goes on


def before_aside(verb: Token, start: int, end: int) -> int:
    aside = _ASIDE.search(text_of(verb.doc), start, end)
    if aside is None or aside.start() - start < _OPENS:
        return end  # "said that, although he was low, he had begun …"
    return end if _goes_past(verb, aside.start() + 2, end) else aside.start()


def _goes_past(verb: Token, start: int, end: int) -> bool:
    """ "Rose on costs, which fell, and on sales": what is told goes on behind the relative clause."""
    word = verb.doc.char_span(start, start + 1, alignment_mode="expand")
    clause = word[0].head if word is not None and word[0].tag_ == "WDT" else None
    if clause is None or clause.dep_ != "relcl" or word is None or clause.i < word[0].i:
        return False
    return int(clause.right_edge.idx + len(clause.right_edge.text)) + _OPENS < end


def before_story(clause: Token, end: int) -> int:
    """ "Urged people to keep in as smoke drifted over the town": what was to be done ends where the story goes on."""
    if not is_infinitive(clause):
        return end
    story = (
        t
        for t in clause.subtree
        if t.dep_ == "advcl"
        and t.tag_ == "VBD"
        and any(c.dep_ in ("mark", "advmod") and c.lower_ in _TOLD for c in t.children)
    )
    first = next((t for t in story if t.left_edge.i > clause.i), None)
    return min(end, int(first.left_edge.idx)) if first is not None else end


def own_end(clause: Token, known: Cues, after: Token | None = None) -> int:
    """The end of a content, before a second verb of the same speaker: "said he was sorry and promised to ring"."""
    end = int(clause.right_edge.idx + len(clause.right_edge.text))
    if after is None:
        return end
    goes_on = next((c for c in clause.children if is_set_apart_participle(c) and _tells(c, known)), None)
    if goes_on is not None:
        end = min(end, int(next_to(goes_on, -1).idx))
    if after.tag_ not in ("VBD", "VBZ"):
        return end
    joined = (c for c in clause.children if c.dep_ == "conj" and c.tag_ in (after.tag_, "MD", "VB"))
    second = next((c for c in joined if second_of(c, known) or _done_to_writer(c)), None)
    if second is None:
        return end
    joint = next((c for c in clause.children if c.dep_ == "cc" and c.i < second.i), second)
    return int(joint.idx) if after.i < joint.i else end


def _done_to_writer(verb: Token) -> bool:
    """ "Said she was fine and gave me the letter": told by who writes, and no longer said."""
    done = verb.tag_ == "VBD" and not has_subject(verb)
    return done and any(c.dep_ in ("dobj", "dative") and c.lower_ in ("me", "us") for c in verb.children)


def _tells(verb: Token, known: Cues) -> bool:
    family = known.verbs.get(lemma_of(verb))
    return family is not None and family.id in ("say", "tell", "ask")


def is_second(token: Token) -> bool:
    """ "He accepted that …, but disputes that …": right behind "and" or "but", and right before what it tells."""
    joined = (
        token.tag_ == "NNS"
        and token.dep_ == "conj"
        and token.head.pos_ == "VERB"
        and next_to(token, -1).pos_ == "CCONJ"
    )
    return joined and token.i + 1 < len(token.doc) and next_to(token).lower_ in ("that", "he", "she", "they", "having")


def second_of(verb: Token, known: Cues) -> bool:
    """A verb of saying, joined to what another one tells, without a subject of its own and with a clause to tell."""
    family = known.verbs.get(lemma_of(verb))
    if family is not None and is_second(verb):
        return True
    if family is not None and row_head(verb, known) is not None:
        return True
    if family is None or verb.dep_ != "conj" or has_subject(verb):
        return False
    telling = lemma_of(verb) in known.charged | known.naming or family.id in ("say", "tell", "ask")
    if telling and verb.tag_ == "VBD" and _is_of_thing(verb.head) and any(c.dep_ == "dobj" for c in verb.children):
        return True
    if family.id == "hold" and _is_of_thing(verb.head, "be", "get", "have") and _has_clause(verb):
        return True  # "acknowledged that the house was a mess but did not feel it was unsafe"
    if family.id not in ("say", "tell", "ask"):
        return False
    if _disagrees(verb) or _is_but(verb):
        return True
    if verb.tag_ != "VBD" and not any(c.lower_ in ("would", "will") for c in verb.children):
        return False
    if verb.tag_ == "VBD" and verb.head.head.tag_ in ("VBZ", "VBP") and not _is_present(verb.head):
        return False  # "Mum says Dad came and said he would leave"
    agrees = lemma_of(verb) in known.assenting
    return any(
        c.dep_ in ("ccomp", "xcomp") or (agrees and c.dep_ == "advcl" and is_infinitive(c)) for c in verb.children
    )


def outer_of(second: Token) -> Token:
    """The verb whose speaker goes on with a second one: "said" in "said it was late and asked why"."""
    if (first := row_head(second, cues())) is not None:
        return first
    told = second.head
    if told.dep_ not in ("ccomp", "acl"):
        return second
    return next((t for t in told.ancestors if t.pos_ in ("VERB", "AUX")), second)


def _is_but(verb: Token) -> bool:
    """ "Accepted he had shouted but denied swearing": set against it, in the same tense."""
    outer, but = outer_of(verb), next((c for c in verb.head.children if c.dep_ == "cc"), None)
    return but is not None and but.lower_ == "but" and but.i < verb.i and outer.tag_ == verb.tag_ and outer.i != verb.i


def _has_clause(verb: Token) -> bool:
    return any(c.dep_ == "ccomp" and c.i > verb.i and has_subject(c) for c in verb.children)


def _is_present(clause: Token) -> bool:
    """ "Says nobody listens and asked why": the second verb is in another tense, and so not of what is told."""
    finite = (clause, *(c for c in clause.children if c.dep_ in ("aux", "auxpass")))
    return any(t.tag_ in ("VBZ", "VBP") for t in finite)


def row_head(verb: Token, known: Cues) -> Token | None:
    """ "Stated that he sees shadows, denied hearing voices": behind a comma and no "and", in notes' way; the first of
    the row."""
    if verb.tag_ not in ("VBZ", "VBD") or verb.i == 0 or next_to(verb, -1).text != "," or has_subject(verb):
        return None
    if any(c.dep_ in ("cc", "mark") for x in (verb.head, verb) for c in x.children if verb.head.i < c.i <= verb.i):
        return None
    first, family = verb.head, known.verbs.get(lemma_of(verb))
    told = family is not None and family.id in ("say", "tell", "ask")
    if verb.dep_ == "advcl" and not (told and first.tag_ in ("VBZ", "VBD")):
        return None
    if verb.dep_ not in ("conj", "ccomp", "dep", "advcl"):
        return None
    now = told and first.tag_ == "VBZ" and first.dep_ in ("ROOT", "conj")  # "feels low, asked for help"
    alike = (t for t in (first, first.head) if t.tag_ == verb.tag_ or (now and t.i == first.i))
    firsts = (t for t in alike if t.i < verb.i and lemma_of(t) in known.verbs)
    return next((t for t in firsts if has_subject(t)), None)


def _disagrees(verb: Token) -> bool:
    """ "Notes that stocks are low and says …": of the one, where what is told has a plural for its subject; "the team
    say that he copes and have asked …" the other way round."""
    own = next((c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if own is None:
        return False
    several = own.tag_ in ("NNS", "NNPS") or own.lower_ in ("they", "we", "i", "you")
    finite = next((c for c in verb.children if c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP")), verb)
    if finite.tag_ == "VBP" and finite.i != verb.i:
        return own.lower_ in ("he", "she", "it")
    return finite.tag_ == "VBZ" and several


def _is_of_thing(clause: Token, *lemmas: str) -> bool:
    """ "Said the call was perfect and accused them": a call accuses nobody."""
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    if clause.lemma_ not in (lemmas or ("be",)) or subject is None:
        return False
    somebody = {subject.lemma_, subject.lower_} & (cues().speakers | cues().informants)
    return subject.lower_ in ("it", "this", "that") or (
        subject.pos_ == "NOUN" and not somebody and subject.lemma_ not in lexicon().by_word
    )


def reach_of(verb: Token, thing: Token) -> int:
    """The end of what a verb with an object tells: with "him" in "described him as quiet" goes the rest."""
    last = thing.right_edge
    for child in verb.children:
        compared = child.dep_ == "advcl" and any(c.lower_ == "as" for c in child.children)
        if child.i > thing.i and is_where_told(child):
            break
        if child.i > thing.i and (compared or child.dep_ in _REST or _goes_with(child, verb)):
            last = max(last, child.right_edge, key=lambda t: t.i)
    return int(last.idx + len(last.text))


def rest_of_content(clause: Token, end: int) -> int:
    """A second clause that goes on with "and that": "said he was ill and that he'd ring"."""
    last = max((c.right_edge for c in clause.children if c.dep_ == "conj"), key=lambda t: t.i, default=None)
    return last.idx + len(last.text) if last is not None else end


def second_that(verb: Token, clause: Token) -> int:
    """ "Said she was done, but that she would see Nan", where the parse joins the second clause to "said"."""
    joined = (c for c in verb.children if c.dep_ == "conj" and c.i > clause.i and has_subject(c))
    more = next((c for c in joined if any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children)), None)
    return int(more.right_edge.idx + len(more.right_edge.text)) if more is not None else 0


def goes_on_end(verb: Token, clause: Token) -> int:
    """ "Said her knees were bad and she couldn't manage", where the parse joins the second clause to "said": what
    could, had or would be is still said."""
    joined = (c for c in verb.children if c.dep_ == "conj" and c.i > clause.i)
    more = next((c for c in joined if _is_reported(c, verb)), None)
    if more is None or any(t.text in (";", ".") for t in verb.doc[clause.i : more.i]):
        return 0
    return int(more.right_edge.idx + len(more.right_edge.text))


def _is_reported(clause: Token, verb: Token) -> bool:
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    helped = [c for c in clause.children if c.dep_ == "aux" and (c.tag_ == "MD" or c.lemma_ == "have")]
    if not helped or clause.left_edge.i <= verb.i + 1:
        return False
    joint = next_to(clause.left_edge, -1)
    if joint.lower_ not in ("and", "but") or next_to(joint, -1).text == ",":
        return False
    if subject is None:  # "said she was ill and had seen the GP", but not "said she was ill and has left"
        return verb.tag_ == "VBD" and helped[0].tag_ in ("VBD", "MD")
    return subject.i == subject.left_edge.i and subject.lower_ in _PERSONS


def _goes_with(child: Token, verb: Token) -> bool:
    """ "…, feeding well": not what the speaker goes on to say, nor what was done in the past while it was said."""
    if verb.tag_ not in ("VBZ", "VBP", "VB") or not is_set_apart_participle(child):
        return False
    return not _tells(child, cues()) and not any(c.dep_ == "ccomp" for c in child.children)


def telegraphic_end(verb: Token, clause: Token) -> int:
    """ "HV reports baby settled, feeding well, sleeping through": in the present, what goes on so is still told."""
    if clause.i < verb.i:
        return 0
    last = clause.right_edge
    for child in verb.children:
        if child.i > last.i and child.left_edge.i <= last.i + 2 and _goes_with(child, verb):
            last = child.right_edge
    return int(last.idx + len(last.text)) if last.i > clause.right_edge.i else 0


def condition_of(verb: Token, clause: Token) -> int:
    """ "Urged walkers to turn back if the cloud comes down": the condition goes with what is to be done."""
    last = clause.right_edge
    if not is_infinitive(clause):
        return 0
    if last.i + 1 < len(last.doc) and next_to(last).lower_ in ("if", "unless") and last.i + 1 < sentence_of(verb).end:
        after = verb.doc[last.i + 1 : sentence_of(verb).end]
        stop = next((t for t in after if t.is_punct), after[-1])
        return int(stop.idx)
    hung = (c for c in verb.children if c.dep_ == "advcl" and c.left_edge.i == last.i + 1)
    more = next(
        (c for c in hung if any(g.dep_ in ("mark", "advmod") and g.i == c.left_edge.i for g in c.children)), None
    )
    return int(more.right_edge.idx + len(more.right_edge.text)) if more is not None else 0
