"""Does a message tell, ask, put right, take out, or say that nothing is new?"""

import re
from dataclasses import replace
from typing import Final

from knowledge.courtesy import small_talk
from knowledge.text import Token, fold, is_listed, is_syllable, tokens, words
from union.entry.figures import spelled_nouns
from union.entry.reading import Reading
from union.nouns import noun_at
from union.phrases import Lexis, shorts

ASKS_ANYHOW: Final = re.compile(
    r" (?:bao nhieu|bao nhiu|bao lau|bao gio|khi nao|luc nao|the nao|ra sao|phai khong|dung khong|co phai"
    r"|hay khong|hay chua|o dau|ve dau"
    r"|duoc chua|cho hoi|xin hoi|la gi|la may|la j|may (?:phan tram|ptram|gio)|vi sao|tai sao|lam sao|nhu nao"
    r"|gom nhung|nhung don vi nao|bao (?:h|jo|zo|gjo)|khi mo) "
)
ASKS: Final = ("mấy", "nào", "gì", "ai", "sao", "hỏi", "nhỉ")
ASKS_AT_END: Final = (
    "không",
    "ko",
    "hong",
    "hông",
    "chưa",
    "chua",
    "khong",
    "hk",
    "hok",
    "hả",
    "ha",
    "nhỉ",
    "chăng",
    "k",
    "à",
)
COURTESY_AT_END: Final = (
    "ạ",
    "a",
    "nhé",
    "nhe",
    "nha",
    "ad",
    "em",
    "anh",
    "chị",
    "chi",
    "vậy",
    "vay",
    "bạn",
    "ban",
    "đồng",
    "chí",
    "z",
    "thế",
    "the",
    "ơi",
)
TRADES: Final = ("ty", "cty", "nganh", "xuong", "máy")
DENIED_BEFORE: Final = ("khong", "chua", "chang", "ko")
SETS: Final = re.compile(
    r" (?:chi tieu|chi thieu|muc tieu|phan dau|duoc giao|phai (?:dat|ket nap|lam|co)|han nop|han gui|thoi han"
    r"|cach tinh|theo quy dinh) "
)
DONE: Final = re.compile(r" (?:da|vua|moi|duoc|xong|roi|dat|bao cao|luy ke|hoan thanh|thuc hien|co) ")
NOTHING_NEW: Final = re.compile(
    r" (?:(?:khong|chua|chang|chua thay) (?:co )?(?:gi|cai gi|viec gi|van de gi|so lieu|thong tin|bien dong"
    r"|phat sinh|thay doi|hoat dong)"
    r"(?: (?:gi|moi|thay doi|phat sinh|khac|them|het|ca|bien dong|dac biet|bao cao|de bao cao|can bao cao|nao))*"
    r"|(?:van |giong |y |cung )?(?:nhu|nhu la|giong|bang|y) (?:cu|truoc|ky truoc|lan truoc|cu khong doi)"
    r"|(?:van|cung) (?:vay|the|nhu|y|nguyen|giu|binh thuong)(?: (?:nguyen|cu|vay|the))?|giu nguyen|nhu|van nhu"
    r"|khong doi|khong (?:bien dong|phat sinh|tang giam|tang khong giam)) "
)
NOTHING_AROUND: Final = frozenset(
    words(
        "thang nay ben em minh toi don vi truong cong doan co so cdcs da vang bao cao anh chi a oi nhe nha ad voi la"
        " thi so lieu moi tinh hinh van ky tuan quy nam hien tai chua khong co gi cua chung dang het ca them va"
        " cung y nguyen cu o lam dong tro ly bot nhu truoc vay the khac binh thuong xin e c doan vien ve"
    )
)
REMARKS: Final = re.compile(
    r" (?:khong|chua|chang)(?: (?:co|thay|gap))?(?: (?:gi|nhung|cac|y kien|ton tai|han che|kho khan|vuong mac"
    r"|kien nghi|de xuat|bat cap|tro ngai|noi dung|va|hay|hoac|ve))*"
    r" (?:ton tai|han che|kho khan|vuong mac|kien nghi|de xuat|bat cap|tro ngai|y kien) "
)
"""'không có khó khăn gì': what a report's written parts say, no figure."""
CORRECTS: Final = re.compile(
    r" (?:(?:deu|cung|bi|kia|tren|nay|do) (?:sai|(?:khong|chua) dung)|sai (?:ca|het)"
    r"|nham|ghi lon|lon roi|a lon|ghi sai|bao sai|nhap sai|go sai|sai roi|sai so|viet sai|noi sai|sua (?:so"
    r"|giup|gium|o|muc|tu|tong|ngay|ky|dong|la|ket nap)|sua lai|sua thanh|doi lai|doi thanh|(?<!gia )dinh chinh"
    r"|y (?:em|minh|toi|anh|chi) la|chinh lai|cap nhat lai|thay bang|thay the|thay \S+ bang|chu khong phai|chu khong"
    r"|moi dung|dung ra|dung la|dung phai la|thuc ra la|thuc te la|ghi lai|thay doi thanh|bao lai|chinh thanh"
    r"|chinh so) "
)
NAMES_A_FIGURE: Final = frozenset(("ket", "nap", "tong"))
"""Of 'sửa kết nạp', 'sửa tổng' only the verb says that something was wrong."""
NOT_THIS: Final = re.compile(r"\b(?:khong|ko|k|hk|hok) phai(?: la)? \d")
NOT_CORRECTION: Final = re.compile(
    r" (?:(?:da |vua |moi )?sua (?:nha|phong|duong|chua|may|duoc|xong)|nhap|nham (?:nang|muc|giup|tao|dap)"
    r"|nham nguoi) "
)
DELETES: Final = re.compile(
    r" (?:xoa|huy|hoan tac|undo|go (?:bo|giup|gium|so|cai|ra|di)|rut lai|thu hoi|(?<!can )bo (?:qua so|cai|so|dong|muc"
    r"|ban ghi|di|gium|giup|het)"
    r"|khong tinh|dung tinh|dung ghi|khong ghi|loai bo|delete) "
)
NOT_DELETE: Final = re.compile(
    r" (?:xoa (?:bo )?(?:cac )?(?:hu tuc|doi|ngheo|nha tam|mu)|huy dong|xoa bo hu tuc|xoa bo cac|thu hoi dat|xoa bo) "
)
ANSWERED_NO: Final = re.compile(r":\s*(?:khong|ko|k|chua|hk)(?: co)?(?: a| nhe)?[\s.]*$")
"""'tai nạn lao động: không' is an answer."""
SOME_WORDS_MAX: Final = 6
SOME_DONE: Final = re.compile(
    r" (?:(?:da|vua|moi|em|ben em) )*(?:ket nap|phat trien|tham|tang|trao|gioi thieu|thanh lap|lap|to chuc|mo|ky"
    r"|sua|xay|tap huan|tuyen truyen) "
)
ENDS_OF_QUESTIONS: Final = ("roi", "r", "nhi", "vay", "a", "ha", "the")
TOLD: Final = re.compile(
    r" (?:da|vua|xong|roi)(?= )| moi (?=ket nap|thanh lap|lap|tham|gioi thieu|tap huan|to chuc|thu|ky|tang|trao"
    r"|xay|ban giao|phat trien|mo)"
)
"""Says that something was done, without a figure."""
PURPOSE: Final = "nhằm"


