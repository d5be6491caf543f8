"""The library of many unions: what it shares between its versions, what it hides from whom, and when it asks back."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from handlers.citing import phrase
from knowledge.answer import (
    Alternatives,
    Answer,
    AskBack,
    Asker,
    Library,
    Missing,
    NotFound,
    Question,
    Result,
    answer,
    build_library,
    citations_of,
)
from knowledge.digest import parse_digest
from knowledge.document import Document, DocumentKey, UnitCode
from knowledge.library import renewed
from knowledge.text import long_words
from tests.corpus.grading import HERE

TODAY = date(2026, 11, 22)
SON_HA, THACH_LAM, NAM_TRA, GIO_MOI = map(UnitCode, ("son-ha", "thach-lam", "nam-tra", "gio-moi"))
QUESTIONS = (
    "năm nay kết nạp bao nhiêu đoàn viên mới",
    "chỉ tiêu đối thoại định kỳ của Thạch Lâm",
    "bữa ăn ca đạt bao nhiêu",
    "chuong trinh 09 ai ky",
    "Quỹ Tấm lòng thợ vận động bao nhiêu",
    "TƯLĐTT ký mới mấy bản",
    "các khâu đột phá của Sơn Hà",
    "báo cáo tháng gửi ai",
    "thuê tàu lượn siêu tốc",
)


def programmes() -> list[Document]:
    files = sorted((HERE / "programmes").glob("*.txt"))
    return [parse_digest(file.read_text("utf-8"), DocumentKey(file.stem)) for file in files]


def asked(library: Library, text: str, asker: Asker | None = None) -> Result:
    return answer(Question(text), library, asker or Asker(), TODAY)


@pytest.fixture(scope="module")
def whole() -> Library:
    return build_library(programmes())


# Versions


def test_a_library_that_grew_answers_as_one_built_at_once(whole: Library) -> None:
    first, *rest = programmes()
    grown = build_library([first])
    for version, document in enumerate(rest, 1):
        grown = renewed(grown, [document], (), version)
    assert [each.key for each in grown.documents] == [each.key for each in whole.documents]
    for question in QUESTIONS:
        for asker in (Asker(), Asker(own=(SON_HA,)), Asker(own=(UnitCode("x"),), above=(THACH_LAM, NAM_TRA))):
            assert asked(grown, question, asker) == asked(whole, question, asker), question


def test_what_stays_is_shared_and_keeps_its_numbers(whole: Library) -> None:
    other = replace(programmes()[0], key=DocumentKey("moi"))
    grown = renewed(whole, [other], (), 7)
    assert grown.version == 7
    assert all(grown.volumes[key] is held for key, held in whole.volumes.items())
    assert [entry.number for entry in grown.entries] == list(range(grown.index.size))


def test_a_withdrawn_paper_answers_no_more_and_is_near_to_nothing(whole: Library) -> None:
    without = renewed(whole, (), [DocumentKey("son-ha-2026")], 1)
    said = asked(without, "Quỹ Tấm lòng thợ vận động bao nhiêu")
    assert isinstance(asked(whole, "Quỹ Tấm lòng thợ vận động bao nhiêu"), Answer)
    assert "son-ha-2026" not in {citation.document for citation in citations_of(said)}
    assert isinstance(asked(without, "chương trình 09/CTr-LĐLĐ nói gì"), NotFound)
    numbers = without.numbers_of(without.documents)
    assert numbers is not None
    assert {without.entries[number].document.key for number in numbers.tolist()} == set(without.volumes)


def test_a_new_version_takes_the_place_of_the_one_before(whole: Library) -> None:
    old = next(each for each in programmes() if each.key == "son-ha-2026")
    new = replace(old, header=replace(old.header, theme="Một lòng vì thợ"), version=2)
    later = renewed(whole, [new], (), 1)
    assert len(later.documents) == len(whole.documents)
    [citation] = citations_of(asked(later, "phương châm và chủ đề năm 2026 của Sơn Hà"))
    assert (citation.version, citation.header.theme) == (2, "Một lòng vì thợ")


def test_an_original_that_comes_later_takes_the_place_of_its_digest() -> None:
    digest = next(each for each in programmes() if each.key == "son-ha-2026")
    original = replace(digest, key=DocumentKey("son-ha/2026"), is_digest=False)
    later = renewed(build_library([digest]), [original], (), 1)
    assert [each.key for each in later.documents] == ["son-ha/2026"]


def test_a_library_that_lost_much_is_worn() -> None:
    [paper, *_] = programmes()
    many = [replace(paper, key=DocumentKey(f"vb/{n}"), passages=paper.passages * 60) for n in range(6)]
    library = build_library(many)
    assert not library.is_worn
    assert renewed(library, (), [each.key for each in many[:4]], 1).is_worn


def test_syllables_are_kept_together_as_counting_them_says(whole: Library) -> None:
    texts = [long_words(passage.text) for document in programmes() for passage in document.passages]
    words, pairs = (
        Counter(word for text in texts for word in text),
        Counter(p for text in texts for p in pairwise(text)),
    )
    for (first, second), count in pairs.items():
        if first.isalpha() and second.isalpha() and count >= 2 and count >= 0.5 * min(words[first], words[second]):
            assert (first, second) in whole.compounds.get(first)


# Whose papers


PAPER = """Tên: Chương trình công tác năm 2026 của {name}
Loại: Chương trình
Số: {number}/CTr-CĐCS
Nơi ban hành: {name}
Mã nơi ban hành: {code}
Ngày ban hành: 15/01/2026
Thời kỳ: năm 2026
Hiệu lực từ: 01/01/2026
Hiệu lực đến: 31/12/2026
Chức vụ người ký: Chủ tịch
Chủ đề: {theme}

