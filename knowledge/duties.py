"""Who reports what to whom and how often, and by which day where one is given."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from knowledge.document import DutyClause, Passage, PassageKind
from knowledge.grammar.spelled import spelled
from knowledge.milestones import PURPOSE, find_milestones
from knowledge.offices import ACTS, ASKED, CASED, OFFICE, doer, name_at
from knowledge.outline import sentences
from knowledge.text import fold

__all__ = ["clauses", "find_duties", "find_milestones", "inherited"]

RECIPIENT = spelled(
    r"\b(?:về|với|cho|lên|gửi(?: về)?|đến|tới"
    r"|báo cáo(?: (?:nhanh|ngay|đột xuất|kết quả(?: thực hiện)?|bằng văn bản|tình hình|định kỳ"
    r"|(?:định kỳ )?(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)))?)\s+"
    rf"(?P<who>(?!(?:[Cc]ác )?(?:nội dung|vướng mắc|kết quả)){OFFICE}\b[^,;.()]*(?:, (?=[A-ZĐ]){OFFICE}[^,;.()]*)*)",
    CASED,
)
RECIPIENT_ENDS = spelled(
    r"\s+(?:định kỳ|hàng|hằng|theo|trước|qua|thông qua|để|chậm nhất|muộn nhất|không (?:muộn|chậm) hơn|vào"
    r"|về những|về các|kết quả|bằng|sáu tháng|cả năm|trong|tình hình|sau khi|khi|mỗi|và (?=chịu|gửi|báo)|xong|đúng"
    r"|đầy đủ|kèm|đồng thời|từ|bao gồm|gồm|(?<!bộ phận )tổng hợp|(?:hạn|thời hạn)(?: \w+)? ngày|ngày|\d)\b.*|\s*:.*"
)
THROUGH = spelled(
    r"\b(?:thông qua|qua)\s+(?:đồng chí [^,()]{1,40}, )?"
    rf"(?:[^,;.()]{{1,60}}? của (?P<owner>{OFFICE}\b[^,;.()]*)|(?P<who>(?:{OFFICE}|[A-ZĐ]\w*)[^,;.()]*))",
    CASED,
)
COLLECTED = spelled(rf"\((?:gửi(?: về)?|đầu mối:?)\s+(?P<who>{OFFICE}\b[^,;.()]*)", CASED)
"""'(gửi Văn phòng tổng hợp)' beside the recipient says through whose hands it goes."""
IN_BRACKETS = re.compile(r"\([^()]*\)")
NEVER_THROUGH = re.compile(
    r"(?:zalo|facebook|email|e-mail|thu dien tu|dia chi|mang|phan mem|hop thu|duong|nghi quyet|bao cao|de an"
    r"|chuong trinh|ke hoach|cong thong tin)\b"
)

PERIOD = r"(?:tuần|tháng|quý|năm học|năm|học kỳ)"
REGULAR = spelled(
    rf"\b(?:định kỳ|(?:hàng|hằng|mỗi) {PERIOD}|6 tháng|06 tháng|sáu tháng|9 tháng|cuối năm|cuối kỳ|học kỳ"
    rf"|báo cáo(?: (?:sơ kết|tổng kết|kết quả|công tác))? {PERIOD}(?! (?:công nhân|hành động|thanh niên))"
    r"|đột xuất|báo cáo nhanh|báo cáo ngay"
    r"|chế độ (?:thông tin,? )?báo cáo|theo quy định)\b"
)
CADENCES: tuple[tuple[str, str], ...] = (
    ("tuần", r"(?<!thu hai )(?<!cuoi )\btuan\b(?! (?:cuoi|dau))"),
    ("tháng", r"(?<!\d )(?<!sau )(?<!chin )\bthang\b(?!\s*\d)(?! (?:cuoi|dau) quy| cong nhan| hanh dong| thanh nien)"),
    ("quý", r"\bquy\b(?! dinh| che| trinh| (?:i{1,3}|iv)\b)"),
    ("6 tháng", r"\b(?:6|06|sau) thang\b"),
    ("9 tháng", r"\b(?:9|09|chin) thang\b"),
    (
        "năm",
        r"(?:(?:hang|cuoi|ca|moi|bao cao|tong ket|cong tac) |(?:thang|quy),? (?:va )?|, |va )nam\b(?! hoc|\s*\d)",
    ),
    ("học kỳ", r"\bhoc ky\b"),
    ("năm học", r"\bnam hoc\b"),
    ("giai đoạn", r"\bgiai doan\b"),
    ("nhiệm kỳ", r"(?:het|cuoi|giua|ca|va) nhiem ky\b"),
    ("đột xuất", r"\bdot xuat\b|\bbao cao (?:nhanh|ngay)\b"),
)
"""Periods of reports as the house calls them; 'tháng' is not the one of '6 tháng' nor of 'tháng 6'."""

HOUR = r"(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2}(?:\s*phút)?)?,?\s*)"
GOES_ON = (
    r"(?=\s*(?:[,;.:)]|$|(?:hằng|hàng|mỗi|của|tháng \d|tháng (?:đầu|cuối|sau)|và|đến|để|gửi|về|cho|tới|phải|qua|theo)"
    r"\b))"
)
# A bare number is a day only where no noun follows: 'từ 20 lao động', 'vào 2 biểu mẫu' count things.
NUMBERED_DAY = r"(?:ngày\s+)\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?|\d{1,2}/\d{1,2}(?:/\d{4})?"
DAY = rf"(?:{HOUR}?(?:{NUMBERED_DAY}|\d{{1,2}}{GOES_ON}))"
OF_WHICH_MONTH = (
    r"(?:\s+(?:hàng|hằng|mỗi)\s+(?:tuần|tháng|quý|năm)"
    r"|\s+(?:của\s+)?tháng\s+\d{1,2}(?:\s+(?:hàng|hằng)\s+năm|\s+năm\s+\d{4})?"
    r"|\s+(?:của\s+)?tháng\s+(?:đầu|cuối|sau|kế tiếp|tiếp theo|liền kề|báo cáo)(?:\s+(?:của\s+)?quý)?"
    r"(?:\s+(?:sau|tiếp theo|báo cáo))?"
    r"|\s+(?:đầu|cuối)\s+(?:quý|tháng))*"
)
BY = r"(?:trước|chậm nhất(?:\s+là)?|muộn nhất(?:\s+là)?|không\s+(?:muộn|chậm)\s+hơn|không\s+quá)"
DUE_DAY = spelled(
    rf"(?:{BY}(?:\s+vào)?\s+{DAY}|(?:vào|từ)\s+{HOUR}?(?:{NUMBERED_DAY})){OF_WHICH_MONTH}"
    rf"(?:\s*(?:và|đến|-)\s+(?:trước\s+)?(?:ngày\s+)?\d{{1,2}}(?:/\d{{1,2}}(?:/\d{{4}})?)?{OF_WHICH_MONTH})?"
    r"|\bngày\s+\d{1,2}(?:/\d{1,2})?\s+(?:(?:hàng|hằng|mỗi)\s+(?:tháng|năm)|(?:của\s+)?tháng\s+(?:đầu|cuối)(?:\s+quý)?)"
    rf"|(?:(?<=hạn )|(?<=hạn: )|(?<=hạn là )|(?<=cuối )|(?<=cuối: )|(?<=chót )|(?<=nộp: )|(?<=gửi: ))(?:{NUMBERED_DAY})"
    rf"|{BY}\s+ngày\s+(?:làm việc\s+)?cuối(?:\s+cùng)?\s+(?:của\s+)?(?:(?:hàng|hằng|mỗi)\s+)?(?:tháng|quý|năm)"
    r"|trong\s+(?:tuần|\d{1,2}\s+ngày)\s+(?:đầu|cuối)"
    r"(?:\s+(?:của\s+)?(?:tháng|quý|năm)(?:\s+(?:sau|kế tiếp|tiếp theo))?)?"
    rf"|(?:trước|vào|chậm nhất)\s+{HOUR}?"
    r"(?:chiều|sáng)?\s*thứ\s+(?:hai|ba|tư|năm|sáu|bảy)"
    r"(?:\s+(?:tuần\s+)?(?:đầu|cuối))?(?:\s+(?:của\s+)?(?:(?:hàng|hằng|mỗi)\s+)?(?:tuần|tháng|quý))?"
    r"|trong\s+vòng\s+\d+\s+(?:giờ|ngày(?:\s+làm việc)?)"
    r"|(?:(?:chậm nhất|muộn nhất)\s+)?\d{1,2}\s+ngày\s+(?:làm việc\s+)?(?:kể từ|sau khi|sau)\s+[^,;.()]{3,60}"
    r"|sau khi kết thúc\s+[^,;.()]{1,40}?\d{1,2}\s+ngày"
)
AGAIN = spelled(r"\b(?:hàng|hằng|mỗi)\b")
DAY_FOLLOWS = spelled(rf"\W*(?:(?:Thời hạn|Thời gian|Hạn)\b|{BY}\b)")
"""'… báo cáo về Công đoàn xã. Thời hạn: trước ngày 22.': a day in a sentence of its own."""
CONTACT = re.compile(r"\S+@\S+|https?://\S+|(?:điện thoại|số máy|hotline|zalo)\s*:?\s*[\d. ]{6,}", re.IGNORECASE)
"""An address has digits and words that are nobody's day."""
ASKS = spelled(r"\b(?:báo cáo|chế độ báo cáo)\b")
FIGURES_SENT = spelled(r"\b(?:cập nhật|gửi|nộp|cung cấp)\s+(?:đầy đủ\s+)?số liệu\b")
"""Figures that are sent by a day of every month are a report by another name."""
READS_ONE = spelled(
    r"\b(?:xem|nghe|theo|thông qua|dự thảo|nội dung|phục vụ|trong|thảo luận|góp ý)\s+(?:các\s+)?báo cáo\b"
)
SENT = spelled(
    r"\b(?:gửi|nộp|lập|tổng hợp)\b[^;]*\bbáo cáo\b|\bbáo cáo\b[^;]*\b(?:gửi|nộp|về)\b"
    r"|\bbáo cáo (?:kết quả|tổng kết|sơ kết)\b"
)
"""A report that is sent by a day is owed once, also where no period is named."""
HANDED_IN = spelled(r"\b(?:gửi|nộp)\b")
HEADED = spelled(r"(?:Các )?báo cáo\b")
"""Under '2. Báo cáo thống kê' whoever 'gửi … trước ngày …' sends that report."""
NAMED_FIRST = spelled(r"^\W*(?:[a-zđ][).]\s*)?báo cáo\b[^:;.]{0,60}:\s*(?P<who>[^;]+)")
BEGINS = spelled(r"từ\b")
"""'Từ ngày 04/01/2027 … báo cáo hằng tuần … trước 15 giờ thứ Năm': from when is not by when."""
SHARE_REPORTS = spelled(r"\d\s*%[^,;]*\bbáo cáo\b")
"""'95% CĐCS báo cáo đúng hạn' counts who reports."""
OF_ALL = spelled(
    r"\b(?:các|những)\s+(?:loại\s+)?báo cáo\s+(?:nêu\s+|nói\s+)?(?:trên|này)\b"
    r"|^\W*(?:các\s+)?báo cáo\s+(?:được\s+)?gửi\s+về"
)
ANY_UNIT = re.compile(r"(?:(?:cac|moi|tung) )?(?:don vi|co quan)")
PERIOD_FIRST = spelled(rf"^\W*(?:riêng\s+)?(?:\d{{1,2}}\s+)?{PERIOD}\b")
NOT_REGULAR = spelled(r"\bkịp thời\s+(?:phản ánh|báo cáo)|\bphản ánh kịp thời|\bbáo cáo kịp thời")
ASKED_OF = spelled(
    r"\b(?:đề nghị|yêu cầu|giao)\s+(?P<who>(?:các )?[^:;]{3,80}?)"
    r"(?:\s+(?:(?:thực hiện|làm|triển khai)(?:\s+tốt)?"
    r"(?:\s+(?:các|những|một số)\s+(?:công )?(?:việc|nội dung|nhiệm vụ))?|như sau|sau(?: đây)?))*\s*:$"
)
"""'… đề nghị các công đoàn cơ sở:' names who does what is listed under it."""
NUMBER = re.compile(r"^(?:(?:Điều|ĐIỀU|Dieu) \d+\w?|\d+(?:\.\d+)*|[IVX]+|[a-zđA-Z])[.)-]\s*")
NEVER = (PassageKind.BASIS, PassageKind.THEME)
COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "what",
        re.compile(
            r"(?:(?:loai|ten|ky|noi dung|che do|hinh thuc|danh muc) )?(?:cac )?bao cao\b|noi dung\b|cong viec\b"
        ),
    ),
    (
        "due",
        re.compile(r"(?:han|thoi han|thoi gian|thoi diem|ngay|moc)(?: \w+)? ?(?:gui|nop|bao cao|hoan thanh|chot)?\b"),
    ),
    (
        "reporter",
        re.compile(r"(?:don vi|noi(?! dung)|co quan|nguoi|ai|bo phan)(?: \w+)? (?:gui|nop|bao cao|lap|thuc hien)\b"),
    ),
    (
        "recipient",
        re.compile(r"(?:noi|don vi|co quan|cap|nguoi) (?:nhan|tiep nhan)\b|(?:gui|nop|bao cao) (?:ve|cho|den|toi)\b"),
    ),
    ("through", re.compile(r"(?:qua|thong qua|dau moi)\b")),
)
"""What the columns of a table of reports are called (folded)."""
NTH_QUARTER = re.compile(r"\bquy (?:i{1,3}|iv|[1-4])\b")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one stretch of a sentence says of a report; '' where it says nothing."""

    cadence: tuple[str, ...]
    due: str
    recipient: str
    through: str
    reporter: str
    is_regular: bool


def find_duties(passage: Passage) -> tuple[DutyClause, ...]:
    """Regular reports that a passage asks for; 'kịp thời báo cáo … vướng mắc' is no regular report."""
    if passage.kind in NEVER:
        return ()
    if passage.cells:
        return _of_row(passage)
    found: list[_Asked] = []
    for sentence in sentences(passage.text):
        told = _of_sentence(sentence, passage, found)
        if not told and found and not found[-1].due and DAY_FOLLOWS.match(sentence):
            found[-1] = replace(found[-1], due=_due(DUE_DAY.search(sentence)))
        found.extend(told)
    return tuple(
        DutyClause(one.cadence, one.reporter, one.recipient, one.through, one.due) for one in _said_once(found)
    )


def _of_row(passage: Passage) -> tuple[DutyClause, ...]:
    """'| Loại báo cáo | Hạn gửi về Công đoàn xã |': a report that comes round, and what its row says of it."""
    at = {name: cell for cell in passage.cells for name, head in COLUMNS if head.match(cell.column)}
    what, due = at.get("what"), at.get("due")
    if what is None or due is None or not any(map(str.isdigit, due.text)):
        return ()
    said = what.text if ASKS.search(what.text) else f"báo cáo {what.text}" if ASKS.search(what.head) else ""
    cadence = _named(said) or (("quý",) if NTH_QUARTER.search(fold(said)) else ())
    if not cadence:
        return ()
    way = f"{due.head} {due.text}"
    told = {name: at[name].text.strip() for name in ("reporter", "recipient", "through") if name in at}
    return (
        DutyClause(
            cadence,
            told.get("reporter", "") or _reporter(replace(passage, text="")),
            told.get("recipient", "") or _recipient(way) or _recipient(_lead(passage)),
            told.get("through", "") or _through(way) or _through(_lead(passage)),
            _small(due.text.strip(" .;")),
        ),
    )


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def inherited(passages: Iterable[Passage], issuer: str = "") -> Iterator[Passage]:
    """Who is named last in a section or in the opening of a letter does what is listed after it without a name.

    Not so the union whose paper it is: what nobody is named for, and goes to nobody by name, comes to that union.
    """
    asked, named, heading = "", "", ""
    found = tuple(passages)
    ways = {passage.heading: way for passage in found if (way := _way_of_all(passage))}
    for passage in found:
        asked = asked_of(passage) or asked
        before = named if passage.heading == heading else ""
        own = "" if asked_of(passage) else doer_of(passage)
        # 'Mỗi đơn vị' are those who were named before.
        named, heading = before if asked and ANY_UNIT.fullmatch(fold(own)) else own or before, passage.heading
        told = (
            replace(duty, reporter=duty.reporter or (asked if _comes_to(issuer, named, duty) else named or asked))
            for duty in passage.duties
        )
        way = ways.get(passage.heading)
        yield replace(passage, duties=tuple(_sent(duty, way) if way and not duty.recipient else duty for duty in told))


def _comes_to(issuer: str, named: str, duty: DutyClause) -> bool:
    return not duty.recipient and bool(named) and f"{fold(issuer)} ".startswith(f"{fold(named)} ")


@dataclass(frozen=True, slots=True)
class _Way:
    """To whom and through whom all reports of a section go."""

    recipient: str
    through: str


def _way_of_all(passage: Passage) -> _Way | None:
    """'Các báo cáo trên gửi về Ban Thường vụ, qua Văn phòng' speaks for what is listed beside it."""
    return _Way(_recipient(passage.text), _through(passage.text)) if OF_ALL.search(passage.text) else None


def _sent(duty: DutyClause, way: _Way) -> DutyClause:
    return replace(duty, recipient=way.recipient, through=duty.through or way.through)


def goes_on_with_a_period(clause: str) -> bool:
    """'báo cáo tháng trước ngày 18; quý trước ngày 18 …': the second leaves out what is said already."""
    return bool(PERIOD_FIRST.match(clause) and DUE_DAY.search(clause))


def _of_sentence(sentence: str, passage: Passage, before: list[_Asked]) -> list[_Asked]:
    asked: list[_Asked] = []
    for clause in clauses(sentence):
        whole = f"báo cáo {clause}" if asked and goes_on_with_a_period(clause) else clause
        for one in _asked(whole, passage):
            asked.append(_completed(one, asked))
    lead = _lead(passage)
    # The way is told once, with the first report or the last: '…, gửi Ban Thường vụ (qua Văn phòng)'.
    way = next((one for one in (*asked, *before) if one.recipient), None)
    reporter = next((one.reporter for one in (*asked, *reversed(before)) if one.reporter), "")
    recipient, through = (way.recipient, way.through) if way else (_recipient(lead), "")
    told = (
        replace(
            one,
            reporter=one.reporter or reporter or doer(lead) or _reporter(passage),
            recipient=one.recipient or recipient,
            through=one.through or ("" if one.recipient else through) or _through(lead),
        )
        for one in asked
    )
    return [one for one in told if _is_owed(one, passage)]


def _is_owed(one: _Asked, passage: Passage) -> bool:
    """A report to somebody; or by a day, in a chapter on reports or in every period."""
    is_regular = bool(one.cadence) and one.cadence != ("định kỳ",)
    return bool(one.recipient or (one.due and (passage.kind == PassageKind.DUTY or is_regular)))


def _said_once(found: list[_Asked]) -> Iterator[_Asked]:
    """Days told one by one take the place of the rule before them: 'báo cáo tháng, năm … Báo cáo năm trước ngày 5'."""
    for at, one in enumerate(found):
        later = {name for other in found[at + 1 :] if other.due for name in other.cadence}
        rest = tuple(name for name in one.cadence if name not in later)
        if one.due or rest == one.cadence:
            yield one
        elif rest:
            yield replace(one, cadence=rest)


def asked_of(passage: Passage) -> str:
    """Whom an opening addresses: '… Ban Thường vụ đề nghị các công đoàn cơ sở:'; '' where none is named."""
    found = ASKED_OF.search(passage.text.rstrip())
    return _addressed(found["who"]) if found else ""


def _addressed(who: str) -> str:
    """'các CĐCS, nghiệp đoàn' without what they are to do; a name that is no office's has no comma."""
    return name_at(who) or ("" if "," in who else who.strip())


