"""What is wrong with a duty, in sentences for the office that sets it."""

import itertools
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from knowledge.dates import YEARS
from scheduler.calendar import Calendar
from scheduler.duties import Cadence, DayRule, Duty, Ladder, RuleKind, Rung
from scheduler.periods import deadline_of, periods_of

LEAP_YEAR = 2024
APART_MAX = 366
MONTHS_AFTER_MAX = 12
WEEKLY_MAX = 4
RUNGS_MAX = 12
MONTHS = range(1, 13)
SAMPLE = 2026
"""Any year shows whether the due day lies in reason."""


def check_duty(duty: Duty) -> tuple[str, ...]:
    """Everything that is wrong with a duty, one plain sentence each; nothing wrong is no sentence."""
    found = (*_words(duty), *_days(duty), *_dates(duty), *_ladder(duty.ladder, duty.cadence))
    return found or tuple(_far_off(duty))


def _words(duty: Duty) -> Iterator[str]:
    if not duty.name.strip():
        yield "Chế độ báo cáo chưa có tên."
    if not duty.form:
        yield "Chế độ báo cáo chưa có biểu mẫu."
    if not duty.recipient:
        yield "Chưa nêu công đoàn nào nhận báo cáo."
    if not duty.selector.kinds and not duty.selector.units:
        yield "Chưa nêu đơn vị nào phải báo cáo."
    if both := sorted(set(duty.selector.units) & set(duty.selector.excepted)):
        yield f"Đơn vị vừa được nêu tên vừa được trừ ra: {', '.join(both)}."


def _days(duty: Duty) -> Iterator[str]:
    """The two days; an ad-hoc duty has a moment, and no other but that of a term may have one."""
    yield from _rule(duty.due, "Hạn nộp", "chưa có ngày")
    yield from _rule(duty.cut_off, "Ngày chốt số liệu", "chưa có ngày")
    is_moment = duty.due.kind is RuleKind.MOMENT
    if duty.cadence is Cadence.ADHOC and not is_moment:
        yield "Yêu cầu đột xuất cần hạn nộp là một ngày và giờ cụ thể."
    if is_moment and duty.cadence not in {Cadence.ADHOC, Cadence.TERM}:
        yield "Báo cáo định kỳ không thể có hạn nộp là một ngày duy nhất; hãy nêu ngày trong tháng."
    if duty.cut_off.kind is RuleKind.MOMENT and duty.cadence not in {Cadence.ADHOC, Cadence.TERM}:
        yield "Báo cáo định kỳ không thể chốt số liệu vào một ngày duy nhất; hãy nêu ngày trong tháng."
    if RuleKind.FIXED in {duty.due.kind, duty.cut_off.kind} and duty.cadence in {Cadence.MONTH, Cadence.QUARTER}:
        yield "Báo cáo tháng, quý không thể dùng một ngày cố định của năm; hãy nêu ngày trong tháng."
    if duty.cadence is Cadence.TERM and duty.term is None:
        yield "Báo cáo nhiệm kỳ chưa nêu nhiệm kỳ từ năm nào đến năm nào."


def _rule(rule: DayRule, what: str, absent: str) -> Iterator[str]:
    yield from RULES[rule.kind](rule, what, absent)
    if abs(rule.months_after) > MONTHS_AFTER_MAX:
        yield f"{what} không thể cách kỳ báo cáo {abs(rule.months_after)} tháng; nhiều nhất là {MONTHS_AFTER_MAX}."


def _day_of_month(rule: DayRule, what: str, absent: str) -> Iterator[str]:
    if not rule.day:
        yield f"{what} {absent}."
    elif not 1 <= rule.day <= 31:
        yield f"{what}: không có ngày {rule.day} trong tháng; ngày từ 1 đến 31."


def _after_end(rule: DayRule, what: str, _absent: str) -> Iterator[str]:
    if abs(rule.day) > APART_MAX:
        yield f"{what} không thể cách ngày cuối kỳ {abs(rule.day)} ngày; nhiều nhất là {APART_MAX}."


