"""What is said of words that are shown as they will go: send them, take others, or neither; pure."""

from enum import StrEnum

from handlers import wording
from handlers.deedwishes import SEND, is_send, split_answer
from handlers.wording import plain
from knowledge.text import clean, fold

THAY = frozenset({"thay", "thay di", "thay cau cu", "thay cau moi", "thay the"})
GIU = frozenset({"giu", "giu cau cu", "giu nguyen", "khong thay"})
EDITS = ("sửa lại thành", "sửa lại là", "sửa thành", "sửa lại", "sửa", "viết lại", "đổi thành")
NOT_SENT = frozenset({"khong gui", "khong gui nua", "thoi khong gui", "thoi gui", "bo di", "khoan gui"})


class Meant(StrEnum):
    """What is to be."""

    SEND = "send"
    OFFERED = "offered"
    """The other words, whose place was asked about."""
    SHOWN = "shown"
    """The words that were shown before these."""
    WHICH = "which"
    """'gửi', while two wordings are open."""
    FRESH = "fresh"
    """'sửa: …'; see `edited`."""
    REWRITE = "rewrite"
    """'sửa' alone."""
    UNCLEAR = "unclear"
    NO = "no"
    ELSE = "else"
    """Other words, or something of another talk."""


def meant(said: str, *, has_offered: bool) -> Meant:
    """'gửi', 'thay', 'giữ câu cũ', 'sửa: …', or no; 'dung gui' can be read as yes and as no."""
    if has_offered and plain(said) in THAY:
        return Meant.OFFERED
    if has_offered and (plain(said) in GIU or wording.is_no(said)):
        return Meant.SHOWN
    if is_send(said):
        return Meant.WHICH if has_offered else Meant.SEND
    if (fresh := edited(said)) is not None:
        return Meant.FRESH if fresh else Meant.REWRITE
    answer, besides = split_answer(said)
    if wording.may_mean_no(said) or (besides and (wording.is_yes(answer) or plain(answer) in SEND)):
        return Meant.UNCLEAR
    return Meant.NO if wording.is_no(said) else Meant.ELSE


def edited(said: str) -> str | None:
    """The new words of 'sửa: …'; '' for 'sửa' alone, None where nothing is to be other."""
    text = clean(said).strip()
    for verb in EDITS:
        if fold(text).startswith(fold(verb)):
            rest = text[len(verb) :]
            if not rest.strip(" .!"):
                return ""
            if rest.lstrip().startswith(":") or verb.endswith(("thành", "là")):
                return rest.lstrip(" :").strip()
    return None


def is_not_sent(said: str) -> bool:
    """'không gửi', 'đừng gửi'; 'dung gui' without its marks may be a yes and is asked."""
    return plain(said) in NOT_SENT or wording.courteous(said).startswith("đừng ")
