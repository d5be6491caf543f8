"""How is a stranger's client installed, started, and asked to try something?"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

HERE = Path(__file__).parent
INSTALL_SECONDS = 180
CLIENTS = {
    "python-zalo-bot": "tries_python_zalo_bot.py",
    "zalo-bot-mcp": "tries_zalo_bot_mcp.py",
    "@openclaw/zalo": "tries_openclaw.mjs",
}


class PeerUnavailable(Exception):  # noqa: N818 - a reason to skip, not a fault
    """The client cannot be had on this machine; the text says why."""


@dataclass(frozen=True, slots=True)
class Client:
    """A client that waits to be told what to try."""

    process: "subprocess.Popen[str]"

    def tries(self, name: str, **given: str) -> str:
        """Tries it and says what came of it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"try": name, **given}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the client ended; its reason stands above"
        return str(json.loads(line))


@contextmanager
def start(name: str, url: str, token: str, chat: str, folder: Path) -> Iterator[Client]:
    """The client, pointed at this platform. Raises `PeerUnavailable`. Python's are installed into `folder`."""
    script = HERE / CLIENTS[name]
    if script.suffix == ".py":
        install_python(folder)
        command, paths = [sys.executable, "-W", "ignore", str(script)], {"PYTHONPATH": str(folder)}
    else:
        install_node()
        command, paths = [_program("node"), str(script)], {}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT") if name in os.environ}
    told = {"ZALO_URL": url, "ZALO_API_URL": url, "ZALO_TOKEN": token, "ZALO_CHAT": chat, "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        env={**kept, **paths, **told}, cwd=HERE,
    )  # fmt: skip
    with process:
        try:
            yield Client(process)
        finally:
            process.terminate()


def install_python(folder: Path) -> None:
    """The packages of requirements.txt, without what they depend on. Raises `PeerUnavailable`."""
    done = folder / ".installed"
    if done.exists():
        return
    wanted = ["--no-deps", "--require-hashes", "--target", str(folder), "-r", str(HERE / "requirements.txt")]
    _run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], "pip")
    done.touch()


def install_node() -> None:
    """The packages of the lock, once for each state of it. Raises `PeerUnavailable`."""
    stamp = HERE / "node_modules" / ".installed"
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    npm = _program("npm")
    with FileLock(HERE / ".install.lock", timeout=INSTALL_SECONDS):
        if stamp.exists() and stamp.read_text() == wanted:
            return
        _run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], "npm")
        stamp.write_text(wanted)


def _run(command: list[str], what: str) -> None:
    environment: Mapping[str, str] = os.environ
    try:
        done = subprocess.run(
            command, cwd=HERE, env=environment, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PeerUnavailable(f"{what} took more than {INSTALL_SECONDS} s to install the clients") from error
    if done.returncode != 0:
        raise PeerUnavailable(f"{what} could not install the clients: {done.stderr.strip()[-300:]}")


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise PeerUnavailable(f"{name} is not installed on this machine")
    return found
