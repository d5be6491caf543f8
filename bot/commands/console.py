"""The window a guided command talks in."""

from typing import Protocol


class Console(Protocol):
    """Where the questions are asked."""

    def ask(self, question: str) -> str:
        """What is typed. Raises `EOFError` where nobody types any more."""
        ...

    def say(self, line: str) -> None: ...


class Terminal:
    """The window the command was started in."""

    def ask(self, question: str) -> str:
        return input(question)

    def say(self, line: str) -> None:
        print(line, flush=True)


class Quiet:
    """A console that nobody sits at."""

    def ask(self, question: str) -> str:
        raise EOFError(question)

    def say(self, line: str) -> None:
        print(line.strip(), flush=True)
