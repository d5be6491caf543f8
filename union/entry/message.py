"""How is a progress message understood: one reading, one intent, the figures, and what to ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from knowledge.dates import Period
from knowledge.numbers import parse_number
from knowledge.text import words
from union.entry import intent as sign
from union.entry import sentences
from union.entry.figures import Sort
from union.entry.problems import problems_of
from union.entry.reading import Reading, read
from union.entry.records import NOT_APPLICABLE, NOT_KNOWN, Record, records
from union.entry.values import Heard, Intent, Problem, Understood
from union.indicators import Catalogue, Indicator, IndicatorId, Kind
from union.ledger import Amount, Standing
from union.phrases import Lexis, lexis_of

ALL_DONE: Final = frozenset(
    words(
        "tat ca xong het roi du toan bo da hoan thanh cong viec moi deu day ca nhe a nha em ben don vi minh thang nay"
    )
)
"""'tất cả xong' tells, though not of what."""
IMPOSSIBLE: Final = frozenset(("negative_value", "pct_over_100", "numerator_over_denominator"))
"""Said of nothing at all, such a figure is no progress."""
NO: Final = frozenset(
    ("khong", "khong co", "chua co", "0", "chua", "khong co gi", "khong co ai", "khong phat sinh", "chua co ai")
)
FULL: Final = frozenset(("du", "du ca", "tat ca", "het", "xong het", "day du", "toan bo", "du het"))
COURTESIES: Final = re.compile(
    r"^(?:(?:da|vang|a|duoc|la|tong|tong cong|em|ben em|thang nay|bao cao|chi) )+"
    r"|(?: (?:a|nhe|nha|ad|em|thoi|roi|dong chi|anh|chi|nua|oi))+$"
)
HELD_BY_UNIT: Final = re.compile(
    r"^(?: (?:da|vang|bao cao|hien|nay|hien tai|gio|bay gio|ben|cua|tong cong|tat ca|den cuoi|tinh den))*"
    r"(?: (?:don vi|truong|doanh nghiep|co quan|tram|cong doan|cong doan co so|chung|hop tac xa|to|phong"
    r"|em|toi|minh|ta|ben em|nha truong))+"
    r"(?: (?:dang|hien|da|van|gio|nay|tai|chi))* co(?: (?:tat ca|tong cong|tong so|tong|khoang|gan|hon))*"
    r" doan vien(?: (?:a|nhe|nha|roi|thoi|day|nay|hien|tai|ca|tat))* $"
)
"""'đơn vị em có 42 đoàn viên', and nothing else: its members; 'có 3 đoàn viên ốm' is something else."""
MEMBERS: Final = IndicatorId("tong-doan-vien")
SLIP: Final = re.compile(
    r"(?:[\s,.…]+(?:a|ah|ak|ui|uh|o|oi|e))?[\s,.…]+(?:(?:a|ah|ak) ma(?: la)?|ma la|(?:a|ah) khong(?: phai)?"
    r"|nham(?: roi)?|quen|lon(?: roi)?|y (?:em|toi|minh)|dinh chinh|sua lai)(?:[\s,]+(?:la|thanh|phai la))?[\s,]*$"
)
"""'4 người à mà là 5': said and taken back in one breath."""
SLIP_WORDS_MOST: Final = 4
TRUE_SORTS: Final = (Sort.NUMBER, Sort.RATIO, Sort.PERCENT, Sort.MONEY, Sort.RANGE, Sort.LETTERS)
"""Figures in digits or number words."""
WRONG_AFTER: Final = re.compile(r"(?:\bchu\b|\bma\b|,)?\s*(?:khong phai|ko phai|k phai|kp|chu khong)(?: la)?\s*$")
RIGHT_BEFORE: Final = re.compile(r"(?:thanh|bang|sang|ma la|ma|la|->|=>|→|moi dung)\s*$")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a message is heard against."""

    catalogue: Catalogue
    lexis: Lexis
    today: date
    previous: Sequence[str]


