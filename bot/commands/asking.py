"""The talk of `setup`: asks question by question, tries tokens at once, and shows everything before it is agreed to."""

import os
import unicodedata
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.commands import live
from bot.commands.answers import QUESTIONS, YES_WORDS, Answers, Question, cleaned, displayed, hidden, proposed
from bot.commands.console import Console
from bot.commands.founding import Ground, Standing
from bot.mistake import Mistake
from bot.settings import Settings, listed
from knowledge.text import fold

STOP_WORDS = frozenset({"thoi", "huy", "thoat", "q"})
EMPTY_WORDS = frozenset({"bo", "trong", "-"})
"""What empties an answer that may be empty; nothing typed keeps what is shown."""
BY_FIELD = {question.field: question for question in QUESTIONS}
FOLLOWERS = {"telegram_token": ("telegram_proxy",), "zalo_tokens": ("zalo_names",)}
"""What is asked again with an answer that was put right."""
DERIVED = ("kind", "code", "office_name")
"""What was proposed from the union's name, and follows it when that is put right."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the questions are asked about: the settings in force, and what stands at the place of the data."""

    settings: Settings
    standing: Standing
    begun: Answers
    """The answers as they are today."""
    is_pointed_at: bool
    """Whether the settings in force lead there, so that an earlier `setup` came to its end."""
    env_file: Path

    @property
    def is_new(self) -> bool:
        """Whether nothing stands there yet."""
        return self.standing.ground is not Ground.REAL


def asked(console: Console, scene: Scene, chosen: Namespace) -> Answers | None:
    """The answers somebody agreed to; None when they left."""
    answers = with_options(scene, chosen)
    if scene.is_new:
        console.say(
            "Bắt đầu thật: trả lời từng câu, Enter để lấy giá trị trong [ ], “bỏ” để để trống.\n"
            "Chưa có gì được ghi cho tới khi đồng chí trả lời “đúng” ở cuối. Dừng lúc nào cũng được: Ctrl+C."
        )
        for question in QUESTIONS:
            answers = answered(console, question, answers, scene)
    else:
        for line in standing_told(scene):
            console.say(line)
    return confirmed(console, answers, scene)


def with_options(scene: Scene, chosen: Namespace) -> Answers:
    """Today's answers with those given on the command line. Raises `Mistake` naming the option."""
    answers = scene.begun
    for question in QUESTIONS:
        text = getattr(chosen, question.field, None)
        if question.field != "place" and text:
            try:
                answers = replace(answers, **{question.field: question.read(cleaned(text))})
            except Mistake as error:
                raise Mistake(f"--{question.field.replace('_', '-')}: {error}") from None
    if chosen.new_code_wanted:
        answers = replace(answers, new_code="có")
    office = scene.standing.office
    if office is not None and answers.code != office.code:
        raise Mistake(f"Mã của {office.name} là {office.code} và giữ suốt đời. Xin bỏ --code.")
    return answers


def answered(console: Console, question: Question, answers: Answers, scene: Scene) -> Answers:
    """The answers with this one, asked until it is good."""
    while applies(question, answers, scene):
        shown = getattr(answers, question.field) or proposed(question.field, answers)
        hint = f"[{hidden(shown) if question.is_secret else shown}] " if shown else ""
        console.say(f"\n{question.asks}")
        try:
            text = cleaned(console.ask(f"  {hint}> "))
            after = replace(answers, **{question.field: value_of(question, text, shown)})
            return checked(console, question, after, scene)
        except Mistake as error:
            console.say(f"  {error}")
    return answers


def value_of(question: Question, text: str, shown: str) -> str:
    """What was typed, or what was shown. Raises `Mistake`."""
    if fold(text) in EMPTY_WORDS and not question.is_needed:
        return ""
    if text or shown:
        return question.read(text) if text else shown
    if question.is_needed:
        raise Mistake("Mục này cần có. Xin nhập.")
    return ""


def checked(console: Console, question: Question, answers: Answers, scene: Scene) -> Answers:
    """The answers, after the platform was asked about a token. Raises `Mistake` for one that it refuses."""
    match question.field:
        case "telegram_token" if not answers.telegram_token:
            return replace(answers, telegram_proxy="")
        case "telegram_proxy":
            answers = tried_telegram(console, answers, scene)
        case "zalo_tokens":
            answers = tried_zalo(console, answers, scene)
        case "zalo_names":
            must_match(answers)
    return answers


def tried_telegram(console: Console, answers: Answers, scene: Scene) -> Answers:
    """Tries the token through the proxy; a refused token is asked again, both together."""
    tried = live.try_telegram(scene.settings, answers.telegram_token, answers.telegram_proxy)
    console.say(f"  {tried.text}")
    if isinstance(tried, live.Refused):
        again = replace(answers, telegram_token="")
        again = answered(console, BY_FIELD["telegram_token"], again, scene)
        return tried_telegram(console, again, scene) if again.telegram_token else again
    if isinstance(tried, live.Unasked):
        console.say("  Mã được giữ và sẽ được thử lại khi chạy; ở cuối có thể sửa mã hoặc proxy.")
    return answers


