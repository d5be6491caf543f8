"""Questions as officers ask them, of the five programmes and of the demo's own, with and without marks."""

from pathlib import Path

from knowledge.text import fold

QUESTIONS = tuple(Path(__file__).with_name("questions.txt").read_text("utf-8").splitlines())


def unmarked() -> tuple[str, ...]:
    """The same questions as a phone without a Vietnamese keyboard types them."""
    return tuple(fold(question) for question in QUESTIONS)
