"""One reader a format. A table reader gives ``Table``s, a document reader a ``Document``."""

from __future__ import annotations
