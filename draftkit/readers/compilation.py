"""Files to compilations: bracketed text, a bracketed Word document, JSON."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import DraftkitError
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.page import is_compilation, read_page
from draftkit.readers import read_file
from draftkit.readers.files import LEGACY, ending_of, file_bytes, is_word, name_of
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
    data = file_bytes(path)
    if is_word(path, data) and ending_of(path) not in LEGACY:
        from draftkit.readers.tracked_compilation import is_tracked_compilation, read_tracked_compilation

        if is_tracked_compilation(data, name_of(path)):
            return read_tracked_compilation(data, name_of(path))
    readings = read_file(path, data=data)
    found = rows(readings[0].draft)
    if len(readings) > 1 or not is_compilation(found):
        raise DraftkitError("this is no compilation of proposals; draftkit compile makes one", name_of(path))
    try:
        return read_page(found)
    except DraftkitError as error:
        raise DraftkitError(error.message, name_of(path)) from error
