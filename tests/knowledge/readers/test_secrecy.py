"""The stamp on a paper is never missed and never seen where there is none."""

import pytest

from knowledge.readers.secrecy import is_internal, stamp_on

LETTERHEAD = "CÔNG ĐOÀN XÃ SUỐI NGÀN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/KH-CĐX"
HEAD = LETTERHEAD + "\n{}\nKẾ HOẠCH\nBảo vệ bí mật nhà nước"

STAMPED = {
    "alone": ("MẬT", "MẬT"),
    "highly": ("TỐI MẬT", "TỐI MẬT"),
    "most": ("TUYỆT MẬT", "TUYỆT MẬT"),
    "spaced": ("M Ậ T", "MẬT"),
    "spaced words": ("T Ố I  M Ậ T", "TỐI MẬT"),
    "without marks": ("TUYET MAT", "TUYỆT MẬT"),
    "with damaged marks": ("TÔI MÂT", "TỐI MẬT"),
    "framed": ("║ MẬT ║", "MẬT"),
    "in brackets": ("[MẬT]", "MẬT"),
    "between dashes": ("--- TỐI MẬT ---", "TỐI MẬT"),
    "beside the number": ("Số: 4/BC-CĐX        MẬT", "MẬT"),
    "beside it in brackets": ("Số: 4/BC-CĐX (MẬT)", "MẬT"),
    "typed as a level": ("Độ mật: Mật", "MẬT"),
    "typed as a level in capitals": ("ĐỘ MẬT: TUYỆT MẬT", "TUYỆT MẬT"),
    "small letters alone": ("Tối mật", "TỐI MẬT"),
}

ORDINARY = {
    "the duty to keep secrets": "Cán bộ giữ bí mật thông tin của đoàn viên.",
    "information security": "BẢO MẬT THÔNG TIN",
    "a heading on secrets": "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "closeness": "giữ mối quan hệ mật thiết với công nhân",
    "a density": "MẬT ĐỘ",
    "a password": "Mật khẩu: do văn phòng cấp",
    "a secret ballot": "BẦU BẰNG PHIẾU KÍN, BÍ MẬT",
    "an ordinary level": "Độ mật: Thường",
    "a level that is none": "Độ mật: Không",
    "levels named in a rule": "Độ mật của văn bản gồm: Mật, Tối mật, Tuyệt mật",
    "honey": "Mật ong rừng 30 lít",
    "a sentence that names the stamp": "Văn bản đóng dấu “MẬT” do Chủ tịch ký gửi riêng.",
}


@pytest.mark.parametrize("case", STAMPED)
def test_a_stamp_is_seen(case: str) -> None:
    written, stamp = STAMPED[case]
    assert stamp_on([HEAD.format(written)]) == stamp


@pytest.mark.parametrize("case", ORDINARY)
def test_ordinary_words_are_no_stamp(case: str) -> None:
    assert stamp_on([HEAD.format(ORDINARY[case])]) == ""


def test_a_stamp_at_the_edge_of_a_later_page_is_seen() -> None:
    body = "\n".join(f"Dòng {number} của trang." for number in range(30))
    assert stamp_on([body, f"{body}\nMẬT"]) == "MẬT"
    assert stamp_on([body, f"{body}\nMẬT\n{body}"]) == ""


def test_a_cell_of_a_table_is_no_stamp() -> None:
    assert stamp_on(["BẢNG KHÁM SỨC KHỎE\n| TT | MẮT | TAI |\n| 1 | 10/10 | 5m |"]) == ""


@pytest.mark.parametrize("line", ["LƯU HÀNH NỘI BỘ", "(Tài liệu lưu hành nội bộ)", "Luu hanh noi bo"])
def test_internal_use_is_a_remark(line: str) -> None:
    assert is_internal([f"CÔNG ĐOÀN XÃ\n{line}\nKẾ HOẠCH"])


def test_a_sentence_about_internal_use_is_none() -> None:
    assert not is_internal(["Tài liệu này lưu hành nội bộ trong các cơ quan, đơn vị trên địa bàn."])
