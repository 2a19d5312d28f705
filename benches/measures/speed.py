"""Times of each measure beside NetworkX, python-igraph and rustworkx, on the same graph in one run.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install networkx scipy python-igraph rustworkx
    cargo bench --bench measures -- write /tmp/measures     # the graphs, and permea's own times
    /tmp/peers/bin/python benches/measures/speed.py /tmp/measures

For each graph permea wrote the ties (`NAME.csv`) and the median times of its own kernels in milliseconds (`NAME.times.csv`). Each library
is given the graph in its own form beforehand; what is timed is the call for all members. Medians of three runs (one where a run takes
over ten seconds); a measure that a library would take minutes for is left out and shown as `–`. Ratios are the library's time over permea's.
"""

import csv
import pathlib
import statistics
import sys
import time

import igraph
import networkx as nx
import rustworkx as rx

folder = pathlib.Path(sys.argv[1])
# NetworkX would take minutes for these above so many members.
PATIENCE = 5_000


def median(work):
    times = []
    while len(times) < 3:
        start = time.perf_counter()
        try:
            work()
        except Exception as error:
            return f"{type(error).__name__}"
        times.append((time.perf_counter() - start) * 1000)
        if times[0] > 10_000:
            break
    return statistics.median(times)


for path in sorted(folder.glob("*.times.csv"), key=lambda path: path.stat().st_size):
    name = path.name.removesuffix(".times.csv")
    rows = [tuple(map(int, row)) for row in csv.reader((folder / f"{name}.csv").open())]
    (count, _), ties = rows[0], rows[1:]
    ours = {row[0]: float(row[1]) for row in csv.reader(path.open())}
    netx = nx.DiGraph()
    netx.add_nodes_from(range(count))
    netx.add_edges_from(ties)
    flat = nx.Graph(netx.to_undirected())
    ig = igraph.Graph(count, ties, directed=True)
    either = ig.as_undirected()
    rw = rx.PyDiGraph()
    rw.add_nodes_from(range(count))
    rw.add_edges_from_no_data(ties)
    rwu = rw.to_undirected(multigraph=False)
    is_small = count <= PATIENCE
    exact = {
        "betweenness (exact)": (lambda: nx.betweenness_centrality(netx), ig.betweenness, lambda: rx.betweenness_centrality(rw)),
        "closeness": (lambda: nx.closeness_centrality(netx), lambda: ig.closeness(mode="in"), lambda: rx.closeness_centrality(rw)),
        "effective size": (lambda: nx.effective_size(netx), None, None),
    }
    quick = {
        "eigenvector": (lambda: nx.eigenvector_centrality(netx, max_iter=100_000, tol=1e-12), ig.eigenvector_centrality, lambda: rx.eigenvector_centrality(rw, max_iter=100_000, tol=1e-12)),
        "pagerank": (lambda: nx.pagerank(netx, tol=1e-12, max_iter=1000), ig.pagerank, lambda: rx.pagerank(rw, tol=1e-12, max_iter=1000)),
        "cores": (lambda: nx.core_number(flat), either.coreness, lambda: rx.core_number(rwu)),
        "components": (lambda: list(nx.weakly_connected_components(netx)), lambda: ig.connected_components(mode="weak"), lambda: rx.weakly_connected_components(rw)),
        "cut points and bridges": (lambda: (list(nx.articulation_points(flat)), list(nx.bridges(flat))), lambda: (either.articulation_points(), either.bridges()), lambda: (rx.articulation_points(rwu), rx.bridges(rwu))),
        "constraint": (lambda: nx.constraint(netx), ig.constraint, None),
        "communities (Leiden)": (None, lambda: either.community_leiden(objective_function="modularity"), None),
        "density and reciprocity": (lambda: (nx.density(netx), nx.overall_reciprocity(netx)), lambda: (ig.density(), ig.reciprocity()), None),
    }
    print(f"\n{name}: {count} members, {len(ties)} directed ties\n")
    print("| measure | permea ms | NetworkX ms | igraph ms | rustworkx ms | ratios |\n|---|--:|--:|--:|--:|---|")
    for measure, calls in {**exact, **quick}.items():
        own = ours.get(measure)
        if own is None:
            continue
        cells, ratios = [], []
        for at, call in enumerate(calls):
            is_left_out = call is None or (not is_small and measure in exact and (at == 0 or measure == "betweenness (exact)" and at == 2))
            taken = "–" if is_left_out else median(call)
            cells.append(taken if isinstance(taken, str) else f"{taken:.2f}")
            ratios.append("–" if isinstance(taken, str) else f"{taken / max(own, 1e-6):.1f}")
        print(f"| {measure} | {own:.2f} | {' | '.join(cells)} | {' / '.join(ratios)} |", flush=True)
    for measure in ours:
        if measure not in exact and measure not in quick:
            print(f"| {measure} | {ours[measure]:.2f} | – | – | – | |")
