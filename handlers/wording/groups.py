"""The sentences about group chats: tying one to a unit, what is done there and what is not, and losing one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.messages import Button, Reply
from handlers.wording import DUNG, HUY, shortened
from handlers.wording.board import fitting
from handlers.wording.reminding import automatic
from knowledge.dates import VIETNAM
from union.naming import short_name

CHOICES_MOST = 8
GROUPS_MOST = 15
MEMBER_ADDS = "Thêm trợ lý vào nhóm như thêm một thành viên."
OWNER_ADDS = "Đưa trợ lý vào nhóm: Văn phòng lấy liên kết “Mời Bot vào nhóm” ở nơi tạo bot; trưởng nhóm xác nhận."


@dataclass(frozen=True, slots=True)
class Named:
    """A tied group as the talk speaks of it: by its number, and its title where one was given."""

    id: int
    unit_name: str
    title: str = ""
    tied_at: datetime | None = None

    @property
    def words(self) -> str:
        """'nhóm 3 “Chủ tịch CĐCS” (CĐCS Mầm non Hoa Sen)'."""
        title = f" “{self.title}”" if self.title else ""
        return f"nhóm {self.id}{title} ({self.unit_name})"


@dataclass(frozen=True, slots=True)
class Full:
    """A bot that is in as many groups as it may be, and its sisters that are not."""

    most: int
    with_room: tuple[str, ...]


# Tying


def code_for(code: str, unit_name: str, until: datetime, *, added_by_owner: bool) -> Reply:
    """A fresh code with what to do with it."""
    bring = OWNER_ADDS if added_by_owner else MEMBER_ADDS
    return Reply(
        f"Mã gắn nhóm của {unit_name}: {code} (dùng một lần, đến {until.astimezone(VIETNAM):%H:%M}).\n"
        f"1. {bring}\n"
        f"2. Trong nhóm, gõ @, chọn trợ lý rồi nhắn: gắn nhóm {code}"
    )


def which_unit(names: Sequence[str]) -> Reply:
    """The speaker has several units."""
    buttons = tuple(Button(short_name(name)[:40], fitting(f"gắn nhóm {name}")) for name in names[:CHOICES_MOST])
    rest = f" (còn {len(names) - CHOICES_MOST} đơn vị khác, xin nhắn tên)" if len(names) > CHOICES_MOST else ""
    return Reply(f"Gắn nhóm với đơn vị nào?{rest}", buttons)


def only_officers() -> Reply:
    """Whoever looks on ties no group."""
    return Reply("Gắn, gỡ nhóm do Chủ tịch, Phó Chủ tịch hoặc cán bộ văn phòng của đơn vị làm.")


def of_others(unit_name: str) -> Reply:
    """A unit was named whose officer the speaker is not."""
    return Reply(f"{unit_name} không thuộc phạm vi của đồng chí, nên xin cán bộ của đơn vị ấy gắn nhóm.")


def get_a_code(unit_name: str) -> Reply:
    """In the group, without a code."""
    if unit_name:
        return Reply(
            f"Nhóm này đang gắn với {unit_name}. Đổi đơn vị: cán bộ nhắn riêng “gắn nhóm”, lấy mã rồi gõ ở đây."
        )
    return Reply("Để gắn nhóm này, cán bộ công đoàn nhắn riêng cho trợ lý “gắn nhóm”, lấy mã rồi gõ mã ở đây.")


def type_it_there() -> Reply:
    """A group's code was typed in private."""
    return Reply("Mã gắn nhóm xin nhắn trong nhóm: gõ @, chọn trợ lý rồi nhắn “gắn nhóm” kèm mã. Mã chưa dùng.")


def tied(unit_name: str, who: str) -> Reply:
    """The group is tied; what happens here and what does not."""
    return Reply(
        f"Nhóm đã gắn với {unit_name}, do đồng chí {who} gắn. Trong nhóm, trợ lý chỉ đáp khi được gọi tên, "
        "đăng thông báo của công đoàn, không nêu số liệu của ai. Thôi dùng, nhắn “gỡ nhóm”."
    )


