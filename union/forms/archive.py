"""Equal papers have equal bytes: what is zipped carries the report's moment, never the machine's."""

import io
import re
import zipfile
from datetime import UTC, datetime

from knowledge.dates import VIETNAM

PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
OLDEST = 1980
"""What a zip can say."""


def steady(content: bytes, at: datetime) -> bytes:
    """The same office document, with one moment wherever the library wrote the machine's."""
    stamp = at.astimezone(VIETNAM)
    when = (max(stamp.year, OLDEST), stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second)
    modified = rf"\g<1>{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, when)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # the same on every operating system
            held = old.read(name)
            new.writestr(part, MODIFIED.sub(modified, held) if name == PROPERTIES else held)
    return result.getvalue()
