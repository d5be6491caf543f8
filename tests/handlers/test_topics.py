"""What a short question asks in full, by what was told before it: a table of sentences."""

from datetime import date

import pytest

from handlers.store import Told, Topic
from handlers.topics import wholes
from knowledge.document import UnitCode
from union.roster import Unit, UnitKind

TODAY = date(2026, 11, 23)
UNITS = [
    Unit(UnitCode("hoa-sen"), "CĐCS Mầm non Hoa Sen", UnitKind.GRASSROOTS),
    Unit(UnitCode("doi-sim"), "CĐCS Tiểu học Đồi Sim", UnitKind.GRASSROOTS),
]


@pytest.mark.parametrize(
    ("kind", "before", "said", "whole"),
    [
        (Told.BOARD, "ai chưa nộp", "còn tháng 10", "ai chưa nộp tháng 10"),
        (Told.BOARD, "ai chưa nộp", "the con thang 10 thi sao", "ai chưa nộp thang 10"),
        (Told.BOARD, "ai chưa nộp tháng 11", "tháng 10?", "ai chưa nộp tháng 10"),
        (Told.BOARD, "ai chưa nộp tháng 11", "t10", "ai chưa nộp t10"),
        (Told.BOARD, "báo cáo tháng 11 ai chưa nộp", "còn tháng trước", "ai chưa nộp báo cáo tháng trước"),
        (Told.BOARD, "ai chưa nộp", "còn báo cáo năm", "ai chưa nộp báo cáo năm"),
        (Told.BOARD, "ai chưa nộp tháng 11", "thế báo cáo 6 tháng thì sao", "ai chưa nộp báo cáo 6 tháng"),
        (Told.BOARD, "hoa sen nộp chưa", "còn đồi sim", "đồi sim nộp chưa"),
        (Told.BOARD, "hoa sen nộp chưa", "bên đồi sim thì sao ạ", "đồi sim nộp chưa"),
        (Told.BOARD, "hoa sen kết nạp được mấy", "vậy đồi sim", "đồi sim kết nạp được mấy"),
        (Told.BOARD, "hoa sen tháng 10 kết nạp được mấy", "còn thăm hỏi", "hoa sen thăm hỏi bao nhiêu tháng 10"),
        (Told.BOARD, "tình hình báo cáo tháng 10", "còn đồi sim", "đồi sim báo cáo tháng 10 nộp chưa"),
        (Told.BOARD, "ai chưa nộp báo cáo năm", "the doi sim thi sao", "doi sim báo cáo năm nộp chưa"),
        (Told.PEOPLE, "sđt chủ tịch hoa sen", "còn đồi sim", "sđt chủ tịch đồi sim"),
        (Told.BOARD, "kết nạp đạt bao nhiêu phần trăm", "còn thăm hỏi", "thăm hỏi đạt bao nhiêu"),
        (Told.BOARD, "tổng hợp kết nạp tháng 10", "còn thăm hỏi", "tổng hợp thăm hỏi tháng 10"),
        (Told.BOARD, "kết nạp tháng 10 của từng đơn vị", "còn thăm hỏi", "tổng hợp thăm hỏi tháng 10 của từng đơn vị"),
        (Told.DEADLINE, "hạn báo cáo tháng khi nào", "còn 6 tháng", "hạn khi nào báo cáo 6 tháng"),
        (Told.DEADLINE, "hạn báo cáo tháng khi nào", "tháng 12 thì sao", "hạn khi nào báo cáo tháng 12"),
        (Told.REPORT, "xem báo cáo tháng 10", "còn tháng 9", "xem báo cáo tháng 9"),
        (Told.FIGURES, "kết nạp bao nhiêu rồi", "tháng trước bao nhiêu", "kết nạp bao nhiêu rồi tháng trước"),
        (Told.FIGURES, "kết nạp bao nhiêu rồi", "tháng trước nữa", "kết nạp bao nhiêu rồi tháng 9/2026"),
        (Told.BOARD, "ai chưa nộp tháng 11", "the thang truoc nua", "ai chưa nộp tháng 9/2026"),
        (Told.FIGURES, "kết nạp tháng 10 bao nhiêu", "còn thăm hỏi", "thăm hỏi tháng 10 được bao nhiêu rồi"),
        (Told.FIGURES, "kết nạp tháng 10 bao nhiêu", "ai ghi", "kết nạp tháng 10 bao nhiêu"),
    ],
)  # fmt: skip
def test_a_short_question_is_of_what_was_told_before(kind: Told, before: str, said: str, whole: str) -> None:
    assert whole in list(wholes(said, Topic(kind, before), TODAY, UNITS))


@pytest.mark.parametrize(
    ("kind", "before", "said"),
    [
        (Told.BOARD, "ai chưa nộp", "còn chương trình năm 2025"),
        (Told.BOARD, "ai chưa nộp", "tháng 10 phải kết nạp bao nhiêu"),
        (Told.BOARD, "ai chưa nộp", "đôn đốc tháng 10"),
        (Told.BOARD, "ai chưa nộp", "đồi sim"),
        (Told.PEOPLE, "có bao nhiêu đơn vị", "còn đồi sim"),
        (Told.BOARD, "ai chưa nộp", "còn hôm nay"),
        (Told.BOARD, "ai chưa nộp", "báo cáo tháng 11"),
        (Told.REPORT, "bản word báo cáo tháng 11", "xem báo cáo tháng 11"),
        (Told.REPORT, "xem báo cáo tháng 10", "gửi báo cáo tháng 11"),
        (Told.REPORT, "xem báo cáo tháng 10", "khai báo cáo tháng 11"),
        (Told.BOARD, "ai chưa nộp", "tháng này nữa"),
        (Told.BOARD, "ai chưa nộp", "còn thăm hỏi"),
        (Told.BOARD, "tổng hợp kết nạp", "thăm hỏi 4 lượt"),
        (Told.BOARD, "tổng hợp kết nạp", "hoa sen kết nạp được mấy"),
        (Told.BOARD, "hoa sen nộp chưa", "trả lại đồi sim"),
        (Told.FIGURES, "kết nạp bao nhiêu rồi", "còn kinh phí công đoàn thì sao"),
        (Told.FIGURES, "kết nạp tháng 10 bao nhiêu", "thăm hỏi 4"),
        (Told.DEADLINE, "hạn báo cáo tháng khi nào", "còn thế thì sao"),
    ],
)
def test_what_names_anything_else_stands_for_itself(kind: Told, before: str, said: str) -> None:
    assert list(wholes(said, Topic(kind, before), TODAY, UNITS)) == []
