"""Which deadline does a sentence mean: by the words of its duty and by its period; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.dates import VIETNAM, FoundPeriod, Period, PeriodKind, find_periods
from knowledge.text import fold, words
from scheduler.duties import Cadence, Deadline, Duty, DutyId

STILL_MEANT = timedelta(days=20)
"""So long after its due moment a deadline is the one that is spoken of when none is named."""
CADENCE_WORDS = (
    (Cadence.HALF, re.compile(r"\b(?:6|sau) thang\b(?! qua| gan)|\bso ket\b")),
    (Cadence.YEAR, re.compile(r"\b(?:bao cao|bc) (?:ca |tong ket )?nam\b(?! hoc)|\btong ket nam\b")),
    (Cadence.QUARTER, re.compile(r"\b(?:bao cao|bc) quy\b")),
    (Cadence.MONTH, re.compile(r"\b(?:bao cao|bc) (?:hang )?thang\b")),
    (Cadence.ADHOC, re.compile(r"\b(?:dot xuat|bao nhanh)\b")),
)
UNTELLING = frozenset(
    words(
        "báo cáo bc tình hình công tác của các về và số trước giờ ngày hôm nay tháng năm quý kỳ định 6 sáu hoạt động "
        "công đoàn cơ sở cđcs kết quả ngắn hằng"
    )
)
"""Words of a duty's name that tell it from no other."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One deadline is meant."""

    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several fit, or none: then `period` is the one that was named and for which nothing is owed."""

    deadlines: tuple[Deadline, ...] = ()
    period: Period | None = None


def deadline_in(said: str, deadlines: Sequence[Deadline], duties: Sequence[Duty], now: datetime) -> Chosen | Ambiguous:
    """'ai chưa nộp tháng 10', 'báo cáo 6 tháng'; nothing said: the one whose due moment is nearest."""
    bare = fold(said)
    today = now.astimezone(VIETNAM).date()
    wanted = period_said(find_periods(said, today))
    fitting = of_named_duty(bare, deadlines, duties)
    if wanted is None:
        return nearest(fitting, now)
    inside = [item for item in fitting if is_period(item, wanted)]
    inside = inside or [item for item in fitting if ends_in(item, wanted)]
    if not inside:
        return Ambiguous((), wanted)
    return one_of(inside)


def period_said(found: Sequence[FoundPeriod]) -> Period | None:
    """The period that was named; a day or a week is none of a report."""
    periods = [each.period for each in found if each.period.kind not in {PeriodKind.DAY, PeriodKind.WEEK}]
    return periods[0] if periods else None


def of_named_duty(bare: str, deadlines: Sequence[Deadline], duties: Sequence[Duty]) -> list[Deadline]:
    """The deadlines of the duties that the words name; all of them when they name none."""
    by_words = named_duties(bare, duties)
    if by_words:
        return [item for item in deadlines if item.duty in by_words]
    # 'báo cáo năm 2026' and 'tháng 11' name a period, which says enough; the cadence counts where it alone was said.
    cadences = {cadence for cadence, said in CADENCE_WORDS if said.search(bare)}
    by_cadence = {item.id for item in duties if item.cadence in cadences}
    return [item for item in deadlines if item.duty in by_cadence] if by_cadence else list(deadlines)


def named_duties(bare: str, duties: Sequence[Duty]) -> set[DutyId]:
    """The duties whose own words were said: two of them in a row, or the only one there is."""
    said = words(bare)
    pairs = {said[place : place + 2] for place in range(len(said))}
    found = set()
    for duty in duties:
        name = tuple(word for word in words(duty.name) if word not in UNTELLING and not word.isdecimal())
        own = {name[place : place + 2] for place in range(len(name) - 1)}
        if own & pairs or (len(name) == 1 and name[0] in said):
            found.add(duty.id)
    return found


def is_period(item: Deadline, wanted: Period) -> bool:
    """Whether the deadline is for exactly the period that was said, as its duty counts years."""
    if wanted.kind is PeriodKind.HALF:
        return item.period.key == f"{wanted.start.year}-6T" and wanted.start.month == 1
    return item.period.key == wanted.key


def ends_in(item: Deadline, wanted: Period) -> bool:
    """Whether its period, of another length, ends in the one that was said: the half-year in June."""
    if wanted.kind not in {PeriodKind.MONTH, PeriodKind.QUARTER}:
        return False
    return wanted.start <= item.period.end <= wanted.end and item.period.start < wanted.start


def nearest(deadlines: Sequence[Deadline], now: datetime) -> Chosen | Ambiguous:
    """What fell due last, not too long ago; else what is due next; else what fell due last at all."""
    past = [item for item in deadlines if item.due <= now]
    ahead = [item for item in deadlines if item.due > now]
    last = max((item.due for item in past), default=None)
    following = min((item.due for item in ahead), default=None)
    if last is not None and (following is None or now - last <= STILL_MEANT):
        return one_of([item for item in past if item.due == last])
    return one_of([item for item in ahead if item.due == following])


def one_of(deadlines: Sequence[Deadline]) -> Chosen | Ambiguous:
    """The only one, or all of them to choose from."""
    return Chosen(deadlines[0]) if len(deadlines) == 1 else Ambiguous(tuple(deadlines))
