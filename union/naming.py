"""Which units does a sentence name: 'đồi sim', 'htx đồng gió', 'trường hoa sen', without marks and with slips."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import Token, tokens
from union.roster import Unit

ALIKE = {
    ("cong", "doan", "co", "so"): "cdcs",
    ("trung", "hoc", "co", "so"): "thcs",
    ("trung", "hoc", "pho", "thong"): "thpt",
    ("hop", "tac", "xa"): "htx",
    ("trach", "nhiem", "huu", "han"): "tnhh",
    ("mot", "thanh", "vien"): "mtv",
    ("uy", "ban", "nhan", "dan"): "ubnd",
    ("co", "phan"): "cp",
    ("cong", "ty"): "cty",
    ("cong", "doan"): "cd",
    ("mam", "non"): "mn",
    ("mau", "giao"): "mn",
    ("tieu", "hoc"): "th",
    ("doanh", "nghiep"): "dn",
}
"""Long and short ways of writing the same, the longest first."""
FORMS = frozenset({"cdcs", "cd", "cty", "tnhh", "cp", "mtv", "dn", "truong", "nghiep", "doan", "va"})
"""What a unit is, as its paper says it; nobody says it in speech, and alone it names nobody."""
TYPES = frozenset({"mn", "th", "thcs", "thpt", "htx", "ubnd", "xa", "phuong", "thi", "tran", "dac", "khu", "tinh"})
"""What sort of place it is: 'mầm non' alone names a unit only where there is no other of the sort."""
SHORT_FORM = re.compile(
    r"^(?:(?:CĐCS|Công đoàn cơ sở|Nghiệp đoàn|Công đoàn(?= (?:Trường|Công ty|Cty|Doanh nghiệp)\b))\s+)?"
    r"(?:Trường\s+|(?:Công ty|Cty)\s+(?:(?:TNHH|trách nhiệm hữu hạn|CP|cổ phần|MTV|một thành viên|DV|TM)\s+)*)?",
    re.IGNORECASE,
)
WORDS_MOST = 9
RUN_LETTERS, ALONE_LETTERS = 5, 4
"""A part of a name that is too short stands in too many sentences."""
SLIP_LETTERS, TWO_SLIPS_LETTERS = 6, 11


@dataclass(frozen=True, slots=True)
class Named:
    """A place in `clean(said)` where a unit is named; several candidates where it could be any of them."""

    candidates: tuple[Unit, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, `marked` with its marks, and where it stood."""

    bare: str
    marked: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Key:
    """What a unit may be called; `rank` 3 for its name, 2 for its end, 1 for its beginning, 0 for its sort alone."""

    unit: int
    rank: int
    marked: str


