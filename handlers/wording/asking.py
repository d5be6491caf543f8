"""What is said beside an answer: its very words, the paper, a figure of one's own, that it was not what was meant."""

from handlers.messages import BUTTON_SAYS_MAX_BYTES, Button, Reply

VERBATIM_WORDS = (
    "nguyên văn", "xem nguyên văn", "trích nguyên văn", "cho xem nguyên văn", "nguyên văn đâu", "nguyên văn thế nào",
    "nguyên văn là gì", "trích dẫn", "xem trích dẫn", "câu gốc", "nguyên văn câu đó", "đọc nguyên văn",
)  # fmt: skip
"""What asks for the very words of the answer before."""
NGUYEN_VAN = Button("Nguyên văn", "nguyên văn")
VAN_BAN = Button("Văn bản", "gửi tôi văn bản đó")
KHONG_DUNG_Y = Button("Không đúng ý tôi", "không đúng ý tôi")
RECORDS = "ghi tiến độ"
"""Before the name of a figure: begins to record it, and asks how much."""
QUESTION_MOST = 90
WHOLE_MOST = 6000
"""What a chat shows of the very words; longer passages are in the paper itself."""


def record(name: str) -> Button | None:
    """Begins to record just this figure; None where its name is too long for a button."""
    says = f"{RECORDS} {name[:1].lower()}{name[1:]}"
    return Button("Ghi tiến độ", says) if len(says.encode()) <= BUTTON_SAYS_MAX_BYTES else None


def words_of(question: str, words: str) -> Reply:
    """The very words, under the question they answered: a button may be tapped long after another question."""
    return Reply(f"Câu “{_short(question)}”\n{words}")


def nothing_to_quote(question: str) -> Reply:
    """The last question got no answer from a paper."""
    return Reply(f"Câu “{_short(question)}” chưa có câu trả lời từ văn bản nên không có nguyên văn. Đồng chí hỏi lại.")


def only_in_the_head(question: str) -> Reply:
    """The answer was read from the head or the foot of the paper, which are no sentences."""
    return Reply(f"Câu “{_short(question)}”: điều này ghi ở phần đầu hoặc phần ký của văn bản, không có câu để trích.")


def nothing_asked() -> Reply:
    """Nothing was asked, or it is forgotten by now."""
    return Reply("Chưa có câu hỏi nào về văn bản. Đồng chí hỏi trước, rồi nhắn “nguyên văn”.")


def _short(question: str) -> str:
    said = " ".join(question.split())
    return said if len(said) <= QUESTION_MOST else f"{said[:QUESTION_MOST].rpartition(' ')[0]} …"
