"""What a message means to somebody who fills in a report: an answer, a correction, a command, or none of it; pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from handlers import speech, wording
from handlers.flow import Again, Aside, Ask, Done, Step, Stop
from handlers.messages import Reply
from handlers.report.boxes import (
    BY_PLACE,
    GOES_BACK,
    HOW_FAR,
    LESS,
    MORE_ONLY,
    OF_THIS,
    PLAIN_VALUE,
    Box,
    Spoken,
    bare_box,
    box_named,
    boxes_named,
    is_told,
    spoken_of,
)
from handlers.report.figures import Figures, figures_said
from handlers.report.heard import (
    FINISHED,
    IS_FIGURE,
    IS_QUESTION,
    KEEP_TEXT,
    NOT_SENDING,
    UNKNOWN,
    Wish,
    about_report,
    asks_plainly,
    is_bare_yes,
    may_have_sent,
    parted,
    wish,
)
from handlers.report.naming import Called, field_called, field_named, names_others, names_passage, says_nothing
from handlers.report.values import (
    CHOSEN,
    Change,
    Copy,
    Deed,
    Open,
    Record,
    Reporting,
    Send,
    Show,
    Stage,
    Tell,
    Turn,
    Write,
)
from handlers.talk import Scene
from handlers.wishes import Wanted, wanted
from handlers.wording import means, plain
from handlers.wording import report as words
from knowledge.courtesy import small_talk
from knowledge.dates import find_periods
from knowledge.text import clean, fold, is_syllable
from union.entry import Intent, understand
from union.forms.form import Field, FieldKind
from union.ledger import Amount

AS_ABOVE = frozenset({"nhu tren", "giong tren", "nhu vay", "tuong tu"})
"""What a list on paper may hold; in a chat nobody knows what is above."""
RIDDLE_MOST = 3
PASSAGE_WORDS_SURE = 14
"""A longer text is a passage, however many figures it holds."""
NO_AND_MORE = re.compile(r"(?P<no>[^.,;\n]{1,16})[.,;\n]+\s*(?P<rest>\S.*)", re.DOTALL)
Stepped = Step[Reporting, Turn]


def step(draft: Reporting, said: str, scene: Scene) -> Stepped:
    """Decides what the words mean here; whatever needs the ledger is left to `finish`."""
    if draft.stage is Stage.CHOOSE:
        return chosen(draft, said, scene)
    if draft.stage is Stage.CONFIRM and (both := yes_and_more(draft, said, scene) or no_and_more(draft, said, scene)):
        return both
    told = commanded(draft, said, scene) or named(draft, said, scene)
    if told is not None:
        return keeping(draft, told)
    return answered_stage(draft, said, scene) or keeping(draft, answered(draft, said, scene))


def yes_and_more(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """'đúng. có lùi hạn được không': what was asked about is written, and the rest is answered."""
    yes = speech.yes_before(said)
    rest = clean(said).strip()[len(yes) :].strip(" .,;\n") if yes else ""
    if not rest or commanded(draft, rest, scene) or named(draft, rest, scene):
        return None
    if figures_said(rest, draft, scene).reads_like_figures:
        return None
    return done(draft, Record(draft.pending, sure=True), said, rest)


def no_and_more(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """'không, 5', 'không, tổng số 43': what was asked about is dropped, and the rest is heard by itself."""
    found = NO_AND_MORE.fullmatch(clean(said).strip())
    if found is None or not wording.is_no(found["no"]):
        return None
    decided = step(draft, found["rest"], scene)
    match decided:
        case Aside():
            return done(replace(draft, pending=()), Open(lead=words.kept_as_is()), said, found["rest"])
        case Done(turn) if turn.waiting:
            lead = words.not_changed(labels_of(draft, turn.waiting))
            return replace(decided, result=replace(turn, waiting=(), lead=lead))
    return decided


def labels_of(draft: Reporting, changes: Sequence[Change]) -> list[str]:
    """What the changes are of."""
    return [field.label for change in changes if (field := draft.field(change.key))]


def keeping(draft: Reporting, decided: Stepped) -> Stepped:
    """What was asked about and not answered is not lost without a word: figures wait on, a text is told of."""
    match decided:
        case Ask(after, reply) if after.pending != draft.pending or after.text != draft.text:
            return Ask(after, replace(reply, text="\n".join((*dropped(draft), reply.text))))
        case Done(turn) if isinstance(turn.deed, Tell):
            return decided
        case Done(turn) if draft.stage is Stage.CONFIRM:
            done_with = keys_of(turn.deed)
            waiting = tuple(change for change in draft.pending if change.key not in done_with)
            return replace(decided, result=replace(turn, waiting=waiting))
        case Done(turn) if draft.stage is Stage.DOUBT:
            return replace(decided, result=replace(turn, lead=words.not_written(draft.text)))
    return decided


def dropped(draft: Reporting) -> list[str]:
    """What waited for an answer and got none, in words."""
    if draft.stage is Stage.CONFIRM and draft.pending:
        return [words.not_changed(labels_of(draft, draft.pending))]
    return [words.not_written(draft.text)] if draft.stage is Stage.DOUBT else []


def keys_of(deed: Deed) -> set[str]:
    """The fields that a deed is about."""
    match deed:
        case Record(changes):
            return {change.key for change in changes}
        case Write(key=key) | Copy(key) | Open(key=key):
            return {key}
    return set()


def done(draft: Reporting, deed: Deed, said: str = "", aside: str = "") -> Stepped:
    """The deed on this draft."""
    return Done(Turn(draft, deed, said), aside)


def chosen(draft: Reporting, said: str, scene: Scene) -> Stepped:
    """One of the reports that were shown: by its sentence, by its period, or by a word of it."""
    bare = plain(said)
    if wish(said) is Wish.LATER:
        return Stop(words.left(""))
    fitting = [choice for choice in draft.choices if bare and bare in plain(choice)]
    kept = f"{CHOSEN}{draft.text}" if draft.text else ""
    if len(fitting) == 1:
        return Again(f"{fitting[0]}{kept}")
    if find_periods(said, scene.today) or wish(said) in {Wish.GO_ON, Wish.SEND} or bare.startswith("khai "):
        return Again(f"{said}{kept}")
    return Aside()


# Commands that hold at any point


def commanded(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """'gửi báo cáo', 'xem', 'để sau', 'ô 3: 7', 'mục khác', 'như tháng trước', 'khai báo cáo năm'."""
    if names_other(draft, said, scene):
        return Again(said)
    if may_have_sent(said):
        return Ask(draft, words.send_or_not())
    return by_number(draft, said, scene) or wished(draft, said, scene)


def wished(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """'gửi báo cáo', 'xem', 'để sau', 'mục khác', 'như tháng trước'."""
    match wish(said):
        case Wish.SEND:
            return done(draft, Send(again=False, sure=draft.stage is Stage.SEND), said)
        case Wish.SEND_AGAIN if not draft.version and draft.stage not in {Stage.READY, Stage.SEND}:
            return Again(said)
        case Wish.SEND_AGAIN:
            return done(draft, Send(again=True, sure=draft.stage is Stage.SEND), said)
        case Wish.SHOW if not is_other_period(draft, said, scene):
            return done(draft, Show(), said)
        case Wish.LATER:
            return Stop(parting(draft))
        case Wish.SKIP if draft.open:
            return done(replace(draft, wanted=""), Open(after=draft.open), said)
        case Wish.GO_ON:
            return Again(said) if draft.is_in else done(draft, Open(), said)
        case Wish.SAME if draft.open:
            return done(draft, Copy(draft.open), said)
    return None


def by_number(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """'ô 3: 7', 'sửa ô 3', 'ô 4 là mấy', 'ô 3: 43, ô 4: 5'."""
    boxes = boxes_named(said)
    if boxes is None or boxes:
        return several(draft, boxes or [], scene)
    box = box_named(said) or bare_box(said)
    if box is not None:
        return mending(numbered(draft, box, scene), box.mends)
    return done(draft, Tell()) if HOW_FAR.fullmatch(plain(said)) else by_place(draft, said, scene)


def by_place(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """'ô này ghi gì', 'sửa ô trước', 'quay lại': the field that is open, or the one that was answered last."""
    if GOES_BACK.fullmatch(plain(said)):
        return done(draft, Open(draft.last), said) if draft.last else None
    spoken = spoken_of(said, BY_PLACE)
    field = draft.field(draft.open if spoken.where in OF_THIS else draft.last) if spoken else None
    if (
        spoken is None
        or field is None
        or (spoken.value and not (is_told(spoken) or PLAIN_VALUE.fullmatch(fold(spoken.value))))
    ):
        return None
    return boxed(draft, field, spoken, scene)


def parting(draft: Reporting) -> Reply:
    """The talk is left: what was said is kept, and what waited for an answer was not written."""
    told = words.left(draft.title, draft.version if draft.is_in else 0)
    return replace(told, text="\n".join((*dropped(draft), told.text)))


def mending(decided: Stepped, words_said: str) -> Stepped:
    """The same, with the words that put right what stands."""
    match decided:
        case Done(turn, aside):
            return Done(replace(turn, mends=words_said), aside)
        case other:
            return other


def names_other(draft: Reporting, said: str, scene: Scene) -> bool:
    """'khai báo cáo năm 2026' while that of November is open; 'khai báo cáo tháng 11' is the one that is."""
    box = box_named(said)
    if box is not None:
        return is_other_period(draft, box.report, scene)
    bare = plain(said).removeprefix("/")
    if not bare.startswith(("khai ", "lam bao cao ", "nop bao cao ", "gui bao cao ", "baocao ")) or len(bare) > 60:
        return False
    return plain(draft.title) not in bare and is_other_period(draft, said, scene)


def is_other_period(draft: Reporting, said: str, scene: Scene) -> bool:
    """Whether another period than that of this report is named."""
    named = [found.period for found in find_periods(said, scene.today)]
    return bool(named) and not any(draft.is_for(period) for period in named)


def several(draft: Reporting, boxes: Sequence[Box], scene: Scene) -> Stepped:
    """'ô 3: 43, ô 4: 5': figures are taken together; with text among them, one field at a time."""
    changes: list[Change] = []
    for box in boxes:
        decided = numbered(draft, box, scene)
        deed = decided.result.deed if isinstance(decided, Done) else None
        if not isinstance(deed, Record) or deed.odd:
            changes = []
            break
        changes += deed.changes
    if not changes or len({change.key for change in changes}) < len(boxes):
        return Ask(draft, words.one_field_each())
    return done(replace(draft, stage=Stage.FIELD, wanted="", pending=(), text=""), Record(tuple(changes)))


def numbered(draft: Reporting, box: Box, scene: Scene) -> Stepped:
    """A field by its number."""
    if not 1 <= box.place <= len(draft.fields):
        return Ask(draft, Reply(words.no_box(len(draft.fields))))
    return boxed(draft, draft.fields[box.place - 1], box, scene)


def boxed(draft: Reporting, field: Field, box: Box | Spoken, scene: Scene) -> Stepped:
    """A field that was named: told, opened, emptied, or filled at once."""
    value = box.value
    if box.asks:
        return done(draft, Tell(field.key))
    opened = replace(draft, stage=Stage.FIELD, open=field.key, wanted=field.key, pending=(), text="")
    if box.empties:
        return done(draft, Record((Change(field.key, None),)), value)
    if not value:
        return done(opened, Open(field.key))
    if wish(value) is Wish.SAME:
        return done(opened, Copy(field.key), value)
    if field.kind is FieldKind.PASSAGE:
        return written(opened, field, value, adds=box.adds)
    filled = figure(opened, field, value, scene)
    if isinstance(filled, Aside):
        return done(opened, Open(field.key, lead=wording.not_understood(value).text))
    return on_top(filled, field) if box.adds else filled


def written(draft: Reporting, field: Field, value: str, *, adds: bool = False) -> Stepped:
    """The text of a field that was named; what is no word, or asks, is asked about."""
    if is_riddle(value):
        return Ask(replace(draft, open=field.key), words.riddle(value))
    if asks_plainly(value) and len(value.split()) <= PASSAGE_WORDS_SURE:
        doubtful = replace(draft, stage=Stage.DOUBT, open=field.key, text=value, is_question=True)
        return Ask(doubtful, words.text_or_not(field.label, is_question=True))
    return done(draft, Write(field.key, "Không có." if says_nothing(value) else value, adds=adds), value)


def on_top(decided: Stepped, field: Field) -> Stepped:
    """The figure on top of what stands; it is repeated back."""
    if not isinstance(decided, Done) or not isinstance(decided.result.deed, Record):
        return decided
    turn: Turn = decided.result
    assert isinstance(turn.deed, Record)
    changes = tuple(replace(each, adds=each.key == field.key) for each in turn.deed.changes)
    return replace(
        decided,
        result=replace(turn, draft=replace(turn.draft, wanted=""), deed=replace(turn.deed, changes=changes)),
    )


def named(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """'tồn tại: không', 'sửa tổng số 32': the field that is named, whichever is asked; its name is no part of it."""
    called = field_called(draft, said, scene)
    if called is not None:
        return by_name(draft, called, said, scene)
    found = field_named(draft, said, scene.catalogue)
    if found is None or "?" in said:
        return None
    if found.several:
        return Ask(draft, words.one_field_each())
    free = replace(draft, stage=Stage.FIELD, pending=(), text="")
    if found.field.kind is FieldKind.FIGURE:
        return done(free, Record((Change(found.field.key, Amount(value=Decimal(0))),)), said)
    return written(free, found.field, found.value)


def is_put_right(draft: Reporting, said: str, scene: Scene) -> bool:
    """Whether words that were said out of any talk put right a field of this report that no ledger knows by itself."""
    called = field_called(draft, said, scene)
    if called is None or len(called.fields) > 1 or called.spoken.asks:
        return False
    is_passage = called.fields[0].kind is FieldKind.PASSAGE
    return is_passage or speech.indicator_in(said, scene.catalogue, scene.today) is None


def by_name(draft: Reporting, called: Called, said: str, scene: Scene) -> Stepped | None:
    """What was said of a field by its name; a figure is repeated back before it replaces another."""
    if len(called.fields) > 1:
        places = [(1 + draft.fields.index(field), field.label) for field in called.fields]
        return Ask(draft, words.which_field(said, places))
    [field] = called.fields
    if field.kind is FieldKind.PASSAGE and names_others(draft, called.spoken.value, scene.catalogue):
        return Ask(draft, words.one_field_each())
    decided = boxed(draft, field, called.spoken, scene)
    if isinstance(decided, Done) and isinstance(decided.result.deed, Record):
        turn: Turn = decided.result
        return replace(decided, result=replace(turn, draft=replace(turn.draft, wanted="")))
    return decided


def is_riddle(text: str) -> bool:
    """'nt', '-': letters that are no word may mean nothing, 'as before', or themselves."""
    bare = plain(text)
    return bare in AS_ABOVE or (len(bare) <= RIDDLE_MOST and bare.isalpha() and not is_syllable(bare))


# Yes and no to what was asked


def answered_stage(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """What answers a yes-or-no question; None when it is something else."""
    match draft.stage:
        case Stage.CONFIRM:
            return confirmed(draft, said)
        case Stage.DOUBT:
            return settled(draft, said, scene)
        case Stage.SEND | Stage.READY:
            return sending(draft, said)
    return None


def confirmed(draft: Reporting, said: str) -> Stepped | None:
    """'đúng' records what was asked about, 'không' leaves it."""
    if wording.is_yes(said):
        return done(draft, Record(draft.pending, sure=True), said)
    if wording.may_mean_no(said):
        return Ask(draft, words.unclear_yes())
    if wording.is_no(said):
        return done(replace(draft, pending=()), Open(lead=words.kept_as_is()), said)
    return None


def settled(draft: Reporting, said: str, scene: Scene) -> Stepped | None:
    """The text in doubt is the passage, figures, or a question."""
    field = draft.asked
    if field is None:
        return None
    clear = replace(draft, stage=Stage.FIELD, text="")
    if means(said, KEEP_TEXT):
        return done(clear, Write(field.key, draft.text), draft.text)
    if draft.is_question and means(said, IS_QUESTION):
        return done(clear, Open(), "", draft.text)
    if not draft.is_question and means(said, IS_FIGURE):
        taken = from_figures(clear, figures_said(draft.text, clear, scene), draft.text)
        # Figures that are not this report's are somebody else's to read: the text, not the words of the button.
        return done(clear, Open(), "", draft.text) if isinstance(taken, Aside) else taken
    if wording.is_no(said):
        return done(clear, Open(lead=words.not_written(draft.text)), said)
    if wording.is_bare_answer(said) or wording.may_mean_no(said):
        return Ask(draft, words.text_or_not(field.label, is_question=draft.is_question))
    return None


def sending(draft: Reporting, said: str) -> Stepped | None:
    """Whether to hand in: a bare yes does it only where that very question was asked."""
    if draft.stage is Stage.SEND and wording.is_yes(said):
        return done(draft, Send(again=bool(draft.version), sure=True), said)
    if wording.may_mean_no(said):
        return Ask(draft, words.send_or_not())
    if wording.is_yes(said):
        return done(draft, Open(), said)
    if wording.is_no(said):
        return done(replace(draft, stage=Stage.READY), Open(lead=words.not_sent()), said)
    return None


# Answers


def answered(draft: Reporting, said: str, scene: Scene) -> Stepped:
    """An answer to the open field, or a correction of another; what is neither belongs elsewhere."""
    field = meant_field(draft)
    if field is not None and field.kind is FieldKind.FIGURE and holds_a_passage(draft, said, scene):
        return Ask(draft, words.one_field_each())
    if draft.last and speech.takes_back(said):
        return done(draft, Record((Change(draft.last, None),)), said)
    if is_command(said, scene) or about_report(said) is not None:
        return Aside()
    with_more = answer_and_more(draft, field, said, scene) if field and field.kind is FieldKind.FIGURE else None
    if with_more is not None:
        return with_more
    if wanted(said, scene.today) not in {None, Wanted.LATER}:
        return Aside()
    if field is not None and is_bare_yes(said):
        return done(draft, Open(field.key), said)
    if field is None:
        return from_figures(draft, figures_said(said, draft, scene), said)
    if field.kind is FieldKind.PASSAGE:
        return passage(draft, field, said, scene)
    return figure(draft, field, said, scene)


def holds_a_passage(draft: Reporting, said: str, scene: Scene) -> bool:
    """'1, còn kiến nghị là xin sổ': beside a figure the text of another field is told."""
    _, besides = parted(said)
    found = field_named(draft, besides.removeprefix("còn ").removeprefix("và "), scene.catalogue) if besides else None
    is_text = found is not None and found.field.kind is FieldKind.PASSAGE and not asks_plainly(besides)
    return is_text or names_passage(draft, said, scene.catalogue)


def meant_field(draft: Reporting) -> Field | None:
    """The field a bare figure is for: the one that waits to be confirmed, else the one that was asked."""
    waiting = draft.field(draft.pending[0].key) if draft.stage is Stage.CONFIRM and draft.pending else None
    return waiting if waiting is not None and waiting.kind is FieldKind.FIGURE else draft.asked


def is_command(said: str, scene: Scene) -> bool:
    """Whether it is one of the house's commands."""
    return said.startswith("/") or plain(said) in scene.commands


