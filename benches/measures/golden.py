"""Golden values for small graphs, as NetworkX gives them; the test `metrics_golden` reads them.

    /tmp/peers/bin/python benches/measures/golden.py > tests/it/fixtures/metrics.json

The graphs are those that textbooks use and a few that are awkward: parts, a member without ties, a way without return, a circle
with a tail. Absent values are null. Made with NetworkX 3.6.1, eigenvector and PageRank iterated to 1e-12 (`peers.py`).
"""

import json
import math

import networkx as nx

from peers import expected


def both_ways(graph):
    return [list(map(str, pair)) for a, b in graph.edges() for pair in ((a, b), (b, a))]


GRAPHS = {
    "Krackhardt's kite, both ways": (10, both_ways(nx.krackhardt_kite_graph())),
    "Zachary's karate club, both ways": (34, both_ways(nx.karate_club_graph())),
    "a star that gives": (6, [["0", str(leaf)] for leaf in range(1, 6)]),
    "a star that learns": (6, [[str(leaf), "0"] for leaf in range(1, 6)]),
    "a path one way": (4, [["0", "1"], ["1", "2"], ["2", "3"]]),
    "a circle with a tail": (6, [["0", "1"], ["1", "2"], ["2", "0"], ["2", "3"], ["3", "4"], ["4", "5"]]),
    "two triangles and a bridge": (6, [["0", "1"], ["1", "2"], ["2", "0"], ["3", "4"], ["4", "5"], ["5", "3"], ["2", "3"], ["3", "2"]]),
    "two parts and one alone": (6, [["0", "1"], ["1", "0"], ["1", "2"], ["3", "4"]]),
    "everybody with everybody": (5, [[str(a), str(b)] for a in range(5) for b in range(5) if a != b]),
    "two members": (2, [["0", "1"]]),
    "one member": (1, []),
    "by chance": (30, [[str(a), str(b)] for a, b in nx.gnp_random_graph(30, 0.08, seed=7, directed=True).edges()]),
}


def plain(value):
    return None if isinstance(value, float) and math.isnan(value) else value


answers = []
for name, (count, ties) in GRAPHS.items():
    graph = nx.DiGraph()
    graph.add_nodes_from(str(node) for node in range(count))
    graph.add_edges_from(ties)
    members, network = expected(graph)
    network.pop("bridges")
    for node, size in nx.effective_size(graph, nodes=list(graph)).items():
        assert math.isnan(size) or abs(size - members["effective_size"][node]) < 1e-9, (name, node)
    values = {measure: [plain(of.get(str(node))) for node in range(count)] for measure, of in members.items()}
    answers.append({"name": name, "members": count, "ties": sorted([int(a), int(b)] for a, b in graph.edges()), "network": network, "values": values})
print("[" + ",\n".join(json.dumps(answer) for answer in answers) + "]")
