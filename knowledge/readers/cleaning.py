"""What of a read page is not its text: broken characters, page numbers, running heads, figures damaged in reading."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.readers.mending import Repair, mended
from knowledge.readers.reading import Advice, Doubt, Page, Remark
from knowledge.text import clean, fold, is_syllable


def clean_pages(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Remark, ...]]:
    """The pages without what reading added or damaged, and a remark for each figure that was mended; never raises."""
    texts = [_characters(page.text) for page in pages]
    if _is_segmented(texts):
        texts = [_without_underscores(text) for text in texts]
    texts = _without_running_lines(texts)
    whole = [mended(text) for text in texts]
    remarks = dict.fromkeys(f"{repair.before} → {repair.after}" for _, repairs in whole for repair in repairs)
    cleaned = (_page(page, text, repairs) for page, (text, repairs) in zip(pages, whole, strict=True))
    return tuple(cleaned), tuple(Remark(Advice.REPAIRED, detail) for detail in remarks)


def _page(page: Page, text: str, repairs: Iterable[Repair]) -> Page:
    """The page with its new text; a doubtful figure that was mended is looked for in its mended form."""
    forms = {repair.before: repair.after for repair in repairs}
    doubts = tuple(Doubt(forms.get(doubt.words, doubt.words), doubt.confidence) for doubt in page.doubts)
    return replace(page, text=text, doubts=doubts)


# Characters

_LOOK_ALIKES = {
    ord("Ð"): "Đ",  # the Icelandic and the African letter are typed for ours by old keyboards
    ord("ð"): "đ",
    ord("Ɖ"): "Đ",
    ord("％"): "%",
    **{0xFF10 + digit: str(digit) for digit in range(10)},
}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_CONTROLS = dict.fromkeys((*range(9), 0x0B, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF))
_SOFT_BREAK = re.compile(r"\u00ad[ \t]*\r?\n[ \t]*(?=\w)")
_LINE_END = re.compile(r"([^\W\d_]+)-[ \t]*\n[ \t]*([^\W\d_]+)")
# Symbol fonts put their bullets into the private area; the other signs open a list on nobody's keyboard but Word's.
_BULLET = re.compile(r"^([ \t]*)(?:[\uf020-\uf0ff➢➤►▶❖◆◇✓✔✦★■□‣⁃∙·]|o(?=[ \t]+[A-ZĐÀ-Ỹ]))[ \t]+(?=\S)", re.MULTILINE)


def _characters(text: str) -> str:
    """NFC, our own letters for look-alikes, no invisible or control characters, no syllable parted by a line's end."""
    joined = _SOFT_BREAK.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    plain = clean(joined.translate(_LOOK_ALIKES | _LIGATURES | _CONTROLS))
    return _LINE_END.sub(_across_lines, _BULLET.sub(_plain_bullet, plain))


def _plain_bullet(match: re.Match[str]) -> str:
    return f"{match[1]}{'+' if match[0].strip() == 'o' else '-'} "


def over_break(before: str, after: str) -> str:
    """Two lines of one paragraph as one: 'trư-' / 'ởng' is a syllable, '2023-' / '2028' a range; else a blank stands.

    In 'kinh tế-' / 'xã hội' the hyphen joins two words and stays.
    """
    if not before.endswith("-"):
        return f"{before} {after}"
    first, second = re.search(r"([^\W\d_]+|\d+)-$", before[-20:]), re.match(r"[^\W\d_]+|\d+", after)
    if not first or not second or second[0][0].isupper():
        return f"{before} {after}"
    whole = first[1] + second[0]
    is_one = whole.isalpha() and is_syllable(fold(whole)) and _tones(whole) <= 1
    return f"{before[:-1]}{after}" if is_one else f"{before}{after}"


def _across_lines(match: re.Match[str]) -> str:
    """The same within a text whose lines are not put together yet."""
    return over_break(f"{match[1]}-", match[2]) if match[2][0].islower() else match[0]


def _tones(word: str) -> int:
    return sum(letter in "\u0300\u0301\u0303\u0309\u0323" for letter in unicodedata.normalize("NFD", word))


# Text that a program has cut into words: 'đoàn_viên , người lao_động'

_UNDERSCORED = re.compile(r"(?<![\w@./\\:&=-])[^\W_]+(?:_[^\W_]+)+(?![\w@/\\&=]|[.:-]\w)")
_INSIDE = re.compile(r"(?<=[(“]) (?=\S)|(?<=\S) (?=[)”])")


def _is_segmented(texts: Iterable[str]) -> bool:
    """Whether words with Vietnamese marks are tied by '_', which nobody types."""
    found = (match for text in texts for match in _UNDERSCORED.findall(text))
    return any(fold(match) != match.lower() and all(map(_may_be_word, match.split("_"))) for match in found)


def _may_be_word(piece: str) -> bool:
    return is_syllable(fold(piece)) or piece.isupper() or piece.isdecimal()


def _without_underscores(text: str) -> str:
    """'đoàn_viên , người lao_động' is 'đoàn viên, người lao động'; addresses and names of files stay."""
    untied = _UNDERSCORED.sub(_untied, text)
    # Between two figures a stop may be part of a number: that is for the repairs to say.
    return _INSIDE.sub("", "\n".join(_stops_joined(line) for line in untied.split("\n")))


def _untied(match: re.Match[str]) -> str:
    pieces = match[0].split("_")
    return " ".join(pieces) if all(map(_may_be_word, pieces)) else match[0]


