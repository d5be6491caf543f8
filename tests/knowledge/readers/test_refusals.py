"""What is not read, and why: locked, empty, huge, broken, disguised and stamped files, each refused quickly."""

import zipfile
from io import BytesIO
from time import perf_counter

import pytest

from knowledge.readers import Advice, Caps, Remark, Unreadable, Why
from knowledge.readers.kinds import Kind, kind_of, needs_office
from knowledge.readers.read import look, read_bytes
from tests.knowledge.readers import word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
CAPS = Caps(bytes_max=5_000_000, unpacked_max=20_000_000)


def zipped(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_types", "[Content_Types]") + ".xml", content)
    return file.getvalue()


def paper(*lines: str) -> bytes:
    document = word.new()
    for line in lines:
        document.add_paragraph(line)
    return word.content(document)


def locked_zip() -> bytes:
    """The bit that says 'locked' set for every entry of a real package."""
    content = bytearray(paper("Kế hoạch"))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(magic)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(magic, at + 4)
    return bytes(content)


def stamped_in_the_margin() -> bytes:
    document = word.new()
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    document.add_paragraph("KẾ HOẠCH")
    return word.content(document)


BROKEN_BODY = zipped(_types=b"<x/>", word__document=b"<w:document><w:body>")
NO_BODY = zipped(_types=b"<x/>", word__document=b"<document/>")
ENTITY = zipped(
    _types=b"<x/>",
    word__document=b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    b"<w:t>&b;</w:t></w:r></w:p></w:body></w:document>",
)

REFUSED: dict[str, tuple[str, bytes, Why]] = {
    "nothing in it": ("a.docx", b"", Why.EMPTY),
    "blanks only": ("a.txt", b" \r\n\t\n", Why.EMPTY),
    "a paper without a word": ("a.docx", paper("", " "), Why.EMPTY),
    "too many bytes": ("a.txt", b"a" * 5_000_001, Why.TOO_BIG),
    "a bomb by its directory": ("a.docx", zipped(_types=b"x", word__document=b" " * 19_000_000), Why.TOO_BIG),
    "many large parts": (
        "a.docx",
        zipped(_types=b"x", **{f"word__p{at}": bytes(range(256)) * 15_000 for at in range(6)}),
        Why.TOO_BIG,
    ),
    "locked by a password": ("a.docx", OLE + "EncryptedPackage\0".encode("utf-16-le"), Why.ENCRYPTED),
    "locked in the old way": ("a.docx", locked_zip(), Why.ENCRYPTED),
    "a locked .doc": (
        "a.doc",
        OLE[:512] + b"\xec\xa5" + b"\0" * 8 + b"\x00\x01" + "WordDocument\0".encode("utf-16-le"),
        Why.ENCRYPTED,
    ),
    "cut short": ("a.docx", paper("Kế hoạch")[:2000], Why.BROKEN),
    "XML cut short": ("a.docx", BROKEN_BODY, Why.BROKEN),
    "without a body": ("a.docx", NO_BODY, Why.BROKEN),
    "a sheet without sheets": ("a.xlsx", zipped(_types=b"<x/>", xl__workbook=b"<workbook/>"), Why.BROKEN),
    "a program named .docx": ("ke-hoach.docx", b"MZ\x90\0\3\0\0\0" * 100, Why.DISGUISED),
    "an archive named .docx": ("ke-hoach.docx", zipped(anh=b"x" * 100), Why.DISGUISED),
    "slides": ("bai-giang.pptx", zipped(_types=b"<x/>", ppt__presentation=b"<x/>"), Why.UNKNOWN_KIND),
    "a program": ("cai-dat.exe", b"MZ\x90\0\3\0\0\0" * 100, Why.UNKNOWN_KIND),
    "noise": ("tep.bin", bytes(range(256)) * 20, Why.UNKNOWN_KIND),
    "a script": ("a.sh", b"#!/bin/sh\necho 1\n", Why.UNKNOWN_KIND),
    "stamped": ("a.docx", paper("CÔNG ĐOÀN XÃ", "MẬT", "KẾ HOẠCH"), Why.SECRET),
    "stamped in the margin": ("a.docx", stamped_in_the_margin(), Why.SECRET),
    "stamped plain text": ("a.txt", "Độ mật: Tối mật\n\nKẾ HOẠCH".encode(), Why.SECRET),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_for_its_reason(case: str) -> None:
    name, content, why = REFUSED[case]
    with pytest.raises(Unreadable) as refused:
        read_bytes(name, content, CAPS)
    assert refused.value.why is why


@pytest.mark.parametrize("case", REFUSED)
def test_the_quick_look_refuses_it_too(case: str) -> None:
    name, content, why = REFUSED[case]
    with pytest.raises(Unreadable) as look_at:
        look(name, content, CAPS)
    assert look_at.value.why is why


def test_refusing_takes_no_time() -> None:
    for name, content, _ in REFUSED.values():
        with pytest.raises(Unreadable):
            look(name, content, CAPS)
    began = perf_counter()
    for name, content, _ in REFUSED.values():
        with pytest.raises(Unreadable):
            look(name, content, CAPS)
    assert perf_counter() - began < 0.1 * len(REFUSED)


def test_entities_are_not_unfolded() -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes("a.docx", ENTITY, CAPS)
    assert refused.value.why is Why.EMPTY


READ_BY_CONTENT = {
    "a page named .pdf": ("a.pdf", b"<!DOCTYPE html><html><body><p>Hop giao ban</p></body></html>", "html"),
    "a page named .doc": ("a.doc", b"<html><body><p>Hop giao ban</p></body></html>", "html"),
    "a .docx named .doc": ("a.doc", paper("Hop giao ban"), "docx"),
    "a .docx without a name's end": ("ke hoach", paper("Hop giao ban"), "docx"),
    "plain text named .docx": ("a.docx", b"Hop giao ban", "txt"),
}


@pytest.mark.parametrize("case", READ_BY_CONTENT)
def test_a_name_that_is_wrong_is_said_and_the_content_is_read(case: str) -> None:
    name, content, kind = READ_BY_CONTENT[case]
    reading = read_bytes(name, content)
    assert (reading.kind, reading.text) == (kind, "Hop giao ban")
    assert Remark(Advice.OTHER_KIND, kind) in reading.warnings


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.TXT", "a.text"])
def test_text_under_its_names_needs_no_remark(name: str) -> None:
    assert read_bytes(name, "Họp giao ban".encode()).warnings == ()


def test_internal_use_is_remarked() -> None:
    reading = read_bytes("a.docx", paper("LƯU HÀNH NỘI BỘ", "KẾ HOẠCH"))
    assert reading.warnings == (Remark(Advice.INTERNAL_USE),)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{\\rtf1 abc}", Kind.RTF),
        (OLE + "WordDocument\0".encode("utf-16-le"), Kind.DOC),
        (OLE + "Workbook\0".encode("utf-16-le"), Kind.XLS),
    ],
    ids=["rtf", "doc", "xls"],
)
def test_what_libreoffice_must_turn_is_known_by_its_first_bytes(content: bytes, kind: Kind) -> None:
    assert kind_of("tep", content, CAPS) is kind
    assert needs_office(content)
