"""The sentences of sums over units: what the reports come to, from whom, who is missing, how it is counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from handlers.messages import Button, Reply
from handlers.wording import DUNG, HUY, shortened
from handlers.wording.board import fitting
from handlers.wording.report import capital
from knowledge.numbers import written
from union.indicators import Basis, Indicator, Kind, OverUnits
from union.ledger import Amount, Standing, share
from union.rollup import Rollup

LINES_MOST, NAMES_MOST, NAMES_EACH, UNITS_MOST, SHORT_TEXT = 6, 15, 5, 15, 700
AREA = "area"
COMPARED = {">=": "từ {} trở lên", ">": "trên {}", "=": "{}", "~": "khoảng {}", "<=": "không quá {}", "<": "dưới {}"}
BASIS_NOTES = {Basis.GROSS: "", Basis.NET: "đã trừ số giảm", Basis.STOCK: "số hiện có"}
MEMBERS = "đoàn viên"
CACH_TINH = Button("Xác nhận cách tính", "cách tính")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that are added up, by name; `is_year` where a year's target may be set beside the sum."""

    name: str
    period: str = ""
    """The bare name, for a sentence that asks for the same days."""
    is_year: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the reports that were due are in, and whose are missing: by period where there are several."""

    reports: int
    of: int
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The name of a period with short names of units; the name is empty where only one was asked for."""


def short_measure(indicator: Indicator, value: Decimal) -> str:
    """'120 đoàn viên', '4,2%'."""
    if indicator.kind is Kind.PERCENT:
        return f"{written(value)}%"
    return f"{written(value)} {indicator.measure}".rstrip()


def aim_words(indicator: Indicator) -> str:
    """'từ 96% trở lên', '120 đoàn viên', '6 đến 8 buổi'; empty where the target sets no figure of the area."""
    comparator, _, value = indicator.aim.partition(" ")
    if comparator == "range":
        low, _, high = value.partition("..")
        return f"{written(Decimal(low))} đến {short_measure(indicator, Decimal(high))}" if high else ""
    figure, _, per = value.partition(" ")
    if comparator not in COMPARED or not figure:
        return ""
    words = COMPARED[comparator].format(short_measure(indicator, Decimal(figure)))
    return f"{words} mỗi CĐCS" if per else words


def aim_of(indicator: Indicator) -> Decimal | None:
    """The figure that the area has to reach; None for a ceiling, a range or an average per unit."""
    comparator, _, value = indicator.aim.partition(" ")
    return Decimal(value) if comparator in {">=", ">", "=", "~"} and " " not in value.strip() and value else None


def sum_words(rollup: Rollup, *, with_share: bool) -> str:
    """'32 đoàn viên', '412/420', 'ước 5 cuộc'; the percentage of a ratio only where the way to count is confirmed."""
    amount = rollup.amount
    if amount is None or amount.value is None:
        return "chưa có số"
    about = "ước " if amount.standing is Standing.ESTIMATE else ""
    if amount.denominator is not None and amount.numerator is not None:
        parts = f"{written(amount.numerator)}/{written(amount.denominator)}"
        return f"{about}{parts}{f' ({written(amount.value)}%)' if with_share and amount.denominator else ''}"
    if rollup.indicator.over_units is OverUnits.YES:
        return f"{about}{written(amount.value)} đơn vị"
    return f"{about}{short_measure(rollup.indicator, amount.value)}"


class Way(StrEnum):
    """How a target is counted, as it is said beside the sum: a percentage only where the sum is what counts."""

    SUM = ""
    UNCONFIRMED = "chưa xác nhận cách tính"
    UNIT = "tính riêng từng đơn vị"
    AVERAGE = "tính bình quân các đơn vị"
    SHARE = "tính tỷ lệ đơn vị đạt"
    NET = "tính số thực tăng"
    STOCK = "tính số hiện có"
    GROSS = "tính số mới, không trừ giảm"


WAYS = {"unit": Way.UNIT, "average": Way.AVERAGE, "share": Way.SHARE}
BASES_MEANT = {Basis.GROSS: Way.GROSS, Basis.NET: Way.NET, Basis.STOCK: Way.STOCK}


