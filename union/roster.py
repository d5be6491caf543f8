"""Who is who: units and the links between them, seats, and the codes by which an officer takes a seat."""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from knowledge.document import UnitCode
from knowledge.text import fold

OfficerId = NewType("OfficerId", int)

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 O 1 I L: a code is read aloud, printed, and typed on a phone."""
CODE_LENGTH = 8
CODE_LIFE = timedelta(days=30)
DASHED = re.compile(r"(?<![\w/-])[A-Za-z2-9]{4} ?[-–] ?[A-Za-z2-9]{4}(?![\w/-])")
WORD = r"\bma(?: so)?(?: tham gia)?(?: moi)?(?: cua (?:toi|em|minh))?(?: la)?[ :]+"
AFTER_WORD = re.compile(WORD + r"([a-z2-9]{8})\b")
NEAR = re.compile(r"([A-Za-z0-9]{4}[-–][A-Za-z0-9]{4})")
NEAR_AFTER_WORD = re.compile(WORD + r"([a-z0-9]{4}[-– ]?[a-z0-9]{4})\b")
NEAR_EXPECTED = re.compile(r"[A-Za-z0-9]{6,10}|[A-Za-z0-9]{3,5} ?[-–] ?[A-Za-z0-9]{3,5}|[A-Za-z0-9]{4} [A-Za-z0-9]{4}")
YEAR_AT_END = re.compile(r"(?:19|20)\d\d$")
TRIES_MAX = 5
TRIES_WINDOW = timedelta(hours=1)
CONSENT_VERSION = "2026-11"
"""Which text of the privacy notice an officer agreed to."""


class Role(StrEnum):
    """What a seat lets its holder do."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    OFFICE = "office"
    VIEWER = "viewer"
    ADMIN = "admin"


STAFF = frozenset({Role.OFFICE, Role.ADMIN})
SPEAKS = frozenset({Role.CHAIR, Role.DEPUTY})
"""Who speaks for a unit: its figures and its reports."""
ROLE_WORDS = {
    Role.CHAIR: ("chủ tịch", "chair"),
    Role.DEPUTY: ("phó chủ tịch", "deputy"),
    Role.OFFICE: ("văn phòng", "office"),
    Role.VIEWER: ("người xem", "viewer"),
    Role.ADMIN: ("quản trị", "admin"),
}


def read_role(text: str) -> Role | None:
    """'chủ tịch', 'chu tich' and 'chair' are all the chair's."""
    said = fold(text).strip()
    return next((role for role, words in ROLE_WORDS.items() if said in {fold(word) for word in words}), None)


class UnitKind(StrEnum):
    """What a unit is; a row says it, never x"""

    CONFEDERATION = "confederation"
    PROVINCE = "province"
    SECTOR = "sector"
    UPPER = "upper"
    COMMUNE = "commune"
    ZONE = "zone"
    CORPORATION = "corporation"
    GRASSROOTS = "grassroots"
    GUILD = "guild"
    DISSOLVED_DISTRICT = "dissolved_district"


AT_THE_BASE = frozenset({UnitKind.GRASSROOTS, UnitKind.GUILD})
"""What such a unit writes is for itself and for those above it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the hierarchy. Its name and its links change; the code stays."""

    code: UnitCode
    name: str
    kind: UnitKind
    sector: str = ""
    phone: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    members: int | None = None
    legal_level: str = ""
    """What the law calls it, where that is not implied by its kind."""


@dataclass(frozen=True, slots=True)
class Link:
    """`unit` stood below `above` from a day until (not including) another."""

    unit: UnitCode
    above: UnitCode
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the link is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in a unit, from a day until (not including) another."""

    unit: UnitCode
    unit_name: str
    role: Role
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the seat is held on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Held:
    """A seat with whoever holds it on a day; `joined` says that they have an account."""

    seat: int
    unit: UnitCode
    role: Role
    officer: OfficerId
    name: str
    phone: str
    since: date
    joined: bool


@dataclass(frozen=True, slots=True)
class Officer:
    """A person with the seats they hold now."""

    id: OfficerId
    name: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A seat that waits for whoever types its code."""

    id: int
    unit: UnitCode
    unit_name: str
    role: Role
    name: str
    invited_by: str
    office_name: str
    office_phone: str
    expires_at: datetime
    used_at: datetime | None
    used_by: str | None
    officer: OfficerId | None = None
    """Whose seat it is, where the office has written them down already."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit's own code, those above it from the nearest up, those it succeeds, and dissolved ones with their day."""

    own: tuple[UnitCode, ...] = ()
    above: tuple[UnitCode, ...] = ()
    succeeded: tuple[UnitCode, ...] = ()
    dissolved: tuple[tuple[UnitCode, date], ...] = ()
    hidden: frozenset[UnitCode] = frozenset()
    """Whose papers are not for them: those of grassroots units that are neither theirs nor below them."""


