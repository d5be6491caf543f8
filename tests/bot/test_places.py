"""How many people a bot serves: places are kept for invitations, the emptiest bot is proposed, the office is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from bot import places
from bot.cli import parser
from bot.commands.codes import codes
from bot.commands.doctor import of_allowance, of_bots_gone
from bot.commands.office import invite
from bot.db import Database, moment
from bot.desk import Desk
from bot.opening import DEMO
from bot.parcel import unpack
from bot.settings import Settings
from bot.store import allowance as counts
from bot.store import runs
from handlers.messages import BotId, Chat, Limits
from tests.house import PLATFORM, Platform, arrive, going, house_of, rows, until
from union import store as union
from union.roster import CODE_LIFE, Role, Unit, UnitKind

ONE, TWO, THREE = BotId("zalo:11"), BotId("zalo:22"), BotId("zalo:33")
SMALL = Limits(text_max=2000, buttons_max=0, may_start=False, users_max=3, groups_max=1)


def configured(settings: Settings, **more: object) -> Settings:
    """An office's own database with three Zalo bots, as the settings name them: the demo refuses tokens."""
    db = database(settings)
    db.write_now(lambda session: runs.write_setting(session, DEMO, "no"))
    db.close()
    tokens = ("11:một-hai-ba", "22:bốn-năm-sáu", "33:bảy-tám-chín")
    return replace(settings, zalo_bot_tokens=tokens, **more)  # type: ignore[arg-type]


def met(db: Database, bot: str, *chats: str, is_group: bool = False) -> None:
    db.write_now(
        lambda session: [counts.meet(session, bot, chat, is_group=is_group, now=moment(session)) for chat in chats]
    )


def database(settings: Settings) -> Database:
    return Database(f"sqlite:///{settings.data_dir / 'congdoan.db'}")


def kept(settings: Settings) -> list[tuple[object, ...]]:
    """For how many unused codes each bot keeps a place."""
    db = database(settings)
    found = rows(db, "SELECT bot, count(*) FROM invitation WHERE bot IS NOT NULL GROUP BY bot ORDER BY bot")
    db.close()
    return found


@pytest.mark.parametrize(
    ("taken", "people", "expected"),
    [
        pytest.param((0, 0), 3, [ONE, TWO, ONE], id="always the emptiest one, the first where they are equal"),
        pytest.param((2, 0), 3, [TWO, TWO, ONE], id="who has more waits"),
        pytest.param((3, 3), 2, [None, None], id="all full"),
        pytest.param((3, 2), 2, [TWO, None], id="one place is left"),
        pytest.param((5, 0), 1, [TWO], id="one that serves more than it may is full"),
        pytest.param((0, 0), 0, [], id="nobody"),
    ],
)
def test_people_are_spread_over_the_bots_with_room(
    taken: Sequence[int], people: int, expected: list[BotId | None]
) -> None:
    found = [places.Places(bot, users, 0, 3) for bot, users in zip((ONE, TWO), taken, strict=True)]
    assert places.spread(found, people) == expected


def test_a_place_is_kept_until_the_code_is_used_or_over(db: Database) -> None:
    def write(session: Session) -> None:
        now = moment(session)
        union.save_unit(session, Unit("x", "Công đoàn xã X", UnitKind.COMMUNE))  # type: ignore[arg-type]
        session.flush()
        new = union.NewInvitation("x", Role.CHAIR, "", "", None, ONE)  # type: ignore[arg-type]
        for code in ("used", "old", "waits"):
            union.invite(session, code, new, now - (CODE_LIFE if code == "old" else timedelta()))
        session.flush()
        [number] = [found.id for found in (union.find_invitation(session, "used"),) if found]
        assert union.use_invitation(session, number, "zalo:22:81", now)

    db.write_now(write)
    met(db, ONE, "a", "b")
    met(db, ONE, "zgr-1", is_group=True)
    [one] = db.read_now(lambda session: places.places(session, {ONE: SMALL}, moment(session)))
    assert (one.users, one.kept, one.users_free, one.groups) == (2, 1, 0, 1)
    assert not one.has_room


async def test_who_writes_takes_a_place_once_and_is_served_beyond_the_limit(db: Database) -> None:
    def staff(session: Session) -> None:
        union.save_unit(session, Unit("x", "Công đoàn xã X", UnitKind.COMMUNE))  # type: ignore[arg-type]
        session.flush()
        who = union.add_officer(session, "Tuấn")
        union.give_seat(session, who, "x", Role.OFFICE, moment(session).date() - timedelta(days=2))  # type: ignore[arg-type]
        union.save_account(session, union.Account("web:tuan", who, "web", "tuan", reachable=True), now=moment(session))

    db.write_now(staff)
    platform = Platform(limits=replace(Platform().limits, users_max=10, month_max=3000))
    house = house_of(db, platform)
    async with going(Desk(house).run):
        for number in (*range(12), 3):
            await arrive(house, PLATFORM, f"platform:1:{number}", "trợ giúp")
        await until(lambda: rows(db, "SELECT count(*) FROM incoming WHERE state = 'done'") == [(13,)], 30)
    assert rows(db, "SELECT count(*) FROM bot_chat") == [(12,)]
    assert rows(db, "SELECT count(*) FROM outgoing WHERE lane = 0") == [(13,)], "everybody is answered"
    told = [unpack(str(body)).text for (body,) in rows(db, "SELECT body FROM outgoing WHERE lane > 0 ORDER BY id")]
    assert [text.startswith("[Tin tự động – Văn phòng Công đoàn xã Suối Mây] Bot Platform 1 đã") for text in told] == [
        True,
        True,
    ]
    assert "9/10 người" in told[0]
    assert "11 người nhắn, quá mức 10" in told[1]


