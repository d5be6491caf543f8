"""What must hold of any text whatever: it is folded, read and answered, and no figure is said that no source holds."""

from functools import cache

from handlers.citing import ask_json, buttons, short, verbatim, whole
from handlers.citing.brief import SHORT_MAX
from handlers.citing.gate import strays
from knowledge.answer import Answer, Asker, Library, Question, answer
from knowledge.question import read_question
from knowledge.text import clean, fold, tokens
from tests.corpus.grading import ASKERS, TODAY, library
from tests.corpus.test_asked_cold import library_of

ASKED_BY = tuple(ASKERS.values())


@cache
def libraries() -> tuple[Library, ...]:
    """Digests of invented programmes, and invented originals that were read as files are read."""
    return library(), library_of("blind")


def folds(text: str) -> None:
    """Folding is total, changes nothing the second time, and keeps every position of the cleaned text."""
    bare = fold(text)
    assert fold(bare) == bare
    cleaned = clean(text)
    for token in tokens(cleaned):
        assert 0 <= token.start < token.end <= len(cleaned)


def reads(text: str) -> None:
    """Any text is a question, and is read the same twice."""
    for held in libraries():
        assert read_question(text, held, TODAY) == read_question(text, held, TODAY)


def answers(text: str, previous: tuple[str, ...] = (), asked_by: Asker = ASKED_BY[0]) -> None:
    """Any text has a result whose words hold only what their sources hold, short enough for a chat."""
    for held in libraries():
        result = answer(Question(text, previous), held, asked_by, TODAY)
        for said in (whole.phrase(result, TODAY), short(result, TODAY), verbatim(result)):
            assert said.strip()
            assert strays(said, result) == (), (text, previous, said)
        assert len(short(result, TODAY)) <= SHORT_MAX or (isinstance(result, Answer) and result.is_verbatim)
        assert ask_json(result, TODAY)["text"]
        assert all(button.says.strip() for button in buttons(result))
