"""What the tests share: small tables in, answers out."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from small_database import SmallDatabase

from malkollen.build import BuildReport, build

# How long an example takes says how busy the machine is; speed lives in benchmarks/.
settings.register_profile("malkollen", deadline=None)
settings.load_profile("malkollen")

STATUS_FAMILIES = """
    family_code  | family          | family_en    | sort_order
    completed    | Genomfört       | Completed    | 1
    in_progress  | Pågår           | In progress  | 2
    behind       | Efter plan      | Behind plan  | 3
    not_begun    | Ej påbörjat     | Not begun    | 4
    dropped      | Utgår           | Dropped      | 5
    not_reported | Ej rapporterat  | Not reported | 6
"""

STATUSES = """
    status_code              | family_code  | status                    | sort_order
    completed                | completed    | Genomförd                 | 1
    completed_with_deviation | completed    | Genomförd med avvikelse   | 2
    on_plan                  | in_progress  | Pågår enligt plan         | 3
    in_progress              | in_progress  | Pågår                     | 4
    ongoing                  | in_progress  | Pågår löpande             | 5
    deviating                | behind       | Avviker från plan         | 6
    paused                   | behind       | Pausad                    | 7
    partly_completed         | behind       | Delvis genomförd          | 8
    not_completed            | behind       | Ej genomförd              | 9
    not_started              | not_begun    | Ej påbörjad               | 10
    remaining                | not_begun    | Kvarstår                  | 11
    cancelled                | dropped      | Utgår                     | 12
    not_reported             | not_reported | Ej rapporterad            | 13
"""


@pytest.fixture
def empty_database() -> SmallDatabase:
    """A database with the real schema and no rows at all."""
    return SmallDatabase()


@pytest.fixture
def small_database(empty_database: SmallDatabase) -> SmallDatabase:
    """A database that knows the statuses, one municipality, one document and one occasion."""
    empty_database.given(
        status_family=STATUS_FAMILIES,
        status=STATUSES,
        municipality="""
            municipality_code | municipality | county_code | county         | skr_group_code | skr_group
            0580              | Linköping    | 05          | Östergötlands  | G1             | Större stad
        """,
        document="""
            document_id | municipality_code | title       | body | kind      | year
            doc         | 0580              | Uppföljning | BUF  | follow_up | 2022
        """,
        occasion="""
            document_id | occasion_number | label      | as_of_date | is_as_of_stated
            doc         | 1               | 31 augusti | 2022-08-31 | true
        """,
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level | title | is_prioritised
            doc/g1  | doc         |                | 1          | goal  | Mål 1 | false
        """,
    )
    return empty_database


@pytest.fixture(scope="session")
def built_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuildReport]:
    """The database of the record that comes with Målkollen, in a folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATABASE", str(tmp_path_factory.mktemp("database")))
        # What whoever runs the tests has taken in themselves is none of theirs.
        patch.setenv("MALKOLLEN_DATA", str(tmp_path_factory.mktemp("own")))
        yield build()
