"""Where the passages of a paper stand: articles, appendices, pages, bullets below bullets; and text without order."""

import random
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from knowledge.document import Document, DocumentKey, read_document

READING = Path(__file__).parents[1] / "corpus" / "reading"
NAMES = (
    *("chuong-trinh-xa-khe-vang", "nghi-quyet-dai-hoi-thuy-san", "ke-hoach-phuong-ben-ngu"),
    *("bao-cao-khu-cong-nghiep-dong-tra", "quyet-dinh-quy-che-cong-ty-duong-sat", "cong-van-xa-phu-lam"),
)
KEPT = tuple(READING / f"{name}.toml" for name in NAMES)
BIG = 250_000


def read(text: str) -> Document:
    return read_document(text, DocumentKey("thu"))


def places(text: str) -> list[str]:
    return [passage.place for passage in read(text).passages if passage.place != "tên văn bản"]


# The kept papers


@pytest.mark.parametrize("path", KEPT, ids=[path.stem for path in KEPT])
def test_head_and_places_of_the_kept_papers(path: Path) -> None:
    wanted = tomllib.loads(path.read_text("utf-8"))
    document = read(path.with_suffix(".txt").read_text("utf-8"))
    told = {passage.place: passage for passage in document.passages}
    header = {name: getattr(document.header, name) or "" for name in _plain(wanted["document"])}
    assert header == _plain(wanted["document"])
    for row in wanted.get("passage", []):
        assert told[row["place"]].text.startswith(row["text"])
        assert told[row["place"]].page == row.get("page", told[row["place"]].page)


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that are compared to the letter; titles and names are graded folded elsewhere."""
    named = ("number", "issued_on", "issued_at", "number_note", "issued_note", "signer_role", "valid_from", "valid_to")
    return {name: value for name, value in fields.items() if name in named}


@pytest.mark.parametrize("path", KEPT, ids=[path.stem for path in KEPT])
def test_references_of_the_kept_papers(path: Path) -> None:
    fields = tomllib.loads(path.read_text("utf-8"))["document"]
    found = read(path.with_suffix(".txt").read_text("utf-8")).header.references
    said = [
        f"{each.relation} {each.number or each.words}" + (f" {each.place} by {each.by}" if each.place else "")
        for each in found
    ]
    assert said == fields.get("references", said)


# One rule each


HEAD = "KẾ HOẠCH\nCông tác năm 2026\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "Chương II\nCHẾ ĐỘ BÁO CÁO\n\nĐiều 5. Định kỳ\n1. Báo cáo gồm:\na) Tháng;\nb) Năm.\n2. Gửi Văn phòng.\n",
            ["Điều 5, khoản 1, điểm a", "Điều 5, khoản 1, điểm b", "Điều 5, khoản 2"],
            id="clauses and points of an article, whatever its chapter",
        ),
        pytest.param(
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n\nĐiều 3. Văn phòng và các CĐCS thi hành.\n",
            ["Điều 2", "Điều 3"],
            id="an article that is one sentence",
        ),
        pytest.param(
            "I- Nhiệm vụ\n\n1- Chăm lo\n\n- Một.\n\n2- Nữ công\n\n2.1. Hai.\n",
            ["mục I.1, gạch đầu dòng 1", "mục I.2.1"],
            id="numbers with dashes",
        ),
        pytest.param("Il. NHIỆM VỤ\n\n- Một.\n", ["mục II, gạch đầu dòng 1"], id="a Roman number misread"),
        pytest.param("PHẦN THỨ HAI\nNHIỆM VỤ\n\n1. Một.\n", ["Phần thứ hai, mục 1"], id="a part in capitals"),
        pytest.param(
            "I. VIỆC\n\n- Một:\n  - Một một;\n  - Một hai;\n- Hai:\n• Hai một.\n- Ba.\n",
            [
                "mục I, gạch đầu dòng 1",
                "mục I, gạch đầu dòng 1, ý 1",
                "mục I, gạch đầu dòng 1, ý 2",
                "mục I, gạch đầu dòng 2",
                "mục I, gạch đầu dòng 2, ý 1",
                "mục I, gạch đầu dòng 3",
            ],
            id="bullets moved in, and bullets of another sort",
        ),
        pytest.param(
            "I. VIỆC\n\n- Một.\n\nCHỦ TỊCH\n\nPHỤ LỤC I\nDANH SÁCH\n\n1. Mây.\n\nPhụ lục II: Mẫu\n\n- Gỗ.\n",
            ["mục I, gạch đầu dòng 1", "phụ lục I, mục 1", "phụ lục II, gạch đầu dòng 1"],
            id="appendices below the signature",
        ),
        pytest.param(
            "Căn cứ Điều lệ;\n\nCông đoàn làm như sau:\n\nThăm đoàn viên ốm.\n\nMở một lớp học nghề.\n",
            ["phần mở đầu, đoạn 1", "phần mở đầu, đoạn 2", "đoạn 3", "đoạn 4"],
            id="paragraphs without any mark",
        ),
        pytest.param(
            "Công đoàn nâng chỉ tiêu, thay một số nội dung như sau:\n\n"
            "1. Sửa ý 2 mục I như sau:\n\n“- Kết nạp 50 đoàn viên.”\n\n"
            "2. Thay kế hoạch hội thao bằng các việc sau:\n\n- Thi ngày 05/9/2026.\n- Có 08 đội.\n\n"
            "3. Các nội dung khác giữ nguyên.\n\nĐề nghị các CĐCS thực hiện.\n",
            [
                *("phần mở đầu", "mục 1", "mục 2, gạch đầu dòng 1"),
                *("mục 2, gạch đầu dòng 2", "mục 3", "sau mục 3"),
            ],
            id="an amendment: new words below their number, bullets below theirs",
        ),
        pytest.param("Dieu 1. Pham vi\n\n1. Mot.\n", ["Dieu 1, khoản 1"], id="without marks on the letters"),
    ],
)
def test_where_a_passage_stands(body: str, expected: list[str]) -> None:
    assert places(HEAD + body) == expected


def test_a_sentence_over_two_pages_stands_on_the_first_and_running_heads_are_left_out() -> None:
    pages = (
        "CÔNG ĐOÀN XÃ ĐỒI SIM\n\nKẾ HOẠCH\nCông tác năm 2026\n\nI. VIỆC\n\n- Thăm đoàn viên ốm và\n",
        "CÔNG ĐOÀN XÃ ĐỒI SIM - Trang 2\n\nđoàn viên nghỉ hưu.\n\n- Họp.\n",
        "CÔNG ĐOÀN XÃ ĐỒI SIM - Trang 3\n\n- Tổng kết.\n",
    )
    passages = [passage for passage in read("\f".join(pages)).passages if passage.place != "tên văn bản"]
    assert [(passage.text, passage.page) for passage in passages] == [
        ("Thăm đoàn viên ốm và đoàn viên nghỉ hưu.", 1),
        ("Họp.", 2),
        ("Tổng kết.", 3),
    ]


def test_a_text_all_in_capitals_loses_nothing() -> None:
    lines = [f"CÔNG ĐOÀN XÃ ĐỒI SIM THĂM HỎI ĐOÀN VIÊN Ở TỔ SỐ {number} VÀ TẶNG QUÀ" for number in range(8)]
    said = " ".join(passage.text for passage in read("KẾ HOẠCH\nNĂM 2026\n\n" + "\n\n".join(lines)).passages)
    assert all(line in said for line in lines)


def test_a_file_without_pages_has_none() -> None:
    assert {passage.page for passage in read(f"{HEAD}I. VIỆC\n\n- Một.\n").passages} == {None}


def _noise() -> str:
    chance = random.Random(6)  # noqa: S311 - noise, not a secret
    letters = " \n\t.-+•()|aIV1/đậ“”:;*~\f"
    return "".join(chance.choices(letters, k=BIG // 4))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            (HEAD + "I. VIỆC\n\n- Phấn đấu 90% đoàn viên được học tập nghị quyết.\n\n") * (BIG // 100), id="papers"
        ),
        pytest.param("công đoàn xây dựng kế hoạch số 12/KH-CĐ của công đoàn và\n" * (BIG // 60), id="one sentence"),
        pytest.param("đoàn viên " * (BIG // 10), id="one line"),
        pytest.param("CÔNG ĐOÀN XÃ ĐỒI SIM TỔ CHỨC\n" * (BIG // 30), id="capitals"),
        pytest.param("\n" * BIG, id="nothing"),
        pytest.param("| a | b |\n" * (BIG // 40), id="a table"),
        pytest.param("thay thế từ ngày 1/1/2026 đến khoản 2 mục II " * (BIG // 45), id="triggers"),
        pytest.param(_noise(), id="noise"),
    ],
)
def test_a_long_text_is_read_in_bounded_time(text: str) -> None:
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 8  # well under a second where the machine is not busy
