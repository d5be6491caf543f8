"""What words mean while figures wait: a yes, a choice, a correction, or nothing of theirs; pure."""

import re
from dataclasses import replace

from handlers import speech, wording
from handlers.flow import Again, Aside, Ask, Done, Stop
from handlers.flow import Step as Decided
from handlers.messages import Reply
from handlers.progress.asking import options
from handlers.progress.bare import is_only_a_figure
from handlers.progress.changes import (
    Wanted,
    accepting,
    asked_in_vain,
    label_of,
    labels_of,
    merged,
    moved,
    with_record,
    without,
)
from handlers.progress.draft import (
    GOES_ON,
    MAY_STAND,
    Open,
    Purpose,
    Record,
    Telling,
    Way,
    drafts,
    first_of_two,
    records_of,
)
from handlers.progress.hearing import OF_A_FORM, is_telling
from handlers.progress.phrases import (
    ADD_WORDS,
    BOTH_WORDS,
    DROP_WORDS,
    GO_WORDS,
    KEEP_WORDS,
    LAST_WORDS,
    SET_WORDS,
    SKIP_WORDS,
)
from handlers.report.heard import is_sending
from handlers.talk import Scene
from handlers.wording import progress as words
from knowledge.dates import Period, PeriodKind, day_of, find_dates, find_periods
from knowledge.numbers import find_numbers
from knowledge.text import clean, fold, tokens
from union.entry import Intent, Understood, understand
from union.entry.reading import read
from union.indicators import IndicatorId
from union.naming import named_units
from union.nouns import noun_group, noun_words
from union.phrases import FAINT, lexis_of
from union.roster import Unit, UnitKind, find_code, is_near_code

REPORT_WORD = re.compile(r"\b(?:bao cao|bc)\b")
NAME_WORDS_MOST, NAME_WORDS = 10, 4
NUMBERED = re.compile(r"\b(?:thong bao|cau|cau hoi|van ban)(?: so)? \d{1,3}(?=\s*(?:[.,;:!]|$))")
"""'đã nắm thông báo 2' is of something else, whatever waits."""
WITH_FIGURE = re.compile(r"(?P<way>thay|cong them|cong vao|cong|them)(?: (?:thanh|bang|la))? \S+(?: \S+){0,3}")
OF_THE_WHOLE = re.compile(r"(?:tong|tong so|tong cong|tat ca)\b")
NOT_DROPPED = re.compile(r"\b(?:khong|ko|k|dung|chua|khoan|thoi)\b")
BESIDE_PERIOD = frozenset(
    (
        "cua",
        "la",
        "co",
        "nhe",
        "a",
        "thi",
        "phai",
        "cho",
        "ky",
        "so",
        "do",
        "moi",
        "dung",
        "nham",
        "ah",
        "o",
        "trong",
        "tinh",
        "vao",
        "sua",
        "lai",
        "thanh",
        "chi",
        "thoi",
        "ghi",
        "y",
        "toi",
        "em",
        "minh",
        "lon",
        "sai",
        "roi",
    )
)


def step(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling]:
    """A yes, an answer to what is open, or a correction; anything else belongs elsewhere."""
    draft = replace(draft, asides=0)
    if wording.plain(said) == wording.plain(draft.said.rpartition("\n")[2]) and not wording.is_bare_answer(said):
        return go_on(draft)
    if draft.open is Open.UNIT:
        return unit_chosen(draft, said)
    answered = answer(draft, said, scene)
    if answered is not None:
        return answered
    if draft.open is Open.NAME and wording.means(said, SKIP_WORDS):
        return go_on(asked_in_vain(replace(draft, tries=1)))
    if (decided := taking_back(draft, said)) is not None:
        return decided
    if draft.open is Open.NAME and (wording.is_bare_answer(said) or wording.may_mean_no(said) or is_bare_figure(said)):
        return go_on(asked_in_vain(draft))
    if wording.is_yes(said):
        return agreed(draft)
    if is_sending(said) and not REPORT_WORD.search(fold(said)):
        return unclear(draft)
    if wording.may_mean_no(said) or wording.means(said, (*ADD_WORDS, *SET_WORDS, *KEEP_WORDS)):
        return unclear(draft)
    if wording.is_no(said):
        return Stop(words.not_deleted()) if draft.purpose is Purpose.DELETE else Ask(draft, words.what_is_wrong())
    if head := speech.yes_before(said):
        return agreed_and_more(draft, head, said, scene)
    return changed(draft, said, scene)


