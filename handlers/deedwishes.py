"""What an officer of the office wants done about the reports of others, and to which units; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.sorts import ANY, MASK, SAID, LeftOut, in_group, left_out, signed, sorts_in
from handlers.wording import is_yes, plain
from knowledge.document import UnitCode
from knowledge.text import clean, fold
from union.naming import Named, named_units
from union.roster import Unit, UnitKind

LENGTH_MAX = 600


class Deed(StrEnum):
    """What may be done."""

    CHASE = "chase"
    EXTEND = "extend"
    REFUSE = "refuse"
    EXCUSE = "excuse"
    UNEXCUSE = "unexcuse"
    BEHALF = "behalf"
    SUBMIT = "submit"
    """Handing in what was told by telephone."""
    PAPER = "paper"
    UNPAPER = "unpaper"
    SIGNED = "signed"
    UNSIGNED = "unsigned"
    TAKE_IN = "take_in"
    RETURN = "return"
    REQUEST = "request"
    ANSWERS = "answers"
    EXTENSIONS = "extensions"
    DUTIES = "duties"
    SET_DAY = "set_day"
    ABOLISH = "abolish"
    REST = "rest"
    WORKED = "worked"


MARKS = frozenset(
    {Deed.EXTEND, Deed.REFUSE, Deed.EXCUSE, Deed.UNEXCUSE, Deed.PAPER, Deed.UNPAPER, Deed.SIGNED, Deed.UNSIGNED,
     Deed.TAKE_IN, Deed.RETURN}
)  # fmt: skip
"""What is marked on one report of each unit."""
OF_DUTIES = frozenset({Deed.SET_DAY, Deed.ABOLISH, Deed.REST, Deed.WORKED})


@dataclass(frozen=True, slots=True)
class Order:
    """A sentence taken apart: whom it names and whom it leaves out, the reason, and what is left of it."""

    deed: Deed
    said: str
    named: tuple[Named, ...] = ()
    excepted: tuple[Named, ...] = ()
    group: str = ""
    """'all', or the sort of units that was said instead of names: 'truong' of 'các trường'."""
    reason: str = ""
    rest: str = ""
    """Without units and reason: where days and periods are looked for."""
    excepted_group: str = ""
    """The sort of units that is left out: 'truong' of 'trừ các trường'."""
    leaves_out: bool = False
    """Whether 'trừ …' was said: then somebody must be known to be left out."""
    lost: str = ""
    """The words after 'trừ' that name nobody who is known here."""

    @property
    def is_exception_lost(self) -> bool:
        """Whether somebody is to be left out and nobody knows whom: then nothing may be done, nor half of it."""
        return self.leaves_out and (bool(self.lost) or not (self.excepted or self.excepted_group))

    @property
    def unsure(self) -> Named | None:
        """The first name that several units have."""
        return next((each for each in (*self.named, *self.excepted) if len(each.candidates) > 1), None)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that are named, without those that are left out again."""
        return tuple(unit for each in self.named if (unit := each.candidates[0]).code not in self.left_out)

    @property
    def left_out(self) -> frozenset[str]:
        """The codes of those that are not meant."""
        return frozenset(each.candidates[0].code for each in self.excepted)


