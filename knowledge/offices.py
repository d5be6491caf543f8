"""How are offices and unions named in running text, and where does such a name end?"""

import re

from knowledge.grammar.spelled import spelled

CASED = re.RegexFlag(0)
# A name begins with one of these nouns. 'Tổ chức' and 'Ban hành' begin with the letters of two of them and are verbs,
# and 'các' tells of an office only before one: 'các nhiệm vụ' is none.
NOUN = (
    r"(?:[Bb]an [Tt]hường vụ|[Bb]an [Cc]hấp hành|BTV|BCH|[Tt]hường trực|[Vv]ăn phòng|LĐLĐ|[Ll]iên đoàn|[Cc]ông đoàn"
    r"|CĐCS|CĐ|Tổng|TLĐ|(?:Huyện|Thành|Tỉnh|Đảng) (?:ủy|uỷ)|[Cc]ấp (?:ủy|uỷ)|UBKT|UBND|(?:Ủy|Uỷ|ủy|uỷ) ban"
    r"|[Bb]an(?! hành)|[Bb]ộ phận|[Tt]ổ(?! chức)|[Cc]ụm(?! từ)|[Cc]ấp trên|[Cc]ấp dưới|[Nn]ghiệp đoàn|[Cc]hi đoàn"
    r"|[Đđ]ồng chí|[Đđ]ơn vị|[Cc]ơ quan|[Cc]ơ sở|[Cc]án bộ)"
)
OFFICE = rf"(?:(?:[Cc]ác|[Mm]ỗi|[Tt]ừng)\s+(?={NOUN}\b))?{NOUN}"
OPENS = spelled(
    rf"(?:(?:Đối với|Trách nhiệm của|Nhiệm vụ của|[Gg]iao|[Đđ]ề nghị|[Yy]êu cầu|[Pp]hân công)\s+)?(?P<who>{OFFICE}\b)",
    CASED,
)
ASKED = spelled(rf"\b(?:[Gg]iao|[Đđ]ề nghị|[Yy]êu cầu|[Pp]hân công)\s+(?:cho\s+)?(?P<who>{OFFICE}\b)", CASED)
"""'Ban Thường vụ giao Ban Nữ công …': the one who is asked does it, not the one who asks."""
ACTS = spelled(
    r"(?<!\w)(?:căn cứ|xây dựng|chỉ đạo|định kỳ|chủ động|(?<!ban )(?<!Ban )tổ chức|báo cáo|tổng hợp|có|chịu|thực hiện"
    r"|gửi|hàng|hằng|tham mưu|phải|nộp|theo|lập|đôn đốc|tiếp tục|đăng ký|cử|nghiêm túc|thường xuyên|kịp thời|cập nhật"
    r"|bố trí|phối hợp|hoàn thành|rà soát|cụ thể|quán triệt|phổ biến|triển khai|phân công|giao|đề nghị|yêu cầu|sẽ|cần"
    r"|được|khi|nếu|trước|sau|chậm nhất|muộn nhất|vào|trong|mở|(?<!ban )(?<!Ban )kiểm tra|tự|giám sát|tham gia|vận động"
    r"|đề xuất|tuyên truyền|chuẩn bị|tăng cường|đẩy mạnh|nâng cao|hướng dẫn|là|cùng|trên cơ sở|đánh giá|sơ kết|tổng kết"
    r"|thống kê|lồng ghép|bảo đảm|đảm bảo|quan tâm|ban hành|xác định|bám sát|duy trì|nắm|họp|trình|kết quả|số liệu"
    r"|ít nhất|lựa chọn|hỗ trợ|thông báo|thẩm định|hằng năm|để|nhằm|ký|thu|khẩn trương|kết hợp|xem xét|quyết định|ghi"
    r"|đưa)(?!\w)",
    CASED,
)
"""What an office does or how: there its name has ended. Names carry capitals ('Ban Tổ chức'), verbs do not."""
STOPS = re.compile(r"[;:.()“”\"]| [-–] (?![A-ZĐ])")
LONGEST = 15
"""Words; what is longer tells of something else as well."""


def name_at(text: str) -> str:
    """The office that a text begins with, without its verb: 'Các CĐCS tiếp tục báo cáo' is 'Các CĐCS'; '' for none."""
    opens = OPENS.match(text)
    return _ended(text[opens.start("who") :]) if opens else ""


def doer(words: str) -> str:
    """Who does what these words lead to: who is asked, else who opens them, else who stands behind a comma."""
    if asked := ASKED.last(words):
        return _ended(words[asked.start("who") :])
    if name := name_at(words):
        return name
    begins = (match.end() for match in re.finditer(r"[,:]\s+", words))
    return next((name for at in begins if (name := name_at(words[at:])) and "," not in words[at + len(name) :][:1]), "")


def _ended(text: str) -> str:
    stop = STOPS.search(text)
    whole = text[: stop.start()] if stop else text
    act = ACTS.search(whole)
    name = re.sub(r"(?:\s+(?:và|cũng|đồng thời)|[\s,])+$", "", whole[: act.start()] if act else whole)
    return name if 0 < len(name.split()) <= LONGEST else ""
