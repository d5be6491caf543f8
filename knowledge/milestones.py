"""What is to be finished by when: a thing and a day, a month or a quarter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.document import Milestone, Passage, PassageKind
from knowledge.grammar.spelled import spelled
from knowledge.outline import sentences
from knowledge.text import fold

ROMAN_OR_DIGIT = r"[IVX\d]+"
YEARLESS = r"(?<=trước )\d{1,2}/\d{1,2}\b|\d{1,2}/\d{1,2}\b(?!\s+[a-zà-ỹđ])"
"""'hoàn thành trước 15/3' is a day; '6/6 khu công nghiệp' are all of them."""
DAY = (
    rf"(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}/\d{{4}}|(?:tháng\s+)?\d{{1,2}}/\d{{4}}|ngày\s+\d{{1,2}}/\d{{1,2}}\b|{YEARLESS}"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
    rf"|quý\s+{ROMAN_OR_DIGIT}(?:\s*/\s*\d{{4}}|\s+năm\s+\d{{4}})?"
)
HOUR = r"(?:(?:lúc\s+)?\d{1,2}\s*(?:giờ|h)\s*(?:\d{2}(?:\s*phút)?)?,?\s*)?"
FINISHING = (
    r"(?:thời gian\s+)?(?:hoàn thành|hoàn tất|xong|kết thúc|chậm nhất|muộn nhất|trước|bàn giao|sơ kết|tổng kết"
    r"|khởi công|khánh thành|ra mắt|(?<=\w\s)hết)"
)
MILESTONE = spelled(
    rf"(?P<how>\b{FINISHING})(?!(?<=hết)\s+năm)"
    r"(?P<what>(?:\s+[^\s,;.]+){0,12}?)(?:\s*:|\s+(?:là|xong|trước|trong|vào|chậm nhất))*"
    rf"\s+{HOUR}(?P<due>{DAY})"
)
"""'hoàn thành (bảng theo dõi chung) trong tháng 3/2026': a word of finishing, perhaps the thing, and a day."""
LABELLED = spelled(
    rf"^\W*(?P<due>(?:quý\s+{ROMAN_OR_DIGIT}|tháng\s+\d{{1,2}})(?:\s*/\s*\d{{4}}|\s+năm\s+\d{{4}})?)\s*:\s*(?P<thing>.+)"
)
"""'Tháng 3/2027: hoàn thành kiểm tra': a calendar writes the time first."""
SPAN = spelled(
    r"(?P<thing>\bthời gian[^:;.]*?)\s*:?\s*(?P<due>từ\s+(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?"
    r"\s+đến(?:\s+hết)?\s+(?:ngày\s+)?\d{1,2}/\d{1,2}/\d{4})"
)
SPAN_OF = spelled(
    r"^\W*(?P<thing>(?:(?!\b(?:đã|giai đoạn|kỷ niệm)\b)[^:;.\d]){8,120}?)\s+"
    rf"(?P<due>từ\s+{HOUR}(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?"
    rf"\s+đến(?:\s+hết)?\s+{HOUR}(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}/\d{{4}})"
)
"""'Việc đăng ký vé thực hiện từ ngày 10/12 đến hết ngày 31/12/2026.'"""
WHOLE_YEAR = re.compile(r"\b0?1/0?1/\d{4}.*\b31/12/\d{4}$")
"""'Đối chiếu chứng từ từ ngày 01/01/2026 đến ngày 31/12/2026': the year looked at, not when it is done."""
OF_YEAR = r"(?:\s*/\s*\d{4}|\s+năm\s+\d{4})"
SPELL = rf"(?:quý\s+{ROMAN_OR_DIGIT}|tháng\s+\d{{1,2}}){OF_YEAR}"
WORK = (
    r"(?:sơ kết|tổng kết|tổ chức|hoàn thành|hoàn tất|ban hành|triển khai|rà soát|kiểm tra|khai trương|phát động|mở"
    r"|xây dựng|lập|trình|tiến hành|khảo sát|khởi công|khánh thành|ra mắt|công bố|gặp mặt|biểu dương|tuyên dương|họp"
    r"|đánh giá|bàn giao|thành lập|thẩm định|phê duyệt|thông báo|phân công|hướng dẫn|ra quân|khai mạc|bế mạc|tặng"
    r"|trao|thăm)"
)
OPENING = spelled(rf"^\W*(?:đến\s+)?(?:hết|trong)\s+(?P<due>{SPELL})\s*,\s*(?P<thing>.+)")
"""'Hết quý III/2026, Công đoàn phường hoàn thành việc rà soát.'"""
TIME_FIRST = spelled(
    rf"^\W*(?:(?:vào|trong|đến)\s+)?(?P<due>{SPELL})\s*,?\s*(?P<thing>(?:[^,;.]{{2,60}}?\s)??{WORK}\b.+)"
)
"""'Tháng 12/2027 sơ kết giai đoạn 1': the time first, then what is done."""
BY_TIME = spelled(
    rf"(?P<thing>^(?!.*\b(?:kỷ niệm|nhân dịp|xảy ra|đã)\b).*?)\s*\b(?:trong|vào)\s+(?P<due>{SPELL})\s*[.;]?$"
)
"""'Cập nhật dữ liệu … trong quý II năm 2026.': a task that ends with its quarter or month."""
FULL_DAY = r"ngày\s+(?P<due>\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
EVENT = spelled(
    r"\b(?:tổ chức|khai mạc|bế mạc|khai trương|phát động|diễn ra|khánh thành|khởi công|ra mắt|gặp mặt|ra quân)\b"
    r"(?P<what>(?:(?!\b(?:số \d|kỷ niệm|chào mừng|nhân dịp|đã|kế hoạch|nghị quyết|chương trình)\b)[^;.(“”]){0,120}?)"
    rf"\s*(?:(?:\b(?:vào|là)|\(?dự kiến(?: vào)?)\s+)?{HOUR}(?:(?:sáng|chiều|tối)\s+)?{FULL_DAY}"
)
"""'Hội thao tổ chức vào ngày 12/9/2026': what takes place on a day; the day of a paper or of a feast is not that."""
NAMED_DAY = spelled(
    r"^\W*(?P<thing>[^\W\d][^:;.\d]{2,60}):\s*(?:(?:dự kiến|vào)\s+)?"
    rf"{HOUR}(?:(?:sáng|chiều)\s+)?(?:thứ \w+,?\s+)?(?:ngày\s+)?(?P<due>\d{{1,2}}/\d{{1,2}}/\d{{4}})"
)
"""'Lễ phát động: ngày 28/4/2026.'"""
UP_TO_DAY = spelled(
    rf"\s*(?:(?:\b(?:vào|là)|\(?dự kiến(?: vào)?)\s+)?{HOUR}(?:(?:sáng|chiều|tối)\s+)?"
    r"(?<!\w)ngày\s+[\d/]+(?:\s+tháng\s.*)?$"
)
ONLY_TIME = spelled(r"(?:thời gian|thời điểm|ngày)(?:\s+(?:tổ chức|diễn ra|thực hiện|dự kiến|khai mạc))*$")
QUOTED = re.compile(r"“[^”]*”")
ITSELF = ("sơ kết", "tổng kết", "bàn giao", "khởi công", "khánh thành", "ra mắt", "so ket", "tong ket", "khoi cong")
NEVER = (PassageKind.BASIS, PassageKind.THEME)
NO_WORK = spelled(r"\b(?:có hiệu lực|thay thế)\b|\b(?:Luật|Nghị định|Thông tư)\b[^,;]*\bban hành\b")
"""A law that comes into force or a paper that goes is nobody's work."""
REPORTED = spelled(r"\bbáo cáo\b")
PURPOSE = spelled(r"\s+(?:để|làm cơ sở|phục vụ(?: việc)?)\s+(?:[^\s,;.]+\s+){0,4}?báo cáo\b[^,;.]*")
"""'… gửi danh sách trước ngày 27/3 để tổng hợp báo cáo LĐLĐ tỉnh': who gathers them reports, not who sends."""
RULES_REPORTS = spelled(
    r"\b(?:ban hành|xây dựng)\b[^,;.]*\b(?:chế độ|quy định|quy chế|mẫu|phần mềm)\b[^,;.]*\bbáo cáo\b"
)
PERIOD_FIRST = spelled(r"^\W*(?:riêng\s+)?(?:\d{1,2}\s+tháng|tháng|quý|năm|học kỳ)\b(?!\s+[IVX\d])")
"""'báo cáo tháng trước ngày 18; 6 tháng trước ngày 10/6': reports again."""
FINISHED = spelled(
    r"\b(?:hoàn thành|hoàn tất|xong|khởi công|khánh thành|kết thúc|bàn giao)\b|(?<!báo cáo )\b(?:sơ kết|tổng kết)\b"
)
SAYS_WHEN = re.compile(r"(?:thoi gian|thoi han|han|tien do|hoan thanh|thoi diem|moc)\b")
SAYS_WHAT = re.compile(r"(?:.*\b)?(?:noi dung|cong viec|viec|nhiem vu|hoat dong|hang muc|san pham)\b")


