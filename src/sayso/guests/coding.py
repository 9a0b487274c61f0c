"""One article with a guest: asked, answered, admitted; asked once more with the faults named; everything counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.guests import cost, prompt
from sayso.guests.admission import RefusedClaim, Terms, admit
from sayso.guests.answer import proposed
from sayso.guests.cost import Spent
from sayso.guests.endpoint import Endpoint, ModelReply
from sayso.guests.faults import GuestRefuses, NoAnswer
from sayso.guests.journal import Journal
from sayso.guests.page import GuestPage
from sayso.records import Claim

SILENCES = 3
"""Articles in a row without an answer, after which the server is held to be down."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A refused claim: of which article and which of the two answers, as it was given, and why."""

    article: str
    answer: int
    refused: RefusedClaim


@dataclass(slots=True)
class GuestTally:
    """What a run did. `refused` holds each claim that was not admitted, `faulty` answers that were none as a whole."""

    admitted: int = 0
    articles: int = 0
    asked: int = 0
    remembered: int = 0
    refused: list[Attempt] = field(default_factory=list)
    faulty: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def kinds(self) -> Counter[str]:
        """How many claims were refused for each kind of fault; one may have several."""
        return Counter(kind for a in self.refused for kind in dict.fromkeys(f.kind for f in a.refused.faults))

    def as_data(self) -> dict[str, Any]:
        """The report as plain data."""
        refused = [{"article_id": a.article, "answer": a.answer, "claim": a.refused.given,
                    "faults": list(map(str, a.refused.faults))} for a in self.refused]  # fmt: skip
        broken = [{"article_id": article, "answer": n, "fault": why} for article, n, why in self.faulty]
        told = {"count": len(refused), "why": dict(self.kinds), "claims": refused}
        return {"articles": self.articles, "admitted": self.admitted, "requests": self.asked,
                "answers_remembered": self.remembered, "refused": told, "broken_answers": broken}  # fmt: skip


@dataclass(slots=True)
class Guest:
    """A large model as a coder, for one run."""

    endpoint: Endpoint
    terms: Terms
    journal: Journal
    spent: Spent
    parameters: Mapping[str, Any]
    longest: int
    tally: GuestTally = field(default_factory=GuestTally)
    silent: int = 0

    def code(self, page: GuestPage, source: str) -> list[Claim]:
        """The claims that verify, from the first answer and, where something in it did not, from a second one. Raises
        NoAnswer, GuestRefuses."""
        first = self._answer(page, 0, prompt.asking(page), source)
        taken = self._taken(page, 1, first)
        again = [f"{json.dumps(r.given, ensure_ascii=False)}\n  {'; '.join(map(str, r.faults))}" for r in taken.refused]
        wrong = [*([f"The answer as a whole: {taken.fault}."] if taken.fault else []), *again]
        claims = list(taken.raw)
        if wrong:
            claims += self._once_more(page, first.text, wrong, source)
        found, repeated = admit(claims, page, self.terms)
        self.tally.refused += [Attempt(page.article.id, 2, r) for r in repeated]
        self.tally.articles += 1
        self.tally.admitted += len(found)
        return found

    def _once_more(self, page: GuestPage, answer: str, wrong: list[str], source: str) -> list[Any]:
        """The claims of the second answer. Where none comes, those of the first stand, and that is told."""
        try:
            second = self._answer(page, 1, prompt.asking_again(page, answer, wrong), source)
        except NoAnswer as error:
            self.tally.faulty.append((page.article.id, 2, str(error)))
            return []
        return self._taken(page, 2, second).raw

    def _answer(self, page: GuestPage, number: int, messages: list[prompt.Message], source: str) -> ModelReply:
        """The answer that is remembered, else a new one."""
        key = (self.terms.coder.name, page.article.id, page.article.version)
        before = self.journal.answers.get(key, [])
        if number < len(before):
            self.tally.remembered += 1
            return before[number]
        most = cost.most_tokens(messages)
        if not self.spent.allows(most + self.longest):
            raise NoAnswer(source, "bound", f"--max-tokens {self.spent.bound:,} could be passed by asking")
        try:
            reply = self.endpoint.ask(messages, self.parameters, source)
        except NoAnswer as error:
            self._missed(error)
            raise
        self.silent, self.tally.asked = 0, self.tally.asked + 1
        self.spent.tokens_in += most if reply.tokens_in is None else reply.tokens_in
        self.spent.tokens_out += (
            len(reply.text.encode("utf-8", "surrogatepass")) if reply.tokens_out is None else reply.tokens_out
        )
        self.journal.keep(key, reply)
        return reply

    def _missed(self, error: NoAnswer) -> None:
        """One silence may be chance; several in a row are told once, and end the run."""
        self.silent += 1
        if self.silent >= SILENCES:
            why = f"no answer {self.silent} times in a row, last: {error}"
            raise GuestRefuses(f"--guest {self.endpoint.url}: {why}. What was answered is kept") from error

    def _taken(self, page: GuestPage, number: int, reply: ModelReply) -> _Taken:
        found = proposed(reply.text)
        _, refused = admit(found.claims, page, self.terms)
        bad = [r.given for r in refused]
        self.tally.refused += [Attempt(page.article.id, number, r) for r in refused]
        fault = found.fault
        if fault is None and reply.finish == "length":
            fault = "it was cut off at the longest that an answer may be"
        if fault:
            self.tally.faulty.append((page.article.id, number, fault))
        return _Taken([c for c in found.claims if not any(c is b for b in bad)], refused, fault)


@dataclass(frozen=True, slots=True)
class _Taken:
    raw: list[Any]
    refused: list[RefusedClaim]
    fault: str | None
