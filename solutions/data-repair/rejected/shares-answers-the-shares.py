# question: shares
# why: Everybody gets the shares in use: what the model knows is lost.
def put_right(probabilities, trained, real):
    return np.tile(real, (len(probabilities), 1))
