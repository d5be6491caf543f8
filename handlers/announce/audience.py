"""For whom is an announcement: heard in the office's words, and found among those who speak for the units today."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from handlers.announce import store
from handlers.announce.store import Fate, NewRecipient
from handlers.board import desk_of
from handlers.choosing import Chosen, deadline_in
from handlers.deedwishes import EVERYBODY, EXCEPT, blanked
from handlers.sorts import HOLDS, JOINT, left_out, signed, sorts_in
from handlers.talk import Talk
from handlers.wording import announce as words
from handlers.wording.board import report_name
from handlers.wording.deeds import SORT_NAMES, ToCall
from knowledge.document import UnitCode
from knowledge.text import clean, fold
from scheduler.duties import DutyId
from scheduler.store import Which, filings
from union import store as union
from union.groups import store as groups
from union.groups.store import Group
from union.naming import named_units, short_name
from union.reach import store as reach
from union.reach.store import Contact
from union.roster import OfficerId, Unit, UnitKind
from union.scope import Scope

BELOW = frozenset({UnitKind.GRASSROOTS, UnitKind.GUILD})
OFFICES = re.compile(r"\b(?:cac|nhung|khoi) (?:van phong(?: xa| phuong)?|xa|phuong|dac khu|cong doan (?:xa|phuong))\b")
SOME = re.compile(
    r"\b(?:khoi|cac|nhung|toan bo(?: cac)?|tat ca(?: cac)?|chi|tru|moi|may)(?: gui| nhan)?(?: cho| toi| den)?"
    r"(?: cdcs| don vi| chu tich)?(?: cac| khoi)? "
    r"(?P<sort>truong mam non|truong tieu hoc|truong thcs|truong thpt|mam non|mau giao|tieu hoc|thcs|thpt"
    r"|truong(?: hoc)?|giao duc|cong ty|cty|doanh nghiep|nghiep doan|tram y te|tram|y te|hop tac xa|htx)"
    r"(?=\s*(?:$|[,.;:]|(?:va|tru|thoi|nhe|nha|khan|trong|o|chua|vao|gui|hop|cua|biet|ve|nua|ra|di)\b))"
)
OF_SECTOR = re.compile(r"\bkhoi ([a-z]+(?: [a-z]+)?)\b")
UNFILED = re.compile(r"\b(?:chua|con no) (?:nop|gui|khai|bao cao|lam)\b(?P<rest>.*)")
GROUPS_ONLY = re.compile(r"\bchi (?:gui )?(?:vao |cho |trong )?(?:cac )?nhom\b")
NO_GROUPS = re.compile(r"\b(?:khong|ko|thoi|bo)(?: can)?(?: gui)?(?: vao| cho)? (?:cac )?nhom\b")
ALSO_GROUPS = re.compile(r"\b(?:gui|vao|trong|them|ca|kem|va|cho)(?: ca)?(?: vao| cho)? (?:cac )?nhom\b|^nhom$")

TO_WHOM = re.compile(r"\b(?:cho|toi|den|chi)(?: (?:cho|toi|den|rieng))* ([a-z0-9 ]+)")
EVERYBODYS = frozenset({
    "tat", "ca", "cac", "toan", "bo", "the", "het", "moi", "nguoi", "dong", "chi", "don", "vi", "cdcs", "cong",
    "doan", "co", "so", "chu", "tich", "pho", "can", "ban", "chap", "hanh", "bch", "trong", "xa", "phuong", "o",
    "duoi", "nhom", "vao", "gui", "rieng", "chung", "thoi", "nhe", "nha", "a", "luon", "khan", "gap", "hop", "tin",
    "viec", "biet", "va",
})  # fmt: skip
"""Words that name nobody in particular."""


class Groups(StrEnum):
    """Whether the message goes to the tied groups."""

    NONE = "none"
    ALSO = "also"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Those who have not handed in this report."""

    duty: DutyId
    period: str
    name: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone below the office where nothing else is said."""

    units: tuple[UnitCode, ...] = ()
    but: tuple[UnitCode, ...] = ()
    sort: str = ""
    but_sort: str = ""
    unfiled: Deadline | None = None
    also: tuple[UnitCode, ...] = ()
    """Units that are told beside a sort or those that have not handed in."""
    groups: Groups = Groups.NONE

    @property
    def is_chosen(self) -> bool:
        """Whether the units were named, or those that have not handed in."""
        return bool(self.units or self.unfiled)


@dataclass(frozen=True, slots=True)
class Unclear:
    """Somebody is meant whom nobody knows by these words, or who could be several."""

    names: tuple[str, ...] = ()
    is_of_report: bool = False
    whom: str = ""
    """The words that name nobody here: 'khối vận tải', 'chị Hoa'."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom an audience is today: who is told, who has to be telephoned, how many want no news."""

    everyone: tuple[Unit, ...] = ()
    """All units below the office: among them some are meant."""
    units: tuple[Unit, ...] = ()
    recipients: tuple[NewRecipient, ...] = ()
    groups: tuple[Group, ...] = ()
    to_call: tuple[ToCall, ...] = ()
    without_group: tuple[str, ...] = field(default=())
    """Names of the units whose group was wanted and that have none."""

    def count(self, *fates: Fate) -> int:
        """How many officers stand so."""
        return sum(each.fate in fates and each.group is None for each in self.recipients)

    @property
    def told_units(self) -> int:
        """How many units have somebody who is told."""
        return len({each.unit for each in self.recipients if each.officer is not None and each.fate is Fate.WAITING})

    @property
    def is_nobody(self) -> bool:
        """Whether no message would go anywhere."""
        return not any(each.fate is Fate.WAITING for each in self.recipients)


