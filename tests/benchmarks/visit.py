"""A visitor of the demo's page, for timing it from outside."""

import time
import uuid

import httpx

from tests.process import Bot

PATIENCE_SECONDS = 20.0
WHO = "web:lan"


def seconds_until_page(bot: Bot) -> float:
    """Starts it; gives the seconds until the page answers."""
    began = time.perf_counter()
    bot.start()
    address = f"http://127.0.0.1:{bot.port()}/"
    while True:
        try:
            if httpx.get(address, timeout=5).status_code == 200:
                return time.perf_counter() - began
        except httpx.ConnectError:
            pass  # bound but not served yet
        assert time.perf_counter() - began < PATIENCE_SECONDS, "\n".join(bot.lines)
        time.sleep(0.005)


def ask(bot: Bot, question: str) -> float:
    """Asks as one of the demo's chairs; gives the seconds until the answer stands on the page."""
    address = f"http://127.0.0.1:{bot.port()}"
    with httpx.Client(base_url=address, headers={"Origin": address}, timeout=10) as page:
        page.post("/api/as", json={"address": WHO}).raise_for_status()
        began = time.perf_counter()
        page.post("/api/say", json={"id": str(uuid.uuid4()), "text": question}).raise_for_status()
        while time.perf_counter() - began < PATIENCE_SECONDS:
            if '"out"' in page.get("/api/transcript").raise_for_status().text:
                return time.perf_counter() - began
            time.sleep(0.02)
    raise AssertionError("\n".join(bot.lines))
