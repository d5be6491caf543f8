"""`duties forms`: which forms there are; one that an office wrote, or changed, is read in with its rules."""

from argparse import Namespace
from pathlib import Path

from sqlmodel import Session

from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.mistake import Mistake
from bot.settings import Settings
from bot.tables import text_of
from union import store as union
from union.catalogue import common
from union.forms.form import FieldKind, Form, FormError
from union.forms.library import read_form
from union.records import store as records


def list_forms(settings: Settings) -> int:
    """Prints every form with how much it asks."""
    with opened(settings) as found:
        for form in found.db.read_now(records.all_forms):
            print(f"{form.id}\t{form.name}\t{size(form)}")
    return 0


def size(form: Form) -> str:
    """'8 mục: 4 số liệu, 4 phần viết; 2 quy tắc'."""
    figures = sum(item.kind is FieldKind.FIGURE for item in form.fields)
    rules = f"; {len(form.rules)} quy tắc" if form.rules else ""
    return f"{len(form.fields)} mục: {figures} số liệu, {len(form.fields) - figures} phần viết{rules}"


def import_form(settings: Settings, chosen: Namespace) -> int:
    """Reads one form; a changed one is a new version, reports that are in keep the one they were written by."""
    path = Path(chosen.file)
    text = text_of(path)
    with opened(settings) as found:

        def read(db: Session) -> Form:
            known = frozenset(item.id for item in (*common(), *records.own_indicators(db)))
            try:
                return read_form(text, known)
            except FormError as wrong:
                raise Mistake(f"{path.name}: {wrong}") from None

        def write(db: Session) -> tuple[Form, bool]:
            form = read(db)
            is_new = records.save_form(db, form)
            if is_new:
                union.note(db, moment(db), OPERATOR, "form", form.id, name=form.name)
            return form, is_new

        form, is_new = (found.db.read_now(read), False) if chosen.dry_run else found.db.write_now(write)
    print(f"{form.id}, {form.name}: {size(form)}.")
    if chosen.dry_run:
        print("Chạy thử: chưa ghi gì. Bỏ --dry-run để ghi.")
    else:
        print("Đã ghi." if is_new else "Biểu mẫu đã đúng như tệp, không có gì để ghi.")
    return 0
