"""A company union's programme typed in .VnTime years ago and printed to PDF: its letters are TCVN3 codes."""

from reportlab.platypus import Spacer

from tests.corpus.reading.encoding import in_tcvn3
from tests.corpus.reading.printing import Typed, centred, one_column, side_by_side, unwrapped

LEFT = ("CÔNG ĐOÀN TỔNG CÔNG TY ĐƯỜNG SÔNG", "CÔNG ĐOÀN CÔNG TY BẾN CÁT", "Số: 11/CTr-CĐCT")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bến Cát, ngày 15 tháng 01 năm 2024")
TITLE = ("CHƯƠNG TRÌNH", "Công tác công đoàn năm 2024")
TEXT = unwrapped("""
Thực hiện chương trình công tác của cấp trên, Ban Chấp hành Công đoàn Công ty Bến Cát xây dựng chương trình năm 2024
  như sau:
I. CHỈ TIÊU PHẤN ĐẤU
1. Có 97% trở lên đoàn viên ký cam kết an toàn lao động.
2. Kết nạp thêm ít nhất 35 đoàn viên; thành lập mới 02 tổ công đoàn tại các bến.
3. 100% người lao động được khám sức khỏe định kỳ.
4. Phấn đấu từ 80% đến 85% gia đình đoàn viên đạt danh hiệu gia đình văn hóa.
5. Vận động ủng hộ quỹ tương trợ 250 triệu đồng.
II. NHIỆM VỤ
1. Tuyên truyền nội quy lao động, quy chế dân chủ; tổ chức hội thao chào mừng ngày truyền thống của ngành.
2. Thăm hỏi, động viên gia đình thuyền viên đi dài ngày, giúp đỡ kịp thời người ốm đau, hoạn nạn.
III. TỔ CHỨC THỰC HIỆN
Các tổ công đoàn báo cáo kết quả hằng quý về Ban Chấp hành Công đoàn Công ty trước ngày 20 của tháng cuối quý.
""")
LEFT_FOOT = ("Nơi nhận:", "- Công đoàn Tổng công ty (b/c);", "- Các tổ công đoàn;", "- Lưu: VP.")
RIGHT_FOOT = ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "(Đã ký)", "Đò Văn Kiểm Thử")


def build() -> tuple[str, bytes]:
    """The file's name and what is in it."""
    left, right, title, text, left_foot, right_foot = (
        [in_tcvn3(line) for line in lines] for lines in (LEFT, RIGHT, TITLE, TEXT, LEFT_FOOT, RIGHT_FOOT)
    )
    story = [
        side_by_side(left, right), Spacer(1, 14), *centred(title), Spacer(1, 8), Typed(text, 13), Spacer(1, 12),
        side_by_side(left_foot, right_foot, centre=False),
    ]  # fmt: skip
    return "chuong-trinh-2024.pdf", one_column(story)