# Heard


def below(db: Session, scope: Scope, office: UnitCode, day: date) -> list[Unit]:
    """The units below an office that are there today, in the order of their names."""
    reached = union.with_below(db, {office}, day) - {office}
    return [
        each
        for each in union.all_units(db)
        if each.code in reached and scope.may_run(each.code) and (each.closed_on is None or each.closed_on > day)
    ]


def audience_in(db: Session, talk: Talk, said: str, units: Sequence[Unit], before: Audience) -> Audience | Unclear:
    """The audience that the words speak of, beside what stood before; the same where they speak of none."""
    text = clean(said)
    bare = fold(text)
    found = replace(before, groups=groups_in(bare, before.groups))
    named = named_units(text, units)
    blank = fold(blanked(text, named))
    if unsure := next((each for each in named if len(each.candidates) > 1), None):
        return Unclear(tuple(short_name(unit.name) for unit in unsure.candidates))
    if unfiled := UNFILED.search(blank):
        deadline = deadline_of(db, talk, unfiled["rest"])
        return Unclear(is_of_report=True) if deadline is None else replace(found, unfiled=deadline, units=(), sort="")
    out = EXCEPT.search(blank) or re.search(r"\b(?:bo(?: bot)?|bot|loai)\b", blank)
    edge = out.start() if out else len(text)
    meant = tuple(each.candidates[0].code for each in named if each.end <= edge)
    without = tuple(each.candidates[0].code for each in named if each.start >= edge)
    found = including(found, meant, blank[:edge], units)
    if not meant and (nobody := unknown_in(text, blank[:edge], units)):
        return Unclear(whom=nobody)
    if not out:
        return found
    less = left_out(fold(signed(text, named))[out.end() :], lambda part: own_sort(part, units))
    if not without and not less.sorts:
        return Unclear()
    if less.lost:
        return Unclear(whom=text[out.end() :][slice(*less.lost)].strip())
    but_sort = JOINT.join(dict.fromkeys(filter(None, (*found.but_sort.split(JOINT), *less.sorts.split(JOINT)))))
    return replace(found, but=tuple(dict.fromkeys((*found.but, *without))), but_sort=but_sort)


def including(found: Audience, meant: tuple[UnitCode, ...], blank: str, units: Sequence[Unit]) -> Audience:
    """With the units that are named, or the sort of them, or everybody again."""
    is_more = re.search(r"\b(?:them|ca)\b", blank) is not None
    if meant and is_more and not found.units:
        base = including(found, (), blank, units)
        kept = tuple(code for code in base.but if code not in meant)
        return replace(base, also=tuple(dict.fromkeys((*base.also, *meant))), but=kept)
    if meant:
        added = (*found.units, *meant) if is_more else meant
        return replace(found, units=tuple(dict.fromkeys(added)), sort="", but=(), but_sort="", unfiled=None, also=())
    if sort := sort_in(blank, units):
        return replace(found, sort=sort, units=(), unfiled=None, but=(), but_sort="", also=())
    if speaks_of_all(blank):
        return Audience(groups=found.groups)
    return found


def speaks_of_all(said: str) -> bool:
    """'cho tất cả', 'mọi người'."""
    bare = fold(clean(said))
    return EVERYBODY.search(bare) is not None or re.search(r"\b(?:moi nguoi|toan the|tat ca|het)\b", bare) is not None


