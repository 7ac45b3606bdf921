# question: position-model
# why: Cell by cell, as the formulas read.
def position_model(shown, clicked, n_steps):
    n_docs, n_positions = shown.shape
    theta, gamma = [0.5] * n_positions, [0.5] * n_docs
    for _ in range(n_steps):
        examined, relevant = [0.0] * n_positions, [0.0] * n_docs
        for d in range(n_docs):
            for k in range(n_positions):
                missed = shown[d, k] - clicked[d, k]
                none = 1 - theta[k] * gamma[d]
                examined[k] += clicked[d, k] + missed * theta[k] * (1 - gamma[d]) / none
                relevant[d] += clicked[d, k] + missed * gamma[d] * (1 - theta[k]) / none
        theta = [examined[k] / shown[:, k].sum() for k in range(n_positions)]
        gamma = [relevant[d] / shown[d].sum() for d in range(n_docs)]
    return [t / theta[0] for t in theta], [g * theta[0] for g in gamma]
