"""Putting aside a paper that could not be read: asked once, like every other paper that is not wanted."""

from handlers.flow import Ask, Done, Stop
from handlers.papers import shown
from handlers.papers.draft import Reviewing, Stage, Stepped, Word, Writing
from handlers.papers.heard import Act, Heard
from handlers.wording import papers as words
from knowledge.proposals.values import Proposal, State


def is_unread(proposal: Proposal, draft: Reviewing) -> bool:
    """Whether the only question about it is whether it goes."""
    return proposal.state is State.FAILED and draft.stage is Stage.REFUSE


def asked_away(proposal: Proposal) -> Ask[Reviewing]:
    """The question."""
    question = words.ask_refuse(proposal.id, shown.name_now(proposal))
    return Ask(Reviewing(proposal.id, Stage.REFUSE), question)


def away_decided(proposal: Proposal, heard: Heard) -> Stepped:
    """Yes puts it aside, no leaves it; what may be either is asked again."""
    asked = asked_away(proposal)
    match heard.act:
        case Act.YES:
            return Done(Word(Writing.REFUSE, asked.draft, proposal))
        case Act.NO:
            return Stop(words.left_in_the_list(proposal.id))
        case Act.REFUSE:
            return asked
        case _:
            return Ask(asked.draft, words.together(words.say_which(), asked.reply))
