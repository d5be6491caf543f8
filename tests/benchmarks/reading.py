"""How fast files are read, and what memory it takes, against the bare extraction of the libraries in the same run."""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.report import Absent, Figure, Part, at_least, at_most, plain

NAME = "reading"
PAGES, FILES, ROUNDS = 300, 40, 3
BAR_SHARE, BAR_MEMORY = 0.1, 150.0
"""Of the speed of bare extraction, which knows no columns, tables or paragraphs; and MiB on top of its memory."""
ROOT = Path(__file__).parents[2]
READERS = ("ours", "pypdfium2", "pypdf")


def measure() -> Part:
    """A long file and a folder of small ones, each reader in a process of its own."""
    if not Path("/proc/self/status").exists():
        raise Absent("needs /proc to measure memory")
    with TemporaryDirectory() as name:
        folder = Path(name)
        print_papers(folder)
        long = {reader: run(reader, [folder / "long.pdf"]) for reader in READERS}
        small = {reader: run(reader, sorted(folder.glob("small*.pdf"))) for reader in READERS}
        scan = recognised(folder / "scan.pdf")
    share = long["pypdfium2"]["seconds"] / long["ours"]["seconds"]
    memory = long["ours"]["memory"] - long["pypdfium2"]["memory"]
    return Part(
        NAME,
        (
            *(plain(f"{PAGES} pages, {reader}", PAGES / long[reader]["seconds"], "pages/s") for reader in READERS),
            at_least("    ours of pypdfium2's bare text", share, BAR_SHARE, "of its speed", 2),
            *(plain(f"    peak memory, {reader}", long[reader]["memory"], "MiB") for reader in READERS),
            at_most("    ours above pypdfium2's bare text", memory, BAR_MEMORY, "MiB", 1),
            *(plain(f"{FILES} small files, {each}", FILES / small[each]["seconds"], "files/s") for each in READERS),
            scan,
        ),
    )  # fmt: skip


def print_papers(folder: Path) -> None:
    """One long paper, many short ones, and two scanned pages."""
    import _pytest.outcomes

    from tests.corpus.reading.printing import body, one_column, scanned

    clause = "- Có 95% trở lên đoàn viên, người lao động được tuyên truyền, phổ biến nghị quyết và chính sách mới. "
    try:
        lines = [f"{n}. {clause * (1 + n % 3)}" for n in range(1, 17)]
        page = one_column(body(lines, 12))
    except _pytest.outcomes.Skipped as missing:
        raise Absent(str(missing)) from missing
    (folder / "long.pdf").write_bytes(repeated(page, PAGES))
    for n in range(FILES):
        (folder / f"small{n:02}.pdf").write_bytes(repeated(page, 3))
    (folder / "scan.pdf").write_bytes(scanned(repeated(page, 2)))


def repeated(page: bytes, pages: int) -> bytes:
    """The first page so many times."""
    import io

    import pypdfium2

    source, whole = pypdfium2.PdfDocument(page), pypdfium2.PdfDocument.new()
    for _ in range(pages):
        whole.import_pages(source, [0])
    held = io.BytesIO()
    whole.save(held)
    return held.getvalue()


def run(reader: str, files: list[Path]) -> dict[str, float]:
    """The median of some rounds, in a process that has only this reader loaded."""
    arguments = [sys.executable, "-m", "tests.benchmarks.reading", reader, *map(str, files)]
    done = [subprocess.run(arguments, cwd=ROOT, stdout=subprocess.PIPE, check=True) for _ in range(ROUNDS)]
    rounds = [json.loads(each.stdout) for each in done]
    return {what: median(each[what] for each in rounds) for what in ("seconds", "memory")}


def recognised(scan: Path) -> Figure:
    """Scanned pages for information: it is Tesseract's time."""
    from knowledge.readers import ocr
    from knowledge.readers.caps import Caps
    from knowledge.readers.pdf import read_pdf

    if not ocr.is_here():
        return Figure("scanned pages", "skipped: no Tesseract with Vietnamese")
    began = time.perf_counter()
    pages = len(read_pdf(scan.read_bytes(), Caps(), lambda _done, _all: None).pages)
    return plain("scanned pages, 300 dpi", pages / (time.perf_counter() - began), "pages/s", 2)


def main(arguments: list[str]) -> None:
    """What a child process does: reads the files with one reader, and prints its seconds and its peak memory."""
    reader, files = arguments[0], [Path(name).read_bytes() for name in arguments[1:]]
    read = {"ours": ours, "pypdfium2": bare_pdfium, "pypdf": bare_pypdf}[reader]
    began = time.perf_counter()
    letters = sum(read(content) for content in files)
    seconds = time.perf_counter() - began
    assert letters > 1000, "nothing was read"
    # The high-water mark of this program alone; `getrusage` hands on that of the parent.
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps({"seconds": seconds, "memory": peak}))


def ours(content: bytes) -> int:
    """Columns, tables, paragraphs and cleaning, as a document that is dropped in is read."""
    from knowledge.readers.read import read_bytes

    return len(read_bytes("a.pdf", content).text)


def bare_pdfium(content: bytes) -> int:
    """The library's text, page by page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def bare_pypdf(content: bytes) -> int:
    """The same by pypdf."""
    import io

    import pypdf

    return sum(len(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


if __name__ == "__main__":
    main(sys.argv[1:])
