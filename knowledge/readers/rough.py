"""Which lines can be seen in an old office file without LibreOffice: enough to notice a stamp at once."""

import re

from knowledge.readers.caps import Caps
from knowledge.readers.kinds import Kind
from knowledge.readers.package import opened

RTF_LETTER = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|\?)?")
RTF_LINE = re.compile(r"\\(?:par|line|cell|row|tab)\b ?")
RTF_WORD = re.compile(r"\\[a-z]+-?\d* ?|\\'[0-9a-fA-F]{2}|\\[^a-z]|[{}\r\n]")
PARAGRAPH = re.compile(r"\{urn:oasis:names:tc:opendocument:xmlns:text:1\.0\}(?:p|h)")
MARKS_OF_WORD = re.compile(r"[\x00-\x1f]+")
CHARACTERS_MAX = 2_000_000


def lines(kind: Kind, content: bytes, caps: Caps) -> list[str]:
    """Words line by line, with noise between them; [] for kinds that show none."""
    match kind:
        case Kind.RTF:
            return _of_rtf(content[:CHARACTERS_MAX].decode("latin-1"))
        case Kind.DOC:
            return _of_doc(content[:CHARACTERS_MAX])
        case Kind.ODT:
            return _of_odt(content, caps)
        case _:
            return []


def _of_rtf(text: str) -> list[str]:
    """Letters beyond ASCII stand as numbers, lines end with words of command."""
    letters = RTF_LETTER.sub(lambda match: chr(int(match[1]) % 0x10000), text)
    return [RTF_WORD.sub("", line).strip() for line in RTF_LINE.sub("\n", letters).split("\n")]


def _of_doc(content: bytes) -> list[str]:
    """Word keeps its text in UTF-16 or, where that is enough, in one byte a letter."""
    both = (content.decode("utf-16-le", errors="replace"), content.decode("cp1252", errors="replace"))
    return [line.strip(" \0") for text in both for line in MARKS_OF_WORD.split(text) if len(line) < 200]


def _of_odt(content: bytes, caps: Caps) -> list[str]:
    """The paragraphs of the text and of the margins."""
    package = opened(content, caps)
    roots = [root for name in ("styles.xml", "content.xml") if (root := package.root(name)) is not None]
    return [
        "".join(element.itertext()).strip()
        for root in roots
        for element in root.iter()
        if isinstance(element.tag, str) and PARAGRAPH.fullmatch(element.tag)
    ]
