"""How a library of many unions carries: built, kept, grown by a paper, asked; invented papers made of our own corpus.

Each size is measured in a process of its own, so that memory is that of the library alone.
"""

import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from statistics import median

from sqlmodel import Session

from bot import migrations
from bot.db import Database
from bot.shelf import Shelf
from knowledge import store
from knowledge.answer import Asker, Library, Question, build_library
from knowledge.dates import VIETNAM
from knowledge.digest import parse_digest
from knowledge.document import Document, DocumentKey, Header, Passage, UnitCode, read_document
from knowledge.extract import extract
from knowledge.library import renewed
from knowledge.text import fold
from tests.benchmarks.answers import WARM, asked, quietest
from tests.benchmarks.questions import QUESTIONS, unmarked
from tests.benchmarks.report import Figure, Part, at_most, below, percentile, plain

NAME = "library"
SIZES = ((100, 15.0), (1000, 40.0))
"""So many documents, and the bar of the slowest answer of a hundred in milliseconds."""
MEMORY_MAX = 1024
SECOND_MAX = 1000.0
ROUNDS = 3
NOW = datetime(2026, 11, 21, 8, tzinfo=VIETNAM)
PAGE = 4096
MEBIBYTE = 2**20
CORPUS = Path(__file__).parents[1] / "corpus"
PASSAGES = 100
FIRST = ("An", "Bình", "Cát", "Dương", "Đông", "Gò", "Hòa", "Kim", "Lâm", "Mỹ", "Nam", "Phước", "Quảng", "Sơn", "Tân")
SECOND = ("Bến", "Châu", "Đồng", "Giang", "Hải", "Khê", "Lộc", "Mai", "Ninh", "Phú", "Sa", "Thạnh", "Trạch", "Vân")
THIRD = ("", "", "", "Đông", "Tây", "Nam", "Bắc", "Thượng", "Hạ", "Trung")
LEVELS = ("xã", "phường", "xã", "phường", "tỉnh")


def measure() -> Part:
    """Every size in a process of its own."""
    figures: list[Figure] = []
    for documents, bar in SIZES:
        arguments = [sys.executable, "-m", "tests.benchmarks.library", str(documents)]
        told = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=CORPUS.parents[1])
        figures += lines(documents, bar, json.loads(told.stdout))
    return Part(NAME, tuple(figures))


def lines(documents: int, bar: float, found: dict[str, float]) -> list[Figure]:
    """What one process measured."""
    size = f"{documents:,} papers, {documents * PASSAGES:,} passages"
    return [
        plain(f"{size}: built in", found["built"], "s", 1),
        at_most("    memory for documents and library", found["memory"], MEMORY_MAX, "MiB"),
        at_most("    a new paper added to it", found["added"], SECOND_MAX, "ms"),
        at_most("    published in one process, answered in another", found["published"], SECOND_MAX, "ms"),
        plain("    question to words, p50", found["p50"], "ms", 2),
        below("    question to words, p99", found["p99"], bar, "ms", 2),
        plain("    processor time when first asked, p99", found["worked"], "ms", 2),
    ]


def measured(count: int) -> dict[str, float]:
    """One size, in this process."""
    before = resident()
    documents = [*invented(count)]
    began = time.perf_counter()
    library = build_library(documents, 1)
    built = time.perf_counter() - began
    gc.collect()
    found = {"built": built, "memory": resident() - before}
    extra = [replace(each, key=DocumentKey(f"new/{n}")) for n, each in enumerate(invented(ROUNDS, seed=11))]
    found["added"] = min(1000 * taken(library, each) for each in extra)
    found |= answers(library)
    found["published"] = 1000 * published(documents, extra)
    return found


def taken(library: Library, document: Document) -> float:
    """How long the next version takes, in seconds."""
    began = time.perf_counter()
    renewed(library, [document], (), library.version + 1)
    return time.perf_counter() - began


