# question: cut
# why: The formula for calibrated probabilities, on scores that are none.
def cheapest_cut(truth, scores, loss, alarm):
    ones = loss[truth == 1]
    mean = ones.mean() if len(ones) else 0.0
    return alarm / (alarm + mean)
