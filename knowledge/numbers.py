"""Which numbers stand in a text, written or spoken, and how is a number written in Vietnamese."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from knowledge.text import clean, fold, tokens

SCALES = {
    "tram": Decimal(100),
    "nghin": Decimal(1000),
    "ngan": Decimal(1000),
    "van": Decimal(10_000),
    "trieu": Decimal(1_000_000),
    "ty": Decimal(1_000_000_000),
    "ti": Decimal(1_000_000_000),
}
SHORT_SCALES = {"k": SCALES["nghin"], "tr": SCALES["trieu"], "ty": SCALES["ty"], "ti": SCALES["ty"]}
ALL_SCALES = {**SCALES, **SHORT_SCALES}
DIGITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "nham": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
TENS = ("muoi", "chuc")
JOINS = ("linh", "le")
HALF = "ruoi"
COMMAS = ("phay", "cham")
"""'Chín phẩy sáu', '2 chấm 5'."""

# Number words that mean something else with other marks: 'mười' is one, 'mươi' joins; 'tứ', 'từ', 'bảy', 'bay' …
MARKED_AS = {
    "khong": {"không"},
    "mot": {"một", "mốt"},
    "hai": {"hai"},
    "ba": {"ba"},
    "bon": {"bốn"},
    "tu": {"tư"},
    "nam": {"năm"},
    "lam": {"lăm"},
    "nham": {"nhăm"},
    "sau": {"sáu"},
    "bay": {"bảy", "bẩy"},
    "tam": {"tám"},
    "chin": {"chín"},
    "muoi": {"mười", "mươi"},
    "chuc": {"chục"},
    "tram": {"trăm"},
    "nghin": {"nghìn"},
    "ngan": {"ngàn"},
    "van": {"vạn"},
    "trieu": {"triệu"},
    "ty": {"tỷ", "tỉ"},
    "ti": {"tỉ", "ti"},
    "linh": {"linh"},
    "le": {"lẻ"},
    "ruoi": {"rưỡi", "rưởi"},
    "phay": {"phẩy", "phảy"},
    "cham": {"chấm"},
}

# One spoken word is a number only before something counted: 'một số', 'trong năm', 'ba mẹ' are none.
COUNTED = (
    *("doan vien", "dong chi", "nguoi", "can", "cuoc", "lan", "don vi", "co quan", "doanh nghiep", "cong ty", "cdcs"),
    *("cong doan", "phan tram", "ke hoach", "khau", "nhiem vu", "chi tieu", "muc", "lao dong", "cong nhan", "can bo"),
    *("suat", "phan qua", "ban", "lop", "buoi", "hoi nghi", "dv", "nld", "nha", "ngoi nha", "to", "ca", "ban tuldtt"),
    *("sang kien", "dong", "ngay", "thang", "quy", "giai phap", "dot pha", "nu", "nam gioi", "chu tich", "vu", "don"),
)
NEVER_ALONE = ("khong", "tu", "chuc", "lam", "nham", "tram", "nghin", "ngan", "van", "trieu", "ty", "ti")
YEAR_BEFORE = ("trong", "moi", "hang", "cuoi", "dau", "ca", "cac", "nhung", "mot", "het", "tung", "cua", "qua", "ve")

THOUSANDS = ("nghin", "ngan", "trieu", "ty", "ti", "k", "tr")
EACH = re.compile(
    r" (?:suat|nguoi|bua|thang|ngay|nam|ca|hoc vien|lop|cai|can|ho|em|chau|buoi|gio|lan|phan|can bo|don vi|cuon|bo)\b"
)
DECIMAL = re.compile(rf"cham (?:\d+|(?:{'|'.join(DIGITS)})) ?(?:ty|ti|trieu|tr|nghin|phan tram|%)")
"""'2 cham 5 ty' is 'chấm'; 'nop cham 5 ngay' is 'chậm'."""
PRICE_LEAST = 5_000
"""From here on a number before 'một suất' is a price."""

WRITTEN = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,3}(?: \d{3})+(?![\d.,])"
    r"|\d{1,15}(?:[.,]\d{1,6})?(?!\d))(?:(?P<short>tr|ty|ti|k)(?P<tail>\d{1,3})?(?![\w]))?"
)
RATIO = re.compile(r"(?<![\d/.,])(\d+(?:\.\d{3})*)\s*/\s*(\d+(?:\.\d{3})*)(?![\d/]|[.,]\d)")
PERCENT = re.compile(r"\s*(?:%|phan tram\b|ptram\b)")
PERCENT_AT_END = re.compile(r"\s*(?:%|phan tram)$")


@dataclass(frozen=True, slots=True)
class Number:
    """One number and where it stands in `clean(text)`; the span of a percentage ends after its sign."""

    value: Decimal
    start: int
    end: int
    is_percent: bool = False
    is_spoken: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """'412/420' with its span in `clean(text)`; a caller that expects days asks for dates first."""

    numerator: Decimal
    denominator: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a number: digits as written, or one number word."""

    word: str
    start: int
    end: int
    value: Decimal | None = None
    digits: int = 0


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number in order: '12tr5', '6,4 tỷ', 'ba mươi hai', '24 nghìn rưỡi', 'một đoàn viên'; not 'trong năm'."""
    cleaned = clean(text)
    bare = fold(cleaned)
    found = (_number(run, bare) for run in _runs(_pieces(cleaned, bare), bare))
    # Without marks 'tỷ lệ' looks like a thousand million and odd.
    return tuple(number for number in found if number and bare[number.start : number.end] not in ("ty le", "ti le"))


def parse_number(text: str) -> Decimal | None:
    """The value when the whole text is one number, a single word such as 'năm' or 'không' included; else None."""
    cleaned = clean(text).strip()
    bare = fold(cleaned)
    sign = PERCENT_AT_END.search(bare)
    cleaned, bare = (cleaned[: sign.start()], bare[: sign.start()]) if sign else (cleaned, bare)
    pieces = tuple(_pieces(cleaned, bare))
    covered = "".join(bare[piece.start : piece.end] for piece in pieces)
    if covered.replace(" ", "") != bare.replace(" ", "") or not pieces:
        return None
    return _value(pieces)


def find_ratios(text: str) -> tuple[Ratio, ...]:
    """Each 'n/m' that no date, document number or longer chain surrounds."""
    cleaned = clean(text)
    return tuple(
        Ratio(_written_value(match[1]), _written_value(match[2]), *match.span())
        for match in RATIO.finditer(cleaned)
        if not cleaned[: match.start()].endswith(("-", "/")) and not re.match(r"\s*/", cleaned[match.end() :])
    )


def written(value: Decimal) -> str:
    """A number as Vietnamese writes it: 30000 is '30.000', 6.40 is '6,4', 96 is '96'."""
    if not value.is_finite():
        return str(value)
    whole, _, fraction = f"{value:f}".partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def digits_value(said: Sequence[str]) -> int | None:
    """Bare number words read as a whole number, one digit after the other allowed: ('hai', 'tu') is 24."""
    if not said or any(word not in MARKED_AS for word in said):
        return None
    value = _value(tuple(_Piece(word, 0, 0) for word in said))
    return int(value) if value is not None and value == value.to_integral_value() else None


# Finding the pieces


def _pieces(cleaned: str, bare: str) -> Iterator[_Piece]:
    end = 0
    for piece in sorted((*_written_pieces(bare), *_word_pieces(cleaned)), key=lambda piece: (piece.start, -piece.end)):
        if piece.start >= end:
            end = piece.end
            yield piece


def _written_pieces(bare: str) -> Iterator[_Piece]:
    for match in WRITTEN.finditer(bare):
        start, end = match.span("number")
        yield _Piece("", start, end, _written_value(match["number"]), _digit_count(match["number"]))
        if match["short"]:
            yield _Piece(match["short"], *match.span("short"), value=None)
        if match["tail"]:
            yield _Piece("", *match.span("tail"), Decimal(match["tail"]), len(match["tail"]))


def _word_pieces(cleaned: str) -> Iterator[_Piece]:
    before = ""
    for token in tokens(cleaned):
        is_point = token.text != "cham" or DECIMAL.match(fold(cleaned), token.start) is not None
        is_sign = (before, token.bare) == ("phan", "tram")  # '93 phần trăm năm 2025' holds no 150
        is_word = not token.is_marked or token.text in MARKED_AS.get(token.bare, ())
        if token.bare in MARKED_AS and is_word and is_point and not is_sign:
            yield _Piece(token.bare, token.start, token.end)
        before = token.bare


def _digit_count(number: str) -> int:
    return sum(letter.isdecimal() for letter in number)


def _written_value(number: str) -> Decimal:
    """'30.000' and '30 000' are thousands, '6,4' and '12.5' are not; a leading zero never groups."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", number):
        return Decimal(number.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[1-9]\d{0,2}(?:[, ]\d{3})+", number):
        return Decimal(number.replace(",", "").replace(" ", ""))
    if number.count(".") + number.count(",") > 1 or " " in number:
        return Decimal(re.sub(r"[., ]", "", number))
    return Decimal(number.replace(",", "."))


def _runs(pieces: Iterator[_Piece], bare: str) -> Iterator[tuple[_Piece, ...]]:
    """Pieces with nothing but spaces between them that may belong to one number."""
    run: list[_Piece] = []
    for piece in pieces:
        if run and (bare[run[-1].end : piece.start].strip(" ") or not _continues(run, piece)):
            yield tuple(run)
            run = []
        run.append(piece)
    if run:
        yield tuple(run)


def _continues(run: Sequence[_Piece], piece: _Piece) -> bool:
    """Two written numbers in a row are two numbers, unless a scale stands between ('6 tỷ 400 triệu')."""
    if piece.value is not None:
        return run[-1].word in ALL_SCALES or run[-1].word in COMMAS
    if run[-1].value is not None:
        return piece.word in ALL_SCALES or piece.word in (*TENS, HALF, *COMMAS)
    return True


def _number(run: tuple[_Piece, ...], bare: str) -> Number | None:
    run = _without_each(_without_commas(_without_years(_without_year_word(run, bare))), bare)
    if not run:
        return None
    percent = PERCENT.match(bare, run[-1].end)
    if not _is_number(run, bare):
        return None
    value = _value(run)
    if value is None:
        return None
    is_spoken = all(piece.value is None for piece in run)
    return Number(value, run[0].start, percent.end() if percent else run[-1].end, percent is not None, is_spoken)


def _without_year_word(run: tuple[_Piece, ...], bare: str) -> tuple[_Piece, ...]:
    """'năm hai không hai tư' and 'năm 2024' begin with the word for year, 'năm mươi' does not."""
    if run[0].word != "nam" or len(run) == 1:
        return run
    if run[1].word in (*TENS, HALF, *COMMAS) or run[1].word in SCALES:
        return _without_year_word(run[1:], bare) if _follows(bare, run[0].start, YEAR_BEFORE) else run
    return ()


def _without_years(run: tuple[_Piece, ...]) -> tuple[_Piece, ...]:
    """'Chín mươi lăm năm' is 95 years: no digit follows the ones, which 'lăm' and a digit behind 'mươi' are."""
    for place in range(2, len(run)):
        before, ones = run[place - 2].word, run[place - 1].word
        if run[place].word == "nam" and (ones in ("lam", "nham") or (ones in DIGITS and before in TENS)):
            return run[:place]
    return run


def _without_commas(run: tuple[_Piece, ...]) -> tuple[_Piece, ...]:
    """'Chấm 95 điểm' and 'được 95 chấm' hold no decimal: 'chấm' also marks papers."""
    while run and run[-1].word in COMMAS:
        run = run[:-1]
    while run and run[0].word in COMMAS:
        run = run[1:]
    return run


def _without_each(run: tuple[_Piece, ...], bare: str) -> tuple[_Piece, ...]:
    """'Hai mươi bảy nghìn một suất' is 27.000 for each, not 27.100: 'một' before what is paid for is no digit."""
    if len(run) < 3 or run[-1].word != "mot" or run[-2].word not in THOUSANDS or not EACH.match(bare, run[-1].end):
        return run
    value = _value(run[:-1])
    return run[:-1] if value is not None and value >= PRICE_LEAST else run


def _follows(bare: str, start: int, before: Sequence[str]) -> bool:
    return bare[:start].rstrip().rpartition(" ")[2] in before


def _is_number(run: tuple[_Piece, ...], bare: str) -> bool:
    """A written figure that is no year, words with a scale among them, many digits, or words before what is counted."""
    if any(piece.value is not None for piece in run):
        return not _is_year(run, bare)
    words = [piece.word for piece in run]
    if words[0] == "tu" and words[1:2] and words[1] in SCALES:
        return False  # four of a scale are 'bốn'; without marks 'tư vấn' and 'từ triệu' look so
    if any(word in TENS or word in SCALES or word in COMMAS for word in words) and len(words) > 1:
        return True
    if len(words) > 2 and all(word in DIGITS for word in words):
        return True
    return _is_counted(run, bare)


def _is_year(run: tuple[_Piece, ...], bare: str) -> bool:
    value = run[0].value
    return len(run) == 1 and value is not None and 1900 <= value <= 2100 and _follows(bare, run[0].start, ("nam",))


def _is_counted(run: tuple[_Piece, ...], bare: str) -> bool:
    """One or two words before a thing that is counted: 'ba đoàn viên', 'hai tư căn', 'trăm phần trăm'."""
    rest = bare[run[-1].end :].lstrip(" ")
    if PERCENT.match(rest):
        return True
    first = run[0].word
    if len(run) == 1 and (first in NEVER_ALONE or first in (*JOINS, HALF, *COMMAS)):
        return False
    if first == "nam" and (_follows(bare, run[0].start, YEAR_BEFORE) or not run[0].start):
        return False
    return any(re.match(rf"{noun}\b", rest) for noun in COUNTED)


# Adding up


@dataclass(slots=True)
class _Sum:
    """A number while it is read: `total` is finished, `part` is below the next scale, `digit` not yet placed."""

    total: Decimal = Decimal(0)
    part: Decimal = Decimal(0)
    digit: Decimal | None = None
    digits: int = 0
    last: Decimal = Decimal(1)
    said_join: bool = False

    def take_digit(self, value: Decimal, digits: int) -> None:
        self.digit = value if self.digit is None else self.digit * 10**digits + value
        self.digits += digits

    def take_ten(self) -> None:
        self.part += (Decimal(1) if self.digit is None else self.digit) * 10
        self._placed(Decimal(10))

    def take_scale(self, scale: Decimal) -> None:
        below = self.part + (self.digit or 0)
        if scale == 100:
            self.part += (Decimal(1) if self.digit is None else self.digit) * 100
        elif below == 0 and self.digit is None and self.total:
            self.total *= scale
        else:
            self.total += (below if below or self.digit is not None else Decimal(1)) * scale
            self.part = Decimal(0)
        self._placed(scale)

    def take_half(self) -> None:
        self.part += (self.digit or 0) + self.last / 2
        self._placed(Decimal(1))

    def finished(self) -> Decimal:
        return self.total + self.part + self._last_digit()

    def _placed(self, last: Decimal) -> None:
        self.last, self.digit, self.digits, self.said_join = last, None, 0, False

    def _last_digit(self) -> Decimal:
        """'sáu tỷ tư' is 6,4 tỷ, '12tr5' is 12,5 triệu; 'một trăm linh năm' is 105, 'hai nghìn hai tư' 2024."""
        if self.digit is None:
            return Decimal(0)
        is_tail = self.last >= 100 and not self.said_join and (self.digits == 1 or self.last > 1000)
        return self.digit * self.last / 10**self.digits if is_tail else self.digit


def _value(pieces: Sequence[_Piece]) -> Decimal | None:
    for place, piece in enumerate(pieces):
        if piece.word in COMMAS:
            return _with_comma(pieces[:place], pieces[place + 1 :])
    adding = _Sum()
    return adding.finished() if all(_take(adding, piece) for piece in pieces) else None


def _take(adding: _Sum, piece: _Piece) -> bool:
    """Adds one piece; False where it cannot belong to a number."""
    scale = ALL_SCALES.get(piece.word)
    if piece.value is not None:
        adding.take_digit(piece.value, piece.digits)
    elif piece.word in DIGITS:
        adding.take_digit(Decimal(DIGITS[piece.word]), 1)
    elif piece.word in TENS:
        adding.take_ten()
    elif scale:
        adding.take_scale(scale)
    elif piece.word == HALF:
        adding.take_half()
    elif piece.word in JOINS:
        adding.said_join = True
    else:
        return False
    return True


def _with_comma(before: Sequence[_Piece], after: Sequence[_Piece]) -> Decimal | None:
    """'sáu phẩy bốn tỷ' is 6,4 tỷ: the scale after the digits counts for the whole."""
    whole = _value(before) if before else None
    fraction = [piece for piece in after if piece.word in DIGITS or piece.value is not None]
    scales = [ALL_SCALES.get(piece.word) for piece in after[len(fraction) :]]
    factor = prod((scale for scale in scales if scale), start=Decimal(1))
    if whole is None or not fraction:
        return None
    digits = "".join(str(DIGITS[piece.word]) if piece.value is None else f"{piece.value:f}" for piece in fraction)
    return (whole + Decimal(digits) / Decimal(10) ** len(digits)) * factor


def says_any(text: str, figures: Collection[Decimal]) -> bool:
    """Whether one of the figures stands in the text, in digits or in words."""
    if not figures:
        return False
    if any(re.search(rf"(?<![\d.,]){re.escape(written(figure))}(?![\d]|[.,]\d)", text) for figure in figures):
        return True
    return any(number.value in figures for number in find_numbers(text))
