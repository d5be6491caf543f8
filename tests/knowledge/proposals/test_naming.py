"""A target keeps its name while its place, its words and its document change: what was counted for it goes on."""

from knowledge.document import Document, DocumentKey, read_document
from knowledge.extract import extract
from knowledge.proposals.naming import named

HEAD = """CÔNG ĐOÀN XÃ GÒ SIM

Số: 08/CTr-CĐX

Gò Sim, ngày 09 tháng 01 năm 2026

CHƯƠNG TRÌNH

Công tác công đoàn năm 2026

I. CHỈ TIÊU

"""
VISITS = "- Thăm hỏi 200 lượt đoàn viên ốm đau.\n\n"
MORE_VISITS = "- Thăm hỏi 260 lượt đoàn viên ốm đau.\n\n"
LIBRARIES = "- Mở 05 tủ sách ở khu trọ.\n\n"
GAMES = "- Tổ chức 03 hội thao.\n\n"


def paper(*lines: str, key: str = "vb/go-sim/08-ctr-cdx", version: int = 1) -> Document:
    found = extract(read_document(HEAD + "".join(lines), DocumentKey(key)))
    return Document(found.key, found.header, found.passages, version=version)


def names(document: Document) -> dict[str, str]:
    return {target.subject: target.ref for passage in document.passages for target in passage.targets}


def test_the_first_publication_names_a_target_by_where_it_stands() -> None:
    first = names(named(paper(VISITS), ()))
    assert list(first.values()) == ["vb/go-sim/08-ctr-cdx § mục I, gạch đầu dòng 1 § 0"]


def test_a_target_that_moved_down_keeps_its_name_and_the_new_one_gets_another() -> None:
    first = named(paper(VISITS, LIBRARIES), ())
    second = named(paper(GAMES, VISITS, LIBRARIES, version=2), (first,))
    before, now = names(first), names(second)
    assert {name: now[name] for name in before} == before
    assert len(set(now.values())) == 3


def test_a_raised_figure_is_still_the_same_target() -> None:
    first = named(paper(VISITS), ())
    second = named(paper(MORE_VISITS, version=2), (first,))
    assert list(names(second).values()) == list(names(first).values())


def test_the_name_of_a_target_that_went_is_never_given_to_another() -> None:
    first = named(paper(VISITS), ())
    second = named(paper(GAMES, version=2), (first,))
    assert set(names(first).values()).isdisjoint(names(second).values())


def test_an_original_goes_on_under_the_names_of_its_digest() -> None:
    digest = paper(VISITS, key="digest/go-sim-2026")
    original = named(paper(LIBRARIES, VISITS), (digest,))
    assert "digest/go-sim-2026 § mục I, gạch đầu dòng 1 § 0" in names(original).values()
