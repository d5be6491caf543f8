"""Under which lasting key does a paper stand: a second reading of it is the next version, another paper is not."""

import hashlib
import re

from knowledge.document import DocumentKey, Header
from knowledge.text import fold

UNKNOWN_ISSUER = "chua-ro"
HASH_LENGTH = 8


def key_of(header: Header) -> DocumentKey:
    """`vb/suoi-may/5-ctr-cdxsm-2026`; without a number `vb/suoi-may/chuong-trinh-nam-2026-1f3a90bc`."""
    own = _numbered(header) if header.number else _unnumbered(header)
    return DocumentKey(f"vb/{header.issuer_code or UNKNOWN_ISSUER}/{own}")


def _numbered(header: Header) -> str:
    """Numbers begin again every year, so the year belongs to the number; '02' and '2' are one."""
    slug = _slug(header.number or "").lstrip("0")
    first_day = header.issued_on or header.valid_from
    year = "" if first_day is None or str(first_day.year) in slug.split("-") else f"-{first_day.year}"
    return f"{slug}{year}"


def _unnumbered(header: Header) -> str:
    """Kind and time tell most papers apart; the title's letters, not its marks and spaces, the rest."""
    when = _slug(header.period) or (header.issued_on.isoformat() if header.issued_on else "")
    letters = re.sub(r"[^a-z0-9]+", "", fold(header.title))
    title = hashlib.sha256(letters.encode()).hexdigest()[:HASH_LENGTH]
    return "-".join(part for part in (_slug(header.type), when, title) if part)


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(words)))
