"""Noun or verb, active or passive: crude answers from a word's neighbours, for readers without a tagger's model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.acts.lexeme import Neighbours
from sayso.reading import Token

AUXILIARY_REACH = 5


@dataclass(frozen=True, slots=True)
class WordLine:
    """One sentence as the lexicon reads it: lower-case words and the tokens they come from."""

    words: Sequence[str]
    tokens: Sequence[Token]
    titled: bool
    """Most words have a capital, as in a headline: capitals then say nothing of names."""
    near: Neighbours

    @classmethod
    def of(cls, tokens: Sequence[Token], near: Neighbours) -> WordLine:
        """The view of a sentence's tokens."""
        words = [token.text.lower().replace("’", "'") for token in tokens]
        long = [token.text for token in tokens if token.text[:1].isalpha() and len(token.text) > 3]
        titled = 2 * sum(word[0].isupper() for word in long) >= len(long) + 4
        return cls(words, tokens, titled, near)

    def before(self, at: int) -> str:
        """The word before `at`; empty at the start."""
        return self.words[at - 1] if at else ""

    def after(self, at: int) -> str:
        """The word after `at`; a full stop at the end."""
        return self.words[at + 1] if at + 1 < len(self.words) else "."

    def governed_by(self, at: int, auxiliaries: frozenset[str]) -> bool:
        """True where one of `auxiliaries` governs the word at `at`; adverbs may stand between."""
        for word in reversed(self.words[max(0, at - AUXILIARY_REACH) : at]):
            if word in auxiliaries:
                return True
            if word not in self.near.fillers and not word.endswith("ly"):
                return False
        return False

    def is_noun(self, at: int, default: bool = True) -> bool:
        """Do its neighbours make a word a noun that could be verb or noun? `default` where they say nothing."""
        said = self._said_before(at)
        return self._said_after(at, default) if said is None else said

    def _said_before(self, at: int) -> bool | None:
        """What the word before says of noun (true) or verb (false); null where it says nothing."""
        word, before, near = self.words[at], self._before_adverbs(at), self.near
        if before in near.determiners or before.endswith(("'s", "s'")):
            return True
        if before == "to":
            return word.endswith("s") and not word.endswith("ss")
        return False if before in near.before_verbs or before in near.pronouns else None

    def _said_after(self, at: int, default: bool) -> bool:
        word, after, before, near = self.words[at], self.after(at), self._before_adverbs(at), self.near
        if word.endswith("ing"):
            return not self.governed_by(at, near.be) and after in near.after_nouns
        if before in near.before_nouns or after in near.object_starts:
            return before in near.before_nouns
        return default and (after in near.after_nouns or not self._between_parties(at))

    def is_adjective(self, at: int) -> bool:
        """Does a participle describe a noun ("the disputed region", "armed groups"), and report nothing?"""
        after, near = self.after(at), self.near
        if after in ("by", "to", "from", "in"):
            return False
        plain = after[:1].isalpha() and not (
            after in near.determiners or after in near.after_nouns or after in near.object_starts
        )
        if self.words[at].endswith("ing"):
            return plain and self.before(at) in near.articles
        return self.before(at) in near.before_adjectives

    def in_name(self, at: int) -> bool:
        """Between two capitals, in a sentence where capitals mean names: "Revolutionary Armed Forces"."""
        return (
            not self.titled and 0 < at < len(self.tokens) - 1 and all(self._capital(at + step) for step in (-1, 0, 1))
        )

    def _capital(self, at: int) -> bool:
        return self.tokens[at].text[:1].isupper()

    def _before_adverbs(self, at: int) -> str:
        place = at - 1
        while place > 0 and (self.words[place].endswith("ly") or self.words[place] in self.near.adverbs):
            place -= 1
        return self.words[place] if place >= 0 else ""

    def _between_parties(self, at: int) -> bool:
        """After a name and before one, or after a plural and before a word: "Macron visits Baku"."""
        if not 0 < at < len(self.tokens) - 1 or self.after(at) in self.near.times:
            return False
        if self._capital(at - 1) and self._capital(at + 1):
            return True
        return self.before(at).endswith("s") and self.after(at)[:1].isalpha()
