"""How a target is counted is proposed from its own words, never confirmed by itself."""

from decimal import Decimal

import pytest

from knowledge.document import Comparator, Target
from knowledge.proposals.values import Basis, Counting, Way
from knowledge.proposals.ways import proposed_way

AREA, EACH, AVERAGE, SHARE = Counting.AREA, Counting.PER_UNIT, Counting.AVERAGE, Counting.SHARE
GROSS, NET, STOCK = Basis.GROSS, Basis.NET, Basis.STOCK


def target(measure: str, subject: str, scope: str = "", **more: str) -> Target:
    """A figure, whatever its value."""
    return Target(Decimal(5), Comparator.AT_LEAST, measure, subject, scope=scope, **more)


@pytest.mark.parametrize(
    ("said", "way"),
    [
        pytest.param(target("đoàn viên", "kết nạp mới đoàn viên"), Way(AREA, GROSS), id="newly admitted"),
        pytest.param(target("đoàn viên", "phát triển thực tăng đoàn viên"), Way(AREA, NET), id="net growth"),
        pytest.param(target("đoàn viên", "phát triển tăng thêm đoàn viên"), Way(AREA, NET), id="added less lost"),
        pytest.param(target("đoàn viên", "số đoàn viên toàn ngành"), Way(AREA, STOCK), id="how many there are"),
        pytest.param(target("đoàn viên", "số đoàn viên kết nạp mới"), Way(AREA, GROSS), id="the number of the new"),
        pytest.param(target("CĐCS", "thành lập mới công đoàn cơ sở"), Way(AREA, GROSS), id="newly founded"),
        pytest.param(target("CĐCS", "Thanh lap moi CDCS"), Way(AREA, GROSS), id="newly founded, without marks"),
        pytest.param(target("cuoc", "moi CDCS to chuc doi thoai"), Way(EACH, GROSS), id="each, without marks"),
        pytest.param(target("tỷ đồng", "ủng hộ quỹ mái ấm"), Way(AREA, GROSS), id="money"),
        pytest.param(target("đoàn viên ưu tú/CĐCS", "bình quân mỗi CĐCS giới thiệu cho Đảng"), Way(AVERAGE, GROSS),
                     id="on average"),
        pytest.param(target("đoàn viên ưu tú", "trung bình mỗi đơn vị giới thiệu"), Way(AVERAGE, GROSS), id="mean"),
        pytest.param(target("cuộc", "mỗi công đoàn cơ sở tổ chức đối thoại"), Way(EACH, GROSS), id="each by itself"),
        pytest.param(target("cuộc/đơn vị", "tổ chức đối thoại"), Way(EACH, GROSS), id="per unit in the measure"),
        pytest.param(target("cuộc", "mỗi năm tổ chức đối thoại"), Way(AREA, GROSS), id="each year is no unit"),
        pytest.param(target("đoàn viên", "kết nạp", assignee="CĐCS Hoa Mơ"), Way(EACH, GROSS), id="a unit's own"),
        pytest.param(target("%", "CĐCS xếp loại tốt", "CĐCS khu vực nhà nước"),
                     Way(SHARE, STOCK, "tổng số CĐCS khu vực nhà nước"), id="a share of units"),
        pytest.param(target("%", "được bồi dưỡng", "Chủ tịch công đoàn cơ sở"),
                     Way(AREA, STOCK, "tổng số chủ tịch công đoàn cơ sở"), id="a share of people"),
        pytest.param(target("%", "vụ việc được hỗ trợ", "số vụ việc khởi kiện"),
                     Way(SHARE, STOCK, "số vụ việc khởi kiện"), id="a number of cases"),
        pytest.param(target("%", "tổ chức hội nghị", "doanh nghiệp", sector="ngoài nhà nước"),
                     Way(SHARE, STOCK, "tổng số doanh nghiệp ngoài nhà nước"), id="of one sector"),
        pytest.param(target("%", "được tuyên truyền"), Way(SHARE, STOCK), id="of whom is not said"),
        pytest.param(target("%", "số đoàn viên", clause="Số đoàn viên tăng 5% so với năm 2025; thu đủ đoàn phí"),
                     Way(AREA, NET, "năm 2025"), id="growth in percent"),
        pytest.param(target("ngày làm việc", "trả lời kiến nghị"), None, id="a time to answer in"),
        pytest.param(target("giờ", "gửi báo cáo nhanh"), None, id="hours"),
    ],
)  # fmt: skip
def test_the_way_is_read_from_the_words(said: Target, way: Way | None) -> None:
    assert proposed_way(said) == way
