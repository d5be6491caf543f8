"""The oracle objects to what Telegram would not take, so that its silence means something."""

from collections.abc import Mapping

import pytest

from tests.channels.oracle import objections_to_call, objections_to_update

MISSPELT = {"inline_keyboard": [[{"text": "Đúng", "callbackdata": "đúng"}]]}
CHAT = {"id": 81, "type": "private", "first_name": "Lan"}

CALLS = [
    pytest.param("sendMessage", {"chat_id": 81, "text": "chào"}, [], id="a good message"),
    pytest.param("sendMessage", {"chat_id": 81, "text": "?", "commands": []}, None, id="a parameter of another method"),
    pytest.param("sendMessage", {"chat_id": 81}, ["sendMessage.text: Field required"], id="no text"),
    pytest.param(
        "sendMessage",
        {"chat_id": 81, "text": "?", "reply_markup": MISSPELT},
        ["sendMessage.reply_markup.inline_keyboard[0][0].callbackdata: unknown"],
        id="a misspelt field deep inside",
    ),
    pytest.param(
        "sendMessage",
        {"chat_id": 81, "text": "?", "parsemode": "HTML"},
        ["sendMessage.parsemode: unknown"],
        id="a misspelt parameter",
    ),
    pytest.param("setMyCommands", {"commands": '[{"command": "han"}]'}, None, id="a command without words, in a form"),
    pytest.param("sendMesage", {"chat_id": 81}, ["sendMesage: no such method"], id="a misspelt method"),
]


@pytest.mark.parametrize(("method", "parameters", "objections"), CALLS)
def test_calls_are_judged(method: str, parameters: Mapping[str, object], objections: list[str] | None) -> None:
    found = objections_to_call(method, parameters)
    if objections is None:
        assert found, "some objection, in the oracle's own words"
    else:
        assert found == objections


UPDATES = [
    pytest.param({"message": {"message_id": 1, "date": 0, "chat": CHAT, "text": "chào"}}, True, id="a good message"),
    pytest.param({"message": {"message_id": 1, "chat": CHAT, "text": "chào"}}, False, id="no date"),
    pytest.param({"message": {"message_id": 1, "date": 0, "chat": CHAT, "txt": "a"}}, False, id="a misspelt field"),
    pytest.param({"mesage": {}}, False, id="a misspelt kind"),
]


@pytest.mark.parametrize(("event", "is_good"), UPDATES)
def test_updates_are_judged(event: Mapping[str, object], is_good: bool) -> None:
    assert (objections_to_update({"update_id": 1, **event}) == []) is is_good
