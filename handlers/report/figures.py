"""Which figures of a form does a message hold, and what must be asked about them; pure."""

from dataclasses import dataclass, replace

from handlers.report.values import Change, Reporting
from handlers.talk import Scene
from handlers.wording.report import read_as
from knowledge.numbers import find_numbers, find_ratios, written
from knowledge.text import fold, words
from union.entry import Heard, Intent, Problem, Understood, understand
from union.forms.form import Field, FieldKind
from union.indicators import Catalogue, Indicator, IndicatorId, Kind

CONFIRMABLE = frozenset({"implausible", "pct_over_100", "numerator_over_denominator", "part_over_whole"})
"""What may be written down all the same once it is confirmed; what is no figure at all may not."""


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


NOTHING = Figures()


def figures_said(said: str, draft: Reporting, scene: Scene, field: Field | None = None) -> Figures:
    """What a message says of the form's fields; `field` is the one that was asked."""
    catalogue = with_fields(scene.catalogue, draft)
    expected = field.indicator if field and field.kind is FieldKind.FIGURE else None
    understood = understand(said, catalogue, scene.today, (), expected)
    match understood.intent:
        case Intent.CORRECTION:
            return corrected(said, understood, draft, scene, catalogue)
        case Intent.DELETE:
            return deleted(understood, draft)
        case Intent.PROGRESS:
            return guessed(told(understood, draft), said, field, catalogue, scene)
    is_letters = expected is not None and understood.intent is Intent.NONSENSE
    return Figures(problem=understood.problems[0].text) if is_letters and understood.problems else NOTHING


def guessed(found: Figures, said: str, field: Field | None, catalogue: Catalogue, scene: Scene) -> Figures:
    """A figure within a longer sentence that does not name what it counts is repeated back before it is written."""
    if field is None or found.odd or len(found.changes) != 1 or len(words(said)) <= PLAIN_WORDS_MOST:
        return found
    named = understand(said, catalogue, scene.today).heard
    [change] = found.changes
    if change.key != field.key or any(heard.indicator == field.indicator for heard in named):
        return found
    value = change.amount.value if change.amount else None
    return replace(found, odd=read_as(field.label, "chưa rõ" if value is None else written(value)))


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
    if any(heard.indicator for heard in understood.heard):
        return told(understood, draft)
    if last is None:
        return NOTHING
    if last.indicator is None or not (find_numbers(said) or find_ratios(said)):
        return Figures(again=last.key)
    again = understand(said, catalogue, scene.today, (f"{catalogue[last.indicator].name} 1",))
    meant = tuple(replace(heard, indicator=last.indicator, candidates=()) for heard in again.heard[:1])
    return told(replace(again, heard=meant, problems=()), draft)


def deleted(understood: Understood, draft: Reporting) -> Figures:
    """'bỏ số kết nạp', 'bỏ số vừa rồi'."""
    named = [key for heard in understood.heard if (key := key_of(heard, draft))]
    keys = named or ([draft.last] if draft.last and not understood.heard else [])
    return Figures(tuple(Change(key, None) for key in keys)) if keys else Figures(is_foreign=bool(understood.heard))


def told(understood: Understood, draft: Reporting) -> Figures:
    """The figures by field; of another period, or of what the form does not ask, they are somebody else's."""
    keys = [key_of(heard, draft) for heard in understood.heard]
    mine = any(keys)
    if any(heard.period is not None and not draft.is_for(heard.period) for heard in understood.heard):
        return Figures(is_foreign=True, reads_like_figures=mine)
    unnamed = [h for h, key in zip(understood.heard, keys, strict=True) if key is None and h.indicator is None]
    if not all(keys) and not (mine and unnamed):
        return Figures(is_foreign=True)
    hard = next((problem for problem in understood.problems if is_hard(problem, keys)), None)
    if hard is not None or not all(keys):
        return Figures(problem=hard.text if hard else "Có số chưa rõ của mục nào.", reads_like_figures=mine)
    changes = tuple(
        Change(key, heard.amount, adds=bool(heard.adds))
        for heard, key in zip(understood.heard, keys, strict=True)
        if key and heard.amount is not None
    )
    odd = " ".join(dict.fromkeys(each.text for each in understood.problems if each.code in CONFIRMABLE))
    return Figures(changes, odd, reads_like_figures=bool(changes))


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


def indicator_key(draft: Reporting, indicator: IndicatorId) -> str | None:
    """The field that asks for an indicator."""
    return next((item.key for item in draft.fields if item.indicator == indicator), None)
