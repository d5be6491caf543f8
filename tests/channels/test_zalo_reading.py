"""Events of Zalo in, our words out: one table of payloads, and bytes from anywhere."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import Peek, Unreadable
from bot.channels.zalo.reading import SAID, Me, peek, read, without_our_name
from handlers.messages import Address, BotId, Chat, Inbound, Kind
from knowledge.dates import VIETNAM

ME = Me("12345689", ("Bot Thử Nghiệm", "bot.VDKyGxQvc"))
RECEIVED = datetime(2026, 11, 21, 9, 30, tzinfo=VIETNAM)
PAYLOADS = Path(__file__).parent / "payloads" / "zalo"
LAN = "6ede9afa66b88fe6d6a9"


@dataclass(frozen=True, slots=True)
class Case:
    """A raw body, and what it means to us."""

    name: str
    body: object
    expected: Mapping[str, object] | str | None


def cases() -> list[Case]:
    return [
        Case(f"{file.stem}: {row['case']}", row["body"], row["expected"])
        for file in sorted(PAYLOADS.glob("*.json"))
        for row in json.loads(file.read_text("utf-8"))
    ]


CASES = cases()


def expected_inbound(row: Mapping[str, object]) -> Inbound:
    """The `expected` of a payload file; what is left out has its default."""
    return Inbound(
        id=str(row["id"]),
        sender=Address(f"zalo:12345689:{row['sender']}"),
        chat=Chat(BotId("zalo:12345689"), str(row["chat"]), is_group=bool(row["is_group"])),
        text=str(row["text"]),
        at=RECEIVED if row["at"] == "received" else datetime.fromisoformat(str(row["at"])),
        kind=Kind(str(row.get("kind", "text"))),
        name=str(row["name"]),
        detail=str(row.get("detail", "")),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_event_is_read(case: Case) -> None:
    body = json.dumps(case.body).encode()
    match case.expected:
        case None:
            assert read(body, ME, RECEIVED) is None
        case str():
            with pytest.raises(Unreadable):
                read(body, ME, RECEIVED)
        case row:
            assert read(body, ME, RECEIVED) == expected_inbound(row)


@pytest.mark.parametrize("case", [case for case in CASES if case.expected], ids=lambda case: case.name)
def test_the_door_takes_what_can_be_read_and_what_will_be_parked(case: Case) -> None:
    seen = peek(json.dumps(case.body).encode())
    assert seen is not None
    if isinstance(case.expected, Mapping):
        assert seen == Peek(str(case.expected["id"]), str(case.expected["chat"]))


def test_every_way_of_speaking_has_a_payload() -> None:
    named = {json.dumps(case.body).partition('"event_name": "')[2].partition('"')[0] for case in CASES if case.expected}
    assert named == set(SAID)


def test_moments_are_vietnams() -> None:
    inbound = read(json.dumps(next(case.body for case in CASES if case.expected)).encode(), ME, RECEIVED)
    assert inbound is not None
    assert inbound.at.utcoffset() == VIETNAM.utcoffset(None)


# The name of the bot.

NAMELESS = [
    pytest.param("@Bot Công Đoàn lịch họp?", "lịch họp?", id="words with capitals belong to a name"),
    pytest.param("@Bot, lịch họp?", "lịch họp?", id="one word"),
    pytest.param("@Bot Công đoàn Suối Mây lịch họp?", "lịch họp?", id="a union's name"),
    pytest.param("@Bot Chim sẻ lịch họp?", "sẻ lịch họp?", id="a small letter ends it, for better or worse"),
    pytest.param("@Bot TÔI VẮNG", "TÔI VẮNG", id="capitals alone are not all a name"),
    pytest.param("@Bot", "", id="a mention alone"),
    pytest.param("@bot.VDKyGxQvc tham dự", "tham dự", id="an account's name"),
    pytest.param("@Nguyễn Thị Hoa vắng", "@Nguyễn Thị Hoa vắng", id="no bot is called so"),
    pytest.param("tham dự", "tham dự", id="no mention"),
]


@pytest.mark.parametrize(("text", "heard"), NAMELESS)
def test_before_anybody_told_our_name_a_leading_mention_of_a_bot_is_left_out(text: str, heard: str) -> None:
    assert without_our_name(text, Me("12345689")) == heard


def test_of_two_names_the_longer_is_left_out() -> None:
    me = Me("12345689", ("Bot", "Bot Suối Mây"))
    assert without_our_name("@Bot Suối Mây tham dự", me) == "tham dự"


@given(st.text(), st.lists(st.text(max_size=12), max_size=3))
def test_whatever_is_said_and_whatever_we_are_called_something_is_heard(said: str, names: list[str]) -> None:
    heard = without_our_name(f"@{said}", Me("12345689", tuple(names)))
    assert len(heard) <= len(said) + 1


# The door.

PEEKS = [
    pytest.param('{"event_name": "message.text.received", "message": {"chat": {"id": "a"}, "message_id": "b"}}',
                 Peek("a/b", "a"), id="a message"),
    pytest.param('{"event_name": "message.text.received", "message": {"chat": {"id": 81}, "message_id": 7}}',
                 Peek("81/7", "81"), id="numbers"),
    pytest.param('{"event_name": "message.reaction.received", "message": {"chat": {"id": "a"}, "message_id": "b"}}',
                 Peek("a/b/message.reaction.received", "a"), id="a reaction does not stand in its message's place"),
    pytest.param('{"event_name": "\\u0000", "message": {"chat": {"id": "a"}, "message_id": "b"}}',
                 Peek("a/b/other", "a"), id="an event without a name that can be kept"),
    pytest.param('{"event_name": 7, "message": {"chat": {"id": "a"}, "message_id": "b"}}', None, id="a name's number"),
    pytest.param('{"event_name": "x", "message": {"chat": {"id": ""}, "message_id": "b"}}', None, id="an empty chat"),
    pytest.param('{"event_name": "x", "message": {"chat": {"id": true}, "message_id": "b"}}', None, id="a true chat"),
    pytest.param('{"event_name": "x", "message": {"chat": {"id": "\\ud83d"}, "message_id": "b"}}', None,
                 id="half a pictograph"),
    pytest.param('{"event_name": "x", "message": {"chat": {"id": "a\\u0000"}, "message_id": "b"}}', None,
                 id="what no database keeps"),
    pytest.param('{"event_name": "x", "message": {"chat": {"id": "' + "a" * 5000 + '"}, "message_id": "b"}}', None,
                 id="an id without end"),
    pytest.param('{"event_name": "x", "message": {"chat": "a", "message_id": "b"}}', None, id="a chat that is a word"),
    pytest.param('{"event_name": "x", "message": []}', None, id="a message that is a list"),
    pytest.param('{"result": 7}', None, id="a number in the envelope"),
    pytest.param('{"result": [[]]}', None, id="a list in a list"),
    pytest.param("[7]", None, id="a number in a list"),
    pytest.param("null", None, id="nothing"),
    pytest.param("", None, id="an empty body"),
    pytest.param('{"event_name": "x"', None, id="half a body"),
    pytest.param("[" * 100_000, None, id="a hundred thousand brackets"),
    pytest.param('{"event_name": ' + "9" * 5000 + "}", None, id="a number without end"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "seen"), PEEKS)
def test_peek_sees_message_and_chat(body: str, seen: Peek | None) -> None:
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
KEYS = st.sampled_from(["from", "chat", "id", "chat_type", "text", "date", "message_id", "display_name", "photo_url"])


@given(st.sampled_from(sorted(SAID)) | st.text(), st.dictionaries(KEYS, st.dictionaries(KEYS, JSON) | JSON) | JSON)
def test_whatever_an_event_holds_it_is_read_ignored_or_parked(name: str, message: object) -> None:
    body = json.dumps({"event_name": name, "message": message}).encode()
    try:
        inbound = read(body, ME, RECEIVED)
    except Unreadable:
        inbound = None
    assert inbound is None or peek(body) == Peek(inbound.id, inbound.chat.id)


@given(st.sampled_from([case.body for case in CASES if isinstance(case.expected, Mapping)]), st.data())
def test_a_genuine_event_with_one_field_spoilt_is_read_ignored_or_parked(body: object, data: st.DataObject) -> None:
    spoilt = json.loads(json.dumps(body))
    holder = spoilt
    while isinstance(holder, dict) and holder:
        name = data.draw(st.sampled_from(sorted(holder)))
        if not isinstance(holder[name], dict) or data.draw(st.booleans()):
            holder[name] = data.draw(JSON)
            break
        holder = holder[name]
    raw = json.dumps(spoilt).encode()
    try:
        inbound = read(raw, ME, RECEIVED)
    except Unreadable:
        return
    if inbound:
        f"{inbound.id}{inbound.sender}{inbound.text}{inbound.name}".encode()
        assert peek(raw) == Peek(inbound.id, inbound.chat.id)


def test_a_message_of_nothing_but_mentions_is_read_at_once() -> None:
    began = time.process_time()
    without_our_name("@b" * 500_000, Me("1", ("Bot Công đoàn xã X",)))
    assert time.process_time() - began < 2
