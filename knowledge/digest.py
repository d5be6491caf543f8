"""What does a digest say: reads the plain-text format of `knowledge/digests/README.md` into a `Document`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from itertools import takewhile

from knowledge.document import (
    Comparator,
    Document,
    DocumentKey,
    DutyClause,
    Header,
    Milestone,
    Passage,
    PassageKind,
    Target,
    UnitCode,
)

KINDS = {
    "chủ đề": PassageKind.THEME,
    "mục đích": PassageKind.PURPOSE,
    "yêu cầu": PassageKind.PURPOSE,
    "mục tiêu": PassageKind.PURPOSE,
    "chỉ tiêu": PassageKind.TARGET,
    "kế hoạch": PassageKind.PLAN,
    "khâu đột phá": PassageKind.BREAKTHROUGH,
    "nhiệm vụ": PassageKind.TASK,
    "giải pháp": PassageKind.TASK,
    "báo cáo": PassageKind.DUTY,
    "mốc": PassageKind.MILESTONE,
    "tổ chức": PassageKind.ORGANISATION,
    "căn cứ": PassageKind.BASIS,
    "khác": PassageKind.OTHER,
}
HEADER_NAMES = (
    "Tên",
    "Loại",
    "Số",
    "Ghi chú về số",
    "Nơi ban hành",
    "Mã nơi ban hành",
    "Ngày ban hành",
    "Ghi chú về ngày",
    "Thời kỳ",
    "Hiệu lực từ",
    "Hiệu lực đến",
    "Chức vụ người ký",
    "Chủ đề",
    "Phương châm",
    "Nơi nhận",
    "Ví dụ",
)
REQUIRED_NAMES = ("Tên", "Loại", "Nơi ban hành", "Mã nơi ban hành")

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
FIGURE = re.compile(
    rf"(?:(?P<sign>>=|<=|[=><~])\s*(?P<value>{NUMBER})|(?P<low>{NUMBER})\s*\.\.\s*(?P<high>{NUMBER}))\s+(?P<measure>\S.*)"
)
CLAUSE_LINE = re.compile(r"[=<>~]|\d[\d.,]*\s*\.\.|mốc:|báo cáo:")
HEADING_LINE = re.compile(r"(?P<marks>={2,4})\s+(?P<title>\S.*)")
OPENING_LINE = re.compile(r"\[(?P<kind>[^\d\]]*?)\s*(?P<ordinal>\d+)?\]\s*(?P<place>.*)")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class DigestError(ValueError):
    """A mistake in a digest, as one Vietnamese sentence that names the file and the line."""

    def __init__(self, key: DocumentKey, line: int, sentence: str) -> None:
        super().__init__(f"{key}, dòng {line}: {sentence}")
        self.line = line


class _MistakeError(Exception):
    """A mistake before the file's name is known to it."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    """One passage as written: the headings it stands under, its opening line, and the lines that follow."""

    heading: str
    opening: _Line
    lines: tuple[_Line, ...]


def load_digests() -> tuple[Document, ...]:
    """The digests shipped with the project, in the order of their file names; keys are `digest/<file name>`."""
    folder = resources.files("knowledge") / "digests"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda entry: entry.name)
    return tuple(
        parse_digest(file.read_text("utf-8"), DocumentKey(f"digest/{file.name.removesuffix('.txt')}")) for file in files
    )


def parse_digest(text: str, key: DocumentKey) -> Document:
    """The whole document, or a `DigestError` that names the first wrong line; never half of it."""
    try:
        return _document(tuple(_written_lines(text)), key)
    except _MistakeError as mistake:
        raise DigestError(key, mistake.line, mistake.sentence) from None


def _document(lines: Sequence[_Line], key: DocumentKey) -> Document:
    head = tuple(takewhile(lambda line: line.text[0] not in "=[", lines))
    values = _header_values(head)
    blocks = tuple(_blocks(lines[len(head) :]))
    if not blocks:
        last = lines[-1].number if lines else 1
        raise _MistakeError(
            last, "chưa có đoạn nào; mỗi đoạn mở bằng một dòng như “[chỉ tiêu] mục II, gạch đầu dòng 1”"
        )
    _refuse_missing_names(values, blocks[0].opening)
    _refuse_shared_places(blocks)
    passages = tuple(_passage(block) for block in blocks)
    return Document(key, _header(values), passages, is_digest=True, is_example=_is_yes(values.get("Ví dụ")))


def _written_lines(text: str) -> Iterator[_Line]:
    """Every line that says something; blank lines and comments (#) do not."""
    for number, raw in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1):
        line = " ".join(raw.removeprefix("\ufeff").split())
        if line and not line.startswith("#"):
            yield _Line(number, line)


