"""Which settings there are, what they mean, and their values: read once, passed down."""

import difflib
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from bot import env_file as files

PREFIXES = ("TELEGRAM_", "ZALO_")
"""Names in the environment that are surely meant for us, so that a misspelt one is noticed."""


PORT_MAX = 65535
ZALO_TOKEN = re.compile(r"\d+:\S+", re.ASCII)


class SettingError(Exception):
    """A setting that cannot be used; the text is for the operator."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the README and `.env.example` list it."""

    name: str
    default: str
    help: str
    is_secret: bool = False


SETTINGS = (
    Setting("HOST", "127.0.0.1", "Địa chỉ mở trang trò chuyện và nhận webhook. Bản dùng thử chỉ nhận 127.0.0.1."),
    Setting("PORT", "8080", "Cổng của trang trò chuyện; cổng bận thì cổng trống kế tiếp được dùng và báo rõ."),
    Setting("DATABASE_URL", "", "Trống: SQLite trong DATA_DIR. Nhiều máy: postgresql://tên:mật-khẩu@máy/cơ-sở."),
    Setting("DATA_DIR", "data", "Thư mục giữ cơ sở dữ liệu SQLite."),
    Setting("DEMO", "auto", "auto: cơ sở mới là bản dùng thử khi chưa có mã bot nào; on: luôn; off: không."),
    Setting("OFFICE_NAME", "", "Tên văn phòng hiện trong tin nhắn, ví dụ: Văn phòng Công đoàn xã Suối Mây."),
    Setting("OFFICE_PHONE", "", "Số điện thoại văn phòng, để cán bộ gọi khi cần."),
    Setting("TELEGRAM_TOKEN", "", "Mã bot do BotFather cấp. Để trống: không dùng Telegram.", is_secret=True),
    Setting("TELEGRAM_PROXY", "", "Proxy để tới Telegram, ví dụ socks5://127.0.0.1:1080 (tại Việt Nam thường cần)."),
    Setting("TELEGRAM_BASE_URL", "", "Máy chủ Bot API khác máy chủ chính thức, ví dụ máy chủ riêng của văn phòng."),
    Setting("TELEGRAM_RATE", "28", "Số tin mỗi giây gửi qua Telegram; nền tảng cho khoảng 30."),
    Setting("ZALO_BOT_TOKENS", "", "Mã các bot Zalo, cách nhau dấu phẩy. Để trống: không dùng Zalo.", is_secret=True),
    Setting("ZALO_BOT_NAMES", "", "Tên hiện ra của các bot Zalo, cùng thứ tự với mã, cách nhau dấu phẩy."),
    Setting("ZALO_BOT_BASE_URL", "", "Máy chủ Zalo Bot khác máy chủ chính thức; chỉ để thử."),
    Setting("ZALO_RATE", "1", "Số tin mỗi giây gửi qua một bot Zalo; Zalo không công bố mức."),
    Setting("ZALO_MONTH_MAX", "3000", "Số tin mỗi tháng của một bot Zalo, cả tin đến và tin đi; gói miễn phí: 3000."),
    Setting("ZALO_USERS_MAX", "50", "Số người một bot Zalo phục vụ được; gói miễn phí: 50."),
    Setting("ZALO_GROUPS_MAX", "3", "Số nhóm một bot Zalo vào được; gói miễn phí: 3."),
    Setting("PUBLIC_URL", "", "Địa chỉ https công khai của máy này. Có: nhận tin qua webhook. Trống: tự hỏi tin."),
    Setting("WEBHOOK_SECRET", "", "Khoá của webhook (A-Z a-z 0-9 _ -). Trống: tự tạo, giữ trong cơ sở dữ liệu.",
            is_secret=True),
    Setting("QUIET_HOURS", "20:00-07:00", "Giờ không làm phiền: tin tự động chờ tới sau giờ này."),
    Setting("DOCUMENT_MAX_MB", "20", "Tệp văn bản lớn nhất được nhận, tính bằng MB; qua Telegram không quá 20."),
    Setting("DOCUMENT_MAX_PAGES", "1000", "Văn bản dài nhất được đọc, tính bằng trang."),
    Setting("DOCUMENT_MAX_MINUTES", "10", "Thời gian đọc lâu nhất cho một văn bản, tính bằng phút."),
    Setting("LOG_LEVEL", "info", "Mức ghi nhật ký: debug, info, warning, error."),
    Setting("TEST_DATABASE_URL", "", "Chỉ cho `make test`, chỉ đọc từ môi trường, không từ .env: PostgreSQL để thử."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when until when nothing is pushed, over midnight if need be."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. `quiet_hours` is None when the office wants none."""

    host: str = "127.0.0.1"
    port: int = 8080
    database_url: str = field(default="", repr=False)
    data_dir: Path = Path("data")
    demo: str = "auto"
    office_name: str = ""
    office_phone: str = ""
    telegram_token: str = field(default="", repr=False)
    telegram_proxy: str = field(default="", repr=False)
    telegram_base_url: str = ""
    telegram_rate: float = 28.0
    zalo_bot_tokens: tuple[str, ...] = field(default=(), repr=False)
    zalo_bot_names: tuple[str, ...] = ()
    zalo_bot_base_url: str = ""
    zalo_rate: float = 1.0
    zalo_month_max: int = 3000
    zalo_users_max: int = 50
    zalo_groups_max: int = 3
    public_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    quiet_hours: QuietHours | None = field(default_factory=lambda: QuietHours(time(20), time(7)))
    document_max_mb: int = 20
    document_max_pages: int = 1000
    document_max_minutes: int = 10
    log_level: str = "info"
    test_database_url: str = field(default="", repr=False)

    @property
    def has_channel_token(self) -> bool:
        """Whether a platform is configured; the demo must never meet one."""
        return bool(self.telegram_token or self.zalo_bot_tokens)

    @property
    def is_loopback(self) -> bool:
        """Whether the page is reachable from this machine only."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_settings(environment: Mapping[str, str], env_file: Path | None) -> Settings:
    """The environment over the file over the defaults. Raises `SettingError` with one line for the operator."""
    known = {setting.name for setting in SETTINGS}
    try:
        written = files.read(env_file) if env_file else {}
    except files.BrokenFile as error:
        raise SettingError(str(error)) from None
    for name in written:
        if name not in known:
            raise SettingError(unknown_name(name, f"trong {env_file}"))
    for name in environment:
        if name.startswith(PREFIXES) and name not in known:
            raise SettingError(unknown_name(name, "trong biến môi trường"))
    values = {name: (environment.get(name) or written.get(name) or "").strip() for name in known}
    return parse(values)


def unknown_name(name: str, where: str) -> str:
    """Says which name is unknown and which one was probably meant."""
    near = difflib.get_close_matches(name.upper(), [setting.name for setting in SETTINGS], n=1)
    hint = f" Có phải là {near[0]}?" if near else " Xem danh sách trong .env.example."
    return f"Không có thiết lập {name} ({where}).{hint}"


def parse(values: Mapping[str, str]) -> Settings:
    """Typed values from texts; an empty text means the default."""
    defaults = Settings()
    parsers = {
        "PORT": whole_number(0, 65535),
        "DATA_DIR": lambda _, text: Path(text),
        "DEMO": one_of("auto", "on", "off"),
        "TELEGRAM_RATE": positive,
        "ZALO_BOT_TOKENS": zalo_tokens,
        "ZALO_BOT_NAMES": listed,
        "ZALO_BOT_BASE_URL": https_address,
        "ZALO_RATE": positive,
        "ZALO_MONTH_MAX": whole_number(1, 10_000_000),
        "ZALO_USERS_MAX": whole_number(1, 10_000_000),
        "ZALO_GROUPS_MAX": whole_number(0, 10_000_000),
        "QUIET_HOURS": quiet_hours,
        "DOCUMENT_MAX_MB": whole_number(1, 200),
        "DOCUMENT_MAX_PAGES": whole_number(1, 100_000),
        "DOCUMENT_MAX_MINUTES": whole_number(1, 24 * 60),
        "LOG_LEVEL": one_of("debug", "info", "warning", "error"),
        "PUBLIC_URL": https_address,
        "WEBHOOK_SECRET": secret,
        "DATABASE_URL": database_address,
        "TELEGRAM_PROXY": proxy_address,
    }
    found: dict[str, object] = {}
    for item in fields(defaults):
        name = item.name.upper()
        text = values.get(name, "")
        if text:
            found[item.name] = parsers[name](name, text) if name in parsers else text
    settings = Settings(**found)  # type: ignore[arg-type] # every parser gives the type of its field
    if settings.zalo_bot_names and len(settings.zalo_bot_names) != len(settings.zalo_bot_tokens):
        raise SettingError("ZALO_BOT_NAMES cần đúng một tên cho mỗi mã trong ZALO_BOT_TOKENS, cùng thứ tự.")
    return settings


def listed(_name: str, text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def zalo_tokens(name: str, text: str) -> tuple[str, ...]:
    """One token for each bot, never repeated in an error; two of one bot would answer everybody twice."""
    tokens = listed(name, text)
    if not all(ZALO_TOKEN.fullmatch(token) for token in tokens):
        raise SettingError(f"{name}: mỗi mã có dạng 12345689:abc-xyz, chép nguyên từ tin nhắn của Zalo Bot Manager.")
    if len({token.partition(":")[0] for token in tokens}) < len(tokens):
        raise SettingError(f"{name}: có bot được nêu hai lần.")
    return tokens


def whole_number(least: int, most: int):  # type: ignore[no-untyped-def] # a parser of the table above
    """A parser of whole numbers within bounds."""

    def parser(name: str, text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise SettingError(f"{name} phải là số từ {least} đến {most}, không phải “{text}”.")
        return int(text)

    return parser


def one_of(*choices: str):  # type: ignore[no-untyped-def] # a parser of the table above
    """A parser of one word out of several."""

    def parser(name: str, text: str) -> str:
        if text.lower() not in choices:
            raise SettingError(f"{name} phải là một trong: {', '.join(choices)}; không phải “{text}”.")
        return text.lower()

    return parser


def positive(name: str, text: str) -> float:
    """A number above zero, with a point or a comma."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0.0
    if not 0 < number < 10_000:
        raise SettingError(f"{name} phải là số lớn hơn 0, không phải “{text}”.")
    return number


def quiet_hours(name: str, text: str) -> QuietHours | None:
    """'20:00-07:00', or 'off' for none."""
    if text.lower() in {"off", "0"}:
        return None
    try:
        start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise SettingError(f"{name} viết như 20:00-07:00 hoặc off, không phải “{text}”.") from None
    return QuietHours(start, end)


def https_address(name: str, text: str) -> str:
    """A public address without a slash at its end; platforms call nothing but https, tests use loopback."""
    if not text.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise SettingError(f"{name} phải bắt đầu bằng https://, không phải “{text}”.")
    return text.rstrip("/")


def secret(name: str, text: str) -> str:
    """What Telegram and Zalo both accept as a webhook's secret."""
    if not (8 <= len(text) <= 256 and all(c.isascii() and (c.isalnum() or c in "_-") for c in text)):
        raise SettingError(f"{name} cần 8 đến 256 ký tự A-Z a-z 0-9 _ -.")
    return text


def database_address(name: str, text: str) -> str:
    """An address of a database we know; never repeated in an error, since it may hold a password."""
    if not text.startswith(("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")):
        raise SettingError(f"{name} phải bắt đầu bằng postgresql:// hoặc sqlite:///.")
    from sqlalchemy.engine import make_url  # only where an address is given: start-up counts
    from sqlalchemy.exc import ArgumentError

    try:
        port = make_url(text).port
    except (ArgumentError, ValueError):
        port = 0
    if port is not None and not 0 < port <= PORT_MAX:
        raise SettingError(f"Không hiểu {name}, thường vì cổng sai. Ví dụ: postgresql://tên:mật-khẩu@máy:5432/cơ-sở.")
    return text


def proxy_address(name: str, text: str) -> str:
    """A proxy of a kind we can use; never repeated in an error, since it may hold a password."""
    kinds = ("http", "https", "socks5", "socks5h")
    try:
        parts = urlsplit(text)
        is_usable = parts.scheme in kinds and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise SettingError(f"{name} viết như socks5://127.0.0.1:1080; các loại: {', '.join(kinds)}.")
    return text
