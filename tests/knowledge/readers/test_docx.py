"""Word files come out as they are shown: numbers, tables, frames, what is struck out, hidden or proposed."""

from collections.abc import Callable
from typing import Any

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from knowledge.document import DocumentKey, read_document
from knowledge.readers import Advice, Remark
from knowledge.readers.read import read_bytes
from tests.knowledge.readers import word

W = nsdecls("w")


def lines_of(document: Any) -> list[str]:
    return [line for line in read_bytes("a.docx", word.content(document)).text.splitlines() if line]


def numbered(levels: word.Levels, items: list[tuple[str, int]], extra: dict[int, str] | None = None) -> list[str]:
    """The labels that a list shows before the words given with their levels."""
    document = word.new()
    word.add_list(document, levels, extra=extra)
    word.use_list(document, 7)
    for text, level in items:
        word.item(document, text, 7, level)
    return lines_of(document)


SECTIONS = [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-")]


def test_levels_are_counted_and_start_anew_below_the_next_number() -> None:
    items = [
        ("A", 0),
        ("B", 1),
        ("C", 2),
        ("D", 2),
        ("Đ", 3),
        ("E", 3),
        ("G", 4),
        ("H", 1),
        ("I", 2),
        ("K", 0),
        ("L", 1),
    ]
    assert numbered(SECTIONS, items) == [
        "I. A", "1. B", "1.1. C", "1.2. D", "a) Đ", "b) E", "- G", "2. H", "2.1. I", "II. K", "1. L",
    ]  # fmt: skip


FORMS = {
    "articles": (("decimal", "Điều %1."), ["Điều 1. A", "Điều 2. A", "Điều 3. A"]),
    "in brackets": (("decimal", "(%1)"), ["(1) A", "(2) A", "(3) A"]),
    "small Roman": (("lowerRoman", "%1."), ["i. A", "ii. A", "iii. A"]),
    "capitals": (("upperLetter", "%1."), ["A. A", "B. A", "C. A"]),
    "two digits": (("decimalZero", "%1."), ["01. A", "02. A", "03. A"]),
    "words": (("vietnameseCounting", "Phần %1"), ["Phần một A", "Phần hai A", "Phần ba A"]),
    "no number": (("none", ""), ["A", "A", "A"]),
    "dash": (("bullet", "–"), ["- A", "- A", "- A"]),
    "plus": (("bullet", "+"), ["+ A", "+ A", "+ A"]),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_number_is_written_as_its_list_says(form: str) -> None:
    level, shown = FORMS[form]
    assert numbered([level], [("A", 0)] * 3) == shown


def test_letters_go_on_after_z_as_word_writes_them() -> None:
    assert numbered([("lowerLetter", "%1)")], [("A", 0)] * 28)[-3:] == ["z) A", "aa) A", "bb) A"]


def test_a_level_told_never_to_restart_counts_on() -> None:
    levels = [("upperRoman", "%1."), ("decimal", "%2.")]
    items = [("A", 0), ("B", 1), ("C", 0), ("D", 1)]
    assert numbered(levels, items, {1: '<w:lvlRestart w:val="0"/>'}) == ["I. A", "1. B", "II. C", "2. D"]


def test_legal_numbers_are_arabic_throughout() -> None:
    levels = [("upperRoman", "%1."), ("decimal", "%1.%2.")]
    assert numbered(levels, [("A", 0), ("B", 1)], {1: "<w:isLgl/>"}) == ["I. A", "1.1. B"]


def test_a_level_below_a_number_that_was_skipped_shows_its_start() -> None:
    assert numbered([("decimal", "%1."), ("decimal", "%1.%2.")], [("A", 1), ("B", 1)]) == ["1.1. A", "1.2. B"]


def test_round_signs_below_a_dash_are_told_apart_from_it() -> None:
    levels = [("bullet", "-"), ("bullet", "\uf0b7")]
    assert numbered(levels, [("A", 0), ("B", 1), ("C", 0)]) == ["- A", "+ B", "- C"]


def test_another_use_of_a_list_goes_on_and_one_with_its_own_start_does_not() -> None:
    document = word.new()
    word.add_list(document, [("decimal", "%1.")])
    word.use_list(document, 1)
    word.use_list(document, 2)
    word.use_list(document, 3, starts={0: 1})
    for number in (1, 1, 2, 3, 3):
        word.item(document, "A", number)
    assert lines_of(document) == ["1. A", "2. A", "3. A", "1. A", "2. A"]


def test_a_style_brings_its_number_and_its_level() -> None:
    document = word.new()
    word.add_list(document, [("upperRoman", "%1."), ("decimal", "%2.")], extra={1: '<w:pStyle w:val="Heading2"/>'})
    word.use_list(document, 4)
    for style, level in (("Heading 1", '<w:ilvl w:val="0"/>'), ("Heading 2", "")):
        properties = document.styles[style].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}>{level}<w:numId w:val="4"/></w:numPr>'))
    for text, style in (("Chỉ tiêu", "Heading 1"), ("Kết nạp", "Heading 2"), ("Thu quỹ", "Heading 2")):
        document.add_paragraph(text, style)
    word.item(document, "Không số", 0)
    assert lines_of(document) == ["I. Chỉ tiêu", "1. Kết nạp", "2. Thu quỹ", "Không số"]


# What is shown and what is not


def raw(xml: str) -> Any:
    document = word.new()
    paragraph = document.add_paragraph("đạt ")
    for child in parse_xml(f"<w:p {W}>{xml}</w:p>"):
        paragraph._p.append(child)
    return document


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def computed(instruction: str, result: str) -> str:
    """A field in the long form."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{at}"/></w:r>' for at in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{run(result)}{end}"


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}"/>'


STRIKE = "<w:strike/>"
RUNS = {
    "struck through": (run("44", STRIKE) + run("4", STRIKE), "đạt ~~444~~"),
    "struck twice": (run("5", "<w:dstrike/>"), "đạt ~~5~~"),
    "not struck": (run("5", '<w:strike w:val="0"/>'), "đạt 5"),
    "hidden": (run("999", "<w:vanish/>"), "đạt"),
    "capitals by format": (run("chủ tịch", "<w:caps/>"), "đạt CHỦ TỊCH"),
    "raised": (run("95%") + run("1", '<w:vertAlign w:val="superscript"/>'), "đạt 95%¹"),
    "hyphen that does not break": ("<w:r><w:t>2026</w:t><w:noBreakHyphen/><w:t>2030</w:t></w:r>", "đạt 2026-2030"),
    "soft hyphen": ("<w:r><w:t>công</w:t><w:softHyphen/><w:t>đoàn</w:t></w:r>", "đạt côngđoàn"),
    "link": (f'<w:hyperlink w:anchor="x">{run("đây")}</w:hyperlink>', "đạt đây"),
    "page number": (f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>{run("x")}', "đạt x"),
    "long field": (computed("NUMPAGES", "12") + run("x"), "đạt x"),
    "field with a result": (computed("REF a", "12"), "đạt 12"),
    "sign of a symbol font": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>5</w:t></w:r>', "đạt ≥5"),
    "words in a symbol font": (run("\uf0a3", font("Symbol")) + run("5"), "đạt ≤5"),
    "old font": (run("c«ng ®oµn", font(".VnTime")), "đạt công đoàn"),
    "old font in capitals": (run("c«ng ®oµn", font(".VnTimeH")), "đạt CÔNG ĐOÀN"),
    "old font's name on new words": (run("đoàn viên ở tổ", font("VNI-Times")), "đạt đoàn viên ở tổ"),
}


@pytest.mark.parametrize("case", RUNS)
def test_words_come_out_as_they_are_shown(case: str) -> None:
    xml, text = RUNS[case]
    assert lines_of(raw(xml)) == [text]


def test_proposed_changes_are_read_as_accepted_and_remarked() -> None:
    document = raw(
        '<w:del w:id="1" w:author="x"><w:r><w:delText>40</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>45 người</w:t></w:r></w:ins>'
    )
    reading = read_bytes("a.docx", word.content(document))
    assert reading.text == "đạt 45 người"
    assert reading.warnings == (Remark(Advice.TRACKED_CHANGES),)


def test_a_soft_line_end_parts_lines_and_an_empty_line_parts_paragraphs() -> None:
    document = word.new()
    paragraph = document.add_paragraph("CHỦ TỊCH")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("(Đã ký)")
    document.add_paragraph("")
    document.add_paragraph("Hết.")
    assert read_bytes("a.docx", word.content(document)).text == "CHỦ TỊCH\n(Đã ký)\n\nHết."


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Phương châm: gần cơ sở</w:t></w:r></w:p></w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    document = raw(
        f'<w:r><mc:AlternateContent {names}><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>đủ</w:t></w:r>"
    )
    assert lines_of(document) == ["đạt đủ", "Phương châm: gần cơ sở"]


def test_margins_are_left_out_unless_they_hold_the_letterhead() -> None:
    document = word.new()
    document.sections[0].header.paragraphs[0].text = "Kế hoạch năm 2026 - trang 3"
    document.add_paragraph("Nội dung")
    assert lines_of(document) == ["Nội dung"]
    document.sections[0].header.paragraphs[0].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines_of(document) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nội dung"]


# Tables


def table(rows: list[list[str]], change: Callable[[Any], None] = lambda _: None) -> list[str]:
    document = word.new()
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    change(made)
    return lines_of(document)


def test_a_table_is_rows_of_cells_between_bars() -> None:
    assert table([["TT", "Đơn vị"], ["1", "CĐCS A\ntổ 2 | 3"]]) == ["| TT | Đơn vị |", "| 1 | CĐCS A tổ 2 3 |"]


def test_a_cell_over_several_rows_is_repeated() -> None:
    def merge(made: Any) -> None:
        made.cell(1, 0).merge(made.cell(2, 0))

    rows = [["Khối", "Đơn vị"], ["Trường học", "CĐCS A"], ["", "CĐCS B"]]
    assert table(rows, merge)[2:] == ["| Trường học | CĐCS B |"]


def test_a_line_over_the_whole_table_stands_above_it() -> None:
    def merge(made: Any) -> None:
        made.cell(0, 0).merge(made.cell(0, 1))

    rows = [["Bảng 1", ""], ["TT", "Đơn vị"], ["1", "CĐCS A"]]
    assert table(rows, merge) == ["Bảng 1", "| TT | Đơn vị |", "| 1 | CĐCS A |"]


def test_a_table_inside_a_cell_is_flattened_into_it() -> None:
    def nest(made: Any) -> None:
        inner = made.cell(1, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "5", "người"

    assert table([["TT", "Giao"], ["1", "gồm"]], nest) == ["| TT | Giao |", "| 1 | gồm 5 người |"]


def test_a_frame_of_one_column_is_running_text() -> None:
    assert table([["Mục tiêu"], ["Kết nạp 40 đoàn viên"]]) == ["Mục tiêu", "Kết nạp 40 đoàn viên"]


def test_letterhead_and_foot_side_by_side_are_read_column_by_column() -> None:
    document = word.new()
    word.two_columns(
        document,
        ["LĐLĐ TỈNH SƠN HÀ", "CÔNG ĐOÀN XÃ SUỐI NGÀN", "Số: 3/KH-CĐX"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Suối Ngàn, ngày 05 tháng 01 năm 2026"],
    )
    word.centred(document, "KẾ HOẠCH")
    word.centred(document, "Phát triển đoàn viên")
    word.centred(document, "năm 2026")
    document.add_paragraph("Kết nạp mới ít nhất 40 đoàn viên.")
    word.two_columns(document, ["Nơi nhận:", "- Lưu: VT."], ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "Lò Thị Sim"])
    header = read_document(read_bytes("a.docx", word.content(document)).text, DocumentKey("a")).header
    assert (header.number, header.issuer) == ("3/KH-CĐX", "Công đoàn xã Suối Ngàn")
    assert header.title == "Kế hoạch phát triển đoàn viên năm 2026"
    assert header.signer_role == "Chủ tịch, thay mặt Ban Chấp hành"


def test_a_note_at_the_foot_of_a_page_comes_after_the_signature() -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = word.new()
    document.add_paragraph("Kết nạp 40 đoàn viên.")._p.append(
        parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>')
    )
    note = f'<w:footnote w:id="2"><w:p>{run("Năm 2025: 38.")}</w:p></w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert lines_of(document) == ["Kết nạp 40 đoàn viên.", "Chú thích: Năm 2025: 38."]


def test_a_list_of_contents_is_left_out() -> None:
    document = word.new()
    contents = parse_xml(
        f'<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>I. Chỉ tiêu ... 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.add_paragraph("I. Chỉ tiêu")
    document.element.body.insert(0, contents)
    assert lines_of(document) == ["I. Chỉ tiêu"]
    assert document.element.body.find(qn("w:sdt")) is not None
