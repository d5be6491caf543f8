"""What the documents say is what the program does: commands, options, settings, links, plain commands, the dialogue."""

import argparse
import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from bot.app import ROLES
from bot.cli import parser
from bot.settings import SETTINGS, Setting, Settings, read_settings
from tests.dialogues.player import play

ROOT = Path(__file__).parents[1]
README, ENV_EXAMPLE = ROOT / "README.md", ROOT / ".env.example"
PAGES = tuple(
    sorted(
        path
        for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("knowledge/**/*.md"))
        if ".venv" not in path.parts
    )
)
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|<img[^>]*\ssrc=\"([^\"]+)\"")
SHELLS = ("sh", "bat")
SPOKEN = re.compile(r"<!-- dialogue: (\S+) (\S+) -->\n```text\n(.*?)\n```", re.DOTALL)


def page_id(path: Path) -> str:
    """The page as a person names it."""
    return str(path.relative_to(ROOT))


def subcommands(of: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """The commands of a parser by name."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def helps(of: argparse.ArgumentParser) -> Mapping[str, str]:
    """What the help says of each command."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            return {choice.dest: choice.help or "" for choice in action._choices_actions}
    return {}


def options(of: argparse.ArgumentParser) -> Iterator[str]:
    """The long options of a command and of the commands beneath it."""
    for action in of._actions:
        yield from (name for name in action.option_strings if name.startswith("--") and name != "--help")
    for beneath in subcommands(of).values():
        yield from options(beneath)


def command_row(name: str) -> str:
    """The row of the README's table that explains this command."""
    rows = [line for line in README.read_text("utf-8").splitlines() if line.startswith(f"| `python -m bot {name}")]
    assert len(rows) == 1, f"the README's table needs exactly one row that begins “| `python -m bot {name}”"
    return rows[0]


def setting_row(setting: Setting) -> str:
    """How the README lists a setting."""
    default = f"`{setting.default}`" if setting.default else "trống"
    return f"| `{setting.name}` | {default} | {setting.help} |"


def shell_lines(page: Path) -> Iterator[str]:
    """The lines that a reader is told to type."""
    for _, language, block in FENCE.findall(page.read_text("utf-8")):
        if language in SHELLS:
            yield from (line.strip() for line in block.splitlines() if line.strip())


def typed_commands(page: Path) -> Iterator[str]:
    """Everything after `python -m bot` in the lines to type."""
    for line in shell_lines(page):
        _, found, arguments = line.partition("python -m bot")
        if found:
            yield arguments.strip()


@pytest.mark.parametrize("name", sorted(subcommands(parser())))
def test_readme_explains_every_command_in_the_words_of_its_help(name: str) -> None:
    row = command_row(name)
    assert row.endswith(f"| {helps(parser())[name]} |")
    beneath = subcommands(subcommands(parser())[name])
    missing = [word for word in (*options(subcommands(parser())[name]), *beneath) if word not in row]
    assert not missing, f"the row of {name} lacks {missing}"


def test_readme_explains_no_command_and_no_option_that_is_gone() -> None:
    known = subcommands(parser())
    for line in README.read_text("utf-8").splitlines():
        if line.startswith("| `python -m bot "):
            name = re.split(r"[ `]", line.removeprefix("| `python -m bot "))[0]
            assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", line)) <= set(options(known[name])), line


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_listed_with_its_default(setting: Setting) -> None:
    assert setting_row(setting) in README.read_text("utf-8").splitlines()
    secret = " Đây là bí mật." if setting.is_secret else ""
    assert f"\n# {setting.help}{secret}\n#{setting.name}={setting.default}\n" in ENV_EXAMPLE.read_text("utf-8")


def test_no_setting_is_listed_that_is_gone() -> None:
    known = {setting.name for setting in SETTINGS}
    assert set(re.findall(r"^#?([A-Z][A-Z_]+)=", ENV_EXAMPLE.read_text("utf-8"), re.MULTILINE)) == known
    assert set(re.findall(r"^\| `([A-Z][A-Z_]+)` \|", README.read_text("utf-8"), re.MULTILINE)) == known


def test_the_example_with_every_line_in_force_gives_the_defaults(tmp_path: Path) -> None:
    in_force = tmp_path / ".env"
    in_force.write_text(re.sub(r"^#([A-Z_]+=)", r"\1", ENV_EXAMPLE.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert read_settings({}, in_force) == Settings()


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_settings_file_shown_is_understood(page: Path, tmp_path: Path) -> None:
    for n, (indent, language, block) in enumerate(FENCE.findall(page.read_text("utf-8"))):
        if language == "ini" and not block.lstrip().startswith("["):
            shown = tmp_path / f"{n}.env"
            shown.write_text(block.replace(f"\n{indent}", "\n").removeprefix(indent), "utf-8")
            assert read_settings({}, shown) != Settings()


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_command_shown_is_one_that_the_program_takes(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for typed in typed_commands(page):
        try:
            chosen = parser().parse_args(shlex.split(typed))
        except SystemExit:
            pytest.fail(f"{page_id(page)}: python -m bot {typed}\n{capsys.readouterr().err}")
        if chosen.command == "run":
            assert set(filter(None, chosen.roles.split(","))) <= set(ROLES)


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_link_and_picture_is_there(page: Path) -> None:
    for link in ("".join(found) for found in LINK.findall(FENCE.sub("", page.read_text("utf-8")))):
        if "://" in link:
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), f"{page_id(page)} points at {link}"
        assert not heading or heading in anchors(target), f"{page_id(page)} points at {link}"


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def test_readme_shows_the_page() -> None:
    assert re.search(r"!\[[^\]]{20,}\]\(docs/pictures/[\w-]+\.png\)", README.read_text("utf-8"))


def recipes(target: str, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """The commands that `make` runs for a target and for what it needs, as one would type them."""
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(BIN)", ".venv/bin").replace("$(VENV)", ".venv")
    found = re.search(rf"^{re.escape(target)}:(.*)\n((?:\t.*\n?)*)", makefile, re.MULTILINE)
    if found is None or target in seen:
        return
    for need in found[1].split():
        yield from recipes(need, (*seen, target))
    yield from (line.strip() for line in found[2].splitlines())


def plainly(command: str) -> str:
    """A command without what only keeps `make` quiet, and without the way a machine names its Python."""
    words = command.replace("\\", "/").removeprefix("test -x .venv/bin/python || ").replace("$(PYTHON)", "python3")
    for noise in (" --quiet", " --disable-pip-version-check"):
        words = words.replace(noise, "")
    return words.replace("py -3.11", "python3").replace(".venv/Scripts/", ".venv/bin/")


@pytest.mark.parametrize("target", ["run", "test"])
def test_the_plain_commands_are_those_of_make(target: str) -> None:
    typed = {plainly(line) for line in shell_lines(README)}
    wanted = [plainly(line) for line in recipes(target)]
    wanted = [line for line in wanted if not line.startswith(("touch ", "python3 -c "))]
    assert len(wanted) >= 3, "the Makefile's recipes were not found"
    assert [line for line in wanted if line not in typed] == []


def test_windows_and_the_others_type_the_same() -> None:
    blocks = FENCE.findall(README.read_text("utf-8"))
    shells = [
        [plainly(line.strip()) for line in block.splitlines()] for _, language, block in blocks if language == "sh"
    ]
    windows = [
        [plainly(line.strip()) for line in block.splitlines()] for _, language, block in blocks if language == "bat"
    ]
    assert windows
    assert all(block in shells for block in windows)


def test_the_dialogues_of_the_readme_are_what_the_assistant_says_today(
    demo_file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    written = README.read_text("utf-8")
    blocks = SPOKEN.findall(written)
    assert len(blocks) >= 2, "the README shows a question, and a report or the office's board"
    now = written
    for number, (who, at, dialogue) in enumerate(blocks):
        said = [line.removeprefix("> ") for line in dialogue.splitlines() if line.startswith("> ")]
        assert len(said) >= 3
        copy = tmp_path / f"{number}.db"
        shutil.copyfile(demo_file, copy)
        now = now.replace(dialogue, played(who, at, said, copy))
    if request.config.getoption("--update"):
        README.write_text(now, "utf-8")
        return
    assert now == written, "once the new words are right: pytest tests/test_docs.py --update"


def played(who: str, at: str, said: list[str], copy: Path) -> str:
    """The conversation as the terminal shows it, each line said above what was answered to it."""
    script = "\n".join(["@ terminal", f"@ as {who}", f"@ at {at}", *(f"> {line}" for line in said)])
    told = play(f"sqlite:///{copy}", script).splitlines()[3:]
    shown = [f"\n{line}" if line.startswith("> ") else line.removeprefix("< ").removeprefix("  ") for line in told]
    return "\n".join(shown).strip()


def test_architecture_names_every_table_under_its_owner() -> None:
    tables: dict[str, set[str]] = {}
    for row in every_row(SQLModel):
        tables.setdefault(row.__module__.partition(".")[0], set()).add(str(row.__tablename__))
    listed = {
        owner: set(re.findall(r"`([a-z_]+)`", names))
        for owner, names in re.findall(
            r"^\| `(\w+)` \| (`.*) \|$", (ROOT / "docs/architecture.md").read_text("utf-8"), re.MULTILINE
        )
    }
    assert listed == tables


def every_row(base: type[SQLModel]) -> Iterator[type[SQLModel]]:
    """All classes with a table."""
    for row in base.__subclasses__():
        if hasattr(row, "__table__"):
            yield row
        yield from every_row(row)


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_file_of_the_code_that_is_named_is_there(page: Path) -> None:
    named = re.findall(r"`((?:bot|handlers|scheduler|union|knowledge|tests|docs)/[\w./-]+)`", page.read_text("utf-8"))
    missing = [name for name in named if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()]
    assert not missing, f"{page_id(page)} names {missing}"


def test_what_doctor_is_said_to_print_is_what_it_prints() -> None:
    commands = (ROOT / "bot/commands/doctor.py", ROOT / "bot/commands/zalo_check.py")
    sources = (*commands, *ROOT.glob("bot/channels/telegram/*.py"), *ROOT.glob("bot/channels/zalo/*.py"))
    code = "\n".join(source.read_text("utf-8") for source in sources)
    told = re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs/operating.md").read_text("utf-8"), re.MULTILINE)
    lines = [line for line in told if line not in ROLES]
    assert len(lines) >= 8
    for line in lines:
        pieces = re.split(r"…|\bN\b|\b0\b|Telegram: ", line.removeprefix("CẦN "))
        missing = [piece.strip(" ,:") for piece in pieces if piece.strip(" ,:") not in code]
        assert not missing, f"doctor does not print {missing}"