def taking_back(draft: Telling, said: str) -> Decided[Telling, Telling] | None:
    """'bỏ đi': nothing of what waits is recorded; where it is asked whether something goes, it does."""
    if draft.purpose is not Purpose.DELETE:
        if wording.means(said, DROP_WORDS):
            return Stop(left(draft))
        return Stop(words.dropped_all()) if speech.takes_back(said) else None
    if wording.means(said, GO_WORDS) or speech.agrees_to_drop(said):
        return agreed(draft)
    return unclear(draft) if speech.takes_back(said) else None


def may_be_a_choice(draft: Telling, said: str) -> bool:
    """'1' under an echo of one other figure: the first choice, as in a list, or the figure put right."""
    if wording.plain(said) != "1" or len(draft.records) != 1:
        return False
    amount = draft.records[0].amount
    return amount is not None and amount.value != 1


def is_bare_figure(said: str) -> bool:
    """'12', and nothing else."""
    return bool(find_numbers(said)) and len(tokens(said)) == 1


def unclear(draft: Telling) -> Decided[Telling, Telling]:
    """Neither yes nor no: what is open is asked once more."""
    if draft.purpose is Purpose.DELETE:
        return Ask(draft, words.delete_first())
    return Ask(draft, words.yes_or_right()) if draft.open is Open.CONFIRM else go_on(draft)


def go_on(draft: Telling) -> Again:
    """From a fresh reading of the ledger."""
    return Again(GOES_ON + drafts.dump(draft))


def agreed(draft: Telling) -> Decided[Telling, Telling]:
    """Yes to what is open."""
    if draft.open is Open.CONFIRM:
        return Done(draft)
    if draft.open is Open.DOUBT and draft.about in MAY_STAND:
        return go_on(accepting(draft))
    return go_on(draft)


def agreed_and_more(draft: Telling, head: str, said: str, scene: Scene) -> Decided[Telling, Telling]:
    """'uh. co lui han dc ko': yes, and something besides; more figures are repeated back first."""
    rest = clean(said)[len(head) :].strip(wording.SIGNS)
    got = understand(rest, scene.catalogue, scene.today)
    if is_telling(got, rest):
        return changed(draft, rest, scene)
    decided = agreed(draft)
    return Done(decided.result, aside=rest) if isinstance(decided, Done) else Ask(draft, words.yes_or_right())


def answer(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling] | None:
    """What chooses among the things that were offered; None where it chooses none."""
    match draft.open:
        case Open.NAME:
            return named_figure(draft, said, scene)
        case Open.WHICH:
            return chosen(draft, said, scene)
        case Open.WAY:
            return way_said(draft, said)
        case Open.WHEN:
            return when_said(draft, said, scene)
        case Open.CONFIRM if may_be_a_choice(draft, said):
            return Ask(draft, words.yes_or_one(label_of(draft.records[0], scene.catalogue)))
    return None


def unit_chosen(draft: Telling, said: str) -> Decided[Telling, Telling]:
    """One of the speaker's units, as it is called."""
    units = [Unit(item.code, item.name, UnitKind.GRASSROOTS) for item in draft.units]
    exact = [item for item in draft.units if wording.plain(said) == wording.plain(words.unit_says(item.name))]
    named = [found.candidates[0].code for found in named_units(said, units) if len(found.candidates) == 1]
    codes = {item.code for item in exact} or set(named)
    if len(codes) == 1:
        return go_on(replace(draft, unit=codes.pop()))
    return go_on(draft) if any(c.isdigit() for c in said) or wording.is_bare_answer(said) else Aside()


def named_figure(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling] | None:
    """'kết nạp đoàn viên' after '50': the same figure with its name."""
    record = draft.records[draft.at]
    if speech.asks(said):
        return None
    whole = records_of(understand(said, scene.catalogue, scene.today), scene.today)
    if (
        len(whole) == 1
        and whole[0].indicator
        and whole[0].amount
        and (record.doubts or whole[0].amount == record.amount)
    ):
        return go_on(replace(with_record(draft, whole[0]), said=f"{draft.said}\n{said}"))
    got = understand(f"{said} {record.text}", scene.catalogue, scene.today)
    new = records_of(got, scene.today)
    if got.intent is not Intent.PROGRESS or len(new) != 1 or not (new[0].indicator or new[0].candidates):
        return None
    if not is_its_name(said, new[0], got.heard[0].measure, scene):
        return None
    kept = replace(new[0], way=record.way, text=new[0].text)
    return go_on(replace(with_record(draft, kept), said=f"{draft.said}\n{said}", tries=0))


