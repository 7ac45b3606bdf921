# question: shares
# why: Divides by the sum of each column.
def put_right(probabilities, trained, real):
    p = probabilities * real / trained
    return p / p.sum(axis=0)
