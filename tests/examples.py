"""What an example of a table's row is looked at for: whether it reads differently with the row than with a word that
nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import sayso
from sayso.claims.acts.lexeme import Lexeme
from sayso.claims.article.document import Document
from sayso.claims.figures import quantities
from sayso.claims.names.titles import role_of
from sayso.claims.say import by_patterns as attribution_patterns
from sayso.claims.times import mentions as times
from sayso.english.forms import is_verb, plural, verb_forms
from sayso.english.quotes import quotes
from sayso.english.sentences import spans
from sayso.english.tokens import tokens
from sayso.intake.parts.dateline import dateline
from sayso.pipeline import bare_article
from sayso.reading import Reading, Sentence
from sayso.records import Anchor
from sayso.settings import Settings


def _sentences(text: str) -> object:
    return len(spans(text, 0, len(text)))


def _times(text: str) -> object:
    found = times.times(text, [_sentence(text)], Anchor("2024-05-09", "caller"))
    return [(t.start, t.end, t.type, t.edtf, t.timex3, t.weekday) for t in found]


def _quantities(text: str) -> object:
    found = quantities.quantities(text, tokens(text, 0, len(text)))
    return [(q.start, q.end, q.value, q.low, q.high, q.of) for q in found]


def _frames(text: str) -> object:
    words = tuple(tokens(text, 0, len(text)))
    document = Document.of(
        bare_article(text),
        Reading(text, words, (_sentence(text),), tuple(quotes(text, Settings().max_open_quotes))),
        Settings(),
    )
    found = attribution_patterns.in_sentence(document.views[0], ())
    return [(f.cue, f.kind, f.content, f.source and f.source.start) for f in found]


def _credits(text: str) -> object:
    article = sayso.article({"text": text})
    return article.parts, [(a.start, a.end) for a in (*article.credits.agencies, *article.credits.authors)]


def _sentence(text: str) -> Sentence:
    return Sentence(0, 0, len(text), 0, len(tokens(text, 0, len(text))), 0, "body")


LOOKS: dict[str, Callable[[str], object]] = {
    "sentences": _sentences, "times": _times, "quantities": _quantities, "frames": _frames, "credits": _credits,
    "dateline": lambda text: dateline(text) is None,
    "place": lambda text: (found := sayso.article({"text": text}).credits.dateline_place) and found.name,
    "role": lambda text: role_of(text.rpartition(" ")[2], text.rpartition(" ")[0]),
}  # fmt: skip


def _nobody_knows(word: str) -> tuple[str, str]:
    """A word of the same shape (letters are q or Q, all else stands) and one that looks like English."""
    return "".join(("Q" if c.isupper() else "q") if c.isalpha() else c for c in word), "Quadrilles" if word[
        :1
    ].isupper() else "quadrilles"


def shows(row: str, see: str, examples: Sequence[str]) -> bool:
    look, shapes = LOOKS[see], {row, row.capitalize(), *inflected(row)}
    pairs = [
        (example, shape, other) for example in examples for shape in sorted(shapes) for other in _nobody_knows(shape)
    ]
    return any(
        look(example.replace("{}", shape)) != look(example.replace("{}", other)) for example, shape, other in pairs
    )


def inflected(row: str) -> set[str]:
    head, space, rest = row.partition(" ")
    return {plural(row), *(form + space + rest for forms in verb_forms(head).values() for form in forms)}


def with_words_of(entry: Lexeme) -> Iterator[str]:
    """Sentences that hold the words of an entry, with a word beside them that gives it a sense."""
    near = [("object", "rebels")]
    near += [(o.position, word) for o in entry.options if o.sense is not None for word in sorted(o.words)[:60:7]]
    for position, word in near:
        beside = {"object": (word, "They", ""), "subject": ("rebels", word, ""), "near": ("rebels", "They", word)}[
            position
        ]
        yield from _noun(entry, *beside) if entry.pos == "noun" else _verb(entry, *beside)


def _noun(entry: Lexeme, object_: str, subject: str, near: str) -> Iterator[str]:
    yield f"The {entry.lemma} ."
    yield f"The {object_} {entry.lemma} of the {object_} with {subject} and {near}."
    yield f"There was the {entry.lemma} by the {object_} {near}."


def _verb(entry: Lexeme, object_: str, subject: str, near: str) -> Iterator[str]:
    head, _, rest = entry.lemma.partition(" ")
    adverb, verb = ("", head) if is_verb(head) else (f"{head} ", rest.partition(" ")[0])
    rest = rest if is_verb(head) else rest.partition(" ")[2]
    yield f"{subject} will {entry.lemma} the {object_} {near}."
    for gap in (f"the {object_}", "the", "", object_):
        told = " ".join(f"{adverb}{verb_forms(verb)['past'][0]} {rest}".replace("..", gap).split())
        yield from (
            f"{subject} {told} the {object_} {near}.",
            f"{subject} {told} {near} .",
            f"{subject} {told} the men {object_}.",
        )
