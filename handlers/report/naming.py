"""Which field does a message name before what it says of it: 'tồn tại: không', 'kn: tăng kinh phí'; pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.report.boxes import LESS, Spoken, by_names, is_mending, runs, spoken_of
from handlers.report.values import Reporting
from handlers.talk import Scene
from handlers.wording import plain
from knowledge.dates import find_periods
from knowledge.numbers import find_numbers, find_ratios
from knowledge.text import clean, fold
from union.forms.form import Field, FieldKind
from union.indicators import Catalogue

WITH_SIGN = re.compile(
    r"(?:mục |muc )?(?P<name>[^:=\n]{2,60}?)(?:\s*[:=]\s*|\s+(?:[-–]|là|la)\s+)(?P<value>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
NOTHING = r"(?:khong|ko|k|(?:khong|ko|k|chua) (?:co|thay|phat sinh))(?: (?:gi|ai|nao))?(?: (?:moi|het|ca))?"
NAMES_NOTHING = re.compile(rf"(?:(?:ve|phan|muc) )?(?P<name>.+?)(?: (?:thi|la))? (?P<value>{NOTHING})")
TOTAL = re.compile(r"^tong\b")
ADDS = re.compile(r"\bthem\b")
"""'kết nạp thêm 2' is no other name, but says that it comes on top."""
SURELY_MENDS = re.compile(
    r"(?:sua|doi|chinh|dieu chinh|cap nhat|thay|ghi lai|khai lai|lai)\b.*\b(?:thanh|la|bang|sang)\b.*"
)
HOLDS = re.compile(r"\b(?:ghi|khai|dien|nhap|viet|xem)\b")
FIGURE_WORDS_MOST = 6
ANOTHER = re.compile(r"(?:[,;.\n]|\b(?:và|còn|va|con)\b)\s*(?:(?:còn|và|con|va) )?(?P<name>[^:=,;.\n]{2,60}?)\s*[:=]")


@dataclass(frozen=True, slots=True)
class Named:
    """A field by its name, with what it shall hold. `several`: other fields are named behind it."""

    field: Field
    value: str
    several: bool = False


def field_named(draft: Reporting, said: str, catalogue: Catalogue) -> Named | None:
    """'kiến nghị: tăng kinh phí', 'tồn tại thì không có'; a field of figures only with a 'không'."""
    words = clean(said).strip()
    found = WITH_SIGN.fullmatch(words)
    if found is None:
        none = NAMES_NOTHING.fullmatch(plain(said))
        field = by_name(draft, none["name"], catalogue) if none else None
        return Named(field, "không") if field else None
    field = by_name(draft, found["name"], catalogue)
    value = found["value"].strip()
    if field is None or (field.kind is FieldKind.FIGURE and not says_nothing(value)):
        return None
    return Named(field, value, several=names_others(draft, value, catalogue))


def names_others(draft: Reporting, value: str, catalogue: Catalogue, field: Field | None = None) -> bool:
    """Whether other fields are named behind what is said of one: 'thiếu chỗ; kiến nghị: cấp thêm'."""
    found = (by_name(draft, each["name"], catalogue) for each in ANOTHER.finditer(value))
    return any(each is not None and each != field for each in found)


@dataclass(frozen=True, slots=True)
class Called:
    """The fields that a name fits, and what was said of them."""

    fields: tuple[Field, ...]
    spoken: Spoken


def field_called(draft: Reporting, said: str, scene: Scene) -> Called | None:
    """'sửa tổng số 32', 'mục kiến nghị: …', 'kết quả thêm: …'; None where it may as well be told as an answer."""
    if not draft.fields:
        return None
    names = fields_by_name(draft, scene.catalogue)
    spoken = bare_name(said, names) or spoken_of(said, by_names(names))
    if spoken is None or is_of_another(spoken, draft, scene):
        return None
    fields = names[spoken.where]
    is_plain = bool(spoken.sign) or is_mending(spoken.verb)
    if len(fields) > 1:
        return Called(fields, spoken) if is_plain and spoken.value and find_numbers(spoken.value) else None
    is_figure = fields[0].kind is FieldKind.FIGURE
    takes_figures = is_plain or draft.asked is None or draft.asked.kind is FieldKind.FIGURE
    if is_figure and takes_figures and LESS.match(fold(spoken.value)):
        return Called(fields, spoken)
    if is_figure:
        fits = figure_fits(spoken, is_plain=is_plain, takes_figures=takes_figures)
    else:
        fits = passage_fits(spoken, is_plain=is_plain)
    return Called(fields, spoken) if fits or is_asked(spoken, said) else None


def fields_by_name(draft: Reporting, catalogue: Catalogue) -> dict[str, tuple[Field, ...]]:
    """Every bare name, also a part of one, with the fields it may mean; a whole name means its own field."""
    found: dict[str, list[Field]] = {}
    for field in draft.fields:
        for name in {*runs(fold(field.label)), *short_names(field), *TOTAL.findall(fold(field.label))}:
            found.setdefault(name, []).append(field)
    whole: dict[str, list[Field]] = {}
    for field in draft.fields:
        for name in whole_names(field, catalogue):
            whole.setdefault(name, []).append(field)
    return {name: tuple(fields) for name, fields in (found | whole).items() if not ADDS.search(name)}


def bare_name(said: str, names: Iterable[str]) -> Spoken | None:
    """'mục kiến nghị' alone opens the field."""
    match = re.fullmatch(by_names(names), fold(clean(said)).strip(" .!,:"))
    return Spoken(match["where"], "", sign=match["sign"], mends=True) if match and match["sign"] else None


def is_of_another(spoken: Spoken, draft: Reporting, scene: Scene) -> bool:
    """'sửa kết nạp tháng 10 thành 3' in the report of November."""
    periods = [found.period for found in find_periods(spoken.report, scene.today)]
    return bool(periods) and not any(map(draft.is_for, periods))


def figure_fits(spoken: Spoken, *, is_plain: bool, takes_figures: bool) -> bool:
    """Whether a figure is put right, emptied or opened, and no sentence is told that only holds the name."""
    if spoken.empties:
        return True
    if not spoken.value:
        return spoken.mends and not spoken.asks
    has_one = len(find_numbers(spoken.value)) == 1 or bool(find_ratios(spoken.value))
    if not (has_one or says_nothing(spoken.value)) or len(spoken.value.split()) > FIGURE_WORDS_MOST:
        return False
    return is_plain or spoken.mends or (spoken.adds and takes_figures)


def passage_fits(spoken: Spoken, *, is_plain: bool) -> bool:
    """Whether a passage is written, opened or emptied, and no text is told that only begins with the name."""
    if spoken.empties or not spoken.value:
        return (spoken.empties or spoken.mends) and not spoken.asks
    if spoken.adds:
        return bool(spoken.joint)
    if SURELY_MENDS.fullmatch(fold(spoken.joint)):
        return True
    return is_plain and (bool(spoken.joint) or is_mending(spoken.verb))


def is_asked(spoken: Spoken, said: str) -> bool:
    """'kiến nghị ghi gì rồi', 'mục tổng số là mấy': what the report holds, not what a paper says."""
    return spoken.asks and (bool(spoken.sign) or HOLDS.search(fold(said)) is not None)


def names_passage(draft: Reporting, said: str, catalogue: Catalogue) -> bool:
    """'1 và nhiệm vụ: thăm lớp': a text of some field is told behind what else is."""
    found = (by_name(draft, each["name"], catalogue) for each in ANOTHER.finditer(said))
    return any(each is not None and each.kind is FieldKind.PASSAGE for each in found)


def says_nothing(text: str) -> bool:
    """'không', 'ko có gì', 'chưa có'."""
    return re.fullmatch(NOTHING, plain(text)) is not None


def by_name(draft: Reporting, name: str, catalogue: Catalogue) -> Field | None:
    """The only field that is called so: by its label, a part of it, or the first letters of a passage's."""
    bare = fold(name).strip()
    whole = [field for field in draft.fields if bare in whole_names(field, catalogue)]
    fitting = whole or [field for field in draft.fields if bare in short_names(field)]
    return fitting[0] if len(fitting) == 1 else None


def whole_names(field: Field, catalogue: Catalogue) -> set[str]:
    """'ton tai, kho khan', 'ton tai' and 'kho khan'; what is counted also by its other names."""
    counted = catalogue.find(field.indicator)
    return {fold(field.label), *parts(field), *(fold(each) for each in (counted.aliases if counted else ()))}


def short_names(field: Field) -> set[str]:
    """'nhiem vu' of 'nhiem vu thang toi', 'kn' of 'kien nghi': of passages only, figures have their own short forms."""
    if field.kind is not FieldKind.PASSAGE:
        return set()
    found = set()
    for words in (part.split() for part in parts(field)):
        heads = [words[:most] for most in range(2, len(words) + 1)]
        found |= {" ".join(head) for head in heads} | {"".join(word[0] for word in head) for head in heads}
    return found


def parts(field: Field) -> Iterator[str]:
    """What a comma or an 'và' parts in a label."""
    return (part.strip() for part in re.split(r",| va ", fold(field.label)))
