"""Does an office ask which units it has, or who speaks for one and on which telephone; pure."""

import re
from enum import StrEnum
from typing import Final

from handlers.wording import plain, wanted
from knowledge.text import words


class Wish(StrEnum):
    """What is asked for."""

    UNITS = "units"
    SPEAKER = "speaker"


UNIT = r"(?:don vi|cdcs|cong doan co so|co so|to chuc cong doan)"
BELOW = r"(?: (?:truc thuoc|cap duoi|trong xa|trong phuong|o duoi|dang quan ly|tat ca|ca thay|roi|the|vay))*"
UNITS = re.compile(
    r"(?:(?:ta|minh|toan xa|ca xa|xa|phuong|van phong|hien|hien nay|dang|gio) )*(?:(?:co|quan ly|gom) )*"
    rf"(?:tat ca |tong cong |ca thay )?(?:bao nhieu|may) {UNIT}{BELOW}"
    rf"|(?:xem |liet ke |ke ten )?(?:cac|nhung) {UNIT}{BELOW}|co (?:nhung|cac) {UNIT} nao{BELOW}"
)
PHONE: Final = r"(?:sdt|so dien thoai|dien thoai|so dt|dt|so may|lien he|lien lac|goi)"
SPEAKER = re.compile(
    rf"\b{PHONE}\b|\bai\b.*\b(?:chu tich|phu trach|dau moi)\b|\b(?:chu tich|phu trach|dau moi)\b.*\b(?:ai|ten gi|nao)\b"
)
ABOUT_SPEAKER: Final = frozenset(
    words(
        "ai là chủ tịch ct phụ trách đầu mối người sđt số điện thoại đt máy liên hệ lạc gọi cho của chị anh cô chú "
        "đồng chí đc đơn vị cđcs cơ sở trường công ty tên gì nào hiện nay giờ đang làm xin hỏi biết với tôi em mình "
        "bao nhiêu mấy lấy tìm cần ở bên do thế vậy ạ nhỉ giúp"
    )
)
"""What may stand beside a unit's name when it is asked who speaks for it."""


def wish_of(said: str) -> Wish | None:
    """'có bao nhiêu đơn vị', 'ai là chủ tịch …', 'sđt …'; whether a unit is named is seen by who knows them."""
    bare = wanted(said)
    if UNITS.fullmatch(bare):
        return Wish.UNITS
    return Wish.SPEAKER if SPEAKER.search(plain(said)) else None


def is_about_speaker(rest: str) -> bool:
    """Whether nothing else is spoken of; `rest` is the sentence without the unit."""
    return all(word in ABOUT_SPEAKER for word in words(rest))