def figure(draft: Reporting, field: Field, said: str, scene: Scene) -> Stepped:
    """A figure for the open field, or for others; what was said besides is answered too."""
    if LESS.match(plain(said)):
        return done(draft, Open(field.key, lead=words.how_many_are_left()), said)
    if MORE_ONLY.match(plain(said)):
        if draft.stage is Stage.CONFIRM:
            return done(draft, Open(field.key, lead=words.how_many_in_all()), said)
        return on_top(from_figures(draft, figures_said(said, draft, scene, field), said), field)
    if wording.may_mean_no(said) or means(said, ("sai", "sai rồi", "chưa đúng", "no", "không phải", "có không")):
        return done(draft, Open(field.key), said)
    if NOT_SENDING.fullmatch(plain(said)):
        return done(draft, Open(field.key, lead=words.not_sent()), said)
    return from_figures(draft, figures_said(said, draft, scene, field), said)


def answer_and_more(draft: Reporting, field: Field, said: str, scene: Scene) -> Stepped | None:
    """'0. có lùi hạn được không': the figure is written, and the rest is answered."""
    first, besides = parted(said)
    if not besides or not is_besides(besides, scene):
        return None
    found = figures_said(first, draft, scene, field)
    if not found.changes or found.is_foreign:
        return None
    return done(draft, Record(found.changes, odd=found.odd), first, besides)


