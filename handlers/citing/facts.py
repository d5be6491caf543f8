"""How is one fact said: a figure with its comparator, a duty, a milestone, a thing about the document."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from handlers.citing.source import capital, owner
from knowledge.dates import Period, written_day
from knowledge.document import Comparator, Header, Milestone
from knowledge.numbers import written
from knowledge.result import (
    Answer,
    Asked,
    Citation,
    Comparison,
    Conflict,
    Found,
    Kind,
    Standing,
    Told,
    Value,
)
from knowledge.text import fold


def figure(value: Value) -> str:
    """The figure with its comparator: '96% trở lên', 'ít nhất 1 đoàn viên', 'khoảng 18.000', '13 đến 15 CĐCS'."""
    amount = _measured(value.value, value.unit)
    match value.comparator:
        case Comparator.AT_LEAST:
            return f"{amount} trở lên" if value.unit == "%" else f"ít nhất {amount}"
        case Comparator.MORE:
            return f"trên {amount}"
        case Comparator.ABOUT:
            return f"khoảng {amount}"
        case Comparator.AT_MOST:
            return f"không quá {amount}"
        case Comparator.LESS:
            return f"dưới {amount}"
        case Comparator.RANGE if value.value_max is not None:
            return f"{written(value.value)} đến {_measured(value.value_max, value.unit)}"
        case _:
            return amount


def _measured(amount: Decimal, unit: str) -> str:
    return f"{written(amount)}%" if unit == "%" else f"{written(amount)} {unit}".strip()


def fact(value: Value) -> str:
    """'Phát triển tăng thêm đoàn viên: 10 đoàn viên (toàn huyện).'"""
    about = beside(value)
    by_office = " Số này do Văn phòng đính chính, nguyên văn ghi khác." if value.by_office else ""
    return f"{capital(_closed(value.subject))}: {figure(value)}{about}.{by_office}"


def _closed(subject: str) -> str:
    """A subject that begins or ends within a quotation of its sentence has both marks, or none."""
    bare = subject.removeprefix("“- ").removeprefix("- ")
    lacks = bare.count("”") - bare.count("“")
    return f"“{bare}" if lacks > 0 else f"{bare}”" if lacks < 0 else bare


def beside(value: Value) -> str:
    """' (toàn huyện; hết nhiệm kỳ)': whom the figure is of and until when, where the subject does not say it."""
    about = [part for part in (value.scope, _due(value)) if part and fold(part) not in fold(value.subject)]
    return f" ({'; '.join(about)})" if about else ""


def _due(value: Value) -> str:
    """A due that is more than the document's own year."""
    return value.due if value.is_of_own_year or not fold(value.due).startswith("nam ") else ""


def told(told: Told) -> str:
    """'Về năm 2025, văn bản này ghi: “năm 2025: 86,7%”.'"""
    return f"Về {period(told.period)}, văn bản này ghi: “{told.words}”."


def period(asked: Period) -> str:
    """'năm 2025', 'giai đoạn 2020-2025'."""
    return asked.name if not asked.name[0].isdigit() else f"giai đoạn {asked.name}"


def flag(conflict: Conflict) -> str:
    """A figure that the document itself contradicts: both are said with their places, and neither is mended."""
    said = figure(conflict.value)
    if conflict.against is not None and conflict.against.values:
        other = "; ".join(figure(value) for value in conflict.against.values)
        place = conflict.against.citation.place
        return f"Lưu ý: {place or 'chỗ khác'} của chính văn bản này ghi {other}, khác {said}; cần hỏi lại Văn phòng."
    if conflict.reckoned is not None:
        return (
            f"Lưu ý: văn bản ghi tổng {said}, còn cộng các phần trong câu ra {written(conflict.reckoned)}"
            " (trợ lý tính); cần hỏi lại Văn phòng."
        )
    return f"Lưu ý: văn bản tự ghi khác nhau về mức {said}; cần hỏi lại Văn phòng."


DAY_DUE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
BOUNDS: Final = "trước|chậm nhất|muộn nhất|đến hết"
LACKED: Final = {
    Kind.MONEY: "số tiền",
    Kind.PERCENT: "tỷ lệ phần trăm",
    Kind.COUNT: "số lượng",
    Kind.REST: "nội dung còn lại",
}
TO_QUOTE: Final = "Nội dung còn lại được hỏi cùng chưa tách được, đồng chí xem nguyên văn."


def lacking(lacks: Sequence[Kind]) -> list[str]:
    """What was asked for in the same breath, and is not there: said, since silence would look like an answer."""
    named = [LACKED[each] for each in lacks if each in LACKED]
    lines = [f"Chưa tìm thấy {' và '.join(named)} được hỏi cùng."] if named else []
    return [*lines, TO_QUOTE] if Kind.QUOTED in lacks else lines


