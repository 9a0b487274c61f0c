"""Parts → credits: agencies, authors, translators, editors, the place of the dateline and the rights line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.records import Credit, Credits, Part, PartLabel, Words
from sayso.resources import table
from sayso.spans import trim

_LANGUAGE = r"(?:english|french|german|spanish|russian|arabic|portuguese|italian|turkish|chinese|japanese)"
CREDIT_WORDS: tuple[tuple[PartLabel, str], ...] = (
    (
        "translator",
        rf"translat(?:ed|ion)(?: (?:and [a-z]+ )?(?:(?:from|into) (?:the )?\w+ )?by|:)"
        rf"|{_LANGUAGE} (?:version|translation|text|adaptation)(?: by)?:?|"
        r"(?:adapted|rendered) (?:into|from) \w+ by|translators?:",
    ),
    (
        "editor",
        r"(?:additional |copy )?edit(?:ed|ing)(?: and \w+)? by:?|edit(?:ed|ing):|(?:\w+ )?editors?(?:-in-chief)?:",
    ),
    (
        "byline",
        r"(?:additional )?(?:report(?:ing|ed)?|writing|written|prepared|compiled|story|text|words)"
        r"(?:(?:,| and) (?:writing|editing|reporting|compiled))*(?: in \w+)? by:?"
        r"|with (?:additional )?(?:reporting|inputs?|files|contributions?) (?:by|from)"
        r"|(?:author|reporter|correspondent|journalist|writer|text|story|words|reporting|additional reporting|autor"
        r"|autora|auteur|autore|verfasser|yazar|автор)s?\s*:"
        r"|(?:(?<![^\n])|(?<=[–—(-] )|(?<=[–—(]))(?:von|por|par|door|oleh|from|with|di|av|da)(?=\s)|by:?",
    ),
)
"""The words that open a list of names, and whose names they are; the first that fits decides."""
_KEYWORD = re.compile("|".join(rf"(?P<{label}>\b(?:{p})(?!\w))" for label, p in CREDIT_WORDS), re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{0,6})\.?"
_DATE = rf"{_MONTH}\s\d{{1,2}}\b|\d{{1,2}}\s{_MONTH}"
_STAFF = (
    r"(?:staff|special|senior|chief|foreign|diplomatic|defen[cs]e|political|world|africa|asia|europe|middle east"
    r"|(?:east|west|south|southern|north|central) (?:africa|asia|america)|latin america|americas|china|india|russia"
    r"|security|business|health|education|legal|crime|environment|science|national|regional|home affairs)?\s*"
    r"(?:writers?|correspondents?|reporters?|journalists?|producers?|editors?)"
)
_TAIL = re.compile(
    r"(?<!\s)(?:\s+(?i:in|at|for|from|of|on|reporting|reported|contributed|leave|updated|published|posted"
    r"|publiziert|publié|publicado)\b.*$"
    rf"|\s+\S*@\w+.*$|,?\s+(?:\w+day,?\s+)?(?i:{_DATE})(?:\s.*)?$|\s*[|•·/–—(\[].*$|\s+\d.*$|\s+(?i:{_STAFF})$"
    r"|\s+[A-Z]\w*\s+(?:News|Media|Television|TV|Radio|Online)\b.*$)",
    re.DOTALL,
)
_HEAD = re.compile(
    rf"^(?:the )?(?:[A-Z][\w]* ){{0,2}}{_STAFF}\s+(?=[A-Z])|^(?:the|our)\s+|^(?:mrs?|ms)\.?\s+|^(?-i:By(?=[A-Z]))",
    re.IGNORECASE,
)
_WORD, _PARTICLE = re.compile(r"[^\W\d_][\w.'’-]*"), re.compile(r"[a-z]{1,3}")
_MOST = 3
"""Words of a name between its first and its last, particles not counted."""
_CUT = re.compile(r",|\s/\s|(?<!\s)(?:\s+(?i:and|with|avec|con|mit|und|et)\s+|\s*[&\n;|•·»›]|\s+[-–—]\s+)")
CREDITED_PEOPLE: tuple[PartLabel, ...] = ("byline", "translator", "editor")
AGENCY_PLACES: tuple[PartLabel, ...] = ("dateline", "byline", "editor", "translator", "source_link", "rights")
"""Where the agency that wrote a copy is looked for, the surest place first."""


@lru_cache(maxsize=4)
def _finder(names: Names) -> tuple[AhoCorasick, list[str]]:
    shapes = sorted(
        {shape for form in names.agencies for shape in (form, form.upper())}, key=lambda shape: (-len(shape), shape)
    )
    return AhoCorasick(shapes), shapes


def agencies_in(line: str, names: Names = PACKAGED_NAMES) -> tuple[str, ...]:
    """The written forms of agencies, those in capitals included, that occur in the line, longest first.

    Patterns are made of these alone: one over all forms of all agencies takes longer to compile than an article to
    code.
    """
    finder, shapes = _finder(names)
    return tuple(shapes[i] for i in sorted({i for i, _, _ in finder.find_matches_as_indexes(line, overlapping=True)}))


_SIGNED = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
TAIL_CHARS = 80
"""Code points at the end of a paragraph among which an agency signs it."""


def agency_tail(paragraph: str, names: Names = PACKAGED_NAMES) -> int | None:
    """Where the agency stands that signs the end of a paragraph: "… in May. (AFP)", "… in May. — Reuters"; null where
    none does."""
    start = max(0, len(paragraph) - TAIL_CHARS)
    known = agencies_in(paragraph[start:], names)
    if not known:
        return None
    one = "|".join(map(re.escape, known))
    match = re.compile(
        rf"(?<=[.!?”\"’])\s*[-–—]*\s*[(\[/]?\s*(?:(?i:with)\s+(?:{_SIGNED},\s*|{_SIGNED}\s+and\s+)*)?"
        rf"(?:{one})(?:(?:\s*[/,&+]\s*|\s+and\s+)(?:{one}))*\s*[)\]/]?\.?\s*$"
    ).search(paragraph, start)
    return match.start() + len(match[0]) - len(match[0].lstrip()) if match else None


@lru_cache(maxsize=4)
def _named(names: Names) -> dict[str, str]:
    """The written forms of agencies, those in capitals included → the name of each."""
    return {shape: name for form, name in names.agencies.items() for shape in (form.upper(), form)}


@lru_cache(maxsize=512)
def _any_of(known: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of some written forms, the first that fits before the others."""
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, known)) + r")(?!\w)")


