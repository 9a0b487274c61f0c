"""Text → Reading: tokens, sentences, quotes, and what the encoder says of them. The only room with a model."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from sayso.english.quotes import quotes
from sayso.english.sentences import spans
from sayso.english.tokens import tokens
from sayso.errors import TooLarge
from sayso.language.encoder import encoder
from sayso.language.reader import understand
from sayso.language.topic import smoothed
from sayso.reading import MarkedPair, Reading, Sentence, Token
from sayso.records import PROSE, Article
from sayso.settings import Settings

__all__ = ["read", "read_pair"]


def read(article: Article, limits: Settings) -> Reading:
    """The Reading of an article: sentences of its headline, body and captions, with their tokens, and all quotations.

    Raises TooLarge where there are more sentences than `limits.max_sentences`.
    """
    return _read(article, limits, None)[0]


def read_pair(article: Article, limits: Settings, marked: MarkedPair) -> tuple[Reading, Mapping[str, float]]:
    """The Reading, and what the relation head says the marked actor does to the marked recipient: event type →
    probability.

    The Reading lacks names, quotations, say-so and topics. The probabilities are empty where no window of the encoder
    holds both. Raises as `read` does.
    """
    return _read(article, limits, marked)


def _read(article: Article, limits: Settings, marked: MarkedPair | None) -> tuple[Reading, Mapping[str, float]]:
    text = article.text
    paragraphs = [0, *(i + 1 for i in range(1, len(text)) if text[i] == "\n" and text[i - 1] == "\n")]
    words: list[Token] = []
    sentences: list[Sentence] = []
    for part in article.parts:
        if part.label not in PROSE:
            continue
        for start, end in spans(text, part.start, part.end):
            inner = tokens(text, start, end)
            first = len(words)
            words += inner
            paragraph = bisect_right(paragraphs, start)
            sentences.append(Sentence(len(sentences), start, end, first, len(words), paragraph, part.label))
    if len(sentences) > limits.max_sentences:
        raise TooLarge(article.id, "sentences", len(sentences), limits.max_sentences, "SAYSO_MAX_SENTENCES")
    seen = understand(encoder(), text, words, sentences, limits.max_pieces, marked)
    said = () if marked else tuple(quotes(text, limits.max_open_quotes))
    reading = Reading(
        text,
        tuple(words),
        tuple(sentences),
        said,
        tuple(seen.tags),
        seen.lemmas,
        tuple(seen.heads),
        tuple(seen.relations),
        tuple(seen.entities),
        tuple(seen.sayings),
        tuple(seen.events),
        tuple(seen.antecedents),
        smoothed(seen.topics, len(sentences)),
    )
    return reading, seen.pair
