"""draftkit: draft United Nations resolutions and decisions as structure, diff and Word.

import draftkit

old = draftkit.read("L4.md")
new = draftkit.read("L4-Rev1.md")
changes = draftkit.diff(old, new)
draftkit.redline(old, new, "redline.docx", author="Secretariat")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import DraftkitError
from draftkit.model import Draft

if TYPE_CHECKING:
    from draftkit.compare.changes import Changes
    from draftkit.dossier.dossier import Dossier
    from draftkit.negotiate.compilation import Compilation

__all__ = [
    "Dossier",
    "Draft",
    "DraftkitError",
    "__version__",
    "compile",
    "diff",
    "read",
    "read_all",
    "read_compilation",
    "redline",
    "redline_issued",
    "resolve",
    "view",
    "write",
    "write_compilation",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Dossier, loaded when it is asked for: its library for databases takes a tenth of a second."""
    if name == "Dossier":
        from draftkit.dossier.dossier import Dossier

        return Dossier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def read_all(path: str | Path) -> tuple[Draft, ...]:
    """The drafts in a file; resolutions A and B, say, are two."""
    from draftkit.readers import read_file

    return tuple(reading.draft for reading in read_file(path))


def read(path: str | Path) -> Draft:
    """The draft in a file. Raises DraftkitError when the file holds several."""
    drafts = read_all(path)
    if len(drafts) > 1:
        raise DraftkitError(f"the file holds {len(drafts)} drafts; read_all gives them all", str(path))
    return drafts[0]


def write(
    draft: Draft,
    path: str | Path,
    *,
    date: datetime | None = None,
    profile: str = "new-york",
    status: str = "issued",
    emblem: str | Path | None = None,
    emblem_text: str = "Emblem",
) -> None:
    """Write a draft in the format that the file's ending names: .docx, .pdf, .md, .txt, .json.

    The pages of a document are those of a ``profile`` ("new-york", "geneva", "vienna", a file that ends in
    .toml), as issued or, with the status "submission", as a manuscript. ``emblem`` is a picture for the
    masthead, PNG or JPEG, and ``emblem_text`` what is read out for it.
    """
    from draftkit.writers import save, write_as
    from draftkit.writers.setup import PageSetup

    setup = PageSetup(profile, status, emblem, emblem_text)
    save(path, write_as(Path(path).suffix, (draft,), date=date, setup=setup))


def diff(old: Draft, new: Draft) -> Changes:
    """What changed, paragraph by paragraph and word by word."""
    from draftkit.compare import diff as compare

    return compare(old, new)


def redline(
    old: Draft,
    new: Draft,
    path: str | Path,
    *,
    author: str = "draftkit",
    date: datetime | None = None,
    style: str = "tracked",
    profile: str = "new-york",
    status: str = "issued",
    emblem: str | Path | None = None,
    emblem_text: str = "Emblem",
) -> None:
    """Write a Word redline of two drafts, proved before it is saved; in style "printed" also as PDF.

    ``profile`` and what follows as in :func:`write`.
    """
    from draftkit.writers import redline_as, save
    from draftkit.writers.setup import PageSetup

    if style not in ("tracked", "printed"):
        raise DraftkitError(f"there is no redline style {style!r}; there are tracked and printed")
    ending = Path(path).suffix
    setup = PageSetup(profile, status, emblem, emblem_text)
    save(path, redline_as(ending, old, new, author=author, date=date, style=style, setup=setup))


def redline_issued(
    issued: str | Path,
    new: str | Path,
    path: str | Path,
    *,
    author: str = "draftkit",
    date: datetime | None = None,
    existing: str | None = None,
) -> tuple[str, ...]:
    """Write a redline made on an issued Word file, proved before it is saved.

    ``new`` is the new version, Word or draft text. ``existing`` says what becomes of tracked changes
    that either file holds: "accept", "reject" or "keep". Returns what the redline cannot show.
    """
    from draftkit.readers.files import file_bytes, is_word, word_bytes
    from draftkit.writers import default_date, save
    from draftkit.writers.issued import EXISTING, Text
    from draftkit.writers.issued import redline_issued as made_on

    if existing not in (None, *EXISTING):
        raise DraftkitError(f"existing is {existing!r}; it can be {', '.join(EXISTING)}")
    given = word_bytes(new) if is_word(new, file_bytes(new)) else Text(read_all(new))
    view = EXISTING[existing] if existing else None
    result = made_on(
        word_bytes(issued), str(issued), given, str(new),
        author=author, date=date or default_date(), existing=view,
    )  # fmt: skip
    save(path, result.data)
    return result.reports


def compile(  # noqa: A001 - the name of the command
    base: Draft,
    proposals: Mapping[str, Draft],
    *,
    order: str = "given",
    protocol: Sequence[str] = (),
) -> Compilation:
    """The proposals of delegations over one base text, as one compilation.

    ``proposals`` has a draft for each delegation, or for several together ("Argentina, Chile"). They are
    named in the order "given" or "alphabetical", or in that of ``protocol``, a list of names. The
    compilation is proved: it gives back every text to the letter.
    """
    from draftkit.negotiate.compiling import compile_drafts

    return compile_drafts(base, proposals, order=order, protocol=protocol)


def write_compilation(compilation: Compilation, path: str | Path, *, date: datetime | None = None) -> None:
    """Write a compilation as the file that its ending names: .md, .txt, .docx, .json."""
    from draftkit.writers import save
    from draftkit.writers.compilation import write_compilation as written

    save(path, written(Path(path).suffix, compilation, date=date))


def read_compilation(path: str | Path) -> Compilation:
    """The compilation in a file that :func:`write_compilation` or ``draftkit compile`` has written."""
    from draftkit.readers.compilation import read_compilation as read

    return read(path)


def view(compilation: Compilation, name: str) -> Draft:
    """One delegation's text; of "base", the base text; of "clean", that with the compilation's numbers."""
    match name.casefold():
        case "base":
            return compilation.base
        case "clean":
            return compilation.clean
    return compilation.view(name)


def resolve(draft: Draft, choices: Mapping[str, str]) -> Draft:
    """The draft with brackets settled: ``{"OP5[2]": "EU", "PP3[1]": "drop"}``.

    Addresses and choices are those of ``draftkit resolve``. Raises DraftkitError for one that does not exist.
    """
    from draftkit.negotiate.choices import Decision
    from draftkit.negotiate.resolve import resolve as carry_out

    return carry_out(draft, [Decision(address, choice) for address, choice in choices.items()]).draft
