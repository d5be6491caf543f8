"""A chair's own deadlines: what is owed, to be reminded later or at another hour, and handing over to the deputy."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from handlers import drafting, speech, wording
from handlers.days import day_wished, hour_wished
from handlers.flow import Finished
from handlers.messages import Address, Notice, Reply
from handlers.once import once_wished
from handlers.report.seek import REMINDED_FOR, next_deadline, own_filings
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Talk
from handlers.wishes import Wanted, wanted
from handlers.wording import deadlines as words
from handlers.wording import report as named
from knowledge.dates import VIETNAM
from knowledge.text import fold
from scheduler import store
from scheduler.calendar import Calendar, Holiday, calendar_of
from scheduler.duties import MORNING
from scheduler.filings import Filing
from scheduler.rungs import rungs_of, snoozed
from union import store as union
from union.draft import missing
from union.naming import short_name
from union.reach.store import Contact, contacts_of, seats_in
from union.roster import Officer, Role
from union.scope import Scope

AHEAD_MAX = timedelta(days=60)
BEFORE_DUE = re.compile(r"\btruoc (?:ngay )?(?:den )?han (\d{1,2}) ngay\b|\b(\d{1,2}) ngay truoc (?:ngay )?han\b")


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """Takes wishes about one's own deadlines; what an office says of others' is not one."""
    wish = wanted(talk.said, talk.visit.today)
    if wish is None or wish is Wanted.MANNERS or talk.person is None or not talk.person.seats:
        return None
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.acts_for and wish is not Wanted.HOUR:
        return None
    if not talk.is_private:
        return say(talk, wording.private_only())
    match wish:
        case Wanted.LIST:
            return say(talk, listed(db, talk, scope))
        case Wanted.MAY_EXTEND:
            return say(talk, words.how_to_extend(example_day(db, talk, scope)))
        case Wanted.EXTEND:
            return Begin("extend", talk.said)
        case _:
            return writing(talk, WRITES[wish])


def show(db: Session, talk: Talk, _argument: str) -> Outcome:
    """/viec: what the speaker's units owe."""
    if not talk.is_private:
        return say(talk, wording.private_only())
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if talk.person is None:
        return say(talk, wording.stranger())
    return say(talk, listed(db, talk, scope) if scope.acts_for else words.ask_staff_words())


def say(talk: Talk, *replies: Reply) -> Outcome:
    """Says, and remembers what was shown."""
    return Outcome(replies, replace(talk.memory, menu=menu_of(replies), rest=""))


# What is owed


def listed(db: Session, talk: Talk, scope: Scope) -> Reply:
    """Every report that is owed, with what is missing in it."""
    owed = [item for item in own_filings(db, scope) if item.is_owed]
    if not owed:
        ahead = next_deadline(db, scope, talk.visit.now)
        return named.nothing_owed(ahead[0], named.moment_words(ahead[1].due)) if ahead else named.nothing_owed("", "")
    catalogue = speech.catalogue_of_talk(db, talk)
    wishes = {item.filing: item.until for item in store.own_extensions(db, scope)}
    several = len({item.unit for item in owed}) > 1
    lines = []
    for item in owed:
        duty = store.find_duty(db, item.duty)
        assert duty, "a filing is of a duty, and duties are never deleted"
        draft = drafting.draft_of(db, scope, item, drafting.form_of(db, duty), catalogue)
        unit = short_name(item.unit_name) if several else ""
        lines.append(words.Owed(
            named.title(item, talk.visit.today), item.due, item.due < talk.visit.now,
            tuple(field.label for field in missing(draft)), named.says_begin(item, talk.visit.today, unit=unit),
            item.returned_why, wishes.get(item.id), unit,
        ))  # fmt: skip
    return words.owed(lines)


def example_day(db: Session, talk: Talk, scope: Scope) -> date:
    """A day that may be asked for: two working days after the nearest due day, or after today."""
    owed = [item for item in own_filings(db, scope) if item.is_owed]
    calendar = calendar_now(db)
    due = max(owed[0].due.date(), talk.visit.today) if owed else talk.visit.today
    return calendar.next_working_day(calendar.next_working_day(due))


def calendar_now(db: Session) -> Calendar:
    """The dated days as they are known."""
    return calendar_of(Holiday(*row) for row in store.holiday_rows(db))


