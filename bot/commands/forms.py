"""`duties forms`: which forms there are; one is read in from an office's file, or made from a programme's targets."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session

from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.mistake import Mistake
from bot.settings import Settings
from bot.tables import text_of
from knowledge import store as documents
from knowledge.document import Document
from knowledge.text import fold
from union import store as union
from union.catalogue import catalogue_of, common
from union.forms.form import FieldKind, Form, FormError
from union.forms.from_targets import form_from_targets
from union.forms.library import read_form
from union.indicators import Indicator, catalogue
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
    return told(form, chosen, is_new=is_new)


def form_of_programme(settings: Settings, chosen: Namespace) -> int:
    """Makes a form from the targets of a published document, with the indicators that these count."""
    with opened(settings) as found:

        def read(db: Session) -> tuple[Form, tuple[Indicator, ...]]:
            document = named(documents.published(db), chosen.document)
            own = catalogue_of((document,), (document.header.issuer_code,))
            try:
                form = form_from_targets(document, catalogue((*own.indicators, *common())))
            except FormError as wrong:
                raise Mistake(str(wrong)) from None
            asked = {item.indicator for item in form.fields}
            return form, tuple(item for item in own.indicators if item.target and item.id in asked)

        def write(db: Session) -> tuple[Form, bool]:
            form, counted = read(db)
            shipped = {item.id for item in common()}
            for item in counted:
                if item.id not in shipped:  # what the common catalogue has keeps its words there
                    records.save_indicator(db, item)
            is_new = records.save_form(db, form)
            if is_new:
                union.note(db, moment(db), OPERATOR, "form", form.id, name=form.name)
            return form, is_new

        form, is_new = (found.db.read_now(read)[0], False) if chosen.dry_run else found.db.write_now(write)
    for field in form.fields:
        print(f"  {field.label}\t{field.place or field.section}")
    return told(form, chosen, is_new=is_new)


def named(published: Sequence[Document], wanted: str) -> Document:
    """The document of this number or key. Raises `Mistake` with those there are."""
    for document in published:
        if fold(wanted) in {fold(document.header.number or ""), fold(document.key)}:
            return document
    known = "; ".join(document.header.number or document.key for document in published)
    raise Mistake(f"Không có văn bản “{wanted}”. Các văn bản: {known}.")


def told(form: Form, chosen: Namespace, *, is_new: bool) -> int:
    """Says what was read and whether it was written."""
    print(f"{form.id}, {form.name}: {size(form)}.")
    if chosen.dry_run:
        print("Chạy thử: chưa ghi gì. Bỏ --dry-run để ghi.")
    else:
        print("Đã ghi." if is_new else "Biểu mẫu đã đúng như vậy, không có gì để ghi.")
    return 0
