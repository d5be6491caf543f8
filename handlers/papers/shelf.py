"""Which documents wait and which answer, for the one who asks; and what anybody says of documents."""

from dataclasses import replace

from sqlmodel import Session

from handlers import wording
from handlers.messages import Reply
from handlers.papers import sending
from handlers.papers.known import known_issuers, papers_for
from handlers.papers.shown import name_now, title_of
from handlers.papers.wishes import Deed, Wish, whole, wish_of
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import papers as words
from knowledge.document import Document
from knowledge.proposals import store
from knowledge.proposals.doubts import doubts_of
from knowledge.proposals.values import State
from union import store as union
from union.scope import Scope


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """What is said of documents; anything else belongs elsewhere."""
    wish = wish_of(talk.said)
    if wish is None:
        return None
    if wish.deed is Deed.LIST:
        return show(db, talk, "")
    if wish.deed is Deed.SEND:
        return say(talk, sending.sent(db, talk, wish))
    scope = union.scope_of(db, talk.person, talk.visit.today)
    return for_staff(db, talk, scope, wish) if scope.offices else for_others(db, talk, wish)


def for_staff(db: Session, talk: Talk, scope: Scope, wish: Wish) -> Outcome | Begin | None:
    """A review or a publication taken back, where nobody reads along."""
    # 'duyệt' alone may be meant for anything else that waits for a word.
    is_bare = wish.number is None and "van ban" not in whole(talk.said, wording.plain)
    if is_bare and not store.count_open(db, sorted(scope.runs)):
        return None
    return Begin("paper", talk.said) if talk.is_private else say(talk, wording.private_only())


def for_others(db: Session, talk: Talk, wish: Wish) -> Outcome | None:
    """A chair never sees what is being reviewed; 'xem văn bản 2' is a look at the second of the list."""
    if wish.is_look and wish.number is not None:
        return say(talk, sending.sent(db, talk, replace(wish, deed=Deed.SEND)))
    if "van ban" not in whole(talk.said, wording.plain):
        return None
    return say(talk, words.only_staff())


def show(db: Session, talk: Talk, argument: str) -> Outcome:
    """'văn bản': what waits and what answers, for staff; what answers, for everybody else."""
    del argument
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if scope.offices and talk.is_private:
        return say(talk, listed_for_staff(db, talk, scope))
    every = papers_for(db, talk)
    shelved = [shelved_of(each, number) for number, each in enumerate(every, start=1)]
    return say(talk, words.listed_for_all(shelved) if shelved else words.none_yet())


def listed_for_staff(db: Session, talk: Talk, scope: Scope) -> Reply:
    """What waits in their offices and below, and what answers for them."""
    offices = sorted(scope.runs)
    waiting = store.listed(db, offices, store.Which.WAITING)
    codes = known_issuers(db)
    lines = [
        words.Waiting(
            each.id, name_now(each), each.state, (each.pages_done, each.pages_total), each.trouble,
            len(doubts_of(each, codes)) if each.state is State.OPEN else 0,
        )
        for each in waiting
    ]  # fmt: skip
    by_key = store.publications(db, offices)
    mine = papers_for(db, talk)
    # A paper of a body that is no unit here answers whoever names it: who published it finds it again.
    others = [each for each in talk.visit.library.documents if each.key in by_key and each not in mine]
    return words.listed_for_staff(lines, [told(each, by_key.get(each.key)) for each in (*mine, *others)])


def told(document: Document, published: store.Publication | None) -> words.Shelved:
    """A published paper with the number of its proposal, where it was one of theirs."""
    shelved = shelved_of(document, None)
    if published is None:
        return shelved
    return replace(shelved, number=published.number, since=published.since)


def shelved_of(document: Document, number: int | None) -> words.Shelved:
    """A published paper as a line of the list."""
    header = document.header
    return words.Shelved(
        name=title_of(header), number=number, version=document.version,
        term=words.term_words(header.valid_from, header.valid_to), is_digest=document.is_digest,
        asks="file" if document.file else "",
    )  # fmt: skip


def say(talk: Talk, reply: Reply) -> Outcome:
    """Says it, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""))
