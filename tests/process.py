"""The product as its own process, as an operator starts it, for tests that kill it."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = re.compile(r"http://127\.0\.0\.1:(\d+)")


class Bot:
    """`python -m bot …` with an environment of its own."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT") if name in os.environ}
        self.environment = {**kept, "PYTHONPATH": str(ROOT), "DATA_DIR": str(folder), "PORT": "0", **environment}
        self.arguments, self.folder = arguments, folder
        self.lines: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        self.reader = threading.Thread()

    def start(self) -> "Bot":
        """Starts it; does not wait."""
        self.lines = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *self.arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self.reader.start()
        return self

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout
        with process.stdout:
            for line in process.stdout:
                self.lines.append(line.rstrip("\n"))

    def port(self, seconds: float = 20.0) -> int:
        """The port of its page, once it says so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for line in self.lines:
                if found := PAGE.search(line):
                    return int(found[1])
            assert self.process
            assert self.process.poll() is None, "\n".join(self.lines)
            time.sleep(0.02)
        raise AssertionError("\n".join(self.lines))

    def kill(self) -> None:
        """kill -9: no goodbye."""
        assert self.process
        self.process.kill()
        self.process.wait()
        self.reader.join(timeout=5)

    def stop(self) -> int:
        """Asks it to stop; gives its status."""
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=30)
        self.reader.join(timeout=5)
        return status


def run_once(folder: Path, *arguments: str, said: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    """A command that ends by itself."""
    bot = Bot(folder, *arguments, **environment)
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=bot.environment,
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
