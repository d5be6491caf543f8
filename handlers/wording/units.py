"""The sentences about the units of an office: which they are, who speaks for one and how to reach them."""

from collections.abc import Sequence

from handlers.messages import Reply
from handlers.wording.board import Means, unreached
from union.naming import short_name

NAMES_MOST = 20


def units_of(office: str, names: Sequence[str], unreached_ones: Sequence[str]) -> Reply:
    """How many units an office has, which, and who of them does not use the assistant."""
    if not names:
        return Reply(f"{office} chưa có đơn vị trực thuộc nào trong danh sách.")
    lines = [f"{office} có {len(names)} đơn vị: {listed(names)}."]
    if unreached_ones:
        lines.append(f"Tin nhắn chưa tới được: {listed(unreached_ones)}.")
    return Reply("\n".join(lines))


def listed(names: Sequence[str]) -> str:
    """The short names, so many at most."""
    shown = ", ".join(short_name(name) for name in names[:NAMES_MOST])
    return f"{shown} và {len(names) - NAMES_MOST} đơn vị nữa" if len(names) > NAMES_MOST else shown


def speaker(unit: str, name: str, means: Means, *, is_chair: bool) -> Reply:
    """'Mầm non Hoa Sen: Chủ tịch là đ/c Hạnh, 0200 000 0201.'"""
    if not name:
        return Reply(f"{short_name(unit)} chưa có chủ tịch trong danh sách.{own_number(means.phone)}")
    seat = "Chủ tịch là" if is_chair else "chưa có chủ tịch; Phó Chủ tịch là"
    number = means.phone or "chưa có số điện thoại"
    why = unreached(Means("", means.has_account, means.is_reachable, means.last_heard))
    return Reply(f"{short_name(unit)}: {seat} đ/c {name}, {number}{''.join(f' ({each})' for each in why)}.")


def own_number(phone: str) -> str:
    """The unit's own telephone."""
    return f" Số của đơn vị: {phone}." if phone else ""
