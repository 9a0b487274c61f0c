"""What the reader marked of a say-so → whole phrases: sources are noun phrases, contents are clauses and quotations.

The reader marks words one by one; the arcs tell which words belong together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sayso.claims.say.frames import cues, tidied_span
from sayso.claims.syntax.arcs import NOMINAL, Arcs
from sayso.english.lists import listed
from sayso.reading import ArticleToken, Quote, Reading, Saying
from sayso.spans import Span

CONTENT_RELATIONS = frozenset(
    {"ccomp", "xcomp", "obj", "obl", "parataxis", "acl", "nmod", "advcl", "csubj", "nsubj", "appos", "dep"}
)
"""Relations over which a content may hang on its cue."""
HANGS = frozenset({"parataxis", "advcl", "ccomp", "acl", "obl", "nmod", "discourse", "dep"})
"""Relations over which a cue may hang on its content: "X fell, he said"; "according to him X fell"."""
LOOSE = frozenset({"parataxis", "cop", "nsubj", "advcl", "aux", "mark", "discourse"})
"""Branches that are no part of a noun phrase that speaks."""
SUBJECT_RELATIONS = frozenset({"nsubj", "obl", "nmod"})
IMPERSONAL = listed("say", "impersonal")
THOUGHT_OF = listed("say", "thought_of")
"""Verbs whose participle says what is thought of a noun."""
RELAYING = frozenset({"cite", "quote"})
SUBJECT_NEAR = 3
"""Words between a subject and its verb, over which the reader may still have taken it for part of the content."""
CUE_RELATIONS, HELPERS = frozenset({"aux", "advmod", "mark"}), frozenset({"AUX", "ADV", "PART"})
"""Words that are part of a cue by how they hang and by what they are: "has repeatedly", "not", "to"."""
STRAY = 3
"""A stretch of fewer words, outside what hangs on the cue, is a slip of the reader."""


@dataclass(frozen=True, slots=True)
class MarkedTokens:
    """One saying over the tokens of the article."""

    cue: frozenset[int]
    source: frozenset[int]
    content: tuple[tuple[int, ...], ...]
    """Runs of tokens, as the reader marked them."""


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The words of an article and how they hang together; `starts` tells the token that begins at an offset."""

    reading: Reading
    arcs: Arcs
    starts: dict[int, int]
    firsts: Sequence[int]
    """First token of each sentence."""

    @classmethod
    def of(cls, reading: Reading) -> ArticleWords:
        """The words of a Reading."""
        return cls(
            reading,
            Arcs.of(reading),
            {t.start: i for i, t in enumerate(reading.tokens)},
            [s.first for s in reading.sentences],
        )

    def inside(self, start: int, end: int) -> list[int]:
        """Tokens that begin in `[start, end)`."""
        first = next((self.starts[at] for at in range(start, end) if at in self.starts), None)
        last = first
        while last is not None and last < len(self.reading.tokens) and self.reading.tokens[last].start < end:
            last += 1
        return [] if first is None or last is None else list(range(first, last))

    def sentence(self, token: int) -> int:
        """The number of a token's sentence."""
        return bisect_right(self.firsts, token) - 1

    def paragraph(self, token: int) -> int:
        """The number of a token's paragraph."""
        return self.reading.sentences[self.sentence(token)].paragraph

    def span(self, first: int, last: int) -> Span:
        """The stretch of the text from token `first` to token `last`, both included."""
        return self.reading.tokens[first].start, self.reading.tokens[last].end

    def marked(self, saying: Saying) -> MarkedTokens:
        """A saying as tokens."""
        cue, source = (
            frozenset(i for s, e in spans for i in self.inside(s, e)) for spans in (saying.cue, saying.source)
        )
        return MarkedTokens(cue, source, tuple(tuple(self.inside(s, e)) for s, e in saying.content))


def contents(words: ArticleWords, marked: MarkedTokens) -> tuple[Span, ...]:
    """The content as stretches `[start, end)` of the text: clauses that the marked words fill at least half, and what
    stands alone."""
    own = marked.cue | marked.source | _titled(words.arcs, marked)
    seen = {i for run in marked.content for i in run} - own
    home = {words.sentence(i) for i in own}
    whole = _filled(words, marked, own, seen)
    runs = [run for run in _runs(seen - whole, own, words) if words.sentence(run[0]) in home]
    runs = [run for run in runs if not _signs_alone(words, run)]
    longest = max((len(run) for run in runs), default=0)
    runs = [run for run in runs if len(run) >= STRAY or (len(run) == longest and not whole)]
    return tuple(words.span(run[0], run[-1]) for run in _runs(whole.union(*runs), own, words))


