"""What do .txt and .md files say, whatever they are encoded in."""

import codecs
import re
import unicodedata
from collections.abc import Callable

from knowledge.readers import legacy
from knowledge.readers.caps import Caps
from knowledge.readers.kinds import is_wide
from knowledge.readers.reading import Page, Reading

Progress = Callable[[int, int], None]

SOFT_BREAK = re.compile(r"(?:\\|<br\s*/?>)\s*$")
HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
RULE_OF_TABLE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
FENCE = re.compile(r"\s*(?:```|~~~)\w*\s*")
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\]\((?:[^()\s]|\([^)]*\))*(?:\s+\"[^\"]*\")?\)")
STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1")
EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])"
)
BULLET = re.compile(r"(\s*)[*•]\s+(?=\S)")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
MARKED_UP = re.compile(r"^#{1,6} \S|^\s*\|?\s*:?-{3,}:?\s*\|[\s:|-]*$", re.MULTILINE)


def read_text(content: bytes, _caps: Caps, _progress: Progress) -> Reading:
    """Text as it is; what was written in markdown loses its signs."""
    text = decoded(content)
    return _reading("txt", unmarked(text) if MARKED_UP.search(text) else text)


def read_markdown(content: bytes, _caps: Caps, _progress: Progress) -> Reading:
    """Markdown as it would be shown, in plain lines."""
    return _reading("md", unmarked(decoded(content)))


def decoded(content: bytes) -> str:
    """The characters behind the bytes: UTF-8, UTF-16, Windows-1258, or the bytes of TCVN3 and VNI; never raises."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return _lines(content.removeprefix(mark).decode(encoding, errors="replace"))
    if is_wide(content):
        little = content[1:8192:2].count(0) >= content[0:8192:2].count(0)
        return _lines(content.decode("utf-16-le" if little else "utf-16-be", errors="replace"))
    try:
        return _lines(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        if error.start > len(content) * 0.9 or _is_mostly_utf8(content):
            return _lines(content.decode("utf-8", errors="replace"))
    return _lines(_of_one_byte(content))


def unmarked(text: str) -> str:
    """Markdown's signs taken off: headings, emphasis, links, rules; lists, figures and struck-out words stay."""
    lines = [_unmarked_line(line) for line in text.splitlines() if not RULE_OF_TABLE.fullmatch(line) or "-" not in line]
    return "\n".join(line for line in lines if line is not None)


def _reading(kind: str, text: str) -> Reading:
    return Reading(kind, tuple(Page(page) for page in text.split("\f")))


def _lines(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\0", "")


def _is_mostly_utf8(content: bytes) -> bool:
    """A few damaged characters in UTF-8: the bad bytes are far fewer than the good letters of several bytes."""
    text = content.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return bad * 10 < sum(letter > "\x7f" for letter in text) - bad


def _of_one_byte(content: bytes) -> str:
    """One byte a letter: what was typed for an old font stays for the conversion that follows, else Windows-1258."""
    western = content.decode("cp1252", errors="replace") if b"\x81" not in content else content.decode("latin-1")
    if legacy.detect(western):
        return western
    try:
        return content.decode("cp1258")
    except UnicodeDecodeError:
        return western


def _unmarked_line(line: str) -> str | None:
    """One line without its signs; None for a line that is nothing but a sign."""
    if RULE.fullmatch(line) or FENCE.fullmatch(line):
        return None
    line = re.sub(r"^(?:\s{0,3}>\s?)+", "", line)
    if heading := HEADING.fullmatch(line):
        line = heading[1]
    line = PICTURE.sub("", SOFT_BREAK.sub("", line))
    line = LINK.sub(r"\1", line)
    line = STRONG.sub(r"\2", STRONG.sub(r"\2", line))
    line = BULLET.sub(r"\1- ", line, count=1) if BULLET.match(line) else line
    line = EMPHASIS.sub(lambda match: match[1] or match[2], line)
    line = ESCAPED.sub(r"\1", line)
    return line.replace("&nbsp;", " ").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").rstrip()
