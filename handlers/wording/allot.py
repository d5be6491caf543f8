"""What is said about figures that a document's table gives to single units."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.messages import Button, Reply
from handlers.wording.board import fitting

SHOWN = 8
YES = Button("Đúng, giao", "đúng")
NO = Button("Không giao", "không")


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's figure as it is read out; `before` is what is set for it now, '' where nothing is."""

    unit: str
    figure: str
    before: str = ""


def only_staff() -> Reply:
    """A chair sets nobody's figures."""
    return Reply("Chỉ văn phòng công đoàn mới giao chỉ tiêu cho đơn vị.")


def private_only() -> Reply:
    """Units' figures are not for a group."""
    return Reply("Việc giao chỉ tiêu làm trong tin nhắn riêng với trợ lý.")


def no_table() -> Reply:
    """No document of the office gives figures to single units."""
    return Reply(
        "Chưa có văn bản nào đang dùng giao số riêng cho từng đơn vị bằng bảng."
        " Đồng chí gửi văn bản có bảng giao chỉ tiêu, hoặc dùng lệnh duties assign với tệp Excel."
    )


def which(papers: Sequence[str]) -> Reply:
    """Several documents have such a table, or the one that was named has none."""
    if len(papers) == 1:
        says = f"giao chỉ tiêu theo {papers[0]}"
        text = f"Đang dùng chỉ có {papers[0]} giao số cho đơn vị. Giao theo văn bản đó thì nhắn “{says}”."
        return Reply(text, (Button(papers[0], fitting(says)),), in_words=True)
    return Reply(
        "Có nhiều văn bản giao số cho đơn vị. Đồng chí giao theo văn bản nào?",
        tuple(Button(paper, fitting(f"giao chỉ tiêu theo {paper}")) for paper in papers[:5]),
    )


def nothing_new(paper: str, count: int) -> Reply:
    """Everything in the table stands already."""
    return Reply(f"Bảng trong {paper} đã giao đủ {count} số, không có gì mới.")


def no_time(paper: str) -> Reply:
    """The document does not say for when."""
    return Reply(f"{paper} không nêu thời gian áp dụng, nên chưa giao được. Sửa hiệu lực của văn bản rồi công bố lại.")


def nobody_known(paper: str, strangers: Sequence[str], uncounted: Sequence[str]) -> Reply:
    """The table was read and nothing of it can be given."""
    return Reply("\n".join((f"Bảng trong {paper} chưa giao được số nào.", *_left_out(strangers, uncounted))))


def propose(paper: str, span: str, lines: Sequence[Line], strangers: Sequence[str], uncounted: Sequence[str]) -> Reply:
    """What will be set for whom; a long list is the document's own table."""
    whole = [f"• {line.unit}: {line.figure}{f' (đang là {line.before})' if line.before else ''}" for line in lines]
    head = f"Theo bảng của {paper}, giao {len(lines)} số cho đơn vị, {span}:"
    more = [f"… và {len(whole) - SHOWN} số nữa như trong bảng."] if len(whole) > SHOWN else []
    text = "\n".join((head, *whole[:SHOWN], *more, *_left_out(strangers, uncounted), "Đúng không ạ?"))
    return Reply(text, (YES, NO))


def _left_out(strangers: Sequence[str], uncounted: Sequence[str]) -> list[str]:
    lines = []
    if strangers:
        lines.append(f"Không rõ là đơn vị nào, bỏ qua: {_few(strangers)}.")
    if uncounted:
        lines.append(f"Chưa có chỉ số để đếm, bỏ qua: {_few(uncounted)}.")
    return lines


def _few(names: Sequence[str]) -> str:
    shown = "; ".join(names[:4])
    return f"{shown} và {len(names) - 4} mục khác" if len(names) > 4 else shown


def done(paper: str, count: int) -> Reply:
    """Written."""
    return Reply(f"Đã giao {count} số theo {paper}. Chủ tịch cơ sở thấy số của đơn vị mình khi báo số liệu.")


def not_done() -> Reply:
    """Left."""
    return Reply("Chưa giao số nào.")


def changed() -> Reply:
    """The document or the units are not what was shown."""
    return Reply("Văn bản hoặc đơn vị vừa thay đổi, nên chưa giao gì. Nhắn “giao chỉ tiêu” để xem lại.")


def yes_or_no() -> Reply:
    """'dung giao' may be 'đừng giao'."""
    return Reply("Đồng chí xác nhận giúp: “đúng” để giao, “không” để thôi.", (YES, NO))
