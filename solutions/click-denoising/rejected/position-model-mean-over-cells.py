# question: position-model
# why: Means over the cells of the table, however many impressions they hold.
def position_model(shown, clicked, n_steps):
    theta = np.full(shown.shape[1], 0.5)
    gamma = np.full((shown.shape[0], 1), 0.5)
    missed = shown - clicked
    for _ in range(n_steps):
        unclicked = missed / (1 - gamma * theta)
        examined = clicked + unclicked * theta * (1 - gamma)
        relevant = clicked + unclicked * gamma * (1 - theta)
        theta = (examined / np.maximum(shown, 1)).mean(axis=0)
        gamma = (relevant / np.maximum(shown, 1)).mean(axis=1, keepdims=True)
    return theta / theta[0], gamma[:, 0] * theta[0]
