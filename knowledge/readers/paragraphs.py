"""Which lines of a printed column make one paragraph, and where does the paper leave a gap."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from knowledge.outline import is_all_capitals
from knowledge.readers.cleaning import over_break
from knowledge.readers.columns import Box, Column, Piece, around, opens_with_mark

GAP = 1.35
"""In usual distances from line to line: more is a gap between blocks."""


def text_of(column: Column) -> str:
    """The column's paragraphs, each on one line; an empty line where a block ends, none inside a title."""
    lines = column.lines
    if not lines:
        return ""
    edges = around(line.box for line in lines)
    pitch = _usual_pitch(lines)
    parts = [lines[0].text]
    first = lines[0]
    for before, line in pairwise(lines):
        if not _are_names(before, line, column) and _goes_on(
            before, line, first=first, edges=edges, pitch=pitch, lines=lines
        ):
            parts[-1] = over_break(parts[-1], line.text)
        else:
            parts += ["\n" if _is_block(before, line, edges, pitch, column) else "\n\n", line.text]
            first = line
    return "".join(parts)


_BEGINS_NAME = re.compile(
    r"\W*(?:(?:TỔNG )?LIÊN ĐOÀN|LĐLĐ|CÔNG ĐOÀN|CĐ|NGHIỆP ĐOÀN|TỔNG|BAN|ĐẢNG|SỞ|CHỦ TỊCH|PHÓ|QUYỀN|TRƯỞNG|CHÁNH"
    r"|T/?M|KT|TL|TUQ|CỘNG H|SỐ)\b"
)


def _are_names(before: Piece, line: Piece, column: Column) -> bool:
    """In a letterhead or under a paper each line in capitals that begins with a body or an office names another one."""
    both = column.is_side and is_all_capitals(before.text) and is_all_capitals(line.text)
    return both and _BEGINS_NAME.match(line.text) is not None


def _usual_pitch(lines: Sequence[Piece]) -> float:
    steps = [after.box.top - before.box.top for before, after in pairwise(lines)]
    height = median(line.box.height for line in lines)
    close = [step for step in steps if 0.7 * height < step < 2.2 * height]
    return min(median(close), 1.7 * height) if close else 1.4 * height


def _goes_on(before: Piece, line: Piece, *, first: Piece, edges: Box, pitch: float, lines: Sequence[Piece]) -> bool:
    """Whether the line continues the paragraph: it was broken for want of room, and nothing marks a beginning."""
    if before.text.startswith("| ") or line.text.startswith("| "):
        return False
    if line.box.top - before.box.top > GAP * pitch or not _is_alike(before, line):
        return False
    is_range = before.text[-1:].isdigit() and line.text[:1] in "-–" and line.text[1:].strip()[:4].isdigit()
    if opens_with_mark(line.text) and not is_range:
        return False
    if _leaves_title(before.text, line.text):
        return False
    if _had_room(before, line, edges) or _ends_widest(before, line, edges, lines):
        return False
    # A line set in further than the one before begins a paragraph, unless a list's mark hangs before the text.
    is_set_in = line.box.x0 - before.box.x0 > 0.8 * line.box.height
    is_hanging = before is first and opens_with_mark(before.text)
    return not is_set_in or is_hanging or _is_centred(line.box, edges)


def _leaves_title(before: str, line: str) -> bool:
    """From several words in capitals to small letters or back; a lone 'XIII' or 'CNVCLĐ' is the end of a sentence."""
    capitals, small = (before, line) if is_all_capitals(before) else (line, before)
    is_change = is_all_capitals(capitals) and not is_all_capitals(small)
    return is_change and line[:1].isupper() and (" " in capitals.strip() or len(capitals) > 12)


def _is_alike(before: Piece, line: Piece) -> bool:
    larger, smaller = sorted((before.box.height, line.box.height), reverse=True)
    return smaller > 0.72 * larger


def _had_room(before: Piece, line: Piece, edges: Box) -> bool:
    """Whether the line's first word would have stood on the line before: then somebody ended that on purpose."""
    word = len(line.text.split(" ", 1)[0]) + 1
    needed = word * line.box.width / max(len(line.text), 1)
    free = edges.x1 - before.box.x1
    if _is_centred(before.box, edges):
        free *= 2
    return free > 1.15 * needed + 0.3 * line.box.height


def _ends_widest(before: Piece, line: Piece, edges: Box, lines: Sequence[Piece]) -> bool:
    """A sentence that ends in the only line so wide: nothing says that there was no room after it."""
    reaching = sum(edges.x1 - each.box.x1 < 0.02 * edges.width for each in lines)
    is_level = abs(before.box.x0 - line.box.x0) < 0.5 * line.box.height
    return reaching == 1 and is_level and before.text.endswith((".", ";", ":")) and line.text[:1].isupper()


def _is_centred(box: Box, edges: Box) -> bool:
    left, right = box.x0 - edges.x0, edges.x1 - box.x1
    return min(left, right) > 1.2 * box.height and abs(left - right) < 0.12 * edges.width + 4


def _is_block(before: Piece, line: Piece, edges: Box, pitch: float, column: Column) -> bool:
    """Lines of a letterhead, of a title or of a table belong together where no gap parts them."""
    if line.box.top - before.box.top > 1.6 * pitch:
        return False
    if before.text.startswith("| ") and line.text.startswith("| "):
        return True
    both_centred = _is_centred(before.box, edges) and _is_centred(line.box, edges)
    return column.is_side or both_centred
