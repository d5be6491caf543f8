"""What does the head of a column say of the figures below it: whether they are set, in what measure, how and when."""

import re
from collections.abc import Iterable

from knowledge.document import Cell
from knowledge.figures import Figure
from knowledge.grammar.counted import counted, named_in
from knowledge.grammar.spelled import spelled
from knowledge.targets import Paper
from knowledge.text import fold

# A column is known by its head (folded). What was reached or merely is there sets nothing, nor do notes and numbers.
COUNTER = re.compile(r"(?:s\s?t\s?t|t\s?t|so (?:tt|thu tu)|#|no\.?)$")
MEASURE_COLUMN = re.compile(r"(?:don vi tinh|dvt|dv tinh|don vi do)\b")
SETS = re.compile(r"\b(?:chi tieu|ke hoach|giao|phan dau|dang ky|muc tieu|phan bo|duoc giao)\b")
NOT_SET = re.compile(
    r"\b(?:ghi chu|dien thoai|sdt|di dong|email|thu dien tu|dia chi|ho (?:va )?ten|chuc vu|phu trach|thoi gian|thoi han"
    r"|tien do|ket qua|thuc hien(?! nam)|da (?:dat|ket nap|thuc hien|co|thanh lap)|dat duoc|nam truoc|cung ky"
    r"|hien (?:co|nay)|so lao dong|so cnvcld|tinh den|can cu|chu tri|phoi hop|so voi|so sanh)\b"
    r"|^(?:ngay|lao dong|uoc\b|(?:thang |so )?diem(?: (?:so|toi da|chuan|thuong|tru|dat|(?:tu |thi dua )?cham.*))?$)"
)
UNIT_CALLED = re.compile(
    r"(?:cac |cac don vi |toan )?(?:cdcs|cong doan|nghiep doan|lien doan|ldld|to cong doan|truong|xa|phuong|dac khu"
    r"|thi tran|huyen|quan|tinh|thanh pho|cong ty|tong cong ty|doanh nghiep|dn|xi nghiep|nha may|hop tac xa|htx"
    r"|benh vien|trung tam|tram|cum|khoi|khu|kcn|co quan|so|phong|ban|chi nhanh|chi cuc|cuc|ubnd|uy ban|dang uy"
    r"|don vi|ngan hang|buu dien|vien|hoc vien|van phong|xuong|phan xuong|khach san|cho|bep|doi|phan doan|chi doan)\b"
)
"""How the name of a unit begins (folded); a row of another name is of a thing: 'Đoàn phí', 'Vé xe về quê'."""
FOR_ALL = re.compile(
    r"(?:chi tieu|ke hoach|du toan|muc|so luong|gia tri|phan dau|giao|dang ky|nam|toan|chung|thuc hien|quy|den|phan bo"
    r"|\d|[ /().,-])"
)
"""Heads that name no unit: 'Chỉ tiêu năm 2026', 'Mức phấn đấu', 'Số lượng'."""
MONEY_HEAD = re.compile(
    r"(?:(?:dinh )?muc|so tien|tong tien|tien|kinh phi|du toan|tri gia|gia tri|don gia|phu cap|chi phi|thanh tien)\b"
)
"""What counts money (folded) counts no people, whoever stands in its head: 'Mức chi cho cán bộ'."""
IN_MONEY = spelled(
    r"(?<![^\W\d_])(?P<measure>(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+)?đồng(?:\s?/\s?[^\W\d_]+(?:\s?/\s?[^\W\d_]+)*)?)\W*$"
)
"""'Mức chi, đồng/người'."""
THING_HEAD = re.compile(r"(?:so|ty le|ti le|chi|thu|von|nguon|luong|tran|khung)\b")
"""A head over figures that names neither a unit nor all of them: 'Mức chi', 'Số lượng dự kiến'."""
SHARE_HEAD = re.compile(r"(?:ty le|ti le|%)[\s(%)]*")
"""'Tỷ lệ (%)': what the row names is measured so, and nothing else is said of it."""
SHARE_OF_RESULT = re.compile(r"(?:ty le|ti le|%|dat|so sanh|ty le dat|ty le hoan thanh|ty le thuc hien)[\s(%)]*")
RESULT_HEAD = re.compile(r"\b(?:thuc hien|ket qua|da dat|dat duoc|uoc)\b")
COUNTS_MEMBERS = re.compile(
    r"(?:tong )?so (?:doan vien|lao dong|cong nhan|nguoi lao dong|cnvcld|cb\w*|can bo|hoc sinh|giao vien)"
    r"(?: hien co| nu)?\W*"
)
"""How many a unit has is no target; 'Số đoàn viên kết nạp' is one."""
BARE_YEAR = re.compile(r"(?:19|20)\d{2}")
QUARTER = re.compile(r"(?:quý|quy) (?P<number>IV|I{1,3}|[1-4])(?:\s*/\s*(?P<year>\d{4}))?", re.IGNORECASE)
QUARTERS = ("I", "II", "III", "IV")
WHOLE_YEAR = re.compile(r"(?:ca|toan) nam(?: \d{4})?")
SOME_MONTHS = re.compile(r"(?:tu )?(?:thang \d{1,2}.*|t\d{1,2}|\d{1,2} thang\b.*|nua .*nam)")
"""Heads of columns that are a part of the year (folded); what no target can say of itself is only quoted."""
REACHES = spelled(r"\s+(?:đạt|từ|(?<!cấp )trên|vượt|ít nhất|tối thiểu|trở lên|là)+(?:\s+từ)?$")
"""'Thu đoàn phí đạt từ (%)' is about 'Thu đoàn phí'."""
IN_BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)")
MEASURED_IN = re.compile(r"\b(?:đơn vị tính|đvt)\s*:?\s*(?P<measure>[^()›,;.]+)\)?\s*$", re.IGNORECASE)
FROM_HEAD = spelled(r"\s(?:từ|trở lên)$")
MORE_HEAD = spelled(r"\s(?:(?<!cấp )trên|vượt)$")
"""'Nộp cấp trên' names a body."""
LEAST_HEAD = re.compile(r"\b(?:toi thieu|it nhat)\b|≥|\(tro len\)")
MOST_HEAD = re.compile(r"\b(?:toi da|khong qua)\b|≤")
MOST_NAME = spelled(r"\((?:không quá|tối đa|không vượt(?: quá)?|≤)\)")
LEAST_NAME = spelled(r"\((?:ít nhất|tối thiểu|không dưới|trở lên|≥)\)")
"""'Vụ ngừng việc (không quá)': the name of the row binds its figures."""
NOTHING = re.compile(r"[\s.…–—xX/-]*")


