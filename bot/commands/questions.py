"""`questions`: what people passed on to an office and what the documents did not answer; answered, closed, exported."""

import csv
import json
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bot.app import build
from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.house import House
from bot.mistake import Mistake
from bot.notices import post_notice
from bot.opening import Opened
from bot.settings import Settings
from handlers.asked import board, store
from handlers.asked.people import asker_words, name_of
from handlers.asked.sending import NOBODY, Given, corrected, delivered, is_private
from handlers.asked.store import Passed
from handlers.messages import Notice
from handlers.wording.asked import TEXT_MOST, Line
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.notes import store as notes
from knowledge.text import clean
from union import store as union
from union.scope import Scope

Row = dict[str, str | int | None]


def list_questions(settings: Settings, chosen: Namespace) -> int:
    """Prints the questions that wait, or all; with `--topics` what was asked and not found in thirty days."""
    with opened(settings) as found:
        read = topic_rows if chosen.topics else question_rows
        listed = found.db.read_now(lambda db: list(read(db, now_in(db, found), chosen)))
    for row in listed:
        print(
            json.dumps(row, ensure_ascii=False) if chosen.json else "\t".join(str(each or "") for each in row.values())
        )
    if not listed and not chosen.json:
        print("Không có câu nào tra mà không thấy." if chosen.topics else "Không có câu hỏi nào đang chờ.")
    return 0


def question_rows(db: Session, now: datetime, chosen: Namespace) -> Iterator[Row]:
    """The questions with their askers; whoever passed one on wanted the office to read it."""
    for each in store.every(db, only_waiting=not chosen.all):
        if not chosen.office or each.office == chosen.office:
            yield row_of(db, each, now)


def row_of(db: Session, item: Passed, now: datetime) -> Row:
    """One question as a row."""
    state = "chờ trả lời" if item.waits else "đã đóng" if item.is_closed else "đã trả lời"
    return {
        "number": item.id,
        "office": item.office,
        "passed_at": local(item.passed_at),
        "asker": asker_words(db, item, now.astimezone(VIETNAM).date()),
        "text": item.text,
        "state": state,
        "answer": item.answer,
        "answered_at": local(item.answered_at) if item.answered_at else None,
        "answered_by": None if item.waits else name_of(db, item.answered_by),
        "note": item.note,
    }


def topic_rows(db: Session, now: datetime, chosen: Namespace) -> Iterator[Row]:
    """What was asked in vain, without names."""
    offices = [UnitCode(chosen.office)] if chosen.office else sorted(store.offices_asked(db, now - board.LOOKED_BACK))
    for office in offices:
        sheet = board.sheet(db, (office,), (), now, board.LOOKED_BACK)
        yield from (topic_row(office, "không thấy", line) for line in sheet.missing)
        yield from (topic_row(office, "chưa đúng ý", line) for line in sheet.wrong)


def topic_row(office: UnitCode, ending: str, line: Line) -> Row:
    """One topic as a row."""
    return {"office": office, "ending": ending, "count": line.count, "units": line.units, "text": line.text}


def answer_question(settings: Settings, chosen: Namespace) -> int:
    """Answers one question as the office, and keeps the answer where that is wanted."""
    text = text_of(chosen)
    with opened(settings) as found:
        house = build(settings, found, ()).house

        def write(db: Session) -> str:
            now = now_in(db, found)
            item = waiting(db, chosen.number)
            if chosen.keep and is_private(item):
                raise Mistake(f"Câu {item.id} là chuyện riêng của người hỏi, không lưu vào kho.")
            if not store.answer_it(db, scope_for(item), item.id, text, now):
                raise Mistake(f"Câu {item.id} vừa có người trả lời hoặc đóng.")
            union.note(db, now, OPERATOR, "answer question", item.office, question=str(item.id))
            way = told_way(db, house, delivered(db, item, Given(item.id, text), "", "", now))
            kept = f" {keep(db, item, text, now)}" if chosen.keep else ""
            return f"Đã trả lời câu {item.id}; {way}.{kept}"

        said = found.db.write_now(write)
    print(said)
    return 0


