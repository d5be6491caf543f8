"""By when: the words of a sentence that say until when or how often a figure is meant."""

from knowledge.grammar.spelled import spelled

ROMAN_OR_DIGIT = r"[IVX\d]+"
DUE = spelled(
    r"(?<!so với )\b(?:(?:đến\s+)?(?:hết|cuối)\s+(?:năm(?:\s+\d{4})?|nhiệm kỳ)|(?:toàn|cả) (?:khóa|khoá|nhiệm kỳ)"
    rf"|(?:đến\s+)?hết\s+quý\s+{ROMAN_OR_DIGIT}(?:\s*/\s*\d{{4}}|\s+năm\s+\d{{4}})"
    r"|(?:đến|trước)\s+(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?|(?:đến\s+)?năm\s+\d{4}|trong\s+năm\s+\d{4}"
    r"|(?:hàng|hằng|mỗi)\s+(?:năm|quý|tháng)|các\s+năm\s+(?:sau|tiếp theo|còn lại)"
    rf"|(?:trong\s+)?(?:quý\s+{ROMAN_OR_DIGIT}|tháng\s+\d{{1,2}})(?:\s*/\s*\d{{4}}|\s+năm\s+\d{{4}}))\b"
)
ONLY_WHEN = spelled(r"(?:[\s,:;.–-]|\b(?:phấn đấu|đạt|là|vào|trong|có|và|đến|lên|thì|bằng)\b)*")
OPENS = spelled(r"(?:[\s“\"(]|\b(?:phấn đấu|trong|có|đến|từ|bình quân|trung bình)\b)*")


def is_only_when(words: str) -> bool:
    """'năm 2027:', 'vào năm 2030', 'đến năm 2030 đạt': nothing but a time, and at least that."""
    return bool(DUE.search(words)) and bool(ONLY_WHEN.fullmatch(DUE.sub(" ", words)))