def _fixed(rule: DayRule, what: str, absent: str) -> Iterator[str]:
    if not rule.month:
        yield f"{what} chưa có tháng."
    elif rule.month not in MONTHS:
        yield f"{what}: không có tháng {rule.month}; tháng từ 1 đến 12."
    elif not rule.day:
        yield f"{what} {absent}."
    elif not 1 <= rule.day <= monthrange(LEAP_YEAR, rule.month)[1]:
        yield f"{what}: tháng {rule.month} không có ngày {rule.day}."


def _moment(rule: DayRule, what: str, absent: str) -> Iterator[str]:
    if rule.on is None:
        yield f"{what} {absent}."
    elif rule.on.year not in YEARS:
        yield f"{what}: năm {rule.on.year} không hợp lý."


RULES: dict[RuleKind, Callable[[DayRule, str, str], Iterator[str]]] = {
    RuleKind.DAY_OF_MONTH: _day_of_month,
    RuleKind.AFTER_END: _after_end,
    RuleKind.FIXED: _fixed,
    RuleKind.MOMENT: _moment,
}


def _dates(duty: Duty) -> Iterator[str]:
    if duty.year_from not in MONTHS:
        yield f"Năm báo cáo không thể tính từ tháng {duty.year_from}; tháng từ 1 đến 12."
    if wrong := sorted(set(duty.skip_months) - set(MONTHS)):
        yield f"Tháng được bỏ qua không có thật: {', '.join(map(str, wrong))}."
    elif set(duty.skip_months) == set(MONTHS):
        yield "Cả 12 tháng đều được bỏ qua: không còn kỳ báo cáo nào."
    if duty.skip_months and duty.cadence is not Cadence.MONTH:
        yield "Chỉ báo cáo tháng mới có tháng được bỏ qua."
    if duty.valid_from and duty.valid_to and duty.valid_to <= duty.valid_from:
        yield "Ngày hết hiệu lực phải sau ngày có hiệu lực."


def _ladder(ladder: Ladder, cadence: Cadence) -> Iterator[str]:
    rungs = ladder.rungs
    if not rungs:
        yield "Chưa có nấc nhắc nào."
    if len(rungs) > RUNGS_MAX:
        yield f"Nhiều nhất là {RUNGS_MAX} nấc nhắc; ở đây có {len(rungs)}."
    if any((rung.days is None) == (rung.hours is None) for rung in rungs):
        yield "Mỗi nấc nhắc tính bằng ngày hoặc bằng giờ, một trong hai."
        return
    apart = [_hours(rung) for rung in rungs]
    if any(later <= earlier for earlier, later in itertools.pairwise(apart)):
        yield "Các nấc nhắc phải xếp từ sớm đến muộn, không trùng nhau."
    if any(abs(hours) > APART_MAX * 24 for hours in apart):
        yield f"Nấc nhắc không thể cách hạn nộp quá {APART_MAX} ngày."
    if not 0 <= ladder.weekly <= WEEKLY_MAX:
        yield f"Nhắc hằng tuần nhiều nhất {WEEKLY_MAX} lần."
    if cadence is not Cadence.ADHOC and any(rung.hours is not None for rung in rungs):
        yield "Chỉ yêu cầu đột xuất mới có nấc nhắc tính bằng giờ."


def _hours(rung: Rung) -> int:
    return rung.hours if rung.hours is not None else 24 * (rung.days or 0)


def _far_off(duty: Duty) -> Iterator[str]:
    """A report that would be due before its period begins, or more than a year after its end."""
    span = (date.min, date.max) if duty.cadence is Cadence.TERM else (date(SAMPLE, 1, 1), date(SAMPLE, 12, 31))
    for period in periods_of(duty, *span)[:1]:
        due = deadline_of(duty, period, Calendar()).due
        if due.date() < period.start:
            yield f"Hạn nộp {_day(due)} đến trước khi {period.name} bắt đầu."
        if due.date() > period.end + timedelta(days=APART_MAX):
            yield f"Hạn nộp {_day(due)} muộn hơn một năm sau {period.name}."


def _day(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y}"
