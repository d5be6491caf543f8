"""How does a cell of a sheet look: numbers and days as its format shows them, the Vietnamese way."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
PLACES = re.compile(r"[#0?]+\.([#0?]+)")
GENERAL_GROUPED = 10_000
"""Without a format a figure of five digits is shown in groups; '2026' is a year as likely as not."""


def shown(value: object, form: str) -> str:
    """0.95 in '0%' is '95%', 30000 '30.000', 2026-03-31 '31/03/2026'; an error or nothing is ''."""
    match value:
        case None:
            return ""
        case bool():
            return "x" if value else ""
        case datetime():
            return _day(value, form) + (f" {value:%H:%M}" if value.time() != time() and "h" in form.lower() else "")
        case date():
            return _day(value, form)
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return str(value)
        case int() | float():
            return _number(value, form or "General")
        case _:
            text = str(value).strip()
            return "" if re.fullmatch(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)", text) else text


def _day(value: date, form: str) -> str:
    """A format without a day shows the month only."""
    bare = QUOTED.sub("", form).lower()
    return f"{value:%m/%Y}" if "d" not in bare and "m" in bare and "y" in bare else f"{value:%d/%m/%Y}"


def _number(value: float, form: str) -> str:
    section = _section(form, value)
    literals = [match[1] or match[2] or "" for match in QUOTED.finditer(section)]
    bare = QUOTED.sub("", section)
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return ""
    if "%" in bare:
        exact *= 100
    if bare.strip().lower() in ("general", "@", ""):
        written = _general(exact)
    else:
        places = PLACES.search(bare)
        written = _fixed(exact, len(places[1]) if places else 0, is_grouped="," in bare)
        written = _padded(written, bare)
    before, after = _sides(section, literals)
    return f"{before}{written}{'%' if '%' in bare else ''}{after}".strip()


def _section(form: str, value: float) -> str:
    """'a;b;c': for positive, negative and zero values."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', form)
    at = 1 if value < 0 and len(parts) > 1 else 2 if value == 0 and len(parts) > 2 else 0
    # A section without a place for figures ('"-"') is text for a zero, which counts as nothing said.
    return parts[at] if at == 0 or re.search(r"[#0?]", QUOTED.sub("", parts[at])) else parts[0]


def _sides(section: str, literals: list[str]) -> tuple[str, str]:
    """The words of a format before and after its figures: '0" người"'."""
    figures = re.search(r"[#0?]", QUOTED.sub(lambda match: "\1" * len(match[0]), section))
    if not figures:
        return "", ""
    before, after = "", ""
    for match, literal in zip(QUOTED.finditer(section), literals, strict=True):
        if match.start() < figures.start():
            before += literal
        else:
            after += literal
    return before, after


def _general(exact: Decimal) -> str:
    """As many decimals as the figure has, without the dust of binary fractions."""
    rounded = exact.quantize(Decimal("1e-6"), ROUND_HALF_UP).normalize() if abs(exact) < Decimal("1e15") else exact
    places = max(0, -int(rounded.as_tuple().exponent))
    return _fixed(rounded, places, is_grouped=abs(rounded) >= GENERAL_GROUPED)


def _fixed(exact: Decimal, places: int, *, is_grouped: bool) -> str:
    rounded = exact.quantize(Decimal(1).scaleb(-min(places, 10)), ROUND_HALF_UP)
    written = f"{rounded:,f}" if is_grouped else f"{rounded:f}"
    return written.translate(str.maketrans(",.", ".,"))


def _padded(written: str, bare: str) -> str:
    """'00' shows 5 as '05'."""
    whole = re.match(r"[#,?]*(0+)", re.sub(r"[^#0?,.]", "", bare))
    figures, comma, rest = written.partition(",")
    if "." in figures or not whole or "," in bare:
        return written
    return f"{figures.zfill(len(whole[1]))}{comma}{rest}"