def tied_already(unit_name: str) -> Reply:
    """The group is this unit's already."""
    return Reply(f"Nhóm này đang gắn với {unit_name} rồi, không cần gắn lại.")


def bad_form() -> Reply:
    """What stands after 'gắn nhóm' is nearly a code."""
    return Reply("Mã chưa đúng dạng. Mã gắn nhóm có 8 chữ và số, ví dụ ABCD-2345; xin xem lại rồi nhắn lại.")


def wrong_code() -> Reply:
    """No group's code is this one."""
    return Reply("Mã gắn nhóm này không đúng. Đồng chí xem lại, hoặc nhắn riêng cho trợ lý “gắn nhóm” để lấy mã mới.")


def used_code() -> Reply:
    """The code has tied a group before."""
    return Reply("Mã gắn nhóm này đã dùng. Mỗi nhóm cần một mã: nhắn riêng cho trợ lý “gắn nhóm” để lấy mã mới.")


def expired_code() -> Reply:
    """The code's quarter of an hour is over."""
    return Reply("Mã gắn nhóm này đã quá hạn. Nhắn riêng cho trợ lý “gắn nhóm” để lấy mã mới, dùng trong 15 phút.")


def not_known_here() -> Reply:
    """Whoever typed the code has not joined on this channel."""
    return Reply(
        "Trợ lý chưa biết đồng chí ở kênh này nên chưa gắn nhóm. Xin nhắn riêng cho trợ lý mã tham gia "
        "của đồng chí trước, rồi gõ lại ở đây."
    )


def of_another_unit() -> Reply:
    """The code is of a unit whose officer the speaker is not."""
    return Reply("Mã này của đơn vị khác nên chưa gắn. Xin cán bộ của đơn vị ấy gõ mã, hoặc đồng chí lấy mã của mình.")


def tied_elsewhere(unit_name: str) -> Reply:
    """The group is another unit's, whose officer the speaker is not."""
    return Reply(f"Nhóm đang gắn với {unit_name} nên chưa gắn lại. Xin cán bộ của {unit_name} nhắn “gỡ nhóm” trước.")


def no_room(full: Full) -> Reply:
    """The platform lets this bot into no more groups."""
    return Reply(f"Bot này đã ở đủ {full.most} nhóm nên chưa gắn được; mã chưa dùng. {elsewhere(full)}")


def with_warning(reply: Reply, full: Full) -> Reply:
    """A code whose group must be another bot's: said before anybody brings the bot there."""
    return replace(reply, text=f"{reply.text}\nBot này đã ở đủ {full.most} nhóm. {elsewhere(full)}")


def elsewhere(full: Full) -> str:
    """What to do where a bot is full."""
    if full.with_room:
        return f"Bot còn chỗ: {', '.join(full.with_room)}; đưa bot ấy vào nhóm rồi gõ mã."
    return "Xin gỡ một nhóm không dùng nữa (nhắn riêng “các nhóm”), hoặc Văn phòng mở thêm bot."


# What is tied, and untying


def listed(groups: Sequence[Named]) -> Reply:
    """The groups of the office, or of the speaker's units."""
    if not groups:
        return Reply("Chưa có nhóm nào được gắn. Nhắn “gắn nhóm” để lấy mã.", (Button("Gắn nhóm", "gắn nhóm"),))
    lines = "\n".join(f"• {each.words}{since(each)}" for each in groups[:GROUPS_MOST])
    rest = f"\n(và {len(groups) - GROUPS_MOST} nhóm khác)" if len(groups) > GROUPS_MOST else ""
    return Reply(f"Đang gắn {len(groups)} nhóm:\n{lines}{rest}\nThêm nhóm: “gắn nhóm”. Bớt: “gỡ nhóm {groups[0].id}”.")


