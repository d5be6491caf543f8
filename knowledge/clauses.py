"""Which words of a sentence belong to which of its figures, and what do the figures share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.figures import Figure, figures
from knowledge.grammar.spelled import spelled
from knowledge.grammar.times import DUE, is_only_when

# Where a predicate begins. A figure whose clause has none shares the one of its neighbour:
# '90% công đoàn cấp trên, 85% CĐCS … xếp loại tốt'. Read with marks: 'ký' is a verb, 'kỳ' is not.
VERBS = (
    r"(?:được|tham gia|(?<!có )tổ chức(?! công đoàn| Đảng| cơ sở| của)|xếp loại|đạt|cam kết|giới thiệu|thành lập"
    r"|thực hiện|ký|nộp|đóng|cài đặt|sử dụng|hoàn thành|đăng ký|triển khai|(?<!ủy ban )(?<!uỷ ban )kiểm tra|phát triển"
    r"|kết nạp|vận động|hỗ trợ|xây dựng|ban hành|học tập|tuyên truyền|đề nghị|đề xuất|đối thoại|thương lượng|tăng|giảm"
    r"|chăm lo|thăm hỏi|thăm|mở|tập huấn|bồi dưỡng|đào tạo|đại diện|công nhận|khen thưởng|giải quyết|trả lời|chậm|tặng"
    r"|trao|sửa đổi|sửa|bổ sung|báo cáo|gửi|ủng hộ|quyên góp|phản ánh|duy trì|nghe|trang bị|phát hành|sẽ|đều|biết"
    r"|công khai|nâng|xây|huy động|giúp đỡ|(?<!ban )chấp hành|(?<!phòng )khám|khảo sát|rà soát"
    r"|vi phạm|xin ra khỏi|ra khỏi"
    r"|cấp(?= thẻ| sổ| phát| giấy| kinh phí)"
    r"|có (?=đại diện|hợp đồng|tủ|quy chế|thỏa ước|thoả ước|việc làm))"
)
PREDICATE = spelled(rf"\b{VERBS}\b(?!\s+viên\b)")
BARE_VERB = spelled(rf"\s*{VERBS}(?:\s+(?!\d)[\w]+)?\s*")
POSSESSES = spelled(r"(?<=\S )(?:không )?có\b")
"""'50% đoàn viên có sáng kiến': where no other verb follows, 'có' is the verb; else it belongs to the noun."""
IS = spelled(r"(?<=\S )là\b")
HAS = spelled(r"\bcó\s*$")
BRACKET = re.compile(r"\s*\([^()]*\)")
QUALIFIED = spelled(r"\s*(?:,\s*)?\b(?:theo|nhằm|để|do|so với|phù hợp|với hình thức|bằng)\b.*$")
LEADING = spelled(
    r"^(?:[\s,;:–-]+|chỉ tiêu(?: số)? \d+\s*:|(?:sửa đổi|bổ sung|điều chỉnh|thay)[^:]{0,120}:"
    r"|(?:và|có|đạt|là|trong đó|ph[ấâ]n đ[ấầ]u|tỷ lệ|tỉ lệ"
    r"|đến (?:hết |cuối )?năm \d{4}|(?:đến )?(?:hết|cuối) nhiệm kỳ|(?:hàng|hằng|mỗi) năm|trong năm(?: \d{4})?"
    r"|năm \d{4})\b)+"
)
ONLY_REACHES = spelled(r"[\s,]*(?:(?:đạt|là|trong|có|được|thu|đến|từ)\s*)*")
NAMES_NEXT = spelled(r"\s+(?:với\s+)?(?:tổng\s+)?(?:số tiền|trị giá|giá trị|kinh phí)(?:\s+(?:là|hỗ trợ|vay))?\s*$")
"""'hỗ trợ 120 lượt đoàn viên vay với tổng số tiền 3 tỷ': the last words are of the second figure alone."""
UP_LATER = spelled(r"(?P<who>(?:(?!\b(?:có|loại|mức|bậc|khá|tốt)\b)[^\d,;:])+?)\s+trở lên\b")
"""'từ 92% đoàn viên trở lên': the words belong to the figure."""
GOAL = spelled(r",\s*(?:qua đó |từ đó |để )?(?:phấn đấu|với mục tiêu|đặt mục tiêu)\b")
FINISHES = spelled(r"\s*(?:và\s+)?(?:hoàn thành|đạt|hoàn thành đạt)\s*")
BEGINS = spelled(
    r"\s*(?:trong đó|riêng|còn|phấn đấu|bảo đảm|đảm bảo|có|số|tỷ lệ|tỉ lệ|tổng|toàn|mỗi|với|thực|không|và|theo"
    r"|bình quân|giúp|góp phần|từ đó|qua đó)\b"
)
"""Words that begin something new behind a comma."""
IN_IT = spelled(r"\W*trong đó\b")
CLASS = spelled(r"\s*(?:dưới|từ|trên|đến|không quá)\s+\d[^:;]*:$")
"""'từ 150 đến dưới 500 người:' says for whom the figure behind it is."""
GROUP = spelled(r"\W*(?:(?:riêng|còn|trong đó)\s+)?(?P<who>(?:khối|khu vực|nhóm|cụm)\s[^,;:]+?)(?:\s(?:đạt|là))?\s*")
LONGEST_LABEL = 8
PLACED = spelled(r"(?:ở|tại|đối với|cho|trong)\s")
AVERAGE = spelled(r"(?:bình quân|trung bình)?")
INSIDE = re.compile(r"“[^”]*”|\"[^\"]*\"|\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Clause:
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
    when: str = ""
    """The time that stands alone before the figure: 'năm 2027:'."""
    is_whole: bool = True
    """False where a neighbour lends it words, so that its part of the sentence does not stand alone."""


def clauses_of(sentence: str) -> tuple[Clause, ...]:
    """Each figure of a sentence with its words, shared ones included."""
    return tuple(_shared(_own(sentence)))


def _own(sentence: str) -> tuple[Clause, ...]:
    found = figures(sentence)
    if not found:
        return ()
    gaps = [sentence[one.end : two.start] for one, two in pairwise(found)]
    cuts = [_same_beginning(sentence[: one.start], gap) or _cut(gap) for one, gap in zip(found[:-1], gaps, strict=True)]
    begin = _plain(sentence).rfind(";", 0, found[0].start) + 1
    lefts = [sentence[begin : found[0].start], *(gap[cut.after :] for gap, cut in zip(gaps, cuts, strict=True))]
    tail = _until_semicolon(sentence[found[-1].end :])
    rights = [*(gap[: cut.before] for gap, cut in zip(gaps, cuts, strict=True)), tail]
    lefts = [_finished(left, right, sentence, figure) for figure, left, right in zip(found, lefts, rights, strict=True)]
    parts = (
        _clause(figure, left.strip(), right, sentence) for figure, left, right in zip(found, lefts, rights, strict=True)
    )
    return tuple(_labelled(part) for part in parts)


def _finished(left: str, right: str, sentence: str, figure: Figure) -> str:
    """'Cập nhật dữ liệu của 1.245 đoàn viên, hoàn thành 100% …' finishes what the words before the comma say."""
    if not FINISHES.fullmatch(left) or not (not right.strip(" .;,") or is_only_when(right)):
        return left
    return sentence[_plain(sentence).rfind(";", 0, figure.start) + 1 : figure.start]


def _until_semicolon(words: str) -> str:
    end = _plain(words).find(";")
    return words if end < 0 else words[:end]


def _plain(words: str) -> str:
    """The same length without what stands in quotation marks or brackets, where a comma parts nothing."""
    return INSIDE.sub(lambda match: "·" * len(match[0]), words)


def _clause(figure: Figure, left: str, right: str, sentence: str) -> Clause:
    noun = _counted(figure, left, sentence)
    whole = f"{noun} {right}".strip(" .;:,")
    if whole.count("(") != whole.count(")"):
        whole = whole.replace("(", "").replace(")", "")
    if figure.sign == ">=" and (later := UP_LATER.match(whole)) and not PREDICATE.search(later["who"]):
        whole = f"{later['who']}{whole[later.end() :]}"
    plain = BRACKET.sub("", whole)
    predicate = PREDICATE.search(plain, len(noun)) or (POSSESSES.search(plain) if figure.is_share else None)
    holders = QUALIFIED.sub("", plain[: predicate.start()] if predicate else plain)
    # 'Thực hiện Nghị quyết …, 85% CĐCS …': what a comma ends before the figure introduces it and is not counted.
    # Where nothing follows the figure, it is what the figure is about: '… vi phạm kỷ luật, dưới 0,5%'.
    own_left = "" if left.endswith(",") and right.strip(" .;,") else _own_goal(left, goes_on=bool(predicate))
    return Clause(figure, own_left, " ".join(whole.split()), left, noun, " ".join(holders.split()).strip(" ,"))


def _own_goal(left: str, *, goes_on: bool) -> str:
    """'Tạo bước đột phá …, phấn đấu có 12 nghìn đoàn viên': what a comma parts from the goal introduces it."""
    goal = GOAL.last(_plain(left))
    rest = left[goal.end() :] if goal else ""
    says_what = goes_on or HAS.search(rest) or not ONLY_REACHES.fullmatch(LEADING.sub("", f"{DUE.sub('', rest)} "))
    return rest if goal and says_what else left


def _counted(figure: Figure, left: str, sentence: str) -> str:
    """The counted noun where it is a part of what is said: not '%', not money, not '…: 23 đơn vị', not '/năm'."""
    noun = re.sub(
        r"\s*\(?tr[ởo] (?:l[êe]n|xu[ốo]ng)\)?$|\s?/.*$", "", sentence[figure.after_number : figure.end].strip()
    )
    is_rate_at_end = figure.measure.startswith(f"{noun}/") and not re.match(r"\s*\w", sentence[figure.end :])
    if figure.is_share or "đồng" in figure.measure or is_rate_at_end or left.endswith(":") or figure.measure == "lần":
        return ""
    return noun


def _labelled(clause: Clause) -> Clause:
    """'Tỷ lệ … thành lập CĐCS: năm 2026: 60%': the label is what is meant, the year is when."""
    if HAS.search(clause.left) and not clause.figure.is_share:
        return clause  # 'đến năm 2023 có 18.000 đoàn viên' is complete
    if is_only_when(clause.left):
        return replace(clause, left="", when=clause.left)
    label, colon, rest = clause.left.rstrip(" :").rpartition(":")
    if colon and is_only_when(rest):
        return replace(clause, left=label, when=rest)
    return clause


@dataclass(frozen=True, slots=True)
class _Cut:
    """Between two figures: up to `before` the words are the first one's, from `after` on the second one's."""

    before: int
    after: int


def _cut(gap: str) -> _Cut:
    """At the semicolons, a bracket, the last comma or the last 'và'; with none of them both share the gap."""
    plain = _plain(gap)
    if ";" in plain:
        return _Cut(plain.index(";"), plain.rindex(";") + 1)
    if "(" in plain:
        return _Cut(plain.rindex("("), plain.rindex("(") + 1)
    if named := NAMES_NEXT.search(plain):
        return _Cut(named.start(), 0)
    # What stands right before the second figure parts them, whatever stands earlier: 'hành chính, sự nghiệp và 70%'.
    is_joined = plain.endswith((" và ", " va "))
    if "," in plain and not is_joined:
        comma = _comma(plain)
        return _Cut(len(gap), 0) if _goes_on(plain, comma) else _Cut(comma, comma + 1)
    for word in (" và ", " va "):
        if word in plain:
            return _Cut(plain.rindex(word), plain.rindex(word) + len(word))
    return _Cut(len(gap), 0)


def _same_beginning(before: str, gap: str) -> _Cut | None:
    """'nguồn tỉnh 65 suất, nguồn xã, phường và cơ sở 135 suất': the second part begins as the first does."""
    own = re.split(r"[,;:(]", before)[-1].split()
    if not own or PREDICATE.match(own[0]) or len(own) < 2:
        return None
    comma = re.match(rf"[^,;:(]{{0,20}}?(?P<comma>,)\s*{re.escape(own[0])}\s", gap, re.IGNORECASE)
    return _Cut(comma.start("comma"), comma.end("comma")) if comma else None


def _goes_on(plain: str, comma: int) -> bool:
    """'100% công đoàn xã, phường tự kiểm tra ít nhất 01 lần': before its verb a comma goes on counting who is meant."""
    after = plain[comma + 1 :]
    verb = PREDICATE.search(after)
    return bool(
        verb
        and after[: verb.start()].strip()
        and not PREDICATE.search(plain[:comma])
        and not POSSESSES.search(plain[:comma])
        and plain[:comma].strip()
        and not BEGINS.match(after)
    )


def _comma(plain: str) -> int:
    """The last comma, but 'sửa đổi, bổ sung 12 bản' is one doing: a bare verb before it goes along."""
    comma = plain.rindex(",")
    if BEGINS.match(plain[comma + 1 :]):
        return comma
    while (earlier := plain.rfind(",", 0, comma)) >= 0 and BARE_VERB.fullmatch(plain[earlier + 1 : comma]):
        comma = earlier
    return comma


def _shared(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Coordinated figures share what is said once: the predicate after the last, or the words around the first."""
    for place, given in enumerate(clauses):
        clause = _under_label(given, clauses[:place])
        if clause.when and not clause.right and (named := _named_later(clauses[place + 1 :])):
            yield replace(clause, right=named.right, holders=named.holders, is_whole=False)
            continue
        if place and clause.when and (lent := _label(clauses[:place])):
            yield _later(clause, clauses[place - 1], lent)
            continue
        if place and _is_share_of_count(clause, clauses[place - 1]):
            yield _apposed(clause, clauses[place - 1])
            continue
        if _has_predicate(clause):
            yield _part_of(clause, clauses[place - 1]) if place and not clause.holders else clause
            continue
        after = next((other for other in clauses[place + 1 :] if _has_predicate(other)), None)
        before = next((other for other in reversed(clauses[:place]) if _has_predicate(other)), None)
        lent_right = PREDICATE.search(after.right) if after and not PREDICATE.search(after.left) else None
        if after and lent_right:
            yield replace(clause, right=f"{clause.right} {after.right[lent_right.start() :]}", is_whole=False)
        elif before:
            yield _after(clause, before)
        elif place and not clause.left and is_only_when(_without_noun(clause)) and (lent := _label(clauses[:place])):
            yield replace(clause, left=lent, is_whole=False)
        else:
            yield clause


