"""Starts what is configured: the chat page, the desk, the senders, the clock."""

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot import logs
from bot.app import ROLES, App, Broken, Loop, build, heed_signals, run_until_stopped, take_roles
from bot.backend import Hook
from bot.channels.contract import Channel
from bot.front import Front
from bot.links import links_of
from bot.mistake import Mistake
from bot.opening import COOKIE_SECRET, Opened, open_database
from bot.prepare import prepare_apart
from bot.settings import SettingError, Settings
from bot.store import runs

log = logging.getLogger(__name__)


def run(settings: Settings, wanted: str) -> int:
    """Runs until it is asked to stop; a non-zero status when a loop broke."""
    roles = read_roles(wanted)
    logs.configure(
        settings.log_level,
        secrets=[s for s in (settings.telegram_token, *settings.zalo_bot_tokens, settings.webhook_secret) if s],
    )
    prepare_apart(settings)
    opened = open_database(settings)
    try:
        refuse_open_demo(settings, opened)
        lock = take_roles(opened.db)
        if lock is None:
            raise Mistake(
                f"Trợ lý đã chạy trên dữ liệu này ({opened.db.path}). Mỗi tệp SQLite chỉ một `run`; "
                "muốn nhiều tiến trình xin dùng PostgreSQL (DATABASE_URL)."
            )
        try:
            with asyncio.Runner(loop_factory=fast_loop()) as runner:
                return runner.run(serve(settings, opened, roles))
        finally:
            lock.release()
    finally:
        opened.db.close()


def fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed (not on Windows): webhooks are acknowledged a third faster."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def read_roles(wanted: str) -> tuple[str, ...]:
    """'web,worker'; nothing means all. Raises `Mistake`."""
    chosen = tuple(dict.fromkeys(part.strip() for part in wanted.split(",") if part.strip())) or ROLES
    unknown = [role for role in chosen if role not in ROLES]
    if unknown:
        raise Mistake(f"Không có vai trò “{', '.join(unknown)}”. Chọn trong: {', '.join(ROLES)}.")
    return chosen


def refuse_open_demo(settings: Settings, opened: Opened) -> None:
    """In the demo anybody is anybody: it is shown to this machine alone."""
    if opened.is_demo and not settings.is_loopback:
        raise SettingError(
            f"Bản dùng thử chỉ mở trên máy này (HOST=127.0.0.1), không mở ở {settings.host}. "
            "Bắt đầu thật: python -m bot setup."
        )


async def serve(settings: Settings, opened: Opened, roles: tuple[str, ...]) -> int:
    """Puts the parts together and runs them."""
    stopping = asyncio.Event()
    heed_signals(stopping)
    platforms: list[Channel] = []
    telegram = None
    if settings.telegram_token:
        from bot.commands.telegram import Telegram

        telegram = Telegram.of(settings, opened)
        platforms.append(telegram.channel)
    zalo = None
    if settings.zalo_bot_tokens:
        from bot.commands.zalo import Zalo

        zalo = Zalo.of(settings, opened)
        platforms += zalo.channels
    app = build(settings, opened, roles, platforms)
    loops: list[tuple[str, Loop]] = []
    hooks: list[Hook] = []
    if telegram is not None:
        await telegram.check()
        hooks += telegram.hooks()
        loops += telegram.loops(app.inbox)
    if zalo is not None:
        await zalo.check()
        hooks += zalo.hooks()
        loops += zalo.loops(app.inbox)
    if "web" in roles:
        loops.append(page_loop(settings, app, hooks))
    app = replace(app, extra_loops=tuple(loops), stopping=stopping)
    try:
        await run_until_stopped(app)
    except Broken as error:
        log.critical("stopped: a loop is broken", extra={"why": str(error)})
        return 1
    finally:
        if telegram is not None:
            await telegram.channel.close()
        if zalo is not None:
            await zalo.close()
    print("Đã dừng.", flush=True)
    return 0


def page_loop(settings: Settings, app: App, hooks: Sequence[Hook]) -> tuple[str, Loop]:
    """The web server on its socket, which is bound once: a restarted loop keeps its port."""
    from bot.web.server import bind, build_web
    from bot.web.server import serve as serve_web

    cookie_secret = app.house.db.write_now(lambda db: runs.made_secret(db, COOKIE_SECRET))
    links = links_of(settings.public_url, app.house.db)
    front = Front(app.house, app.inbox, app.is_demo, cookie_secret, tuple(hooks), links)
    try:
        sock, port = bind(settings.host, settings.port)
    except OSError as error:
        raise Mistake(f"Không mở được {settings.host}:{settings.port}: {error.strerror}") from None
    announce(settings, app, port)
    web = build_web(front)
    return "web", lambda: serve_web(web, duplicate(sock))


def duplicate(sock: socket.socket) -> socket.socket:
    """The server closes what it is given; ours stays open for its next start."""
    return sock.dup()


def announce(settings: Settings, app: App, port: int) -> None:
    """Where the page is, and what this is."""
    if settings.port not in {0, port}:
        print(f"Cổng {settings.port} đang có chương trình khác dùng, nên trang trò chuyện mở ở cổng {port}.")
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    print(f"Trang trò chuyện: http://{host}:{port}")
    if app.is_demo:
        print("Bản dùng thử: dữ liệu ví dụ, chỉ mở trên máy này. Dừng: Ctrl+C.", flush=True)
    else:
        print(f"Văn phòng: {app.house.office.name}. Dừng: Ctrl+C.", flush=True)
