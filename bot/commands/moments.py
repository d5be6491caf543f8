"""How a day or a moment is given on the command line."""

from datetime import date, datetime, time

from bot.mistake import Mistake
from knowledge.dates import VIETNAM


def read_day(text: str, today: date) -> date:
    """'2026-11-21'; an empty text is today. Raises `Mistake`."""
    if not text:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Mistake(f"Ngày viết như 2026-11-21, không phải “{text}”.") from None


def read_moment(text: str) -> datetime | None:
    """'2026-11-25T08:00' in Viet Nam's time, or a day alone for its morning at eight; None for an empty text."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Mistake(f"Lúc viết như 2026-11-25T08:00, không phải “{text}”.") from None
    if len(text) <= len("2026-11-25"):
        moment = datetime.combine(moment.date(), time(8))
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