def _titled(arcs: Arcs, marked: MarkedTokens) -> frozenset[int]:
    """The words right before a source that hang on it ("Kremlin spokesman Dmitry Peskov"): none of what is said."""
    if not arcs or not marked.source:
        return frozenset()
    first = min(marked.source)
    hanging = set(arcs.below(arcs.top(ArticleToken(first), ArticleToken(max(marked.source) + 1))))
    return frozenset(takewhile(hanging.__contains__, range(first - 1, -1, -1)))


def _filled(words: ArticleWords, marked: MarkedTokens, own: frozenset[int], seen: set[int]) -> set[int]:
    """The clauses, and the other sentences, that the marked words fill at least half."""
    wholes = [set(clause - own) for clause in _clauses(words.arcs, marked)] if words.arcs else []
    for number in {words.sentence(i) for i in seen} - {words.sentence(i) for i in own}:
        sentence = words.reading.sentences[number]
        wholes.append(set(range(sentence.first, sentence.last)) - own)
    return set().union(*(rest for rest in wholes if rest and 2 * len(rest & seen) >= len(rest)))


def _signs_alone(words: ArticleWords, run: Sequence[int]) -> bool:
    """Signs alone."""
    return not any(words.reading.tokens[i].text[0].isalnum() for i in run)


def _clauses(arcs: Arcs, marked: MarkedTokens) -> Iterable[frozenset[int]]:
    """Sets of tokens that may be the content: what hangs on the cue, and what the cue or its source hangs on."""
    cue = sorted(marked.cue)
    if not cue:
        return
    top = arcs.top(cue[0], cue[-1] + 1)
    for child in {c for i in cue for c in arcs.children[i]} - marked.cue:
        if arcs.relation(child) in CONTENT_RELATIONS:
            yield frozenset(arcs.below(child))
    tops = [top]
    if marked.source:
        first, last = min(marked.source), max(marked.source)
        tops.append(arcs.top(first, last + 1))
    for at in tops:
        if arcs.relation(at) in HANGS:
            yield frozenset(arcs.below(arcs.heads[at])) - frozenset(arcs.below(at))


def _runs(tokens: set[int], own: frozenset[int], words: ArticleWords) -> list[list[int]]:
    """Tokens in stretches; signs between them do not part them, words and ends of paragraphs do."""
    reading = words.reading
    runs: list[list[int]] = []
    for i in sorted(tokens):
        between = range(runs[-1][-1] + 1, i) if runs else ()
        joined = runs and all(k not in own and not reading.tokens[k].text[0].isalnum() for k in between)
        if joined and words.paragraph(i) == words.paragraph(runs[-1][-1]):
            runs[-1] += [*between, i]
        else:
            runs.append([i])
    return runs


def thought_aside(words: ArticleWords, marked: MarkedTokens) -> Span | None:
    """ "Two men thought to be rebels shot a guard", "hostages believed killed were found": what nobody who is named
    thinks of a noun that the reader takes for its source. It ends before the next verb, for the parse takes such
    clauses for whole sentences. Null where the cue is none."""
    arcs, at = words.arcs, max(marked.cue, default=-1)
    if not arcs or at < 1 or at + 2 >= len(arcs.words) or arcs.lemmas[at].lower() not in THOUGHT_OF:
        return None
    before = next(i for i in range(at - 1, -2, -1) if i < 0 or arcs.tags[i] != "ADV")
    verbs = _infinitive(arcs, at)
    if not verbs or marked.source.isdisjoint(range(before - SUBJECT_NEAR + 1, before + 1)):
        return None
    last, home = at + verbs, words.sentence(at)
    while last + 1 < len(arcs.words) and words.sentence(last + 1) == home and not _next_verb(arcs, last + 1):
        last += 1
    return words.span(at + 1, last)


