"""Which of several reports is meant: the question, with what waits to be done with the one that is chosen."""

from datetime import date

from handlers.flow import Ask
from handlers.report.values import Reporting, Stage
from handlers.wording import report as words
from scheduler.filings import Filing, FilingId
from union.naming import short_name
from union.scope import Scope


def choosing(filings: tuple[Filing, ...], scope: Scope, today: date, said: str = "") -> Ask[Reporting]:
    """Which of these: each with a sentence that is complete in itself. `said` is what waits to be done with it."""
    several_units = len(scope.acts_for) > 1 and len({item.unit for item in filings}) > 1
    choices = []
    for item in filings[:8]:
        unit = short_name(item.unit_name) if several_units else ""
        label = f"{words.title(item, today)}{f' của {unit}' if unit else ''}"
        choices.append((label, words.standing_words(item), words.says_begin(item, today, unit=unit)))
    draft = Reporting(Stage.CHOOSE, FilingId(0), text=said, choices=tuple(says for _, _, says in choices))
    return Ask(draft, words.which_to_mend(choices, said) if said else words.which(choices))
