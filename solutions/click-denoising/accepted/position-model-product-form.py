# question: position-model
# why: Uses that P(examined) without a click is (theta - theta gamma) / (1 - theta gamma).
def position_model(shown, clicked, n_steps):
    theta, gamma = np.ones(shown.shape[1]) / 2, np.ones(shown.shape[0]) / 2
    for _ in range(n_steps):
        both = np.outer(gamma, theta)
        rest = (shown - clicked) / (1 - both)
        looked = (clicked + rest * (theta - both)).sum(axis=0)
        liked = (clicked + rest * (gamma[:, None] - both)).sum(axis=1)
        theta, gamma = looked / shown.sum(axis=0), liked / shown.sum(axis=1)
    first = theta[0]
    return theta / first, gamma * first
