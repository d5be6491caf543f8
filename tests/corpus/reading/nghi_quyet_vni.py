"""A factory union's resolution typed in VNI-Times and saved as plain text: its bytes are VNI's."""

from tests.corpus.reading.encoding import in_vni

TEXT = """LIÊN ĐOÀN LAO ĐỘNG TỈNH CỬU LONG
CÔNG ĐOÀN CƠ SỞ NHÀ MÁY ĐAY THUẬN GIANG
Số: 03/NQ-CĐCS

Thuận Giang, ngày 12 tháng 4 năm 2023

NGHỊ QUYẾT
Đại hội Công đoàn cơ sở Nhà máy Đay Thuận Giang nhiệm kỳ 2023-2028

Đại hội quyết nghị những nội dung sau:

I. CHỈ TIÊU NHIỆM KỲ

1. Hằng năm có từ 95% đoàn viên trở lên hoàn thành kế hoạch sản xuất.

2. Trong nhiệm kỳ kết nạp mới 150 đoàn viên.

3. Mỗi năm giới thiệu ít nhất 03 đoàn viên ưu tú sang chi bộ nhà máy.

4. Đến năm 2028, 100% tổ sản xuất có tổ trưởng công đoàn được tập huấn nghiệp vụ.

II. GIẢI PHÁP

1. Thương lượng với giám đốc để nâng chất lượng bữa ăn giữa ca, cải thiện chỗ nghỉ cho công nhân làm ca đêm.

2. Duy trì sinh hoạt tổ công đoàn đều đặn, ghi nhận và trả lời thắc mắc của người lao động.

TM. ĐOÀN CHỦ TỊCH
CHỦ TỊCH

Sơn Văn Kiểm Thử
"""


def build() -> tuple[str, bytes]:
    """The file's name and what is in it."""
    return "nghi-quyet-dai-hoi.txt", in_vni(TEXT).encode("cp1252")
