"""What the page may ask: strict about what is sent, silent about what broke, one person's and nobody else's."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest

from bot.backend import Direction, Download, Line
from handlers.messages import Address, Button, File
from tests.web.fake_backend import CODE, FakeBackend
from tests.web.serving import HOST, client

HANH = Address("web:hanh")
ID = "0b9d3a52-6a25-4a2e-9d8e-2f8f9c7f4f11"
OWN = {"origin": HOST}
START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def sayings(backend: FakeBackend) -> list[str]:
    return [text for _, _, text in backend.said]


# Saying


async def test_what_is_said_is_committed_and_then_acknowledged() -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        answer = await asker.post("/api/say?as=web:lan", json={"id": ID, "text": "  chào\nbạn "})
    assert (answer.status_code, answer.json()) == (202, {"id": f"in/{ID}"})
    assert backend.said == [("web:lan", ID, "chào\nbạn")]


async def test_the_same_id_again_is_acknowledged_and_said_once() -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        first = await asker.post("/api/say", json={"id": ID, "text": "kết nạp 5"})
        again = await asker.post("/api/say", json={"id": ID.upper(), "text": "kết nạp 5"})
    assert (first.status_code, again.status_code, len(backend.said)) == (202, 202, 1)


BAD_BODIES: dict[str, tuple[int, bytes]] = {
    "nothing": (400, b""),
    "no JSON": (400, b"text=hello"),
    "half a JSON": (400, b'{"id": "'),
    "not UTF-8": (400, b'{"id": "\xff"}'),
    "JSON nested without end": (400, b"[" * 60_000),
    "a number with too many digits": (400, b'{"id": ' + b"9" * 60_000 + b"}"),
    "a list": (400, b"[]"),
    "no id": (400, b'{"text": "a"}'),
    "no text": (400, json.dumps({"id": ID}).encode()),
    "an id that is no UUID": (400, b'{"id": "1", "text": "a"}'),
    "an id that is a number": (400, b'{"id": 1, "text": "a"}'),
    "a text that is a number": (400, json.dumps({"id": ID, "text": 5}).encode()),
    "a text that is empty": (400, json.dumps({"id": ID, "text": ""}).encode()),
    "a text of spaces": (400, json.dumps({"id": ID, "text": " \n\t"}).encode()),
    "a text with a zero character": (400, json.dumps({"id": ID, "text": "a\0b"}).encode()),
    "a text with half a surrogate pair": (400, json.dumps({"id": ID, "text": "a\ud800b"}).encode()),
    "a text of more than 10,000 characters": (400, json.dumps({"id": ID, "text": "ă" * 10_001}).encode()),
    "a body of more than 64 KiB": (413, json.dumps({"id": ID, "text": "a" * 65_536}).encode()),
}


@pytest.mark.parametrize(("status", "body"), BAD_BODIES.values(), ids=BAD_BODIES)
async def test_a_bad_body_gets_a_sentence_and_says_nothing(status: int, body: bytes) -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        answer = await asker.post("/api/say", content=body)
    assert (answer.status_code, backend.said) == (status, [])
    sentence = answer.json()["error"]
    assert sentence.endswith(".")
    assert not any(word in sentence for word in ("Traceback", "Error", "!"))


@pytest.mark.parametrize("text", ["a" * 10_000, "đoàn viên ưu tú 👍🏽", "<b>&amp;</b>", "\\u0000"])
async def test_any_other_text_is_taken_as_it_is(text: str) -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        answer = await asker.post("/api/say", json={"id": ID, "text": text})
    assert (answer.status_code, sayings(backend)) == (202, [text])


async def test_trouble_behind_the_page_is_an_apology_without_details() -> None:
    async with client(FakeBackend(broken=True)) as asker:
        answers = [await asker.post("/api/say", json={"id": ID, "text": "a"}), await asker.get("/healthz")]
    for answer in answers:
        assert (answer.status_code, list(answer.json())) == (500, ["error"])
        assert "disk" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/say", 405), ("POST", "/api/me", 405), ("GET", "/api/nothing", 404), ("PUT", "/", 405)],
)
async def test_a_wrong_address_gets_a_sentence(method: str, path: str, status: int) -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.request(method, path)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


# Reading


async def test_a_line_is_told_in_full() -> None:
    backend = FakeBackend()
    button, file = Button("Đúng", says="đúng"), File("bao-cao.docx", "a" * 64)
    at = START + timedelta(days=1)
    await backend.put(HANH, Line("out/7", Direction.OUT, "Đã ghi.", at, START, (button,), (file,)))
    async with client(backend) as asker:
        answer = (await asker.get("/api/transcript")).json()
    assert answer == {
        "lines": [
            {
                "id": "out/7",
                "direction": "out",
                "text": "Đã ghi.",
                "at": "2026-11-24T11:00:00+07:00",
                "stamp": "2026-11-23T04:00:00.000000+00:00",
                "buttons": [{"label": "Đúng", "says": "đúng"}],
                "files": [{"name": "bao-cao.docx", "sha256": "a" * 64}],
                "name": "",
            }
        ],
        "more": False,
    }


async def test_older_lines_come_page_by_page_and_none_is_lost_at_the_seam() -> None:
    backend = FakeBackend()
    # Two lines share every stamp, so that a page ends between twins.
    lines = [
        Line(f"out/{n:03}", Direction.OUT, str(n), START, START + timedelta(seconds=n // 2)) for n in range(1, 121)
    ]
    await backend.put(HANH, *lines)
    seen: dict[str, str] = {}
    async with client(backend) as asker:
        answer = (await asker.get("/api/transcript")).json()
        while True:
            before = len(seen)
            seen.update((line["id"], line["stamp"]) for line in answer["lines"])
            if not answer["more"] or len(seen) == before:
                break
            answer = (await asker.get("/api/transcript", params={"before": min(seen.values())})).json()
    assert sorted(seen) == [line.id for line in lines]


BAD_MOMENTS = [
    "yesterday",
    "2026-11-23",
    "2026-11-23T04:00:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "",
    "٣",
]


@pytest.mark.parametrize("text", BAD_MOMENTS)
async def test_a_moment_that_is_none_gets_a_sentence(text: str) -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.get("/api/transcript", params={"before": text})
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


@pytest.mark.parametrize("headers", [{"last-event-id": "x"}, {}], ids=["as Last-Event-ID", "as after"])
async def test_a_stream_from_nowhere_is_not_opened(headers: dict[str, str]) -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.get("/api/stream?after=x", headers=headers)
    assert answer.status_code == 400


FILES = {
    "a report is saved": ("Báo cáo 11.docx", "attachment", "application/octet-stream"),
    "a page is saved, never opened": ("x.html", "attachment", "application/octet-stream"),
    "a drawing that can carry scripts is saved": ("x.svg", "attachment", "application/octet-stream"),
    "a picture is shown": ("x.PNG", "inline", "image/png"),
    "a name cannot write headers": ("x.png\r\nset-cookie: a=b", "attachment", "application/octet-stream"),
}


@pytest.mark.parametrize(("name", "how", "media"), FILES.values(), ids=FILES)
async def test_file(name: str, how: str, media: str) -> None:
    backend = FakeBackend(files={(HANH, "a" * 64): Download(name, b"<script>")})
    async with client(backend) as asker:
        answer = await asker.get(f"/api/file/{'a' * 64}")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"<script>", media)
    assert answer.headers["content-disposition"].startswith(f"{how}; filename*=utf-8''")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", [f"/api/file/{'b' * 64}", f"/api/file/{'a' * 64}?as=web:lan", "/api/file/x"])
async def test_a_file_that_was_not_sent_to_the_asker_is_not_found(path: str) -> None:
    backend = FakeBackend(files={(HANH, "a" * 64): Download("x.docx", b"secret")})
    async with client(backend) as asker:
        answer = await asker.get(path)
    assert (answer.status_code, list(answer.json())) == (404, ["error"])


# The demo


async def test_the_demo_begins_as_its_first_person() -> None:
    async with client(FakeBackend()) as asker:
        me = (await asker.get("/api/me")).json()
    assert (me["demo"], me["me"]["address"], len(me["people"])) == (True, "web:hanh", 6)
    assert me["now"].endswith("+07:00")


async def test_a_browser_stays_whom_it_chose() -> None:
    async with client(FakeBackend()) as asker:
        chosen = await asker.post("/api/as", json={"address": "web:tuan"}, headers=OWN)
        me = (await asker.get("/api/me")).json()["me"]
    assert (chosen.json()["me"]["name"], me["name"]) == ("Tuấn", "Tuấn")


async def test_a_window_can_be_somebody_else_than_the_browser() -> None:
    async with client(FakeBackend()) as asker:
        await asker.post("/api/as", json={"address": "web:tuan"}, headers=OWN)
        me = (await asker.get("/api/me?as=web:lan")).json()["me"]
    assert me["name"] == "Lan"


@pytest.mark.parametrize("address", ["web:nobody", "telegram:81", "", 5, None])
async def test_nobody_can_be_whom_the_demo_does_not_know(address: object) -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.post("/api/as", json={"address": address})
    assert (answer.status_code, "set-cookie" in answer.headers) == (400, False)


@pytest.mark.parametrize("path", ["/api/me", "/api/transcript", "/api/stream", "/api/file/x"])
async def test_a_request_as_nobody_is_refused(path: str) -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.get(f"{path}?as=web:nobody")
    assert answer.status_code == 400


async def test_a_cookie_that_was_tampered_with_is_no_cookie() -> None:
    async with client(FakeBackend()) as asker:
        chosen = await asker.post("/api/as", json={"address": "web:tuan"})
        signed, _, signature = chosen.cookies["congdoan"].rpartition(".")
        # Not the last letter: some of its bits mean nothing.
        asker.cookies.set("congdoan", f"{signed}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}")
        me = (await asker.get("/api/me")).json()["me"]
    assert me["address"] == "web:hanh"


CLOCKS: dict[str, tuple[object, int, timedelta]] = {
    "an hour forwards": ({"forward_minutes": 60}, 200, timedelta(hours=1)),
    "back to the machine's": ({"reset": True}, 200, timedelta()),
    "backwards": ({"forward_minutes": -60}, 400, timedelta(days=1)),
    "nowhere": ({"forward_minutes": 0}, 400, timedelta(days=1)),
    "for ever": ({"forward_minutes": 10**12}, 400, timedelta(days=1)),
    "half a minute": ({"forward_minutes": 0.5}, 400, timedelta(days=1)),
    "yes": ({"forward_minutes": True}, 400, timedelta(days=1)),
    "both": ({"forward_minutes": 60, "reset": True}, 400, timedelta(days=1)),
    "neither": ({}, 400, timedelta(days=1)),
    "not a reset": ({"reset": False}, 400, timedelta(days=1)),
}


@pytest.mark.parametrize(("body", "status", "offset"), CLOCKS.values(), ids=CLOCKS)
async def test_clock(body: object, status: int, offset: timedelta) -> None:
    backend = FakeBackend()
    backend.clock.offset = timedelta(days=1) if status == 400 else timedelta()
    async with client(backend) as asker:
        answer = await asker.post("/api/clock", json=body)
    assert (answer.status_code, backend.clock.offset) == (status, offset)


async def test_the_demo_needs_no_code() -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.post("/api/join", json={"code": CODE})
    assert answer.status_code == 403


# Outside the demo


def real(**given: object) -> FakeBackend:
    return FakeBackend(demo=False, **given)  # type: ignore[arg-type] # the fields of the stand-in, by name


async def join(asker: httpx.AsyncClient) -> httpx.Response:
    return await asker.post("/api/join", json={"code": CODE}, headers=OWN)


CLOSED = [
    ("GET", "/api/me"),
    ("GET", "/api/me?as=web:hanh"),
    ("GET", "/api/transcript"),
    ("GET", "/api/stream"),
    ("GET", f"/api/file/{'a' * 64}"),
    ("POST", "/api/say"),
]


@pytest.mark.parametrize(("method", "path"), CLOSED)
async def test_without_a_cookie_nothing_is_told_or_taken(method: str, path: str) -> None:
    backend = real()
    await backend.tell(HANH, "riêng của Hạnh")
    async with client(backend) as asker:
        answer = await asker.request(method, path, headers=OWN)
    assert (answer.status_code, "Hạnh" in answer.text) == (401, False)
    assert "error" in answer.json()


async def test_a_code_opens_an_account_that_is_kept_in_a_signed_cookie() -> None:
    backend = real()
    async with client(backend, base_url="https://tro-ly.example") as asker:
        joined = await asker.post("/api/join", json={"code": f" {CODE} "}, headers={"origin": "https://tro-ly.example"})
        me = (await asker.get("/api/me")).json()
    cookie = joined.headers["set-cookie"].lower()
    assert joined.status_code == 201
    assert all(part in cookie for part in ("httponly", "samesite=strict", "secure", "max-age=34560000"))
    assert "joined" not in cookie
    assert (me["me"]["name"], me["people"]) == ("Thảo", [])


async def test_each_visit_begins_the_cookies_time_anew() -> None:
    async with client(real()) as asker:
        await join(asker)
        assert "max-age=34560000" in (await asker.get("/api/me")).headers["set-cookie"].lower()


@pytest.mark.parametrize("code", ["WRONG", "", "  ", 5, None, "A" * 500, "A\0B"])
async def test_a_wrong_code_opens_nothing(code: object) -> None:
    backend = real()
    async with client(backend) as asker:
        answer = await asker.post("/api/join", json={"code": code}, headers=OWN)
    assert (answer.status_code in {400, 403}, "set-cookie" in answer.headers, backend.joined) == (True, False, {})
    assert answer.json()["error"].endswith(".")


async def test_an_account_that_was_closed_is_out_at_once() -> None:
    backend = real()
    async with client(backend) as asker:
        await join(asker)
        backend.joined.clear()
        answer = await asker.post("/api/say", json={"id": ID, "text": "a"}, headers=OWN)
    assert (answer.status_code, backend.said) == (401, [])


async def test_a_page_left_open_does_not_speak_for_whoever_joined_after_it() -> None:
    backend = real()
    async with client(backend) as asker:
        before = (await join(asker)).json()["address"]
        await join(asker)
        answer = await asker.post(f"/api/say?as={before}", json={"id": ID, "text": "a"}, headers=OWN)
    assert (answer.status_code, backend.said) == (409, [])


async def test_leaving_takes_the_account_out_of_the_browser() -> None:
    async with client(real()) as asker:
        await join(asker)
        await asker.post("/api/leave", headers=OWN)
        answer = await asker.get("/api/me")
    assert answer.status_code == 401


@pytest.mark.parametrize("path", ["/api/as", "/api/clock"])
async def test_the_demos_switches_do_not_exist_for_an_officer(path: str) -> None:
    backend = real()
    async with client(backend) as asker:
        await join(asker)
        answer = await asker.post(path, json={"address": "web:hanh", "forward_minutes": 60}, headers=OWN)
    assert (answer.status_code, backend.clock.offset) == (403, timedelta())


async def test_a_demos_cookie_is_worth_nothing_outside_the_demo() -> None:
    backend = real()
    backend.joined[Address("web:tuan")] = "Tuấn"
    async with client(FakeBackend()) as asker:
        cookie = (await asker.post("/api/as", json={"address": "web:tuan"})).cookies["congdoan"]
    async with client(backend) as asker:
        asker.cookies.set("congdoan", cookie)
        answer = await asker.get("/api/me")
    assert answer.status_code == 401


async def test_nobody_else_can_sign_a_cookie() -> None:
    backend, other = real(), real(cookie_secret="another")
    async with client(other) as asker:
        cookie = (await join(asker)).cookies["congdoan"]
    async with client(backend) as asker:
        await join(asker)
        asker.cookies.set("congdoan", cookie, domain="127.0.0.1")
        asker.cookies.clear()
        asker.cookies.set("congdoan", cookie)
        answer = await asker.get("/api/me")
    assert answer.status_code == 401


def test_an_empty_cookie_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="cookie secret"):
        client(real(cookie_secret=""))


# The rest


async def test_health_tells_plain_facts() -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "waiting": 0})


async def test_a_new_id_for_each_message_is_a_message_for_each_id() -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        for text in "abc":
            await asker.post("/api/say", json={"id": str(uuid4()), "text": text})
    assert sayings(backend) == ["a", "b", "c"]


# The demo's group


async def test_what_is_said_in_the_group_is_read_there_by_everybody_and_nowhere_else() -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        sent = {"id": ID, "text": "@Trợ lý chào", "answers": False}
        said = await asker.post("/api/say?as=web:hanh&in=nhom-suoi-may", json=sent)
        mine, others, own = [
            (await asker.get(f"/api/transcript?{query}")).json()["lines"]
            for query in ("as=web:hanh&in=nhom-suoi-may", "as=web:lan&in=nhom-suoi-may", "as=web:hanh")
        ]
    assert said.status_code == 202
    assert [(line["direction"], line["name"]) for line in mine] == [("in", "Hạnh"), ("out", "")]
    assert [(line["direction"], line["name"]) for line in others] == [("other", "Hạnh"), ("out", "")]
    assert own == []


@pytest.mark.parametrize("demo", [True, False], ids=["in the demo", "outside the demo"])
@pytest.mark.parametrize("path", ["say", "transcript", "stream", "file/" + "a" * 64])
async def test_a_group_that_the_page_does_not_have_gets_a_sentence(path: str, *, demo: bool) -> None:
    backend = FakeBackend(demo=demo)
    group = "nhom-khac" if demo else "nhom-suoi-may"
    async with client(backend) as asker:
        if not demo:
            await asker.post("/api/join", json={"code": CODE}, headers=OWN)
        method = "POST" if path == "say" else "GET"
        said = json.dumps({"id": ID, "text": "a"})
        answer = await asker.request(method, f"/api/{path}?in={group}", content=said, headers=OWN)
    assert (answer.status_code, answer.json()) == (400, {"error": "Không có nhóm này trên trang."})
    assert backend.said == []
