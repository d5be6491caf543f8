"""The words with which what was offered is chosen, and how long what was recorded is still spoken of."""

from datetime import timedelta

from handlers.wording import progress as words

SPOKEN_OF = timedelta(days=31)
"""So long a figure is the one that 'sửa lại là 6' may mean."""
SAME_WORDS = timedelta(days=1)
ADD_WORDS = (
    "cộng thêm",
    "cộng vào",
    "cộng",
    "cộng dồn",
    "là số mới",
    "số mới",
    "thêm",
    "ghi thêm",
    "là số mới, cộng thêm",
)
SET_WORDS = ("thay", "thay thế", "thay số cũ", "thay cả", "ghi đè", "sửa", "thay số", "lấy số mới", "thay hết")
LAST_WORDS = ("thay số vừa cộng", "thay số vừa rồi", "số vừa cộng", "số vừa rồi")
KEEP_WORDS = (words.KEEP_WORDS, "giữ số cũ", "đã gồm", "đã tính rồi", "có rồi", "đã có rồi")
BOTH_WORDS = (
    words.BOTH_WORDS,
    "ghi cả hai",
    "cả hai tháng",
    "cả hai kỳ",
    "giữ cả hai",
    "cả hai đều đúng",
    "cả 2 đều đúng",
    "cả 2",
    "ghi cả 2",
    "cả 2 tháng",
    "cả 2 kỳ",
)
SKIP_WORDS = ("không rõ", "chưa rõ", "không biết", "chưa biết", "bỏ qua", "bỏ số này", "bỏ số đó", "khỏi ghi số này")
"""The figure that nobody can name is let go; the others wait on."""
DROP_WORDS = (
    "bỏ",
    "bỏ đi",
    "bỏ hết",
    "bỏ luôn",
    "thôi bỏ đi",
    "xoá",
    "xoá đi",
    "xoá hết",
    "khỏi ghi",
    "không ghi",
    "không ghi nữa",
    "thôi khỏi",
)
"""What waits is not wanted any more; where it is asked whether something shall go, most of them say yes."""
GO_WORDS = ("bỏ", "bỏ đi", "bỏ hết", "bỏ luôn", "xoá", "xoá đi", "xoá hết")
