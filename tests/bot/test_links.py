"""A link opens one file for a day, for whoever was given it, and nothing else."""

from urllib.parse import unquote

import httpx
import pytest
from itsdangerous import TimestampSigner
from sqlmodel import Session

from bot.db import Database, moment
from bot.front import Front
from bot.inbox import Inbox
from bot.links import LINK_LIFE, Links, links_of
from bot.store import files
from bot.web.server import build_web
from handlers.messages import File, Made
from tests.house import house_of

REPORT = Made("Báo cáo tháng 11 & phụ lục.docx", b"PK report", "application/x-test")
LINKS = Links("https://tro-ly.example.vn", "bí mật dài")


def token_of(url: str) -> str:
    """What stands between the path and the file's name."""
    return url.rsplit("/", 2)[1]


def test_a_link_is_below_the_public_address_and_ends_with_the_files_name() -> None:
    url = LINKS.to(REPORT.file)
    assert url.startswith("https://tro-ly.example.vn/tep/")
    assert unquote(url.rsplit("/", 1)[1]) == REPORT.name
    assert " " not in url
    assert LINKS.file_of(token_of(url)) == REPORT.file


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(
            lambda token: token[:-9] + ("A" if token[-9] != "A" else "B") + token[-8:], id="a changed signature"
        ),
        pytest.param(lambda token: "x" + token, id="a changed content"),
        pytest.param(lambda _: "", id="nothing"),
        pytest.param(lambda _: token_of(Links("https://a", "khoá khác").to(File("a", "b"))), id="another's signature"),
    ],
)
def test_a_forged_link_opens_nothing(spoilt) -> None:  # type: ignore[no-untyped-def] # one line per row above
    assert LINKS.file_of(spoilt(token_of(LINKS.to(REPORT.file)))) is None


def test_a_link_is_good_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    token, made_at = token_of(LINKS.to(REPORT.file)), TimestampSigner("x").get_timestamp()
    seconds = int(LINK_LIFE.total_seconds())
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: made_at + seconds - 5)
    assert LINKS.file_of(token) == REPORT.file
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: made_at + seconds + 5)
    assert LINKS.file_of(token) is None


def test_without_a_public_address_there_are_no_links(db: Database) -> None:
    assert links_of("", db) is None


async def test_the_file_comes_by_its_link_and_the_end_of_its_time_is_said(db: Database) -> None:
    house = house_of(db)
    links = links_of("https://tro-ly.example.vn", db)
    assert links
    assert links == links_of("https://tro-ly.example.vn", db)
    front = Front(house, Inbox(db), False, "khoá của trang", (), links)
    url = links.to(REPORT.file).removeprefix("https://tro-ly.example.vn")
    transport = httpx.ASGITransport(build_web(front))
    async with httpx.AsyncClient(transport=transport, base_url="https://tro-ly.example.vn") as client:
        gone = await client.get(url)
        db.write_now(keep)
        found = await client.get(url)
        forged = await client.get(url.replace("/tep/", "/tep/x"))
    assert (found.status_code, found.content) == (200, REPORT.content)
    assert found.headers["content-disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o")
    for refused in (gone, forged):
        assert refused.status_code == 404
        assert "liên kết mới" in refused.text


def keep(session: Session) -> None:
    files.keep(session, [REPORT], moment(session))
