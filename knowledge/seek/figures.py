"""Which figure was asked for: from the targets of a document first, from its sentences second."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from knowledge.cues import AT_LEAST, AT_MOST, OBLIGED, OF_ONE_YEAR, OF_WHOLE_TERM
from knowledge.dates import PARTS_OF_YEAR, ROMAN, Period, PeriodKind, month_of
from knowledge.document import Comparator, Document, Header
from knowledge.entries import assignees_of
from knowledge.library import Entry, TargetEntry
from knowledge.match import YEAR, fit_target, is_direct, is_money, match, measure_agrees, prose_agrees
from knowledge.measures import MONEY, PEOPLE, are_holders, counted_noun, exchanged_nouns, in_measure
from knowledge.numbers import Number
from knowledge.question import Reading, asked_value
from knowledge.result import Answer, Asked, Claim
from knowledge.seek.asks import asks, lack_of, with_light_money
from knowledge.seek.case import ACCEPTED, BESIDE, Candidate, Case, Hit, best_of, grouped, is_accepted, scored
from knowledge.seek.hints import (
    is_ahead,
    is_hearsay,
    is_of_other_sector,
    is_of_other_time,
    is_result,
    is_undivided,
    with_hints,
)
from knowledge.text import fold, long_words

FIGURES_MAX: Final = 6
SENTENCES_MAX: Final = 2
PROSE_WEIGHT: Final = 3.0
TOLD_APART: Final = 0.08
"""By so much more of the question in its own words a figure is the one meant."""
MONTH_DUE: Final = re.compile(r"thang (\d{1,2})")
HEAD_SHARE: Final = 0.25
"""What tells less of the question may be a filler that the lists lack."""
BESIDE_ACCEPTED: Final = 0.5
"""Of the question, by a figure that stands beside the one that was found."""
REVERSING: Final = frozenset(("no", "thieu", "mat"))
"""What turns a thing into its want: 'nợ', 'thiếu', 'mất'."""
REVERSED_BY_FIRST: Final = 2
THERE_ARE: Final = re.compile(
    r"\bco (?:tat ca |tong cong |ca thay |khoang |chung )*(?:bao nhieu|may) "
    r"|\b(?:bao nhieu|may) [a-z ]{2,25} (?:trong|o|cua|toan) (?:xa|phuong|huyen|tinh|thanh pho|nganh|khu)\s*$"
)
WHERE_THEY_ARE: Final = frozenset(
    ["toan", "trong", "xa", "phuong", "huyen", "tinh", "thanh", "pho", "nganh", "khu", "cong", "nghiep"]
)
OF_STOCK: Final = frozenset(("so", "tong", "toan", "hien", "co", "luong"))
LATE: Final = re.compile(r"\b(?<!không )(?:chậm|trễ|muộn|nợ|quá hạn|trốn|vi phạm)\b(?! nhất)", re.IGNORECASE)
SAYS_LATE: Final = re.compile(
    r"\b(?:cham|tre|muon|qua han|tron|no|vi pham|khong dong|chua dong|dung han|dung ky han)\b"
)
"""'Chậm đóng đoàn phí: không quá 5%' is no 'đoàn phí'."""
OF_PARTY: Final = re.compile(
    r"\b(?:cho|để|được|nguồn)\s+(?:tổ chức\s+)?Đảng\b[^.;]*\bkết nạp\b|\bkết nạp\b[^.;]{0,20}\b(?:Đảng|đảng viên)\b"
    r"|\bđảng viên mới\b"
)
ADMITS: Final = re.compile(r"\b(?:ket nap|phat trien)\b")
NAMES_PARTY: Final = re.compile(r"\b(?:dang|uu tu|gioi thieu|cam tinh|chi bo)\b")
TOPIC_OF_UNIT: Final = 0.5
OF_ANY_UNIT: Final = frozenset(
    (
        "truong",
        "tieu",
        "hoc",
        "thcs",
        "thpt",
        "mam",
        "non",
        "cong",
        "ty",
        "don",
        "vi",
        "co",
        "so",
        "doan",
        "lao",
        "dong",
    )
)
"""What units are called by their kind."""
OF_ONE_SCHOOL: Final = frozenset(("thcs", "thpt", "mam", "tieu"))
COUNTING: Final = r"phan tram|bao nhieu|(?<=thang )may|(?<=ngay )may"
NAMED_BY: Final = 0.5
"""Of the words that only one unit of a table is called by."""
HALF_SAID: Final = 0.5
"""Nor where so much of the figure's own words was said."""
DAY: Final = re.compile(r"\d{1,2}/\d{1,2}|\bngày \d|\btháng \d")
ONCE: Final = re.compile(r"^(?!.*(?:hằng|hàng|mỗi) )\s*\S", re.IGNORECASE)
"""'Hằng năm' is no time by which a thing must be done."""
OF_EVERY: Final = re.compile(r"/(?:thang|quy)\b|\b(?:moi|hang|tung) (?:thang|quy)\b|\bthang (?:cong nhan|hanh dong)\b")
"""What is set for every month is set for this one."""
PART_MONTH: Final = re.compile(r"\bthang (\d{1,2})\b|\b\d{1,2}/0?(\d{1,2})\b")
PART_QUARTER: Final = re.compile(r"\bquy (i{1,3}|iv|[1-4])\b")
ONE_YEAR: Final = re.compile(r"nam \d{4}$")
EACH_YEAR: Final = re.compile(r"/nam\b|\b(?:moi|hang|tung) nam\b")
OF_TERM: Final = re.compile(
    r"\b(?:giai doan|nhiem ky|toan khoa|den (?:het |cuoi )?nam|(?:cuoi|het) nam)\b|\d{4}\s?[-–]\s?\d{4}"
)