def tried_zalo(console: Console, answers: Answers, scene: Scene) -> Answers:
    """Tries every token; gives the names the platform knows. Raises `Mistake` for a refused one."""
    tokens = listed("", answers.zalo_tokens)
    names: list[str] = []
    for token in tokens:
        tried = live.try_zalo(scene.settings, token)
        if isinstance(tried, live.Refused):
            raise Mistake(tried.text)
        console.say(f"  {tried.text}")
        names.append(tried.name.replace(",", " ") if isinstance(tried, live.Good) else "")
    if len(listed("", answers.zalo_names)) == len(tokens):
        return answers
    return replace(answers, zalo_names=",".join(names) if all(names) else "")


def must_match(answers: Answers) -> None:
    """Raises `Mistake` unless every bot has its name."""
    tokens, names = listed("", answers.zalo_tokens), listed("", answers.zalo_names)
    if len(tokens) != len(names):
        raise Mistake(f"Có {len(tokens)} mã bot Zalo nhưng {len(names)} tên. Mỗi bot một tên, cùng thứ tự.")


def confirmed(console: Console, answers: Answers, scene: Scene) -> Answers | None:
    """Shows what will be written until it is agreed to; any line can be put right first."""
    while True:
        shown = [question for question in QUESTIONS if applies(question, answers, scene)]
        console.say("")
        for number, question in enumerate(shown, 1):
            console.say(f"{number:3}. {question.label}: {displayed(question, answers)}")
        for line in overruled(scene, answers):
            console.say(line)
        said = unicodedata.normalize("NFC", console.ask("Đúng chưa? Enter: đúng; số: sửa mục ấy; “thôi”: bỏ: ")).strip()
        if said.isdecimal() and 1 <= int(said) <= len(shown):
            answers = corrected(console, shown[int(said) - 1], answers, scene)
        elif said.lower() == "dừng" or fold(said) in STOP_WORDS:
            return None
        elif not said or fold(said) in YES_WORDS:
            missing = lacking(answers, scene)
            if not missing:
                return answers
            console.say(f"  Còn thiếu: {', '.join(question.label for question in missing)}.")
            for question in missing:
                answers = answered(console, question, answers, scene)
        else:
            console.say("  Xin nhấn Enter nếu đúng, nhập số của mục cần sửa, hoặc “thôi”.")


def corrected(console: Console, question: Question, answers: Answers, scene: Scene) -> Answers:
    """One answer anew, and those that hang on it."""
    before = answers
    answers = answered(console, question, answers, scene)
    for field in FOLLOWERS.get(question.field, ()):
        answers = answered(console, BY_FIELD[field], answers, scene)
    for field in DERIVED if question.field == "name" else ():
        if applies(BY_FIELD[field], answers, scene) and getattr(before, field) == proposed(field, before):
            answers = replace(answers, **{field: proposed(field, answers)})
    return answers


def lacking(answers: Answers, scene: Scene) -> list[Question]:
    """What is needed and not there."""
    return [q for q in QUESTIONS if q.is_needed and applies(q, answers, scene) and not getattr(answers, q.field)]


def applies(question: Question, answers: Answers, scene: Scene) -> bool:
    """Whether it makes sense to ask this."""
    match question.field:
        case "telegram_proxy":
            return bool(answers.telegram_token)
        case "zalo_names":
            return bool(answers.zalo_tokens)
        case "new_code":
            return bool(scene.standing.admins)
        case "place":
            return scene.is_new
        case "code":
            return scene.standing.office is None
        case _:
            return True


def standing_told(scene: Scene) -> Iterator[str]:
    """What is there already."""
    standing = scene.standing
    office = standing.office.name if standing.office else "chưa rõ đơn vị của văn phòng"
    yield f"Đã có dữ liệu thật ở {displayed(BY_FIELD['place'], scene.begun)}: {office}, {standing.units} đơn vị."
    for held in standing.admins:
        joined = "đã tham gia" if held.joined else "chưa tham gia (mất mã thì sửa mục cấp mã thành “có”)"
        yield f"Quản trị: {held.name}, {joined}."
    yield "Chỉ những mục được sửa mới thay đổi."


def values_of(answers: Answers) -> dict[str, str]:
    """The answers as settings."""
    is_address = "://" in answers.place
    return {
        **({"DATABASE_URL": answers.place} if is_address else {"DATABASE_URL": "", "DATA_DIR": answers.place}),
        "DEMO": "off",
        "OFFICE_NAME": answers.office_name,
        "OFFICE_PHONE": answers.phone,
        "TELEGRAM_TOKEN": answers.telegram_token,
        "TELEGRAM_PROXY": answers.telegram_proxy,
        "ZALO_BOT_TOKENS": answers.zalo_tokens,
        "ZALO_BOT_NAMES": answers.zalo_names if answers.zalo_tokens else "",
        "PUBLIC_URL": answers.public_url,
    }


def overruled(scene: Scene, answers: Answers, environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """What the machine's environment says otherwise: it goes before the file, also after this."""
    for name, value in values_of(answers).items():
        if environment.get(name, value).strip() != value and environment[name]:
            yield f"Chú ý: biến môi trường {name} của máy được ưu tiên hơn tệp {scene.env_file}. Xin bỏ biến ấy."
