"""What may a bot ask, and what does Zalo answer? Each method gives its result or raises `Refused`.

Whatever has to wait for somebody else stands in `app`: the long poll, the fetching of a photo, the test of a webhook.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.zalo_platform.platform import Bot, Hook, Platform, Refused, Shown
from tests.zalo_platform.shapes import Json

TEXT_MAX = 2000
PARSE_MODES = ("markdown", "html")
STYLE_KEYS = {"start", "len", "st"}
MARKS = ("**", "~~", "`")
PRIVATE_HOST = re.compile(r"localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[?::1")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it was fetched."""

    url: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of a known bot. `uploads` are the names of files that came as multipart."""

    platform: Platform
    bot: Bot
    parameters: Json
    uploads: tuple[str, ...] = ()
    photo: Photo | None = None


KNOWN = {
    "getMe": (),
    "getUpdates": ("timeout",),
    "setWebhook": ("url", "secret_token"),
    "deleteWebhook": (),
    "getWebhookInfo": (),
    "testWebhook": (),
    "sendMessage": ("chat_id", "text", "parse_mode", "text_styles"),
    "sendPhoto": ("chat_id", "photo", "caption"),
    "sendSticker": ("chat_id", "sticker"),
    "sendVoice": ("chat_id", "voice_url"),
    "sendChatAction": ("chat_id", "action"),
}
"""Every method there is, with the parameters it heeds. The rest does not exist: no edits, no files, no buttons."""


def get_me(asked: Asked) -> Json:
    """Who the bot is."""
    bot = asked.bot
    named = {"display_name": bot.name} if asked.platform.switches.says_display_name else {}
    return {
        "id": bot.id, "account_name": f"bot.{bot.id}", "account_type": bot.account_type,
        "can_join_groups": bot.can_join_groups, **named,
    }  # fmt: skip


def send_message(asked: Asked) -> Json:
    """A text, of 1 to 2,000 characters."""
    text = _text(asked, "text", required=True)
    mode = str(asked.parameters.get("parse_mode") or "")
    if mode and mode not in PARSE_MODES:
        raise Refused(400, "Bad Request: unsupported parse_mode")
    styled = not mode and bool(_styles(asked.parameters.get("text_styles")))
    if mode == "markdown" and asked.platform.switches.strict_markdown and is_stray(text):
        raise Refused(400, "Bad Request: can't parse markdown")
    return _shown(asked, "text", text, parse_mode=mode, styled=styled)


def send_photo(asked: Asked) -> Json:
    """A photo that anybody can fetch."""
    assert asked.photo
    return _shown(asked, "photo", _text(asked, "caption"), photo=asked.photo)


def send_sticker(asked: Asked) -> Json:
    """A sticker by its id."""
    return _shown(asked, "sticker", _required(asked, "sticker"))


def send_voice(asked: Asked) -> Json:
    """A voice; in a group it is taken and never arrives."""
    voice, chat = _required(asked, "voice_url"), _required(asked, "chat_id")
    if chat in asked.bot.groups:
        asked.platform.admit(asked.bot, chat)
        return _sent(asked, asked.platform.new_id(chat))
    return _shown(asked, "voice", "", photo=Photo(voice, "audio/aac", 0))


def send_chat_action(asked: Asked) -> None:
    """'typing'. There is no result."""
    action, chat = _required(asked, "action"), _required(asked, "chat_id")
    if action != "typing":
        raise Refused(400, "Bad Request: unsupported action")
    asked.platform.admit(asked.bot, chat)


def set_webhook(asked: Asked) -> Json:
    """Keeps the address, whatever its test will say."""
    url, secret = _required(asked, "url"), _required(asked, "secret_token")
    if not 8 <= len(secret) <= 256:
        raise Refused(400, "Bad Request: secret_token must be 8 to 256 characters")
    parts = urlsplit(url)
    loopback = asked.platform.switches.loopback and parts.scheme == "http"
    if not parts.hostname or (parts.scheme != "https" and not loopback):
        raise Refused(400, "Bad Request: url must be https")
    asked.bot.hook, asked.bot.ever_hooked = Hook(url, secret, _milliseconds(asked)), True
    return {"url": url, "updated_at": asked.bot.hook.updated_at}


def delete_webhook(asked: Asked) -> Json:
    """Refused when there never was one."""
    if not asked.bot.ever_hooked:
        raise Refused(400, "Bad Request: webhook was never set")
    asked.bot.hook = None
    return {"url": "", "updated_at": _milliseconds(asked)}


def get_webhook_info(asked: Asked) -> Json:
    """Refused when there is none."""
    if asked.bot.hook is None:
        raise Refused(404, "Not Found")
    return {"url": asked.bot.hook.url, "updated_at": asked.bot.hook.updated_at}


def count_webhook_test(asked: Asked) -> None:
    """Raises `Refused` when there is nothing to test, or the day's tests are used up."""
    get_webhook_info(asked)
    day = f"{asked.platform.now:%Y-%m-%d}"
    if asked.bot.tests.get(day, 0) >= asked.platform.switches.webhook_tests_max:
        raise Refused(426, "Daily limit of webhook tests reached")
    asked.bot.tests[day] = asked.bot.tests.get(day, 0) + 1


