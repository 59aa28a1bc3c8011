"""How things are said in Swedish: labels for every code, numbers, dates, plurals, genitives, sentences."""

import re
from datetime import date

import pytest

from malkollen import words
from malkollen.locations import CHECKS, DOCUMENTS, SCHEMA
from malkollen.questions import read_questions
from malkollen.words import taking_out

SPACE = "\u00a0"


def allowed(column: str, table: str) -> set[str]:
    """Return the codes that the schema allows in a column."""
    body = re.search(rf"create table {table} \((.*?)\n\);", SCHEMA.read_text("utf-8"), re.DOTALL)
    assert body is not None
    codes = re.search(rf"check \({column} in \((.*?)\)\)", body[1], re.DOTALL)
    assert codes is not None
    return set(re.findall(r"'([^']+)'", codes[1]))


@pytest.mark.parametrize(
    ("column", "table", "labels"),
    [
        ("kind", "document", words.DOCUMENT_KINDS),
        ("level", "goal", words.GOAL_LEVELS),
        ("kind", "deferral", words.DEFERRAL_KINDS),
        ("told_by", "deferral", words.DEFERRAL_TOLD_BY),
        ("direction", "kpi", words.DIRECTIONS),
        ("operator", "target", words.OPERATORS),
        ("operator", "outcome", words.OPERATORS),
        ("gender", "target", words.GENDERS),
        ("gender", "outcome", words.GENDERS),
        ("line", "budget_line", words.BUDGET_LINES),
        ("measure", "stated_total", words.MEASURES),
    ],
)
def test_every_code_has_a_label(column: str, table: str, labels: dict[str, str]) -> None:
    """A code that the schema allows is never shown bare."""
    assert allowed(column, table) <= set(labels)


def test_every_check_has_a_label_and_a_sentence() -> None:
    """Each rule in data/checks can be said, with its weight, and nothing is said of rules that do not exist."""
    checks = read_questions(CHECKS)
    assert set(words.CHECKS) == set(checks)
    for name, check in checks.items():
        assert check.severity in words.SEVERITIES
        sentence = words.finding(
            {"check_name": name, "subject_text": "Ämne", "found_text": "A", "expected_text": "B"}
        )
        assert sentence.endswith(".")
        assert "{" not in sentence
    assert set(words.SEVERITY_COUNTS) == set(words.SEVERITIES)


