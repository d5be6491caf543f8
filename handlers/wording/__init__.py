"""Every sentence of the talk, as constants and small functions; answers from documents are worded in `citing`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from handlers.messages import Button, Reply
from knowledge.dates import VIETNAM
from knowledge.text import clean, fold, settle_tone

FIRST_CONTACT_MAX = 400
NAME_LEAST = 24
LABEL_AGAIN = "(gửi lại)"

YES_WORDS = (
    "đúng", "đúng rồi", "phải", "ừ", "uh", "uk", "ok", "oke", "okie", "vâng", "dạ", "có", "đồng ý", "chuẩn",
    "xác nhận", "yes", "được", "được rồi", "đúng vậy", "đúng thế", "chính xác", "nhất trí", "chuẩn rồi", "phải rồi",
    "hoàn toàn đồng ý", "hoàn toàn đúng", "hoàn toàn nhất trí",
)  # fmt: skip
YES_AGAIN = (
    "ừ", "ừm", "uh", "uk", "ok", "oke", "okie", "vâng", "dạ", "đúng rồi", "chuẩn rồi", "được rồi", "đúng", "chuẩn",
)  # fmt: skip
"""A yes may be said twice: 'ừ đúng rồi', 'vâng, đúng'."""
YES_WORDS_MOST = 5
CHOICES = (
    "ghi vào mục", "là số liệu", "là câu hỏi", "thay", "thay số cũ", "thay số vừa cộng", "thay cả", "cộng thêm",
    "giữ nguyên", "như kỳ trước", "vẫn ghi", "vẫn gửi",
)  # fmt: skip
"""What a question offers beside yes and no; said when no question is open they are none either."""
STOP_WORDS = ("huỷ", "huỷ bỏ", "thôi", "bỏ qua", "thoát", "không làm nữa", "cancel", "stop", "/huy")
NO_WORDS = (
    "không", "không phải", "không phải tôi", "không phải mình", "không phải tôi đâu", "không đồng ý", "nhầm người",
    "nhầm người rồi", "sai", "sai rồi", "ko", "k", "kg", "hông", "khỏi", "k phải",
    "ko phải", "ko phải tôi", "no", "chưa đúng",
)  # fmt: skip
"""Without marks 'đúng' and 'dừng' are the same word: 'dừng' is therefore never a stop-word."""


def is_yes(said: str) -> bool:
    """'dung' is yes; 'dừng' and 'đừng' are not, and 'dung gui' is not either, because it may be 'đừng gửi'."""
    return means(said, YES_WORDS) or _is_yes_twice(courteous(said).replace(",", " ").replace(".", " ").split())


def _is_yes_twice(said: list[str]) -> bool:
    """Whether it is two or three yeses in a row; a bare 'dung' before others may be 'đừng' and is none."""
    if not 1 < len(said) <= YES_WORDS_MOST or (said[0] == "dung" and said[1] != "roi"):
        return False
    while said:
        taken = next((size for size in (2, 1) if len(said) >= size and means(" ".join(said[:size]), YES_AGAIN)), 0)
        if not taken:
            return False
        said = said[taken:]
    return True


def means(said: str, words: Sequence[str]) -> bool:
    """Whether one of the words was said: with the marks that were typed, or without any."""
    typed = courteous(said)
    if fold(typed) == typed:
        return typed in {plain(word) for word in words}
    return typed in {courteous(word) for word in words}


def is_stop(said: str) -> bool:
    """'huỷ', 'huy', '/huy'."""
    return means(said, STOP_WORDS)


def is_no(said: str) -> bool:
    """'không', 'sai rồi'."""
    return means(said, NO_WORDS)


def is_bare_answer(said: str) -> bool:
    """A yes or no and nothing else, however it is marked: 'dúng' is no question to the documents either."""
    return is_yes(said) or plain(said) in {plain(word) for word in (*YES_WORDS, *NO_WORDS)}


def may_mean_no(said: str) -> bool:
    """'dung gui' may be 'đúng, gửi' or 'đừng gửi', 'dừng' is neither yes nor stop: all that is right is to ask."""
    first, _, rest = courteous(said).partition(" ")
    return fold(first) == "dung" and not is_yes(said) and not (first == "đúng" and rest)


@lru_cache(maxsize=1024)
def plain(said: str) -> str:
    """Folded, without the punctuation and courtesies around it."""
    return fold(courteous(said))


def courteous(said: str) -> str:
    """In small letters and one spelling, without the punctuation and courtesies around it: 'Dạ đúng ạ.' is 'đúng'."""
    words = " ".join(map(settle_tone, clean(said).lower().split())).strip(SIGNS)
    for courtesy in COURTESIES_AFTER:
        if fold(words).endswith(f" {courtesy}"):
            words = words[: -len(courtesy) - 1].strip(SIGNS)
    if fold(words).startswith("da ") and fold(words) != "da":
        words = words[3:].strip(SIGNS)
    return words


def wanted(said: str) -> str:
    """What is wished for: 'cho em xin số điện thoại văn phòng ạ' is 'so dien thoai van phong'."""
    words = plain(said)
    while (
        rest := words.removeprefix(next((f"{wish} " for wish in WISHES if words.startswith(f"{wish} ")), ""))
    ) != words:
        words = rest
    return words


WISHES = (
    "toi",
    "em",
    "minh",
    "muon",
    "cho",
    "xin",
    "de nghi",
    "yeu cau",
    "giup",
    "hay",
    "can",
    "nho",
    "lam on",
    "duoc",
)
"""What stands before a wish; 'tôi' and 'em' alone are nobody's wish and stay."""
SIGNS = " .,;:?!…-\n\t"
COURTESIES_AFTER = ("a", "nhe", "nha", "em", "ban", "nhi")