def _lead(passage: Passage) -> str:
    """'1. Các tổ báo cáo Ban Chấp hành (qua Văn phòng) theo các kỳ sau:' speaks for the points under it."""
    nearest = passage.heading.rpartition(" › ")[2]
    return NUMBER.sub("", nearest).rstrip(" :") if nearest.endswith(":") and ASKS.search(nearest) else ""


def _completed(one: _Asked, earlier: list[_Asked]) -> _Asked:
    """'…; báo cáo năm trước ngày 10/12' goes to whom the first one goes."""
    if not earlier:
        return one
    first = earlier[0]
    return replace(
        one,
        recipient=one.recipient or first.recipient,
        through=one.through or ("" if one.recipient else first.through),
        reporter=one.reporter or first.reporter,
    )


def _asked(clause: str, passage: Passage) -> tuple[_Asked, ...]:
    """The reports of one clause: each stretch with a period and a day of its own is one."""
    plain = CONTACT.sub(lambda match: " " * len(match[0]), PURPOSE.sub("", clause))
    dues = list(DUE_DAY.finditer(plain))
    asks = ASKS.search(plain) or (FIGURES_SENT.search(plain) if dues and REGULAR.search(plain) else None)
    headed = HANDED_IN.search(plain) if dues and HEADED.match(_nearest(passage)) else None
    asks = asks or headed
    if not asks or READS_ONE.search(plain) or NOT_REGULAR.search(plain):
        return ()
    if SHARE_REPORTS.search(plain) and not dues:
        return ()
    is_sent = bool(dues and SENT.search(plain)) or bool(headed) or any(_named(due[0]) for due in dues)
    if not REGULAR.search(plain) and not is_sent and not (dues and _is_of_reports(passage)):
        return ()
    reporter = doer(plain[: asks.start()]) or _behind_name(plain)
    shared = _Asked((), "", _recipient(plain), _through(plain), reporter, is_regular=True)
    stretches = _stretches(plain, dues)
    if len(stretches) < 2:
        # Among days the one that comes again is the report's: '… trước ngày 28/02 và chậm nhất ngày 05 hằng tháng …'.
        ends = [due for due in dues if not BEGINS.match(due[0])] or dues
        due = _due(next((due for due in ends if AGAIN.search(due[0])), ends[0]) if ends else None)
        is_once = not REGULAR.search(plain) and not _named(plain)
        cadence = () if is_once else _cadence(plain, [match.span() for match in dues])
        if is_once and headed:
            cadence = _named(_nearest(passage))
        return (replace(shared, cadence=cadence, due=due),)
    return tuple(replace(shared, cadence=_named(words) or ("đột xuất",), due=_due(due)) for words, due in stretches)


