"""The baseline: python-telegram-bot's own `start_webhook`, with nothing behind it but a queue that is emptied.

`python -m tests.benchmarks.baseline PORT BASE_URL TOKEN SECRET` says `ready` and serves until SIGTERM.
"""

import asyncio
import os
import signal
import sys

PATH = "/webhook/telegram"


async def serve(port: int, base_url: str, token: str, secret: str) -> None:
    """Listens until asked to stop. Emptying the queue is the least an application can do with an update."""
    from telegram import Bot, Update
    from telegram.ext import Updater

    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    updates: asyncio.Queue[object] = asyncio.Queue()

    async def empty() -> None:
        while True:
            await updates.get()

    async with Updater(Bot(token, f"{base_url}/bot"), updates) as updater:
        await updater.start_webhook(
            "127.0.0.1",
            port,
            PATH.removeprefix("/"),
            webhook_url=f"http://127.0.0.1:{port}{PATH}",
            secret_token=secret,
            allowed_updates=Update.ALL_TYPES,
        )
        emptying = asyncio.create_task(empty())
        print("ready", flush=True)
        await stopping.wait()
        await updater.stop()
        emptying.cancel()


if __name__ == "__main__":
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    asyncio.run(serve(int(sys.argv[1]), *sys.argv[2:5]))
