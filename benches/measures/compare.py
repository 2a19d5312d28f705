"""Every measure of `permea metrics` beside NetworkX and python-igraph, on every graph file of a folder.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install networkx scipy python-igraph
    cargo build --release
    /tmp/peers/bin/python benches/measures/compare.py ../shared/data/graphs [target/release/permea]

Each file is imported into a map of its own, and the ties of the map (its export as sheets) are given to the libraries: all members, directed,
parallel ties as one, a tie that goes both ways as two. Prints one line a file with the largest difference of any value of any
measure, and ends with 1 if one is above 1e-9 or if Leiden's modularity is below the best of ten runs of igraph as it runs by default.
Files that permea refuses are named. Members without a value in permea must have none (NaN) in NetworkX, too.
"""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

from peers import best_of_igraph, by_hand, expected, graph_of, of_igraph

LIMIT = 1e-9
folder = pathlib.Path(sys.argv[1])
permea = str(pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "target/release/permea").resolve())
home = tempfile.mkdtemp()
environment = dict(os.environ, PERMEA_HOME=home)


def run(*arguments):
    return subprocess.run([permea, *map(str, arguments)], capture_output=True, text=True, env=environment)


def apart(ours, theirs):
    """How far two values are apart; two absent ones are equal."""
    missing = lambda value: value is None or (isinstance(value, float) and math.isnan(value))
    if missing(ours) or missing(theirs):
        return 0.0 if missing(ours) and missing(theirs) else math.inf
    if isinstance(theirs, (list, bool)):
        return 0.0 if ours == theirs else math.inf
    return abs(ours - theirs)


def compare(answer, members, network, library):
    worst = (0.0, "")
    for row in answer["members"]:
        for name, values in members.items():
            worst = max(worst, (apart(row[name], values.get(row["member"])), f"{library} {name} of {row['member']}"))
    for name, value in network.items():
        worst = max(worst, (apart(answer["network"][name], value), f"{library} {name}"))
    return worst


wrong = compared = 0
for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in (".gexf", ".graphml", ".net", ".csv", ".gz", ".txt")):
    name = path.relative_to(folder).as_posix()
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        imported = run("import", place / "m.ron", path)
        if not (place / "m.ron").exists():
            print(f"{name}: not imported: {imported.stderr.strip().splitlines()[-1] if imported.stderr.strip() else imported.returncode}")
            continue
        run("export", place / "m.ron", place / "sheets", "--as", "csv")
        graph = graph_of(place / "sheets")
        answer = json.loads(run("metrics", place / "m.ron", "--format", "json", "--exact").stdout)
    members, network = expected(graph)
    worst = compare(answer, members, network, "networkx")
    of_members, of_network, undirected, nodes = of_igraph(graph)
    worst = max(worst, compare(answer, of_members, of_network, "igraph"))
    roles = by_hand(graph, {})
    worst = max(worst, (float(any(sum(row["brokerage"]["authority"].values()) != sum(roles[row["member"]].values()) for row in answer["members"])), "roles"))
    ours, line = answer["network"]["modularity"], ""
    if ours is not None:
        parting = [row["community"] for row in answer["members"]]
        alone = max((part for part in parting if part is not None), default=-1)
        numbers = {row["member"]: row["community"] if row["community"] is not None else alone + 1 + at for at, row in enumerate(answer["members"])}
        again = undirected.modularity([numbers[node] for node in nodes])
        theirs = best_of_igraph(undirected)
        line = f", modularity {ours:.6f} (igraph {theirs:.6f})"
        worst = max(worst, (abs(ours - again), "modularity"))
        if ours < theirs - LIMIT:
            wrong += 1
            line += " BELOW"
    compared += 1
    wrong += worst[0] > LIMIT
    mark = "" if worst[0] <= LIMIT else " DIFFERS"
    print(f"{name}: {len(graph)} members, {graph.number_of_edges()} ties: {worst[0]:.1e} ({worst[1]}){line}{mark}", flush=True)
print(f"{compared} files compared, {wrong} differences")
sys.exit(1 if wrong or not compared else 0)
