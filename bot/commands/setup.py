"""From demo to real: what an office's IT person agreed to is tried, written whole or not at all, and told back."""

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot import env_file
from bot.commands import live
from bot.commands.answers import KIND_WORDS, QUESTIONS, Answers, displayed, kind_in, proposed, read_place
from bot.commands.asking import (
    BY_FIELD,
    Scene,
    applies,
    asked,
    lacking,
    must_match,
    overruled,
    tried_zalo,
    values_of,
    with_options,
)
from bot.commands.console import Console, Quiet, Terminal
from bot.commands.founding import (
    Founded,
    Ground,
    Office,
    Standing,
    found,
    free_folder,
    ground_at,
    placed,
    refuse_ground,
    standing_at,
)
from bot.mistake import Mistake
from bot.opening import address_of
from bot.settings import Settings, read_settings
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode

ENV_FILE, EXAMPLE = Path(".env"), Path(__file__).parents[2] / ".env.example"


def setup(settings: Settings, chosen: Namespace, console: Console | None = None) -> int:
    """Asks, shows, corrects, writes. Left before the writing begins, it leaves everything as it was."""
    console = console or Terminal()
    try:
        scene = scene_of(settings, chosen)
        answers = given(scene, chosen) if chosen.yes else asked(console, scene, chosen)
        if answers is None:
            console.say("Đã thôi, chưa ghi gì.")
            return 1
        if scene.is_pointed_at and answers == scene.begun:
            console.say("Không có gì thay đổi.")
            return 0
    except (KeyboardInterrupt, EOFError):
        console.say("\nĐã dừng, chưa ghi gì. Chạy lại lúc nào cũng được: python -m bot setup")
        return 130
    with undisturbed():
        founded, kept = write(scene, answers)
    for line in told(scene, answers, founded, kept):
        console.say(line)
    return 0


def scene_of(settings: Settings, chosen: Namespace) -> Scene:
    """Where the data is or will be, and what stands there. Raises `Mistake` for a demo that was named."""
    if chosen.place:
        settings = placed(settings, read_place(chosen.place))
    elif settings.database_url or settings.data_dir != Settings().data_dir:
        refuse_ground(settings)
    elif ground_at(settings) is not Ground.REAL:
        settings = placed(settings, free_folder(settings))
    standing = standing_at(settings)
    in_force = read_settings(os.environ, ENV_FILE)
    is_pointed_at = standing.ground is Ground.REAL and address_of(in_force) == address_of(settings)
    begun = as_today(settings, standing, is_pointed_at=is_pointed_at)
    return Scene(settings, standing, begun, is_pointed_at, ENV_FILE)


def as_today(settings: Settings, standing: Standing, *, is_pointed_at: bool) -> Answers:
    """What the answers are before anybody is asked; an administrator whose code was perhaps never shown gets one."""
    office, admins = standing.office, standing.admins
    has_code = bool(admins) and (is_pointed_at or admins[0].joined)
    return Answers(
        place=settings.database_url or settings.data_dir.as_posix(),
        name=office.name if office else "",
        kind=KIND_WORDS.get(office.kind, office.kind.value) if office else "",
        code=office.code if office else "",
        phone=(office.phone if office else "") or settings.office_phone or standing.office_phone,
        office_name=settings.office_name or standing.office_name,
        admin=admins[0].name if admins else "",
        admin_phone=admins[0].phone if admins else "",
        new_code="không" if has_code else "có",
        telegram_token=settings.telegram_token,
        telegram_proxy=settings.telegram_proxy,
        zalo_tokens=",".join(settings.zalo_bot_tokens),
        zalo_names=",".join(settings.zalo_bot_names),
        public_url=settings.public_url,
    )


def given(scene: Scene, chosen: Namespace) -> Answers:
    """The answers from the options and from what stands, all tried. Raises `Mistake` for what is missing or wrong."""
    answers = with_options(scene, chosen)
    for question in QUESTIONS:
        if not getattr(answers, question.field) and applies(question, answers, scene):
            answers = replace(answers, **{question.field: proposed(question.field, answers)})
    quiet = Quiet()
    if answers.telegram_token:
        tried = live.try_telegram(scene.settings, answers.telegram_token, answers.telegram_proxy)
        if isinstance(tried, live.Refused):
            raise Mistake(tried.text)
        print(tried.text)
    if answers.zalo_tokens:
        answers = tried_zalo(quiet, answers, scene)
        must_match(answers)
    missing = lacking(answers, scene)
    if missing:
        raise Mistake(f"Còn thiếu: {', '.join(f'--{question.field}'.replace('_', '-') for question in missing)}.")
    for line in overruled(scene, answers):
        print(line)
    return answers