def unknown_in(text: str, blank: str, units: Sequence[Unit]) -> str:
    """'khối vận tải' where there is none, 'chị Hoa': the words, as they were typed, that say whom and name nobody."""
    if sort_in(blank, units):
        return ""
    said = OF_SECTOR.search(blank) or TO_WHOM.search(blank)
    if said is None or all(word in EVERYBODYS or word[0].isdecimal() for word in said[1].split()):
        return ""
    return text[said.start(1) if said.re is TO_WHOM else said.start() : said.end()].strip()


def groups_in(bare: str, before: Groups) -> Groups:
    """Whether the groups are spoken of."""
    if GROUPS_ONLY.search(bare):
        return Groups.ONLY
    if NO_GROUPS.search(bare):
        return Groups.NONE
    if ALSO_GROUPS.search(bare):
        return Groups.ALSO
    return before


def sort_in(blank: str, units: Sequence[Unit]) -> str:
    """'truong' of 'khối trường học', 'van tai' of 'khối vận tải' where there is such a unit."""
    return ("offices" if OFFICES.search(blank) else sorts_in(blank, SOME)) or own_sort(blank, units)


def own_sort(blank: str, units: Sequence[Unit]) -> str:
    """A sort that only this office has: the offices below it, or a sector of its units."""
    if OFFICES.search(blank):
        return "offices"
    own = OF_SECTOR.search(blank)
    if own is None:
        return ""
    sectors = {fold(unit.sector) for unit in units if unit.sector}
    return next((f"={sector}" for sector in sorted(sectors) if own[1].startswith(sector)), "")


def deadline_of(db: Session, talk: Talk, said: str) -> Deadline | None:
    """The report that is spoken of."""
    desk = desk_of(db, talk)
    found = deadline_in(said, desk.deadlines, desk.duties, talk.visit.now)
    if not isinstance(found, Chosen):
        return None
    due = found.deadline
    return Deadline(due.duty, due.period.key, report_name(desk.duty(due).name, due.period, talk.visit.today))


# Found


def reached_by(db: Session, scope: Scope, office: UnitCode, audience: Audience, day: date) -> Reached:
    """Everybody it is for, each once: chairs or else deputies, the staff of an office below, and the groups."""
    everyone = below(db, scope, office, day)
    units = tuple(units_of(db, scope, audience, everyone))
    found = groups_of(db, scope, office, audience, units)
    lacking = lacking_groups(audience, units, found)
    to_groups = tuple(NewRecipient(each.unit, group=each.id) for each in found)
    if audience.groups is Groups.ONLY:
        return Reached(tuple(everyone), units, to_groups, tuple(found), (), lacking)
    people, to_call = people_of(db, units, day)
    return Reached(tuple(everyone), units, (*people, *to_groups), tuple(found), to_call, lacking)


def units_of(db: Session, scope: Scope, audience: Audience, everyone: Sequence[Unit]) -> Iterable[Unit]:
    """The units that are meant."""
    kept: Iterable[Unit]
    if audience.units:
        kept = (each for each in everyone if each.code in audience.units)
    elif audience.unfiled:
        which = Which(duty=audience.unfiled.duty, period=audience.unfiled.period, owed=True)
        owing = {item.unit for item in filings(db, scope, which)}
        kept = (each for each in everyone if each.code in owing)
    elif audience.sort == "offices":
        kept = (each for each in everyone if each.kind not in BELOW)
    else:
        grassroots = [each for each in everyone if each.kind in BELOW]
        kept = (each for each in grassroots or everyone if not audience.sort or is_of(each, audience.sort))
    meant = {each.code for each in kept} | set(audience.also)
    return [
        each
        for each in everyone
        if each.code in meant
        and each.code not in audience.but
        and not (audience.but_sort and is_of(each, audience.but_sort))
    ]


def is_of(unit: Unit, sort: str) -> bool:
    """Whether a unit is one of those: by its name or its sector; of several sorts one is enough."""
    return any(is_of_one(unit, each) for each in sort.split(JOINT))


def is_of_one(unit: Unit, sort: str) -> bool:
    """Whether a unit is of this sort."""
    if sort == "offices":
        return unit.kind not in BELOW
    if sort.startswith("="):
        return fold(unit.sector) == sort[1:]
    return bool(HOLDS[sort].search(fold(f"{unit.name} {unit.sector}")))


def groups_of(db: Session, scope: Scope, office: UnitCode, audience: Audience, units: Sequence[Unit]) -> list[Group]:
    """The groups that are told: the office's own where everybody is meant, else those of the units."""
    if audience.groups is Groups.NONE:
        return []
    own = groups.groups_of(db, scope, [office]) if is_for_all(audience) else []
    return own or groups.groups_of(db, scope, [each.code for each in units])


