"""How units and places are named: 'LĐLĐ huyện …', 'Công đoàn phường …', 'CĐCS …', 'TP. …'."""

UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ"
ORGANISATION = r"(?:Tổng )?(?:[Ll]iên đoàn [Ll]ao động|LĐLĐ|LĐLD|[Cc]ông đoàn cơ sở|CĐCS|[Nn]ghiệp đoàn|[Cc]ông đoàn)"
LEVELS = (
    *("thành phố", "tỉnh", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"),
    *("khu công nghiệp", "khu kinh tế", "ngành"),
)
LEVEL = rf"(?:TP\.?|{'|'.join(f'{level[0].upper()}{level[1:]}|{level}' for level in LEVELS)})"
NAME = rf"(?:[{UPPER}][\w’'-]*(?:\s+[{UPPER}][\w’'-]*)*)"