# The header


def _header_values(lines: Iterable[_Line]) -> dict[str, _Line]:
    values: dict[str, _Line] = {}
    for line in lines:
        name, colon, value = (part.strip() for part in line.text.partition(":"))
        if not colon:
            raise _MistakeError(line.number, "phần đầu chỉ nhận dòng “Tên mục: nội dung”")
        if name not in HEADER_NAMES:
            raise _MistakeError(line.number, f"không có mục “{name}”; các mục là: {', '.join(HEADER_NAMES)}")
        if name in values:
            raise _MistakeError(line.number, f"mục “{name}” đã ghi ở dòng {values[name].number}")
        if not value:
            raise _MistakeError(line.number, f"mục “{name}” để trống; không có thì bỏ cả dòng")
        values[name] = _Line(line.number, value)
    return values


def _refuse_missing_names(values: Mapping[str, _Line], body: _Line) -> None:
    for name in REQUIRED_NAMES:
        if name not in values:
            raise _MistakeError(body.number, f"trước dòng này phải có mục “{name}”")


def _header(values: Mapping[str, _Line]) -> Header:
    written = {name: line.text for name, line in values.items()}
    valid_from, valid_to = _day(values.get("Hiệu lực từ")), _day(values.get("Hiệu lực đến"))
    if valid_from and valid_to and valid_from > valid_to:
        raise _MistakeError(values["Hiệu lực đến"].number, "hiệu lực kết thúc trước khi bắt đầu")
    return Header(
        title=written["Tên"],
        type=written["Loại"],
        issuer=written["Nơi ban hành"],
        issuer_code=_code(values["Mã nơi ban hành"]),
        number=written.get("Số"),
        issued_on=_day(values.get("Ngày ban hành")),
        valid_from=valid_from,
        valid_to=valid_to,
        period=written.get("Thời kỳ", ""),
        signer_role=written.get("Chức vụ người ký"),
        theme=written.get("Chủ đề"),
        motto=written.get("Phương châm"),
        recipients=tuple(each.strip() for each in written.get("Nơi nhận", "").split(";") if each.strip()),
        number_note=written.get("Ghi chú về số"),
        issued_note=written.get("Ghi chú về ngày"),
    )


def _code(line: _Line) -> UnitCode:
    if not CODE.fullmatch(line.text):
        raise _MistakeError(line.number, f"mã “{line.text}” phải viết thường, không dấu, nối bằng gạch: vinh-thuan")
    return UnitCode(line.text)


def _day(line: _Line | None) -> date | None:
    if line is None:
        return None
    if match := DAY.fullmatch(line.text):
        try:
            return date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            raise _MistakeError(line.number, f"không có ngày {line.text}") from None
    raise _MistakeError(line.number, f"ngày “{line.text}” phải viết ngày/tháng/năm: 19/01/2024")


def _is_yes(line: _Line | None) -> bool:
    if line is not None and line.text not in ("có", "không"):
        raise _MistakeError(line.number, "mục “Ví dụ” chỉ nhận “có” hoặc “không”")
    return line is not None and line.text == "có"


# The passages


def _blocks(lines: Iterable[_Line]) -> Iterator[_Block]:
    path: tuple[str, ...] = ()
    opening: _Line | None = None
    content: list[_Line] = []
    for line in lines:
        if line.text.startswith("["):
            if opening:
                yield _Block(" › ".join(path), opening, tuple(content))
            opening, content = line, []
        elif heading := HEADING_LINE.fullmatch(line.text):
            if opening:
                yield _Block(" › ".join(path), opening, tuple(content))
            opening, content = None, []
            path = _deeper(path, heading, line)
        elif opening:
            content.append(line)
        else:
            raise _MistakeError(line.number, "dòng này không thuộc đoạn nào; mở đoạn bằng “[loại] chỗ trong văn bản”")
    if opening:
        yield _Block(" › ".join(path), opening, tuple(content))


def _deeper(path: tuple[str, ...], heading: re.Match[str], line: _Line) -> tuple[str, ...]:
    depth = len(heading["marks"]) - 2
    if depth > len(path):
        raise _MistakeError(line.number, "tiêu đề nhảy bậc: “===” phải đứng dưới “==”, “====” dưới “===”")
    return (*path[:depth], heading["title"])


def _refuse_shared_places(blocks: Iterable[_Block]) -> None:
    seen: dict[str, int] = {}
    for block in blocks:
        place = block.opening.text.partition("]")[2].strip()
        if place in seen:
            raise _MistakeError(block.opening.number, f"“{place}” đã có ở dòng {seen[place]}; mỗi chỗ là một đoạn")
        seen[place] = block.opening.number


