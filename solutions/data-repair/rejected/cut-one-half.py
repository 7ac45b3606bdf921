# question: cut
# why: One half, whatever the scores are.
def cheapest_cut(truth, scores, loss, alarm):
    return 0.5
