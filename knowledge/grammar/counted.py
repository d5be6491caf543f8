"""What does a number count, in the word that the house uses: 'công đoàn cơ sở' is CĐCS, 'ngôi nhà' a căn nhà."""

import re

from knowledge.grammar.spelled import is_bare, spelled
from knowledge.text import fold

# The longer name first; the second column is the name the house uses.
MEASURES: tuple[tuple[str, str], ...] = (
    (r"(?:doan vien(?: cong doan)?|cong doan vien) uu tu", "đoàn viên ưu tú"),
    (r"doan vien cong doan|cong doan vien|doan vien", "đoàn viên"),
    (r"cong doan co so|cdcs", "CĐCS"),
    (r"co quan, don vi", "cơ quan, đơn vị"),
    (r"(?:ban )?thoa uoc lao dong tap the|ban tuldtt|tuldtt|ban thoa uoc", "bản TƯLĐTT"),
    (r"can nha|ngoi nha|can|nha(?= mai am)", "căn nhà"),
    (r"[“\"]?mai am(?: cong doan)?", "Mái ấm"),
    (r"nguoi lao dong|nld", "người lao động"),
    (r"cong nhan lao dong|cnld|cong nhan", "công nhân lao động"),
)
PLAIN_MEASURES = (
    *("doanh nghiệp", "đơn vị", "cơ quan", "nghiệp đoàn cơ sở", "nghiệp đoàn", "cuộc kiểm tra", "cuộc đối thoại"),
    *("cuộc", "lượt người", "lượt", "người", "lao động", "cán bộ", "đảng viên", "buổi", "lớp", "lần", "bản", "em"),
    *("suất quà", "suất", "phần quà", "phần", "sáng kiến", "hội nghị", "bữa cơm", "hoạt động", "hội thi"),
    *("mô hình", "công trình", "vụ việc", "vụ", "đề tài", "tin, bài", "tin bài", "bài viết", "bài"),
    *("tin", "giải", "tổ công đoàn", "câu lạc bộ", "ngày làm việc", "ngày", "giờ", "ngôi", "nhà"),
    *("phòng", "tủ sách", "đợt", "chuyên đề", "văn bản", "hồ sơ", "thẻ", "xe", "cây", "gian hàng"),
    *("điểm", "nữ", "công ty", "hợp tác xã", "tập thể", "cá nhân", "gia đình", "hộ", "cháu", "học sinh"),
    *(
        "vận động viên",
        "nhà giáo",
        "con",
        "chủ tịch",
        "ban nữ công",
        "thành viên",
        "tờ rơi",
        "cuốn",
        "tổ",
        "trường",
        "học viên",
        "đồng chí",
    ),
)
KNOWN_MEASURES = (*MEASURES, *((re.escape(fold(name)), name) for name in sorted(PLAIN_MEASURES, key=len, reverse=True)))
KNOWN = tuple((re.compile(rf"\s*(?:ban\s+)?(?:{pattern})\b"), name) for pattern, name in KNOWN_MEASURES)
SCALES = {"nghin": "nghìn", "ngan": "nghìn", "trieu": "triệu", "ty": "tỷ", "ti": "tỷ"}

PER_WHAT = (
    r"(?:nam hoc|nam|quy|thang|tuan|nguoi|don vi|cdcs|cong doan co so|doan vien|lan|ca|nhiem ky|suat|dot|hoc sinh|em"
    r"|ho|phan|can|bua|lop|buoi|truong hop|truong|xa|nghiep doan|doanh nghiep|cuoc|hoc ky|ngay)"
)
PER = re.compile(rf"(?:\s?/\s?{PER_WHAT}\b)+")
"""'9,2 triệu đồng/người/tháng' has two."""
PER_ANYTHING = re.compile(r"(?:\s?/\s?[^\W\d]{2,}\b)+")
"""Money is given for anything: 'đồng/vé', 'đồng/giải'."""
PER_AFTER_NAME = re.compile(rf"(?:,?\s[^\W\d]+){{1,4}}?(?P<per>(?:\s?/\s?{PER_WHAT}\b)+)")
PER_SAID = spelled(r"(?:\s[\w,]+){0,3}?\s+mỗi\s+(?P<per>tháng|tuần|quý)\b")
"""'04 tin, bài mỗi tháng' is a rate; 'mỗi năm' is when, for the year is the time of the paper itself."""
UNKNOWN_NOUN = re.compile(r"\s+(?P<first>[^\W\d_]{2,})(?:\s+(?P<second>[^\W\d_]{2,})(?P<agent>\s+viên\b)?)?")
"""'-viên' makes a noun of two syllables the one who does it: 'tuyên truyền viên'."""
NO_NOUNS = frozenset(
    (
        *("và", "với", "của", "cho", "trong", "trên", "dưới", "đến", "từ", "ở", "tại", "là", "thì", "này", "do"),
        *("để", "khi", "nếu", "so", "trở", "các", "những", "vào", "theo", "được", "có", "tháng", "năm", "quý"),
        *("tuần", "đạt", "hoặc", "hay", "bằng", "về", "đã", "sẽ", "không", "nhằm", "trước", "sau", "mỗi"),
        *("giữa", "cuối", "cao", "thấp", "chưa", "đang", "phải", "qua", "lại", "ra", "lên", "xuống", "thuộc", "hơn"),
    )
)
"""Words that may follow a number and are not counted; read with marks, since 'của' is not 'cửa'."""
VERBS_AFTER = frozenset(
    (
        *("tham", "thực", "tổ", "hoàn", "đăng", "triển", "sử", "kiểm", "giám", "hỗ", "tuyên", "tập", "bồi", "phục"),
        *("đối", "gồm", "cùng", "thành"),
    )
)
"""First syllables of the verbs that follow what is counted: 'tờ gấp', but 'gian tham (gia)'."""


