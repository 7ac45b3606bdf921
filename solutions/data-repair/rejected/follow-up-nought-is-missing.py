# question: follow-up
# why: Fills gaps with 0 and takes every 0 for a gap.
def follow_up(people):
    answer = people["answer"].fillna(0)
    silent = people["called"] | (answer == 0)
    chance = people["called"].groupby([people["group"], silent]).transform("mean")
    weight = (1 / chance.where(silent, 1))[answer != 0]
    return {
        "mean": np.average(answer[answer != 0], weights=weight),
        "worth": weight.sum() ** 2 / (weight**2).sum(),
    }
