"""Who signs a paper, in what role and for whom, and who gets it."""

import re
from collections.abc import Iterable, Sequence

from knowledge.names import NAME
from knowledge.parts import ADDRESSED, Parts, cells
from knowledge.text import fold

ACTS_FOR = {
    "TM": "thay mặt",
    "T/M": "thay mặt",
    "T.M": "thay mặt",
    "KT": "ký thay",
    "TL": "thừa lệnh",
    "TUQ": "thừa ủy quyền",
}
ACTS = re.compile(r"(TM|T/M|T\.M|KT|TL|TUQ)(?:\s*\.\s*|\s+)(.+)")
OFFICES = (
    *("Ban Chấp hành", "Ban Thường vụ", "Đoàn Chủ tịch", "Ủy ban Kiểm tra", "Phó Chủ tịch", "Chủ tịch", "Trưởng ban"),
    *("Chánh Văn phòng", "Công đoàn", "Liên đoàn Lao động", "Đại hội", "CĐCS", "LĐLĐ"),
)
ROLES = (
    *("chu tich", "truong ban", "chanh van phong", "truong phong", "bi thu", "chu toa", "chu tri", "thu ky"),
    *("to truong", "giam doc", "chu nhiem"),
)
ROLE = re.compile(rf"(?:(?:pho|quyen|q\.) ?)?(?:{'|'.join(ROLES)})(?: .*)?")
"""Folded: 'Phó Chủ tịch', 'Q. CHỦ TỊCH', 'Chánh Văn phòng', 'Chủ tịch Công đoàn xã …'."""
LONGEST_ROLE = 90
RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN|Noi nhan)\s*:?\s*(?P<rest>.*)")
ITEM = re.compile(r"[-–—+•]\s*(?P<who>\S.*)")


def signer_role(parts: Parts) -> str | None:
    """'TM. BAN CHẤP HÀNH' above 'CHỦ TỊCH' is 'Chủ tịch, thay mặt Ban Chấp hành'; the name is left where it is."""
    lines = _signed(parts.foot)
    acts = [match for line in lines if (match := ACTS.match(line))]
    roles = [line for line in lines if _is_role(line)]
    ways = [f"{ACTS_FOR[match[1]]} {_sentence_case(match[2])}" for match in reversed(acts)]
    return ", ".join((*(_role(role) for role in roles[-1:]), *ways)) or None


def signer(parts: Parts) -> str | None:
    """The name under the role; where the signature was read as a name too ('Hoa' above 'Trần Thị Hoa'), the longer."""
    lines = _signed(parts.foot)
    role_at = max((place for place, line in enumerate(lines) if _is_role(line) or ACTS.match(line)), default=len(lines))
    names = [line for line in lines[role_at + 1 :][:8] if re.fullmatch(NAME, line) and " " in line]
    return max(names, key=len, default=None)


def recipients(parts: Parts) -> tuple[str, ...]:
    """Whom a letter is addressed to, then who is listed under 'Nơi nhận', without dashes and semicolons."""
    places = (cells(parts.head), cells(line.text for line in parts.body[:12]))
    addressed = next((found for place in places if (found := _listed(place, ADDRESSED.pattern))), ())
    listed = _listed(_signed(parts.foot, signs=True), RECIPIENTS.pattern)
    others = [who for who in listed if not (addressed and fold(who) == "nhu tren")]
    return tuple(dict.fromkeys((*addressed, *others)))


def _signed(foot: Sequence[str], *, signs: bool = False) -> list[str]:
    """The cells of the foot; without `signs` only what is not listed as a recipient."""
    return [line for line in cells(foot) if signs or not ITEM.match(line)]


def _listed(lines: Iterable[str], lead: str) -> tuple[str, ...]:
    """What stands after the lead in its line, and the dashes below; a line that goes on in small letters belongs."""
    found: list[str] = []
    is_open = False
    for line in lines:
        if match := re.match(rf"(?:{lead})", line):
            is_open = True
            rest = (match.groupdict().get("rest") or line[match.end() :]).strip(" :")
            found.extend(_who(piece) for piece in re.split(r";\s*", rest) if _who(piece))
        elif is_open and (item := ITEM.match(line)):
            found.append(_who(item["who"]))
        elif is_open and found and line[:1].islower():
            found[-1] = _who(f"{found[-1]} {line}")
    return tuple(found)


def _who(said: str) -> str:
    return said.strip(" -–+•").rstrip(" ;.,/")


def _is_role(line: str) -> bool:
    return len(line) < LONGEST_ROLE and bool(ROLE.fullmatch(fold(line))) and line[:1].isupper()


def _role(said: str) -> str:
    return _sentence_case(re.sub(r"(?i)^(?:q\.|quyền)\s*", "Quyền ", said))


def _sentence_case(capitals: str) -> str:
    words = capitals.strip(" .,").lower()
    for name in OFFICES:
        words = words.replace(name.lower(), name)
    return words[:1].upper() + words[1:] if words.startswith(("quyền", "thư ký", "tổ trưởng")) else words
