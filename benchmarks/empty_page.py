"""The yardstick: the least page that Streamlit can show with a choice on it."""

import streamlit as st

chosen = st.selectbox("Kommun", ["Linköping", "Huddinge"], key="kommun")
st.title("Tom sida")
st.write(f"Vald kommun: {chosen}")
