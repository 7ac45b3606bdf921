# question: position-model
# why: Takes every unclicked result for unseen.
def position_model(shown, clicked, n_steps):
    theta = np.full(shown.shape[1], 0.5)
    gamma = np.full((shown.shape[0], 1), 0.5)
    missed = shown - clicked
    for _ in range(n_steps):
        unclicked = missed / (1 - gamma * theta)
        examined = clicked
        relevant = clicked + unclicked * gamma * (1 - theta)
        theta = examined.sum(axis=0) / shown.sum(axis=0)
        gamma = relevant.sum(axis=1, keepdims=True) / shown.sum(axis=1, keepdims=True)
    return theta / theta[0], gamma[:, 0] * theta[0]
