"""What do the documents say to a question: an answer with its source, alternatives, or an honest 'not found'."""

import re
from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge import story
from knowledge.ambiguous import chosen_of, meant_of, speaks_of
from knowledge.courtesy import meaning_of, question_of, small_talk, unknown_short
from knowledge.cues import (
    BASED_ON,
    CUES,
    DOCUMENT_TYPES,
    FROM_PAPER,
    LEFT_OUT,
    LIST_OF_PLANS,
    LIST_OF_TARGETS,
    OF_SECTION,
    TO_DO,
    VERBATIM,
    WHERE,
    WHICH,
    WHICH_TIME,
    WHO_REPORTS,
    WHY,
)
from knowledge.document import Document, UnitCode
from knowledge.followup import (
    asked_anew,
    asks_source,
    asks_words,
    carried,
    clauses,
    ends_thread,
    may_be_of_ours,
    put_right,
    thread,
    without_carried_measure,
)
from knowledge.library import Library, build_library
from knowledge.match import NEAREST
from knowledge.measures import counted_noun
from knowledge.numbers import says_any
from knowledge.question import Question, Reading, Term, asked_value, beyond, is_number_of_any, read_question
from knowledge.result import (
    Alternatives,
    Answer,
    AskBack,
    Asked,
    Citation,
    Claim,
    Courtesy,
    Found,
    Lacking,
    Meaning,
    Missing,
    NotFound,
    Result,
    SmallTalk,
    Standing,
    Value,
    citations_of,
    values_of,
)
from knowledge.scope import Asker, scope_of
from knowledge.seek.amended import with_new_words
from knowledge.seek.banded import banded, says_size
from knowledge.seek.breath import as_parts, fuller, in_one_breath, may_be_parted, parts_of, topics_of
from knowledge.seek.case import Attempt, Case, scored
from knowledge.seek.choice import best, few_of, with_today
from knowledge.seek.compare import (
    of_both_unions,
    of_each_time,
    of_that_year,
    times_compared,
    with_comparison,
    with_own_union,
)
from knowledge.seek.conflicts import with_conflicts
from knowledge.seek.doubted import doubted
from knowledge.seek.duties import due_on, duty, milestone
from knowledge.seek.excepted import left_out
from knowledge.seek.figures import asks_whose, figure, in_context, named_figure, prose_figure, whose_figure
from knowledge.seek.hints import DIVIDED, EACH
from knowledge.seek.lists import all_targets, by_place, listing, nth, topic_targets
from knowledge.seek.naming import asks_which_bodies, naming
from knowledge.seek.near import near_entries
from knowledge.seek.notes import with_note
from knowledge.seek.numbered import asks_numbered, asks_what_it_is, numbered
from knowledge.seek.papers import ABOUT, about, based_on, cited, mentioned, said_of_itself, unheld
from knowledge.seek.prose import (
    asks_who,
    dated_passages,
    headed,
    passages,
    reasons,
    section,
    who_does,
)
from knowledge.seek.sayings import saying
from knowledge.seek.threshold import asks_length, threshold
from knowledge.seek.timetable import asks_of_short_time, timetable
from knowledge.seek.told import told
from knowledge.seek.verbatim import in_whole_words

PREVIOUS_MAX: Final = 3
TOPIC_WEIGHT: Final = 5.0
"""Two telling words beside a cue are a topic of their own."""
CUE_ORDER: Final = (
    *ABOUT,
    *(Asked.DUTY, Asked.BREAKTHROUGHS, Asked.MILESTONE, Asked.FIGURE, Asked.TARGETS, Asked.PLANS, Asked.TASKS),
)
TIMES: Final = (("lan",), ("ngay",), ("ky",), ("ban",), ("gio",), ("tieng",))
"""How often, when and in how many copies a report is made."""
TAKEN_OFF: Final = re.compile(
    r"\b(?:tru|cong|mat) (?:may|bao nhieu|\d+|diem)\b|\bbi (?:tru|phat|xu ly|ky luat|phe binh)\b"
    r"|\b(?:nao|ai)\b.*\b(?:muon|cham|tre)\b(?! nhat)"
)
"""'Nộp trễ mấy lần thì bị trừ điểm', 'đơn vị nào nộp muộn' ask what follows or who it is, not when a report is due."""
SENTENCES: Final = (passages, dated_passages)
BREAKTHROUGHS: Final = listing(Asked.BREAKTHROUGHS)
PLANS: Final = listing(Asked.PLANS)
LAST: Final = (nth, said_of_itself, based_on, left_out)
"""Where one of these finds nothing, nothing else is looked for."""


