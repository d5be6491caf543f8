"""What a test in another process may do: `POST /_ctl/<verb>` with JSON, `GET /_ctl/outbox?chat_id=`."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta

from tests.zalo_platform.faults import Fault, Trouble
from tests.zalo_platform.platform import NAME, TOKEN, Platform
from tests.zalo_platform.shapes import Json, Sent, Spoken
from tests.zalo_platform.switches import PhotoField, Queue

Verb = Callable[[Platform, Json], object]


def control(platform: Platform, verb: str, given: Json) -> object:
    """Does what is asked. Raises `KeyError`, `TypeError` or `ValueError` when it makes no sense."""
    return VERBS[verb](platform, given)


def _bot(platform: Platform, given: Json) -> object:
    return platform.add_bot(
        str(given.get("token", TOKEN)),
        str(given.get("name", NAME)),
        account_type=str(given.get("account_type", "BASIC")),
        can_join_groups=bool(given.get("can_join_groups", False)),
    )


def _spoken(given: Json) -> Spoken:
    return Spoken(
        str(given.get("text", "")),
        Sent(str(given.get("kind", "text"))),
        str(given.get("media", Spoken().media)),
        bool(given.get("is_bot", False)),
    )


def _user_message(platform: Platform, given: Json) -> object:
    return platform.user_message(
        str(given["bot"]), str(given["person"]), _spoken(given), name=str(given.get("name", ""))
    )


def _group_message(platform: Platform, given: Json) -> object:
    return platform.group_message(
        str(given["bot"]), str(given["group"]), str(given["person"]), _spoken(given),
        replies=bool(given.get("replies", False)),
    )  # fmt: skip


def _clock(platform: Platform, given: Json) -> object:
    """`{"days": 31}` or `{"seconds": 5}`: forwards only."""
    platform.advance(timedelta(days=float(str(given.get("days", 0))), seconds=float(str(given.get("seconds", 0)))))
    return platform.now.isoformat()


def _fault(platform: Platform, given: Json) -> object:
    if given.get("trouble") is None:
        platform.mend()
        return None
    platform.fault(
        Fault(
            Trouble(str(given["trouble"])), str(given.get("method", "sendMessage")), int(str(given.get("times", 1))),
            bool(given.get("taken", False)), float(str(given.get("seconds", 60))),
        )
    )  # fmt: skip
    return None


def _switches(platform: Platform, given: Json) -> object:
    kinds: Mapping[str, Callable[[str], object]] = {"queue": Queue, "photo_field": PhotoField}
    platform.switch(**{name: kinds[name](str(value)) if name in kinds else value for name, value in given.items()})
    return asdict(platform.switches)


VERBS: Mapping[str, Verb] = {
    "bot": _bot,
    "user_message": _user_message,
    "group_message": _group_message,
    "clock": _clock,
    "fault": _fault,
    "switches": _switches,
    "join_group": lambda platform, given: platform.join_group(str(given["bot"]), str(given["group"])),
    "leave_group": lambda platform, given: platform.leave_group(str(given["bot"]), str(given["group"])),
    "block": lambda platform, given: platform.block(str(given["bot"]), str(given["person"])),
    "unblock": lambda platform, given: platform.unblock(str(given["bot"]), str(given["person"])),
    "revoke": lambda platform, given: platform.revoke(str(given["bot"])),
    "outbox": lambda platform, given: [
        asdict(row) for row in platform.outbox(str(given.get("bot", "")), str(given.get("chat_id", "")))
    ],
    "calls": lambda platform, given: [asdict(call) for call in platform.calls],
    "deliveries": lambda platform, given: [asdict(one) for one in platform.deliveries],
    "used": lambda platform, given: platform.used(str(given["bot"])),
}