# What is written


@dataclass(frozen=True, slots=True)
class Desk:
    """One wish with all it needs, read in the transaction that writes."""

    db: Session
    talk: Talk
    person: Officer
    scope: Scope
    now: datetime

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return self.now.astimezone(VIETNAM).date()

    @property
    def contact(self) -> Contact:
        """How the speaker wants to be reached."""
        return contacts_of(self.db, (self.person.id,))[self.person.id]

    def at_hour(self, day: date) -> datetime:
        """That day at the speaker's hour."""
        hour = self.contact.hour
        return datetime.combine(day, MORNING if hour is None else time(hour), VIETNAM)

    def name(self, item: Filing) -> str:
        """'báo cáo tháng 11'."""
        return named.title(item, self.today)

    def reminded(self) -> list[Filing]:
        """What the last reminder was about, as far as it is still owed."""
        told = store.last_sent(self.db, self.person.id, self.now - REMINDED_FOR)
        return [item for item in self.owed() if item.id in told]

    def owed(self) -> list[Filing]:
        """Everything that is owed, by due moment."""
        return [item for item in own_filings(self.db, self.scope) if item.is_owed]

    def meant(self) -> list[Filing]:
        """What was reminded of, or else what is due first."""
        owed = self.owed()
        return self.reminded() or [item for item in owed if item.due == owed[0].due]


def writing(talk: Talk, write: Callable[[Desk], Finished]) -> Outcome:
    """A wish that is carried out in the transaction that answers."""

    def finish(db: Session, now: datetime) -> Finished:
        today = now.astimezone(VIETNAM).date()
        person = union.officer_at(db, talk.visit.inbound.sender, today)
        if person is None:
            return Finished((wording.stranger(),))
        return write(Desk(db, talk, person, union.scope_of(db, person, today), now))

    return Outcome(memory=talk.memory, finish=finish)


def later(desk: Desk) -> Finished:
    """'để sau': everything of the last reminder comes again on the next working morning."""
    items = desk.reminded()
    if not items:
        return Finished((words.nothing_pushed() if desk.owed() else words.nothing_to_remind(),))
    until = desk.at_hour(calendar_now(desk.db).next_working_day(desk.today))
    return put_off(desk, items, until)


def remind_on(desk: Desk) -> Finished:
    """'nhắc lại thứ Năm'."""
    items, day = desk.meant(), day_wished(desk.talk.said, desk.today)
    if items and (ahead := BEFORE_DUE.search(fold(desk.talk.said))):
        day = items[0].due.astimezone(VIETNAM).date() - timedelta(days=int(ahead[1] or ahead[2]))
    if not items or day is None:
        return Finished((words.nothing_to_remind(),))
    if not desk.today < day <= desk.today + AHEAD_MAX:
        return Finished((words.bad_day(day, desk.today),))
    return put_off(desk, items, desk.at_hour(day))


def once_or_always(desk: Desk) -> Finished:
    """'nhắc em 2h chiều': asked which of the two."""
    wished = once_wished(desk.talk.said, desk.now)
    assert wished, "an hour was read in it"
    if not words.HOUR_FIRST <= wished.at.hour <= words.HOUR_LAST:
        return Finished((words.hour_out_of_reach(),))
    return Finished((words.once_or_always(wished.at, desk.now),))


def remind_once(desk: Desk) -> Finished:
    """'nhắc tôi 15h mai': at that hour once; where the words fit two days it is asked which."""
    items, wished = desk.meant(), once_wished(desk.talk.said, desk.now)
    if not items or wished is None:
        return Finished((words.nothing_to_remind(),))
    if wished.or_at is not None:
        return Finished((words.which_day(wished.or_at, wished.at),))
    at = wished.at
    if not words.HOUR_FIRST <= at.hour <= words.HOUR_LAST:
        return Finished((words.hour_out_of_reach(),))
    if at <= desk.now:
        return Finished((words.moment_is_over(at, desk.now),))
    if at.date() > desk.today + AHEAD_MAX:
        return Finished((words.bad_day(at.date(), desk.today),))
    return put_off(desk, items, at)


