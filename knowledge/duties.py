"""Who reports what to whom and how often, and what must be done by when."""

import re
from collections.abc import Iterator

from knowledge.document import DutyClause, Milestone, Passage, PassageKind
from knowledge.outline import sentences
from knowledge.text import fold

OFFICE = (
    r"(?:[Bb]an [Tt]hường vụ|[Bb]an [Cc]hấp hành|BTV|BCH|[Tt]hường trực|[Vv]ăn phòng|LĐLĐ|[Ll]iên đoàn|[Cc]ông đoàn"
    r"|CĐCS|Tổng|Huyện ủy|Thành ủy|Tỉnh ủy|Đảng ủy|[Cc]ấp ủy|UBKT|Ủy ban|[Bb]an|[Bb]ộ phận|[Tt]ổ|[Cc]ác|[Cc]ấp trên)"
)
RECIPIENT = re.compile(
    r"(?:\b(?:về|với|cho|lên|gửi(?: về)?|đến|tới)|báo cáo(?: (?:kết quả|bằng văn bản|tình hình))?)\s+"
    rf"(?P<who>{OFFICE}\b[^,;.(]*(?:, (?=[A-ZĐ]){OFFICE}[^,;.(]*)*)"
)
RECIPIENT_ENDS = re.compile(
    r"\s+(?:định kỳ|hàng|hằng|theo|trước|qua|thông qua|để|chậm nhất|vào|về những|về các|kết quả|bằng|sáu tháng|cả năm"
    r"|\d)\b.*|\s*:.*"
)
THROUGH = re.compile(r"\b(?:thông qua|qua)\s+(?P<who>(?:bộ phận |Bộ phận )?(?:Văn phòng|[A-ZĐ]\w*)[^,;.()]*)")
REGULAR = re.compile(
    r"\b(?:định kỳ|hàng (?:tuần|tháng|quý|năm)|hằng (?:tuần|tháng|quý|năm)|mỗi (?:tuần|tháng|quý|năm)|6 tháng|sáu tháng"
    r"|9 tháng|cuối năm|báo cáo (?:tháng|quý|năm)|đột xuất|chế độ (?:thông tin,? )?báo cáo)\b",
    re.IGNORECASE,
)
CADENCES: tuple[tuple[str, str], ...] = (
    ("tuần", r"tuan\b"),
    ("tháng", r"(?<!\d )(?<!sau )(?<!chin )\bthang\b(?!\s*\d)"),
    ("quý", r"\bquy\b(?! dinh| che| trinh)"),
    ("6 tháng", r"\b(?:6|06|sau) thang\b"),
    ("9 tháng", r"\b(?:9|09|chin) thang\b"),
    ("năm", r"(?:hang|cuoi|ca|moi|bao cao|tong ket) nam\b(?! hoc)|thang,? (?:va )?nam\b|, nam\b|va nam\b"),
    ("năm học", r"\bnam hoc\b"),
    ("giai đoạn", r"\bgiai doan\b"),
    ("nhiệm kỳ", r"(?:het|cuoi|giua|ca|va) nhiem ky\b"),
    ("đột xuất", r"\bdot xuat\b"),
)
"""Periods of reports as the house calls them; 'tháng' is not the one of '6 tháng' nor of 'tháng 6'."""

DUE_DAY = re.compile(
    r"(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|vào)\s+(?:\d{1,2}\s*(?:giờ|h)\d*\s*)?(?:ngày\s+)?"
    r"\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?(?:\s*(?:và\s+(?:ngày\s+)?\d{1,2}(?:/\d{1,2})?))?(?:\s+(?:hàng|hằng|của|tháng)\s+[^,;.()]+)?",
    re.IGNORECASE,
)
ACTS = re.compile(
    r"\b(?:căn cứ|xây dựng|chỉ đạo|định kỳ|chủ động|tổ chức|báo cáo|tổng hợp|có trách nhiệm|chịu trách nhiệm|thực hiện"
    r"|gửi|hàng|hằng|tham mưu|phải|nộp)\b",
    re.IGNORECASE,
)

DAY = (
    r"(?:ngày\s+)?\d{1,2}/\d{1,2}/\d{4}|(?:ngày\s+)?\d{1,2}/\d{1,2}\b|(?:tháng\s+)?\d{1,2}/\d{4}"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
    r"|quý\s+[IVX\d]+(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?"
)
MILESTONE = re.compile(
    r"(?P<how>\b(?:thời gian\s+)?(?:hoàn thành|hoàn tất|xong|kết thúc|chậm nhất|muộn nhất|trước|bàn giao|sơ kết"
    r"|tổng kết))"
    r"(?P<what>(?:\s+[^\s,;.]+){0,12}?)(?:\s*:|\s+(?:là|xong|trước|trong|vào|chậm nhất|muộn nhất))*"
    rf"\s+(?P<due>{DAY})",
    re.IGNORECASE,
)
"""'hoàn thành (bảng theo dõi chung) trong tháng 3/2026': a word of finishing, perhaps the thing, and a day."""

