# question: blend
# why: From 0 to 1 in every row, in a loop.
def blend(content, behaviour, weight):
    rows = []
    for c, b, w in zip(content, behaviour, weight):
        scaled = []
        for row in (c, b):
            spread = row.max() - row.min()
            scaled.append((row - row.min()) / spread if spread > 0 else row * 0)
        rows.append((1 - w) * scaled[0] + w * scaled[1])
    return np.array(rows)