def find_milestones(passage: Passage) -> tuple[Milestone, ...]:
    """Things to be finished by a day, month or quarter; a due date alone in a sentence belongs to the one before.

    The day of a report or of a figure is their own due.
    """
    if passage.kind in NEVER:
        return ()
    return tuple(dict.fromkeys(_of_row(passage) if passage.cells else _of_text(passage)))


def _of_row(passage: Passage) -> Iterator[Milestone]:
    """'| Nội dung | Chủ trì | Thời gian hoàn thành |'."""
    what = next((cell.text for cell in passage.cells if SAYS_WHAT.match(fold(cell.head))), "")
    for cell in passage.cells:
        if what and SAYS_WHEN.match(cell.column) and (day := spelled(DAY).search(cell.text)):
            yield Milestone(what.strip(), _day(day[0]))


def _of_text(passage: Passage) -> Iterator[Milestone]:
    before = ""
    for sentence in sentences(passage.text):
        said = ""
        for clause in re.split(r";\s+(?=[a-zđà-ỹ])", sentence):
            yield from _of_clause(_Clause(clause, said or before, passage))
            end = max((match.end() for match in MILESTONE.finditer(clause)), default=0)
            before = clause[:end].strip(" ,.;") if end and len(clause.split()) > 8 else clause.strip(" ,.;")
            said = f"{said}; {clause}".strip("; ")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a sentence, what was said before it, and the passage that it stands in."""

    text: str
    before: str
    passage: Passage

    def is_figures(self, words: str) -> bool:
        """'100% CĐCS có quy chế, xong trước ngày 15/3': the day belongs to the figure."""
        return any(words.strip(" .;,") in target.clause for target in self.passage.targets)

    def heading(self) -> str:
        """The name of the work above: 'Hội thao công nhân' over 'Tổ chức ngày 10/5/2026 …'."""
        return re.sub(
            r"^\W*(?:Điều \d+\w?|[\d.]+|[IVX]+|\w)[.)]\s*|^\d+(?:\.\d+)+\s+",
            "",
            self.passage.heading.rpartition(" › ")[2],
        ).strip(" :.")

    def told(self, thing: str) -> str:
        """The thing, or what it refers to where it is a verb alone: '…; ban hành trong quý II/2026'."""
        bare = thing.strip(" ,.;:")
        return bare if len(bare.split()) >= 3 else self.before or (self.heading() if bare else "")


def _of_clause(clause: _Clause) -> Iterator[Milestone]:
    text = clause.text
    if (label := LABELLED.match(text)) or (label := OPENING.match(text)):
        yield Milestone(label["thing"].strip(" .;"), _day(label["due"]))
        return
    if span := SPAN.search(text):
        yield Milestone(span["thing"].strip(" :,."), span["due"])
        return
    if (span := SPAN_OF.match(text)) and not WHOLE_YEAR.search(span["due"]):
        yield Milestone(span["thing"].strip(" :,."), span["due"])
        return
    if _is_due_of_a_report(text) or (PERIOD_FIRST.match(text) and _is_due_of_a_report(clause.before)):
        return
    if (first := TIME_FIRST.match(text)) and not clause.is_figures(first[0]):
        yield Milestone(first["thing"].strip(" .;"), _day(first["due"]))
        return
    found = list(MILESTONE.finditer(text))
    yield from _finished(clause, found) if found else _takes_place(clause)


def _finished(clause: _Clause, found: list[re.Match[str]]) -> Iterator[Milestone]:
    end = 0
    for match in found:
        done = _thing(clause.text, match, end) or clause.before
        is_figures = clause.is_figures(match[0]) and match["how"].lower() not in ITSELF
        end = match.end()
        if done and not is_figures and not NO_WORK.search(done) and not _is_quoted(clause.text, match):
            yield Milestone(done, _day(match["due"]))


def _takes_place(clause: _Clause) -> Iterator[Milestone]:
    """No word of finishing, but a day on which something is held, or a quarter that a task ends with."""
    if by_time := BY_TIME.match(clause.text):
        if not clause.is_figures(by_time[0]) and (thing := clause.told(by_time["thing"])):
            yield Milestone(thing, _day(by_time["due"]))
        return
    if named := NAMED_DAY.match(clause.text):
        thing = clause.heading() if ONLY_TIME.match(named["thing"]) else named["thing"].strip()
        if thing:
            yield Milestone(thing, _day(named["due"]))
        return
    events = list(EVENT.finditer(clause.text))
    for event in events:
        # '… giải bóng đá, khai mạc ngày 10/8/2027, bế mạc ngày 15/8/2027': both are of the same thing.
        told = f"{clause.text[: events[0].start()]}{event[0]}"
        said = UP_TO_DAY.sub("", told).strip(" ,.;:(")
        thing = said if len(said.split()) >= 3 else clause.heading()
        if thing and not _is_quoted(clause.text, event):
            yield Milestone(thing, _day(event["due"]))


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    """Words in quotation marks are another paper's, or a clause that is put in or taken out."""
    return any(quoted.start() < match.start() and match.end() < quoted.end() for quoted in QUOTED.finditer(text))