SORT = r"(?:truong|mam non|tieu hoc|thcs|thpt|cong ty|cty|doanh nghiep|nghiep doan|tram y te|tram|hop tac xa|htx)"
ONE = rf"(?:{ANY}|{SORT})"
MANY = r"(?:tat ca cac|tat ca|cac|nhung|moi|tung|toan bo cac|toan bo)"
ALL = rf"(?:het(?! han)|tat ca(?! cac)|toan bo(?! cac)|ca loat|{MANY} {ANY}|{ANY} (?:nao )?(?:con )?(?:lai|chua))"
GROUP = rf"(?:{ALL}|{MANY} {SORT})"
WHOM = rf"(?:{MASK}|{GROUP})"
POLITE = r"(?:(?:toi|em|minh|nho|giup|hay|de nghi|xin|da|vang|roi|van phong|vp|nhe|lam on) )*"
REPORT = r"(?:bao cao |bc )?"
DROP = r"(?:bo|xoa|go|huy|rut)"
SIGNED_COPY = r"ban (?:co |da )?(?:ky|dau|chu ky|dong dau)\b"
LATER = r"(?:lui|gia han)\b"
SHOWN = r"(?:xem |cho |tong hop |bang |danh sach |cac |nhung |co )"
WHOEVER = r"(?:nhung |cac |may |tat ca |het )*(?:ai |nguoi |don vi |dong chi |noi |cho |cdcs |dua )*(?:nao )?"
NOT_DONE = r"(?:con |van |ma |dang )*chua (?:nop|khai|gui|tra loi|bao cao)\b"
SPOKEN = (
    (Deed.UNPAPER, rf"{POLITE}{DROP}\b.*\bban giay\b.*"),
    (Deed.UNSIGNED, rf"{POLITE}{DROP}\b.*\b{SIGNED_COPY}.*"),
    (Deed.PAPER, rf"(?=.*{WHOM}).*\b(?:nhan|nop|gui|co)\b.*\bban giay\b.*"),
    (
        Deed.PAPER,
        (
            rf"(?=.*{WHOM}).*\b(?:nop|gui|nhan) (?:duoc )?(?:bao cao |bc )?(?:bang )?giay"
            rf"(?: (?:roi|nhe|a|{MASK}))*(?: cua .*)?"
        ),
    ),
    (Deed.SIGNED, rf"(?=.*{WHOM}).*\b(?:nhan|nop|gui|co)\b.*\b{SIGNED_COPY}.*"),
    (Deed.SUBMIT, rf"{POLITE}(?:nop|gui) {REPORT}(?:ho|thay|giup)\b.*|.*\b(?:nop|gui) (?:ho|thay)$"),
    (Deed.BEHALF, rf"(?:.*\b)?(?:ghi|nhap|khai) {REPORT}(?:ho(?! khau)|giup|thay)\b.*"),
    (Deed.ANSWERS, rf"{SHOWN}+(?:cau )?tra loi(?! ho\b| thay\b)\b.{{0,60}}"),
    (Deed.ANSWERS, r"(?:nhung |con )?(?:ai|don vi nao|bao nhieu don vi) (?:da |chua )?tra loi\b.{0,40}"),
    (Deed.EXTENSIONS, rf"{SHOWN}*(?:ai |don )(?:nao )?(?:dang )?xin {LATER}.{{0,20}}"),
    (Deed.UNEXCUSE, rf"{POLITE}(?:{DROP}|thoi|khong) mien\b.*{WHOM}.*"),
    (Deed.REFUSE, rf"{POLITE}(?:khong|ko|chua|tu choi)\b(?: dong y| duyet)?(?: cho)?(?: {MASK}| phep)? ?{LATER}.*"),
    (Deed.EXTEND, rf"{POLITE}(?:dong y |duyet |duyet don )?(?:cho |don )*(?:xin )?{LATER}.*{WHOM}.*"),
    (Deed.EXTEND, rf"{POLITE}(?:dong y |duyet )?(?:cho|de) .*{WHOM}.* ?\b{LATER}.*"),
    (Deed.EXTEND, rf"(?:dong y|duyet) (?:cho |don )?(?:xin )?{LATER}.*"),
    (Deed.EXTEND, rf"{POLITE}{WHOM} (?:xin |duoc |de nghi |muon )*{LATER}.*"),
    (Deed.EXCUSE, rf"{POLITE}(?:cho )?mien (?:bao cao |nop |bc )*(?:cho |cua )?(?:thang \d+ )?(?:cho )?{WHOM}.*"),
    (Deed.EXCUSE, rf"{POLITE}cho {WHOM} (?:duoc )?mien\b.*"),
    (Deed.RETURN, rf"{POLITE}(?:khong|ko|chua) tiep nhan\b.*{WHOM}.*"),
    (Deed.RETURN, rf"{POLITE}tra (?:lai|ve|bao cao|bc)\b.*{WHOM}.*|{POLITE}tra {WHOM}.*"),
    (Deed.TAKE_IN, rf"{POLITE}(?:da )?tiep nhan\b.*{WHOM}.*"),
    (Deed.CHASE, rf"{POLITE}(?:don doc|thuc|giuc)\b.*(?:{WHOM}|\bchua (?:nop|khai|gui|tra loi)\b|\bbao cao\b).*"),
    (Deed.CHASE, rf"{POLITE}nhac (?:lai |nho |tiep |rieng )*(?:cho )?{WHOM}.*"),
    (
        Deed.CHASE,
        rf"{POLITE}(?:nhac|don doc|giuc|thuc) (?:lai |nho |tiep |them |rieng )*(?:cho )?{WHOEVER}{NOT_DONE}.*",
    ),
    (Deed.CHASE, rf"{POLITE}(?:bao|noi|goi) (?:cho |voi )?{WHOM} (?:nop|gui|khai|lam)\b.*"),
    (Deed.ABOLISH, rf"{POLITE}(?:{DROP}|thoi|cham dut|ket thuc) (?:che do|viec thu|thu|yeu cau) .*"),
    (Deed.SET_DAY, rf"{POLITE}(?:dat|doi|sua|chinh|quy dinh)(?: lai)? (?:han|ngay nop)(?: nop)?\b.*\d.*"),
    (Deed.REST, rf"{POLITE}(?:duoc |cho )?nghi (?:le |bu |tet )?(?:tu )?(?:ngay |hom )?\d{{1,2}}[/-]\d.*"),
    (Deed.WORKED, rf"{POLITE}(?:di )?lam (?:bu|viec)(?: bu)? (?:vao )?(?:ngay |hom )?\d{{1,2}}[/-]\d.*"),
)
PATTERNS = tuple((deed, re.compile(pattern)) for deed, pattern in SPOKEN)
BEGINS = re.compile(
    rf"{POLITE}(?:(?:don doc|tiep nhan|tra lai|cho lui|khong lui|mien|bo mien|ghi ho|nop ho|gia han)\b"
    r"|da nhan ban (?:giay|ky)\b)"
)
DUTIES = re.compile(r"(?:xem |cac |danh sach |cho xem )*che do bao cao(?: (?:nao|hien co|cua van phong))?")
INSTEAD = re.compile(r"\b(?:ghi|nop|nhap|gui|khai) (?:bao cao )?(?:ho|thay|giup)\b")
TELL = r"(?:bao(?! cao)|(?<!nop )bao cao|tra loi|cho biet|cung cap|gui|thong ke|bao ve)"
PEOPLE = rf"(?:{MASK}|{MANY} {ONE})"
UNTIL = r"(?:\b(?:truoc|den|han|cham nhat|muon nhat)\b|\b\d{1,2} ?(?:h|g|gio)\b|\bhom nay\b|\bngay mai\b|\bsang mai\b)"
REQUEST = re.compile(rf"(?=.*{UNTIL}).{{0,60}}?(?<!\w){PEOPLE}(?!\w).*\b{TELL}\b.*")
ASKS = re.compile(
    r"\?\s*$|\b(?:chua|khong|ko|hong|the nao|ra sao|khi nao|bao gio|luc nao|la gi|nhu the nao|lam sao|o dau)$"
    r"|\b(?:khi nao|ngay nao|luc nao|bao gio|may gio|the nao|co phai|dung khong|duoc khong|ai phai|bao lau)\b"
)
RULES = re.compile(r"\b(?:phai|hang (?:thang|quy|nam|tuan)|quy dinh|dinh ky)\b")
"""Then it is the papers that are asked about, not the units."""
REASON = re.compile(r"(?<!don )(?<!che )(?<!tien )(?<!muc )\b(vi|boi vi|do|tai|ly do(?: la)?)\b:?\s+(?=\S)")
MARKED_REASONS = frozenset({"vì", "bởi vì", "do", "tại", "lý do", "lý do là", "lí do"})
REASONED = frozenset({Deed.EXTEND, Deed.REFUSE, Deed.EXCUSE, Deed.RETURN})
EXCEPT = re.compile(r"\b(?:tru|ngoai tru|tru ra|khong ke|chua ke)\b")
EVERYBODY = re.compile(rf"\b(?:{ALL})\b|\bchua (?:nop|khai|gui|tra loi)\b")
SOME = re.compile(rf"\b(?:{MANY}|may|khoi)(?: khoi)? (?P<sort>{SAID})\b")