def _passage(block: _Block) -> Passage:
    kind, ordinal, place = _opening(block.opening)
    sentences = tuple(takewhile(lambda line: not CLAUSE_LINE.match(line.text), block.lines))
    if not sentences:
        raise _MistakeError(block.opening.number, "đoạn này chưa có câu tóm lược")
    text = " ".join(line.text for line in sentences)
    clauses = tuple(_clause(line, text) for line in block.lines[len(sentences) :])
    return Passage(
        place,
        block.heading,
        kind,
        text,
        targets=tuple(clause for clause in clauses if isinstance(clause, Target)),
        duties=tuple(clause for clause in clauses if isinstance(clause, DutyClause)),
        milestones=tuple(clause for clause in clauses if isinstance(clause, Milestone)),
        ordinal=ordinal,
    )


def _opening(line: _Line) -> tuple[PassageKind, int | None, str]:
    match = OPENING_LINE.fullmatch(line.text)
    if not match or not match["place"]:
        raise _MistakeError(line.number, "đoạn mở bằng “[loại] chỗ trong văn bản”, ví dụ “[nhiệm vụ] mục III.2”")
    if match["kind"] not in KINDS:
        raise _MistakeError(line.number, f"không có loại “{match['kind']}”; các loại là: {', '.join(KINDS)}")
    return KINDS[match["kind"]], int(match["ordinal"]) if match["ordinal"] else None, match["place"]


# The lines under a sentence: figures, duties, milestones


def _clause(line: _Line, text: str) -> Target | DutyClause | Milestone:
    if line.text.startswith("mốc:"):
        return _milestone(line, text)
    if line.text.startswith("báo cáo:"):
        return _duty(line)
    return _target(line, text)


def _target(line: _Line, text: str) -> Target:
    first, subject, parts = _split(line, ("phạm vi", "hạn"))
    match = FIGURE.fullmatch(first)
    if not match or not subject:
        raise _MistakeError(
            line.number,
            "dòng số liệu phải như “>= 96 % | việc được đếm | phạm vi: … | hạn: …”, số viết 30.000 hoặc 6,4;"
            " câu chữ đứng trước các dòng này",
        )
    for figure in (match["value"], match["low"], match["high"]):
        _refuse_unsaid(figure, line, text)
    return Target(
        value=_number(match["value"] or match["low"]),
        comparator=Comparator(match["sign"]) if match["sign"] else Comparator.RANGE,
        measure=match["measure"],
        subject=subject,
        value_max=_number(match["high"]) if match["high"] else None,
        scope=parts["phạm vi"],
        due=parts["hạn"],
    )


def _duty(line: _Line) -> DutyClause:
    first, unnamed, parts = _split(line, ("từ", "về", "qua", "hạn"))
    cadence = tuple(word.strip() for word in first.removeprefix("báo cáo:").split(",") if word.strip())
    if not cadence or unnamed or not parts["từ"] or not parts["về"]:
        raise _MistakeError(
            line.number, "dòng báo cáo phải như “báo cáo: tháng, năm | từ: … | về: … | qua: … | hạn: …”"
        )
    return DutyClause(cadence, parts["từ"], parts["về"], through=parts["qua"], due=parts["hạn"])


def _milestone(line: _Line, text: str) -> Milestone:
    first, subject, _ = _split(line, ())
    due = first.removeprefix("mốc:").strip()
    if not due or not subject:
        raise _MistakeError(line.number, "dòng mốc phải như “mốc: 12/2023 | việc phải xong”")
    _refuse_unsaid(due, line, text)
    return Milestone(subject, due)


def _split(line: _Line, names: Sequence[str]) -> tuple[str, str, dict[str, str]]:
    """What stands before the first bar, the part without a name, and the named parts ('' where absent)."""
    first, *rest = (part.strip() for part in line.text.split("|"))
    named = dict.fromkeys(names, "")
    unnamed = ""
    for part in rest:
        name, colon, value = (piece.strip() for piece in part.partition(":"))
        if colon and name in named and not named[name] and value:
            named[name] = value
        elif part and not unnamed and name not in named:
            unnamed = part
        else:
            raise _MistakeError(line.number, f"không hiểu phần “{part}”")
    return first, unnamed, named


def _refuse_unsaid(figure: str | None, line: _Line, text: str) -> None:
    """A figure that its own sentence does not hold could never be cited honestly."""
    if figure and not re.search(rf"(?<![\d.,/]){re.escape(figure)}(?![\d/]|[.,]\d)", text):
        raise _MistakeError(line.number, f"câu tóm lược không nêu “{figure}”")


def _number(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))