def test_every_reader_has_a_label() -> None:
    """The word for how a document was read is Swedish."""
    cards = [path.read_text("utf-8") for path in DOCUMENTS.glob("*/card.toml")]
    readers = {
        found for card in cards for found in re.findall(r'^reader = "(.*)"$', card, re.MULTILINE)
    }
    assert readers <= set(words.READERS)


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (
            {
                "check_name": "budget_sum_wrong",
                "subject_text": "Enheten 2009",
                "found_text": "21629",
                "expected_text": "21692",
            },
            (
                f"Enheten 2009: nettokostnaden står som 21{SPACE}629 tkr men kostnader minus intäkter är "
                f"21{SPACE}692 tkr."
            ),
        ),
        (
            {
                "check_name": "printed_date_before_as_of",
                "subject_text": "Rapport",
                "found_text": "2018-01-23",
                "expected_text": "2018-12-31",
            },
            (
                f"Dokumentet är daterat 23{SPACE}januari{SPACE}2018 men följer upp läget "
                f"31{SPACE}december{SPACE}2018."
            ),
        ),
        (
            {
                "check_name": "same_activity_two_carry_overs",
                "subject_text": "Simhallen",
                "found_text": "2021",
                "expected_text": "",
            },
            (
                "”Simhallen” kvarstår från 2021 på ett ställe men står utan att vara kvar från ett tidigare "
                "år på ett annat."
            ),
        ),
        (
            {
                "check_name": "same_activity_two_committees",
                "subject_text": "Simhallen",
                "found_text": "BiN",
                "expected_text": "BiN, BoU",
            },
            "”Simhallen” har nämnd BiN på ett ställe och BiN, BoU på ett annat.",
        ),
        (
            {
                "check_name": "deferral_told_not_marked",
                "subject_text": "Simhallen",
                "found_text": "date_unknown",
                "expected_text": "December",
            },
            "”Simhallen” flyttas enligt kommentaren (datum anges inte) men är inte märkt som framflyttad.",
        ),
        (
            {
                "check_name": "stated_total_differs",
                "subject_text": "goals",
                "found_text": "3",
                "expected_text": "2",
            },
            "Antal mål: dokumentet anger 2 men räknar upp 3.",
        ),
        (
            {
                "check_name": "follow_up_without_status",
                "subject_text": "Riva {gamla} skolan",
                "found_text": None,
                "expected_text": None,
            },
            "”Riva {gamla} skolan” har ingen status.",
        ),
    ],
)
def test_a_finding_is_a_sentence(finding: dict[str, str | None], expected: str) -> None:
    """What stands in the document and what it was held against, as they are read."""
    assert words.finding(finding) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (12345.6, None, f"12{SPACE}345,6"),
        (1000000, None, f"1{SPACE}000{SPACE}000"),
        (0.125, None, "0,13"),
        (12.5, 0, "13"),
        (13.5, 0, "14"),
        (0.285 * 100, 0, "29"),
        (28.4999, 0, "28"),
        (10, None, "10"),
        (2.0, 1, "2,0"),
        (-3.5, None, "−3,5"),
        (-0.001, None, "0"),
        (-0.4, 0, "0"),
        (0, None, "0"),
        (None, None, "–"),
    ],
)
def test_numbers(value: float | None, decimals: int | None, expected: str) -> None:
    """Comma for decimals, a hard space for thousands, a true minus, and no minus before zero."""
    assert words.number(value, decimals) == expected


def test_shares_and_differences() -> None:
    """A share is a percentage, a difference has its sign, and what is not known is a dash."""
    assert words.percent(0.1913) == f"19{SPACE}%"
    assert words.percent(0.1913, 1) == f"19,1{SPACE}%"
    assert words.percent(None) == "–"
    assert [words.signed(value) for value in (12, -3.5, 0, None)] == ["+12", "−3,5", "0", "–"]


def test_dates() -> None:
    """A date in full and its month in short; a date that is not known is a dash."""
    assert words.date_text(date(2022, 8, 31)) == f"31{SPACE}augusti{SPACE}2022"
    assert words.month_text(date(2022, 8, 31)) == f"aug{SPACE}2022"
    assert words.date_text(None) == words.month_text(None) == "–"


@pytest.mark.parametrize(("amount", "expected"), [(0, "0 mål"), (1, "1 mål"), (1200, "1 200 mål")])
def test_amounts_with_a_noun(amount: int, expected: str) -> None:
    """The number and its noun do not part over lines."""
    assert words.count(amount, "mål", "mål") == expected.replace(" ", SPACE)


def test_plurals() -> None:
    """One is one; none and many are many."""
    said = [words.count(amount, "aktivitet", "aktiviteter") for amount in (0, 1, 2)]
    assert said == [f"0{SPACE}aktiviteter", f"1{SPACE}aktivitet", f"2{SPACE}aktiviteter"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Täby", "Täbys"), ("Borås", "Borås"), ("Bromölla", "Bromöllas"), ("Växjö", "Växjös")],
)
def test_genitives(name: str, expected: str) -> None:
    """A name that ends in s takes none."""
    assert words.genitive(name) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], ""),
        (["Täby"], "Täby"),
        (["Täby", "Solna"], "Täby och Solna"),
        (["Täby", "Solna", "Ekerö"], "Täby, Solna och Ekerö"),
    ],
)
def test_lists(parts: list[str], expected: str) -> None:
    """Commas, and an och before the last."""
    assert words.listed(parts) == expected