@lru_cache(maxsize=4)
def agency_names(names: Names) -> Mapping[str, str]:
    """Every written form of an agency, case folded, and its name."""
    return {form.casefold(): name for form, name in reversed(list(names.agencies.items()))}


def segments(line: str, start: int, label: PartLabel) -> Iterator[tuple[int, PartLabel]]:
    """Where the pieces of a credit line begin ("written by A, French version B, edited by C"); offsets are of the
    article."""
    found: list[tuple[int, PartLabel]] = [(start, label)]
    for match in _KEYWORD.finditer(line):
        kind: PartLabel = next(name for name, _ in CREDIT_WORDS if match[name])
        if match.start() <= 1:
            found[0] = (start, kind)
        else:
            found.append((start + match.start(), kind))
    yield from found


def read(
    text: str,
    parts: Sequence[Part],
    place: tuple[int, int] | None,
    agency: tuple[int, int] | None = None,
    names: Names = PACKAGED_NAMES,
) -> Credits:
    """The credits of an article. `place` and `agency` are the spans of the dateline's; `names` are the agencies and
    outlets known."""
    where = None
    if place is not None:
        where = Credit(_place_name(text[place[0] : place[1]]), text[place[0] : place[1]], *place)
    rights = next((p for p in parts if p.label == "rights"), None)
    authors, translators, editors = (tuple(_people(text, parts, label, names)) for label in CREDITED_PEOPLE)
    sources = " ".join(text[p.start : p.end] for p in parts if p.label == "source_link")
    authors = tuple(c for c in authors if c.name not in sources)
    taken = frozenset(i for person in (*authors, *translators, *editors) for i in range(*_span(person)))
    words = Words.at(text, *trim(text, rights.start, rights.end)) if rights else None
    return Credits(
        (*_unlisted(text, agency, names), *_agencies(text, parts, taken, names)),
        authors,
        translators,
        editors,
        where,
        words,
    )


def _span(credit: Credit) -> tuple[int, int]:
    """Where the words of a credit stand; nowhere of one without words."""
    return credit.start or 0, credit.end or 0


def _unlisted(text: str, agency: tuple[int, int] | None, names: Names) -> Iterator[Credit]:
    """The agency of a dateline that no table knows, by a word that agencies are called by, or by its initials:
    "(Example News Agency)", "(CMC)"."""
    words = text[slice(*agency)] if agency else ""
    if agency and _is_agency(words) and not agencies_in(words, names):
        yield Credit(" ".join(words.split()), words, *agency)


def _is_agency(words: str) -> bool:
    last = words.rsplit(maxsplit=1)[-1].lower()
    return last in table("credits.yaml")["agency_words"] or bool(_INITIALS.fullmatch(words))


_INITIALS = re.compile(r"[A-Z]{2,6}")


def _place_name(words: str) -> str:
    """ "PORT-AU-PRINCE, Haiti" as it is usually written."""
    capitals = table("credits.yaml")["capitals"]
    named = re.sub(
        r"[^\W\d_]{2,}", lambda m: m[0].capitalize() if m[0].isupper() and m[0] not in capitals else m[0], words
    )
    return re.sub(r"(?<=[ -])(?:Au|De|La|Of|The|And|Sur)(?=[ -])", lambda m: m[0].lower(), named)


