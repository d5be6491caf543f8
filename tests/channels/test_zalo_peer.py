"""Clients that we did not write can do with our Zalo what they can do with the real one: tests/zalo_peer/README.md."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.clock import machine_now
from tests import zalo_peer
from tests.zalo_peer import CLIENTS, Client, PeerUnavailable, start
from tests.zalo_platform import (
    TOKEN,
    Fault,
    Platform,
    Running,
    Sent,
    Spoken,
    Switches,
    Trouble,
    accept_then_timeout,
    user_id,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("zalo-peer")]

FOLDER = Path(zalo_peer.__file__).parent
README = (FOLDER / "README.md").read_text("utf-8")
HANH = user_id(TOKEN.partition(":")[0], "Hạnh")


@dataclass(frozen=True)
class Case:
    """One row of the table: what the client is told to do, and what has happened before."""

    does: str
    given: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[Platform], object] = lambda platform: None
    arrives: bool = False


def bot_of(platform: Platform) -> str:
    return platform.bots()[0].id


def heard(spoken: Spoken | str) -> Callable[[Platform], object]:
    return lambda platform: platform.user_message(bot_of(platform), "Hạnh", spoken)


def wrong(fault: Fault, **switches: object) -> Callable[[Platform], object]:
    def before(platform: Platform) -> None:
        platform.switch(**switches)
        platform.fault(fault)

    return before


def body(text: str, *, wrapped: bool = False) -> Mapping[str, str]:
    """A webhook's body as this Zalo posts it."""
    platform = Platform(machine_now)
    update = platform.user_message(platform.add_bot(), "Hạnh", text)
    return {"body": json.dumps({"ok": True, "result": update} if wrapped else update)}


TEXT = {"text": "chào đồng chí"}
CASES = {
    "getMe": Case("getMe"),
    "getMe with a bad token": Case("getMe, bad token"),
    "a text comes in": Case("getUpdates", before=heard("một")),
    "a photo comes in": Case("getUpdates", before=heard(Spoken("chú thích", Sent.IMAGE))),
    "unsupported, without message": Case("getUpdates", before=heard(Spoken(kind=Sent.BARE))),
    "idle poll under HTTP 408": Case("getUpdates"),
    "idle poll under HTTP 200": Case("getUpdates", before=lambda platform: platform.switch(idle_status=200)),
    "a text goes out": Case("sendMessage", TEXT, arrives=True),
    "2,001 characters": Case("sendMessage", {"text": "x" * 2001}),
    "quota, under HTTP 429": Case("sendMessage", TEXT, lambda platform: platform.switch(month_max=0)),
    "quota, under HTTP 200": Case(
        "sendMessage", TEXT, lambda platform: platform.switch(month_max=0, refusals_under_200=True)
    ),
    "502 and HTML": Case("sendMessage", TEXT, wrong(Fault(Trouble.BAD_GATEWAY))),
    "half a JSON document": Case("sendMessage", TEXT, wrong(Fault(Trouble.MALFORMED))),
    "taken, then silence": Case("sendMessage", TEXT, wrong(accept_then_timeout(seconds=6)), arrives=True),
    "taken, then the connection breaks": Case(
        "sendMessage", TEXT, wrong(Fault(Trouble.RESET, taken=True)), arrives=True
    ),
    "a picture goes out": Case("sendPhoto", {**TEXT, "photo": "{url}/_media/a.jpg"}, arrives=True),
    "a picture, parameters as with Telegram": Case(
        "sendPhoto, as with Telegram", {**TEXT, "photo": "{url}/_media/a.jpg"}
    ),
    "a sticker goes out": Case("sendSticker", arrives=True),
    "typing": Case("sendChatAction"),
    "getWebhookInfo, none set": Case("getWebhookInfo"),
    "deleteWebhook, never set": Case("deleteWebhook"),
    "setWebhook": Case("setWebhook", {"url": "{url}/_media/hook"}),
    "setWebhook inside a running loop": Case("setWebhook, in a loop"),
    "a webhook's body, flat": Case("a webhook's body", body("/tiendo")),
    "a webhook's body, wrapped": Case("a webhook's body", body("/tiendo", wrapped=True)),
    "a webhook's body of blanks only": Case("a webhook's body", body("   ")),
}


