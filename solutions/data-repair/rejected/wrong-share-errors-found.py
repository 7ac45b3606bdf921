# question: wrong-share
# why: The errors found, divided by all rows: as if the rest were right.
def wrong_share(recorded, reviewed, truth):
    return (recorded[reviewed] != truth).sum() / len(recorded)
