# question: reading
# why: Probabilities in place of a decision.
reading = {"a": 0.9, "b": 0.1, "c": 0.9, "d": 0.1}
