"""The sentences of what an office writes down for a unit by telephone, and hands in for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.messages import BUTTON_SAYS_MAX_BYTES, Button, Reply
from handlers.wording import say_again, shortened
from handlers.wording.board import clock, fitting
from handlers.wording.report import capital

TEXT_MOST = 120
LABELS_MOST = 6
DUNG = Button("Đúng", "đúng")
BY_PHONE = "điện thoại"
UNKNOWN = "Chưa rõ."


def hand(name: str) -> str:
    """How the entry is signed."""
    return f"“đ/c {name}, Văn phòng, ghi hộ theo {BY_PHONE}”"


def figure(label: str, shown: str, period: str) -> str:
    """'kết nạp mới 0 đoàn viên', with its period where it is not the report's."""
    return f"{label} {shown}{f' ({period})' if period else ''}"


def passage(label: str, text: str) -> str:
    """'nhiệm vụ tháng tới: “…”'."""
    return f"{label}: “{shortened(text, TEXT_MOST)}”"


def echo(unit: str, period: str, lines: Sequence[str], name: str, warnings: Sequence[str]) -> Reply:
    """What will be written down."""
    if len(lines) == 1:
        said = f"{unit}, {period}: {lines[0]}, {hand(name)}."
    else:
        listed = "\n".join(f"• {line}" for line in lines)
        said = f"{unit}, {period}:\n{listed}\n{hand(name)}."
    return Reply("\n".join([said, *warnings, "Đúng không ạ?"]), (DUNG,), in_words=True)


def dropped(unit: str, reply: Reply) -> Reply:
    """What waited for a yes is left for another unit."""
    return replace(reply, text=f"{unit}: chưa xác nhận nên chưa ghi.\n{reply.text}")


def is_drafting(filled: int, fields: int, touched: datetime | None, now: datetime) -> str:
    """The chair is at it herself."""
    last = f", lần cuối {clock(touched, now)}" if touched else ""
    return f"Đơn vị đang tự khai {filled}/{fields} mục{last}; số ghi hộ sẽ thay số đơn vị ghi ở cùng mục."


def replaces(label: str, old: str, new: str) -> str:
    """What the office wrote before."""
    return f"{capital(label)}: thay {old} bằng {new}."


def kept_by_unit(unit: str, filled: int) -> str:
    """What the chair has drafted is not the office's to hand in."""
    return (
        f"Đơn vị tự khai {filled} mục mà Văn phòng chưa thấy; bản nộp hộ không gồm các mục đó. "
        f"Muốn đơn vị tự gửi, nhắn “đôn đốc {unit}”."
    )


def nothing_said(unit: str) -> Reply:
    """No figure was read."""
    return Reply(
        f"Trợ lý chưa đọc được số nào để ghi hộ {unit}. Xin nhắn ví dụ “ghi hộ {unit}: kết nạp 2, thăm hỏi 5”.",
        in_words=True,
    )


def nothing_written(unit: str) -> Reply:
    """Nothing to hand in."""
    return Reply(f"Văn phòng chưa ghi hộ {unit} mục nào. Xin nhắn ví dụ “ghi hộ {unit}: kết nạp 2, thăm hỏi 5”.")


def how_much() -> str:
    """A piece without a figure that can be written down."""
    return "Con số đúng là bao nhiêu?"


@dataclass(frozen=True, slots=True)
class Open:
    """The piece that is not clear: its words, its figure, what is asked of it, or the fields it may be of."""

    words: str
    digits: str
    asks: str
    labels: Sequence[str]


def unclear(unit: str, period: str, lines: Sequence[str], piece: Open, warnings: Sequence[str]) -> Reply:
    """What waits, and the piece that is not written down before it is clear."""
    listed = [f"• {line}" for line in lines]
    what = piece.words.strip(" ,.;:")
    asks = piece.asks or f"là số của mục nào: {'; '.join(piece.labels[:LABELS_MOST])}?"
    question = f"“{what}”{':' if piece.asks else ''} {asks}"
    told = f"{unit}, {period}{':' if lines else '.'}"
    ending = "Chưa ghi gì. Nhắn cả tên mục và số, hoặc “bỏ số này”."
    says = [(label, f"{label} {piece.digits}") for label in piece.labels[:4] if piece.digits]
    buttons = (Button(label[:40], one) for label, one in says if len(one.encode()) <= BUTTON_SAYS_MAX_BYTES)
    return Reply("\n".join([told, *listed, *warnings, question, ending]), (*buttons, Button("Bỏ số này", "bỏ số này")))


def first(reply: Reply, besides: str) -> Reply:
    """The question comes before what else was said, which is to be said again."""
    return replace(reply, text=f"{say_again(besides).text}\n{reply.text}") if besides else reply


def left_out(unit: str, lines: Sequence[str]) -> Reply:
    """One of the lines is not to be written."""
    return Reply(f"{unit} còn: {'; '.join(lines)}. Đúng không ạ?", (DUNG,), in_words=True)


def what_is_right(unit: str, lines: Sequence[str]) -> Reply:
    """Something is wrong, and what was not said."""
    return Reply(
        f"Chưa ghi gì. Đang chờ ghi hộ {unit}: {'; '.join(lines)}. Sai mục nào xin nhắn lại tên mục và số đúng; "
        "“huỷ” để thôi.",
        in_words=True,
    )


def one_at_a_time() -> Reply:
    """Two units in one sentence of figures."""
    return Reply("Mỗi tin xin ghi hộ một đơn vị, để không nhầm số.")


def filed_already(sentence: str, says: str) -> Reply:
    """What is in is not written over."""
    return Reply(f"{capital(sentence)}. Muốn ghi thêm, xin trả lại trước: “{says}”.")


def yes_or_leave() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “đúng” để ghi, “huỷ” để thôi.", (DUNG,), in_words=True)


def written_down(unit: str, lines: Sequence[str], *, told: bool) -> str:
    """What was written, and whether the unit learns of it."""
    done = f"Đã ghi hộ {unit}: {'; '.join(lines)}." if len(lines) < 4 else f"Đã ghi hộ {unit} {len(lines)} mục."
    return f"{done} Đơn vị được báo." if told else done


def recorded(lead: str, unit: str, name: str, missing: Sequence[str], fields: int) -> Reply:
    """Written down; what is missing still, and how it is handed in."""
    if not missing:
        says = fitting(f"nộp hộ {unit} {name}")
        text = f"{lead} {capital(name)} đã đủ {fields}/{fields} mục; nhắn “{says}” để nộp."
        return Reply(text, (Button("Nộp hộ", says),))
    return Reply(f"{lead} Còn {len(missing)} mục: {labels(missing)}. Đọc tiếp: “ghi hộ {unit}: …”.")


def labels(missing: Sequence[str]) -> str:
    """The first of them, and how many more."""
    more = f"; và {len(missing) - LABELS_MOST} mục nữa" if len(missing) > LABELS_MOST else ""
    return f"{'; '.join(missing[:LABELS_MOST])}{more}"


def submit(unit: str, name: str, filled: int, missing: Sequence[str], warnings: Sequence[str]) -> Reply:
    """Whether it is to be handed in for the unit."""
    what = f"Nộp hộ {name} của {unit}, {filled} mục, ghi tên đồng chí"
    if missing:
        what += f". Còn thiếu {len(missing)} mục: {labels(missing)}; nộp bây giờ thì các mục ấy ghi “chưa rõ”"
    return Reply("\n".join([f"{what}.", *warnings, "Nhắn “đúng” để nộp, “huỷ” để thôi."]), (DUNG,))


def submitted(unit: str, name: str, at: str, version: int, code: str) -> Reply:
    """Handed in by the office."""
    return Reply(f"Đã nộp hộ {name} của {unit} lúc {at}, bản {version}, mã {code}. Có thể nhắn “tiếp nhận {unit}”.")


def not_written() -> Reply:
    """The office thought better of it."""
    return Reply("Đã thôi, chưa ghi gì.")
