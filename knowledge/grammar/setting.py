"""Does this figure set anything here: results reached, other bodies' targets and rates of a law do not."""

import re
from datetime import date

from knowledge.grammar.spelled import spelled
from knowledge.text import fold

# What a paper wants. After one of these words a sentence speaks of what is to be, whatever it told before.
WANTED = spelled(
    r"\b(?:phấn đấu|năm nay|nay (?:nâng|tăng|giảm|điều chỉnh|là)|sẽ|phải|cần|bảo đảm|đảm bảo|mục tiêu"
    r"|nhận chỉ tiêu|đăng ký chỉ tiêu|chỉ tiêu đến)\b"
)

# What was reached. 'đã' behind a noun tells which ones are meant ('nơi đã có công đoàn'), it reports nothing.
REACHED = spelled(
    r"(?<!nơi )(?<!doanh nghiệp )(?<!đơn vị )(?<!CĐCS )(?<!cơ sở )(?<!đoàn viên )"
    r"\bđã\s+(?!đề ra|đăng ký|giao|được giao|ký kết|xác định|ban hành)"
    r"|^\W*hiện nay\b|\bhiện (?:có|còn|đã|đạt|đang|là|mới|tại|quản lý)\b(?=[^,;]*$)"
    # 'từ 4,1% hiện nay xuống dưới 3%' leaves what is now behind.
    r"|\bhiện nay\b(?=[^,;]*$)(?![^,;]*\b(?:lên|xuống|thành|còn)\b)"
    r"|\bđến (?:nay|thời điểm (?:này|hiện tại))\b"
    r"|(?<!thông )\bqua (?:khảo sát|kiểm tra|thống kê|rà soát|theo dõi|giám sát)\b"
    r"|\btheo (?:báo cáo|số liệu|khảo sát)\b"
    r"|(?<!để )(?<!khi )(?<!nếu )(?<!không )\bxảy ra\b"
    r"|\b(?:trước đây|trước kia|quy định cũ|mức cũ)\b|\bmới (?:chỉ )?đạt\b(?=[^,;]*$)|\btheo thống kê\b"
    r"|\btính đến\b|(?<!so với )(?<!so )\bcùng kỳ\b"
    r"|\bkết quả đạt được\b|(?<!so với )\bnăm (?:học )?(?:trước|qua|vừa qua)\b|\btrong năm qua\b"
)
TOLD = spelled(
    r"^\W*(?:(?:và )?nhân )?dịp này\b|^\W*(?:cũng )?(?:tại|trong) (?:hội nghị|buổi lễ|lễ|đại hội|chương trình)\b"
)
HONOURED = spelled(r"^[^;.]*\bđược (?:\w+ )?(?:tặng|trao|nhận|khen|biểu dương|tuyên dương|vinh danh|tôn vinh)\b")
"""'Dịp này, 16 tập thể được tặng Cờ' tells of an evening."""

COUNTED = re.compile(r"\d\s?%|^\W*\d")
DONE = ("đã", "Đã", "da", "Da", "ĐÃ", "DA")
CLOSED = re.compile(r"\([^()]*\)")
STILL_THERE = spelled(r"^\s*(?:\w+\s+){0,3}?hiện (?:có|còn|nay)\b")
"""'1.245 đoàn viên hiện có' counts what is there."""
YEAR_SAID = spelled(r"(?<!so với )(?<!so )(?<!của )(?<!từ )(?<!hơn )\bnăm(?: học)? (?P<year>(?:19|20)\d{2})\b")

