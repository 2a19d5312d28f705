"""What permea answers of the 2,446 schools, in pandas: read the sheets, find each school's family, count coasting schools.

    python3 benches/peer.py secondary-2017-2019.csv national-2017-2019.csv

The rule is that of assets/rules.ron: 30 nearest schools of the same group, at most a third of it, weighted squared
distance of z-scores over what both schools have, at least half of the weight; above the national Attainment 8 and below
the median Progress 8 of at least five peers in 2019.
"""

import sys

import numpy as np
import pandas as pd

WEIGHTS = {"prior": 0.40, "fsm": 0.30, "eal": 0.075, "size": 0.075}

schools = pd.read_csv(sys.argv[1])
national = pd.read_csv(sys.argv[2]).set_index(["measure", "year"])["value"]

context = pd.DataFrame({
    "prior": schools["Prior (KS2) attainment, 2019"],
    "fsm": schools["FSM6, %"],
    "eal": schools["EAL, %"],
    "size": np.log(schools["Total pupils"].where(schools["Total pupils"] > 0)),
})
attainment, progress = schools["Attainment 8, 2019"], schools["Progress 8, 2019"].to_numpy()
cohort = schools["P8 pupils, 2019"]
median = np.full(len(schools), np.nan)

for _, pool in schools.groupby(schools["Selective (name)"].eq("Yes")).groups.items():
    part = context.loc[pool]
    scores = ((part - part.mean()) / part.std(ddof=0)).to_numpy()
    known = ~np.isnan(scores)
    scores = np.where(known, scores, 0.0)
    weights = np.array(list(WEIGHTS.values()))
    size = min(30, len(pool) // 3)
    places = pool.to_numpy()
    for row, place in enumerate(places):
        both = known & known[row]
        shared = both @ weights
        squares = (((scores - scores[row]) ** 2 * both) @ weights) / np.where(shared > 0, shared, np.nan)
        squares[shared < weights.sum() / 2] = np.nan
        squares[row] = np.nan
        nearest = np.argsort(np.round(squares, 9), kind="stable")[:size]
        nearest = nearest[~np.isnan(squares[nearest])]
        values = progress[places[nearest]]
        values = values[~np.isnan(values)]
        if len(values) >= 5:
            median[place] = np.median(values)

above = attainment > national["Attainment 8", 2019]
below = progress < median
print(int((above & below & (cohort >= 6)).sum()), "coasting schools")
