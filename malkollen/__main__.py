"""The command line over the same functions: build, ask, dictionary, report, and documents taken in."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from malkollen import words
from malkollen.build import build
from malkollen.export import data_dictionary
from malkollen.export.paper import PaperError
from malkollen.export.report import UnknownDocumentError, report
from malkollen.intake.commands import add_commands
from malkollen.intake.figures.commands import add_commands as add_figures_commands
from malkollen.kolada.commands import add_commands as add_kolada_commands
from malkollen.problems import RecordError
from malkollen.questions import Parameter, QuestionError
from malkollen.store import NoDatabaseError, Value, ask, data_version, find_question, questions
from malkollen.words.language import LANGUAGES, SWEDISH, speaking


def _build(arguments: argparse.Namespace) -> int:
    try:
        report = build(force=arguments.force)
    except RecordError as error:
        print(
            f"Databasen byggdes inte; den som fanns är kvar. {len(error.problems)} fel:",
            file=sys.stderr,
        )
        for problem in error.problems:
            print(f"  {words.problem(problem)}", file=sys.stderr)
        return 1
    if not report.is_new:
        print(f"Databasen är redan byggd av samma underlag: {report.path.name}")
        return 0
    print(f"Byggde {report.path.name}")
    for table, amount in report.row_counts.items():
        print(f"  {table:<20} {amount:>6}")
    print("Kontroller:")
    for check, amount in report.finding_counts.items():
        print(f"  {words.CHECKS.get(check, check):<55} {amount:>4}")
    return 0


_ANSWERS = {"ja": True, "true": True, "yes": True, "nej": False, "false": False, "no": False}


def _read_value(parameter: Parameter, text: str) -> Value:
    if parameter.type == "integer":
        return int(text)
    if parameter.type == "date":
        return date.fromisoformat(text)
    if parameter.type == "boolean":
        return _ANSWERS[text.lower()]
    return text


def _read_parameters(name: str, given: Sequence[str]) -> dict[str, Value]:
    """Read `--parameter value` pairs as the question's head types them."""
    known = {parameter.name: parameter for parameter in find_question(name).parameters}
    values: dict[str, Value] = {}
    rest = list(given)
    while rest:
        flag = rest.pop(0)
        key, equals, value = flag.removeprefix("--").partition("=")
        if not flag.startswith("--"):
            raise QuestionError(words.question_error("not_a_parameter", name=flag))
        if key not in known:
            names = [f"--{known_name}" for known_name in known]
            raise QuestionError(
                words.question_error(
                    "unknown_parameter", name=name, parameter=f"--{key}", known=names
                )
            )
        if not equals:
            if not rest:
                raise QuestionError(
                    words.question_error(
                        "missing_value", parameter=f"--{key}", meaning=known[key].meaning
                    )
                )
            value = rest.pop(0)
        try:
            values[key] = _read_value(known[key], value)
        except (ValueError, KeyError) as error:
            raise QuestionError(
                words.question_error(
                    "wrong_type", parameter=f"--{key}", value=value,
                    type=words.PARAMETER_TYPES[known[key].type],
                )
            ) from error  # fmt: skip
    return values


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def _print_table(table: pa.Table) -> None:
    names = table.column_names
    rows = [
        [_shown(value).replace("\n", " ") for value in row.values()] for row in table.to_pylist()
    ]
    widths = [max([len(name), *(len(row[i]) for row in rows)]) for i, name in enumerate(names)]
    for row in [names, ["-" * width for width in widths], *rows]:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def _print_csv(table: pa.Table) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([_shown(value) for value in row.values()])


def _print_json(table: pa.Table) -> None:
    json.dump(table.to_pylist(), sys.stdout, ensure_ascii=False, indent=2, default=str)
    print()


_FORMATS = {"table": _print_table, "csv": _print_csv, "json": _print_json}


def _ask(arguments: argparse.Namespace) -> int:
    if arguments.name is None:
        if arguments.parameters:
            stray = arguments.parameters[0]
            print(words.question_error("not_a_parameter", name=stray), file=sys.stderr)
            return 1
        for name, question in questions().items():
            print(f"{name:<32} {question.question}")
        return 0
    try:
        table = ask(arguments.name, **_read_parameters(arguments.name, arguments.parameters))
    except (QuestionError, NoDatabaseError) as error:
        print(error, file=sys.stderr)
        return 1
    _FORMATS[arguments.format](table)
    return 0


def _dictionary(arguments: argparse.Namespace) -> int:
    try:
        print(data_dictionary(ask("data_dictionary")), end="")
    except NoDatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _report(arguments: argparse.Namespace) -> int:
    try:
        with speaking(arguments.language):
            pdf = report(ask, arguments.document_id, day=date.today(), data_version=data_version())
        arguments.output.write_bytes(pdf)
    except (UnknownDocumentError, PaperError, NoDatabaseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Skrev {arguments.output}")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m malkollen", description="Målkollens kommandon."
    )
    commands = parser.add_subparsers(required=True, metavar="kommando")
    builder = commands.add_parser("build", help="bygg databasen av underlaget")
    builder.add_argument("--force", action="store_true", help="bygg även om inget har ändrats")
    builder.set_defaults(run=_build)
    asker = commands.add_parser("ask", help="ställ en fråga; utan namn visas alla frågor")
    asker.add_argument(
        "name", nargs="?", help="frågans namn; dess parametrar följer: --parameter värde"
    )
    asker.add_argument(
        "--format", choices=list(_FORMATS), default="table", help="hur svaret skrivs"
    )
    asker.set_defaults(run=_ask)
    writer = commands.add_parser(
        "dictionary",
        help="skriv vad databasens tabeller och kolumner betyder (docs/data-dictionary.md)",
    )
    writer.set_defaults(run=_dictionary)
    reporter = commands.add_parser("report", help="skriv hela läget för ett dokument som PDF")
    reporter.add_argument("document_id", help="dokumentets id, som frågan documents ger det")
    reporter.add_argument(
        "--language", choices=list(LANGUAGES), default=SWEDISH, help="språk (annars svenska)"
    )
    reporter.add_argument("--output", type=Path, required=True, help="filen som skrivs")
    reporter.set_defaults(run=_report)
    add_commands(commands)
    add_figures_commands(commands)
    add_kolada_commands(commands)
    # What a question takes is in its file, so its parameters are read after the command's own.
    known, rest = parser.parse_known_args(arguments)
    if rest and known.run is not _ask:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    known.parameters = rest
    return known


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when it succeeded."""
    # A Windows console may not be UTF-8, and every Swedish word holds an å, ä or ö.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    parsed = _parse(arguments)
    run: Any = parsed.run
    try:
        code = int(run(parsed))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answer has had enough (| head); nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
