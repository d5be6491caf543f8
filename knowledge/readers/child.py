"""Reads a stranger's file in a process of its own: parsers never load where people are served.

`python -m knowledge.readers.child` takes one line of JSON (the task) and then the file on its input, and answers in
lines of JSON: how far it is, and at last the reading or the refusal.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any

from knowledge.readers import kinds
from knowledge.readers.caps import Caps
from knowledge.readers.kinds import Kind
from knowledge.readers.reading import Advice, Doubt, Page, Reading, Remark, Unreadable, Why

Progress = Callable[[int, int], None]
LOOK_SECONDS_MAX = 20.0
"""The quick check stands between a person and the answer."""
BEAT_SECONDS = 1.0
"""So often a child says that it lives, and learns whether anybody still listens."""
HOUSE = Path(__file__).parents[2]

log = logging.getLogger(__name__)


def _unwatched(_done: int, _total: int) -> None:
    """Nobody looks on."""


def read_in_child(name: str, content: bytes, caps: Caps | None = None, progress: Progress = _unwatched) -> Reading:
    """The whole file as text with pages, read elsewhere; raises `Unreadable`, TOO_SLOW when its time is over."""
    caps = caps or Caps()
    began = monotonic()
    if not kinds.needs_office(content) or len(content) > caps.bytes_max:
        return _reading(_asked("read", name, content, caps, progress))
    # LibreOffice is a process of its own, with its own needs of memory: it runs beside the child, not below it.
    from knowledge.readers import office

    look_in_child(name, content, caps)
    kind = kinds.kind_of(name, content, caps)
    converted, content = office.converted(kind, content, caps, lambda: progress(0, 0))
    left = replace(caps, seconds_max=max(1.0, caps.seconds_max - (monotonic() - began)))
    return replace(_reading(_asked(f"read {converted} {kind}", name, content, left, progress)), kind=str(kind))


def look_in_child(name: str, content: bytes, caps: Caps | None = None) -> None:
    """The quick check of `read.look`, done elsewhere; raises `Unreadable`."""
    caps = caps or Caps()
    if len(content) > caps.bytes_max:
        raise Unreadable(Why.TOO_BIG, f"{caps.bytes_max // (1024 * 1024)} MB")
    hasty = replace(caps, seconds_max=min(caps.seconds_max, LOOK_SECONDS_MAX))
    try:
        _asked("look", name, content, hasty, _unwatched)
    except Unreadable as refusal:
        # A large paper on a busy machine is no refusal: it is read whole afterwards, and refused then if need be.
        if refusal.why is not Why.TOO_SLOW or caps.seconds_max < LOOK_SECONDS_MAX:
            raise


# The side that serves people


def _asked(task: str, name: str, content: bytes, caps: Caps, progress: Progress) -> dict[str, Any]:
    """What the child answers at last; whatever happens to it, nothing but `Unreadable` comes out."""
    if len(content) > caps.bytes_max:
        raise Unreadable(Why.TOO_BIG, f"{caps.bytes_max // (1024 * 1024)} MB")
    with _started() as child:
        late = threading.Event()
        timer = threading.Timer(caps.seconds_max, _stop_late, (child, late))
        timer.start()
        writer = threading.Thread(target=_write, args=(child, task, name, content, caps), daemon=True)
        writer.start()
        try:
            answer = _heard(child, progress)
        finally:
            timer.cancel()
            _kill(child)
            writer.join()
    if late.is_set() and not answer:
        raise Unreadable(Why.TOO_SLOW, str(max(1, round(caps.seconds_max / 60))))
    if not answer or "broken" in answer:
        log.warning("reading.child_failed", extra={"status": child.returncode, "error": (answer or {}).get("broken")})
        raise Unreadable(Why.BROKEN)
    if "refused" in answer:
        raise Unreadable(Why(answer["refused"]), answer["detail"])
    return answer


@contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    """The child, in a group of its own so that it can be killed whole; it sees no token and no database."""
    quiet = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR",
                                                 "TESSDATA_PREFIX", "PROGRAMFILES") if name in os.environ}  # fmt: skip
    own_group: dict[str, Any] = {"start_new_session": True} if os.name == "posix" else {
        "creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "knowledge.readers.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HOUSE,
        env={**quiet, "PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"},
        **own_group,
    ) as child:
        yield child


def _write(child: subprocess.Popen[bytes], task: str, name: str, content: bytes, caps: Caps) -> None:
    assert child.stdin
    line = json.dumps({"task": task, "name": name, "caps": asdict(caps)}).encode()
    with suppress(OSError, ValueError):  # it may be dead already; then its silence is the answer
        child.stdin.write(line + b"\n")
        child.stdin.write(content)
    with suppress(OSError, ValueError):  # closed here or nowhere: what is left in it for a dead child would be raised
        child.stdin.close()


def _heard(child: subprocess.Popen[bytes], progress: Progress) -> dict[str, Any]:
    """Progress is passed on as it comes; the last word is returned, nothing when the child died without one.

    A beat passes on the same pages again: whoever looks on may end a reading in the middle of a page.
    """
    assert child.stdout
    pages = (0, 0)
    for line in child.stdout:
        try:
            said = json.loads(line)
        except ValueError:
            return {}
        if "done" in said:
            pages = (said["done"], said["total"])
        elif "beat" not in said:
            return dict(said)
        progress(*pages)
    return {}


def _stop_late(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill(child)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """The child and whatever it started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            command = ["taskkill", "/T", "/F", "/PID", str(child.pid)]
            subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - Windows\' own program
            child.kill()