Span = tuple[int, int]


def _due(match: re.Match[str] | None) -> str:
    """The day as written; 'vào ngày 25' is the 25th."""
    return re.sub(r"^(?:vào|vao)\s+(?=ng[àa]y)", "", match[0].strip(), flags=re.IGNORECASE) if match else ""


def _stretches(clause: str, dues: list[re.Match[str]]) -> list[tuple[str, re.Match[str] | None]]:
    """The words before each day, where each of them names a period: 'tháng (trước ngày 20), 6 tháng (trước …)'."""
    begin, parts = 0, []
    for due in dues:
        parts.append((clause[begin : due.start()], due))
        begin = due.end()
    if len(parts) < 2 or not all(_named(words) for words, _ in parts):
        return []
    rest = clause[begin:]
    return [*parts, (rest, None)] if ASKS.search(rest) and _named(rest) else list(parts)


def _nearest(passage: Passage) -> str:
    """The heading right above, without its number."""
    return NUMBER.sub("", passage.heading.rpartition(" › ")[2])


def _behind_name(clause: str) -> str:
    """'Báo cáo tháng: CĐCS gửi công đoàn cấp trên …': the report is named first, then who sends it."""
    named = NAMED_FIRST.match(clause)
    return name_at(named["who"]) if named else ""


