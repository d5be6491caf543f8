"""What is counted, in what, and how it adds up over time and over units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from knowledge.proposals.values import Basis as Basis  # noqa: PLC0414 - one word for what staff confirm and what is counted

IndicatorId = NewType("IndicatorId", str)
"""A slug of the common catalogue ('ket-nap-moi'), or what a programme's target is known by."""


class Kind(StrEnum):
    """What sort of figure it is."""

    COUNT = "count"
    PEOPLE = "people"
    PERCENT = "percent"
    MONEY = "money"
    YES_NO = "yes_no"


class OverTime(StrEnum):
    """How the figures of the months make that of a longer period."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"


class OverUnits(StrEnum):
    """How the figures of the units make that of the area: a ratio adds numerators and denominators."""

    SUM = "sum"
    RATIO = "ratio"
    YES = "yes"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted. `whole` says that half of one cannot be; `part_of` names what it may not exceed."""

    id: IndicatorId
    name: str
    measure: str
    kind: Kind
    over_time: OverTime = OverTime.SUM
    over_units: OverUnits = OverUnits.SUM
    basis: Basis = Basis.GROSS
    whole: bool = True
    part_of: IndicatorId | None = None
    aliases: tuple[str, ...] = ()
    scope: str = ""
    """Whom a programme's target means: 'cán bộ công đoàn', 'toàn huyện'."""
    target: str = ""
    """The lasting name of the programme's target this was made from, `document key § place § position` of where it
    was published first; empty for a common one."""
    paper: str = ""
    """The document in which the target stands now."""
    place: str = ""
    """Where it stands there now."""
    like: IndicatorId | None = None
    """The common indicator that a target is a narrower form of."""
    aim: str = ""
    """What the target asks for, in digits: '>= 96'; only to question what is far beyond it."""

    @property
    def stands_in(self) -> str:
        """The key of the document that sets the target; '' for a common indicator."""
        return self.paper or self.target.partition(" § ")[0]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The indicators that a unit may speak of: those of its programmes first, then the common ones."""

    indicators: tuple[Indicator, ...]
    by_id: Mapping[IndicatorId, Indicator] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {item.id: item for item in self.indicators})

    def __getitem__(self, wanted: IndicatorId) -> Indicator:
        return self.by_id[wanted]

    def find(self, wanted: IndicatorId | None) -> Indicator | None:
        """The indicator of this id; None when nobody knows it."""
        return None if wanted is None else self.by_id.get(wanted)


def catalogue(indicators: Iterable[Indicator]) -> Catalogue:
    """The indicators, each id once: the first one counts."""
    return Catalogue(tuple({item.id: item for item in reversed(tuple(indicators))}.values())[::-1])