def figure(case: Case, document: Document) -> Candidate | None:
    """The figures of the target that fits best, with those beside it that fit as well; for each thing asked one."""
    case = replace(case, reading=with_light_money(_of_claim(case.reading)))
    if not case.reading.terms or _names_nobody_in_particular(case.reading):
        return None
    hits = [hit for hit in scored_targets(case, document) if says_head(case, hit) and _may_answer(case, hit)]
    asked = asks(case.reading)
    parts = [_agreeing(each, hits) for each in asked]
    kept = [hit for part in parts for hit in part]
    if not kept:
        return None
    lacks = []
    for each, part in zip(asked, parts, strict=True):
        beside = [] if part else _beside(each, hits, kept)
        kept += beside
        lacks += [] if part or beside else [lack_of(each)]
    ordered = sorted(dict.fromkeys(kept), key=kept.index)
    targets = [hit.target for hit in ordered if hit.target]
    answer = Answer(
        Asked.FIGURE, grouped(case, ordered), claim=_claim(case.reading, targets),
        lacks=tuple(each for each in lacks if each),
    )  # fmt: skip
    return Candidate(answer, document, ordered[0].fit.score)


def _names_nobody_in_particular(reading: Reading) -> bool:
    """'Đoàn viên được chi bao nhiêu' does not say for what: any sum for anybody would fit."""
    return reading.wants_money and all(term.phrase in PEOPLE or term.phrase == MONEY for term in reading.terms)


def _of_claim(reading: Reading) -> Reading:
    """'70% doanh nghiệp có mức ăn ca từ 30k đúng không' asks about the share, whatever else it names."""
    named = asked_value(reading)
    if reading.wants_percent and len(asks(reading)) == 1:
        return replace(reading, wants_money=False)  # 'bao nhiêu phần trăm số tiền' is a share
    return replace(reading, wants_percent=True, wants_money=False) if named and named[1] else reading


