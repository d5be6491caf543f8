"""Updates of Telegram in, our words out: one table of payloads, and bytes from anywhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import Peek, Unreadable
from bot.channels.telegram.reading import Me, NameUnknown, peek, read
from handlers.messages import Address, Attached, BotId, Chat, Inbound, Kind
from knowledge.dates import VIETNAM
from tests.channels.oracle import objections_to_update

ME = Me(666, "tro_ly_thu_bot")
RECEIVED = datetime(2026, 11, 21, 9, 30, tzinfo=VIETNAM)
PAYLOADS = Path(__file__).parent / "payloads" / "telegram"


@dataclass(frozen=True, slots=True)
class Case:
    """A raw update, and what it means to us."""

    name: str
    update: Mapping[str, object]
    expected: Mapping[str, object] | str | None
    is_genuine: bool
    """Whether Telegram could send it."""


def cases() -> list[Case]:
    return [
        Case(f"{file.stem}: {row['case']}", row["update"], row["expected"], row.get("genuine", True))
        for file in sorted(PAYLOADS.glob("*.json"))
        for row in json.loads(file.read_text("utf-8"))
    ]


CASES = cases()


def expected_inbound(row: Mapping[str, object]) -> Inbound:
    """The `expected` of a payload file; what is left out has its default."""
    return Inbound(
        id=str(row["id"]),
        sender=Address(str(row["sender"])),
        chat=Chat(BotId("telegram:666"), str(row["chat"]), is_group=bool(row["is_group"])),
        text=str(row["text"]),
        at=datetime.fromisoformat(str(row["at"])),
        kind=Kind(str(row.get("kind", "text"))),
        addressed=bool(row.get("addressed", True)),
        name=str(row.get("name", "")),
        detail=str(row.get("detail", "")),
        callback=str(row.get("callback", "")),
        title=str(row.get("title", "")),
        attached=Attached(**attached) if isinstance(attached := row.get("attached"), dict) else None,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_update_is_read(case: Case) -> None:
    body = json.dumps(case.update).encode()
    match case.expected:
        case None:
            assert read(body, ME, RECEIVED) is None
        case str():
            with pytest.raises(Unreadable):
                read(body, ME, RECEIVED)
        case row:
            assert read(body, ME, RECEIVED) == expected_inbound(row)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_update_is_one_that_telegram_could_send(case: Case) -> None:
    assert (objections_to_update(case.update) == []) is case.is_genuine


def test_every_kind_has_a_payload() -> None:
    assert {expected_inbound(case.expected).kind for case in CASES if isinstance(case.expected, Mapping)} == set(Kind)


def test_moments_are_vietnams() -> None:
    inbound = read(json.dumps(CASES[0].update).encode(), ME, RECEIVED)
    assert inbound is not None
    assert inbound.at.utcoffset() == VIETNAM.utcoffset(None)


NAMELESS = [
    pytest.param("/tiendo@tro_ly_thu_bot", "bot_command", id="a command that names a bot"),
    pytest.param("@tro_ly_thu_bot hạn nộp?", "mention", id="a name"),
]


@pytest.mark.parametrize(("text", "kind"), NAMELESS)
def test_before_telegram_told_our_name_an_update_that_names_somebody_waits(text: str, kind: str) -> None:
    entity = {"type": kind, "offset": 0, "length": len(text.split(maxsplit=1)[0])}
    with pytest.raises(NameUnknown):
        read(group_message(text, entity), Me(666), RECEIVED)
    assert read(group_message(text, entity), ME, RECEIVED) is not None


def test_before_telegram_told_our_name_plain_talk_is_read() -> None:
    inbound = read(group_message("chiều nay họp"), Me(666), RECEIVED)
    assert inbound is not None
    assert not inbound.addressed


def group_message(text: str, *entities: Mapping[str, object]) -> bytes:
    sender = {"id": 81, "is_bot": False, "first_name": "Lan"}
    chat = {"id": -500, "type": "group", "title": "Tổ"}
    message = {"message_id": 1, "date": 0, "from": sender, "chat": chat, "text": text, "entities": list(entities)}
    return json.dumps({"update_id": 1, "message": message}).encode()


PEEKS = [
    pytest.param('{"update_id": 7, "message": {"chat": {"id": 81}}}', Peek("7", "81"), id="a message"),
    pytest.param('{"update_id": 7, "edited_message": {"chat": {"id": -5}}}', Peek("7", "-5"), id="a group's"),
    pytest.param('{"update_id": 7, "callback_query": {"message": {"chat": {"id": 81}}}}', Peek("7", "81"), id="a tap"),
    pytest.param('{"update_id": 7, "my_chat_member": {"chat": {"id": 81}}}', Peek("7", "81"), id="a membership"),
    pytest.param('{"update_id": 7, "hologram": {"chat": {"id": 81}}}', Peek("7", "81"), id="a kind of tomorrow"),
    pytest.param('{"update_id": 7, "poll_answer": {"user": {"id": 81}}}', Peek("7", "0"), id="one without a chat"),
    pytest.param('{"update_id": 7}', Peek("7", "0"), id="a number alone"),
    pytest.param('{"update_id": 7, "message": {"chat": {"id": "81"}}}', Peek("7", "0"), id="a chat that is a word"),
    pytest.param('{"update_id": 7, "message": {"chat": [81]}}', Peek("7", "0"), id="a chat that is a list"),
    pytest.param('{"update_id": 7, "message": []}', Peek("7", "0"), id="a message that is a list"),
    pytest.param('{"update_id": "7"}', None, id="a number in quotes"),
    pytest.param('{"update_id": true}', None, id="a number that is true"),
    pytest.param('{"update_id": 7.5}', None, id="a broken number"),
    pytest.param('{"message": {"chat": {"id": 81}}}', None, id="no number"),
    pytest.param("[7]", None, id="a list"),
    pytest.param("null", None, id="nothing"),
    pytest.param("", None, id="an empty body"),
    pytest.param('{"update_id": 7', None, id="half a body"),
    pytest.param("[" * 100_000, None, id="a hundred thousand brackets"),
    pytest.param('{"update_id": ' + "9" * 5000 + "}", None, id="a number without end"),
]


@pytest.mark.parametrize(("body", "seen"), PEEKS)
def test_peek_sees_number_and_chat(body: str, seen: Peek | None) -> None:
    assert peek(body.encode()) == seen


@given(st.binary())
def test_peek_takes_any_bytes(body: bytes) -> None:
    seen = peek(body)
    assert seen is None or seen.event_id


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
EVENT_KEYS = st.sampled_from(
    ["message", "edited_message", "callback_query", "my_chat_member", "chat", "id", "from", "text", "date", "data"]
)


@given(st.dictionaries(EVENT_KEYS, st.dictionaries(EVENT_KEYS, JSON) | JSON), st.integers())
def test_whatever_an_update_holds_it_is_read_ignored_or_parked(event: dict[str, object], number: int) -> None:
    body = json.dumps({"update_id": number, **event}).encode()
    assert peek(body) is not None
    try:
        inbound = read(body, ME, RECEIVED)
    except Unreadable:
        return
    assert inbound is None or inbound.chat.bot == "telegram:666"


@given(st.sampled_from([case.update for case in CASES]), st.data())
def test_a_genuine_update_with_one_field_spoilt_is_read_ignored_or_parked(
    update: Mapping[str, object], data: st.DataObject
) -> None:
    spoilt = json.loads(json.dumps(update))
    holder = spoilt
    while isinstance(holder, dict) and holder:
        name = data.draw(st.sampled_from(sorted(holder)))
        if not isinstance(holder[name], dict) or data.draw(st.booleans()):
            holder[name] = data.draw(JSON)
            break
        holder = holder[name]
    try:
        read(json.dumps(spoilt).encode(), ME, RECEIVED)
    except Unreadable:
        return