def test_a_bot_without_a_limit_of_people_is_not_counted(db: Database) -> None:
    house = house_of(db, Platform())
    db.write_now(lambda session: places.met(session, house, Chat(PLATFORM, "81")))
    assert rows(db, "SELECT count(*) FROM bot_chat") == [(0,)]
    allows = {PLATFORM: house.channels[PLATFORM].limits}
    assert db.read_now(lambda session: places.places(session, allows, moment(session))) == []


def test_an_invitation_names_the_bot_with_room_and_keeps_a_place_there(
    demo_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = configured(demo_settings, zalo_users_max=2, zalo_bot_names=("Bot Một", "Bot Hai", "Bot Ba"))
    db = database(settings)
    met(db, ONE, "a")
    db.close()
    said = []
    for _ in range(6):
        assert invite(settings, parser().parse_args(["invite", "tieu-hoc-doi-sim", "phó chủ tịch"])) == 0
        said.append(capsys.readouterr().out.splitlines()[-1])
    assert said[0] == "Trên Zalo: https://zalo.me/22 (Zalo Bot Hai (22), còn 2 chỗ)."
    assert "https://zalo.me/33" in said[1]
    assert kept(settings) == [("zalo:11", 1), ("zalo:22", 2), ("zalo:33", 2)]
    assert said[5].startswith("Các bot Zalo đã hết chỗ (11: 1/2, giữ 1; 22: 0/2, giữ 2; 33: 0/2, giữ 2).")
    assert "Zalo Bot Creator" in said[5]


def test_where_no_zalo_bot_is_configured_nothing_is_said_of_places(
    demo_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invite(demo_settings, parser().parse_args(["invite", "tieu-hoc-doi-sim", "phó chủ tịch"])) == 0
    assert "Zalo" not in capsys.readouterr().out
    assert kept(demo_settings) == []


def test_a_sheet_of_codes_is_spread_over_the_bots_and_a_renewed_one_gives_its_places_back(
    demo_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = configured(demo_settings, zalo_users_max=1)
    assert codes(settings, parser().parse_args(["units", "codes", str(tmp_path / "a.xlsx")])) == 0
    said = capsys.readouterr().out
    sheet = list(load_workbook(tmp_path / "a.xlsx").active.iter_rows(min_row=2, values_only=True))
    links = [row[7] for row in sheet]
    assert links[:3] == [f"https://zalo.me/{number}" for number in ("11", "22", "33")]
    assert not any(links[3:])
    assert f"mở {links[0]}. Đồng chí nhắn mã" in sheet[0][8]
    assert f"{len(sheet) - 3} mã chưa có chỗ trên Zalo" in said
    assert codes(settings, parser().parse_args(["units", "codes", str(tmp_path / "b.xlsx"), "--renew"])) == 0
    again = [row[7] for row in load_workbook(tmp_path / "b.xlsx").active.iter_rows(min_row=2, values_only=True)]
    assert again == links


def test_the_self_check_says_how_full_each_bot_is(demo_settings: Settings) -> None:
    settings = configured(demo_settings)
    db = database(settings)
    met(db, ONE, *(str(number) for number in range(37)))
    met(db, ONE, "zgr-1", is_group=True)
    met(db, TWO, *(str(number) for number in range(50)))
    month = db.read_now(lambda session: f"{moment(session):%Y-%m}")
    db.write_now(lambda session: counts.count(session, ONE, month, sent=1000, received=240))
    one, two, three = db.read_now(lambda session: list(of_allowance(session, settings, 0)))
    db.close()
    assert one.text == "Zalo 11: 37/50 người, 1/3 nhóm, tháng này 1.240/3.000 (41 %) tin"
    assert (one.is_fine, two.is_fine, three.is_fine) == (True, False, True)
    assert "hết chỗ" in two.text


def test_the_self_check_names_a_bot_that_reaches_people_and_is_out_of_the_settings(db: Database) -> None:
    def seat(session: Session) -> None:
        for number, bot in enumerate(("web", ONE, "telegram:7", TWO, TWO)):
            who = union.add_officer(session, f"Người {number}")
            account = union.Account(f"{bot}:{number}", who, bot, str(number), reachable=True)
            union.save_account(session, account, now=moment(session))

    db.write_now(seat)
    settings = Settings(zalo_bot_tokens=("11:abc-xyz",), telegram_token="7:abc")
    [gone] = db.read_now(lambda session: list(of_bots_gone(session, settings)))
    assert not gone.is_fine
    assert gone.text.startswith("Bot zalo:22 không còn trong thiết lập: 2 người không nhận được tin;")
