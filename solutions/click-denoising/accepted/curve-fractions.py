# question: curve
# why: Exact fractions, and a tuple.
from fractions import Fraction
def examination_curve(impressions):
    s = impressions[impressions["shuffled"]]
    top = max(s["position"])
    rate = [Fraction(int(s.loc[s["position"] == k, "click"].sum()), int((s["position"] == k).sum())) for k in range(1, top + 1)]
    return tuple(float(r / rate[0]) for r in rate)
