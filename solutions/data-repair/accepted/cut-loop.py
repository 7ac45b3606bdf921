# question: cut
# why: Tries the score of every positive case, and none; the cost is added up case by case.
def cheapest_cut(truth, scores, loss, alarm):
    def cost(c):
        total = 0.0
        for y, s, l in zip(truth, scores, loss):
            if y == 1 and s < c:
                total += l
            elif y == 0 and s >= c:
                total += alarm
        return total

    return min([max(scores) + 1, *scores[truth == 1]], key=cost)