def understand(
    text: str,
    catalogue: Catalogue,
    today: date,
    previous: Sequence[str] = (),
    expected: IndicatorId | None = None,
) -> Understood:
    """What a message tells: 'kết nạp 5 đv' is a figure, 'chỉ tiêu kết nạp mấy đv' a question; nothing is recorded here.

    `previous` are the texts that a correction refers to, `expected` the indicator that was just asked for.
    """
    scene = Scene(catalogue, lexis_of(catalogue), today, previous)
    reading = read(text, scene.lexis, today)
    if (better := without_slips(reading)) != reading.text:
        return understand(better, catalogue, today, previous, expected)
    item = catalogue.find(expected)
    if item is not None and (answer := _answer(reading, item, scene)):
        return answer
    if not reading.figures and sign.is_courtesy(text) and not sign.deletes(reading):
        return Understood(Intent.SMALLTALK)
    if sign.has_no_remarks(reading):
        return Understood(Intent.OTHER)
    if sign.is_noise(reading, scene.lexis):
        return _said(Intent.NONSENSE, "not_understood", sentences.NOT_UNDERSTOOD)
    if sign.deletes(reading):
        return _deleted(reading, scene)
    if "?" not in text and sign.corrects(reading) and (reading.figures or not sign.asks(reading)):
        return _corrected(reading, scene)
    if sign.is_unchanged(reading):
        return Understood(Intent.NO_CHANGE)
    if sign.asks(reading):
        return _said(Intent.QUESTION, "is_question", sentences.IS_QUESTION)
    return _told(reading, scene)


def without_slips(reading: Reading) -> str:
    """The message with what was taken back in the same breath gone: 'kết nạp 5 người' of '… 4 người à mà là 5'."""
    for wrong, right in pairwise(reading.figures):
        between = reading.bare[wrong.end : right.start]
        slip = SLIP.search(between)
        if WRONG_AFTER.search(reading.bare[: wrong.start]):
            continue  # 'không phải 6 mà là 7' puts right what was said before
        if slip is None or len(between[: slip.start()].split()) > SLIP_WORDS_MOST or wrong.sort is not right.sort:
            continue
        text = reading.text
        noun = text[wrong.end : wrong.end + slip.start()]
        own = text[right.start : right.end]
        rest = text[right.end :]
        has_noun = right.noun is not None or rest.strip()[:1].isalpha()
        return f"{text[: wrong.start]}{own}{'' if has_noun else noun}{rest}"
    return reading.text


def _said(intent: Intent, code: str, text: str) -> Understood:
    return Understood(intent, (), (Problem(code, text),))


def _understood(intent: Intent, found: Sequence[Record], scene: Scene) -> Understood:
    heard = tuple(record.heard for record in found)
    problems = problems_of(heard, [record.sort for record in found], scene.catalogue, scene.today)
    return Understood(intent, heard, tuple(problems))


def _told(reading: Reading, scene: Scene) -> Understood:
    found = records(reading, scene.catalogue, scene.lexis)
    if not found or (not reading.figures and not _tells_without_figure(found, reading, scene.today)):
        return Understood(Intent.OTHER)
    if len(found) == 1 and HELD_BY_UNIT.search(reading.line):
        found = [_of_members(found[0], scene.catalogue)]
    told = _understood(Intent.PROGRESS, found, scene)
    if reading.is_cut:
        told = replace(told, problems=(Problem("too_long", sentences.TOO_LONG), *told.problems))
    impossible = tuple(problem for problem in told.problems if problem.code in IMPOSSIBLE)
    if impossible and not any(heard.indicator or heard.candidates for heard in told.heard):
        rest = (problem for problem in told.problems if problem.code not in IMPOSSIBLE)
        return replace(told, intent=Intent.NONSENSE, problems=(*impossible, *rest))
    return told


