"""What the speech part knows, as typed records read from ``rules/cues.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyser.errors import BadRules
from analyser.taxonomy import load_yaml, record

_CONTACTS = ("call", "call_bare", "spoke")  # headings that may stand without a colon
_LISTS = (
    "given",
    "given_out",
    "hearing",
    "intending",
    "naming",
    "telling_of",
    "asking_for",
    "plain",
    "giving",
    "unowned",
    "spoken_with",
    "assenting",
    "clausal",
    "gestures",
    "body",
    "charged",
    "handed",
    "sent",
    "of_what",
    "wished",
    "informants",
    "raised",
    "hearsay",
    "titles",
    "held",
    "deciding",
    "showing",
    "documents",
    "expecting",
    "figures",
    "findings",
    "matters",
    "otherwise",
    "shown_as",
    "naming_as",
    "answering",
    "leading",
    "spreading",
    "promised",
    "vowing",
    "nobody",
    "told_in",
    "durations",
    "pleas",
    "listeners",
    "feelings",
    "reputed",
    "thinking",
)
_WHERE = "speech/rules/cues.yaml"


@dataclass(frozen=True, slots=True)
class VerbFamily:
    id: str
    why: str
    lemmas: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    needs_clause: bool = False
    needs_quote: bool = False
    needs_frame: bool = False  # tells only by an object or a preposition that is listed
    tagged: bool = False  # read only where the tagger sees a verb


@dataclass(frozen=True, slots=True)
class PhraseFamily:
    id: str
    why: str
    patterns: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    owned: bool = False  # the source stands inside the phrase, as the group `owner`


@dataclass(frozen=True, slots=True)
class ObjectFrame:
    """Verbs that tell something by an object and one of these prepositions."""

    id: str
    why: str
    verbs: Mapping[str, tuple[str, ...]]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    whole: bool = False  # the object belongs to what is told: "likened the tax to a fine"
    things: tuple[str, ...] = ()  # only with one of these for an object
    figure: bool = False  # only with a number: "put the cost at £90"


@dataclass(frozen=True, slots=True)
class Frame:
    id: str
    why: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Cues:
    families: tuple[VerbFamily, ...]
    phrase_families: tuple[PhraseFamily, ...]
    frames: tuple[ObjectFrame, ...]
    verbs: Mapping[str, VerbFamily]
    with_object: frozenset[str]
    phrases: re.Pattern[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    headings: re.Pattern[str]
    never: re.Pattern[str]
    shapes: re.Pattern[str]
    contacts: re.Pattern[str]
    closed: re.Pattern[str]  # headings that may end in a full stop
    silent: frozenset[str]
    joiners: frozenset[str]
    turns: frozenset[str]  # finite verbs behind which somebody's words begin
    turns_to: frozenset[str]  # of these, those that name the one told first
    turns_sure: frozenset[str]  # those that tell of nothing but saying
    turn_adverbs: frozenset[str]
    turn_within: frozenset[str]  # words inside who says it
    turn_told: frozenset[str]  # the one told
    turn_ends: re.Pattern[str]
    speakers: frozenset[str]
    owned: re.Pattern[str]  # phrases that hold their source, the group `owner`
    rings: re.Pattern[str]  # "Mum rang, can't make it"
    joined: re.Pattern[str]  # a second cue of one speaker: "…, informed us …"
    no_source: frozenset[str]
    records: re.Pattern[str]
    titled: re.Pattern[str]
    processed: re.Pattern[str]  # what was done with a contact
    unanswered: re.Pattern[str]  # nobody was reached
    bare: re.Pattern[str]  # headings of what is told by somebody not named
    only_with: Mapping[str, frozenset[str]]
    attitudes: Mapping[str, frozenset[str]]  # "sceptical of", "willing to"
    light: Mapping[str, frozenset[str]]  # nouns that are given: "cast doubt on"
    prepositions: Mapping[str, frozenset[str]]
    particles: Mapping[str, frozenset[str]]
    given: frozenset[str]
    given_out: frozenset[str]
    hearing: frozenset[str]
    intending: frozenset[str]
    naming: frozenset[str]
    telling_of: frozenset[str]
    asking_for: frozenset[str]
    plain: frozenset[str]
    giving: frozenset[str]
    unowned: frozenset[str]
    spoken_with: frozenset[str]
    assenting: frozenset[str]
    clausal: frozenset[str]
    gestures: frozenset[str]
    body: frozenset[str]
    charged: frozenset[str]
    handed: frozenset[str]
    sent: frozenset[str]
    of_what: frozenset[str]
    wished: frozenset[str]
    informants: frozenset[str]
    raised: frozenset[str]
    hearsay: frozenset[str]
    titles: frozenset[str]
    held: frozenset[str]
    deciding: frozenset[str]
    showing: frozenset[str]
    documents: frozenset[str]
    expecting: frozenset[str]
    figures: frozenset[str]
    findings: frozenset[str]
    matters: frozenset[str]
    otherwise: frozenset[str]
    shown_as: frozenset[str]
    naming_as: frozenset[str]
    answering: frozenset[str]
    leading: frozenset[str]
    spreading: frozenset[str]
    promised: frozenset[str]
    vowing: frozenset[str]
    nobody: frozenset[str]
    told_in: frozenset[str]
    durations: frozenset[str]
    pleas: frozenset[str]
    listeners: frozenset[str]
    feelings: frozenset[str]
    reputed: frozenset[str]
    thinking: frozenset[str]


@cache
def cues() -> Cues:
    """The cue lists.

    Raises:
        BadRules: a key is unknown, an id or lemma is listed twice, or examples are missing.
    """
    data = load_yaml("analyser.speech", "rules/cues.yaml")
    families: tuple[VerbFamily, ...] = tuple(record(VerbFamily, _WHERE, item) for item in data["verbs"])
    phrases: tuple[PhraseFamily, ...] = tuple(record(PhraseFamily, _WHERE, item) for item in data["phrases"])
    verbs: dict[str, VerbFamily] = {}
    for family in families:
        for lemma in family.lemmas:
            if lemma in verbs:
                raise BadRules(f"{_WHERE}, entry {family.id!r}: {lemma!r} is listed twice.")
            verbs[lemma] = family
    frames: tuple[ObjectFrame, ...] = tuple(record(ObjectFrame, _WHERE, item) for item in data["frames"])
    entries: list[VerbFamily | PhraseFamily | ObjectFrame] = [*families, *phrases, *frames]
    for entry in entries:
        if not entry.yes or not entry.no:
            raise BadRules(f"{_WHERE}, entry {entry.id!r}: give at least one 'yes' and one 'no' example.")
    headings = [record(Frame, _WHERE, item) for item in data["headings"]]
    never = [record(Frame, _WHERE, item) for item in data["never"]]
    return Cues(
        families,
        phrases,
        frames,
        verbs,
        frozenset(data["with_object"]),
        re.compile(
            r"\b(?:" + "|".join(p for f in phrases if not f.owned for p in f.patterns) + r")(?=\s)", re.IGNORECASE
        ),
        frozenset(data["adjectives"]),
        frozenset(data["nouns"]),
        re.compile("|".join(f"(?:{h.pattern})" for h in headings), re.IGNORECASE),
        re.compile("|".join(n.pattern for n in never), re.IGNORECASE),
        re.compile(
            r"(?:(?<=^)|(?<=[\n;.,] )|(?<=\n))(?P<source>(?:[^\s,.;:?!]+ ){1,4}?)"
            + r"(?P<cue>"
            + "|".join(re.escape(w) for w in data["shapes"])
            + rf"|(?:(?:is|was|remains|remained|seems|seemed) )?(?:{'|'.join(data['adjectives'])})"
            + r"(?= (?:that|who|whether|if|how|what|why|where|when)\b)"
            + r")(?: that)?\s+(?P<content>(?=\S))",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:{'|'.join(h.pattern for h in headings if h.id in _CONTACTS)})\s+", re.IGNORECASE),
        re.compile("|".join(f"(?:{h.pattern})" for h in headings if h.id in ("views", "update")), re.IGNORECASE),
        frozenset(data["silent"]),
        frozenset(data["joiners"]),
        frozenset(data["turns"]) | frozenset(data["turns_to"]),
        frozenset(data["turns_to"]),
        frozenset(data["turns_sure"]),
        frozenset(data["turn_adverbs"]),
        frozenset(data["turn_within"]),
        frozenset(data["turn_told"]),
        re.compile("|".join(data["turn_ends"]), re.IGNORECASE),
        frozenset(data["speakers"]),
        re.compile("|".join(p for f in phrases if f.owned for p in f.patterns), re.IGNORECASE),
        re.compile(
            r"(?:(?<=^)|(?<=[\n;.] )|(?<=\n))(?P<source>(?:[^\s,.;:?!]+ ){1,3}?)"
            rf"(?P<cue>{data['rings']['cue']}(?P<say>,?\s+(?:to say|saying|asking))?)"
            r"(?(say)(?: that)?\s+|\s*(?:[,;]|[-–—](?= ))\s+)"
            rf"(?P<content>(?(say)(?=\S)|(?={data['rings']['opens']})))",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?:[,;]| and| &) (?P<cue>" + "|".join(re.escape(w) for w in data["shapes"]) + r")(?: that)?\s+(?=\S)",
            re.IGNORECASE,
        ),
        frozenset(data["no_source"]),
        re.compile(rf"\b(?:{'|'.join(data['records'])})$", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(data['titled'])})(?: (?:of|with|the|saying))*\s*$", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(data['processed'])})\b", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(data['unanswered'])})(?!\w)", re.IGNORECASE),
        re.compile("|".join(h.pattern for h in headings if h.id == "bare"), re.IGNORECASE),
        {str(v): frozenset(words) for v, words in data["only_with"].items()},
        {str(v): frozenset(words) for v, words in data["attitudes"].items()},
        {str(v): frozenset(words) for v, words in data["light"].items()},
        {str(v): frozenset(words) for v, words in data["prepositions"].items()},
        {str(v): frozenset(words) for v, words in data["particles"].items()},
        *(frozenset(map(str, data[name])) for name in _LISTS),
    )
