"""Members and ties of every file in a folder, as NetworkX and python-igraph read them.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install networkx python-igraph
    /tmp/peers/bin/python benches/graphs/count.py ../shared/data/graphs > tests/it/fixtures/graphs/peers.csv
    /tmp/peers/bin/python benches/graphs/count.py tests/it/fixtures/graphs > tests/it/fixtures/graphs/peers-of-fixtures.csv

Prints file,library,members,ties,self_ties,mutual,why: empty numbers and a reason where the library refuses the file.
The test `graphs_data` reads the answer.
"""

import csv
import pathlib
import sys
import warnings

import igraph
import networkx as nx

warnings.filterwarnings("ignore")
READERS = {
    ".gexf": [("networkx", lambda path: nx.read_gexf(path))],
    ".graphml": [("networkx", lambda path: nx.read_graphml(path)), ("igraph", lambda path: igraph.Graph.Read_GraphML(str(path)))],
    ".net": [("networkx", lambda path: nx.read_pajek(path)), ("igraph", lambda path: igraph.Graph.Read_Pajek(str(path)))],
    ".dl": [("igraph", lambda path: igraph.Graph.Read_DL(str(path)))],
}


def counts(graph):
    if isinstance(graph, igraph.Graph):
        return graph.vcount(), graph.ecount(), sum(graph.is_loop()), 0 if graph.is_directed() else graph.ecount()
    loops = nx.number_of_selfloops(graph)
    return graph.number_of_nodes(), graph.number_of_edges(), loops, 0 if graph.is_directed() else graph.number_of_edges()


folder = pathlib.Path(sys.argv[1])
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["file", "library", "members", "ties", "self_ties", "mutual", "why"])
for path in sorted(folder.rglob("*")):
    for library, read in READERS.get(path.suffix, []):
        name = path.relative_to(folder).as_posix()
        try:
            out.writerow([name, library, *counts(read(path)), ""])
        except Exception as error:
            out.writerow([name, library, "", "", "", "", f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"])
