"""What is asked before a figure is recorded, and how a message is repeated back: in Vietnamese, polite and short."""

from collections.abc import Sequence

from knowledge.numbers import written
from union.entry.values import Heard, Intent, Understood
from union.ledger import Amount, Standing


def shown(amount: Amount | None, measure: str) -> str:
    """'5 đoàn viên', '412/420 (98,1%)', 'khoảng 30 người', 'chưa rõ'."""
    if amount is None:
        return "chưa có số"
    match amount.standing:
        case Standing.UNKNOWN:
            return "chưa rõ"
        case Standing.NOT_APPLICABLE:
            return "không áp dụng"
    assert amount.value is not None
    about = "khoảng " if amount.standing is Standing.ESTIMATE else ""
    if amount.denominator is not None and amount.numerator is not None:
        ratio = f"{written(amount.numerator)}/{written(amount.denominator)}"
        return f"{about}{ratio} ({written(amount.value)}%)"
    return f"{about}{written(amount.value)}{measure if measure == '%' else f' {measure}'}".rstrip()


def small(subject: str) -> str:
    """A subject inside a sentence: 'Kết nạp …' is 'kết nạp …', 'CĐCS' stays."""
    return subject if subject[1:2].isupper() else subject[:1].lower() + subject[1:]


def line(heard: Heard) -> str:
    """One figure repeated back: 'tháng 11/2026: kết nạp đoàn viên mới: 5 đoàn viên'."""
    subject = small(heard.subject) or "chưa rõ nội dung"
    when = f"{heard.period.name}: " if heard.period else ""
    return f"{when}{subject}: {shown(heard.amount, heard.measure)}"


def repeated(understood: Understood) -> str:
    """The whole message as the assistant would repeat it back."""
    asked = " ".join(problem.text for problem in understood.problems)
    match understood.intent:
        case Intent.NO_CHANGE:
            return "Đồng chí báo không có gì thay đổi. Nhắn “đúng” để ghi nhận."
        case Intent.SMALLTALK:
            return "Chào đồng chí. Đồng chí nhắn số liệu, ví dụ “tháng này kết nạp 5 đoàn viên”."
        case Intent.OTHER:
            return asked or "Tin này không có số liệu để ghi."
        case Intent.QUESTION | Intent.NONSENSE:
            return asked
    told = "; ".join(line(heard) for heard in understood.heard)
    opening = {Intent.CORRECTION: "Sửa lại", Intent.DELETE: "Bỏ số liệu"}.get(understood.intent, "Đồng chí báo")
    closing = asked or "Đúng thì đồng chí nhắn “đúng”."
    return f"{opening}: {told}. {closing}" if told else closing


NEGATIVE = "Số liệu không thể nhỏ hơn 0. Đồng chí xem lại giúp."
OVER_100 = "Tỷ lệ vượt 100%. Đồng chí xem lại giúp."
OVER_WHOLE = "Số đạt được lớn hơn tổng số. Đồng chí xem lại giúp."
LETTERS = "Con số có lẫn chữ. Đồng chí nhắn lại bằng chữ số giúp."
RANGE = "Đồng chí cho một con số cụ thể giúp, hoặc nhắn “khoảng …” nếu là số ước."
NOT_WHOLE = "Số này phải là số nguyên. Đồng chí xem lại giúp."
NO_INDICATOR = "Đồng chí cho biết con số này là của nội dung nào."
NOT_UNDERSTOOD = "Trợ lý chưa hiểu tin này. Đồng chí nhắn lại, ví dụ “tháng này kết nạp 5 đoàn viên”."
TOO_LONG = "Tin dài quá, trợ lý chỉ đọc được phần đầu. Đồng chí gửi phần còn lại thành tin khác giúp."
IS_QUESTION = "Đây có vẻ là câu hỏi, trợ lý chưa ghi số liệu nào."
DELETE_WHAT = "Đồng chí muốn bỏ số liệu nào? Nhắn tên nội dung và kỳ giúp."
CORRECT_WHAT = "Đồng chí muốn sửa số liệu nào? Nhắn tên nội dung và con số đúng giúp."


def no_number(subject: str) -> str:
    """Which figure is missing."""
    return f"Đồng chí cho biết con số của mục “{small(subject)}”." if subject else "Đồng chí cho biết con số."


def future(name: str) -> str:
    """A period that has not begun."""
    return f"Kỳ {name} chưa tới. Đồng chí xem lại kỳ giúp."


def which(names: Sequence[str]) -> str:
    """Several indicators fit equally well."""
    listed = "; ".join(f"“{small(name)}”" for name in names)
    return f"Con số này có thể là của: {listed}. Đồng chí chọn một nội dung."


def unlikely(value: str) -> str:
    """Far beyond what the unit's programme asks for."""
    return f"Số {value} lớn khác thường so với chỉ tiêu. Đồng chí xem lại giúp."


def part_over_whole(part: str, whole: str) -> str:
    """More women than people."""
    return f"Mục “{small(part)}” đang lớn hơn mục “{small(whole)}”. Đồng chí xem lại giúp."


def confirm_delete(told: str) -> str:
    """Nothing is taken out unasked."""
    return f"Bỏ số liệu này khỏi bản nháp: {told}. Đồng chí nhắn “đúng” để bỏ."
