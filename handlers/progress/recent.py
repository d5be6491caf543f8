"""What has the speaker recorded lately that 'sửa lại là 6', 'bỏ số vừa rồi' and the same words twice speak of?"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from handlers import speech, wording
from handlers.messages import Reply
from handlers.progress.phrases import SAME_WORDS, SPOKEN_OF
from handlers.talk import Talk
from handlers.wording import progress as words
from union import store
from union.ledger import Entry, EntryId, Move, in_force
from union.records.store import entries_of


def said_last(db: Session, talk: Talk, within: timedelta) -> list[Entry]:
    """What the speaker recorded and still counts, the newest first."""
    return sorted(written_by(talk, in_force(own_entries(db, talk)), within), key=lambda entry: -entry.id)


def taken_out(db: Session, talk: Talk, within: timedelta) -> list[Entry]:
    """What the speaker has taken out and not recorded anew since, the newest first."""
    entries = own_entries(db, talk)
    known = {entry.id: entry for entry in entries}
    done = written_by(talk, entries, within)
    last = max((entry.id for entry in done if entry.move is not Move.RETRACT), default=EntryId(0))
    out = [entry for entry in done if entry.move is Move.RETRACT and entry.id > last]
    return [known[entry.about] for entry in reversed(out) if entry.about in known]


def own_entries(db: Session, talk: Talk) -> list[Entry]:
    """The ledger of the units that the speaker acts for, oldest first."""
    scope = store.scope_of(db, talk.person, talk.visit.today)
    return entries_of(db, scope, sorted(scope.acts_for)) if talk.person else []


def written_by(talk: Talk, entries: Iterable[Entry], within: timedelta) -> list[Entry]:
    """Those that the speaker wrote lately."""
    since = talk.visit.now - within
    return [
        entry
        for entry in entries
        if talk.person and entry.author == talk.person.id and entry.recorded_at >= since and not entry.by_staff
    ]


def same_time(entries: Sequence[Entry]) -> list[Entry]:
    """Those of the newest message, in its order."""
    first = entries[0]
    newest = [entry for entry in entries if (entry.recorded_at, entry.said) == (first.recorded_at, first.said)]
    return sorted(newest, key=lambda entry: entry.id)


def nothing_waits(db: Session, talk: Talk) -> Reply:
    """A yes to nothing: that it records nothing more, and what this person recorded last."""
    last = said_last(db, talk, SPOKEN_OF) if talk.is_private and wording.is_yes(talk.said) else []
    catalogue = speech.catalogue_of_talk(db, talk) if last else None
    told = same_time(last) if last else []
    lines = [
        words.said_figure(indicator, entry.amount)
        for entry in told[:2]
        if catalogue and (indicator := catalogue.find(entry.indicator))
    ]
    reply = wording.nothing_open()
    if not lines:
        return reply
    more = "; …" if len(told) > len(lines) else ""
    return replace(reply, text=words.nothing_more("; ".join(lines) + more, told[0].recorded_at, talk.visit.today))


def same_words(db: Session, talk: Talk) -> Reply | None:
    """What to say when the very words were recorded within a day; None where they were not."""
    wanted = wording.plain(talk.said)
    same = [entry for entry in said_last(db, talk, SAME_WORDS) if wording.plain(entry.said) == wanted]
    if not same:
        return None
    catalogue = speech.catalogue_of_talk(db, talk)
    told = same_time(same)
    lines = [
        words.said_figure(indicator, entry.amount) for entry in told if (indicator := catalogue.find(entry.indicator))
    ]
    return words.already(told[0].recorded_at, talk.visit.today, lines) if lines else None
