"""How does it look? A table in, a Plotly figure out; of the map of the country, a drawing in SVG.

Every function takes an Arrow table and returns what fits 390 px of width as well as a desk screen, can be read
without colour, and says 'Inga uppgifter' where the table is empty. Nothing here reads data or knows of pages.
"""

from plotly.graph_objects import Figure

from malkollen.charts.amounts import budget_bars, comparison_bars
from malkollen.charts.canvas import config
from malkollen.charts.country import BOUNDARIES_SOURCE, country_map
from malkollen.charts.deferrals import deferral_timeline
from malkollen.charts.drawing import Drawing
from malkollen.charts.kpis import kpi_bullet, kpi_trend
from malkollen.charts.national import national_genders, national_trend, peers_position
from malkollen.charts.statuses import (
    comparison_statuses,
    status_bar,
    status_bars,
    status_flow,
)

__all__ = [
    "BOUNDARIES_SOURCE",
    "Drawing",
    "Figure",
    "budget_bars",
    "comparison_bars",
    "comparison_statuses",
    "config",
    "country_map",
    "deferral_timeline",
    "kpi_bullet",
    "kpi_trend",
    "national_genders",
    "national_trend",
    "peers_position",
    "status_bar",
    "status_bars",
    "status_flow",
]
