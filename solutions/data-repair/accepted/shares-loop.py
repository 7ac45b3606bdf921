# question: shares
# why: Row by row with plain lists.
def put_right(probabilities, trained, real):
    out = []
    for row in probabilities:
        joint = [p / t * r for p, t, r in zip(row, trained, real)]
        out.append([j / sum(joint) for j in joint])
    return out
