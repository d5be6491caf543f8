"""Which paper is meant, and its original file: the one an answer cited, one of the list, or one that is named."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers import ask, wording
from handlers.messages import File, Reply
from handlers.papers.known import papers_for, seen_by
from handlers.papers.shown import name_of
from handlers.papers.wishes import KINDS, Wish
from handlers.talk import Talk
from handlers.wording import papers as words
from handlers.wording.board import fitting
from knowledge.document import Document, Header
from knowledge.proposals import store
from knowledge.result import citations_of
from knowledge.text import clean, fold
from knowledge.text import words as bare_words
from union import store as union
from union.scope import Scope

SMALL = frozenset(bare_words("số của về năm và các cho trong do ban hành ngày văn bản này đó file tệp gốc"))
YEAR = re.compile(r"20\d\d")
SYMBOL = re.compile(r"\d+[a-z]?/[\w/-]+")
COUNTED_OFF = re.compile(rf"(?P<kind>{KINDS})(?: so)? (?P<number>\d{{1,4}})(?!\d)(?: .*)?")


def sent(db: Session, talk: Talk, wish: Wish) -> Reply:
    """The file, or why there is none and whom to ask."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if wish.number is not None and scope.offices and talk.is_private:
        return of_proposal(db, scope, wish.number)
    if wish.number is not None:
        every = papers_for(db, talk)
        chosen = every[wish.number - 1 : wish.number] if wish.number else ()
        # A number that is none of the list is the paper's own.
        chosen = chosen or [each for each in every if is_counted("", str(wish.number), each.header)]
        return chosen_of(talk, chosen) if chosen else words.unknown_paper(f"văn bản {wish.number}", office(talk))
    if not wish.words:
        return of_last(db, talk)
    known = papers_for(db, talk)
    fitting_ones = of_name(wish.words, known) or of_name(wish.words, seen_by(db, talk))
    if not fitting_ones:
        return words.unknown_paper(as_typed(talk.said, wish.words), office(talk))
    return chosen_of(talk, fitting_ones)


def of_proposal(db: Session, scope: Scope, number: int) -> Reply:
    """Staff get the file of what they review, too."""
    proposal = store.find(db, number)
    if proposal is None or not scope.may_run(proposal.office):
        return words.no_such(number)
    name = name_of(proposal.document.header) if proposal.document else proposal.source.name
    return words.sent(name, File(proposal.source.name, proposal.source.sha256))


def of_last(db: Session, talk: Talk) -> Reply:
    """The papers that the last answer cited: the question is answered once more, as it was."""
    *before, last = talk.memory.asked_last or ("",)
    if not last:
        return words.which_paper(())
    memory = replace(talk.memory, questions=tuple(before))
    result = ask.result_of(db, replace(talk, said=last, memory=memory))
    keys = dict.fromkeys(citation.document for citation in citations_of(result))
    by_key = {document.key: document for document in talk.visit.library.documents}
    return chosen_of(talk, [by_key[key] for key in keys if key in by_key])


def chosen_of(talk: Talk, found: Sequence[Document]) -> Reply:
    """The only one, or which of them."""
    if len(found) == 1:
        return of_document(talk, found[0])
    return words.which_paper([(name_of(each.header), says_of(each.header)) for each in found])


def says_of(header: Header) -> str:
    """The sentence that asks for this very paper."""
    return fitting(f"gửi tôi văn bản {header.number or f'{header.type} {header.period} {header.issuer}'}")


def of_document(talk: Talk, document: Document) -> Reply:
    """The original of a published paper, for whoever is known here."""
    name = name_of(document.header)
    if document.is_digest:
        return words.only_digest(name, office(talk))
    if not document.file:
        return words.no_original(name, office(talk))
    if talk.person is None or not talk.person.seats:
        return words.not_for_strangers(name, office(talk))
    return words.sent(name, File(document.file_name or f"{name}.txt", document.file))


def office(talk: Talk) -> str:
    """Whom to ask."""
    return wording.office_line(talk.visit.office.name, talk.visit.office.phone)


def as_typed(said: str, named: str) -> str:
    """The words that name the paper, with the marks they were typed with."""
    typed = clean(said).split()
    count = len(named.split())
    runs = [typed[at : at + count] for at in range(len(typed) - count + 1)]
    return next((" ".join(run) for run in runs if fold(" ".join(run)).strip(" .,?!") == named), named).strip(" .,?!")


# Which paper a name means


def of_name(said: str, documents: Sequence[Document]) -> tuple[Document, ...]:
    """By its symbol, by kind and number, or by all the words that were said of it."""
    bare = fold(said)
    if symbol := SYMBOL.search(bare):
        return tuple(each for each in documents if is_symbol(symbol[0], each.header))
    if counted := COUNTED_OFF.fullmatch(bare):
        numbered = [each for each in documents if is_counted(counted["kind"], counted["number"], each.header)]
        # 'chương trình 2027' is more likely the programme of that year than the one of that number.
        if numbered or not YEAR.fullmatch(counted["number"]):
            return tuple(numbered)
    wanted = {word for word in bare_words(bare) if word not in SMALL} | set(re.findall(r"\b20\d\d\b", bare))
    return tuple(each for each in documents if wanted and wanted <= set(names_of(each.header)))


def is_symbol(symbol: str, header: Header) -> bool:
    """'2/CTr-CĐX' is '02/CTr-CĐX'."""
    return bool(header.number) and parts_of(symbol) == parts_of(fold(header.number or ""))


def is_counted(kind: str, number: str, header: Header) -> bool:
    """'chương trình 02' is the programme whose number begins with 2."""
    parts = parts_of(fold(header.number or ""))
    return fold(header.type).startswith(kind) and parts[:1] == (number.lstrip("0"),)


def parts_of(number: str) -> tuple[str, ...]:
    """The number's parts without leading zeros."""
    return tuple(part.lstrip("0") for part in re.findall(r"[a-z0-9]+", number))


def names_of(header: Header) -> tuple[str, ...]:
    """The words by which a paper may be called."""
    return bare_words(f"{header.type} {header.title} {header.issuer} {header.period} {header.number or ''}")
