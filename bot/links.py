"""Links for channels that carry no files: to one produced file, or to a page that takes a document; signed, short."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.db import Database
from bot.store import runs
from handlers.messages import Address, File

LINK_PATH = "/tep"
LINK_LIFE = timedelta(hours=24)
DROP_PATH = "/gui"
DROP_LIFE = timedelta(hours=1)
LINK_SECRET = "link_secret"  # noqa: S105 - the name of a setting row


@dataclass(frozen=True, slots=True)
class DropPlace:
    """Whose document it will be, and in which chat that is answered; `number` tells one link from another."""

    bot: str
    chat: str
    address: Address
    number: str


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

    def to_drop(self, place: DropPlace) -> str:
        """The address of a page that takes a document from this account, for an hour."""
        token = self._drop_signer.dumps([place.bot, place.chat, place.address, place.number])
        return f"{self.public_url}{DROP_PATH}/{token}"

    def drop_of(self, token: str) -> DropPlace | None:
        """Whose link this is; None for one that is forged or an hour old."""
        try:
            bot, chat, address, number = self._drop_signer.loads(token, max_age=int(DROP_LIFE.total_seconds()))
        except (BadSignature, ValueError, TypeError):
            return None
        return DropPlace(str(bot), str(chat), Address(str(address)), str(number))

    @property
    def _drop_signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="drop")

    @property
    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="file")


def links_of(public_url: str, db: Database) -> Links | None:
    """The links of this installation; None where no address is public: then there are none, rather than dead ones."""
    if not public_url:
        return None
    return Links(public_url, db.write_now(lambda session: runs.made_secret(session, LINK_SECRET)))
