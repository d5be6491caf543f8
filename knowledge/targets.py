"""What does a clause set: its figure with subject, scope, sector, due and the words that hold it."""

import re
from dataclasses import dataclass
from datetime import date

from knowledge.clauses import (
    BRACKET,
    HAS,
    INSIDE,
    LEADING,
    PREDICATE,
    QUALIFIED,
    Clause,
    clauses_of,
    is_of_group,
    small,
)
from knowledge.document import Comparator, Passage, PassageKind, Target
from knowledge.grammar import setting
from knowledge.grammar.sectors import sector_of
from knowledge.grammar.spelled import spelled
from knowledge.grammar.times import DUE, OPENS, is_only_when
from knowledge.outline import sentences
from knowledge.text import fold

NO_TARGETS = (PassageKind.BASIS, PassageKind.THEME)
REPORT_OF_THE_PAST = re.compile(
    r"\b(?:ket qua (?:dat duoc|thuc hien|nhiem ky|nam)|tinh hinh|danh gia|dac diem|ton tai|han che|kiem diem"
    r"|thuc trang)\b"
)
LIST_OF_TARGETS = re.compile(r"\bmuc tieu\b|(?:^|› |\. |\) )(?:cac |mot so |he thong )?chi tieu\b")
REPORTS = re.compile(r"(?:bao cao|bien ban)\b")
LOOKS_AHEAD = re.compile(r"\b(?:phuong huong|nhiem vu|chi tieu|muc tieu|ke hoach|chuong trinh)\b")
"""The sections of a report that say what is to come."""

CELLS = " | "
ORGANISATIONS = (
    r"CĐCS|công đoàn cơ sở|đơn vị|cơ quan|doanh nghiệp|tổ công đoàn|công đoàn bộ phận|nghiệp đoàn|cán bộ(?: công đoàn)?"
    r"|đoàn viên|khu công nghiệp|KCN|cụm|chi bộ|trường|tổ|xã|phường|cảng cá|ủy viên|ban nữ công|nhà giáo|giáo viên"
)
PIECES = r"suất|người|em|cháu|lớp|hộ|gia đình|căn|đợt|cuộc|phòng|nhà|học sinh|buổi|trường hợp|đồng chí"
EACH = spelled(
    rf"\b(?P<words>(?:(?:bình quân|trung bình)\s+)?mỗi\s+(?P<unit>{ORGANISATIONS}))\b"
    rf"|\b(?P<pieces>mỗi\s+(?P<piece>{PIECES}))(?=\s*(?:$|từ|ít nhất|tối thiểu|không quá|khoảng|trị giá|là|có|được))"
    # A year is the time of the paper itself: 'mỗi năm' says when, 'mỗi tháng' how often.
    r"|\b(?P<spans>(?:(?:bình quân|trung bình)\s+(?:mỗi|hằng|hàng)|mỗi)\s+(?P<span>quý|tháng|tuần))\b"
)
PLACES = (
    r"(?:cơ quan|đơn vị|doanh nghiệp|CĐCS|công đoàn cơ sở|khu vực|hợp tác xã|khu công nghiệp|trường|cửa hàng|xưởng"
    r"|nhà máy|khu nhà trọ|địa bàn|phòng khám|bệnh viện|trạm|chợ|làng nghề|cụm công nghiệp|bến|cảng)"
)
WHERE = spelled(
    rf"\b(?:ở|tại|trong|thuộc|đối với|cho)\s+(?P<where>(?:các\s+|những\s+|toàn\s+)?"
    rf"{PLACES}(?:,? (?:và )?{PLACES})*\b[^,;.()]*)"
)
PLACE_AT_END = spelled(r"\b(?:ở|tại|trong|của|cho)\s*$")
WHOLE = spelled(
    r"\b(?:toàn|cả)\s+(?:huyện|tỉnh|thành phố|xã|phường|đặc khu|ngành|đơn vị|hệ thống|quận|khu vực|khu|trường"
    r"|công ty)\b"
)
RESTRICTED = spelled(r"^(?:riêng|đối với)\s+(?P<who>[^,;:]+?)(?:\s+(?:có|đạt|là))?\s*$")
CONDITION = spelled(r"\((?P<inside>(?:khi|nếu|đối với|trừ|không kể|không tính|ngoài|riêng|áp dụng|có|còn)\b[^()]*)\)")
FOR_WHOM = spelled(r"^(?:cho(?:\s+các)?|là)\s+")
ONLY_LINKS = spelled(r"(?:cho|tại|ở|của|với|trong)(?:\s+các)?")
JOINED = spelled(r"[\s,]*(?:(?:và|cùng(?: với)?|với|cho|gồm|trong đó(?: có)?)\s*)?(?:bình quân\s*)?")
PART_OF = spelled(r"[\s,(]*trong đó[^;.\d]{0,60}")
NO_HOLDERS = spelled(r"^(?:(?:cho|vào|với)\s+quỹ|từ|vào|để|bằng|về|do|nhằm)\b.*$")
"""Behind a sum 'cho quỹ …' and 'từ nguồn …' count nobody."""
FROM_LEVEL = spelled(r"\s+từ\s+\d[^;]*?(?<!trở)\s(?:lên|xuống)(?:\s+(?:còn|thành))?$")
"""'nâng tỷ lệ … từ 40% lên': the level that is left behind is no part of what is counted."""
COMPARED = spelled(r"\bso với\b[^,;.]*")
NO_GROUP = spelled(r"(?:(?:tổng |số |mức )*thu|mức|nguồn|tổng số tiền|giá trị)\b")
"""'Thu kinh phí đạt 95%' counts no group of people or units."""
LINKS_AT_END = spelled(r"(?:[\s,]+(?:cho|với|tại|ở|của|gồm|và))+$")
DONE_BY = spelled(r"[\s,]*\b(?:(?:thực hiện )?xong|hoàn thành|kết thúc)(?:\s+(?:vào|trong|trước))*\s*$")
"""'…, xong trước ngày 31/3': the time of all that its part of the sentence sets, and no part of what is set."""
REACHES = spelled(r"\s+(?:đạt|là|:)$")
FROM_AT_END = re.compile(r"\s+từ$")
MONTH_OF_WORK = spelled(r"(?:(?<=nhiệm vụ )|(?<=trọng tâm )|(?<=công tác ))tháng\s+\d{1,2}\b(?!\s*[-–/]|\s+năm)")
"""'Nhiệm vụ trọng tâm tháng 11' heads what is to be done in that month alone."""
MEANWHILE = spelled(r"(?<=\S)\s*\bphấn đấu\b(?:\s+(?:đạt|có))?")
"""'Hỗ trợ bữa ăn ca: phấn đấu 70% …': the wish is no part of what is counted."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a passage cannot say of itself: whose paper it stands in, of what kind and for what time."""

    period: str = ""
    issuer: str = ""
    kind: str = ""
    issued: date | None = None

    @property
    def first_year(self) -> int | None:
        """The first year that it is for; a paper without a term is for the year of its day."""
        year = re.search(r"(?:19|20)\d{2}", self.period)
        return int(year[0]) if year else self.issued.year if self.issued else None