VIEC_CUA_TOI = Button("Việc của tôi", "việc của tôi")
AI_CHUA_NOP = Button("Ai chưa nộp", "ai chưa nộp")
CHI_TIET = Button("Chi tiết", "chi tiết")
TRO_GIUP = Button("Trợ giúp", "trợ giúp")
DUNG = Button("Đúng", "đúng")
HUY = Button("Huỷ", "huỷ")
THAM_GIA = Button("Nhập mã tham gia", "tham gia")

CONTACT_LABEL = "Gửi số điện thoại của tôi"
NEVER_ASKS = "Trợ lý không bao giờ hỏi tiền, OTP, CCCD, tài khoản."


def office_line(name: str, phone: str) -> str:
    """'Văn phòng Công đoàn xã Suối Mây, điện thoại …', or that no number is known."""
    return f"{name}, điện thoại {phone}" if phone else name


def first_contact(office: str, phone: str) -> Reply:
    """What a stranger reads first, at most 400 characters."""
    text = fitted(
        lambda name: (
            f"Kính chào đồng chí. Đây là trợ lý tự động của {office_line(name, phone)}.\n"
            "Đồng chí hỏi về chương trình, chỉ tiêu, thời hạn; câu trả lời có trích nguồn.\n"
            f"Có mã tham gia thì nhắn mã để nhận việc của đơn vị. {NEVER_ASKS}"
        ),
        office,
    )
    return Reply(text, (THAM_GIA, TRO_GIUP))


def fitted(worded: Callable[[str], str], name: str) -> str:
    """The text with the name in it, the name cut where the text would be too long for a first contact."""
    return worded(fitted_name(worded, name))


def fitted_name(worded: Callable[[str], str], name: str) -> str:
    """As much of the name as the text has room for, but never so little that it says nothing."""
    return shortened(name, max(FIRST_CONTACT_MAX - len(worded("")), NAME_LEAST))


def welcome_back(name: str, seats: Sequence[str], office: str, phone: str) -> Reply:
    """What a known officer reads after /start."""
    text = (
        f"Chào đồng chí {name}, {'; '.join(seats)}.\n"
        f"Đồng chí cứ hỏi, ví dụ: “năm nay phải kết nạp bao nhiêu đoàn viên”. Văn phòng: {office_line(office, phone)}."
    )
    return Reply(text, (TRO_GIUP,))


