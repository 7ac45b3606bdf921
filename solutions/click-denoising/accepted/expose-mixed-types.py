# question: expose
# why: Nullable types, four places, rows in no order.
def exposing_log():
    log = pd.DataFrame(
        {
            "page": range(10),
            "click": np.ones(10, bool),
            "position": [2.0, 1, 1, 1, 1, 1, 1, 1, 3, 4],
            "shuffled": np.ones(10, bool),
        }
    )
    return (
        log.set_index("page")
        .sample(frac=1, random_state=3)
        .astype({"click": "int8", "position": "Int64", "shuffled": "boolean"})
    )
