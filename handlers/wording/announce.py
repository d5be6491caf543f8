"""The sentences of announcements: composed, told to those they are for, answered, looked at by the office."""

from handlers.announce.store import Announcement, Wants
from handlers.days import day_words
from handlers.messages import Button, Reply
from handlers.wording.reminding import automatic


def office_line(unit_name: str) -> str:
    """'Văn phòng Công đoàn xã Suối Mây'."""
    return f"Văn phòng {unit_name}"


# To those it is for


def told(item: Announcement, office: str, *, is_one_of_several: bool) -> Reply:
    """What was written, word for word, and how to answer."""
    number = f"(Thông báo {item.id}) " if is_one_of_several else ""
    return pushed(item, f"{automatic(office)} {number}{item.text}", is_one_of_several)


def told_corrected(item: Announcement, office: str, *, is_one_of_several: bool) -> Reply:
    """The correction, which says itself that it is one."""
    number = f"(Thông báo {item.root}) " if is_one_of_several else ""
    text = f"{automatic(office)} {number}{item.text}\nĐã trả lời rồi thì không cần nhắn lại; ai đổi ý xin trả lời lại."
    return pushed(item, text, is_one_of_several)


def told_again(item: Announcement, office: str, *, is_one_of_several: bool) -> Reply:
    """The same once more, to whoever has not answered."""
    number = f" {item.root}" if is_one_of_several else ""
    head = f"{automatic(office)} Xin nhắc thông báo{number} ngày {day_words(item.sent_at.date())}, chưa thấy trả lời:"
    return pushed(item, f"{head}\n{item.text}", is_one_of_several)


def pushed(item: Announcement, text: str, is_one_of_several: bool) -> Reply:  # noqa: FBT001 - said by each caller
    """With how to answer: in words, and by buttons where there are any."""
    which = f" thông báo {item.root}" if is_one_of_several else ""
    if item.wants is Wants.ATTENDANCE:
        how = f"Trả lời tin này: “tham dự{which}” hoặc “vắng{which}” kèm lý do."
    else:
        how = f"Trả lời tin này: “đã nắm{which}”."
    return Reply(f"{text}\n{how}", answers(item), pushed=True)


def answers(item: Announcement) -> tuple[Button, ...]:
    """Each answer as a sentence that says which announcement it answers."""
    if item.wants is Wants.ATTENDANCE:
        return (
            Button("Tham dự", f"tham dự thông báo {item.root}"),
            Button("Vắng", f"vắng thông báo {item.root}"),
        )
    return (Button("Đã nắm", f"đã nắm thông báo {item.root}"),)
