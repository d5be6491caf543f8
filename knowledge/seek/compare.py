"""Two years or two unions side by side: each answer with its own source, and which is higher where measures agree."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.cues import COMPARE, DIFFERENCE, OURS, TERM_STEPS
from knowledge.dates import Period, PeriodKind, year_of
from knowledge.document import Comparator, UnitCode
from knowledge.question import Reading, TermWanted, asks_result
from knowledge.result import Alternatives, Answer, Asked, Comparison, Found, Missing, NotFound, Result, Value
from knowledge.seek.asks import ASKING
from knowledge.seek.case import Case
from knowledge.seek.figures import OF_TERM
from knowledge.text import fold

TERM_WORDS: Final = (("khoa",), ("ky",), ("nhiem", "ky"), ("giai", "doan"))
JOINED: Final = (" va ", " voi ", " hay ")
OF_JUST_ONE: Final = re.compile(r"\b(?:rieng|chi tinh|tinh rieng|chi)(?: trong| cua)? nam\b")
YEARLY: Final = re.compile(r"\b(?:moi|hang|tung|binh quan) nam\b|/nam\b")
AIM: Final = re.compile(r"\b(?:chi tieu|muc tieu|ke hoach|dat ra|de ra|giao|phan dau|phai)\b")
RESULT: Final = re.compile(r"\b(?:ket qua|thuc te|thuc hien duoc)\b")
AIM_OR_RESULT: Final = re.compile(f"{AIM.pattern}|{RESULT.pattern}")


def times_compared(case: Case) -> tuple[Reading, ...]:
    """The question once for each of the two times that it sets side by side, in its order.

    'So với năm ngoái' means this year beside it; 'năm ngoái được mấy, năm nay đặt ra mấy' asks a result and a target.
    """
    reading, compares = case.reading, COMPARE.search(case.reading.line) is not None
    times = _times(reading, case.today) if compares or Asked.FIGURE in reading.cues else ()
    joined = compares or len(_segments(reading.line)) > 1 or any(word in reading.line for word in JOINED)
    # 'Sơn Hà 2026 và Thạch Lâm 2025' gives each union its year: that is no comparison of years.
    if len(times) != 2 or not joined or len(reading.issuers) > 1:
        return ()
    return tuple(_of_time(reading, time, place) for place, time in enumerate(times))


def _times(reading: Reading, today: date) -> tuple[Period | TermWanted, ...]:
    """Two years, or the term before and a year or this one; other times are asked for in one."""
    years = tuple(period for period in reading.periods if period.kind is PeriodKind.YEAR)
    if len(years) < len(reading.periods):
        return ()
    if len(years) == 1 and reading.term is not None and reading.term.steps == -1:
        return (reading.term, *years)
    if not years and (terms := _terms(reading)):
        return terms
    if len(years) == 1 and reading.is_now and COMPARE.search(reading.line):
        this = year_of(today.year)
        return (this, *years) if this != years[0] else years
    return years


def _terms(reading: Reading) -> tuple[TermWanted, ...]:
    """'Nhiệm kỳ trước … nhiệm kỳ này' in the order of the question."""
    said = {steps: TERM_STEPS[steps].search(reading.line) for steps in (-1, 0)}
    found = sorted((match.start(), steps) for steps, match in said.items() if match)
    word = reading.term.word if reading.term else ""
    return tuple(TermWanted(steps, word) for _, steps in found) if len(found) == 2 else ()


def _of_time(reading: Reading, time: Period | TermWanted, place: int) -> Reading:
    """The question for one time; what is said of aims and results beside the other time is the other's."""
    segments = _segments(reading.line)
    if len(segments) > 1:
        own = segments[place]
        kept = (each if each == own else AIM_OR_RESULT.sub(" ", each) for each in segments)
        cues = reading.cues if " chi tieu " in own else reading.cues - {Asked.TARGETS}
        reading = replace(reading, line="".join(kept), cues=cues, wants_result=asks_result(own))
    terms = tuple(term for term in reading.terms if term.phrase not in TERM_WORDS)
    periods, term = ((time,), None) if isinstance(time, Period) else ((), time)
    return replace(reading, terms=terms, periods=periods, term=term)


def _segments(line: str) -> tuple[str, ...]:
    """What is asked of the first time and of the second: up to the first asking word, or to where an aim follows."""
    first = ASKING.search(line)
    if first and ASKING.search(line, first.end()):
        return line[: first.end()], line[first.end() :]
    result = RESULT.search(line)
    aim = AIM.search(line, result.end()) if result else None
    return (line[: aim.start()], line[aim.start() :]) if aim else (line,)


def of_each_time(case: Case, times: Sequence[Reading], ask: Callable[[Reading], Result]) -> Result | None:
    """What is said for each of the times; where one of them has nothing, that is said first and the other offered."""
    results = [ask(_as_figure(each)) for each in times]
    if not any(isinstance(each, Answer) for each in results):
        results = [ask(each) for each in times]
    answers = [each for each in results if isinstance(each, Answer)]
    if len(answers) == len(times):
        return with_comparison(case, Alternatives(answers[0].asked, tuple(answers), are_wanted=True))
    if not answers:
        return None
    lacking = next(each for each, said in zip(times, results, strict=True) if not isinstance(said, Answer))
    issuers = tuple(dict.fromkeys(found.citation.header.issuer for each in answers for found in each.found))
    nearest = tuple(found for each in answers for found in each.found)[:2]
    return NotFound(Asked.FIGURE, Missing.PERIOD, "", next(iter(lacking.periods), None), issuers, nearest)


def _as_figure(reading: Reading) -> Reading:
    """'Tết 2026 và Tết 2027 khác nhau ra sao' compares figures first, where no work is asked for."""
    if Asked.FIGURE in reading.cues or not reading.cues <= {Asked.TASKS}:
        return reading
    return replace(reading, cues=frozenset((Asked.FIGURE,)))


def of_that_year(case: Case, text: str, result: Result) -> Result:
    """'Riêng năm 2027 xây mấy điểm' is not answered by what is to stand at the end of the term; that is the nearest."""
    years = [period for period in case.reading.periods if period.kind is PeriodKind.YEAR]
    if not isinstance(result, Answer) or len(years) != 1 or not OF_JUST_ONE.search(fold(text)):
        return result
    if result.asked is not Asked.FIGURE or not all(_is_of_whole_term(found) for found in result.found):
        return result
    issuers = tuple(dict.fromkeys(found.citation.header.issuer for found in result.found))
    return NotFound(Asked.FIGURE, Missing.YEAR, "", years[0], issuers, result.found[:2])


def _is_of_whole_term(found: Found) -> bool:
    """Counts and sums add up over the years of a term; a share may hold in each of them."""
    said = fold(f"{found.heading} {found.citation.text}")
    are_sums = all(value.unit != "%" and OF_TERM.search(fold(value.due)) for value in found.values)
    return bool(found.values) and are_sums and not YEARLY.search(said)


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
