"""The sentences of the office's board: who has handed in, who is waited for, how one unit stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from handlers.days import day_words
from handlers.messages import BUTTON_SAYS_MAX_BYTES, Button, File, Reply
from handlers.wording.report import PLAIN_NAME, capital, period_words
from knowledge.dates import VIETNAM, Period
from knowledge.document import UnitCode
from knowledge.numbers import written
from knowledge.text import fold
from scheduler.duties import ReportingPeriod
from scheduler.filings import Filing
from scheduler.tally import IN, WAITED_FOR, Counts, Place, Tally
from union.naming import short_name

NAMES_MOST = 15
CHOICES_MOST = 4
LINES_MOST = 12
FAR_DAYS = timedelta(days=150)
GROUPS = (
    (Place.EXCUSED, "được miễn"),
    (Place.RETURNED, "chờ sửa"),
    (Place.EXTENDED, "được lùi"),
    (Place.DRAFTING, "đang khai"),
    (Place.UNTOUCHED, "chưa khai"),
)
LISTED = (
    (Place.RETURNED, "Chờ sửa"),
    (Place.DRAFTING, "Đang khai"),
    (Place.UNTOUCHED, "Chưa khai"),
    (Place.EXTENDED, "Được lùi"),
)


@dataclass(frozen=True, slots=True)
class Means:
    """How a unit's chair is reached, as far as the board says it."""

    phone: str = ""
    has_account: bool = True
    is_reachable: bool = True
    last_heard: datetime | None = None

    @property
    def must_be_called(self) -> bool:
        """Whether no message would arrive."""
        return not (self.has_account and self.is_reachable)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One deadline's board at a moment, with how those are reached who have not handed in."""

    name: str
    """'báo cáo tháng 11'."""
    due: datetime
    now: datetime
    tally: Tally
    means: Mapping[UnitCode, Means] = field(default_factory=dict)
    may_chase: bool = False

    def must_be_called(self) -> tuple[Filing, ...]:
        """Those waited for whom no message reaches."""
        known = self.means
        return tuple(f for f in self.tally.at(*WAITED_FOR) if f.unit in known and known[f.unit].must_be_called)


# Names and moments


def report_name(duty_name: str, period: ReportingPeriod, today: date) -> str:
    """'báo cáo tháng 11', 'báo cáo an toàn lao động tháng 11', or an ad-hoc request by its own name."""
    words = period_words(period, today)
    name = duty_name.strip()
    if set(fold(name).split()) <= PLAIN_NAME:
        return f"báo cáo {words}"
    lowered = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return lowered if "T" in period.key and not period.key.endswith("6T") else f"{lowered} {words}"


def clock(moment: datetime, now: datetime) -> str:
    """'08:05 ngày 26/11', with the year where it is far away."""
    local = moment.astimezone(VIETNAM)
    return f"{local:%H:%M ngày %d/%m/%Y}" if abs(now - moment) > FAR_DAYS else f"{local:%H:%M ngày %d/%m}"


def due_day(due: datetime) -> str:
    """'25/11', with the hour where it is not the end of the day's work."""
    local = due.astimezone(VIETNAM)
    hour = "" if (local.hour, local.minute) == (17, 0) else f"{local:%H:%M} "
    return f"{hour}ngày {day_words(local.date())}" if hour else day_words(local.date())


def fitting(says: str) -> str:
    """The sentence, without its marks where it is too long for a button, and cut where that is still too long."""
    for said in (says, fold(says)):
        if len(said.encode()) <= BUTTON_SAYS_MAX_BYTES:
            return said
    return fold(says).encode()[:BUTTON_SAYS_MAX_BYTES].decode(errors="ignore").rpartition(" ")[0]


def names(filings: Iterable[Filing]) -> list[str]:
    """The units' short names."""
    return [short_name(item.unit_name) for item in filings]


# The board


def board(sheet: Sheet) -> Reply:
    """How many are in and who is waited for, by name."""
    return Reply("\n".join([head(sheet), *waited_for(sheet, NAMES_MOST)]), buttons(sheet))


