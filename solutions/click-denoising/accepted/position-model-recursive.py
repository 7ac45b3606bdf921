# question: position-model
# why: One call for each step.
def position_model(shown, clicked, n_steps, theta=None, gamma=None):
    if theta is None:
        theta = np.full(shown.shape[1], 0.5)
        gamma = np.full(shown.shape[0], 0.5)
    if n_steps == 0:
        return theta / theta[0], gamma * theta[0]
    g, t = np.meshgrid(gamma, theta, indexing="ij")
    e = clicked + (shown - clicked) * t * (1 - g) / (1 - t * g)
    r = clicked + (shown - clicked) * g * (1 - t) / (1 - t * g)
    return position_model(shown, clicked, n_steps - 1, e.sum(0) / shown.sum(0), r.sum(1) / shown.sum(1))
