"""`terms`: an office's own abbreviations, listed, added, taken back, and read from a list."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session

from bot.commands.duties import print_faults
from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.mistake import Mistake
from bot.settings import Settings
from bot.tables import Table, headed, read_table
from handlers.wording.terms import WHY
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.terms import store
from knowledge.terms.values import TERMS_MAX, Kept, Term, settled, trouble_with
from knowledge.text import bare_short, fold
from union import store as union
from union.roster import STAFF, Unit

LIST_NAME = "viet_tat"
NOBODY = 0
"""Who added what was added on the machine itself."""


class Column(StrEnum):
    """What a list of abbreviations says of one."""

    SHORT = "viết tắt"
    MEANING = "nghĩa"


HEADINGS = headed(
    Column,
    {
        "chữ viết tắt": Column.SHORT, "chữ tắt": Column.SHORT, "ký hiệu": Column.SHORT,
        "viết đầy đủ": Column.MEANING, "đầy đủ": Column.MEANING, "nội dung": Column.MEANING, "là": Column.MEANING,
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What a list would add, how many of it are known, and what is wrong with its rows."""

    new: tuple[Term, ...]
    known: int
    faults: tuple[tuple[int, str], ...]


def list_terms(settings: Settings, chosen: Namespace) -> int:
    """Prints the abbreviations of one office, or of all."""
    with opened(settings) as found:

        def read(db: Session) -> list[tuple[str, Kept]]:
            units = [office_of(db, chosen.office)] if chosen.office else list(union.all_units(db))
            names = {unit.code: unit.name for unit in units}
            return [(names[kept.term.office], kept) for kept in store.kept_by(db, tuple(names))]

        listed = found.db.read_now(read)
    if not listed:
        print("Chưa Văn phòng nào đặt chữ viết tắt riêng. Đặt: python -m bot terms add CNC công nghệ cao")
    for name, kept in listed:
        print(f"{kept.term.short}\t{kept.term.meaning}\t{name}\t{kept.made_at:%d/%m/%Y}")
    return 0


def add_term(settings: Settings, chosen: Namespace) -> int:
    """Adds one."""

    def write(db: Session) -> tuple[bool, Term, Unit]:
        unit = office_of(db, chosen.office)
        term = settled(unit.code, chosen.short, " ".join(chosen.meaning))
        check(db, term)
        return keep(db, term), term, unit

    with opened(settings) as found:
        is_new, term, unit = found.db.write_now(write)
    is_so = "Từ nay" if is_new else "Vốn đã có:"
    print(f"{is_so} “{term.short}” là “{term.meaning}”, dùng cho {unit.name} và các đơn vị bên dưới.")
    return 0


def remove_term(settings: Settings, chosen: Namespace) -> int:
    """Takes one back, whole or one meaning of it."""

    def write(db: Session) -> list[Term]:
        unit = office_of(db, chosen.office)
        term = settled(unit.code, chosen.short, " ".join(chosen.meaning))
        gone = store.withdraw(db, unit.code, term.short, term.meaning, moment(db))
        for each in gone:
            union.note(db, moment(db), OPERATOR, "term remove", unit.code, short=each.short, meaning=each.meaning)
        return gone

    with opened(settings) as found:
        gone = found.db.write_now(write)
    if not gone:
        raise Mistake(f"Không có chữ viết tắt “{chosen.short}” ấy. Xem: python -m bot terms list")
    for each in gone:
        print(f"Đã bỏ “{each.short}” là “{each.meaning}”.")
    return 0


def import_terms(settings: Settings, chosen: Namespace) -> int:
    """Reads a list of abbreviations for one office, whole or not at all; what is known stays as it is."""
    table: Table[Column] = read_table(Path(chosen.file), HEADINGS, (Column.SHORT, Column.MEANING), LIST_NAME)
    with opened(settings) as found:

        def drawn(db: Session) -> Read:
            unit = office_of(db, chosen.office)
            held = [kept.term for kept in store.kept_by(db, (unit.code,))]
            return read_rows(table, unit.code, held)

        def write(db: Session) -> Read:
            read = drawn(db)
            if not read.faults:
                for term in read.new:
                    keep(db, term)
            return read

        read = found.db.read_now(drawn) if chosen.dry_run else found.db.write_now(write)
    if read.faults:
        print_faults(read.faults, table.row_word)
        return 1
    for term in read.new:
        print(f"{term.short}\t{term.meaning}")
    trial = "Chạy thử: chưa ghi gì. Bỏ --dry-run để ghi." if chosen.dry_run else f"Đã thêm {len(read.new)} chữ."
    print(f"{trial} {f'{read.known} chữ đã có.' if read.known else ''}".rstrip())
    return 0


def read_rows(table: Table[Column], office: UnitCode, held: list[Term]) -> Read:
    """What is new in the list, and what is wrong with its rows."""
    seen = {key_of(term) for term in held}
    new: list[Term] = []
    known = 0
    faults: list[tuple[int, str]] = []
    for number, cells in table.rows:
        for term in terms_of(cells, office):
            if trouble := trouble_with(term.short, term.meaning):
                faults.append((number, WHY[trouble].format(term.short)))
            elif key_of(term) in seen:
                known += 1
            else:
                seen.add(key_of(term))
                new.append(term)
    if len(held) + len(new) > TERMS_MAX:
        faults.append((0, f"Nhiều hơn {TERMS_MAX} chữ của một Văn phòng."))
    return Read(tuple(new), known, tuple(faults))


def terms_of(cells: Mapping[Column, str], office: UnitCode) -> Iterator[Term]:
    """The meanings of one row; several stand with ';' between them."""
    for meaning in cells.get(Column.MEANING, "").split(";"):
        yield settled(office, cells.get(Column.SHORT, ""), meaning)


def key_of(term: Term) -> tuple[str, str]:
    """What makes two terms the same."""
    return bare_short(term.short), fold(term.meaning)


def check(db: Session, term: Term) -> None:
    """Raises `Mistake` where the term cannot be kept."""
    if trouble := trouble_with(term.short, term.meaning):
        raise Mistake(WHY[trouble].format(term.short))
    if len(store.kept_by(db, (term.office,))) >= TERMS_MAX:
        raise Mistake(f"Danh sách đã đủ {TERMS_MAX} chữ.")


def keep(db: Session, term: Term) -> bool:
    """Adds it, with a line on the trail; False where it is known."""
    if not store.add(db, term, NOBODY, moment(db)):
        return False
    union.note(db, moment(db), OPERATOR, "term add", term.office, short=term.short, meaning=term.meaning)
    return True


def office_of(db: Session, code: str) -> Unit:
    """The unit whose list is meant; the only one with staff where none is named. Raises `Mistake`."""
    if not code:
        code = only_office(db)
    unit = union.find_unit(db, code)
    if unit is None:
        raise Mistake(f"Không có đơn vị “{code}”. Xem danh sách: python -m bot units")
    return unit


def only_office(db: Session) -> UnitCode:
    """The only unit in whose office somebody works. Raises `Mistake`."""
    today = moment(db).astimezone(VIETNAM).date()
    offices = {held.unit for held in union.seats_held(db, today, tuple(STAFF))}
    if len(offices) != 1:
        raise Mistake("Nêu văn phòng bằng --office MÃ, ví dụ --office suoi-may. Xem mã: python -m bot units")
    return offices.pop()


ACTIONS: Mapping[str, Callable[[Settings, Namespace], int]] = {
    "list": list_terms,
    "add": add_term,
    "remove": remove_term,
    "import": import_terms,
}