def targets_of(passage: Passage, paper: Paper) -> tuple[Target, ...]:
    """The figures that a passage sets, in order; none from the opening, the theme or a report of past results.

    Cells that stand under no head set nothing either: whose figures they are cannot be told.
    """
    if passage.kind in NO_TARGETS or tells_the_past(passage, paper) or CELLS in passage.text:
        return ()
    return tuple(target for sentence in sentences(passage.text) for target in _of_sentence(sentence, passage, paper))


def tells_the_past(passage: Passage, paper: Paper) -> bool:
    """A section on results, or any part of a report but its plans."""
    heading = fold(passage.heading)
    if REPORT_OF_THE_PAST.search(heading):
        return True
    return bool(REPORTS.match(fold(paper.kind))) and not LOOKS_AHEAD.search(heading)


def _of_sentence(sentence: str, passage: Passage, paper: Paper) -> tuple[Target, ...]:
    clauses = clauses_of(sentence)
    found: list[Clause] = []
    for clause in clauses:
        along = bool(found) and (_goes_along(clause, found[-1], sentence) or _is_part(clause, found[0]))
        if _may_be_set(clause, clauses, sentence, paper) and (along or _is_wanted(clause, sentence, passage)):
            found.append(clause)
    targets = (_target(clause, sentence, passage.heading, paper.period) for clause in found)
    return tuple(target for target in targets if target.subject)


def _goes_along(clause: Clause, earlier: Clause, sentence: str) -> bool:
    """'Trao 300 suất quà, 50 xe đạp': a figure that only a comma or 'và' joins to one that is set is set with it."""
    between = sentence[earlier.figure.end : clause.figure.start]
    is_money = "đồng" in clause.figure.measure and "đồng" in earlier.figure.measure
    if is_money and setting.OF_BUDGET.search(sentence[: earlier.figure.start]):
        return True
    return ";" not in between and bool(JOINED.fullmatch(clause.said) or (is_money and PART_OF.fullmatch(clause.said)))


