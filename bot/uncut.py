"""Work that a stop may not cut: what it claims must be known to somebody, or it would hang until recovery."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def uncut(work: Coroutine[Any, Any, T]) -> tuple[T, bool]:
    """The result of the work and whether a stop was asked for meanwhile: the caller tidies up, then stops."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task), False
    except asyncio.CancelledError:
        return await task, True
