"""What would the Bot API say? aiogram's models, generated from its page, check what we send and what we inject.

They are independent of the library we send with, so a misreading of ours cannot hide in both. Tests only.
"""

import json
from collections.abc import Iterator, Mapping

import aiogram.methods
from aiogram.types import Update
from pydantic import BaseModel, ValidationError

AS_JSON = ("allowed_updates", "commands", "link_preview_options", "reply_markup", "scope")
"""Parameters that travel as JSON inside a form."""


def objections_to_call(method: str, parameters: Mapping[str, object]) -> list[str]:
    """What is wrong with a call: missing, of the wrong type, or unknown. Empty when nothing is."""
    model = getattr(aiogram.methods, f"{method[0].upper()}{method[1:]}", None)
    if model is None:
        return [f"{method}: no such method"]
    given = {name: _decoded(name, value) for name, value in parameters.items()}
    return _objections(method, model, given)


def objections_to_update(update: Mapping[str, object]) -> list[str]:
    """What is wrong with an update that a test pretends to get from Telegram."""
    return _objections("update", Update, dict(update))


def _decoded(name: str, value: object) -> object:
    return json.loads(value) if name in AS_JSON and isinstance(value, str) else value


def _objections(name: str, model: type[BaseModel], given: Mapping[str, object]) -> list[str]:
    try:
        return [f"{path}: unknown" for path in _unknown(model.model_validate(given), name)]
    except ValidationError as error:
        return [f"{name}.{'.'.join(map(str, found['loc']))}: {found['msg']}" for found in error.errors()]


def _unknown(value: object, path: str) -> Iterator[str]:
    """Every field that the models do not know, at any depth: they let it pass."""
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}" for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            yield from _unknown(item, f"{path}[{place}]")
