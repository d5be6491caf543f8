"""How do parameters come in and answers go out? Pure: bytes in, values out, and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from urllib.parse import parse_qsl

from tests.zalo_platform.faults import Fault
from tests.zalo_platform.shapes import Json
from tests.zalo_platform.switches import Switches, Words

ALWAYS_200 = 401
JSON_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a call carries, wherever it stood; `uploads` are the names of what came as a file."""

    values: Json
    uploads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; with a `fault` it does not go out as it should."""

    status: int
    body: bytes
    media_type: str = JSON_TYPE
    fault: Fault | None = None


def parameters_of(query: bytes, content_type: str, body: bytes) -> Parameters:
    """From the query, a form, JSON or multipart. What is none of these says nothing."""
    asked = dict(parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True))
    match content_type.partition(";")[0].strip().lower():
        case "application/json":
            return Parameters({**asked, **_json(body)})
        case "application/x-www-form-urlencoded":
            return Parameters({**asked, **dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))})
        case "multipart/form-data":
            fields, uploads = _multipart(content_type, body)
            return Parameters({**asked, **fields}, uploads)
        case _:
            return Parameters(asked)


def _json(body: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _multipart(content_type: str, body: bytes) -> tuple[dict[str, object], tuple[str, ...]]:
    whole = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    fields: dict[str, object] = {}
    uploads = []
    for part in whole.get_payload() if whole.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        if part.get_filename() is not None:
            uploads.append(str(name))
        else:
            fields[str(name)] = part.get_payload(decode=True).decode("utf-8", "replace")
    return fields, tuple(uploads)


def granted(result: object, switches: Switches, fault: Fault | None = None) -> Answer:
    """A success; `result` None is left out."""
    body: dict[str, object] = {"ok": True}
    if result is not None:
        body["result"] = result
    if switches.success_says_error_code:
        body["error_code"] = 0
    return Answer(200, _dumped(body), fault=fault)


def refused(words: Words, switches: Switches) -> Answer:
    """A refusal. That of a bad token comes under 200; of the others nobody knows."""
    status = 200 if switches.refusals_under_200 or words.code == ALWAYS_200 else words.code
    return Answer(status, _dumped({"ok": False, "description": words.description, "error_code": words.code}))


def idle(switches: Switches) -> Answer:
    """A poll that brought nothing."""
    body = {"ok": False, "description": "Request timeout", "error_code": 408}
    return Answer(switches.idle_status, _dumped(body))


def page(status: int, title: str) -> Answer:
    """What a proxy says when what stands behind it is away."""
    html = f"<html><head><title>{status} {title}</title></head><body><h1>{status} {title}</h1></body></html>"
    return Answer(status, html.encode(), "text/html")


def _dumped(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
