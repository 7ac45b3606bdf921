# question: reading
# why: Read off the data that are drawn.
reading = {"a": bool((plotted.loc[1:7].abs() > 1.96).any()), "b": bool((plotted.abs() > 3.2).any()), "c": bool(abs(plotted[28]) < 1.96), "d": False}
