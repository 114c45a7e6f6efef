"""How the pages of a document are set: what a user may choose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.profiles import Profile

DEFAULT = "new-york"
STATUSES = ("issued", "submission")


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The choices for one document."""

    profile: str = DEFAULT
    """The name of a profile, or a file with one."""
    status: str = "issued"
    """The page as the Secretariat issues it, or the manuscript that is submitted to it."""
    emblem: str | Path | None = None
    """A picture for the masthead. None comes with draftkit: the use of the emblem is restricted."""
    emblem_text: str = "Emblem"
    """What is read out to those who do not see it."""

    def layout(self) -> Profile:
        """The profile of the pages."""
        from draftkit.profiles import load, manuscript  # which a redline on an issued file never asks for

        if self.status not in STATUSES:
            raise DraftkitError(f"there is no status {self.status!r}; there are {', '.join(STATUSES)}")
        profile = load(self.profile)
        if self.status == "issued":
            return profile
        plain = manuscript()
        paper = replace(plain.page, width=profile.page.width, height=profile.page.height)
        return replace(
            plain, page=paper, language=profile.language, organization=profile.organization, font=profile.font
        )


ISSUED = PageSetup()
"""A document as it is issued in New York."""
