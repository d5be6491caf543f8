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
