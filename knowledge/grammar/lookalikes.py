"""What looks like a figure and is none: days, papers, laws, sizes of who is meant, rates of the law, names."""

import re

# Who is meant by a size: 'doanh nghiệp có từ 20 đoàn viên trở lên' says which enterprises, it sets nobody a figure.
HOLDERS = (
    r"(?:doanh nghiep|don vi|co quan|cdcs|cong doan co so|hop tac xa|cong ty|co so|noi|to chuc|truong hoc|cua hang"
    r"|xuong|nha may|ho kinh doanh|khu tro|nghiep doan|chi bo|(?<!thi )(?<!moi )(?<!hien )truong)"
)
PEOPLE = r"(?:doan vien|nguoi lao dong|nguoi|cong nhan|lao dong|cnld|nld|nu|can bo|ld)"
HANDS = r"(?:nguoi lao dong|lao dong|cong nhan lao dong|cong nhan|cnld|nld)"
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
COUNTED_IN_SHARES = (
    r"(?:cdcs|cong doan|don vi|doanh nghiep|doan vien|nghiep doan|truong|co quan|chi bo|to\b|nguoi|khu\b|xa\b|phuong\b"
    r"|cum\b|dac khu|thon\b|hop tac xa|ban\b|lop\b|benh vien|tram\b|cong ty|dong chi|uy vien)"
)

PAPERS = (
    r"nghi quyet|ket luan|chi thi|quyet dinh|thong tu|nghi dinh|luat|cong van|de an|chuong trinh|ke hoach|huong dan"
    r"|trung uong"
)
PARTS = (
    r"ke hoach|khau dot pha|khau|chi tieu|nhiem vu|nhom|giai phap|noi dung|van de|muc tieu|tieu chi|buoc|cap|linh vuc"
    r"|yeu cau|chuong trinh|nghi quyet"
)
SIZE = (
    # 'mỗi đơn vị có từ 2 …' sets a figure, 'đơn vị có từ 20 lao động trở lên' names units of that size.
    # 'trong đó ở doanh nghiệp tư nhân từ 80 đoàn viên trở lên' tells a part of the figure before it.
    rf"(?<!moi )(?<!tung )(?<!trong do o )(?<!trong do tai )\b{HOLDERS}(?:[^,;.\d]{{0,40}}?\b(?:co|su dung|voi|tu))?"
    rf"\s+(?:tu|tren|duoi|hon|it nhat|khoang)?\s*\b(?:{NUMBER})(?:\s?[-–]\s?(?:{NUMBER}))?"
    rf"\s+(?:{PEOPLE}(?:,| va)?\s?)++(?:\w+ ){{0,2}}?tro (?:len|xuong)"
)