def test_a_sentence_keeps_the_rest_of_its_letters() -> None:
    """Only the first letter is raised."""
    assert words.sentence("på SFI") == "På SFI"
    assert words.sentence("") == ""


@pytest.mark.parametrize(
    ("operator", "value", "high", "unit", "expected"),
    [
        (">=", 65, None, "procent", "minst 65 %"),
        ("<", 7, None, "procent", "under 7 %"),
        ("<=", 35, None, "gram per portion", "högst 35 gram per portion"),
        ("=", 20, 30, "procent", "20–30 %"),
        ("=", 76, None, "antal", "76"),
    ],
)
def test_targets_and_outcomes(
    operator: str, value: float, high: float | None, unit: str, expected: str
) -> None:
    """The operator is a word, a band has a dash, a count has no unit."""
    assert words.bounded(operator, value, high, unit).replace(SPACE, " ") == expected


def test_an_inferred_date_says_so() -> None:
    """A date that the document does not state carries its reserve; one that is not known is said to be so."""
    day = date(2020, 12, 31)
    said = f"per 31{SPACE}december{SPACE}2020"
    assert words.as_of({"as_of_date": day, "is_as_of_stated": True}) == said
    assert (
        words.as_of({"as_of_date": day, "is_as_of_stated": False}) == f"{said} (datum uppskattat)"
    )
    assert words.as_of({"as_of_date": None, "is_as_of_stated": False}) == "utan angivet datum"


@pytest.mark.parametrize(
    ("stated", "named", "total", "expected"),
    [
        (
            {"met": 7, "partly_met": 6, "not_met": 4},
            {"met": 1, "not_met": 2},
            17,
            "Enligt dokumentet är 7 av 17 mål uppnådda, 6 delvis uppnådda och 4 ej uppnådda; bara 3 av dem namnges.",
        ),
        ({"met": 2}, {"met": 2}, 2, "Enligt dokumentet är 2 av 2 mål uppnådda."),
        ({}, {"met": 1, "partly_met": 2}, None, "Dokumentet ger 3 mål ett omdöme."),
    ],
)
def test_a_documents_verdicts_are_told_as_it_tells_them(
    stated: dict[str, int], named: dict[str, int], total: int | None, expected: str
) -> None:
    """Its own totals where it states them, else only how many goals it gives a verdict."""
    rows = [
        {
            "assessment_code": code,
            "stated_count": stated.get(code),
            "named_count": named.get(code, 0),
            "stated_goal_count": total,
        }
        for code in words.ASSESSMENTS_MANY
    ]

    assert words.goal_verdicts(rows).replace(SPACE, " ") == expected


def test_a_place_names_what_is_known() -> None:
    """Section, page and row where they are known; otherwise that no place is given."""
    row = {"place_section": "Budget", "place_page": "3", "place_row": 212}
    assert words.place(row) == "Budget, sida 3, rad 212"
    assert words.place({**row, "place_page": None}) == "Budget, rad 212"
    assert words.place(dict.fromkeys(row)) == "plats anges inte"


@pytest.mark.parametrize(
    ("held", "name"),
    [
        (("Linköping", "Aktiviteter", 2022), "malkollen-linkoping-aktiviteter-2022.xlsx"),
        (("Täby", None, "Så – räknat 2018–2022"), "malkollen-taby-sa-raknat-2018-2022.xlsx"),
        (("../Ö\u00a0&/x", "status_word"), "malkollen-o-x-status_word.xlsx"),
        ((), "malkollen.xlsx"),
        (("ord " * 40,), f"malkollen{'-ord' * 16}.xlsx"),
        (("x" * 200,), "malkollen.xlsx"),
    ],
)
def test_a_file_is_named_after_what_it_holds(held: tuple[str | int | None, ...], name: str) -> None:
    """In letters that every system takes, and cut between two words where it would be too long."""
    assert taking_out.file_name(*held, kind="xlsx") == name
