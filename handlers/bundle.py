"""A reminder at the office's word: its rows under their keys, and one message for each officer, judged as it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from handlers import drafting, reminders, speech
from handlers.messages import Address, Notice, Reply
from handlers.talk import Talk
from knowledge.dates import VIETNAM
from scheduler import store
from scheduler.duties import Cadence, Duty, DutyId
from scheduler.filings import Filing
from scheduler.store import NewReminder
from union import store as union
from union.forms.form import Form
from union.indicators import Catalogue
from union.reach.store import Contact
from union.records.store import own_indicators
from union.roster import Officer


@dataclass(slots=True)
class Teller:
    """What reminders are written with: `rung` is what they are known by, `name` what their bundles are.

    Duties, forms and the catalogue are read once: an order may go to thousands.
    """

    db: Session
    talk: Talk
    now: datetime
    rung: str = ""
    name: str = ""
    _duties: Mapping[DutyId, Duty] | None = None
    _catalogue: Catalogue | None = None
    _forms: dict[DutyId, Form] = field(default_factory=dict)

    def duty(self, wanted: DutyId) -> Duty:
        """The duty, which there is: duties are never deleted."""
        if self._duties is None:
            self._duties = {duty.id: duty for duty in store.all_duties(self.db)}
        return self._duties[wanted]

    def form(self, duty: Duty) -> Form:
        """What the duty asks."""
        if duty.id not in self._forms:
            self._forms[duty.id] = drafting.form_of(self.db, duty)
        return self._forms[duty.id]

    @property
    def catalogue(self) -> Catalogue:
        """What is counted."""
        if self._catalogue is None:
            self._catalogue = speech.catalogue_for(self.talk.visit.library, (), own_indicators(self.db))
        return self._catalogue

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return self.now.astimezone(VIETNAM).date()


def worded(teller: Teller, contact: Contact, items: Sequence[Filing], *, to_office: bool = False) -> Reply:
    """One message to one officer; what is missing is theirs to know: shown to the office it is only counted."""
    db = teller.db
    person = Officer(contact.officer, contact.name, union.seats_of(db, contact.officer, teller.today))
    scope = union.scope_of(db, person, teller.today)
    lines = []
    for item in items:
        duty = teller.duty(item.duty)
        form = teller.form(duty)
        left = drafting.missing_labels(drafting.draft_of(db, scope, item, form, teller.catalogue))
        asks = duty.asks if duty.cadence is Cadence.ADHOC else ""
        required = sum(each.required for each in form.fields)
        lines.append(reminders.Line(item, left, required, duty.source.note, asks, is_counted=to_office))
    return reminders.reminder(lines, contact.name, teller.talk.visit.office.name, teller.now)


def remind(teller: Teller, contact: Contact, items: Sequence[Filing]) -> Notice:
    """One officer's reminders under their keys, and the message that carries them."""
    assert contact.account, "only who can be reached is reminded"
    key = f"bundle/{contact.officer}/{teller.name}"
    bundle = f"{key}/0"  # the key under which the door keeps the first part of a notice
    for item in items:
        keep(teller, item, contact, bundle)
    args = {"bundle": bundle, "office": teller.talk.visit.office.name}
    return Notice(Address(contact.account.address), worded(teller, contact, items), key, "reminder", args)


def keep(teller: Teller, item: Filing, contact: Contact, bundle: str) -> None:
    """One reminder row; the same order twice is one."""
    due = item.due.isoformat(timespec="minutes")
    key = f"remind/{item.duty}/{item.period.key}/{item.unit}/{due}/{teller.rung}/{contact.officer}"
    store.keep_reminder(
        teller.db,
        NewReminder(
            key, item.duty, item.period.key, item.unit, item.id, item.due, teller.rung, contact.officer, teller.now,
            bundle,
        ),
        teller.now,
    )  # fmt: skip