def _of_members(record: Record, catalogue: Catalogue) -> Record:
    """The figure as the number of members, where it names nothing else."""
    item = catalogue.find(MEMBERS)
    heard = record.heard
    is_other = heard.candidates and MEMBERS not in heard.candidates
    if item is None or heard.indicator or is_other or record.sort is not Sort.NUMBER:
        return record
    meant = replace(heard, indicator=item.id, subject=item.name, measure=item.measure, candidates=())
    return replace(record, heard=meant)


def _tells_without_figure(found: Sequence[Record], reading: Reading, today: date) -> bool:
    """'mới kết nạp thêm đv' tells and lacks its figure; 'kết nạp đoàn viên' is a heading."""
    if all(record.heard.indicator is None and not record.heard.candidates for record in found):
        return set(reading.line.split()) <= ALL_DONE
    if any(record.sort is not None for record in found) or sign.TOLD.search(reading.line):
        return True
    return any(_is_recent(each.period, today) for each in reading.periods)


def _is_recent(period: Period, today: date) -> bool:
    return period.start <= today and (period.end - period.start).days <= 31 and (today - period.end).days <= 31


# An answer to what a form has just asked


def _answer(reading: Reading, item: Indicator, scene: Scene) -> Understood | None:
    """'5', 'không', 'chưa rõ', '412/420' alone are the figure that was asked for."""
    amount = _without_words(reading, COURTESIES.sub("", reading.line.strip()).strip(), item)
    if amount is not None:
        period = reading.periods[0].period if reading.periods else None
        heard = Heard(item.id, item.name, amount, item.measure, period, words=reading.text.strip())
        return _understood(Intent.PROGRESS, [Record(heard, Sort.NUMBER)], scene)
    if sign.asks(reading) or sign.corrects(reading) or sign.deletes(reading):
        return None
    if not reading.figures and sign.is_courtesy(reading.text):
        return None  # 'cảm ơn em nhiều' counts nothing
    found = records(reading, scene.catalogue, scene.lexis, item)
    if not found or found[0].heard.indicator != item.id or found[0].sort is None:
        return None
    return _understood(Intent.PROGRESS, found, scene)


def _without_words(reading: Reading, line: str, item: Indicator) -> Amount | None:
    """A single spoken number, a 'không', a 'chưa rõ'."""
    padded = f" {line} "
    if NOT_APPLICABLE.search(padded):
        return Amount(Standing.NOT_APPLICABLE)
    if NOT_KNOWN.search(padded) and len(line.split()) <= 6:
        return Amount(Standing.UNKNOWN)
    if line in NO and not reading.figures:
        return Amount(Standing.FIGURE, Decimal(0))
    if line in FULL and item.kind is Kind.PERCENT:
        return Amount(Standing.FIGURE, Decimal(100))
    if not reading.figures and not reading.periods:
        value = parse_number(reading.text.strip(" .!,ạẠ"))
        return None if value is None else Amount(Standing.FIGURE, value)
    return None


# Putting right and taking out


def _before(scene: Scene) -> list[Heard]:
    """The figures of the newest earlier text that has any."""
    for place in range(len(scene.previous) - 1, -1, -1):
        earlier = understand(scene.previous[place], scene.catalogue, scene.today, scene.previous[:place])
        if earlier.heard:
            return list(earlier.heard)
    return []


def _deleted(reading: Reading, scene: Scene) -> Understood:
    """Always asked first: what was named, or the last figure of what was said before."""
    named = [record.heard for record in records(reading, scene.catalogue, scene.lexis)]
    meant = _meant_by(named, _before(scene))
    if not meant:
        return _said(Intent.DELETE, "confirm_delete", sentences.DELETE_WHAT)
    told = "; ".join(sentences.line(heard) for heard in meant)
    return Understood(Intent.DELETE, tuple(meant), (Problem("confirm_delete", sentences.confirm_delete(told), 0),))


