"""A question on the documents: asked of the library in the name of the speaker's unit, worded, and remembered."""

from dataclasses import replace

from sqlmodel import Session

from handlers import citing, progress, speech, wording
from handlers.citing.cutting import cut
from handlers.messages import Button, Reply
from handlers.ownwishes import is_of_ledger, is_of_some_month
from handlers.store import Memory, Told, Topic, menu_of
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import asking as words
from knowledge.answer import (
    Alternatives,
    Answer,
    Asker,
    Library,
    NotFound,
    Question,
    Result,
    SmallTalk,
    Standing,
    answer,
    citations_of,
    ends_thread,
)
from knowledge.document import UnitCode
from knowledge.numbers import find_numbers
from knowledge.question import read_question
from knowledge.text import clean, fold
from union import store
from union.catalogue import in_units
from union.groups import store as groups
from union.indicators import Indicator
from union.roster import Kin

OVER = (Standing.EXPIRED, Standing.NOT_YET, Standing.REPLACED)
"""Nothing is recorded for a target that does not bind."""


def result_of(db: Session, talk: Talk) -> Result:
    """What the documents say to it, asked in the name of the speaker's units."""
    visit = talk.visit
    return answer(Question(talk.said, talk.memory.questions), visit.library, asker_of(kin_of(db, talk)), visit.today)


def kin_of(db: Session, talk: Talk) -> Kin:
    """The speaker's family of unions, and whose papers are not for them here: a group reads for all who are in it."""
    codes = tuple(dict.fromkeys(seat.unit for seat in talk.person.seats)) if talk.person else ()
    issuers = issuers_of(talk.visit.library)
    kin = store.kin_of(db, codes, talk.visit.today, issuers)
    return kin if talk.is_private else replace(kin, hidden=hidden_in_group(db, talk, issuers))


def hidden_in_group(db: Session, talk: Talk, issuers: frozenset[UnitCode]) -> frozenset[UnitCode]:
    """Whose papers a group may not read, whoever of it asks: those of grassroots units other than its own."""
    chat = talk.visit.inbound.chat
    group = groups.group_at(db, chat.bot, chat.id)
    hidden = store.kin_of(db, (), talk.visit.today, issuers).hidden
    return hidden - {group.unit} if group else hidden


def says_nothing(talk: Talk, result: Result) -> bool:
    """Whether the words ask for nothing that the documents hold for sure."""
    if isinstance(result, Alternatives):
        return not read_question(talk.said, talk.visit.library, talk.visit.today).cues
    return isinstance(result, NotFound)


def worded(db: Session, talk: Talk, result: Result) -> Outcome:
    """The reply, and what is remembered of it."""
    visit = talk.visit
    short, whole = citing.short_and_whole(result, visit.today)
    next_said = citing.buttons(result)
    is_office = talk.person is not None and store.asks_itself(db, talk.person, visit.today)
    if is_office or not talk.is_private:
        offered = citing.in_private if not is_office else citing.without_office
        short, whole = offered(short), offered(whole)
        next_said = tuple(button for button in next_said if button != citing.ASK_OFFICE)
    is_cut = short != whole
    more = (wording.CHI_TIET,) if is_cut else ()
    if isinstance(result, Answer):
        reply = Reply(short, (*more, *besides(db, talk, result)), in_words=True, offered=True)
    else:
        reply = Reply(short, tuple(dict.fromkeys((*next_said, *more))))
    memory = replace(_asked(talk, result), menu=menu_of((reply,)), rest=whole if is_cut else "")
    return Outcome((reply,), memory)


# Beside an answer


def besides(db: Session, talk: Talk, result: Answer) -> tuple[Button, ...]:
    """What can be done with an answer: its very words, the paper, a figure of one's own, and that it was not meant."""
    papers = (talk.visit.library.document(citation.document) for citation in citations_of(result))
    is_known = talk.person is not None and bool(talk.person.seats)
    is_kept = any(paper is not None and paper.file and not paper.is_digest for paper in papers)
    offered = (
        words.NGUYEN_VAN if any(citation.text for citation in citations_of(result)) else None,
        words.VAN_BAN if is_known and is_kept else None,
        recording(db, talk, result),
        words.KHONG_DUNG_Y,
    )
    return tuple(button for button in offered if button is not None)