def _reading(said: dict[str, Any]) -> Reading:
    pages = tuple(
        Page(page["text"], page["confidence"], tuple(Doubt(**doubt) for doubt in page["doubts"]))
        for page in said["pages"]
    )
    return Reading(said["kind"], pages, tuple(Remark(Advice(one["advice"]), one["detail"]) for one in said["warnings"]))


# The side that reads


def main() -> None:
    """One task from the input, one answer to the output."""
    answers = os.fdopen(os.dup(1), "wb")
    threading.Thread(target=_beat, args=(answers,), daemon=True).start()
    os.dup2(2, 1)  # a library that prints must not speak between our lines
    task = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    caps = Caps(**task["caps"])
    _limit(caps)
    _say(answers, _answer(task["task"], task["name"], content, caps, answers))
    answers.flush()
    os._exit(0)  # libraries that tidy up at the end only cost time


def _answer(task: str, name: str, content: bytes, caps: Caps, answers: IO[bytes]) -> dict[str, Any]:
    from knowledge.readers import read

    def progress(done: int, total: int) -> None:
        _say(answers, {"done": done, "total": total})

    try:
        match task.split():
            case ["look"]:
                read.look(name, content, caps)
                return {"looked": True}
            case ["read"]:
                return asdict(read.read_bytes(name, content, caps, progress))
            case ["read", converted, found]:
                return asdict(read.read_as(Kind(converted), content, caps, progress, name=name, found=Kind(found)))
    except Unreadable as refusal:
        cause = refusal.__cause__
        if refusal.why is Why.BROKEN and cause and not refusal.detail:
            return {"broken": _where(cause)}
        return {"refused": refusal.why, "detail": refusal.detail}
    except MemoryError:
        return {"refused": Why.TOO_BIG, "detail": "memory"}
    return {"broken": f"no such task: {task}"}


def _where(error: BaseException) -> str:
    """'KeyError at docx.py:120': never a word of the file."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}"


_TURN = threading.Lock()


def _say(answers: IO[bytes], said: dict[str, Any]) -> None:
    with _TURN:
        answers.write(json.dumps(said).encode() + b"\n")
        answers.flush()


def _beat(answers: IO[bytes]) -> None:
    """Says that it lives; ends everything here once nobody listens: whoever asked was killed."""
    while True:
        sleep(BEAT_SECONDS)
        try:
            _say(answers, {"beat": True})
        except OSError:
            if os.name == "posix" and os.getpgid(0) == os.getpid():
                os.killpg(0, signal.SIGKILL)  # Tesseract, too
            os._exit(1)


def _limit(caps: Caps) -> None:
    """Memory and processor time, where the system can limit them."""
    if sys.platform == "win32":
        return
    import resource

    seconds = int(caps.seconds_max) + 5
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (caps.memory_max, caps.memory_max))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
