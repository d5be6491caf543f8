"""A later paper tells what came of an earlier time: it is quoted as that, and never given for a target of it."""

from datetime import date

import pytest

from handlers import citing
from handlers.citing.gate import strays
from handlers.citing.whole import phrase
from knowledge.answer import Alternatives, Answer, Asker, NotFound, Question, Result, answer, build_library, values_of
from knowledge.document import DocumentKey, UnitCode, read_document
from knowledge.extract import extract

TODAY = date(2027, 3, 1)
YEARLY = """CÔNG ĐOÀN XÃ BÃI NGÀ

Số: 04/CTr-CĐX

Bãi Ngà, ngày 12 tháng 01 năm 2027

CHƯƠNG TRÌNH
Công tác công đoàn xã Bãi Ngà năm 2027

Kết thúc năm 2026, toàn xã còn 5 doanh nghiệp chưa có công đoàn; tổ tư vấn tiếp 214 lượt công nhân; \
có 3 vụ tranh chấp lao động. Đến hết năm 2026 có 37 công đoàn cơ sở; từ năm 2024 đến năm 2026 có 9 đơn vị giải thể.

I. CHỈ TIÊU

1. Kết nạp mới 140 đoàn viên (năm 2026 kết nạp được 118 đoàn viên, thành lập 02 công đoàn cơ sở).
2. 82% công đoàn cơ sở được xếp loại vững mạnh trở lên (năm 2026: 77,5%).
3. Vận động 350 triệu đồng cho Quỹ “Sóng biển” (Tết 2026: 290 triệu đồng).
4. Tổ chức 12 buổi đối thoại, tăng 4 buổi so với năm 2026.
5. Mở 06 lớp học nghề cho ngư dân.

II. TỔ CHỨC THỰC HIỆN

Các công đoàn cơ sở báo cáo về Công đoàn xã trước ngày 20/12.
"""
TERM = """CÔNG ĐOÀN NGÀNH GIẤY TỈNH ĐỒI TRÚC

Số: 03/NQ-ĐH

Đồi Trúc, ngày 15 tháng 8 năm 2026

NGHỊ QUYẾT
ĐẠI HỘI CÔNG ĐOÀN NGÀNH GIẤY TỈNH ĐỒI TRÚC
NHIỆM KỲ 2026 - 2031

I. Đại hội thống nhất kết quả nhiệm kỳ 2021 - 2026 như sau:

Phát triển được 3.150 đoàn viên; thành lập thêm 17 công đoàn cơ sở. Trao 28 căn nhà cho đoàn viên nghèo. \
Tỷ lệ doanh nghiệp có thỏa ước lao động tập thể là 64%.

II. Các chỉ tiêu của nhiệm kỳ

1. Phát triển 4.000 đoàn viên.
2. 78% doanh nghiệp có thỏa ước lao động tập thể.
3. Hỗ trợ 35 căn nhà cho đoàn viên nghèo.
4. Mỗi năm mở 02 lớp dạy nghề; riêng năm 2028 tổ chức 05 hội thi tay nghề.
"""
DOCUMENTS = {
    UnitCode("bai-nga"): extract(read_document(YEARLY, DocumentKey("bai-nga-2027"))),
    UnitCode("doi-truc"): extract(read_document(TERM, DocumentKey("doi-truc-2026"))),
}
LIBRARY = build_library(list(DOCUMENTS.values()))


def asked(text: str, of: str, *previous: str) -> Result:
    [issuer] = {each.header.issuer_code for code, each in DOCUMENTS.items() if code == of}
    assert issuer is not None
    return answer(Question(text, previous), LIBRARY, Asker((issuer,)), TODAY)


@pytest.mark.parametrize(
    ("of", "text", "told"),
    [
        ("bai-nga", "năm 2026 xếp loại vững mạnh được bao nhiêu phần trăm công đoàn cơ sở", "77,5%"),
        ("bai-nga", "ket qua ket nap doan vien nam ngoai la bao nhieu", "118 đoàn viên"),
        ("bai-nga", "Năm 2026 thành lập được mấy công đoàn cơ sở?", "02 công đoàn cơ sở"),
        ("bai-nga", "tết 2026 quỹ sóng biển vận động được bao nhiêu tiền", "290 triệu đồng"),
        ("bai-nga", "năm ngoái có mấy vụ tranh chấp lao động", "3 vụ"),
        ("bai-nga", "nam 2026 to tu van tiep bao nhieu luot cong nhan", "214 lượt"),
        ("bai-nga", "hết năm 2026 toàn xã có bao nhiêu công đoàn cơ sở", "37 công đoàn cơ sở"),
        ("doi-truc", "Nhiệm kỳ 2021-2026 thành lập thêm mấy công đoàn cơ sở", "17 công đoàn cơ sở"),
        ("doi-truc", "nhiệm kỳ trước trao được mấy căn nhà cho đoàn viên nghèo", "28 căn nhà"),
        ("doi-truc", "nhiem ky truoc bao nhieu phan tram doanh nghiep co thoa uoc", "64%"),
        ("doi-truc", "ket qua phat trien doan vien nhiem ky 2021-2026", "3.150 đoàn viên"),
    ],
)
def test_what_a_later_paper_tells_of_the_time_is_quoted_as_that(of: str, text: str, told: str) -> None:
    result = asked(text, of)
    assert isinstance(result, Answer)
    said = citing.phrase(result, TODAY)
    first = said.split("\n")[0]
    assert first.startswith("Về ")
    assert told in first
    assert not strays(phrase(result, TODAY), result)


