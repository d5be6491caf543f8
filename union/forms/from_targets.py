"""A programme sets targets: the form that asks how each of them stands, each with the place that sets it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.document import Comparator, Document, Passage, Target
from knowledge.numbers import written
from knowledge.text import fold
from union.catalogue import catalogue_of
from union.forms.form import Field, FieldKind, Form, FormError, FormId, Prefill
from union.indicators import Basis, Catalogue, Indicator, Kind

UNWRITABLE = str.maketrans("", "", '“”"„{}')
"""What would end a quoted label in a rule, or open a blank in a question."""
JUDGED, AHEAD = "Đánh giá chung", "Nhiệm vụ và kiến nghị"
NONE_IS_SAID = "Không có thì nhắn “không có”."
PASSAGES = (
    Field(
        "ket-qua", FieldKind.PASSAGE, "kết quả nổi bật",
        "Những việc làm được nổi bật trong {period} là gì? Đồng chí viết vài dòng.",
        section=JUDGED, prefill=Prefill.NONE,
    ),
    Field(
        "ton-tai", FieldKind.PASSAGE, "tồn tại, khó khăn",
        f"Trong {{period}}, chỉ tiêu nào còn khó đạt, vì sao? {NONE_IS_SAID}",
        section=JUDGED, prefill=Prefill.LAST,
    ),
    Field(
        "nhiem-vu", FieldKind.PASSAGE, "nhiệm vụ kỳ tới",
        "Kỳ tới đơn vị tập trung vào những việc gì?",
        section=AHEAD, prefill=Prefill.LAST,
    ),
    Field(
        "kien-nghi", FieldKind.PASSAGE, "kiến nghị",
        f"Đồng chí có kiến nghị gì với công đoàn cấp trên? {NONE_IS_SAID}",
        section=AHEAD, prefill=Prefill.LAST,
    ),
)  # fmt: skip
"""What every such form asks after the figures."""


def form_from_targets(document: Document, catalogue: Catalogue) -> Form:
    """One figure for each thing a target counts, then the four passages. Raises `FormError` where nothing is counted.

    An indicator of the catalogue is used as it stands there; two targets that count the same share a field.
    """
    figures = _once(_figures(document, catalogue))
    if not figures:
        raise FormError(f"“{document.header.title}” không có chỉ tiêu nào bằng số, nên chưa lập được biểu mẫu.")
    header = document.header
    named = " ".join(filter(None, (header.type or "chương trình", header.number or header.period)))
    return Form(
        id=FormId(f"chi-tieu/{document.key}"),
        name=f"Báo cáo chỉ tiêu {named}",
        title=f"Báo cáo kết quả thực hiện chỉ tiêu {named}",
        fields=(*figures, *PASSAGES),
        rules=tuple(f"“{item.label}” từ 0 đến 100" for item in figures if _is_share(item, catalogue, document)),
        valid_from=header.valid_from,
        valid_to=header.valid_to,
        source=str(document.key),
    )


def _figures(document: Document, catalogue: Catalogue) -> Iterator[Field]:
    made = _by_target(document)
    for passage in document.passages:
        for position, target in enumerate(passage.targets):
            own = made.get(f"{document.key} § {passage.place} § {position}")
            if own is not None:
                yield _field(catalogue.find(own.id) or own, target, passage)


def _by_target(document: Document) -> dict[str, Indicator]:
    """What the document's own targets count, by the target."""
    own = catalogue_of((document,), (document.header.issuer_code,))
    return {item.target: item for item in own.indicators if item.target}


def _is_share(item: Field, catalogue: Catalogue, document: Document) -> bool:
    own = {each.id: each for each in _by_target(document).values()}
    found = catalogue.find(item.indicator) or (own.get(item.indicator) if item.indicator else None)
    return found is not None and found.kind is Kind.PERCENT


def _field(indicator: Indicator, target: Target, passage: Passage) -> Field:
    label = small(indicator.name.translate(UNWRITABLE))
    return Field(
        key=str(indicator.id),
        kind=FieldKind.FIGURE,
        label=label,
        ask=f"{_question(indicator, label)} (Chỉ tiêu: {aim_words(target)}; {passage.place}.)",
        indicator=indicator.id,
        section=f"Chỉ tiêu, {passage.place.partition(',')[0]}",
        place=passage.place,
    )


def _question(indicator: Indicator, label: str) -> str:
    match indicator.kind:
        case Kind.PERCENT:
            return (
                f"Trong {{period}}, {label}: đạt bao nhiêu trên tổng số bao nhiêu? Ví dụ 412/420, hoặc tỷ lệ như 96%."
            )
        case Kind.YES_NO:
            return f"Trong {{period}}, {label}: đã làm được chưa?"
    when = "Đến cuối {period}" if indicator.basis is Basis.STOCK else "Trong {period}"
    return f"{when}, {label}: bao nhiêu {indicator.measure}?"


def aim_words(target: Target) -> str:
    """'96% trở lên', 'trên 90%', 'khoảng 18.000 đoàn viên', 'từ 13 đến 15 cuộc'."""
    measure = "%" if target.measure == "%" else f" {target.measure}".rstrip()
    value = f"{written(target.value)}{measure}"
    match target.comparator:
        case Comparator.AT_LEAST:
            return f"{value} trở lên"
        case Comparator.MORE:
            return f"trên {value}"
        case Comparator.ABOUT:
            return f"khoảng {value}"
        case Comparator.AT_MOST:
            return f"không quá {value}"
        case Comparator.LESS:
            return f"dưới {value}"
        case Comparator.RANGE if target.value_max is not None:
            return f"từ {written(target.value)} đến {written(target.value_max)}{measure}"
    return value


def _once(fields: Iterator[Field]) -> tuple[Field, ...]:
    """Each indicator once, and each label: a second one of the same name says where it stands."""
    kept: dict[str, Field] = {}
    labels: set[str] = {fold(item.label) for item in PASSAGES}
    for item in fields:
        if item.key in kept:
            continue
        label = next(each for each in _names(item, len(kept)) if fold(each) not in labels)
        labels.add(fold(label))
        kept[item.key] = replace(item, label=label)
    return tuple(kept.values())


def _names(item: Field, number: int) -> Sequence[str]:
    return (item.label, f"{item.label} ({item.place})", f"{item.label} ({item.place}, chỉ tiêu {number + 1})")


def small(name: str) -> str:
    """A small letter in front, as within a sentence; abbreviations and proper names keep theirs."""
    if name[1:2].isupper() or name.startswith(("Đảng", "Ủy ban", "Uỷ ban", "Công đoàn")):
        return name
    return name[:1].lower() + name[1:]