def table() -> dict[str, dict[str, str]]:
    """What the README says came of each try, by the first column without its mark, and by client."""
    lines = README.partition("| try |")[2].partition("\n\n")[0].splitlines()
    clients = [cell.strip() for cell in lines[0].strip(" |").split("|")]
    found = {}
    for line in lines[2:]:
        name, *cells = [cell.strip() for cell in line.strip("| ").split("|")]
        found[name.removesuffix(" (arrives)")] = dict(zip(clients, cells, strict=True))
    return found


TABLE = table()


@dataclass
class Stage:
    """A platform on a port, and one stranger in front of it."""

    running: Running
    client: Client
    name: str

    def play(self, case: Case) -> str:
        """What came of it, after everything before it."""
        platform = self.running.platform
        case.before(platform)
        url = self.running.url
        outcome = self.client.tries(case.does, **{key: text.replace("{url}", url) for key, text in case.given.items()})
        return "blanks" if outcome.isspace() else outcome


@pytest.fixture(scope="module", params=list(CLIENTS))
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.getbasetemp() / "zalo-clients"
    folder.mkdir(exist_ok=True)
    try:
        with (
            Running(Platform(machine_now)) as running,
            start(request.param, running.url, TOKEN, HANH, folder) as client,
        ):
            yield Stage(running, client, request.param)
    except PeerUnavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture
def fresh(stage: Stage) -> Stage:
    """Everything as new: the bot knows Hạnh, and nothing waits."""
    platform = stage.running.platform
    platform.mend()
    platform.switches = Switches(loopback=True)
    bot = platform.add_bot()
    platform.user_message(bot, "Hạnh", "chào")
    platform.bots()[0].queue.clear()
    return stage


@pytest.mark.parametrize("name", CASES)
def test_a_stranger_meets_what_the_table_says(fresh: Stage, name: str) -> None:
    case, before = CASES[name], len(fresh.running.platform.outbox())
    outcome = fresh.play(case)
    assert outcome == TABLE[name][fresh.name]
    shown = len(fresh.running.platform.outbox()) - before
    assert shown == (case.arrives and outcome != "not offered")


def test_the_table_and_the_tries_are_the_same() -> None:
    assert list(TABLE) == list(CASES)
    assert {name for name in TABLE if f"| {name} (arrives) |" in README} == {
        name for name, case in CASES.items() if case.arrives
    }
    assert all(list(cells) == list(CLIENTS) for cells in TABLE.values())


def test_a_quota_refusal_under_200_is_lost_without_a_word_by_one_and_noticed_by_the_others() -> None:
    """Why we do not build on `python-zalo-bot`: who reads the status before the body loses reminders."""
    said = TABLE["quota, under HTTP 200"]
    assert said["python-zalo-bot"] == "None"
    assert all(said[name].startswith("raises") for name in CLIENTS if name != "python-zalo-bot")


def test_every_client_is_pinned_by_checksum_and_no_registry_is_named() -> None:
    lock = (FOLDER / "package-lock.json").read_text("utf-8")
    root, *packages = json.loads(lock)["packages"].values()
    assert all(set("^~*<>").isdisjoint(version) for version in root["dependencies"].values())
    assert all(one.get("inBundle") or one["integrity"].startswith("sha512-") for one in packages)
    pins = [line for line in (FOLDER / "requirements.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}", pin) for pin in pins)
    assert "://" not in lock + "".join(pins)


def test_a_machine_without_node_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PeerUnavailable, match="is not installed"), start("@openclaw/zalo", "", TOKEN, HANH, tmp_path):
        pass
