"""What the user of a command can put right."""


class Mistake(Exception):  # noqa: N818 - the user's, answered with one line
    """Answered with one clear line and a non-zero status; the text says what to do."""