def answer(question: Question, library: Library, asker: Asker, today: date) -> Result:
    """What the documents say; pure, and total: every text gets a result."""
    if talk := small_talk(question.text):
        return talk
    asked = question_of(question.text)
    library = library.read_by((*asker.own, *asker.above), asker.hidden)
    if meaning := meaning_of(asked, library.own):
        return meaning
    if short := unknown_short(asked, library.index.knows):
        return NotFound(Asked.PASSAGE, Missing.SHORT, wanted=short)
    previous = thread(question.previous[-PREVIOUS_MAX:])
    before: Turn | None = None
    earlier: Turn | None = None
    for text in (*previous, *clauses(asked, library, today)):
        said = text
        if before and isinstance(before[1], AskBack) and before[1].readings:
            said, before = chosen_of(text, before[1]) or text, earlier
        turn = _of_every_meaning(said, before, library, asker, today) or _turn(said, before, library, asker, today)
        earlier, before = before, turn
    assert before is not None
    return before[1]


Turn = tuple[Reading, Result]
"""A question as read, and what came of it."""


def _turn(text: str, before: Turn | None, library: Library, asker: Asker, today: date) -> Turn:
    """One question of the talk, after the one before it."""
    reading = read_question(put_right(text) if before else text, library, today)
    if before and isinstance(before[1], Answer) and asks_source(reading):
        return before
    if before and asks_words(reading):
        return before[0], in_whole_words(before[1], library)
    alone, reading = reading, with_own_union(carried(reading, *before) if before else reading, asker.own)
    case = _case(reading, library, asker, today)
    result = of_that_year(case, text, _of_parts(text, case, _compared(case)))
    reading, result = _of_a_story(text, case, result)
    if before:
        reading, result = _of_itself(alone, before[0], reading, result, case)
    return reading, in_whole_words(result, library) if VERBATIM.search(reading.line.rstrip()) else result


def _of_a_story(text: str, case: Case, result: Result) -> Turn:
    """What the clause that asks comes to, where a long message as a whole finds nothing."""
    if not _may_be_a_story(result) or times_compared(case):
        return case.reading, result
    for retold in story.readings(text, case.reading, case.library, case.today):
        found = _asked_of_own(retold, case)
        if isinstance(found, Answer):
            return retold, found
    return case.reading, result


def _of_itself(alone: Reading, before: Reading, reading: Reading, result: Result, case: Case) -> Turn:
    """What a whole question comes to by itself, where what was spoken of before may not be meant."""
    if asked_anew(alone, before):
        both = with_today(result, _compared(_case(alone, case.library, case.asker, case.today)))
        return (reading, result) if both is result else (alone, both)
    if isinstance(result, NotFound) and may_be_of_ours(alone) and not alone.terms:
        found = _compared(_case(alone, case.library, case.asker, case.today))
        return (alone, found) if isinstance(found, Answer) else (reading, result)
    return reading, result


def _asked_of_own(reading: Reading, case: Case) -> Result:
    return _compared(_case(with_own_union(reading, case.asker.own), case.library, case.asker, case.today))


def _compared(case: Case) -> Result:
    """What one reading comes to, two years or two unions side by side where both were asked for."""
    return _of_times(case) or with_comparison(case, of_both_unions(case, _answered(case)))


def _may_be_a_story(result: Result) -> bool:
    """Whether what stands in the message beside its question may be why nothing answers."""
    return isinstance(result, NotFound) and result.missing in (Missing.TOPIC, Missing.PERIOD, Missing.RESULT)


def _answered(case: Case) -> Result:
    """What one reading comes to, with newer words, what the office answered, and what the source holds against it."""
    return with_conflicts(case, with_new_words(case, with_note(case, _decided(case))))


def _of_times(case: Case) -> Result | None:
    """Two times side by side, each asked by itself."""
    times = times_compared(case)
    return of_each_time(case, times, lambda reading: _asked(reading, case)) if times else None