def put_off(desk: Desk, items: Sequence[Filing], until: datetime) -> Finished:
    """Leaves the chair alone until then."""
    promised = {at for item in items if (at := item.snoozed_until) and desk.now < at and at.date() != item.due.date()}
    store.snooze(desk.db, desk.scope, items, until, desk.now)
    rings = min(ringing(desk, item, until) for item in items)
    told = words.snoozed(rings, [(desk.name(item), item.due) for item in items], desk.now)
    return Finished((words.instead_of(told, sorted(promised - {until})),))


def ringing(desk: Desk, item: Filing, until: datetime) -> datetime:
    """When it is reminded of first from then on: a rung later on that day comes in the place of the one promised."""
    duty, quiet = store.find_duty(desk.db, item.duty), desk.talk.visit.quiet
    assert duty, "a filing is of a duty, and duties are never deleted"
    calendar, hour = calendar_now(desk.db), desk.at_hour(until.date()).time()
    rungs = rungs_of(duty.ladder, item.due.astimezone(VIETNAM), calendar, hour, quiet)
    return min(rung.at for rung in snoozed(rungs, until, quiet) if rung.at >= until)


def working(desk: Desk) -> Finished:
    """'đang làm': quiet until the morning of the due day; when that has come, until the next working morning."""
    items = desk.meant()
    if not items:
        return Finished((words.nothing_to_remind(),))
    following = calendar_now(desk.db).next_working_day(desk.today)
    lines = []
    for item in items:
        due = item.due.astimezone(VIETNAM).date()
        until = desk.at_hour(due if due > desk.today else following)
        store.snooze(desk.db, desk.scope, (item,), until, desk.now)
        lines.append((desk.name(item), until))
    return Finished((words.working(lines),))


def set_hour(desk: Desk) -> Finished:
    """'nhắc tôi lúc 9 giờ'."""
    found = hour_wished(desk.talk.said)
    if found is None or not words.HOUR_FIRST <= found[0] <= words.HOUR_LAST:
        return Finished((words.hour_out_of_reach(),))
    union.prefer_hour(desk.db, desk.person.id, found[0])
    return Finished((words.hour_kept(found[0], rounded=bool(found[1])),))


def hand_over(desk: Desk) -> Finished:
    """'nhờ phó khai': the deputy is reminded instead, and told at once."""
    items = desk.meant()
    if not items:
        return Finished((words.nothing_to_remind(),))
    unit = items[0].unit
    theirs = [item for item in items if item.unit == unit]
    deputies = [
        contact
        for _, _, who in seats_in(desk.db, (unit,), (Role.DEPUTY,), desk.today)
        if who != desk.person.id and (contact := contacts_of(desk.db, (who,)).get(who)) and contact.account
    ]
    said = fold(desk.talk.said).split()
    chosen = [each for each in deputies if fold(each.name).split()[-1] in said] if len(deputies) > 1 else deputies
    if not deputies:
        return Finished((words.no_deputy(desk.talk.visit.office.name, desk.talk.visit.office.phone),))
    if len(chosen) != 1:
        return Finished((words.which_deputy([each.name for each in deputies]),))
    return handed(desk, theirs, chosen[0])


def handed(desk: Desk, items: Sequence[Filing], to: Contact) -> Finished:
    """Writes it, leaves a trace, and tells the deputy."""
    store.hand_over(desk.db, desk.scope, items, to.officer, desk.now)
    sender = desk.talk.visit.inbound.sender
    for item in items:
        union.note(desk.db, desk.now, sender, "hand over", item.unit, filing=str(item.id), to=str(to.officer))
    assert to.account, "only deputies who can be reached are chosen"
    told = words.for_deputy(desk.person.name, [(desk.name(item), item.due) for item in items])
    key = f"handover/{'-'.join(str(item.id) for item in items)}/{to.officer}/{desk.now:%Y%m%d%H%M}"
    notice = Notice(Address(to.account.address), told, key)
    return Finished((words.handed_over(to.name, [desk.name(item) for item in items]),), (notice,))


WRITES: dict[Wanted, Callable[[Desk], Finished]] = {
    Wanted.LATER: later,
    Wanted.REMIND_ON: remind_on,
    Wanted.REMIND_ONCE: remind_once,
    Wanted.ONCE_OR_ALWAYS: once_or_always,
    Wanted.WORKING: working,
    Wanted.HOUR: set_hour,
    Wanted.HAND_OVER: hand_over,
}
