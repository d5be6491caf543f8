"""What figures does a message hand over: each with its indicator, its period and what is known of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from knowledge.dates import Period
from knowledge.text import fold, long_words, words
from union.entry.choice import NOTHING, Choice, choose
from union.entry.figures import Figure, Sort
from union.entry.reading import Piece, Reading, pieces
from union.entry.values import Heard
from union.indicators import Catalogue, Indicator, Kind
from union.ledger import Amount, Standing, share
from union.nouns import ADDRESSES, GENERAL, Noun, noun_group
from union.phrases import Lexis, Spoken

NOT_KNOWN: Final = re.compile(
    r" (?:chua|khong) (?:ro|biet|nam (?:duoc|ro)|tong hop|thong ke|dem|co so(?: lieu)?|nho|chac)(?: |$)"
    r"| dang (?:tong hop|thong ke|cho so) "
)
NOT_APPLICABLE: Final = re.compile(
    r" (?:khong|chua) (?:ap dung|thuoc (?:dien|doi tuong|pham vi)|co doi tuong|lien quan|phai (?:lam|thuc hien)) "
)
NONE: Final = re.compile(r" (?:khong|chua|chang)(?: he)?(?= (?!phai\b))")
"""'không phải tháng 9' denies the month, and is no nought."""
NOT_YET: Final = re.compile(r" chua (?:xong|du|het|hoan thanh|day du) ")
DONE: Final = re.compile(r" (?:xong|xong ca|hoan thanh) ")
WHOLLY: Final = re.compile(r" (?:du|day du|tat ca|toan bo|het|xong het|toan the|dat du) ")
HALF: Final = re.compile(r" (?:mot nua|nua so|phan nua|duoc nua) ")
VAGUE: Final = re.compile(r" (?:vai|may|nhieu|it|mot so|mot it|vai ba|khong it|khong nhieu|day|chuc)(?: |$)")
OF_THE_PLAN: Final = re.compile(r"\b(?:chi thieu|chi tieu|ke hoach|kh|so voi|cung ky|du toan|nghi quyet giao)\b")
REACHED: Final = frozenset(words("dat ty le ti bang chiem tuong duong la khoang voi tuc ung so nguoi"))
EACH: Final = re.compile(
    r"\b(?:moi|/)\s?(?:suat|nguoi|phan|doan vien|truong hop|em|chau|ho|gia dinh|can|nha)\b|\btri gia moi\b"
    r"|/\s?(?:suat|nguoi|phan)"
)
ADDED: Final = re.compile(r" (?:them .*nua|cong them|bo sung them|bo sung|nua|tang them cho|ghi them) ")
IN_PLACE: Final = re.compile(
    r" (?:tong la|tong cong|luy ke|tat ca la|sua lai|dinh chinh|chot la|chot lai|thay bang|moi dung|dung la) "
)
TWO_PERIODS: Final = 0.5
"""'kết nạp tháng 10 được 2 tháng 11 được 3': what a piece loses that holds the period of the next figure too."""


@dataclass(frozen=True, slots=True)
class Made:
    """One figure with the indicator itself, while its message is read."""

    piece: Piece
    choice: Choice

    @property
    def indicator(self) -> Indicator | None:
        """The indicator that was recognised."""
        return self.choice.indicator


@dataclass(frozen=True, slots=True)
class Record:
    """One figure as it was heard, with the sort of figure it was."""

    heard: Heard
    sort: Sort | None


def records(reading: Reading, catalogue: Catalogue, lexis: Lexis, expected: Indicator | None = None) -> list[Record]:
    """Every figure of the message, in order; one that names no indicator is of the expected one."""
    cut = pieces(reading, Cutter(catalogue, lexis))
    cut = list(_pseudo(_without_asides(reading, _merged(cut, catalogue, lexis))))
    made: list[Made] = []
    for piece in cut:
        choice = _chosen(piece, made, catalogue, lexis)
        if expected is not None and not made and piece.figure is not None and choice.indicator is None:
            choice = Choice(expected)
        if piece.figure is None and choice.indicator is None and not choice.candidates:
            continue
        made.append(Made(piece, choice))
    if any(each.piece.figure is not None for each in made):
        made = [each for each in made if each.piece.figure is not None or _tells(each.piece)]
    if any(each.piece.figure in reading.figures for each in made):
        made = [each for each in made if each.choice != NOTHING or each.piece.figure in reading.figures]
    when = _periods(cut, made, reading)
    return [
        Record(_heard(each, period, reading), each.piece.figure.sort if each.piece.figure else None)
        for each, period in zip(made, when, strict=True)
    ]


def _tells(piece: Piece) -> bool:
    """A figureless piece beside others is asked about only when it says that something was done."""
    return any(word.bare in ("da", "vua", "xong", "roi", "duoc") for word in piece.words)


@dataclass(frozen=True, slots=True)
class Cutter:
    """Shares out the words between figures so that each figure gets the indicator it fits best."""

    catalogue: Catalogue
    lexis: Lexis

    def __call__(self, reading: Reading, inside: Piece, counted: Sequence[Figure]) -> list[Piece]:
        """The pieces of one clause with several figures, by trying where one may end and the next begin."""
        edges = [inside.start, *(figure.start for figure in counted[1:]), inside.end]
        best: dict[int, tuple[float, list[Piece]]] = {inside.start: (0.0, [])}
        for number, figure in enumerate(counted):
            last = number == len(counted) - 1
            ends = [inside.end] if last else self._ends(reading, figure, counted[number + 1])
            reached: dict[int, tuple[float, list[Piece]]] = {}
            for end in ends:
                for start, (score, done) in best.items():
                    piece = part(reading, inside, figure, start, end)
                    found = choose([Spoken(piece.runs)], figure, self.catalogue, self.lexis)
                    total = score + found.score + (0.05 if end == edges[number + 1] else 0.0)
                    total -= TWO_PERIODS * max(sum(start <= each.start < end for each in reading.periods) - 1, 0)
                    if end not in reached or total > reached[end][0]:
                        reached[end] = (total, [*done, piece])
            best = reached
        return next(iter(best.values()))[1]

    def _ends(self, reading: Reading, figure: Figure, after: Figure) -> list[int]:
        """Where the words of a figure may end: where something may begin to be named, or before a period."""
        noun = len(figure.noun.words) if figure.noun and figure.noun.shown not in ADDRESSES else 0
        between = [word for word in reading.words if figure.end <= word.start < after.start]
        places = [word.start for word in between[noun:][:12] if word.bare in self.lexis.starts]
        places += [each.start for each in reading.periods if figure.end <= each.start < after.start]
        return sorted({*places, after.start})


def part(reading: Reading, inside: Piece, figure: Figure, start: int, end: int) -> Piece:
    """What stands between two places of a clause, with its figure."""
    return replace(
        inside,
        words=tuple(word for word in inside.words if start <= word.start < end),
        figure=figure,
        period=next((each.period for each in reading.periods if start <= each.start < end), None),
        start=start,
        end=end,
    )


def _merged(cut: Sequence[Piece], catalogue: Catalogue, lexis: Lexis) -> list[Piece]:
    """'thăm hỏi, tặng quà 3 người': words without a figure go with the figure that follows and lacks its own."""
    found: list[Piece] = []
    for piece in cut:
        waiting = found[-1] if found and _waits(found[-1]) else None
        together = _joined(waiting, piece, catalogue, lexis) if waiting and piece.figure is not None else None
        if together is None:
            found.append(piece)
        else:
            found[-1] = together
    return found


def _waits(piece: Piece) -> bool:
    """A few words without a figure that state nothing by themselves."""
    return piece.figure is None and bool(piece.words) and not _is_statement(piece) and len(piece.words) <= 6


def _joined(waiting: Piece, piece: Piece, catalogue: Catalogue, lexis: Lexis) -> Piece | None:
    own = choose([Spoken(piece.runs)], piece.figure, catalogue, lexis)
    theirs = choose([Spoken(waiting.runs)], piece.figure, catalogue, lexis)
    if own.indicator is None and (theirs.indicator is not None or theirs.candidates):
        return replace(_later(waiting, piece), words=(*waiting.words, *piece.words))
    if own.indicator is not None and len(waiting.words) <= 3 and theirs.indicator is not None:
        return _later(waiting, piece)
    return None


def _later(one: Piece, other: Piece) -> Piece:
    return replace(other, period=other.period or one.period, start=one.start)


def _line(piece: Piece) -> str:
    return f" {' '.join(word.bare for word in piece.words)} "


def _is_statement(piece: Piece) -> bool:
    line = _line(piece)
    return bool(NONE.search(line) or WHOLLY.search(line) or HALF.search(line) or VAGUE.search(line))


def _without_asides(reading: Reading, cut: Sequence[Piece]) -> Iterator[Piece]:
    """Without what repeats or compares: 'đạt 98%' after '412/420', '50% kế hoạch', 'mỗi suất 500k'."""
    last: Piece | None = None
    for piece in cut:
        figure = piece.figure
        if figure is None:
            yield piece
            continue
        said = reading.bare[max(piece.start - 3, 0) : piece.end]
        if EACH.search(said) and (figure.sort is Sort.MONEY) and last is not None:
            continue
        if last is not None and figure.sort is Sort.PERCENT and _repeats(piece, last):
            continue
        if last is not None and OF_THE_PLAN.search(said) and {word.bare for word in piece.words} <= PLAN_WORDS:
            continue
        last = piece
        yield piece


PLAN_WORDS: Final = REACHED | frozenset(
    words("chi thieu tieu ke hoach nam thang so voi cung ky tang giam du toan giao quy duoc de ra cua")
)


def _repeats(piece: Piece, last: Piece) -> bool:
    """A share that only says the ratio before it again, or how much of the plan a number is."""
    if not {word.bare for word in piece.words} <= PLAN_WORDS:
        return False
    return last.figure is not None and last.figure.sort in (Sort.RATIO, Sort.NUMBER, Sort.MONEY)


def _pseudo(cut: Iterator[Piece]) -> Iterator[Piece]:
    """What is said without digits: 'chưa có', 'đủ', 'một nửa', 'chưa rõ', 'vài'."""
    for piece in cut:
        if piece.figure is not None:
            yield piece
            continue
        sort = _sort_of(_line(piece))
        yield replace(piece, figure=Figure(sort, piece.end, piece.end)) if sort else piece


def _sort_of(line: str) -> Sort | None:
    if NOT_KNOWN.search(line):
        return Sort.UNKNOWN
    if NOT_APPLICABLE.search(line):
        return Sort.NOT_APPLICABLE
    if NOT_YET.search(line):
        return Sort.VAGUE
    if NONE.search(line):
        return Sort.ZERO
    if HALF.search(line):
        return Sort.HALF
    if WHOLLY.search(line):
        return Sort.ALL
    return Sort.VAGUE if VAGUE.search(line) or DONE.search(line) else None


def _chosen(piece: Piece, made: Sequence[Made], catalogue: Catalogue, lexis: Lexis) -> Choice:
    """By the piece's own words; else by those of the figure before ('…, nữ 180', 'tháng 10 thêm 3')."""
    own = choose([Spoken(piece.runs)], piece.figure, catalogue, lexis)
    last = made[-1] if made else None
    if last is None or piece.figure is None:
        return own
    bare = {word.bare for word in piece.words}
    if last.indicator and "nu" in bare and (own.indicator is None or len(bare) <= 4):
        women = _part(last.indicator, catalogue)
        if women:
            return Choice(women, (), 5.0)
    if own.indicator or own.candidates:
        return own
    shared = choose([Spoken(piece.runs), Spoken(last.piece.runs, 0.5)], piece.figure, catalogue, lexis)
    is_new = shared.indicator is not None and (
        piece.period is not None or shared.indicator != last.indicator or not piece.words
    )
    return shared if is_new else NOTHING


