"""Which short form of a question may mean several things, and what the question says with each put in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from knowledge.cues import STOP_PHRASES, STOP_WORDS
from knowledge.question import likely_of
from knowledge.result import Alternatives, Answer, AskBack, Lacking, Meant, Result, citations_of
from knowledge.text import Sense, Token, clean, fold, is_called, lexicon, long_words, senses_of, tokens, words

if TYPE_CHECKING:
    from knowledge.library import Library

MEANINGS_MAX: Final = 5
MUCH_LIKELIER: Final = 3.0
"""So many times as often must a meaning stand beside its neighbours to be taken without asking."""
OPENINGS: Final = ("y toi la", "y em la", "y minh la", "toi hoi", "em hoi", "minh hoi", "y la", "nghia la", "la")


def meant_of(text: str, library: "Library") -> tuple[Meant, ...]:
    """The readings of the first short form that neither neighbours nor documents decide; none where all is clear."""
    cleaned = clean(text)
    said = tokens(cleaned)
    for place, token in enumerate(said):
        senses = senses_of(token, library.own)
        if len(senses) > 1 and _is_asked_about(token, library) and _is_open(senses, said, place, library):
            short = cleaned[token.start : token.end]
            return tuple(
                Meant(short, sense.phrase, f"{cleaned[: token.start]}{sense.phrase}{cleaned[token.end :]}")
                for sense in senses[:MEANINGS_MAX]
            )
    return ()


def chosen_of(text: str, asked: AskBack) -> str | None:
    """The question that was meant, where the answer to 'which meaning' names one: 'CT là chỉ tiêu', 'chương trình'."""
    if asked.lacking is not Lacking.MEANING:
        return None
    said = " ".join(words(text))
    for meant in asked.readings:
        meaning, short = " ".join(words(meant.meaning)), fold(meant.short)
        if said in {meaning, *(f"{opening} {meaning}" for opening in (*OPENINGS, f"{short} la", f"{short} nghia la"))}:
            return meant.question
    return None


def speaks_of(meant: Meant, result: Result) -> bool:
    """Whether the result answers with this very meaning: its words stand in what is cited, or carry the question."""
    if not isinstance(result, Answer | Alternatives):
        return False
    phrase = words(meant.meaning)
    cited = (f"{each.header.title} ; {each.place} ; {each.text}" for each in citations_of(result))
    return phrase in STOP_PHRASES or any(f" {' '.join(phrase)} " in f" {' '.join(long_words(text))} " for text in cited)


def _is_asked_about(token: Token, library: "Library") -> bool:
    """Most have a usual meaning that their place decides; those listed, and the offices' own, are asked about."""
    return token.bare in library.own or token.bare in lexicon().asked_about


def _is_open(senses: Sequence[Sense], said: Sequence[Token], place: int, library: "Library") -> bool:
    after = [each.bare for each in said[place + 1 : place + 3]]
    if is_called(senses, after):
        return False
    before, behind = _telling(said[place - 1 : place]), _telling(said[place + 1 : place + 2])
    likely = likely_of(library.index)
    counts = sorted((likely(before, words(sense.phrase), behind) for sense in senses), reverse=True)
    return not counts[0] or counts[0] < MUCH_LIKELIER * counts[1]


def _telling(neighbour: Sequence[Token]) -> str:
    """The word beside it; small words and numbers stand beside everything."""
    bare = neighbour[0].bare if neighbour else ""
    return "" if bare in STOP_WORDS or not bare.isalpha() else bare
