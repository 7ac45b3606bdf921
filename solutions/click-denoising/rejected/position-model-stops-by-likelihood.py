# question: position-model
# why: Stops when a step hardly raises the likelihood.
def position_model(shown, clicked, n_steps):
    shown = np.asarray(shown, float); clicked = np.asarray(clicked, float)
    th = np.full(shown.shape[1], .5); ga = np.full(shown.shape[0], .5)
    miss = shown - clicked
    for _ in range(n_steps):
        den = 1 - np.outer(ga, th)
        pe = th[None] * (1 - ga[:, None]) / den
        pr = ga[:, None] * (1 - th[None]) / den
        both = np.outer(ga, th)
        fit = (clicked * np.log(both) + miss * np.log1p(-both)).sum() / shown.sum()
        if _ and fit - last < 1e-8:
            break
        last = fit
        th, ga = (clicked + miss * pe).sum(0) / shown.sum(0), (clicked + miss * pr).sum(1) / shown.sum(1)
    return th / th[0], ga * th[0]