def _part(whole: Indicator, catalogue: Catalogue) -> Indicator | None:
    """The women among those: the part of an indicator whose name says so."""
    parts = [item for item in catalogue.indicators if item.part_of == whole.id]
    return next((item for item in parts if "nu" in fold(item.name).split()), None)


def _periods(cut: Sequence[Piece], made: Sequence[Made], reading: Reading) -> list[Period | None]:
    """Each figure's period: its own, else the last one said before, else the first said after, at the very end."""
    found: list[Period | None] = []
    for each in made:
        before = [piece.period for piece in cut if piece.start <= each.piece.start and piece.period is not None]
        after = [
            piece.period
            for piece in cut
            if piece.start > each.piece.start and piece.period is not None and not _begins_anew(piece, reading)
        ]
        found.append(each.piece.period or (before[-1] if before else None) or (after[0] if after else None))
    return found


def _begins_anew(piece: Piece, reading: Reading) -> bool:
    """'…, tháng 9 kết nạp 4': a period before its figure is not of the figures that came earlier."""
    if piece.figure is None:
        return False
    return any(piece.start <= each.start < piece.figure.start for each in reading.periods)


def _heard(made: Made, period: Period | None, reading: Reading) -> Heard:
    item, piece = made.indicator, made.piece
    amount = amount_of(piece.figure, item)
    return Heard(
        indicator=item.id if item else None,
        subject=item.name if item else "",
        amount=amount,
        measure=_measure(piece.figure, item),
        period=period,
        candidates=made.choice.candidates,
        words=reading.text[piece.start : piece.end].strip(" ,;.\n"),
        adds=adds(_line(piece)),
    )


