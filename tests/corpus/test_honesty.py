"""What holds of every answer to every graded question: sourced to the last digit, and shaped for a phone."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from handlers.citing import buttons, figure, phrase, short, unabridged, verbatim, whole
from handlers.citing.brief import MORE, SHORT_MAX
from handlers.citing.cutting import GAP
from handlers.citing.gate import strays
from handlers.citing.source import closing, standing
from handlers.messages import BUTTON_SAYS_MAX_BYTES
from knowledge.answer import Library, answer, build_library
from knowledge.digest import load_digests
from knowledge.result import Answer, Asked, NotFound, Result, Standing, citations_of, found_of
from tests.corpus.asked import grading as asked
from tests.corpus.grading import ASKERS, TODAY, cases, library
from tests.corpus.test_asked_cold import cold_questions, library_of
from tests.corpus.test_asked_cold import result_of as cold_result

NOT_THERE = re.compile(r"(?:Chưa|Không|Thư viện chưa|Văn bản không|Văn bản của)\b")
DIGIT = re.compile(r"\d")
ASKED_EVERY = 3
"""They take longest: the library holds 32 papers."""
MUTATIONS_OF_A_TEXT = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """One question, what came of it, and what it was answered from."""

    question: str
    result: Result
    held: Library


@cache
def shown() -> tuple[Shown, ...]:
    """Every graded question of every corpus, once answered; rows held back are answered too, and never printed."""
    return tuple(_shown())


def _shown() -> Iterator[Shown]:
    for name, held in (("questions.txt", library()), ("digest_questions.txt", build_library(load_digests()))):
        for case in cases(name):
            yield Shown(case.question.text, answer(case.question, held, ASKERS[case.asker], TODAY), held)
    for folder in ("unseen", "blind"):
        for cold in cold_questions(folder):
            yield Shown(cold.text, cold_result(cold, library_of(folder)), library_of(folder))
    for row in asked.rows()[::ASKED_EVERY]:
        yield Shown(row.id, asked.result_of(row), asked.library())


def test_every_figure_day_and_number_that_is_said_stands_in_its_own_source() -> None:
    for each in shown():
        for said in (whole.phrase(each.result, TODAY), short(each.result, TODAY), verbatim(each.result)):
            assert strays(said, each.result) == (), each.question


def test_nothing_had_to_be_withheld(caplog: pytest.LogCaptureFixture) -> None:
    for each in shown():
        short(each.result, TODAY)
    assert "answer withheld" not in caplog.text


def test_another_digit_anywhere_is_noticed() -> None:
    chance = random.Random(7)  # noqa: S311 - any will do, as long as it is the same each time
    tried, unnoticed = 0, []
    for each in shown():
        for said in dict.fromkeys((phrase(each.result, TODAY), short(each.result, TODAY))):
            places = [found.start() for found in DIGIT.finditer(said)]
            for place in chance.sample(places, min(len(places), MUTATIONS_OF_A_TEXT)):
                other = chance.choice([digit for digit in "0123456789" if digit != said[place]])
                tried += 1
                if not strays(f"{said[:place]}{other}{said[place + 1 :]}", each.result):
                    unnoticed.append((each.question, said[max(place - 20, 0) : place + 20]))
    assert tried > 2000
    assert unnoticed == []


def test_a_quotation_stands_verbatim_in_the_passage_that_is_named() -> None:
    for each in shown():
        held = {document.key: document for document in each.held.documents}
        for citation in citations_of(each.result):
            if citation.quote is not None and citation.place:
                texts = [it.text for it in held[citation.document].passages if it.place == citation.place]
                parts = [part.strip() for part in citation.quote.split(GAP)]
                assert any(all(part in text for part in parts) for text in texts), each.question


def test_the_words_whole_are_the_passages_whole() -> None:
    for each in shown():
        said = verbatim(unabridged(each.result, each.held.documents))
        assert GAP not in said, each.question


def test_the_fact_stands_in_the_first_line() -> None:
    for each in shown():
        if isinstance(each.result, Answer) and each.result.asked is Asked.FIGURE and not each.result.is_verbatim:
            values = [value for found in each.result.found for value in found.values]
            first, second = (*short(each.result, TODAY).split("\n"), "")[:2]
            has_claim = each.result.claim is not None
            assert not values or figure(values[0]) in (f"{first} {second}" if has_claim else first), each.question


def test_a_chat_shows_six_hundred_characters_at_most_and_says_where_the_rest_is() -> None:
    for each in shown():
        said = short(each.result, TODAY)
        is_verbatim = isinstance(each.result, Answer) and each.result.is_verbatim
        assert is_verbatim or len(said) <= SHORT_MAX, each.question
        assert said == phrase(each.result, TODAY) or MORE in said, each.question


def test_a_quotation_is_never_cut_without_its_gap() -> None:
    for each in shown():
        said = short(each.result, TODAY)
        for citation in citations_of(each.result):  # a paper may hold a quotation mark that it never closes
            said = said.replace(citation.text, "")
        assert said.count("“") == said.count("”"), each.question


def test_a_paper_that_does_not_bind_is_said_to_in_the_first_two_lines() -> None:
    for each in shown():
        words = {standing(each_one) for each_one in citations_of(each.result)} - {""}
        if not words or not isinstance(each.result, Answer):
            continue
        for said in (phrase(each.result, TODAY), short(each.result, TODAY)):
            first = "\n".join(said.split("\n")[:2])
            assert any(word in first for word in words), each.question


def test_a_doubt_about_a_programme_is_the_last_that_is_said() -> None:
    for each in shown():
        doubtful = [found for found in found_of(each.result) if found.citation.standing is Standing.UNCONFIRMED]
        if doubtful and isinstance(each.result, Answer | NotFound):
            last = closing(found_of(each.result))
            for said in (phrase(each.result, TODAY), short(each.result, TODAY)):
                assert set(said.split("\n")[-len(last) :]) == set(last), each.question


def test_not_found_is_said_first_and_the_nearest_has_its_own_label_and_source() -> None:
    for each in shown():
        if isinstance(each.result, NotFound):
            lines = phrase(each.result, TODAY).split("\n")
            assert NOT_THERE.match(lines[0]), each.question
            assert not each.result.nearest or lines[1].endswith(":"), each.question
            for citation in citations_of(each.result):
                assert not citation.place or citation.place in "\n".join(lines[2:]), each.question


def test_a_button_is_a_sentence_that_fits() -> None:
    for each in shown():
        for button in buttons(each.result):
            assert len(button.says.encode()) <= BUTTON_SAYS_MAX_BYTES
            assert " " in button.says
