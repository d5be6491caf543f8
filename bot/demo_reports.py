"""What the invented union owes and has reported: its three duties, last month's reports, and drafts of this month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from bot import shipped
from knowledge.dates import VIETNAM, Period, PeriodKind, month_of
from knowledge.document import Comparator, UnitCode
from scheduler import store as scheduler
from scheduler.calendar import Calendar
from scheduler.duties import LONG_LADDER, Cadence, DayRule, Deadline, Duty, DutyId, ReportingPeriod, RuleKind, Source
from scheduler.filings import Filing
from scheduler.openings import Hierarchy, plan_openings
from scheduler.periods import deadline_of, period_holding, periods_of
from scheduler.plan import CATCH_UP_MAX
from union import store
from union.catalogue import common
from union.draft import Line, Origin, Snapshot
from union.forms.form import Field, FieldKind, Form, FormId
from union.indicators import IndicatorId
from union.ledger import Amount, Move
from union.reach import store as reach
from union.records import store as records
from union.roster import OfficerId, Unit
from union.scope import Scope

CLERK = "Văn phòng"
SOURCE = Source(
    document="digest/vinh-thuan-2024",
    cited="02/CTr-LĐLĐ ngày 19/01/2024 của LĐLĐ huyện Vĩnh Thuận",
    place="mục IV.2, gạch đầu dòng 2",
    note="Văn phòng quy định",
)
"""The programme of the office's predecessor names the three reports and no day: the days are the office's own."""


def duties(recipient: UnitCode) -> tuple[Duty, ...]:
    """The three reports of the demo; the union's year is counted from December."""
    return (
        Duty(
            DutyId("bao-cao-thang"), "Báo cáo tháng", FormId("bao-cao-thang"), recipient, Cadence.MONTH,
            due=DayRule(RuleKind.DAY_OF_MONTH, 25), cut_off=DayRule(RuleKind.DAY_OF_MONTH, 24), wants_signed=True,
            source=SOURCE,
        ),
        Duty(
            DutyId("bao-cao-6-thang"), "Báo cáo 6 tháng", FormId("bao-cao-6-thang"), recipient, Cadence.HALF,
            due=DayRule(RuleKind.FIXED, 10, month=6), ladder=LONG_LADDER, year_from=12, source=SOURCE,
        ),
        Duty(
            DutyId("bao-cao-nam"), "Báo cáo năm", FormId("bao-cao-nam"), recipient, Cadence.YEAR,
            due=DayRule(RuleKind.FIXED, 10, month=12), ladder=LONG_LADDER, year_from=12, source=SOURCE,
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What one union said of a month: figures by field, then its passages where they are not the usual ones."""

    admitted: int
    proposed: int
    members: int
    visited: int
    done: str
    next_tasks: str
    trouble: str = "Không có."
    wish: str = "Không có."
    hours_early: int = 20
    """How long before it was due; negative for late."""
    by_phone: bool = False

    @property
    def figures(self) -> Mapping[str, int]:
        """The figures by the field's key."""
        return {
            "ket-nap-moi": self.admitted,
            "dang-uu-tu": self.proposed,
            "tong-doan-vien": self.members,
            "tham-hoi": self.visited,
        }

    @property
    def passages(self) -> Mapping[str, str]:
        """The passages by the field's key."""
        return {
            "ket-qua": self.done,
            "ton-tai": self.trouble,
            "nhiem-vu": self.next_tasks,
            "kien-nghi": self.wish,
        }


LAST_MONTH = {
    "mam-non-hoa-sen": Told(
        1, 1, 31, 4, "Tổ chức hội thi đồ dùng dạy học tự làm.", "Thăm đoàn viên ốm đau; chuẩn bị quà Tết."
    ),
    "tieu-hoc-doi-sim": Told(
        0, 1, 42, 3, "Ra mắt tủ sách công đoàn.", "Tổ chức giải cầu lông; thăm gia đình đoàn viên khó khăn.",
        hours_early=44,
    ),
    "may-may-trang": Told(
        6, 0, 218, 11, "Đối thoại về bữa ăn ca; tăng suất ăn thêm hai nghìn đồng.", "Vận động lao động mới vào tổ.",
        trouble="Đơn hàng ít, một chuyền nghỉ luân phiên.", hours_early=2,
    ),
    "tram-y-te-suoi-may": Told(
        0, 0, 12, 2, "Khám sức khoẻ cho đoàn viên nữ.", "Trực dịch; thăm đoàn viên nghỉ sinh.", hours_early=70
    ),
    "htx-dong-gio": Told(2, 0, 19, 1, "Vận động hai xã viên vào công đoàn.", "Thu hoạch vụ đông.", by_phone=True),
    "thpt-suoi-may": Told(
        0, 2, 56, 5, "Hội thảo đổi mới cách dạy.", "Ôn thi cuối kỳ; quyên góp áo ấm.", hours_early=26
    ),
    "mam-non-bong-buoi": Told(1, 0, 26, 2, "Làm sân chơi từ lốp xe cũ.", "Chuẩn bị hội diễn cuối năm."),
    "che-doi-huong": Told(
        3, 1, 64, 6, "Ký cam kết an toàn khi vận hành máy sao.", "Tập huấn sơ cứu.",
        trouble="Khó họp vì chia ba ca.", hours_early=-17,
    ),
    "gach-nui-do": Told(
        4, 0, 85, 7, "Trao quà cho bốn gia đình bị lũ cuốn mái.", "Kiểm tra khu bếp tập thể.", hours_early=5
    ),
    "quy-tin-dung-ban-cau": Told(0, 0, 11, 0, "Giữ nền nếp sinh hoạt đầu tháng.", "Quyết toán quỹ.", hours_early=90),
    "van-tai-deo-gio": Told(
        2, 0, 33, 3, "Lập đội xe giúp nhau trên đèo.", "Tuyên truyền luật giao thông.",
        wish="Mong có phòng nghỉ cho lái xe.", hours_early=8,
    ),
}  # fmt: skip
"""Who reported last month; THCS Lá Xanh did not."""

BEGUN = {
    "tieu-hoc-doi-sim": {
        "ket-nap-moi": "2", "tong-doan-vien": "44", "tham-hoi": "3", "ket-qua": "Giải cầu lông có 28 người tham gia.",
        "ton-tai": "Không có.", "kien-nghi": "Không có.",
    },
    "tram-y-te-suoi-may": {"ket-nap-moi": "0", "tham-hoi": "1", "tong-doan-vien": "12"},
}  # fmt: skip
"""Drafts of this month."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the writing below shares."""

    db: Session
    office: Unit
    units: Mapping[UnitCode, Unit]
    officers: Mapping[UnitCode, OfficerId]
    now: datetime
    names: Mapping[OfficerId, str] = field(default_factory=dict)

    def scope(self, unit: UnitCode) -> Scope:
        """The chair's own reach."""
        return Scope(self.officers[unit], frozenset({unit}), views=frozenset({unit}))

    def clerk(self) -> Scope:
        """The office's reach."""
        run = frozenset(self.units)
        return Scope(self.officers[self.office.code], offices=frozenset({self.office.code}), runs=run, views=run)


def fill(
    db: Session, office: UnitCode, below: Sequence[Unit], officers: Mapping[UnitCode, OfficerId], now: datetime
) -> None:
    """Sets the duties, opens what is owed, and writes what the unions said last month and this month so far."""
    now = now.astimezone(VIETNAM)
    shipped.sync(db, now.date())
    calendar = shipped.calendar(db)
    recipient = store.find_unit(db, office)
    assert recipient, "the office was just written"
    scene = _Scene(
        db, recipient, {unit.code: unit for unit in below}, officers, now,
        {who: contact.name for who, contact in reach.contacts_of(db, set(officers.values())).items()},
    )  # fmt: skip
    monthly, *longer = duties(office)
    for duty in (monthly, *longer):
        scheduler.save_duty(db, duty, CLERK, now)
    _report_last_month(scene, monthly, calendar)
    _open_what_is_owed(scene, (monthly, *longer), calendar)
    _begin_this_month(scene, monthly)
    _assign(scene, longer[-1])


def _report_last_month(scene: _Scene, duty: Duty, calendar: Calendar) -> None:
    """Opens last month's filings when it began, and hands in most of them; also notes the month before for one."""
    first = scene.now.date().replace(day=1)
    before, last = periods_of(duty, first - timedelta(days=45), first - timedelta(days=1))[-2:]
    deadline = deadline_of(duty, last, calendar)
    opened_at = datetime.combine(last.start, datetime.min.time(), VIETNAM)
    scheduler.open_filings(scene.db, deadline, tuple(scene.units), opened_at)
    form = records.find_form(scene.db, duty.form)
    assert form, "the shipped forms were just written"
    for item in scheduler.filings_of_all(scene.db, scheduler.Which(duty=duty.id, period=last.key)):
        if told := LAST_MONTH.get(item.unit):
            _report(scene, item, form, told)
    hoa_sen = UnitCode("mam-non-hoa-sen")
    noted = datetime.combine(before.end, duty.due.hour, VIETNAM) - timedelta(days=4)
    _note(scene, hoa_sen, before, {"ket-nap-moi": "1"}, noted)


def _report(scene: _Scene, item: Filing, form: Form, told: Told) -> None:
    """One union's figures in the ledger, and its report as it was handed in."""
    at = item.due - timedelta(hours=told.hours_early, minutes=13)
    figures = {key: str(value) for key, value in told.figures.items()}
    _note(scene, item.unit, item.period, figures, at, by_phone=told.by_phone)
    by = scene.office.code if told.by_phone else item.unit
    lines = tuple(_line(one, told) for one in form.fields)
    paper = Snapshot(
        form.title, item.unit, item.unit_name, scene.office.name, item.period.key, item.period.name,
        item.deadline.cut_off, item.due, at, scene.names[scene.officers[by]],
        f"SM{item.period.end.month:02d}-{item.id:03d}", 1, at > item.due, told.by_phone, lines,
    )  # fmt: skip
    scope = scene.clerk() if told.by_phone else scene.scope(item.unit)
    scheduler.submit(scene.db, scope, item, paper, address="", now=at)
    scheduler.set_filing(scene.db, item.id, at, fields=len(lines), filled=len(lines))


def _line(one: Field, told: Told) -> Line:
    measures = {item.id: item.measure for item in common()}
    if one.kind is FieldKind.FIGURE and one.indicator:
        return Line(
            one.key, one.kind, one.label, one.section, one.indicator, measures[one.indicator],
            value=str(told.figures[one.key]), by_staff=told.by_phone,
        )  # fmt: skip
    return Line(one.key, one.kind, one.label, one.section, text=told.passages[one.key], by_staff=told.by_phone)


def _note(
    scene: _Scene, unit: UnitCode, period: ReportingPeriod, figures: Mapping[str, str], at: datetime, *,
    by_phone: bool = False,
) -> None:  # fmt: skip
    """A month's figures in the ledger."""
    month = Period(period.start, period.end, PeriodKind.MONTH)
    assert month == month_of(period.start.year, period.start.month), "only months are noted here"
    scope = scene.clerk() if by_phone else scene.scope(unit)
    assert scope.officer is not None
    for key, value in figures.items():
        new = records.NewEntry(
            unit, IndicatorId(key), month, Move.SET, Amount(value=Decimal(value)), scope.officer,
            scene.names[scope.officer], "", f"demo/{unit}/{period.key}/{key}", by_staff=by_phone,
            how="điện thoại" if by_phone else "",
        )  # fmt: skip
        records.add_entry(scene.db, scope, new, at)


def _open_what_is_owed(scene: _Scene, all_duties: Sequence[Duty], calendar: Calendar) -> None:
    """Opens the filings of today, and of a month that was due a few days ago: the demo is alive on any day."""
    hierarchy = Hierarchy(store.all_units(scene.db), reach.all_links(scene.db))
    planned = plan_openings(
        all_duties, hierarchy, calendar, scene.now, scene.now - CATCH_UP_MAX, known=scheduler.opened(scene.db)
    )
    by_deadline: dict[tuple[DutyId, str], tuple[Deadline, list[UnitCode]]] = {}
    for each in planned:
        key = (each.duty, each.deadline.period.key)
        by_deadline.setdefault(key, (each.deadline, []))[1].append(each.unit)
    for deadline, units in by_deadline.values():
        scheduler.open_filings(scene.db, deadline, units, scene.now)


def _begin_this_month(scene: _Scene, duty: Duty) -> None:
    """Some have begun to fill in this month's report."""
    period = period_holding(duty, scene.now.date())
    assert period, "a monthly duty has a period on every day"
    form = records.find_form(scene.db, duty.form)
    assert form, "the shipped forms were just written"
    at = max(scene.now - timedelta(days=1), datetime.combine(period.start, datetime.min.time(), VIETNAM))
    for item in scheduler.filings_of_all(scene.db, scheduler.Which(duty=duty.id, period=period.key)):
        said = BEGUN.get(item.unit, {})
        fields = {key: one for key in said if (one := form.field(key))}
        figures = {key: said[key] for key, one in fields.items() if one.kind is FieldKind.FIGURE}
        _note(scene, item.unit, item.period, figures, at)
        scope, who = scene.scope(item.unit), scene.officers[item.unit]
        for key in fields.keys() - figures.keys():
            scheduler.write_passage(scene.db, scope, item, key, said[key], origin=Origin.SAID, officer=who, now=at)
        scheduler.progressed(scene.db, scope, item, filled=len(fields), fields=len(form.fields), now=at)


def _assign(scene: _Scene, duty: Duty) -> None:
    """Hoa Sen was given a figure of its own for the union's year: 8 new members."""
    year = period_holding(duty, scene.now.date())
    assert year, "a yearly duty has a period on every day"
    given = records.Assignment(
        UnitCode("mam-non-hoa-sen"), IndicatorId("ket-nap-moi"), Comparator.AT_LEAST, Decimal(8), year.start, year.end,
        "Văn phòng giao",
    )  # fmt: skip
    records.assign(scene.db, scene.clerk(), given, CLERK, scene.now)