def is_its_name(said: str, new: Record, measure: str, scene: Scene) -> bool:
    """Whether the whole answer names the indicator, and it counts what was counted."""
    lexis = lexis_of(scene.catalogue)
    meant = {code for code in (new.indicator, *new.candidates) if code}
    known = set(FAINT | noun_words()).union(
        *(each for item, each in zip(lexis.indicators, lexis.explained, strict=True) if item.id in meant)
    )
    line = read(said, lexis, scene.today).words
    item = scene.catalogue.find(new.indicator)
    counted = {noun_group(fold(measure)), noun_group(fold(item.measure))} - {""} if item else set()
    return len(counted) <= 1 and len(line) <= NAME_WORDS_MOST and all(word.bare in known for word in line)


def chosen(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling] | None:
    """One of the indicators that were offered: by its sentence, or by words that only one of them has."""
    record = draft.records[draft.at]
    plain = wording.plain(said)
    offered = options(record, scene.catalogue)
    found = [item for item, says in offered if plain in {wording.plain(says), wording.plain(item.name)}]
    if not found and not speech.asks(said):
        typed = {token.bare for token in tokens(said)}
        found = [item for item, _ in offered if typed and typed <= {token.bare for token in tokens(item.name)}]
    got = understand(said, scene.catalogue, scene.today)
    if any(each.amount and (each.adds or each.amount != record.amount) for each in got.heard):
        return None
    if len(found) != 1:
        heard = {each.indicator for each in got.heard}
        found = [item for item, _ in offered if item.id in heard]
    if len(found) != 1:
        return None
    return go_on(with_record(draft, replace(record, indicator=found[0].id, candidates=())))


def way_said(draft: Telling, said: str) -> Decided[Telling, Telling] | None:
    """'thay', 'cộng thêm', 'giữ nguyên'; with one record only, what was shown is then recorded."""
    record = draft.records[draft.at]
    if wording.means(said, KEEP_WORDS):
        kept = replace(draft, records=tuple(item for at, item in enumerate(draft.records) if at != draft.at))
        return go_on(kept) if kept.records else Stop(words.kept_as_is())
    way = way_in(said, record)
    if way is None:
        return None
    settled = with_record(draft, replace(record, way=way))
    return Done(settled) if len(draft.records) == 1 else go_on(settled)


def way_in(said: str, record: Record) -> Way | None:
    """Which way was chosen; a figure beside it must be the one that was shown."""
    if wording.means(said, LAST_WORDS):
        return Way.LAST if record.fixes else None
    if wording.means(said, SET_WORDS):
        return Way.SET
    if wording.means(said, ADD_WORDS) and not record.fixes:
        return Way.ADD
    found = WITH_FIGURE.fullmatch(wording.plain(said))
    if (
        found is None
        or record.amount is None
        or {number.value for number in find_numbers(said)} != {record.amount.value}
    ):
        return None
    return Way.SET if found["way"] == "thay" else None if record.fixes else Way.ADD


def when_said(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling] | None:
    """'cả hai', 'chỉ tháng 10' where the same figure was said for two periods."""
    record, first = draft.records[draft.at], first_of_two(draft.records, draft.at)
    assert first is not None
    if wording.means(said, (*BOTH_WORDS, *ADD_WORDS)):
        return go_on(with_record(draft, replace(record, may_replace=False)))
    period = only_period(said, scene)
    is_last = wording.means(said, SET_WORDS) or wording.plain(said) == wording.plain(words.only_says(record.period))
    if is_last or period == record.period:
        settled = with_record(draft, replace(record, may_replace=False))
        return go_on(replace(settled, records=tuple(item for item in settled.records if item is not first)))
    if period == first.period:
        return go_on(replace(draft, records=tuple(item for item in draft.records if item is not record)))
    return go_on(draft) if period else None


def changed(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling]:
    """A figure put right, added or dropped, or another period; what is none of these belongs elsewhere."""
    bare = fold(said)
    if find_code(said) or is_near_code(said) or OF_A_FORM.search(bare) or NUMBERED.search(bare):
        return Aside()
    # 'không có gì mới' is nought only where a figure was asked for.
    wants_figure = draft.open is Open.DOUBT or bool(find_numbers(said))
    expected = awaited(draft, said, scene) if wants_figure else None
    got = of_what_waits(understand(said, scene.catalogue, scene.today, (), expected), expected)
    if draft.purpose is Purpose.DELETE:
        return fewer_to_drop(draft, got, said, scene)
    match got.intent:
        case Intent.CORRECTION if got.wrong is not None and draft.open is Open.WHICH and len(draft.records) == 1:
            return Again(said)
        case Intent.CORRECTION if not got.heard:
            return another_time(draft, said, scene) or Ask(draft, words.what_is_wrong())
        case Intent.PROGRESS | Intent.CORRECTION if is_telling(got, said) or has_figure(draft, got, said):
            new = merged(draft, got, said, scene)
            return go_on(new) if isinstance(new, Telling) else Ask(draft, which_figure(new))
        case Intent.DELETE if is_telling(got, said) or find_periods(said, scene.today):
            fewer = without(draft, got.heard, {each.period for each in find_periods(said, scene.today)})
            if fewer == draft:
                return unclear(draft)
            return go_on(fewer) if fewer.records else Stop(words.dropped_all())
        case Intent.DELETE if any(heard.amount for heard in got.heard):
            return Ask(draft, words.what_is_wrong())
        case Intent.NO_CHANGE:
            return Ask(draft, words.yes_or_right())
    only = None if speech.asks(said) else speech.indicator_in(said, scene.catalogue, scene.today)
    if (
        only is not None
        and len(tokens(said)) <= NAME_WORDS
        and any(item.indicator == only.id for item in draft.records)
    ):
        return Ask(draft, words.figure_wanted(words.name_of(only)))
    return another_time(draft, said, scene) or Aside()


