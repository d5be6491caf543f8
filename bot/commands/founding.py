"""What stands at the place of the data, and an office founded there: its unit, its first administrator, their code."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import inspect
from sqlmodel import Session

from bot.commands.office import OPERATOR, opened
from bot.db import Database, moment, reachable
from bot.mistake import Mistake
from bot.opening import DEMO, OFFICE_NAME, OFFICE_PHONE, RoleLock, address_of
from bot.settings import Settings
from bot.store import runs
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store
from union.imports.names import same_person
from union.roster import CODE_LIFE, Held, OfficerId, Role, Unit, UnitKind, code_hash, new_code

OFFICE_UNIT = "office_unit"
"""The unit whose office set this database up."""
NEW_FOLDER = "du-lieu"


class Ground(StrEnum):
    """What a place for data is."""

    NEW = "new"
    DEMO = "demo"
    REAL = "real"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Standing:
    """An office that is there already. `office` is None where units were added by hand and none is surely the one."""

    ground: Ground
    office: Unit | None = None
    admins: tuple[Held, ...] = ()
    units: int = 0
    is_served: bool = False
    office_name: str = ""
    office_phone: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """What an office is founded with."""

    code: UnitCode
    name: str
    kind: UnitKind
    phone: str
    shown_name: str
    """As messages name it: “Văn phòng Công đoàn xã Suối Mây”."""
    admin: str
    admin_phone: str
    wants_code: bool


@dataclass(frozen=True, slots=True)
class Founded:
    """What came of it; an empty code: none was wanted."""

    code: str
    until: datetime


def ground_at(settings: Settings) -> Ground:
    """What is at the place, without making or changing anything there. Raises `DatabaseError` where nobody can look."""
    db = Database(address_of(settings))
    try:
        if db.path is not None and not db.path.exists():
            return Ground.NEW
        reachable(db)
        with db.engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
        if not tables:
            return Ground.NEW
        if not {"alembic_version", "setting"} <= tables:
            return Ground.FOREIGN
        said = db.read_now(lambda session: runs.read_setting(session, DEMO))
        return {"yes": Ground.DEMO, None: Ground.NEW}.get(said, Ground.REAL)
    finally:
        db.close()


def placed(settings: Settings, place: str) -> Settings:
    """The settings with their data at another place."""
    if "://" in place:
        return replace(settings, database_url=place)
    return replace(settings, database_url="", data_dir=Path(place))


def free_folder(settings: Settings) -> str:
    """The first folder of ours that holds no demo."""
    number = 1
    while True:
        name = NEW_FOLDER if number == 1 else f"{NEW_FOLDER}-{number}"
        if ground_at(placed(settings, name)) in {Ground.NEW, Ground.REAL}:
            return name
        number += 1


def refuse_ground(settings: Settings) -> None:
    """Real data never goes where a demo is, nor into somebody else's tables. Raises `Mistake`."""
    where = "Cơ sở dữ liệu trong DATABASE_URL" if settings.database_url else f"Thư mục {settings.data_dir}"
    match ground_at(settings):
        case Ground.DEMO:
            raise Mistake(
                f"{where} là dữ liệu dùng thử; dữ liệu thật không bao giờ ở chung. "
                f"Xin nêu chỗ khác, ví dụ: python -m bot setup --place {NEW_FOLDER}"
            )
        case Ground.FOREIGN:
            raise Mistake(f"{where} đã có bảng của chương trình khác. Xin tạo một cơ sở trống, hoặc nêu chỗ khác.")


def standing_at(settings: Settings) -> Standing:
    """What is at the place, and who. Raises `DatabaseError`."""
    ground = ground_at(settings)
    if ground is not Ground.REAL:
        return Standing(ground)
    with opened(settings) as place:
        return replace(place.db.read_now(who_stands), is_served=is_served(place.db))


def is_served(db: Database) -> bool:
    """Whether a `run` works on this data."""
    if db.is_postgres:
        return db.read_now(lambda session: runs.living(session, "web", moment(session)))
    lock = RoleLock(db)
    is_free = lock.take()
    lock.release()
    return not is_free


