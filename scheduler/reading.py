"""What does a row of an office's list of duties say: a duty, or what is wrong with it, in sentences; pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple, TypeVar

from knowledge.dates import Period, PeriodKind, find_periods
from knowledge.document import UnitCode
from knowledge.text import clean
from scheduler.cells import (
    Wrong,
    capital,
    plain,
    read_cadence,
    read_day,
    read_ladder,
    read_months,
    read_selector,
    read_shift,
    read_unit,
    read_year_from,
    read_yes,
    usual_ladder,
)
from scheduler.columns import Column
from scheduler.duties import Cadence, DayRule, Duty, DutyId, RuleKind, Source
from scheduler.faults import check_duty
from scheduler.openings import units_below
from scheduler.rules import EXAMPLES, Unclear, read_rule
from union.forms.form import FormId
from union.imports.sheet import slug
from union.roster import Link, Unit

T = TypeVar("T")
NOT_SAID: Final = frozenset({"-", "–", "...", "…"})
NO_DUE: Final = (
    f"Chưa có hạn nộp. Viết ở cột “{Column.DUE}”, ví dụ: {EXAMPLES}. Văn bản không nêu ngày thì Văn phòng tự định và "
    f"ghi ở cột “{Column.NOTE}”."
)
"""What is said of a duty without a due day."""


class Fault(NamedTuple):
    """What is wrong with one row."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a list is read against: the duties there are, forms by id with their names, units and their links."""

    duties: Mapping[DutyId, Duty]
    forms: Mapping[FormId, str]
    units: tuple[Unit, ...]
    links: tuple[Link, ...]
    today: date
    recipient: UnitCode | None = None
    """Who receives what names no recipient."""
    begun: frozenset[DutyId] = frozenset()
    """Duties whose first deadline is open: what cuts their periods stays."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list, read; `duties` are sound where there are no faults."""

    duties: tuple[Duty, ...]
    faults: tuple[Fault, ...]


def read_duties(rows: Iterable[tuple[int, Mapping[Column, str]]], known: Known) -> Listing:
    """Every row: a duty, new or changed in what the row says, or what is wrong with it."""
    found: dict[DutyId, Duty] = {}
    faults: list[Fault] = []
    for number, cells in rows:
        duty, wrong = read_duty(cells, known)
        if duty.id in found:
            wrong = (*wrong, f"Chế độ “{duty.id}” đã có ở một dòng phía trên.")
        found[duty.id] = duty
        faults += [Fault(number, text) for text in wrong]
    return Listing(tuple(found.values()), tuple(faults))


def read_duty(cells: Mapping[Column, str], known: Known) -> tuple[Duty, tuple[str, ...]]:
    """The duty a row describes, with every sentence that there is to say against it.

    Of a duty that is known only what the row says is changed.
    """
    row = _Row(cells)
    duty_id = row.tried(lambda: _id(row, known), DutyId(""))
    base = known.duties.get(duty_id)
    cadence = row.need(Column.CADENCE, read_cadence, base.cadence if base else None) or Cadence.MONTH
    year_in = Column.YEAR_FROM if row[Column.YEAR_FROM] or "(" not in row[Column.CADENCE] else Column.CADENCE
    year_from = row.read(year_in, read_year_from, base.year_from if base else 1)
    due = row.need(Column.DUE, lambda text: _rule(text, Column.DUE, cadence, year_from), base.due if base else None)
    start = base or _fresh(duty_id, cadence, due or DayRule(RuleKind.DAY_OF_MONTH))
    duty = replace(_worded(start, row, known), cadence=cadence, year_from=year_from, due=due or start.due)
    duty = replace(
        duty,
        cut_off=row.read(Column.CUT_OFF, lambda text: _rule(text, Column.CUT_OFF, cadence, year_from), start.cut_off),
        shift=row.read(Column.SHIFT, read_shift, start.shift),
        ladder=row.read(Column.LADDER, lambda text: read_ladder(text, cadence), start.ladder),
        valid_from=row.read(Column.VALID_FROM, lambda text: read_day(text, Column.VALID_FROM), start.valid_from),
        valid_to=row.read(Column.VALID_TO, _day_after, start.valid_to),
        skip_months=row.read(Column.SKIP, read_months, start.skip_months),
        term=_term(row, known) or start.term,
    )
    return duty, tuple(row.wrong or [*check_duty(duty), *_outside(duty, known), *_recut(duty, known)])


def _fresh(duty_id: DutyId, cadence: Cadence, due: DayRule) -> Duty:
    """A duty of which nothing more is said: cut off on the period's last day, a request on the day it is due."""
    cut_off = DayRule(RuleKind.MOMENT, on=due.on) if cadence is Cadence.ADHOC else DayRule(RuleKind.AFTER_END)
    return Duty(duty_id, "", FormId(""), UnitCode(""), cadence, due, cut_off, ladder=usual_ladder(cadence))


def _worded(start: Duty, row: "_Row", known: Known) -> Duty:
    """The duty with what the row says of it beside its days."""
    recipient = start.recipient or known.recipient
    return replace(
        start,
        name=row.need(Column.NAME, lambda text: _name(text, start.name), start.name or None) or "",
        form=row.need(Column.FORM, lambda text: _form(text, known), start.form or None) or FormId(""),
        recipient=row.need(Column.RECIPIENT, lambda text: read_unit(text, known.units, Column.RECIPIENT), recipient)
        or UnitCode(""),
        selector=row.read(Column.UNITS, lambda text: read_selector(text, known.units), start.selector),
        wants_signed=row.read(Column.SIGNED, read_yes, start.wants_signed),
        source=_source(row, start.source),
        asks=row[Column.ASKS] or start.asks,
    )


