# question: bots
# why: Whoever clicks most is a bot: throws out the most interested readers.
def find_bots(activity):
    return activity["clicks"] > activity["clicks"].quantile(0.9)
