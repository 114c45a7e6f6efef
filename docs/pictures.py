"""Make the pictures of docs/kinds.md, each kind of document as LibreOffice prints it in each layout,
and docs/redline.png, a page of a redline.

    python docs/pictures.py

LibreOffice Writer, the Liberation fonts, poppler (pdftoppm) and Pillow have to be installed. The same
versions of them make the same files. tests/test_kinds.py looks whether each kind has its pictures, and
measures the pages themselves.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pages"
PROFILES = ("new-york", "geneva", "vienna")
KINDS = {
    "draft-resolution": "assembly-L9.md",
    "draft-decision": "rivers-L4.md",
    "revised-draft": "rivers-L4-Rev1.md",
    "decision-of-one-sentence": "assembly-decision.md",
    "amendment": "assembly-L14.md",
    "additional-sponsors": "assembly-L9-Add1.md",
    "adopted-resolution": "assembly-adopted.md",
    "adopted-decision": "rivers-adopted.md",
}
"""The names of the pictures, each with the example it shows."""
RESOLUTION = 65
"""Dots to an inch."""
MOST_PAGES = 2
GAP = 16
GREYS = 16
REDLINE = ROOT / "docs" / "redline.png"
COLOURS = 64
PART = (45, 30, 720, 975)
"""Of the page of the redline, what is shown: left, top, right, bottom."""


def picture(kind: str, profile: str) -> Path:
    """Where the picture of a kind stands."""
    return PICTURES / f"{kind}-{profile}.png"


def pages(example: Path, profile: str) -> list[Image.Image]:
    """The first pages of an example, as LibreOffice prints them."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "page.pdf"
        command = [sys.executable, "-c", "from draftkit.cli import main; main()", "render", example]
        options = ["--profile", profile, "--typography", "-o", pdf]
        subprocess.run([*command, *options], check=True)
        size = ["-r", str(RESOLUTION), "-l", str(MOST_PAGES)]
        subprocess.run(["pdftoppm", "-gray", "-png", *size, pdf, Path(folder) / "page"], check=True)
        return [Image.open(path).convert("L") for path in sorted(Path(folder).glob("page-*.png"))]


def beside(found: list[Image.Image]) -> Image.Image:
    """The pages beside each other, on grey, so that their edges show."""
    width = sum(page.width for page in found) + GAP * (len(found) + 1)
    sheet = Image.new("L", (width, max(page.height for page in found) + 2 * GAP), 200)
    left = GAP
    for page in found:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    return sheet.quantize(GREYS)


def redline_page() -> Image.Image:
    """The second page of the redline of two examples."""
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "redline.docx"
        drafts = [ROOT / "examples" / f"rivers-{name}.md" for name in ("L4", "L4-Rev1")]
        command = [sys.executable, "-c", "from draftkit.cli import main; main()", "redline", *drafts]
        subprocess.run([*command, "--author", "Tessaly", "--date", "2031-05-21", "-o", word], check=True)
        printing = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, word]
        subprocess.run(printing, check=True, stdout=subprocess.DEVNULL)
        page = [word.with_suffix(".pdf"), Path(folder) / "page"]
        subprocess.run(["pdftoppm", "-png", "-r", "90", "-f", "2", "-l", "2", *page], check=True)
        (found,) = Path(folder).glob("page-*.png")
        return Image.open(found).convert("RGB").crop(PART).quantize(COLOURS)


def main() -> None:
    redline_page().save(REDLINE, optimize=True)
    PICTURES.mkdir(exist_ok=True)
    for kind, example in KINDS.items():
        for profile in PROFILES:
            sheet = beside(pages(ROOT / "examples" / example, profile))
            sheet.save(picture(kind, profile), optimize=True)


if __name__ == "__main__":
    main()
