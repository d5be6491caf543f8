"""Texts that nobody would think of: whatever is typed, nothing breaks and nothing is said that is not written."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.corpus.grading import cases
from tests.fuzz import properties

WORDS = sorted({word for case in cases() for word in case.question.text.split()})
FIGURES = (
    "95%",
    "2026",
    "năm hai tư",
    "02/CTr-LĐLĐ",
    "1.429",
    "6,4 tỷ",
    "412/420",
    "31/12/2026",
    "12tr5",
    "mười lăm",
    "II.3",
)
ODD = ("\u0301", "\u200b", "﷽", "𝟗𝟓", "٩٥", "½", "“", "”", "[…]", "¦", "\x1e", "\n1. ", "• ", "0" * 30, "9" * 400)
ANY = st.text(max_size=120)
LIKE = st.lists(st.sampled_from((*WORDS, *FIGURES)) | st.sampled_from(ODD) | st.text(max_size=6), max_size=16).map(
    " ".join
)
SOON = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@settings(SOON, max_examples=300)
@given(ANY | LIKE)
def test_any_text_is_folded(text: str) -> None:
    properties.folds(text)


@SOON
@given(ANY | LIKE)
def test_any_text_is_read_as_a_question(text: str) -> None:
    properties.reads(text)


@SOON
@given(ANY | LIKE, st.lists(LIKE, max_size=3).map(tuple), st.sampled_from(properties.ASKED_BY))
def test_any_text_is_answered_without_a_figure_of_ones_own(
    text: str, previous: tuple[str, ...], asked_by: properties.Asker
) -> None:
    properties.answers(text, previous, asked_by)


def test_the_harness_for_coverage_guided_fuzzing_runs_the_same_properties() -> None:
    said = (Path(__file__).parent / "atheris_answer.py").read_text("utf-8")
    for name in ("folds", "reads", "answers"):
        assert f"properties.{name}(" in said
