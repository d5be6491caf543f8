"""A ward union's plan that exists only as a scan: pictures of its pages, grey, speckled and a little askew."""

from reportlab.platypus import PageBreak, Spacer

from tests.corpus.reading.printing import body, centred, one_column, scanned, side_by_side, unwrapped

LEFT = ("LIÊN ĐOÀN LAO ĐỘNG TỈNH AN BÌNH", "CÔNG ĐOÀN PHƯỜNG GÒ MUỖI", "Số: 22/KH-CĐP")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Gò Muỗi, ngày 03 tháng 3 năm 2026")
TITLE = ("KẾ HOẠCH", "Tổ chức Tháng Công nhân năm 2026")
FIRST = unwrapped("""
Thực hiện Kế hoạch số 18/KH-LĐLĐ ngày 20/02/2026 của Liên đoàn Lao động tỉnh An Bình, Ban Thường vụ Công đoàn
  phường Gò Muỗi xây dựng kế hoạch tổ chức Tháng Công nhân năm 2026 như sau:
I. MỤC ĐÍCH
Động viên người lao động thi đua sản xuất, bảo đảm an toàn; lắng nghe nguyện vọng của công nhân các khu nhà trọ.
II. CHỈ TIÊU
1. Ít nhất 80% công đoàn cơ sở tổ chức hoạt động trong Tháng Công nhân.
2. Kết nạp mới từ 45 đoàn viên trở lên.
3. 100% công đoàn cơ sở doanh nghiệp tổ chức đối thoại với người sử dụng lao động.
4. Tặng 120 suất quà cho công nhân có hoàn cảnh khó khăn, trị giá 60 triệu đồng.
5. Phấn đấu trên 70% người lao động được khám sức khỏe miễn phí.
""")
SECOND = unwrapped("""
III. TIẾN ĐỘ THỰC HIỆN
1. Triển khai kế hoạch đến công đoàn cơ sở, hoàn thành trước ngày 31/3/2026.
2. Tổ chức gặp mặt công nhân tiêu biểu trước ngày 20/5/2026.
IV. TỔ CHỨC THỰC HIỆN
1. Công đoàn cơ sở báo cáo kết quả về Công đoàn phường trước ngày 05/6/2026.
2. Văn phòng theo dõi, tổng hợp và tham mưu sơ kết.
""")
LEFT_FOOT = ("Nơi nhận:", "- LĐLĐ tỉnh (b/c);", "- Các CĐCS;", "- Lưu: VT.")
RIGHT_FOOT = ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH", "(Đã ký)", "Mai Thị Kiểm Thử")


def build() -> tuple[str, bytes]:
    """The file's name and what is in it."""
    story = [
        side_by_side(LEFT, RIGHT), Spacer(1, 14), *centred(TITLE), Spacer(1, 8), *body(FIRST, 13), PageBreak(),
        *body(SECOND, 13), Spacer(1, 12), side_by_side(LEFT_FOOT, RIGHT_FOOT, centre=False),
    ]  # fmt: skip
    return "scan-ke-hoach-thang-cong-nhan.pdf", scanned(one_column(story), skew=0.5)
