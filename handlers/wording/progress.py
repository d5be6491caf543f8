"""The sentences of progress in a line: what was understood, what it does, what was recorded, what is asked back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from handlers.messages import BUTTON_SAYS_MAX_BYTES, Button, Reply
from handlers.wording import DUNG, HUY, number, shortened
from knowledge.dates import VIETNAM, Period
from knowledge.document import Comparator
from knowledge.numbers import written
from knowledge.text import fold
from union.indicators import Indicator, IndicatorId, Kind, OverTime
from union.ledger import Amount, Entry, EntryId, Standing

SPOKEN = {
    IndicatorId("ket-nap-moi"): "kết nạp mới",
    IndicatorId("dang-uu-tu"): "giới thiệu cho Đảng",
}
"""What is said so often that its figure follows without a colon."""
DRAFT_ONLY = "Đã ghi nháp, Văn phòng chưa thấy."
EXAMPLE = "“tháng này kết nạp 3 đoàn viên, thăm hỏi 2 lượt”"
ADD_BUTTON = "cộng thêm"
SET_BUTTON = "thay số cũ"
KEEP_WORDS = "giữ nguyên"
BOTH_WORDS = "cả hai"
ZERO = Decimal(0)


# Pieces


def name_of(indicator: Indicator) -> str:
    """'kết nạp mới', 'thăm hỏi đoàn viên, người lao động': as it stands inside a sentence."""
    name = SPOKEN.get(indicator.id, indicator.name.partition(" (")[0])
    is_short_form = name[:2].isupper()
    return name if is_short_form else name[:1].lower() + name[1:]


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def figure(amount: Amount, indicator: Indicator) -> str:
    """'5 đoàn viên', '120/130 (92,3%)', 'ước 30 người', 'chưa rõ'."""
    if amount.standing is Standing.UNKNOWN:
        return "chưa rõ"
    if amount.standing is Standing.NOT_APPLICABLE:
        return "không áp dụng"
    about = "ước " if amount.standing is Standing.ESTIMATE else ""
    assert amount.value is not None
    if indicator.kind is Kind.PERCENT:
        share = f"{written(amount.value)}%"
        if amount.numerator is not None and amount.denominator is not None:
            return f"{about}{written(amount.numerator)}/{written(amount.denominator)} ({share})"
        return f"{about}{share}"
    return f"{about}{written(amount.value)} {indicator.measure}".rstrip()


def bare_figure(amount: Amount, indicator: Indicator) -> str:
    """The same without the measure where it is plain what is counted: '5', '95%', '12.500.000 đồng'."""
    if indicator.kind in {Kind.PERCENT, Kind.MONEY} or amount.value is None:
        return figure(amount, indicator)
    return f"{'ước ' if amount.standing is Standing.ESTIMATE else ''}{written(amount.value)}"


def said_figure(indicator: Indicator, amount: Amount) -> str:
    """'kết nạp mới 5 đoàn viên', 'thăm hỏi đoàn viên, người lao động: 3 lượt người'."""
    joint = " " if indicator.id in SPOKEN and amount.value is not None else ": "
    return f"{name_of(indicator)}{joint}{figure(amount, indicator)}"


def said_figure_of(indicator: Indicator, amount: Amount, period: str) -> str:
    """'kết nạp mới 5 đoàn viên (tháng 10/2026)'; without a period where it is plain which."""
    return f"{said_figure(indicator, amount)}{f' ({period})' if period else ''}"


def not_named_yet(text: str) -> str:
    """A figure of which it is still to be asked what it is."""
    return f"“{shortened(text, 40)}” (chưa rõ mục)"


def day(when: date) -> str:
    """'01/12/2025'."""
    return when.strftime("%d/%m/%Y")


def clock(at: datetime) -> str:
    """'09:12'."""
    return at.astimezone(VIETNAM).strftime("%H:%M")


def moment(at: datetime, today: date) -> str:
    """'09:12', or '09:12 ngày 20/11' on another day."""
    home = at.astimezone(VIETNAM)
    return clock(at) if home.date() == today else home.strftime("%H:%M ngày %d/%m")


@dataclass(frozen=True, slots=True)
class Goal:
    """What was set: for the unit alone, or by a programme for all units together."""

    comparator: Comparator
    value: Decimal
    is_own: bool
    years: str = ""
    per_unit: bool = False

    def words(self, indicator: Indicator) -> str:
        """'120 đoàn viên năm 2026', 'từ 96% trở lên nhiệm kỳ 2023-2028'."""
        measure = "%" if indicator.kind is Kind.PERCENT else f" {indicator.measure}".rstrip()
        plain = f"{written(self.value)}{measure}"
        text = {
            Comparator.AT_LEAST: f"ít nhất {plain}", Comparator.MORE: f"trên {plain}",
            Comparator.ABOUT: f"khoảng {plain}", Comparator.AT_MOST: f"không quá {plain}",
            Comparator.LESS: f"dưới {plain}",
        }.get(self.comparator, plain)  # fmt: skip
        each = "bình quân mỗi CĐCS " if self.per_unit else ""
        return f"{each}{text} {self.years}".rstrip()


REACHED = (Comparator.AT_LEAST, Comparator.MORE, Comparator.EXACT, Comparator.ABOUT)
"""What is left can be told where a figure has to be reached."""


@dataclass(frozen=True, slots=True)
class Come:
    """How far an indicator has come since a day."""

    indicator: Indicator
    start: date
    sum: Amount | None
    goal: Goal
    is_gross: bool = False

    @property
    def n_of_m(self) -> str:
        """'7/8', where a figure was assigned to this unit and both are counts; else nothing."""
        if not self.goal.is_own or self.indicator.kind is Kind.PERCENT:
            return ""
        done = self.sum.value if self.sum and self.sum.value is not None else Decimal(0)
        about = "ước " if self.sum and self.sum.standing is Standing.ESTIMATE else ""
        return f"{about}{written(done)}/{written(self.goal.value)}"


def come(item: Come) -> str:
    """One sentence: n of m where the unit has a figure of its own; else what all are asked, and that it is for all."""
    name = capital(name_of(item.indicator))
    since = "" if item.indicator.over_time is OverTime.LAST else f" từ {day(item.start)}"
    gross = " (chưa trừ số chuyển đi)" if item.is_gross else ""
    if item.n_of_m:
        return f"{name}{since}: {item.n_of_m} {item.indicator.measure} giao cho đơn vị{gross}."
    done = figure(item.sum, item.indicator) if item.sum else "chưa có số"
    if item.goal.is_own:
        return f"{name}{since}: {done}; giao cho đơn vị {item.goal.words(item.indicator)}."
    return (
        f"{name}{since}: {done}{gross}; chỉ tiêu chung toàn khu vực "
        f"({item.goal.words(item.indicator)}), chưa giao riêng cho đơn vị."
    )


# What was understood


@dataclass(frozen=True, slots=True)
class Item:
    """One record as it is repeated back. `stood` and `after` are set where something stands already."""

    period: Period
    indicator: Indicator
    amount: Amount
    way: str = "set"
    stood: Amount | None = None
    after: Amount | None = None
    come: Come | None = None
    note: str = ""
    part: str = ""
    """The shorter period that was said, where a figure for the longer one stands already."""


def change(item: Item) -> str:
    """'Thay 5 bằng 6 (không cộng thêm), lũy kế thành 8/8', 'Cộng 2 vào 5 thành 7'; empty where nothing stood."""
    if item.stood is None or item.after is None:
        return ""
    if item.way == "set" and item.stood == item.amount:
        return "Đã ghi từ trước, giữ nguyên"
    old, new = bare_figure(item.stood, item.indicator), bare_figure(item.amount, item.indicator)
    after = bare_figure(item.after, item.indicator)
    so_far = f", lũy kế thành {item.come.n_of_m}" if item.come and item.come.n_of_m else ""
    if item.way == "add":
        return f"Cộng {new} vào {old} thành {after}{so_far}"
    if item.way == "last":
        return f"Thay số vừa cộng bằng {new}, tổng {old} thành {after}{so_far}"
    return f"Thay {old} bằng {new} (không cộng thêm){so_far}"


def echo(unit: str, items: Sequence[Item], *, with_name: str = "") -> Reply:
    """What will be recorded, by period, before anything is."""
    lines: list[str] = []
    for period in dict.fromkeys(item.period for item in items):
        lines.append(f"{capital(period.name)}, {unit}:")
        lines += [f"• {bullet(item)}" for item in items if item.period == period]
    if with_name:
        lines.insert(0, with_name)
    lines.append("Đúng thì nhắn “đúng”; sai mục nào nhắn lại mục đó.")
    return Reply("\n".join(lines), (DUNG, HUY), in_words=True)


def bullet(item: Item) -> str:
    """One record on its line, with what it does."""
    text = said_figure(item.indicator, item.amount)
    done = change(item)
    if done:
        text += f" – {done[:1].lower()}{done[1:]}"
    elif item.come and item.come.n_of_m:
        text += f", lũy kế thành {item.come.n_of_m}"
    inside = f" ({item.part} nằm trong {item.period.name})" if item.part else ""
    return f"{text}{item.note}{inside}"


def one_change(item: Item, heading: str) -> Reply:
    """A single figure that changes one that stands: 'Thay 5 bằng 6 (không cộng thêm), …. Đúng không ạ?'."""
    text = f"{heading}{change(item)}{item.note}. Đúng không ạ?"
    return Reply(text, (DUNG, HUY), in_words=True)


def heading_of(item: Item, unit: str) -> str:
    """Which figure is meant, where it is not the one that was just spoken of."""
    return f"{capital(item.period.name)}, {unit}, {name_of(item.indicator)}:\n"


def zeros_heading(period: str, count: int) -> str:
    """Above the list of what 'không có gì mới' would write."""
    return f"Báo cáo {period} còn trống {count} mục số liệu, ghi như sau:"


# What is asked back


def which_unit(units: Sequence[str], text: str) -> Reply:
    """Several units are the speaker's."""
    listed = "\n".join(f"• {unit}" for unit in units)
    asked = f"“{shortened(text)}” là của đơn vị nào?" if text else "Đồng chí xem của đơn vị nào?"
    buttons = tuple(Button(unit, says) for unit in units if fits(says := unit_says(unit)))
    return Reply(f"{asked}\n{listed}", buttons, in_words=True)