LEAVE_OUT_MAX = 80
SOFT = r"(?:(?:a|gui|dung|ok|uh|u|duoc|dong y|thoi|nhung|ma|va|roi|quen|nho|cho|giup|xin|rieng|con)[ ,.]+)*"
SOFTLY = r"(?: (?:ra|di|nhe|nha|a|voi|giup|thoi|nua))*"
DO_NOT = r"(?:khong|ko|khoi|chua)(?: can| phai)? (?:nhac|don doc|gui|bao)"
LEAVE_OUT = re.compile(
    rf"{SOFT}(?:{DO_NOT}|ngoai tru|tru(?: ra)?|bo(?: bot)?|bot|loai)(?: (?:cho|ten|don vi|nhac|rieng))*:? "
    rf"(?P<whom>\w.*?){SOFTLY}$"
)
LEFT = re.compile(rf"{SOFT}(?P<whom>\w.*?),? (?:thi )?(?:thoi|bo ra|khoi|{DO_NOT}){SOFTLY}$")


def order_of(said: str, units: Sequence[Unit]) -> Order | None:
    """'đôn đốc hết, trừ Đồi Sim', 'cho Hoa Sen lùi đến 27/11', 'tiếp nhận hết'; None where it is nothing of that."""
    text = clean(said).strip()
    if len(text) > LENGTH_MAX:
        return None
    named = named_units(text, units)
    bare = plain(masked(text, named))
    deed = deed_of(bare)
    return None if deed is None else taken_apart(deed, text, named)


