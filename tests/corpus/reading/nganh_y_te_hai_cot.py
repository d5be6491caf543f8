"""A sector union's programme, set in two columns, with a table across one of them."""

from reportlab.platypus import Spacer

from tests.corpus.reading.printing import body, centred, side_by_side, two_columns, unwrapped

LEFT = ("LIÊN ĐOÀN LAO ĐỘNG TỈNH LÂM VIÊN", "CÔNG ĐOÀN NGÀNH Y TẾ", "Số: 07/CTr-CĐYT")
RIGHT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Lâm Viên, ngày 09 tháng 02 năm 2026",
)
TITLE = ("CHƯƠNG TRÌNH", "Công tác công đoàn ngành Y tế tỉnh Lâm Viên năm 2026")
OPENING = (
    "Căn cứ Chương trình số 04/CTr-LĐLĐ ngày 12/01/2026 của Liên đoàn Lao động tỉnh Lâm Viên, Ban Chấp hành Công đoàn "
    "ngành Y tế tỉnh ban hành Chương trình công tác năm 2026 như sau:"
)
TEXT = unwrapped("""
I. MỤC TIÊU
Chăm lo tốt hơn đời sống, việc làm và sức khỏe của viên chức, người lao động trong các bệnh viện, trung tâm y tế
  và trạm y tế sau khi sắp xếp lại; xây dựng công đoàn cơ sở vững mạnh, gần người lao động, lấy chất lượng phục
  vụ người bệnh làm thước đo của phong trào thi đua.
II. CÁC CHỈ TIÊU CHỦ YẾU
- 98% trở lên viên chức, người lao động được tuyên truyền quy tắc ứng xử và chủ trương, chính sách mới của
  ngành.
- Kết nạp mới ít nhất 140 đoàn viên, trong đó có từ 60 đoàn viên trở lên ở các phòng khám, bệnh viện ngoài công
  lập.
- 100% công đoàn cơ sở tổ chức hội nghị viên chức, người lao động trước ngày 31/3/2026.
- Phấn đấu trên 85% công đoàn cơ sở xếp loại hoàn thành tốt nhiệm vụ.
- Vận động quỹ tương trợ đạt 1,5 tỷ đồng; hỗ trợ sửa chữa 12 nhà “Mái ấm áo trắng”.
- Không quá 3% công đoàn cơ sở chậm nộp báo cáo.
III. NHIỆM VỤ VÀ GIẢI PHÁP
1. Chăm lo, bảo vệ người lao động
- Phối hợp với chuyên môn kiểm tra việc thực hiện chế độ trực, phụ cấp ưu đãi nghề tại các đơn vị; kiến nghị kịp
  thời những vướng mắc của cơ sở với cơ quan quản lý.
- Tổ chức thăm hỏi đoàn viên mắc bệnh nghề nghiệp, đoàn viên công tác tại các trạm y tế vùng sâu trong dịp Ngày
  Thầy thuốc Việt Nam.
2. Xây dựng tổ chức
- Kiện toàn ban chấp hành những nơi khuyết; bồi dưỡng nghiệp vụ cho cán bộ công đoàn mới tham gia lần đầu; cập
  nhật dữ liệu đoàn viên trên phần mềm quản lý, hoàn thành trước ngày 30/6/2026.
- Phát động mỗi khoa, phòng đăng ký một việc làm cụ thể để người bệnh bớt thời gian chờ đợi.
IV. TỔ CHỨC THỰC HIỆN
1. Công đoàn cơ sở xây dựng chương trình phù hợp với điều kiện của đơn vị; báo cáo kết quả quý, 6 tháng, năm về
  Công đoàn ngành trước ngày 18 tháng cuối quý.
2. Văn phòng Công đoàn ngành theo dõi, tổng hợp, trình Ban Thường vụ.
""")
LEFT_FOOT = ("Nơi nhận:", "- LĐLĐ tỉnh (b/c);", "- Các CĐCS trực thuộc;", "- Lưu: VP.")
RIGHT_FOOT = ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "(Đã ký)", "Nông Thị Kiểm Thử")


def build() -> tuple[str, bytes]:
    """The file's name and what is in it."""
    head = [side_by_side(LEFT, RIGHT), Spacer(1, 14), *centred(TITLE), Spacer(1, 8), *body([OPENING])]
    foot = [Spacer(1, 10), *body(LEFT_FOOT, 10, 0), Spacer(1, 10), *centred(RIGHT_FOOT, 11)]
    story = [*body(TEXT, 11.5, 14), *foot]
    return "chuong-trinh-nganh-y-te.pdf", two_columns(head, story, running="Chương trình công tác năm 2026")
