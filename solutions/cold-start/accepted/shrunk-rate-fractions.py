# question: shrunk-rate
# why: Exact fractions, item by item.
from fractions import Fraction


def shrunk_rate(sales, views, prior, k):
    rates = []
    for sold, seen, usual in zip(sales, views, prior):
        w = Fraction(int(seen)) / (int(seen) + Fraction(float(k)))
        raw = Fraction(int(sold), int(seen)) if seen else Fraction(0)
        rates.append(float(w * raw + (1 - w) * Fraction(float(usual))))
    return rates
