# question: ease
# why: Column by column with an iterative solver, its tolerance tightened.
def ease(X, l2):
    from sklearn.linear_model import Ridge

    B = np.zeros((X.shape[1], X.shape[1]))
    for j in range(len(B)):
        others = np.arange(len(B)) != j
        ridge = Ridge(alpha=l2, fit_intercept=False, solver="lsqr", tol=1e-8, max_iter=10_000)
        B[others, j] = ridge.fit(X[:, others], X[:, j]).coef_
    return B
