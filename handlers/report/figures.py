"""Which figures of a form does a message hold, and what must be asked about them; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.report.values import Change, Reporting, Stage
from handlers.speech import indicator_in
from handlers.talk import Scene
from handlers.wording.report import is_other_field, not_named, read_as, two_figures
from knowledge.numbers import find_numbers, find_ratios, written
from knowledge.text import fold, words
from union.entry import Heard, Intent, Problem, Understood, understand
from union.forms.form import Field, FieldKind
from union.indicators import Catalogue, Indicator, Kind
from union.nouns import GENERAL, noun_group

CONFIRMABLE = frozenset({"implausible", "pct_over_100", "numerator_over_denominator", "part_over_whole"})
"""What may be written down all the same once it is confirmed; what is no figure at all may not."""


SMALL_WORDS = re.compile(r"\b(?:la|co|thi|a|nhe|nha|da|vang|em|hien|khoang|duoc)\b")
TOTAL = re.compile(r"\btong\b")
PLAIN_WORDS_MOST = 5
"""A longer answer than 'tháng này có 5 đoàn viên' is a sentence."""


@dataclass(frozen=True, slots=True)
class Figures:
    """`odd` is to be confirmed, `problem` to be said again; `is_foreign`: the form asks nothing of it."""

    changes: tuple[Change, ...] = ()
    odd: str = ""
    problem: str = ""
    again: str = ""
    """A field that is to be asked again, as 'nhầm rồi' wants."""
    is_foreign: bool = False
    reads_like_figures: bool = False
    besides: str = ""
    """Figures of what the form does not ask, said in the same message."""


NOTHING = Figures()


def figures_said(said: str, draft: Reporting, scene: Scene, field: Field | None = None) -> Figures:
    """What a message says of the form's fields; `field` is the one that was asked."""
    catalogue = with_fields(scene.catalogue, draft)
    expected = field.indicator if field and field.kind is FieldKind.FIGURE else None
    understood = understand(said, catalogue, scene.today, (), expected)
    match understood.intent:
        case Intent.CORRECTION:
            return corrected(said, understood, draft_meaning(field, draft), scene, catalogue)
        case Intent.DELETE:
            return deleted(understood, draft)
        case Intent.PROGRESS:
            if field is not None and (other := of_other_field(said, understood, draft, scene, field)) is not None:
                return other
            found = told(understood, draft)
            own = said if not found.besides else " ".join(h.words for h in understood.heard if h.indicator == expected)
            return guessed(found, own, field, catalogue, scene, heard=understood.heard)
    is_letters = expected is not None and understood.intent is Intent.NONSENSE
    return Figures(problem=understood.problems[0].text) if is_letters and understood.problems else NOTHING


def guessed(
    found: Figures, said: str, field: Field | None, catalogue: Catalogue, scene: Scene, *, heard: Sequence[Heard]
) -> Figures:
    """A figure within a longer sentence, or of another measure, is repeated back unless it names what it counts."""
    own = next((change for change in found.changes if field is not None and change.key == field.key), None)
    if field is None or own is None or found.odd:
        return found
    is_plain = len(words(said)) <= PLAIN_WORDS_MOST or len(found.changes) > 1
    if is_plain and not counts_something_else(heard, field, catalogue):
        return found
    if any(each.indicator == field.indicator for each in understand(said, catalogue, scene.today).heard):
        return found
    value = own.amount.value if own.amount else None
    return replace(found, odd=read_as(field.label, "chưa rõ" if value is None else written(value)))