def write(scene: Scene, answers: Answers) -> tuple[Founded, Path | None]:
    """The database first, the file of settings last, each whole or not at all; gives where the old file is kept."""
    values = values_of(answers)
    try:
        before = env_file.text_of(scene.env_file)
        source = before or (env_file.text_of(EXAMPLE) if EXAMPLE.exists() else "")
        after = env_file.changed(source, values)
        staged = env_file.staged(scene.env_file, after)
    except OSError as error:
        raise Mistake(f"Không ghi được tệp {scene.env_file}: {error.strerror}.") from None
    except env_file.BrokenFile as error:
        raise Mistake(str(error)) from None
    try:
        settings = read_back(staged, values)
        founded = found(settings, office_of(answers))
        kept = env_file.put(staged, scene.env_file) if after != before else None
    except OSError as error:
        raise Mistake(
            f"Không ghi được: {error.strerror} ({error.filename}). Sửa xong thì chạy lại python -m bot setup."
        ) from None
    finally:
        staged.unlink(missing_ok=True)
    return founded, kept


def read_back(staged: Path, values: Mapping[str, str]) -> Settings:
    """The settings as the next start will read them. Raises `Mistake` when anything would come out otherwise."""
    settings = read_settings({}, staged)
    read = env_file.read(staged)
    wrong = [name for name, value in values.items() if read.get(name, "") != value]
    if wrong:
        raise Mistake(f"Không ghi được nguyên vẹn: {', '.join(wrong)}. Xin bỏ ký tự lạ trong mục ấy.")
    return settings


def office_of(answers: Answers) -> Office:
    """What is founded with these answers."""
    return Office(
        code=UnitCode(answers.code),
        name=answers.name,
        kind=kind_in(answers.kind),
        phone=answers.phone,
        shown_name=answers.office_name,
        admin=answers.admin,
        admin_phone=answers.admin_phone,
        wants_code=answers.new_code == "có",
    )


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl+C waits for the moment it takes to write: what is begun is finished."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def told(scene: Scene, answers: Answers, founded: Founded, kept: Path | None) -> Iterator[str]:
    """What was written, the code, and what comes next."""
    run = program()
    yield ""
    if scene.is_new:
        yield f"Đã lập dữ liệu thật của {answers.name}, ở {displayed(BY_FIELD['place'], answers)}."
    else:
        changes = [q.label for q in QUESTIONS if getattr(answers, q.field) != getattr(scene.begun, q.field)]
        yield f"Đã đổi: {', '.join(changes)}." if changes else "Đã ghi lại tệp thiết lập."
    older = f" Tệp cũ giữ ở {kept}." if kept else ""
    owners = ", chỉ tài khoản này của máy đọc được" if os.name == "posix" else ""
    yield f"Thiết lập ở {scene.env_file.resolve()}{owners}. Tệp có mã bot: không gửi cho ai.{older}"
    others = [held.name for held in scene.standing.admins if held.name != answers.admin]
    if others and answers.admin != scene.begun.admin:
        ends = f'{run} units seat {answers.code} "quản trị" --end --name …'
        yield f"{', '.join(others)} vẫn là quản trị; thôi giữ chức vụ: {ends}"
    if founded.code:
        yield ""
        yield f"Mã tham gia của {answers.admin} (quản trị): {founded.code}"
        until = founded.until.astimezone(VIETNAM)
        yield f"Mã chỉ hiện lần này, dùng một lần, trước ngày {until:%d/%m/%Y}."
    yield ""
    yield from next_steps(scene, answers, run, has_code=bool(founded.code))


def next_steps(scene: Scene, answers: Answers, run: str, *, has_code: bool) -> Iterator[str]:
    """What to type now, in order."""
    if scene.standing.is_served:
        yield "Trợ lý đang chạy: dừng rồi chạy lại để nhận thiết lập mới."
    yield "Làm tiếp:"
    steps = [f"{run} run"]
    if has_code:
        by_bot = " hoặc nhắn mã cho bot" if answers.telegram_token or answers.zalo_tokens else ""
        steps.append(f"mở địa chỉ mà lệnh ấy in ra, nhập mã tham gia{by_bot}, đọc lời mời, nhắn “đúng”")
    if scene.is_new:
        steps += [
            f"{run} units import danh-sach.xlsx --above {answers.code} --dry-run   (rồi chạy lại không có --dry-run)",
            f"{run} units codes ma-tham-gia.xlsx   (mã cho mọi chủ tịch)",
            f"{run} duties import che-do.csv   (ai nộp báo cáo gì, hạn nào; chưa có thì chưa nhắc ai)",
        ]
    steps.append(f"{run} doctor   (xem đã ổn chưa)")
    if answers.zalo_tokens:
        steps.append(f"{run} doctor zalo   (tự thử những điều Zalo không nói rõ)")
    for number, step in enumerate(steps, 1):
        yield f"  {number}. {step}"


def program() -> str:
    """How this program is started here: the same Python, named from this folder where it lies inside it."""
    python = Path(sys.executable)
    try:
        python = python.relative_to(Path.cwd())
    except ValueError:
        return "python -m bot"
    return f"{python} -m bot"