def _of_parts(text: str, case: Case, whole: Result) -> Result:
    """What one pass says, or what each of several questions in one breath comes to."""
    reading, texts = case.reading, parts_of(text)
    if topics := _topics(text, case):
        return fuller(whole, _asked(replace(reading, groups=topics), case))
    if len(texts) < 2 or not may_be_parted(reading):
        return whole
    parts = as_parts(reading, [read_question(each, case.library, case.today) for each in texts])
    return in_one_breath(whole, parts, lambda part: _asked(part, case)) if parts else whole


def _topics(text: str, case: Case) -> tuple[tuple[Term, ...], ...]:
    """What a list of targets is narrowed to where commas stand between: each is looked for by itself."""
    if not _asks_targets(case.reading) or case.scope.missing is not None or len(texts := topics_of(text)) < 2:
        return ()
    topics = tuple(read_question(each, case.library, case.today).terms for each in texts)
    return topics if all(topics) else ()


def _asked(reading: Reading, case: Case) -> Result:
    return _answered(_case(reading, case.library, case.asker, case.today))


def _of_every_meaning(text: str, before: Turn | None, library: Library, asker: Asker, today: date) -> Turn | None:
    """What comes of a short form with several meanings: the one that is answered, or which of them is meant.

    None where nothing is ambiguous, or where no meaning is answered.
    """
    readings = meant_of(text, library)
    turns = {meant: _turn(meant.question, before, library, asker, today) for meant in readings}
    answered = {meant: turn for meant, turn in turns.items() if speaks_of(meant, turn[1])}
    different = {_told(turn[1]): meant for meant, turn in reversed(answered.items())}
    if len(different) < 2:
        return next(iter(answered.values()), None)
    kept = tuple(meant for meant in readings if meant in different.values())
    return answered[kept[0]][0], AskBack(Lacking.MEANING, readings=kept)


def _told(result: Result) -> Hashable:
    """What an answer says, however it was asked for."""
    cited = citations_of(result)
    return tuple((each.document, each.place) for each in cited), values_of(result)


def _case(reading: Reading, library: Library, asker: Asker, today: date) -> Case:
    scope = scope_of(reading, library, asker, today)
    documents = list({document.key: document for tier in scope.tiers for document in tier}.values())
    return Case(reading, scope, library, asker, today, near_entries(reading, library, documents))


def _decided(case: Case) -> Result:
    if case.reading.near_issuers:
        return AskBack(Lacking.UNION, few_of(_of_near_names(case)))
    if case.scope.missing is not None:
        return told(case) or _not_found(case, case.scope.missing, _nearest(case))
    if _says_nothing(case.reading):
        return AskBack(Lacking.SUBJECT)
    if _means_any_document(case):
        return AskBack(Lacking.UNION, few_of(case.scope.tiers[0]))
    return _beyond_documents(case) or _found(case) or _missing(case)


def _of_near_names(case: Case) -> tuple[Document, ...]:
    """One paper of each union whose name is nearly what was typed, the newest."""
    near = [paper for paper in case.library.documents if paper.header.issuer_code in case.reading.near_issuers]
    newest = sorted(near, key=lambda paper: paper.header.issued_on or date.min)
    return tuple({paper.header.issuer_code: paper for paper in newest}.values())


def _beyond_documents(case: Case) -> Result | None:
    """What programmes hardly ever hold: reasons, names, persons, and results."""
    reading = case.reading
    if WHY.search(reading.line):
        return best(case, reasons) or _not_found(case, Missing.MEASURE, _nearest(case))
    if asks_numbered(reading):
        return None
    if reading.wants_names and isinstance(best(case, figure), Answer):
        return best(case, naming) or _not_found(case, Missing.MEASURE, _nearest(case))
    if DIVIDED.search(reading.line) and Asked.FIGURE in reading.cues and not _says_each(case):
        return _not_found(case, Missing.MEASURE, _nearest(case))
    if reading.wants_person and Asked.SIGNER not in reading.cues:
        return _not_found(case, Missing.MEASURE, ())
    if reading.wants_result and reading.cues & {Asked.FIGURE, Asked.DUTY}:
        nearest = _nearest(case) if Asked.FIGURE in reading.cues else ()
        return _told_later(case) or _not_found(case, Missing.RESULT, nearest)
    return None