== I. Chỉ tiêu

[chỉ tiêu 1] mục I, gạch đầu dòng 1
Trồng {count} gốc hoa giấy quanh xưởng.
= {count} gốc | trồng hoa giấy quanh xưởng | phạm vi: toàn đơn vị | hạn: năm 2026
"""


def small(code: str, name: str, count: int = 45) -> Document:
    said = PAPER.format(code=code, name=name, number=count, count=count, theme=f"Xưởng sạch {count}")
    return parse_digest(said, DocumentKey(code))


MAY_DO = UnitCode("may-do")
HIDDEN = Asker(own=(SON_HA,), hidden=frozenset((MAY_DO,)))
WAYS = (
    "May Đỏ trồng bao nhiêu gốc hoa giấy quanh xưởng",
    "trồng bao nhiêu gốc hoa giấy quanh xưởng",
    "chương trình 45/CTr-CĐCS nói gì",
    "chủ đề năm 2026 của May Đỏ",
    "HGQX mấy gốc",
    "trồng hoa ở đâu",
    "chủ đề là gì",
    "xưởng sạch 45",
)


@pytest.mark.parametrize("question", WAYS)
def test_a_hidden_unions_paper_is_not_there_however_it_is_asked_for(question: str) -> None:
    library = build_library([*programmes(), small("may-do", "CĐCS Công ty May Đỏ")])
    for asker in (HIDDEN, Asker(hidden=HIDDEN.hidden)):
        result = asked(library, question, asker)
        assert "may-do" not in {citation.document for citation in citations_of(result)}
        assert "hoa giấy" not in phrase(result, TODAY)
        assert not isinstance(result, AskBack) or all(option.issuer_code != "may-do" for option in result.options)


def test_who_may_see_it_gets_the_same_paper() -> None:
    library = build_library([*programmes(), small("may-do", "CĐCS Công ty May Đỏ")])
    for asker in (Asker(own=(MAY_DO,), above=(SON_HA,)), Asker(own=(SON_HA,))):
        [citation] = citations_of(asked(library, WAYS[0], asker))
        assert citation.document == "may-do"


def test_an_abbreviation_that_only_a_hidden_paper_explains_means_nothing() -> None:
    library = build_library([*programmes(), small("may-do", "CĐCS Công ty May Đỏ")])
    assert library.initials.get("hgqx") == ("hoa", "giay", "quanh", "xuong")
    assert library.initials.get("mdo") == ("may", "do")
    assert library.read_by((), HIDDEN.hidden).initials.get("hgqx") == ()
    assert library.read_by((), HIDDEN.hidden).initials.get("mdo") == ()


def test_the_library_is_cut_once_for_all_who_may_see_the_same() -> None:
    library = build_library([*programmes(), small("may-do", "CĐCS Công ty May Đỏ")])
    seen = library.read_by((), HIDDEN.hidden)
    assert seen.document(DocumentKey("may-do")) is None
    assert library.read_by((), HIDDEN.hidden | {UnitCode("khong-co")}) is seen


def test_whose_unions_have_no_paper_here_hears_so_first_and_sees_another_only_as_the_nearest(whole: Library) -> None:
    result = asked(whole, "chủ đề năm nay là gì", Asker(own=(UnitCode("doi-vang"),), above=(UnitCode("bai-cat"),)))
    assert isinstance(result, NotFound)
    assert result.missing is Missing.OWN
    assert phrase(result, TODAY).startswith("Thư viện chưa có văn bản của đơn vị đồng chí")
    near = asked(whole, "kết nạp bao nhiêu đoàn viên mới", Asker(own=(UnitCode("doi-vang"),)))
    assert isinstance(near, NotFound)
    assert near.nearest
    assert isinstance(asked(whole, "chủ đề năm 2026 của Sơn Hà", Asker(own=(UnitCode("doi-vang"),))), Answer)


# Many unions


def test_of_namesakes_the_level_said_before_decides_and_without_it_both_are_shown() -> None:
    library = build_library(
        [small("xa-tan-phu", "Công đoàn xã Tân Phú", 30), small("phuong-tan-phu", "Công đoàn phường Tân Phú", 60)]
    )
    [citation] = citations_of(asked(library, "phường Tân Phú trồng bao nhiêu gốc hoa giấy"))
    assert citation.document == "phuong-tan-phu"
    both = asked(library, "Tân Phú trồng bao nhiêu gốc hoa giấy")
    assert {citation.document for citation in citations_of(both)} == {"xa-tan-phu", "phuong-tan-phu"}


@pytest.mark.parametrize("question", ["trồng bao nhiêu gốc hoa giấy", "chủ đề là gì", "chủ đề năm 2026", "ai ký"])
def test_among_many_unions_who_names_none_is_asked_back_and_not_shown_five_by_chance(question: str) -> None:
    names = ("An Bình", "Bến Gỗ", "Cát Lái", "Dốc Mơ", "Gò Quao", "Hòn Khói", "Kim Sơn", "Lộc Trì", "Mỹ Lệ", "Núi Cấm")
    papers = [small(f"u{n}", f"Công đoàn xã {name}", 20 + n) for n, name in enumerate(names * 9)]
    papers = [
        replace(paper, key=DocumentKey(f"vb/{n}"), header=replace(paper.header, issuer_code=UnitCode(f"u{n}")))
        for n, paper in enumerate(papers)
    ]
    result = asked(build_library(papers), question)
    assert isinstance(result, AskBack)
    assert result.options == ()
    assert phrase(result, TODAY) == "Đồng chí hỏi văn bản của đơn vị nào?"
    few = asked(build_library(papers[:3]), question)
    assert isinstance(few, AskBack | Alternatives)
    assert len(few.options) == 3