def of_other_field(said: str, understood: Understood, draft: Reporting, scene: Scene, field: Field) -> Figures | None:
    """'4 lượt', 'tổng 43' where outstanding members were asked for: to be confirmed for the field that they are of."""
    if len(understood.heard) != 1 or understood.heard[0].indicator != field.indicator:
        return None
    labelled = (
        draft.field(by_label(SMALL_WORDS.sub(" ", fold(said)), draft) or "") if TOTAL.search(fold(said)) else None
    )
    if labelled is not None and labelled.key != field.key and understood.heard[0].amount is not None:
        odd = is_other_field(said, labelled.label, field.label)
        return Figures((Change(labelled.key, understood.heard[0].amount),), odd, reads_like_figures=True)
    own = understand(said, scene.catalogue, scene.today).heard
    noun = set(words(fold(own[0].measure))) if len(own) == 1 and own[0].indicator is None else set()
    amount = understood.heard[0].amount
    if not noun or own[0].measure in GENERAL or amount is None or noun <= words_of(field, scene.catalogue):
        return None
    others = [item for item in draft.fields if noun <= measure_words(item, scene.catalogue)]
    if len(others) != 1:
        return None
    odd = is_other_field(own[0].words or said, others[0].label, field.label)
    return Figures((Change(others[0].key, amount),), odd, reads_like_figures=True)


def measure_words(field: Field, catalogue: Catalogue) -> set[str]:
    """The bare words of what a field is counted in."""
    item = catalogue.find(field.indicator)
    return set(words(fold(item.measure))) if item else set()


def words_of(field: Field, catalogue: Catalogue) -> set[str]:
    """The bare words of a field: how it is called, asked and counted."""
    return set(words(fold(f"{field.label} {field.ask}"))) | measure_words(field, catalogue)


def counts_something_else(heard: Sequence[Heard], field: Field, catalogue: Catalogue) -> bool:
    """'12 suất' where visits were asked for."""
    item = catalogue.find(field.indicator)
    if item is None or item.kind in {Kind.PERCENT, Kind.MONEY}:
        return False
    said = {fold(each.measure) for each in heard if each.indicator == field.indicator and each.measure}
    return any(noun_group(measure) not in {"", noun_group(fold(item.measure))} for measure in said)


def with_fields(known: Catalogue, draft: Reporting) -> Catalogue:
    """The catalogue with what the form counts beyond it."""
    more = [
        Indicator(item.indicator, item.label, "", Kind.COUNT)
        for item in draft.fields
        if item.indicator and known.find(item.indicator) is None
    ]
    return Catalogue((*known.indicators, *more)) if more else known


def corrected(said: str, understood: Understood, draft: Reporting, scene: Scene, catalogue: Catalogue) -> Figures:
    """'à nhầm, kết nạp 6' names its field; 'nhầm, 6' means the one that was answered last."""
    last = draft.field(draft.last)
    spoken = indicator_in(said, catalogue, scene.today)
    is_last = spoken is None or (last is not None and spoken.id == last.indicator)
    if any(heard.indicator for heard in understood.heard) or any(
        is_of_another(each, draft) for each in understood.heard
    ):
        return told(understood, draft)
    if spoken is not None and not is_last:
        heard = tuple(replace(each, indicator=spoken.id, candidates=()) for each in understood.heard)
        return told(replace(understood, heard=heard, problems=()), draft)
    if last is None:
        return NOTHING
    has_figure = bool(find_numbers(said) or find_ratios(said))
    if last.indicator is None and has_figure:
        return Figures(problem=not_named(said), reads_like_figures=True)
    if last.indicator is None or not has_figure:
        return Figures(again=last.key)
    again = understand(said, catalogue, scene.today, (f"{catalogue[last.indicator].name} 1",))
    meant = tuple(replace(heard, indicator=last.indicator, candidates=()) for heard in again.heard[:1])
    return told(replace(again, heard=meant, problems=()), draft)


def draft_meaning(field: Field | None, draft: Reporting) -> Reporting:
    """'đúng là 43' means the field that was opened again or waits to be confirmed, else the one answered last."""
    is_meant = field is not None and (draft.wanted == field.key or draft.stage is Stage.CONFIRM)
    return replace(draft, last=field.key) if field is not None and is_meant else draft


def is_of_another(heard: Heard, draft: Reporting) -> bool:
    """Whether a figure is of another period than the report."""
    return heard.period is not None and not draft.is_for(heard.period)


def deleted(understood: Understood, draft: Reporting) -> Figures:
    """'bỏ số kết nạp', 'bỏ số vừa rồi'."""
    named = [key for heard in understood.heard if (key := key_of(heard, draft))]
    keys = named or ([draft.last] if draft.last and not understood.heard else [])
    return Figures(tuple(Change(key, None) for key in keys)) if keys else Figures(is_foreign=bool(understood.heard))


