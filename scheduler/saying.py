"""How a duty is said: how often, by whom, by when, what it rests on; `scheduler.reading` reads the same words; pure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from knowledge.dates import written_day
from knowledge.document import UnitCode
from scheduler.columns import Column
from scheduler.duties import Cadence, Duty, Ladder, Rung, Selector, Shift
from scheduler.rules import day_words, due_words
from union.roster import UnitKind

CADENCE_WORDS: Final = {
    Cadence.MONTH: "hằng tháng",
    Cadence.QUARTER: "hằng quý",
    Cadence.HALF: "6 tháng đầu năm",
    Cadence.YEAR: "hằng năm",
    Cadence.SCHOOL_YEAR: "năm học",
    Cadence.TERM: "nhiệm kỳ",
    Cadence.ADHOC: "đột xuất",
}
SHIFT_WORDS: Final = {Shift.LATER: "lùi", Shift.EARLIER: "sớm", Shift.NONE: "giữ nguyên"}
KIND_WORDS: Final = {
    UnitKind.CONFEDERATION: "Tổng Liên đoàn",
    UnitKind.PROVINCE: "tỉnh, thành phố",
    UnitKind.SECTOR: "ngành",
    UnitKind.UPPER: "cấp trên cơ sở",
    UnitKind.COMMUNE: "xã, phường, đặc khu",
    UnitKind.ZONE: "khu công nghiệp",
    UnitKind.CORPORATION: "tổng công ty",
    UnitKind.GRASSROOTS: "công đoàn cơ sở",
    UnitKind.GUILD: "nghiệp đoàn",
    UnitKind.DISSOLVED_DISTRICT: "đã giải thể",
}


def said(duty: Duty, names: Mapping[UnitCode, str]) -> Mapping[Column, str]:
    """Everything an office says of a duty, by column; what is empty is left out."""
    words = {
        Column.NAME: duty.name,
        Column.FORM: duty.form,
        Column.CADENCE: cadence_words(duty),
        Column.DUE: due_words(duty.due, duty.cadence),
        Column.CUT_OFF: day_words(duty.cut_off, duty.cadence),
        Column.SHIFT: "" if duty.cadence is Cadence.ADHOC else SHIFT_WORDS[duty.shift],
        Column.LADDER: ladder_words(duty.ladder),
        Column.UNITS: selector_words(duty.selector, names),
        Column.RECIPIENT: names.get(duty.recipient, duty.recipient),
        Column.SIGNED: "có" if duty.wants_signed else "",
        Column.SKIP: ", ".join(map(str, duty.skip_months)),
        Column.ASKS: duty.asks,
        Column.SOURCE: duty.source.cited,
        Column.PLACE: duty.source.place,
        Column.NOTE: duty.source.note,
        Column.VALID_FROM: written_day(duty.valid_from) if duty.valid_from else "",
        Column.VALID_TO: written_day(duty.valid_to - timedelta(days=1)) if duty.valid_to else "",
    }
    return {column: text for column, text in words.items() if text}


def cadence_words(duty: Duty) -> str:
    """'hằng tháng', 'hằng năm (tính từ tháng 12)', 'nhiệm kỳ 2023-2028'."""
    if duty.term is not None:
        return f"{CADENCE_WORDS[duty.cadence]} {duty.term.name}"
    begins = f" (tính từ tháng {duty.year_from})" if duty.year_from != 1 else ""
    return f"{CADENCE_WORDS[duty.cadence]}{begins}"


def ladder_words(ladder: Ladder) -> str:
    """'trước 3 ngày, đúng hạn, sau 2 ngày, hằng tuần 4 lần'."""
    weekly = [f"hằng tuần {ladder.weekly} lần"] if ladder.weekly else []
    return ", ".join([*map(_rung_words, ladder.rungs), *weekly])


def _rung_words(rung: Rung) -> str:
    count, measure = (rung.days, "ngày") if rung.days is not None else (rung.hours, "giờ")
    return f"{'sau' if count > 0 else 'trước'} {abs(count)} {measure}" if count else "đúng hạn"


def selector_words(selector: Selector, names: Mapping[UnitCode, str]) -> str:
    """'tất cả công đoàn cơ sở, nghiệp đoàn; trừ CĐCS Tiểu học Đồi Sim'."""
    if selector.units:
        who = ", ".join(names.get(code, code) for code in selector.units)
    elif selector.kinds == Selector().kinds and not selector.sectors:
        who = "tất cả"
    else:
        kinds = () if selector.kinds == Selector().kinds else selector.kinds
        who = "; ".join([*(KIND_WORDS[kind] for kind in kinds), *(f"lĩnh vực {one}" for one in selector.sectors)])
    left_out = ", ".join(names.get(code, code) for code in selector.excepted)
    return f"{who}, trừ {left_out}" if left_out else who
