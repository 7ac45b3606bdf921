# question: ndcg
# why: The library's own metric on the unseen items.
def ndcg_at_k(scores, seen, held_out, k):
    from sklearn.metrics import ndcg_score

    return ndcg_score([held_out[~seen].astype(int)], [scores[~seen]], k=k)
