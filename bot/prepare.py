"""Sets a database up in a process of its own: what only that takes does not stay in the memory of the one that runs."""

import os
import subprocess
import sys
from pathlib import Path

from bot.db import DatabaseError
from bot.mistake import Mistake
from bot.opening import is_settled, open_database
from bot.settings import SettingError, Settings, read_settings

SECONDS = 600


def prepare_apart(settings: Settings) -> None:
    """Migrates and fills what is not ready yet. What fails here fails again, with its sentence, when it is opened."""
    if not is_settled(settings):
        child = [sys.executable, "-m", "bot.prepare"]
        quiet = subprocess.DEVNULL
        subprocess.run(child, stdin=quiet, stdout=quiet, stderr=quiet, timeout=SECONDS, check=False)  # noqa: S603 - ourselves, nothing of it is typed


def main() -> int:
    """Opens the configured database, which sets it up."""
    try:
        open_database(read_settings(os.environ, Path(".env"))).db.close()
    except (SettingError, DatabaseError, Mistake):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
