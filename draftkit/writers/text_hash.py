"""The mark by which a text is known again: whatever file it is in, the same words have the same mark."""

from __future__ import annotations

import hashlib

from draftkit.model import Draft
from draftkit.writers.text import write_text


def text_hash(draft: Draft) -> str:
    """``sha256:`` and the digest of what ``draftkit fmt`` prints for the draft."""
    return "sha256:" + hashlib.sha256(write_text((draft,)).encode()).hexdigest()