def target_line(rollup: Rollup, stretch: Stretch, way: Way) -> str:
    """'• Kết nạp đoàn viên mới: 32/120 đoàn viên (26,7%)', or the sum alone where it is not known to be the way."""
    item = rollup.indicator
    aim = aim_words(item)
    if way is not Way.SUM:
        notes = [*([f"chỉ tiêu {aim}"] if aim else []), way]
        return f"• {called(item)}: {sum_words(rollup, with_share=False)} ({'; '.join(notes)})"
    wanted = aim_of(item)
    amount = rollup.amount
    if item.kind is Kind.PERCENT or wanted is None or not stretch.is_year or amount is None or amount.value is None:
        return f"• {called(item)}: {sum_words(rollup, with_share=True)}{f' (chỉ tiêu {aim})' if aim else ''}"
    done = f"{written(amount.value)}/{short_measure(item, wanted)}"
    about = "ước " if amount.standing is Standing.ESTIMATE else ""
    return f"• {called(item)}: {about}{done} ({written(share(amount.value, wanted))}%)"


def called(item: Indicator) -> str:
    """The indicator's name, with what keeps a net or a stock figure from being taken for new members."""
    note = basis_note(item)
    is_plain = not note or (item.basis is Basis.STOCK and item.name.lower().startswith(("tổng", "số ")))
    return capital(item.name) if is_plain else f"{capital(item.name)} ({note})"


def basis_note(item: Indicator) -> str:
    """'chưa trừ số giảm' of members newly admitted; what is said of a figure's basis."""
    is_admitted = item.kind is Kind.PEOPLE and item.measure == MEMBERS and item.basis is Basis.GROSS
    return "chưa trừ số giảm" if is_admitted else BASIS_NOTES[item.basis]


def method_says(item: Indicator) -> str:
    """'cách tính kết nạp đoàn viên mới'."""
    return fitting(f"cách tính {item.name[:1].lower() + item.name[1:]}")


def targets(
    office: str, stretch: Stretch, coverage: Coverage, lines: Sequence[str], without: Sequence[str]
) -> tuple[Reply, str]:
    """Where each target of the programme stands by what was handed in, and all of it where the message is cut."""
    top = f"Chỉ tiêu của {office}, theo báo cáo đã nộp, {stretch.name}; {covered(coverage)}."
    rest = [f"Báo cáo chưa hỏi: {'; '.join(without)}."] if without else []
    ask = ["Nhắn “cách tính” để xác nhận cách tính."] if any(Way.UNCONFIRMED in line for line in lines) else []
    note = [] if stretch.is_year else ["Nhắn “tình hình chỉ tiêu năm nay” để xem lũy kế."]
    buttons = (CACH_TINH,) if ask else ()
    whole = "\n".join([top, *lines, *rest, *ask, *note])
    if len(whole) <= SHORT_TEXT:
        return Reply(whole, buttons), ""
    shown = lines[:LINES_MOST]
    left = f"Còn {len(lines) - len(shown) + len(without)} chỉ tiêu, nhắn “chi tiết”."
    return Reply(
        "\n".join([top, *shown, *([left] if len(lines) > len(shown) or without else []), *ask]), buttons
    ), whole


def covered(coverage: Coverage) -> str:
    """'từ 44/51 đơn vị; thiếu: THCS Lá Xanh, …', or over several periods 'từ 22/24 báo cáo; thiếu tháng 10: …'."""
    is_one = not any(name for name, _ in coverage.missing)
    what = "đơn vị" if is_one else "báo cáo đến hạn"
    head = f"từ {coverage.reports}/{coverage.of} {what}"
    if not coverage.missing:
        return f"{head}; không thiếu đơn vị nào"
    most = NAMES_MOST if is_one else NAMES_EACH
    told = [f"{name}: {listed(units, most)}" for name, units in coverage.missing]
    return f"{head}; thiếu{'' if is_one else ' '}{'; '.join(told)}"


def listed(names: Sequence[str], most: int) -> str:
    """The names, so many at most, and how many there are beside them."""
    more = f" và {len(names) - most} đơn vị nữa" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def no_reports(stretch: Stretch) -> Reply:
    """Nothing was to be handed in for the stretch."""
    return Reply(f"Chưa có kỳ báo cáo nào trong {stretch.name} nên chưa có số để cộng.")


def no_programme(office: str) -> Reply:
    """The library holds no programme of the office that is in force."""
    return Reply(
        f"Chưa có chương trình còn hiệu lực của {office} trong văn bản nên chưa có chỉ tiêu để theo dõi. "
        "Nhắn ví dụ “tổng kết nạp tháng này” để xem một số."
    )


