"""Claims that people enter: of an article that the ledger keeps, or of a file (a picture, a post) known by its hash.

Of a file the text is what the person says it shows, with the file's SHA-256 below; that line is evidence of each claim.
So each span of such a claim verifies like any other, and whoever has the file can prove that it is the one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sayso import pipeline
from sayso.claims.codebook import Codebook
from sayso.english.sentences import spans
from sayso.errors import NotFound, Unreadable, UsageError
from sayso.guests.admission import RefusedClaim, Terms, admit
from sayso.guests.page import GuestPage
from sayso.ledger.batch import Addition
from sayso.ledger.recoding import claims_of, last_text
from sayso.ledger.writing import Run
from sayso.records import Anchor, Article, Claim, Coder, Credits, Dated, Part, Words, claim_id, digest

HASHED_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of the claims given for one article: those that are new, those that were there, the refused."""

    added: tuple[Claim, ...]
    known: int
    refused: tuple[RefusedClaim, ...]


def person(name: str, version: str, codebook: Codebook) -> Coder:
    """A person as a coder. Raises UsageError where nobody is named."""
    plain = " ".join(name.split()).removeprefix("human:")
    if not plain:
        raise UsageError("a claim needs the name of who enters it (--by)")
    return Coder(f"human:{plain}", version, None, codebook.version)


def kept_text(connection: sa.Connection, where: str, article: str) -> Article:
    """The current text of an article. Raises NotFound where the ledger has none, UsageError where it kept no text."""
    found = last_text(connection, article)
    if found is None:
        raise NotFound(f"no article {article!r} in the ledger {where}; sayso export shows the ids as article_id")
    if not found.text:
        raise UsageError(f"article {article!r}: the ledger does not keep its text, so no words can be checked in it")
    return found


def of_file(path: Path, shows: str, coder: Coder, published: str | None = None) -> Article:
    """A file as an article: what it shows, in the words of who enters it, and its hash. Raises Unreadable,
    UsageError."""
    words = shows.strip()
    if not words:
        raise UsageError("--file needs --shows: what is to be seen in it, in your words")
    sha = _sha256(path)
    text = f"{words}\n\n{path.name}, SHA-256 {sha}"
    parts = (Part("body", 0, len(words) + 2), Part("source_link", len(words) + 2, len(text)))
    day = Dated(published, "caller") if published else None
    anchor = Anchor(published, "caller") if published else Anchor(None, "none")
    return Article(digest(sha, words), digest(text), text, "en", anchor, parts, Credits(), title=path.name,
                   publisher=coder.name.removeprefix("human:"), published=day, raw_hash=sha)  # fmt: skip


def _sha256(path: Path) -> str:
    whole = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(HASHED_AT_ONCE):
                whole.update(piece)
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from error
    return whole.hexdigest()


def guest_page(article: Article, codebook: Codebook) -> GuestPage:
    """What the claims are held against; of texts that are not English their sentences alone."""
    if article.language == "en":
        return pipeline.facts(article, codebook)
    prose = [p for p in article.parts if p.label in ("headline", "body", "caption")]
    sentences = tuple(span for p in prose for span in spans(article.text, p.start, p.end))
    return GuestPage(article, sentences, ontology=codebook.ontology, names=codebook.names)


def enter(
    run: Run | None, held: Mapping[str, Claim], page: GuestPage, given: Sequence[Any], terms: Terms, *, file: bool
) -> Entered:
    """Keeps the claims that verify; `held` are those that this person entered before on the same text. Without a `run`
    nothing is kept. Raises Forgotten, LedgerError."""
    found, refused = admit(given, page, terms)
    proved = [_with_hash(claim, page.article) for claim in found] if file else found
    fresh, known = _numbered(proved, held, page.article)
    if run is not None and fresh:
        run.add_all([Addition(page.article, terms.coder, tuple(fresh), again=not file)])
    return Entered(tuple(fresh), known, tuple(refused))


def entered_before(connection: sa.Connection, article: Article, coder: Coder) -> dict[str, Claim]:
    """What a person entered before on a text, by id."""
    return {c.id: c for c in claims_of(connection, article, coder.name)}


def _with_hash(claim: Claim, article: Article) -> Claim:
    line = article.text.rindex("SHA-256 ")
    return replace(claim, evidence=(*claim.evidence, Words.at(article.text, line, len(article.text))))


def _numbered(claims: Iterable[Claim], held: Mapping[str, Claim], article: Article) -> tuple[list[Claim], int]:
    """New claims under ids that are free: on the same words another claim has the next number."""
    there, fresh, known = dict(held), list[Claim](), 0
    contents = {replace(c, id="", coder=_NOBODY) for c in held.values()}
    for claim in claims:
        if replace(claim, id="", coder=_NOBODY) in contents:
            known += 1
            continue
        number = 0
        while (name := claim_id(article.id, article.version, claim.predicate, number)) in there:
            number += 1
        there[name] = replace(claim, id=name)
        fresh.append(there[name])
    return fresh, known


_NOBODY = Coder("", "")