def is_besides(rest: str, scene: Scene) -> bool:
    """Whether the rest of a message is a matter of its own: a question or a wish, no figure and no courtesy."""
    if wanted(rest, scene.today) is not None:
        return True
    understood = understand(rest, scene.catalogue, scene.today)
    return understood.intent in {Intent.QUESTION, Intent.OTHER, Intent.SMALLTALK} and not understood.heard


def from_figures(draft: Reporting, found: Figures, said: str) -> Stepped:
    """What was heard, as a deed; figures of what this form does not ask are somebody else's."""
    if found.is_foreign or not (found.changes or found.problem or found.again):
        return Aside()
    if found.again:
        return done(replace(draft, open=found.again, wanted=found.again, stage=Stage.FIELD), Open(found.again), said)
    if found.problem:
        asked = draft.asked
        question = asked.label if asked else ""
        return Ask(draft, words.problem(found.problem, question))
    return done(draft, Record(found.changes, odd=found.odd), said, found.besides)


def passage(draft: Reporting, field: Field, said: str, scene: Scene) -> Stepped:
    """Any text, but for what reads like figures or a question: then which it is, is asked."""
    if says_nothing(said):
        return done(draft, Write(field.key, "Không có."), said)
    if is_riddle(said):
        return Ask(draft, words.riddle(said))
    if NOT_SENDING.fullmatch(plain(said)):
        return done(draft, Open(field.key, lead=words.not_sent()), said)
    if is_no_text(said):
        return done(draft, Open(field.key), said)
    if small_talk(said) is not None:
        return Aside()
    if names_others(draft, said, scene.catalogue, field):
        return Ask(draft, words.one_field_each())
    is_short = len(said.split()) <= PASSAGE_WORDS_SURE
    if asks_plainly(said) and is_short:
        return Aside()
    doubtful = no_plain_text(draft, field, said, scene) if is_short else None
    return doubtful or done(draft, Write(field.key, said), said)


def is_no_text(said: str) -> bool:
    """'xong rồi', 'chưa rõ', 'dung vay': nothing that a field could hold."""
    bare = plain(said)
    may_be_no = len(said.split()) <= 3 and wording.may_mean_no(said)
    return bare in FINISHED or UNKNOWN.fullmatch(bare) is not None or may_be_no


def no_plain_text(draft: Reporting, field: Field, said: str, scene: Scene) -> Stepped | None:
    """A figure put right is taken; what may be a question or figures is asked about; None where it is text."""
    understood = understand(said, scene.catalogue, scene.today)
    doubtful = replace(draft, stage=Stage.DOUBT, text=said)
    if understood.intent is Intent.CORRECTION:
        put_right = from_figures(draft, figures_said(said, draft, scene), said)
        if isinstance(put_right, Done) and isinstance(put_right.result.deed, Record):
            return put_right
    if understood.intent is Intent.QUESTION:
        asked = words.text_or_not(field.label, is_question=True)
        return Ask(replace(doubtful, is_question=True), asked)
    if figures_said(said, draft, scene).reads_like_figures or plain(said).isdecimal():
        asked = words.text_or_not(field.label, is_question=False)
        return Ask(replace(doubtful, is_question=False), asked)
    return None
