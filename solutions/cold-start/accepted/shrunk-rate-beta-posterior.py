# question: shrunk-rate
# why: The posterior mean of a Beta prior, by pandas and SciPy.
def shrunk_rate(sales, views, prior, k):
    table = pd.DataFrame({"a": sales + k * prior, "b": views - sales + k * (1 - prior)})
    return table["a"] / (table["a"] + table["b"])
