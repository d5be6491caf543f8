"""What does a paper set: targets, reporting duties and milestones, read from each passage and held by its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.document import Comparator, Document, Passage, PassageKind, Target
from knowledge.duties import find_duties, find_milestones
from knowledge.figures import Figure, figures
from knowledge.outline import sentences
from knowledge.text import fold

# Where a predicate begins. A figure whose clause has none shares the one of its neighbour:
# '90% công đoàn cấp trên, 85% CĐCS … xếp loại tốt'. Read with marks: 'ký' is a verb, 'kỳ' is not.
PREDICATE = re.compile(
    r"\b(?:được|tham gia|(?<!có )tổ chức(?! công đoàn| Đảng| cơ sở| của)|xếp loại|đạt|cam kết|giới thiệu|thành lập"
    r"|thực hiện|ký|nộp|đóng|cài đặt|sử dụng|hoàn thành|đăng ký|triển khai|(?<!ủy ban )(?<!uỷ ban )kiểm tra|phát triển"
    r"|kết nạp|vận động|hỗ trợ|xây dựng|ban hành|học tập|tuyên truyền|đề nghị|đề xuất|đối thoại|thương lượng|tăng|giảm"
    r"|chăm lo|thăm hỏi|thăm|mở|tập huấn|bồi dưỡng|đào tạo|đại diện|công nhận|khen thưởng|giải quyết|trả lời|chậm|tặng"
    r"|trao|sửa|báo cáo|gửi|ủng hộ|quyên góp|phản ánh|duy trì|nghe|trang bị|phát hành|sẽ|đều|biết"
    r"|có (?=đại diện|hợp đồng|tủ|quy chế|thỏa ước|việc làm))\b",
    re.IGNORECASE,
)
# A sentence outside the list of targets sets a figure only when it says that it wants one.
GOAL = re.compile(
    r"\b(?:phấn đấu|chỉ tiêu|đạt|bảo đảm|đảm bảo|mỗi (?:CĐCS|công đoàn cơ sở|đơn vị|năm|quý|tháng)"
    r"|thành lập mới|kết nạp(?: mới)?|phát triển(?: mới| thêm| tăng thêm)?|vận động|tổ chức|giới thiệu)\b",
    re.IGNORECASE,
)
ALREADY = re.compile(r"\bđã\s+(?:đạt|có|kết nạp|thành lập|tổ chức|phát triển|được|vận động|hỗ trợ)\b", re.IGNORECASE)
REPORT_OF_THE_PAST = re.compile(r"\b(?:ket qua (?:dat duoc|thuc hien)|tinh hinh|danh gia|dac diem|ton tai|han che)\b")
NO_TARGETS = (PassageKind.BASIS, PassageKind.THEME)

LEADING = re.compile(
    r"^(?:[\s,;:–-]+|chỉ tiêu(?: số)? \d+\s*:|(?:và|có|đạt|là|trong đó|ph[ấâ]n đ[ấầ]u|tỷ lệ"
    r"|đến (?:hết |cuối )?năm \d{4}|(?:đến )?(?:hết|cuối) nhiệm kỳ|(?:hàng|hằng|mỗi) năm|trong năm(?: \d{4})?"
    r"|năm \d{4})\b)+",
    re.IGNORECASE,
)
EACH = re.compile(
    r"\b(?P<words>(?:(?:bình quân|trung bình)\s+)?mỗi\s+(?P<unit>CĐCS|công đoàn cơ sở|đơn vị|cơ quan|doanh nghiệp"
    r"|tổ công đoàn|công đoàn bộ phận|nghiệp đoàn|cán bộ(?: công đoàn)?|đoàn viên))\b",
    re.IGNORECASE,
)
WHERE = re.compile(
    r"\b(?:ở|tại|trong|thuộc|đối với|cho)\s+(?P<where>(?:các\s+|những\s+|toàn\s+)?(?:cơ quan|đơn vị|doanh nghiệp"
    r"|CĐCS|công đoàn|hợp tác xã|khu|cơ sở|trường|địa bàn|hệ thống|xã|phường|huyện|tỉnh|thành phố|ngành|cán bộ"
    r"|đoàn viên|nữ)\b[^;.()]*)",
    re.IGNORECASE,
)
PLACE_AT_END = re.compile(r"\b(?:ở|tại|trong|của|cho)\s*$", re.IGNORECASE)
QUALIFIED = re.compile(r"\s*(?:,\s*)?\b(?:theo|nhằm|để|do|so với|phù hợp|với hình thức|bằng)\b.*$", re.IGNORECASE)
WHOLE = re.compile(
    r"\b(?:toàn|cả)\s+(?:huyện|tỉnh|thành phố|xã|phường|ngành|đơn vị|hệ thống|quận|khu vực)\b", re.IGNORECASE
)
CONDITION = re.compile(
    r"\((?P<inside>(?:khi|nếu|đối với|trừ|không kể|không tính|ngoài|riêng|áp dụng|có|còn)\b[^()]*)\)", re.IGNORECASE
)
BRACKET = re.compile(r"\s*\([^()]*\)")
AVERAGE = re.compile(r"(?:bình quân|trung bình)?", re.IGNORECASE)
POSSESSES = re.compile(r"(?<=\S )(?:không )?có\b")
"""'50% đoàn viên có sáng kiến': where no other verb follows, 'có' is the verb; else it belongs to the noun."""
REACHES = re.compile(r"\s+(?:đạt|là)$", re.IGNORECASE)
HAS = re.compile(r"\bcó\s*$", re.IGNORECASE)
DUE = re.compile(
    r"(?<!so với )\b(?:(?:đến\s+)?(?:hết|cuối)\s+(?:năm(?:\s+\d{4})?|nhiệm kỳ)|(?:đến|trước)\s+(?:ngày\s+)?"
    r"\d{1,2}/\d{1,2}(?:/\d{4})?|đến\s+năm\s+\d{4}|(?:hàng|hằng|mỗi)\s+(?:năm|quý|tháng)"
    r"|(?:trong\s+)?(?:quý\s+[IVX\d]+|tháng\s+\d{1,2})(?:\s*/\s*\d{4}|\s+năm\s+\d{4})|(?:trong\s+)?năm\s+\d{4})\b",
    re.IGNORECASE,
)


def extract(document: Document) -> Document:
    """The document with what each passage sets; a passage that proves to be a duty, milestone or target says so."""
    return replace(document, passages=tuple(_read(passage, document.header.period) for passage in document.passages))


def _read(passage: Passage, period: str) -> Passage:
    duties, targets = find_duties(passage), find_targets(passage, period)
    # The day of a report or of a figure is their own due, not another milestone.
    milestones = () if duties or targets else find_milestones(passage)
    found = replace(passage, targets=targets, duties=duties, milestones=milestones)
    return replace(found, kind=_kind(found))


def _kind(passage: Passage) -> PassageKind:
    if passage.duties and passage.kind in (PassageKind.ORGANISATION, PassageKind.OTHER, PassageKind.TASK):
        return PassageKind.DUTY
    if passage.targets and passage.kind in (PassageKind.OTHER, PassageKind.PURPOSE):
        return PassageKind.TARGET
    if passage.milestones and passage.kind in (PassageKind.OTHER, PassageKind.ORGANISATION):
        return PassageKind.MILESTONE
    return passage.kind


# Targets


@dataclass(frozen=True, slots=True)
class _Clause:
    """A figure with the words before it and after it that are its own, or that a neighbour lends."""

    figure: Figure
    left: str
    right: str
    said: str
    """`left` as written, nothing lent."""
    noun: str
    """What is counted, as the sentence words it; '' for a percentage."""
    holders: str
    """The noun phrase of `right`, nothing lent: 'CĐCS khu vực nhà nước'."""


def find_targets(passage: Passage, period: str = "") -> tuple[Target, ...]:
    """The figures that a passage sets, in order; none from the opening, the theme or a report of past results."""
    if passage.kind in NO_TARGETS or REPORT_OF_THE_PAST.search(fold(passage.heading)):
        return ()
    return tuple(
        _target(clause, sentence, passage.heading, period)
        for sentence in sentences(passage.text)
        for clause in _shared(_clauses(sentence))
        if _is_set(clause, passage)
    )


def _is_set(clause: _Clause, passage: Passage) -> bool:
    """Every figure of a list of targets is one; elsewhere only what binds, or is wanted in words, or is all of them."""
    if ALREADY.search(clause.left):
        return False
    lists_targets = passage.kind == PassageKind.TARGET or "muc tieu" in fold(passage.heading)
    is_all = clause.figure.measure == "%" and clause.figure.value == 100
    return lists_targets or is_all or clause.figure.sign != "=" or bool(GOAL.search(clause.left))


def _clauses(sentence: str) -> tuple[_Clause, ...]:
    found = figures(sentence)
    if not found:
        return ()
    gaps = [sentence[one.end : two.start] for one, two in pairwise(found)]
    cuts = [_cut(gap) for gap in gaps]
    begin = sentence.rfind(";", 0, found[0].start) + 1
    lefts = [sentence[begin : found[0].start], *(gap[cut.after :] for gap, cut in zip(gaps, cuts, strict=True))]
    tail = sentence[found[-1].end :].partition(";")[0]
    rights = [*(gap[: cut.before] for gap, cut in zip(gaps, cuts, strict=True)), tail]
    return tuple(
        _clause(figure, left.strip(), right, sentence) for figure, left, right in zip(found, lefts, rights, strict=True)
    )


def _clause(figure: Figure, left: str, right: str, sentence: str) -> _Clause:
    noun = _counted(figure, left, sentence)
    whole = f"{noun} {right}".strip(" .;:,")
    if whole.count("(") != whole.count(")"):
        whole = whole.replace("(", "").replace(")", "")
    plain = BRACKET.sub("", whole)
    predicate = PREDICATE.search(plain, len(noun)) or (POSSESSES.search(plain) if figure.measure == "%" else None)
    holders = QUALIFIED.sub("", plain[: predicate.start()] if predicate else plain)
    # 'Thực hiện Nghị quyết …, 85% CĐCS …': what a comma ends before the figure introduces it and is not counted.
    own_left = "" if left.endswith(",") else left
    return _Clause(figure, own_left, " ".join(whole.split()), left, noun, " ".join(holders.split()).strip(" ,"))


def _counted(figure: Figure, left: str, sentence: str) -> str:
    """The counted noun where it is a part of what is said: not '%', not money, not '…: 23 đơn vị', not '/năm'."""
    is_rate_at_end = "/" in figure.measure and not re.match(r"\s*\w", sentence[figure.end :])
    if figure.measure == "%" or "đồng" in figure.measure or is_rate_at_end or left.endswith(":"):
        return ""
    return re.sub(r"\s*trở (?:lên|xuống)$|\s?/.*$", "", sentence[figure.after_number : figure.end].strip())


@dataclass(frozen=True, slots=True)
class _Cut:
    """Between two figures: up to `before` the words are the first one's, from `after` on the second one's."""

    before: int
    after: int


def _cut(gap: str) -> _Cut:
    """At the semicolons, a bracket, the last comma or the last 'và'; with none of them both share the gap."""
    if ";" in gap:
        return _Cut(gap.index(";"), gap.rindex(";") + 1)
    if "(" in gap:
        return _Cut(gap.rindex("("), gap.rindex("(") + 1)
    if "," in gap:
        return _Cut(gap.rindex(","), gap.rindex(",") + 1)
    if " và " in gap:
        return _Cut(gap.rindex(" và "), gap.rindex(" và ") + len(" và "))
    return _Cut(len(gap), 0)


def _shared(clauses: Sequence[_Clause]) -> Iterator[_Clause]:
    """Coordinated figures share what is said once: the predicate after the last, or the words around the first."""
    for place, clause in enumerate(clauses):
        if _has_predicate(clause):
            yield _part_of(clause, clauses[place - 1]) if place and not clause.holders else clause
            continue
        after = next((other for other in clauses[place + 1 :] if _has_predicate(other)), None)
        before = next((other for other in reversed(clauses[:place]) if _has_predicate(other)), None)
        lent = PREDICATE.search(after.right) if after and not PREDICATE.search(after.left) else None
        if after and lent:
            yield replace(clause, right=f"{clause.right} {after.right[lent.start() :]}")
        elif before:
            yield _after(clause, before)
        else:
            yield clause


def _after(clause: _Clause, before: _Clause) -> _Clause:
    """'… tại 19 doanh nghiệp và 815 doanh nghiệp …' repeats the verb, '60% đơn vị mở …; 70% vào cuối năm' the rest."""
    if PREDICATE.search(before.left) and AVERAGE.fullmatch(LEADING.sub("", f"{clause.left} ").strip()):
        return replace(clause, left=f"{clause.left} {_small(before.left)}")
    if clause.figure.measure == before.figure.measure == "%" and PREDICATE.search(before.right):
        return replace(clause, right=f"{DUE.sub('', before.right)} {clause.right}", holders=before.holders)
    return clause


def _part_of(clause: _Clause, whole: _Clause) -> _Clause:
    """'80% thỏa ước xếp loại B, trong đó 25% xếp loại A' counts 25% of the same agreements."""
    if clause.figure.measure != "%" or not clause.said.lower().startswith("trong đó"):
        return clause
    return replace(clause, right=f"{whole.holders} {clause.right}", holders=whole.holders)


def _has_predicate(clause: _Clause) -> bool:
    """'có 18.000 đoàn viên' is complete as it stands."""
    is_stock = clause.figure.measure != "%" and HAS.search(clause.left)
    return bool(is_stock or PREDICATE.search(clause.left) or PREDICATE.search(clause.right))


def _target(clause: _Clause, sentence: str, heading: str, period: str) -> Target:
    each = _each(clause, sentence)
    measure = f"{clause.figure.measure}/{_unit(each['unit'])}" if each else clause.figure.measure
    return Target(
        value=clause.figure.value,
        comparator=Comparator(clause.figure.sign),
        measure=measure,
        subject=_subject(clause),
        value_max=clause.figure.value_max,
        scope=_scope(clause, each),
        due=_due(clause, sentence, heading, period),
    )


def _each(clause: _Clause, sentence: str) -> re.Match[str] | None:
    """'Mỗi CĐCS có hai sáng kiến và giới thiệu một đoàn viên ưu tú': both are per union, unless 'toàn xã' is said."""
    if clause.figure.measure == "%" or "/" in clause.figure.measure or WHOLE.search(clause.said):
        return None
    return EACH.search(clause.left) or EACH.search(sentence[: clause.figure.start].rpartition(";")[2])


def _unit(said: str) -> str:
    return "CĐCS" if fold(said) in ("cong doan co so", "cdcs") else said


def _subject(clause: _Clause) -> str:
    """The clause without its figure: 'phát triển tăng thêm đoàn viên'; 'có 18.000 đoàn viên' is 'số đoàn viên'."""
    left = LEADING.sub("", f"{BRACKET.sub('', clause.left)} ").strip(" :")
    right = BRACKET.sub("", clause.right).strip()
    if _is_stock(clause):
        left = "số"
    if REACHES.search(left) and fold(right) == fold(clause.noun):
        right = ""
    words = REACHES.sub("", " ".join(f"{left} {right}".split()).strip(" ,.;:"))
    return _small(words)


def _small(words: str) -> str:
    """A small first letter, but not for 'CĐCS' or 'LĐLĐ'."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def _is_stock(clause: _Clause) -> bool:
    return bool(clause.figure.measure != "%" and HAS.search(clause.left) and not PREDICATE.search(clause.right))