AS_ONE_TALKS = "Đồng chí cứ nhắn như nói chuyện, có dấu hay không dấu đều được."
ALL_COMMANDS = "Nhắn “chi tiết” để xem các lệnh; không bắt buộc dùng lệnh."


def help_text(commands: Sequence[tuple[str, str]]) -> tuple[Reply, str]:
    """What can be said, with examples, and the commands for who wants more: they exist and are never needed."""
    text = (
        f"{AS_ONE_TALKS} Ví dụ:\n"
        "• chi tieu ket nap doan vien nam nay\n"
        "• các khâu đột phá của Lai Châu\n"
        "• báo cáo gửi cho ai, bao lâu một lần\n"
        "• tháng này kết nạp 5 đoàn viên; khai; gửi báo cáo; xin lùi\n"
        "• đã nắm; tham dự; vắng vì …; các thông báo; các văn bản; gửi tôi văn bản đó\n"
        "• không đúng ý tôi; hỏi văn phòng; nhắc tôi lúc 9 giờ; tối đa 2 tin một ngày\n"
        f"{ALL_COMMANDS}"
    )
    return Reply(text), listed_commands(commands)


def chair_help(commands: Sequence[tuple[str, str]]) -> tuple[Reply, str]:
    """What a chair says: questions, figures, the report, and what to do when something is unclear."""
    text = (
        f"{AS_ONE_TALKS} Ví dụ:\n"
        "• Hỏi văn bản: chi tieu ket nap doan vien nam nay; các khâu đột phá của Lai Châu; báo cáo gửi cho ai\n"
        "• Ghi số liệu: tháng này kết nạp 5 đoàn viên; sửa lại là 6; số liệu tháng này\n"
        "• Đơn vị mình: đơn vị mình còn phải kết nạp mấy người; việc cần làm\n"
        "• Báo cáo: khai; gửi báo cáo; tôi nộp chưa; xin lùi\n"
        "• Thông báo, văn bản: đã nắm; tham dự; vắng vì …; các thông báo; các văn bản; gửi tôi văn bản đó\n"
        "• Chưa rõ thì nhắn: không đúng ý tôi; hỏi văn phòng\n"
        "• Bớt nhắc: nhắc tôi lúc 9 giờ; tối đa 2 tin một ngày\n"
        f"{ALL_COMMANDS}"
    )
    return Reply(text), listed_commands(commands)


def office_help(unit: str, commands: Sequence[tuple[str, str]]) -> tuple[Reply, str]:
    """What an office says about its units, with one of them as the example, and the commands for who wants more."""
    one = unit or "tên đơn vị"
    text = (
        f"{AS_ONE_TALKS} Việc của Văn phòng, ví dụ:\n"
        "• ai chưa nộp; danh sách báo cáo; tình hình chỉ tiêu; tổng kết nạp tháng này\n"
        f"• có bao nhiêu đơn vị; sđt chủ tịch {one}\n"
        f"• đôn đốc hết, trừ {one}\n"
        f"• cho lùi {one}; miễn {one}; đơn xin lùi\n"
        f"• ghi hộ {one}: kết nạp 2; nộp hộ {one}\n"
        f"• đã nhận bản giấy {one}; đã nhận bản ký {one}\n"
        f"• tiếp nhận {one}; trả lại {one} vì thiếu số\n"
        "• trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc; danh sách trả lời\n"
        "• thông báo cho khối trường học: …; ai chưa nắm; ai tham dự; đổi họp sang 15h; thôi gửi\n"
        "• gửi văn bản; các văn bản; xem văn bản 1; công bố; thu hồi văn bản 1; giao chỉ tiêu\n"
        "• câu hỏi chưa có trả lời; trả lời câu 1: …; các câu đã trả lời\n"
        "• chế độ báo cáo; nghỉ ngày 02/01 theo thông báo; cách tính; gắn nhóm\n"
        f"{ALL_COMMANDS}"
    )
    return Reply(text), listed_commands(commands)


