"""The way in: `streamlit run dashboard.py`, or any ASGI server with `dashboard:app`."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from malkollen.frame import tell_of_error
from malkollen.locations import ROOT
from malkollen.open_data import ROUTES, tidied_up
from malkollen.packing import Packing
from malkollen.shell import Moved, Shell, to_start

app = st.App(
    ROOT / "malkollen" / "app.py",
    lifespan=tidied_up,
    routes=[Route("/start", to_start), *ROUTES],
    middleware=[Middleware(Moved), Middleware(Packing), Middleware(Shell)],
    on_script_error=tell_of_error,
)