def _under_label(clause: Clause, earlier: Sequence[Clause]) -> Clause:
    """'Phụ cấp: dưới 90 người: …; từ 90 người: …', 'Chi: tối đa 12% ở …, 9% ở …': one label for all, one bound too."""
    if not earlier:
        return clause
    first, before = earlier[0], earlier[-1]
    label = BRACKET.sub("", first.left).partition(":")[0].strip()
    if CLASS.match(clause.left) and CLASS.match(first.left.partition(":")[2]):
        return replace(clause, left=f"{label}: {clause.left}", is_whole=False)
    if label and _is_sum_of_list(clause, first, label):
        return replace(clause, left=f"{label}: {clause.left}", is_whole=False)
    group = GROUP.fullmatch(clause.said)
    if group and is_of_group(clause) and first.figure.is_share and PREDICATE.search(first.right):
        right, holders = (f"{words} {small(group['who'])}".strip() for words in (first.right, first.holders))
        return replace(clause, left="", right=right, holders=holders, is_whole=False)
    is_beside = not clause.left and PLACED.match(clause.right) and PLACED.match(before.right)
    if is_beside and first.left.endswith(":") and clause.figure.measure == before.figure.measure:
        sign = before.figure.sign if clause.figure.sign == "=" else clause.figure.sign
        return replace(clause, left=first.left, figure=replace(clause.figure, sign=sign), is_whole=False)
    return clause


