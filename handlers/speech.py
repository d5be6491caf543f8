"""What a speaker's words may be about, and a few things that all who listen ask of them: does it ask, is it a yes?"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlmodel import Session

from handlers import wording
from handlers.talk import Talk
from handlers.wording import plain
from knowledge.document import UnitCode
from knowledge.library import Library
from knowledge.text import Token, clean, fold, tokens
from union import store
from union.catalogue import catalogue_of
from union.entry.reading import read
from union.indicators import Catalogue, Indicator, catalogue
from union.nouns import noun_words
from union.phrases import FAINT, Spoken, lexis_of, matches
from union.records.store import own_indicators

KEPT_MOST = 256
WHOLE = 0.99


def catalogue_for(library: Library, codes: Sequence[UnitCode], own: tuple[Indicator, ...] = ()) -> Catalogue:
    """The office's own indicators, the targets of these units' documents, and the common ones; kept per library."""
    issuing = {document.header.issuer_code for document in library.documents}
    key = (tuple(code for code in codes if code in issuing), own)
    kept = _catalogues(library)
    found = kept.get(key)
    if found is None:
        made = catalogue_of(library.documents, key[0])
        found = catalogue((*own, *made.indicators)) if own else made
        if len(kept) >= KEPT_MOST:
            kept.clear()
        kept[key] = found
    return found


@lru_cache(maxsize=2)
def _catalogues(_library: Library) -> dict[tuple[tuple[UnitCode, ...], tuple[Indicator, ...]], Catalogue]:
    """The catalogues made from one library; they go when it does."""
    return {}


def codes_of(db: Session, talk: Talk) -> tuple[UnitCode, ...]:
    """Whose documents a speaker's words are read by: their own units, those above, those they took over."""
    units = tuple(dict.fromkeys(seat.unit for seat in talk.person.seats)) if talk.person else ()
    return kin_codes(db, units, talk.visit.today)


def kin_codes(db: Session, units: Sequence[UnitCode], day: date) -> tuple[UnitCode, ...]:
    """The units, those above them, and those they took over."""
    kin = store.kin_of(db, units, day)
    return tuple(dict.fromkeys((*kin.own, *kin.above, *kin.succeeded)))


def catalogue_of_talk(db: Session, talk: Talk) -> Catalogue:
    """The indicators that the speaker may speak of."""
    return catalogue_for(talk.visit.library, codes_of(db, talk), own_indicators(db))


def catalogue_of_unit(db: Session, talk: Talk, unit: UnitCode) -> Catalogue:
    """The indicators that one unit's figures are of."""
    return catalogue_for(talk.visit.library, kin_codes(db, (unit,), talk.visit.today), own_indicators(db))


def holds_a_name(said: str, catalogue: Catalogue, today: date) -> bool:
    """Whether some word of a message is none of figures and indicators, and may therefore name a unit."""
    lexis = lexis_of(catalogue)
    known = FAINT | noun_words()
    return any(word.bare not in lexis.weight and word.bare not in known for word in read(said, lexis, today).words)


ENOUGH, ENOUGH_IN_PART = 1.2, 4.5
"""What an indicator must explain of a sentence when all words of one of its names are there, and when only some are."""


def indicator_in(said: str, catalogue: Catalogue, today: date) -> Indicator | None:
    """The indicator that a sentence without a figure speaks of, whatever else it says; None where none surely is."""
    lexis = lexis_of(catalogue)
    line = tuple(word.bare for word in read(said, lexis, today).words)
    found = [
        match
        for match in matches((Spoken((line,)),), lexis)
        if match.hits >= (ENOUGH if match.cover >= WHOLE else ENOUGH_IN_PART)
    ]
    best = max(found, key=lambda match: (match.cover >= WHOLE, match.hits), default=None)
    return best.indicator if best else None


# Asking and telling

ASKS = (
    "bao nhiêu", "bao lâu", "bao giờ", "mấy", "nào", "gì", "ai", "sao", "ở đâu", "về đâu", "phải không", "đúng không",
    "có phải", "hay không", "được không",
)  # fmt: skip
ASKS_AT_END = frozenset({"không", "ko", "hong", "chưa", "chua", "khong"})
"""'… được không', 'đã nộp chưa'."""
TRADES = ("ty", "cty", "nganh", "xuong")
"""'Công ty May …' is a name where marks are missing."""


def asks(said: str) -> bool:
    """Whether a word of the sentence, or its sign, asks: 'kết nạp mấy người', 'đã nộp chưa', 'tháng 10 thì sao'."""
    listed = tokens(said)
    return "?" in said or _holds(listed) or (len(listed) > 2 and plain(said).rpartition(" ")[2] in ASKS_AT_END)


def _holds(said: tuple[Token, ...]) -> bool:
    """Whether a word that asks is said: with its marks where the writer typed marks, without any where not."""
    with_marks = any(token.is_marked for token in said)
    listed = [token.text if with_marks else token.bare for token in said]
    for phrase in ASKS:
        wanted = phrase.split() if with_marks else fold(phrase).split()
        for place in range(len(listed) - len(wanted) + 1):
            if listed[place : place + len(wanted)] == wanted and not _is_trade(listed, place):
                return True
    return False