def is_noise(reading: Reading, lexis: Lexis) -> bool:
    """Whether hardly a word of it is one: 'asdf qwer', '......'."""
    said = [token for token in tokens(reading.text) if not token.is_number]
    if not said:
        return not reading.figures
    known = sum(_is_known(token.bare, lexis) for token in said)
    return known * 2 <= len(said) and not reading.figures


def _is_known(word: str, lexis: Lexis) -> bool:
    if word in lexis.weight or word in shorts() or is_listed(word):
        return True
    return len(word) > 1 and is_syllable(word) and not re.fullmatch(r"(\w)\1+|(?:[hk][aei])+", word)


def is_courtesy(text: str) -> bool:
    """Nothing but a greeting, thanks or a call for help."""
    return small_talk(text) is not None


def deletes(reading: Reading) -> bool:
    """'xóa số vừa rồi', 'bỏ cái thăm hỏi đi'."""
    said = _said(reading)
    if any(token.bare == "bo" and token.is_marked and token.text not in ("bỏ", "bò") for token in tokens(reading.text)):
        said = said.replace(" bo ", " ")
    return bool(DELETES.search(said)) and not NOT_DELETE.search(said)


def without_correcting(reading: Reading) -> Reading:
    """The reading without the words that only say that something was wrong."""
    taken: set[int] = set()
    for match in CORRECTS.finditer(reading.line):
        first = reading.line[: match.start()].count(" ")
        said = match.group().split()
        taken.update(first + place for place, word in enumerate(said) if word not in NAMES_A_FIGURE)
    return replace(reading, words=tuple(word for place, word in enumerate(reading.words) if place not in taken))


