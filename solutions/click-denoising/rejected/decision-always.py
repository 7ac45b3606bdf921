# question: decision
# why: Always debias.
def choose(pages):
    return "weighted"
