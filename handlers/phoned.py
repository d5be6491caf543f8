"""What a unit told by telephone, piece by piece: of which field each figure is, and what nobody can place; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handlers.wording import behalf as words
from knowledge.dates import Period
from knowledge.text import fold
from union.entry import Heard, Intent, Understood
from union.entry.sentences import shown, small
from union.forms.form import Field, FieldKind
from union.indicators import Catalogue, IndicatorId
from union.ledger import Amount, added

CONFIRMABLE = frozenset({"implausible", "pct_over_100", "numerator_over_denominator", "part_over_whole"})
"""What may be written down all the same once it is confirmed."""
WHICH = frozenset({"missing_indicator", "ambiguous_indicator", "ambiguous"})
ON_TOP = re.compile(r"\bthem\b")
TAKES_OFF = re.compile(r"\b(?:bot|giam|tru)\b")
UNTELLING = frozenset({
    "a", "o", "u", "uh", "oi", "e", "nham", "sai", "roi", "sua", "doi", "lai", "la", "thanh", "moi", "dung", "chu",
    "phai", "khong", "ko", "k", "thoi", "nhe", "nha", "day", "so", "muc", "con", "bang", "co", "duoc", "em", "anh",
    "chi", "dong", "ay", "luot", "nguoi", "va", "cai", "ghi", "thi", "vua", "them",
})  # fmt: skip
"""Words that tell no field from another."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A figure to be written down, and how it was shown; `period` as it was said, or the report's."""

    indicator: IndicatorId
    measure: str
    amount: Amount
    period: Period
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that a figure may be of."""

    indicator: IndicatorId
    label: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A piece that is not written down before it is clear: of which field it is, or, with `asks`, how much it is."""

    words: str
    amount: Amount | None = None
    period: Period | None = None
    choices: tuple[Choice, ...] = ()
    asks: str = ""

    @property
    def digits(self) -> str:
        """The figure as it was told."""
        return shown(self.amount, "") if self.amount else ""


