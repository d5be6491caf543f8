"""What a list of units would change: each unit beside what is stored, or what is wrong with the list as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from knowledge.document import UnitCode
from knowledge.text import fold
from union.imports.headings import Column
from union.imports.names import FreshCodes, code_for, kind_of, name_key, same_person
from union.imports.sheet import Listed, Listing, Named, PassedOver, RowError, Wrong
from union.roster import Held, OfficerId, Role, Unit


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds on the day: every unit, the unit above, and who chairs it or stands in."""

    units: Mapping[UnitCode, Unit] = field(default_factory=dict)
    above: Mapping[UnitCode, UnitCode] = field(default_factory=dict)
    holders: Mapping[UnitCode, tuple[Held, ...]] = field(default_factory=dict)
    people: Mapping[tuple[str, str], OfficerId] = field(default_factory=dict)
    """Who is known by folded name and number together."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Somebody takes a seat; those who held it leave it. `known` is set for a person the unit has already."""

    role: Role
    person: Named
    known: OfficerId | None = None
    leaves: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's name or number is brought up to date."""

    before: Held
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one row does; `above` is None where the link upwards stays."""

    row: int
    before: Unit | None
    after: Unit
    old_above: UnitCode | None = None
    above: UnitCode | None = None
    seatings: tuple[Seating, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything is stored like that already."""
        return self.before == self.after and self.above is None and not self.seatings and not self.corrections


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be written, all of it or nothing."""

    changes: tuple[Change, ...]
    unchanged: int
    absent: int
    """How many open units are stored and not in the list; they stay."""
    errors: tuple[RowError, ...]
    passed_over: tuple[PassedOver, ...] = ()

    @property
    def new(self) -> tuple[Change, ...]:
        """The units nobody knew."""
        return tuple(change for change in self.changes if change.before is None)

    @property
    def changed(self) -> tuple[Change, ...]:
        """The units that become different."""
        return tuple(change for change in self.changes if change.before is not None)


def plan(listing: Listing, stored: Stored, today: date, top: UnitCode | None = None) -> Plan:
    """Each row beside what is stored; `top` is above every row that names no unit above."""
    drawing = Drawing(listing, stored, today, top)
    drawing.identify()
    drawing.check_tops()
    drawing.check_names()
    drawing.check_circles()
    wrong = {error.row for error in (*listing.errors, *drawing.errors)}
    drawn = [drawing.change(item) for item in listing.rows if item.row in drawing.codes and item.row not in wrong]
    open_units = sum(1 for unit in stored.units.values() if not is_closed(unit, today))
    seen = sum(1 for code in drawing.codes.values() if code in stored.units)
    return Plan(
        changes=tuple(change for change in drawn if not change.is_empty),
        unchanged=sum(1 for change in drawn if change.is_empty),
        absent=open_units - seen,
        errors=tuple(sorted((*listing.errors, *drawing.errors))),
        passed_over=listing.passed_over,
    )


def is_closed(unit: Unit, today: date) -> bool:
    """Whether the unit has ended by that day."""
    return unit.closed_on is not None and unit.closed_on <= today


class Drawing:
    """One plan while it is drawn: which code each row has, which unit stands above it, and what is wrong."""

    def __init__(self, listing: Listing, stored: Stored, today: date, top: UnitCode | None) -> None:
        self.stored, self.today, self.top = stored, today, top
        self.rows = {item.row: item for item in listing.rows}
        self.says_above = bool(listing.columns & {Column.ABOVE, Column.ABOVE_CODE})
        self.errors: list[RowError] = []
        self.codes: dict[int, UnitCode] = {}
        self.above: dict[int, UnitCode | None] = {}
        self.row_of: dict[UnitCode, int] = {}
        self.coded: dict[str, int] = {}
        self.named: dict[str, list[int]] = {}
        self.known: dict[str, list[UnitCode]] = {}
        self.below: dict[tuple[UnitCode | None, str], UnitCode] = {}
        self.index()
        self.fresh = FreshCodes([*stored.units, *self.coded])

    def index(self) -> None:
        """The rows by code and by name, and the open stored units by name."""
        for item in self.rows.values():
            self.named.setdefault(name_key(item.name), []).append(item.row)
            if item.code and item.code in self.coded:
                self.wrong(item.row, f"trùng mã “{item.code}” với dòng {self.coded[item.code]}.")
            elif item.code:
                self.coded[item.code] = item.row
        for code, unit in self.stored.units.items():
            if not is_closed(unit, self.today):
                self.known.setdefault(name_key(unit.name), []).append(code)
                self.below[self.stored.above.get(code), name_key(unit.name)] = code

    def wrong(self, row: int, text: str) -> None:
        """Keeps what is wrong with a row."""
        self.errors.append(RowError(row, text))

    def identify(self) -> None:
        """Gives each row its code, from the top of the hierarchy down; what stands below a wrong row waits for it."""
        bad = {error.row for error in self.errors}
        for start in self.rows:
            path: dict[int, None] = {}
            row: int | None = start
            while row is not None and row not in self.codes and row not in bad and row not in path:
                path[row] = None
                row = self.row_above(self.rows[row])
            if row is not None and row in path:
                circle = list(path)[list(path).index(row) :]
                self.wrong(row, f"các đơn vị đứng trên nhau thành vòng: {self.round(circle)}.")
                bad.update(circle)
            for waiting in reversed(path):
                upper = self.row_above(self.rows[waiting])
                if waiting in bad or upper in bad or not self.settle(self.rows[waiting]):
                    bad.add(waiting)

    def round(self, circle: list[int]) -> str:
        """'A → B → A', or its beginning."""
        names = [self.rows[row].name for row in [*circle[:4], *(() if len(circle) > 4 else circle[:1])]]
        return " → ".join([*names, "…"] if len(circle) > 4 else names)

    def row_above(self, item: Listed) -> int | None:
        """The row of the unit above, where the list names it itself."""
        if not item.above:
            return None
        by_code = self.coded.get(item.above)
        rows = [row for row in self.named.get(name_key(item.above), ()) if row != item.row]
        found = by_code if by_code is not None else rows[0] if len(rows) == 1 else None
        return None if found == item.row else found

    def settle(self, item: Listed) -> bool:
        """Finds the unit above and the code of one row; False when something is wrong with it."""
        try:
            above = self.find_above(item)
            code = self.find_code(item, above)
        except Wrong as wrong:
            self.wrong(item.row, str(wrong))
            return False
        if above == code or (self.says_above and not item.above and code in self.stored.above):
            above = None
        problem = self.problem_of(item, code, above)
        if problem:
            self.wrong(item.row, problem)
            return False
        self.codes[item.row], self.row_of[code], self.above[item.row] = code, item.row, above
        return True

    def find_above(self, item: Listed) -> UnitCode | None:
        """The code of the unit above, None for none. Raises `Wrong` when it cannot be told."""
        if not item.above:
            return self.top
        row = self.row_above(item)
        if row is not None:
            return self.codes[row]
        if item.above in self.stored.units:
            return UnitCode(item.above)
        key = name_key(item.above)
        found = self.known.get(key, [])
        if len(found) > 1 or sum(number != item.row for number in self.named.get(key, ())) > 1:
            raise Wrong(f"có nhiều đơn vị tên “{item.above}”, xin ghi mã của đơn vị cấp trên.")
        if found:
            return found[0]
        if key == name_key(item.name) or item.above == item.code:
            raise Wrong(f"“{item.name}” không thể là cấp trên của chính mình.")
        raise Wrong(f"không có đơn vị cấp trên “{item.above}” trong tệp này hay trong danh sách đã khai.")

    def find_code(self, item: Listed, above: UnitCode | None) -> UnitCode:
        """The code in the row, that of a known unit of this name in this place, or a new one."""
        if item.code:
            return UnitCode(item.code)
        key = name_key(item.name)
        known = self.below.get((above, key))
        if known is None and not item.above:
            known = self.known_anywhere(item, key)
        return known or UnitCode(self.fresh.new(code_for(item.name)))

    def known_anywhere(self, item: Listed, key: str) -> UnitCode | None:
        """The known unit of this name, for a row that names no unit above. Raises `Wrong` when there are several."""
        if self.top is not None and key == name_key(self.stored.units[self.top].name):
            return self.top
        if self.top is not None and not self.says_above:
            return self.below.get((None, key))
        found = self.known.get(key, [])
        if len(found) > 1:
            raise Wrong(f"có nhiều đơn vị tên “{item.name}”, xin ghi mã hoặc đơn vị cấp trên.")
        return found[0] if found else None

    def problem_of(self, item: Listed, code: UnitCode, above: UnitCode | None) -> str:
        """Why the row cannot be this unit in this place; empty when it can."""
        if code in self.row_of:
            return f"trùng với dòng {self.row_of[code]}: cùng đơn vị “{item.name}” dưới cùng một cấp trên."
        known = self.stored.units.get(code)
        if known is not None and is_closed(known, self.today):
            return f"đơn vị mã “{code}” ({known.name}) đã kết thúc ngày {known.closed_on:%d/%m/%Y}."
        upper = None if above is None else self.stored.units.get(above)
        if upper is not None and is_closed(upper, self.today):
            return f"{upper.name} đã kết thúc ngày {upper.closed_on:%d/%m/%Y}, không thể là cấp trên."
        return ""

    def place_of(self, row: int) -> UnitCode | None:
        """The unit above after the change: what the list says, else what is stored."""
        return self.above[row] or self.stored.above.get(self.codes[row])

    def check_tops(self) -> None:
        """A list without a column for the unit above would leave every new unit alone: it is asked for once."""
        alone = [row for row, code in self.codes.items() if code not in self.stored.units and self.above[row] is None]
        if len(alone) > 1 and not self.says_above:
            self.wrong(0, "Tệp không có cột đơn vị cấp trên. Xin thêm cột ấy, hoặc nêu --above MÃ cho cả tệp.")

    def check_names(self) -> None:
        """One name stands once below one unit, counting what the list leaves alone."""
        taken: dict[tuple[UnitCode | None, str], UnitCode] = {
            place: code for place, code in self.below.items() if code not in self.row_of
        }
        for row, code in self.codes.items():
            place = (self.place_of(row), name_key(self.rows[row].name))
            other = taken.setdefault(place, code)
            if other != code and other in self.row_of:
                self.wrong(row, f"trùng tên “{self.rows[row].name}” với dòng {self.row_of[other]} dưới cùng cấp trên.")
            elif other != code:
                self.wrong(row, f"“{self.rows[row].name}” đã có dưới cấp trên ấy với mã {other}; xin dùng mã ấy.")

    def check_circles(self) -> None:
        """Nobody stands above themselves, counting the links that the list leaves alone."""
        above: dict[UnitCode, UnitCode] = dict(self.stored.above)
        above.update({self.codes[row]: upper for row, upper in self.above.items() if upper is not None})
        safe: set[UnitCode] = set()
        for code in self.row_of:
            path: dict[UnitCode, None] = {}
            at: UnitCode | None = code
            while at is not None and at not in safe and at not in path:
                path[at] = None
                at = above.get(at)
            if at is not None and at in path:
                circle = list(path)[list(path).index(at) :]
                row = next((self.row_of[unit] for unit in circle if unit in self.row_of), self.row_of[code])
                shown = " → ".join([*map(self.name_of, circle[:4]), "…" if len(circle) > 4 else self.name_of(at)])
                self.wrong(row, f"các đơn vị đứng trên nhau thành vòng: {shown}.")
            safe.update(path)

    def name_of(self, code: UnitCode) -> str:
        """What a unit is called, in the list or as stored."""
        row = self.row_of.get(code)
        return self.stored.units[code].name if row is None else self.rows[row].name

    def change(self, item: Listed) -> Change:
        """What one sound row does."""
        code = self.codes[item.row]
        before = self.stored.units.get(code)
        old_above = self.stored.above.get(code)
        above = self.above[item.row]
        seatings, corrections = people(item, self.stored.holders.get(code, ()), self.stored.people)
        return Change(
            row=item.row,
            before=before,
            after=unit_after(item, code, before),
            old_above=old_above,
            above=None if above == old_above else above,
            seatings=tuple(seatings),
            corrections=tuple(corrections),
        )


def unit_after(item: Listed, code: UnitCode, before: Unit | None) -> Unit:
    """The unit as the row says it; what the row leaves empty stays."""
    unit = before or Unit(code, item.name, item.kind or kind_of(item.name))
    return replace(
        unit,
        name=item.name,
        kind=item.kind or unit.kind,
        sector=item.sector or unit.sector,
        phone=item.phone or unit.phone,
        opened_on=item.opened_on or unit.opened_on,
        members=unit.members if item.members is None else item.members,
        legal_level=item.legal_level or unit.legal_level,
    )


def people(
    item: Listed, held: tuple[Held, ...], known: Mapping[tuple[str, str], OfficerId]
) -> tuple[list[Seating], list[Correction]]:
    """The chair the row names in place of another, deputies beside those there are; who is there stays."""
    seatings: list[Seating] = []
    corrections: list[Correction] = []
    named = [(Role.CHAIR, item.chair)] if item.chair else []
    for role, person in (*named, *((Role.DEPUTY, deputy) for deputy in item.deputies)):
        there = [holder for holder in held if holder.role is role]
        same = next((holder for holder in there if same_person(holder.name, person.name)), None)
        if same is not None:
            corrections.extend(corrected(same, person))
            continue
        here = next((holder.officer for holder in held if same_person(holder.name, person.name)), None)
        leaves = tuple(there) if role is Role.CHAIR else ()
        seatings.append(Seating(role, person, here or known.get((fold(person.name), person.phone)), leaves))
    return seatings, corrections


def corrected(holder: Held, person: Named) -> Iterator[Correction]:
    """A fuller name, and a number of whoever has not joined: who has, keeps the number they gave themselves."""
    name = person.name if len(person.name.split()) > len(holder.name.split()) else holder.name
    is_ours = not (holder.joined and holder.phone)
    phone = person.phone if person.phone and is_ours else holder.phone
    if (name, phone) != (holder.name, holder.phone):
        yield Correction(holder, name, phone)