def _is_of_reports(passage: Passage) -> bool:
    return passage.kind == PassageKind.DUTY


def _recipient(clause: str) -> str:
    """To whom; what stands in brackets says through whom, where anybody else is named."""
    outside = IN_BRACKETS.sub(lambda match: " " * len(match[0]), clause)
    return _named_recipient(outside) or _named_recipient(clause)


def _named_recipient(clause: str) -> str:
    found = [
        ended for match in RECIPIENT.finditer(clause) if (ended := RECIPIENT_ENDS.sub("", match["who"]).strip(" ,"))
    ]
    if not found:
        return ""
    return found[-1] if "báo cáo" not in found[-1] else found[0]


def _through(clause: str) -> str:
    found = THROUGH.search(clause)
    who = (found["owner"] or found["who"]) if found else ""
    if not who or NEVER_THROUGH.match(fold(who)):
        collected = COLLECTED.search(clause)
        who = collected["who"] if collected and _named_recipient(IN_BRACKETS.sub(" ", clause)) else ""
    return RECIPIENT_ENDS.sub("", who).strip()


def _cadence(clause: str, dues: list[Span]) -> tuple[str, ...]:
    """As named outside the day; 'trước ngày 20 hằng tháng' names it where nothing else does."""
    outside = clause
    for begin, end in dues:
        outside = f"{outside[:begin]}{' ' * (end - begin)}{outside[end:]}"
    found = _named(outside) or _named(clause)
    return found or ("định kỳ theo quy định" if "theo quy dinh" in fold(clause) else "định kỳ",)


def _named(words: str) -> tuple[str, ...]:
    bare = fold(words)
    return tuple(name for name, pattern in CADENCES if re.search(pattern, bare))


def doer_of(passage: Passage) -> str:
    """The unit that opens the passage ('Văn phòng, các Ban LĐLĐ tỉnh …'); '' where its heading is no more than that."""
    return name_at(passage.text) if ACTS.search(passage.text) else ""


def _reporter(passage: Passage) -> str:
    """The unit that opens the passage, else the one its heading asks or names."""
    nearest = NUMBER.sub("", passage.heading.rpartition(" › ")[2])
    asked = ASKED_OF.search(nearest)
    heads = _addressed(asked["who"]) if asked else doer(nearest) if ASKED.search(nearest) else name_at(nearest)
    return doer_of(passage) or heads


def clauses(sentence: str) -> tuple[str, ...]:
    """Cut at semicolons, but not in a list of names ('Ban Thường vụ; Công đoàn cơ sở …')."""
    return tuple(re.split(r";\s+(?=[a-zđà-ỹ])", sentence))
