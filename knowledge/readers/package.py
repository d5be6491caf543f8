"""The parts of an Office file, unpacked one by one and never further than allowed."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias

from lxml import etree

from knowledge.readers.caps import Caps
from knowledge.readers.reading import Unreadable, Why

Element: TypeAlias = Any
"""An element of lxml, which brings no types along."""

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip
"""Names of the 'strict' form of the format and their ordinary ones."""


def parser() -> etree.XMLParser:
    """Reads no entity, no outside file and nothing from a network."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


@dataclass(frozen=True, slots=True)
class Package:
    """An Office file opened once; a part is unpacked when it is asked for."""

    archive: zipfile.ZipFile
    caps: Caps

    @property
    def names(self) -> list[str]:
        """All parts in the order of the archive."""
        return self.archive.namelist()

    def part(self, name: str) -> bytes | None:
        """One part whole; None where there is none; raises TOO_BIG past the cap, whatever the directory says."""
        if name not in self.archive.NameToInfo:
            return None
        with self.archive.open(name) as source:
            content = source.read(self.caps.unpacked_max + 1)
        if len(content) > self.caps.unpacked_max:
            raise Unreadable(Why.TOO_BIG, "zip")
        return content

    def root(self, name: str) -> Element | None:
        """One part as XML."""
        content = self.part(name)
        if content is None:
            return None
        for strict, ordinary in STRICT:
            content = content.replace(strict, ordinary)
        return etree.fromstring(content, parser())


def opened(content: bytes, caps: Caps) -> Package:
    """The package; raises BROKEN where its directory cannot be read."""
    try:
        return Package(zipfile.ZipFile(BytesIO(content)), caps)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(Why.BROKEN, "zip") from error
