"""Every measure of `permea metrics` beside NetworkX and python-igraph, on every graph file of a folder.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install networkx scipy python-igraph
    cargo build --release
    /tmp/peers/bin/python benches/measures/compare.py ../shared/data/graphs [target/release/permea]

Each file is imported into a map of its own, and the ties of the map (its export as sheets) are given to the libraries: all members, directed,
parallel ties as one, a tie that goes both ways as two. Prints one line a file with the largest difference of any value of any
measure, and ends with 1 if one is above 1e-9 or if Leiden's modularity is below the best that igraph finds in ten runs.
Files that permea refuses are named. Members without a value in permea must have none (NaN) in NetworkX, too.
"""

import collections
import csv
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import igraph
import networkx as nx

LIMIT = 1e-9
folder = pathlib.Path(sys.argv[1])
permea = str(pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "target/release/permea").resolve())
home = tempfile.mkdtemp()
environment = dict(os.environ, PERMEA_HOME=home)


def run(*arguments):
    return subprocess.run([permea, *map(str, arguments)], capture_output=True, text=True, env=environment)


def graph_of(folder):
    """The members and ties of a map exported as sheets."""
    graph = nx.DiGraph()
    members = list(csv.DictReader((folder / "members.csv").open(newline="")))
    graph.add_nodes_from(row["id"] for row in members)
    ties = folder / "ties.csv"
    for row in csv.DictReader(ties.open(newline="")) if ties.exists() else []:
        graph.add_edge(row["from"], row["to"])
        if row.get("mutual") in ("true", "yes", "1"):
            graph.add_edge(row["to"], row["from"])
    return graph


def attempt(work, otherwise):
    """What NetworkX answers, or what stands for no answer."""
    try:
        return work()
    except nx.PowerIterationFailedConvergence:
        return otherwise


def by_hand(graph, authority):
    """Gould-Fernandez roles and the E-I index, which neither library has, from their definitions."""
    roles = {node: collections.Counter() for node in graph}
    for own in graph:
        for giver in graph.predecessors(own):
            for taker in graph.successors(own):
                groups = [authority.get(node) for node in (giver, own, taker)]
                if giver == taker or graph.has_edge(giver, taker) or None in groups:
                    continue
                before, mine, after = groups
                name = (
                    "coordinator" if before == mine == after
                    else "gatekeeper" if mine == after
                    else "representative" if before == mine
                    else "consultant" if before == after
                    else "liaison"
                )
                roles[own][name] += 1
    return roles


def freeman(values, most):
    return sum(max(values) - value for value in values) / most if len(values) > 2 else None


def expected(graph):
    """The values of NetworkX: by member, and of the network."""
    count, simple = len(graph), nx.Graph(graph.to_undirected())
    nothing = dict.fromkeys(graph)
    paths = {node: nx.single_source_shortest_path_length(graph.reverse(copy=False), node) for node in graph}
    within = lambda steps: {node: sum(0 < far <= steps for far in found.values()) for node, found in paths.items()}
    between = nx.betweenness_centrality(graph) if count > 2 else dict.fromkeys(graph, 0.0)
    cuts = set(nx.articulation_points(simple))
    members = {
        "in_degree": dict(graph.in_degree()),
        "out_degree": dict(graph.out_degree()),
        "betweenness": between,
        "closeness": nx.closeness_centrality(graph),
        "eigenvector": attempt(lambda: nx.eigenvector_centrality(graph, max_iter=100_000, tol=1e-12), nothing) if count else {},
        "pagerank": attempt(lambda: nx.pagerank(graph, tol=1e-12, max_iter=100_000), nothing) if count else {},
        "constraint": nx.constraint(graph) if count else {},
        "effective_size": nx.effective_size(graph) if count else {},
        "core": nx.core_number(simple),
        "articulation": {node: node in cuts for node in graph},
        "reach_1": within(1),
        "reach_2": within(2),
        "reach_3": within(3),
        "reach": {node: len(found) - 1 for node, found in paths.items()},
    }
    degrees = lambda pairs: [degree for _, degree in pairs]
    network = {
        "members": count,
        "ties": graph.number_of_edges(),
        "density": nx.density(graph) if count > 1 else None,
        "reciprocity": nx.overall_reciprocity(graph) if graph.number_of_edges() else None,
        "components": nx.number_weakly_connected_components(graph),
        "isolates": nx.number_of_isolates(graph),
        "in_centralisation": freeman(degrees(graph.in_degree()), (count - 1) ** 2),
        "out_centralisation": freeman(degrees(graph.out_degree()), (count - 1) ** 2),
        "betweenness_centralisation": freeman(list(between.values()), count - 1),
        "articulation_points": len(cuts),
        "bridges": sorted(sorted(pair) for pair in nx.bridges(simple)),
    }
    return members, network


def of_igraph(graph):
    """The values of python-igraph where its definition is the same."""
    nodes = list(graph)
    places = {node: place for place, node in enumerate(nodes)}
    flat = igraph.Graph(len(nodes), [(places[a], places[b]) for a, b in graph.edges()], directed=True)
    scale = (len(nodes) - 1) * (len(nodes) - 2)
    by_node = lambda values: dict(zip(nodes, values))
    undirected = flat.as_undirected()
    members = {
        "betweenness": by_node([value / scale if scale > 0 else 0.0 for value in flat.betweenness()]),
        "core": by_node(undirected.coreness()),
        "in_degree": by_node(flat.indegree()),
        # igraph: mutual weights as well, on directed graphs
        "constraint": by_node(flat.constraint()),
    }
    network = {"density": flat.density() if len(nodes) > 1 else None, "components": len(flat.connected_components(mode="weak"))}
    return members, network, undirected, nodes


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


def best_of_igraph(undirected):
    best = -1.0
    for seed in range(10):
        random.seed(seed)
        igraph.set_random_number_generator(random)
        found = undirected.community_leiden(objective_function="modularity", n_iterations=10)
        best = max(best, undirected.modularity(found))
    return best


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
