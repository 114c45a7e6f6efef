"""The command that settles brackets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.files import check_word_output, name_of, one, save, sound
from draftkit.cli.options import date_option, lenient_option, output_option, view_option
from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.model import Draft
    from draftkit.negotiate.choices import Decision
    from draftkit.negotiate.resolve import Resolution
    from draftkit.writers.decision_log import Log

LOG = ".decisions.jsonl"
"""Put behind the name of the file that is written, this is the name of its log."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What options say of every decision."""

    by: str
    when: str
    note: str


@click.command()
@click.argument("file", type=click.Path())
@click.argument("choices", nargs=-1, metavar="[CHOICE]...")
@output_option("File to write: draft text, Word, PDF or JSON, by its ending; it may be FILE itself.")
@click.option(
    "--decisions",
    "decisions_files",
    metavar="FILE",
    type=click.Path(),
    multiple=True,
    help="Decisions as YAML or CSV; may be given several times.",
)
@click.option(
    "--interactive", is_flag=True, help="Show one bracket after the other and ask; q stops and saves."
)
@click.option("--by", default="", metavar="NAME", help="Who decided, for the log.")
@click.option("--note", default="", metavar="TEXT", help="A remark on the decisions, for the log.")
@click.option(
    "--log",
    metavar="FILE",
    type=click.Path(),
    help=f"The log of decisions. Default: the name of the file written, and {LOG}.",
)
@date_option
@view_option
@lenient_option
def resolve(
    file: str,
    choices: tuple[str, ...],
    output: str,
    decisions_files: tuple[str, ...],
    interactive: bool,
    by: str,
    note: str,
    log: str | None,
    date: datetime | None,
    view: str,
    lenient: bool,
) -> None:
    """Settle brackets: each CHOICE says what becomes of one.

    OP5[2] is the second bracket of OP5, OP5[2.1] the first inside it, OP5 the
    bracket around the whole paragraph; "draftkit brackets" lists them. A choice
    is the name of a delegation, a number (1 is the first alternative), base
    (the words of no delegation), keep, drop, the words themselves, or text: and
    other words. Brackets without a decision stay as they are. What was decided
    is logged beside the new text.

    \b
    draftkit resolve CRP1.md "OP2[1]=Norvania" "PP3[1]=base" -o CRP2.md
    draftkit resolve CRP1.md --decisions friday.yaml --by Chair -o CRP2.docx
    draftkit resolve CRP1.md --interactive -o CRP2.md
    """
    from draftkit.negotiate.choices import decision
    from draftkit.negotiate.resolve import resolve as carry_out

    said = _Said(by, _when(date), note)
    _check(file, choices, output, decisions_files, interactive)
    draft = one(sound(file, lenient, view), file)
    log_file = log or (f"{output}{LOG}" if output != "-" else "")
    if interactive:
        draft = _gone_on(draft, output, log_file)
        decisions = _asked(draft, said)
    else:
        decisions = [decision(choice, said.by, said.when, said.note) for choice in choices]
    for name in decisions_files:
        decisions += _from_file(name, draft, said)
    found = carry_out(draft, decisions)
    _save(draft, found, output, log_file, date)
    _tell(file, found)


def _check(
    file: str, choices: tuple[str, ...], output: str, decisions_files: tuple[str, ...], interactive: bool
) -> None:
    if interactive and (choices or decisions_files):
        raise DraftkitError("--interactive asks for the decisions; leave out those on the command line")
    if not interactive and not choices and not decisions_files:
        raise DraftkitError("name a decision such as OP5[2]=drop, or --decisions FILE, or --interactive")
    if interactive and "-" in (file, output):
        raise DraftkitError("--interactive asks on standard input and output; name files for the draft")
    if Path(output).suffix.lower() in (".docx", ".pdf"):
        check_word_output("resolve", output, (".docx", ".pdf"))


