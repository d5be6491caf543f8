"""Web pages: the article comes out whole, and nothing of what stands around it."""

from pathlib import Path

import pytest

from knowledge.document import DocumentKey, read_document
from knowledge.readers import Advice, Remark
from knowledge.readers.read import read_bytes

PAGES = Path(__file__).parent / "pages"

ARTICLES = {
    "bang-2008.html": (
        [
            "Công đoàn Sơn Hà đặt mục tiêu kết nạp 1.200",
            "Thứ hai, 12/01/2026",
            "thành lập 18",
            "95%",
            "ngày 20 hằng tháng",
        ],
        ["1.284.556", "Trao 45", "44/GP", "Trang chủ", "120 ngày", "LIÊN KẾT", "08:15"],
    ),
    "div-chong-div.html": (
        ["cho từng đơn vị", "Thứ sáu, 20/03/2026", "24 công đoàn cơ sở", "350 đến 400", "02 lượt", "06 đơn vị"],
        ["2.315", "999", "500 công nhân", "2 triệu", "100% các", "80 mái ấm", "15 thỏa ước", "4.412", "21/03/2026"],
    ),
    "bai-article.html": (
        [
            "Thứ ba, 03/02/2026",
            "1. Kết nạp mới 600",
            "4. Tập huấn:",
            "b. 80% tổ trưởng",
            "| CĐCS May Bình Minh | 280 | 150 |",
        ],
        ["16 đội", "900 công nhân", "700 đoàn viên", "Trang chủ", "3 phút", "Ảnh:"],
    ),
    "nhieu-bai.html": (
        ["phát động tháng cao điểm", "Chủ nhật, 01/03/2026", "11 thôn", "90 đoàn viên", "05/4/2026"],
        ["2.000 cây", "35 đoàn viên", "36 triệu", "88.120", "thôn 4"],
    ),
}


@pytest.mark.parametrize("page", ARTICLES)
def test_an_article_is_read_whole_and_alone(page: str) -> None:
    kept, around = ARTICLES[page]
    reading = read_bytes(page, (PAGES / page).read_bytes())
    assert [words for words in kept if words not in reading.text] == []
    assert [words for words in around if words in reading.text] == []
    assert reading.warnings == (Remark(Advice.ARTICLE),)


def test_title_and_day_of_an_article_are_those_of_the_document() -> None:
    reading = read_bytes("trang.html", (PAGES / "div-chong-div.html").read_bytes())
    header = read_document(reading.text, DocumentKey("p")).header
    assert header.title == "Phường Bến Ngự giao chỉ tiêu công đoàn năm 2026 cho từng đơn vị"
    assert header.issued_on is not None
    assert header.issued_on.isoformat() == "2026-03-20"


def test_a_document_saved_as_a_page_keeps_letterhead_and_foot() -> None:
    reading = read_bytes("word-luu.htm", (PAGES / "word-luu.htm").read_bytes())
    header = read_document(reading.text, DocumentKey("p")).header
    assert (header.number, header.issuer) == ("08/KH-CĐX", "Công đoàn xã Đất Đỏ")
    assert header.signer_role == "Chủ tịch, thay mặt Ban Chấp hành"
    assert "1. Kết nạp mới ít nhất 60 đoàn viên." in reading.text
    assert "~~95%~~ 98%" in reading.text
    assert "777" not in reading.text
    assert reading.warnings == ()


def page(body: str) -> str:
    return f"<html><head><title>Trang</title></head><body>{body}</body></html>"


