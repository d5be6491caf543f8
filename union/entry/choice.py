"""Which indicator does a piece of the message speak of: the words decide, what is counted helps, the programme"
" comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.text import fold, long_words, words
from union.entry.figures import Figure, Sort
from union.indicators import Catalogue, Indicator, IndicatorId, Kind
from union.nouns import ADDRESSES, TELLING, noun_group
from union.phrases import FAINT, Lexis, Match, Spoken, matches, of_pair, vague

ENOUGH: Final = 2.6
"""What an indicator must explain of what was said: 'đoàn viên' alone names none."""
ENOUGH_FOR_PART: Final = 4.5
"""The same for a target of which only some words were said."""
WHOLE: Final = 0.99
EQUAL: Final = 0.25
SHARES: Final = (Sort.RATIO, Sort.PERCENT)
IMPOSSIBLE: Final = -20.0
ASIDE: Final = (FAINT - {"tong", "la"}) | frozenset(words("em ben minh toi don vi truong anh chi a nhe nha da vang ad"))
"""What may be said around a word that is too little to tell an indicator; 'tổng là 7' is of what was spoken of."""
UNFIT: Final = -0.9
"""Below this a figure is not of an indicator that was only half named: a share is no people."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The indicator that fits best, or several that fit equally."""

    indicator: Indicator | None
    candidates: tuple[IndicatorId, ...] = ()
    score: float = 0.0


NOTHING: Final = Choice(None)


def choose(said: Sequence[Spoken], figure: Figure | None, catalogue: Catalogue, lexis: Lexis) -> Choice:
    """The indicator that these words and this figure speak of."""
    fitting = sorted(
        (
            (match.score + agreement(match.indicator, figure), match)
            for match in matches(said, lexis)
            if _is_enough(match)
        ),
        key=lambda each: -each[0],
    )
    fitting = [(score, match) for score, match in fitting if score > 0.5]
    if may_be := _too_little(said, figure, fitting[0][1] if fitting else None, catalogue):
        return Choice(None, may_be, fitting[0][0] if fitting else 0.6)
    if not fitting:
        return _by_measure(figure, catalogue)
    best = fitting[0][0]
    top = [match for score, match in fitting if best - score < EQUAL]
    chosen = _programme_first(top)
    landed = [_landed(match.indicator, said, figure, catalogue) for match in chosen]
    different = tuple(dict.fromkeys(item.id for item in landed))
    if len(different) == 1:
        return Choice(landed[0], (), best)
    return Choice(None, different, best)


def _too_little(
    said: Sequence[Spoken], figure: Figure | None, best: Match | None, catalogue: Catalogue
) -> tuple[IndicatorId, ...]:
    """'gt 0', 'đv 12', 'tổng 224': what they may mean, where nothing is called just so."""
    spoken = {word for each in said for run in each.runs for word in run} - ASIDE
    noun = set(figure.noun.words) if figure and figure.noun else set()
    listed = vague().get(frozenset(spoken - noun or spoken))
    if listed is None or figure is None or (best is not None and best.cover >= WHOLE):
        return ()
    known = [item for code in listed if (item := catalogue.find(code))]
    meant = [best.indicator] if best is not None else []
    meant += [_landed(item, said, figure, catalogue) for item in known]
    fitting = [item for item in meant if agreement(item, figure) >= UNFIT]
    found = tuple(dict.fromkeys(item.id for item in fitting))
    return found if len(found) > 1 else ()


def _by_measure(figure: Figure | None, catalogue: Catalogue) -> Choice:
    """'xong 2 căn nhà' names no indicator, but only one is counted in houses."""
    if figure is None or figure.noun is None or figure.noun.group not in TELLING or figure.sort in SHARES:
        return NOTHING
    counted = [item for item in catalogue.indicators if noun_group(fold(item.measure)) == figure.noun.group]
    asked = [item for item in counted if item.target] or counted
    return Choice(asked[0], (), 0.6) if len(asked) == 1 else Choice(None, tuple(item.id for item in asked))


def _is_enough(match: Match) -> bool:
    needed = ENOUGH if match.cover >= WHOLE else ENOUGH_FOR_PART
    return match.hits >= needed or (match.cover >= WHOLE and match.hits >= 1.2)


def _programme_first(top: Sequence[Match]) -> Sequence[Match]:
    """Of those that fit equally, the ones that a programme asks for; a narrower one only when its words were said."""
    asked = [match for match in top if match.indicator.target] or top
    whole = {match.indicator.id for match in asked}
    return [match for match in asked if match.indicator.like not in whole]


def _landed(item: Indicator, said: Sequence[Spoken], figure: Figure | None, catalogue: Catalogue) -> Indicator:
    """What the union's documents ask for where they ask for only one form of it; else the indicator as it is."""
    if item.target:
        return item
    forms = [
        other
        for other in catalogue.indicators
        if other.target and (other.like == item.id or other.id in of_pair(item.id)) and agreement(other, figure) >= 0
    ]
    words = {word for spoken in said for run in spoken.runs for word in run}
    if len(forms) != 1 or (item.basis.value == "net" and words & {"thuc", "rong"}):
        return item
    return forms[0]


def agreement(item: Indicator, figure: Figure | None) -> float:
    """How well what was counted fits the indicator: money never fits people."""
    if figure is None or figure.sort in (Sort.ZERO, Sort.UNKNOWN, Sort.NOT_APPLICABLE, Sort.VAGUE, Sort.LETTERS):
        if figure is not None and figure.noun is not None:
            return _counted(item, figure)
        return 0.3 if item.kind not in (Kind.MONEY, Kind.PERCENT) else -0.2
    if figure.sort is Sort.MONEY:
        return 1.0 if item.kind is Kind.MONEY else IMPOSSIBLE
    if figure.sort in (*SHARES, Sort.ALL, Sort.HALF):
        return _shared(item, figure)
    return _counted(item, figure)


def _shared(item: Indicator, figure: Figure) -> float:
    if item.kind is Kind.PERCENT:
        return 1.5
    if item.kind is Kind.MONEY:
        return -3.0
    if figure.sort is Sort.RATIO and figure.noun and noun_group(fold(item.measure)) == figure.noun.group:
        return 0.3
    return -1.0


def _counted(item: Indicator, figure: Figure) -> float:
    if item.kind is Kind.MONEY:
        is_amount = figure.noun is None and figure.value is not None and abs(figure.value) >= 1000
        return -0.5 if is_amount else -3.0
    if figure.noun is None:
        return -0.4 if item.kind is Kind.PERCENT else 0.3
    if item.kind is Kind.PERCENT:
        return -0.8 if figure.noun.group == "people" else -2.0
    bare = fold(item.measure)
    if figure.noun.words == long_words(bare):
        return 1.2
    group = noun_group(bare)
    if group == figure.noun.group:
        return 0.8
    return -0.2 if figure.noun.shown in ADDRESSES or not group else -2.5
