"""The search finds passages as officers type: without marks, with mistakes, in long or strange texts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.postings import SEGMENT_MAX
from knowledge.search import Index, build_index, grown, index_words, search
from knowledge.spelling import parted, spell

PASSAGES = (
    "Mở phòng vắt sữa ở nhà máy đông lao động nữ",
    "Ủy ban Kiểm tra xem sổ sách của công đoàn cơ sở mới lập",
    "Tổ tự quản khu nhà trọ giữ giá điện nước",
    "Hội nghị người lao động tổ chức trước tháng 6, theo Nghị định 33/2024 và 1.429 ý kiến",
    "Khám sức khỏe sinh sản cho nữ công nhân",
)


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index([index_words(passage) for passage in PASSAGES], [("bao", "nhieu", "la", "gi")])


def found(question: str, index: Index) -> list[int]:
    return [hit.passage for hit in search(spell(index_words(question), index), index)]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        pytest.param("phòng vắt sữa", 0, id="with marks"),
        pytest.param("phong vat sua o dau", 0, id="without marks"),
        pytest.param("uy bna kiem tra xem so sach", 1, id="letters swapped"),
        pytest.param("khu nha tro gia dienn nuoc", 2, id="a letter too many"),
        pytest.param("kham suc khoe sih san nu cong nhan", 4, id="a letter lost"),
        pytest.param("nghị định 33", 3, id="a part of a number"),
        pytest.param("1429 ý kiến", 3, id="a number without its dots"),
    ],
)
def test_the_passage_asked_for_comes_first(question: str, best: int, index: Index) -> None:
    assert found(question, index)[0] == best


def test_nothing_shared_finds_nothing(index: Index) -> None:
    assert found("zzz qqq", index) == []
    assert search((), index) == ()


def test_only_the_documents_in_scope_are_searched(index: Index) -> None:
    hits = search(spell(index_words("nữ công nhân lao động"), index), index, within=np.array([1, 2], np.int64))
    assert {hit.passage for hit in hits} <= {1, 2}


def test_a_neighbour_decides_between_two_spellings(index: Index) -> None:
    spelled = spell(("suc", "khoee"), index)
    assert [each.word for each in spelled] == ["suc", "khoe"]
    assert [each.is_known for each in spelled] == [True, False]


def test_a_syllable_that_sounds_alike_is_nearer_than_any_slip(index: Index) -> None:
    assert [each.word for each in spell(("xuc", "khoe"), index)] == ["suc", "khoe"]


def test_a_known_word_stays_itself_and_what_sounds_like_it_only_helps_to_search(index: Index) -> None:
    later = grown(index, [("xem", "xuc", "xich")])
    [first, _] = spell(("xuc", "khoe"), later)
    assert first.word == "xuc"
    assert "suc" in [word for word, _ in first.options]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("congdoan", ("cong", "doan"), id="two that are neighbours"),
        pytest.param("cong", (), id="a word by itself"),
        pytest.param("suanghi", ("sua", "nghi"), id="two that never met, where no word is near"),
        pytest.param("nhala", (), id="two that never met, where a slip is as likely"),
        pytest.param("phongvatsua", ("phong", "vat", "sua"), id="three"),
        pytest.param("kinhcdcs", (), id="an unknown word and a short form"),
        pytest.param("khucdcs", ("khu", "cdcs"), id="a word and a short form"),
        pytest.param("qqqq", (), id="no words at all"),
    ],
)
def test_two_words_run_together_are_parted(word: str, parts: tuple[str, ...], index: Index) -> None:
    assert parted(word, index) == parts


def test_a_believed_word_is_never_corrected(index: Index) -> None:
    [kept] = spell(("khoee",), index, believed=frozenset(("khoee",)))
    assert kept.word == "khoee"


def test_an_index_without_passages_answers() -> None:
    empty = build_index([])
    assert search(spell(("gi",), empty), empty) == ()


def test_a_pasted_document_is_read_up_to_a_cap(index: Index) -> None:
    assert len(spell(("nhaf",) * 100_000, index)) <= 64


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=30))
def test_no_words_break_the_reading(index: Index, typed: list[str]) -> None:
    hits = search(spell(typed, index), index)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_grown_index_finds_what_one_built_at_once_finds() -> None:
    texts = [index_words(f"{passage} {n % 7} lần") for n in range(40) for passage in PASSAGES]
    asked = [("bao", "nhieu", "la", "gi")]
    whole = build_index(texts, asked)
    parts = build_index(texts[:120], asked)
    for start in range(120, 200, 10):
        parts = grown(parts, texts[start : start + 10])
    for question in (*PASSAGES, "phong vat sua", "kham suc khoe sih san"):
        spelled = spell(index_words(question), whole)
        assert spell(index_words(question), parts) == spelled
        assert [hit.passage for hit in search(spelled, parts)] == [hit.passage for hit in search(spelled, whole)]


def test_growing_leaves_the_older_index_as_it_was(index: Index) -> None:
    later = grown(index, [("vuon", "uom", "sang", "kien")], [("sang", "kien")])
    assert (index.size, later.size) == (5, 6)
    assert (index.knows("uom"), later.knows("uom")) == (False, True)
    assert later.pair("sang", "kien") == 2
    assert found("vườn ươm", index) == []
    assert found("vườn ươm", later) == [5]


def test_stretches_stay_few_and_none_is_too_long_to_be_sorted_fast() -> None:
    later = build_index([])
    for n in range(300):
        later = grown(later, [("phong", "vat", "sua", str(n))])
    assert later.size == 300
    assert len(later.segments) <= 6
    many = build_index(("phong", str(n % 9)) for n in range(SEGMENT_MAX + 10))
    assert [segment.size for segment in many.segments] == [SEGMENT_MAX, 10]
    assert search(spell(("phong",), many), many, limit=3)[0].passage == 0
