"""The sentences about an office's own abbreviations."""

from collections.abc import Sequence

from handlers.messages import Button, Reply
from handlers.wording import number, shortened
from knowledge.terms.values import LETTERS_MAX, TERMS_MAX, Trouble

LINES_MAX = 40
HOW = "Đặt thêm thì nhắn, ví dụ “viết tắt CNC là công nghệ cao”; bỏ thì nhắn “bỏ viết tắt CNC”."


def added(short: str, meanings: Sequence[str], office: str, shipped: Sequence[str]) -> Reply:
    """What a short form means from now on, for whom, and beside what."""
    lines = [f"Từ nay “{short}” được hiểu là “{meanings[-1]}” trong câu hỏi của {office} và các đơn vị bên dưới."]
    if len(meanings) > 1:
        lines.append(f"“{short}” có {len(meanings)} nghĩa: {'; '.join(meanings)}. Câu nào không rõ thì trợ lý hỏi lại.")
    if shipped:
        lines.append(f"Cách hiểu chung ({'; '.join(shipped)}) không dùng ở đây nữa.")
    return Reply("\n".join(lines), (Button(f"Bỏ {short}", f"bỏ viết tắt {short}"),), in_words=True)


def known(short: str, meaning: str, office: str) -> Reply:
    """It is so already."""
    return Reply(f"“{short}” đã là “{meaning}” trong danh sách của {office}.")


def removed(short: str, meanings: Sequence[str], left: Sequence[str]) -> Reply:
    """What was taken back, and what still counts."""
    still = f" “{short}” còn nghĩa: {'; '.join(left)}." if left else ""
    return Reply(f"Đã bỏ “{short}” là {'; '.join(f'“{meaning}”' for meaning in meanings)}.{still}")


def not_there(short: str, office: str) -> Reply:
    """Nothing to take back."""
    return Reply(f"{office} không có chữ viết tắt “{short}” nào của riêng mình. Xem: “các chữ viết tắt”.")


def listed(rows: Sequence[tuple[str, Sequence[str]]], *, may_change: bool) -> Reply:
    """What the speaker's offices write short."""
    how = HOW if may_change else "Chữ viết tắt do cán bộ Văn phòng đặt."
    if not rows:
        return Reply(f"Văn phòng chưa đặt chữ viết tắt riêng nào; chữ thông dụng thì hỏi, ví dụ “CĐCS là gì”. {how}")
    shown = [f"• {short}: {'; '.join(meanings)}" for short, meanings in rows[:LINES_MAX]]
    more = (f"… và {len(rows) - LINES_MAX} chữ nữa.",) if len(rows) > LINES_MAX else ()
    return Reply("\n".join((f"Chữ viết tắt riêng của Văn phòng ({len(rows)}):", *shown, *more, how)))


def only_staff(office: str, phone: str) -> Reply:
    """Who may add and take back."""
    return Reply(
        f"Chữ viết tắt do cán bộ Văn phòng đặt, để mọi đơn vị hiểu như nhau. Cần thêm, gọi {office}{number(phone)}."
    )


def not_taken(trouble: Trouble, short: str) -> Reply:
    """Why a term is not kept, and what would be."""
    return Reply(WHY[trouble].format(shortened(short, 30)))


def too_many() -> Reply:
    """The list is full."""
    return Reply(f"Danh sách đã đủ {TERMS_MAX} chữ, chưa thêm được. Bỏ bớt chữ không dùng rồi thêm lại.")


WHY = {
    Trouble.NOT_SHORT: f"“{{}}” chưa dùng được: chữ viết tắt gồm 2 đến {LETTERS_MAX} chữ cái viết liền, ví dụ CNC.",
    Trouble.A_WORD: "“{}” trùng với một chữ thường dùng, dễ hiểu nhầm câu khác nên trợ lý không nhận. "
    "Xin thêm một chữ cái cho khác đi.",
    Trouble.NO_MEANING: "“{}” cần kèm nghĩa viết đầy đủ, ví dụ “viết tắt CNC là công nghệ cao”.",
}
