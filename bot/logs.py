"""What do the logs say, and what do they never say? No token, in no message and in no traceback."""

import logging
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

from knowledge.dates import VIETNAM

LINE = "{asctime} {levelname} {name} {message}"
SECRET_LENGTH_MIN = 6
"""A shorter secret would blank out ordinary words."""

STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "color_message"}
"""What every record has; uvicorn repeats its message in colours. The rest was given as `extra`."""

LEVELS = {
    "httpx": logging.WARNING,  # one line per call at INFO, with the token in its address
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,  # prints the token at DEBUG
    # What these say at INFO (plugins set up, jobs added, a server started) would fill a newcomer's first screen.
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "uvicorn": logging.WARNING,
}
HIDDEN = (
    (re.compile(r"(/bot\d+)(?::|%3A)[^/\s\"'<>]+", re.IGNORECASE), r"\1:***"),  # in an address, whatever its length
    (re.compile(r"\b(\d{3,})(?::|%3A)[\w-]{20,}", re.IGNORECASE), r"\1:***"),  # a bot's token: its number may be shown
    (re.compile(r"(://[^/\s:@]*):[^/\s@]+@"), r"\1:***@"),  # the password of a database or a proxy
)

log = logging.getLogger("bot")


class Redacted(logging.Formatter):
    """Formats a record whole, with its `extra` fields and its traceback, and then hides what is secret."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(LINE, style="{")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        return hide(super().format(record), self._secrets)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        said = [
            f"{name}={' '.join(str(value).split())}" for name, value in vars(record).items() if name not in STANDARD
        ]
        return " ".join([super().formatMessage(record), *said])

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - the name and the arguments are logging's
        return datetime.fromtimestamp(record.created, VIETNAM).isoformat(sep=" ", timespec="milliseconds")


def hide(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without tokens, passwords in addresses and the given secrets, plain or as an address writes them."""
    for secret in secrets:
        if len(secret) >= SECRET_LENGTH_MIN:
            text = text.replace(secret, "***").replace(quote(secret, safe=""), "***")
    for pattern, shown in HIDDEN:
        text = pattern.sub(shown, text)
    return text


def configure(level: str = "info", *, stream: TextIO | None = None, secrets: Iterable[str] = ()) -> None:
    """Sends every logger, warning and uncaught exception of this process through one redacting handler."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacted(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, least in LEVELS.items():
        logging.getLogger(name).setLevel(max(least, root.level))
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """A crash goes through the handler as well: the interpreter's own traceback would not be redacted."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
        return
    log.critical("process.crashed", exc_info=(kind, error, traceback))
