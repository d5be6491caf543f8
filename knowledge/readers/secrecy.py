"""Is a paper stamped MẬT, TỐI MẬT or TUYỆT MẬT, or for internal use; ordinary talk of 'bí mật' is neither."""

import re
from collections.abc import Iterable

from knowledge.text import clean, fold

STAMPS = {"mat": "MẬT", "toimat": "TỐI MẬT", "tuyetmat": "TUYỆT MẬT"}
HEAD_LINES = 40
"""The stamp stands in the letterhead, under the number; a heading of one word deep in the text is none."""
MARGIN_LINES = 3
"""The stamp is repeated at the top or the foot of every page."""

LEVEL = re.compile(r"\W*(?:muc )?do (?:bao )?mat\s*(?:cua van ban)?\s*[:\-–]\s*(?P<level>[^;,.()|]{2,30})")
IN_BRACKETS = re.compile(r"[(\[]\s*(?P<level>MẬT|TỐI MẬT|TUYỆT MẬT)\s*[)\]]\s*$")
COLUMNS = re.compile(r"\s{3,}|\t|\|")
FRAME = re.compile(r"[^\w]+|_+")
INTERNAL = re.compile(r"\W*(?:tai lieu |van ban |chi )?luu hanh noi bo\W*")


def stamp_on(pages: Iterable[str]) -> str:
    """The stamp of a paper given page by page, as it should be written; '' where there is none."""
    for number, page in enumerate(pages):
        lines = [line for line in clean(page).splitlines() if line.strip()]
        near = lines[:HEAD_LINES] if number == 0 else [*lines[:MARGIN_LINES], *lines[-MARGIN_LINES:]]
        found = next((stamp for line in near if (stamp := stamp_in(line, in_head=number == 0))), "")
        if found:
            return found
    return ""


def stamp_in(line: str, *, in_head: bool = True) -> str:
    """The stamp when it stands alone in its line or column, in capitals: 'M Ậ T', '║ TỐI MẬT ║', 'TUYET MAT'."""
    if in_head and (said := LEVEL.fullmatch(fold(line).strip())):
        return _stamp(said["level"])
    if in_head and (bracketed := IN_BRACKETS.search(line)):
        return bracketed["level"]
    cells = (line, *COLUMNS.split(line.strip())) if not line.startswith("| ") else ()
    return next(
        (stamp for cell in cells if _is_written_as_stamp(cell, in_head=in_head) and (stamp := _stamp(cell))), ""
    )


def stamp_among(lines: Iterable[str]) -> str:
    """The stamp among lines that may be noise: only a line of exactly these words, with their marks, counts."""
    exact = {stamp: stamp for stamp in STAMPS.values()}
    return next((stamp for line in lines if (stamp := exact.get(" ".join(clean(line).split())))), "")


def is_internal(pages: Iterable[str]) -> bool:
    """Whether a line of its own says 'Lưu hành nội bộ'."""
    return any(INTERNAL.fullmatch(fold(line)) for page in pages for line in page.splitlines() if len(line) < 60)


def _stamp(words: str) -> str:
    return STAMPS.get(FRAME.sub("", fold(words)), "")


def _is_written_as_stamp(cell: str, *, in_head: bool) -> bool:
    """Capitals throughout; in the head also 'Tối mật' with its marks, as a typist without a stamp writes it."""
    letters = FRAME.sub("", cell)
    return letters.isupper() or (in_head and letters in {"Mật", "Tốimật", "TốiMật", "Tuyệtmật", "TuyệtMật"})