def _agreeing(reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
    """The figures of the kind asked for that fit best."""
    accepted = [hit for hit in hits if is_accepted(hit.fit)]
    agreeing = [hit for hit in accepted if hit.target and measure_agrees(reading, hit.entry, hit.target, hit.fit)]
    return _same_thing(_counting_first(reading, _of_just_that_year(reading, agreeing))) if agreeing else []


def _of_just_that_year(reading: Reading, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Where a year has a figure of its own, that of the whole term is another, and the other way round."""
    years = [period.start.year for period in reading.periods if period.kind is PeriodKind.YEAR]
    if OF_WHOLE_TERM.search(reading.line):
        return _without_others(hits, OF_TERM, ONE_YEAR)
    return _without_others(hits, re.compile(rf"nam {years[0]}$"), OF_TERM) if len(years) == 1 else hits


def _without_others(hits: Sequence[Hit], meant: re.Pattern[str], other: re.Pattern[str]) -> Sequence[Hit]:
    """Without figures for the other time, in the measures that have one for the time that is meant."""
    dues = [(hit.target.target.measure, fold(hit.target.target.due)) if hit.target else ("", "") for hit in hits]
    measures = {measure for measure, due in dues if meant.match(due)}
    return [
        hit
        for hit, (measure, due) in zip(hits, dues, strict=True)
        if measure not in measures or meant.match(due) or not other.match(due)
    ]


def _beside(reading: Reading, hits: Sequence[Hit], kept: Sequence[Hit]) -> list[Hit]:
    """'Mấy suất quà, tổng bao nhiêu tiền': the second figure stands beside the first and says less by itself."""
    entries = {hit.entry.number for hit in kept}
    near = [hit for hit in hits if hit.entry.number in entries and hit.fit.coverage >= BESIDE_ACCEPTED]
    agreeing = [hit for hit in near if hit.target and measure_agrees(reading, hit.entry, hit.target, hit.fit)]
    return agreeing[:1]


def _may_answer(case: Case, hit: Hit) -> bool:
    if is_of_other_sector(case.reading, hit) or is_undivided(case.reading, hit):
        return False
    if _asks_stock(case.reading) and not _is_stock(case.reading, hit):
        return False
    if _names_holders_alone(case.reading) and hit.fit.fullness < HALF_SAID:
        return False
    return not _is_reversed(case, hit)


def _names_holders_alone(reading: Reading) -> bool:
    """'Tỷ lệ doanh nghiệp' names whom a share is of, and nothing that they do: any share of them would fit."""
    is_alone = reading.wants_percent and not reading.background
    return is_alone and are_holders(term.phrase for term in reading.terms)


def _asks_stock(reading: Reading) -> bool:
    """'Xã có bao nhiêu CĐCS' asks how many there are, and of nothing that is done with them."""
    line = reading.line
    if reading.wants_percent or reading.wants_money or reading.periods or OBLIGED.search(line):
        return False
    said = WHERE_THEY_ARE.union(reading.measure)
    return THERE_ARE.search(line) is not None and all(said.issuperset(term.phrase) for term in reading.terms)


def _is_stock(reading: Reading, hit: Hit) -> bool:
    """'Số đoàn viên', 'tổng số CĐCS': a target that says nothing else of them."""
    words = hit.target.subject.words if hit.target else ()
    return OF_STOCK.union(*_names_of(reading)).issuperset(words)


def _names_of(reading: Reading) -> tuple[tuple[str, ...], ...]:
    noun = counted_noun(reading.measure) or reading.terms[0].phrase
    return (noun, *exchanged_nouns(noun))


def _tells_stock(reading: Reading, entry: Entry) -> bool:
    """'Toàn xã có 34 công đoàn cơ sở', 'quản lý 34 CĐCS với 2.310 đoàn viên'."""
    line = entry.text.line
    names = "|".join(" ".join(name) for name in _names_of(reading))
    return (
        re.search(rf"\b(?:co|gom|quan ly|voi|va|tong so|tong cong)(?: \w+){{0,3}} [\d.]+ (?:{names})\b", line)
        is not None
    )


def _is_reversed(case: Case, hit: Hit) -> bool:
    """'Nợ kinh phí' is no 'kinh phí': where the document counts what is wanting, the question must say so."""
    if hit.target and LATE.search(hit.target.target.subject) and not SAYS_LATE.search(case.reading.line):
        return True
    if hit.target and _is_of_party(case.reading, hit.target.target.clause or hit.entry.passage.text):
        return True
    words = hit.target.subject.words if hit.target else ()
    return any(word in REVERSING and word not in case.reading.said for word in words[:REVERSED_BY_FIRST])


def _is_of_party(reading: Reading, text: str) -> bool:
    """'Kết nạp bao nhiêu đoàn viên' is of the union; a sentence on those admitted to the Party answers who names it."""
    said = f" {reading.line} "
    return OF_PARTY.search(text) is not None and ADMITS.search(said) is not None and not NAMES_PARTY.search(said)


def named_figure(case: Case, document: Document) -> Candidate | None:
    """The figure for a bare topic; a single word must be most of what is counted, since it may only be shared."""
    found = figure(case, document)
    if found is None or len(case.reading.terms) > 1:
        return found
    fits = [hit.fit for hit in scored_targets(case, document) if is_accepted(hit.fit)]
    return found if fits[0].fullness >= HALF_SAID else None


COUNTED_OUT: Final = 12
"""Smaller numbers count out a list or say which of it."""
WHAT_IT_IS: Final = re.compile(
    r"\bla (?:ty le |ti le |con so |so |tien |chi tieu |muc |cai |noi ve |cua )*"
    r"(?:gi|chi tieu nao|cai gi|viec gi)\b"
    r"|\b(?:chi tieu|muc tieu|ty le|ti le|viec) (?:gi|nao)\b|\bung voi\b"
)
"""'75% là tỷ lệ gì', '19.500 là của chỉ tiêu nào'."""


def whose_figure(case: Case, document: Document) -> Candidate | None:
    """The targets that have just this figure, where it was asked what it is of."""
    reading = case.reading
    named = reading.figures[0]
    hits = [
        Hit(fit_target(reading, entry, target, case.library), entry, target)
        for entry in case.entries(document)
        for target in entry.targets
        if _is_figure(named, target) and _is_due(reading.periods, target, document.header)
    ]
    kept = sorted(hits, key=lambda hit: (-round(hit.fit.coverage, 2), hit.entry.number))[:FIGURES_MAX]
    return Candidate(Answer(Asked.FIGURE, grouped(case, kept)), document, 1.0) if kept else None


def asks_whose(reading: Reading) -> bool:
    """Whether a figure is named and what it is of is asked: '55% trong kế hoạch cũ là chỉ tiêu gì'; not 'ba khâu'."""
    if len(reading.figures) != 1 or reading.is_yes_no or reading.nth is not None:
        return False
    named = reading.figures[0]
    return (named.is_percent or named.value >= COUNTED_OUT) and WHAT_IT_IS.search(reading.line) is not None


def _is_figure(named: Number, target: TargetEntry) -> bool:
    said = in_measure(named.value, target.target.measure)
    is_percent = target.target.measure.startswith("%")
    return said in (target.target.value, target.target.value_max) and named.is_percent == is_percent


def due_of_target(case: Case, document: Document) -> Candidate | None:
    """'Mốc 19.500 đoàn viên' asks by when a target is due."""
    found = figure(case, document)
    time = DAY if case.reading.wants_day else ONCE
    has_due = found is not None and any(time.search(value.due) for each in found.answer.found for value in each.values)
    return found if has_due else None


def prose_figure(case: Case, document: Document) -> Candidate | None:
    """A figure that stands in a sentence but in no target; a single common word is not enough to find it."""
    if sum(term.weight for term in case.reading.terms) < PROSE_WEIGHT:
        return None
    case = replace(case, reading=with_light_money(case.reading))
    hits = [hit for hit in scored(case, case.near_entries(document)) if hit.fit.coverage >= ACCEPTED]
    telling = [hit for hit in hits if says_head(case, hit) and not _is_no_answer(case.reading, hit.entry)]
    if _asks_stock(case.reading):
        telling = [hit for hit in telling if _tells_stock(case.reading, hit.entry)]
    agreeing = [hit for hit in telling if prose_agrees(case.reading, hit.entry.passage.text)]
    kept = best_of(agreeing, ACCEPTED)[:SENTENCES_MAX]
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def _is_no_answer(reading: Reading, entry: Entry) -> bool:
    """Sentences whose figures are targets, which were asked first, and those that tell of somebody or some time else.

    A target's sentence may count something beside it: 'đoàn viên nằm viện từ 03 ngày trở lên được thăm hỏi', or have
    a share where its targets are counts: 'mã giảm giá từ 5 đến 20%; phấn đấu 3.500 lượt sử dụng'.
    """
    if entry.targets and not counted_noun(reading.measure) and not _holds_other_kind(reading, entry):
        return True
    if _is_of_party(reading, entry.passage.text):
        return True
    return is_hearsay(entry, reading) or is_of_other_time(entry, reading) or is_result(entry, reading)


def _holds_other_kind(reading: Reading, entry: Entry) -> bool:
    """Whether a share was asked for and none of the sentence's targets is one; likewise money."""
    if reading.wants_money:
        return not any(is_money(each.target) for each in entry.targets)
    return reading.wants_percent and not any(each.target.measure.startswith("%") for each in entry.targets)


def in_context(case: Case) -> Case:
    """A short follow-up read together with the question before: its own words must stand there, the others may."""
    reading = case.reading
    own = tuple(replace(term, is_needed=True) for term in reading.terms)
    before = tuple(replace(term, weight=term.weight / 2, is_needed=False) for term in reading.background)
    return replace(case, reading=replace(reading, terms=(*own, *before), background=()))


def scored_targets(case: Case, document: Document) -> list[Hit]:
    """The targets near to the question that are due in the period asked for, best first; ranked once for a question."""
    key = (id(case.reading), id(case.near), document.key)
    if key not in case.ranked:
        # Held with what they were ranked by, so that no other reading can come to stand at its place in memory.
        case.ranked[key] = (case.reading, case.near, _ranked_targets(case, document))
    return list(case.ranked[key][2])


def _ranked_targets(case: Case, document: Document) -> list[Hit]:
    hits = [
        Hit(fit_target(case.reading, entry, target, case.library), entry, target)
        for entry in case.near_entries(document)
        if not is_ahead(entry, case.reading)
        for target in entry.targets
        if _is_due(case.reading.periods, target, document.header) and _is_of_part(case.reading, entry, target)
    ]
    kept = (with_hints(case.reading, hit) for hit in hits if not hit.fit.misses_needed)
    return _of_unit_meant(case, document, sorted(kept, key=lambda hit: -hit.fit.score))


def _of_unit_meant(case: Case, document: Document, hits: list[Hit]) -> list[Hit]:
    """A figure set for one unit answers who names it; to everybody else what is set for all."""
    units = assignees_of(case.entries(document))
    if not units:
        return hits
    hits = [hit for hit in hits if not _lacks_school(case.reading, hit)]
    shared = Counter(word for unit in units for word in unit)
    said = _said_beside_counts(case.reading)

    def names(unit: frozenset[str]) -> bool:
        """'trường Đồi Chè' names 'THCS Đồi Chè' by most of the words that no other unit has."""
        own = {word for word in unit if shared[word] == 1} or unit
        return unit <= said or len(own & said) >= max(NAMED_BY * len(own), min(len(own), 2))

    named = [hit for hit in hits if hit.target and hit.target.assignee and names(hit.target.assignee)]
    if named:
        every = {each.target.assignee for entry in case.entries(document) for each in entry.targets}
        names_of_all = OF_ANY_UNIT.union(*(long_words(name) for name in every))
        return [hit for hit in named if _says_more_than(names_of_all, case.reading, hit)]
    shared_by_all = [hit for hit in hits if not (hit.target and hit.target.assignee)]
    return shared_by_all if _names_another(case.reading, hits) else shared_by_all or hits


def _names_another(reading: Reading, hits: Sequence[Hit]) -> bool:
    """'Trường THPT Bàu Sen' where the paper sets figures for schools, and for none of that name."""
    schools = [place for place, term in enumerate(reading.terms) if OF_ONE_SCHOOL.intersection(term.phrase)]
    names = [reading.terms[place + 1] for place in schools if place + 1 < len(reading.terms)]
    return any(not any(match(name, hit.entry.text) for hit in hits) for name in names)


def _said_beside_counts(reading: Reading) -> frozenset[str]:
    """The words that may name a unit: 'mấy đoàn viên' names no 'May Hồng', 'phần trăm' no 'Trạm Y tế'."""
    counts = rf"{COUNTING}|may(?= {' '.join(reading.measure)}\b)" if reading.measure else COUNTING
    return frozenset(re.sub(rf"\b(?:{counts})\b", " ", reading.line).split())


def _lacks_school(reading: Reading, hit: Hit) -> bool:
    """'Trường THCS … kết nạp mấy' asks for one school: what is set for all, or for a factory, is no answer."""
    if hit.target is None:
        return False
    text = hit.target.text
    return any(OF_ONE_SCHOOL.intersection(term.phrase) and not match(term, text) for term in reading.terms)


def _says_more_than(names: frozenset[str], reading: Reading, hit: Hit) -> bool:
    """'Trường Hoa Cau kết nạp mấy': the name alone finds every figure of the unit, so the rest must be said too."""
    counted = counted_noun(reading.measure)
    rest = [term for term in reading.terms if not set(term.phrase) <= names and term.phrase not in (counted, MONEY)]
    if not rest or hit.target is None:
        return True
    said = sum(term.weight * match(term, hit.target.subject) for term in rest)
    return said >= TOPIC_OF_UNIT * sum(term.weight for term in rest)


def says_head(case: Case, hit: Hit) -> bool:
    """'Lương chủ tịch' is of pay: a sentence that lacks the first word asked for speaks of something else."""
    head = case.reading.terms[0]
    texts = (hit.entry.text, hit.entry.heading, case.library.titles[hit.entry.document.key])
    said = (*texts, hit.target.text) if hit.target else texts
    share = head.weight / sum(term.weight for term in case.reading.terms)
    return share < HEAD_SHARE or hit.fit.fullness >= HALF_SAID or any(match(head, text) for text in said)


def _is_due(periods: Sequence[Period], target: TargetEntry, header: Header) -> bool:
    """A figure due in another year, or month, than asked is no answer; 'hằng năm' fits every year.

    'Kế hoạch 2024-2030: đến năm 2030' names the document by its term and asks for the year.
    """
    periods = [period for period in periods if period.kind is not PeriodKind.TERM] or periods
    if periods and (month := _month_of(target, header)):
        return any(period.overlaps(month.start, month.end) for period in periods)
    years = [int(year) for year in YEAR.findall(target.target.due)]
    if not periods or not years:
        return True
    first, last = min(years), max(years)
    return any(period.start.year <= last and first <= period.end.year for period in periods)


def _is_of_part(reading: Reading, entry: Entry, target: TargetEntry) -> bool:
    """'Quý IV kết nạp bao nhiêu' is not answered by what the whole year sets: the quarter must be named there."""
    parts = [period for period in reading.periods if period.kind in PARTS_OF_YEAR]
    if not parts or len(parts) < len(reading.periods):
        return True
    own, header, passage = target.target, entry.document.header, entry.passage
    said = fold(" ; ".join((passage.text, passage.heading, own.due, own.subject, header.title, header.period)))
    return OF_EVERY.search(said) is not None or any(_names_part(said, period) for period in parts)


def _names_part(said: str, period: Period) -> bool:
    first, last = period.start.month, period.end.month
    months = {int(month or other) for month, other in PART_MONTH.findall(said)}
    quarters = {ROMAN.get(each) or int(each) for each in PART_QUARTER.findall(said)}
    quarter = (first + 2) // 3
    if period.kind is PeriodKind.HALF:
        return f"6 thang {'dau' if first < 7 else 'cuoi'}" in said.replace("06 thang", "6 thang")
    return bool(months & set(range(first, last + 1))) or (
        quarter in quarters and (last - first == 2 or quarter * 3 >= last)
    )


def _month_of(target: TargetEntry, header: Header) -> Period | None:
    """'Nhiệm vụ tháng 11' in the report of October: the month after its day, where the year is not said."""
    due = MONTH_DUE.fullmatch(fold(target.target.due))
    if due is None or header.issued_on is None:
        return None
    month, issued = int(due[1]), header.issued_on
    return month_of(issued.year + (month < issued.month - 1), month) if 1 <= month <= 12 else None


def _counting_first(reading: Reading, hits: Sequence[Hit]) -> Sequence[Hit]:
    """'Bao nhiêu đoàn viên' prefers a count of members to a share of them, where both fit."""
    direct = [hit for hit in hits if hit.target and is_direct(reading, hit.target)]
    return direct if direct and direct[0].fit.score >= hits[0].fit.score - BESIDE else hits


def _same_thing(hits: Sequence[Hit]) -> list[Hit]:
    """Figures of the same subject belong together, unless the question tells them apart; others must fit as well."""
    best = hits[0]
    near = [hit for hit in hits if hit.fit.score >= best.fit.score - BESIDE][:FIGURES_MAX]
    same = [hit for hit in near if _subject(hit) == _subject(best)]
    most = max(hit.fit.own for hit in same)
    named = [hit for hit in same if hit.fit.own >= most - TOLD_APART]
    return [hit for hit in near if hit in named or (hit not in same and hit.fit.score >= best.fit.score - BESIDE / 3)]


def _subject(hit: Hit) -> str:
    return hit.target.target.subject if hit.target else ""


def _claim(reading: Reading, targets: Sequence[TargetEntry]) -> Claim | None:
    """Whether the figure that a yes-or-no question names is one of those found."""
    named = asked_value(reading)
    if named is None:
        return None
    value, is_percent = named
    for each in targets:
        said = in_measure(value, each.target.measure)
        is_of_kind = not is_percent or each.target.measure.startswith("%")
        if said in (each.target.value, each.target.value_max) and is_of_kind:
            return Claim(said, is_percent, holds=not _is_said_otherwise(reading.line, each))
    return Claim(value, is_percent, holds=False)


def _is_said_otherwise(line: str, target: TargetEntry) -> bool:
    """'24.500 là của riêng một năm phải không': the figure is right, what is said of it is not."""
    comparator, time = target.target.comparator, fold(f"{target.target.measure} {target.target.due}")
    if AT_MOST.search(line) and comparator in (Comparator.AT_LEAST, Comparator.MORE):
        return True
    if AT_LEAST.search(line) and comparator in (Comparator.AT_MOST, Comparator.LESS):
        return True
    is_yearly = EACH_YEAR.search(time) is not None
    if OF_ONE_YEAR.search(line) and OF_TERM.search(time) and not is_yearly:
        return True
    return OF_WHOLE_TERM.search(line) is not None and is_yearly
