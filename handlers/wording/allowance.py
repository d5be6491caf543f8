"""The sentences about what a platform allows one bot: messages a month, people, groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.days import day_words
from handlers.messages import Reply
from handlers.wording.reminding import automatic


def thousands(number: int) -> str:
    """'1.240'."""
    return f"{number:,}".replace(",", ".")


def bot_words(bot: str) -> str:
    """'Bot Zalo 12345689' of 'zalo:12345689'."""
    platform, _, number = bot.partition(":")
    return f"Bot {platform.capitalize()} {number}".strip()


def month_words(month: str) -> str:
    """'tháng 11' of '2026-11'."""
    return f"tháng {int(month.rpartition('-')[2])}"


def share_words(used: int, most: int) -> str:
    """'1.240/3.000 (41 %)'."""
    return f"{thousands(used)}/{thousands(most)} ({used * 100 // most} %)"


@dataclass(frozen=True, slots=True)
class Usage:
    """How a bot stands in a month, '2026-11', and the day on which the next one begins."""

    bot: str
    month: str
    used: int
    most: int
    until: date

    @property
    def words(self) -> str:
        """'2.400/3.000 (80 %) tin của tháng 11'."""
        return f"{share_words(self.used, self.most)} tin của {month_words(self.month)}"


def nearly(office: str, usage: Usage) -> Reply:
    """Four fifths are gone: nothing is held back yet."""
    return Reply(
        f"{automatic(office)} {bot_words(usage.bot)} đã dùng {usage.words}. "
        "Từ 95 %, thông báo gửi nhiều người sẽ chờ sang tháng sau; lời nhắc và câu trả lời vẫn đi. "
        "Đồng chí cân nhắc các thông báo còn lại trong tháng; ai có Telegram thì nên tham gia thêm ở đó.",
        pushed=True,
    )


def bulk_waits(office: str, usage: Usage) -> Reply:
    """From now on announcements wait."""
    return Reply(
        f"{automatic(office)} {bot_words(usage.bot)} đã dùng {usage.words}. "
        f"Thông báo gửi nhiều người chờ đến {day_words(usage.until)}; lời nhắc và câu trả lời vẫn đi tới khi hết lượt. "
        "Việc cần ngay, xin gọi điện hoặc nhắn nhóm Zalo.",
        pushed=True,
    )


def used_up(office: str, usage: Usage) -> Reply:
    """Nothing goes any more, by our count."""
    return Reply(
        f"{automatic(office)} {bot_words(usage.bot)} đã hết lượt: {usage.words}. "
        f"Bot nghỉ đến {day_words(usage.until)} rồi tự chạy lại. Ai có Telegram hoặc trang trò chuyện thì tin chuyển "
        "sang đó; những người chưa nhận được, trợ lý gửi danh sách để Văn phòng gọi điện.",
        pushed=True,
    )


def closed(office: str, usage: Usage) -> Reply:
    """The platform says that the month is used up before our count does."""
    return Reply(
        f"{automatic(office)} Nền tảng báo {bot_words(usage.bot)} đã hết lượt (trợ lý đếm được "
        f"{usage.words}). Trợ lý thử lại mỗi giờ. Tin của ai có Telegram hoặc trang trò chuyện được "
        "chuyển sang đó; những người chưa nhận được, trợ lý gửi danh sách để Văn phòng gọi điện.",
        pushed=True,
    )


def unreached(office: str, bot: str, until: date, lines: Sequence[str]) -> Reply:
    """Whom to telephone while the bot rests."""
    listed = "\n".join(f"• {line}" for line in lines)
    return Reply(
        f"{automatic(office)} {bot_words(bot)} hết lượt tin đến {day_words(until)}. {len(lines)} đồng chí có tin đang "
        f"chờ mà chưa có kênh khác, xin gọi điện:\n{listed}",
        pushed=True,
    )


def talk_here(office: str, until: date) -> Reply:
    """Somebody asked where no answer can go this month; told where they are reached."""
    return Reply(
        f"{automatic(office)} Trợ lý trên Zalo đã hết lượt tin tháng này nên chưa trả lời đồng chí ở đó được. "
        f"Xin nhắn lại ở đây; trên Zalo trợ lý trả lời tiếp từ {day_words(until)}.",
        pushed=True,
    )


# Places


def nearly_full(office: str, bot: str, users: int, most: int) -> Reply:
    """Nine of ten places are taken."""
    return Reply(
        f"{automatic(office)} {bot_words(bot)} đã phục vụ {users}/{most} người. Sắp hết chỗ: xin tạo thêm bot trong "
        "Zalo Bot Creator rồi thêm mã vào ZALO_BOT_TOKENS, hoặc mời những người tiếp theo dùng Telegram.",
        pushed=True,
    )


def over_full(office: str, bot: str, users: int, most: int) -> Reply:
    """More people than the platform allows have written."""
    return Reply(
        f"{automatic(office)} {bot_words(bot)} đã có {users} người nhắn, quá mức {most} của gói. Trợ lý vẫn trả lời, "
        "nhưng nền tảng có thể không chuyển tin. Xin tạo thêm bot trong Zalo Bot Creator hoặc mời dùng Telegram.",
        pushed=True,
    )
