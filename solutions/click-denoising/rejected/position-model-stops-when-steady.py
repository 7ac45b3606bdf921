# question: position-model
# why: Stops as soon as a step changes little, though the question asks for a number of steps.
def position_model(shown, clicked, n_steps):
    theta, gamma = np.full(shown.shape[1], 0.5), np.full(shown.shape[0], 0.5)
    for _ in range(n_steps):
        t, g = theta[None], gamma[:, None]
        e = clicked + (shown - clicked) * t * (1 - g) / (1 - t * g)
        r = clicked + (shown - clicked) * g * (1 - t) / (1 - t * g)
        new = e.sum(0) / shown.sum(0)
        done = np.abs(new - theta).max() < 1e-3
        theta, gamma = new, r.sum(1) / shown.sum(1)
        if done:
            break
    return theta / theta[0], gamma * theta[0]