def is_of_group(clause: Clause) -> bool:
    """'92% đoàn viên được cấp thẻ; khối doanh nghiệp 90%, khối trường học 100%': the same, of a part of them."""
    return clause.figure.is_share and bool(GROUP.fullmatch(clause.said)) and not clause.noun


def _is_sum_of_list(clause: Clause, first: Clause, label: str) -> bool:
    """'Viếng: đoàn viên 2 triệu đồng; cha mẹ 500.000 đồng': the later sum is for another one of the same list."""
    are_sums = "đồng" in clause.figure.measure and "đồng" in first.figure.measure
    is_list = ":" in first.left and len(label.split()) <= LONGEST_LABEL and not PREDICATE.search(clause.left)
    return are_sums and is_list and bool(clause.left) and ":" not in clause.left and not BEGINS.match(clause.left)


def _named_later(others: Sequence[Clause]) -> Clause | None:
    """'năm 2026: 60%; năm 2027: 70% doanh nghiệp …': only the last of the row says what is counted."""
    for other in others:
        if not other.when or not other.figure.is_share:
            return None
        if other.right:
            return other
    return None


def _later(clause: Clause, before: Clause, lent: str) -> Clause:
    """'Đến nay có 12 CĐCS ký thoả ước, cuối năm đạt 18 CĐCS' counts the same ones later."""
    if HAS.search(before.left) and before.noun == clause.noun != clause.right:
        return replace(clause, is_whole=False)
    if HAS.search(before.left) and before.noun == clause.noun:
        return replace(clause, right=DUE.sub("", before.right), holders=before.holders, is_whole=False)
    return replace(clause, left=lent, is_whole=False)


