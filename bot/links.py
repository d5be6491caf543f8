"""Links to produced files for channels that carry none: signed, short-lived, good for one file."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.db import Database
from bot.store import runs
from handlers.messages import File

LINK_PATH = "/tep"
LINK_LIFE = timedelta(hours=24)
LINK_SECRET = "link_secret"  # noqa: S105 - the name of a setting row


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads links below one public address; whoever has a link has the file, so it lives a day."""

    public_url: str
    secret: str = field(repr=False)

    def to(self, file: File) -> str:
        """The address of the file; it ends with the file's name, which phones show."""
        return f"{self.public_url}{LINK_PATH}/{self._signer.dumps([file.sha256, file.name])}/{quote(file.name)}"

    def file_of(self, token: str) -> File | None:
        """The file that a link is good for; None for one that is forged or a day old."""
        try:
            sha256, name = self._signer.loads(token, max_age=int(LINK_LIFE.total_seconds()))
        except (BadSignature, ValueError, TypeError):
            return None
        return File(str(name), str(sha256))

    @property
    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="file")


def links_of(public_url: str, db: Database) -> Links | None:
    """The links of this installation; None where no address is public: then there are none, rather than dead ones."""
    if not public_url:
        return None
    return Links(public_url, db.write_now(lambda session: runs.made_secret(session, LINK_SECRET)))
