"""What a run did: how much was seen, coded, without a claim, rejected, and why."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from typing import Any, TextIO

from sayso.cli.debug import debugging
from sayso.cli.ending import tell
from sayso.cli.inputs import Given
from sayso.cli.progress import Progress
from sayso.english.counting import many
from sayso.errors import InputRejected, OutputError, StageFailed, printable
from sayso.intake import InputNote
from sayso.records import Uncoded


class Stopped(Exception):
    """The first rejected input, where --strict asks to end there."""


class Rejects:
    """Counts and names what was rejected, so that the rest can go on; counts too what was done."""

    def __init__(self, given: Given | None = None) -> None:
        self.given = given or Given(())
        self.count = self.seen = self.coded = self.claims = self.known = 0
        self.reasons: Counter[str] = Counter()
        self.silent: Counter[str] = Counter()
        self.more: dict[str, Any] = {}
        self._began = time.monotonic()
        self.progress = Progress(
            self.given.names, sys.stderr.isatty() and not sys.stdout.isatty() and not self.given.quiet
        )
        self._file: TextIO | None = None

    def report(self, error: InputRejected) -> None:
        """One line on stderr: what, where, what to do; with --debug the trace too. Raises Stopped with --strict."""
        self.count += 1
        self.reasons[f"{error.stage}/{error.reason}"] += 1
        self.progress.clear()
        tell(rejection_line(error, debugging()), one_line=not debugging())
        self._keep(error)
        if self.given.web is not None:
            self.given.web.refuse(error.source)
        if self.given.strict:
            raise Stopped

    def refused(self, line: str) -> None:
        """What another process said of an input that it rejected. Raises Stopped with --strict."""
        self.count += 1
        self.reasons[line.partition("[")[2].partition("]")[0]] += 1
        self.progress.clear()
        tell(line, one_line=True)
        if self.given.strict:
            raise Stopped

    def note(self, notice: InputNote) -> None:
        """What is doubtful of an input that is read."""
        if not self.given.quiet:
            self.progress.clear()
            tell(f"note [{notice.kind}] {notice}", one_line=True)

    def step(self) -> None:
        """One more input; told now and then where somebody watches and the data goes elsewhere."""
        self.seen += 1
        self.progress.step(self.seen)

    def done(self, claims: int, uncoded: Sequence[Uncoded]) -> None:
        """One article with its claims; of one without, the stage that most of it stopped at."""
        self.coded += 1
        self.claims += claims
        if not claims:
            stages = Counter(no.stage for no in uncoded if no.stage != "anatomy")
            self.silent[stages.most_common(1)[0][0] if stages else "no sentence of news"] += 1

    def close(self) -> None:
        """Writes what was asked for and, on a terminal, the closing line. Raises OutputError."""
        self.progress.clear()
        if self._file is not None:
            self._file.close()
        if self.given.report is not None:
            _write(self.given.report, json.dumps(self.counts(), indent=1) + "\n")
        if sys.stderr.isatty() and not self.given.quiet and self.seen:
            tell(self.sentence())

    def counts(self) -> dict[str, Any]:
        """The numbers of the run."""
        return {
            "seen": self.seen,
            "coded": self.coded,
            "claims": self.claims,
            "unchanged": self.known + (self.given.web.unchanged if self.given.web else 0),
            "no_claim": {"count": self.silent.total(), "why": dict(sorted(self.silent.items()))},
            "rejected": {"count": self.count, "why": dict(sorted(self.reasons.items()))},
            "seconds": round(time.monotonic() - self._began, 3),
            **self.more,
        }

    def sentence(self) -> str:
        """The closing line."""
        took = time.monotonic() - self._began
        pieces = [f"{self.seen:,} read in {took:.1f} s"]
        if self.coded:
            pieces.append(f"{many(self.claims, 'claim')}, {many(self.silent.total(), 'article')} without")
        return "; ".join([*pieces, f"{self.count:,} rejected"])

    def _keep(self, error: InputRejected) -> None:
        path = self.given.rejects
        if path is None:
            return
        try:
            self._file = self._file or path.open("w", encoding="utf-8")
            row = {"source": error.source, "stage": error.stage, "reason": error.reason, "sentence": str(error)}
            self._file.write(json.dumps({**row, "digest": error.digest}, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as failed:
            raise OutputError(str(path), f"{failed.strerror}; check that its folder is there and has room") from failed


def _write(path: Any, words: str) -> None:
    try:
        path.write_text(words, encoding="utf-8")
    except OSError as error:
        raise OutputError(str(path), f"{error.strerror}; check that its folder is there and has room") from error


def rejection_line(error: InputRejected, debug: bool) -> str:
    """A rejection as a user reads it; with `debug`, and where it was not foreseen, the trace of its cause after it."""
    line = f"rejected [{error.stage}/{error.reason}] {error}"
    if not (debug and isinstance(error, StageFailed)):
        return line
    trace = "".join(traceback.format_exception(error.cause)).rstrip().split("\n")
    return "\n".join([line, *map(printable, trace)])
