"""Articles coded in other processes: what is sent there, and what comes back. Here no process is started: the command
line has a pool on this machine (`cli/workers.py`), and `cluster` many machines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sayso import intake, pipeline, settings
from sayso.claims.codebook import load_codebook
from sayso.errors import InputRejected
from sayso.intake import InputNote
from sayso.intake.raw import Raw
from sayso.pipeline import Coded

OwnFiles = tuple[Path | None, Path | None, Path | None, Path | None]
"""Files of a user's own codebook, actors, outlets and places."""
RejectionWords = tuple[str, str, str, str, str | None]
"""Of an input that is rejected: its name, the stage, the reason, the sentence, the digest of its bytes."""


class WorkerRejection(InputRejected):
    """What another process says of an input that it rejects: errors themselves do not travel."""

    def __init__(self, source: str, stage: str, reason: str, sentence: str, digest: str | None) -> None:
        super().__init__(source, sentence, digest)
        self.source, self.stage, self.reason, self.args = source, stage, reason, (sentence,)


def rejection_words(error: InputRejected) -> RejectionWords:
    """An error in words, of which `WorkerRejection` makes it again."""
    return error.source, error.stage, error.reason, str(error), error.digest


@dataclass(slots=True)
class Made:
    """What became of one article: coded, or rejected in the words of an error; and what is to be said of it."""

    source: str
    coded: Coded | None = None
    rejected: RejectionWords | None = None
    notes: list[InputNote] = field(default_factory=list)


class Hand:
    """Codes raw articles with a user's own files and the day that dates what carries none."""

    def __init__(self, own: OwnFiles, published: str | None, limits: settings.Settings | None = None) -> None:
        self._book, self._published = load_codebook(*own), published
        self._limits = limits or settings.load()

    def code(self, raw: Raw | RejectionWords) -> Made:
        """What becomes of one; an input that was rejected before comes in its words."""
        if not isinstance(raw, Raw):
            return Made(raw[0], rejected=raw)
        made = Made(raw.source)
        try:
            ((_, article),) = intake.built([raw], self._limits, self._published, self._book.names, made.notes.append)
            if isinstance(article, InputRejected):
                raise article
            made.coded = pipeline.code(article, self._limits, self._book, raw.source)
        except InputRejected as error:
            made.rejected = rejection_words(error)
        return made