def recording(db: Session, talk: Talk, result: Answer) -> Button | None:
    """Records a figure for this very target, where the asker speaks for a unit and the target binds."""
    if any(each.citation.standing in OVER for each in result.found):
        return None
    if not talk.is_private or not progress.speaks(talk):
        return None
    meant = indicator_told(db, talk, result)
    if meant is None or speech.indicator_in(meant.name, speech.catalogue_of_talk(db, talk), talk.visit.today) != meant:
        return None
    return words.record(meant.name)


def indicator_told(db: Session, talk: Talk, result: Answer) -> Indicator | None:
    """What figures of one's own are counted for the one target that was told; None where it is none, or several."""
    [first, *others] = result.found
    if others or len(first.values) != 1:
        return None
    told = in_units(first.values[0].unit, first.values[0].value)
    meant = [
        item
        for item in speech.catalogue_of_talk(db, talk).indicators
        if (item.stands_in, item.place) == (first.citation.document, first.citation.place)
        and item.aim.partition(" /")[0].endswith(f" {told.normalize():f}")
    ]
    return meant[0] if len(meant) == 1 else None


def begins_record(db: Session, talk: Talk) -> Outcome | Begin | None:
    """'ghi tiến độ kết nạp mới', without a figure: how much is asked."""
    name = fold(talk.said).strip(" .:").partition(f"{fold(words.RECORDS)} ")
    if name[0] or not name[2] or find_numbers(talk.said) or not talk.is_private or not progress.speaks(talk):
        return None
    catalogue = speech.catalogue_of_talk(db, talk)
    said = clean(talk.said).strip(" .:")[len(words.RECORDS) :].strip()
    meant = speech.indicator_in(said, catalogue, talk.visit.today)
    return None if meant is None else Begin("progress", progress.NAMED.join(("", meant.id, talk.said)))


def verbatim(db: Session, talk: Talk, _argument: str) -> Outcome:
    """'nguyên văn': the passages that the last answer rests on, whole; the question is asked once more, as it was."""
    memory = replace(talk.memory, menu=(), rest="")
    asked = memory.asked_last
    while asked and told_by_ledger(memory, asked[-1]):
        asked = asked[:-1]
    if not asked:
        return Outcome((words.nothing_asked(),), memory)
    *before, last = asked
    result = result_of(db, replace(talk, said=last, memory=replace(memory, questions=tuple(before))))
    if not isinstance(result, Answer | Alternatives):
        return Outcome((words.nothing_to_quote(last),), memory)
    if not any(each.text for each in citations_of(result)):
        return Outcome((words.only_in_the_head(last),), memory)
    whole = citing.verbatim(citing.unabridged(result, talk.visit.library.documents))
    return Outcome((words.words_of(last, cut(whole, words.WHOLE_MOST)),), memory)


def told_by_ledger(memory: Memory, asked: str) -> bool:
    """Whether a question was answered from one's own figures: by its words, or because these are spoken of."""
    if is_of_ledger(asked) or memory.topic == Topic(Told.FIGURES, asked):
        return True
    return memory.topic is not None and memory.topic.kind is Told.FIGURES and is_of_some_month(asked)


def _asked(talk: Talk, result: Result) -> Memory:
    """A courtesy is no question: a greeting ends what was spoken of, 'vâng' leaves it as it is.

    What is asked next does not lean on what stands before a greeting; the last answer can still be acted on.
    """
    if not isinstance(result, SmallTalk):
        return talk.memory.asked(talk.said)
    memory = talk.memory
    is_said = memory.questions == memory.asked_last
    return memory.asked(talk.said) if ends_thread(result) and memory.questions and is_said else memory


def issuers_of(library: Library) -> frozenset[UnitCode]:
    """Whose documents the library holds."""
    return frozenset(issuer.code for issuer in library.issuers)


def asker_of(kin: Kin) -> Asker:
    """The speaker's family of unions as the library knows it: codes only."""
    return Asker(kin.own, kin.above, kin.succeeded, kin.dissolved, kin.hidden)


def asker_from_codes(code: str | None) -> Asker:
    """An asker of whom nothing but the code is known."""
    return Asker(own=(UnitCode(code),) if code else ())
