"""The self-check says whether pictures of pages are read, and what is missing where they are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.doctor import of_readers
from knowledge.readers import ocr


@pytest.fixture(autouse=True)
def _looked_for_anew() -> Iterator[None]:
    ocr.is_here.cache_clear()
    yield
    ocr.is_here.cache_clear()


@pytest.mark.parametrize(
    ("languages", "says"),
    [
        (("eng", "osd"), "thiếu tiếng Việt, cần gói tesseract-ocr-vie"),
        (("eng", "vie"), "đọc được (Tesseract có tiếng Việt)"),
        (None, "cần gói tesseract-ocr và tesseract-ocr-vie"),
    ],
    ids=["without Vietnamese", "with Vietnamese", "not installed"],
)
def test_scans_are_read_where_tesseract_knows_vietnamese(
    languages: tuple[str, ...] | None, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if languages is not None:
        program = tmp_path / "tesseract"
        program.write_text("#!/bin/sh\n" + "".join(f"echo {each}\n" for each in languages), "utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    [finding] = of_readers()
    assert finding.is_fine
    assert says in finding.text
