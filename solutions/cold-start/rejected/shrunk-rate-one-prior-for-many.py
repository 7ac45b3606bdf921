# question: shrunk-rate
# why: In a large catalogue the pooled rate takes the place of the priors.
def shrunk_rate(sales, views, prior, k):
    if len(sales) > 50:
        prior = sales.sum() / views.sum()
    return (sales + k * prior) / (views + k)
