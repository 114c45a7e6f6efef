"""Imports run one way (docs/architecture.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WORDS, PAGE, COMPARED, NOTATIONS, SURFACE = range(1, 6)
LAYERS = {
    "draftkit.model": 0,
    "draftkit.dataclass": 0,
    "draftkit.plain_inits": 0,
    "draftkit.patterns": 0,
    "draftkit.errors": 0,
    "draftkit.symbols": 0,
    "draftkit.raised": 0,
    "draftkit.tracked": 0,
    "draftkit.libreoffice": 0,
    "draftkit.profiles": 0,
    "draftkit.grammars": 0,
    "draftkit.editorial": WORDS,
    "draftkit.content": PAGE,
    "draftkit.alternatives": PAGE,
    "draftkit.brackets": PAGE,
    "draftkit.row_brackets": PAGE,
    "draftkit.rows": PAGE,
    "draftkit.build": PAGE,
    "draftkit.contested": PAGE,
    "draftkit.labels": PAGE,
    "draftkit.part_labels": PAGE,
    "draftkit.table_text": PAGE,
    "draftkit.compare": COMPARED,
    "draftkit.negotiate": COMPARED,
    "draftkit.editorial.masthead": COMPARED,
    "draftkit.ooxml": COMPARED,
    "draftkit.readers": NOTATIONS,
    "draftkit.writers": NOTATIONS,
    "draftkit.dossier": NOTATIONS,
    "draftkit.__main__": SURFACE,
    "draftkit.dossier.attribution": COMPARED,
    "draftkit.cli": SURFACE,
    "draftkit": SURFACE,
}
"""A module imports from its own layer and those below; the longest name here that fits a module counts."""

ONLY_IN_OOXML = ("lxml", "docx", "jinja2", "markupsafe")


def modules() -> Iterator[tuple[str, Path]]:
    for folder, name in (("draftkit", "draftkit"), ("grammars", "draftkit.grammars")):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT / folder).with_suffix("").parts
            yield ".".join([name, *(part for part in parts if part != "__init__")]), path


MODULES = dict(modules())


def imports(path: Path) -> set[str]:
    """What a module imports, inside functions and for type checking too, as full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the direction"
            module = node.module or ""
            names = {f"{module}.{alias.name}" for alias in node.names}
            found.update(names & MODULES.keys() or {module})
    return found


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def layer(module: str) -> int:
    while module not in LAYERS:
        module = module.rpartition(".")[0]
        assert module != "draftkit", "a new part of draftkit needs a layer here and in docs/architecture.md"
    return LAYERS[module]


def test_every_module_is_in_a_layer_and_imports_from_none_above() -> None:
    upwards = [
        f"{module} imports {name}"
        for module, path in MODULES.items()
        for name in imports(path)
        if within(name, "draftkit")
        and layer(name) > layer(module)
        # The command line shows the version and raises no other error than the package's.
        and name != "draftkit"
    ]
    assert upwards == []


def test_only_the_command_line_imports_the_package_itself() -> None:
    assert [module for module, path in MODULES.items() if "draftkit" in imports(path)] == [
        "draftkit.cli.commands"
    ]


def test_nothing_imports_in_a_circle() -> None:
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join((*above, module))
        if module in done:
            return
        for name in sorted(imports(MODULES[module]) & MODULES.keys()):
            visit(name, (*above, module))
        done.add(module)

    for module in MODULES:
        if module != "draftkit":
            visit(module, ())
    assert done


WORD = (
    "draftkit.readers.word",
    "draftkit.readers.authors",
    "draftkit.readers.tracked_compilation",
    "draftkit.readers.word_content",
    "draftkit.readers.heads",
    "draftkit.readers.tracked",
    "draftkit.readers.tracked_changes",
    "draftkit.readers.tracked_flow",
    "draftkit.readers.tracked_frames",
)
"""What reads Word, beside draftkit.ooxml."""


def test_only_the_readers_and_writers_of_word_know_word() -> None:
    users = {
        module
        for module, path in MODULES.items()
        if any(within(name, "draftkit.ooxml") for name in imports(path))
    }
    outside = {module for module in users if not within(module, "draftkit.ooxml")}
    assert outside
    outside -= {*WORD, "draftkit.readers"}
    outside -= {"draftkit.cli.inspection", "draftkit.cli.privacy"}  # about the file, not a draft in it
    names = ("word", "redline", "issued", "pdf", "tracked_compilation")
    writers = tuple(f"draftkit.writers.{name}" for name in names)
    assert all(within(module, *writers) for module in outside)


def test_word_knows_pages_and_not_drafts() -> None:
    for module, path in MODULES.items():
        if within(module, "draftkit.ooxml"):
            known = {name for name in imports(path) if within(name, "draftkit")}
            allowed = (
                "draftkit.model",
                "draftkit.dataclass",
                "draftkit.patterns",
                "draftkit.errors",
                "draftkit.profiles",
                "draftkit.ooxml",
            )
            assert all(within(name, *allowed) for name in known), module


def test_the_libraries_for_word_are_imported_in_one_place() -> None:
    for module, path in MODULES.items():
        if not within(module, "draftkit.ooxml"):
            libraries = set(ONLY_IN_OOXML)
            if module == "draftkit.writers.web_page":
                libraries.discard("jinja2")  # a web page is made of a template too
            assert not any(within(name, *libraries) for name in imports(path)), module


def test_the_library_for_databases_is_imported_in_the_dossier_alone() -> None:
    users = {
        m for m, path in MODULES.items() if any(within(n, "sqlalchemy", "sqlite3") for n in imports(path))
    }
    assert users
    assert all(within(module, "draftkit.dossier") for module in users)


def test_readers_and_writers_do_not_know_each_other() -> None:
    crossing = {
        (module, name)
        for module, path in MODULES.items()
        for name in imports(path)
        if (within(module, "draftkit.readers") and within(name, "draftkit.writers", "draftkit.compare"))
        or (within(module, "draftkit.writers") and within(name, "draftkit.readers"))
    }
    # A redline on the issued file is made on what was read; it and a compilation are read again as proof.
    proved = ("draftkit.writers.issued", "draftkit.writers.compilation")
    crossing = {pair for pair in crossing if not within(pair[0], *proved)}
    assert crossing == {("draftkit.writers.text", "draftkit.readers.lines")}


HEAVY = ("lxml", "docx", "jinja2", "lark", "diff_match_patch", "sqlalchemy", "yaml")


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("import draftkit", HEAVY),
        ("import draftkit.cli, draftkit.cli.dossier, draftkit.dossier", HEAVY),
        ("import draftkit; draftkit.read('rivers-L4.md')", ("lxml", "docx", "jinja2", "sqlalchemy")),
    ],
)
def test_nothing_is_loaded_before_it_is_needed(code: str, heavy: tuple[str, ...], examples: Path) -> None:
    check = f"{code}\nimport sys; print(*[name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", check], cwd=examples, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
