"""Turns .doc, .odt, .rtf and old sheets into kinds that are read here, by LibreOffice without a window."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

from knowledge.readers.caps import Caps
from knowledge.readers.kinds import Kind
from knowledge.readers.reading import Unreadable, Why

Waiting = Callable[[], None]
PROGRAMS = ("soffice", "libreoffice")
PLACES = (
    "/usr/bin/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
SECONDS_MAX = 120.0
TURNED_INTO = {kind: Kind.XLSX if kind in (Kind.XLS, Kind.ODS) else Kind.DOCX for kind in Kind}
FILTERS = {Kind.DOCX: "docx:MS Word 2007 XML", Kind.XLSX: "xlsx:Calc MS Excel 2007 XML"}
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""  # noqa: E501 - lines of LibreOffice's own file
"""No macro runs, and nothing is fetched from elsewhere."""


def program(caps: Caps) -> str:
    """LibreOffice's program; raises NEEDS_OFFICE where there is none."""
    named = (caps.office,) if caps.office else (*PROGRAMS, *PLACES)
    found = next((path for name in named if (path := shutil.which(name))), None)
    if not found:
        raise Unreadable(Why.NEEDS_OFFICE)
    return found


def has_sheets(caps: Caps) -> bool:
    """Whether LibreOffice's part for sheets is installed too; Debian parts it from the one for texts."""
    folder = Path(program(caps)).resolve().parent
    return any((folder / name).exists() for name in ("scalc", "scalc.exe", "libsclo.so", "libsclo.dylib"))


def _unwatched() -> None:
    """Nobody looks on."""


def converted(kind: Kind, content: bytes, caps: Caps, waiting: Waiting = _unwatched) -> tuple[Kind, bytes]:
    """The file as .docx or .xlsx; LibreOffice has a profile of its own, limited time, and is killed whole.

    `waiting` is called every second; what it raises ends the work.
    """
    wanted = TURNED_INTO[kind]
    with tempfile.TemporaryDirectory(prefix="congdoan-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile = home / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        source = home / f"in.{kind}"
        source.write_bytes(content)
        _run([program(caps), f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore",
              "--nolockcheck", "--nodefault", "--nologo", "--convert-to", FILTERS[wanted],
              "--outdir", str(home / "out"), str(source)],
             home, min(SECONDS_MAX, caps.seconds_max), waiting)  # fmt: skip
        result = home / "out" / f"in.{wanted}"
        if not result.is_file():
            raise Unreadable(Why.BROKEN if wanted is Kind.DOCX or has_sheets(caps) else Why.NEEDS_OFFICE, str(kind))
        if result.stat().st_size > caps.unpacked_max:
            raise Unreadable(Why.TOO_BIG, str(kind))
        return wanted, result.read_bytes()


def _run(command: list[str], home: Path, seconds: float, waiting: Waiting = _unwatched) -> None:
    environment = {**{name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ},
                   "HOME": str(home), "TMPDIR": str(home), "TEMP": str(home), "TMP": str(home)}  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - LibreOffice, with names of our own only
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=os.name == "posix",
    )
    try:
        _wait(process, seconds, waiting)
    finally:
        _kill(process)


def _wait(process: subprocess.Popen[bytes], seconds: float, waiting: Waiting) -> None:
    late = monotonic() + seconds
    while (left := late - monotonic()) > 0:
        with suppress(subprocess.TimeoutExpired):
            process.wait(min(1.0, left))
            return
        waiting()
    raise Unreadable(Why.TOO_SLOW, str(max(1, round(seconds / 60))))


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The program and what it started; nothing where it is gone already."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - Windows\' own program
    process.wait()
