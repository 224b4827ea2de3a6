"""Parts that Presidio wants to be given and that do nothing here: no language, no context, and no log."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.tokens import Doc
from spacy.vocab import Vocab


class NoNlp(NlpEngine):  # type: ignore[misc]
    """Presidio wants an engine of language. This one loads, and so downloads, nothing."""

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        return no_artifacts()

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 64, n_process: int = 1, **kwargs: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        for text in texts:
            yield text, no_artifacts()

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return False

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return ["en"]


class NoEnhancer(ContextAwareEnhancer):  # type: ignore[misc]
    """Context stands in our patterns; Presidio's enhancer costs time and carries text into its errors."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        return raw_results


@cache
def no_artifacts() -> NlpArtifacts:
    """What Presidio wants to be given of a text: nothing."""
    return NlpArtifacts([], Doc(Vocab()), [], [], None, "en")


def quiet() -> None:
    """Holds the loggers that could print a text (Presidio at DEBUG, look-ups of e-mail domains) at CRITICAL."""
    for name in ("presidio-analyzer", "presidio-anonymizer", "presidio_analyzer", "decision_process", "tldextract"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