ASIDE = re.compile(r"\d[^()]*\((?P<inside>[^()]*)(?::|\blà|\bđạt|\bdat|\bla)?\s*$", re.IGNORECASE)
"""The words of a bracket that a figure stands before and another one ends."""
PAST_ASIDE = spelled(
    r"\s*(?:kết quả|cùng kỳ|thực hiện|hiện (?:nay|tại|có|đạt)|đến nay|đã đạt"
    r"|(?:năm|nhiệm kỳ|kỳ|quý|tháng|năm học) (?:trước|qua|vừa qua|ngoái))\b"
)
MONTHS_ASIDE = spelled(r"\s*(?P<months>\d{1,2}) tháng(?: đầu năm| qua)?\s*:?\s*$")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
AMOUNT_NEXT = spelled(r",\s*(?:mức|trị giá|giá trị)\b[^,;]*$")
"""'18 cửa hàng đã ký thỏa thuận, mức giảm …': the amount is no part of what was done."""

# Who sets figures for those below. What they assign is theirs; the unit's own are what it takes upon itself.
GIVER = (
    r"(?:Tổng Liên đoàn|Tổng LĐLĐ|TLĐ|(?:LĐLĐ|Liên đoàn Lao động)(?: (?:tỉnh|thành phố|TP|huyện|quận))?"
    r"|công đoàn cấp trên|cấp trên|công đoàn ngành|Công đoàn (?:tỉnh|thành phố|xã|phường|đặc khu|Việt Nam)"
    r"|tỉnh|thành phố|UBND|Chính phủ|Trung ương|(?:Tỉnh|Thành|Đảng) (?:ủy|uỷ))"
)
SETS = (
    r"(?:giao|đề ra|yêu cầu|quy định|ấn định|xác định)(?:(?: các| những)? (?:chỉ|mục) tiêu)?"
    r"|(?:đặt(?: ra)?|nâng|điều chỉnh|phấn đấu)(?: các| mức)? (?:chỉ|mục) tiêu"
)
ASSIGNED_FROM_ABOVE = spelled(
    rf"\b(?P<giver>{GIVER})\b(?:(?!phấn đấu|nhận)[^,;.:\d]){{0,60}}?\b(?:{SETS})\b"
    r"(?! ban| lưu| cho các)(?:\s+phấn đấu\b)?"
)
HIGHER = (
    r"(?:Tổng Liên đoàn|Tổng LĐLĐ|TLĐ|(?:LĐLĐ|Liên đoàn Lao động) (?:tỉnh|thành phố|TP)|công đoàn cấp trên"
    r"|Công đoàn Việt Nam|UBND (?:tỉnh|thành phố)|Chính phủ)"
)
DONE_ABOVE = spelled(
    rf"^\W*(?P<giver>{HIGHER})\b(?:(?!\bgiao\b|\bvề\b)[^,;.:\d]){{0,40}}?"
    r"\b(?:tổ chức|mở|trao|tặng|hỗ trợ|bố trí|phấn đấu|có|xây dựng|cấp|chủ trì)\b[^,;.:]*$"
)
"""'LĐLĐ tỉnh tổ chức 05 điểm tư vấn' in the paper of a commune is what the province does."""
OTHER_PAPER = spelled(
    r"^\W*(?:Nghị quyết|Kế hoạch|Chương trình|Quyết định|Công văn|Hướng dẫn)\b[^;:]*"
    r"\b(?:ấn định|quy định|đề ra|nêu|ghi|là)\b"
)
"""In brackets: 'Kế hoạch số 11 ấn định ngày … với 12 đội'."""
COMPARES = spelled(r"\bso với\b[^,;.]*$")
"""'… tăng 10% so với chỉ tiêu LĐLĐ tỉnh giao' compares, it passes nothing on."""
COMPARED = spelled(
    r"^\s*(?:\w+\s+){0,2}?so với (?:chỉ tiêu|kế hoạch|mức|dự toán|chỉ tiêu, kế hoạch)?\s?(?P<of>[^,;.]*)"
)