def _scope(clause: _Clause, each: re.Match[str] | None) -> str:
    """Who or what is counted over: the noun after a percentage, 'mỗi …', '(đối với …)', 'tại …', 'toàn huyện'."""
    condition = CONDITION.search(clause.right)
    holders = re.sub(r"^(?:tổng )?(?:số|các)\s+", "", clause.holders)
    return ", ".join(part for part in (_over(clause, each, holders), condition["inside"] if condition else "") if part)


def _over(clause: _Clause, each: re.Match[str] | None, holders: str) -> str:
    if each:
        return _small(each["words"])
    if clause.figure.measure == "%":
        return holders
    if where := WHERE.search(BRACKET.sub("", clause.right)) or WHERE.search(clause.said):
        return QUALIFIED.sub("", where["where"]).strip(" ,:")
    if _is_stock(clause):
        return LEADING.sub("", HAS.sub("", f"{clause.left} ").strip() + " ").strip(" ,")
    says_more = fold(holders) != fold(clause.noun) and bool(clause.left or PREDICATE.search(clause.right))
    if PLACE_AT_END.search(clause.left) or says_more:
        return holders
    whole = WHOLE.search(clause.said) or WHOLE.search(clause.left)
    return whole[0].lower() if whole else ""


def _due(clause: _Clause, sentence: str, heading: str, period: str) -> str:
    """Said in the clause, before it in the sentence, in the heading, or the term of the paper."""
    earlier = list(DUE.finditer(sentence[: clause.figure.start]))
    if own := DUE.search(clause.said) or DUE.search(clause.right):
        return own[0].lower()
    if earlier:
        return earlier[-1][0].lower()
    named = list(DUE.finditer(heading))
    return named[-1][0].lower() if named else period
