"""What can be said next, offered beside an answer."""

from typing import Final

from handlers.citing.source import capital, owner
from handlers.messages import BUTTON_SAYS_MAX_BYTES, Button
from knowledge.result import (
    Alternatives,
    AskBack,
    Courtesy,
    Lacking,
    Meant,
    NotFound,
    Result,
    SmallTalk,
)

ASK_OFFICE: Final = Button("Hỏi văn phòng", "hỏi văn phòng")
LIST_TARGETS: Final = Button("Các chỉ tiêu", "các chỉ tiêu")
LIST_TASKS: Final = Button("Các nhiệm vụ", "các nhiệm vụ")
DUTIES: Final = Button("Chế độ báo cáo", "báo cáo cho ai, khi nào")


def buttons(result: Result) -> tuple[Button, ...]:
    """What can be said next, beside the words."""
    match result:
        case NotFound() | AskBack(lacking=Lacking.SUBJECT):
            return (ASK_OFFICE, LIST_TARGETS)
        case AskBack(lacking=Lacking.MEANING, readings=readings):
            return tuple(map(_meaning, readings))
        case AskBack(options=options):
            return tuple(_button(owner(option)) for option in options)
        case Alternatives(options=options):
            return tuple(_button(owner(option.found[0].citation.header)) for option in options)
        case SmallTalk(courtesy=Courtesy.GREETING | Courtesy.HELP | Courtesy.WHO):
            return (LIST_TARGETS, LIST_TASKS, DUTIES)
        case _:
            return ()


def _meaning(meant: Meant) -> Button:
    """Says the whole question with this meaning put in; where a button holds too little, which meaning it is."""
    is_short = len(meant.question.encode()) <= BUTTON_SAYS_MAX_BYTES
    return Button(capital(meant.meaning), meant.question if is_short else f"{meant.short} là {meant.meaning}")


def _button(label: str) -> Button:
    """Says that the question just asked is meant for this union; shortened to what a button may say."""
    says = f"còn {label} thì sao"
    while len(says.encode()) > BUTTON_SAYS_MAX_BYTES:
        label = label.rpartition(" ")[0]
        says = f"còn {label} thì sao"
    return Button(label, says)
