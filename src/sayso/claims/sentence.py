"""One sentence as the coder sees it: tokens, mentions, verbs, acts, and the questions that rules ask of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.claims.acts.lexeme import BEING_THERE
from sayso.claims.acts.lexicon import ActHit
from sayso.claims.names.finder import NameHit
from sayso.claims.parties.mention import Mention
from sayso.claims.syntax.arcs import Arcs
from sayso.english.closed import grammar
from sayso.english.lists import listed
from sayso.nearby import Ordered
from sayso.reading import ArticleToken, EventWord, Sentence, Token

CLAUSE = listed("sentence", "clause_opens")
QUOTES = frozenset("“\"«„‘'”»’")


@dataclass(frozen=True, slots=True)
class View:
    """`lower` runs parallel to `tokens`; `verbs` are tokens read as verbs; token numbers count from the sentence's
    start."""

    text: str
    sentence: Sentence
    tokens: Sequence[Token]
    lower: tuple[str, ...]
    verbs: frozenset[int]
    acts: tuple[ActHit, ...]
    mentions: tuple[Mention, ...]
    hits: tuple[ActHit, ...]
    """Acts of the lexicon alone, before the reader weighs them."""
    names: Sequence[NameHit]
    """Names of the gazetteer in the sentence."""
    arcs: Arcs
    events: Mapping[int, EventWord]
    """What the reader sees in tokens of the article, by their number."""
    around: Ordered[Mention] | None = None
    """The mentions of the whole article; null until all of it is read."""

    def in_article(self, token: int) -> ArticleToken:
        """The number among the tokens of the article of one that counts within the sentence."""
        return ArticleToken(self.sentence.first + token)

    def top(self, hit: ActHit) -> ArticleToken:
        """The token of the article that the words of an act hang on."""
        first = self.sentence.first
        return self.arcs.top(first + hit.first_token, first + hit.last_token + 1)

    def event(self, hit: ActHit) -> EventWord | None:
        """What the reader sees in the words of an act: the word with the best chance of one."""
        return max(self.seen(hit), key=lambda e: (e.act, e.happens, -e.token), default=None)

    def seen(self, hit: ActHit) -> list[EventWord]:
        """What the reader sees in each word of an act, where it sees something; of forms of "be" it was taught
        nothing."""
        if hit.entry.lemma == BEING_THERE:
            return []
        first = self.sentence.first
        return [self.events[i] for i in range(first + hit.first_token, first + hit.last_token + 1) if i in self.events]

    @property
    def start(self) -> int:
        """Where the sentence begins in the article."""
        return self.sentence.start

    @property
    def stop(self) -> int:
        """Where the sentence ends."""
        return self.sentence.end

    def word(self, i: int) -> str:
        """The lower-cased token i, or an empty string outside the sentence."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def that(self, i: int) -> bool:
        """Token i is "that" or a colon."""
        return self.word(i) in ("that", ":")

    def opens_quote(self, i: int) -> bool:
        """Token i is an opening mark, or a straight one before a word."""
        return self.word(i) in ("“", "«", "„", '"') and i + 1 < len(self.tokens)

    def mention_at(self, i: int) -> Mention | None:
        """The mention that begins at token i (or right after an opening mark there)."""
        return next((m for m in self.mentions if m.first == i), None)

    def governed(self, mention: Mention) -> str:
        """The preposition right before a mention, or an empty string."""
        word = self.word(mention.first - 1)
        return word if word in grammar().prepositions else ""

    def subject_before(self, i: int) -> Mention | None:
        """The mention that a verb group beginning at token i has as its subject: the nearest clause before it,
        its first mention that no preposition governs; over an apposition between commas where the clause is empty."""
        left = self._clause_start(i)
        found = self._free(left, i)
        if found is None and self.word(left - 1) == ",":
            found = self._free(self._clause_start(left - 1), left)
        if found is None and self.word(left - 1) in ("who", "which", "that", "and"):
            found = self._antecedent(left - 1)
        return found

    def _clause_start(self, i: int) -> int:
        """First token of the clause that token i closes."""
        k = i - 1
        if self.word(k) == ",":
            k = self._comma_before(k) - 1
        while k >= 0 and not (self.word(k) == "," or self.word(k) in QUOTES or self._splits(k)):
            k -= 1
        return k + 1

    def _comma_before(self, k: int) -> int:
        """The comma that opens the apposition which the comma at k closes; k itself where there is none."""
        for j in range(k - 1, -1, -1):
            if self.word(j) == ",":
                return j
            if j in self.verbs and self.word(j - 1) != "who":
                return k
        return k

    def _splits(self, k: int) -> bool:
        word = self.word(k)
        if word == "and":
            return any(v in self.verbs for v in range(k + 1, min(k + 3, len(self.tokens)))) or not self._joins(k)
        return word in CLAUSE

    def _joins(self, k: int) -> bool:
        """ "and" at k stands between two mentions."""
        ends = any(m.last == k for m in self.mentions)
        return ends and self.mention_at(k + 1) is not None

    def _free(self, left: int, right: int) -> Mention | None:
        inside = [
            m
            for m in self.mentions
            if left <= m.first and m.last <= right and m.text.lower() not in grammar().possessives
        ]
        for m in inside:
            if not self.governed(m) or self.word(m.first - 1) == "as":
                return m
        return None

    def _antecedent(self, k: int) -> Mention | None:
        """For "who", "which", "that": the mention just before; for a verb joined by "and": the subject before it."""
        if self.word(k) == "and":
            verb = max((v for v in self.verbs if v < k), default=None)
            return None if verb is None else self.subject_before(self._group_start(verb))
        before = [m for m in self.mentions if m.last <= k and k - m.last <= 1]
        return before[-1] if before else None

    def _group_start(self, i: int) -> int:
        g = grammar()
        while i > 0 and (
            self.word(i - 1) in g.auxiliaries or self.word(i - 1) in g.adverbs or self.word(i - 1) == "to"
        ):
            i -= 1
        return i

    def joined(self, mention: Mention) -> list[Mention]:
        """The mention with those coordinated to it ("X, Y and Z"), in order."""
        group = [mention]
        for step in (1, -1):
            at = self.mentions.index(mention)
            while 0 <= at + step < len(self.mentions):
                a, b = sorted((self.mentions[at], self.mentions[at + step]), key=lambda m: m.first)
                between = self.lower[a.last : b.first]
                if not between or not set(between) <= {"and", ",", "as", "well", "both"} or between == (",",):
                    break
                group.append(self.mentions[at + step])
                at += step
        return _one_adjective(sorted(group, key=lambda m: m.first))

    def of_several_states(self, mention: Mention) -> bool:
        """ "Rwanda and Uganda withdrew their troops": whether some are joined to it that are of another country."""
        if mention not in self.mentions:
            return False
        return any(other.country not in (None, mention.country) for other in self.joined(mention))


def _one_adjective(group: list[Mention]) -> list[Mention]:
    """ "Russian soldiers and border guards": the adjective of the first holds for the forces that follow."""
    first = group[0]
    return [
        replace(m, country=first.country) if m.force and first.force and m.country is None and m is not first else m
        for m in group
    ]


def view_at(views: Sequence[View], offset: int) -> View | None:
    """The sentence that holds an offset; null where none does. The views are in order of the text."""
    at = bisect_right(views, offset, key=lambda v: v.sentence.start) - 1
    return views[at] if at >= 0 and offset < views[at].sentence.end else None