def listed_commands(commands: Sequence[tuple[str, str]]) -> str:
    """Every command with what it does."""
    return "Các lệnh:\n" + "\n".join(f"• {command} – {what}" for command, what in commands)


def with_choices(text: str, choices: Sequence[Button]) -> str:
    """The question with its choices as words, where another list of numbers counts."""
    return f"{text}\nNhắn {' hoặc '.join(f'“{each.says}”' for each in choices)}."


def who_am_i(name: str, seats: Sequence[str]) -> Reply:
    """What the house knows of the speaker."""
    return Reply(f"Đồng chí {name}: {'; '.join(seats)}." if seats else f"Đồng chí {name}, hiện không giữ chức vụ nào.")


def stranger() -> Reply:
    """The speaker has no seat."""
    return Reply("Trợ lý chưa biết đồng chí thuộc đơn vị nào. Có mã tham gia xin nhắn mã đó.", (THAM_GIA,))


def nothing_more() -> Reply:
    """'chi tiết' where there is none."""
    return Reply("Không còn phần nào chưa hiện. Đồng chí cứ hỏi tiếp.")


def nothing_to_stop() -> Reply:
    """'huỷ' where nothing is under way."""
    return Reply("Không có việc nào đang làm dở. Đồng chí cần gì cứ nhắn.", (TRO_GIUP,))


def not_in_menu(count: int) -> Reply:
    """A number that was not shown."""
    return Reply(f"Xin chọn một số từ 1 đến {count}, hoặc nhắn bằng lời.")


def too_long(limit: int) -> Reply:
    """A message that nobody could answer exactly."""
    most = f"{limit:,}".replace(",", ".")
    return Reply(f"Tin quá dài, trợ lý chỉ đọc được {most} ký tự một lần. Xin nhắn ngắn lại.")


def empty() -> Reply:
    """Nothing but blanks or signs."""
    return Reply("Trợ lý chưa đọc được nội dung. Đồng chí xin nhắn bằng chữ.", (TRO_GIUP,))


THINGS = {
    "sticker": "nhãn dán", "photo": "ảnh", "image": "ảnh", "voice": "tin thoại", "audio": "tin thoại",
    "document": "tệp", "video": "video", "video_note": "video", "animation": "ảnh động",
}  # fmt: skip


def attachment(what: str) -> Reply:
    """A file, picture, voice message or sticker, which is not read yet; 'photo:AgAC…' names it."""
    name = THINGS.get(what.partition(":")[0], "loại tin này")
    return Reply(f"Trợ lý chưa đọc được {name}. Đồng chí nhắn bằng chữ, hoặc chép nội dung vào đây.")


def own_contact(phone: str) -> Reply:
    """The officer's own number arrived."""
    return Reply(f"Đã ghi số điện thoại {phone} của đồng chí, chỉ Văn phòng thấy.")


def contact_of_stranger() -> Reply:
    """A number of somebody without a seat is not kept."""
    return Reply("Số điện thoại chưa được lưu. Để tham gia, đồng chí nhắn mã do Văn phòng cấp.", (THAM_GIA,))


def foreign_contact() -> Reply:
    """Somebody else's number."""
    return Reply("Trợ lý chỉ nhận số của chính đồng chí, gửi bằng nút liên hệ của ứng dụng. Số vừa gửi không được lưu.")


def private_only() -> Reply:
    """Personal matters do not belong in a group."""
    return Reply("Việc này xin nhắn riêng cho trợ lý, không làm trong nhóm.")


# Figures and reports, which are not taken yet


def not_taken_yet(office: str, phone: str) -> Reply:
    """A figure, a correction or a report: said at once that nothing of it is kept."""
    return Reply(f"Trợ lý chưa nhận số liệu và báo cáo; chưa ghi gì. Xin đồng chí báo cho {office}{number(phone)}.")


# Passing a question on


