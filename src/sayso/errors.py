"""The error tree. Each error carries its data and words its own sentence: what, where, what to do.

SaysoError
├── UsageError            the caller asked for something that does not exist (exit status 2)
│   ├── CodebookError     a user's codebook or table says what cannot be used
│   └── NotFound          no claim or article of that id
├── InputRejected         one input cannot be read; the others go on (exit status 1)
│   ├── EmptyInput, NotText, NoSentence, TooLarge
│   ├── MalformedRecord, UnknownFormat, Unreadable
│   ├── Damaged           a file of a kind that is read, which cannot be opened
│   ├── NoArticle         a wall or a list of links in the place of an article
│   ├── Forgotten         the ledger was asked to forget it
│   ├── NotFetched        a page of the web that cannot be had, or must not be (web/faults.py)
│   ├── NoAnswer          a large model gave none about it (guests/faults.py)
│   ├── HeldBack          its maker withdrew it, or does not allow it to be used yet
│   └── StageFailed       a stage broke on it (a bug of ours; the trace hangs on it as its cause)
├── SpanError             a span is empty, reversed or does not fit its text (always a bug of ours or of a caller)
├── LedgerError           a ledger cannot be opened, read or written; nothing that was kept is lost
│   └── NoLedger, NotALedger, NewerLedger, LedgerDamaged, LedgerFull, LedgerReadOnly, LedgerBusy, LedgerUnmerged,
│       LedgerRotten, LedgerDenied, LedgerGone, LedgerOlder
├── OutputError           the result cannot be written where it was asked for (exit status 2)
├── NotInstalled          an optional package is not there; the sentence has the command that brings it (exit status 2)
├── ClusterLost, WorkerLost  who shares the work cannot be reached, or was ended from outside (exit status 2)
└── ResourceError         a packaged table is missing, damaged or wrong
"""

from __future__ import annotations

from collections.abc import Sequence


class SaysoError(Exception):
    """Root of all errors that Sayso raises on purpose."""


class UsageError(SaysoError):
    """The caller named something that does not exist, such as a layer or a format."""


class CodebookError(UsageError):
    """A user's codebook or table cannot be used. `problems` are its faults: line (from 1, null for the whole file),
    what is wrong."""

    def __init__(self, source: str, problems: Sequence[tuple[int | None, str]]) -> None:
        self.source, self.problems = source, tuple(problems)
        lines = [f"{source}{'' if line is None else f':{line}'}: {why}" for line, why in self.problems]
        super().__init__("; ".join(lines) if len(lines) == 1 else f"{source} has faults:\n" + "\n".join(lines))


class NotFound(UsageError):
    """Nothing in a ledger has the id that was named."""


class InputRejected(SaysoError):
    """One input cannot be read. `source` names it, `reason` is a short fixed code, `stage` the room that refused.

    What cannot be printed in a file's name or in a sentence is written out: `\\xff.pdf`, `\\x00`.
    """

    reason = "rejected"
    stage = "intake"

    def __init__(self, source: str, sentence: str, digest: str | None = None) -> None:
        self.source = printable(source)
        self.digest = digest
        super().__init__(f"{self.source}: {printable(sentence)}")


def printable(words: str) -> str:
    """The words with what no terminal and no database takes written out; a byte of a file's name that is no UTF-8 as
    that byte."""
    return words if words.isprintable() else "".join(c if c.isprintable() else _written(c) for c in words)


def _written(sign: str) -> str:
    """A sign as Python writes it; Python hands on the bytes of a file's name that are no UTF-8 as U+DC80 to U+DCFF."""
    return f"\\x{ord(sign) - 0xDC00:02x}" if "\udc80" <= sign <= "\udcff" else sign.encode("unicode_escape").decode()


class EmptyInput(InputRejected):
    """Nothing but white space."""

    reason = "empty"

    def __init__(self, source: str, digest: str | None = None) -> None:
        super().__init__(source, "the input holds no text; give a page with at least one word", digest)


