"""The sentences about whom the assistant reaches: who uses it, whom it has reminded and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.messages import Button, Reply
from handlers.wording.board import Means, clock
from handlers.wording.reminding import NOT_JOINED, NOT_REACHED
from handlers.wording.units import NAMES_MOST, listed
from union.naming import short_name

UNREACHED = frozenset({NOT_JOINED, NOT_REACHED})
AI_CHUA_NOP = Button("Ai chưa nộp", "ai chưa nộp")


@dataclass(frozen=True, slots=True)
class User:
    """A unit, who speaks for it, and how they are reached."""

    unit: str
    name: str
    means: Means


def who_uses(office: str, users: Sequence[User]) -> Reply:
    """How many use the assistant; each of the others with the telephone."""
    if not users:
        return Reply(f"{office} chưa có đơn vị trực thuộc nào trong danh sách.")
    away = [each for each in users if not each.means.has_account]
    lost = [each for each in users if each.means.has_account and each.means.must_be_called]
    lines = [f"{office}: {len(users) - len(away)}/{len(users)} đơn vị đã dùng trợ lý."]
    if away:
        lines.append(f"Chưa dùng {len(away)}: {with_numbers(away)}.")
    if lost:
        lines.append(f"Tin không tới {len(lost)}: {with_numbers(lost)}.")
    return Reply("\n".join(lines))


def with_numbers(users: Sequence[User]) -> str:
    """'HTX Đồng Gió (đ/c Sửu, 0200 000 0206)', so many at most."""
    told = [
        f"{short_name(each.unit)} ({f'đ/c {each.name}' if each.name else 'chưa có người phụ trách'}, "
        f"{each.means.phone or 'chưa có số'})"
        for each in users[:NAMES_MOST]
    ]
    more = f"; và {len(users) - NAMES_MOST} đơn vị nữa" if len(users) > NAMES_MOST else ""
    return f"{'; '.join(told)}{more}"


@dataclass(frozen=True, slots=True)
class Batch:
    """What went at one moment: to which units, about which reports."""

    at: datetime
    units: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Who was reminded within a time; `last` is the newest moment of all, `whom` the unit that was named."""

    called: str
    batches: tuple[Batch, ...]
    last: Batch | None
    not_reached: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    """To whom one is on its way."""
    whom: str = ""


def reminded(told: Told, now: datetime) -> Reply:
    """Each moment with its units; where there was none, when it was done last."""
    whom = f" {short_name(told.whom)}" if told.whom else ""
    if told.batches:
        lines = [f"{told.called} đã nhắc{whom}:", *(f"• {line(each, now)}" for each in told.batches)]
    else:
        lines = [f"{told.called} chưa có lời nhắc nào gửi{whom or ' đi'}."]
        lines += [f"Lần gần nhất: {line(told.last, now)}"] if told.last else []
    if told.waiting:
        lines.append(f"Đang chờ gửi {len(told.waiting)}: {listed(told.waiting)}.")
    if told.not_reached:
        lines.append(f"Tin không tới, xin gọi: {listed(told.not_reached)}.")
    return Reply("\n".join(lines), (AI_CHUA_NOP,))


def line(batch: Batch, now: datetime) -> str:
    """'08:00 ngày 23/11, 2 đơn vị về báo cáo tháng 11: Mầm non Hoa Sen, Tiểu học Đồi Sim.'"""
    return f"{clock(batch.at, now)}, {len(batch.units)} đơn vị về {', '.join(batch.reports)}: {listed(batch.units)}."