def _stops_joined(line: str) -> str:
    return re.sub(r"(?<=[\w%)”\"]) (?=[,;:.!?](?:\s|$))(?!(?<=\d )[.,] \d)", "", line)


# Page numbers, running heads and feet

_PAGE_NUMBER = re.compile(
    r"[-–—\[(\s]*(?:(?P<word>trang|page|tr\.)\s*:?\s*)?(?P<number>\d{1,4})(?:\s*(?:/|of|trên)\s*(?P<total>\d{1,4}))?"
    r"[-–—\])\s.]*",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\s*[-–—]\s*\d{1,4}\s*[-–—]\s*")
_HEADING = re.compile(
    r"(?:phu luc|bieu(?: mau)?|mau|phan|chuong|dieu|muc|bang|khoan|quy|thang|nam)(?: thu| so)? (?:#|[ivx]+\b|\w+$)"
    r"|[ivx]+[.)]|#(?:\.#)*[.)](?:\s|$)|[a-z][.)]|[-+•*|]"
)
"""How a line begins, folded and with '#' for figures, that opens a part of the text wherever it stands."""
_EDGE_LINES = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at the top or the foot of a page: where it stands, its words, and the figures in it."""

    page: int
    place: int
    at_top: bool
    shape: str
    figures: tuple[int, ...]


def _without_running_lines(texts: Sequence[str]) -> list[str]:
    """The texts without page numbers and without the line that most pages repeat at their top or foot."""
    split = [text.split("\n") for text in texts]
    edges = [line for page, lines in enumerate(split) for line in _edges(page, lines)]
    dropped = _page_numbers(edges, split) | _repeated(edges, len(texts))
    return [
        # The gap beside a page number is the page's, not the text's: a sentence goes on over it.
        "\n".join(line for place, line in enumerate(lines) if (page, place) not in dropped).strip("\n")
        if any(held == page for held, _ in dropped)
        else "\n".join(lines)
        for page, lines in enumerate(split)
    ]


def _edges(page: int, lines: Sequence[str]) -> list[_Line]:
    filled = [place for place, line in enumerate(lines) if line.strip()]
    top, foot = filled[:_EDGE_LINES], filled[-_EDGE_LINES:] if len(filled) > _EDGE_LINES else []
    places = [(place, True) for place in top] + [(place, False) for place in foot if place not in top]
    return [
        _Line(page, place, at_top, _shape(lines[place]), tuple(int(each) for each in _figures_of(lines[place])))
        for place, at_top in places
    ]


def _figures_of(line: str) -> list[str]:
    return [figure for figure in re.findall(r"[0-9]+", line) if len(figure) <= 4]


def _shape(line: str) -> str:
    return " ".join(re.sub(r"[0-9]+", "#", fold(line)).split())


def _page_numbers(edges: Iterable[_Line], split: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """A number alone at an edge: dashed or named it is a page's anyway, a bare one where it counts the pages."""
    bare: dict[int, list[_Line]] = {}
    found: set[tuple[int, int]] = set()
    for edge in edges:
        written = split[edge.page][edge.place]
        match = _PAGE_NUMBER.fullmatch(written)
        if not match or not _is_outermost(edge, split[edge.page]):
            continue
        if match["word"] or _DASHED.fullmatch(written):
            found.add((edge.page, edge.place))
        else:
            bare.setdefault(edge.figures[0] - edge.page if edge.figures else 0, []).append(edge)
    for offset, lines in bare.items():
        if len(lines) > 1 or (offset == 1 and len(split) > 1):
            found.update((line.page, line.place) for line in lines)
    return found


def is_page_number(line: str) -> bool:
    """'- 3 -', 'Trang 3/12' and a bare '3' may be one."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def _is_outermost(edge: _Line, lines: Sequence[str]) -> bool:
    """Only page numbers may stand between it and the paper's edge."""
    outside = (lines[: edge.place], lines[edge.place + 1 :])
    return any(sum(1 for line in side if line.strip()) <= 1 for side in outside)


def _repeated(edges: Sequence[_Line], pages: int) -> set[tuple[int, int]]:
    groups: dict[tuple[bool, str], list[_Line]] = {}
    for edge in edges:
        groups.setdefault((edge.at_top, edge.shape), []).append(edge)
    found: set[tuple[int, int]] = set()
    for (at_top, shape), lines in groups.items():
        on_pages = {line.page for line in lines}
        if len(on_pages) < _enough(pages) or not re.search(r"[a-z]", shape) or not _runs(lines, shape):
            continue
        # The first page may carry the office's name only in its running head.
        found.update((line.page, line.place) for line in lines if line.page or not at_top or "trang" in shape)
    return found


def _enough(pages: int) -> int:
    """Even and odd pages may have heads of their own, and the first page none."""
    return max(2, pages - 1) if pages <= 4 else max(3, (2 * pages) // 5)


def _runs(lines: Sequence[_Line], shape: str) -> bool:
    """Whether a repeated line is a running one: the same figures everywhere, or one that counts the pages.

    'PHỤ LỤC 1', 'PHỤ LỤC 2' and clauses that differ in their figure only are text.
    """
    if _HEADING.match(shape):
        return False
    differing = [column for column in zip(*(line.figures for line in lines), strict=False) if len(set(column)) > 1]
    if len({len(line.figures) for line in lines}) > 1 or len(differing) > 1:
        return False
    offsets = {number - line.page for column in differing for number, line in zip(column, lines, strict=True)}
    return len(offsets) <= 1
