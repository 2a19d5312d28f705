"""What NetworkX and python-igraph say of a graph, in the names of `permea metrics`.

Used by compare.py, golden.py and speed.py beside it.
"""

import collections
import csv
import math
import random

import igraph
import networkx as nx
import numpy


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


def effective_size(graph):
    """Burt's effective size with mutual weights, as NetworkX defines it and works it out of each node.

    Its own answer for all nodes at once (3.6.1 with SciPy 1.17) divides m_jq by the strongest tie of q instead of j, for its row maxima
    have one dimension and are spread along the wrong one; of single nodes it answers NaN where they give to nobody. Where it has a
    number for a single node, golden.py checks that it is this one.
    """
    if not len(graph):
        return {}
    adjacency = nx.to_numpy_array(graph, weight=None)
    mutual = adjacency + adjacency.T
    sums, strongest = mutual.sum(axis=1), mutual.max(axis=1)
    with numpy.errstate(invalid="ignore", divide="ignore"):
        proportions, shares = mutual / sums[:, None], mutual / strongest[:, None]
    proportions[sums == 0], shares[sums == 0] = 0, 0
    sizes = ((mutual > 0) * (1 - proportions @ shares.T)).sum(axis=1)
    return {node: float(size) if total else math.nan for node, size, total in zip(graph, sizes, sums)}


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
        "effective_size": effective_size(graph),
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


def best_of_igraph(undirected):
    best = -1.0
    for seed in range(10):
        random.seed(seed)
        igraph.set_random_number_generator(random)
        found = undirected.community_leiden(objective_function="modularity")
        best = max(best, undirected.modularity(found))
    return best