def _agencies(text: str, parts: Sequence[Part], taken: frozenset[int], names: Names) -> Iterator[Credit]:
    """Agencies named in credit parts, outside the names of people ("Petra" is an agency, and a first name)."""
    named = _named(names)
    seen = set()
    for label in AGENCY_PLACES:
        for part in parts:
            known = agencies_in(text[part.start : part.end], names) if part.label == label else ()
            for match in _any_of(known).finditer(text, part.start, part.end) if known else ():
                name = named[match[0]]
                if name not in seen and match.start() not in taken:
                    seen.add(name)
                    yield Credit(name, match[0], match.start(), match.end())


def _people(text: str, parts: Sequence[Part], label: PartLabel, names: Names) -> Iterator[Credit]:
    seen = set()
    for part in parts:
        if part.label != label:
            continue
        for start, end in _lists(text, part):
            for a, b in _pieces(text, start, end, names):
                name = _person(" ".join(text[a:b].split()))
                if name not in seen:
                    seen.add(name)
                    yield Credit(name, text[a:b], a, b)


def people_in(words: str, names: Names = PACKAGED_NAMES) -> tuple[str, ...]:
    """The people that a field for authors names: "By Jane Roe and John Doe"."""
    named = re.fullmatch(r"\S+@\S+\s*\(([^()]+)\)", words)
    words = named[1] if named else words
    opening = _KEYWORD.match(words)
    words = words[opening.end() :] if opening else words
    return tuple(_person(" ".join(words[a:b].split())) for a, b in _pieces(words, 0, len(words), names))


def _person(name: str) -> str:
    """ "JANE ROE" as it is usually written."""
    if not name.isupper():
        return name
    words = re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda m: m[0].capitalize(), name)
    return re.sub(r"(?<!\w)([DOL]['’])([^\W\d_])", lambda m: m[1] + m[2].upper(), words)


_ENDS_LIST = re.compile(r";|[.,|]\s+(?:photo|picture|image|video|camera|graphic)s?\s*(?::|by\b)", re.IGNORECASE)


def _lists(text: str, part: Part) -> Iterator[tuple[int, int]]:
    """Stretches after a keyword up to the next one; of a byline without keywords the whole line."""
    for line in re.compile(r"[^\n]+").finditer(text, part.start, part.end):
        marks = list(_KEYWORD.finditer(text, *line.span()))
        if not marks and part.label == "byline":
            yield line.span()
        ends = [*(m.start() for m in marks[1:]), line.end()][: len(marks)]
        for mark, end in zip(marks, ends, strict=True):
            stop = _ENDS_LIST.search(text, mark.end(), end)
            yield mark.end(), stop.start() if stop else end


def _pieces(text: str, start: int, end: int, names: Names) -> Iterator[tuple[int, int]]:
    at = start
    for cut in [*_CUT.finditer(text, start, end), None]:
        a, b = trim(text, at, cut.start() if cut else end, "()[]/:.,;-–—")
        if _is_paper(text[a:b]):
            at = cut.end() if cut else end
            continue
        head = _HEAD.match(text[a:b])
        a += head.end() if head else 0
        tail = _TAIL.search(text[a:b])
        b = a + tail.start() if tail else b
        if _is_person(text[a:b], names):
            yield a, b
        at = cut.end() if cut else end


def _is_paper(words: str) -> bool:
    """ "The Adriatic Mail": a paper, and nobody's name."""
    return words.startswith("The ") and words.rsplit(" ", 1)[-1].lower() in table("credits.yaml")["papers"]


def _is_person(words: str, names: Names) -> bool:
    pieces = words.split()
    capitals = [w for w in pieces if w[:1].isupper() or _ARTICLED.match(w)]
    staff = bool(pieces) and not {pieces[0].casefold(), pieces[-1].casefold()}.isdisjoint(
        table("credits.yaml")["nobody"]
    )
    signed = words.partition(" ")[0] in _signs(names)
    if signed or any(" " in form for form in agencies_in(words, names)):
        return False
    place = words.casefold() in cities() or words.casefold() in table("credits.yaml")["towns"]
    return _is_name(pieces) and len(capitals) >= 2 and not staff and not place and words.casefold() not in names.makers


@lru_cache(maxsize=4)
def _signs(names: Names) -> frozenset[str]:
    """Signs of agencies in capitals, which begin no name: "AP National"."""
    return frozenset(form for form in names.agencies if form.isupper())


_ARTICLED = re.compile(r"(?:al|el|an|as|ash|ad|ed|ar|er|az|ez|at|et|ul)[-’'](?=[A-Z])")
"""The article within an Arabic name: "al-Masri"."""


@cache
def cities() -> frozenset[str]:
    """Names of capitals and countries, case folded: enough to tell "RIYADH: …" from "EXPLAINER: …"."""
    rows = table("countries.csv")
    return frozenset(row[column].casefold() for row in rows for column in ("capital", "name") if row[column])


def _is_name(pieces: Sequence[str]) -> bool:
    """Two to five words, with any number of particles between them."""
    inner = [piece for piece in pieces[1:-1] if not _PARTICLE.fullmatch(piece)]
    return len(pieces) > 1 and len(inner) <= _MOST and all(_WORD.fullmatch(piece) for piece in pieces)