def another_time(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling] | None:
    """'tháng 10 cơ', 'ý tôi là tháng 10': all that waits is of that period, unless it is of several."""
    period = only_period(said, scene)
    if period is None:
        return None
    if len({item.period for item in draft.records}) > 1:
        return Ask(draft, words.name_the_item(labels_of(draft.records, scene.catalogue)))
    return go_on(moved(draft, period, said))


def which_figure(wanted: Wanted) -> Reply:
    """Which of several figures is meant, or what the one comes to."""
    return words.figure_wanted(wanted.names[0]) if wanted.of_one else words.name_the_item(wanted.names)


def awaited(draft: Telling, said: str, scene: Scene) -> IndicatorId | None:
    """The indicator that a bare figure is of; what speaks of something else is never taken for it."""
    whole = whole_of(draft, scene) if OF_THE_WHOLE.match(wording.plain(said)) else draft.expected
    if whole != draft.expected:
        return whole
    item = scene.catalogue.find(draft.expected)
    return item.id if item and is_only_a_figure(said, item, scene) else None


def of_what_waits(got: Understood, expected: IndicatorId | None) -> Understood:
    """A bare figure that corrects is of what waits, whatever its few words remind of."""
    if expected is None or got.intent is not Intent.CORRECTION:
        return got
    return replace(got, heard=tuple(replace(heard, indicator=None, candidates=()) for heard in got.heard))


def whole_of(draft: Telling, scene: Scene) -> IndicatorId | None:
    """'tổng 60' after more women than members is the members'."""
    asked = scene.catalogue.find(draft.expected)
    is_part = asked is not None and draft.open is Open.DOUBT and draft.about == "part_over_whole"
    return asked.part_of if asked and is_part else draft.expected


def has_figure(draft: Telling, got: Understood, said: str) -> bool:
    """Whether a figure is told, if only of nobody knows what: it is put right, joins those that wait, or is asked."""
    waiting = {record.indicator for record in draft.records}
    if draft.expected is not None and any(heard.indicator in waiting and heard.amount for heard in got.heard):
        return True
    is_brief = draft.expected is not None and len(tokens(said)) <= NAME_WORDS_MOST
    return is_brief and any(heard.amount for heard in got.heard)


def fewer_to_drop(draft: Telling, got: Understood, said: str, scene: Scene) -> Decided[Telling, Telling]:
    """Only the named ones of what would go."""
    only = speech.indicator_in(said, scene.catalogue, scene.today)
    if any(heard.amount for heard in got.heard) and got.intent in {Intent.PROGRESS, Intent.CORRECTION}:
        return Ask(draft, words.delete_first())
    named = {heard.indicator for heard in got.heard} or ({only.id} if only else set())
    kept = tuple(going for going in draft.gone if going.indicator in named)
    if got.intent is Intent.DELETE and kept == draft.gone:
        return unclear(draft) if NOT_DROPPED.search(fold(said)) else agreed(draft)
    if got.intent is Intent.QUESTION or not kept or kept == draft.gone:
        return Aside()
    return go_on(replace(draft, gone=kept))


def only_period(said: str, scene: Scene) -> Period | None:
    """'của tháng 10 nhé': a period and next to nothing else."""
    if speech.asks(said):
        return None
    days = [(each.start, each.end, day_of(each.day)) for each in find_dates(said, scene.today)]
    found = days or [(each.start, each.end, each.period) for each in find_periods(said, scene.today)]
    if len(found) != 1:
        return None
    start, end, period = found[0]
    cleaned = clean(said)
    rest = {token.bare for token in tokens(f"{cleaned[:start]} {cleaned[end:]}")}
    return period if rest <= BESIDE_PERIOD and period.kind is not PeriodKind.TERM else None


def left(draft: Telling) -> Reply:
    """Nothing of the draft is kept."""
    return words.not_deleted() if draft.purpose is Purpose.DELETE else wording.cancelled()
