"""What gives a question away: the bare words by which officers ask for each kind of thing.

All patterns are matched on bare words between single spaces, abbreviations written out, typing mistakes mended.
"""

import re
from collections.abc import Mapping
from typing import Final

from knowledge.result import Asked


def _any(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns as whole words."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


WHICH_DAY: Final = "ngay (?:nao|may|bao nhieu|thang nam nao)|khi nao|bao gio|hom nao|luc nao|nam nao|thang nao"
WHO: Final = "ai|nguoi nao|dong chi nao|chuc vu nao|chuc danh nao|vi nao"
WHICH_UNIT: Final = "ai|co quan nao|don vi nao|cap nao|to chuc nao|noi nao"
PAPER: Final = "van ban|chuong trinh|ke hoach|nghi quyet|quyet dinh|ket luan|chi thi"

CUES: Final[Mapping[Asked, re.Pattern[str]]] = {
    Asked.SIGNER: _any(
        rf"(?:{WHO})(?: \w+){{0,3}} ky", "nguoi ky", "ky ten", r"chuc (?:vu|danh)\b.*\bky", "ky (?:ban hanh )?la ai"
    ),
    Asked.ISSUER: _any(
        rf"(?:{WHICH_UNIT})(?: da| la| dung ra){{0,2}} (?:ban hanh|phat hanh|soan|ra van ban|lap ra)",
        rf"do (?:{WHICH_UNIT}) (?:ban hanh|ra|lap|xay dung|soan)",
        "(?:noi|co quan|don vi) ban hanh",
        "cua (?:don vi|co quan|cap) nao",
    ),
    Asked.DATE: _any(
        rf"(?:ban hanh|phat hanh|ky)(?: \w+){{0,6}} (?:{WHICH_DAY})",
        "ngay (?:thang )?(?:nam )?(?:ban hanh|ky|phat hanh|ra doi)",
        "(?:de|ghi) ngay",
        rf"(?:{WHICH_DAY}) (?:thi )?(?:duoc )?(?:ban hanh|ky|phat hanh)",
        rf"ra (?:doi )?(?:{WHICH_DAY})",
    ),
    Asked.NUMBER: _any(
        "so (?:hieu|van ban|ky hieu|cong van)",
        rf"(?:{PAPER})(?: \w+){{0,12}} so (?:nao|may|bao nhieu|gi|hieu)",
        "(?:mang|co|ghi|danh) so (?:nao|may|bao nhieu|gi)",
        "so (?:may|bao nhieu)",
    ),
    Asked.THEME: _any("chu de", "khau hieu"),
    Asked.MOTTO: _any("phuong cham"),
    Asked.VALIDITY: _any(
        "hieu luc",
        "het (?:han|hieu luc|thoi han|gia tri)",
        r"con (?:\w+ )?(?:ap dung|gia tri|dung|han|thoi han|hieu luc|xai|thuc hien)(?: \w+)? (?:khong|chua|nua)",
        "(?:ap dung|thuc hien|co gia tri|keo dai|dung) (?:cho |trong |tu |den |toi )*"
        "(?:khi nao|bao gio|nam nao|bao lau|thoi gian nao|giai doan nao|nhiem ky nao|may nam|luc nao|het nam nao)",
        "(?:cho|cua|trong|thuoc) (?:giai doan|nhiem ky|thoi ky|nam) nao",
        "tu nam nao",
        "den (?:het )?nam nao",
        "thoi han (?:cua )?(?:van ban|chuong trinh|ke hoach)",
    ),
    Asked.TITLE: _any("ten (?:day du |goi |cua )?(?:van ban|chuong trinh|ke hoach)", "trich yeu", "ve viec gi"),
    Asked.BASIS: _any(
        "can cu",
        "dua (?:vao|tren) (?:van ban|nghi quyet|quyet dinh|dau|cai|gi)",
        "co so phap ly",
        rf"(?:thuc hien|theo|trien khai|cu the hoa) (?:\w+ )?(?:{PAPER}) (?:nao|gi)",
    ),
    Asked.PURPOSE: _any("muc dich", "yeu cau (?:cua|la|gi|dat|nao|chung)", "muc tieu"),
    Asked.DUTY: _any("bao cao", "che do thong tin"),
    Asked.BREAKTHROUGHS: _any("dot pha"),
    Asked.PLANS: _any("ke hoach"),
    Asked.MILESTONE: _any(
        WHICH_DAY,
        "thoi han",
        "han",
        "han chot",
        "chung nao",
        "thang may",
        "thoi gian (?:hoan thanh|nao)",
        "moc",
        "deadline",
        "quy nao",
        "muon nhat",
        "truoc ngay",
    ),
    Asked.TARGETS: _any("chi tieu"),
    Asked.FIGURE: _any(
        "bao nhieu",
        "may",
        "ti le",
        "ty le",
        "phan tram",
        "con so",
        "so luong",
        "dat muc",
        "muc (?:dat|nao|gi)",
        "chi tieu",
        "toi thieu",
        "it nhat",
        "so tien",
        "nhieu it",
        "the nao",
    ),
    Asked.TASKS: _any(
        "nhiem vu",
        "giai phap",
        "lam (?:gi|nhung gi|viec gi|the nao|nhu the nao|ra sao)",
        "viec gi",
        "nhung viec",
        "noi dung",
        "cong tac",
        "hoat dong (?:gi|nao)",
        "phai lam",
        "can lam",
        "the nao",
        "ra sao",
        "nhung gi",
    ),
}

WAYS_OF_ASKING: Final = (
    "bao nhieu la bao nhieu phan tram chi tieu la bao nhieu",
    "khi nao bao gio thi xong con hieu luc khong het han chua",
    "la gi la nhung gi gom nhung chi tieu nao nhu the nao ra sao thi sao the con",
    "liet ke cac chi tieu chu yeu toan bo chi tieu danh sach",
    "cho hoi cho minh hoi cho em hoi chao dong chi xin chao cam on",
    "don vi minh huyen minh tinh minh xa minh co quan minh",
    "nam nay nam ngoai thang nay quy nay nam truoc",
    "may nguoi may cuoc may doan vien may phan tram",
    "ti le ty le so may so hieu van ban ban hanh ngay nao ngay ban hanh",
    "ai ky nguoi ky chu de la gi phuong cham la gi",
    "ke hoach thu may khau dot pha thu nhat thu hai thu ba thu tu thu nam",
    "nhiem vu trong tam giai phap chu yeu",
    "bao cao cho ai ve dau qua dau gui ai bao lau mot lan",
    "can cu vao dau co phai khong dung khong phai khong",
    "toi thieu it nhat duoc giao phai dat can dat de ra",
    "viet tat cua tu gi nghia la gi",
)

# Words that carry a question but are not what it is about.
STOP_PHRASES: Final = tuple(
    tuple(phrase.split())
    for phrase in (
        *("lien doan lao dong", "ban chap hanh lien doan lao dong", "chuong trinh hanh dong", "chuong trinh cong tac"),
        *(
            "chuong trinh",
            "ke hoach",
            "van ban",
            "chi tieu",
            "con so",
            "so lieu",
            "so luong",
            "ty le",
            "ti le",
            "phan tram",
        ),
        *("bao nhieu", "phan dau", "de ra", "dat ra", "duoc giao", "giao cho", "quy dinh", "nhiem ky", "giai doan"),
        *(
            "thanh pho",
            "thi xa",
            "dac khu",
            "dong chi",
            "nhu the nao",
            "the nao",
            "ra sao",
            "thi sao",
            "khi nao",
            "bao gio",
        ),
        *(
            "luc nao",
            "toi thieu",
            "it nhat",
            "toi da",
            "tro len",
            "cho biet",
            "cho hoi",
            "xin hoi",
            "lam on",
            "tra loi",
        ),
        *("tro ly", "cu the", "chi tiet", "tat ca", "toan bo", "day du", "chu yeu", "trong tam", "bao gom", "liet ke"),
        *("danh sach", "nhiem vu", "giai phap", "noi dung", "don vi minh", "don vi toi", "chung toi", "chung ta"),
        *(
            "chung minh",
            "hien nay",
            "hien tai",
            "du kien",
            "muc tieu",
            "yeu cau",
            "hoan thanh",
            "thuc hien",
            "trien khai",
        ),
        *(
            "to chuc",
            "bao cao",
            "dinh ky",
            "phai khong",
            "dung khong",
            "nghi quyet",
            "dai hoi",
            "muc dich",
            "khau dot pha",
        ),
        *("dot pha", "hieu luc", "ban hanh", "chu de", "phuong cham", "can cu", "ca nuoc", "bao lau", "trong nam"),
        *("tren dia ban", "dia ban", "khong biet", "binh quan", "trung binh", "theo nhu", "vua qua", "sap toi"),
        *("nguoi ta", "cong tac", "hang nam", "hoat dong", "tong cong", "tham muu"),
    )
)
STOP_WORDS: Final = frozenset(
    [
        "a",
        "ah",
        "ak",
        "alo",
        "ad",
        "admin",
        "ai",
        "anh",
        "ay",
        "ba",
        "bac",
        "bang",
        "ben",
        "bi",
        "biet",
        "bot",
        "boi",
        "buoc",
        "cac",
        "cai",
        "cang",
        "chac",
        "chang",
        "chi",
        "chinh",
        "chua",
        "chung",
        "chu",
        "co",
        "con",
        "cu",
        "cua",
        "cung",
        "da",
        "dang",
        "dau",
        "day",
        "de",
        "den",
        "deu",
        "di",
        "do",
        "doi",
        "du",
        "dum",
        "duoc",
        "dung",
        "e",
        "em",
        "gi",
        "gio",
        "gium",
        "giup",
        "gui",
        "ha",
        "hai",
        "han",
        "hang",
        "hay",
        "hay",
        "hen",
        "het",
        "hien",
        "hoac",
        "hoi",
        "hom",
        "huyen",
        "it",
        "ke",
        "khac",
        "khi",
        "khong",
        "ki",
        "kia",
        "ky",
        "la",
        "lai",
        "lam",
        "len",
        "loai",
        "luc",
        "luon",
        "ma",
        "may",
        "minh",
        "moi",
        "mot",
        "muc",
        "muon",
        "nam",
        "nao",
        "nay",
        "ne",
        "nen",
        "neu",
        "ngay",
        "nghe",
        "nghia",
        "nhac",
        "nhat",
        "nhe",
        "nhi",
        "nhieu",
        "nho",
        "nhu",
        "nhung",
        "no",
        "noi",
        "nua",
        "o",
        "oi",
        "ok",
        "phai",
        "phia",
        "phuong",
        "qua",
        "quy",
        "ra",
        "rang",
        "rat",
        "roi",
        "sao",
        "sap",
        "sau",
        "se",
        "so",
        "ta",
        "tai",
        "tao",
        "tat",
        "the",
        "theo",
        "thay",
        "thi",
        "thoi",
        "thu",
        "thuoc",
        "tim",
        "tinh",
        "toi",
        "trong",
        "trong",
        "truoc",
        "tu",
        "tui",
        "tung",
        "tuan",
        "tren",
        "ung",
        "va",
        "vao",
        "vay",
        "ve",
        "vi",
        "viec",
        "voi",
        "vua",
        "xa",
        "xem",
        "xin",
        "xong",
        "y",
        "bay",
        "bon",
        "dat",
        "cuoi",
        "giao",
        "dum",
        "duoi",
        "thang",
        "thua",
        "toan",
        "tuyen",
        "dum",
        "cho",
        "dum",
        "nhan",
        "cap",
        "nhap",
        "luong",
        "muc",
        "gom",
    ]
) - {"tuyen", "toan", "luong", "nhan", "cap", "thua"}

LEVELS: Final = frozenset(("huyen", "tinh", "quan", "xa", "phuong", "tp", "pho", "nganh"))
SELF: Final = _any(
    "(?:huyen|tinh|xa|phuong|quan|don vi|co quan|cong doan|cong doan co so|nganh|thanh pho|tp|co so|truong|cong ty|ben)"
    " (?:minh|ta|toi|em|chung toi|chung ta|chung minh|tui|nha)"
)
YES_NO: Final = re.compile(
    r"\b(?:co )?(?:dung|phai)(?: la)? (?:khong|chua)\b|\bco (?:dung|phai)\b|\b(?:dung|phai) la\b(?!.*\bbao nhieu\b)"
    r"|\b(?:a|ha|phai|nhi|khong|chua)\s*$|^\s*(?:co|dung|phai) "
)
RESULTS: Final = _any(
    r"da (?!duoc giao|giao|de ra|dat ra|het)(?:\w+ ){0,4}?(?:duoc )?(?:bao nhieu|may|chua|toi dau|den dau)",
    r"duoc (?:bao nhieu|may)(?: \w+){0,4} roi",
    r"(?:bao nhieu|may)\b(?: \w+){0,5} roi",
    "den (?:nay|gio|hien tai|bay gio)",
    "ket qua",
    "tien do",
    "thuc te",
    "(?:dat|xong|hoan thanh|du) chua",
    "hien (?:nay |tai |dang )?(?:co|dat|dang co)",
    "(?:dat|thuc hien|lam|ket nap|thanh lap|van dong|ky) duoc (?:bao nhieu|may)",
    "dang co (?:bao nhieu|may)",
)
PERSON: Final = _any(
    "so dien thoai",
    "sdt",
    "dien thoai",
    "email",
    "dia chi",
    "ho ten",
    "ho va ten",
    "ten (?:gi|la gi|ai)",
    r"(?:chu tich|pho chu tich|truong ban|bi thu)(?: \w+){0,8} (?:la ai|ten gi|la nguoi nao)",
    "ai la (?:chu tich|pho chu tich|truong)",
    "ai (?:dang )?lam chu tich",
)
DAY_WANTED: Final = _any(
    "ngay (?:nao|may|bao nhieu)",
    "truoc ngay",
    "han (?:nop|chot|cuoi|gui|la|bao cao|den)",
    "muon nhat",
    "cham nhat",
    "deadline",
    "thoi han",
    "han",
    "mung may",
)
PERCENT_WANTED: Final = _any("phan tram", "ty le", "ti le")
MONEY_WANTED: Final = _any(
    "(?:bao nhieu|may) (?:tien|ty|ti|trieu|dong|nghin|kinh phi)",
    "so tien",
    r"bao nhieu (?:\w+ )?tien",
    "muc (?:chi|thu|ho tro|dong|phu cap|luong|thuong)",
)
MEASURED: Final = re.compile(r"\b(?:bao nhieu|may)((?: [a-z]+){1,5})")
LIST_OF: Final = _any(
    "cac",
    "nhung",
    "toan bo",
    "tat ca",
    "liet ke",
    "ke ra",
    "ke ten",
    "danh sach",
    "gom",
    "bao gom",
    "day du",
    "la gi",
    "nao",
    "gi",
    "may",
    "bao nhieu",
    r"\d{1,2}",
)
LIST_OF_TARGETS: Final = _any(
    r"(?:cac|nhung|toan bo|tat ca|liet ke|may|bao nhieu|danh sach) (?:\w+ )?chi tieu",
    r"chi tieu (?:\w+ ){0,9}?(?:nao|gi|gom|bao gom)",
)

ORDINAL: Final = "nhat|nhi|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi"
NTH: Final = re.compile(
    r"\b(chi tieu|ke hoach|khau dot pha|dot pha|khau|nhiem vu|giai phap|nhom giai phap|)"
    r"(?: (?:chuyen de|trong tam|thuc hien|cua|la)){0,2} (?:(?:so|thu|muc) )?"
    r"(\d{1,2}(?![\d.,/]|\s(?:phan tram|doan vien|cong doan|can|cuoc|nguoi|nam|thang|don vi|doanh nghiep))"
    rf"|(?<=thu )(?:{ORDINAL})|(?<=so )(?:mot|{ORDINAL})|dau tien|cuoi cung)\b"
)
NTH_COUNTS: Final[Mapping[str, int]] = {"nhat": 1, "nhi": 2, "muoi": 10, "dau tien": 1, "cuoi cung": -1}

DOCUMENT_TYPES: Final[Mapping[str, str]] = {
    "ctr": "chuong trinh",
    "ctrinh": "chuong trinh",
    "kh": "ke hoach",
    "nq": "nghi quyet",
    "kl": "ket luan",
    "qd": "quyet dinh",
    "ct": "chi thi",
    "hd": "huong dan",
    "tb": "thong bao",
    "bc": "bao cao",
    "cv": "cong van",
    "da": "de an",
    "ttr": "to trinh",
    "qc": "quy che",
    "vb": "",
    "van ban": "",
}
TYPE_SIGNS: Final = "|".join(sign for sign, long in DOCUMENT_TYPES.items() if long)
WRITTEN_NUMBER: Final = re.compile(rf"\b(\d{{1,5}}[a-z]?)\s*[-/]\s*({TYPE_SIGNS})\b(?:\s*[-/]\s*[a-z]+)*")
SPOKEN_NUMBER: Final = re.compile(
    rf"\b({'|'.join(DOCUMENT_TYPES)}|chuong trinh|ke hoach|nghi quyet|ket luan|quyet dinh|chi thi|huong dan|cong van"
    r"|de an)(?: hanh dong| cong tac)? (?:so )?(\d{2,5}[a-z]?)(?![\w.,]*\d)"
    r"(?!\s*(?:%|/|-|doan vien|nam|thang|cdcs|can|cuoc|chi tieu|ke hoach))\b"
)
PLACE: Final = re.compile(
    r"\bmuc ([ivx]{1,5})((?:\s*\.\s*\d{1,2})*)\b(?:[\s,]*(?:gach dau dong|y|gach) (?:thu )?(\d{1,2}))?"
)
ELLIPSIS: Final = re.compile(
    r"^\s*(?:the |vay |a |o |u |uh |ok |con |va |nhung |thi )*(?:con|the thi|thi sao|the|vay|nhu vay|rieng)\b"
    r"|\bthi (?:sao|the nao)\b|\b(?:do|nay|ay|kia|tren|vua roi|vua noi)\s*$|\b(?:no|cai do)\b"
    r"|\b(?:chuong trinh|ke hoach|van ban|chi tieu|muc|so|cai|khau|nhiem vu|dot pha) (?:do|nay|ay|tren|vua roi)\b"
)
