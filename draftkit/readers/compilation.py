"""Files to compilations: bracketed text, a bracketed Word document, JSON."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import DraftkitError
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.page import is_compilation, read_page
from draftkit.readers import read_file
from draftkit.readers.files import ending_of, file_bytes, name_of
from draftkit.rows import rows


def read_compilation(path: str | Path) -> Compilation:
    """The compilation in a file. Raises DraftkitError where there is none."""
    if ending_of(path) == ".json":
        from draftkit.negotiate.data import from_json

        try:
            return from_json(file_bytes(path).decode())
        except UnicodeDecodeError as error:
            raise DraftkitError("the file is not UTF-8 text", name_of(path)) from error
        except DraftkitError as error:
            raise DraftkitError(error.message, name_of(path)) from error
    readings = read_file(path)
    found = rows(readings[0].draft)
    if len(readings) > 1 or not is_compilation(found):
        raise DraftkitError("this is no compilation of proposals; draftkit compile makes one", name_of(path))
    try:
        return read_page(found)
    except DraftkitError as error:
        raise DraftkitError(error.message, name_of(path)) from error