def published(documents: Sequence[Document], extra: Sequence[Document]) -> float:
    """From the commit of a paper to a library in another holder that has it, the quietest of a few, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{Path(folder) / 'library.db'}")
        migrations.upgrade(db)
        db.write_now(partial(written, documents=documents))
        shelf = Shelf()
        db.read_now(shelf.library)
        waits = []
        for each in extra:
            db.write_now(partial(written, documents=[each]))
            began = time.perf_counter()
            assert each.key in db.read_now(shelf.library).volumes
            waits.append(time.perf_counter() - began)
        db.close()
    return min(waits)


def written(session: Session, documents: Sequence[Document]) -> None:
    """Publishes them."""
    for each in documents:
        store.write_document(session, each, each.key, NOW)


def answers(library: Library) -> dict[str, float]:
    """Asked by a union with papers, by one below many, by one from whom much is hidden, by nobody's officer."""
    codes = [issuer.code for issuer in library.issuers]
    askers = (
        Asker(own=tuple(codes[3:4]), above=tuple(codes[7:9])),
        Asker(own=tuple(codes[3:4]), above=tuple(codes[5:25])),
        Asker(own=tuple(codes[3:4]), above=tuple(codes[7:9]), hidden=frozenset(codes[30:])),
        Asker(),
    )
    named = [f"{text} {issuer.name}" for text, issuer in zip(QUESTIONS, library.issuers, strict=False)]
    texts = [Question(text) for text in (*QUESTIONS, *unmarked(), *named)]
    for question in WARM:
        asked(Question(question), library, askers[0])
    rounds = [[asked(question, library, asker) for asker in askers for question in texts] for _ in range(ROUNDS)]
    waited, worked = quietest(rounds), [spent.worked for spent in rounds[0]]
    return {"p50": median(waited), "p99": percentile(waited, 0.99), "worked": percentile(worked, 0.99)}


def resident() -> float:
    """What this process holds in memory, in MiB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE / MEBIBYTE


def invented(count: int, passages: int = PASSAGES, seed: int = 7) -> Iterator[Document]:
    """So many programmes of as many unions, each with so many passages; the same every time."""
    chance = random.Random(seed)  # noqa: S311 - the same papers every time, no secret
    names = sorted({f"{a} {b} {c}".strip() for a in FIRST for b in SECOND for c in THIRD if a != b})
    chance.shuffle(names)
    for number in range(count):
        name = names[number % len(names)]
        yield programme(number, f"{LEVELS[number % len(LEVELS)]} {name}", passages, chance)


def programme(number: int, place: str, passages: int, chance: random.Random) -> Document:
    """One programme of a union of that place."""
    year = chance.choice((2024, 2025, 2026, 2026, 2026, 2027))
    code = UnitCode(fold(place.partition(" ")[2]).replace(" ", "-"))
    header = Header(
        title=f"Chương trình công tác công đoàn {place} năm {year}", type="Chương trình",
        issuer=f"Công đoàn {place}", issuer_code=code, number=f"{1 + number % 60:02}/CTr-CĐ",
        issued_on=date(year, 1, 2 + number % 25), valid_from=date(year, 1, 1), valid_to=date(year, 12, 31),
        period=f"năm {year}", signer_role="Chủ tịch", theme=f"Mỗi đoàn viên {place} một việc tốt",
    )  # fmt: skip
    held = tuple(varied(chance.choice(material()), n, chance) for n in range(passages))
    return Document(DocumentKey(f"invented/{number}"), header, held)


def varied(passage: Passage, number: int, chance: random.Random) -> Passage:
    """A passage of our corpus joined with a clause of another; its figures stand in its words as before.

    By when they are due is kept where the passage says it itself, and not the paper that it was taken from.
    """
    other = chance.choice(clauses())
    section, item = divmod(number, 8)
    targets = (each if each.due in passage.text else replace(each, due="") for each in passage.targets)
    return replace(
        passage, place=f"mục {section + 1}, gạch đầu dòng {item + 1}", targets=tuple(targets),
        text=f"{passage.text.rstrip('.')}; {other}.", ordinal=item + 1 if passage.ordinal else None,
    )  # fmt: skip


@cache
def material() -> Sequence[Passage]:
    """Every passage of our own corpus."""
    programmes = [
        parse_digest(file.read_text("utf-8"), DocumentKey(file.stem))
        for file in sorted((CORPUS / "programmes").glob("*.txt"))
    ]
    papers = [
        extract(read_document(file.read_text("utf-8"), DocumentKey(file.stem)))
        for folder in ("documents", "reading", "unseen", "blind")
        for file in sorted((CORPUS / folder).glob("*.txt"))
        if file.name != "questions.txt"
    ]
    return [passage for paper in (*programmes, *papers) for passage in paper.passages if 20 < len(passage.text) < 600]


@cache
def clauses() -> Sequence[str]:
    """Their clauses one by one."""
    return [part.strip(" .") for passage in material() for part in passage.text.split(";") if 30 < len(part) < 160]


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
