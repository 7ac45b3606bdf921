"""Contracts of ``clicks``."""

import numpy as np
import pandas as pd

from cases.case import Contracts
from cases.values import NAN, ROWS
from dataproblems import clicks

case = Contracts("clicks")

PAGES = pd.DataFrame(
    {
        "session_id": [0, 0, 0, 1, 1],
        "page_id": [0, 0, 1, 2, 2],
        "user_id": [4, 4, 4, 5, 5],
        "doc_id": [8, 9, 8, 9, 8],
        "timestamp": pd.date_range("2024-01-01", periods=5, freq="h"),
        "position": [1, 2, 1, 1, 2],
        "click": [1, 0, 1, 1, 1],
        "dwell": [40.0, NAN, 3, 0, 90],
        "scroll_depth": [0.5, NAN, 0.25, 0, 1],
        "shuffled": True,
    }
)
BAD_PAGES = [PAGES[["page_id"]], 3, pd.concat([PAGES, PAGES], axis=1)]
BAD_CLICKS = [PAGES.assign(click=click) for click in (NAN, None, "yes", -1, 2)]
NAMES = {
    "impressions": "impressions|scroll_depth|position|click|doc_id|user_id|page_id|timestamp|dwell"
    "|shuffled",
    "clicked": "click",
}
case(
    clicks.satisfied_clicks,
    {"impressions": PAGES},
    impressions=[*BAD_PAGES, *BAD_CLICKS, PAGES.assign(dwell="long")],
    threshold=[-1, NAN],
    named=NAMES,
)
case(
    clicks.click_signals,
    {"impressions": PAGES},
    impressions=[
        *BAD_PAGES,
        *BAD_CLICKS,
        PAGES.assign(page_id=None),
        PAGES.assign(position=NAN),
        PAGES.assign(dwell="long"),
        PAGES.assign(scroll_depth="deep"),
    ],
    named=NAMES,
)
case(
    clicks.user_activity,
    {"impressions": PAGES},
    named=NAMES,
    impressions=[
        *BAD_PAGES,
        *BAD_CLICKS,
        PAGES.assign(dwell="long"),
        PAGES.assign(user_id=None),
        PAGES.assign(timestamp=pd.NaT),
        PAGES.assign(timestamp="9 am"),
    ],
)
case(
    clicks.flag_bots,
    {"activity": clicks.user_activity(PAGES)},
    activity=[
        ROWS,
        *(clicks.user_activity(PAGES).assign(pages=pages) for pages in (NAN, "many")),
        clicks.user_activity(PAGES).assign(night_share="late"),
    ],
    min_clicks=[-1, NAN],
    night_z=[NAN],
    least_spread=[NAN],
    least_scroll=[NAN],
)
BAD_TALLY = [
    *BAD_PAGES,
    PAGES.iloc[:0],
    PAGES.assign(position=0),
    PAGES.assign(position=1.5),
    PAGES.assign(position=NAN),
    PAGES.assign(doc_id=None),
    PAGES.assign(click=NAN),
    PAGES.assign(click=-1),
]
for count in (clicks.tally, clicks.click_rates, clicks.examination_from_shuffles):
    case(
        count,
        {"impressions": PAGES},
        impressions=BAD_TALLY,
        clicked=[[1], [NAN] * 5, [7] * 5],
        named=NAMES,
    )
case(
    clicks.position_based_model,
    {"impressions": PAGES, "iterations": 5},
    impressions=[*BAD_TALLY, PAGES.assign(click=0), PAGES[PAGES["position"] > 1]],
    iterations=[0],
    prior=[-1, NAN],
    named=NAMES,
)
case(
    clicks.weighted_relevance,
    {"impressions": PAGES, "examination": np.array([1.0, 0.5])},
    impressions=BAD_TALLY,
    examination=[[1.0], [1.0, 0], [1.0, NAN]],
    clip=[-1, 2, NAN],
    named=NAMES,
)
case(
    clicks.rows_to_tell,
    {"rate": 0.1, "difference": 0.01},
    rate=[0, NAN, 0.995],
    difference=[0, -1, NAN],
    power=[0, 1, NAN],
    alpha=[0, 1],
)