LOOKALIKES: tuple[tuple[str, str], ...] = (
    (
        "a name or slogan in quotation marks",
        # What a change puts in the place of old words is the text itself: 'bằng cụm từ “92% …”'.
        (
            r"(?<!bang cum tu )(?<!bang noi dung )(?<!bang doan )(?<!thanh )(?<!thanh: )(?<!nhu sau: )"
            r"[“\"](?![^”\"]*\b(?:it nhat|toi thieu|phan dau|tro len)\b)[^”\"]{1,300}[”\"]"
        ),
    ),
    ("the number of a document", r"\b(?:so\s*)?\d+[a-z]?\s?[-/]\s?(?:[a-z]{2,4})(?=[-/])[\w/-]*"),
    ("the number of a law", r"\b(?:so\s*)?\d+[a-z]?/\d{4}/[\w-]+"),
    ("a document named by its number", rf"\b(?:{PAPERS})\s+(?:so\s+)?\d+[a-z]?\b(?!\s*%|[.,]\d)"),
    ("a moment or the hour of one", r"\b\d{1,2}\s?(?:gio|h)\s?\d{0,2}(?=\s+(?:ngay|thu|chieu|sang|hang))"),
    ("a day", r"\b\d{1,2}\s?[/-]\s?\d{1,2}\s?[/-]\s?\d{4}\b"),
    ("a month", r"\b\d{1,2}\s?/\s?(?:19|20)\d{2}\b"),
    # '20/25 CĐCS' is a share of the unions, '20/11 gọn nhẹ' a day.
    (
        "a day without its year",
        rf"\b(?:[12]?\d|3[01]|0\d)/(?:1[0-2]|0?\d)\b(?![/\d%])(?!\s+{COUNTED_IN_SHARES})",
    ),
    # The value of 'một phần ba' stands in no word of the text, so nothing may say it.
    ("a fraction", r"(?<![\d/])\d{1,2}/\d{1,3}(?=\s+(?:tong\s+)?so\b)|\b\w+ phan (?:hai|ba|tu|nam|muoi)\b"),
    ("a day in words", r"\bngay\s+\d{1,2}\b|\bthang\s+(?:\d{1,2})\b|\bquy\s+\d\b"),
    ("a span of years", r"\b(?:19|20)\d{2}\s?[-–]\s?(?:20)?\d{2}\b(?![.,]\d)"),
    ("a year", r"\b(?:nam|den|tu|khoa|nhiem ky)\s+(?:19|20)\d{2}\b(?![.,]\d|\s*%)"),
    ("a year alone", rf"\b(?:19|20)\d{{2}}\b(?![.,]\d|\s*%|\s+{PEOPLE})"),
    # 'ốm đau từ 7 ngày trở lên' says whose illness counts: a length of time with 'trở lên' is a size.
    (
        "a length of time that says who is meant",
        rf"\btu\s+(?:{NUMBER})\s+(?:ngay|thang|nam|gio|tuoi|diem)\b[^,;.]{{0,20}}?tro (?:len|xuong)",
    ),
    ("an age", rf"\b(?:{NUMBER})(?:\s?(?:-|–|den|va)\s?(?:{NUMBER}))?\s+tuoi\b"),
    ("an anniversary or a length of time", r"\b\d+\s+(?:nam|thang|tuan|gio)\b(?!\s*/)"),
    ("an ordinal", r"\b(?:thu|khoa|lan thu|(?<!moi )dot)\s+\d+\b(?!\s*%|[.,]\d)"),
    (
        "a reference",
        (
            r"\b(?:muc|dieu|khoan|diem|gach dau dong|dau cong|phu luc|bieu|mau|trang|cot|nhom)\s+(?:so\s+)?\d+[a-z]?\b"
            # 'mức 60 triệu' is folded like 'mục 60'.
            r"(?!\s*%|[.,]\d|\s+(?:trieu|ty|nghin|ngan|dong|doan vien|nguoi|cdcs|cuoc|suat|can)\b)"
        ),
    ),
    # 'nâng từ 85% lên 90%' sets 90; 'từ 20 người trở lên' is another 'lên'.
    (
        "the level that is left behind",
        rf"\btu\s+(?:{NUMBER})\s?%?(?:\s+(?!tro\b)\w+){{0,3}}?(?=\s+(?:(?:nang|tang|giam)\s+)?(?:len|xuong|thanh)\b)",
    ),
    ("how long something may take", r"\btrong (?:vong|thoi han)\s+\d{1,3}\s+(?:ngay|gio|thang|tuan)\b"),
    ("free of charge", r"\b0\s?dong\b"),
    (
        "targets by their number",
        (
            r"\b(?:cac|nhung)\s+(?:chi tieu|nhiem vu|noi dung|tieu chi|muc|diem|khoan|dieu)\s+(?:so\s+)?"
            r"\d{1,2}(?:\s?(?:,|va)\s?\d{1,2})+\b(?!\s*%|[.,]\d|\s+(?:doan vien|cdcs|nguoi|trieu|ty))"
        ),
    ),
    (
        "how many play",
        (
            r"\b(?:bong (?:da|chuyen|ro|ban)|keo co|chay|nhay|tiep suc|co tuong)"
            r"(?:\s(?:nam|nu|mini|san|hoi|bao|bo|tiep suc))*"
            r"\s+(?:\d+\s?[x×]\s?)?\d+\s?(?:nguoi|m|met|vdv|van dong vien)\b"
        ),
    ),
    # 'đơn vị nợ từ 200 triệu đồng trở lên', 'đoàn viên có thu nhập dưới 6 triệu đồng/tháng'
    (
        "a debt or an income that says who is meant",
        (
            rf"\b{HOLDERS}(?: (?:con|dang))? (?:no|cham dong|ton dong)(?: \w+){{0,4}}? (?:tu|tren|hon) (?:{NUMBER})"
            r"\s?(?:nghin|ngan|trieu|ty)?\s?dong(?: tro len)?"
        ),
    ),
    (
        "a debt or an income that says who is meant",
        (
            rf"\bco (?:muc )?(?:thu nhap|luong|doanh thu)(?: \w+){{0,3}}? duoi (?:{NUMBER})"
            r"\s?(?:nghin|ngan|trieu|ty)?\s?dong(?:/\w+)*"
        ),
    ),
    # 'cơ sở 2' is a place, 'ở các cơ sở 135 suất' a figure.
    (
        "a label",
        r"(?<!tong )(?<!\bco )\bso\s+\d{1,4}(?:\s?(?:,|va)\s?\d{1,3})*\b(?![.,]\d|\s*%)|\bco so \d\b(?![.,]\d)",
    ),
    ("a number in a list", r"\(\d{1,2}\)"),
    ("a rate that the law fixes", r"\b(?:kinh phi|doan phi)(?: cong doan)?(?: bang)?\s+\d(?:,\d)?\s?%"),
    ("a rate that the law fixes", r"\b\d(?:,\d)?\s?%\s+(?:kinh phi|doan phi|quy (?:tien )?luong)"),
    # As in: trả 150% tiền lương khi làm thêm giờ; đóng bảo hiểm (người lao động 8%, doanh nghiệp 17,5%).
    ("a rate of pay", rf"\b(?:{NUMBER})\s?%\s+(?:cua )?(?:tien luong|muc luong|luong|quy luong|muc dong|muc huong)"),
    ("a rate of insurance", r"\b(?:dong|trich|nop)\s+(?:bao hiem|bhxh|bhyt|bhtn)[^;.()]*\([^()]*%[^()]*\)"),
    ("a rate of overtime", rf"(?<=tien luong khi lam them)[^;.]*?(?:{NUMBER})\s?%[^;.]*"),
    ("a size that says who is meant", SIZE),
    (
        "a size that says who is meant",
        rf"\b{HOLDERS}(?:\s+(?:co|su dung))?\s+(?:duoi|tren|hon)\s+(?:{NUMBER})\s+{PEOPLE}",
    ),
    (
        "a size between two numbers",
        rf"\b{HOLDERS}\s+(?:co |su dung |voi )+(?:tu )?(?:{NUMBER})\s?(?:-|–|den)\s?(?:{NUMBER})\s+{PEOPLE}",
    ),
    # Members can be the figure itself ('có từ 500 đoàn viên trở lên tham gia'), hands of an employer hardly.
    (
        "a size that says who is meant",
        rf"(?<=\w )(?:co|su dung) (?:tu|tren|duoi) (?:{NUMBER}) (?:{HANDS}),? ?(?:{HANDS})? ?tro (?:len|xuong)",
    ),
    ("how many parts the paper has", rf"(?<!it nhat )(?<!toi thieu )(?<!khong qua )\b\d{{1,2}}\s+(?:{PARTS})\b"),
    ("the name of an illness", r"\bcovid\s?-?\s?19"),
)
"""What looks like a figure and is none: (why, folded pattern). They are taken out in this order."""


def dotted(sentence: str, bare: str) -> str:
    """The sentence at the same length with every lookalike dotted out; `bare` is its folded form."""
    visible = list(sentence)
    for _, pattern in LOOKALIKES:
        for match in re.finditer(pattern, bare):
            dots = "·" * (match.end() - match.start())
            visible[match.start() : match.end()] = dots
            bare = f"{bare[: match.start()]}{dots}{bare[match.end() :]}"
    return "".join(visible)