def one_sum(
    rollup: Rollup, stretch: Stretch, coverage: Coverage, *, unknown: Sequence[str], bare: Sequence[str]
) -> Reply:
    """One indicator's sum with the missing named as missing."""
    item = rollup.indicator
    if not rollup.is_asked:
        return Reply(f"Báo cáo đã nộp của {stretch.name} không có mục “{item.name}” nên không cộng được.")
    text = f"{called(item)}, {stretch.name}: {sum_words(rollup, with_share=False)}, {covered(coverage)}."
    if unknown:
        text += f" Báo “chưa rõ”: {', '.join(unknown[:NAMES_MOST])}."
    if bare:
        text += f" Chỉ báo tỷ lệ, thiếu số chia nên chưa cộng: {', '.join(bare[:NAMES_MOST])}."
    return Reply(f"{text} Số đang khai chưa tính.")


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What one unit handed in of a figure."""

    unit: str
    amount: Amount


def with_units(reply: Reply, item: Indicator, told: Sequence[OfUnit]) -> tuple[Reply, str]:
    """The sum with the figure of each unit beneath it, and all of it where the message is cut."""
    lines = [
        f"• {each.unit}: {sum_words(Rollup(item, each.amount), with_share=False)}"
        for each in sorted(told, key=lambda each: each.unit)
    ]
    whole = "\n".join([reply.text, *lines])
    if len(lines) <= UNITS_MOST:
        return replace(reply, text=whole), ""
    left = f"Còn {len(lines) - UNITS_MOST} đơn vị, nhắn “chi tiết”."
    return replace(reply, text="\n".join([reply.text, *lines[:UNITS_MOST], left])), whole


def which_indicator(choices: Sequence[tuple[str, str]]) -> Reply:
    """Several indicators are called so."""
    return Reply("Đồng chí hỏi số nào?", tuple(Button(name[:40], fitting(says)) for name, says in choices[:4]))


# How a target is counted


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target with the way to count it that is proposed."""

    name: str
    aim: str
    cited: str
    is_ratio: bool
    note: str


def proposal_of(item: Indicator, cited: str) -> Proposal:
    """The way to count that is proposed for an indicator: over the whole area, on its own basis."""
    return Proposal(item.name, aim_words(item), cited, item.over_units is OverUnits.RATIO, basis_note(item))


def propose(one: Proposal, by: str = "") -> Reply:
    """How the target would be counted, to be confirmed; `by` confirmed it before."""
    way = "cộng tử số, cộng mẫu số của mọi đơn vị rồi chia" if one.is_ratio else "cộng số của mọi đơn vị trong khu vực"
    aim = f" ({one.aim}; {one.cited})" if one.aim else f" ({one.cited})"
    before = f" Cách này đã được {by} xác nhận." if by else ""
    return Reply(
        f"Cách tính chỉ tiêu “{one.name}”{aim}: {way}{f', {one.note}' if one.note else ''}.{before} "
        "Đúng thì nhắn “đúng”, chưa đúng nhắn “huỷ”.",
        (DUNG, HUY),
    )


def confirmed(name: str, method: str) -> Reply:
    """The way to count is confirmed: from now on it stands beside its target."""
    return Reply(
        f"Đã xác nhận cách tính “{name}”: {method}. Nhắn “tình hình chỉ tiêu” để xem kết quả so với chỉ tiêu.",
        (Button("Tình hình chỉ tiêu", "tình hình chỉ tiêu"),),
    )


def way_words(one: Proposal) -> str:
    """'cộng mọi đơn vị'."""
    return "cộng tử số, mẫu số mọi đơn vị" if one.is_ratio else "cộng mọi đơn vị"


def not_confirmed(name: str, by: str = "") -> Reply:
    """The proposal was not taken; `by` confirmed it before, which stays."""
    if by:
        return Reply(f"Cách tính “{name}” đã được {by} xác nhận vẫn giữ nguyên.")
    return Reply(f"Chưa xác nhận cách tính “{name}”; trợ lý vẫn chỉ nêu tổng số, không so với chỉ tiêu.")


def which_target(choices: Sequence[tuple[str, str]]) -> Reply:
    """Whose way to count is meant."""
    buttons = tuple(Button(shortened(name, 40), fitting(says)) for name, says in choices[:4])
    if not buttons:
        return Reply("Chương trình còn hiệu lực của Văn phòng chưa có chỉ tiêu nào để xác nhận cách tính.")
    return Reply("Đồng chí xác nhận cách tính của chỉ tiêu nào?", buttons)


def only_staff() -> Reply:
    """Whoever has no seat in the office does not decide this."""
    return Reply("Cách tính chỉ tiêu do cán bộ Văn phòng xác nhận.")


def yes_or_leave() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “đúng” để xác nhận cách tính, “huỷ” nếu không.", (DUNG, HUY))


def no_longer() -> Reply:
    """The target has gone, or is another office's."""
    return Reply("Chỉ tiêu này không còn trong chương trình của Văn phòng nên trợ lý chưa ghi gì.")
