"""Which colour, pattern and symbol stand for what, and whether the eye can tell them apart."""

WHITE = "#ffffff"
INK = "#1a1a1a"
# Second-rank text, 7:1 against white.
QUIET = "#595959"
RULE = "#d0d7de"
# The side of a target where the outcome should be, and the rest of its scale.
GOOD_SIDE = "#cfe0ef"
SCALE = "#f3f6f9"

# In the order of the vocabulary: legend, sort and stack follow it.
FAMILY_COLOURS = {
    "completed": "#123f6d",
    "in_progress": "#4f8fc4",
    "behind": "#c2570c",
    "not_begun": "#8d8168",
    "dropped": "#4d4d4d",
    "not_reported": WHITE,
}
# Shape and colour of what is drawn over the family's colour, as on paper (export/paper.typ): the two that are good news are
# plain, and the greys that they become without colour are far apart.
FAMILY_PATTERNS = {
    "behind": ("/", WHITE),
    "not_begun": (".", WHITE),
    "dropped": ("\\", WHITE),
    "not_reported": (".", "#8f8f8f"),
}
FAMILY_OUTLINES = {"not_reported": "#767676"}

# Far apart for protan, deutan and tritan eyes, and dark enough for a name in the colour; the symbol tells them apart
# without it.
MUNICIPALITY_COLOURS = ("#1b4f8a", "#c2570c", "#7a5fd0", "#6b1030", "#0f7f6b")
MUNICIPALITY_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")

# Where half of the municipalities lie, and their median.
BAND = "#d5dfe8"
BAND_EDGE = "#8496a6"
MEDIAN = "#5f7488"

# Colour, symbol and dash of a line for all, women and men.
GENDER_MARKS = {
    "T": ("#1a1a1a", "cross", "dot"),
    "K": ("#7a5fd0", "diamond", "solid"),
    "M": ("#0f7f6b", "square", "dash"),
}

# Places among other municipalities: the quarter that is best, the half between, the quarter that is worst; and high,
# middle and low where neither end is good. Far from the colours of a target that is met or not.
POSITION_COLOURS = {
    "best": "#0a765e",
    "middle": "#87949f",
    "worst": "#441034",
    "high": "#251e14",
    "between": "#635136",
    "low": "#a5865a",
}
POSITION_SYMBOLS = {
    "best": "triangle-up",
    "middle": "circle",
    "worst": "triangle-down",
    "high": "square",
    "between": "circle",
    "low": "diamond",
}
# Shape of what is drawn over an area's colour, so that a map can be read without it.
POSITION_PATTERNS = {"best": ".", "worst": "/", "high": ".", "low": "/"}
# Areas without a value are white, each state with a pattern of its own; what was never asked for, most of the country in a
# record of a few municipalities, with none.
STATE_PATTERNS = {
    "secret": "x",
    "not_applicable": "-",
    "missing": ".",
    "not_held": "/",
    "not_fetched": "",
}
STATE_MARK = "#767676"


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.1)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(background: str) -> str:
    """Return white or ink, whichever reads better on the colour."""
    return max((WHITE, INK), key=lambda text: contrast(text, background))


def transparent(colour: str, opacity: float) -> str:
    """Return `#rrggbb` as an rgba() colour."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
