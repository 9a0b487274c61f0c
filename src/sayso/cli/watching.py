"""The command watch: feeds polled again and again, their pages coded and kept."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from logging.handlers import RotatingFileHandler
from pathlib import Path

import click

from sayso import intake, pipeline, settings
from sayso.answers.store import Ledger
from sayso.claims.codebook import Codebook
from sayso.cli.debug import DEBUG
from sayso.cli.ending import LOG, tell
from sayso.cli.inputs import FETCHING, Given, folder_of, web
from sayso.cli.ledger import WHERE, Noted, opened_ledger
from sayso.cli.shell import own_tables
from sayso.cli.start import heed
from sayso.cli.tally import Rejects
from sayso.english.counting import agreeing, many, were
from sayso.errors import InputRejected, UnknownFormat
from sayso.intake.addresses import Web, items
from sayso.intake.formats.columns import Columns
from sayso.intake.formats.opml import feeds_listed
from sayso.ledger.writing import Run
from sayso.records import Article
from sayso.stages import apart, going_on
from sayso.web import is_address
from sayso.web.agenda import Agenda, FeedItem
from sayso.web.faults import NotFetched
from sayso.web.manners import HostClock
from sayso.web.site import PageMarks

MINUTE = 60.0
LOG_BYTES, LOGS = 10_000_000, 5
CLOCK = HostClock()


def _fetching(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(FETCHING[1:]):
        command = option(command)
    return command


@click.command(name="watch")
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@WHERE
@click.option("--every", type=click.FloatRange(1, 10_080), default=15.0, show_default=True, metavar="MINUTES",
              help="Poll each feed so often.")  # fmt: skip
@click.option("--once", is_flag=True, help="Poll what is due, read what waits, and end.")
@click.option("--state", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Where to note what was polled and read. Default: the ledger's folder.")  # fmt: skip
@click.option("--quiet", is_flag=True, help="Say nothing but what is rejected or wrong.")
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write what is said there too; at 10 MB a new file is begun, the last five are kept.")  # fmt: skip
@_fetching
@DEBUG
@own_tables
def watch_command(
    feeds: tuple[str, ...], where: str, every: float, once: bool, state: Path | None, quiet: bool, log: Path | None,
    codebook: Codebook, delay: float, agent: str | None, raw: Path | None, private: bool,
) -> None:  # fmt: skip
    """Poll feeds, and code and keep the pages that are new or changed. FEEDS are addresses, or OPML files of them.

    Ctrl-C ends it; what was read is kept, and the next start goes on where it was. Status 1 with --once where
    something was rejected.

    Example: sayso watch feeds.opml --ledger ./ledger
    """
    folder = state or folder_of(where)
    if folder is None:
        raise click.UsageError("a ledger on a server has no folder; say with --state DIR where to note what was read")
    urls = tuple(dict.fromkeys(url for name in feeds for url in ([name] if is_address(name) else feeds_listed(name))))
    fetches = web(urls, folder, items=False, delay=delay, agent=agent, raw=raw, private=private)
    if fetches is None:
        raise click.UsageError("no feed to watch")
    agenda = Agenda(folder, every * MINUTE, lambda: CLOCK.today().timestamp())
    given = Given((), quiet=quiet, web=fetches)
    with logging_to(log), opened_ledger(where, create=True, given=given) as (ledger, rejects):
        watch = _Watch(urls, agenda, fetches, codebook, rejects, ledger)
        watch.round()
        while not once:
            gc.collect()  # it waits now for minutes, and Python would keep the trees of pages for hours
            CLOCK.wait(agenda.rest(urls))
            watch.round()


@contextmanager
def logging_to(path: Path | None) -> Iterator[None]:
    """Within it what is told stands in a file too, each sentence with its time; at `LOG_BYTES` the file is put aside
    and a new one begun, and the last `LOGS` are kept."""
    if path is None:
        yield
        return
    try:
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOGS, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"--log {path} cannot be written ({error.strerror}); check its folder") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        LOG.removeHandler(handler)
        handler.close()


@dataclass(frozen=True, slots=True)
class _Watch:
    """What one command watches with."""

    feeds: tuple[str, ...]
    agenda: Agenda
    web: Web
    codebook: Codebook
    rejects: Rejects
    ledger: Ledger

    def round(self) -> None:
        """Polls what is due, reads what waits, links what is new, and says so."""
        polled = self.agenda.due(self.feeds)
        found = [self._poll(url, marks) for url, marks in polled]
        fresh, failed = sum(count or 0 for count in found), found.count(None)
        polls = f"{len(polled):,} of {many(len(self.feeds), 'feed')} polled" + (
            f", {failed:,} failed" if failed else ""
        )
        first = self._next()
        if first is None:
            self._say(f"{polls}, nothing new")
            return
        names = self.codebook.names
        with self.ledger.writing("watch", version("sayso"), names=names) as run:
            noted = Noted(self.rejects, run, self.codebook)
            item: FeedItem | None = first
            while item is not None:
                heed()
                self._read(item, run, noted)
                item = self._next()
            pipeline.tie(run, noted.report)
        c, waits = run.counts, self.agenda.waits()
        self._say(
            f"{polls}, {many(fresh, 'page')} new or changed; added {many(c.articles, 'article')} with "
            f"{many(c.claims, 'claim')}, {were(c.unchanged)} there, {c.rejects:,} rejected; "
            f"{waits:,} {agreeing(waits, 'waits', 'wait')} for another try"
        )

    def _next(self) -> FeedItem | None:
        return self.agenda.next(self.web.site(settings.load()).host_is_free)

    def _poll(self, url: str, marks: PageMarks | None) -> int | None:
        """How many pages of a feed are new or changed; null where it failed."""
        heed()
        try:
            answer = self.web.site(settings.load()).fetch(url, marks)
            found = None if answer.unchanged else items(answer, url)
            if found is None and not answer.unchanged:
                raise UnknownFormat(url, "what is no feed", "RSS and Atom")
        except InputRejected as error:
            self.agenda.failed(url)
            self.rejects.report(error)
            return None
        if found is None:
            self.agenda.unchanged(url, marks)
            return 0
        return self.agenda.listed(url, answer.marks, found)

    def _read(self, item: FeedItem, run: Run, noted: Rejects) -> None:
        """One page: coded and kept, or named; then it is done, or waits for another try."""
        keep = partial(pipeline.keep, run=run, codebook=self.codebook)
        passing: list[InputRejected] = []

        def articles() -> Iterator[tuple[str, Article]]:
            limits = settings.load()
            raws = apart("intake", item.url, partial(self.web.listed, item, limits, Columns()))
            for source, found in intake.built(raws, limits, None, self.codebook.names, noted.note):
                self.rejects.step()
                if isinstance(found, InputRejected):
                    noted.report(found)
                    passing.extend([found] if isinstance(found, NotFetched) and found.passing else [])
                else:
                    yield source, found

        for _ in going_on(articles(), lambda source, article: keep(article, source=source), noted.report):
            pass
        (self.agenda.again if passing else self.agenda.done)(item)

    def _say(self, sentence: str) -> None:
        if not self.rejects.given.quiet:
            tell(f"{CLOCK.today():%Y-%m-%d %H:%M} {sentence}")
