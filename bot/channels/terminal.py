"""The terminal as a channel: it has no buttons, and it borrows an account of another channel."""

from bot.channels.pull import PullChannel
from handlers.messages import BotId, FilesIn, Limits

TERMINAL = PullChannel(
    BotId("terminal"), Limits(text_max=None, buttons_max=0, may_start=False, pull=True, files_in=FilesIn.BY_COMMAND)
)
