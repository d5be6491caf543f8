"""The files of the page: read once, served with a tag, so that a browser asks again and fetches only what changed."""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from bot.web import sentences
from bot.web.sentences import Complaint

FOLDER = Path(__file__).parent / "static"

# Spelt out, since the tables of some systems serve scripts as plain text.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent; `packed` for browsers that take gzip, on slow lines a fifth of the waiting."""

    type: str
    tag: str
    content: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """All files of the page by name; a name that is not among them does not exist, whatever lies on the disk."""

    files: dict[str, Asset]

    async def page(self, request: Request) -> Response:
        """The page itself; it holds nobody's data."""
        return self._send(request, "page.html")

    async def drop_page(self, request: Request) -> Response:
        """The page behind a link for documents; it holds nobody's data either."""
        return self._send(request, "drop.html")

    async def file(self, request: Request) -> Response:
        """One of its parts."""
        return self._send(request, request.path_params["name"])

    def _send(self, request: Request, name: str) -> Response:
        asset = self.files.get(name)
        if asset is None:
            raise Complaint(404, sentences.NO_SUCH_PAGE)
        headers = {"etag": asset.tag, "cache-control": "no-cache", "vary": "accept-encoding"}
        if asset.tag in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(asset.packed, headers={**headers, "content-encoding": "gzip"}, media_type=asset.type)
        return Response(asset.content, headers=headers, media_type=asset.type)


def assets(folder: Path = FOLDER) -> Assets:
    """Reads the folder."""
    return Assets({path.name: _asset(path) for path in sorted(folder.iterdir()) if path.suffix in TYPES})


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    tag = f'"{sha256(content).hexdigest()[:20]}"'
    return Asset(TYPES[path.suffix], tag, content, gzip.compress(content, mtime=0))
