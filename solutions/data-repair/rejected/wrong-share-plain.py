# question: wrong-share
# why: The share among the reviewed rows, as if they were a sample of the table.
def wrong_share(recorded, reviewed, truth):
    return (recorded[reviewed] != truth).mean()
