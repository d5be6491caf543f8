"""What does a file say: its text, page by page, in the plain form that `knowledge.document` understands."""

from knowledge.readers.caps import Caps
from knowledge.readers.reading import Advice, Doubt, Page, Reading, Remark, Unreadable, Why

__all__ = ["Advice", "Caps", "Doubt", "Page", "Reading", "Remark", "Unreadable", "Why"]
