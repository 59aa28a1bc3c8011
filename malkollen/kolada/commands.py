"""What does the command line do with Kolada? sync, list, resume, remove."""

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from malkollen import words
from malkollen.build import build
from malkollen.kolada.deciding import decide
from malkollen.kolada.errors import KoladaError, KoladaProblem
from malkollen.kolada.folder import changing
from malkollen.kolada.held import listed, remove
from malkollen.kolada.progress import Progress, write_progress
from malkollen.kolada.sync import Report, Wish, sync
from malkollen.locations import kolada_address, kolada_folder, reference_folders
from malkollen.problems import Problem, RecordError
from malkollen.reference import read_reference
from malkollen.words import kolada as kolada_words
from malkollen.words.language import ENGLISH, SWEDISH, _, speaking

_INTERRUPTED = 130


def _since(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise KoladaError(KoladaProblem(code="since", found=text)) from error


def _catalogue_ids() -> tuple[str, ...]:
    """Return the national key figures that Målkollen's own catalogue names."""
    reference = read_reference(*reference_folders())
    nearest = {row.nearest_kolada_id for row in reference.kpis if row.nearest_kolada_id}
    return tuple(sorted(nearest | {row.national_kpi_id for row in reference.national_kpis}))


class _Teller:
    """Tells progress twice: to a page through a file, and to a person through a line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._line = ""
        self.latest: Progress | None = None

    def __call__(self, now: Progress) -> None:
        write_progress(self._folder, now)
        self.latest = now
        line = kolada_words.progress(now.phase, now.done, now.total, now.values)
        if line != self._line:
            print(line, file=sys.stderr, flush=True)
        self._line = line

    def phase(self, phase: str, say: Callable[[], Iterable[str]] = tuple) -> None:
        """Tell that another phase begins, or that it has come to an end; `say` says what went wrong."""
        if self.latest is None:
            return
        # Whoever reads it on a page may speak another language than this process.
        told = {}
        for language in (SWEDISH, ENGLISH):
            with speaking(language):
                told[language] = tuple(say())
        self(
            replace(
                self.latest,
                phase=phase,
                ended_at=datetime.now() if phase in ("done", "failed") else None,
                problems=told[SWEDISH],
                problems_in_english=told[ENGLISH],
            )
        )

    def failed(self, say: Callable[[], Iterable[str]]) -> None:
        """Tell that it has failed, if that can still be written."""
        with contextlib.suppress(OSError):
            self.phase("failed", say)


def _sentences(problems: Iterable[KoladaProblem]) -> list[str]:
    return [kolada_words.problem(one) for one in problems]


def _build_sentences(problems: Iterable[Problem]) -> list[str]:
    told = [words.problem(one) for one in problems]
    return [_(kolada_words.NOT_BUILT).format(count=len(told)), *(f"  {one}" for one in told)]


def _print_errors(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _print_report(report: Report) -> None:
    print(
        kolada_words.summary(
            len(report.fetched), len(report.done_before), report.value_count, report.replaced_count
        )
    )
    for card in report.retired:
        print(kolada_words.retired(card.national_kpi_id, card.state_note or ""))
    for card in report.stopped:
        print(kolada_words.stopped(card.national_kpi_id, card.state_note or ""))
    if report.not_in_kolada:
        print(kolada_words.not_in_kolada(report.not_in_kolada))


def _sync_and_build(folder: Path, wish: Wish) -> int:
    """Fetch, build the database and tell what was done; return 1 where something went wrong."""
    tell = _Teller(folder)
    try:
        report = sync(folder, wish, tell)
        tell.phase("building", lambda: _sentences(report.problems))
        build()
    except KoladaError as error:
        tell.failed(partial(_sentences, error.problems))
        raise
    except OSError as error:
        tell.failed(partial(_sentences, [KoladaProblem(code="folder", found=str(error))]))
        raise
    except RecordError as error:
        unbuilt = error.problems
        _print_report(report)
        tell.failed(lambda: [*_sentences(report.problems), *_build_sentences(unbuilt)])
        _print_errors([*_sentences(report.problems), *_build_sentences(unbuilt)])
        return 1
    tell.phase("done", lambda: _sentences(report.problems))
    _print_report(report)
    _print_errors(_sentences(report.problems))
    return 1 if report.problems else 0


def _sync(arguments: argparse.Namespace) -> int:
    wish = Wish(
        address=arguments.address or kolada_address(),
        catalogue_ids=_catalogue_ids(),
        national_kpi_ids=tuple(arguments.kpi or ()),
        municipality_codes=tuple(arguments.municipality or ()),
        since=_since(arguments.since),
        is_all=arguments.all,
    )
    with changing() as folder:
        return _sync_and_build(folder, wish)


def _list(arguments: argparse.Namespace) -> int:
    held, problems = listed(kolada_folder())
    if not held and not problems:
        print(_(kolada_words.NOTHING_HELD))
    for card, count in held:
        print(kolada_words.listed(card.national_kpi_id, card.title))
        details = kolada_words.listed_details(
            count, card.fetched_on, card.state, has_all_areas=card.has_all_areas
        )
        print(f"  {details}")
        if card.state_note:
            print(f"  {kolada_words.note(card.state_note)}")
    _print_errors(kolada_words.problem(one) for one in problems)
    return 1 if problems else 0


def _resume(arguments: argparse.Namespace) -> int:
    kpi_id, way = arguments.national_kpi_id, arguments.way
    card = decide(kpi_id, is_same=way == "same")
    print(kolada_words.RESUMED[way].format(national_kpi_id=kpi_id, title=card.title))
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    kpi_id = arguments.national_kpi_id
    with changing() as folder:
        place = remove(folder, kpi_id)
        build()
    print(_(kolada_words.REMOVED).format(national_kpi_id=kpi_id, place=place))
    return 0


def _told(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return the command with what can go wrong told in a sentence for each thing, and 1 returned."""

    def run_and_tell(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except KoladaError as error:
            _print_errors(kolada_words.problem(one) for one in error.problems)
        except RecordError as error:
            _print_errors(words.problem(one) for one in error.problems)
        except KeyboardInterrupt:
            _print_errors([_(kolada_words.BROKEN_OFF)])
            return _INTERRUPTED
        return 1

    return run_and_tell


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the group `kolada` to a parser's commands; each sets `run`, which takes the arguments and returns the exit code."""
    group = commands.add_parser("kolada", help="hämta nationella nyckeltal från Kolada")
    parts = group.add_subparsers(required=True, metavar="kommando")
    syncer = parts.add_parser(
        "sync",
        help="hämta katalog och värden; utan --kpi de som katalogen nämner och de redan hämtade",
    )
    syncer.add_argument(
        "--kpi",
        action="append",
        metavar="ID",
        help="ett nyckeltal i Kolada; kan anges flera gånger",
    )
    syncer.add_argument(
        "--municipality",
        action="append",
        metavar="KOD",
        help="bara en kommun (eller 0000 för riket); kan anges flera gånger",
    )
    syncer.add_argument(
        "--since", metavar="DATUM", help="hämta det som ändrats sedan dess: 2026-01-31"
    )
    syncer.add_argument("--all", action="store_true", help="hämta alla nyckeltal för kommuner")
    syncer.add_argument("--address", metavar="URL", help="var Kolada finns")
    lister = parts.add_parser("list", help="visa vad som är hämtat")
    resumer = parts.add_parser("resume", help="låt en stoppad serie fortsätta")
    resumer.add_argument("national_kpi_id", metavar="ID", help="nyckeltalet")
    resumer.add_argument(
        "--as",
        dest="way",
        choices=list(kolada_words.RESUMED),
        required=True,
        help="same: bara titelns ord har ändrats; new: börja om utan de gamla värdena",
    )
    remover = parts.add_parser(
        "remove", help="ta bort en hämtad serie; filen ligger kvar i removed"
    )
    remover.add_argument("national_kpi_id", metavar="ID", help="nyckeltalet")
    runs: list[tuple[argparse.ArgumentParser, Any]] = [
        (syncer, _sync), (lister, _list), (resumer, _resume), (remover, _remove),
    ]  # fmt: skip
    for parser, run in runs:
        parser.set_defaults(run=_told(run))
