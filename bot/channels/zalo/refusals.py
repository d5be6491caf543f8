"""What does a failed call to Zalo mean for the message that was to be sent?

Zalo knows no key by which it would notice a message sent twice: what it may have taken is never tried again.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from bot.channels.contract import SendError, Verdict
from bot.channels.zalo.client import Garbled, NotWritten, Refusal, ZaloError

WAIT_NETWORK_SECONDS = 2.0
WAIT_GATEWAY_SECONDS = 60.0
WAIT_TOKEN_SECONDS = 300.0
WAIT_QUOTA_SECONDS = 60.0
WAIT_TROUBLE_SECONDS = 60.0
TROUBLES_MAX = 5
"""So often may Zalo say “403 Internal server error” to one message: a chat for which it always does is gone."""

OF_THE_CHAT = re.compile(r"\b(?:chat|user|recipient|group|member|block)", re.IGNORECASE)
"""A refusal that speaks of the chat and not of the message: nothing we write will arrive there."""


@contextmanager
def refusals() -> Iterator[None]:
    """Turns what a call to Zalo raises into a `SendError`."""
    try:
        yield
    except ZaloError as error:
        raise refusal(error) from error


def refusal(error: ZaloError) -> SendError:
    """The verdict on a message whose sending ended so."""
    match error:
        case NotWritten():
            return SendError(Verdict.RETRY, str(error), wait_seconds=WAIT_NETWORK_SECONDS, stops_bot=True)
        case Refusal():
            return _refused(error, str(error))
        case Garbled():
            return _garbled(error.status, str(error))
        case _:
            return SendError(Verdict.UNSURE, str(error))


def _refused(error: Refusal, reason: str) -> SendError:
    """Zalo said no in its own form, so it was not taken; but for a time-out and trouble further inside."""
    code = error.code
    if code == 401:
        # Every message would be refused alike: keep them all for the day the office puts the token right.
        return SendError(Verdict.RETRY, reason, wait_seconds=WAIT_TOKEN_SECONDS, http_status=code, stops_bot=True)
    if code == 403:  # “Internal server error” in Zalo's list of codes, and no word on what follows
        wait = WAIT_TROUBLE_SECONDS
        return SendError(Verdict.RETRY, reason, wait_seconds=wait, http_status=code, tries_max=TROUBLES_MAX)
    if code == 429:
        return SendError(Verdict.QUOTA, reason, wait_seconds=WAIT_QUOTA_SECONDS, http_status=code)
    if code == 408 or 500 <= code < 600:
        return SendError(Verdict.UNSURE, reason, http_status=code)
    is_gone = code in {400, 404} and OF_THE_CHAT.search(error.description)
    return SendError(Verdict.UNREACHABLE if is_gone else Verdict.DROP, reason, http_status=code)


def _garbled(status: int, reason: str) -> SendError:
    """Somebody between us and Zalo answered; a 4xx of theirs is no person's refusal and was passed on to nobody."""
    if status == 413:
        return SendError(Verdict.DROP, reason, http_status=status)
    if status == 429:
        return SendError(Verdict.QUOTA, reason, wait_seconds=WAIT_QUOTA_SECONDS, http_status=status)
    if 400 <= status < 500 and status != 408:
        return SendError(Verdict.RETRY, reason, wait_seconds=WAIT_GATEWAY_SECONDS, http_status=status, stops_bot=True)
    return SendError(Verdict.UNSURE, reason, http_status=status)
