# question: redelivered
# why: Takes rows that agree in all columns for repetitions; copies that arrived later differ.
def redelivered(log):
    return log.duplicated().groupby(log["source"].to_numpy()).sum()
