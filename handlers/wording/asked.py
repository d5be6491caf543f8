"""The sentences about questions that an office is asked: passed on, answered, kept, and what is asked and not found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.messages import Button, Reply
from handlers.wording import Asker, number, plain, shortened, wanted, who_asks
from knowledge.dates import VIETNAM

TEXT_MOST = 1200
QUESTION_MOST = 1000
SHOWN_MOST = 400
LISTED_MOST = 8
HOI_VAN_PHONG = Button("Hỏi văn phòng", "hỏi văn phòng")
GUI = Button("Gửi", "gửi")
THAY = Button("Thay", "thay")
GIU = Button("Giữ câu cũ", "giữ câu cũ")
HUY = Button("Huỷ", "huỷ")
LA_CAU_HOI = Button("Là câu hỏi", "là câu hỏi")
CHUYEN = Button("Chuyển", "chuyển câu hỏi này cho văn phòng")


def at_words(at: datetime) -> str:
    """'09:15 ngày 23/11/2026'."""
    return at.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")


DATA_WISHES = (
    "dữ liệu của tôi", "dữ liệu của em", "xem dữ liệu", "xem dữ liệu của tôi", "xem dữ liệu của em",
    "bản sao dữ liệu", "bản sao dữ liệu của tôi", "sửa dữ liệu", "sửa dữ liệu của tôi", "xoá dữ liệu",
    "xoá dữ liệu của tôi", "xoá dữ liệu của em", "xoá hết dữ liệu của tôi", "xoá thông tin của tôi",
    "rút đồng ý", "rút lại đồng ý", "rút lại sự đồng ý", "rút sự đồng ý",
)  # fmt: skip


def is_data_wish(text: str) -> bool:
    """Whether what an office was asked is a wish about the asker's own data, by the words that bring it there."""
    own = {plain(wish) for wish in DATA_WISHES}
    return bool({plain(text), wanted(text), plain(text.partition(":")[0])} & own)


# To the office


def passed_on(text: str, office: str, phone: str, told: int) -> Reply:
    """The office has the question; where nobody there can be reached by message, it was told to nobody."""
    if not told:
        return Reply(
            f"Chưa chuyển được câu hỏi “{shortened(text)}”: {office} chưa dùng trợ lý. Xin gọi điện{number(phone)}; "
            "trợ lý giữ câu hỏi để Văn phòng thấy khi bắt đầu dùng."
        )
    return Reply(f"Đã chuyển câu hỏi “{shortened(text)}” tới {office}. Văn phòng trả lời ngay tại đây{number(phone)}.")


def pass_this_on(text: str) -> Reply:
    """Whether these words are to go."""
    return Reply(f"Chuyển Văn phòng câu “{shortened(text)}”? Nhắn “đúng” để chuyển.", (CHUYEN,))


def not_passed_on() -> Reply:
    """No to that."""
    return Reply("Trợ lý chưa chuyển gì tới Văn phòng.")


def report_or_question(text: str) -> Reply:
    """'chuyển văn phòng' with a report open may be of either."""
    question = f"; chuyển câu “{shortened(text, 120)}” thì nhắn “hỏi văn phòng”" if text else ""
    return Reply(f"Gửi báo cáo thì nhắn “gửi báo cáo”{question}. Trợ lý chưa chuyển gì.")


def question_for_office(asker: Asker, count: int, text: str, shown: str) -> Reply:
    """What the office reads, and what it can say to it."""
    about = f"\n{shown}" if shown else ""
    asks = f"{who_asks(asker)} hỏi Văn phòng (câu {count}):\n“{shortened(text, QUESTION_MOST)}”"
    return Reply(f"{asks}{about}\n{how(asker, count)}", buttons_for(count))


def data_wish_for_office(asker: Asker, count: int, text: str, shown: str) -> Reply:
    """What the office reads of a wish about one's own data."""
    del shown
    wish = f"{who_asks(asker)} yêu cầu về dữ liệu cá nhân (câu {count}), cần trả lời trong 2 ngày làm việc"
    return Reply(f"{wish}:\n“{shortened(text, QUESTION_MOST)}”\n{how(asker, count)}", buttons_for(count))