def head(sheet: Sheet) -> str:
    """'Báo cáo tháng 11, hạn 25/11, lúc 08:05 ngày 26/11: 51 đơn vị – đã nộp 44 (đúng hạn 43, muộn 1), …'."""
    counted = sheet.tally
    when = f"{capital(sheet.name)}, hạn {due_day(sheet.due)}, lúc {clock(sheet.now, sheet.now)}"
    parts = [filed(counted), *(f"{word} {count}" for place, word in GROUPS if (count := counted.count(place)))]
    calls = len(sheet.must_be_called())
    ended = counted.count(Place.ENDED)
    return (
        f"{when}: {counted.expected} đơn vị – {', '.join(parts)}."
        f"{f' Cần gọi điện {calls}.' if calls else ''}{f' Thôi phải nộp {ended}.' if ended else ''}"
    )


def filed(counted: Tally) -> str:
    """'đã nộp 44 (đúng hạn 43, muộn 1)'."""
    on_time, late = counted.count(Place.ON_TIME), counted.count(Place.LATE)
    if not late:
        return f"đã nộp {on_time}{' (đều đúng hạn)' if on_time else ''}"
    return f"đã nộp {on_time + late} (đúng hạn {on_time}, muộn {late})"


def waited_for(sheet: Sheet, most: int) -> list[str]:
    """The lines with the names of those who have not handed in, so many names at most in all."""
    if not sheet.tally.count(*WAITED_FOR):
        return ["Không còn đơn vị nào phải chờ."] if sheet.tally.expected else []
    lines, left = [], most
    for place, title in LISTED:
        of_place = sheet.tally.at(place)
        if of_place and left > 0:
            shown = of_place[:left]
            left -= len(shown)
            told = [with_marks(item, sheet) for item in shown]
            lines.append(f"{title}: {('; ' if any('(' in each for each in told) else ', ').join(told)}.")
    unsaid = sheet.tally.count(*WAITED_FOR) - (most - left)
    return [*lines, and_more(unsaid, sheet.name)] if unsaid else lines


def and_more(count: int, name: str) -> str:
    """What is too long for a message is in the list."""
    return f"và {count} đơn vị nữa, nhắn “{fitting(f'danh sách {name}')}”."


def with_marks(item: Filing, sheet: Sheet) -> str:
    """'HTX Đồng Gió (chưa dùng trợ lý, 0200 000 0206)'."""
    marks = [f"đến {due_day(item.due)}"] if item in sheet.tally.at(Place.EXTENDED) else []
    marks += unreached(sheet.means.get(item.unit, Means()))
    return f"{short_name(item.unit_name)} ({', '.join(marks)})" if marks else short_name(item.unit_name)


def unreached(means: Means) -> list[str]:
    """Why somebody has to telephone, and the number."""
    if not means.must_be_called:
        return []
    last = f", nhắn lần cuối {day_words(means.last_heard.date())}" if means.last_heard else ""
    why = f"tin không tới{last}" if means.has_account else "chưa dùng trợ lý"
    return [why, means.phone] if means.phone else [why]


def buttons(sheet: Sheet) -> tuple[Button, ...]:
    """The list, and chasing where there is anybody to chase."""
    shown = [Button("Danh sách Excel", fitting(f"danh sách {sheet.name}"))]
    if sheet.may_chase and sheet.tally.count(Place.RETURNED, Place.DRAFTING, Place.UNTOUCHED):
        shown.append(Button("Đôn đốc", fitting(f"đôn đốc hết {sheet.name}")))
    return tuple(shown)