def adds(line: str) -> bool | None:
    """'thêm 2 nữa' adds, 'tổng là 7' takes the place of what stands; else nobody knows."""
    if IN_PLACE.search(line):
        return False
    return True if ADDED.search(line) else None


def _measure(figure: Figure | None, item: Indicator | None) -> str:
    if figure is None:
        return item.measure if item else ""
    if figure.sort in (Sort.RATIO, Sort.PERCENT):
        return "%"
    if figure.sort is Sort.MONEY:
        return "đồng"
    if item is None:
        return figure.noun.shown if figure.noun else ""
    if figure.noun is None or figure.noun.shown in ADDRESSES or item.kind in (Kind.PERCENT, Kind.MONEY):
        return item.measure
    return item.measure if is_covered(figure.noun, item.measure) else figure.noun.shown


def is_covered(noun: Noun, measure: str) -> bool:
    """'người' said of members is the indicator's own measure, 'công đoàn cơ sở' is 'CĐCS'; 'lớp' is not 'buổi'."""
    said, own = set(noun.words), set(long_words(measure))
    return said <= own or own <= said or (noun.shown in GENERAL and noun_group(fold(measure)) == noun.group)


def amount_of(figure: Figure | None, item: Indicator | None) -> Amount | None:
    """What is known of the figure; None where none was said or none can be told."""
    if figure is None:
        return None
    standing = Standing.ESTIMATE if figure.is_about else Standing.FIGURE
    match figure.sort:
        case Sort.NUMBER | Sort.PERCENT | Sort.MONEY:
            return Amount(standing, figure.value)
        case Sort.RATIO:
            assert figure.numerator is not None
            assert figure.denominator is not None
            return Amount(standing, share(figure.numerator, figure.denominator), figure.numerator, figure.denominator)
        case Sort.ZERO:
            return Amount(Standing.FIGURE, Decimal(0))
        case Sort.UNKNOWN:
            return Amount(Standing.UNKNOWN)
        case Sort.NOT_APPLICABLE:
            return Amount(Standing.NOT_APPLICABLE)
        case Sort.ALL if item is not None and item.kind is Kind.PERCENT:
            return Amount(Standing.FIGURE, Decimal(100))
        case Sort.HALF if item is not None and item.kind is Kind.PERCENT:
            return Amount(Standing.ESTIMATE, Decimal(50))
        case _:
            return None