def told(understood: Understood, draft: Reporting) -> Figures:
    """The figures by field; of another period, or of what the form does not ask, they are somebody else's."""
    keys = [key_of(heard, draft) for heard in understood.heard]
    others = [heard for heard in understood.heard if is_of_another(heard, draft)]
    if others and len(others) == len(understood.heard):
        return Figures(is_foreign=True, reads_like_figures=any(keys))
    keys = [None if heard in others else key for heard, key in zip(understood.heard, keys, strict=True)]
    mine = any(keys)
    unnamed = [
        heard
        for heard, key in zip(understood.heard, keys, strict=True)
        if key is None and heard.indicator is None and heard not in others
    ]
    if mine and not unnamed and not all(keys):
        return with_others(understood, keys, draft)
    if not all(keys) and not (mine and unnamed):
        return Figures(is_foreign=True, reads_like_figures=mine)
    if unnamed:
        return Figures(problem=not_named(unnamed[0].words), reads_like_figures=mine)
    hard = next((problem for problem in understood.problems if is_hard(problem, keys)), None)
    if hard is not None or not all(keys):
        return Figures(problem=hard.text if hard else not_named(""), reads_like_figures=mine)
    changes = tuple(
        Change(key, heard.amount, adds=bool(heard.adds))
        for heard, key in zip(understood.heard, keys, strict=True)
        if key and heard.amount is not None
    )
    if twice := next((item for item in changes if said_otherwise(item, changes)), None):
        field = draft.field(twice.key)
        return Figures(problem=two_figures(field.label if field else ""), reads_like_figures=True)
    odd = " ".join(dict.fromkeys(each.text for each in understood.problems if each.code in CONFIRMABLE))
    return Figures(changes, odd, reads_like_figures=bool(changes))


def said_otherwise(change: Change, changes: tuple[Change, ...]) -> bool:
    """Whether the same message has another figure for the same field."""
    return any(other.key == change.key and other.amount != change.amount for other in changes)


def with_others(understood: Understood, keys: list[str | None], draft: Reporting) -> Figures:
    """The figures of this form; the others of the message are told besides."""
    places = [place for place, key in enumerate(keys) if key]
    problems = tuple(
        replace(each, at=None if each.at is None else places.index(each.at))
        for each in understood.problems
        if each.at is None or each.at in places
    )
    own = replace(understood, heard=tuple(understood.heard[place] for place in places), problems=problems)
    others = [heard for heard, key in zip(understood.heard, keys, strict=True) if not key]
    return replace(told(own, draft), besides=", ".join(with_period(heard) for heard in others))


def with_period(heard: Heard) -> str:
    """The words of a figure, with its period where they do not say it."""
    period = heard.period
    is_said = period is None or fold(period.name.partition("/")[0]) in fold(heard.words)
    return heard.words if is_said or period is None else f"{period.name} {heard.words}"


def is_hard(problem: Problem, keys: list[str | None]) -> bool:
    """Whether it cannot be written down: no figure, a range, letters, below zero."""
    if problem.code in CONFIRMABLE or problem.code == "confirm_delete":
        return False
    return problem.code != "missing_indicator" or problem.at is None or keys[problem.at] is None


def key_of(heard: Heard, draft: Reporting) -> str | None:
    """The field that a figure is for: by its indicator, by one of several it may mean, or by a word of the label."""
    by_indicator = {item.indicator: item.key for item in draft.fields if item.indicator}
    if heard.indicator is not None:
        return by_indicator.get(heard.indicator)
    fitting = [by_indicator[each] for each in heard.candidates if each in by_indicator]
    if len(fitting) == 1:
        return fitting[0]
    return by_label(heard.words, draft)


def by_label(piece: str, draft: Reporting) -> str | None:
    """'tổng 212' is 'tổng số đoàn viên' where no other label holds the word."""
    said = {word for word in words(fold(piece)) if not any(letter.isdecimal() for letter in word)}
    fitting = [item.key for item in draft.fields if item.indicator and said and said <= set(words(fold(item.label)))]
    return fitting[0] if len(fitting) == 1 else None