def unit_says(unit: str) -> str:
    """What tapping a unit says."""
    return fitted(f"số liệu của {unit}")


def fitted(says: str) -> str:
    """A sentence short enough for a button: without marks where it is too long with them."""
    return says if fits(says) else fold(says)


def fits(says: str) -> bool:
    """Whether a button can carry it."""
    return len(says.encode()) <= BUTTON_SAYS_MAX_BYTES


def which_indicator(words: str, options: Sequence[tuple[Indicator, str]], period: str = "") -> Reply:
    """More than one fits: each with the sentence that choosing it says. `period`: of which it is, where not today's."""
    listed = "\n".join(f"• {name_of(indicator)}" for indicator, _ in options)
    buttons = tuple(Button(shortened(indicator.name, 40), says) for indicator, says in options)
    asked = f"“{shortened(words)}” là số nào{f' của {period}' if period else ''}?"
    return Reply(f"{asked}\n{listed}\nĐồng chí nhắn tên một mục, hoặc “huỷ”.", buttons, in_words=True)


def option_says(indicator: Indicator, amount: Amount | None) -> str:
    """'Kết nạp đoàn viên mới 5 đoàn viên': complete in itself."""
    whole = f"{indicator.name} {figure(amount, indicator)}" if amount and amount.value is not None else indicator.name
    for says in (whole, fold(whole), indicator.name, fold(indicator.name)):
        if fits(says):
            return says
    return fold(indicator.name).encode()[:BUTTON_SAYS_MAX_BYTES].decode(errors="ignore")