METHODS: Mapping[str, Callable[[Asked], Json | None]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendSticker": send_sticker,
    "sendVoice": send_voice,
    "sendChatAction": send_chat_action,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
"""The methods that need nobody else."""


def photo_address(asked: Asked) -> str:
    """Where the photo is to be fetched. Raises `Refused` when Zalo would not go there."""
    if asked.uploads and not asked.platform.switches.takes_uploads:
        raise Refused(400, "Bad Request: photo must be a public URL")
    url = "upload:" if asked.uploads else _required(asked, "photo")
    _text(asked, "caption")
    asked.platform.admit(asked.bot, _required(asked, "chat_id"))
    if not asked.uploads and (urlsplit(url).scheme not in ("http", "https") or is_walled(asked.platform, url)):
        raise Refused(400, "Bad Request: photo must be a public URL")
    return url


def is_walled(platform: Platform, url: str) -> bool:
    """Whether Zalo refuses to call that host."""
    return not platform.switches.loopback and bool(PRIVATE_HOST.match(urlsplit(url).hostname or ""))


def is_stray(text: str) -> bool:
    """Whether a mark or a brace of the text has no partner. '{red}gấp{/red}' is fine, '{x}' is not."""
    bare = re.sub(r"\{(red|orange|yellow|green)\}(.*?)\{/\1\}", r"\2", re.sub(r"\\[*_]", "", text), flags=re.DOTALL)
    return "{" in bare or "}" in bare or any(bare.count(mark) % 2 for mark in MARKS)


def length(text: str, *, code_points: bool) -> int:
    """How long Zalo takes the text to be."""
    return len(text) if code_points else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _text(asked: Asked, name: str, *, required: bool = False) -> str:
    value = asked.parameters.get(name)
    if value is None and not required:
        return ""
    text = value if isinstance(value, str) else ""
    if not 1 <= length(text, code_points=asked.platform.switches.code_points) <= TEXT_MAX:
        raise Refused(400, f"Bad Request: {name} must be 1 to {TEXT_MAX} characters")
    return text


def _required(asked: Asked, name: str) -> str:
    value = asked.parameters.get(name)
    if not isinstance(value, str) or not value:
        raise Refused(400, f"Bad Request: {name} is required")
    return value


def _styles(value: object) -> list[object]:
    try:
        styles = json.loads(value) if isinstance(value, str) and value else value or []
    except ValueError:
        styles = None
    if not isinstance(styles, list) or not all(isinstance(one, dict) and set(one) == STYLE_KEYS for one in styles):
        raise Refused(400, "Bad Request: text_styles is malformed")
    return styles


def _shown(
    asked: Asked, kind: str, text: str, *, photo: Photo | None = None, parse_mode: str = "", styled: bool = False
) -> Json:
    platform, chat = asked.platform, _required(asked, "chat_id")
    with platform.lock:
        platform.admit(asked.bot, chat)
        message_id = platform.new_id(chat)
        media = photo or Photo("", "", 0)
        platform.show(
            asked.bot,
            Shown(
                asked.bot.id, chat, kind, text, message_id, platform.now, media.url, media.media_type, media.size,
                parse_mode, styled,
            ),
        )  # fmt: skip
    return _sent(asked, message_id)


def _sent(asked: Asked, message_id: str) -> Json:
    return {"message_id": message_id, "date": _milliseconds(asked)}


def _milliseconds(asked: Asked) -> int:
    return int(asked.platform.now.timestamp() * 1000)