def _is_part(clause: Clause, first: Clause) -> bool:
    """'Phấn đấu 92% đoàn viên được cấp thẻ; khối doanh nghiệp 90%': what is wanted of all is wanted of the part."""
    return first.figure.is_share and is_of_group(clause)


def _may_be_set(clause: Clause, all_clauses: tuple[Clause, ...], sentence: str, paper: Paper) -> bool:
    """Nothing says that it was reached, is another body's, is fixed by law, is a rule or a condition."""
    figure = clause.figure
    before, after = sentence[: figure.start], sentence[figure.end :]
    if setting.is_reached(before, after, paper.first_year) or setting.is_anothers(before, paper.issuer):
        return False
    if setting.is_aside_of_past(before, paper.first_year, paper.issued):
        return False
    if setting.is_rate_of_law(before, after) or setting.is_of_game(before) or setting.is_prize(before, after):
        return False
    if setting.is_condition(before, figure.sign, figure.measure, after):
        return False
    begin = before.rfind(";") + 1
    beside = any(begin <= other.figure.start < figure.start for other in all_clauses)
    return not (beside and setting.is_remark(after))


def _is_wanted(clause: Clause, sentence: str, passage: Passage) -> bool:
    """Every figure of a list of targets is one; elsewhere only what binds, or is wanted in words, or is all of them."""
    figure = clause.figure
    before, after = sentence[: figure.start], sentence[figure.end :]
    if passage.kind == PassageKind.TARGET or LIST_OF_TARGETS.search(fold(passage.heading)):
        return True
    if (
        setting.is_of_law(sentence)
        or setting.is_reward(after, figure.measure)
        or setting.is_norm_of_law(after, figure.measure)
    ):
        return False
    if "đồng" in figure.measure and (setting.COSTS.search(passage.heading) or setting.LEVELS.search(passage.heading)):
        return True
    is_all = figure.measure == "%" and figure.value == 100
    return is_all or figure.sign != "=" or setting.is_wanted(before, figure.measure)


def _target(clause: Clause, sentence: str, heading: str, period: str) -> Target:
    each = _each(clause, sentence)
    scope = _scope(clause, each)
    subject = _subject(clause)
    return Target(
        value=clause.figure.value,
        comparator=Comparator(clause.figure.sign),
        measure=_measure(clause, each),
        subject=subject,
        value_max=clause.figure.value_max,
        scope=scope,
        due=_due(clause, sentence, heading, period),
        clause=_verbatim(clause, sentence),
        sector=sector_of(f"{scope} · {clause.holders}") or sector_of(clause.right) or sector_of(clause.said),
    )


# Per what


def _each(clause: Clause, sentence: str) -> re.Match[str] | None:
    """'Mỗi CĐCS có hai sáng kiến và giới thiệu một đoàn viên ưu tú': both are per union, unless 'toàn xã' is said."""
    if clause.figure.is_share or WHOLE.search(clause.said):
        return None
    own = EACH.last(clause.said)
    if own and own["pieces"] and own.end() < len(clause.said.rstrip()) - 12:
        own = None
    before = sentence[: clause.figure.start].rpartition(";")[2]
    lent = EACH.search(before)
    return own or (lent if lent and not lent["pieces"] else None)


def _measure(clause: Clause, each: re.Match[str] | None) -> str:
    measure = clause.figure.measure
    if not each or "/" in measure:
        return measure
    per = each["unit"] or each["piece"] or each["span"]
    return f"{measure}/{'CĐCS' if fold(per) in ('cong doan co so', 'cdcs') else per}"


# What and of whom


def _subject(clause: Clause) -> str:
    """The clause without its figure: 'phát triển tăng thêm đoàn viên'; 'có 18.000 đoàn viên' is 'số đoàn viên'."""
    left = LEADING.sub("", f"{BRACKET.sub('', clause.left)} ").strip(" :")
    right = BRACKET.sub("", clause.right).strip()
    if _is_stock(clause):
        left = "số" if right else f"số {clause.figure.measure.partition('/')[0]}"
    rest = right.removeprefix(clause.noun)
    if REACHES.search(left) and (not rest.strip() or is_only_when(rest)):
        right = ""
    words = " ".join(f"{left} {right}".split()).strip(" ,.;:")
    words = MEANWHILE.sub("", FROM_AT_END.sub("", REACHES.sub("", _without_day(words))))
    return small(FROM_LEVEL.sub("", LINKS_AT_END.sub("", words)))


