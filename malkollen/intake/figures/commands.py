"""What does the command line do with sheets of own figures? add, list, remove, restore."""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from malkollen.intake.commands import user_name
from malkollen.intake.errors import IntakeError
from malkollen.intake.figures.own_sheets import add, listed, remove, restore
from malkollen.intake.figures.rows import FoundRow
from malkollen.intake.figures.sheet import read_file
from malkollen.words import figures as words


def _told(run: Callable[[argparse.Namespace], None]) -> Callable[[argparse.Namespace], int]:
    """Return the command with what can go wrong told in a sentence for each thing; its exit code returned."""

    def run_and_tell(arguments: argparse.Namespace) -> int:
        try:
            run(arguments)
        except IntakeError as error:
            for line in words.problem_lines(error.problems):
                print(line, file=sys.stderr)
            return 1
        return 0

    return run_and_tell


def _print_rows(rows: Iterable[FoundRow]) -> None:
    table = [words.row_headings(), *(words.row_cells(one) for one in rows)]
    # The last column is as wide as it is.
    widths = [max(map(len, column)) for column in zip(*table, strict=True)][:-1]
    for *cells, last in table:
        shown = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        print("  ".join([*shown, last]))


def _add(arguments: argparse.Namespace) -> None:
    found = read_file(Path(arguments.file))
    if found.problems:
        print(words.found_line(len(found.rows), len(found.problems)), file=sys.stderr)
        raise IntakeError(*found.problems)
    _print_rows(found.rows)
    for note in found.notes:
        print(words.note(note.code, note.found))
    for told in words.reserves(found.assumed_count, found.small_share_count):
        print(told)
    published = add(found, title=arguments.title, taken_in_by=arguments.by or user_name())
    print(words.published(published.sheet_id, published.row_count))
    if published.supersedes is not None:
        print(words.REPLACES.format(sheet_id=published.supersedes))


def _list(arguments: argparse.Namespace) -> None:
    found = listed(with_removed=True)
    if not found:
        print(words.NO_SHEETS)
    for one in found:
        state = f" ({words.IS_REMOVED})" if one.removed_at is not None else ""
        print(f"{one.sheet_id}{state}")
        print(f"  {words.listed_line(one)}")


def _remove(arguments: argparse.Namespace) -> None:
    remove(arguments.sheet_id)
    print(words.REMOVED_SHEET.format(sheet_id=arguments.sheet_id))


def _restore(arguments: argparse.Namespace) -> None:
    restore(arguments.sheet_id)
    print(words.RESTORED.format(sheet_id=arguments.sheet_id))


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to a parser's; each sets `run`, which takes the arguments and returns the exit code."""
    parser = commands.add_parser(
        "figures", help="egna mål och utfall ur ett blad (CSV eller Excel)"
    )
    parts = parser.add_subparsers(required=True, metavar="kommando")
    adder = parts.add_parser("add", help="läs ett blad och publicera det")
    adder.add_argument("file", metavar="FIL", help="CSV eller Excel (.xlsx)")
    adder.add_argument("--title", help="vad bladet heter; ett blad med samma namn ersätts")
    adder.add_argument("--by", help="vem som läser in; annars den som är inloggad")
    lister = parts.add_parser("list", help="visa de egna bladen")
    remover = parts.add_parser("remove", help="ta bort ett blad; det går att ångra")
    restorer = parts.add_parser("restore", help="återställ ett borttaget blad")
    for one in (remover, restorer):
        one.add_argument("sheet_id", metavar="ID", help="bladets id; list visar dem")
    runs: list[tuple[argparse.ArgumentParser, Any]] = [
        (adder, _add), (lister, _list), (remover, _remove), (restorer, _restore),
    ]  # fmt: skip
    for one, run in runs:
        one.set_defaults(run=_told(run))
