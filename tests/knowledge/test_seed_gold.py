"""What the rules read in the five originals, against a careful person's reading, where the originals are at hand."""

import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.document import DocumentKey, read_document
from knowledge.extract import extract
from tests.corpus.reading.grading import Grade, Tally, gold_of, grade

ORIGINALS = Path(__file__).parents[3] / "shared" / "seeds"
GOLD = tomllib.loads((Path(__file__).parent / "seed_gold.toml").read_text("utf-8"), parse_float=Decimal)
FLOOR = 0.98

pytestmark = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals are not part of the project")


def graded(key: str) -> Grade:
    [file] = ORIGINALS.glob(f"{key}_*.txt")
    text = unicodedata.normalize("NFC", file.read_text("utf-8"))
    return grade(extract(read_document(text, DocumentKey(file.name))), gold_of(GOLD[key]))


@pytest.fixture(scope="module", params=sorted(GOLD))
def result(request: pytest.FixtureRequest) -> Grade:
    return graded(request.param)


def test_every_head_and_every_count_is_right(result: Grade) -> None:
    assert result.wrong == ()


def test_every_duty_and_milestone_is_found_and_none_besides(result: Grade) -> None:
    assert (result.duties.least, result.milestones.least) == (1.0, 1.0), f"\n{result.duties}\n{result.milestones}"


def test_targets_are_found_and_none_besides() -> None:
    whole = sum((graded(key).targets for key in GOLD), Tally())
    assert whole.least >= FLOOR, f"\n{whole}"
