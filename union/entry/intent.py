"""Does a message tell, ask, put right, take out, or say that nothing is new?"""

import re
from typing import Final

from knowledge.courtesy import small_talk
from knowledge.text import Token, fold, is_listed, is_syllable, tokens
from union.entry.figures import spelled_nouns
from union.entry.reading import Reading
from union.nouns import noun_at
from union.phrases import Lexis, shorts

ASKS: Final = (
    *("bao nhiêu", "bao lâu", "bao giờ", "khi nào", "mấy", "nào", "gì", "ai", "sao", "ở đâu", "về đâu", "phải không"),
    *("đúng không", "có phải", "hay không", "hay chưa", "thế nào", "ra sao", "được chưa", "có được", "cho hỏi", "xin hỏi"),
    *("hỏi", "nhỉ", "chưa ạ", "không ạ", "à bạn"),
)
ASKS_AT_END: Final = ("không", "ko", "hong", "hông", "chưa", "chua", "khong", "hk", "hok", "hả", "ha", "nhỉ", "chăng", "k", "à")
COURTESY_AT_END: Final = ("ạ", "a", "nhé", "nhe", "nha", "ad", "em", "anh", "chị", "chi", "vậy", "vay", "bạn", "ban", "đồng", "chí", "z", "thế", "the", "ơi")
TRADES: Final = ("ty", "cty", "nganh", "xuong", "máy")
DENIED_BEFORE: Final = ("khong", "chua", "chang", "ko")
SETS: Final = re.compile(r" (?:chi tieu|chi thieu|muc tieu|phan dau|duoc giao|phai (?:dat|ket nap|lam|co)|han nop|han gui|thoi han|cach tinh|theo quy dinh) ")
DONE: Final = re.compile(r" (?:da|vua|moi|duoc|xong|roi|dat|bao cao|luy ke|hoan thanh|thuc hien|co) ")
NOTHING_NEW: Final = re.compile(
    r" (?:(?:khong|chua|chang|chua thay) (?:co )?(?:gi|cai gi|viec gi|van de gi|so lieu|thong tin|bien dong|phat sinh|thay doi|hoat dong)"
    r"(?: (?:gi|moi|thay doi|phat sinh|khac|them|het|ca|bien dong|dac biet|bao cao|de bao cao|can bao cao|nao))*"
    r"|(?:van |giong |y |cung )?(?:nhu|nhu la|giong|bang|y) (?:cu|truoc|ky truoc|lan truoc|cu khong doi)"
    r"|(?:van|cung) (?:vay|the|nhu|y|nguyen|giu|binh thuong)(?: (?:nguyen|cu|vay|the))?|giu nguyen|nhu|van nhu|khong doi|khong (?:bien dong|phat sinh|tang giam|tang khong giam)) "
)
NOTHING_AROUND: Final = frozenset(
    (
        "thang nay ben em minh toi don vi truong cong doan co so cdcs da vang bao cao anh chi a oi nhe nha ad voi la thi"
        " so lieu moi so thu tinh hinh van ky tuan quy nam hien tai chua khong co gi cua chung van dang het ca them va cung y nguyen cu"
        " o thi lam dong chi tro ly bot nhu truoc vay the khac binh thuong xin e c truong minh doan vien ve"
    ).split()
)
CORRECTS: Final = re.compile(
    r" (?:nham|lon|ghi sai|bao sai|nhap sai|go sai|sai roi|sai so|viet sai|noi sai|sua|sua lai|sua thanh|doi lai|doi thanh|dinh chinh"
    r"|chinh lai|cap nhat lai|thay bang|thay the|thay \S+ bang|chu khong phai|chu ko phai|chu khong|khong phai|moi dung|dung ra|dung la|dung phai la|phai la|thuc ra|thuc te la|ghi lai|thay doi thanh|bao lai|chinh thanh|chinh so) "
)
NOT_CORRECTION: Final = re.compile(r" (?:(?:da |vua |moi )?sua (?:nha|phong|duong|chua|may|duoc|xong)|nhap|nham (?:nang|muc|giup|tao|dap)|nham nguoi) ")
DELETES: Final = re.compile(
    r" (?:xoa|huy|go bo|rut lai|thu hoi|xoa bo|bo qua so|bo (?:cai|so|dong|muc|ban ghi|phan|di|gium|het)|khong tinh|dung tinh|dung ghi|khong ghi|loai bo|delete|xoa giup|bo .* di) "
)
NOT_DELETE: Final = re.compile(r" (?:xoa (?:bo )?(?:cac )?(?:hu tuc|doi|ngheo|nha tam|mu)|huy dong|xoa bo hu tuc|xoa bo cac|thu hoi dat|xoa bo) ")
SOME_WORDS_MAX: Final = 6
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
    return bool(DELETES.search(said)) and not NOT_DELETE.search(said)