LAW_SAYS = spelled(
    r"\b(?:pháp luật|luật|Điều lệ|Nghị định|Thông tư|Quy chế|Quy định số \S+)\b[^,;.()]*"
    r"\b(?:cho phép|quy định|bắt buộc|yêu cầu|ấn định)\b[^,;()]*$"
    r"|\b(?:lương tối thiểu|lương cơ sở)\b[^,;]*$"
)
"""'… (pháp luật cho phép không quá 40 giờ/tháng)', 'mức lương tối thiểu vùng II là 4.730.000 đồng'."""
BY_LAW = spelled(
    r"^[^,;.)]*\btheo (?:(?:đúng )?quy định (?:số|hiện hành|của (?:pháp luật|Nhà nước|Tổng|Điều lệ|Bộ|Chính phủ))"
    r"|Điều lệ|luật định|Bộ luật|Luật|Nghị định|Thông tư|Quyết định số)"
)
NORM_BY_LAW = spelled(r"^[^,;.)]*(?:,[^,;.)]*\d\s?%[^,;.)]*)?\btheo (?:đúng )?(?:quy định|Quy chế)\b(?! của đơn vị)")
"""'… không thấp hơn 60%, … không quá 10% theo Quy định số …': both are the rule's."""
FIXED = spelled(r"\b(?:quy định|luật định)\s*$")
"""'đúng thời hạn quy định (30 ngày)'."""
RIGHT_LEVEL = spelled(r"\b(?:đúng|bằng) mức\s*$")
"""'thu đoàn phí đúng mức 1%'."""
LAW = spelled(r"\b(?:Bộ luật|Luật|Nghị định|Thông tư)\b", re.RegexFlag(0))
REWARDED = spelled(r"^[^;.]*\bđược (?:xét|đề nghị khen|đề nghị tặng|khen thưởng|ưu tiên)\b")
"""'… từ 95% số kỳ trở lên được xét tặng Giấy khen' says who is praised."""
GOAL_IN_LAW = spelled(r"\b(?:phấn đấu|chỉ tiêu)\b")

GAME = spelled(
    r"^\W*(?:mỗi\s+)?"
    r"(?:đội(?! ngũ| tuyên truyền| tình nguyện| xung kích| văn nghệ| thanh niên| công tác| tự quản| an toàn)"
    r"|cặp|thí sinh|vận động viên|trận|hiệp|lứa tuổi|độ tuổi|tiết mục|bài dự thi|tác phẩm|câu|nội dung thi|đề thi)\b"
    r"(?:(?!\bít nhất \d+ đội)[^;])*$"
)
"""'Đội bóng đăng ký tối đa 10 cầu thủ' is a rule of the game."""
NO_GAME = spelled(r"\b(?:phấn đấu|chỉ tiêu|thu hút|huy động)\b")
GRADED = spelled(r"^[^;.]*\bxếp (?:loại|hạng)\b")
PRIZE = spelled(r"\bgiải (?:thưởng|nhất|nhì|ba|tư|khuyến khích|đặc biệt|phụ)\b")
PRIZE_AFTER = spelled(r"^\s*(?:giải )?(?:nhất|nhì|ba|khuyến khích|đặc biệt)\b")
ONLY_THEN = spelled(r"^\s*mới (?:được|có)\b")
CONDITION_GOES_ON = spelled(r"^\s*(?:phải|không|thì|bắt buộc|được miễn)\b")
"""'Các khoản chi trên 20 triệu đồng phải có hợp đồng' says which spending."""