def name_the_figure(words: str, odd: str = "", *, again: bool = False) -> Reply:
    """A figure without a name, and what is odd about it besides; asked twice at most."""
    if odd:
        return Reply(
            f"{odd.rstrip('.')}, và chưa rõ “{shortened(words, 40)}” là số liệu gì. Chưa ghi gì. "
            f"Đồng chí nhắn tên số liệu kèm số đúng, ví dụ “thu đoàn phí 95%”, hoặc “huỷ”."
        )
    if again:
        return Reply(f"Vẫn chưa rõ “{shortened(words, 40)}” là số liệu gì. Nhắn tên số liệu, không thì số này bỏ qua.")
    return Reply(
        f"“{shortened(words, 40)}” là số liệu gì? Đồng chí nhắn tên số liệu, ví dụ “kết nạp đoàn viên”, hoặc “huỷ”."
    )


def skipped(words: str) -> str:
    """A figure that nobody could name is not recorded."""
    return f"Bỏ qua “{shortened(words, 40)}” vì chưa rõ là số liệu gì, chưa ghi số này."


def figure_wanted(name: str) -> Reply:
    """One of the figures that wait was named, without another figure."""
    return Reply(
        f"{capital(name)} là bao nhiêu? Nhắn kèm con số, ví dụ “{name} 3”; không sửa thì nhắn “đúng”.",
        (DUNG, HUY),
        in_words=True,
    )