def deed_of(bare: str) -> Deed | None:
    """What is wanted, by the words with the units' names masked; a question is no order."""
    if DUTIES.fullmatch(bare):
        return Deed.DUTIES
    if is_request(bare):
        return Deed.REQUEST
    for deed, pattern in PATTERNS:
        if pattern.fullmatch(bare):
            listed = deed in {Deed.ANSWERS, Deed.EXTENSIONS}
            return deed if listed or not ASKS.search(before_reason(bare)) else None
    return None


def begins_order(said: str, shown: Sequence[str] = ()) -> bool:
    """Whether the first words are those of an order, whoever is named after them, or it is one about those shown."""
    return BEGINS.match(plain(said)) is not None or order_of(said, as_units(shown)) is not None


def as_units(shown: Sequence[str]) -> list[Unit]:
    """Units that have nothing but a name, so that a sentence can be searched for the names that were shown."""
    return [Unit(UnitCode(str(place)), name, UnitKind.GRASSROOTS) for place, name in enumerate(shown)]


def is_request(bare: str) -> bool:
    """'trước 16 giờ hôm nay các CĐCS báo …': units are to tell something by a moment, just once."""
    if INSTEAD.search(bare) or RULES.search(bare) or ASKS.search(bare.partition("bao nhieu")[0]):
        return False
    return REQUEST.fullmatch(bare) is not None


def before_reason(bare: str) -> str:
    """The words up to the reason, in which a 'không' asks nothing."""
    found = REASON.search(bare)
    return bare[: found.start()] if found else bare


def masked(text: str, named: Sequence[Named]) -> str:
    """The sentence with a sign in the place of each unit's name."""
    for each in reversed(named):
        text = f"{text[: each.start]} {MASK} {text[each.end :]}"
    return " ".join(text.split())


def blanked(text: str, named: Sequence[Named]) -> str:
    """The sentence with blanks in the places of the units' names: every other letter stays where it was."""
    for each in named:
        text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
    return text


