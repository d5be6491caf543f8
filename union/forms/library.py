"""Which forms are there? Forms are data: TOML that an office may edit, read with an error that names the field."""

import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import TypeVar

from knowledge.text import clean, fold
from union.catalogue import common
from union.forms.form import Field, FieldKind, Form, FormError, FormId, Prefill
from union.forms.rules import read_rule
from union.indicators import Indicator, IndicatorId

SHIPPED = ("bao-cao-thang", "bao-cao-6-thang", "bao-cao-nam")
KINDS = {"so lieu": FieldKind.FIGURE, "phan viet": FieldKind.PASSAGE}
PREFILLS = {"so da ghi": Prefill.LEDGER, "ky truoc": Prefill.LAST, "khong": Prefill.NONE}
FORM_KEYS = {"ma", "ten", "tieu_de", "tu_ngay", "den_ngay", "can_cu", "quy_tac", "muc"}
FIELD_KEYS = {"ma", "loai", "ten", "hoi", "chi_so", "phan", "bat_buoc", "dien_san"}
QUICK = FormId("tra-loi-nhanh")
C = TypeVar("C", FieldKind, Prefill)


@cache
def load_forms() -> tuple[Form, ...]:
    """The forms as shipped."""
    known = frozenset(item.id for item in common())
    folder = resources.files("union.forms")
    return tuple(read_form((folder / f"{name}.toml").read_text("utf-8"), known) for name in SHIPPED)


def find_form(forms: Iterable[Form], wanted: FormId, on: date) -> Form | None:
    """The form of this id that is in force on a day; of several the one that came last."""
    fitting = [
        form
        for form in forms
        if form.id == wanted
        and (form.valid_from is None or form.valid_from <= on)
        and (form.valid_to is None or on <= form.valid_to)
    ]
    return max(fitting, key=lambda form: form.valid_from or date.min, default=None)


def adhoc_form(ask: str, indicator: Indicator | None) -> Form:
    """The form of a question put in one sentence: one figure, or one passage where nothing is counted."""
    words = clean(ask).strip()
    kind = FieldKind.PASSAGE if indicator is None else FieldKind.FIGURE
    label = indicator.name if indicator else "nội dung trả lời"
    key = str(indicator.id) if indicator else "tra-loi"
    only = Field(key, kind, label, words, indicator.id if indicator else None, prefill=Prefill.NONE)
    return Form(QUICK, "Trả lời nhanh", words, (only,))


# Reading


def read_form(text: str, known: Collection[IndicatorId]) -> Form:
    """A form from its TOML. Raises `FormError` that names the field or the rule."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormError(f"Tệp biểu mẫu viết chưa đúng cách: {error}.") from None
    _only(table, FORM_KEYS, "Biểu mẫu")
    name = _words(table, "ten", "Biểu mẫu")
    where = f"Biểu mẫu “{name}”"
    listed = table.get("muc")
    if not isinstance(listed, list) or not listed or not all(isinstance(item, dict) for item in listed):
        raise FormError(f"{where} chưa có mục nào ([[muc]]).")
    fields = tuple(_field(item, number, known, where) for number, item in enumerate(listed, 1))
    _once([item.key for item in fields], where, "mã")
    _once([fold(item.label) for item in fields], where, "tên")
    return Form(
        FormId(_words(table, "ma", where)),
        name,
        _words(table, "tieu_de", where),
        fields,
        _rules(table, fields, where),
        _day(table, "tu_ngay", where),
        _day(table, "den_ngay", where),
        _words(table, "can_cu", where, default=""),
    )


def _field(table: dict[str, object], number: int, known: Collection[IndicatorId], where: str) -> Field:
    where = f"{where}, mục {number}"
    _only(table, FIELD_KEYS, where)
    label = _words(table, "ten", where)
    where = f"{where} “{label}”"
    kind = _chosen(table, "loai", KINDS, where)
    required = table.get("bat_buoc", True)
    if not isinstance(required, bool):
        raise FormError(f"{where}: “bat_buoc” là true hoặc false.")
    given = _words(table, "dien_san", where, default="")
    usual = Prefill.LEDGER if kind is FieldKind.FIGURE else Prefill.NONE
    return Field(
        key=_words(table, "ma", where),
        kind=kind,
        label=label,
        ask=_question(table, where),
        indicator=_indicator(table, kind, known, where),
        section=_words(table, "phan", where, default=""),
        required=required,
        prefill=_chosen(table, "dien_san", PREFILLS, where) if given else usual,
    )


def _question(table: dict[str, object], where: str) -> str:
    words = _words(table, "hoi", where)
    strange = re.search(r"\{(?!period\})[^}]*\}?", words)
    if strange:
        raise FormError(f"{where}: “hoi” chỉ dùng được {{period}}, không có {strange[0]}.")
    return words


def _indicator(
    table: dict[str, object], kind: FieldKind, known: Collection[IndicatorId], where: str
) -> IndicatorId | None:
    given = _words(table, "chi_so", where, default="")
    if kind is FieldKind.PASSAGE:
        if given:
            raise FormError(f"{where} là phần viết nên không có chỉ số (“chi_so”).")
        return None
    if not given:
        raise FormError(f"{where} là số liệu nên cần chỉ số (“chi_so”).")
    if given not in known:
        raise FormError(f"{where}: không có chỉ số “{given}” trong danh mục.")
    return IndicatorId(given)


def _rules(table: dict[str, object], fields: Sequence[Field], where: str) -> tuple[str, ...]:
    listed = table.get("quy_tac", [])
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise FormError(f"{where}: “quy_tac” là danh sách các câu.")
    for sentence in listed:
        try:
            read_rule(sentence, fields)
        except FormError as error:
            raise FormError(f"{where}: {error}") from None
    return tuple(listed)


def _only(table: dict[str, object], known: set[str], where: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise FormError(f"{where} có phần không hiểu: {', '.join(unknown)}. Chỉ dùng: {', '.join(sorted(known))}.")


def _words(table: dict[str, object], key: str, where: str, *, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise FormError(f"{where}: thiếu “{key}”." if value is None else f"{where}: “{key}” phải là chữ.")
    if default is None and not value.strip():
        raise FormError(f"{where}: “{key}” còn để trống.")
    return clean(value).strip()


def _chosen(table: dict[str, object], key: str, choices: dict[str, C], where: str) -> C:
    said = fold(_words(table, key, where)).replace("-", " ")
    if said not in choices:
        raise FormError(f"{where}: không có {key} “{table[key]}”. Chọn trong: {', '.join(choices)}.")
    return choices[said]


def _day(table: dict[str, object], key: str, where: str) -> date | None:
    value = table.get(key)
    if value is not None and type(value) is not date:
        raise FormError(f"{where}: “{key}” là một ngày, ví dụ 2026-01-01.")
    return value


def _once(names: Sequence[str], where: str, what: str) -> None:
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise FormError(f"{where}: có hai mục cùng {what} “{doubled[0]}”.")