def _told_later(case: Case) -> Result | None:
    """What the paper after the one in force at the time asked for tells of that time."""
    reading = case.reading
    wide = scope_of(replace(reading, periods=(), term=None), case.library, case.asker, case.today)
    papers = [paper for tier in wide.tiers for paper in tier]
    return told(replace(case, scope=wide, near=near_entries(reading, case.library, papers)))


def _says_each(case: Case) -> bool:
    """Whether a figure for each of them is found: 'giao từng phường bao nhiêu' wants no figure for all together."""
    if best(case, figure):
        return True
    said = best(case, prose_figure)
    return said is not None and any(EACH.search(cited.text) for cited in citations_of(said))


def _found(case: Case) -> Result | None:
    """What the first way of answering finds."""
    reading = case.reading
    if reading.background and Asked.FIGURE in reading.cues and not reading.cues & set(ABOUT):
        freely = replace(case, reading=without_carried_measure(reading))
        alone = replace(freely, reading=replace(freely.reading, background=()))
        result = best(in_context(case), figure)
        if reading.is_ellipsis:
            result = result or best(in_context(freely), figure)
            result = result or (None if Asked.MILESTONE in reading.cues else best(alone, figure))
        if result:
            return result
    for attempt in (*((cited,) if unheld(case) else ()), *_attempts(reading)):
        result = best(case, attempt)
        if result and not (attempt in SENTENCES and _lacks_doubted(reading, result)):
            return _without_day(case, result)
        if attempt in LAST or _ends_with(attempt, reading):
            return None
    return None


def _ends_with(attempt: Attempt, reading: Reading) -> bool:
    """Whether nothing else answers what this way does not: no sentence of a paper that names no basis is its basis."""
    if attempt is duty:
        return WHO_REPORTS.search(reading.line) is None
    if attempt is about:
        left = beyond(reading, Asked.BASIS).terms if Asked.BASIS in reading.cues else reading.terms
        types = DOCUMENT_TYPES.values()
        return Asked.BASIS in reading.cues and all(" ".join(term.phrase) in types for term in left)
    return attempt is numbered and asks_what_it_is(reading)


def _attempts(reading: Reading) -> list[Attempt]:
    """What to try, in order; the first that finds something is the answer.

    'Mục tiêu đoàn viên là 20.000 đúng không' asks for no purpose.
    """
    cues = reading.cues - ({Asked.PURPOSE} if asked_value(reading) else set())
    attempts: tuple[tuple[bool, Attempt], ...] = (
        (bool(reading.place), by_place),
        (asks_whose(reading), whose_figure),
        (reading.nth is not None and bool(reading.nth[0]), nth),
        (asks_numbered(reading), numbered),
        (_asks_which_plan(reading) and not BASED_ON.search(reading.line), PLANS),
        (BASED_ON.search(reading.line) is not None, based_on),
        (FROM_PAPER.search(reading.line) is not None, mentioned),
        (LEFT_OUT.search(reading.line) is not None, left_out),
        (bool(cues & set(ABOUT)), about),
        (bool(cues & {Asked.THEME, Asked.MOTTO}) and not _has_topic_beside(reading), said_of_itself),
        (Asked.DUTY in cues and not (_counts_reports(reading) or TAKEN_OFF.search(reading.line)), duty),
        (asks_which_bodies(reading) and Asked.FIGURE not in cues, naming),
        (bool(reading.dates) and Asked.TASKS in cues, due_on),
        (_asks_work(reading) and asks_of_short_time(reading), timetable),
        (Asked.BREAKTHROUGHS in cues, BREAKTHROUGHS),
        (_asks_section(reading), headed),
        (Asked.PLANS in cues and _asks_plans(reading), PLANS),
        (Asked.MILESTONE in cues and Asked.TARGETS not in cues and not _asks_validity(reading), milestone),
        (Asked.TARGETS in cues, all_targets),
        (Asked.TARGETS in cues and _asks_targets(reading), topic_targets),
        (says_size(reading), banded),
        (Asked.FIGURE in cues and not reading.wants_day, threshold),
        (Asked.FIGURE in cues, saying),
        (_asks_figure(reading), figure),
        (_doubts_figure(reading), doubted),
        (Asked.FIGURE in cues and not reading.wants_day and not asks_length(reading), prose_figure),
        (Asked.TARGETS in cues and not _names_measure(reading), topic_targets),
        (_is_bare_topic(reading) and not (asks_who(reading) or WHERE.search(reading.line)), named_figure),
        (TO_DO.search(reading.line.rstrip()) is not None, who_does),
        (_allows_prose(reading) and not (_doubts_figure(reading) or asks_who(reading)), section),
        (_allows_prose(reading), dated_passages if Asked.MILESTONE in cues else passages),
    )
    return [attempt for applies, attempt in attempts if applies]


