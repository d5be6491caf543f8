"""`doctor zalo`: what Zalo's documents leave open, settled with a live bot, one question after the other."""

import asyncio
import secrets
import signal
import threading
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from bot.channels.contract import SendError
from bot.channels.zalo import TokenRefused, ZaloChannel, ZaloUnreachable
from bot.channels.zalo.client import ZaloClient, ZaloError
from bot.commands.console import Console, Terminal
from bot.commands.founding import is_served
from bot.commands.office import opened
from bot.commands.zalo import channels_of
from bot.commands.zalo_ear import Ear, Overheard, Polled
from bot.commands.zalo_known import TRIALS, Found, Trial, keep, known, listed
from bot.commands.zalo_trials import DOING, Lab, Skipped
from bot.db import Database
from bot.mistake import Mistake
from bot.opening import WEBHOOK_SECRET, Opened, RoleLock
from bot.settings import Settings
from bot.store import runs

AGAIN_AFTER = timedelta(days=5)
"""A longer silence is worth another look after so long."""


def zalo_test(settings: Settings, chosen: Namespace, console: Console | None = None, patience: float = 20.0) -> int:
    """Lists what is known, or goes through what is not; may be left and taken up again at any moment."""
    console = console or Terminal()
    if not settings.zalo_bot_tokens:
        raise Mistake("Chưa khai báo bot Zalo nào (ZALO_BOT_TOKENS). Nối bot: python -m bot setup")
    with opened(settings) as place:
        if chosen.list:
            return list_known(settings, place.db, console)
        bot = chosen_bot(settings, chosen.bot)
        with roles_held(place.db) as served:
            try:
                return asyncio.run(guided(settings, place, console, chosen, bot, served=served, patience=patience))
            except (KeyboardInterrupt, EOFError):
                console.say("\nĐã dừng; những gì đã biết được giữ. Làm tiếp: python -m bot doctor zalo")
                return 130


def list_known(settings: Settings, db: Database, console: Console) -> int:
    """Prints what is known of every bot."""
    for number in numbers_of(settings):
        for line in listed(number, db.read_now(partial(known, bot=number))):
            console.say(line)
    return 0


def numbers_of(settings: Settings) -> list[str]:
    """The bots by the numbers before their tokens' colons."""
    return [token.partition(":")[0] for token in settings.zalo_bot_tokens]


def chosen_bot(settings: Settings, wanted: str) -> str:
    """The bot meant; the first where none is named. Raises `Mistake`."""
    numbers = numbers_of(settings)
    if wanted and wanted not in numbers:
        raise Mistake(f"Không có bot {wanted}. Các bot: {', '.join(numbers)}.")
    return wanted or numbers[0]


@contextmanager
def roles_held(db: Database) -> Iterator[bool]:
    """Whether a `run` serves this data; where none does, none can start meanwhile and take messages away."""
    lock = RoleLock(db)
    if db.path is None:
        yield is_served(db)
        return
    is_ours = lock.take()
    try:
        yield not is_ours
    finally:
        lock.release()


async def guided(
    settings: Settings, place: Opened, console: Console, chosen: Namespace, bot: str, *, served: bool, patience: float
) -> int:
    """One trial after the other, each kept as soon as it has an outcome."""
    heed_interrupts()
    token = next(each for each in settings.zalo_bot_tokens if each.partition(":")[0] == bot)
    client = ZaloClient(token, settings.zalo_bot_base_url)
    channels = list(channels_of(settings))
    channel = next(each for each in channels if each.number == bot)
    try:
        lab = await lab_of(settings, place, console, client, channel, served=served)
        lab.is_thorough, lab.patience_seconds = chosen.thorough, patience
        introduce(lab, settings)
        await go_through(lab, wanted_of(chosen.only))
    finally:
        for each in channels:
            await each.close()
        await client.close()
    console.say("")
    console.say("Xong. Xem lại bất cứ lúc nào: python -m bot doctor zalo --list")
    return 0


