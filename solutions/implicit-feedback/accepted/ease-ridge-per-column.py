# question: ease
# why: Each column is a ridge regression on the other items.
def ease(X, l2):
    from sklearn.linear_model import Ridge

    n = X.shape[1]
    B = np.zeros((n, n))
    for j in range(n):
        others = np.arange(n) != j
        B[others, j] = Ridge(alpha=l2, fit_intercept=False).fit(X[:, others], X[:, j]).coef_
    return B
