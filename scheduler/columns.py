"""Which columns a list of duties may have, and what offices call them."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from knowledge.text import fold


class Column(StrEnum):
    """What a column may hold; the value is what an officer calls it."""

    ID = "mã"
    NAME = "tên"
    FORM = "biểu mẫu"
    CADENCE = "kỳ"
    YEAR_FROM = "năm tính từ tháng"
    CUT_OFF = "chốt số liệu"
    DUE = "hạn nộp"
    SHIFT = "gặp ngày nghỉ"
    LADDER = "thang nhắc"
    UNITS = "đơn vị nộp"
    RECIPIENT = "nơi nhận"
    SIGNED = "bản ký"
    VALID_FROM = "hiệu lực từ"
    VALID_TO = "hiệu lực đến"
    SOURCE = "căn cứ"
    PLACE = "điểm, mục"
    NOTE = "ghi chú"
    SKIP = "bỏ tháng"
    ASKS = "nội dung hỏi"


HEADINGS: Final[Mapping[str, Column]] = {
    **{" ".join(re.findall(r"[a-z0-9]+", fold(column.value))): column for column in Column},
    "ma che do": Column.ID,
    "ma bao cao": Column.ID,
    "ten bao cao": Column.NAME,
    "ten che do": Column.NAME,
    "che do bao cao": Column.NAME,
    "bao cao": Column.NAME,
    "mau": Column.FORM,
    "ma bieu mau": Column.FORM,
    "mau bao cao": Column.FORM,
    "ky bao cao": Column.CADENCE,
    "chu ky": Column.CADENCE,
    "dinh ky": Column.CADENCE,
    "tan suat": Column.CADENCE,
    "ngay chot so lieu": Column.CUT_OFF,
    "ngay chot": Column.CUT_OFF,
    "chot": Column.CUT_OFF,
    "han": Column.DUE,
    "han bao cao": Column.DUE,
    "han nop bao cao": Column.DUE,
    "thoi han": Column.DUE,
    "thoi han nop": Column.DUE,
    "ngay nop": Column.DUE,
    "ngay nghi": Column.SHIFT,
    "gap ngay nghi thi": Column.SHIFT,
    "nhac": Column.LADDER,
    "nac nhac": Column.LADDER,
    "lich nhac": Column.LADDER,
    "don vi": Column.UNITS,
    "don vi bao cao": Column.UNITS,
    "don vi phai nop": Column.UNITS,
    "noi nhan bao cao": Column.RECIPIENT,
    "gui": Column.RECIPIENT,
    "nop ban ky": Column.SIGNED,
    "ban ky dong dau": Column.SIGNED,
    "co ban ky": Column.SIGNED,
    "tu ngay": Column.VALID_FROM,
    "hieu luc": Column.VALID_FROM,
    "hieu luc tu ngay": Column.VALID_FROM,
    "den ngay": Column.VALID_TO,
    "hieu luc den ngay": Column.VALID_TO,
    "het hieu luc": Column.VALID_TO,
    "nguon": Column.SOURCE,
    "van ban": Column.SOURCE,
    "muc": Column.PLACE,
    "vi tri": Column.PLACE,
    "thang bo qua": Column.SKIP,
    "yeu cau": Column.ASKS,
}
"""What a heading may be, folded; in a .toml the same words joined by underscores."""
