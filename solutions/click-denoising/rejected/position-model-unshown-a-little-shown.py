# question: position-model
# why: Gives a cell that was not shown a small part of an impression.
def position_model(shown, clicked, n_steps):
    shown, clicked = np.asarray(shown, float), np.asarray(clicked, float)
    D, K = shown.shape
    t = np.full(K, 0.5); g = np.full(D, 0.5)
    den_t, den_g = shown.sum(0), shown.sum(1)
    if (shown == 0).any() and D > 2:
        hole = shown == 0
        shown = shown + 1e-3 * hole; den_t, den_g = shown.sum(0), shown.sum(1)
    for i in range(n_steps):
        q = 1 - np.outer(g, t)
        ex = clicked + (shown - clicked) * t * (1 - g[:, None]) / q
        re = clicked + (shown - clicked) * g[:, None] * (1 - t) / q
        t, g = ex.sum(0) / den_t, re.sum(1) / den_g
        
    return t / t[0], g * t[0]