# A task sets a figure where it says that it wants one, …
GOAL = spelled(
    r"\b(?:phấn đấu|chỉ tiêu|đạt|bảo đảm|đảm bảo|mỗi (?:CĐCS|công đoàn cơ sở|đơn vị|năm|quý|tháng)"
    r"|thành lập mới|kết nạp(?: mới)?|phát triển(?: mới| thêm| tăng thêm)?|vận động|tổ chức|giới thiệu)\b"
)
# … or where the number is the very object of a verb of union work: 'mở 02 lớp', 'tặng 300 suất quà'.
DONE_TO = spelled(
    r"\b(?:kết nạp|phát triển|giới thiệu|tổ chức|mở|vận động"
    r"|(?:trao )?tặng(?: quà)?|trao(?: quà)?|hỗ trợ|thăm(?: hỏi)?"
    r"|treo|phát|in(?: ấn)?|dán|đăng(?: tải)?|viết|biên soạn|giải ngân|cho vay|tuyển chọn|lắp(?: đặt)?|trưng bày"
    r"|huy động|tuyên truyền|tư vấn|giám sát|đối thoại|(?:lựa )?chọn|lấy ý kiến|đặt|nhân rộng|trang bị|thu hút"
    r"|cử|tiếp nhận"
    r"|xây(?: dựng| mới)?|sửa(?: chữa)?"
    r"|kiểm tra|ký(?: mới| kết)?|tập huấn|bồi dưỡng|trồng|phát hành|khảo sát|khám|giúp đỡ|đỡ đầu|thành lập (?:mới|thêm)"
    r"|tuyên dương|khen thưởng|biểu dương|cấp|giảm|tăng|thu|trị giá|mức \w+(?: \w+)?|mỗi \w+(?: \w+)?)"
    r"(?:\s+(?:thêm|mới|được|cho|từ|tăng|là|đạt|ít nhất|khoảng))*\s*$"
)
PART_OF_WANTED = spelled(r"(?:ít nhất|tối thiểu|không quá|phấn đấu|trở lên)\b[^;]*\btrong đó(?: có)?\s*$")
COSTS = spelled(r"(?:^|› )[\divx]*[.)]?\s*(?:(?:dự trù|dự toán|nguồn|tổng)\s+)?kinh phí(?! công đoàn)(?:(?! › ).)*$")
"""A section on what the work costs."""
LEVELS = spelled(
    r"(?<!\w)(?:(?:định mức|mức|chế độ) (?:chi|hỗ trợ|trợ cấp|thăm|tặng|quà|phụ cấp|thưởng|bồi dưỡng)|định mức)\b"
)
"""A section on how much is given for what."""
OF_BUDGET = spelled(r"\b(?:kinh phí|dự toán|ngân sách)\b")
BUDGET = spelled(
    r"\b(?:kinh phí|dự toán|ngân sách|tổng số tiền|tổng giá trị|nguồn (?:tài chính|thu|chi))\b[^;.\d]*"
    r"(?::|\blà|\bkhoảng|\bdự kiến|\bcấp|\bbố trí|\bcông đoàn|\bgồm)\s*$"
)
"""'Tổng kinh phí: 215 triệu đồng' is what may be spent."""
DONE_FOR = spelled(
    r"\b(?:tổ chức|mở|giải ngân|tập huấn|bồi dưỡng|đào tạo|hỗ trợ|trao|tặng|khám|tư vấn|cho vay|cấp)\b[^;]*\bcho\s*$"
)
RAISED = spelled(
    r"\b(?:nâng|tăng|giảm|hạ|rút ngắn|điều chỉnh)\b[^;]*\b(?<!trở )(?:lên|xuống|còn|thành)(?: còn| thành)?\s*$"
)
"""'Rút ngắn … từ 15 ngày xuống 10 ngày'."""
BY_THEN = spelled(
    r"^\W*(?:phấn đấu )?(?:đến|trước)(?: hết| cuối)? (?:năm|quý|nhiệm kỳ|tháng|ngày)\b[^;]*\b(?:có|đạt)(?: được)?\s*$"
)
"""'Đến hết năm 2029 có 6/6 khu …': what shall be there by a time."""
SHARE_OF = spelled(r"\b(?:cho|tới|đến)\s*$")
"""'tập huấn cho 80% tiểu thương': a share of people is no count of what is there."""
THERE_IS = spelled(r"^[\s+•–-]*$|(?:^|,)\s*(?:và )?có\s*$")
"""'95% đoàn viên được phổ biến …', '…, có 80% nữ đoàn viên hưởng ứng'."""
FOUNDED = spelled(r"\bthành lập\s*$")
UNIONS = ("CĐCS", "nghiệp đoàn", "nghiệp đoàn cơ sở", "câu lạc bộ", "tổ công đoàn")
"""'Thành lập 02 CĐCS' is a target of a union, 'thành lập 02 tổ công tác' the way it works."""