@pytest.mark.parametrize(
    ("of", "text"),
    [
        ("bai-nga", "chỉ tiêu kết nạp đoàn viên năm 2026 là bao nhiêu"),
        ("bai-nga", "năm 2026 phải thành lập mấy công đoàn cơ sở"),
        ("bai-nga", "năm 2025 kết nạp được bao nhiêu đoàn viên"),
        ("bai-nga", "năm 2026 có mấy đơn vị giải thể"),
        ("bai-nga", "năm 2026 tổ chức được mấy buổi đối thoại"),
        ("bai-nga", "năm 2026 mở được mấy lớp học nghề cho ngư dân"),
        ("bai-nga", "năm 2026 kết nạp được bao nhiêu đoàn viên khu vực nhà nước"),
        ("bai-nga", "năm 2026 vận động được bao nhiêu phần trăm doanh nghiệp đóng quỹ sóng biển"),
        ("bai-nga", "năm 2028 kết nạp bao nhiêu đoàn viên"),
        ("doi-truc", "nhiệm kỳ 2016-2021 trao được mấy căn nhà"),
        ("doi-truc", "nhiệm kỳ trước thu được bao nhiêu phần trăm kinh phí công đoàn"),
        ("doi-truc", "chỉ tiêu phát triển đoàn viên của nhiệm kỳ 2021-2026 là bao nhiêu"),
        ("doi-truc", "năm 2026 đã phát triển được bao nhiêu đoàn viên rồi"),
    ],
)
def test_a_target_is_never_given_for_a_result_nor_a_result_for_a_target(of: str, text: str) -> None:
    assert isinstance(asked(text, of), NotFound)


@pytest.mark.parametrize(
    ("of", "text", "figures"),
    [
        ("bai-nga", "năm ngoái kết nạp được mấy đoàn viên, năm nay đặt ra bao nhiêu", ("118", "140")),
        ("bai-nga", "kết quả xếp loại vững mạnh 2026 và chỉ tiêu 2027 là bao nhiêu phần trăm", ("77,5", "82")),
        ("bai-nga", "van dong quy song bien tet 2026 va tet 2027 khac nhau ra sao", ("290", "350")),
        ("bai-nga", "năm 2027 kết nạp bao nhiêu đoàn viên so với năm 2026", ("140", "118")),
        ("doi-truc", "nhiệm kỳ trước mấy căn nhà cho đoàn viên nghèo, đến 2031 phải bao nhiêu căn", ("28", "35")),
        ("doi-truc", "nhiem ky truoc phat trien may doan vien, den 2031 dat ra bao nhieu", ("3.150", "4.000")),
        ("doi-truc", "nhiệm kỳ trước trao mấy căn nhà cho đoàn viên nghèo, nhiệm kỳ này mấy căn", ("28", "35")),
        ("doi-truc", "khoá này phát triển bao nhiêu đoàn viên, so với khoá trước thì sao", ("4.000", "3.150")),
        ("doi-truc", "thỏa ước nhiệm kỳ trước được bao nhiêu phần trăm, đến năm 2031 bao nhiêu", ("64", "78")),
    ],
)
def test_a_result_of_before_and_the_target_of_now_are_told_with_their_times(
    of: str, text: str, figures: tuple[str, str]
) -> None:
    result = asked(text, of)
    assert isinstance(result, Alternatives)
    assert result.are_wanted
    before, after = sorted(citing.phrase(result, TODAY).split("\n\n"), key=lambda part: "Về " not in part)
    assert sorted(figures) == sorted(figure for figure in figures if figure in before.split("\n")[0] + after)
    assert "Về " in before
    assert "Về " not in after
    assert not strays(phrase(result, TODAY), result)


@pytest.mark.parametrize(
    ("of", "text"),
    [
        ("bai-nga", "chỉ tiêu kết nạp năm 2026 và năm 2027 là bao nhiêu đoàn viên"),
        ("bai-nga", "năm 2026 giao kết nạp bao nhiêu đoàn viên, năm 2027 giao bao nhiêu"),
        ("bai-nga", "năm ngoái kết nạp được mấy đoàn viên, năm nay đã kết nạp được mấy rồi"),
        ("bai-nga", "năm ngoái mở mấy lớp học nghề, năm nay mở mấy lớp"),
    ],
)
def test_where_one_of_two_times_has_nothing_that_is_said_first(of: str, text: str) -> None:
    assert isinstance(asked(text, of), NotFound)


@pytest.mark.parametrize(
    "text",
    [
        "Riêng năm 2028 hỗ trợ mấy căn nhà cho đoàn viên nghèo",
        "chi tinh nam 2027 thi phat trien bao nhieu doan vien",
        "tính riêng năm 2029 phát triển mấy đoàn viên?",
    ],
)
def test_what_is_for_the_whole_term_is_only_the_nearest_for_one_of_its_years(text: str) -> None:
    result = asked(text, "doi-truc")
    assert isinstance(result, NotFound)
    assert result.nearest
    assert "đặt cho cả giai đoạn" in citing.phrase(result, TODAY).split("\n")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("riêng năm 2028 mở mấy lớp dạy nghề", 2),
        ("riêng năm 2028 tổ chức mấy hội thi tay nghề", 5),
        ("năm 2028 hỗ trợ mấy căn nhà cho đoàn viên nghèo", 35),
        ("riêng năm 2031 bao nhiêu phần trăm doanh nghiệp có thỏa ước", 78),
    ],
)
def test_what_is_set_for_the_year_or_for_each_year_answers(text: str, expected: int) -> None:
    assert expected in {value.value for value in values_of(asked(text, "doi-truc"))}
