"""`--library` takes every kind of file that is read here, digests as they are, and says what it cannot take."""

from pathlib import Path

import docx
import pytest

from bot.commands.paper_files import library_of
from bot.db import Database
from bot.mistake import Mistake
from bot.settings import Settings
from bot.shelf import Shelf
from knowledge.digest import parse_digest
from knowledge.document import DocumentKey, Target
from tests.knowledge.proposals.papers import Office, paper

DIGEST = Path(__file__).parents[2] / "knowledge" / "digests" / "suoi-may-2026.txt"


def as_text(folder: Path) -> Path:
    path = folder / "ct.txt"
    path.write_text(paper(), "utf-8")
    return path


def as_word(folder: Path) -> Path:
    path = folder / "ct.docx"
    written = docx.Document()
    for line in paper().splitlines():
        written.add_paragraph(line)
    written.save(str(path))
    return path


def as_page(folder: Path) -> Path:
    path = folder / "ct.html"
    body = "".join(f"<p>{line}</p>" for line in paper().splitlines() if line)
    path.write_text(f"<html><head><meta charset='utf-8'></head><body><article>{body}</article></body></html>", "utf-8")
    return path


@pytest.mark.parametrize("written", [as_text, as_word, as_page])
def test_the_same_paper_sets_the_same_in_every_kind_of_file(written: object, tmp_path: Path) -> None:
    assert callable(written)
    path: Path = written(tmp_path)
    [document] = library_of(Settings(), [str(path)])
    assert document.key == f"file/{path.name}"
    assert not document.is_digest
    found = [(target.value, target.measure) for clause in document.passages for target in clause.targets]
    assert found == [(90, "%"), (40, "đoàn viên"), (100, "%")]
    assert document.header.number == "07/CTr-CĐXĐS"


def test_a_digest_is_taken_as_it_is() -> None:
    [document] = library_of(Settings(), [str(DIGEST)])
    assert document == parse_digest(DIGEST.read_text("utf-8"), DocumentKey(f"file/{DIGEST.name}"))


def test_a_markdown_file_that_begins_with_a_heading_is_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "ct.md"
    path.write_text(f"# Chương trình của xã\n\n{paper()}", "utf-8")
    [document] = library_of(Settings(), [str(path)])
    assert not document.is_digest
    assert any(isinstance(target, Target) for clause in document.passages for target in clause.targets)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"  \n", "trống", id="empty"),
        pytest.param("Tên: A\nSai dòng này\n".encode(), "dòng 2", id="a digest with a wrong line"),
        pytest.param(("TUYỆT MẬT\n" + paper()).encode(), "mật", id="stamped"),
    ],
)
def test_what_cannot_be_taken_is_told_in_one_line(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(Mistake, match=f"(?i){says}"):
        library_of(Settings(), [str(path)])


def test_a_house_that_is_running_answers_from_a_paper_as_soon_as_it_is_published(db: Database) -> None:
    shelf, office = Shelf(), Office(db)
    assert db.read_now(shelf.library).documents == ()
    proposal = office.dropped(paper())
    assert db.read_now(shelf.library).documents == ()
    office.published(proposal)
    [answering] = db.read_now(shelf.library).documents
    assert answering.version == 1
    office.taken_back(proposal.id)
    assert db.read_now(shelf.library).documents == ()
