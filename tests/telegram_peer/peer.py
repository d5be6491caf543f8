"""How is the test peer started, told what to do and asked what it saw?"""

import base64
import hashlib
import shutil
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from filelock import FileLock

TOKEN = "666:AAE-invented_Token_of_no_bot_at_all"
USERNAME = "tro_ly_thu_bot"
HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
STAMP = PACKAGES / ".installed"
INSTALL_SECONDS = 180


NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""All is plain HTTP on this machine; loading the world's certificates for each client would be most of the work."""


class PeerUnavailable(Exception):  # noqa: N818 - a reason to skip, not a fault
    """The peer cannot run on this machine; the text says why."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot as it came over the wire; an upload is told by its parameter, name and size."""

    method: str
    parameters: Mapping[str, object]
    uploads: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Peer:
    """The running peer; `url` is what TELEGRAM_BASE_URL gets."""

    url: str

    async def forget(self) -> None:
        """Messages, faults, webhooks, menus: everything is as after the start."""
        await self._post("forget")

    async def calls(self, method: str = "") -> list[Call]:
        """What the bot has called, in order; `getUpdates` is left out."""
        found = [
            Call(str(call["method"]), _mapping(call["parameters"]), _mapping(call["uploads"]))
            for call in await self._get("calls")
        ]
        return [call for call in found if method in ("", call.method)]

    async def delivered(self) -> list[dict[str, object]]:
        """The updates the bot was given, but for those injected as malformed."""
        return list(await self._get("delivered"))

    async def refuse(self, method: str, status: int, words: str, **parameters: int) -> None:
        """The next call of this method is refused."""
        fault = {"method": method, "error_code": status, "description": words, "parameters": parameters}
        await self._post("faults", fault)

    async def hang_up_on(self, method: str) -> None:
        """The next call of this method is taken, and the connection broken without a word."""
        await self._post("faults", {"method": method, "hangs_up": True})

    async def revoke(self, token: str) -> None:
        """From now on the token is nobody's."""
        await self._post(f"revoked/{token}")

    async def move_group(self, old: int, new: int) -> None:
        """The group becomes a supergroup: messages to the old one are refused, with the new id."""
        await self._post(f"moved/{old}", {"to": new})

    async def keep_file(self, file_id: str, content: bytes) -> None:
        """A file that the bot may fetch."""
        await self._post(f"files/{file_id}", {"base64": base64.b64encode(content).decode()})

    async def uploaded(self, file_id: str) -> bytes:
        """What the bot has uploaded: `file1`, `file2` and so on."""
        async with client_of(self.url) as client:
            return (await client.get(f"/file/bot{TOKEN}/{file_id}")).raise_for_status().content

    async def silence(self, chat: int) -> None:
        """The person has stopped the bot: what it sends is refused."""
        await self._post(f"silent/{chat}")

    async def unsilence(self, chat: int) -> None:
        """The person takes messages again."""
        async with client_of(self.url) as client:
            (await client.delete(f"/__/silent/{chat}")).raise_for_status()

    async def inject(self, update: Mapping[str, object], *, is_malformed: bool = False) -> None:
        """Gives the bot this update; the peer numbers it."""
        await self._post(f"updates/{TOKEN}{'?malformed' if is_malformed else ''}", update)

    async def _get(self, path: str) -> list[dict[str, object]]:
        async with client_of(self.url) as client:
            return list((await client.get(f"/__/{path}")).raise_for_status().json())

    async def _post(self, path: str, body: Mapping[str, object] | None = None) -> None:
        async with client_of(self.url) as client:
            (await client.post(f"/__/{path}", json=body or {})).raise_for_status()


def client_of(url: str) -> httpx.AsyncClient:
    """An HTTP client for the peer at this address."""
    return httpx.AsyncClient(base_url=url, verify=NO_CERTIFICATES)


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, dict)
    return value


@contextmanager
def start_peer() -> Iterator[Peer]:
    """A peer of one's own on a free port of this machine. Raises `PeerUnavailable` where Node or npm cannot be had."""
    node = _program("node")
    install()
    process = subprocess.Popen(
        [node, str(HERE / "peer.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE
    )
    with process:
        assert process.stdin
        assert process.stdout
        try:
            line = process.stdout.readline()
            if not line.startswith("up "):
                raise PeerUnavailable("the peer did not start; its reason stands above")
            yield Peer(f"http://127.0.0.1:{int(line.removeprefix('up '))}")
        finally:
            process.stdin.close()
            process.terminate()


def install() -> None:
    """The packages of the lock, once for each state of it. Raises `PeerUnavailable`."""
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    with FileLock(HERE / ".install.lock", timeout=INSTALL_SECONDS):
        if STAMP.exists() and STAMP.read_text() == wanted:
            return
        command = [_program("npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        try:
            done = subprocess.run(
                command, cwd=HERE, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise PeerUnavailable(f"npm took more than {INSTALL_SECONDS} s to install the peer's packages") from error
        if done.returncode != 0:
            raise PeerUnavailable(f"npm could not install the peer's packages: {done.stderr.strip()[-300:]}")
        STAMP.write_text(wanted)


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise PeerUnavailable(f"{name} is not installed on this machine")
    return found
