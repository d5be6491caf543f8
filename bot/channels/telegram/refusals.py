"""What does a failed call to Telegram mean for the message that was to be sent?"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.contract import SendError, Verdict

REASON_MAX = 300
STATUS = re.compile(r"\((\d{3})\)")
WAIT_FLOOD_SECONDS = 5.0
"""For a 429 that does not say how long."""
WAIT_NETWORK_SECONDS = 2.0
WAIT_GATEWAY_SECONDS = 60.0
WAIT_TOKEN_SECONDS = 300.0

NOT_WRITTEN = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
"""Failures before the first byte of the request: surely not taken, and nobody else would get through either."""
GONE = (
    "chat not found",
    "user is deactivated",
    "group chat was deactivated",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "peer_id_invalid",
)
"""A 400 that speaks of the chat and not of the message: nothing we write will arrive there."""


@contextmanager
def refusals() -> Iterator[None]:
    """Turns whatever a call to Telegram raises into a `SendError`."""
    try:
        yield
    except TelegramError as error:
        raise refusal(error) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # The call went through and the answer made no sense: it may well have been taken.
        raise SendError(Verdict.UNSURE, f"unreadable answer: {error}"[:REASON_MAX]) from error


def refusal(error: TelegramError) -> SendError:
    """The verdict. `BadRequest` and `TimedOut` are kinds of `NetworkError`, so that class alone says nothing."""
    reason = error.message[:REASON_MAX]
    if isinstance(error.__cause__, TelegramError):
        return _gateway(reason)
    match error:
        case RetryAfter():
            return _flood(reason, _seconds(error))
        case ChatMigrated():
            return SendError(Verdict.MOVED, reason, http_status=400, moved_to=str(error.new_chat_id))
        case Forbidden():
            return SendError(Verdict.UNREACHABLE, reason, http_status=403)
        case InvalidToken() | EndPointNotFound():
            # Every message would be refused alike: keep them all for the day the office puts the token right.
            wait = WAIT_TOKEN_SECONDS
            return SendError(Verdict.RETRY, reason, wait_seconds=wait, http_status=401, stops_bot=True)
        case BadRequest():
            is_gone = any(sign in reason.lower() for sign in GONE)
            return SendError(Verdict.UNREACHABLE if is_gone else Verdict.DROP, reason, http_status=400)
        case Conflict():
            return SendError(Verdict.RETRY, reason, wait_seconds=WAIT_NETWORK_SECONDS, http_status=409)
        case _:
            return _trouble(error, reason)


def _trouble(error: TelegramError, reason: str) -> SendError:
    """What the library does not tell apart: no connection, no answer, a server's fault, the rarer refusals."""
    cause = error.__cause__
    if isinstance(cause, NOT_WRITTEN):
        return SendError(Verdict.RETRY, reason, wait_seconds=WAIT_NETWORK_SECONDS, stops_bot=True)
    if isinstance(cause, httpx.PoolTimeout):
        return SendError(Verdict.RETRY, reason, wait_seconds=WAIT_NETWORK_SECONDS)
    if isinstance(cause, httpx.HTTPError):
        return SendError(Verdict.UNSURE, reason)
    return _by_status(reason)


def _gateway(reason: str) -> SendError:
    """An error that does not speak Telegram's form comes from somebody between; its 403 is no person's refusal."""
    verdict = _by_status(reason)
    if verdict.verdict is Verdict.DROP and verdict.http_status != 413:
        wait, status = WAIT_GATEWAY_SECONDS, verdict.http_status
        return SendError(Verdict.RETRY, reason, wait_seconds=wait, http_status=status, stops_bot=True)
    return verdict


def _by_status(reason: str) -> SendError:
    """Where the library only says that something failed: the status stands in brackets, or the words name it."""
    found = STATUS.search(reason)
    status = int(found[1]) if found else None
    if status == 429 or "too many requests" in reason.lower():
        return _flood(reason, WAIT_FLOOD_SECONDS)
    if "too large" in reason.lower() or (status is not None and 400 <= status < 500):
        return SendError(Verdict.DROP, reason, http_status=status)
    return SendError(Verdict.UNSURE, reason, http_status=status)


def _flood(reason: str, wait_seconds: float) -> SendError:
    return SendError(Verdict.RETRY, reason, wait_seconds=wait_seconds, http_status=429, stops_bot=True)


def _seconds(error: RetryAfter) -> float:
    """The library gives a number or, asked by `PTB_TIMEDELTA`, a time span."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