NEVER_MILESTONES = (PassageKind.BASIS, PassageKind.THEME)


def find_duties(passage: Passage) -> tuple[DutyClause, ...]:
    """Regular reports that a passage asks for; 'kịp thời báo cáo … vướng mắc' is no regular report."""
    return tuple(
        duty
        for sentence in sentences(passage.text)
        for clause in clauses(sentence)
        if (duty := _duty(clause, passage)) is not None
    )


def _duty(clause: str, passage: Passage) -> DutyClause | None:
    asks = re.search(r"\b(?:báo cáo|chế độ báo cáo)\b", clause, re.IGNORECASE)
    if not asks or not REGULAR.search(clause):
        return None
    recipients = [_ended(match["who"]) for match in RECIPIENT.finditer(clause)]
    if not recipients or passage.kind in NEVER_MILESTONES:
        return None
    through = THROUGH.search(clause)
    due = DUE_DAY.search(clause)
    return DutyClause(
        cadence=_cadence(clause),
        reporter=_reporter(passage),
        recipient=recipients[-1] if "báo cáo" not in recipients[-1] else recipients[0],
        through=through["who"].strip() if through else "",
        due=due[0].strip() if due else "",
    )


def _ended(recipient: str) -> str:
    return RECIPIENT_ENDS.sub("", recipient).strip(" ,")


def _cadence(clause: str) -> tuple[str, ...]:
    bare = fold(clause)
    found = tuple(name for name, pattern in CADENCES if re.search(pattern, bare))
    return found or ("định kỳ theo quy định" if "theo quy dinh" in bare else "định kỳ",)


def _reporter(passage: Passage) -> str:
    """The unit that opens the passage ('Văn phòng, các Ban LĐLĐ tỉnh …'), else the one its heading names."""
    if re.match(OFFICE, passage.text):
        act = ACTS.search(passage.text)
        named = passage.text[: act.start()] if act else ""
        if 0 < len(named.split()) <= 15:
            return named.strip(" ,:")
    nearest = passage.heading.rpartition(" › ")[2]
    without_number = re.sub(r"^(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])\.\s+", "", nearest)
    return re.sub(r"^(?:Đối với|Trách nhiệm của|Nhiệm vụ của)\s+", "", without_number).strip(" .:")


def clauses(sentence: str) -> tuple[str, ...]:
    """Cut at semicolons, but not in a list of names ('Ban Thường vụ; Công đoàn cơ sở …')."""
    return tuple(re.split(r";\s+(?=[a-zđà-ỹ])", sentence))


def find_milestones(passage: Passage) -> tuple[Milestone, ...]:
    """Things to be finished by a day, month or quarter; a due date alone in a sentence belongs to the one before."""
    if passage.kind in NEVER_MILESTONES:
        return ()
    return tuple(_milestones(passage.text))


def _milestones(text: str) -> Iterator[Milestone]:
    before = ""
    for sentence in sentences(text):
        for clause in clauses(sentence):
            end = 0
            for match in MILESTONE.finditer(clause):
                done = _thing(clause, match, end) or before
                end = match.end()
                if done and not re.search(r"\b(?:có hiệu lực|ban hành)\b", done):
                    yield Milestone(done, _day(match["due"]))
            before = clause[:end].strip(" ,.;") if end and len(clause.split()) > 8 else clause.strip(" ,.;")


def _thing(clause: str, match: re.Match[str], end: int) -> str:
    """What is to be done: the words before the day, else, as in 'Trước 31/3/2026, các CĐCS gửi …', those after it."""
    is_itself_the_thing = match["what"] or match["how"].lower() in ("sơ kết", "tổng kết", "bàn giao")
    told = f"{clause[end : match.start()]}{match['how'] + match['what'] if is_itself_the_thing else ''}".strip(" ,:(;")
    if is_itself_the_thing or len(told.split()) >= 3:
        return told.removeprefix("và ")
    after = clause[match.end() :].strip(" ,:.")
    return after if len(after.split()) >= 3 else ""


def _day(due: str) -> str:
    """'tháng 12/2023' is written '12/2023', 'ngày 31/3/2026' '31/3/2026'; words stay words."""
    return re.sub(r"^(?:ngày|tháng)\s+(?=\d{1,2}/)", "", due)
