"""What the web server says when it cannot do what the page asked: sentences for the person in front of it."""

BODY_TOO_BIG = "Nội dung gửi lên dài quá, đồng chí chia ra gửi làm nhiều lần."
TEXT_TOO_LONG = "Tin dài quá 10.000 ký tự, đồng chí chia ra gửi làm nhiều tin."
TEXT_EMPTY = "Tin chưa có nội dung."
TEXT_STRANGE = "Tin có ký tự không đọc được, đồng chí gõ lại giúp."
NOT_JSON = "Yêu cầu không đúng dạng JSON nên chưa làm gì."
FIELD_WRONG = "Yêu cầu thiếu hoặc sai mục “{field}” nên chưa làm gì."
PERSON_UNKNOWN = "Không có tài khoản này trong bản dùng thử."
GROUP_UNKNOWN = "Không có nhóm này trên trang."
JOIN_FIRST = "Đồng chí nhập mã tham gia do văn phòng cấp để bắt đầu."
ACCOUNT_CHANGED = "Trình duyệt này đã chuyển sang tài khoản khác, đồng chí tải lại trang."
ONLY_IN_DEMO = "Việc này chỉ có trong bản dùng thử."
NOT_IN_DEMO = "Bản dùng thử không cần mã tham gia; đồng chí chọn một người trong danh sách."
CLOCK_RANGE = "Đồng hồ dùng thử chỉ tiến về phía trước, mỗi lần nhiều nhất một năm."
FILE_UNKNOWN = "Không tìm thấy tệp này trong cuộc trò chuyện của đồng chí."
LINK_OVER = "Liên kết này đã quá 24 giờ hoặc không đúng. Đồng chí nhắn trợ lý để nhận liên kết mới."
DROP_NOT_YOURS = "Chỉ cán bộ văn phòng đưa văn bản vào được. Đồng chí gửi tệp cho Văn phòng."
DROP_IN_PRIVATE = "Đồng chí gửi tệp trong cuộc trò chuyện riêng với trợ lý, không gửi trong nhóm."
DROP_TOO_BIG = "Tệp lớn hơn {most} MB nên chưa nhận. Đồng chí chia nhỏ, hoặc gửi bản Word nhẹ hơn."
DROP_CUT = "Tệp chưa lên hết nên chưa nhận. Đồng chí gửi lại."
DROP_EMPTY = "Tệp trống, chưa có nội dung. Đồng chí xem lại tệp rồi gửi lại."
DROP_LINK_OVER = "Liên kết này đã quá một giờ hoặc không đúng. Đồng chí nhắn trợ lý “gửi văn bản” để nhận liên kết mới."
FOREIGN_PAGE = "Yêu cầu đến từ một trang khác nên bị từ chối."
FOREIGN_HOST = "Bản dùng thử chỉ mở được trên chính máy này, tại địa chỉ localhost hoặc 127.0.0.1."
NO_SUCH_PAGE = "Không có trang này."
NOT_THIS_WAY = "Địa chỉ này không nhận kiểu yêu cầu đó."
OUR_FAULT = "Máy chủ đang trục trặc nên chưa làm được; đồng chí thử lại sau ít phút."


class Complaint(Exception):  # noqa: N818 - an ordinary answer to the page, not a fault
    """Ends a request with a status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence
