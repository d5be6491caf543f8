"""Several questions in one breath: where one pass answers fewer, each is asked by itself and all are told together."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeGuard

from knowledge.match import MONEY, NO_FIGURE
from knowledge.measures import counted_noun
from knowledge.numbers import find_numbers
from knowledge.question import Reading
from knowledge.result import Answer, Asked, Found, Kind, NotFound, Result, values_of
from knowledge.seek.asks import lack_of
from knowledge.text import clean, fold

PARTS_MAX: Final = 3
TOPICS_MAX: Final = 6
"""More are no list that anybody types."""
ASKING: Final = re.compile(r"(?<!thu )(?<!so )(?<!ngay )(?<!mung )\b(?:bao nhieu|may|bn)\b(?! lau\b)")
JOINT: Final = re.compile(r"\s*[,;]\s*(?:va|con|voi lai)?\s+|\s+(?:va|voi lai|voi|con|vs)\s+|\s+(?=trong do )")
TOPICS: Final = re.compile(r"\s*[,;]\s*(?:và |va )?|\s+(?:và|va)\s+")
OF_EITHER: Final = re.compile(
    r"\b(?P<of>o|ben|khoi|khu vuc|nhom|phia|cap)\s+(?:\w+ ){1,5}?(?P<joint>va|voi|vs|so voi)\s+(?=(?P=of) )"
)
"""'Ở xã phường với ở doanh nghiệp là bao nhiêu': one asking word for both."""


def parts_of(text: str) -> tuple[str, ...]:
    """The questions of a line: 'A mấy căn và B bao nhiêu cơ sở' are two; one where nothing parts them."""
    cut = clean(text)
    bare = fold(cut)
    if len(bare) != len(cut):
        return (text,)
    places = [match.start() for match in ASKING.finditer(bare)]
    if len(places) == 1 and (either := OF_EITHER.search(bare)):
        asked = "" if places[0] < either.start("joint") else f" {cut[places[0] :]}"
        return f"{cut[: either.start('joint')]}{asked}", f"{cut[: either.start('of')]}{cut[either.end() :]}"
    if not 1 < len(places) <= PARTS_MAX:
        return (text,)
    cuts = [_last_joint(bare, first, second) for first, second in pairwise(places)]
    if any(found is None for found in cuts):
        return (text,)
    edges = [0, *(edge for found in cuts if found for edge in found), len(cut)]
    return tuple(cut[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def topics_of(text: str) -> tuple[str, ...]:
    """'Các chỉ tiêu về tòa án, Tháng Công nhân, mái ấm': what a list is narrowed to, one by one."""
    found = tuple(part for part in TOPICS.split(clean(text)) if part.strip())
    return found if len(found) <= TOPICS_MAX else ()


def _last_joint(bare: str, first: int, second: int) -> tuple[int, int] | None:
    """Where one question ends and the next begins."""
    found = None
    for match in JOINT.finditer(bare, first, second):
        found = match.span()
    return found


def may_be_parted(whole: Reading) -> bool:
    """Not where two unions or two times are set side by side, nor where it is unclear whose paper is meant."""
    is_plain = not (whole.is_yes_no or whole.wants_names or whole.wants_person or whole.nth or whole.place)
    is_of_one = len(whole.issuers) < 2 and len(whole.periods) < 2 and not (whole.stranger or whole.near_issuers)
    return is_plain and is_of_one and Asked.FIGURE in whole.cues


def as_parts(whole: Reading, parts: Sequence[Reading]) -> tuple[Reading, ...]:
    """Each with the union, the time and the paper of the whole; none where one of them says nothing."""
    if not all(part.terms and Asked.FIGURE in part.cues for part in parts):
        return ()
    return tuple(
        replace(
            part,
            issuers=whole.issuers,
            periods=whole.periods,
            is_now=whole.is_now,
            term=whole.term,
            level=whole.level,
            is_own=whole.is_own,
            numbers=whole.numbers,
            documents=whole.documents,
            is_ellipsis=False,
            background=() if part is parts[0] else parts[0].terms,
            spelled_before=whole.spelled,
        )
        for part in parts
    )


def _names_thing(part: Reading) -> bool:
    """'Mỗi quý mấy buổi' and 'bao nhiêu nam đoàn viên' only say what is counted, and leave the thing to the first."""
    noun = counted_noun(part.measure)
    return any(term.phrase != noun and term.phrase[0].isalpha() for term in part.terms)


def in_one_breath(whole: Result, parts: Sequence[Reading], ask: Callable[[Reading], Result]) -> Result:
    """What one pass said, or more than that: every part with its own source, or what was found and what is lacking."""
    if not isinstance(whole, Answer | NotFound) or len(values_of(whole)) >= len(parts):
        return whole
    if isinstance(whole, Answer) and (whole.asked is not Asked.FIGURE or whole.conflicts):
        return whole
    results = [ask(part) for part in parts]
    answers = [each for part, each in zip(parts, results, strict=True) if _answers(each, part)]
    told = {_told(each) for each in answers}
    is_part_of_it = any(part.says("trong do") or not _names_thing(part) for part in parts)
    places = {(each.citation.document, each.citation.place) for answer in answers for each in answer.found}
    if len(told) == len(parts) and len({document for document, _ in places}) == 1:
        return whole if is_part_of_it and len(places) > 1 else _joined(answers)
    if len(told) != 1 or is_part_of_it or (isinstance(whole, Answer) and _told(whole) not in told):
        return whole
    unsaid = [part for part, said in zip(parts, results, strict=True) if said not in answers]
    lacks = [Kind.QUOTED if _holds_more(answers[0]) else lack_of(part) or Kind.REST for part in unsaid]
    return replace(answers[0], lacks=tuple(dict.fromkeys((*answers[0].lacks, *lacks)))) if lacks else whole


def _answers(result: Result, part: Reading) -> TypeGuard[Answer]:
    """In one breath the kinds tell the figures apart: neither a share nor a sum answers 'mấy ở doanh nghiệp'."""
    if not isinstance(result, Answer) or result.asked is not Asked.FIGURE:
        return False
    units = {value.unit for each in result.found for value in each.values}
    is_share, is_sum = any("%" in unit for unit in units), any(MONEY.search(unit) for unit in units)
    return (part.wants_percent or not is_share) and (part.wants_money or not is_sum)


def _holds_more(answer: Answer) -> bool:
    """Whether the sentence holds figures beside those told: one of them may be what was asked for."""
    told = {figure for each in answer.found for value in each.values for figure in (value.value, value.value_max)}
    numbers = [number for each in answer.found for number in find_numbers(NO_FIGURE.sub(" ", each.citation.text))]
    return any(number.value not in told and not number.is_spoken for number in numbers)


def fuller(whole: Result, of_topics: Result) -> Result:
    """The list that holds more, where it lacks nothing of the other."""
    if not isinstance(whole, Answer | NotFound) or not isinstance(of_topics, Answer):
        return whole
    return of_topics if set(values_of(of_topics)) > set(values_of(whole)) else whole


def _told(answer: Answer) -> tuple[tuple[str, str], ...]:
    return tuple((each.citation.place, str(each.values)) for each in answer.found)


def _joined(answers: Sequence[Answer]) -> Answer:
    """The figures in the order of the question, those of one passage together."""
    return replace(
        answers[0],
        found=tuple(_by_passage([found for answer in answers for found in answer.found])),
        conflicts=tuple(dict.fromkeys(each for answer in answers for each in answer.conflicts)),
        lacks=tuple(dict.fromkeys(each for answer in answers for each in answer.lacks)),
    )


def _by_passage(found: Sequence[Found]) -> Iterator[Found]:
    for citation in dict.fromkeys(each.citation for each in found):
        same = [each for each in found if each.citation == citation]
        yield replace(same[0], values=tuple(dict.fromkeys(value for each in same for value in each.values)))
