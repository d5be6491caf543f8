"""Taking a publication back: asked once, by whoever may run the paper's office."""

from sqlmodel import Session

from handlers.flow import Again, Aside, Ask, Done, Stop
from handlers.papers import shown
from handlers.papers.draft import Reviewing, Stage, Stepped, Word, Writing, why_closed
from handlers.papers.heard import Act, Heard
from handlers.papers.wishes import Deed, Wish, wish_of
from handlers.wording import papers as words
from knowledge.proposals import store
from knowledge.proposals.values import Proposal, ProposalId, State
from knowledge.store import live_version
from union.scope import Scope


def taking_back(db: Session, scope: Scope, wish: Wish) -> Stepped:
    """Asks once whether what was published is taken back."""
    if wish.number is None:
        numbers = store.numbers(db, sorted(scope.runs), State.PUBLISHED)
        if len(numbers) != 1:
            return Stop(words.which_back(numbers))
        [number] = numbers
    else:
        number = ProposalId(wish.number)
    proposal = store.find(db, number)
    if proposal is None or not scope.may_run(proposal.office):
        return Stop(words.no_such(number))
    return asked_back(db, proposal)


def asked_back(db: Session, proposal: Proposal) -> Stepped:
    """The question, or why there is nothing to take back."""
    if proposal.state is not State.PUBLISHED or proposal.key is None:
        is_closed = proposal.state in {State.DROPPED, State.UNDONE}
        closed = why_closed(proposal) if is_closed else None
        return Stop(closed or words.not_published(proposal.id))
    if live_version(db, proposal.key) != proposal.version:
        return Stop(words.later_version(proposal.id))
    known = store.published_versions(db, proposal.key)
    before = max((version for version in known if version < (proposal.version or 1)), default=None)
    question = words.ask_take_back(proposal.id, shown.name_now(proposal), before)
    return Ask(Reviewing(proposal.id, Stage.TAKE_BACK), question)


def back_decided(db: Session, proposal: Proposal, heard: Heard) -> Stepped:
    """Yes takes it back; what may be its contrary is asked again."""
    if heard.act is Act.YES and proposal.state is State.PUBLISHED:
        return Done(Word(Writing.TAKE_BACK, Reviewing(proposal.id, Stage.TAKE_BACK), proposal))
    match asked_back(db, proposal):
        case Ask(fresh, reply):
            return Ask(fresh, words.together(words.say_which(), reply))
        case stopped:
            return stopped


def step_back(said: str, heard: Heard | None) -> Stepped:
    """Yes takes the publication back, no leaves it."""
    if heard is not None and heard.act is Act.NO:
        return Stop(words.not_taken_back())
    is_answer = heard is not None and heard.act in {Act.YES, Act.UNCLEAR, Act.ONE_BY_ONE}
    wish = wish_of(said)
    return Again(said) if is_answer or (wish is not None and wish.deed in {Deed.REVIEW, Deed.TAKE_BACK}) else Aside()