def _is_due_of_a_report(clause: str) -> bool:
    """'gửi báo cáo trước ngày 25/5/2027' is a report; 'hoàn thành dự thảo báo cáo' is work."""
    said = PURPOSE.sub("", clause)
    return bool(REPORTED.search(said)) and not (FINISHED.search(said) or RULES_REPORTS.search(said))


def _thing(clause: str, match: re.Match[str], end: int) -> str:
    """What is to be done: the words before the day, else, as in 'Trước 31/3/2026, các CĐCS gửi …', those after it."""
    is_itself_the_thing = match["what"] or match["how"].lower() in ITSELF
    told = f"{clause[end : match.start()]}{match['how'] + match['what'] if is_itself_the_thing else ''}".strip(" ,:(;")
    if is_itself_the_thing or len(told.split()) >= 3:
        return told.removeprefix("và ")
    after = clause[match.end() :].strip(" ,:.")
    return after if len(after.split()) >= 3 else ""


def _day(due: str) -> str:
    """'tháng 12/2023' is written '12/2023', 'ngày 31/3/2026' '31/3/2026'; words stay words."""
    bare = re.sub(r"^(?:ngày|tháng|ngay|thang)\s+(?=\d{1,2}/)", "", due, flags=re.IGNORECASE)
    return f"{bare[:1].lower()}{bare[1:]}"
