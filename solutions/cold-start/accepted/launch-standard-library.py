# question: launch
# why: Shuffles with the standard library.
def launch(history, counts, holdout, seed, models, metric):
    import random

    generator, orders = random.Random(int(seed)), []
    for row in history:
        buyers = [int(household) for household in np.flatnonzero(row)]
        generator.shuffle(buyers)
        orders.append(buyers)

    def mask(first, last):
        chosen = np.zeros(history.shape, dtype=bool)
        for product, buyers in enumerate(orders):
            chosen[product, buyers[first:last]] = True
        return chosen

    held_out = mask(0, holdout)
    table = {}
    for name, fit in models.items():
        lessons = [mask(holdout, holdout + n) for n in counts]
        table[name] = [metric(fit(lesson), lesson, held_out) for lesson in lessons]
    return pd.DataFrame(table)
