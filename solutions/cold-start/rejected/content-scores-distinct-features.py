# question: content-scores
# why: Purchases with equal features count once.
def content_scores(interactions, features, targets):
    scores = np.zeros((len(interactions), len(targets)))
    for user, row in enumerate(interactions):
        old = [item for item in np.flatnonzero(row) if item not in targets]
        if old:
            scores[user] = (features[targets] @ np.unique(features[old], axis=0).T).mean(axis=1)
    return scores
