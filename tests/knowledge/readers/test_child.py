"""Reading happens in a process of its own: it answers as if read here, and dies alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.readers import Caps, Doubt, Page, Reading, Unreadable, Why, child
from knowledge.readers.child import look_in_child, read_in_child
from knowledge.readers.read import read_bytes
from tests.knowledge.readers import word

PAPER = "Số: 12/KH-CĐX\n\nKẾ HOẠCH\nCông tác năm 2026\n\n- Kết nạp mới ít nhất 40 đoàn viên."


def paper() -> bytes:
    document = word.new()
    for line in PAPER.splitlines():
        document.add_paragraph(line)
    return word.content(document)


@pytest.mark.parametrize(("name", "content"), [("a.docx", paper()), ("a.txt", PAPER.encode())], ids=["docx", "txt"])
def test_the_child_reads_what_is_read_here(name: str, content: bytes) -> None:
    assert read_in_child(name, content) == read_bytes(name, content)


def test_doubts_and_confidence_come_through() -> None:
    reading = Reading("pdf", (Page("một", 0.5, (Doubt("1OO%", 0.25),)), Page("hai")), ())
    assert child._reading(child.asdict(reading)) == reading


def test_a_refusal_comes_through_with_its_detail() -> None:
    with pytest.raises(Unreadable) as refused:
        read_in_child("a.docx", b"MZ\x90\0" * 200)
    assert (refused.value.why, refused.value.detail) == (Why.DISGUISED, "exe")


def test_the_quick_look_passes_and_refuses() -> None:
    look_in_child("a.docx", paper())
    with pytest.raises(Unreadable) as refused:
        look_in_child("a.txt", "CÔNG ĐOÀN XÃ\nMẬT\nKẾ HOẠCH".encode())
    assert (refused.value.why, refused.value.detail) == (Why.SECRET, "MẬT")


def test_too_many_bytes_are_refused_before_a_child_is_started() -> None:
    with pytest.raises(Unreadable) as refused:
        read_in_child("a.txt", b"a" * 2000, Caps(bytes_max=1000))
    assert refused.value.why is Why.TOO_BIG


def test_a_child_that_takes_too_long_is_killed() -> None:
    with pytest.raises(Unreadable) as refused:
        read_in_child("a.docx", paper(), Caps(seconds_max=0.001))
    assert refused.value.why is Why.TOO_SLOW


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no memory")
def test_a_child_that_needs_too_much_memory_dies_alone() -> None:
    with pytest.raises(Unreadable) as refused:
        read_in_child("a.txt", b"Hop giao ban\n" * 1_000_000, Caps(memory_max=160 * 1024 * 1024))
    assert refused.value.why is Why.TOO_BIG


def test_progress_is_passed_on() -> None:
    from openpyxl import Workbook

    from tests.knowledge.readers.test_xlsx import content

    workbook = Workbook()
    workbook.active.append(["CĐCS A", 3])
    workbook.create_sheet("hai").append(["CĐCS B", 4])
    seen: list[tuple[int, int]] = []
    read_in_child("a.xlsx", content(workbook), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_the_serving_side_loads_no_parser() -> None:
    script = (
        "import sys; from knowledge.readers.child import read_in_child; "
        "read_in_child('a.txt', b'Hop giao ban'); "
        "print([name for name in ('lxml', 'openpyxl', 'pypdfium2', 'docx') if name in sys.modules])"
    )
    house = Path(child.__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", script], cwd=house, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_picture_without_recognition_at_hand_is_refused_at_the_first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreadable) as refused:
        look_in_child("anh.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    assert refused.value.why is Why.NEEDS_OCR


def test_a_child_that_dies_while_it_is_written_to_is_a_refusal_and_no_fault() -> None:
    found = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with found:
        found.wait(20)
        child._write(found, "read", "a.txt", b"a" * 100, Caps())
    assert found.stdin
    assert found.stdin.closed


SLOW_CHILD = """
import sys, time
from knowledge.readers import child, read
read.read_bytes = lambda *_: time.sleep(60)
child.BEAT_SECONDS = 0.1
child.main()
"""


def slow_child() -> subprocess.Popen[bytes]:
    """A child in the middle of a page that takes a minute."""
    found = subprocess.Popen(
        [sys.executable, "-c", SLOW_CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=child.HOUSE,
        start_new_session=os.name == "posix",
    )  # fmt: skip
    child._write(found, "read", "a.txt", PAPER.encode(), Caps())
    return found


def test_a_child_that_nobody_listens_to_any_more_ends_by_itself() -> None:
    with slow_child() as found:
        assert found.stdout
        assert found.stdout.readline()
        found.stdout.close()
        assert found.wait(20) != 0


class HaltedError(Exception):
    """Nobody wants it any more."""


def test_a_reading_is_ended_in_the_middle_of_a_page() -> None:
    def halted(done: int, total: int) -> None:
        raise HaltedError(done, total)

    with slow_child() as found:
        with pytest.raises(HaltedError):
            child._heard(found, halted)
        child._kill(found)
