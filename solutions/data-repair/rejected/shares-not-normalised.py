# question: shares
# why: The rows do not sum to 1.
def put_right(probabilities, trained, real):
    return probabilities * real / trained
