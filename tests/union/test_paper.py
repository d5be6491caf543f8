"""The paper of a report: laid out by Nghị định 30, nothing on it that was not handed in, the same bytes each time."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.shared import Mm, Pt

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union.draft import Line, Snapshot
from union.forms.form import FieldKind, FormError
from union.forms.paper import Letterhead, blanks_of, file_name, heading_of, report_docx, value_words, worded_day
from union.ledger import Standing

FIGURES = "I. Số liệu"


def figure(label: str, value: str = "", **more: object) -> Line:
    """A figure as it was handed in."""
    shape = {"key": "ct", "kind": FieldKind.FIGURE, "section": FIGURES, "measure": "đoàn viên", "value": value}
    return Line(label=label, **{**shape, **more})  # type: ignore[arg-type] # a row of a table


def passage(label: str, section: str, text: str) -> Line:
    """A passage as it was handed in."""
    return Line(label, FieldKind.PASSAGE, label, section, text=text)


LINES = (
    figure("kết nạp đoàn viên mới", "5", key="ket-nap-moi"),
    figure("tổng số đoàn viên", "1320", standing=Standing.ESTIMATE),
    figure("thu đoàn phí", "98.1", measure="%", numerator="412", denominator="420"),
    figure("lao động thiếu việc", standing=Standing.UNKNOWN),
    figure("quỹ Mái ấm", standing=Standing.NOT_APPLICABLE, measure="đồng"),
    passage("kết quả nổi bật", "II. Kết quả nổi bật", "thi nấu ăn, 42 người dự.\nThăm ba gia đình."),
    passage("tồn tại", "III. Tồn tại và nhiệm vụ", "không có"),
    passage("nhiệm vụ tháng tới", "III. Tồn tại và nhiệm vụ", "Chuẩn bị quà Tết."),
)
REPORT = Snapshot(
    title="Báo cáo kết quả hoạt động công đoàn", unit=UnitCode("hoa-sen"), unit_name="CĐCS Mầm non Hoa Sen",
    above_name="Công đoàn xã Suối Mây", period_key="2026-11", period_name="tháng 11/2026",
    cut_off=date(2026, 11, 30), due=datetime(2026, 11, 25, 17, tzinfo=VIETNAM),
    submitted_at=datetime(2026, 11, 22, 17, 12, tzinfo=UTC), submitted_by="Vũ Thị Hạnh", code="BC-7K2M", version=1,
    lines=LINES,
)  # fmt: skip


BLANK = Letterhead()


def opened(report: Snapshot = REPORT, head: Letterhead = BLANK) -> Docx:
    """The paper as python-docx sees it."""
    return Document(io.BytesIO(report_docx(report, head)))


def texts(document: Docx) -> list[str]:
    """Every paragraph, those of the tables too."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [each.text for each in (*document.paragraphs, *(one for cell in cells for one in cell.paragraphs))]


def test_a4_with_the_margins_of_the_decree() -> None:
    [page] = opened().sections
    found = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    wanted = (Mm(210), Mm(297), Mm(20), Mm(20), Mm(30), Mm(15))
    assert all(length is not None and abs(length - to) < Mm(0.1) for length, to in zip(found, wanted, strict=True))


def test_everything_is_in_times_new_roman() -> None:
    document = opened()
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    runs = [
        run for each in (*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)) for run in each.runs
    ]
    assert {run.font.name for run in runs} == {"Times New Roman"}
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_the_body_is_thirteen_points() -> None:
    body = [each for each in opened().paragraphs if each.text.startswith("CĐCS Mầm non Hoa Sen báo cáo")]
    assert [run.font.size for each in body for run in each.runs] == [Pt(13)]


def test_country_and_motto_stand_on_one_line_each_over_a_drawn_rule() -> None:
    left, right = opened().tables[0].rows[0].cells
    nation, motto, rule = right.paragraphs
    assert (nation.text, motto.text, rule.text) == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "",
    )  # fmt: skip
    assert [each.text for each in left.paragraphs] == ["CÔNG ĐOÀN XÃ SUỐI MÂY", "CĐCS MẦM NON HOA SEN", ""]
    assert all(cell.paragraphs[-1]._p.xpath("./w:pPr/w:pBdr/w:top") for cell in (left, right))
    assert not any("__" in words for words in texts(opened()))


