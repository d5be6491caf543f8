"""The five shipped digests against the originals they sum up, where the originals are at hand."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from knowledge.digest import load_digests
from knowledge.document import Comparator, Document, DocumentKey, Passage, PassageKind, Target, read_document
from knowledge.extract import extract
from knowledge.text import words

ORIGINALS = Path(__file__).parents[3] / "shared" / "seeds"
TOO_MANY_WORDS = 9
"""In a row, shared with an original. The names of some offices alone come to eight."""

pytestmark = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals are not part of the project")


@dataclass(frozen=True, slots=True)
class Pair:
    """An original and its digest."""

    original: Document
    text: str
    digest: Document


PAIRS = (
    ("000", "digest/gia-lam-2023-2028", 0),
    ("001", "digest/vinh-thuan-2024", 12),
    ("002", "digest/lai-chau-2023-2028", 21),
    ("003", "digest/gia-lam-2021-2025", 9),
    ("004", "digest/hai-phong-2023", 18),
)
COUNTS = {key: count for _, key, count in PAIRS}


@pytest.fixture(scope="module", params=PAIRS, ids=[key for _, key, _ in PAIRS])
def pair(request: pytest.FixtureRequest) -> Pair:
    name, key, _ = request.param
    [file] = ORIGINALS.glob(f"{name}_*.txt")
    text = unicodedata.normalize("NFC", file.read_text("utf-8"))
    [digest] = [document for document in load_digests() if document.key == key]
    return Pair(extract(read_document(text, DocumentKey(file.name))), text, digest)


def targets(document: Document) -> list[tuple[str, Target]]:
    return [(passage.place, target) for passage in document.passages for target in passage.targets]


def bound(place: str, target: Target) -> tuple[str, str, str]:
    """What must agree to the letter: place, figure with its comparator, measure."""
    figure = f"{target.comparator} {target.value.normalize():f}"
    return place, f"{figure}..{target.value_max}" if target.value_max else figure, target.measure


def test_every_target_is_there_and_none_besides(pair: Pair) -> None:
    assert len(targets(pair.digest)) == COUNTS[pair.digest.key]


def test_digest_and_original_bind_the_same(pair: Pair) -> None:
    """Two readers, one by hand and one by rule, agree on every place, comparator, figure and measure, in order."""
    by_hand = [bound(place, target) for place, target in targets(pair.digest)]
    by_rule = [bound(place, target) for place, target in targets(pair.original)]
    assert by_rule == by_hand


def test_every_place_is_found_in_the_original(pair: Pair) -> None:
    places = {passage.place for passage in pair.original.passages}
    assert [passage.place for passage in pair.digest.passages if passage.place not in places] == []


def test_every_passage_of_the_original_is_summed_up(pair: Pair) -> None:
    summed_up = {passage.place for passage in pair.digest.passages}
    missing = {passage.place for passage in pair.original.passages} - summed_up
    assert missing <= {"tên văn bản", "phần kết"}


def test_plans_breakthroughs_and_tasks_keep_their_numbers(pair: Pair) -> None:
    numbered = {passage.place: passage.ordinal for passage in pair.digest.passages if passage.ordinal}
    found = {passage.place: passage.ordinal for passage in pair.original.passages if passage.place in numbered}
    assert found == numbered


def test_the_head_is_the_same(pair: Pair) -> None:
    by_hand, by_rule = pair.digest.header, pair.original.header
    same = ("number", "issued_on", "issuer", "issuer_code", "period", "valid_from", "valid_to", "signer_role")
    assert {name: getattr(by_rule, name) for name in same} == {name: getattr(by_hand, name) for name in same}


def test_duties_and_milestones_are_the_same(pair: Pair) -> None:
    def owed(document: Document) -> Counter[tuple[str, object]]:
        duties = [(passage.place, duty.cadence) for passage in document.passages for duty in passage.duties]
        marks = [(passage.place, mark.due) for passage in document.passages for mark in passage.milestones]
        return Counter([*duties, *marks])

    assert owed(pair.original) == owed(pair.digest)


NUMBER = re.compile(r"(?<![\w/.,-])\d+(?:[./,-]\d+)*\w?(?:[-/][A-ZĐ]\w*)*")


def test_every_number_day_and_document_of_a_digest_stands_in_the_original(pair: Pair) -> None:
    known = _numbers(pair.text)
    for passage in pair.digest.passages:
        # 'Kế hoạch 3' is our way of saying which one; the place tells the same.
        said = re.sub(r"^(?:Kế hoạch|Khâu đột phá) \d:", "", passage.text)
        assert _numbers(said) - known - {"một"} == set(), passage.place


def _numbers(text: str) -> set[str]:
    """Numbers and document symbols as a reader compares them: '01' is '1', '12-6-2021' '12/6/2021', 'một' 1."""
    found = {_plain(number) for number in NUMBER.findall(re.sub(r"\s*[-–]\s*(?=\d{4})", "-", text.replace("~~", "")))}
    parts = {part for number in found for part in re.split(r"[-/]", number)}
    spoken = {"1"} if re.search(r"\bmột (?:đoàn viên|lần)", text) else set()
    return found | parts | spoken


def _plain(number: str) -> str:
    dashed = number.replace("-", "/") if re.fullmatch(r"\d{1,2}-\d{1,2}-\d{4}", number) else number
    return "/".join(part.lstrip("0") or "0" for part in dashed.rstrip(".,").lower().split("/"))


def test_no_sentence_of_an_original_is_copied() -> None:
    runs: dict[tuple[str, ...], str] = {}
    for file in ORIGINALS.glob("*.txt"):
        said = words(file.read_text("utf-8"))
        runs |= {said[at : at + TOO_MANY_WORDS]: file.name for at in range(len(said) - TOO_MANY_WORDS + 1)}
    for document in load_digests():
        for passage in document.passages:
            for said in (words(sentence) for sentence in _own_words(passage)):
                copied = [run for at in range(len(said)) if (run := said[at : at + TOO_MANY_WORDS]) in runs]
                assert copied == [], (document.key, passage.place)


def _own_words(passage: Passage) -> Iterator[str]:
    yield passage.text
    yield from passage.heading.split(" › ")
    yield from (words for target in passage.targets for words in (target.subject, target.scope))
    yield from (words for duty in passage.duties for words in (duty.reporter, duty.recipient))
    yield from (mark.text for mark in passage.milestones)


def test_the_struck_through_number_and_the_missing_ones_are_told(pair: Pair) -> None:
    header, key = pair.original.header, pair.digest.key
    if key == "digest/gia-lam-2021-2025":
        assert (header.number, header.number_note) == ("444/KH-LĐLĐ", pair.digest.header.number_note)
    elif key in ("digest/lai-chau-2023-2028", "digest/hai-phong-2023"):
        assert header.number is None
    else:
        assert header.number_note is None


def test_an_article_is_dated_by_its_own_day_not_by_the_day_it_was_opened(pair: Pair) -> None:
    if pair.digest.key == "digest/hai-phong-2023":
        assert pair.original.header.issued_on == date(2023, 3, 22)
        assert pair.original.header.issued_note
    else:
        assert pair.original.header.issued_note is None


def test_names_of_signers_stay_out_of_the_digests(pair: Pair) -> None:
    signer = pair.original.header.signer
    assert pair.digest.header.signer is None
    written = " ".join(passage.text for passage in pair.digest.passages)
    assert signer is None or signer not in written


def test_a_range_keeps_both_ends() -> None:
    [digest] = [document for document in load_digests() if document.key == "digest/gia-lam-2021-2025"]
    [spread] = [target for _, target in targets(digest) if target.comparator == Comparator.RANGE]
    assert (spread.value, spread.value_max) == (13, 15)


def test_kinds_agree_where_both_readers_name_one(pair: Pair) -> None:
    kinds = {passage.place: passage.kind for passage in pair.original.passages}
    vague = (PassageKind.OTHER, PassageKind.BASIS)
    differing = [
        (passage.place, passage.kind, kinds[passage.place])
        for passage in pair.digest.passages
        if passage.kind not in vague and kinds[passage.place] not in (passage.kind, *vague)
    ]
    assert differing == []
