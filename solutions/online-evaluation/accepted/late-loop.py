# question: late
# why: Click by click.
def conversion_rate(clicks, lags, now):
    lags = [float(lag) for lag in lags]
    came = could = 0.0
    for time, converted in zip(clicks["time"].tolist(), clicks["converted"].tolist()):
        if time > now:
            continue
        came += converted <= now
        could += sum(lag <= now - time for lag in lags) / len(lags)
    return came / could
