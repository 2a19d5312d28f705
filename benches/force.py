"""Lays out a graph with igraph: force.py METHOD TIES PLACES. Prints the median seconds of the layout alone.

TIES has the number of members in its first line and a tie in each other; PLACES gets a place in each line.
"""

import random
import sys
import time

import igraph

METHODS = {
    "umap": lambda graph: graph.layout_umap(),
    "drl": lambda graph: graph.layout_drl(),
    "fr": lambda graph: graph.layout_fruchterman_reingold(grid="auto"),
}
RUNS = 5
PATIENCE = 5.0


def main():
    method, ties, places = sys.argv[1:]
    with open(ties) as file:
        members = int(file.readline())
        pairs = [tuple(map(int, line.split())) for line in file]
    graph = igraph.Graph(n=members, edges=pairs)
    times = []
    while not times or (len(times) < RUNS and times[0] < PATIENCE):
        random.seed(1)
        start = time.perf_counter()
        layout = METHODS[method](graph)
        times.append(time.perf_counter() - start)
    with open(places, "w") as file:
        file.writelines(f"{x} {y}\n" for x, y in layout)
    print(sorted(times)[len(times) // 2])


main()
