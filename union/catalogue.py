"""What may a unit speak of: the targets of its programmes, then the indicators that every unit shares."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final

from knowledge.document import Comparator, Document, Target, UnitCode
from knowledge.numbers import SCALES
from knowledge.text import fold
from union.indicators import Basis, Catalogue, Indicator, IndicatorId, Kind, OverTime, OverUnits, catalogue
from union.nouns import noun_group
from union.phrases import FAINT, Lexis, Spoken, build_lexis, matches, spelled, table

MONEY: Final = re.compile(r"(?:(?P<scale>nghin|ngan|trieu|ty|ti) )?(?:dong|vnd)\b")
NARROWER_FROM: Final = 0.25
"""The share of a target's weighty words that a common indicator may leave unexplained and still be the same thing."""
NET: Final = re.compile(r"\b(?:thuc tang|tang them|tang rong)\b")
PLACES: Final = frozenset(["tinh", "thanh", "pho", "huyen", "xa", "phuong", "dac", "khu", "toan", "quan"])
PER_UNIT: Final = re.compile(r"\b(?:moi suat|moi lop|moi nguoi)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A target with where it stands."""

    document: Document
    place: str
    position: int
    target: Target

    @property
    def ref(self) -> str:
        """The target's lasting name; one that was never published by staff is known by where it stands."""
        return self.target.ref or f"{self.document.key} § {self.place} § {self.position}"


@cache
def common() -> tuple[Indicator, ...]:
    """The indicators that every unit shares, as shipped and edited."""
    listed = table()["indicator"]
    assert isinstance(listed, list)
    return tuple(_indicator(item) for item in listed)


def _indicator(item: Mapping[str, object]) -> Indicator:
    aliases = item["aliases"]
    assert isinstance(aliases, list)
    return Indicator(
        id=IndicatorId(str(item["id"])),
        name=str(item["name"]),
        measure=str(item["measure"]),
        kind=Kind(str(item["kind"])),
        over_time=OverTime(str(item.get("over_time", "sum"))),
        over_units=OverUnits(str(item.get("over_units", "sum"))),
        basis=Basis(str(item.get("basis", "gross"))),
        whole=bool(item.get("whole", item["kind"] != "percent")),
        part_of=IndicatorId(str(item["part_of"])) if "part_of" in item else None,
        aliases=(str(item["name"]), *map(str, aliases)),
    )


@cache
def _common_lexis() -> Lexis:
    return build_lexis(common())


def catalogue_of(documents: Iterable[Document], codes: Sequence[UnitCode]) -> Catalogue:
    """The targets of the units' documents, those of the first unit and the newest first, then the common indicators.

    A target that means a common indicator keeps its id, so that the ledgers of all units add up.
    """
    own = [document for document in documents if document.header.issuer_code in codes]
    own.sort(key=lambda each: (codes.index(each.header.issuer_code), *_age(each)))
    taken: dict[IndicatorId, Indicator] = {}
    for found in _targets(own):
        made = _made(found)
        known = taken.get(made.id)
        if known is None:
            taken[made.id] = made
        elif known.stands_in == found.document.key and known.scope != made.scope:
            narrow = replace(_own(found), like=made.id)
            taken.setdefault(narrow.id, narrow)
    rest = [item for item in common() if item.id not in taken]
    return catalogue((*taken.values(), *rest))


def _age(document: Document) -> tuple[int, int]:
    """Newest first, by the last day in force."""
    header = document.header
    last = header.valid_to or header.valid_from or header.issued_on
    first = header.valid_from or header.issued_on
    return (-(last.toordinal() if last else 0), -(first.toordinal() if first else 0))


def _targets(documents: Iterable[Document]) -> Iterator[Found]:
    for document in documents:
        for passage in document.passages:
            for position, target in enumerate(passage.targets):
                if not target.assignee:  # a single unit's figure is no aim of all
                    yield Found(document, passage.place, position, target)


def meant_by(target: Target) -> Indicator | None:
    """The common indicator that counts just what the target counts; None where there is none."""
    meant, is_same = _meaning(target)
    return meant if is_same else None


def _made(found: Found) -> Indicator:
    """The target as an indicator: a common one with the target's aim, or one of its own."""
    meant, is_same = _meaning(found.target)
    if meant is None:
        return _own(found)
    if not is_same:
        return replace(_own(found), like=meant.id, over_time=meant.over_time, basis=meant.basis)
    return replace(
        meant,
        scope=found.target.scope,
        target=found.ref,
        paper=found.document.key,
        place=found.place,
        aim=_aim(found.target),
        aliases=(*meant.aliases, found.target.subject),
    )


def _own(found: Found) -> Indicator:
    """A target that no common indicator covers; known by its lasting name."""
    target, kind = found.target, _kind(found.target)
    paper, place, position = found.ref.split(" § ")
    stock = fold(target.subject).startswith(("tong so", "so "))
    return Indicator(
        id=IndicatorId(f"{paper}/{_slug(place)}/{position}"),
        name=target.subject[:1].upper() + target.subject[1:],
        measure="đồng" if kind is Kind.MONEY else target.measure.partition("/")[0],
        kind=kind,
        over_time=OverTime.AVERAGE if kind is Kind.PERCENT else OverTime.SUM,
        over_units=OverUnits.RATIO if kind is Kind.PERCENT else OverUnits.SUM,
        basis=Basis.STOCK if stock and kind is not Kind.PERCENT else Basis.GROSS,
        whole=kind is not Kind.PERCENT,
        scope=target.scope,
        target=found.ref,
        paper=found.document.key,
        place=found.place,
        aim=_aim(target),
    )


def _slug(place: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(place)).strip("-")


def _kind(target: Target) -> Kind:
    measure = fold(target.measure)
    if measure.startswith("%"):
        return Kind.PERCENT
    if MONEY.match(measure):
        return Kind.MONEY
    return Kind.PEOPLE if noun_group(measure.partition("/")[0]) == "people" else Kind.COUNT


def _aim(target: Target) -> str:
    """'>= 96', money in đồng; an average per unit is no aim of the area."""
    if target.comparator is Comparator.RANGE:
        return f"range {target.value}..{target.value_max}"
    per = " /CĐCS" if "/CĐCS" in target.measure else ""
    return f"{target.comparator.value} {in_units(target.measure, target.value).normalize():f}{per}"


def in_units(measure: str, value: Decimal) -> Decimal:
    """A figure in whole units of its measure: 2,5 triệu đồng is 2500000."""
    money = MONEY.match(fold(measure))
    return value * int(SCALES[money["scale"]]) if money and money["scale"] else value


def _meaning(target: Target) -> tuple[Indicator | None, bool]:
    """The common indicator that a target speaks of, and whether it is the same thing and not a part of it."""
    subject = spelled(target.subject)
    kind = _kind(target)
    if PER_UNIT.search(fold(target.subject)) or (
        target.comparator in (Comparator.AT_MOST, Comparator.LESS) and kind is Kind.PERCENT
    ):
        return None, False  # 'không quá 5% chậm đóng' counts what is not done
    for match in matches((Spoken((subject,)),), _common_lexis()):
        if not _same_kind(match.indicator, kind, target) or _is_net(match.indicator) != bool(
            NET.search(" ".join(subject))
        ):
            continue
        lexis = _common_lexis()
        foreign = sum(3.0 for word in set(subject) if word not in lexis.weight and word not in PLACES | FAINT)
        whole = match.hits + match.missed + foreign
        if match.hits < 4 and match.hits / whole < 0.75:
            return None, False
        return match.indicator, (match.missed + foreign) / whole <= NARROWER_FROM
    return None, False


def _is_net(item: Indicator) -> bool:
    return item.basis is Basis.NET


def _same_kind(item: Indicator, kind: Kind, target: Target) -> bool:
    """Whether both are counted in the same way: people in people, money in money, classes never in people."""
    if Kind.PERCENT in (kind, item.kind) or Kind.MONEY in (kind, item.kind):
        return kind is item.kind
    return noun_group(fold(item.measure)) == noun_group(fold(target.measure).partition("/")[0])