def corrects(reading: Reading) -> bool:
    """'sửa lại là 6', 'à nhầm', '6 chứ không phải 5'."""
    said = _said(reading)
    if NOT_CORRECTION.search(said) and not re.search(r" (?:sua lai|sua thanh|nham roi|ghi nham) ", said):
        return False
    if PURPOSE in (token.text for token in tokens(reading.text)) and " nham " in said:
        return bool(CORRECTS.search(said.replace(" nham ", " ")))
    return bool(CORRECTS.search(said))


def _said(reading: Reading) -> str:
    """The bare words of the message, short forms written out, with a blank around."""
    return reading.line


def asks(reading: Reading) -> bool:
    """Whether an answer is wanted: a sign, a word that asks, or a target named without a result."""
    if "?" in reading.text:
        return True
    said = tokens(reading.text)
    if _is_some(reading, said):
        return False
    if _asks_by_word(said):
        return True
    return bool(SETS.search(reading.line)) and not DONE.search(reading.line)


def _is_some(reading: Reading, said: tuple[Token, ...]) -> bool:
    """'kết nạp mấy người' is short and names no target, no period and no document: 'mấy' is 'some' there, and is asked."""
    bare = [token.bare for token in said]
    if bare.count("may") != 1 or len(bare) > SOME_WORDS_MAX or reading.periods or SETS.search(reading.line):
        return False
    place = bare.index("may")
    if place + 1 >= len(bare) or (said[place].is_marked and said[place].text != "mấy") or bare[-1] in ("roi", "r", "nhi", "vay", "a", "ha"):
        return False
    after = bare[place + 1]
    return after in ("chuc", "tram", "nghin") or (place > 0 and noun_at(spelled_nouns(bare[place + 1 :])) is not None)


def _asks_by_word(said: tuple[Token, ...]) -> bool:
    with_marks = any(token.is_marked for token in said)
    words = [token.text if with_marks else token.bare for token in said]
    for phrase in ASKS:
        wanted = phrase.split() if with_marks else fold(phrase).split()
        for place in range(len(words) - len(wanted) + 1):
            if words[place : place + len(wanted)] == wanted and not _is_denied(said, place, len(words)):
                return True
    end = [word for word in words if word not in COURTESY_AT_END][-1:]
    return bool(end) and end[0] in ASKS_AT_END and len(words) > 2 and not _is_answer(said, with_marks=with_marks)


def _is_denied(said: tuple[Token, ...], place: int, length: int) -> bool:
    """'không kết nạp được ai', 'chưa có gì': a word that asks asks nothing after a 'không'; 'cong ty may' is a name."""
    before = [token.bare for token in said[max(place - 6, 0) : place]]
    if before[-1:] and before[-1] in TRADES:
        return True
    if said[place].bare in ("ai", "gi", "nao", "may") and set(before) & set(DENIED_BEFORE):
        return True
    return said[place].bare == "hoi" and bool(before) and before[-1] in ("tham", "xa", "phuc", "loi", "bao", "di", "hoc", "chi", "phi")


def _is_answer(said: tuple[Token, ...], *, with_marks: bool) -> bool:
    """'kết nạp: không' tells; the colon is gone from the tokens, so the shape 'indicator không' is left to the words."""
    return not with_marks and said[-1].bare in ("a", "ha")


def is_unchanged(reading: Reading) -> bool:
    """'không có gì mới', 'vẫn như tháng trước': nothing else is said."""
    if reading.figures:
        return False
    found = NOTHING_NEW.search(reading.line)
    if not found:
        return False
    rest = reading.line.replace(found[0].strip(), " ", 1).split()
    return all(word in NOTHING_AROUND for word in rest)