def _has_topic_beside(reading: Reading) -> bool:
    """'Tết chăm lo theo phương châm nào' asks about Tết, not for the motto of the paper."""
    left = beyond(beyond(reading, Asked.MOTTO), Asked.THEME)
    return sum(term.weight for term in left.terms) >= TOPIC_WEIGHT


def _asks_figure(reading: Reading) -> bool:
    is_confirmed = reading.is_yes_no and not WHICH.search(reading.line)
    is_asked = Asked.FIGURE in reading.cues and not _asks_only_when(reading)
    return (is_asked or is_confirmed) and not asks_length(reading)


def _asks_only_when(reading: Reading) -> bool:
    """'Từ ngày mấy', 'tháng mấy': the 'mấy' asks for a time and for no figure."""
    return reading.wants_day and not CUES[Asked.FIGURE].search(WHICH_TIME.sub(" ", reading.line))


def _counts_reports(reading: Reading) -> bool:
    """'Bao nhiêu phần trăm CĐCS nộp báo cáo trên phần mềm' is a figure, 'mấy lần một năm' a duty."""
    noun = counted_noun(reading.measure)
    return reading.wants_percent or reading.wants_money or (bool(noun) and noun not in TIMES)


def _asks_section(reading: Reading) -> bool:
    """What stands under a heading; 'phải làm gì trước 10/02' asks for what is due then."""
    return OF_SECTION.search(reading.line) is not None and not _names_measure(reading) and not reading.dates


def _asks_work(reading: Reading) -> bool:
    """'Làm những việc gì', 'có gì', or 'ban hành chương trình nào' where no figure is asked for."""
    asks_which = Asked.FIGURE not in reading.cues and WHICH.search(reading.line) is not None
    return Asked.TASKS in reading.cues or OF_SECTION.search(reading.line) is not None or asks_which


def _names_measure(reading: Reading) -> bool:
    """A share, a sum or a count was asked for, and nothing else will do."""
    return bool(counted_noun(reading.measure)) or reading.wants_percent or reading.wants_money


def _asks_plans(reading: Reading) -> bool:
    """Which plans, not what a plan says."""
    counts = counted_noun(reading.measure) or reading.wants_percent
    return LIST_OF_PLANS.search(reading.line) is not None and not counts


def _asks_validity(reading: Reading) -> bool:
    """'Có hiệu lực từ ngày nào' is of the paper, and of no day that something is due."""
    return Asked.VALIDITY in reading.cues and not beyond(reading, Asked.VALIDITY).terms


def _asks_which_plan(reading: Reading) -> bool:
    """'Kế hoạch về tài chính là kế hoạch số mấy' asks for a plan's number, not for a document's."""
    is_of_number = {Asked.PLANS, Asked.NUMBER} <= reading.cues and Asked.BASIS not in reading.cues
    return is_of_number and bool(beyond(reading, Asked.NUMBER).terms)


def _is_bare_topic(reading: Reading) -> bool:
    """'Kết nạp đoàn viên' alone: the figure set for it comes before what is to be done."""
    return not reading.cues and WHICH.search(reading.line) is None and not reading.is_ellipsis


def _asks_targets(reading: Reading) -> bool:
    return LIST_OF_TARGETS.search(reading.line) is not None


def _allows_prose(reading: Reading) -> bool:
    """Whether sentences without a figure can answer: not where a count, a share or money was asked for."""
    asks_more = Asked.TASKS in reading.cues or WHICH.search(reading.line) is not None or reading.wants_day
    return Asked.FIGURE not in reading.cues or (asks_more and not _names_measure(reading))


