# question: position-model
# why: Scales after every step, so that the first place is always examined.
def position_model(shown, clicked, n_steps):
    theta = np.full(shown.shape[1], 0.5)
    gamma = np.full((shown.shape[0], 1), 0.5)
    missed = shown - clicked
    for _ in range(n_steps):
        unclicked = missed / (1 - gamma * theta)
        examined = clicked + unclicked * theta * (1 - gamma)
        relevant = clicked + unclicked * gamma * (1 - theta)
        theta = examined.sum(axis=0) / shown.sum(axis=0)
        gamma = relevant.sum(axis=1, keepdims=True) / shown.sum(axis=1, keepdims=True)
        theta, gamma = theta / theta[0], gamma * theta[0]
    return theta / theta[0], gamma[:, 0] * theta[0]
