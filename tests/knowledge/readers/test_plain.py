"""Plain text in whatever it is encoded, and markdown without its signs."""

import unicodedata
from pathlib import Path

import pytest

from knowledge.document import DocumentKey, read_document
from knowledge.readers import Advice, Remark
from knowledge.readers.read import read_bytes

TEXT = "KẾ HOẠCH\n\nCông đoàn xã đề ra chỉ tiêu kết nạp mới 40 đoàn viên, được Đại hội thông qua ở nhà văn hóa."
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text: str) -> bytes:
    """Letters with their tone typed after them, as that charset wants."""
    written = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(one for one in apart if one not in TONES))
        written += base + "".join(one for one in apart if one in TONES)
    return written.encode("cp1258")


ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with its mark": TEXT.encode("utf-8-sig"),
    "UTF-16 with its mark": TEXT.encode("utf-16"),
    "UTF-16 without, small end first": TEXT.encode("utf-16-le"),
    "UTF-16 without, big end first": TEXT.encode("utf-16-be"),
    "Windows-1258": in_windows_1258(TEXT),
    "decomposed": unicodedata.normalize("NFD", TEXT).encode(),
    "ends of lines from Windows": TEXT.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("case", ENCODED)
def test_the_letters_are_found_behind_the_bytes(case: str) -> None:
    assert read_bytes("a.txt", ENCODED[case]).text == TEXT


def test_bytes_typed_for_an_old_font_are_read_and_remarked() -> None:
    typed = "KÕ ho¹ch ph¸t triÓn ®oµn viªn cña Ban ChÊp hµnh C«ng ®oµn x·: kÕt n¹p míi 40 ®oµn viªn."
    reading = read_bytes("a.txt", typed.encode("cp1252"))
    assert reading.text == "Kế hoạch phát triển đoàn viên của Ban Chấp hành Công đoàn xã: kết nạp mới 40 đoàn viên."
    assert reading.warnings == (Remark(Advice.LEGACY_FONT, "TCVN3"),)


def test_a_few_damaged_bytes_do_not_change_the_rest() -> None:
    damaged = TEXT.encode() + b"\xff\xfe h\xe1"
    assert read_bytes("a.txt", damaged).text.startswith(TEXT)


SHOWN = {
    "headings": ("## II. Chỉ tiêu ##\n", "II. Chỉ tiêu"),
    "emphasis": ("**Kết nạp** mới *ít nhất* __40__ _đoàn viên_", "Kết nạp mới ít nhất 40 đoàn viên"),
    "a product": ("2 * 3 * 4", "2 * 3 * 4"),
    "stars as dashes": ("* một\n* hai", "- một\n- hai"),
    "struck through": ("Số: ~~44~~/KH", "Số: ~~44~~/KH"),
    "escaped signs": (r"1\. Kết nạp \- 40", "1. Kết nạp - 40"),
    "links and pictures": ("![ảnh](a.png)Xem [kế hoạch](http://a.b/c_(d)) này", "Xem kế hoạch này"),
    "tables": ("| Đơn vị | Giao |\n|:---|---:|\n| CĐCS A | **5** |", "| Đơn vị | Giao |\n| CĐCS A | 5 |"),
    "rules and fences": ("một\n\n---\n\n```\nhai\n```", "một\n\n\nhai"),
    "quotations": ("> một\n> > hai", "một\nhai"),
    "hard ends of lines": ("một\\\nhai<br/>", "một\nhai"),
}


@pytest.mark.parametrize("case", SHOWN)
def test_markdown_reads_as_it_is_shown(case: str) -> None:
    written, shown = SHOWN[case]
    assert read_bytes("a.md", written.encode()).text == shown


def test_plain_text_keeps_its_stars() -> None:
    assert read_bytes("a.txt", "Chủ đề “*Gần cơ sở*”".encode()).text == "Chủ đề “*Gần cơ sở*”"


def test_pages_are_parted_by_form_feeds() -> None:
    assert [page.text for page in read_bytes("a.txt", "một\fhai".encode()).pages] == ["một", "hai"]


SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))


@pytest.mark.skipif(not SEEDS, reason="the real documents are not here")
def test_real_texts_give_the_document_that_their_bare_text_gives() -> None:
    for seed in SEEDS:
        content = seed.read_bytes()
        reading = read_bytes(seed.name, content)
        assert read_document(reading.text, DocumentKey("k")) == read_document(content.decode(), DocumentKey("k"))