def nothing_to_pass_on() -> Reply:
    """'hỏi văn phòng' before any question."""
    return Reply("Chưa có câu hỏi nào để chuyển. Đồng chí nhắn câu hỏi trước, rồi nhắn “hỏi văn phòng”.")


def ask_office_in_private(office: str, phone: str) -> Reply:
    """'hỏi văn phòng' in a group, where nothing is passed on."""
    return Reply(
        f"Trong nhóm trợ lý không chuyển câu hỏi. Đồng chí nhắn riêng cho trợ lý câu hỏi rồi “hỏi văn phòng”, "
        f"hoặc hỏi thẳng {office}{number(phone)}."
    )


def ask_office_as_stranger(office: str, phone: str) -> Reply:
    """'hỏi văn phòng' from somebody without a seat: no office could answer them here."""
    return Reply(
        f"Trợ lý chỉ chuyển câu hỏi của cán bộ đã tham gia. Đồng chí hỏi thẳng {office}{number(phone)}; "
        "có mã tham gia thì nhắn mã trước.",
        (THAM_GIA,),
    )


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as the office reads it; `phone` is empty when it is not known."""

    name: str
    seat: str
    phone: str = ""


def passed_on_already(text: str, at: datetime, office: str, phone: str) -> Reply:
    """The same again within a day."""
    when = at.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")
    return Reply(f"“{shortened(text)}” đã được chuyển lúc {when}. Cần gấp, xin gọi {office}{number(phone)}.")


def who_asks(asker: Asker) -> str:
    """'Đồng chí Hạnh, Chủ tịch CĐCS …'."""
    return f"Đồng chí {asker.name}, {asker.seat}"


def you_are_the_office(office: str) -> Reply:
    """A clerk passes something to himself."""
    return Reply(f"Đồng chí đang làm việc tại {office}, nơi nhận các câu hỏi này, nên trợ lý không chuyển đi đâu nữa.")


def data_wish_passed_on(text: str, office: str, phone: str, told: int) -> Reply:
    """A wish about one's own data is with the office, or waits until somebody there can read it."""
    if not told:
        return Reply(
            f"Chưa chuyển được yêu cầu “{shortened(text)}”: {office} chưa dùng trợ lý. Xin gọi điện{number(phone)}; "
            "trợ lý giữ yêu cầu để Văn phòng thấy khi bắt đầu dùng. Chưa có gì bị xoá hay sửa."
        )
    way = f"trả lời trong 2 ngày làm việc{number(phone)}"
    return Reply(f"Đã chuyển yêu cầu “{shortened(text)}” tới {office}, {way}. Chưa có gì bị xoá hay sửa.")


def data_wish_as_stranger(office: str, phone: str) -> Reply:
    """Somebody without a seat asks about their data."""
    way = f"Muốn xem hay xoá tin nhắn, xin gọi {office}{number(phone)}."
    return Reply(f"Trợ lý chưa ghi đồng chí ở đơn vị nào. {way}")


def office_contact(office: str, phone: str) -> Reply:
    """How the office is reached."""
    return Reply(f"{office}: điện thoại {phone}." if phone else f"Trợ lý chưa có số điện thoại của {office}.")


def shortened(text: str, most: int = 80) -> str:
    """The text, cut at so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# Joining


def ask_code() -> Reply:
    """The code is wanted."""
    return Reply("Đồng chí nhắn mã tham gia do Văn phòng cấp (8 ký tự, ví dụ ABCD-2345).")


def not_a_code() -> Reply:
    """What was typed cannot be a code."""
    return Reply(
        "Mã chưa đúng dạng. Mã có 8 chữ và số, ví dụ ABCD-2345, không có chữ O, I, L và số 0, 1; xin nhắn lại."
    )


def code_shown(phone: str) -> Reply:
    """A code was typed where others read it."""
    return Reply(
        "Mã tham gia vừa nhắn đã hiện cho cả nhóm. Xin Văn phòng cấp mã mới"
        f"{number(phone)}, rồi nhắn riêng mã mới cho trợ lý."
    )


def wrong_code(phone: str) -> Reply:
    """No such code."""
    return Reply(f"Mã này không đúng. Đồng chí xem lại rồi nhắn lại, hoặc gọi Văn phòng{number(phone)}.")


def code_used(phone: str) -> Reply:
    """The code was used before."""
    return Reply(f"Mã này đã được dùng. Nếu không phải đồng chí dùng, xin gọi ngay Văn phòng{number(phone)}.")


def code_expired(phone: str) -> Reply:
    """The code's time is over."""
    return Reply(f"Mã này đã quá hạn. Xin Văn phòng cấp mã mới{number(phone)}.")