@dataclass(frozen=True, slots=True)
class Index:
    """What all units may be called, by the letters of it; `names` are those in which a slip is looked for."""

    keys: dict[str, tuple[Key, ...]]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A run of words that names somebody."""

    first: int
    last: int
    letters: int
    units: tuple[int, ...]


def short_name(name: str) -> str:
    """As one says it: 'CĐCS Công ty May Mây Trắng' is 'May Mây Trắng', 'CĐCS THCS Lá Xanh' is 'THCS Lá Xanh'."""
    rest = name[match.end() :].strip() if (match := SHORT_FORM.match(name)) else name
    return rest or name


def named_units(said: str, units: Sequence[Unit]) -> tuple[Named, ...]:
    """The units that a sentence names, in its order; what fits several alike has them all as candidates."""
    known = index_of(tuple(units))
    line = words_of(said)
    taken: list[Found] = []
    for found in sorted(exact(line, known), key=lambda each: (each.first - each.last, -each.letters)):
        if not any(overlap(found, other) for other in taken):
            taken.append(found)
    for found in sorted(slipped(line, known), key=lambda each: (each.first - each.last, -each.letters)):
        if not any(overlap(found, other) for other in taken):
            taken.append(found)
    return tuple(
        Named(tuple(units[place] for place in each.units), line[each.first].start, line[each.last].end)
        for each in sorted(taken, key=lambda each: each.first)
    )


def overlap(one: Found, other: Found) -> bool:
    """Whether two runs share a word."""
    return one.first <= other.last and other.first <= one.last


def words_of(text: str) -> tuple[Word, ...]:
    """The words, each known long form as its short one."""
    said = tokens(text)
    found: list[Word] = []
    place = 0
    while place < len(said):
        length, short = alike(said, place)
        part = said[place : place + length]
        marked = short or part[0].text
        found.append(Word(short or part[0].bare, marked, part[0].start, part[-1].end))
        place += length
    return tuple(found)


def alike(said: Sequence[Token], place: int) -> tuple[int, str]:
    """How many words from here on have a short form, and which."""
    for long, short in ALIKE.items():
        if tuple(token.bare for token in said[place : place + len(long)]) == long:
            return len(long), short
    return 1, ""


@lru_cache(maxsize=8)
def index_of(units: tuple[Unit, ...]) -> Index:
    """Everything that these units may be called."""
    keys: dict[str, dict[int, Key]] = {}
    names: set[str] = set()
    for place, unit in enumerate(units):
        for run, rank in runs_of(words_of(unit.name)):
            letters = joined(run)
            known = keys.setdefault(letters, {})
            if place not in known or known[place].rank < rank:
                known[place] = Key(place, rank, "".join(word.marked for word in run))
            if rank >= 2 and len(letters) >= SLIP_LETTERS:
                names.add(letters)
    return Index({letters: tuple(known.values()) for letters, known in keys.items()}, tuple(sorted(names)))


def runs_of(name: Sequence[Word]) -> Iterator[tuple[Sequence[Word], int]]:
    """What a unit may be called, with its rank: the name, without its form, without its sort, and both ends of it."""
    short = without(name, FORMS)
    core = without(short, FORMS | TYPES)
    for whole, rank in ((name, 3), (short, 3), (core, 2)):
        if telling(whole) and (len(whole) > 1 or len(joined(whole)) >= ALONE_LETTERS):
            yield whole, rank
    ends = [short[cut:] for cut in range(1, len(short) - 1)]
    begins = [name[:-cut] for cut in range(1, len(name) - 1)] + [short[:-cut] for cut in range(1, len(short) - 1)]
    for part, rank in (*((end, 2) for end in ends), *((begin, 1) for begin in begins)):
        if len(joined(part)) >= RUN_LETTERS and telling(part):
            yield part, rank
    sort = short[: len(short) - len(core)] if telling(core) else ()
    if sort and not all(word.bare in FORMS for word in sort):
        yield sort, 0


def without(name: Sequence[Word], unsaid: frozenset[str]) -> Sequence[Word]:
    """The name from the first word on that is none of these; all of it where there is no other."""
    start = next((place for place, word in enumerate(name) if word.bare not in unsaid), 0)
    return name[start:]


def telling(run: Sequence[Word]) -> bool:
    """Whether it says more than a form and a sort."""
    return any(word.bare not in FORMS and word.bare not in TYPES for word in run)


def joined(run: Sequence[Word]) -> str:
    """The letters of a run, so that 'hoasen' is 'hoa sen'."""
    return "".join(word.bare for word in run)


def exact(line: Sequence[Word], known: Index) -> Iterator[Found]:
    """The runs of the sentence that are what a unit may be called."""
    for first in range(len(line)):
        for last in range(first, min(first + WORDS_MOST, len(line))):
            letters = joined(line[first : last + 1])
            keys = known.keys.get(letters, ())
            best = max((key.rank for key in keys), default=0)
            units = tuple(key.unit for key in keys if key.rank == best)
            if best or len(units) == 1:
                yield Found(first, last, len(letters), units)


def slipped(line: Sequence[Word], known: Index) -> Iterator[Found]:
    """The runs in which one letter, or two of a long name, went wrong."""
    for first in range(len(line)):
        for last in range(first, min(first + WORDS_MOST, len(line))):
            run = line[first : last + 1]
            letters = joined(run)
            if len(letters) < SLIP_LETTERS - 1:
                continue
            most = 2 if len(letters) >= TWO_SLIPS_LETTERS else 1
            near = process.extract(letters, known.names, scorer=OSA.distance, score_cutoff=most, limit=6)
            nearest = min((distance for _, distance, _ in near), default=0)
            keys = [key for name, distance, _ in near if distance == nearest for key in known.keys[name]]
            units = tuple(dict.fromkeys(key.unit for key in keys if key.rank >= 2 and believable(run, key, nearest)))
            if units:
                yield Found(first, last, len(letters), units)


def believable(run: Sequence[Word], key: Key, distance: float) -> bool:
    """Whether it can be a slip: 'đóng góp', typed with its marks, is no 'Đồng Gió'."""
    if all(word.bare == word.marked for word in run):
        return True
    return OSA.distance("".join(word.marked for word in run), key.marked) <= distance + 1
