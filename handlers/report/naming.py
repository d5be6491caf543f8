"""Which field does a message name before what it says of it: 'tồn tại: không', 'kn: tăng kinh phí'; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.report.values import Reporting
from handlers.wording import plain
from knowledge.text import clean, fold
from union.forms.form import Field, FieldKind
from union.indicators import Catalogue

WITH_SIGN = re.compile(
    r"(?:mục |muc )?(?P<name>[^:=\n]{2,60}?)(?:\s*[:=]\s*|\s+(?:[-–]|là|la)\s+)(?P<value>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
NOTHING = r"(?:khong|ko|k|(?:khong|ko|k|chua) (?:co|thay|phat sinh))(?: (?:gi|ai|nao))?(?: (?:moi|het|ca))?"
NAMES_NOTHING = re.compile(rf"(?:(?:ve|phan|muc) )?(?P<name>.+?)(?: (?:thi|la))? (?P<value>{NOTHING})")
ANOTHER = re.compile(r"[,;.\n]\s*(?P<name>[^:=,;.\n]{2,60}?)\s*[:=]")


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
    others = [each["name"] for each in ANOTHER.finditer(value)]
    return Named(field, value, several=any(by_name(draft, each, catalogue) for each in others))


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
