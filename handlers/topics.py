"""What was told last from the house's own books, and what a short 'còn tháng 10' after it asks of these, in full."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from handlers import board, recorded, units, whendue
from handlers.boardwishes import OF_BOARD, Wish, asks_figure, is_of_each_unit, sum_asked, without_periods
from handlers.boardwishes import wish_of as board_wish_of
from handlers.ownwishes import Asked, wish_of
from handlers.report import reader as reports
from handlers.store import Memory, Told, Topic
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import plain
from knowledge.dates import PeriodKind, find_periods, month_of
from knowledge.text import clean, fold, tokens, words
from union.naming import named_units
from union.roster import Unit
from union.store import all_units

Reader = Callable[[Session, Talk], Outcome | Begin | None]

READERS: Mapping[Told, Reader] = {
    Told.DEADLINE: whendue.reads,
    Told.REPORT: reports.reads,
    Told.BOARD: board.reads,
    Told.PEOPLE: units.reads,
    Told.FIGURES: recorded.again,
}
"""Who is asked again, by what was told."""
KINDS: Mapping[Reader, Told] = {
    whendue.reads: Told.DEADLINE,
    reports.reads: Told.REPORT,
    board.reads: Told.BOARD,
    units.reads: Told.PEOPLE,
    recorded.reads: Told.FIGURES,
}
WORDS_MOST = 9
LEADS = frozenset(words("còn thế vậy à ừ và rồi ở cho em tôi mình thì"))
TAILS = frozenset(words("thì sao thế nào ra bao nhiêu mấy nhỉ ạ hả nhé vậy cơ rồi được người lượt đấy"))
LEANS = frozenset(words("còn thế vậy sao nào"))
REPORT_WORDS = frozenset(words("báo cáo bc kỳ tháng quý năm 6 sáu sơ kết tổng đầu cuối cả hằng định của trong"))
REPORT_NAME = re.compile(
    r"\b(?:bao cao|bc)\b(?: (?:hang |dinh ky |ca |so ket |tong ket )*(?:(?:6|sau) thang|thang|quy|nam)\b"
    r"(?: (?:dau|cuoi) nam)?)?"
)
BESIDE_A_UNIT = frozenset(words("đơn vị bên của cho cđcs"))


@dataclass(frozen=True, slots=True)
class Short:
    """What a short question names, and whether its words lean on what was told: 'còn …', '… thì sao'."""

    text: str
    leans: bool


def again(db: Session, talk: Talk) -> Outcome | None:
    """'còn tháng 10' after 'ai chưa nộp' is 'ai chưa nộp tháng 10'; None where it is no question of that kind."""
    topic = talk.memory.topic
    if topic is None or not talk.is_private or len(tokens(talk.said)) > WORDS_MOST:
        return None
    if topic.kind in whendue.WITH_A_DAY and (taken := whendue.to_whom(db, talk)) is not None:
        return taken
    for whole in wholes(talk.said, topic, talk.visit.today, all_units(db)):
        told_so = READERS[topic.kind](db, replace(talk, said=whole, memory=without(talk.memory, topic)))
        if isinstance(told_so, Outcome):
            return noted(told_so, topic.kind, whole)
    return None


def without(memory: Memory, topic: Topic) -> Memory:
    """The memory without the question that is asked again in other words."""
    is_last = memory.questions[-1:] == (topic.said,)
    return replace(memory, questions=memory.questions[:-1]) if is_last else memory


def instead(db: Session, talk: Talk) -> Outcome | None:
    """What the house's own books say, where no document tells."""
    if (figures := recorded.instead(db, talk)) is not None:
        return noted(figures, Told.FIGURES, talk.said)
    day = whendue.instead(db, talk)
    return noted(day, Told.DEADLINE, talk.said) if day is not None else None


def told(reader: Reader, talk: Talk, taken: Outcome | Begin) -> Outcome | Begin:
    """What a reader took, and that it is what is spoken of now; a talk that begins leaves it as it is."""
    if not isinstance(taken, Outcome) or taken.memory is None or not talk.is_private:
        return taken
    kind = KINDS.get(reader)
    if kind is Told.DEADLINE and talk.memory.topic is not None and not whendue.names_report(talk.said):
        return taken  # it leaned on what was told before, which is still spoken of
    return noted(taken, kind, talk.said) if kind else left(taken)


def noted(taken: Outcome, kind: Told, said: str) -> Outcome:
    """The outcome with what is spoken of from now on."""
    return replace(taken, memory=taken.memory and replace(taken.memory, topic=Topic(kind, said)))


def left(taken: Outcome) -> Outcome:
    """The outcome, and that something else is spoken of now."""
    return replace(taken, memory=taken.memory and replace(taken.memory, topic=None))


def wholes(said: str, topic: Topic, today: date, known: Sequence[Unit]) -> Iterator[str]:
    """The whole sentences that a short one may stand for: the one before with another period, report, unit, figure."""
    if topic.kind == Told.FIGURES and (wish := wish_of(said)) is not None and wish.asks is Asked.DETAIL:
        yield topic.said
        return
    short = short_of(said)
    if short is None:
        return
    before = clean(topic.said)
    yield from of_period(short, before, today)
    if topic.kind == Told.FIGURES:
        yield from of_own_figure(short, before, today)
    else:
        yield from of_report(short, before, today)
        yield from of_unit(short, before, today, known)
    if topic.kind == Told.BOARD:
        yield from of_figure(short, before, today, known)