def delete_first() -> Reply:
    """A figure is told while it is asked whether others shall go."""
    return Reply(
        "Trợ lý chưa rõ ý. Đang hỏi việc bỏ số: nhắn “đúng” để bỏ, “huỷ” để giữ nguyên. Số mới xin nhắn sau đó.",
        (DUNG, HUY),
        in_words=True,
    )


def name_the_item(names: Sequence[str]) -> Reply:
    """A bare figure where several records wait."""
    return Reply(f"Số này là của mục nào: {'; '.join(names)}? Đồng chí nhắn tên mục kèm con số.", in_words=True)


def both_or_last(indicator: Indicator, first: tuple[Amount, Period], last: tuple[Amount, Period]) -> Reply:
    """The same indicator for another period: beside the figure that waits, or in its place."""
    both = " và ".join(f"{period.name} ({bare_figure(amount, indicator)})" for amount, period in (first, last))
    only = only_says(last[1])
    return Reply(
        f"{capital(name_of(indicator))}: ghi cả {both}, hay chỉ ghi {last[1].name}?\n"
        f"Nhắn “{BOTH_WORDS}”, hoặc “{only}”; “huỷ” thì thôi.",
        (Button(capital(BOTH_WORDS), BOTH_WORDS), Button(capital(only), only), HUY),
        in_words=True,
    )


def only_says(period: Period) -> str:
    """What choosing one of two periods says."""
    return f"chỉ {period.name}"


def set_or_add(unit: str, item: Item, at: datetime | None, today: date) -> Reply:
    """The same indicator and period again: in place of what stands, or on top of it."""
    assert item.stood is not None
    assert item.after is not None
    old, new = figure(item.stood, item.indicator), bare_figure(item.amount, item.indicator)
    when = f" (lúc {moment(at, today)})" if at else " trong tin này"
    text = (
        f"{capital(item.period.name)}, {unit} đã ghi {name_of(item.indicator)} {old}{when}. "
        f"Số {new} là thay hay cộng thêm?\n"
        f"Nhắn “thay” thì thành {new}; “cộng thêm” thì thành {bare_figure(item.after, item.indicator)}; "
        "“huỷ” thì thôi."
    )
    if item.part:
        text += f"\nSố của {item.part} mà đã tính trong {item.period.name} rồi thì nhắn “{KEEP_WORDS}”."
    buttons = (Button(f"Thay, thành {new}", SET_BUTTON), Button("Cộng thêm", ADD_BUTTON), HUY)
    return Reply(text, buttons, in_words=True)


def last_or_all(item: Item, last: Amount, after_last: Amount) -> Reply:
    """A correction where several entries make the sum: of the newest, or of all."""
    assert item.stood is not None
    new, old = bare_figure(item.amount, item.indicator), bare_figure(last, item.indicator)
    text = (
        f"{capital(item.period.name)}, {name_of(item.indicator)} đang là {figure(item.stood, item.indicator)}, "
        f"vừa cộng {old}. Số {new} thay cho số nào?\n"
        f"Nhắn “thay số vừa cộng” thì thành {bare_figure(after_last, item.indicator)}; “thay cả” thì thành {new}."
    )
    buttons = (Button("Thay số vừa cộng", "thay số vừa cộng"), Button("Thay cả", "thay cả"), HUY)
    return Reply(text, buttons, in_words=True)


def doubt(text: str, *, may_stand: bool) -> Reply:
    """Something is odd: what, and what to do."""
    sentence = text if text.endswith((".", "?")) else f"{text}."
    if may_stand:
        way = "Đồng chí xem lại rồi nhắn số đúng, hoặc “đúng” nếu vẫn ghi."
        return Reply(f"{sentence} {way}", (Button("Vẫn ghi", "đúng"), HUY), in_words=True)
    return Reply(f"{sentence} Đồng chí nhắn lại cho đúng, hoặc “huỷ”. Chưa ghi gì.", in_words=True)


def nothing_taken(text: str) -> Reply:
    """A message from which nothing can be recorded at all."""
    sentence = text if not text or text.endswith((".", "?")) else f"{text}."
    return Reply(f"{sentence} Chưa ghi gì. Đồng chí nhắn tên số liệu kèm con số, ví dụ {EXAMPLE}.".lstrip())


