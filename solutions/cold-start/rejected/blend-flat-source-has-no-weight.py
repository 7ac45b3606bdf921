# question: blend
# why: Beside a flat source the other one gets all the weight, even where it weighs 0.
def blend(content, behaviour, weight):
    from sklearn.preprocessing import scale

    content, behaviour = np.asarray(content), np.asarray(behaviour)
    share = np.reshape(weight, (-1, 1))
    share = np.where(np.ptp(content, axis=1, keepdims=True) == 0, 1, share)
    share = np.where(np.ptp(behaviour, axis=1, keepdims=True) == 0, 0, share)
    return (1 - share) * scale(content, axis=1) + share * scale(behaviour, axis=1)
