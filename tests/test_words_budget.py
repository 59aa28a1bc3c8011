"""What is said of a budget in English: sums in the order of its words, and lines that do not add up."""

from malkollen.words import budget
from malkollen.words.language import ENGLISH, speaking

DOCUMENT = {"body": "Kompetensnämnden", "municipality": "Solna"}


def test_the_sums_and_the_stated_limit() -> None:
    """Each year's sum; whether it is the limit that the document states, and how far from it."""
    years: list[dict[str, object]] = [
        {"year": 2009, "net_cost_tkr": 30671, "unit_count": 4, "stated_tkr": None},
        {"year": 2010, "net_cost_tkr": 30671, "unit_count": 4, "stated_tkr": 30670, "agrees": True,
         "difference": 1, "value_text": "30,67 mkr"},
        {"year": 2011, "net_cost_tkr": 31671, "unit_count": 4, "stated_tkr": 30671, "agrees": False,
         "difference": 1000, "value_text": "30 671 tkr"},
    ]  # fmt: skip
    with speaking(ENGLISH):
        said = budget.sentence(DOCUMENT, years)

    assert said.replace("\u00a0", " ") == (
        "Kompetensnämnden in Solna: the net cost of 4 units is SEK 30,671 thousand in 2009, SEK 30,671 thousand in "
        "2010 and SEK 31,671 thousand in 2011. The total agrees with the limit that the document states for 2010, "
        "SEK 30.67 million. The total differs by SEK +1,000 thousand from the limit that the document states for 2011, "
        "SEK 30,671 thousand."
    )


def test_a_frame_is_said_as_the_document_states_it() -> None:
    """Swedish and what is no plain amount keep the document's own words; English has its own unit and marks."""
    stated = ("30,67 mkr", "30 671 tkr", "cirka 31 mkr", "30 671")
    assert [budget.stated_text(text) for text in stated] == list(stated)
    with speaking(ENGLISH):
        said = [budget.stated_text(text).replace("\u00a0", " ") for text in stated]
    assert said == ["SEK 30.67 million", "SEK 30,671 thousand", "cirka 31 mkr", "30 671"]


def test_the_lines() -> None:
    """Numbers alone under each year and each change; a line that does not follow from the others says so in words beside them."""
    one = {
        "unit": "Solna Gymnasium",
        "line": "net_cost",
        "place_section": "Budget",
        "place_page": 13,
    }
    lines = [
        one | {"year": 2009, "amount_tkr": 21629, "is_sum_right": False, "change_tkr": None, "change_share": None},
        one | {"year": 2010, "amount_tkr": 23129, "is_sum_right": True, "change_tkr": 1500, "change_share": 0.069},
    ]  # fmt: skip
    with speaking(ENGLISH):
        laid_out = budget.rows(lines)

    assert laid_out == [
        {
            "Unit and line (SEK thousand)": "Solna Gymnasium: net costs",
            "2009": "21,629",
            "2010": "23,129",
            "Change": "+1,500",
            "Change in percent": "+7%",
            "Issue": "2009 does not add up",
            "Place": "Budget, page 13",
        }
    ]