def who_stands(db: Session) -> Standing:
    """The office of a real database, as far as it is known."""
    units = [unit for unit in store.all_units(db) if unit.closed_on is None]
    day = moment(db).astimezone(VIETNAM).date()
    admins = list(store.seats_held(db, day, (Role.ADMIN,)))
    known = runs.read_setting(db, OFFICE_UNIT) or (admins[0].unit if admins else None)
    tops = [unit for unit in units if not store.links_above(db, unit.code)]
    office = next((unit for unit in units if unit.code == known), tops[0] if len(tops) == 1 else None)
    return Standing(
        Ground.REAL,
        office,
        tuple(held for held in admins if office is not None and held.unit == office.code),
        len(units),
        office_name=runs.read_setting(db, OFFICE_NAME) or "",
        office_phone=runs.read_setting(db, OFFICE_PHONE) or "",
    )


def found(settings: Settings, office: Office) -> Founded:
    """Makes the database if need be and writes the office into it: all of it, or the place is left as it was."""
    code = new_code()
    with nothing_half_made(settings), opened(settings) as place:
        hashed = code_hash(code, place.salt)
        until = place.db.write_now(lambda db: establish(db, office, hashed))
    return Founded(code if office.wants_code else "", until)


@contextmanager
def nothing_half_made(settings: Settings) -> Iterator[None]:
    """A new SQLite file that could not be filled does not stay."""
    db = Database(address_of(settings))
    path = db.path
    db.close()
    made_here = [] if path is None or path.exists() else [each for each in files_of(path) if not each.exists()]
    folder_was_there = path is None or path.parent.exists()
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for each in made_here:
                each.unlink(missing_ok=True)
            if path is not None and not folder_was_there:
                path.parent.rmdir()
        raise


def files_of(path: Path) -> tuple[Path, ...]:
    """A SQLite database with what lies beside it while it is open."""
    return (path, *(Path(f"{path}{suffix}") for suffix in ("-wal", "-shm", ".lock")))


def establish(db: Session, office: Office, hashed: str) -> datetime:
    """Writes what is new or different, with a line of the trail; gives until when the code holds."""
    now = moment(db)
    known = store.find_unit(db, office.code)
    before = known or Unit(office.code, office.name, office.kind)
    unit = replace(before, name=office.name, kind=office.kind, phone=office.phone)
    if unit != known:
        store.save_unit(db, unit)
        store.note(db, now, OPERATOR, "unit", office.code, name=office.name, kind=office.kind, phone=office.phone)
    for name, value in (
        (OFFICE_UNIT, office.code),
        (OFFICE_NAME, office.shown_name),
        (OFFICE_PHONE, office.phone),
    ):
        runs.write_setting(db, name, value)
    who = seated(db, office, now)
    if office.wants_code:
        store.withdraw_codes(db, office.code, Role.ADMIN, now)
        new = store.NewInvitation(office.code, Role.ADMIN, office.admin, office.shown_name, who)
        store.invite(db, hashed, new, now)
        store.note(db, now, OPERATOR, "invite", office.code, role=Role.ADMIN, name=office.admin)
    return now + CODE_LIFE


def seated(db: Session, office: Office, now: datetime) -> OfficerId:
    """The administrator in their seat: the one of that name, or a new person beside those who hold it."""
    day = now.astimezone(VIETNAM).date()
    here = store.seats_held(db, day, frozenset(Role), (office.code,))
    known = next((held for held in here if same_person(held.name, office.admin)), None)
    who = known.officer if known else store.add_officer(db, office.admin, office.admin_phone)
    if known and office.admin_phone and known.phone != office.admin_phone:
        store.save_phone(db, who, office.admin_phone)
    if store.give_seat(db, who, office.code, Role.ADMIN, day):
        store.note(db, now, OPERATOR, "seat", office.code, role=Role.ADMIN, name=office.admin, on=day.isoformat())
    return who