def _doubts_figure(reading: Reading) -> bool:
    """'Tăng thêm 10 đoàn viên đúng không': a section that speaks of it settles nothing about the figure."""
    return reading.is_yes_no and bool(reading.figures)


def _lacks_doubted(reading: Reading, result: Result) -> bool:
    """Sentences without the figure that is doubted say neither yes nor no; they may be the nearest."""
    figures = [figure.value for figure in reading.figures]
    return _doubts_figure(reading) and not any(says_any(each.text, figures) for each in citations_of(result))


def _without_day(case: Case, result: Result) -> Result:
    """A day was asked for, and the documents that speak of the report give none: that is the answer."""
    if not case.reading.wants_day:
        return result
    answers = result.options if isinstance(result, Alternatives) else (result,)
    duties = [each for each in answers if isinstance(each, Answer) and each.asked is Asked.DUTY]
    if not duties or any(clause.due for each in duties for found in each.found for clause in found.duties):
        return result
    return _not_found(case, Missing.MEASURE, duties[0].found)


def _says_nothing(reading: Reading) -> bool:
    if asks_of_short_time(reading) and _asks_work(reading):
        return False
    is_bare = reading.cues <= {Asked.FIGURE, Asked.MILESTONE} and reading.nth is None
    is_figure = all(term.phrase[0].isdecimal() for term in reading.terms) and not asks_whose(reading)
    return is_bare and not reading.place and not reading.numbers and is_figure and not asks_numbered(reading)


def _means_any_document(case: Case) -> bool:
    """'Chủ đề là gì', asked by nobody's officer about no document."""
    reading = case.reading
    about_itself = next((cue for cue in ABOUT if cue in reading.cues), None)
    if about_itself is None or not case.scope.is_open or len(case.scope.tiers[0]) < 2:
        return False
    return not (beyond(reading, about_itself).terms or reading.periods or reading.numbers)


# Not found


def _missing(case: Case) -> NotFound:
    reading = case.reading
    if reading.stranger:
        return _not_found(case, Missing.UNION, ())
    if reading.numbers and not any(is_number_of_any(each, case.library) for each in reading.numbers):
        return _not_found(case, Missing.DOCUMENT, _nearest(case))
    if reading.nth is not None and reading.nth[0]:
        return _not_found(case, Missing.ENTRY, ())
    return _not_found(case, Missing.TOPIC, _nearest(case))


def _not_found(case: Case, missing: Missing, nearest: tuple[Found, ...]) -> NotFound:
    reading = case.reading
    is_duty = any(found.duties for found in nearest)
    asked = Asked.DUTY if is_duty else next((cue for cue in CUE_ORDER if cue in reading.cues), Asked.PASSAGE)
    wanted = reading.numbers[0].said if reading.numbers else reading.stranger
    issuers = tuple(dict.fromkeys(document.header.issuer for tier in case.scope.tiers for document in tier))
    return NotFound(asked, missing, wanted, reading.periods[0] if reading.periods else None, issuers, nearest)


def _nearest(case: Case) -> tuple[Found, ...]:
    """The one passage in scope that comes closest, of figures first, where anything of weight is shared."""
    entries = [entry for entries in case.near.values() for entry in entries]
    hits = [hit for hit in scored(case, entries) if hit.fit.coverage >= NEAREST]
    if not hits:
        return ()
    wants_figure = Asked.FIGURE in case.reading.cues
    top = max(
        hits, key=lambda hit: (hit.fit.score + 0.1 * (wants_figure and bool(hit.entry.targets)), -hit.entry.number)
    )
    return (case.found(top.entry, top.entry.targets),)


__all__ = [
    "Alternatives",
    "Answer",
    "AskBack",
    "Asked",
    "Asker",
    "Citation",
    "Claim",
    "Courtesy",
    "Found",
    "Lacking",
    "Library",
    "Meaning",
    "Missing",
    "NotFound",
    "Question",
    "Result",
    "SmallTalk",
    "Standing",
    "UnitCode",
    "Value",
    "answer",
    "build_library",
    "citations_of",
    "ends_thread",
    "values_of",
]
