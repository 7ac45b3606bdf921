# question: position-model
# why: Makes at most twenty steps, whatever was asked for.
def position_model(shown, clicked, n_steps):
    theta, gamma = np.full(shown.shape[1], 0.5), np.full(shown.shape[0], 0.5)
    for _ in range(min(n_steps, 20)):
        t, g = theta[None], gamma[:, None]
        e = clicked + (shown - clicked) * t * (1 - g) / (1 - t * g)
        r = clicked + (shown - clicked) * g * (1 - t) / (1 - t * g)
        theta, gamma = e.sum(0) / shown.sum(0), r.sum(1) / shown.sum(1)
    return theta / theta[0], gamma * theta[0]