class NotText(InputRejected):
    """Bytes that are no text in any encoding we trust."""

    reason = "not-text"

    def __init__(self, source: str, why: str, digest: str | None = None) -> None:
        super().__init__(source, f"the input is not text ({why}); convert it to UTF-8 text or HTML first", digest)


class NoSentence(InputRejected):
    """Signs and numbers, but no sentence to read."""

    reason = "no-sentence"

    def __init__(self, source: str, digest: str | None = None) -> None:
        super().__init__(source, "the input holds no sentence; give a page with at least one line of prose", digest)


class TooLarge(InputRejected):
    """A limit of `settings.Limits` is passed; the sentence names the limit."""

    reason = "too-large"

    def __init__(self, source: str, what: str, found: int, limit: int, name: str, digest: str | None = None) -> None:
        self.what, self.found, self.limit, self.name = what, found, limit, name
        why = f"{found:,} {what} is over the limit of {limit:,}; split the input or raise {name}"
        super().__init__(source, why, digest)


class MalformedRecord(InputRejected):
    """A record that is not `what` was asked for."""

    reason = "malformed"

    def __init__(self, source: str, why: str, digest: str | None = None, what: str = "an article record") -> None:
        super().__init__(source, f"not {what}: {why}", digest)


class UnknownFormat(InputRejected):
    """A file kind that no reader takes."""

    reason = "unknown-format"

    def __init__(self, source: str, kind: str, known: str, digest: str | None = None) -> None:
        super().__init__(source, f"no reader for {kind}; known formats are {known}", digest)


class Unreadable(InputRejected):
    """The operating system would not give us the bytes."""

    reason = "unreadable"

    def __init__(self, source: str, why: str) -> None:
        super().__init__(source, f"cannot be read: {why}; check the path and its permissions")


class Damaged(InputRejected):
    """A file that is not what its name or its first bytes say."""

    reason = "damaged"

    def __init__(self, source: str, kind: str, why: str, digest: str | None = None) -> None:
        super().__init__(source, f"cannot be opened as {kind} ({why}); get it anew, or save it as text", digest)


WALLS = {
    "paywall": "only the notice that one must pay or sign in; get the page as a subscriber sees it",
    "cookie-wall": "only the question whether cookies are allowed; get the page after the answer",
    "section-front": "only headings that lead to other pages; give those pages",
}


class NoArticle(InputRejected):
    """A page that is read and holds no article. `reason` says what it holds instead."""

    def __init__(self, source: str, reason: str, digest: str | None = None) -> None:
        self.reason = reason
        super().__init__(source, f"the page holds {WALLS[reason]}", digest)


class HeldBack(InputRejected):
    """An item of a wire that is embargoed, or that its maker `killed`: the story's id, and the day (EDTF) if told."""

    reason = "held-back"
    killed: tuple[str, str | None] | None = None

    def __init__(self, source: str, why: str, digest: str | None = None) -> None:
        super().__init__(source, f"held back: {why}", digest)


class Forgotten(InputRejected):
    """An article, an address or a text that a ledger was asked to forget: `article` is the id it had there."""

    reason = "forgotten"
    stage = "keep"

    def __init__(self, source: str, article: str, day: str, digest: str | None = None) -> None:
        self.article = article
        why = f"the ledger was asked on {day} to forget it; what lets it come back is sayso forget --lift {article}"
        super().__init__(source, why, digest)


class StageFailed(InputRejected):
    """A stage broke on an article in a way that nobody foresaw. `cause` is what it raised; the other articles go on."""

    reason = "failed"

    def __init__(self, source: str, stage: str, cause: Exception, digest: str | None = None) -> None:
        self.stage, self.cause = stage, cause
        why = " ".join(str(cause).split())[:CAUSE]
        super().__init__(
            source,
            f"{stage} failed on it ({type(cause).__name__}{f': {why}' if why else ''}); please report it",
            digest,
        )


CAUSE = 200
"""Code points of a cause that its sentence quotes."""


