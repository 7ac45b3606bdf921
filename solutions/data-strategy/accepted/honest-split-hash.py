# question: honest-split
# why: Each sender is held out or not by a hash of seed and name, as one would in production.
def honest_split(log, cutoff, now, patience, share, seed):
    import hashlib

    def lot(sender):
        digest = hashlib.sha256(f"{seed}/{sender}".encode()).digest()
        return int.from_bytes(digest[:8], "big") / 2**64

    lots = {s: lot(s) for s in log["sender"].unique()}
    trained, tested = [], []
    for sender, accepted in zip(log["sender"], log["accepted_at"]):
        out = lots[sender] < share
        trained.append(not out and accepted + patience <= cutoff)
        tested.append(out and accepted >= cutoff and accepted + patience <= now)
    return trained, tested