def how(asker: Asker, count: int) -> str:
    """What the office can say, and the telephone of who asks."""
    phone = f" Điện thoại: {asker.phone}." if asker.phone else ""
    return f"Nhắn “trả lời câu {count}: …”, “để sau câu {count}”, hoặc “đóng câu {count}” nếu đã gọi điện.{phone}"


def buttons_for(count: int) -> tuple[Button, ...]:
    """What a clerk taps."""
    return (
        Button("Trả lời", f"trả lời câu {count}"),
        Button("Để sau", f"để sau câu {count}"),
        Button("Đóng", f"đóng câu {count}"),
    )


def shown(before: str, answered: str) -> str:
    """What the office needs to understand a question: the one before it, and what the assistant answered."""
    lines = [f"Hỏi tiếp sau câu “{shortened(before, 200)}”."] if before else []
    if answered:
        lines.append(f"Trợ lý đã trả lời: {shortened(answered, SHOWN_MOST)}")
    return "\n".join(lines)


def asked_before(count: int, text: str, answer: str) -> str:
    """What somebody asks about again."""
    return f"Hỏi lại về câu {count} “{shortened(text, 200)}”, Văn phòng đã trả lời: “{shortened(answer, SHOWN_MOST)}”"


# The asker


def what_was_meant(text: str) -> Reply:
    """An answer was not what was meant: said again, or to the office."""
    return Reply(
        f"Xin lỗi đồng chí, trợ lý trả lời chưa đúng ý câu “{shortened(text, 120)}”. Đồng chí hỏi lại rõ hơn giúp "
        "(của đơn vị nào, năm nào, việc gì), hoặc nhắn “hỏi văn phòng” để Văn phòng trả lời câu này.",
        (HOI_VAN_PHONG,),
    )


def what_was_meant_here(text: str, office: str, phone: str) -> Reply:
    """The same to whom no office answers here: in a group, to a stranger, to the office itself."""
    return Reply(
        f"Xin lỗi đồng chí, trợ lý trả lời chưa đúng ý câu “{shortened(text, 120)}”. Đồng chí hỏi lại rõ hơn giúp "
        f"(của đơn vị nào, năm nào, việc gì), hoặc gọi {office}{number(phone)}."
    )


def what_was_meant_by_staff(text: str) -> Reply:
    """The same to the office itself, which can put right what the documents are understood to say."""
    return Reply(
        f"Trợ lý trả lời chưa đúng ý câu “{shortened(text, 120)}”, đã ghi lại. Đồng chí hỏi lại rõ hơn giúp "
        "(của đơn vị nào, năm nào, việc gì); văn bản đọc chưa đúng thì sửa: “các văn bản”."
    )


def nothing_answered() -> Reply:
    """Nothing was answered that could be wrong."""
    return Reply("Chưa có câu trả lời nào để xem lại. Đồng chí nhắn câu hỏi, trợ lý tra trong văn bản.")