def test_nothing_is_invented() -> None:
    words = texts(opened())
    assert "Số:          /BC-CĐCS" in words
    assert "…………, ngày 23 tháng 11 năm 2026" in words
    [right] = [cell for table in opened().tables for row in table.rows for cell in row.cells if "TM. BAN" in cell.text]
    assert [each.text for each in right.paragraphs if each.text] == [
        "TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "(ký, ghi rõ họ tên, đóng dấu)",
    ]  # fmt: skip
    assert not any("Hạnh" in line and "Hạnh phúc" not in line for line in words)


def test_the_office_says_its_place_symbol_and_copies() -> None:
    head = Letterhead("Suối Mây", "BC-CĐ", ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"), ("Như trên", "Lưu: VP"))
    words = texts(opened(head=head))
    assert {
        "Suối Mây, ngày 23 tháng 11 năm 2026",
        "Số:          /BC-CĐ",
        "PHÓ CHỦ TỊCH",
        "- Như trên;",
        "- Lưu: VP.",
    } <= {*words}


def test_the_table_holds_the_figures_as_they_were_handed_in() -> None:
    table = opened().tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["TT", "Nội dung", "Đơn vị tính", "Số liệu"],
        ["1", "Kết nạp đoàn viên mới", "đoàn viên", "5"],
        ["2", "Tổng số đoàn viên", "đoàn viên", "ước 1.320"],
        ["3", "Thu đoàn phí", "%", "98,1% (412/420)"],
        ["4", "Lao động thiếu việc", "đoàn viên", "chưa rõ"],
        ["5", "Quỹ Mái ấm", "đồng", "không áp dụng"],
    ]


def test_passages_stand_under_their_headings() -> None:
    words = [each.text for each in opened().paragraphs]
    start = words.index("II. Kết quả nổi bật")
    assert words[start : start + 8] == [
        "II. Kết quả nổi bật", "Thi nấu ăn, 42 người dự.", "Thăm ba gia đình.", "III. Tồn tại và nhiệm vụ",
        "1. Tồn tại", "Không có.", "2. Nhiệm vụ tháng tới", "Chuẩn bị quà Tết.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("report", "closing"),
    [
        pytest.param(REPORT, "Mã BC-7K2M; nộp lúc 00:12 ngày 23/11/2026; bản 1.", id="in time, in Viet Nam's time"),
        pytest.param(
            replace(REPORT, version=2, by_staff=True),
            "Mã BC-7K2M; nộp lúc 00:12 ngày 23/11/2026; bản 2; do Văn phòng ghi hộ.", id="written down by staff",
        ),
        pytest.param(
            replace(REPORT, is_late=True, due=datetime(2026, 11, 20, 17, tzinfo=VIETNAM)),
            "Mã BC-7K2M; nộp lúc 00:12 ngày 23/11/2026 (sau hạn 20/11/2026); bản 1.", id="late",
        ),
    ],
)  # fmt: skip
def test_the_closing_line_says_where_it_comes_from(report: Snapshot, closing: str) -> None:
    assert opened(report).paragraphs[-1].text == closing


def test_a_single_figure_by_staff_is_marked() -> None:
    words = texts(opened(replace(REPORT, lines=(figure("kết nạp", "5", by_staff=True), figure("tổng số", "32")))))
    assert "5*" in words
    assert "* Số do Văn phòng ghi hộ." in words


def test_equal_reports_have_equal_bytes() -> None:
    assert report_docx(REPORT) == report_docx(REPORT)
    assert report_docx(REPORT) != report_docx(replace(REPORT, version=2))


def test_the_machines_clock_and_the_library_leave_no_trace() -> None:
    core = opened().core_properties
    assert (core.author, core.last_modified_by, core.modified, core.created) == (
        "", "", REPORT.submitted_at, REPORT.submitted_at,
    )  # fmt: skip


def test_what_no_paper_can_hold_is_left_out() -> None:
    report = replace(REPORT, unit_name="CĐ\x00CS\ud800 X", lines=(passage("kết quả", "I", "Một\x0b hai\x07."),))
    assert {"CĐCS X", "Một hai."} <= set(texts(opened(report)))


def test_a_report_without_lines_and_names_still_opens() -> None:
    assert "BÁO CÁO" in texts(opened(replace(REPORT, lines=(), above_name="")))


@pytest.mark.parametrize(
    ("title", "period", "about"),
    [
        ("Báo cáo kết quả hoạt động", "tháng 11/2026", "Kết quả hoạt động tháng 11/2026"),
        ("Báo cáo tổng kết năm 2026", "năm 2026", "Tổng kết năm 2026"),
        ("Số lao động thiếu việc", "", "Số lao động thiếu việc"),
    ],
)
def test_what_the_paper_is_about(title: str, period: str, about: str) -> None:
    assert heading_of(title, period) == ("Báo cáo", about)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_days_are_written_by_the_decree(day: date, words: str) -> None:
    assert worded_day(day) == words


