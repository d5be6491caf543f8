"""A commune union's plan as Word makes it: lists that count themselves, two tables, frames at head and foot."""

from tests.knowledge.readers import word

LEVELS = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"), ("bullet", "\uf0b7")]
SECTION, NUMBER, LETTER, DASH, DOT = range(5)

BODY: tuple[tuple[int, str], ...] = (
    (SECTION, "MỤC ĐÍCH, YÊU CẦU"),
    (NUMBER, "Đưa tổ chức công đoàn về gần người lao động ở các thôn, bản; mỗi việc đều có người chịu trách nhiệm."),
    (NUMBER, "Các công đoàn cơ sở tự chọn cách làm hợp với ngành nghề của mình."),
    (SECTION, "CHỈ TIÊU"),
    (NUMBER, "Về tổ chức"),
    (DASH, "Kết nạp mới ít nhất 160 đoàn viên, trong đó khu vực ngoài nhà nước từ 90 đoàn viên trở lên."),
    (DASH, "Thành lập mới 04 công đoàn cơ sở ở doanh nghiệp có từ 15 lao động trở lên."),
    (DASH, "Phấn đấu 85% công đoàn cơ sở hoàn thành tốt nhiệm vụ, trong đó:"),
    (DOT, "Khối trường học đạt 95%;"),
    (DOT, "Khối hợp tác xã đạt 70%."),
    (NUMBER, "Về chăm lo"),
    (LETTER, "Vận động tối thiểu 120 triệu đồng cho Quỹ Mái ấm."),
    (LETTER, "Thăm hỏi không dưới 250 lượt đoàn viên ốm đau, hoàn cảnh khó khăn."),
    (NUMBER, "Chỉ tiêu giao cho từng đơn vị"),
)
ALLOCATION = (
    ("TT", "Đơn vị", "Kết nạp mới (đoàn viên)", "Quỹ Mái ấm (triệu đồng)"),
    ("1", "CĐCS Hợp tác xã Chè Suối Ngàn", "70", "40"),
    ("2", "CĐCS Trường THCS Nà Pán", "12", "35"),
    ("3", "CĐCS Xưởng gỗ Bản Lầu", "78", "45"),
    ("", "Tổng cộng", "160", "120"),
)
WORK = (
    (SECTION, "NHIỆM VỤ"),
    (NUMBER, "Tuyên truyền tại chợ phiên, nhà văn hóa và trên loa truyền thanh của xã."),
    (NUMBER, "Hướng dẫn các đơn vị xây dựng quy chế hoạt động."),
    (SECTION, "TỔ CHỨC THỰC HIỆN"),
    (NUMBER, "Văn phòng Công đoàn xã hoàn thành bảng theo dõi chung trước ngày 15/3/2026."),
    (NUMBER, "Các CĐCS báo cáo kết quả về Ban Thường vụ Công đoàn xã (qua Văn phòng) trước ngày 18 hằng tháng."),
)


def build() -> tuple[str, bytes]:
    """The file's name and bytes."""
    document = word.new()
    word.add_list(document, LEVELS)
    word.use_list(document, 3)
    word.two_columns(
        document,
        ["LĐLĐ TỈNH SƠN HÀ", "CÔNG ĐOÀN XÃ SUỐI NGÀN", "*", "Số: 14/KH-CĐX"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Suối Ngàn, ngày 22 tháng 01 năm 2026"],
    )
    word.centred(document, "KẾ HOẠCH")
    word.centred(document, "Phát triển đoàn viên và chăm lo đời sống người lao động")
    word.centred(document, "năm 2026")
    document.add_paragraph(
        "Thực hiện Chương trình số 05/CTr-LĐLĐ ngày 08/01/2026 của LĐLĐ tỉnh Sơn Hà, Ban Chấp hành Công đoàn "
        "xã Suối Ngàn xây dựng Kế hoạch năm 2026 như sau:"
    )
    for level, text in BODY:
        word.item(document, text, 3, level)
    table = document.add_table(len(ALLOCATION), len(ALLOCATION[0]))
    for row, texts in zip(table.rows, ALLOCATION, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for level, text in WORK:
        word.item(document, text, 3, level)
    document.add_paragraph("Kế hoạch này thay thế Kế hoạch số 07/KH-CĐX ngày 10/02/2025 của Công đoàn xã Suối Ngàn.")
    word.two_columns(
        document,
        ["Nơi nhận:", "- LĐLĐ tỉnh Sơn Hà (b/c);", "- Đảng ủy xã;", "- Các CĐCS;", "- Lưu: VT."],
        ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "", "Lò Thị Mây"],
    )
    return "Kế hoạch 14 (bản chính).docx", word.content(document)