def wrong_what(text: str) -> Reply:
    """'sai rồi' after a figure was recorded and a question answered."""
    return Reply(
        f"Sai là câu trả lời cho “{shortened(text, 80)}” hay số liệu vừa ghi? Nhắn “không đúng ý tôi” nếu là câu trả "
        "lời; nhắn lại số đúng, ví dụ “sửa lại là 6”, nếu là số liệu.",
        (Button("Không đúng ý tôi", "không đúng ý tôi"),),
        in_words=True,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as the asker reads it."""

    count: int
    question: str
    text: str
    office: str
    by: str
    at: datetime
    former: str = ""
    """What was answered before, where these words take its place."""
    former_at: datetime | None = None


def answer_for_asker(given: Given) -> Reply:
    """What the office answers, to which question, by whom, and what can be said to it."""
    who = f"Đồng chí {given.by}, " if given.by else ""
    again = f"hỏi lại câu {given.count}"
    return Reply(
        f"{given.office} trả lời câu “{shortened(given.question, 200)}”:\n“{given.text}”\n"
        f"{who}{at_words(given.at)}. Chưa rõ thì nhắn “{again}: …”.",
        (Button("Hỏi lại", again),),
    )


def correction_for_asker(given: Given) -> Reply:
    """What the office answers now, and what it takes the place of."""
    who = f"Đồng chí {given.by}, " if given.by else ""
    again = f"hỏi lại câu {given.count}"
    when = f" lúc {at_words(given.former_at)}" if given.former_at else ""
    return Reply(
        f"ĐÍNH CHÍNH: {given.office} trả lời lại câu {given.count} “{shortened(given.question, 200)}”:\n"
        f"“{given.text}”\n"
        f"Thay câu trả lời{when}: “{shortened(given.former, SHOWN_MOST)}”.\n"
        f"{who}{at_words(given.at)}. Chưa rõ thì nhắn “{again}: …”.",
        (Button("Hỏi lại", again),),
    )


def ask_again_how(count: int, question: str) -> Reply:
    """'hỏi lại' without a word of what."""
    return Reply(
        f"Về câu {count} “{shortened(question, 120)}”, đồng chí chưa rõ điều gì? Nhắn ngay tại đây; trợ lý đọc lại rồi "
        "mới chuyển tới Văn phòng. “Huỷ” để thôi.",
        in_words=True,
    )


def ask_again_preview(count: int, question: str, text: str) -> Reply:
    """What goes to the office, about which answer."""
    return Reply(
        f"Hỏi lại Văn phòng về câu {count} “{shortened(question, 120)}”:\n“{text}”\n"
        "Nhắn “gửi” để gửi, “sửa: …” để viết lại, “huỷ” để thôi.",
        (GUI, HUY),
    )


def replace_question(text: str) -> Reply:
    """Other words under the preview: in its place, or another question."""
    return Reply(
        f"Thay câu hỏi lại bằng “{shortened(text, 200)}”? Chưa gửi gì. Nhắn “thay” hoặc “giữ câu cũ”; "
        "hỏi việc khác thì “huỷ” trước.",
        (THAY, GIU), in_words=True,
    )  # fmt: skip


def question_too_long(count: int) -> Reply:
    """A question that no chat carries well."""
    return Reply(f"Câu hỏi dài {count} ký tự, nhiều nhất {QUESTION_MOST}. Xin nhắn ngắn lại.", in_words=True)


def left_unasked(count: int) -> Reply:
    """Nothing was sent to the office."""
    return Reply(f"Chưa gửi gì tới Văn phòng. Hỏi sau: “hỏi lại câu {count}: …”.")


def again_which(numbers: Sequence[tuple[int, str]]) -> Reply:
    """Which of several answers somebody asks about."""
    choices = tuple(Button(f"Câu {count}", f"hỏi lại câu {count}") for count, _ in numbers[:LISTED_MOST])
    return Reply(
        f"Đồng chí hỏi lại câu nào?\n{listed(numbers)}\nNhắn “hỏi lại câu {numbers[0][0]}: …”.", choices, in_words=True
    )


def nothing_to_ask_again() -> Reply:
    """No office has answered this person lately."""
    return Reply("Chưa có câu trả lời nào của Văn phòng để hỏi lại. Đồng chí cứ nhắn câu hỏi.")


@dataclass(frozen=True, slots=True)
class Mine:
    """A question as its asker sees it."""

    count: int
    text: str
    passed_at: datetime
    answer: str
    answered_at: datetime | None
    is_closed: bool
    is_seen: bool = True
    """Whether anybody of the office can read it here."""


def answered_you(item: Mine) -> Reply:
    """What the office answered the asker already, and how to ask back."""
    again = f"hỏi lại câu {item.count}"
    when = f" lúc {at_words(item.answered_at)}" if item.answered_at else ""
    return Reply(
        f"Văn phòng đã trả lời đồng chí{when}, câu {item.count} “{shortened(item.text, 120)}”:\n“{item.answer}”\n"
        f"Chưa rõ thì nhắn “{again}: …”.",
        (Button("Hỏi lại", again),),
    )


def state_of(items: Sequence[Mine]) -> Reply:
    """What became of the asker's own questions, the newest first."""
    if not items:
        return Reply("30 ngày qua đồng chí chưa gửi câu hỏi nào tới Văn phòng. Nhắn câu hỏi, rồi “hỏi văn phòng”.")
    if len(items) == 1 and items[0].answer:
        return answered_you(items[0])
    lines = [f"• câu {each.count} “{shortened(each.text, 100)}”: {state_words(each)}" for each in items[::-1]]
    more = [f"• và {len(lines) - LISTED_MOST} câu nữa"] if len(lines) > LISTED_MOST else []
    return Reply("\n".join(["Câu hỏi của đồng chí:", *lines[:LISTED_MOST], *more]))


def state_words(item: Mine) -> str:
    """'gửi lúc …, Văn phòng chưa trả lời'."""
    if item.answer and item.answered_at:
        return f"đã trả lời lúc {at_words(item.answered_at)}: “{shortened(item.answer, 200)}”"
    if item.is_closed:
        return "Văn phòng đã đóng, không nhắn tin trả lời"
    if not item.is_seen:
        return f"giữ từ {at_words(item.passed_at)}, Văn phòng chưa dùng trợ lý nên chưa thấy, xin gọi điện"
    return f"gửi lúc {at_words(item.passed_at)}, Văn phòng chưa trả lời"


def glad() -> Reply:
    """Thanks, or word that an answer has come."""
    return Reply("Cảm ơn đồng chí đã báo. Chưa rõ điều gì đồng chí cứ nhắn “hỏi lại”.")


# The office answers


def listed(numbers: Sequence[tuple[int, str]]) -> str:
    """Questions by their numbers."""
    lines = [f"• câu {count}: “{shortened(text, 100)}”" for count, text in numbers[:LISTED_MOST]]
    if len(numbers) > LISTED_MOST:
        lines.append(f"• và {len(numbers) - LISTED_MOST} câu nữa")
    return "\n".join(lines)


def only_office() -> Reply:
    """Somebody else wants to answer or to see what is asked."""
    return Reply("Việc này của cán bộ văn phòng. Đồng chí có câu hỏi thì nhắn câu hỏi, rồi “hỏi văn phòng”.")


def no_longer_yours(count: int) -> Reply:
    """The question is with no office of the speaker."""
    return Reply(f"Không có câu {count} trong các câu gửi tới Văn phòng của đồng chí. Xem: “câu hỏi chưa có trả lời”.")


def none_waits() -> Reply:
    """No question waits."""
    return Reply("Không có câu hỏi nào đang chờ Văn phòng trả lời.")


def which(numbers: Sequence[tuple[int, str]], text: str) -> Reply:
    """Several wait, and it was not said which is answered."""
    kept = f" Câu trả lời “{shortened(text, 80)}” được giữ lại." if text else ""
    choices = tuple(Button(f"Câu {count}", f"trả lời câu {count}") for count, _ in numbers[:LISTED_MOST])
    return Reply(
        f"Đồng chí trả lời câu nào?{kept}\n{listed(numbers)}\nNhắn “câu {numbers[0][0]}”, hoặc “huỷ” để thôi.",
        (*choices, HUY),
        in_words=True,
    )


def is_it_an_answer(text: str, numbers: Sequence[tuple[int, str]]) -> Reply:
    """Words that may answer a question that waits, or ask the documents."""
    choices = tuple(Button(f"Trả lời câu {count}", f"trả lời câu {count}") for count, _ in numbers[:LISTED_MOST])
    count, asked = numbers[0]
    if len(numbers) == 1:
        about = f"là trả lời câu {count} (“{shortened(asked, 100)}”) phải không?"
    else:
        about = f"là trả lời câu nào?\n{listed(numbers)}\n"
    return Reply(
        f"“{shortened(text, 100)}” {about} Chưa gửi gì. Nhắn “trả lời câu {count}”, “là câu hỏi” để tra văn bản, hoặc "
        "“huỷ” để thôi.",
        (*choices, LA_CAU_HOI, HUY), in_words=True,
    )  # fmt: skip


def not_an_answer(text: str) -> Reply:
    """Words that were perhaps an answer, and something else was said after them."""
    return Reply(f"“{shortened(text, 100)}” chưa gửi cho ai. Trả lời: “trả lời câu …: …”.")


def ask_text(asker: str, count: int, question: str) -> Reply:
    """The answer is wanted."""
    return Reply(
        f"Câu {count}, {asker}: “{shortened(question, 300)}”. Đồng chí nhắn câu trả lời; trợ lý đọc lại trước khi gửi.",
        in_words=True,
    )


def preview(asker: str, count: int, question: str, text: str) -> Reply:
    """All of it as it will go."""
    return Reply(
        f"Gửi {asker}, trả lời câu {count} “{shortened(question, 100)}”:\n“{text}”\n"
        "Nhắn “gửi” để gửi, “sửa: …” để viết lại, “huỷ” để thôi.",
        (GUI, HUY),
    )


def correction(asker: str, count: int, question: str, text: str, former: str) -> Reply:
    """All of a correction as it will go, and what it takes the place of."""
    return Reply(
        f"ĐÍNH CHÍNH trả lời câu {count} “{shortened(question, 100)}”, gửi {asker}:\n“{text}”\n"
        f"Thay câu đã gửi: “{shortened(former, 200)}”.\n"
        "Nhắn “gửi” để gửi, “sửa: …” để viết lại, “huỷ” để thôi.",
        (GUI, HUY),
    )


def ask_correction(asker: str, count: int, question: str, former: str) -> Reply:
    """The right words are wanted."""
    return Reply(
        f"Câu {count}, {asker}: “{shortened(question, 300)}”. Đã trả lời: “{shortened(former, 300)}”. Đồng chí nhắn "
        "lại cả câu trả lời đúng; trợ lý đọc lại trước khi gửi đính chính.",
        in_words=True,
    )


def which_corrected(numbers: Sequence[tuple[int, str]], text: str) -> Reply:
    """Several were answered, and it was not said which is corrected."""
    kept = f" Câu “{shortened(text, 80)}” được giữ lại." if text else ""
    choices = tuple(Button(f"Câu {count}", f"đính chính câu {count}") for count, _ in numbers[:LISTED_MOST])
    return Reply(
        f"Đồng chí sửa câu trả lời của câu nào?{kept} Chưa gửi gì.\n{listed(numbers)}\nNhắn “câu {numbers[0][0]}”.",
        choices, in_words=True,
    )  # fmt: skip


def nothing_to_correct() -> Reply:
    """The speaker has answered nothing lately."""
    return Reply("Đồng chí chưa trả lời câu nào gần đây để sửa. Nhắn kèm số câu: “đính chính câu 1: …”.")


def same_answer(count: int, text: str) -> Reply:
    """The very words that stand."""
    return Reply(f"Câu {count} đã trả lời đúng như vậy: “{shortened(text, 200)}”. Không gửi thêm.")


def left_as_it_was(count: int) -> Reply:
    """No correction was sent."""
    return Reply(f"Chưa gửi đính chính; câu trả lời câu {count} giữ nguyên." if count else "Chưa gửi đính chính.")


def too_long(count: int) -> Reply:
    """An answer that no chat carries well."""
    return Reply(
        f"Câu trả lời dài {count} ký tự, nhiều nhất {TEXT_MOST}. Xin nhắn ngắn lại, hoặc gọi điện.", in_words=True
    )


def send_or_leave() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý, chưa gửi gì. Nhắn “gửi” để gửi, “sửa: …” để viết lại, “huỷ” để thôi.", (GUI,))


def replace_or_keep(text: str) -> Reply:
    """Other words under the preview: in its place, or not at all."""
    return Reply(
        f"Thay câu trả lời bằng “{shortened(text, 200)}”? Chưa gửi gì. Nhắn “thay” hoặc “giữ câu cũ”.",
        (THAY, GIU), in_words=True,
    )  # fmt: skip


def other_is_open(count: int) -> Reply:
    """Another question is answered in the midst of one."""
    return Reply(f"Câu {count} đang soạn, chưa gửi: “gửi” để gửi, “huỷ” để thôi; rồi mới trả lời câu khác.", (GUI,))


def left(count: int) -> Reply:
    """Nothing was sent."""
    return Reply(
        f"Chưa gửi gì; câu {count} vẫn chờ. Trả lời sau: “trả lời câu {count}: …”." if count else "Chưa gửi gì."
    )


def put_off(count: int) -> Reply:
    """The question waits on."""
    return Reply(f"Câu {count} vẫn chờ, người hỏi chưa nhận được gì. Khi trả lời: “trả lời câu {count}: …”.")


def put_off_all(count: int) -> Reply:
    """All questions wait on."""
    return Reply(f"{count} câu hỏi vẫn chờ Văn phòng trả lời. Xem: “câu hỏi chưa có trả lời”.")


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as the clerk reads it once it is on its way."""

    count: int
    asker: str
    text: str
    phone: str
    reaches: bool
    may_keep: bool
    later: str = ""
    is_correction: bool = False
    replaced: tuple[int, int] | None = None
    """The number of the kept entry that it took the place of, and its own."""


def keep_says(count: int) -> str:
    """What keeps an answer."""
    return f"lưu câu {count} vào kho"


def sent(item: Sent) -> Reply:
    """The answer is on its way; whether it is kept for others is asked."""
    when = f" Tin đi lúc {item.later}." if item.later else ""
    what = f"{'đính chính ' if item.is_correction else ''}câu trả lời câu {item.count}"
    way = f"Đã gửi {item.asker} {what}.{when}"
    if not item.reaches:
        way = f"Đã ghi {what}; tin không tới {item.asker}, xin gọi điện{number(item.phone)}."
    if item.replaced:
        way += f" Trong kho, câu trả lời {item.replaced[0]} đã thay bằng câu trả lời {item.replaced[1]}."
    if not item.may_keep:
        return Reply(way)
    keep = Button("Lưu vào kho", keep_says(item.count))
    return Reply(
        f"{way}\nLưu vào kho để trợ lý trả lời các đơn vị khác hỏi như vậy? Văn phòng đứng tên, trích nguyên văn.",
        (keep, Button("Không lưu", f"không lưu câu {item.count}")),
    )


def answered_already(count: int, by: str, at: datetime, text: str) -> Reply:
    """Somebody of the office was faster."""
    fix = f"đính chính câu {count}"
    return Reply(
        f"Câu {count} đồng chí {by} đã trả lời lúc {at_words(at)}: “{shortened(text, 300)}”. Không gửi thêm. "
        f"Sửa: “{fix}: …”.",
        (Button("Đính chính", fix),),
    )


def closed_already(count: int, by: str, at: datetime | None) -> Reply:
    """Somebody has closed it."""
    when = f" lúc {at_words(at)}" if at else ""
    return Reply(f"Câu {count} đồng chí {by} đã đóng{when}, không còn chờ trả lời.")


def closed(count: int, text: str) -> Reply:
    """Set aside without an answer in the chat."""
    return Reply(f"Đã đóng câu {count} “{shortened(text, 100)}”. Người hỏi không nhận tin nào.")


def looked_at(asker: str, count: int, text: str, shown: str) -> Reply:
    """One question that waits, whole."""
    about = f"\n{shown}" if shown else ""
    return Reply(
        f"Câu {count}, {asker}:\n“{shortened(text, QUESTION_MOST)}”{about}\nNhắn “trả lời câu {count}: …”.",
        buttons_for(count),
    )


# Kept as knowledge


def kept(count: int, note: int, office: str) -> Reply:
    """The answer is an entry of the knowledge base."""
    return Reply(
        f"Đã lưu câu trả lời câu {count} vào kho, đứng tên {office} (câu trả lời {note}). "
        f"Các đơn vị của Văn phòng hỏi như vậy sẽ được trích nguyên văn. Thôi dùng: “gỡ câu trả lời {note}”."
    )


def kept_the_same(count: int, note: int, text: str) -> Reply:
    """The same words answer the same question already."""
    return Reply(f"Kho đã có đúng câu này (câu trả lời {note}: “{shortened(text, 120)}”); câu {count} không lưu thêm.")


def instead_or_beside(count: int, text: str, note: int, question: str, kept: str) -> Reply:
    """Other words answer the same question already."""
    return Reply(
        f"Chưa lưu. Về việc này kho đã có câu trả lời {note} “{shortened(question, 100)}”: “{shortened(kept, 120)}”.\n"
        f"Câu {count} trả lời “{shortened(text, 120)}”. Thay câu trả lời {note}, hay giữ cả hai?",
        (
            Button("Thay", f"lưu câu {count} thay câu trả lời {note}"),
            Button("Giữ cả hai", f"lưu câu {count} cùng câu trả lời {note}"),
            Button("Không lưu", f"không lưu câu {count}"),
        ),
    )


def nothing_to_replace(count: int, note: int) -> Reply:
    """The entry whose place was meant is none of this office's, or answers no more."""
    return Reply(
        f"Chưa lưu: trong kho không có câu trả lời {note} để thay. Lưu câu {count}?",
        (Button("Lưu vào kho", keep_says(count)), Button("Không lưu", f"không lưu câu {count}")),
    )


def of_something_else(count: int, note: int, question: str, kept: str) -> Reply:
    """The entry whose place was meant answers another question."""
    return Reply(
        f"Chưa lưu, chưa gỡ gì: câu trả lời {note} là về việc khác, “{shortened(question, 100)}”: "
        f"“{shortened(kept, 120)}”. "
        f"Thôi dùng câu đó: “gỡ câu trả lời {note}”. Lưu câu {count}, giữ cả câu trả lời {note}?",
        (Button("Lưu vào kho", keep_says(count)), Button("Không lưu", f"không lưu câu {count}")),
    )


def kept_already(count: int, note: int) -> Reply:
    """It is one already."""
    return Reply(f"Câu trả lời câu {count} đã có trong kho (câu trả lời {note}).")


def not_kept(count: int) -> Reply:
    """The answer stays with its asker."""
    return Reply(f"Không lưu câu trả lời câu {count}; chỉ người hỏi nhận được.")


def keep_or_noted(count: int) -> Reply:
    """A yes that two questions wait for."""
    return Reply(
        f"Đồng ý việc nào: lưu câu trả lời câu {count} vào kho, hay đã nắm thông báo? "
        f"Nhắn “{keep_says(count)}” hoặc “đã nắm”."
    )


def nothing_to_keep() -> Reply:
    """No answer could be kept."""
    return Reply("Chưa có câu trả lời nào để lưu. Trả lời một câu hỏi trước, rồi nhắn “lưu vào kho”.")


def cannot_keep(count: int) -> Reply:
    """A wish about somebody's own data is nobody else's."""
    return Reply(f"Câu {count} là chuyện riêng của người hỏi nên không lưu vào kho chung.")


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as the office's list shows it."""

    number: int
    question: str
    text: str
    by: str
    at: datetime


def notes(items: Sequence[Kept]) -> Reply:
    """The office's own answers in the knowledge base, the newest first."""
    if not items:
        return Reply("Kho chưa có câu trả lời nào của Văn phòng. Sau khi trả lời một câu hỏi, nhắn “lưu vào kho”.")
    lines = [
        f"• {item.number}. “{shortened(item.question, 80)}”: {shortened(item.text, 100)} "
        f"(đồng chí {item.by}, {item.at.astimezone(VIETNAM):%d/%m/%Y})"
        for item in items[:LISTED_MOST]
    ]
    if len(items) > LISTED_MOST:
        lines.append(f"• và {len(items) - LISTED_MOST} câu nữa")
    return Reply(
        "\n".join([f"{len(items)} câu trả lời trong kho:", *lines, f"Thôi dùng: “gỡ câu trả lời {items[0].number}”."])
    )


def withdrawn(number: int, question: str) -> Reply:
    """The entry answers no more."""
    return Reply(f"Đã gỡ câu trả lời {number} “{shortened(question, 100)}”; trợ lý không dùng nữa.")


def no_such_note(number: int) -> Reply:
    """No such entry of this office."""
    return Reply(f"Không có câu trả lời {number} trong kho của Văn phòng. Xem: “các câu đã trả lời”.")


# What is asked and not found


@dataclass(frozen=True, slots=True)
class Waits:
    """A question that waits, as the office's list shows it."""

    number: int
    asker: str
    text: str
    days: int


@dataclass(frozen=True, slots=True)
class Line:
    """What is asked, how often, and from how many units."""

    text: str
    count: int
    units: int

    @property
    def words(self) -> str:
        """'“…” 5 lần, 3 đơn vị'."""
        return f"“{shortened(self.text, 100)}” {self.count} lần, {self.units} đơn vị"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an office is asked: who waits, what was not found, what was answered wrongly, within so many days."""

    waits: Sequence[Waits]
    missing: Sequence[Line]
    wrong: Sequence[Line]
    days: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.waits or self.missing or self.wrong)


def age(days: int) -> str:
    """How long somebody waits."""
    return "hôm nay" if days <= 0 else f"{days} ngày"


def sheet(item: Sheet) -> Reply:
    """What waits, what is asked and not found, what was answered wrongly; without names where nobody passed it on."""
    if item.is_empty:
        return Reply(f"Không có câu hỏi nào đang chờ; {item.days} ngày qua không có câu nào tra mà không thấy.")
    return Reply(
        "\n".join(sheet_lines(item)),
        tuple(Button(f"Trả lời câu {w.number}", f"trả lời câu {w.number}") for w in item.waits[:3]),
        in_words=True,
    )


def sheet_lines(item: Sheet) -> list[str]:
    """The same line by line."""
    lines = waits_lines(item.waits) if item.waits else ["Không có câu hỏi nào đang chờ."]
    for head, some in (("không thấy trong văn bản", item.missing), ("trả lời chưa đúng ý", item.wrong)):
        if some:
            lines.append(f"{item.days} ngày qua, {head}:")
            lines += [f"• {line.words}" for line in some[:LISTED_MOST]]
            if len(some) > LISTED_MOST:
                lines.append(f"• và {len(some) - LISTED_MOST} nội dung nữa")
    return lines


def waits_lines(waits: Sequence[Waits]) -> list[str]:
    """Who waits for an answer, the oldest first."""
    lines = [f"{len(waits)} câu hỏi chờ Văn phòng trả lời:"]
    lines += [
        f"• câu {each.number} ({age(each.days)}), {each.asker}: “{shortened(each.text, 100)}”"
        for each in waits[:LISTED_MOST]
    ]
    if len(waits) > LISTED_MOST:
        lines.append(f"• và {len(waits) - LISTED_MOST} câu nữa")
    return [*lines, f"Trả lời: “trả lời câu {waits[0].number}: …”."]


def weekly(office: str, item: Sheet) -> str:
    """The digest of a week."""
    return "\n".join([f"{office}, các câu hỏi tuần qua.", *sheet_lines(item), "Xem thêm: “câu hỏi chưa có trả lời”."])