def too_many_tries() -> Reply:
    """Somebody guesses."""
    return Reply("Đã nhập sai mã quá nhiều lần. Xin thử lại sau một giờ, hoặc gọi Văn phòng.")


def number(phone: str) -> str:
    """' (028 …)', or nothing."""
    return f" ({phone})" if phone else ""


def confirm_seat(seat: str, office: str, phone: str, invited_by: str) -> Reply:
    """First contact by invitation, at most 400 characters."""

    def worded(office: str, seat: str, invited_by: str) -> str:
        return (
            f"Trợ lý tự động của {office_line(office, phone)}. Mã do {invited_by} cấp.\n"
            f"Đồng chí nhận vai trò: {seat}.\n"
            f"Trợ lý lưu tên, chức vụ, tài khoản này và báo cáo của đơn vị. {NEVER_ASKS}\n"
            "Nhắn “đúng” là nhận và đồng ý, “huỷ” nếu không phải, “chi tiết” để đọc đủ."
        )

    # Whoever reads must know the office and the seat: the inviter's name gives way first.
    giver = shortened(invited_by, max(FIRST_CONTACT_MAX - len(worded(office, seat, "")), NAME_LEAST))
    held = fitted_name(lambda name: worded(office, name, giver), seat)
    return Reply(fitted(lambda name: worded(name, held, giver), office), (DUNG, HUY, CHI_TIET))


def full_notice(office: str, phone: str) -> Reply:
    """The whole notice on personal data, by Law 91/2025."""
    text = (
        f"Thông báo về dữ liệu cá nhân\n"
        f"Bên kiểm soát: {office_line(office, phone)}.\n"
        "Lưu gì: tên, chức vụ, đơn vị, tài khoản trò chuyện, số điện thoại nếu đồng chí gửi, tin nhắn với trợ lý, "
        "số liệu và báo cáo của đơn vị.\n"
        "Để làm gì: nhắc hạn, nhận báo cáo, trả lời câu hỏi. Không dùng vào việc khác, không bán, không quảng cáo.\n"
        "Bao lâu: tin nhắn 90 ngày; chức vụ và báo cáo theo thời hạn lưu trữ của công đoàn.\n"
        "Quyền của đồng chí: xem, sửa, nhận bản sao, rút đồng ý, yêu cầu xoá; nhắn hoặc gọi Văn phòng, trả lời trong "
        "2 ngày làm việc.\n"
        f"{NEVER_ASKS}\n"
        "Nhắn “đúng” để nhận và đồng ý, “huỷ” nếu không."
    )
    return Reply(text, (DUNG, HUY))


def still_to_confirm(seat: str) -> Reply:
    """The seat is still to be taken or left."""
    return Reply(f"Việc đang làm dở: nhận vai trò {seat}. Nhắn “đúng” để nhận, “huỷ” nếu không.", (DUNG, HUY))


def yes_or_leave() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “đúng” để nhận, “huỷ” nếu không.", (DUNG, HUY))


def joined(name: str, seat: str, first: Button | None) -> Reply:
    """The seat is taken, and what may be said first: something that every house can answer."""
    said = (first, TRO_GIUP) if first else (TRO_GIUP,)
    words = " hoặc ".join(f"“{each.says}”" for each in said)
    return Reply(f"Đã ghi nhận đồng chí {name}, {seat}.\nĐồng chí nhắn thử {words}.", said)


def joined_already(seat: str) -> Reply:
    """The same seat again."""
    return Reply(f"Đồng chí đang giữ vai trò {seat} rồi, không cần nhập mã nữa.")