def _infinitive(arcs: Arcs, at: int) -> int:
    """How many words after a participle tell what is thought: "to be", "of robbing", "killed"; 0 where none do."""
    one, two = (arcs.lower(ArticleToken(i)) for i in (at + 1, at + 2))
    if (one == "to" and two in ("be", "have")) or (one == "of" and two.endswith("ing")):
        return 2
    done = arcs.tags[at + 1] == "VERB" and not one.endswith("ing")
    return int(done and arcs.child(ArticleToken(at + 1), "mark", "nsubj") is None)


def _next_verb(arcs: Arcs, token: int) -> bool:
    """A verb that is no participle after "be" or "have": "to have crossed the border | killed"."""
    helped = arcs.tags[token - 1] == "AUX" or arcs.lower(ArticleToken(token - 1)) in ("be", "been", "have")
    return arcs.tags[token] in ("AUX", "VERB") and arcs.lower(ArticleToken(token)) != "been" and not helped


def source_phrase(words: ArticleWords, marked: MarkedTokens, *, twice: bool = False) -> Span | None:
    """The noun phrase around the words that the reader takes for the source, up to cue and content; null where it has
    none.

    `twice`: the reader gives the same words to another cue too. Then, and where it gives none, the subject is asked.
    """
    inside = [*(_who(words.arcs, marked) if twice or not marked.source else ())] or sorted(marked.source)
    if not inside:
        return None
    if not words.arcs:
        return words.span(inside[0], inside[-1])
    top = _subject(words.arcs, marked, words.arcs.top(inside[0], inside[-1] + 1))
    if words.arcs.tags[top] not in NOMINAL:
        return words.span(inside[0], inside[-1])
    stops = [*marked.cue, *(i for run in marked.content for i in run if i not in inside)]
    first, last = noun_phrase(words.arcs, top, stops)
    joined = first <= inside[-1] and inside[0] < last
    first, last = (min(first, inside[0]), max(last, inside[-1] + 1)) if joined else (inside[0], inside[-1] + 1)
    while first < last - 1 and not _opens(words, first):
        first += 1
    return words.span(first, last - 1)


def _who(arcs: Arcs, marked: MarkedTokens) -> list[ArticleToken]:
    """The subject of a cue's verb, where the reader marked another: "A reported that B said" has two who speak."""
    verb = max((ArticleToken(i) for i in marked.cue if arcs and arcs.tags[i] == "VERB"), default=None)
    if verb is None or arcs.lemmas[verb] in RELAYING or arcs.child(verb, "nsubj:pass", "aux:pass", "expl") is not None:
        return []
    subject = arcs.child(verb, "nsubj")
    if subject is None or arcs.tags[subject] not in NOMINAL or arcs.lower(subject) in IMPERSONAL:
        return []
    phrase = set(arcs.below(subject))
    said = any(subject in run for run in marked.content) and subject < min(marked.cue) - SUBJECT_NEAR
    return [] if phrase & marked.source or said else [subject]


def phrase_around(words: ArticleWords, name: Span, beside: Sequence[Span]) -> Span:
    """The noun phrase around a name, up to the stretches beside it; the name itself where it is no noun phrase."""
    inside = words.inside(*name)
    top = words.arcs.top(inside[0], inside[-1] + 1) if inside else ArticleToken(-1)
    if top < 0 or words.arcs.tags[top] not in NOMINAL:
        return name
    first, last = noun_phrase(words.arcs, top, [i for s, e in beside for i in words.inside(s, e)])
    return words.span(min(first, inside[0]), max(last - 1, inside[-1]))


def noun_phrase(arcs: Arcs, top: ArticleToken, stops: Iterable[int]) -> tuple[int, int]:
    """The noun phrase of `top`: clauses that hang on the noun itself are cut, those of its appositions and relative
    clauses stay."""
    own = {c for c in arcs.children[top] if arcs.relation(c) in LOOSE}
    inside = set(arcs.below(top)) - {i for c in own for i in arcs.below(c)} - set(stops)
    first: int = top
    last: int = top
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while last > top and not arcs.words[last][-1].isalnum() and arcs.words[last] not in (")", "."):
        last -= 1
    return first, last + 1


