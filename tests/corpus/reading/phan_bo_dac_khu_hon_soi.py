"""An island union's plan with a ruled table of allotted figures that runs over a page, printed in one column."""

from reportlab.platypus import Spacer

from tests.corpus.reading.printing import body, centred, one_column, ruled, side_by_side, unwrapped

LEFT = ("LĐLĐ TỈNH HẢI SA", "CÔNG ĐOÀN ĐẶC KHU HÒN SỎI", "Số: 15/KH-CĐĐK")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hòn Sỏi, ngày 20 tháng 01 năm 2026")
TITLE = ("KẾ HOẠCH", "Phân bổ chỉ tiêu phát triển đoàn viên năm 2026")
OPENING = unwrapped("""
Thực hiện Chương trình số 02/CTr-LĐLĐ ngày 08/01/2026 của Liên đoàn Lao động tỉnh Hải Sa, Ban Thường vụ Công đoàn
  đặc khu Hòn Sỏi xây dựng kế hoạch như sau:
I. CHỈ TIÊU GIAO CÁC CÔNG ĐOÀN CƠ SỞ
""")
UNITS = (
    ("Trường THCS Bãi Ngang", "4", "95%"),
    ("Trạm Hải đăng Mũi Sừng", "2", "96%"),
    ("Hợp tác xã Nghề cá Đảo Nhỏ", "15", "90%"),
    ("Công ty TNHH Nước mắm Hòn Sỏi", "22", "92%"),
    ("Ban Quản lý cảng cá", "6", "98%"),
    ("Trung tâm Y tế đặc khu", "5", "98%"),
    ("Nghiệp đoàn nghề cá Bãi Đá", "30", "85%"),
)
REST = unwrapped("""
II. TỔ CHỨC THỰC HIỆN
1. Các công đoàn cơ sở báo cáo kết quả hằng tháng về Công đoàn đặc khu trước ngày 22.
2. Ủy ban Kiểm tra giám sát việc thực hiện; hoàn thành kiểm tra trước ngày 15/11/2026.
""")
LEFT_FOOT = ("Nơi nhận:", "- LĐLĐ tỉnh Hải Sa (b/c);", "- Các CĐCS;", "- Lưu: VT.")
RIGHT_FOOT = ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "(Đã ký)", "Hồ Văn Kiểm Thử")


def build() -> tuple[str, bytes]:
    """The file's name and what is in it."""
    rows = [("TT", "Đơn vị", "Kết nạp mới (đoàn viên)", "Thu đoàn phí đạt từ (%)")]
    rows += [(str(place), *row) for place, row in enumerate(UNITS, 1)]
    story = [
        side_by_side(LEFT, RIGHT), Spacer(1, 14), *centred(TITLE), Spacer(1, 8), *body(OPENING, 13),
        # So far down that the table's last rows stand on the next page, under its repeated head.
        Spacer(1, 330), ruled(rows, (35, 220, 110, 110)), Spacer(1, 10), *body(REST, 13), Spacer(1, 12),
        side_by_side(LEFT_FOOT, RIGHT_FOOT, centre=False),
    ]  # fmt: skip
    return "phan-bo-chi-tieu.pdf", one_column(story)
