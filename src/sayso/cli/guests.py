"""`code --guest`: a large model codes, and what verifies is taken; beforehand, what it would cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

import click

from sayso import pipeline, settings
from sayso.claims.codebook import Codebook
from sayso.cli.asked import GuestOptions
from sayso.cli.ending import tell
from sayso.cli.inputs import Given
from sayso.cli.shell import articles_of
from sayso.cli.tally import Rejects
from sayso.english.counting import many
from sayso.errors import UsageError
from sayso.guests import cost, endpoint, prompt
from sayso.guests.admission import Terms
from sayso.guests.coding import Guest, GuestTally
from sayso.guests.cost import Bill, Prices, Spent
from sayso.guests.faults import GuestRefuses
from sayso.guests.journal import Journal
from sayso.records import Article, Coder
from sayso.stages import going_on


def bill(asked: GuestOptions, given: Given, codebook: Codebook, rejects: Rejects) -> None:
    """Prints what a run would cost; no host is asked anything."""
    paid, longest = _prices(asked), _longest(_parameters(asked))
    endpoint.endpoint_address(asked.url, remote=asked.remote)
    coder, found, known = _coder(asked, codebook), Bill(), Journal.of(asked.journal)

    def weighed(source: str, article: Article) -> None:
        if article.language == "en" and (coder.name, article.id, article.version) not in known.answers:
            found.add(prompt.asking(pipeline.facts(article, codebook, source)), article.text, longest)

    for _ in going_on(articles_of(given, rejects, codebook.names), weighed, rejects.report):
        pass
    click.echo(f"{many(found.articles, 'article')} to ask {asked.model} about")
    _line("about", found.about_in, found.about_out, paid)
    _line("at most", found.most_in, found.most_out, paid)
    if asked.max_tokens is not None:
        click.echo(f"the run stops before {many(asked.max_tokens, 'token')} in and out")


def _line(what: str, inward: int, outward: int, paid: Prices | None) -> None:
    money = f": {paid.of(inward, outward)}" if paid else ""
    click.echo(f"{what:>7}  {inward:>12,} tokens in, {outward:>10,} out{money}")


@contextmanager
def coding(asked: GuestOptions, codebook: Codebook, rejects: Rejects) -> Iterator[Callable[..., pipeline.Coded]]:
    """What codes one article with the guest; at its end is told what was admitted and what refused."""
    parameters, coder = _parameters(asked), _coder(asked, codebook)
    server = endpoint.Endpoint(
        endpoint.endpoint_address(asked.url, remote=asked.remote), asked.model, settings.guest_key(), asked.timeout
    )
    paid, journal = _prices(asked), Journal.of(asked.journal)
    journal.head(coder.name, url=server.url, model=asked.model, parameters=parameters, codebook=codebook.version,
                 prompt=prompt.instructions(codebook.ontology), again=prompt.AGAIN)  # fmt: skip
    guest = Guest(server, Terms(coder, asked.guest_confidence), journal, Spent(asked.max_tokens), parameters,
                  _longest(parameters))  # fmt: skip
    try:
        yield lambda article, source: _coded(guest, article, codebook, source)
    except GuestRefuses:
        _end(guest, asked, paid, rejects)
        rejects.close()
        raise
    _end(guest, asked, paid, rejects)


def _coded(guest: Guest, article: Article, codebook: Codebook, source: str) -> pipeline.Coded:
    if article.language != "en":
        return pipeline.code(article)
    return pipeline.Coded.of(article, guest.code(pipeline.facts(article, codebook, source), source))


def _end(guest: Guest, asked: GuestOptions, paid: Prices | None, rejects: Rejects) -> None:
    tally, spent = guest.tally, guest.spent
    who = {"coder": guest.terms.coder.name, "url": guest.endpoint.url, "parameters": guest.parameters}
    paid_for = {"tokens_in": spent.tokens_in, "tokens_out": spent.tokens_out}
    rejects.more["guest"] = {**who, **paid_for, **tally.as_data()}
    for line in _told(tally):
        tell(line)
    money = f", {paid.of(spent.tokens_in, spent.tokens_out)}" if paid else ""
    if not rejects.given.quiet:
        tell(f"{guest.terms.coder.name}: {many(tally.asked, 'request')}, {many(spent.tokens_in, 'token')} in, "
             f"{spent.tokens_out:,} out{money}; answers are kept in {asked.journal}")  # fmt: skip


def _told(tally: GuestTally) -> Iterator[str]:
    """What was admitted, and each claim that was not, a line each."""
    kinds = ", ".join(f"{kind} {n:,}" for kind, n in tally.kinds.most_common())
    yield (f"guest: {many(tally.admitted, 'claim')} admitted from {many(tally.articles, 'article')}; "
           f"{len(tally.refused):,} refused{f' ({kinds})' if kinds else ''}")  # fmt: skip
    for a in tally.refused:
        kinds = "/".join(dict.fromkeys(f.kind for f in a.refused.faults))
        yield f"refused [{kinds}] {a.article}, answer {a.answer}: {'; '.join(map(str, a.refused.faults))}"
    for article, answer, why in tally.faulty:
        yield f"broken answer: {article}, answer {answer}: {why}"


def _coder(asked: GuestOptions, codebook: Codebook) -> Coder:
    name = prompt.name(asked.model, codebook.ontology, _parameters(asked))
    return Coder(name, version("sayso"), None, codebook.version)


def _parameters(asked: GuestOptions) -> dict[str, Any]:
    try:
        own = json.loads(asked.parameters) if asked.parameters else {}
    except ValueError as error:
        raise UsageError(f"--parameters {asked.parameters!r} is no JSON ({error})") from error
    if not isinstance(own, dict):
        raise UsageError('--parameters must be a JSON object, such as {"seed": 7}')
    taken = sorted({"model", "messages", "stream", "n"} & set(own))
    if taken:
        raise UsageError(f"--parameters: {taken[0]} is not for you to set")
    return {**prompt.PARAMETERS, "max_tokens": asked.answer_tokens, **own}


def _longest(parameters: dict[str, Any]) -> int:
    """Tokens of an answer at most, by whatever name."""
    given = [parameters.get(name) for name in ("max_tokens", "max_completion_tokens")]
    found = [n for n in given if isinstance(n, int) and n > 0]
    if not found:
        raise UsageError("--parameters: without max_tokens or max_completion_tokens an answer has no bound")
    return max(found)


def _prices(asked: GuestOptions) -> Prices | None:
    return cost.prices(asked.prices, asked.model) if asked.prices else None
