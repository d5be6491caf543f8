"""Two years or two unions side by side: each answer with its own source, and which is higher where measures agree."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from knowledge.cues import COMPARE, DIFFERENCE, OURS
from knowledge.dates import Period, PeriodKind, year_of
from knowledge.document import Comparator, UnitCode
from knowledge.question import Reading
from knowledge.result import Alternatives, Answer, Asked, Comparison, Missing, NotFound, Result, Value
from knowledge.seek.case import Case

JOINED: Final = (" va ", " voi ", " hay ")


def years_compared(case: Case) -> tuple[Period, ...]:
    """The two years that a question sets side by side, in its order; 'so với năm ngoái' means this year beside it."""
    reading = case.reading
    if Asked.FIGURE not in reading.cues and not COMPARE.search(reading.line):
        return ()
    years = tuple(period for period in reading.periods if period.kind is PeriodKind.YEAR)
    compares = COMPARE.search(reading.line) is not None
    if len(years) == 1 and compares and reading.is_now and len(reading.issuers) < 2:
        this = year_of(case.today.year)
        years = (this, *years) if this != years[0] else years
    joined = compares or any(word in reading.line for word in JOINED)
    # 'Sơn Hà 2026 và Thạch Lâm 2025' gives each union its year: that is no comparison of years.
    are_paired = len(reading.issuers) > 1
    return years if len(years) == 2 and joined and len(reading.periods) <= 2 and not are_paired else ()


def of_each_year(case: Case, years: tuple[Period, ...], ask: Callable[[Case, Period], Result]) -> Result | None:
    """What is said for each of the years; where one of them has nothing, that is said first and the other offered."""
    results = [ask(case, year) for year in years]
    answers = [each for each in results if isinstance(each, Answer)]
    if len(answers) == len(years):
        return with_comparison(case, Alternatives(answers[0].asked, tuple(answers), are_wanted=True))
    if not answers:
        return None
    lacking = next(year for year, each in zip(years, results, strict=True) if not isinstance(each, Answer))
    issuers = tuple(dict.fromkeys(found.citation.header.issuer for each in answers for found in each.found))
    nearest = tuple(found for each in answers for found in each.found)[:2]
    return NotFound(Asked.FIGURE, Missing.PERIOD, "", lacking, issuers, nearest)


def with_own_union(reading: Reading, own: Sequence[UnitCode]) -> Reading:
    """'Của mình so với Gió Mới' names two unions, one of them the asker's."""
    is_own = reading.is_own or OURS.search(reading.line) is not None
    if not (is_own and len(reading.issuers) == 1 and own and COMPARE.search(reading.line)):
        return reading
    return reading if own[0] in reading.issuers else replace(reading, issuers=(own[0], *reading.issuers))


def of_both_unions(case: Case, result: Result) -> Result:
    """Where only one of two unions that are compared has an answer, the other's lack is said first."""
    if not isinstance(result, Answer) or len(case.reading.issuers) != 2 or not COMPARE.search(case.reading.line):
        return result
    cited = {found.citation.header.issuer_code for found in result.found}
    documents = [document.header for tier in case.scope.tiers for document in tier]
    lacking = tuple(dict.fromkeys(each.issuer for each in documents if each.issuer_code not in cited))
    return NotFound(result.asked, Missing.TOPIC, "", None, lacking, result.found[:2]) if lacking else result


def with_comparison(case: Case, result: Result) -> Result:
    """Two wanted answers with which is higher by our own reckoning, where that was asked and one measure is meant."""
    if not isinstance(result, Alternatives) or not result.are_wanted or len(result.options) != 2:
        return result
    if not COMPARE.search(case.reading.line):
        return result
    one, other = (_only_value(option) for option in result.options)
    if one is None or other is None or one.unit != other.unit or _are_of_one_paper(result):
        return result
    if Comparator.RANGE in (one.comparator, other.comparator):
        return result
    higher = None if one.value == other.value else int(other.value > one.value)
    difference = abs(one.value - other.value) if higher is not None and DIFFERENCE.search(case.reading.line) else None
    return replace(result, comparison=Comparison(higher, one.unit, difference))


def _are_of_one_paper(result: Alternatives) -> bool:
    """Two years of one programme are told apart by their dues, which each figure says itself."""
    return len({found.citation.document for option in result.options for found in option.found}) == 1


def _only_value(answer: Answer) -> Value | None:
    values = [value for found in answer.found for value in found.values]
    return values[0] if len(values) == 1 else None
