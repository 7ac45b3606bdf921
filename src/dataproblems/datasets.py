"""The real data that the book runs on, bundled with the package and checked on every load.

Sources, licences and citations are in ``LICENSE-DATA.md``; ``dataproblems/data/make.py`` is the
script that made the files.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import duckdb
import pandas as pd

DATA = Path(__file__).parent / "data"

LoggingPolicy = Literal["random", "bts"]
Campaign = Literal["all", "men", "women"]


class DataFileError(RuntimeError):
    """A bundled file is missing or is not the file this version of the book was written with."""


class MovieLens(NamedTuple):
    """MovieLens latest-small: 100,004 ratings of 9,066 movies by 671 users, 1995-2016."""

    ratings: pd.DataFrame
    movies: pd.DataFrame


class OpenBandit(NamedTuple):
    """One log of the Open Bandit Dataset's sample and the items it could show."""

    log: pd.DataFrame
    items: pd.DataFrame


class Purchases(NamedTuple):
    """The Complete Journey: a year of grocery baskets, with products and promotions."""

    purchases: pd.DataFrame
    products: pd.DataFrame
    promotions: pd.DataFrame
    households: pd.DataFrame


def load_movielens() -> MovieLens:
    """Load MovieLens latest-small (Harper & Konstan, 2015).

    Returns
    -------
    MovieLens
        ``ratings``: one row a rating, sorted by user and time, with ``user_id``, ``movie_id``,
        ``rating`` (0.5-5 stars) and ``timestamp`` (UTC). ``movies``: one row a movie, with
        ``movie_id``, ``title``, ``year`` (nullable) and ``genres`` (joined by ``|``).

    Raises
    ------
    DataFileError
        If a file is missing or damaged; the message names it and says what to do.
    """
    ratings = read("movielens_ratings")
    ratings["timestamp"] = pd.to_datetime(ratings["timestamp"], unit="s")
    movies = read("movielens_movies").astype({"year": "Int16"})
    return MovieLens(ratings, movies)


def load_open_bandit(policy: LoggingPolicy = "random", campaign: Campaign = "all") -> OpenBandit:
    """Load 10,000 logged impressions of a fashion store (Saito et al., 2021).

    Parameters
    ----------
    policy
        The logging policy: ``"random"`` (uniform) or ``"bts"`` (Bernoulli Thompson sampling).
    campaign
        ``"all"`` (80 items), ``"men"`` (34) or ``"women"`` (46).

    Returns
    -------
    OpenBandit
        ``log``: ``timestamp`` (UTC), ``item_id``, ``position`` (1 left to 3 right), ``click``
        (0 or 1), ``propensity`` (the policy's probability of that item in that position) and
        four coded user features. ``items``: ``item_id`` with one numeric feature
        (``item_feature_0``) and three coded ones.

    Raises
    ------
    ValueError
        If there is no such policy or campaign.
    DataFileError
        If a file is missing or damaged; the message names it and says what to do.
    """
    for argument, value, choices in (
        ("policy", policy, ("random", "bts")),
        ("campaign", campaign, ("all", "men", "women")),
    ):
        if value not in choices:
            raise ValueError(f"{argument} must be one of {', '.join(choices)}; got {value!r}")
    log = read("open_bandit_log")
    items = read("open_bandit_items")
    chosen = (log["policy"] == policy) & (log["campaign"] == campaign)
    return OpenBandit(
        log[chosen].drop(columns=["policy", "campaign"]).reset_index(drop=True),
        items[items["campaign"] == campaign].drop(columns="campaign").reset_index(drop=True),
    )


def load_purchases() -> Purchases:
    """Load the Complete Journey grocery purchases (84.51 degrees).

    Returns
    -------
    Purchases
        ``purchases``: 1,469,307 rows sorted by time with ``household_id``, ``product_id``,
        ``basket_id``, ``quantity``, ``sales_value`` (US dollars paid) and ``timestamp``
        (to the minute, 2017). ``products``: ``product_id``, ``manufacturer_id``,
        ``department``, ``brand`` (National or Private), ``category``, ``type`` and
        ``package_size``. ``promotions``: per product and week, the percentage of promoting
        stores that displayed (``display_percent``) or mailed (``mailer_percent``) it, where
        the two sum to at least 5. ``households``: demographics of the 801 households that
        gave them.

    Raises
    ------
    DataFileError
        If a file is missing or damaged; the message names it and says what to do.
    """
    return Purchases(*(read(table) for table in Purchases._fields))


def load_flights() -> pd.DataFrame:
    """Load every flight that left New York City in 2013 (US Bureau of Transportation Statistics).

    Returns
    -------
    pandas.DataFrame
        336,776 rows sorted by ``scheduled`` departure (local time), with ``carrier``,
        ``origin``, ``dest``, ``distance`` (miles) and ``dep_delay``, ``arr_delay``,
        ``air_time`` (minutes; missing where the flight was cancelled or diverted).

    Raises
    ------
    DataFileError
        If the file is missing or damaged; the message names it and says what to do.
    """
    delays = ["dep_delay", "arr_delay", "air_time"]
    return read("flights").astype(dict.fromkeys(delays, "Int16"))


def read(table: str) -> pd.DataFrame:
    """Read one bundled table after checking its SHA-256 digest.

    Parameters
    ----------
    table
        The file's name without ``.parquet``.

    Raises
    ------
    DataFileError
        If the file is missing or its bytes are not those recorded in ``digests.json``.
    """
    path = checked_path(table)
    with duckdb.connect() as db:
        frame: pd.DataFrame = db.read_parquet(str(path)).df()
    return frame


def checked_path(table: str) -> Path:
    """Path of one bundled Parquet file, after checking its SHA-256 digest.

    For readers that scan the file themselves, such as DuckDB.

    Raises
    ------
    DataFileError
        If the file is missing or its bytes are not those recorded in ``digests.json``.
    """
    path = DATA / f"{table}.parquet"
    recorded = _digests()
    mend = f"Restore it with 'git checkout -- {path.name}' in {DATA}, or install the package again."
    if path.name not in recorded:
        raise DataFileError(f"There is no bundled table {table!r}; there are {sorted(recorded)}.")
    if not path.is_file():
        raise DataFileError(f"The data file {path} is missing. {mend}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != recorded[path.name]:
        raise DataFileError(
            f"The data file {path} is damaged: its SHA-256 digest is not the recorded one. {mend}"
        )
    return path


@cache
def _digests() -> dict[str, str]:
    digests: dict[str, str] = json.loads((DATA / "digests.json").read_text())
    return digests
