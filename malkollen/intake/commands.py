"""What does the command line do with documents? read, add, remove, restore, list."""

import argparse
import getpass
import json
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from malkollen import words
from malkollen.intake.errors import IntakeError
from malkollen.intake.own_record import add, listed, propose, remove, restore
from malkollen.intake.summary import summary
from malkollen.intake.watch import FoundFile, read_file
from malkollen.locations import reference_folders
from malkollen.problems import RecordError
from malkollen.reference import read_reference
from malkollen.understanding.as_json import to_json
from malkollen.understanding.reading import Corrections, Given
from malkollen.words import intake as intake_words


class _ArgumentError(Exception):
    """What was given on the command line cannot be used; the message says why."""


def _municipality_code(text: str) -> str:
    rows = read_reference(*reference_folders()).municipalities
    codes = {row.municipality_code for row in rows}
    names = {row.municipality.casefold(): row.municipality_code for row in rows}
    code = text if text in codes else names.get(text.casefold())
    if code is None:
        raise _ArgumentError(intake_words.argument_error("municipality", text))
    return code


def _year(text: str) -> int:
    if re.fullmatch(r"199[0-9]|20[0-9]{2}|2100", text) is None:
        raise _ArgumentError(intake_words.argument_error("year", text))
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _ArgumentError(intake_words.argument_error("as_of", text)) from error


def _status_word(text: str) -> tuple[str, str]:
    word, equals, code = text.rpartition("=")
    if not equals or not word.strip() or not code.strip():
        raise _ArgumentError(intake_words.argument_error("status", text))
    return word.strip().lower(), code.strip()


def _read(arguments: argparse.Namespace) -> FoundFile:
    given = Given(
        municipality_code=arguments.municipality and _municipality_code(arguments.municipality),
        body=arguments.body,
        year=arguments.year and _year(arguments.year),
        as_of_date=arguments.as_of and _date(arguments.as_of),
        title=arguments.title,
        kind=arguments.kind,
    )
    corrections = Corrections(
        status_words=tuple(_status_word(text) for text in arguments.status or ())
    )
    return read_file(Path(arguments.file), given, corrections)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _told(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return the command with what can go wrong told in a sentence for each thing, and 1 returned."""

    def run_and_tell(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except _ArgumentError as error:
            print(error, file=sys.stderr)
        except IntakeError as error:
            for problem in error.problems:
                print(intake_words.problem(problem), file=sys.stderr)
        except RecordError as error:
            for problem in error.problems:
                print(words.problem(problem), file=sys.stderr)
        return 1

    return run_and_tell


def _show(arguments: argparse.Namespace) -> int:
    found = _read(arguments)
    if arguments.format == "json":
        json.dump(to_json(found.reading), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _print_lines(summary(found))
    return 0


def _is_agreed(arguments: argparse.Namespace) -> bool:
    if arguments.yes:
        return True
    try:
        return input(intake_words.ASK_TO_PUBLISH).strip().lower() in intake_words.YES
    except EOFError:
        print()
        return False


def user_name() -> str:
    """Return the name of whoever is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without users
        return intake_words.UNNAMED_PERSON


def _add(arguments: argparse.Namespace) -> int:
    found = _read(arguments)
    _print_lines(summary(found))
    print()
    proposal = propose(found)
    if proposal.blocking:
        print(intake_words.MUST_BE_DECIDED, file=sys.stderr)
        for one in proposal.blocking:
            print(f"  {intake_words.blocked(one)}", file=sys.stderr)
        return 1
    if proposal.supersedes is None and proposal.candidates and arguments.supersedes is None:
        print(intake_words.MAY_REPLACE.format(documents=", ".join(proposal.candidates)))
    if not _is_agreed(arguments):
        print(intake_words.NOT_PUBLISHED, file=sys.stderr)
        return 1
    published = add(found, taken_in_by=arguments.by or user_name(), supersedes=arguments.supersedes)
    print(
        intake_words.published(
            published.document_id,
            published.goal_count,
            published.activity_count,
            published.kpi_count,
        )
    )
    if published.supersedes:
        print(intake_words.REPLACES.format(document_id=published.supersedes))
    _print_lines(intake_words.new_names(intake_words.NEW_COMMITTEES, published.new_committees))
    _print_lines(intake_words.new_names(intake_words.NEW_KPIS, published.new_kpis))
    _print_lines(intake_words.new_names(intake_words.NEW_STATUS_WORDS, published.new_status_words))
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    remove(arguments.document_id)
    print(intake_words.REMOVED_DOCUMENT.format(document_id=arguments.document_id))
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    restore(arguments.document_id)
    print(intake_words.RESTORED.format(document_id=arguments.document_id))
    return 0


def _list(arguments: argparse.Namespace) -> int:
    found = listed(with_removed=True)
    if not found:
        print(intake_words.NOTHING_TAKEN_IN)
    for one in found:
        state = f" ({intake_words.IS_REMOVED})" if one.removed_at is not None else ""
        print(f"{one.document_id}{state}")
        print(f"  {one.title} · {one.body} · {one.year}")
        if one.supersedes is not None:
            print(f"  {intake_words.REPLACES.format(document_id=one.supersedes)}")
    return 0


def _add_file_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FIL", help="PDF, Word, Excel, CSV, webbsida eller text")
    parser.add_argument(
        "--municipality", help="kommunens kod eller namn, där dokumentet inte säger"
    )
    parser.add_argument("--body", help="nämnd eller förvaltning")
    parser.add_argument("--year", help="året som dokumentet gäller")
    parser.add_argument("--as-of", help="datumet som uppgifterna gäller: 2022-08-31")
    parser.add_argument("--title", help="dokumentets titel")
    parser.add_argument(
        "--kind", choices=list(words.DOCUMENT_KINDS), help="om det är en plan eller en uppföljning"
    )
    parser.add_argument(
        "--status", action="append", metavar="ORD=KOD", help="vad ett okänt ord för status betyder"
    )


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to a parser's; each sets `run`, which takes the arguments and returns the exit code."""
    reader = commands.add_parser("read", help="läs ett dokument och visa vad som hittas")
    _add_file_arguments(reader)
    reader.add_argument(
        "--format", choices=["table", "json"], default="table", help="hur det visas"
    )
    adder = commands.add_parser("add", help="läs ett dokument och publicera det bland de egna")
    _add_file_arguments(adder)
    adder.add_argument("--yes", action="store_true", help="publicera utan att fråga")
    adder.add_argument("--by", help="vem som läser in; annars den som är inloggad")
    adder.add_argument(
        "--supersedes", metavar="ID", help="dokumentet som ersätts; tomt om inget ska ersättas"
    )
    remover = commands.add_parser("remove", help="ta bort ett eget dokument; det går att ångra")
    restorer = commands.add_parser("restore", help="återställ ett borttaget dokument")
    for parser in (remover, restorer):
        parser.add_argument("document_id", metavar="ID", help="dokumentets id; list visar dem")
    lister = commands.add_parser("list", help="visa de egna dokumenten")
    runs: list[tuple[argparse.ArgumentParser, Any]] = [
        (reader, _show), (adder, _add), (remover, _remove), (restorer, _restore), (lister, _list),
    ]  # fmt: skip
    for parser, run in runs:
        parser.set_defaults(run=_told(run))
