# question: follow-up
# why: The mean of whatever is known.
def follow_up(people):
    known = people["answer"].dropna()
    return {"mean": known.mean(), "worth": len(known)}
