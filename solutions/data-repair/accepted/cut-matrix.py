# question: cut
# why: All cuts and all cases in one table; a list of one number comes out.
def cheapest_cut(truth, scores, loss, alarm):
    cuts = np.concatenate([scores, [np.max(scores) + 1]])
    raised = scores[None, :] >= cuts[:, None]
    missed = np.where(raised, 0, np.where(truth == 1, loss, 0)).sum(axis=1)
    false = (raised & (truth == 0)).sum(axis=1) * alarm
    return [cuts[(missed + false).argmin()]]
