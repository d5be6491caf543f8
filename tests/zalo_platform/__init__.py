"""A Zalo Bot Platform of one's own, by what is documented and what was measured, each doubt a switch.

platform = Platform(machine_now)
bot = platform.add_bot(TOKEN)
with Running(platform) as zalo:
    # a bot with ZALO_BOT_TOKENS=TOKEN and ZALO_BOT_BASE_URL=zalo.url runs, in this process or in another
    platform.user_message(bot, "Hạnh", "Mã tham gia ABCD-2345")
    platform.shown_to(bot, "Hạnh")

In the process, without sockets or waiting: `httpx.AsyncClient(transport=InProcess(ZaloApp(platform)))`.
"""

from tests.zalo_platform.app import HEADER, InProcess, ZaloApp
from tests.zalo_platform.faults import Fault, Trouble, accept_then_timeout
from tests.zalo_platform.person import Person
from tests.zalo_platform.platform import NAME, TOKEN, Called, Platform, Shown
from tests.zalo_platform.server import Running
from tests.zalo_platform.shapes import Sent, Spoken, group_id, user_id
from tests.zalo_platform.switches import PhotoField, Queue, Switches, Words

__all__ = [
    "HEADER", "NAME", "TOKEN", "Called", "Fault", "InProcess", "Person", "PhotoField", "Platform", "Queue", "Running",
    "Sent", "Shown", "Spoken", "Switches", "Trouble", "Words", "ZaloApp", "accept_then_timeout", "group_id", "user_id",
]  # fmt: skip
