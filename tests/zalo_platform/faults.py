"""In which ways can a call go wrong, and did Zalo take the message all the same?"""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What the client meets."""

    BAD_GATEWAY = "bad_gateway"
    """502 and a page of HTML."""
    GATEWAY_TIMEOUT = "gateway_timeout"
    """504 and a page of HTML."""
    HANG = "hang"
    """Nothing for `seconds`, then the connection ends."""
    RESET = "reset"
    """The connection breaks off after the request was written."""
    DRIP = "drip"
    """The right answer, a few bytes at a time over `seconds`."""
    MALFORMED = "malformed"
    """200 and half of a JSON document."""
    QUOTA = "quota"
    """429 although the month's allowance is not used up."""
    INTERNAL = "internal"
    """403 'Internal server error'."""


REFUSALS = frozenset({Trouble.QUOTA, Trouble.INTERNAL})
"""A refusal in words is never a message that was taken."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The next `times` calls of `method` go wrong; `taken`: what they asked for is done all the same."""

    trouble: Trouble
    method: str = "sendMessage"
    times: int = 1
    taken: bool = False
    seconds: float = 60.0

    def __post_init__(self) -> None:
        assert not (self.taken and self.trouble in REFUSALS), "what is refused in words was not taken"


def accept_then_timeout(method: str = "sendMessage", times: int = 1, seconds: float = 60.0) -> Fault:
    """The message arrives and the client never hears of it."""
    return Fault(Trouble.HANG, method, times, taken=True, seconds=seconds)
