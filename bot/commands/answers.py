"""What a new office is asked: the questions, how each answer is read, and how it is shown again."""

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.commands.founding import placed, refuse_ground
from bot.db import DatabaseError
from bot.mistake import Mistake
from bot.settings import SettingError, Settings, database_address, https_address, listed, proxy_address
from bot.settings import zalo_tokens as read_zalo_tokens
from knowledge.text import fold
from union.imports.names import code_for, kind_of
from union.imports.sheet import CODE_SHAPE, Wrong, kind_called, read_phone
from union.roster import UnitKind

TELEGRAM_TOKEN = re.compile(r"\d+:\S+", re.ASCII)
NAME_MAX, LINE_MAX = 120, 400
KIND_WORDS = {
    UnitKind.COMMUNE: "xã, phường, đặc khu",
    UnitKind.PROVINCE: "tỉnh, thành phố",
    UnitKind.SECTOR: "ngành",
    UnitKind.UPPER: "cấp trên cơ sở",
    UnitKind.ZONE: "khu công nghiệp",
    UnitKind.CORPORATION: "tổng công ty",
    UnitKind.CONFEDERATION: "tổng liên đoàn",
    UnitKind.GRASSROOTS: "cơ sở",
    UnitKind.GUILD: "nghiệp đoàn",
}
YES_WORDS, NO_WORDS = frozenset({"co", "c", "dung", "y", "yes", "ok", "dong y"}), frozenset({"khong", "k", "n", "no"})


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that is asked, as text; empty where nothing is wanted."""

    place: str = ""
    name: str = ""
    kind: str = ""
    code: str = ""
    phone: str = ""
    office_name: str = ""
    admin: str = ""
    admin_phone: str = ""
    new_code: str = ""
    telegram_token: str = ""
    telegram_proxy: str = ""
    zalo_tokens: str = ""
    zalo_names: str = ""
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to know: how it is asked, read and shown."""

    field: str
    label: str
    asks: str
    read: Callable[[str], str]
    """The answer as it is kept. Raises `Mistake`."""
    is_needed: bool = False
    is_secret: bool = False


# Reading one answer


def cleaned(text: str) -> str:
    """One line without control characters and quotes around it. Raises `Mistake` for letters the window broke."""
    line = unicodedata.normalize("NFC", text)
    if "\ufffd" in line or any("\ud800" <= letter <= "\udfff" for letter in line):
        raise Mistake("Cửa sổ lệnh làm hỏng chữ có dấu. Gõ chcp 65001 rồi chạy lại, hoặc đặt PYTHONUTF8=1.")
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in line).split())
    if len(line) > LINE_MAX * 10:
        raise Mistake("Câu trả lời dài quá. Xin nhập lại.")
    return line[1:-1].strip() if len(line) > 1 and line[0] == line[-1] and line[0] in "\"'" else line


def read_place(text: str) -> str:
    """A folder that can be made or written, or the address of a database; never where a demo is. Raises `Mistake`."""
    try:
        place = database_address("Địa chỉ", text) if "://" in text else Path(text).expanduser().as_posix()
        settings = placed(Settings(), place)
        refuse_ground(settings)
    except (SettingError, DatabaseError) as error:
        raise Mistake(str(error)) from None
    except OSError as error:
        raise Mistake(f"Không dùng được {text}: {error.strerror}.") from None
    if not settings.database_url:
        must_be_writable(settings.data_dir)
    return place


def must_be_writable(folder: Path) -> None:
    """Raises `Mistake` for what is no folder, or one where we may not write."""
    here = folder.resolve()
    while not here.exists():
        here = here.parent
    if not here.is_dir():
        raise Mistake(f"{here} là một tệp, không phải thư mục. Xin nêu thư mục khác.")
    if not os.access(here, os.W_OK):
        raise Mistake(f"Không có quyền ghi vào {here}. Xin nêu thư mục khác.")


def read_name(text: str) -> str:
    """A name of a union or a person."""
    if len(text) > NAME_MAX:
        raise Mistake(f"Tên dài quá {NAME_MAX} ký tự. Xin viết ngắn lại.")
    if not any(letter.isalpha() for letter in text):
        raise Mistake("Tên phải có chữ. Xin nhập lại.")
    return text


def read_kind(text: str) -> str:
    """The kind in our words, from its number in the list or from any usual word for it."""
    kinds = list(KIND_WORDS)
    if text.isdecimal() and 1 <= int(text) <= len(kinds):
        return KIND_WORDS[kinds[int(text) - 1]]
    kind = kind_called(text)
    if kind is None or kind not in KIND_WORDS:
        raise Mistake(f"Không hiểu loại “{text}”. Xin nhập số hoặc tên: {', '.join(KIND_WORDS.values())}.")
    return KIND_WORDS[kind]


def kind_in(words: str) -> UnitKind:
    """The kind that our words name."""
    return next((kind for kind, known in KIND_WORDS.items() if known == words), None) or UnitKind(words)


def read_code(text: str) -> str:
    """A unit's code."""
    if not CODE_SHAPE.fullmatch(text) or len(text) > 60:
        raise Mistake(f"Mã “{text}” phải là chữ thường không dấu, số và dấu gạch nối, ví dụ suoi-may.")
    return text


def read_number(text: str) -> str:
    """A telephone number as we write it."""
    try:
        return read_phone(text)
    except Wrong as wrong:
        raise Mistake(f"{wrong}"[:1].upper() + f"{wrong}"[1:]) from None


