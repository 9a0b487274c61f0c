"""A brief as plain text, Markdown or HTML: sentences with footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape

from sayso.answers.brief import Brief, BriefLine, Edit, Note
from sayso.answers.wording import STATUS_WORDING
from sayso.english.counting import many


def _counts(line: BriefLine) -> str:
    low, high = line.origins
    origins = many(high, "origin") if low == high else f"{low} to {high} origins"
    pages = many(line.pages, "page") + (f" in {many(line.copies, 'text')}" if line.copies != line.pages else "")
    names = ", ".join(line.origin_names[:5]) + (" …" if len(line.origin_names) > 5 else "")
    return f"{origins} ({names}), {many(len(line.sides), 'side')}, {pages}"


def _status(line: BriefLine) -> str:
    return ", ".join(
        [
            STATUS_WORDING[line.status],
            *([f"time {line.when}"] if line.when else []),
            *([f"decided {line.decided}"] if line.decided else []),
        ]
    )


def _known(line: BriefLine) -> str:
    told = (
        f"told {line.first_known}"
        if line.first_known == line.last_known
        else f"told {line.first_known} to {line.last_known}"
    )
    return f"{told}{'; NEW' if line.new else ''}"


def _extras(line: BriefLine) -> Iterator[str]:
    yield from (said[:1].upper() + said[1:] for said in line.undone)
    if line.figures:
        variants = "; ".join(
            f"{f.words} ({', '.join(f.origins)}) {''.join(f'[{n}]' for n in f.notes)}" for f in line.figures
        )
        yield f"Figures differ: {variants}"
    if line.disputed_by:
        yield f"Disputed: see {', '.join(str(n) for n in line.disputed_by)}"


def _head(b: Brief) -> str:
    return " · ".join(
        [b.question, *([f"since {b.since}"] if b.since else []), *([f"known by {b.known_by}"] if b.known_by else [])]
    )


def _unread(b: Brief) -> list[str]:
    """Which words of the question narrowed nothing."""
    words = ", ".join(f"“{w.replace('-', ' ')}”" for w in b.unread)
    return [f"Not understood, or nowhere named here: {words}."] if words else []


def _tail(b: Brief) -> Iterator[str]:
    if not b.lines:
        yield "Nothing is claimed of it here."
    if b.left_out:
        yield f"{many(b.left_out, 'more fact')} not shown, on fewer origins; raise --lines or narrow the question."


def _edit(e: Edit) -> Iterator[str]:
    yield f"{e.known}: {e.title or e.article} was changed"
    yield from (f"no longer: {said}" for said in e.dropped)
    yield from (f"now: {said}" for said in e.added)


def _page(n: Note) -> str:
    return f"{n.page}, {n.url}" if n.url else n.page


def brief_text(b: Brief) -> str:
    """Plain text for a terminal or a mail."""
    out = [_head(b), *_unread(b), ""]
    for line in b.lines:
        marks = "".join(f"[{n}]" for n in line.notes)
        out += [f"{line.number}. {line.says} — {_status(line)}. {marks}", f"   {_counts(line)}; {_known(line)}."]
        out += [f"   {extra}." for extra in _extras(line)]
    out += _tail(b)
    for e in b.edits:
        first, *rest = _edit(e)
        out += ["", first, *(f"   {said}" for said in rest)]
    if b.notes:
        out += ["", *(f"[{n.number}] “{n.quote}” {n.chain}. {_page(n)}, {n.day}. Claim {n.claim}" for n in b.notes)]
    return "\n".join(out) + "\n"


def markdown(b: Brief) -> str:
    """Markdown with footnotes (`[^1]`)."""
    out = [f"# {_plain(_head(b))}", "", *(f"{_plain(said)}\n" for said in _unread(b))]
    for line in b.lines:
        marks = "".join(f"[^{n}]" for n in line.notes)
        out.append(
            f"{line.number}. **{_plain(line.says)}** — {_status(line)}.{marks} {_plain(_counts(line))}; {_known(line)}."
        )
        out += [f"   {_footed(extra)}." for extra in _extras(line)]
    out += _tail(b)
    if b.edits:
        out += ["", "## Pages that were changed"]
    for e in b.edits:
        first, *rest = _edit(e)
        out += ["", f"- {_plain(first)}", *(f"  - {_plain(said)}" for said in rest)]
    out += [
        "",
        *(
            f"[^{n.number}]: “{_plain(n.quote)}” {_plain(n.chain)}. {_plain(_page(n))}, {n.day}. Claim `{n.claim}`"
            for n in b.notes
        ),
    ]
    return "\n".join(out) + "\n"


def _plain(words: str) -> str:
    """Words with Markdown's own signs made plain, so that a quote cannot format or link."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", words)


def _footed(words: str) -> str:
    """The same, but numbers in brackets become footnotes."""
    return re.sub(r"\\\[(\d+)\\\]", r"[^\1]", _plain(words))


def brief_html(b: Brief) -> str:
    """A page of its own; everything that came from outside is escaped, links only to http and https."""
    lines = "".join(_html_line(line) for line in b.lines)
    edits = "".join(f"<li>{'<br>'.join(escape(said) for said in _edit(e))}</li>\n" for e in b.edits)
    notes = "".join(_html_note(n) for n in b.notes)
    tail = "".join(f"<p>{escape(said)}</p>\n" for said in _tail(b))
    unread = "".join(f"<p>{escape(said)}</p>\n" for said in _unread(b))
    changed = f"<h2>Pages that were changed</h2>\n<ul>\n{edits}</ul>\n" if edits else ""
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(_head(b))}</title>\n'
        f"<h1>{escape(_head(b))}</h1>\n"
        f"{unread}<ol>\n{lines}</ol>\n{tail}{changed}<h2>Sources</h2>\n<ol>\n{notes}</ol>\n</html>\n"
    )


def _html_line(line: BriefLine) -> str:
    marks = " ".join(f'<sup><a href="#n{n}">{n}</a></sup>' for n in line.notes)
    extras = "".join(f"<br>{escape(extra)}." for extra in _extras(line))
    said = f"<strong>{escape(line.says)}</strong> — {escape(_status(line))}. {marks}"
    return f"<li><p>{said}<br>{escape(_counts(line))}; {escape(_known(line))}.{extras}</p></li>\n"


def _html_note(n: Note) -> str:
    linked = n.url is not None and n.url.startswith(("http://", "https://"))
    page = f'<a href="{escape(n.url or "")}">{escape(n.page)}</a>' if linked else escape(_page(n))
    claim = f"Claim <code>{escape(n.claim)}</code>"
    return f'<li id="n{n.number}">“{escape(n.quote)}” {escape(n.chain)}. {page}, {escape(n.day)}. {claim}</li>\n'


FORMATS: Mapping[str, Callable[[Brief], str]] = {"text": brief_text, "markdown": markdown, "html": brief_html}
