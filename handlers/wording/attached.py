"""How is a file spoken of where it does not travel with the message: as a link, or not at all?"""

from collections.abc import Sequence

LINK_HOURS = 24
"""How long a link can be opened."""
KINDS = {
    ".docx": "Bản Word", ".xlsx": "Bảng Excel", ".pdf": "Bản PDF", ".png": "Hình", ".jpg": "Hình", ".jpeg": "Hình",
}  # fmt: skip


def linked(name: str, url: str) -> str:
    """'Bản Word bao-cao.docx (mở trong 24 giờ):' and the link, bare on a line of its own."""
    return f"{_kind(name)} {name} (mở trong {LINK_HOURS} giờ):\n{url}"


def not_carried(names: Sequence[str]) -> str:
    """A file without a link, and nothing to say in its place."""
    return f"Kênh này chưa gửi được tệp {', '.join(names)}. Đồng chí xem ở trang trò chuyện hoặc xin Văn phòng."


def _kind(name: str) -> str:
    return next((kind for ending, kind in KINDS.items() if name.lower().endswith(ending)), "Tệp")
