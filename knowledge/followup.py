"""What does a follow-up mean: what it leaves out is taken from the question before."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.courtesy import meaning_of, question_of, small_talk
from knowledge.cues import (
    CORRECTION,
    LAST_CLAUSE,
    MONEY_WANTED,
    PERCENT_WANTED,
    REFERS_BACK,
    THEN_NOW,
    THERE,
    UNTIL_WHEN,
    VERBATIM,
    WHERE_WRITTEN,
)
from knowledge.dates import Period, in_year
from knowledge.document import DocumentKey
from knowledge.library import Library
from knowledge.measures import MONEY, are_holders, counted_noun
from knowledge.question import Reading, Term, read_question
from knowledge.result import Alternatives, Answer, Asked, Courtesy, Result, SmallTalk, Standing, citations_of
from knowledge.seek.papers import ABOUT
from knowledge.text import fold

LISTS: Final = (
    (Asked.BREAKTHROUGHS, "dot pha"),
    (Asked.PLANS, "ke hoach"),
    (Asked.TARGETS, "chi tieu"),
    (Asked.TASKS, "nhiem vu"),
)
"""'Thứ ba' after a list is its third."""
WHOLE: Final = re.compile(r"\b(?:chi tieu|nhiem vu|(?:lam|nop|co) (?:nhung |cac )?(?:viec )?gi)\b")
"""'Năm nay có bao nhiêu chỉ tiêu', 'tháng này làm gì' are asked in full."""
SENT_TO: Final = re.compile(r"^ (?:the |vay |ma )?(?:gui|chuyen) (?:cho|den|toi)\b")
"""'Gửi cho ai' of a paper whose day was asked for is who gets it; 'nộp cho ai' is of a report."""
OF_ANYTHING: Final = frozenset((Asked.FIGURE, Asked.TASKS, Asked.MILESTONE))
"""'bao nhiêu', 'thế nào', 'khi nào' say how, but not what about."""


def clauses(text: str, library: Library, today: date) -> tuple[str, ...]:
    """'A là 260, vậy B là bao nhiêu' is a question after another, when B names a union of its own."""
    parts = LAST_CLAUSE.split(text, maxsplit=1)
    if len(parts) == 2 and read_question(parts[1], library, today).issuers:
        return tuple(parts)
    return (text,)


def thread(previous: Sequence[str]) -> tuple[str, ...]:
    """The questions that a new one may lean on: those since the last greeting or thanks, without mere words."""
    talk = [small_talk(text) for text in previous]
    start = max((place + 1 for place, each in enumerate(talk) if each and ends_thread(each)), default=0)
    asked = (question_of(text) for text, each in zip(previous[start:], talk[start:], strict=True) if each is None)
    return tuple(text for text in asked if meaning_of(text) is None)


def ends_thread(talk: SmallTalk) -> bool:
    """A greeting or thanks closes what was spoken of; 'vâng' does not."""
    return talk.courtesy is not Courtesy.AGREEMENT


def asks_source(reading: Reading) -> bool:
    """'Nằm ở mục nào vậy' asks for the source of what was just answered, which every answer names."""
    return WHERE_WRITTEN.search(reading.line) is not None and not reading.terms and not reading.nth


def asks_words(reading: Reading) -> bool:
    """'Nguyên văn đâu' asks for the very words of what was just answered."""
    told = {word for match in VERBATIM.finditer(reading.line.strip()) for word in match.group().split()}
    return bool(told) and all(set(term.phrase) <= told for term in reading.terms) and not reading.nth


def put_right(text: str) -> str:
    """'Không phải, hỏi đối thoại cơ' and 'ý tôi là khu vực tư nhân' correct the question before: 'còn đối thoại'.

    'Thế bây giờ' after another year asks the same of this one.
    A whole question after it stays as it is; folding keeps every letter's place.
    """
    if len(fold(text)) != len(text):
        return text
    if now := THEN_NOW.match(fold(text)):
        return f"{text[: now.start('now')]}năm nay{text[now.end('now') :]}"
    match = CORRECTION.match(fold(text))
    if match is None:
        return text
    return f"còn {text[match.start('rest') : match.end('rest')]}"


def carried(reading: Reading, before: Reading, result: Result) -> Reading:
    """A follow-up keeps the document, the period and, where it says too little, the subject of the question before."""
    kept = replace(reading, documents=() if _names_source(reading) else _worth_keeping(before, result))
    if SENT_TO.search(reading.line) and before.cues & set(ABOUT):
        return replace(kept, cues=frozenset((Asked.RECIPIENTS,)))
    if not _is_ellipsis(reading):
        return kept
    kept = replace(kept, terms=_own_terms(reading))
    topic = tuple(term for term in before.terms if not term.phrase[0].isdecimal())
    kept = replace(
        kept,
        spelled_before=(*before.spelled, *before.spelled_before),
        issuers=reading.issuers or (() if reading.is_own else before.issuers),
        periods=_periods(reading, before),
    )
    return _with_subject(_with_measure(kept, before), before, topic)


def _periods(reading: Reading, before: Reading) -> tuple[Period, ...]:
    """Those of the question before where none is named; 'còn quý IV' is of the year that was spoken of."""
    years = {year for each in before.periods for year in (each.start.year, each.end.year)}
    if reading.is_yearless and len(years) == 1:
        return tuple(in_year(each, *years) for each in reading.periods)
    return reading.periods or (() if reading.issuers or reading.term is not None else before.periods)


def asked_anew(reading: Reading, before: Reading) -> bool:
    """Whether a whole question after one about another time may be of today: 'báo cáo gửi cho ai'.

    Not what leans on the question before or asks of its paper ('ai ký'), nor where that named more than a time.
    """
    named_more = before.issuers or before.numbers or before.stranger or before.is_own
    if named_more or not before.periods or _names_source(reading) or reading.cues & set(ABOUT):
        return False
    return not _is_ellipsis(reading) or (Asked.DUTY in reading.cues and not reading.is_ellipsis)


def may_be_of_ours(reading: Reading) -> bool:
    """'Có mấy nhiệm vụ' after another union's list: where that has none, the asker's own may be meant."""
    names_other = reading.issuers or reading.numbers or reading.stranger
    return bool(reading.cues) and not (names_other or reading.is_ellipsis or reading.cues & set(ABOUT))


def without_carried_measure(reading: Reading) -> Reading:
    """'Thế Mái ấm?' after a share: houses are counted, so what was measured before is only a guess."""
    return replace(
        reading,
        measure=reading.measure if reading.says(" ".join(reading.measure)) else (),
        wants_percent=PERCENT_WANTED.search(reading.line) is not None,
        wants_money=MONEY_WANTED.search(reading.line) is not None,
    )


def _is_ellipsis(reading: Reading) -> bool:
    """Whether it leans on the question before; a figure to confirm and another union's members are asked in full."""
    if reading.is_ellipsis:
        return True
    if reading.is_now and WHOLE.search(reading.line):
        return False
    if reading.wants_percent and reading.terms and are_holders(term.phrase for term in reading.terms):
        return not (reading.issuers or reading.periods)
    if reading.terms and (reading.is_yes_no or reading.issuers or reading.periods):
        return False
    return not _own_terms(reading)