def correct_answer(settings: Settings, chosen: Namespace) -> int:
    """Puts other words in the place of an answer: who received it is told, and what was kept is replaced."""
    text = text_of(chosen)
    with opened(settings) as found:
        house = build(settings, found, ()).house

        def write(db: Session) -> str:
            now = now_in(db, found)
            item = one_of(db, chosen.number)
            if not item.answer:
                state = "đã đóng" if item.is_closed else "chưa được trả lời"
                raise Mistake(f"Câu {item.id} {state}, chưa có gì để sửa.")
            if clean(item.answer) == clean(text):
                raise Mistake(f"Câu {item.id} đã trả lời đúng như vậy; không gửi thêm.")
            given = Given(item.id, text, item.answer)
            note = corrected(db, scope_for(item), item, given, who=OPERATOR, now=now)
            if note is None:
                raise Mistake(f"Câu {item.id} vừa có người sửa. Xem: python -m bot questions list --all")
            way = told_way(db, house, delivered(db, item, given, "", f"{now.timestamp()}", now))
            kept = f" Trong kho, câu trả lời {item.note} đã thay bằng câu trả lời {note}." if note else ""
            return f"Đã đính chính câu {item.id}; {way}.{kept}"

        said = found.db.write_now(write)
    print(said)
    return 0


def text_of(chosen: Namespace) -> str:
    """The words of an answer. Raises `Mistake`."""
    text = " ".join(chosen.text).strip()
    if not text or len(text) > TEXT_MOST:
        raise Mistake(f"Câu trả lời cần từ 1 đến {TEXT_MOST} ký tự.")
    return text


def told_way(db: Session, house: House, notices: Sequence[Notice]) -> str:
    """Posts what goes to the asker, and says whether anything does."""
    for notice in notices:
        post_notice(db, house, notice)
    return "tin đi khi trợ lý đang chạy" if notices else "tin không tới được người hỏi, xin gọi điện"


def keep(db: Session, item: Passed, text: str, now: datetime) -> str:
    """The answer as an entry of the knowledge base under the office's name."""
    office = union.find_unit(db, item.office)
    assert office, "an office is a unit, and units are never deleted"
    note = notes.add_note(db, notes.NewNote(office.code, office.name, item.text, text, NOBODY), now)
    store.kept_as(db, item.id, note)
    union.note(db, now, OPERATOR, "keep answer", office.code, question=str(item.id), note=str(note))
    return f"Đã lưu vào kho (câu trả lời {note})."


def close_question(settings: Settings, chosen: Namespace) -> int:
    """Sets one question aside without an answer."""
    with opened(settings) as found:

        def write(db: Session) -> None:
            now, item = now_in(db, found), waiting(db, chosen.number)
            if not store.close_it(db, scope_for(item), item.id, now):
                raise Mistake(f"Câu {item.id} vừa có người trả lời hoặc đóng.")
            union.note(db, now, OPERATOR, "close question", item.office, question=str(item.id))

        found.db.write_now(write)
    print(f"Đã đóng câu {chosen.number}; người hỏi không nhận tin nào.")
    return 0


def export_questions(settings: Settings, chosen: Namespace) -> int:
    """Writes the questions and their answers into a file that Excel opens, or as JSON."""
    path = Path(chosen.file)
    with opened(settings) as found:
        read = topic_rows if chosen.topics else question_rows
        listed = found.db.read_now(lambda db: list(read(db, now_in(db, found), chosen)))
    try:
        if chosen.json:
            path.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", "utf-8")
        else:
            write_csv(path, listed)
    except OSError as error:
        raise Mistake(f"Không ghi được {path}: {error.strerror}.") from error
    print(f"Đã ghi {len(listed)} dòng vào {path}.")
    return 0


def write_csv(path: Path, listed: list[Row]) -> None:
    """One line per row under the names of the columns; what somebody typed is never a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        if listed:
            writer.writerow(listed[0])
        writer.writerows([harmless(each) for each in row.values()] for row in listed)


def harmless(cell: str | int | None) -> str | int:
    """'=1+2' as text."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return "" if cell is None else cell


def waiting(db: Session, number: int) -> Passed:
    """The question of this number, as it waits. Raises `Mistake`."""
    item = one_of(db, number)
    if item.is_closed:
        raise Mistake(f"Câu {number} đã đóng.")
    if not item.waits:
        raise Mistake(f"Câu {number} đã được trả lời. Sửa: python -m bot questions correct {number} …")
    return item


def one_of(db: Session, number: int) -> Passed:
    """The question of this number. Raises `Mistake`."""
    item = next((each for each in store.every(db, only_waiting=False) if each.id == number), None)
    if item is None:
        raise Mistake(f"Không có câu {number}. Xem: python -m bot questions list")
    return item


def scope_for(item: Passed) -> Scope:
    """An operator acts for the office that was asked."""
    return Scope(None, offices=frozenset((item.office,)))


def now_in(db: Session, found: Opened) -> datetime:
    """The office's time."""
    return moment(db) + timedelta(seconds=found.offset_seconds)


def local(at: datetime) -> str:
    """'2026-11-23 09:15'."""
    return at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M")


ACTIONS: Mapping[str, Callable[[Settings, Namespace], int]] = {
    "list": list_questions,
    "answer": answer_question,
    "correct": correct_answer,
    "close": close_question,
    "export": export_questions,
}