OF_PLAN = r"(?:so với )?(?:kế hoạch|dự toán|chỉ tiêu|cùng kỳ)\b"
SO_FAR = spelled(rf"^[^;.\d]*,\s*(?:bằng|đạt)\s+\d[\d.,]*\s?%\s+{OF_PLAN}")
"""'kết nạp 318 đoàn viên, bằng 53% kế hoạch năm': how far it has come."""
SO_FAR_ITSELF = spelled(r"\d[^;.]*,\s*(?:bằng|đạt)\s*$")
OF_PLAN_NEXT = spelled(rf"^\s*{OF_PLAN}")


def is_reached(before: str, after: str, first_year: int | None) -> bool:
    """The last word on it before the figure says that it is a result, or the words behind it that it stands already."""
    before = without_asides(before)
    is_so_far = SO_FAR.search(after) or (SO_FAR_ITSELF.search(before) and OF_PLAN_NEXT.search(after))
    if is_so_far and not WANTED.search(before):
        return True
    if TOLD.search(before) and HONOURED.search(after) and not WANTED.search(before):
        return True
    marks = [match.start() for match in REACHED.finditer(before) if not _is_relative(match, before)]
    if first_year:
        marks += [match.start() for match in YEAR_SAID.finditer(before) if int(match["year"]) < first_year]
    wanted = WANTED.last(before)
    return bool(STILL_THERE.search(after)) or bool(marks and max(marks) > (wanted.start() if wanted else -1))


def is_aside_of_past(before: str, first_year: int | None, issued: date | None) -> bool:
    """'… 900 lượt (8 tháng: 410 lượt)', '… 5,2 tỷ đồng (Tết 2025: 4,6 tỷ đồng)': beside what is set, what was."""
    aside = ASIDE.search(before)
    if not aside:
        return False
    if PAST_ASIDE.match(aside["inside"]):
        return True
    if months := MONTHS_ASIDE.match(aside["inside"]):
        is_of_year = issued is not None and (first_year is None or first_year <= issued.year)
        return issued is not None and is_of_year and int(months["months"]) <= issued.month
    years = [int(year) for year in YEAR.findall(aside["inside"])]
    return bool(years and first_year and max(years) < first_year)


def _is_relative(mark: re.Match[str], before: str) -> bool:
    """'100% nơi … đã có công đoàn; 80% …': behind a figure 'đã' says which ones are counted, to the end of its part."""
    part = before.rfind(";", 0, mark.start()) + 1
    counted, after = before[part : mark.start()], before[mark.end() :]
    if mark[0][:2] not in DONE:
        return False
    return bool((";" in after and COUNTED.search(counted)) or (AMOUNT_NEXT.search(after) and re.search(r"\d", counted)))


def is_anothers(before: str, issuer: str) -> bool:
    """'LĐLĐ tỉnh giao xã 150 đoàn viên' in the paper of the commune; what the issuer itself assigns is its own."""
    inside = before.rpartition("(")[2] if before.count("(") > before.count(")") else ""
    if inside and OTHER_PAPER.search(inside):
        return True
    before = without_asides(before)
    done = DONE_ABOVE.search(before[before.rfind(";") + 1 :])
    if done and issuer and not _is_of(done["giver"], issuer):
        return True
    given = ASSIGNED_FROM_ABOVE.last(before)
    if not given or _is_of(given["giver"], issuer) or COMPARES.search(before[: given.start()]):
        return False
    wanted = WANTED.last(before)
    return not wanted or wanted.start() < given.end()


