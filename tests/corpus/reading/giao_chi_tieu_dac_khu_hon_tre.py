"""A special zone's allocated targets as Excel has them: letterhead, heads in two rows, figures by format."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

ROWS = (
    ("LĐLĐ TỈNH VÀM TRĂNG", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("CÔNG ĐOÀN ĐẶC KHU HÒN TRE", None, None, "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 21/KH-CĐĐK", None, None, "Hòn Tre, ngày 30 tháng 01 năm 2026"),
    (),
    ("KẾ HOẠCH",),
    ("Giao chỉ tiêu công đoàn năm 2026",),
    (),
    ("TT", "Đơn vị", "Phát triển đoàn viên", None, "Thu đoàn phí", "Ngày nộp báo cáo"),
    (None, None, "Kết nạp mới (người)", "Công đoàn cơ sở thành lập mới (đơn vị)", "(triệu đồng)", None),
    (1, "CĐCS Cảng Hòn Tre", 1250, 2, 86.5, date(2026, 11, 25)),
    (2, "CĐCS Nuôi biển Bãi Nồm", 340, 1, 24, date(2026, 11, 25)),
    (3, "CĐCS Du lịch Đảo Xanh", 215, None, 31.25, date(2026, 11, 25)),
    (),
    ("Ghi chú: đơn vị tuyển thêm lao động thì đăng ký bổ sung.",),
)
MERGED = ("A8:A9", "B8:B9", "C8:D8", "F8:F9", "A5:F5", "A6:F6", "A1:C1", "A2:C2", "A3:C3", "D1:F1", "D2:F2", "D3:F3")


def build() -> tuple[str, bytes]:
    """The file's name and bytes."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Giao 2026"
    for row in ROWS:
        sheet.append(row)
    for place in MERGED:
        sheet.merge_cells(place)
    for row in (10, 11, 12):
        sheet.cell(row, 3).number_format = "#,##0"
        sheet.cell(row, 5).number_format = "0.0"
        sheet.cell(row, 6).number_format = "dd/mm/yyyy"
    draft = workbook.create_sheet("Nháp")
    draft.append(("CĐCS Cảng Hòn Tre", 9999))
    draft.sheet_state = "hidden"
    file = BytesIO()
    workbook.save(file)
    return "giao-chi-tieu-2026.xlsx", file.getvalue()