def corrects(reading: Reading) -> bool:
    """'sửa lại là 6', 'à nhầm', '6 chứ không phải 5'."""
    said = _said(reading)
    if NOT_CORRECTION.search(said) and not re.search(r" (?:sua lai|sua thanh|nham roi|ghi nham) ", said):
        return False
    if NOT_THIS.search(reading.bare):
        return True
    if PURPOSE in (token.text for token in tokens(reading.text)) and " nham " in said:
        return bool(CORRECTS.search(said.replace(" nham ", " ")))
    return bool(CORRECTS.search(said))


def _said(reading: Reading) -> str:
    """The bare words of the message, short forms written out, with a blank around."""
    return reading.line


def asks(reading: Reading) -> bool:
    """Whether an answer is wanted: a sign, a word that asks, or a target named without a result."""
    if "?" in reading.text or ASKS_ANYHOW.search(reading.line) or "may %" in reading.bare:
        return True
    if ANSWERED_NO.search(reading.bare):
        return False
    said = tuple(token for token in tokens(reading.text) if not _is_counted(token, reading))
    if _is_some(reading, said):
        return False
    if _asks_by_word(said):
        return True
    return bool(SETS.search(reading.line)) and not (reading.figures and DONE.search(reading.line))


def _is_counted(token: Token, reading: Reading) -> bool:
    """The 'k' of '500k' is part of a figure."""
    return any(figure.start <= token.start < figure.end for figure in reading.figures)


def _is_some(reading: Reading, said: tuple[Token, ...]) -> bool:
    """'kết nạp mấy người' is short and begins with what was done: 'mấy' is 'some' there, and is asked."""
    bare = [token.bare for token in said]
    if bare.count("may") != 1 or len(bare) > SOME_WORDS_MAX or reading.periods or SETS.search(reading.line):
        return False
    place = bare.index("may")
    after = bare[place + 1 : place + 2]
    if not after or (said[place].is_marked and said[place].text != "mấy") or bare[-1] in ENDS_OF_QUESTIONS:
        return False
    if after[0] in ("chuc", "tram", "nghin"):
        return True
    return SOME_DONE.match(reading.line) is not None and noun_at(spelled_nouns(bare[place + 1 :])) is not None


def _asks_by_word(said: tuple[Token, ...]) -> bool:
    any_marks = any(token.is_marked for token in said)
    for place, token in enumerate(said):
        for word in ASKS:
            same = token.text == word if token.is_marked or any_marks else token.bare == fold(word)
            if same and not _is_denied(said, place):
                return True
    line = [token.text if any_marks else token.bare for token in said]
    end = [word for word in line if word not in COURTESY_AT_END][-1:]
    return bool(end) and end[0] in ASKS_AT_END and len(line) > 2


def _is_denied(said: tuple[Token, ...], place: int) -> bool:
    """'không kết nạp được ai', 'chưa có gì': a word that asks asks nothing after a 'không'; 'cong ty may' is a"
    " name."""
    before = [token.bare for token in said[max(place - 6, 0) : place]]
    if before[-1:] and before[-1] in TRADES:
        return True
    word = said[place].bare
    if word == "may":
        return bool(set(before) & set(DENIED_BEFORE)) and before[-1] in ("duoc", "khong", "chua")
    if word in ("ai", "gi", "nao"):
        return bool(set(before) & set(DENIED_BEFORE))
    return word == "hoi" and (not before or before[-1] not in ("cho", "xin", "muon", "can"))


def has_no_remarks(reading: Reading) -> bool:
    """'không có kiến nghị gì', 'không có tồn tại': nothing else is said."""
    found = None if reading.figures else REMARKS.search(reading.line)
    if not found:
        return False
    rest = reading.line.replace(found[0].strip(), " ", 1).split()
    return all(word in NOTHING_AROUND for word in rest)


def is_unchanged(reading: Reading) -> bool:
    """'không có gì mới', 'vẫn như tháng trước': nothing else is said."""
    if reading.figures:
        return False
    found = NOTHING_NEW.search(reading.line)
    if not found:
        return False
    rest = reading.line.replace(found[0].strip(), " ", 1).split()
    return all(word in NOTHING_AROUND for word in rest)