def chain_above(units: Iterable[UnitCode], links: Iterable[Link], day: date) -> tuple[UnitCode, ...]:
    """All units above the given ones on that day, the nearest first, each once; a loop in the data ends it."""
    above: dict[UnitCode, list[UnitCode]] = {}
    for link in links:
        if link.holds_on(day):
            above.setdefault(link.unit, []).append(link.above)
    found: list[UnitCode] = []
    seen = set(units)
    front = list(seen)
    while front:
        front = [code for unit in front for code in above.get(unit, ()) if code not in seen]
        found += dict.fromkeys(front)
        seen.update(front)
    return tuple(found)


def unseen(units: Collection[Unit], links: Iterable[Link], own: Collection[UnitCode], day: date) -> frozenset[UnitCode]:
    """Which of these units are neither the own ones nor below them on that day; one that ended, as it ever stood."""
    ended = {unit.code for unit in units if unit.closed_on is not None and unit.closed_on <= day}
    below: dict[UnitCode, list[UnitCode]] = {}
    for link in links:
        if link.holds_on(day) or link.unit in ended:
            below.setdefault(link.above, []).append(link.unit)
    seen = set(own)
    front = list(seen)
    while front:
        front = [code for unit in front for code in below.get(unit, ()) if code not in seen]
        seen.update(front)
    return frozenset(unit.code for unit in units) - seen


def new_code() -> str:
    """A fresh joining code, shown as 'ABCD-2345', with a letter and a digit: so it is told from a word and a number."""
    while True:
        letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if not letters.isalpha() and not letters.isdecimal():
            return f"{letters[:4]}-{letters[4:]}"


def read_code(text: str) -> str | None:
    """The code in what was typed: 'abcd 2345', 'ABCD-2345.' and 'ABCD2345' are one; None when it cannot be a code.

    A lone word of eight letters without a digit is no code, so that a greeting is never taken for one.
    """
    letters = letters_of(text)
    if not is_code(letters) or (letters.isalpha() and "-" not in text):
        return None
    return letters


def read_expected_code(text: str) -> str | None:
    """The same where a code was asked for: eight letters without a digit are one too, as older codes may be."""
    letters = letters_of(text)
    alone = letters if len(text.split()) == 1 and is_code(letters) else None
    return read_code(text) or alone


def find_code(text: str) -> str | None:
    """A code anywhere in a sentence: with its dash, or after the word 'mã'; 'em có mã mayx2345 nhé' holds one."""
    whole = read_code(text)
    if whole is not None:
        return whole
    for found in DASHED.finditer(text):
        letters = letters_of(found[0])
        # 'sinh-hoat' in small letters is a word; a code without a digit is believed in capitals only.
        if is_code(letters) and (not letters.isalpha() or found[0].isupper()):
            return letters
    return next((code for found in AFTER_WORD.finditer(fold(text)) if (code := read_expected_code(found[1]))), None)


def is_near_code(text: str) -> bool:
    """Whether a message was surely meant as a code and is none: 'MAY0-2345', 'mã của tôi là MAY02345'."""
    found = NEAR.fullmatch(text.strip(" .,;:?!…")) or NEAR_AFTER_WORD.search(fold(text))
    if found is None or find_code(text) is not None:
        return False
    letters = letters_of(found[1])
    return not letters.isalpha() and not letters.isdecimal() and YEAR_AT_END.search(letters) is None


def is_near_expected_code(text: str) -> bool:
    """The same where a code was asked for: then eight or so letters and digits are a mistyped one."""
    if read_expected_code(text) is not None:
        return False
    return is_near_code(text) or (NEAR_EXPECTED.fullmatch(text) is not None and not text.isalpha())


def letters_of(text: str) -> str:
    """The letters and digits of what was typed, in capitals."""
    return "".join(c for c in text.upper() if c.isalnum())


def is_code(letters: str) -> bool:
    """Whether these eight characters can be a code; eight digits are a figure."""
    return len(letters) == CODE_LENGTH and not letters.isdecimal() and all(c in CODE_ALPHABET for c in letters)


def code_hash(code: str, salt: str) -> str:
    """What is stored of a code: slow to compute, so that a stolen table gives no codes."""
    letters = read_code(code) or code.replace("-", "")
    return hashlib.scrypt(letters.encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=32).hex()