def late(sheet: Sheet) -> Reply:
    """Who handed in after the due moment, and when."""
    some = sheet.tally.at(Place.LATE)
    title = f"{capital(sheet.name)}, hạn {due_day(sheet.due)}"
    if not some:
        none = "chưa có đơn vị nào nộp muộn" if sheet.tally.count(*WAITED_FOR) else "không có đơn vị nào nộp muộn"
        return Reply(f"{title}: {none}. {capital(filed(sheet.tally))}.", buttons(sheet))
    told = [f"{short_name(item.unit_name)} ({submitted(item, sheet.now)})" for item in some[:NAMES_MOST]]
    more = [and_more(len(some) - NAMES_MOST, sheet.name)] if len(some) > NAMES_MOST else []
    waiting = sheet.tally.count(*WAITED_FOR)
    rest = [f"Chưa nộp: {waiting}."] if waiting else []
    top = f"{title}: nộp muộn {len(some)} trên {sheet.tally.expected} đơn vị."
    return Reply("\n".join([top, f"{'; '.join(told)}.", *more, *rest]), buttons(sheet))


def handed_in(sheet: Sheet) -> Reply:
    """Who is in."""
    some = sheet.tally.at(*IN)
    more = f"\n{and_more(len(some) - NAMES_MOST, sheet.name)}" if len(some) > NAMES_MOST else ""
    listed = f"\n{', '.join(names(some[:NAMES_MOST]))}.{more}" if some else ""
    return Reply(f"{head(sheet)}{listed}", buttons(sheet))


def overview(sheet: Sheet) -> Reply:
    """The board with those who were late, too."""
    some = sheet.tally.at(Place.LATE)
    told = [f"{short_name(item.unit_name)} ({submitted(item, sheet.now)})" for item in some[:NAMES_MOST]]
    more = f" và {len(some) - NAMES_MOST} đơn vị nữa" if len(some) > NAMES_MOST else ""
    lines = [*([f"Nộp muộn: {'; '.join(told)}{more}."] if told else []), *waited_for(sheet, NAMES_MOST)]
    return Reply("\n".join([head(sheet), *lines]), buttons(sheet))


def submitted(item: Filing, now: datetime) -> str:
    """'09:12 ngày 27/10'."""
    return clock(item.submitted_at, now) if item.submitted_at else ""


# A year


def year_board(year: int, rows: Sequence[tuple[str, bool, Counts]]) -> tuple[Reply, str]:
    """One line for each report of a year: how many are in, late and missing; and all of it where that is long."""
    top = f"Báo cáo năm {year}, số đã nộp trên số phải nộp:"
    lines = [year_line(*row) for row in rows]
    newest = rows[-1][0]
    shown = (Button(capital(newest)[:40], fitting(f"tình hình {newest}")),)
    whole = "\n".join([top, *lines])
    if len(lines) <= LINES_MOST:
        return Reply(whole, shown), ""
    left = f"Còn {len(lines) - LINES_MOST} kỳ trước đó, nhắn “chi tiết”."
    return Reply("\n".join([top, *lines[-LINES_MOST:], left]), shown), whole


def year_line(name: str, is_past: bool, counts: Counts) -> str:  # noqa: FBT001 - a column of the row
    """'• Báo cáo tháng 10: 44/51 (muộn 1), thiếu 5', or 'chưa đến hạn' beside what is not in."""
    late = f" (muộn {written(Decimal(counts.late))})" if counts.late else ""
    missing = f"{'thiếu' if is_past else 'chưa đến hạn, còn'} {written(Decimal(counts.missing))}"
    rest = f", {missing}" if counts.missing else ", đủ"
    done = f"{written(Decimal(counts.on_time + counts.late))}/{written(Decimal(counts.expected))}"
    return f"• {capital(name)}: {done}{late}{rest}"


def months_button(year: int) -> Button:
    """Beside the report of a year: the months may have been meant."""
    return Button("Các tháng", f"tình hình báo cáo 12 tháng năm {year}")


def no_reports_in(year: int) -> Reply:
    """Nothing was to be handed in that year."""
    return Reply(f"Văn phòng chưa mở kỳ báo cáo nào của năm {year} nên chưa có bảng theo dõi.")


# Which report, which unit


def which_report(choices: Sequence[tuple[str, str]]) -> Reply:
    """Several reports fit: each by its name and the sentence that asks for it."""
    shown = tuple(Button(capital(name)[:40], fitting(says)) for name, says in choices[:CHOICES_MOST])
    return Reply("Đồng chí hỏi báo cáo nào?", shown)