SHOWN = {
    "ordered list starts where it says": ('<ol start="4"><li>bốn</li><li>năm</li></ol>', "4. bốn\n\n5. năm"),
    "letters": ('<ol type="a"><li>một</li><li>hai</li></ol>', "a. một\n\nb. hai"),
    "own number is not doubled": ("<ol><li>1. một</li><li>2. hai</li></ol>", "1. một\n\n2. hai"),
    "plus below dash": ("<ul><li>một<ul><li>hai</li></ul></li></ul>", "- một\n\n+ hai"),
    "two line ends part paragraphs": ("Đoạn một.<br><br>Đoạn hai.<br>Dòng hai.", "Đoạn một.\n\nĐoạn hai.\nDòng hai."),
    "raised figures are notes": ("<p>đạt 95%<sup>1</sup></p>", "đạt 95%¹"),
    "hidden words stay hidden": ('<p>thấy <span style="display: none">không thấy</span></p>', "thấy"),
    "cells that reach down and across": (
        (
            '<table><tr><th rowspan="2">Đơn vị</th><th colspan="2">Kết nạp</th></tr><tr><th>Giao</th><th>Đạt</th></tr>'
            "<tr><td>CĐCS Hoa</td><td>5</td><td>6</td></tr></table>"
        ),
        "| Đơn vị | Kết nạp – Giao | Kết nạp – Đạt |\n| CĐCS Hoa | 5 | 6 |",
    ),
}


@pytest.mark.parametrize("case", SHOWN)
def test_a_page_reads_as_it_is_shown(case: str) -> None:
    body, text = SHOWN[case]
    assert read_bytes("trang.html", page(body).encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1258"])
def test_the_charset_is_found_by_mark_name_or_letters(encoding: str) -> None:
    words = "Kết quả: đoàn viên tăng" if encoding != "windows-1258" else "Kêt qua: đoan viên tăng"
    body = page(f"<p>{words}</p>").replace("<head>", f'<head><meta charset="{encoding}">')
    assert read_bytes("trang.html", body.encode(encoding)).text == words


def test_a_page_saved_as_one_file_is_read() -> None:
    body = page("<p>Kết nạp 30 đoàn viên.</p>").encode()
    mime = (
        b'From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="xx"\r\n\r\n'
        b"--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + body
        + b"\r\n--xx--\r\n"
    )
    assert read_bytes("trang.mht", mime).text == "Kết nạp 30 đoàn viên."


def test_a_plan_inside_a_site_keeps_its_letterhead_and_its_own_day() -> None:
    body = (
        '<div class="menu"><a href="/a">Giới thiệu</a><a href="/b">Văn bản chỉ đạo điều hành</a></div>'
        '<div class="content">'
        "<h1>Kế hoạch công tác công đoàn năm 2026</h1><div>Đăng ngày 20/01/2026 lúc 08:00</div><div><table><tr>"
        "<td>LĐLĐ TỈNH SƠN HÀ<br>CÔNG ĐOÀN XÃ SUỐI NGÀN<br>Số: 14/KH-CĐX</td>"
        "<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Suối Ngàn, ngày 15 tháng 01 năm 2026</td></tr></table>"
        '<p align="center">KẾ HOẠCH</p><p align="center">Công tác công đoàn năm 2026</p><p>I. CHỈ TIÊU</p>'
        "<p>- Kết nạp mới ít nhất 40 đoàn viên trong các hợp tác xã, cửa hàng và xưởng gỗ trên địa bàn.</p></div></div>"
        '<div class="related"><h3>Văn bản liên quan</h3><p><a href="/k">Kế hoạch 13 cho 400 người</a></p></div>'
    )
    header = read_document(read_bytes("trang.html", page(body).encode()).text, DocumentKey("p")).header
    assert (header.number, header.issuer) == ("14/KH-CĐX", "Công đoàn xã Suối Ngàn")
    assert header.issued_on is not None
    assert header.issued_on.isoformat() == "2026-01-15"


def test_a_page_of_nothing_but_boxes_is_taken_whole() -> None:
    boxes = "<div>Xem thêm</div><p>Kết nạp mới 40 đoàn viên.</p>" * 10
    assert "Kết nạp mới 40 đoàn viên." in read_bytes("trang.html", page(boxes).encode()).text