def is_for_all(audience: Audience) -> bool:
    """Whether everyone below is meant, so that the office's own group may read it."""
    return not (audience.units or audience.unfiled or audience.sort or audience.but or audience.but_sort)


def lacking_groups(audience: Audience, units: Sequence[Unit], found: Sequence[Group]) -> tuple[str, ...]:
    """Whose group is wanted and missing: the office's, or those of the units named."""
    if audience.groups is Groups.NONE:
        return ()
    if not audience.units:
        return () if found else ("Văn phòng",)
    tied = {each.unit for each in found}
    return tuple(short_name(each.name) for each in units if each.code not in tied)


def people_of(db: Session, units: Sequence[Unit], day: date) -> tuple[tuple[NewRecipient, ...], tuple[ToCall, ...]]:
    """Who speaks for each unit, each person once, and those whom no message reaches."""
    speaking = speakers(db, units, day)
    officers = {who for some in speaking.values() for who in some}
    contacts = reach.contacts_of(db, officers)
    told: dict[OfficerId, NewRecipient] = {}
    to_call: list[ToCall] = []
    nobody: list[NewRecipient] = []
    for unit in units:
        for who in speaking.get(unit.code, ()):
            reached = contacts[who].account is not None
            told.setdefault(who, NewRecipient(unit.code, who, fate=Fate.WAITING if reached else Fate.UNREACHABLE))
        if not any(contacts[who].account for who in speaking.get(unit.code, ())):
            to_call.append(call_of(unit, [contacts[who] for who in speaking.get(unit.code, ())]))
        if not speaking.get(unit.code):
            nobody.append(NewRecipient(unit.code, fate=Fate.UNREACHABLE))
    return (*told.values(), *nobody), tuple(to_call)


def call_of(unit: Unit, contacts: Sequence[Contact]) -> ToCall:
    """Whom to telephone for a unit; its own number where nobody speaks for it."""
    if not contacts:
        return ToCall(short_name(unit.name), "", unit.phone)
    return ToCall(short_name(unit.name), contacts[0].name, contacts[0].phone or unit.phone)


def speakers(db: Session, units: Sequence[Unit], day: date) -> dict[UnitCode, tuple[OfficerId, ...]]:
    """The chairs of each unit, or else its deputies; of an office below its staff, or else its chairs."""
    first = {code: some.first for code, some in reach.speakers_of(db, {each.code for each in units}, day).items()}
    offices = {each.code for each in units if each.kind not in BELOW}
    staff = reach.staff_of(db, offices, day) if offices else {}
    return {**first, **staff}


def declining(db: Session, found: Reached) -> Reached:
    """The same with those who want no news left out: kept as such, and not told."""
    people = [each.officer for each in found.recipients if each.officer is not None]
    declined = store.without_news(db, people)
    marked = (
        replace(each, fate=Fate.DECLINED) if each.officer in declined and each.fate is Fate.WAITING else each
        for each in found.recipients
    )
    return replace(found, recipients=tuple(marked))


def audience_words(audience: Audience, units: Sequence[Unit]) -> str:
    """'các đơn vị chưa nộp báo cáo tháng 11', 'khối trường học, trừ Tiểu học Đồi Sim'; `units` are all below."""
    spoken_of = {*audience.units, *audience.but, *audience.also}
    names = {each.code: short_name(each.name) for each in units if each.code in spoken_of}
    if audience.units:
        base = words.units_by_name([names[code] for code in audience.units if code in names])
    elif audience.unfiled:
        base = words.units_without_report(audience.unfiled.name)
    elif audience.sort:
        base = sort_words(audience.sort, units)
    else:
        base = words.EVERYBODY
    but = [names[code] for code in audience.but if code in names]
    but += [sort_words(each, units) for each in audience.but_sort.split(JOINT) if each]
    is_part = bool(audience.sort or audience.unfiled)
    also = [names[code] for code in audience.also if code in names] if is_part else []
    return words.leaving_out(words.adding(base, also), but)


def sort_words(sort: str, units: Sequence[Unit]) -> str:
    """'khối trường học', 'khối vận tải'; several of them with commas."""
    return ", ".join(sort_name(each, units) for each in sort.split(JOINT))


def sort_name(sort: str, units: Sequence[Unit]) -> str:
    """'khối trường học'."""
    own = next((each.sector for each in units if fold(each.sector) == sort[1:]), "")
    return SORT_NAMES.get(sort) or words.sector(own)
