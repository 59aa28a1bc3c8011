"""How does it look? A table in, a Plotly figure out.

Every function takes an Arrow table and returns a figure that fits 390 px of width as well as a desk screen, can be read
without colour, and says 'Inga uppgifter' where the table is empty. Nothing here reads data or knows of pages.
"""

from plotly.graph_objects import Figure

from malkollen.charts.amounts import budget_bars, comparison_bars
from malkollen.charts.canvas import CONFIG
from malkollen.charts.deferrals import deferral_timeline
from malkollen.charts.kpis import kpi_bullet, kpi_trend
from malkollen.charts.statuses import (
    comparison_statuses,
    status_bar,
    status_bars,
    status_flow,
)

__all__ = [
    "CONFIG",
    "Figure",
    "budget_bars",
    "comparison_bars",
    "comparison_statuses",
    "deferral_timeline",
    "kpi_bullet",
    "kpi_trend",
    "status_bar",
    "status_bars",
    "status_flow",
]
