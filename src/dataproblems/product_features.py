"""What a shop knows of a product before anyone buys it, and who bought what first.

Aggregates of the Complete Journey purchases, scanned by DuckDB so that a page never holds all
1.47 million rows. Taught on the Amazon chapter's metadata page.
"""

import duckdb
import pandas as pd
from numpy.typing import ArrayLike

from dataproblems.contracts import keys, whole
from dataproblems.datasets import checked_path

# Not goods that a recommender could offer, or offered by another mechanism.
NOT_RECOMMENDED = ("COUPON", "FUEL", "MISCELLANEOUS", "CNTRL/STORE SUP", "TRAVEL & LEISURE")

# In a notebook DuckDB would show a progress bar, which the built page would keep.
NO_PROGRESS_BAR = "SET enable_progress_bar = false"


def first_purchases(min_households: int = 1) -> pd.DataFrame:
    """One row for each household and product that it ever bought.

    Parameters
    ----------
    min_households
        Leave out products that fewer households bought in the whole year. It looks at all of
        the year, so use it to choose a catalogue, never as a feature.

    Returns
    -------
    pandas.DataFrame
        ``household_id``, ``product_id``, ``first`` and ``last`` (times of the first and last
        purchase) and ``baskets`` (in how many baskets it was), by household and product.

    Raises
    ------
    ValueError
        If ``min_households`` is below 1.
    """
    whole(min_households, "min_households", least=1)
    with duckdb.connect() as db:
        db.execute(NO_PROGRESS_BAR)
        pairs: pd.DataFrame = db.sql(
            """
            WITH pairs AS (
                SELECT household_id, product_id, min(timestamp) AS first,
                       max(timestamp) AS last, count(DISTINCT basket_id) AS baskets
                FROM read_parquet($purchases) GROUP BY ALL)
            SELECT household_id, product_id, first, last, baskets
            FROM pairs JOIN read_parquet($products) USING (product_id)
            WHERE department NOT IN $unwanted
            QUALIFY count(*) OVER (PARTITION BY product_id) >= $least
            ORDER BY household_id, product_id""",
            params={
                "purchases": str(checked_path("purchases")),
                "products": str(checked_path("products")),
                "unwanted": list(NOT_RECOMMENDED),
                "least": min_households,
            },
        ).df()
    return pairs


def product_metadata(product_ids: ArrayLike) -> pd.DataFrame:
    """Describe products by what is known on the day they are listed.

    Parameters
    ----------
    product_ids
        Products, in the order of the rows wanted.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``product_id``: ``department``, ``category``, ``type``, ``brand`` (National
        or Private), ``manufacturer``, ``log_price`` (natural log of the median unit price paid
        in US dollars, the stand-in for a list price; missing where it was never paid for) and
        ``text`` (the words of type and package size).

    Raises
    ------
    ValueError
        If a product is unknown.
    """
    wanted = pd.Index(keys(product_ids, "product_ids"), name="product_id")
    with duckdb.connect() as db:
        db.execute(NO_PROGRESS_BAR)
        known: pd.DataFrame = db.sql(
            """
            SELECT product_id, department, category, type, brand,
                   manufacturer_id AS manufacturer, ln(price) AS log_price,
                   replace(concat_ws(' ', type, package_size), '/', ' ') AS text
            FROM read_parquet($products) LEFT JOIN (
                SELECT product_id, median(sales_value / quantity) AS price
                FROM read_parquet($purchases) WHERE quantity > 0 AND sales_value > 0
                GROUP BY product_id) USING (product_id)""",
            params={
                "purchases": str(checked_path("purchases")),
                "products": str(checked_path("products")),
            },
        ).df()
    known = known.set_index("product_id")
    unknown = wanted.difference(known.index)
    if len(unknown):
        raise ValueError(f"no metadata for product {unknown[0]} and {len(unknown) - 1} more")
    return known.reindex(wanted)
