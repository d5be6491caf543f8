"""Is a message nothing but a figure for the one that waits, and does it come on top of it, or off it? Pure."""

from enum import StrEnum

from handlers.talk import Scene
from knowledge.text import words
from union.entry.figures import Figure, Sort
from union.entry.reading import Reading, read
from union.indicators import Indicator, Kind
from union.nouns import ADDRESSES, noun_group
from union.phrases import FAINT, Lexis, lexis_of

LESS = frozenset(words("bot tru"))
"""'bớt 2' takes two off what waits."""
UNSURE = frozenset(words("giam rut bo loai hut mat tang"))
"""'giảm 2', 'bỏ 2', 'tăng 2' may be of what waits, and may be something else."""
MORE = "them"
ANEW = frozenset(words("con la thanh len xuong bang lai tong"))
"""'bớt còn 9', 'thêm thành 13' say the figure as it shall be."""
AROUND = frozenset(
    words(
        "a ah oi ui uh u ok da vang nhe nha ne thoi roi nua day luon giup gium ho cho xin nho chi dung chinh xac"
        " em toi minh anh ben don vi dong chi tro ly ad"
        " nham sai lon sot sua doi thay the chinh cap nhat go nhap ghi bao viet noi bam"
        " khong ko k chu ma phai ra te thuc moi lai thanh bang len xuong con dat khoang chung tam uoc gan hon it"
        " nhieu va voi cong di mat vay chac hinh nhu hoi nay luc"
    )
)
"""What may stand around a figure that is meant for what waits: courtesies, doubts, and words that put right."""
NAMES_A_WHOLE = frozenset(words("tong"))
"""'tổng 33' is rather of everybody than of what waits."""


class Change(StrEnum):
    """What a figure does to the one that waits."""

    ANEW = "anew"
    MORE = "more"
    LESS = "less"
    UNSURE = "unsure"


def is_only_a_figure(said: str, item: Indicator | None, scene: Scene) -> bool:
    """'6', 'à nhầm, 6 đv thôi', 'thêm 2' are of what waits; 'giảm 2 về hưu', '5 triệu tiền quỹ' speak of another."""
    lexis = lexis_of(scene.catalogue)
    reading = read(said, lexis, scene.today)
    if not all(fits(figure, item) for figure in reading.figures):
        return False
    known = (FAINT - NAMES_A_WHOLE) | AROUND | LESS | UNSURE | {MORE} | own_words(item, lexis)
    counted = {word for figure in reading.figures if figure.noun for word in figure.noun.words}
    return all(word.bare in known or word.bare in counted for word in reading.words)


def own_words(item: Indicator | None, lexis: Lexis) -> frozenset[str]:
    """The words by which an indicator is called."""
    owned = (
        each for known, each in zip(lexis.indicators, lexis.explained, strict=True) if item and known.id == item.id
    )
    return frozenset().union(*owned)


def fits(figure: Figure, item: Indicator | None) -> bool:
    """Whether a figure can be the indicator's: money is no people, houses are no visits."""
    if item is None:
        return True
    if figure.sort is Sort.MONEY:
        return item.kind is Kind.MONEY
    if figure.sort is Sort.PERCENT:
        return item.kind is Kind.PERCENT
    if figure.noun is None or figure.noun.shown in ADDRESSES or item.kind is Kind.PERCENT:
        return True
    group = noun_group(" ".join(words(item.measure)))
    return group in {"", figure.noun.group}


def change_in(text: str, item: Indicator | None, scene: Scene) -> Change:
    """'thêm 2' comes on top, 'bớt 2' off it, 'bớt còn 9' and '9' stand anew; 'giảm 2' and 'bỏ 2' nobody can tell.

    What takes off stands right before the figure: 'đoàn phí trừ vào lương 95%' takes nothing off.
    """
    lexis = lexis_of(scene.catalogue)
    reading = read(text, lexis, scene.today)
    said = before_figure(reading)
    own = own_words(item, lexis)
    is_next = True
    for place in range(len(said) - 1, -1, -1):
        if said[place] in ANEW:
            return Change.ANEW
        if said[place] == MORE:
            return Change.MORE
        if is_next and said[place] in LESS:
            return Change.LESS
        if is_next and said[place] in UNSURE and said[place] not in own:
            return Change.UNSURE
        is_next = is_next and said[place] in AROUND
    return Change.ANEW


def before_figure(reading: Reading) -> list[str]:
    """The bare words before the first figure."""
    start = reading.figures[0].start if reading.figures else 0
    return [word.bare for word in reading.words if word.start < start]