def test_money_and_unreadable_values_stay_as_they_are() -> None:
    assert value_words(figure("quỹ", "12500000", measure="đồng")) == "12.500.000"
    assert value_words(figure("quỹ", "nhiều", measure="đồng")) == "nhiều"


def test_a_file_name_every_phone_keeps() -> None:
    assert file_name(REPORT, ".docx") == "bao-cao-2026-11-hoa-sen.docx"
    odd = replace(REPORT, version=3, period_key="2026/6T", unit=UnitCode("a/../b"))
    assert file_name(odd, ".docx") == "bao-cao-2026-6t-a-b-ban-3.docx"


# The office's own template.


def template_of(*paragraphs: str) -> bytes:
    """A .docx of the office: paragraphs whose words are cut into runs, one of them in a table and one on top."""
    document = Document()
    for words in paragraphs:
        paragraph = document.add_paragraph()
        for start in range(0, len(words), 3):
            paragraph.add_run(words[start : start + 3])
    document.add_table(1, 1).rows[0].cells[0].text = "{{ket-nap-moi}} người"
    document.sections[0].header.paragraphs[0].text = "{{don_vi}}"
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_the_offices_own_template_is_filled_in() -> None:
    content = report_docx(
        REPORT, template=template_of("Kỳ {{ky}}, {{ cap_tren }}.", "Không có ô nào.", "{{tồn tại}}"[:0])
    )
    document = Document(io.BytesIO(content))
    assert document.paragraphs[0].text == "Kỳ tháng 11/2026, Công đoàn xã Suối Mây."
    assert document.paragraphs[1].text == "Không có ô nào."
    assert document.tables[0].rows[0].cells[0].text == "5 người"
    assert document.sections[0].header.paragraphs[0].text == "CĐCS Mầm non Hoa Sen"
    assert content == report_docx(REPORT, template=template_of("Kỳ {{ky}}, {{ cap_tren }}.", "Không có ô nào.", ""))


@pytest.mark.parametrize(
    ("template", "says"),
    [
        pytest.param(b"khong phai docx", "phải là .docx", id="no .docx"),
        pytest.param(b"PK\x03\x04 hong", "phải là .docx", id="a broken one"),
        pytest.param(template_of("{{la}}"), "có ô {{la}} mà báo cáo này không có", id="a blank nobody knows"),
    ],
)
def test_a_template_that_cannot_be_used_is_explained(template: bytes, says: str) -> None:
    with pytest.raises(FormError) as caught:
        report_docx(REPORT, template=template)
    assert says in str(caught.value)


def test_blanks_hold_the_head_and_every_field() -> None:
    blanks = blanks_of(REPORT, Letterhead())
    assert (blanks["don_vi"], blanks["ket-nap-moi"], blanks["ky"]) == ("CĐCS Mầm non Hoa Sen", "5", "tháng 11/2026")


def rendered(content: bytes, folder: Path) -> list[str]:
    """The lines of each page as a reader sees them; skips where the programs are not there."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("LibreOffice (soffice) or poppler (pdftotext) is not installed: the paper is not rendered")
    (folder / "a.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    arguments = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "a.docx"]
    subprocess.run(arguments, check=True, capture_output=True, timeout=100)
    read = subprocess.run([reader, "-layout", folder / "a.pdf", "-"], check=True, capture_output=True, timeout=30)
    return read.stdout.decode().rstrip("\f").split("\f")


@pytest.mark.slow
def test_rendered_country_and_motto_keep_to_one_line_and_a_short_report_to_one_page(tmp_path: Path) -> None:
    [page] = rendered(report_docx(replace(REPORT, lines=(*LINES[:2], *LINES[5:]))), tmp_path)
    lines = page.splitlines()
    assert sum("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in line for line in lines) == 1
    assert sum("Độc lập - Tự do - Hạnh phúc" in line for line in lines) == 1
    assert "TM. BAN CHẤP HÀNH" in page


@pytest.mark.slow
def test_rendered_a_signature_never_stands_alone(tmp_path: Path) -> None:
    words = tuple(passage(f"việc {number}", "II. Việc", "Một việc đã làm xong.") for number in range(3))
    pages = rendered(report_docx(replace(REPORT, lines=(*LINES, *words))), tmp_path)
    [signed] = [page for page in pages if "TM. BAN CHẤP HÀNH" in page]
    before = signed.partition("TM. BAN CHẤP HÀNH")[0]
    assert "Một việc đã làm xong." in before
    assert len(pages) == 2
