"""The script that each visit runs: the frame, then the page asked for.

It lies in the package, not beside `pages/`: where a folder of that name stands beside the script, Streamlit runs a
page's file alone on a deep link, without menu and filters.
"""

from malkollen import frame

frame.run()