def _label(earlier: Sequence[Clause]) -> str:
    """What the first of a row of figures is about, without its own year."""
    return next((clause.left.rstrip(" :") for clause in reversed(earlier) if clause.left), "")


def _without_noun(clause: Clause) -> str:
    return clause.right.removeprefix(clause.noun)


def _is_share_of_count(clause: Clause, count: Clause) -> bool:
    """'12/12 CĐCS (100%) công khai …' says one thing twice."""
    return clause.figure.is_share and clause.right.startswith(")") and not count.figure.is_share


def _apposed(clause: Clause, count: Clause) -> Clause:
    rest = clause.right.lstrip(") ")
    return replace(
        clause,
        left=count.left,
        right=f"{count.noun} {rest}".strip(),
        holders=count.noun,
        said=count.said,
        is_whole=False,
    )


def _after(clause: Clause, before: Clause) -> Clause:
    """'… tại 19 doanh nghiệp và 815 doanh nghiệp …' repeats the verb, '60% đơn vị mở …; 70% vào cuối năm' the rest."""
    if IN_IT.match(clause.said) and not clause.figure.is_share:
        own = LEADING.sub("", f"{clause.left} ").strip()
        return replace(clause, left=f"{before.left} {own}".strip(), is_whole=False)
    is_part = clause.figure.is_share and IN_IT.match(clause.said)
    if not is_part and PREDICATE.search(before.left) and AVERAGE.fullmatch(LEADING.sub("", f"{clause.left} ").strip()):
        return replace(clause, left=f"{clause.left} {small(before.left)}", is_whole=False)
    is_bare = not clause.left and not POSSESSES.search(clause.right) and not IS.search(clause.right)
    if clause.figure.measure == before.figure.measure == "%" and is_bare and PREDICATE.search(before.right):
        lent = f"{DUE.sub('', before.right)} {clause.right}"
        return replace(clause, right=lent, holders=before.holders, is_whole=False)
    return clause


def _part_of(clause: Clause, whole: Clause) -> Clause:
    """'80% thỏa ước xếp loại B, trong đó 25% xếp loại A' counts 25% of the same agreements."""
    if clause.figure.measure != "%" or not clause.said.lower().startswith(("trong đó", "trong do")):
        return clause
    return replace(clause, right=f"{whole.holders} {clause.right}", holders=whole.holders, is_whole=False)


def _has_predicate(clause: Clause) -> bool:
    """'có 18.000 đoàn viên' is complete as it stands."""
    is_stock = not clause.figure.is_share and HAS.search(clause.left)
    return bool(is_stock or PREDICATE.search(clause.left) or PREDICATE.search(clause.right))


def small(words: str) -> str:
    """A small first letter, but not for 'CĐCS' or 'LĐLĐ'."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"
