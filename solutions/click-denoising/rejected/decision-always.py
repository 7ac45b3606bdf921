# question: decision
# why: Always debias.
def choose_ranking(pages):
    return "weighted"