@dataclass(frozen=True, slots=True)
class Ear:
    """With what a telling is read: the form, the report's period, and the figures that wait for their yes."""

    fields: Sequence[Field]
    catalogue: Catalogue
    period: Period
    waiting: Sequence[Noted] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The fields that hold a figure."""
        return tuple(
            Choice(item.indicator, item.label)
            for item in self.fields
            if item.kind is FieldKind.FIGURE and item.indicator is not None
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What was heard: figures that are clear, pieces that are not, and what is odd all the same."""

    figures: tuple[Noted, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    odd: tuple[str, ...] = ()


def told_in(understood: Understood, ear: Ear) -> Told:
    """Each piece by itself: one that is not clear takes nothing away from those that are."""
    if understood.intent not in {Intent.PROGRESS, Intent.CORRECTION}:
        return Told()
    figures: list[Noted] = []
    doubts: list[Doubt] = []
    for place, piece in enumerate(understood.heard):
        hard = [
            each.text
            for each in understood.problems
            if each.at in {None, place} and each.code not in CONFIRMABLE | WHICH
        ]
        indicator = field_of(piece, understood, ear)
        if hard or piece.amount is None:
            doubts.append(Doubt(piece.words, asks=hard[0] if hard else words.how_much()))
        elif TAKES_OFF.search(fold(piece.words)) and takes_off(indicator, ear):
            doubts.append(Doubt(piece.words, asks=words.how_much()))
        elif indicator is None:
            doubts.append(Doubt(piece.words, piece.amount, piece.period, choices_for(piece, understood, ear)))
        else:
            noted = noted_of(piece, indicator, piece.amount, ear)
            is_twice = any((each.indicator, each.period) == (noted.indicator, noted.period) for each in figures)
            if is_twice and all(each.amount != noted.amount for each in figures if each.indicator == indicator):
                doubts.append(Doubt(piece.words, piece.amount, piece.period, ear.choices))
            else:
                figures.append(noted)
    odd = tuple(dict.fromkeys(each.text for each in understood.problems if each.code in CONFIRMABLE))
    return Told(tuple(figures), tuple(doubts), odd)


def field_of(piece: Heard, understood: Understood, ear: Ear) -> IndicatorId | None:
    """Of what the figure is: as it was named, as the form has only one such field, or as only one waiting is meant."""
    if piece.indicator is not None:
        return piece.indicator
    known = {choice.indicator for choice in ear.choices}
    fitting = [each for each in piece.candidates if each in known]
    if len(fitting) == 1:
        return fitting[0]
    if piece.candidates:
        return None
    if telling(piece.words):
        called = called_so(piece.words, ear.choices)
        return called[0].indicator if len(called) == 1 else None
    meant = list(ear.waiting)
    if understood.wrong is not None:
        meant = [each for each in meant if each.amount.value == understood.wrong]
    return meant[0].indicator if len(meant) == 1 else None


def choices_for(piece: Heard, understood: Understood, ear: Ear) -> tuple[Choice, ...]:
    """The fields among which the speaker is asked to choose."""
    if piece.candidates:
        return tuple(Choice(each, small(ear.catalogue[each].name)) for each in piece.candidates)
    if telling(piece.words):
        return tuple(called_so(piece.words, ear.choices)) or ear.choices
    waiting = tuple(dict.fromkeys(Choice(each.indicator, each.label) for each in ear.waiting))
    return waiting if waiting and understood.intent is Intent.CORRECTION else ear.choices


def telling(said: str) -> set[str]:
    """'tong' of 'à tổng 20 nhé': the words that tell one field from another."""
    return set(re.findall(r"[a-z]+", fold(said))) - UNTELLING


def called_so(said: str, choices: Iterable[Choice]) -> list[Choice]:
    """The fields whose label holds every telling word of it."""
    told = telling(said)
    return [each for each in choices if told and told <= set(re.findall(r"[a-z]+", fold(each.label)))]


def chosen(doubt: Doubt, said: str) -> Choice | None:
    """'tổng số đoàn viên' alone, where it was asked of which field a figure is."""
    if (
        re.search(r"\d", said)
        or len(said.split()) > max((len(each.label.split()) for each in doubt.choices), default=0) + 3
    ):
        return None
    found = [each for each in doubt.choices if fold(each.label) == fold(said).strip(" .,")] or called_so(
        said, doubt.choices
    )
    return found[0] if len(found) == 1 else None


def takes_off(indicator: IndicatorId | None, ear: Ear) -> bool:
    """Whether 'bớt 1' is said of a figure that waits: nobody reckons with what was heard wrong."""
    return bool(ear.waiting) if indicator is None else waiting_of(indicator, ear) is not None


def waiting_of(indicator: IndicatorId, ear: Ear) -> Noted | None:
    """The figure that waits for the same thing, if there is one."""
    same = [each for each in ear.waiting if each.indicator == indicator]
    return same[0] if len(same) == 1 else None


def noted_of(piece: Heard, indicator: IndicatorId, amount: Amount, ear: Ear) -> Noted:
    """One figure as it will be written: 'thêm 2' comes on top of what waits, which keeps its period."""
    item, before = ear.catalogue[indicator], waiting_of(indicator, ear)
    period = piece.period or (before.period if before else ear.period)
    comes_on_top = piece.adds or (piece.adds is None and ON_TOP.search(fold(piece.words)) is not None)
    if comes_on_top and before and before.period == period:
        amount = added([before.amount, amount])
    label = next((each.label for each in ear.choices if each.indicator == indicator), small(item.name))
    said = words.figure(label, shown(amount, item.measure), "" if period == ear.period else period.name)
    return Noted(indicator, item.measure, amount, period, label, said)


def placed(doubt: Doubt, choice: Choice, ear: Ear) -> Noted | None:
    """The figure in doubt, now that its field is known."""
    if doubt.amount is None:
        return None
    piece = Heard(choice.indicator, choice.label, doubt.amount, "", doubt.period, words=doubt.words)
    return noted_of(replace(piece, adds=False), choice.indicator, doubt.amount, ear)


def merged(before: Iterable[Noted], after: Iterable[Noted]) -> tuple[Noted, ...]:
    """The later figure of one thing and period counts."""
    return tuple({(each.indicator, each.period): each for each in (*before, *after)}.values())


def still_open(doubts: Iterable[Doubt], told: Sequence[Noted]) -> tuple[Doubt, ...]:
    """The doubts that stay: a figure said anew with its name, or another one for the only field meant, ends one."""
    values = {each.amount.value for each in told}
    named = {each.indicator for each in told}
    return tuple(
        each
        for each in doubts
        if not (each.amount and each.amount.value in values)
        and not (each.asks and told)
        and not (len(each.choices) == 1 and each.choices[0].indicator in named)
    )