def no_such_report(period: Period, choices: Sequence[tuple[str, str]]) -> Reply:
    """No report is due for the period that was named."""
    shown = tuple(Button(capital(name)[:40], fitting(says)) for name, says in choices[:CHOICES_MOST])
    other = " Các kỳ đang có:" if shown else ""
    return Reply(f"Văn phòng không thu báo cáo nào của {period.name}.{other}", shown)


def no_reports() -> Reply:
    """The office has set no duty yet, or no period has begun."""
    return Reply("Văn phòng chưa mở kỳ báo cáo nào nên chưa có bảng theo dõi.")


def which_unit(choices: Sequence[tuple[str, str]]) -> Reply:
    """Several units are called so."""
    shown = tuple(Button(short_name(name)[:40], fitting(says)) for name, says in choices[:CHOICES_MOST])
    rest = f" (và {len(choices) - CHOICES_MOST} đơn vị khác, xin nhắn đủ tên)" if len(choices) > CHOICES_MOST else ""
    return Reply(f"Đồng chí hỏi đơn vị nào?{rest}", shown)


def out_of_scope(unit_name: str) -> Reply:
    """The unit does not stand below the speaker's office."""
    return Reply(f"{unit_name} không thuộc phạm vi của đồng chí nên trợ lý không xem được.")


def only_own(unit_name: str) -> Reply:
    """A chair asks for what only the office sees."""
    says = "tôi nộp chưa"
    return Reply(
        f"Bảng theo dõi các đơn vị chỉ Văn phòng xem được. Đồng chí xem được của {short_name(unit_name)}: "
        f"nhắn “{says}”.",
        (Button("Đơn vị tôi", says),),
    )


def only_office_sums() -> Reply:
    """A chair asks for the sums over all units."""
    says = "số liệu tháng này"
    return Reply(
        f"Số cộng cả khu vực chỉ Văn phòng xem được. Số của đơn vị đồng chí: nhắn “{says}”.",
        (Button("Số liệu của tôi", says),),
    )


def of_others(unit_name: str) -> Reply:
    """A chair asks about another unit."""
    return Reply(f"Báo cáo của {short_name(unit_name)} chỉ đơn vị ấy và Văn phòng xem được.")


def not_owed(unit: str, name: str) -> Reply:
    """The unit does not owe this report."""
    return Reply(f"{short_name(unit)} không phải nộp {name}.")


# The list

STATE_WORDS: Mapping[Place, str] = {
    Place.ON_TIME: "Đã nộp, đúng hạn",
    Place.LATE: "Đã nộp, muộn",
    Place.EXCUSED: "Được miễn",
    Place.RETURNED: "Trả lại, chờ sửa",
    Place.EXTENDED: "Được lùi hạn",
    Place.DRAFTING: "Đang khai",
    Place.UNTOUCHED: "Chưa khai",
    Place.ENDED: "Thôi phải nộp",
}
LIST_HEADINGS = (
    "STT", "Đơn vị", "Tình trạng", "Hạn", "Nộp lúc", "Người nộp", "Bản", "Mã", "Đã khai", "Tiếp nhận", "Bản ký",
    "Người phụ trách", "Điện thoại", "Trợ lý", "Liên hệ lần cuối",
)  # fmt: skip


def reach_words(means: Means) -> str:
    """How the assistant reaches the unit, for the list."""
    if not means.has_account:
        return "chưa dùng"
    return "tới được" if means.is_reachable else "tin không tới"


def list_title(sheet: Sheet) -> str:
    """The list's first line."""
    return f"Tình hình {sheet.name}"


def list_notes(sheet: Sheet) -> tuple[str, ...]:
    """What stands under the list."""
    return (head(sheet), "Số liệu chỉ lấy từ báo cáo đã nộp; bản đang khai không tính.")


def list_made(sheet: Sheet, file: File) -> Reply:
    """The list as a file, with the count, so that it need not be opened for it."""
    return Reply(head(sheet), files=(file,))