def heed_interrupts() -> None:
    """Ctrl+C ends a waiting question at once; the loop's own handling would wait until something is typed."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


async def lab_of(
    settings: Settings, place: Opened, console: Console, client: ZaloClient, channel: ZaloChannel, *, served: bool
) -> Lab:
    """The bench for one bot. Raises `Mistake` when Zalo does not know it or cannot be reached."""
    try:
        account, hook = await channel.verify(), await channel.hook()
    except (TokenRefused, ZaloUnreachable, SendError) as error:
        raise Mistake(str(error)) from None
    ear: Ear | None = Overheard(channel, place.db) if served else Polled(client, channel, place.db)
    deaf = ""
    if hook and not served:
        ear, deaf = None, "Bot đang đặt webhook: chạy python -m bot run ở cửa sổ khác, rồi làm lại lệnh này."
    secret = settings.webhook_secret or await place.db.write(lambda db: runs.made_secret(db, WEBHOOK_SECRET))
    chat = await place.db.read(lambda db: runs.read_setting(db, f"zalo/{channel.number}/chat"))
    return Lab(
        console=console, client=client, channel=channel, account=account, db=place.db, settings=settings, ear=ear,
        deaf=deaf, is_served=served, secret=secret, is_thorough=False, new_code=new_code, chat=chat or "",
    )  # fmt: skip


def new_code() -> str:
    """Four figures that nobody sends by chance."""
    return str(1000 + secrets.randbelow(9000))


def introduce(lab: Lab, settings: Settings) -> None:
    """What is about to happen."""
    lab.console.say(f"Tự thử bot Zalo {lab.bot}: {lab.account.shown}. Cần một điện thoại có Zalo, khoảng 20 phút.")
    lab.console.say("Mỗi mục ghi lại ngay khi xong; dừng lúc nào cũng được (Ctrl+C), lần sau làm tiếp từ chỗ ấy.")
    others = [number for number in numbers_of(settings) if number != lab.bot]
    if others:
        lab.console.say(f"Bot khác: --bot {' hoặc --bot '.join(others)}.")


def wanted_of(text: Sequence[str]) -> tuple[Trial, ...]:
    """The trials by their numbers; none named: all. Raises `Mistake`."""
    numbers = {str(trial.number): trial for trial in TRIALS}
    unknown = [each for each in text if each not in numbers]
    if unknown:
        raise Mistake(f"Không có mục {', '.join(unknown)}. Các mục: 1 đến {len(TRIALS)}.")
    return tuple(numbers[each] for each in text)


def open_trials(wanted: Sequence[Trial], findings: Mapping[str, Found], lab: Lab) -> list[Trial]:
    """What is to be tried now: silence first, since every other trial breaks it."""
    silence = next(trial for trial in TRIALS if trial.key == "silence")
    if wanted:
        return sorted(wanted, key=lambda trial: trial is not silence)
    found = findings.get("silence")
    is_due = found is None or lab.now - found.at > AGAIN_AFTER
    rest = [trial for trial in TRIALS if trial.key not in findings and trial is not silence]
    return [silence, *rest] if is_due and lab.chat else [*rest, silence] if is_due else rest


async def go_through(lab: Lab, wanted: Sequence[Trial]) -> None:
    """Tries what is open; what cannot be settled today is said and left open."""
    findings = await lab.db.read(lambda db: known(db, lab.bot))
    for trial in open_trials(wanted, findings, lab):
        lab.console.say("")
        lab.console.say(f"{trial.number}/{len(TRIALS)} {trial.title}. Quyết định: {trial.decides}.")
        try:
            saw = await DOING[trial.key](lab)
        except Skipped as skipped:
            lab.console.say(f"  Chưa ghi. {skipped}")
            continue
        except ZaloError as error:
            lab.console.say(f"  Chưa ghi: Zalo không trả lời được ({error}). Làm lại lệnh này sau.")
            continue
        except OSError as error:
            lab.console.say(f"  Chưa ghi: {error.strerror}.")
            continue
        found = Found(saw.outcome, saw.text, lab.now)
        await lab.db.write(partial(keep, bot=lab.bot, key=trial.key, found=found))
        lab.console.say(f"  Đã ghi: {found.text}")
        if trial.then(found):
            lab.console.say(f"  {trial.then(found)}")