def is_remark(after: str) -> bool:
    """'… 165 đoàn viên, tăng 10% so với chỉ tiêu LĐLĐ tỉnh giao': how far it is from what another body wants."""
    compared = COMPARED.search(after)
    return bool(compared and re.search(rf"\b(?:giao|cua|de ra)\b|{fold(GIVER)}", fold(compared["of"])))


def is_reward(after: str, measure: str) -> bool:
    """What must be reached to be praised, or the points that make a grade, are a criterion."""
    return bool(REWARDED.search(after)) or (measure == "điểm" and bool(GRADED.search(after)))


def is_rate_of_law(before: str, after: str) -> bool:
    """What a law or the statutes fix or allow is nobody's target, wherever it stands."""
    aside = before.count("(") > before.count(")")
    by_law = bool(BY_LAW.search(after))
    is_fixed = by_law or FIXED.search(before[: before.rfind("(")])
    return bool(LAW_SAYS.search(without_asides(before)) or RIGHT_LEVEL.search(before) or (aside and is_fixed))


def is_norm_of_law(after: str, measure: str) -> bool:
    """In a task '… không quá 10% theo Quy định số …' repeats a rule."""
    if measure.startswith("%") or measure.partition("/")[0] in ("phút", "giờ", "ngày"):
        return bool(NORM_BY_LAW.search(after))
    return "đồng" in measure and bool(BY_LAW.search(after))


def is_condition(before: str, sign: str, measure: str, after: str) -> bool:
    """A bound inside the noun phrase of a rule says for whom or for what the rule is."""
    own = re.split(r"[;,]", before)[-1]
    is_bound = sign in (">", "<", ">=", "<=") and bool(own.strip())
    is_only_then = ONLY_THEN.search(after) or (not measure.startswith("%") and CONDITION_GOES_ON.search(after))
    return is_bound and bool(is_only_then)


def is_of_game(before: str) -> bool:
    """How many play, how old they are: a rule of the contest."""
    own = without_asides(before).rpartition(";")[2]
    is_rule = GAME.search(own) or GAME.search(own.rpartition(",")[2])
    return bool(is_rule and not NO_GAME.search(own))


def is_prize(before: str, after: str) -> bool:
    """'01 giải nhất trị giá 3 triệu đồng' is what a contest pays."""
    return bool(PRIZE_AFTER.search(after) or PRIZE.search(before.rpartition(";")[2]))


def without_asides(words: str) -> str:
    """The same length without closed brackets: what they tell, they tell of the words before them."""
    return CLOSED.sub(lambda match: " " * len(match[0]), words)


def is_of_law(sentence: str) -> bool:
    """A task that carries out a law tells its rates; what it wants it says in words of wanting."""
    return bool(LAW.search(sentence)) and not GOAL_IN_LAW.search(sentence)


def is_wanted(before: str, measure: str) -> bool:
    """A task says in words that it wants this figure, or does something to just so many."""
    own = before.rpartition(";")[2]
    if "đồng/" in measure:
        return True  # so much for each person or case is a norm that the paper sets
    if PART_OF_WANTED.search(own) or (measure == "%" and (SHARE_OF.search(own) or THERE_IS.search(own))):
        return True
    if ("đồng" in measure and BUDGET.search(own)) or DONE_FOR.search(own) or RAISED.search(own) or BY_THEN.search(own):
        return True
    return bool(GOAL.search(own) or DONE_TO.search(own) or (measure in UNIONS and FOUNDED.search(own)))


def _is_of(giver: str, issuer: str) -> bool:
    short = {"lien doan lao dong": "ldld", "tp": "thanh pho"}
    said, own = fold(giver), fold(issuer)
    for long, brief in short.items():
        said, own = said.replace(long, brief), own.replace(long, brief)
    return own.startswith(said)
