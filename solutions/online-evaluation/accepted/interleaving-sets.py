# question: interleaving
# why: Sets of results by user.
def preference(clicks):
    teams = {"new": {}, "old": {}}
    for user, page, result, team in zip(clicks["user"], clicks["page"], clicks["result"], clicks["team"]):
        teams[team].setdefault(user, set()).add((page, result))
    users = set(teams["new"]) | set(teams["old"])
    balance = [len(teams["new"].get(u, ())) - len(teams["old"].get(u, ())) for u in users]
    wins, losses = sum(b > 0 for b in balance), sum(b < 0 for b in balance)
    ties = len(users) - wins - losses
    lead = (wins + 0.5 * ties) / len(users) - 0.5 if users else 0.0
    return lead, (stats.binomtest(losses, wins + losses).pvalue if wins + losses else 1.0)