def last_of(head: str) -> str:
    """Of 'Chỉ tiêu giao › Kết nạp mới' the lower head."""
    return re.split(r"›|\s–\s", head)[-1].strip()


def may_set(cell: Cell) -> bool:
    """Whether the cell stands in a column of what is set."""
    head = fold(cell.head).strip(" .")
    own = fold(last_of(cell.head)).strip(" .")
    if not head or COUNTER.match(own) or MEASURE_COLUMN.match(own) or NOTHING.fullmatch(cell.text):
        return False
    if SOME_MONTHS.fullmatch(own):
        return False
    if COUNTS_MEMBERS.fullmatch(own) and not SETS.search(head):
        return False
    if re.search(r"\bket qua\b|\bthuc hien\b|\bghi chu\b", own) and not SETS.search(own):
        return False
    return not NOT_SET.search(own) or bool(SETS.search(head) and not re.search(r"\bket qua\b", own))


def is_of_past(head: str, paper: Paper) -> bool:
    """'Năm 2024' in a paper of 2025."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d{2}\b", head)]
    return bool(years and paper.first_year and max(years) < paper.first_year)


def is_share_of_result(head: str) -> bool:
    """'Tỷ lệ' beside 'Thực hiện' is how much of the plan was reached."""
    return bool(SHARE_OF_RESULT.fullmatch(fold(last_of(head))))


def has_results(cells: Iterable[Cell]) -> bool:
    """Beside what is set stands what was reached."""
    return any(RESULT_HEAD.search(fold(last_of(cell.head))) for cell in cells)


def is_share(head: str) -> bool:
    """'Tỷ lệ (%)'."""
    return "%" in head or bool(SHARE_HEAD.fullmatch(fold(last_of(head))))


def is_general(head: str) -> bool:
    """'Chỉ tiêu năm 2026', 'Quý I', 'Tỷ lệ': it names no unit and no thing."""
    bare = fold(head)
    is_time = bool(QUARTER.fullmatch(head) or WHOLE_YEAR.fullmatch(bare))
    return is_time or bool(SHARE_HEAD.fullmatch(bare)) or not FOR_ALL.sub("", bare).strip()


def due_of(head: str, paper: Paper) -> str:
    """'2027' is 'năm 2027', 'Quý II' 'quý II/2026' in the paper of one year; '' where the head is no time."""
    own = without_brackets(last_of(head))
    if BARE_YEAR.fullmatch(own):
        return f"năm {own}"
    quarter = QUARTER.fullmatch(own)
    return _quarter(quarter, paper) if quarter else ""


def names_thing(head: str) -> bool:
    """'Mức chi' over figures is neither a unit nor all of them."""
    bare = fold(head)
    return bool(MONEY_HEAD.match(bare) or THING_HEAD.match(bare)) and not UNIT_CALLED.match(bare)


# In what measure, and how it binds


def bracketed(words: str) -> str:
    """What stands in brackets when it is a measure: '(đoàn viên)', '(%)', '(ĐVT: triệu đồng)'."""
    for match in IN_BRACKETS.finditer(words):
        inside = re.sub(
            r"^(?:đvt\s*:?|đơn vị tính\s*:?|đơn vị\s*:)\s*", "", match["inside"].strip(), flags=re.IGNORECASE
        )
        if inside == "%" or "đồng" in inside.lower() or counted(f" {inside}")[0]:
            return inside
    return ""


def of_table(heading: str) -> str:
    """The measure that stands above the table: '(triệu đồng)', 'Đơn vị tính: triệu đồng'."""
    said = MEASURED_IN.search(heading)
    return bracketed(f"({said['measure'].strip()})") if said else bracketed(heading)


def by_name(words: str) -> str:
    """What words count by the thing they name: money, a share, members."""
    bare = fold(words)
    if money := IN_MONEY.search(words):
        return money["measure"]
    if MONEY_HEAD.match(fold(last_of(words))):
        return ""
    if "%" in words or re.search(r"\bty le\b|\bti le\b", bare):
        return "%"
    return named_in(last_of(words)) or named_in(words)


def without_brackets(words: str) -> str:
    """'Kết nạp mới (đoàn viên)' is 'Kết nạp mới'; '(nữ)' is no measure and stays."""
    return " ".join(IN_BRACKETS.sub(lambda match: "" if bracketed(match[0]) else match[0], words).split()).strip(" .:")


def sign_of(figure: Figure, head: str, name: str) -> str:
    """How the figure binds: as its own cell says, else the head of its column or the name of its row."""
    if figure.sign != "=":
        return figure.sign
    plain = IN_BRACKETS.sub("", head).strip()
    if LEAST_HEAD.search(fold(head)) or FROM_HEAD.search(plain) or LEAST_NAME.search(name):
        return ">="
    if MOST_HEAD.search(fold(head)) or MOST_NAME.search(name):
        return "<="
    return ">" if MORE_HEAD.search(plain) else "="


def _quarter(quarter: re.Match[str], paper: Paper) -> str:
    """'quý III/2027' in the paper of one year."""
    number = quarter["number"].upper()
    year = quarter["year"] or (paper.first_year if len(set(BARE_YEAR.findall(paper.period))) == 1 else None)
    named = f"quý {QUARTERS[int(number) - 1] if number.isdigit() else number}"
    return f"{named}/{year}" if year else named