def _is_trade(said: list[str], place: int) -> bool:
    """'cong ty may': the garment maker, not 'mấy'."""
    return said[place] == "may" and place > 0 and said[place - 1] in TRADES


WHO = r"(?:(?:em|toi|minh|chung toi|ben (?:em|toi|minh)|don vi(?: em| toi| minh)?|truong(?: em| toi| minh)?) )?"
SENT = re.compile(
    WHO + r"(?P<done>(?:da|vua|moi) )?(?:(?:xin|muon|can|cho(?: em| toi| minh)?|gio) )*"
    r"(?:gui|nop|lam|khai|lap)(?P<ready> xong| roi)? (?:ban )?(?:bao cao|bc)\b(?P<rest>.*)"
)
SENT_ALREADY = re.compile(r"(?:bao cao|bc)\b.*\b(?:gui|nop|lam)(?: xong)? (?:roi|r|xong)\b.*")
REST = re.compile(
    r"(?: (?:roi|xong|r|luon|giup|ho|day|thang|quy|nam|tuan|nay|truoc|cuoi|dau|so ket|tong ket|[ivx]+|\d+|\d+/\d+"
    r"|cho van phong|cho vp|len van phong|van phong|len tren|cap tren))*"
)
"""What may follow 'nộp báo cáo' without making a question of it; 'nộp báo cáo hàng tháng' is a question cut short."""


def is_filing(said: str) -> bool:
    """'đã gửi báo cáo', 'nộp báo cáo tháng 11', 'báo cáo gửi rồi'; not 'hạn nộp báo cáo', not 'đã gửi báo cáo chưa'."""
    bare = plain(said)
    if asks(said):
        return False
    if SENT_ALREADY.fullmatch(bare):
        return True
    sent = SENT.fullmatch(bare)
    return sent is not None and bool(sent["done"] or sent["ready"] or REST.fullmatch(sent["rest"]))


WRONG = r"(?:a|oi|thoi|nham|sai|lon|(?:ghi|bao|nhap|go|gui) (?:nham|sai|lon))(?: mat)?(?: roi)?"
BACK = (
    r"(?: (?:di|luon|het|ngay|giup|ho|dum|gium|bo|lai|cai|so|so lieu|muc|dong|thao tac|buoc|ghi|nhap|bao|do|nay|ay"
    r"|no|vua|moi|roi|cuoi|cho|em|toi|minh))*"
)
TAKES_BACK = re.compile(rf"(?:{WRONG} )*(?P<verb>xoa|bo|huy|go|rut lai|thu hoi|hoan tac|hoan lai|undo)(?P<what>{BACK})")
UNDOES = frozenset({"hoan tac", "hoan lai", "undo"})
OF_A_FIGURE = re.compile(r"\b(?:so|muc|dong|cai|ghi)\b")


def takes_back(said: str) -> bool:
    """'xoá đi', 'ghi nhầm, bỏ đi', 'hoàn tác': what was done last is not wanted, whatever it was."""
    return TAKES_BACK.fullmatch(_unsigned(said)) is not None


def undoes(said: str) -> bool:
    """'hoàn tác': the last step, whichever way it went."""
    found = TAKES_BACK.fullmatch(_unsigned(said))
    return found is not None and found["verb"] in UNDOES


def undoes_anything(said: str) -> bool:
    """'xoá đi', 'hoàn tác'; 'xoá số vừa ghi' says that it is of a figure."""
    found = TAKES_BACK.fullmatch(_unsigned(said))
    return found is not None and OF_A_FIGURE.search(found["what"]) is None


def agrees_to_drop(said: str) -> bool:
    """'xoá luôn đi', 'huỷ số vừa ghi' where that is asked; 'huỷ đi', 'thôi bỏ đi', 'hoàn tác' may mean the question."""
    bare = _unsigned(said)
    found = TAKES_BACK.fullmatch(bare)
    if found is None or found["verb"] in UNDOES or bare.startswith("thoi "):
        return False
    return found["verb"] != "huy" or OF_A_FIGURE.search(found["what"]) is not None


def _unsigned(said: str) -> str:
    """The plain words without the signs between them."""
    return " ".join(re.sub(r"[.,;!:]", " ", plain(said)).split())


YES_AND_MORE = re.compile(r"(?P<yes>[^.,;\n]{1,16})[.,;\n]+\s*(?P<rest>\S.*)", re.DOTALL)


def yes_before(said: str) -> str:
    """'uh' of 'uh. co lui han dc ko': a yes with something behind it; 'dung' without its marks may be 'đừng'."""
    found = YES_AND_MORE.fullmatch(clean(said).strip())
    if found is None or not wording.is_yes(found["yes"]) or wording.courteous(found["yes"]) == "dung":
        return ""
    return found["yes"]