def _meant_by(named: Sequence[Heard], earlier: Sequence[Heard]) -> list[Heard]:
    found = []
    for heard in named:
        known = _same_as(heard, earlier)
        if heard.indicator is None and known is None:
            continue
        base = known or heard
        amount = heard.amount or base.amount
        found.append(replace(base, amount=amount, period=heard.period or base.period, words=heard.words))
    return found or list(earlier[-1:])


def _same_as(heard: Heard, earlier: Sequence[Heard]) -> Heard | None:
    """The earlier figure that is spoken of: by its indicator, else by its value, else the last."""
    if heard.indicator is not None:
        same = [each for each in earlier if each.indicator == heard.indicator]
    elif heard.amount is not None:
        same = [each for each in earlier if each.amount == heard.amount]
    else:
        same = list(earlier)
    return same[-1] if same else None


def _corrected(reading: Reading, scene: Scene) -> Understood:
    """The figure as it should be; what the correction does not say is taken from what was said before."""
    wrong, right = _without_wrong(reading)
    told = [
        each
        for each in records(sign.without_correcting(right), scene.catalogue, scene.lexis)
        if each.heard.indicator or each.sort in TRUE_SORTS
    ]
    earlier = _before(scene)
    if not told and not earlier:
        return _said(Intent.CORRECTION, "not_understood", sentences.CORRECT_WHAT)
    if not told:
        told = [Record(Heard(None, "", None, "", _right_period(right)), None)]
    found = _understood(Intent.CORRECTION, [_completed(each, earlier, wrong, scene) for each in told], scene)
    return replace(found, wrong=wrong)


def _right_period(reading: Reading) -> Period | None:
    """'tháng 9 chứ không phải tháng 10' is September."""
    right = [each for each in reading.periods if not WRONG_AFTER.search(reading.bare[: each.start])]
    return right[-1].period if right else None


def _without_wrong(reading: Reading) -> tuple[Decimal | None, Reading]:
    """'6 chứ không phải 5', 'không phải 5 mà 6', 'từ 5 thành 6': the figure that was wrong, and the rest."""
    if len(reading.figures) < 2:
        return None, reading
    for figure in reading.figures:
        if WRONG_AFTER.search(reading.bare[: figure.start]):
            return figure.value, _dropped(reading, figure.start)
    first, second = reading.figures[:2]
    between = reading.bare[first.end : second.start]
    if RIGHT_BEFORE.search(reading.bare[: second.start]) and len(between.split()) <= 3:
        return first.value, _dropped(reading, first.start)
    return None, reading


def _dropped(reading: Reading, start: int) -> Reading:
    """The reading without the figure at this place."""
    return replace(reading, figures=tuple(figure for figure in reading.figures if figure.start != start))


def _completed(record: Record, earlier: Sequence[Heard], wrong: Decimal | None, scene: Scene) -> Record:
    heard = record.heard
    known = _corrects_which(heard, earlier, wrong)
    if known is None:
        return replace(record, heard=replace(heard, adds=False))
    item = scene.catalogue.find(heard.indicator or known.indicator)
    own_measure = heard.indicator or (heard.amount is not None and heard.amount.denominator is not None)
    measure = heard.measure if heard.amount and own_measure else known.measure
    filled = replace(
        heard,
        indicator=item.id if item else None,
        subject=item.name if item else "",
        amount=heard.amount or known.amount,
        measure=measure or (item.measure if item else ""),
        period=heard.period or known.period,
        candidates=() if item else heard.candidates,
        adds=False,
    )
    return Record(filled, record.sort or (Sort.NUMBER if filled.amount else None))


def _corrects_which(heard: Heard, earlier: Sequence[Heard], wrong: Decimal | None) -> Heard | None:
    if heard.indicator is not None:
        same = [each for each in earlier if each.indicator == heard.indicator]
        return same[-1] if same else (earlier[-1] if heard.amount is None and earlier else None)
    valued = [each for each in earlier if wrong is not None and each.amount and each.amount.value == wrong]
    return (valued or list(earlier))[-1] if earlier else None