NEEDED: Final[Mapping[Column, str]] = {
    Column.NAME: f"Thiếu tên báo cáo ở cột “{Column.NAME}”.",
    Column.FORM: f"Chưa nêu biểu mẫu ở cột “{Column.FORM}”. Xem các biểu mẫu: python -m bot duties forms",
    Column.CADENCE: f"Chưa nêu kỳ ở cột “{Column.CADENCE}”: tháng, quý, 6 tháng, năm, năm học hoặc đột xuất.",
    Column.DUE: NO_DUE,
    Column.RECIPIENT: f"Chưa nêu công đoàn nào nhận: thêm cột “{Column.RECIPIENT}” hoặc viết --to MÃ.",
}
"""What is said where a cell is empty that a new duty needs."""


class _Row:
    """The cells of a row, and what was found wrong so far."""

    def __init__(self, cells: Mapping[Column, str]) -> None:
        self._cells = cells
        self.wrong: list[str] = []

    def __getitem__(self, column: Column) -> str:
        text = clean(self._cells.get(column, "")).strip()
        return "" if text in NOT_SAID else text

    def tried(self, read: Callable[[], T], otherwise: T) -> T:
        """What is read; what is wrong leaves its sentence."""
        try:
            return read()
        except Wrong as found:
            self.wrong.append(str(found))
            return otherwise

    def read(self, column: Column, reader: Callable[[str], T], otherwise: T) -> T:
        """What a cell says, or how it was."""
        return self.tried(lambda: reader(self[column]), otherwise) if self[column] else otherwise

    def need(self, column: Column, reader: Callable[[str], T], otherwise: T | None) -> T | None:
        """The same; where nothing was said ever, the sentence that says what to write."""
        if not self[column] and otherwise is None:
            self.wrong.append(NEEDED[column])
        return self.tried(lambda: reader(self[column]), otherwise) if self[column] else otherwise


def _id(row: _Row, known: Known) -> DutyId:
    """The id that is given, or that of the duty of this name, or a new one made from the name."""
    given, name = row[Column.ID], row[Column.NAME]
    if given:
        if not (made := slug(given)):
            raise Wrong(f"Mã “{given}” phải có chữ hoặc số.")
        return DutyId(made)
    same = [duty.id for duty in known.duties.values() if plain(duty.name) == plain(name)]
    return same[0] if len(same) == 1 else DutyId(slug(name))


def _name(text: str, known: str) -> str:
    """The name on one line; the same name without its marks changes nothing."""
    return known if plain(text) == plain(known) else " ".join(text.split())


def _rule(text: str, column: Column, cadence: Cadence, year_from: int) -> DayRule:
    """The rule of a cell, with its heading in the sentence against it."""
    try:
        return read_rule(text, cadence, year_from)
    except Unclear as found:
        raise Wrong(f"{capital(column)}: {found}") from None


def _form(text: str, known: Known) -> FormId:
    """A form by its id or its name."""
    for key, name in known.forms.items():
        if plain(text) in {plain(key), plain(name)}:
            return key
    some = ", ".join(known.forms) or "(chưa có)"
    raise Wrong(f"Không có biểu mẫu “{text}”. Đang có: {some}. Thêm bằng: python -m bot duties forms import TỆP")


def _day_after(text: str) -> date | None:
    """'hiệu lực đến 31/12/2026' holds on that day still."""
    last = read_day(text, Column.VALID_TO)
    return last and last + timedelta(days=1)


def _source(row: _Row, base: Source) -> Source:
    """What imposes it; of another paper nothing is kept of the old one but who set the day."""
    cited = row[Column.SOURCE]
    kept = base if cited in {"", base.cited} else Source(cited=cited, note=base.note)
    return replace(kept, place=row[Column.PLACE] or kept.place, note=row[Column.NOTE] or kept.note)


def _term(row: _Row, known: Known) -> Period | None:
    """The years of 'nhiệm kỳ 2023-2028'."""
    found = [each.period for each in find_periods(row[Column.CADENCE], known.today)]
    return next((period for period in found if period.kind is PeriodKind.TERM), None)


def _outside(duty: Duty, known: Known) -> Iterator[str]:
    """Units that are named although they do not stand below the recipient."""
    names = {unit.code: unit.name for unit in known.units}
    area = units_below(duty.recipient, known.links, known.today)
    for code in duty.selector.units:
        if code not in area:
            yield f"{names.get(code, code)} không ở dưới {names.get(duty.recipient, duty.recipient)}."


def _recut(duty: Duty, known: Known) -> Iterator[str]:
    """What cuts the periods cannot change under reports that are open."""
    base = known.duties.get(duty.id)
    cut = base and (base.cadence, base.year_from, base.term)
    if duty.id in known.begun and cut != (duty.cadence, duty.year_from, duty.term):
        yield "Chế độ này đã mở kỳ nên không đổi kỳ được. Xin kết thúc nó (duties end) rồi lập chế độ mới với mã khác."


def changes(listed: Sequence[Duty], known: Known) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
    """Which duties of a list are new, and which change."""
    new = tuple(duty for duty in listed if duty.id not in known.duties)
    return new, tuple(duty for duty in listed if duty.id in known.duties and known.duties[duty.id] != duty)