def doubt_text(code: str, indicator: Indicator | None, amount: Amount | None, period: Period, otherwise: str) -> str:
    """What is odd, with the figure in it; what the message itself shows comes first, the ledger's has its own words."""
    told = figure(amount, indicator) if indicator and amount else ""
    name = capital(name_of(indicator)) if indicator else ""
    value = amount.value if amount else None
    texts = {
        "pct_over_100": f"Tỷ lệ {told or (f'{written(value)}%' if value is not None else '')} vượt 100%",
        "numerator_over_denominator": f"{name} {told}: số đạt lớn hơn tổng số",
        "implausible": f"{name} {told} lớn khác thường so với chỉ tiêu",
        "negative_value": f"{name or 'Số liệu'} không thể là số âm ({written(value) if value is not None else ''})",
        "not_integer": f"{name} phải là số nguyên, không thể là {told}",
        "future_period": f"Kỳ {period.name} chưa tới, chưa có số để ghi",
        "letters_in_figure": f"{name}: con số có lẫn chữ, trợ lý không đoán",
        "range_value": f"{name}: cần một con số, hoặc “khoảng …” nếu là số ước",
        "no_number": f"{name} là bao nhiêu?",
    }
    return texts.get(code, otherwise.removesuffix(" Đồng chí xem lại giúp."))


def as_in(period: str) -> str:
    """Behind a stock that is as it was."""
    return f" (như {period})"


