"""From a sentence in its context to counted features, the same for training and at run time.

Pure text work on the standard library: four blocks of features (the words, the characters inside words, the sentences
next door, the circumstances), each weighed and scaled by itself so that long neighbours cannot drown a short sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from analyser import taxonomy
from analyser.signals.belonging import read_alike
from analyser.signals.context import SentenceContext
from analyser.signals.genders import one_word

BLOCKS = ("word", "char", "near", "meta")

_TIME = re.compile(r"\b\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b|\b\d{4}\s?hrs?\b", re.I)
_DATE = re.compile(r"\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b|\b\d{1,2}(?:st|nd|rd|th)\b", re.I)
_NUMBER = re.compile(r"\d+")
_RUN = re.compile(r"(?<![\w'])[a-z]+(?![\w'])")
_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)*|#|[?!:;…\"“”/%£-]")
_PSEUDONYM = re.compile(r"\b([A-Z][A-Za-z]+?)(\d*)\b")


@cache
def _stems() -> dict[str, str]:
    """Pseudonym without its number -> the word that stands for it in features."""
    stems = {r.pseudonym: "x" + r.id.replace("_", "") for r in taxonomy.roles().values()}
    stems |= dict.fromkeys(taxonomy.organisations(), "xorganisation")
    for token in set(taxonomy.bank_tokens().values()) - set(stems):
        stems[token] = "x" + token.lower()
    return stems


@cache
def _kin() -> dict[str, str]:
    """How notes name a parent or grandparent -> the same word that a pseudonym is turned into."""
    kin: dict[str, str] = {}
    for role in ("mother", "father", "grandparent"):
        kin |= {w.lower(): f"x{role}" for w in taxonomy.roles()[role].words if len(w) > 2 and " " not in w}
    return kin


@cache
def _genders() -> dict[str, str]:
    """A gendered word, or what a parent's pseudonym became, -> the one word that is read for it."""
    return {**one_word(), "xfather": "xmother"}


def _fold(match: re.Match[str]) -> str:
    stem = _stems().get(match[1])
    return f" {stem} " if stem and (match[2] or match[1] in ("Mother", "Father", "Parents", "Partner")) else match[0]


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Lower case; pseudonyms without their numbers; times, dates and numbers by kind; peoples and faiths alike;
    contractions with their apostrophe."""
    text = _PSEUDONYM.sub(_fold, read_alike(text))
    text = _TIME.sub(" xtime ", text)
    text = _DATE.sub(" xdate ", text)
    text = _NUMBER.sub("#", text).lower().replace("’", "'")
    text = _RUN.sub(lambda m: taxonomy.contractions().get(m[0], m[0]), text)
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The tokens of a sentence, men's words folded into women's, kin words into the role they name."""
    kin = _kin()
    return tuple(kin.get(w, w) for w in map(_of_either, _TOKEN.findall(normalise(text))))


def _of_either(word: str) -> str:
    base = word.removesuffix("'s")
    return _genders().get(word) or _genders().get(base, base) + word[len(base) :]


def _ngrams(tokens: Sequence[str], longest: int) -> Iterable[str]:
    for size in range(1, longest + 1):
        for i in range(len(tokens) - size + 1):
            yield " ".join(tokens[i : i + size])


def _characters(tokens: Sequence[str], shortest: int, longest: int) -> Iterable[str]:
    for token in tokens:
        padded = f" {token} "
        for size in range(shortest, longest + 1):
            for i in range(max(len(padded) - size + 1, 0)):
                yield padded[i : i + size]


def phrases(text: str) -> Counter[str]:
    """A sentence's words, pairs and triples of words, with its edges marked."""
    return Counter(_ngrams(("^", *words(text), "$"), 3))


def features(context: SentenceContext) -> dict[str, Counter[str]]:
    """Block -> feature -> count."""
    own = words(context.text)
    near: Counter[str] = Counter()
    for prefix, text in (("p:", context.previous), ("n:", context.following)):
        near.update(prefix + g for g in _ngrams(words(text) if text else ("none",), 2))
    return {
        "word": phrases(context.text),
        "char": Counter(_characters(own, 2, 5)),
        "near": near,
        "meta": _circumstances(context, own),
    }


def _circumstances(context: SentenceContext, own: Sequence[str]) -> Counter[str]:
    kind = context.note_type or "unknown"
    size = len(own)
    meta = Counter(
        {
            f"type={kind}": 1,
            f"author={context.author_role or 'unknown'}": 1,
            f"setting={context.setting}": 1,
            f"place={'first' if context.position == 0 else 'last' if context.position == 1 else 'inside'}": 1,
            f"size={'1-3' if size < 4 else '4-7' if size < 8 else '8-15' if size < 16 else '16+'}": 1,
        }
    )
    meta.update(f"flag:{f}" for f in context.flags)
    meta.update(f"rule:{r}" for r in context.rule_hits)
    meta.update(f"{kind}*{w}" for w in set(own))
    return meta