def joining_cancelled() -> Reply:
    """Nothing was taken."""
    return Reply("Đã dừng, chưa ghi gì. Mã vẫn dùng được cho đúng người được mời.")


def somebody_joined(name: str, seat: str, at: datetime) -> Reply:
    """The office is told who used a code."""
    when = at.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")
    return Reply(f"Đồng chí {name} đã dùng mã tham gia: {seat}, lúc {when}.")


def cancelled() -> Reply:
    """A talk was left."""
    return Reply("Đã huỷ, chưa ghi gì.")


def say_again(said: str) -> Reply:
    """Two things in one message, of which the second needs one of its own."""
    return Reply(f"Phần “{shortened(said)}” xin đồng chí nhắn lại riêng; trợ lý chưa làm gì với phần này.")


def not_understood(said: str) -> Reply:
    """Words that belong to the open question and answer nothing of it."""
    return Reply(f"Trợ lý chưa hiểu “{shortened(said, 40)}” nên chưa ghi, chưa gửi gì theo câu này.")


def nothing_open() -> Reply:
    """A yes or no to nothing."""
    return Reply("Không có câu hỏi nào đang chờ trả lời. Đồng chí cần gì cứ nhắn.", (TRO_GIUP,))


def unknown_command() -> Reply:
    """A slash before a word that is no command."""
    return Reply("Không có lệnh này. Đồng chí cứ hỏi bằng lời, hoặc xem trợ giúp.", (TRO_GIUP,))


def begin_again() -> Reply:
    """An old draft that nobody can read any more."""
    return Reply("Trợ lý vừa được nâng cấp nên việc đang làm dở xin bắt đầu lại. Chưa có gì bị ghi sai.")


# Delivery and trouble


def sorry() -> Reply:
    """An event that could not be handled after several tries."""
    return Reply(
        "Xin lỗi đồng chí, trợ lý gặp trục trặc với tin vừa rồi. Xin nhắn lại sau ít phút; cần gấp xin gọi Văn phòng."
    )


def delayed(said: str, at: datetime) -> str:
    """Which message a late reply answers; by its time alone where the words must not be said again."""
    words = f" “{shortened(said, 60)}”" if said else ""
    return f"(Trả lời tin{words} lúc {at.astimezone(VIETNAM).strftime('%H:%M ngày %d/%m')})"


def unreachable(name: str, phone: str) -> Reply:
    """The office is told that somebody cannot be reached any more."""
    text = f"Tin không tới được đồng chí {name} (đã chặn hoặc xoá trợ lý). Xin gọi điện{number(phone)}."
    return Reply(text)


def answer_too_late() -> Reply:
    """An answer waited so long for its turn that it is not said any more."""
    return Reply("Có câu trả lời chờ gửi quá lâu nên không gửi nữa. Đồng chí còn cần thì nhắn lại câu ấy giúp.")


CHOSEN = re.compile(r"(?:(?:chon|so|muc|cai|y|phuong an)\s+)*\(?0?(\d{1,2})[.)]*")
"""'2', '2.', '(2)', 'chọn số 2': a choice by its number, folded."""


def in_place(content: str) -> str:
    """Before the text of a file that a channel does not carry."""
    return f"Kênh này chưa gửi được tệp, nội dung như sau:\n{content}"


def numbered(reply: Reply) -> str:
    """The reply for a channel without buttons: its choices as a numbered list."""
    if reply.offered and not reply.pushed:
        unsaid = [f"“{button.says}”" for button in reply.buttons if f"“{button.says}”" not in reply.text]
        return f"{reply.text}\nNhắn thêm được: {', '.join(unsaid)}." if unsaid else reply.text
    if not reply.buttons or reply.pushed or reply.in_words:
        return reply.text
    choices = "\n".join(f"{n}. {button.label}" for n, button in enumerate(reply.buttons, start=1))
    return f"{reply.text}\n{choices}\n(nhắn số hoặc nhắn bằng lời)"
