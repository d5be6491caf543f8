"""Which part of the economy does a clause restrict its figure to: 'khu vực ngoài nhà nước', 'hành chính, sự nghiệp'."""

import re

from knowledge.text import fold

# The more particular first; the second column is how the house writes it.
SECTORS: tuple[tuple[str, str], ...] = (
    (r"(?:ngoai (?:khu vuc )?nha nuoc|(?:khu vuc )?tu nhan|dan doanh)", "ngoài nhà nước"),
    (r"ngoai cong lap", "ngoài công lập"),
    (r"(?:co von dau tu nuoc ngoai|fdi)", "có vốn đầu tư nước ngoài"),
    (r"hanh chinh,? (?:va )?su nghiep", "hành chính, sự nghiệp"),
    (r"su nghiep cong lap", "sự nghiệp công lập"),
    (r"co quan,? hanh chinh|khoi hanh chinh", "hành chính"),
    (r"doanh nghiep nha nuoc|khu vuc nha nuoc|von nha nuoc", "nhà nước"),
    (r"phi chinh thuc|khong co quan he lao dong", "phi chính thức"),
    # Among offices and enterprises schools are one kind of many.
    (
        (
            r"(?<!co quan, )(?<!don vi, )(?<!doanh nghiep, )(?<!co quan va )(?<!don vi va )(?<!doanh nghiep va )"
            r"truong hoc(?!,? (?:va |hoac )?(?:co quan|don vi|doanh nghiep|benh vien|tram y te|hop tac xa|co so y te))"
            r"|khoi truong(?: hoc)?|nganh giao duc"
        ),
        "trường học",
    ),
    (r"hop tac xa", "hợp tác xã"),
)


def sector_of(words: str) -> str:
    """Every sector that the words name, in the order of the words; '' where they name none."""
    bare = fold(words)
    found: list[tuple[int, str]] = []
    for pattern, name in SECTORS:
        for match in re.finditer(rf"\b{pattern}\b", bare):
            found.append((match.start(), name))
            bare = f"{bare[: match.start()]}{'·' * (match.end() - match.start())}{bare[match.end() :]}"
    return ", ".join(dict.fromkeys(name for _, name in sorted(found)))