def _without_day(words: str) -> str:
    """Without '…, xong trước ngày 31/3' at its end."""
    day = DUE.last(words)
    done = DONE_BY.search(words[: day.start()]) if day and not words[day.end() :].strip(" .") else None
    return words[: done.start()] if done and done.start() else words


def _is_stock(clause: Clause) -> bool:
    return bool(not clause.figure.is_share and HAS.search(clause.left) and not PREDICATE.search(clause.right))


def _scope(clause: Clause, each: re.Match[str] | None) -> str:
    """Who or what is counted over: the noun after a percentage, 'mỗi …', '(đối với …)', 'tại …', 'toàn huyện'."""
    condition = CONDITION.search(clause.right)
    holders = re.sub(r"^(?:tổng )?(?:số|các)\s+", "", clause.holders)
    over = LINKS_AT_END.sub("", _without_day(_over(clause, each, holders)))
    return ", ".join(part for part in (over, condition["inside"] if condition else "") if part)


def _over(clause: Clause, each: re.Match[str] | None, holders: str) -> str:
    if each:
        return small(each["words"] or each["pieces"] or each["spans"])
    if restricted := RESTRICTED.match(clause.said.strip(" ,")):
        return restricted["who"]
    if clause.figure.is_share:
        return FOR_WHOM.sub("", holders) or _who_before(clause)
    if where := WHERE.search(BRACKET.sub("", clause.right)) or WHERE.search(clause.said):
        return QUALIFIED.sub("", where["where"]).strip(" ,:")
    whole = WHOLE.search(clause.said) or WHOLE.search(clause.left)
    if _is_stock(clause):
        return whole[0] if whole else LEADING.sub("", HAS.sub("", f"{clause.left} ").strip() + " ").strip(" ,")
    says_more = fold(holders) != fold(clause.noun) and bool(clause.left or PREDICATE.search(clause.right))
    if PLACE_AT_END.search(clause.left):
        return holders
    holders = FOR_WHOM.sub("", NO_HOLDERS.sub("", holders))
    if whole:
        return whole[0].lower()
    return holders if says_more and not ONLY_LINKS.fullmatch(holders) else ""


def _who_before(clause: Clause) -> str:
    """'Tỷ lệ CĐCS xếp loại tốt đạt 90%' counts the unions before its verb."""
    left = LEADING.sub("", f"{BRACKET.sub('', clause.left)} ").strip(" :,")
    verb = PREDICATE.search(left)
    who = small(left[: verb.start()].strip(" ,")) if verb and verb.start() else ""
    return "" if NO_GROUP.match(who) else who


# When


def _due(clause: Clause, sentence: str, heading: str, period: str) -> str:
    """Said in the clause, before it in the sentence, in the heading, or the term of the paper."""
    for words in (clause.when, clause.said, clause.right):
        if own := DUE.search(COMPARED.sub("", words)):
            return small(own[0])
    if closing := _closing(sentence, clause.figure.end):
        return small(closing)
    if opening := _opening(sentence, clause.figure.start):
        return small(opening)
    if month := MONTH_OF_WORK.search(heading):
        return month[0].lower()
    named = DUE.last(heading)
    return small(named[0]) if named else period


def _closing(sentence: str, begin: int) -> str:
    """'Mở 01 lớp cho 30 người, xong trước ngày 31/3' and 'vay 5 tỷ cho 250 người trong năm 2026' are one doing."""
    end = sentence.find(";", begin)
    rest = COMPARED.sub(".", sentence[begin : end if end >= 0 else len(sentence)])
    for day in DUE.finditer(rest):
        between = rest[: day.start()]
        if DONE_BY.search(between) or not re.search(r"[,:.(]|\b(?:và|va)\b", between):
            return day[0]
    return ""


def _opening(sentence: str, end: int) -> str:
    """A time that opens the sentence or this part of it holds for the figures behind it, one that closes does not."""
    part = sentence.rfind(";", 0, end) + 1
    for begin in (part, 0):
        found = [
            match
            for match in DUE.finditer(sentence[begin:end])
            if OPENS.fullmatch(sentence[begin : begin + match.start()])
        ]
        if found:
            return found[-1][0]
    return ""


# The words that hold it


def _verbatim(clause: Clause, sentence: str) -> str:
    """The part between semicolons where it is whole in itself, else the sentence."""
    if not clause.is_whole:
        return sentence
    plain = INSIDE.sub(lambda match: "·" * len(match[0]), sentence)
    begin = plain.rfind(";", 0, clause.figure.start) + 1
    end = plain.find(";", clause.figure.end)
    return sentence[begin : end if end >= 0 else len(sentence)].strip(" ;")
