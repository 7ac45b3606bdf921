# question: off-policy
# why: Nested dicts.
def supported_value(log, old, new):
    p, q = old.to_dict("index"), new.to_dict("index")
    total = squares = gain = bare = 0.0
    for context, action, reward in zip(log["context"], log["action"], log["reward"]):
        w = q[context][action] / p[context][action]
        total, squares, gain = total + w, squares + w * w, gain + w * float(reward)
        bare += sum(chance for a, chance in q[context].items() if p[context][a] == 0)
    return gain / total, total * total / squares, bare / len(log)