def _opens(words: ArticleWords, token: int) -> bool:
    """A noun phrase does not begin with a sign or a preposition."""
    return words.reading.tokens[token].text[0].isalnum() and words.arcs.relation(ArticleToken(token)) not in (
        "case",
        "cc",
        "punct",
        "mark",
    )


def _subject(arcs: Arcs, marked: MarkedTokens, top: ArticleToken) -> ArticleToken:
    """The head of the whole phrase that marked words are part of, where that phrase is the subject (or the "by" and
    "to") of the cue."""
    at = top
    for up in arcs.path(top, 6):
        if arcs.heads[up] in marked.cue:
            return up if arcs.relation(up) in SUBJECT_RELATIONS and arcs.tags[up] in NOMINAL else top
        if arcs.relation(up) not in ("nmod", "compound", "flat", "amod", "appos", "nummod", "det") or up in marked.cue:
            break
        at = arcs.heads[up]
    return at if arcs.relation(at) in SUBJECT_RELATIONS and arcs.tags[at] in NOMINAL else top


def cue_span(words: ArticleWords, saying: Saying) -> Span:
    """The cue with its auxiliaries, adverbs and particles; its last part where it has several."""
    start, end = (saying.cue[0][0], saying.cue[-1][1]) if len(saying.cue) == 1 else saying.cue[-1]
    inside = words.inside(start, end)
    return grown_cue(words, inside) if inside and words.arcs else (start, end)


def grown_cue(words: ArticleWords, inside: Sequence[int]) -> Span:
    """Tokens of a cue with what belongs to them: "has repeatedly said", "to discuss", "called for"."""
    arcs, first, last = words.arcs, inside[0], inside[-1]
    while (
        first
        and arcs.heads[first - 1] in inside
        and arcs.relation(ArticleToken(first - 1)) in CUE_RELATIONS
        and arcs.tags[first - 1] in HELPERS
    ):
        first -= 1
    about = cues().stance_about.get(arcs.lemmas[last], frozenset())
    while (
        last + 1 < len(arcs.words)
        and arcs.relation(ArticleToken(last + 1)) == "compound"
        and arcs.heads[last + 1] in inside
    ):
        last += 1
    if (
        last + 1 < len(arcs.words)
        and arcs.lower(ArticleToken(last + 1)) in about
        and arcs.relation(ArticleToken(last + 1)) in ("case", "compound", "advmod")
    ):
        last += 1
    return words.span(first, last)


def grown(content: Span, cue: Sequence[Span], speech: Sequence[Quote]) -> Span:
    """A content that takes most of a quotation, or one end of it, takes all of it, unless the cue stands inside."""
    start, end = content
    for quote in speech:
        shared = min(end, quote.end) - max(start, quote.start)
        holds_cue = any(quote.start <= s < quote.end for s, _ in cue)
        ends = quote.start - 1 <= start <= quote.start + 2 or quote.end - 3 <= end <= quote.end + 1
        if not holds_cue and (shared * 2 > quote.end - quote.start or (shared > 0 and ends)):
            start, end = min(start, quote.start), max(end, quote.end)
    return start, end


def own_clause(content: Span, cue: Span, words: ArticleWords) -> Span:
    """ "X said it was not needed, so Y agreed", told by Z: inside a quotation X said no more than the clause that
    hangs on the cue."""
    arcs, reading = words.arcs, words.reading
    clause = _clause_of(arcs, [ArticleToken(i) for i in words.inside(*cue)] if arcs else [])
    if clause is None:
        return content
    below = [i for i in arcs.below(clause) if content[0] <= reading.tokens[i].start < content[1]]
    so = next((i for i in below if arcs.lower(i) == "so" and arcs.words[i - 1] == ","), None)
    ends = [reading.tokens[i].end for i in below if so is None or i < so - 1]
    return tidied_span(reading.text, content[0], max(ends)) if ends else content


def _clause_of(arcs: Arcs, verbs: Sequence[ArticleToken]) -> ArticleToken | None:
    """The clause that hangs on a cue, or that "that" opens right after it, wherever the parse hangs the two."""
    clause = next((c for v in verbs if (c := arcs.child(v, "ccomp")) is not None), None)
    after = ArticleToken(verbs[-1] + 1) if clause is None and verbs and verbs[-1] + 1 < len(arcs.words) else None
    return arcs.heads[after] if after is not None and arcs.lower(after) == "that" else clause
