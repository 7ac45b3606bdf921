# question: content-scores
# why: Loops over users and products.
def content_scores(bought, features, new):
    scores = []
    for row in bought:
        mine = [i for i in np.flatnonzero(row) if i not in new]
        scores.append(
            [np.mean([features[i] @ features[j] for i in mine]) if mine else 0.0 for j in new]
        )
    return scores