def _when(date: datetime | None) -> str:
    """The date as the log has it: a day, or a time where one was given."""
    if date is None:
        return ""
    midnight = (date.hour, date.minute, date.second) == (0, 0, 0)
    return date.date().isoformat() if midnight else date.isoformat().replace("+00:00", "Z")


def _gone_on(draft: Draft, output: str, log_file: str) -> Draft:
    """The text to ask about: what was saved when the same questions were stopped, else the draft."""
    from draftkit.readers import View, read_file
    from draftkit.writers.text_hash import text_hash

    log = _log(log_file)
    if log is None or log.first != text_hash(draft) or not Path(output).exists():
        return draft
    saved = one(read_file(output, View("accepted")), output)
    if text_hash(saved) != log.last:
        raise DraftkitError(
            "this text was changed since its brackets were settled; name another file", output
        )
    settled = "1 bracket was" if log.decisions == 1 else f"{log.decisions} brackets were"
    click.echo(f"Going on with {output}, in which {settled} settled.")
    return saved


def _asked(draft: Draft, said: _Said) -> list[Decision]:
    from draftkit.cli.asking import ask
    from draftkit.negotiate.choices import Decision
    from draftkit.negotiate.session import session

    questions = session(draft)
    ask(questions, lambda address, choice: Decision(address, choice, said.by, said.when, said.note))
    return questions.decisions


def _from_file(name: str, draft: Draft, said: _Said) -> list[Decision]:
    """The decisions of a file, which must be on this text."""
    from draftkit.dataclass import replace
    from draftkit.editorial.masthead import masthead
    from draftkit.readers.decisions import read_decisions
    from draftkit.readers.files import file_bytes
    from draftkit.rows import rows
    from draftkit.writers.text_hash import text_hash

    found = read_decisions(file_bytes(name), name)
    symbol = masthead(rows(draft))["symbol"] or ""
    if found.symbol and "".join(found.symbol.split()) != "".join(symbol.split()):
        there = f"it is {symbol}" if symbol else "it has no symbol"
        raise DraftkitError(f"these are decisions on {found.symbol}, and this text is another: {there}", name)
    if found.text and found.text != text_hash(draft):
        raise DraftkitError(
            "these are decisions on another text, or on another version of it; its mark is not the one given",
            name,
        )
    return [
        replace(one, by=one.by or said.by, when=one.when or said.when, note=one.note or said.note)
        for one in found.decisions
    ]


def _save(draft: Draft, found: Resolution, output: str, log_file: str, date: datetime | None) -> None:
    """Write the draft and its log; a log that cannot be written is found out before the draft is."""
    from draftkit.writers import write_as
    from draftkit.writers.decision_log import continued, log_lines
    from draftkit.writers.text_hash import text_hash

    before = text_hash(draft)
    lines = log_lines(found.settled, before, text_hash(found.draft))
    log = continued(_log(log_file), lines, before, log_file) if log_file else ""
    if log_file and Path(log_file).resolve() == Path(output).resolve():
        raise DraftkitError("the log and the draft need names of their own", log_file)
    data = write_as(".md" if output == "-" else Path(output).suffix, (found.draft,), date=date)
    save(output, data)
    if log_file:
        save(log_file, log.encode())


def _log(log_file: str) -> Log | None:
    from draftkit.readers.files import file_bytes
    from draftkit.writers.decision_log import read_log

    path = Path(log_file)
    return read_log(file_bytes(log_file), log_file) if path.exists() and path.stat().st_size else None


def _tell(file: str, found: Resolution) -> None:
    from draftkit.model import BracketKind
    from draftkit.negotiate.places import places

    for remark in found.remarks:
        click.echo(f"draftkit: {name_of(file)}: {remark}", err=True)
    left = sum(one.kind is BracketKind.CONTESTED for one in places(found.draft).brackets)
    settled = len(found.settled)
    plural = "" if settled == 1 else "s"
    click.echo(f"draftkit: {settled} bracket{plural} settled, {left or 'none'} left open", err=True)
