"""What the page may ask of the server: who am I, say this, what was said, what is new."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import NoReturn
from urllib.parse import quote

from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.backend import Backend, Download, Person, Refused
from bot.inbox import Stored
from bot.links import DropPlace
from bot.web import fields, sentences
from bot.web.accounts import Accounts
from bot.web.assets import Assets
from bot.web.sentences import Complaint
from bot.web.stream import follow, line_json, office_text

PAGE_OF_LINES = 50
SHOWN_IN_PLACE = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Api:
    """The page's requests; each is one person's, and none does what a chat app could not."""

    backend: Backend
    accounts: Accounts
    pages: Assets
    closing: asyncio.Event

    async def me(self, request: Request) -> Response:
        """Who one is, where, and what time the office has; to a stranger only whose page this is."""
        try:
            person = await self.accounts.asking(request)
        except Complaint as complaint:
            if complaint.status != 401:
                raise
            return JSONResponse({"error": complaint.sentence, "office": self.backend.office_name}, status_code=401)
        people = self.backend.people() if self.backend.demo else ()
        answer = JSONResponse(
            {
                "demo": self.backend.demo,
                "office": self.backend.office_name,
                "now": office_text(self.backend.now()),
                "me": _person_json(person),
                "people": [_person_json(other) for other in people],
                "groups": [{"id": group.id, "name": group.name} for group in self.backend.groups()],
                "drop_max": self.backend.drop_max if await self.backend.may_drop(person.address) else None,
            }
        )
        if not self.backend.demo:
            self.accounts.remember(answer, request, person.address)
        return answer

    async def say(self, request: Request) -> Response:
        """Takes a message; 202 means committed. The same id again is acknowledged and not done twice."""
        person = await self.accounts.asking(request)
        sent = await fields.body(request)
        event_id, text, group = fields.event_id(sent), fields.message(sent), self._group(request)
        answers = bool(group) and sent.get("answers") is True
        if await self.backend.say(person.address, event_id, text, group=group, answers=answers) is Stored.NOT_AN_EVENT:
            raise Complaint(400, sentences.NOT_JSON)
        return JSONResponse({"id": f"in/{event_id}"}, status_code=202)

    async def drop(self, request: Request) -> Response:
        """Takes a document from staff, its bytes as the body; 202 means committed, whatever is said of it then."""
        person = await self.accounts.asking(request)
        if not await self.backend.may_drop(person.address):
            raise Complaint(403, sentences.DROP_NOT_YOURS)
        if self._group(request):
            raise Complaint(400, sentences.DROP_IN_PRIVATE)
        event_id, name = fields.event_id(request.query_params), fields.words(request.query_params, "name")
        content = await fields.content(request, self.backend.drop_max)
        await self.backend.drop(person.address, event_id, name, content)
        return JSONResponse({"id": f"in/{event_id}"}, status_code=202)

    async def drop_page(self, request: Request) -> Response:
        """A page that takes one document for a chat that carries none; whoever opens it needs no account here."""
        try:
            await self._drop_place(request)
        except Complaint as complaint:  # a person opens it, not our page
            return Response(complaint.sentence, complaint.status, media_type="text/plain")
        return await self.pages.drop_page(request)

    async def drop_linked(self, request: Request) -> Response:
        """Takes a document through such a page."""
        place = await self._drop_place(request)
        name = fields.words(request.query_params, "name")
        content = await fields.content(request, self.backend.drop_max)
        await self.backend.drop_linked(place, name, content)
        return JSONResponse({}, status_code=202)

    async def _drop_place(self, request: Request) -> DropPlace:
        place = await self.backend.drop_place(request.path_params["token"])
        if place is None:
            raise Complaint(404, sentences.DROP_LINK_OVER)
        return place

    async def transcript(self, request: Request) -> Response:
        """The newest lines, or those up to `before`; a line at that very moment is told again rather than lost."""
        person = await self.accounts.asking(request)
        before = request.query_params.get("before")
        bound = fields.moment(before, name="before") + timedelta(microseconds=1) if before is not None else None
        group = self._group(request)
        lines = await self.backend.transcript(person.address, before=bound, limit=PAGE_OF_LINES, group=group)
        return JSONResponse({"lines": [line_json(line) for line in lines], "more": len(lines) == PAGE_OF_LINES})

    async def stream(self, request: Request) -> Response:
        """New lines as they come, from the last one the page has."""
        person = await self.accounts.asking(request)
        after = request.headers.get("last-event-id") or request.query_params.get("after")
        since = fields.moment(after, name="after") if after else None
        events = follow(self.backend, person.address, since, self.closing, self._group(request))
        return EventSourceResponse(events, headers={"cache-control": "no-store"}, send_timeout=30)

    async def file(self, request: Request) -> Response:
        """A file out of the conversation: pictures are shown, anything else is only ever saved."""
        person = await self.accounts.asking(request)
        sha256 = request.path_params["sha256"]
        download = (
            await self.backend.file(person.address, sha256, group=self._group(request))
            if _SHA256.fullmatch(sha256)
            else None
        )
        if download is None:
            raise Complaint(404, sentences.FILE_UNKNOWN)
        return handed_out(download)

    async def linked(self, request: Request) -> Response:
        """A file by its signed link, which was given in a chat that carries no files."""
        download = await self.backend.linked(request.path_params["token"])
        if download is None:
            return Response(sentences.LINK_OVER, 404, media_type="text/plain")  # a person opens it, not our page
        return handed_out(download)

    async def be(self, request: Request) -> Response:
        """Demo: from now on this browser begins as that person."""
        if not self.backend.demo:
            raise Complaint(403, sentences.ONLY_IN_DEMO)
        person = self.accounts.demo_person(fields.words(await fields.body(request), "address"))
        answer = JSONResponse({"me": _person_json(person)})
        self.accounts.remember(answer, request, person.address)
        return answer

    async def clock(self, request: Request) -> Response:
        """Demo: office time goes forwards, or back to the machine's."""
        if not self.backend.demo:
            raise Complaint(403, sentences.ONLY_IN_DEMO)
        forward = fields.forward(await fields.body(request))
        try:
            now = await self.backend.move_clock(forward)
        except Refused as refused:
            _pass_on(refused)
        return JSONResponse({"now": office_text(now)})

    async def join(self, request: Request) -> Response:
        """Outside the demo: a joining code makes this browser an account."""
        if self.backend.demo:
            raise Complaint(403, sentences.NOT_IN_DEMO)
        code = fields.words(await fields.body(request), "code").strip()
        if not code:
            raise Complaint(400, sentences.JOIN_FIRST)
        client = request.client.host if request.client else ""
        try:
            address = await self.backend.join(code, client)
        except Refused as refused:
            _pass_on(refused)
        answer = JSONResponse({"address": address}, status_code=201)
        self.accounts.remember(answer, request, address)
        return answer

    async def leave(self, _: Request) -> Response:
        """Takes the account out of this browser, for a computer that others use too."""
        answer = JSONResponse({})
        self.accounts.forget(answer)
        return answer

    async def health(self, _: Request) -> Response:
        """A few plain facts for whoever watches the machine."""
        facts: Mapping[str, str | int | bool] = await self.backend.health()
        return JSONResponse(dict(facts), status_code=503 if facts.get("ok") is False else 200)

    def _group(self, request: Request) -> str:
        """The group chat that the page shows in `in`; empty for the person's own conversation."""
        shown = request.query_params.get("in", "")
        if shown and not any(group.id == shown for group in self.backend.groups()):
            raise Complaint(400, sentences.GROUP_UNKNOWN)
        return shown


def handed_out(download: Download) -> Response:
    """A file for the reader: a picture is shown, anything else is only ever saved."""
    picture = SHOWN_IN_PLACE.get(PurePath(download.name).suffix.lower())
    how = "inline" if picture else "attachment"
    headers = {
        "content-disposition": f"{how}; filename*=utf-8''{quote(download.name, safe='')}",
        "cache-control": "private, max-age=86400",
    }
    return Response(download.content, headers=headers, media_type=picture or "application/octet-stream")


def _person_json(person: Person) -> dict[str, str]:
    return {"address": person.address, "name": person.name, "role": person.role, "union": person.union}


def _pass_on(refused: Refused) -> NoReturn:
    raise Complaint(403, str(refused)) from refused
