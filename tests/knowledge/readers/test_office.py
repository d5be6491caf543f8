"""Old Word files, OpenDocument and RTF come through LibreOffice; where it is missing, that is said."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.readers import Caps, Unreadable, Why, office
from knowledge.readers.child import look_in_child, read_in_child
from knowledge.readers.kinds import Kind
from knowledge.readers.read import look, read_bytes
from tests.knowledge.readers import word

NEEDS_OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
FILTERS = {Kind.DOC: "doc:MS Word 97", Kind.ODT: "odt:writer8", Kind.RTF: "rtf:Rich Text Format"}


def paper(stamp: str = "") -> bytes:
    document = word.new()
    if stamp:
        document.add_paragraph(stamp)
    word.two_columns(
        document,
        ["LĐLĐ TỈNH SƠN HÀ", "CÔNG ĐOÀN XÃ SUỐI NGÀN", "Số: 3/KH-CĐX"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Suối Ngàn, ngày 05 tháng 01 năm 2026"],
    )
    word.centred(document, "KẾ HOẠCH")
    word.centred(document, "Phát triển đoàn viên năm 2026")
    word.add_list(document, [("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-")])
    word.use_list(document, 1)
    for text, level in (("CHỈ TIÊU", 0), ("Kết nạp mới:", 1), ("Ít nhất 40 đoàn viên;", 2), ("NHIỆM VỤ", 0)):
        word.item(document, text, 1, level)
    table = document.add_table(3, 3)
    rows = (("TT", "Đơn vị", "Giao"), ("1", "CĐCS A", "15"), ("2", "CĐCS B", "25"))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Kế hoạch này thay thế Kế hoạch năm trước.")  # the old format loses a table at the very end
    return word.content(document)


def turned(kind: Kind, folder: Path, stamp: str = "") -> bytes:
    """The paper in an old kind, made by LibreOffice itself."""
    source = folder / "giay.docx"
    source.write_bytes(paper(stamp))
    profile = f"-env:UserInstallation={(folder / 'p').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", FILTERS[kind], "--outdir", str(folder), str(source)]
    office._run(command, folder, 100)
    return (folder / f"giay.{kind}").read_bytes()


@NEEDS_OFFICE
@pytest.mark.slow
@pytest.mark.parametrize("kind", FILTERS)
def test_an_old_kind_says_what_the_docx_said(kind: Kind, tmp_path: Path) -> None:
    content = turned(kind, tmp_path)
    look_in_child(f"giay.{kind}", content)
    reading = read_in_child(f"giay.{kind}", content)
    assert reading.kind == kind
    assert reading.text.split() == read_bytes("giay.docx", paper()).text.split()
    assert reading.warnings == ()


@NEEDS_OFFICE
@pytest.mark.slow
@pytest.mark.parametrize("kind", FILTERS)
def test_a_stamp_in_an_old_kind_is_seen_at_the_first_look(kind: Kind, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        look_in_child(f"giay.{kind}", turned(kind, tmp_path, "TỐI MẬT"))
    assert (refused.value.why, refused.value.detail) == (Why.SECRET, "TỐI MẬT")


@NEEDS_OFFICE
@pytest.mark.slow
def test_a_conversion_that_takes_too_long_is_killed() -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes("a.rtf", b"{\\rtf1\\ansi Hop giao ban}", Caps(seconds_max=0.05))
    assert refused.value.why is Why.TOO_SLOW


@NEEDS_OFFICE
@pytest.mark.slow
def test_an_old_sheet_that_cannot_be_read_is_broken_or_needs_the_part_for_sheets() -> None:
    sheet = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "Workbook\0".encode("utf-16-le") + b"\0" * 2000
    with pytest.raises(Unreadable) as refused:
        read_bytes("a.xls", sheet)
    assert refused.value.why is (Why.BROKEN if office.has_sheets(Caps()) else Why.NEEDS_OFFICE)


@pytest.mark.parametrize("reads", [look, read_bytes, look_in_child, read_in_child], ids=lambda reads: reads.__name__)
def test_without_libreoffice_it_is_said_what_is_missing(reads: Callable[[str, bytes, Caps], object]) -> None:
    with pytest.raises(Unreadable) as refused:
        reads("a.rtf", b"{\\rtf1\\ansi Hop giao ban}", Caps(office="/khong/co/soffice"))
    assert refused.value.why is Why.NEEDS_OFFICE