def since(group: Named) -> str:
    """', từ 21/11/2026'."""
    return f", từ {group.tied_at.astimezone(VIETNAM):%d/%m/%Y}" if group.tied_at else ""


def no_such_group(said: str, reply: Reply) -> Reply:
    """None is called so: what there is instead."""
    return replace(reply, text=f"Không có nhóm “{shortened(said, 40)}”. {reply.text}")


def which_group(groups: Sequence[Named]) -> Reply:
    """Several groups could be meant."""
    buttons = tuple(Button(each.words[:60], f"gỡ nhóm {each.id}") for each in groups[:CHOICES_MOST])
    rest = f" (còn {len(groups) - CHOICES_MOST} nhóm khác, xin nhắn số)" if len(groups) > CHOICES_MOST else ""
    return Reply(f"Gỡ nhóm nào?{rest}", buttons)


def confirm_untying(group: Named) -> Reply:
    """Whether it is to be untied."""
    return Reply(f"Gỡ {group.words}? Sau khi gỡ, thông báo không đăng ở nhóm ấy nữa. Nhắn “đúng” để gỡ.", (DUNG, HUY))


def untie_or_leave() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “đúng” để gỡ nhóm, “huỷ” nếu không.", (DUNG, HUY))


def nothing_to_untie() -> Reply:
    """None of the speaker's units has a group."""
    return Reply("Đơn vị của đồng chí không có nhóm nào đang gắn, nên không có gì để gỡ. Nhắn “gắn nhóm” để gắn.")


def untied(group: Named) -> Reply:
    """It is untied."""
    return Reply(f"Đã gỡ {group.words}. Gắn lại: nhắn riêng cho trợ lý “gắn nhóm” để lấy mã mới.")


def only_known_here() -> Reply:
    """Whoever wants to untie the group has not joined on this channel."""
    return Reply("Gỡ nhóm do cán bộ của đơn vị làm. Đồng chí là cán bộ thì nhắn riêng cho trợ lý mã tham gia trước.")


def not_tied() -> Reply:
    """The group where it was said is nobody's."""
    return Reply("Nhóm này chưa gắn với đơn vị nào nên không có gì để gỡ.")


def not_yours(unit_name: str) -> Reply:
    """The group is of another unit."""
    return Reply(f"Nhóm này của {unit_name}; xin cán bộ của đơn vị ấy gỡ.")


def kept() -> Reply:
    """The talk was left."""
    return Reply("Đã dừng, các nhóm vẫn như cũ.")


# In the group


def hello(office: str) -> Reply:
    """The assistant was added to a group that is nobody's yet."""
    return Reply(
        f"Trợ lý tự động của {office} xin chào. Nhóm chưa gắn với đơn vị nào: cán bộ công đoàn nhắn riêng cho trợ lý "
        "“gắn nhóm” để lấy mã, rồi gõ mã ở đây. Trợ lý chỉ đáp khi được gọi tên."
    )


def help_here() -> Reply:
    """What can be said in a group."""
    return Reply(
        "Trong nhóm, gọi tên trợ lý rồi hỏi chương trình, chỉ tiêu, thời hạn trong văn bản; trả lời thông báo "
        "cũng ở đây được. Báo cáo, số liệu, việc riêng xin nhắn riêng cho trợ lý."
    )


# Told to others


def lost(office: str, group: Named) -> Reply:
    """The assistant is in the group no more."""
    return Reply(
        f"{automatic(office)} Trợ lý không còn ở {group.words} nên thông báo không đăng ở đó nữa. "
        "Nếu là nhầm, xin thêm trợ lý vào lại rồi nhắn riêng “gắn nhóm”."
    )


def untied_by(office: str, group: Named, who: str) -> Reply:
    """Somebody else untied it."""
    return Reply(f"{automatic(office)} Đồng chí {who} đã gỡ {group.words}; thông báo không đăng ở đó nữa.")