def counted(rest: str, scale: str = "") -> tuple[str, int]:
    """The measure that these words begin with, in the house's word, and where it ends; ('', 0) where none does."""
    bare = fold(rest)
    if match := re.match(r"\s*dong\b(?! chi)", bare):
        return _with_per(rest, bare, f"{scale} đồng".strip(), match.end())
    for pattern, name in KNOWN:
        if (match := pattern.match(bare)) and _is_spelled(rest[: match.end()], name):
            return _with_per(rest, bare, name, match.end())
    if scale and re.match(r"\s*(?:$|[.,;)/])", bare):
        return _with_per(rest, bare, f"{scale} đồng", 0)
    return _unknown(rest)


def _is_spelled(said: str, name: str) -> bool:
    """'tờ' is not 'tổ'; what is typed without marks may be either."""
    if is_bare(said):
        return True
    if name == "căn nhà":  # 'cán bộ' begins like 'căn'
        return re.search(r"căn|ngôi|nhà", said.lower()) is not None
    return name not in PLAIN_MEASURES or said.strip().lower().endswith(name.lower())


def rate(rest: str) -> tuple[str, int]:
    """'%', or '%/năm' where the words go on so."""
    return _with_per(rest, fold(rest), "%", 0)


def named_in(words: str) -> str:
    """The first known measure that stands anywhere in the words; '' where none does."""
    bare = fold(words)
    found = [
        (match.start(), -len(name), name)
        for pattern, name in KNOWN
        if (match := _anywhere(pattern, bare)) and _is_meant(words[match.start() : match.end()], name, words)
    ]
    return min(found)[2] if found else ""


def _is_meant(said: str, name: str, words: str) -> bool:
    """'ban chấp hành' counts no 'bản'; among words with marks one without them is another word."""
    is_other = name in PLAIN_MEASURES and is_bare(said) and not is_bare(words) and not is_bare(name)
    return _is_spelled(said, name) and not is_other


def _anywhere(pattern: re.Pattern[str], bare: str) -> re.Match[str] | None:
    return re.search(rf"\b{pattern.pattern.removeprefix(chr(92) + 's*')}", bare)


def _with_per(rest: str, bare: str, name: str, end: int) -> tuple[str, int]:
    per = PER.match(bare, end) or (PER_ANYTHING.match(bare, end) if name.endswith("đồng") else None)
    if not per and not name.endswith(("%", "đồng")):
        per = PER_AFTER_NAME.match(bare, end)
    if not per:
        often = PER_SAID.of(rest).match(rest, end) if name != "%" and "đồng" not in name else None
        return (f"{name}/{often['per']}", end) if often else (name, end)
    said = per.groupdict().get("per") or per[0]
    return "/".join(
        [name, *(part.strip() for part in rest[per.end() - len(said) : per.end()].split("/")[1:])]
    ), per.end()


def _unknown(rest: str) -> tuple[str, int]:
    """A noun that no list knows: two syllables, unless the second one begins something else."""
    match = UNKNOWN_NOUN.match(rest)
    if not match or match["first"].lower() in NO_NOUNS:
        return "", 0
    second = (match["second"] or "").lower()
    if not second or second in NO_NOUNS or second in VERBS_AFTER:
        return match["first"], match.end("first")
    return f"{match['first']} {match['second']}{match['agent'] or ''}", match.end()