def _own_terms(reading: Reading) -> tuple[Term, ...]:
    return tuple(term for term in reading.terms if not (_is_measure(term, reading) or _is_number_alone(term, reading)))


def _is_number_alone(term: Term, reading: Reading) -> bool:
    """The '9' of 'thế 9 tháng đạt bao nhiêu' is no subject."""
    return term.phrase[0].isdecimal() and Asked.FIGURE in reading.cues


OVER: Final = (Standing.EXPIRED, Standing.REPLACED)


def _worth_keeping(before: Reading, result: Result) -> tuple[DocumentKey, ...]:
    """The documents an answer rested on: those that bind, or that were asked for by union, number or time."""
    if not isinstance(result, Answer | Alternatives):
        return ()
    cited = citations_of(result)
    is_named = _names_source(before)
    return tuple(dict.fromkeys(each.document for each in cited if is_named or each.standing not in OVER))


def _with_measure(reading: Reading, before: Reading) -> Reading:
    """'Thế cán bộ trẻ thì sao' asks for a share where the question before did; a list or a day has no measure.

    'Còn đoàn viên thì mấy' after a count of unions counts what it names.
    """
    if reading.measure or reading.wants_percent or reading.wants_money or not reading.cues <= OF_ANYTHING:
        return reading
    counts = counted_noun(before.measure)
    named = next((term.phrase for term in reading.terms if counts and counted_noun(term.phrase) == term.phrase), ())
    return replace(
        reading,
        measure=named or before.measure,
        wants_percent=before.wants_percent,
        wants_money=before.wants_money,
    )


def _with_subject(reading: Reading, before: Reading, topic: tuple[Term, ...]) -> Reading:
    if reading.nth is not None:
        listed = next((name for cue, name in LISTS if cue in before.cues), "")
        name = reading.nth[0] or (before.nth[0] if before.nth else listed)
        return replace(reading, nth=(name, reading.nth[1]))
    if REFERS_BACK.search(reading.line) and UNTIL_WHEN.search(reading.line):
        return replace(reading, cues=frozenset((Asked.MILESTONE,)), terms=topic, said=reading.said | before.said)
    if reading.terms and (there := THERE.search(reading.line)):
        own = tuple(term for term in reading.terms if f" {' '.join(term.phrase)} " not in f" {there.group()} ")
        kept = tuple(dict.fromkeys((*own, *topic)))
        return replace(reading, cues=reading.cues or before.cues, terms=kept, said=reading.said | before.said)
    if reading.terms:
        return replace(reading, cues=reading.cues or before.cues, background=topic)
    names_list = any(cue in reading.cues and reading.says(name) for cue, name in LISTS)
    if reading.cues <= OF_ANYTHING and not names_list:
        return replace(
            reading, cues=before.cues | reading.cues, terms=topic, nth=before.nth, said=reading.said | before.said
        )
    return reading


def _is_measure(term: Term, reading: Reading) -> bool:
    """'hết bao nhiêu tiền' names a measure and leaves the thing measured to the question before."""
    return term.phrase == counted_noun(reading.measure) or (reading.wants_money and term.phrase == MONEY)


def _names_source(reading: Reading) -> bool:
    named = reading.issuers or reading.numbers or reading.stranger or reading.periods or reading.is_own
    return bool(named) or reading.term is not None