def read_choice(text: str) -> str:
    """'có' or 'không'."""
    said = fold(text)
    if said in YES_WORDS:
        return "có"
    if said in NO_WORDS:
        return "không"
    raise Mistake("Xin trả lời có hoặc không.")


def read_telegram_token(text: str) -> str:
    """What BotFather gives; never repeated in an error."""
    if not TELEGRAM_TOKEN.fullmatch(text):
        raise Mistake("Mã có dạng 123456:AAE…, chép nguyên từ tin nhắn của BotFather.")
    return text


def setting(read: Callable[[str, str], object], name: str) -> Callable[[str], str]:
    """A reader of settings as a reader of answers: the same rules, the same sentences."""

    def reader(text: str) -> str:
        try:
            found = read(name, text)
        except SettingError as error:
            raise Mistake(str(error)) from None
        return found if isinstance(found, str) else ",".join(found) if isinstance(found, tuple) else text

    return reader


KIND_LIST = "".join(f"\n  {number}. {words}" for number, words in enumerate(KIND_WORDS.values(), 1))
QUESTIONS = (
    Question("place", "Nơi giữ dữ liệu",
             "Dữ liệu thật để ở thư mục nào? (máy chủ PostgreSQL: nhập postgresql://…)", read_place, is_needed=True),
    Question("name", "Công đoàn",
             "Tên đầy đủ của công đoàn có văn phòng này, ví dụ Công đoàn xã Suối Mây", read_name, is_needed=True),
    Question("kind", "Loại", f"Loại công đoàn, nhập số hoặc tên:{KIND_LIST}", read_kind, is_needed=True),
    Question("code", "Mã đơn vị", "Mã đơn vị: chữ thường không dấu, dùng trong các lệnh, sau này không đổi",
             read_code, is_needed=True),
    Question("phone", "Điện thoại văn phòng", "Điện thoại văn phòng, để cán bộ gọi khi cần", read_number),
    Question("office_name", "Tên hiện trong tin", "Tên văn phòng hiện trong tin nhắn", read_name, is_needed=True),
    Question("admin", "Quản trị",
             "Họ tên người quản trị đầu tiên (xem được và làm được mọi việc của văn phòng)", read_name, is_needed=True),
    Question("admin_phone", "Điện thoại quản trị", "Điện thoại của người quản trị", read_number),
    Question("new_code", "Cấp mã tham gia mới cho quản trị",
             "Cấp mã tham gia mới cho người quản trị? Mã cũ chưa dùng sẽ hết hiệu lực", read_choice, is_needed=True),
    Question("telegram_token", "Mã bot Telegram", "Mã bot Telegram do BotFather đưa (không dùng Telegram: Enter)",
             read_telegram_token, is_secret=True),
    Question("telegram_proxy", "Proxy tới Telegram",
             "Proxy tới Telegram, ví dụ socks5://127.0.0.1:1080; tại Việt Nam thường cần (không cần: Enter)",
             setting(proxy_address, "Proxy"), is_secret=True),
    Question("zalo_tokens", "Mã bot Zalo",
             "Mã bot Zalo trong tin nhắn của Zalo Bot Manager; nhiều bot cách nhau dấu phẩy (không dùng Zalo: Enter)",
             setting(read_zalo_tokens, "Mã bot Zalo"), is_secret=True),
    Question("zalo_names", "Tên bot Zalo",
             "Tên hiện ra của các bot Zalo, cùng thứ tự, cách nhau dấu phẩy; cần để nhận ra “@Bot …” trong nhóm",
             setting(listed, "Tên bot Zalo"), is_needed=True),
    Question("public_url", "Địa chỉ công khai",
             "Địa chỉ https công khai của máy này, để nhận tin qua webhook và gửi tệp cho Zalo bằng liên kết.\n"
             "  Máy trong văn phòng, sau bộ chia mạng, thường không có: Enter, trợ lý tự hỏi tin",
             setting(https_address, "Địa chỉ công khai")),
)  # fmt: skip
BY_FIELD = {question.field: question for question in QUESTIONS}


def proposed(field: str, answers: Answers) -> str:
    """What is offered for an answer that is still empty."""
    match field:
        case "kind" if answers.name:
            kind = kind_of(answers.name)
            # A union that has an office is hardly ever a grassroots one, unless its name says so.
            is_upper = kind is UnitKind.GRASSROOTS and not re.search(r"\b(?:cdcs|co so)\b", fold(answers.name))
            return KIND_WORDS[UnitKind.UPPER if is_upper else kind]
        case "code":
            return code_for(answers.name)
        case "office_name" if answers.name:
            return f"Văn phòng {answers.name}"
        case _:
            return ""


def displayed(question: Question, answers: Answers) -> str:
    """An answer as it may be seen over somebody's shoulder."""
    value: str = getattr(answers, question.field)
    if question.field == "place" and "://" not in value:
        return f"{value} ({Path(value).resolve()})"
    if not value:
        return "không" if question.is_secret or question.field == "public_url" else "(trống)"
    return hidden(value) if question.is_secret or ("://" in value and question.field == "place") else value


def hidden(value: str) -> str:
    """'123456:…': which bot, and nothing that would let anybody speak as it."""
    if "://" in value:
        scheme, _, rest = value.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"
    return ", ".join(f"{token.partition(':')[0]}:…" for token in value.split(","))
