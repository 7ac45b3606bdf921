# question: blend
# why: scikit-learn's scaler, which works by column, on the transposed matrix.
def blend(content, behaviour, weight):
    from sklearn.preprocessing import minmax_scale

    return (1 - weight)[:, None] * minmax_scale(content.T).T + weight[:, None] * minmax_scale(behaviour.T).T