class SpanError(SaysoError, ValueError):
    """A span that is empty or reversed, lies outside its text or does not hold the words it claims.

    `length` is that of the text, null where a record was made and no text is at hand.
    """

    def __init__(self, start: int, end: int, length: int | None, why: str) -> None:
        self.start, self.end, self.length = start, end, length
        where = "" if length is None else f" in a text of {length} code points"
        super().__init__(f"span [{start}, {end}){where}: {why}")


class OutputError(SaysoError):
    """The result cannot be written. `where` is the file, or standard output."""

    def __init__(self, where: str, why: str) -> None:
        self.where = where
        super().__init__(f"{where} cannot be written: {why}")


class NotInstalled(SaysoError):
    """What is asked for needs a package that comes with an `extra` of Sayso only."""

    def __init__(self, purpose: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{purpose}, which is not installed; bring it with: pip install 'sayso[{extra}]'")


class WorkerLost(SaysoError):
    """One of several processes was ended from outside, mostly for want of memory; what it read is not known."""

    def __init__(self) -> None:
        super().__init__(
            "a process that read inputs was ended from outside (is there enough memory?); run again with fewer "
            "--workers"
        )


class ResourceError(SaysoError):
    """A packaged table is missing, damaged, or says something that its readers cannot use."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(f"resource {name!r}: {why}; reinstall sayso or mend the file")


class LedgerError(SaysoError):
    """A ledger cannot be opened, read or written. `where` is its folder or address, without a password."""

    def __init__(self, where: str, sentence: str) -> None:
        self.where = where
        super().__init__(f"ledger {where}: {sentence}")


class NoLedger(LedgerError):
    """There is nothing at that place."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "there is no ledger; check the path, or make one with sayso add INPUT --ledger")


class NotALedger(LedgerError):
    """There is something else."""

    def __init__(self, where: str, found: str) -> None:
        super().__init__(where, f"this is no ledger ({found}); name an empty or new folder, or one that sayso add made")


class NewerLedger(LedgerError):
    """Made by a version of Sayso that we cannot know."""

    def __init__(self, where: str, found: str, known: str) -> None:
        self.found, self.known = found, known
        which = f"schema {found}; this one reads up to {known}"
        super().__init__(where, f"made by a newer Sayso ({which}); install a newer version to use it")


class LedgerOlder(LedgerError):
    """Made by an older version, which had no room for what is to be written."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "made by an older Sayso, which kept no such thing; any sayso add brings it up to date")


class LedgerDamaged(LedgerError):
    """The database's own pages are broken."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, f"its database file is damaged ({why}); nothing was changed; put back a copy of it")


class LedgerFull(LedgerError):
    """No room for another page."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "the disk is full; what was added before is kept; make room and run it again")


class LedgerReadOnly(LedgerError):
    """The folder or the user may not write."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, f"cannot be written ({why}); check its owner and permissions, or copy it elsewhere")


class LedgerBusy(LedgerError):
    """Another writer held on for too long."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "another writer has held it for over a minute; nothing was lost; run it again later")


class LedgerUnmerged(LedgerError):
    """The last additions lie in the write-ahead log, which cannot be read without the right to write."""

    def __init__(self, where: str, why: str) -> None:
        sentence = "its last additions are not yet in its main file, and they cannot be read without the right to write"
        to_do = "open it once as somebody who may write, or copy the whole folder and read the copy"
        super().__init__(where, f"{sentence} ({why}); {to_do}")


class LedgerRotten(LedgerError):
    """A row does not have the digest with which it was written. `row` is its number in `table`."""

    def __init__(self, where: str, table: str, row: int) -> None:
        self.table, self.row = table, row
        super().__init__(where, f"row {row} of table {table!r} is not as it was written; put back a copy of the ledger")


class LedgerDenied(LedgerError):
    """The server answers, and lets this user or this database not be opened."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, f"the server refused ({why}); check the user, the password and the database's name")


class LedgerGone(LedgerError):
    """The server does not answer, or stopped answering."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, f"the server does not answer ({why}); what it confirmed is kept; run it again later")
