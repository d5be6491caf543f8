"""The sentences about how an officer is told things: how many a day, with or without news, at which hour."""

from handlers.messages import Button, Reply

MOST = 10


def number_kept(most: int) -> Reply:
    """So many a day from now on, and what does not count."""
    return Reply(
        f"Từ nay trợ lý tự gửi đồng chí nhiều nhất {most} tin một ngày; tin còn lại chờ sáng hôm sau. Câu trả lời, "
        "tin khẩn và việc phải xong trong ngày không tính vào số này. Bỏ mức này, nhắn “không giới hạn số tin”."
    )


def no_number() -> Reply:
    """None a day cannot be wished."""
    return Reply(
        f"Số tin một ngày chọn được từ 1 đến {MOST}, vì lời nhắc báo cáo là việc của đơn vị nên không tắt hẳn được. "
        "Ít nhất thì nhắn “mỗi ngày một tin”; muốn nhận hết thì nhắn “không giới hạn số tin”."
    )


def any_number() -> Reply:
    """Everything goes when it is due."""
    return Reply("Từ nay trợ lý gửi mọi tin đúng giờ, không giới hạn số tin. Muốn bớt, nhắn “tối đa 2 tin một ngày”.")


def news_off() -> Reply:
    """No news from now on, and what still comes."""
    return Reply(
        "Từ nay đồng chí không nhận tin chung (thông báo để biết). Lời nhắc báo cáo, tin công việc và giấy mời cần trả "
        "lời vẫn gửi. Muốn nhận lại, nhắn “nhận lại tin chung”."
    )


def news_on() -> Reply:
    """News again from now on."""
    return Reply("Từ nay đồng chí nhận cả tin chung của Văn phòng. Không muốn nữa, nhắn “không nhận tin chung”.")


CHOICES = (
    "Đồng chí có thể chọn:\n• “để sau” hoặc “đang làm” khi có lời nhắc\n• “nhắc tôi lúc 9 giờ”\n"
    "• “mỗi ngày một tin”\n• “không nhận tin chung”"
)


def reminders_end_with_the_report(owed: int) -> Reply:
    """Why reminders cannot be turned off, when they end by themselves, and what can be chosen."""
    still = (
        f"Đơn vị còn {owed} báo cáo phải nộp; nhắn “khai” để làm, gửi xong là trợ lý thôi nhắc."
        if owed
        else "Đơn vị không còn báo cáo nào phải nộp nên trợ lý không nhắc gì."
    )
    button = (Button("Khai", "khai"),) if owed else ()
    return Reply(
        f"Lời nhắc báo cáo không tắt hẳn được, nhưng tự dừng ngay khi báo cáo được gửi. {still}\n{CHOICES}",
        button,
        in_words=True,
    )


def office_is_told() -> Reply:
    """An office gets no reminders of reports, only what its units ask and lack."""
    return Reply(
        "Tin tự động gửi Văn phòng là việc của đơn vị cấp dưới (đơn xin lùi, câu hỏi, danh sách cần gọi điện) nên "
        "không tắt hẳn được. Muốn bớt, nhắn “tối đa 2 tin một ngày” hoặc “không nhận tin chung”."
    )


def shown(hour: int | None, most: int | None, *, wants_news: bool) -> Reply:
    """How the officer is told, and how to change it."""
    number = "không giới hạn" if most is None else f"nhiều nhất {most} tin một ngày (trừ tin khẩn và câu trả lời)"
    return Reply(
        f"Cách trợ lý nhắc đồng chí:\n• Giờ nhắc: {8 if hour is None else hour} giờ\n• Số tin tự động: {number}\n"
        f"• Tin chung của Văn phòng: {'có nhận' if wants_news else 'không nhận'}\n"
        "Đổi thì nhắn, ví dụ “nhắc tôi lúc 9 giờ”, “tối đa 2 tin một ngày”, "
        f"“{'không nhận tin chung' if wants_news else 'nhận lại tin chung'}”."
    )