def higher(comparison: Comparison, options: Sequence[Answer]) -> str:
    """Which of the options is higher, by our own reckoning: 'Công đoàn A, năm 2026 cao hơn: 40 căn so với 25 căn.'"""
    if comparison.higher is None:
        return f"Các bên bằng nhau: {_only_figure(options[0])}."
    best = options[comparison.higher]
    rest = [option for place, option in enumerate(options) if place != comparison.higher]
    others = ", ".join(_only_figure(option) for option in rest)
    said = f"{owner(best.found[0].citation.header)} cao hơn: {_only_figure(best)} so với {others}."
    if comparison.difference is None:
        return said
    unit = "điểm phần trăm" if comparison.unit == "%" else comparison.unit
    return f"{said} Chênh {written(comparison.difference)} {unit} (trợ lý tính)."


def _only_figure(option: Answer) -> str:
    return next((figure(value) for found in option.found for value in found.values), "")


def duty_line(found: Found) -> str:
    """'Các CĐCS trực thuộc báo cáo tháng, 6 tháng, năm; gửi về …, qua ….'; what the paper leaves open is left out."""
    lines = []
    for duty in found.duties:
        who = f"{capital(duty.reporter)} báo cáo" if duty.reporter else "Báo cáo"
        way = f"; gửi về {duty.recipient}" if duty.recipient else ""
        through = f", qua {duty.through}" if duty.through else ""
        due = f"; hạn: {duty.due}" if duty.due else ""
        named = ", ".join(duty.cadence).removeprefix("định kỳ")
        cadence = (named if named == "đột xuất" else f"định kỳ {named}").strip().replace("  ", " ")
        lines.append(f"{who} {cadence}{way}{through}{due}.")
    return " ".join(lines)


def milestone(milestone: Milestone, sentence: str) -> str:
    """'Bàn giao nhà: trước 15/12/2026', as its sentence bounds the day."""
    month_only = re.fullmatch(r"\d{1,2}/\d{4}", milestone.due) is not None
    bound = _bound(milestone.due, sentence)
    return f"{capital(milestone.text)}: {bound}{'tháng ' if month_only else ''}{milestone.due}."


def _bound(due: str, sentence: str) -> str:
    """'trước ' or 'chậm nhất ', where the sentence has it right before this day, however it writes that."""
    day = DAY_DUE.fullmatch(due)
    if day is None:
        return ""
    date, month, year = (int(part) for part in day.groups())
    written = rf"0?{date}\s?(?:[/.-]\s?|\s*tháng\s+)0?{month}(?:(?:[/.-]|\s+năm\s+){year})?(?!\d|[/.-]\d)"
    said = re.search(rf"\b({BOUNDS})\s+(?:là\s+)?(?:ngày\s+)?{written}", sentence, re.IGNORECASE)
    return f"{said[1].lower()} " if said else ""


def about_fact(asked: Asked, header: Header, citation: Citation) -> str:
    match asked:
        case Asked.NUMBER:
            said = f"Số {header.number}." if header.number else "Văn bản này không ghi số."
            return _noted(said, header.number_note)
        case Asked.DATE:
            day = written_day(header.issued_on) if header.issued_on else ""
            return _noted(f"Ban hành ngày {day}." if day else "Văn bản không ghi ngày ban hành.", header.issued_note)
        case Asked.SIGNER:
            return f"Người ký: {', '.join(part for part in (header.signer, header.signer_role) if part)}."
        case Asked.ISSUER:
            return f"Nơi ban hành: {header.issuer}."
        case Asked.THEME:
            return f"Chủ đề: {_quoted(header.theme or '', citation)}."
        case Asked.MOTTO:
            return f"Phương châm: {_quoted(header.motto or '', citation)}."
        case Asked.VALIDITY:
            return _validity(header, citation)
        case Asked.ISSUED_AT:
            return f"Nơi ban hành: {header.issued_at}." if header.issued_at else "Văn bản không ghi địa danh ban hành."
        case Asked.RECIPIENTS:
            return f"Nơi nhận: {'; '.join(each.rstrip(' ;.') for each in header.recipients)}."
        case _:
            return f"{header.title}."


def _noted(said: str, note: str | None) -> str:
    return f"{said} {capital(note)}." if note else said


def _quoted(words: str, citation: Citation) -> str:
    return f"“{words}”" if citation.quote else words


def _validity(header: Header, citation: Citation) -> str:
    days = ""
    if header.valid_from and header.valid_to:
        days = f" (từ {written_day(header.valid_from)} đến {written_day(header.valid_to)})"
    said = f"Áp dụng cho {header.period or 'thời gian ghi trong văn bản'}{days}."
    return f"Đang có hiệu lực. {said}" if citation.standing is Standing.IN_FORCE else said
