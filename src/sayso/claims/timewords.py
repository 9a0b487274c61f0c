"""The patterns of time expressions, each with the function that reads its value off the article's clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sayso.claims.timevalues import Clock, Value
from sayso.resources import table

Reader = Callable[[re.Match[str], Clock], Value | None]
_T = table("times.yaml")
MONTHS: list[str] = _T["months"]
WEEKDAYS: list[str] = _T["weekdays"]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _month_names() -> str:
    # "May" and "March" count only with a capital; short forms need a day beside them (see _SHORT).
    return "|".join(name.capitalize() for name in MONTHS)


_MONTH = rf"(?P<month>{_month_names()})"
_SHORT = rf"(?P<month>{_month_names()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>1\d{3}|20\d\d)\b"
_WEEKDAY = rf"(?P<weekday>{'|'.join(w.capitalize() for w in WEEKDAYS)})"
_PART = rf"(?P<part>{_any(_T['day_parts'])})"
_SOME = r"(?:(?:the\s+)?(?P<mod>early|late|mid|middle of|beginning of|end of|start of|the rest of)[\s-]+)?"
_SHIFT = rf"(?P<shift>{_any([*_T['last'], *_T['next'], *_T['this']])})"
_UNIT = rf"(?P<unit>{_any(_T['units'])})"
_NUMBER = rf"(?P<n>\d{{1,4}}(?:\.\d+)?|{_any([*_T['numbers'], *_T['vague']])})"
_ABOUT = r"(?:(?:about|around|nearly|almost|more than|over|at least|less than|some|roughly|up to|only|just)\s+)?"


def _int(match: re.Match[str], name: str) -> int | None:
    value = match.groupdict().get(name)
    return int(value) if value else None


def _month(match: re.Match[str]) -> int:
    word = match["month"].lower().rstrip(".")
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word[:3]))


def _shift(word: str) -> int:
    word = word.lower()
    return -1 if word in _T["last"] else 1 if word in _T["next"] else 0


# ---------------------------------------------------------------- readers
def _full(match: re.Match[str], clock: Clock) -> Value | None:
    value = clock.on(_int(match, "year"), _month(match), _int(match, "day"))
    part = match.groupdict().get("part")
    if value is not None and part:
        return Value("TIME", value.edtf, f"{value.timex3}T{_T['day_parts'][part.lower()]}")
    return value


def _iso(match: re.Match[str], clock: Clock) -> Value | None:
    return clock.on(int(match["year"]), int(match["m"]), int(match["d"])) if 1 <= int(match["m"]) <= 12 else None


def _month_year(match: re.Match[str], clock: Clock) -> Value | None:
    return clock.on(int(match["year"]), _month(match))


def _bare_month(match: re.Match[str], clock: Clock) -> Value | None:
    shift = match.groupdict().get("shift")
    month = _month(match)
    if not shift or clock.now_year is None:
        return clock.on(None, month)
    here = clock.day.month if clock.day and not clock.history else None
    year = clock.now_year
    if shift.lower() in _T["last"]:
        year -= 0 if here is not None and month < here else 1
    elif shift.lower() in _T["next"]:
        year += 0 if here is not None and month > here else 1
    return clock.on(year, month)


def _bare_year(match: re.Match[str], clock: Clock) -> Value | None:
    del clock
    year = match["year"]
    return Value("DATE", year, year) if int(year) >= 1 else None


def _before_christ(match: re.Match[str], clock: Clock) -> Value | None:
    del clock
    number = int(match["n"].replace(",", ""))
    return Value("DATE", f"-{number - 1:04}" if number < 9999 else None, f"BC{number:04}")


def _decade(match: re.Match[str], clock: Clock) -> Value | None:
    del clock
    digits = match.groupdict().get("decade")
    prefix = str(_T["decades"][match["word"].lower()]) if digits is None else digits[:3] if len(digits) == 4 else "19" + digits[0]
    return Value("DATE", f"{prefix}X", prefix)


def _century(match: re.Match[str], clock: Clock) -> Value | None:
    del clock
    prefix = f"{int(match['n']) - 1:02}"
    return Value("DATE", f"{prefix}XX", prefix)


def _season(match: re.Match[str], clock: Clock) -> Value | None:
    code = _T["seasons"][match["season"].lower()][0]
    word = match.groupdict().get("shift")
    return clock.season(code, _int(match, "year"), _shift(word) if word else None)


def _weekday(match: re.Match[str], clock: Clock) -> Value | None:
    groups = match.groupdict()
    number = WEEKDAYS.index(match["weekday"].lower()) + 1
    word = (groups.get("shift") or "").lower()
    shift = "last" if word in _T["last"] else "next" if word in _T["next"] else ""
    part = groups.get("part")
    return clock.weekday(number, shift, _T["day_parts"][part.lower()] if part else "")  # type: ignore[arg-type]


_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


def _near(match: re.Match[str], clock: Clock) -> Value | None:
    word = " ".join(match["near"].lower().split())
    part = match.groupdict().get("part")
    code = _T["day_parts"][part.lower()] if part else "NI" if word == "tonight" else ""
    return clock.days(_NEAR[word], code)


def _this_part(match: re.Match[str], clock: Clock) -> Value | None:
    word, part = match["shift"].lower(), match["part"].lower()
    return clock.days(-1 if word in _T["last"] and part == "night" else _shift(word), _T["day_parts"][part])


def _this_unit(match: re.Match[str], clock: Clock) -> Value | None:
    unit = _T["units"][match["unit"].lower()]
    if unit.startswith("T"):
        return None
    word = match["shift"].lower()
    if clock.now_year is None and clock.now_day is None:
        return Value("DATE", None, "XXXX" if unit == "Y" else "XXXX-XX" if unit == "M" else "XXXX-WXX" if unit == "W" else "XXXX-XX-XX")
    return clock.span(unit, _shift(word))


def _weekend(match: re.Match[str], clock: Clock) -> Value | None:
    week = clock.span("W", _shift(match["shift"]))
    if week is None or not week.edtf or not week.timex3:
        return None
    return Value("DATE", week.edtf.split("/")[1] if "/" in week.edtf else week.edtf, f"{week.timex3}-WE")


def _amount(match: re.Match[str]) -> float | None:
    word = match["n"].lower()
    return float(word) if word[0].isdigit() else _T["numbers"].get(word)


def _length(match: re.Match[str]) -> str:
    unit = _T["units"][match["unit"].lower()]
    amount = _amount(match)
    number = "X" if amount is None else f"{amount:g}"
    factor, letter = re.fullmatch(r"(\d*)(T?[A-Z])", unit).groups()  # type: ignore[union-attr]
    if factor == "2" and amount is not None:
        number = f"{amount * 2:g}"
    elif factor and factor != "2":
        return f"P{number}{'DE' if factor == '0' else 'CE'}"
    return f"PT{number}{letter[1]}" if letter.startswith("T") else f"P{number}{letter}"


def _duration(match: re.Match[str], clock: Clock) -> Value | None:
    del clock
    return Value("DURATION", None, _length(match))


def _plain_duration(match: re.Match[str], clock: Clock) -> Value | None:
    del clock
    unit = _T["units"][match["unit"].lower()]
    if unit.startswith("T"):
        return Value("DURATION", None, f"PTX{unit[1]}")
    return Value("DURATION", None, {"0Y": "PXDE", "00Y": "PXCE", "2W": "PXW"}.get(unit, f"PX{unit}"))


def _ago(match: re.Match[str], clock: Clock) -> Value | None:
    unit, amount = _T["units"][match["unit"].lower()], _amount(match)
    if amount is None or unit.startswith("T") or amount != int(amount):
        return Value("DATE", None, "PAST_REF" if match["way"].lower() != "from now" else "FUTURE_REF")
    sign = 1 if match["way"].lower() in ("later", "from now") else -1
    return clock.span(unit, sign * int(amount), exact=True)


def _set(match: re.Match[str], clock: Clock) -> Value | None:
    del clock
    return Value("SET", None, _T["sets"][match["word"].lower()])


def _every(match: re.Match[str], clock: Clock) -> Value | None:
    del clock
    weekday, unit = match.groupdict().get("weekday"), match.groupdict().get("unit")
    if weekday:
        return Value("SET", None, f"XXXX-WXX-{WEEKDAYS.index(weekday.lower()) + 1}")
    code = _T["units"][(unit or "day").lower()]
    return Value("SET", None, f"PT1{code[1]}" if code.startswith("T") else f"P1{code[-1]}")


def _clock_time(match: re.Match[str], clock: Clock) -> Value | None:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    half = (match.groupdict().get("half") or "").lower().replace(".", "")
    if half == "pm" and hour < 12:
        hour += 12
    if hour > 24 or minute > 59:
        return None
    base = clock.days(0)
    return Value("TIME", base.edtf, f"{base.edtf or 'XXXX-XX-XX'}T{hour:02}:{minute:02}")


def _reference(kind: str) -> Reader:
    def read(match: re.Match[str], clock: Clock) -> Value | None:
        del match, clock
        return Value("DATE", None, f"{kind}_REF")

    return read


def _pattern(source: str, *, case: bool = False) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£])(?:{source})(?!\w)", 0 if case else re.IGNORECASE)


_BEFORE_YEAR = _any([w for w in _T["year_before"] if w[0].isalpha()])
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_pattern(r"(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"), _iso),
    (_pattern(rf"(?:{_WEEKDAY},?\s+)?(?:(?:the\s+)?{_PART}\s+of\s+)?{_SHORT}\s+{_DAY}(?:,?\s+{_YEAR})?", case=True), _full),
    (
        _pattern(rf"(?:{_WEEKDAY},?\s+)?(?:(?:the\s+)?{_PART}\s+of\s+)?(?:the\s+)?{_DAY}(?:\s+of)?\s+{_SHORT}(?:,?\s+{_YEAR})?", case=True),
        _full,
    ),
    (_pattern(rf"{_SOME}{_SHORT},?\s+(?:of\s+)?{_YEAR}", case=True), _month_year),
    (_pattern(rf"{_SHIFT}\s+{_MONTH}", case=True), _bare_month),
    (_pattern(rf"{_SOME}(?P<month>{'|'.join(m.capitalize() for m in MONTHS if m not in ('may', 'march'))})", case=True), _bare_month),
    (
        re.compile(
            r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bby )|(?<=\bof )|(?<=\buntil )|"
            r"(?<=\bearly )|(?<=\blate )|(?<=\bmid-)|(?<=\bto )|(?<=\bfrom )|(?<=\band )|(?<=\bbetween ))"
            r"(?P<month>May|March)(?!\s*\d|\s+[A-Z]|\w)"
        ),
        _bare_month,
    ),
    (_pattern(rf"{_SOME}(?:{_SHIFT}\s+|the\s+|in\s+)?(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+{_YEAR}"), _season),
    (_pattern(rf"{_SHIFT}\s+(?P<season>spring|summer|autumn|fall|winter)"), _season),
    (_pattern(r"the\s+(?:(?:early|late)\s+)?(?P<season>spring|summer|autumn|winter)"), _season),
    (_pattern(r"(?P<n>\d{1,4})\s*(?:BC|BCE|B\.C\.)", case=True), _before_christ),
    (
        _pattern(rf"{_SOME}(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?:(?P<decade>(?:1[5-9]|20)\d0)s|['’](?P<d2>\d0)s)"),
        lambda m, c: _decade(m, c) if m["decade"] else None,
    ),
    (_pattern(rf"the\s+(?:(?:early|late|mid)[\s-]+)?(?P<word>{_any(_T['decades'])})"), _decade),
    (_pattern(r"(?:the\s+)?(?P<n>[12]?\d)(?:st|nd|rd|th)[\s-]century"), _century),
    (re.compile(r"(?i:(?:(?<=\s)|(?<=[(\-–—,]))(?:(?:early|late|mid)[\s-]+)(?P<year>1[5-9]\d\d|20\d\d)(?!\w))"), _bare_year),
    (
        re.compile(
            r"(?<![\w$€£.,])(?P<year>1[5-9]\d\d|20\d\d)(?![\w%]|[.,]\d|\s+(?:people|troops|soldiers|men|women|children|tons|tonnes|km|miles|dollars|euros|workers|fighters|refugees|protesters|civilians|meters|metres|pieces|homes|houses|prisoners|migrants|others|more|peacekeepers|police|residents|families|square|years|days|hours))"
        ),
        _bare_year,
    ),
    (_pattern(rf"(?:{_SHIFT}\s+)?{_WEEKDAY}(?:\s+{_PART})?", case=True), _weekday),
    (_pattern(rf"(?:early|late)\s+{_WEEKDAY}", case=True), _weekday),
    (_pattern(rf"(?P<near>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight)(?:\s+{_PART})?"), _near),
    (_pattern(rf"{_SHIFT}\s+(?P<part>morning|afternoon|evening|night)"), _this_part),
    (_pattern(rf"(?:the\s+)?{_SHIFT}\s+weekend"), _weekend),
    (_pattern(rf"(?:the\s+)?{_SHIFT}\s+(?P<unit>day|week|month|year|decade|century)"), _this_unit),
    (_pattern(rf"{_ABOUT}{_NUMBER}\s+{_UNIT}s?\s+(?P<way>ago|earlier|later|from now)"), _ago),
    (_pattern(rf"(?:(?:the|these|in)\s+)?(?:last|past|next|coming|previous|recent)\s+{_NUMBER}\s+{_UNIT}s?"), _duration),
    (_pattern(rf"{_ABOUT}{_NUMBER}[\s-]+{_UNIT}(?:s(?!['’]?\s+old)|(?!s|-old|\s+old|['’]))"), _duration),
    (_pattern(r"(?:recent|past|previous|last|coming)\s+(?P<unit>hour|day|week|month|year|decade)s"), _plain_duration),
    (
        _pattern(r"(?P<unit>hour|minute|day|week|month|year|decade|centurie)s"),
        lambda m, c: _plain_duration(m, c) if m["unit"].lower() != "centurie" else None,
    ),
    (_pattern(rf"(?:every|each)\s+(?:{_WEEKDAY}|{_UNIT})"), _every),
    (_pattern(rf"(?P<word>{_any(_T['sets'])})"), _set),
    (
        _pattern(
            r"(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>[0-5]\d))?\s*(?P<half>a\.?m\.?|p\.?m\.?)(?:\s+(?:GMT|EST|EDT|ET|PT|local time|UTC))?"
        ),
        _clock_time,
    ),
    (_pattern(r"(?P<h>[01]\d|2[0-3]):?(?P<min>[0-5]\d)\s+(?:GMT|UTC|local time|hours)"), _clock_time),
    (_pattern(r"(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)"), _clock_time),
    (_pattern(_any(_T["present"])), _reference("PRESENT")),
    (_pattern(_any([w for w in _T["past"] if w != "once"])), _reference("PAST")),
    (_pattern(_any(_T["future"])), _reference("FUTURE")),
)