def ten_times(indicator: Indicator, new: Amount, old: Amount) -> str:
    """Far beyond what stood for the month before."""
    assert new.value is not None
    assert old.value
    times = written(new.value // old.value)
    return f"{capital(name_of(indicator))} {figure(new, indicator)} gấp {times} lần tháng trước ({written(old.value)})"


def over_whole(part: Indicator, of_part: Amount, whole: Indicator, of_whole: Amount) -> str:
    """A part that is more than its whole."""
    small, large = bare_figure(of_part, part), bare_figure(of_whole, whole)
    return f"{capital(name_of(part))} {small} lớn hơn {name_of(whole)} {large}"


def with_others(reply: Reply, others: Sequence[str]) -> Reply:
    """A question about one figure, with those that wait beside it."""
    if not others:
        return reply
    return replace(reply, text=f"{reply.text}\nCác số chờ ghi cùng: {'; '.join(others)}.")


def yes_or_one(name: str) -> Reply:
    """'1' may be the first choice and may be the figure."""
    return Reply(f"“1” là đồng ý, hay {name} là 1? Nhắn “đúng”, hoặc “{name} 1”.", (DUNG, HUY), in_words=True)


def yes_or_right() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply(
        "Trợ lý chưa rõ ý. Nhắn “đúng” để ghi, nhắn lại số đúng để sửa, hoặc “huỷ”.", (DUNG, HUY), in_words=True
    )


def what_is_wrong() -> Reply:
    """No to what was repeated back."""
    return Reply("Chưa ghi gì. Đồng chí nhắn lại mục sai kèm số đúng, hoặc “huỷ” để bỏ hết.", (HUY,), in_words=True)


def stands_anew() -> str:
    """Before a question that is asked again since the ledger changed in the meantime."""
    return "Số liệu vừa được ghi thêm từ nơi khác, nên xin hỏi lại."


# What was done


def recorded(lines: Sequence[str], buttons: Sequence[Button] = ()) -> Reply:
    """The receipt of a draft."""
    return Reply("\n".join((DRAFT_ONLY, *lines)), tuple(buttons))


def corrected(at: datetime, lines: Sequence[str], buttons: Sequence[Button] = ()) -> Reply:
    """The receipt of a correction."""
    return Reply("\n".join((f"Đã sửa lúc {clock(at)}. Số cũ còn trong lịch sử.", *lines)), tuple(buttons))


def after_submission(period: str, version: int) -> str:
    """A figure that changed after its report was handed in."""
    return f"Báo cáo {period} đã nộp bản {version}; số mới chưa lên báo cáo, nhắn “nộp lại” để gửi bản mới."


def report_so_far(period: str, filled: int, fields: int) -> str:
    """How far the open report has come."""
    if filled >= fields:
        return f"Báo cáo {period} đủ {filled}/{fields} mục; nhắn “gửi báo cáo” để nộp."
    return f"Báo cáo {period} có {filled}/{fields} mục; nhắn “khai” để làm tiếp."


def already(at: datetime, today: date, lines: Sequence[str]) -> Reply:
    """The same words within a day."""
    listed = "; ".join(lines)
    return Reply(
        f"Số này đã ghi lúc {moment(at, today)}, không ghi thêm: {listed}. Nếu là số mới, nhắn “cộng thêm”.",
        (Button("Là số mới, cộng thêm", ADD_BUTTON),),
        in_words=True,
    )


def unchanged(indicator: Indicator, amount: Amount, period: Period) -> Reply:
    """The figure that is wanted stands already."""
    return Reply(f"{capital(period.name)} đã là {said_figure(indicator, amount)}, không phải sửa.")


def kept_as_is() -> Reply:
    """The figure is in what stands already."""
    return Reply("Giữ nguyên số đã ghi, không ghi thêm.")


def let_go(lines: Sequence[str]) -> Reply:
    """An open question that was left for other things: what was not recorded."""
    told = f": {'; '.join(lines)}" if lines else " gì"
    return Reply(f"Câu hỏi về số liệu xin dừng ở đây, chưa ghi{told}. Khi cần ghi, đồng chí nhắn lại.")


def dropped_all() -> Reply:
    """Everything that waited was taken back."""
    return Reply("Đã bỏ, chưa ghi gì.")


def nothing_more(lines: str, at: datetime, today: date) -> str:
    """A yes while no question is open; an earlier question that was left is not answered by it."""
    return (
        "Không có câu hỏi nào đang chờ trả lời nên trợ lý chưa ghi thêm gì; câu hỏi cũ nếu có đã bỏ. "
        f"Số đồng chí ghi gần nhất: {lines} (lúc {moment(at, today)})."
    )


# Taking back


@dataclass(frozen=True, slots=True)
class Gone:
    """A figure that goes, and what is left of it."""

    entry: EntryId
    indicator: Indicator
    period: Period
    amount: Amount
    at: datetime
    left: Amount | None


def confirm_delete(gone: Sequence[Gone], today: date) -> Reply:
    """Which figures go, and what stands afterwards."""
    lines = [
        f"• {said_figure(item.indicator, item.amount)}, {item.period.name}, ghi lúc {moment(item.at, today)}"
        f" – còn lại: {figure(item.left, item.indicator) if item.left else 'chưa có số'}"
        for item in gone
    ]
    end = "Đúng thì nhắn “đúng”." if len(gone) == 1 else "Đúng thì nhắn “đúng”; chỉ bỏ một mục thì nhắn tên mục đó."
    return Reply(
        "\n".join(("Bỏ số này?" if len(gone) == 1 else "Bỏ các số này?", *lines, end)), (DUNG, HUY), in_words=True
    )


def deleted(at: datetime, gone: Sequence[Gone]) -> Reply:
    """The receipt of a deletion."""
    lines = [
        f"{capital(name_of(item.indicator))}, {item.period.name}: "
        f"{figure(item.left, item.indicator) if item.left else 'chưa có số'}."
        for item in gone
    ]
    return Reply("\n".join((f"Đã bỏ lúc {clock(at)}. Số cũ còn trong lịch sử.", *lines)))


def nothing_to_correct() -> Reply:
    """A correction or a deletion where nothing was recorded."""
    return Reply(f"Gần đây đồng chí chưa ghi số nào để sửa hay bỏ. Có số mới, đồng chí nhắn ví dụ {EXAMPLE}.")


def no_such_figure(wrong: Decimal, text: str) -> Reply:
    """A correction of a figure that was not recorded, by somebody who does not say of what it is."""
    return Reply(
        f"Gần đây đồng chí chưa ghi số nào là {written(wrong)}, nên “{shortened(text, 40)}” chưa rõ là số của mục nào. "
        "Đồng chí nhắn lại kèm tên mục."
    )


def right_figure(lines: Sequence[str], period: str) -> Reply:
    """Something was wrong, and nothing else was said."""
    return Reply(
        f"Số ghi gần nhất, {period}: {'; '.join(lines)}. Sai mục nào, đồng chí nhắn tên mục kèm số đúng; "
        "bỏ thì nhắn “xoá số vừa ghi”."
    )


def gone_already(lines: Sequence[str]) -> Reply:
    """What was recorded last has been taken out; an earlier figure goes only by its name."""
    return Reply(
        f"Số vừa ghi đã bỏ rồi: {'; '.join(lines)}. Nhắn “hoàn tác” để lấy lại; bỏ số khác thì nhắn tên mục, "
        "ví dụ “bỏ số thăm hỏi”."
    )


def of_a_question() -> Reply:
    """What would be corrected or repeated is the answer to a question of the office, which counts for nothing else."""
    return Reply("Số vừa rồi là câu trả lời đã gửi Văn phòng. Muốn sửa, đồng chí nhắn “nộp lại”, rồi “ô 1: 6”.")


def which_record(indicator: str) -> Reply:
    """A correction of something that was not recorded."""
    return Reply(f"Đồng chí chưa ghi {indicator} trong thời gian gần đây, nên không có gì để bỏ.")


def not_deleted() -> Reply:
    """A deletion was left."""
    return Reply("Không bỏ gì, số liệu giữ nguyên.")


# Nothing new


def nothing_open() -> Reply:
    """'Không có gì mới' where no report waits."""
    return Reply("Hiện không có báo cáo nào đang chờ số liệu của đơn vị; không phải ghi gì.")


def nothing_empty(period: str) -> Reply:
    """'Không có gì mới' where every figure is there."""
    return Reply(f"Báo cáo {period} đã đủ số liệu, không còn mục trống để ghi 0. Nhắn “khai” để xem các mục còn lại.")


# Who may not


def only_own(own: Sequence[str], named: str) -> Reply:
    """A figure of a unit that is not the speaker's."""
    return Reply(f"Đồng chí chỉ ghi được số liệu của {', '.join(own)}; chưa ghi gì cho {named}.")


def for_officers(office: str, phone: str) -> Reply:
    """A stranger tells a figure."""
    return Reply(
        "Trợ lý chỉ nhận số liệu của cán bộ đã tham gia; chưa ghi gì. Có mã tham gia thì nhắn mã trước, "
        f"hoặc báo cho {office}{number(phone)}."
    )


def for_chairs(office: str, phone: str) -> Reply:
    """Somebody whose seat only reads tells a figure."""
    return Reply(
        "Số liệu do Chủ tịch hoặc Phó Chủ tịch CĐCS ghi; vai trò của đồng chí chỉ xem được, chưa ghi gì. "
        f"Cần ghi, xin báo {office}{number(phone)}."
    )


def for_staff() -> Reply:
    """The office tells a figure without saying whose."""
    return Reply(
        "Chưa ghi gì. Văn phòng ghi thay đơn vị bằng câu có tên đơn vị và “ghi hộ”, "
        "ví dụ “HTX Đồng Gió kết nạp 0, ghi hộ”."
    )


def no_longer_yours() -> Reply:
    """The seat was given up between the question and the yes."""
    return Reply("Vai trò của đồng chí ở đơn vị này đã thay đổi, nên chưa ghi gì. Xin liên hệ Văn phòng.")


# What was recorded


def month_of_figures(unit: str, period: Period, lines: Sequence[str], report: str = "") -> Reply:
    """The figures of a period with who and when, and whether its report is in."""
    if not lines:
        return Reply(f"{capital(period.name)}, {unit}: chưa ghi số nào. Đồng chí nhắn ví dụ {EXAMPLE}.")
    end = report or "Số nháp, Văn phòng chưa thấy."
    return Reply("\n".join((f"{capital(period.name)}, {unit}:", *(f"• {line}" for line in lines), end)))


def handed_in(period: str, version: int) -> str:
    """Below the figures of a period whose report the office has."""
    return f"Báo cáo {period} đã nộp bản {version}."


def who_and_when(entry: Entry, today: date) -> str:
    """'đ/c Hạnh ghi 09:12', 'đ/c Tuấn, Văn phòng, ghi hộ 08:05 ngày 26/11'."""
    by = f"đ/c {entry.author_name}"
    if entry.by_staff:
        return f"{by}, Văn phòng, ghi hộ {moment(entry.recorded_at, today)}"
    return f"{by} ghi {moment(entry.recorded_at, today)}"


def history(unit: str, indicator: Indicator, lines: Sequence[str], more: int) -> Reply:
    """Every entry of one indicator, the newest first."""
    name = capital(name_of(indicator))
    if not lines:
        return Reply(f"{name}, {unit}: chưa ghi số nào.")
    rest = (f"Còn {more} lần ghi cũ hơn.",) if more else ()
    return Reply("\n".join((f"{name}, {unit}, mới nhất trước:", *(f"• {line}" for line in lines), *rest)))


def own_result(unit: str, text: str, lines: Sequence[str]) -> Reply:
    """'Được giao bao nhiêu, được bao nhiêu rồi, tính từ ngày nào, ai ghi': from the ledger."""
    head = f"{unit}: {text}"
    end = "Văn phòng chỉ thấy số đã nộp trong báo cáo."
    return Reply("\n".join((head, *(f"• {line}" for line in lines), end)) if lines else head)


def not_assigned(cited: str, goal: str, scope: str) -> str:
    """No figure of the unit's own; what the programme asks of all."""
    area = scope or "toàn khu vực"
    return f"chưa có số giao riêng; {cited} đặt {goal} là chỉ tiêu chung {area}"


def never_set() -> str:
    """Neither the unit nor the area has a figure."""
    return "chưa có số giao riêng, chương trình cũng không đặt chỉ tiêu này"


def assigned(goal: str, start: date, end: date, source: str = "") -> str:
    """The unit's own figure, and what set it."""
    by = f", theo {source}" if source else ""
    return f"được giao {goal} (từ {day(start)} đến {day(end)}{by})"


def so_far(amount: Amount | None, indicator: Indicator, start: date, *, is_gross: bool) -> str:
    """What the ledger says, since when."""
    if amount is None:
        return f"từ {day(start)} chưa ghi số nào"
    gross = ", chưa trừ số chuyển đi" if is_gross else ""
    return f"tính từ {day(start)} được {figure(amount, indicator)}{gross}"


def left(come: Come) -> str:
    """'; còn 6 đoàn viên', '; đã đủ': beside the unit's own figure."""
    if not come.n_of_m or come.goal.comparator not in REACHED:
        return ""
    done = come.sum.value if come.sum and come.sum.value is not None else Decimal(0)
    missing = come.goal.value - done
    if missing < 0 or (missing == 0 and come.goal.comparator is not Comparator.MORE):
        return "; đã đủ"
    more = "trên " if come.goal.comparator is Comparator.MORE else ""
    return f"; còn {more}{written(missing)} {come.indicator.measure}".rstrip()


def result_then(indicator: Indicator, period: Period, amount: Amount | None) -> str:
    """'kết nạp mới năm 2025 được 3 đoàn viên'."""
    is_held = indicator.over_time is OverTime.LAST
    done = f"{'là' if is_held else 'được'} {figure(amount, indicator)}" if amount else "chưa ghi số nào"
    return f"{name_of(indicator)} {period.name} {done}."


def held(unit: str, indicator: Indicator, amount: Amount, by: str, report: str) -> Reply:
    """'tổng số đoàn viên là 31 đoàn viên (số tháng 10/2026, đ/c Hạnh ghi 20:47 ngày 25/10)'."""
    text = f"{unit}: {name_of(indicator)} là {figure(amount, indicator)} (số {by})."
    return Reply("\n".join(filter(None, (text, report))))


def never_counted(unit: str, indicator: Indicator) -> Reply:
    """How many there are has not been recorded."""
    return Reply(f"{unit}: {name_of(indicator)} chưa ghi số nào.")


def history_line(entry: Entry, indicator: Indicator, today: date, *, counts: bool, taken_out: bool) -> str:
    """'tháng 11/2026: 6 đoàn viên, đ/c Hạnh ghi 19:08', 'bỏ 5 đoàn viên …', '… (không còn tính)'."""
    what = "bỏ " if taken_out else "cộng " if entry.move.value == "add" else ""
    gone = "" if counts or taken_out else " (không còn tính)"
    return f"{entry.period.name}: {what}{figure(entry.amount, indicator)}, {who_and_when(entry, today)}{gone}"


def and_more(count: int) -> str:
    """Below a list that was cut."""
    return f"và {count} lần ghi trước đó"


def all_courses(unit: str, lines: Sequence[str]) -> Reply:
    """How far every figure has come that was set for this unit, or that it records for all."""
    if not lines:
        return Reply(f"{unit}: chưa có số giao riêng, cũng chưa ghi số nào cho chỉ tiêu chung.")
    return Reply("\n".join((f"Chỉ tiêu của {unit}:", *(f"• {line}" for line in lines))))


def all_assigned(unit: str, lines: Sequence[str]) -> Reply:
    """Every figure that the office gave to this unit."""
    if not lines:
        return Reply(f"{unit}: Văn phòng chưa giao số riêng nào cho đơn vị.")
    return Reply("\n".join((f"{unit} được giao:", *(f"• {line}" for line in lines))))