def short_of(said: str) -> Short | None:
    """'tháng 10' of 'thế còn tháng 10 thì sao'; None where nothing is named."""
    listed = tokens(said)
    first = next((place for place, each in enumerate(listed) if each.bare not in LEADS), len(listed))
    last = next((place for place in range(len(listed), first, -1) if listed[place - 1].bare not in TAILS), first)
    if first == last:
        return None
    around = {each.bare for each in (*listed[:first], *listed[last:])}
    text = clean(said)[listed[first].start : listed[last - 1].end]
    return Short(text, leans="?" in said or bool(around & LEANS))


def of_period(short: Short, before: str, today: date) -> Iterator[str]:
    """Another period, with or without 'báo cáo'; it is said last or first, as the reader of it wants."""
    found = find_periods(short.text, today)
    around = set(words(without_periods(short.text)))
    if not found or any(each.period.kind is PeriodKind.DAY for each in found):
        return
    first = found[0].period
    if around == {"nua"} and found[0].is_relative and first.kind is PeriodKind.MONTH and first.end < today:
        last = first.start - timedelta(days=1)  # 'tháng trước nữa'
        short, around = Short(month_of(last.year, last.month).name, short.leans), set()
    is_whole = REPORT_NAME.search(fold(short.text)) is not None and not short.leans  # 'báo cáo tháng 11' by itself
    if is_whole or not around <= REPORT_WORDS:
        return
    is_named = REPORT_NAME.search(fold(before)) is not None and REPORT_NAME.search(fold(short.text)) is None
    yield from joined(without_report(before), f"báo cáo {short.text}" if is_named else short.text)


def of_report(short: Short, before: str, today: date) -> Iterator[str]:
    """Another report: 'còn báo cáo năm', 'còn 6 tháng'."""
    named = set(words(short.text))
    if short.leans and named <= REPORT_WORDS and not find_periods(short.text, today):
        is_named = REPORT_NAME.search(fold(short.text)) is not None
        yield from joined(without_report(before), short.text if is_named else f"báo cáo {short.text}")


def of_unit(short: Short, before: str, today: date, known: Sequence[Unit]) -> Iterator[str]:
    """Another unit in the place of the one that was named; after the board of all, how one of them stands."""
    here, there = named_units(short.text, known), named_units(before, known)
    if len(here) != 1 or len(there) > 1:
        return
    around = f"{short.text[: here[0].start]} {short.text[here[0].end :]}"
    if not set(words(around)) <= BESIDE_A_UNIT:
        return
    name = short.text[here[0].start : here[0].end]
    if there:
        yield f"{before[: there[0].start]}{name}{before[there[0].end :]}"
    elif short.leans and board_wish_of(before) in OF_BOARD:
        yield " ".join(f"{name} {report_of(before, today)} nộp chưa".split())


def of_figure(short: Short, before: str, today: date, known: Sequence[Unit]) -> Iterator[str]:
    """Another figure of the same unit or of all, for the same period."""
    if not short.leans or named_units(short.text, known):
        return
    periods, own = periods_of(before, today), wish_of(before)
    named = named_units(before, known)
    if len(named) == 1 and asks_figure(before):
        yield f"{before[named[0].start : named[0].end]} {short.text} bao nhiêu {periods}".strip()
    elif sum_asked(before):
        each = "của từng đơn vị" if is_of_each_unit(before) else ""
        yield " ".join(f"tổng hợp {short.text} {periods} {each}".split())
    elif own is not None and own.asks in {Asked.DONE, Asked.LEFT, Asked.STOCK}:
        yield f"{short.text} đạt bao nhiêu {periods}".strip()
    elif board_wish_of(before) is Wish.TARGETS:
        yield f"tổng hợp {short.text} {periods}".strip()


def of_own_figure(short: Short, before: str, today: date) -> Iterator[str]:
    """Another figure of one's own for the same time; for the year that we are in the ledger knows it by itself."""
    periods = periods_of(before, today)
    if short.leans and recorded.HISTORY.fullmatch(plain(before)):
        yield f"lịch sử {short.text}"
    elif short.leans and periods:
        yield f"{short.text} {periods} được bao nhiêu rồi"


def periods_of(before: str, today: date) -> str:
    """The words of the periods that a sentence names."""
    return " ".join(before[each.start : each.end] for each in find_periods(before, today))


def report_of(before: str, today: date) -> str:
    """The words of the report that a sentence names: 'báo cáo tháng 10'."""
    named = REPORT_NAME.search(fold(without_periods(before)))
    name = without_periods(before)[named.start() : named.end()] if named else ""
    return f"{name} {periods_of(before, today)}".strip()


def joined(sentence: str, name: str) -> tuple[str, str]:
    """A sentence with what it speaks of said last, and first."""
    return f"{sentence} {name}".strip(), f"{name} {sentence}".strip()


def without_report(before: str) -> str:
    """The sentence without its period and its report: 'ai chưa nộp' of 'báo cáo tháng 10 ai chưa nộp'."""
    text = without_periods(before)
    for found in reversed(list(REPORT_NAME.finditer(fold(text)))):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(text.split())
