"""What each command of `python -m bot` does; the texts of their help are in `bot/cli`."""