def taken_apart(deed: Deed, text: str, named: Sequence[Named]) -> Order:
    """Whom it names, whom it leaves out, and why; a name within the reason names nobody."""
    blank = blanked(text, named)
    bare = fold(blank)
    why = reason_at(blank) if deed in REASONED else None
    end = why.start() if why else len(text)
    but = EXCEPT.search(bare, 0, end)
    edge = but.start() if but else end
    meant = tuple(each for each in named if each.end <= edge)
    out = left_out(fold(signed(text, named))[but.end() : end]) if but else LeftOut()
    lost = text[but.end() :][slice(*out.lost)].strip() if but and out.lost else ""
    return Order(
        deed,
        text,
        meant,
        tuple(each for each in named if edge < each.end <= end),
        "" if meant else group_of(bare[:edge]),
        text[why.end() :].strip(" .,;") if why else "",
        blank[:edge],
        out.sorts,
        but is not None,
        lost,
    )


def reason_at(blank: str) -> re.Match[str] | None:
    """Where 'vì …' begins; 'đơn vị' and 'chế độ' give no reason, however they are typed."""
    for found in REASON.finditer(fold(blank)):
        typed = blank[found.start(1) : found.end(1)].lower()
        if typed == fold(typed) or typed in MARKED_REASONS:
            return found
    return None


def group_of(bare: str) -> str:
    """'truong' of 'các trường', 'all' of 'hết'; empty where no group is said."""
    return sorts_in(bare, SOME) or ("all" if EVERYBODY.search(bare) else "")


@dataclass(frozen=True, slots=True)
class Less:
    """Who is left out of what was shown: in words, their places, and the words that name nobody of them."""

    whom: str = ""
    places: frozenset[int] = frozenset()
    lost: str = ""
    is_hidden: bool = False
    """Whether a sort is meant that the short names do not show: 'doanh nghiệp' of 'May Mây Trắng'."""


def to_leave_out(said: str, shown: Sequence[str]) -> Less:
    """'Đồi Sim' of 'trừ Đồi Sim', 'bỏ đồi sim ra', 'đồi sim thì thôi', and its places among those that were shown."""
    text = clean(said).strip(" .!")
    bare = fold(text)
    found = None if len(bare) > LEAVE_OUT_MAX or ASKS.search(bare) else LEAVE_OUT.match(bare) or LEFT.match(bare)
    if found is None:
        return Less()
    whom = text[found.start("whom") : found.end("whom")].strip(" ,.")
    units = as_units(shown)
    named = named_units(whom, units)
    out = left_out(fold(signed(whom, named)))
    places = {int(unit.code) for each in named for unit in each.candidates[:1]}
    if out.sorts:
        places |= {int(unit.code) for unit in units if in_group(unit, out.sorts)}
    is_somebody = bool(places or out.sorts)
    if out.lost and (is_somebody or EXCEPT.search(bare[: found.start("whom")])):
        return Less(whom, lost=whom[slice(*out.lost)].strip())
    hidden = any(sort in out.sorts for sort in ("cong ty", "nghiep doan"))
    return Less(whom, frozenset(places), is_hidden=hidden) if is_somebody else Less()


RESTRICTS = re.compile(r"(?:tru|ngoai tru|nhung|khong|ko|k|khoi|dung|thoi|bo(?! (?:mien|dau|ban|che do)))\b")


def restricts(besides: str) -> bool:
    """Whether what follows a 'gửi' or an 'đúng' takes some of it back: 'gửi, trừ …' is never the whole of it."""
    return RESTRICTS.match(plain(besides)) is not None


SEND = frozenset({"gui", "gui di", "gui luon", "gui ngay", "gui nhe", "gui tin"})


AGREED = re.compile(r"(?:(?:ok|oke|okie|u|uh|uk|vang|duoc|dong y|chuan|xong)(?: roi)?[ ,.]+)+")


def is_send(said: str) -> bool:
    """'gửi', 'đúng', 'ok gửi đi'; 'dung gui' may be 'đừng gửi' and is not."""
    return is_yes(said) or AGREED.sub("", plain(said), count=1) in SEND


def split_answer(said: str) -> tuple[str, str]:
    """'gửi. HTX Đồng Gió báo …' as the answer and what was said besides; without a second part it is empty."""
    text = clean(said).strip()
    found = re.match(r"^([^.,;\n]{1,24})[.,;\n]\s*(\S.*)$", text, re.DOTALL)
    return (found[1].strip(), found[2].strip()) if found else (text, "")
