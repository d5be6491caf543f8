"""Whatever is typed, however long or strange, is read and searched for within bounds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.keystrokes import as_meant, telex, vni
from knowledge.postings import Vocabulary, coded
from knowledge.search import Index, build_index, grown, index_words, search
from knowledge.spelling import CANDIDATES_MAX, KEPT_MAX, TOKENS_MAX, alike, parted, spell
from knowledge.text import clean, fold, tokens

PASSAGES = (
    "Mở phòng vắt sữa ở nhà máy đông lao động nữ",
    "Thu kinh phí công đoàn đạt 95,5% trở lên, nộp trước 31/5/2026 theo hướng dẫn 33/2024",
    "Kết nạp mới 1.429 đoàn viên, thành lập 12 công đoàn cơ sở",
    "",
)
INDEX = build_index(map(index_words, PASSAGES), [("bao", "nhieu"), ("la", "gi")])

anything = st.text(max_size=120)
vietnamese = st.text(
    alphabet="aáàảãạăâbcdđeêghiklmnoôơpqrstuưvxyzfjw ATĐƯ0123456789.,/:-%?\u0301\u0323\u00a0\u200b", max_size=120
)
typed = anything | vietnamese
words = st.lists(
    st.sampled_from(("phong", "vat", "sua", "cong", "doan", "kinh", "phi", "2026", "ket", "nap")), max_size=8
)


@given(typed)
def test_folding_keeps_every_place_of_a_cleaned_text(text: str) -> None:
    cleaned = clean(text)
    assert len(fold(cleaned)) == len(cleaned)


@given(typed)
def test_tokens_stand_where_they_say_in_order(text: str) -> None:
    found, cleaned = tokens(text), clean(text)
    assert all(fold(cleaned[token.start : token.end]) == token.bare for token in found)
    assert [token.start for token in found] == sorted({token.start for token in found})


@given(typed)
def test_keystrokes_of_any_kind_are_read(text: str) -> None:
    meant = as_meant(text, INDEX.knows)
    assert len(meant) <= len(text)
    assert all(isinstance(read, str) for word in text.split() for read in (telex(word), vni(word)))


@settings(deadline=None)
@given(typed)
def test_any_text_is_spelled_and_searched_for_within_bounds(text: str) -> None:
    typed_words = index_words(as_meant(text, INDEX.knows))
    spelled = spell(typed_words, INDEX)
    assert [each.typed for each in spelled] == list(typed_words[:TOKENS_MAX])
    for each in spelled:
        assert len(each.options) <= KEPT_MAX + 1
        assert all(0 < share <= 1 + 1e-9 for _, share in each.options)
        assert all(INDEX.knows(word) for word, _ in each.options)
    hits = search(spelled, INDEX, limit=2)
    assert len(hits) <= 2
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.passage for hit in hits} <= set(range(INDEX.size))


@given(st.text(alphabet="abcdeghiklmnopqrstuvxyfwz", min_size=1, max_size=40))
def test_no_word_has_many_candidates(word: str) -> None:
    near = INDEX.nearby(word)
    assert len(near) <= CANDIDATES_MAX
    assert all(INDEX.knows(other) and cost > 0 for other, cost in near if other != word)
    assert len(alike(word)) <= 8
    parts = parted(word, INDEX)
    assert not parts or ("".join(parts) == word and all(map(INDEX.knows, parts)))


@settings(deadline=None)
@given(st.lists(words, max_size=8), st.lists(words, max_size=8))
def test_what_is_added_later_counts_as_if_it_had_always_been_there(
    first: list[list[str]], later: list[list[str]]
) -> None:
    whole, parts = build_index([*first, *later]), grown(build_index(first), later)
    assert facts(parts) == facts(whole)


def facts(index: Index) -> dict[str, object]:
    """What an index knows of its words."""
    return {
        "size": index.size,
        "words": index.words,
        "counts": index.counts.tolist(),
        "rarities": {word: round(rarity, 9) for word, rarity in index.rarities.items()},
        "pairs": [index.pair(left, right) for left in index.words for right in index.words],
    }


@given(st.lists(words, max_size=6))
def test_texts_come_back_from_their_numbers(texts: list[list[str]]) -> None:
    vocabulary = Vocabulary()
    held = coded(texts, vocabulary)
    names = list(vocabulary)
    assert [names[code] for code in held.codes] == [word for text in texts for word in text]
    assert held.lengths.tolist() == [len(text) for text in texts]
    pairs, pairs_of = held.pairs()
    assert len(pairs) == sum(max(len(text) - 1, 0) for text in texts) == pairs_of.sum()
