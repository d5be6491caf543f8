"""Who is asking: the person of the signed cookie, or in the demo whoever one chose to be."""

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from bot.backend import Backend, Person
from bot.web import sentences
from bot.web.sentences import Complaint
from handlers.messages import Address

COOKIE = "congdoan"
COOKIE_SECONDS = 400 * 24 * 60 * 60
"""As long as browsers keep any cookie; each visit begins it anew."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Reads and writes the cookie. A demo's cookie is worth nothing outside the demo, and the other way round."""

    backend: Backend
    signer: URLSafeTimedSerializer

    @classmethod
    def of(cls, backend: Backend) -> "Accounts":
        """Raises `ValueError` where cookies would be signed with nothing."""
        if not backend.cookie_secret:
            raise ValueError("an empty cookie secret would let anybody sign")
        return cls(backend, URLSafeTimedSerializer(backend.cookie_secret, salt="demo" if backend.demo else "account"))

    async def asking(self, request: Request) -> Person:
        """The person this request speaks for.

        The page names in `as` whom it shows: in the demo that settles it, so that two windows can be two people;
        outside it must agree with the cookie, or a page left open would speak for whoever joined after it.
        """
        shown = request.query_params.get("as")
        return self._chosen(shown, request) if self.backend.demo else await self._joined(shown, request)

    def remember(self, response: Response, request: Request, address: Address) -> None:
        """Keeps the account in the browser that sent the request."""
        response.set_cookie(
            COOKIE,
            self.signer.dumps(address),
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )

    def forget(self, response: Response) -> None:
        """Takes the account out of the browser."""
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")

    def demo_person(self, address: str) -> Person:
        """The demo account at this address. Raises `Complaint` when there is none."""
        for person in self.backend.people():
            if person.address == address:
                return person
        raise Complaint(400, sentences.PERSON_UNKNOWN)

    def _chosen(self, shown: str | None, request: Request) -> Person:
        if shown is not None:
            return self.demo_person(shown)
        people = self.backend.people()
        assert people, "a demo has people"
        before = self._cookie(request)
        return next((person for person in people if person.address == before), people[0])

    async def _joined(self, shown: str | None, request: Request) -> Person:
        address = self._cookie(request)
        person = await self.backend.person(address) if address else None
        if person is None:
            raise Complaint(401, sentences.JOIN_FIRST)
        if shown is not None and shown != person.address:
            raise Complaint(409, sentences.ACCOUNT_CHANGED)
        return person

    def _cookie(self, request: Request) -> Address | None:
        try:
            address = self.signer.loads(request.cookies.get(COOKIE, ""), max_age=COOKIE_SECONDS)
        except BadSignature:
            return None
        return Address(address) if isinstance(address, str) else None
