"""Whether other tools read what permea exports: NetworkX, python-igraph, Graphviz, and the schemas of GEXF and GraphML.

    cargo build
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install networkx python-igraph lxml
    /tmp/peers/bin/python benches/graphs/read_back.py target/debug/permea assets/demo.permea.ron

Prints a table: format, reader, members, ties, and what it says of direction and weights, or why it refuses the file.
Graphviz is used where `dot` and `neato` are installed. `PERMEA_SCHEMAS` names a folder with `gexf.rng`, `dynamics.rng` and
`viz.rng` of github.com/gephi/gexf (or made of its `.rnc` files with `trang gexf.rnc gexf.rng`) and with `graphml.xsd`; what is not
there is skipped, and said. Without `viz.rng` what is drawn is taken out before the rest is checked.

Attributes that change over time say `mode="dynamic"`: the primer of GEXF 1.3 has it so and Gephi's reader needs it, while the grammar
names the mode "for graph and attributes" and leaves it out of the second. It is taken out before the rest is checked.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import warnings

import igraph
import networkx as nx
from lxml import etree

warnings.filterwarnings("ignore")
VIZ = "http://gexf.net/1.3/viz"


def by_networkx(graph):
    parallel = "parallel ties kept" if graph.is_multigraph() else "no parallel ties"
    return graph.number_of_nodes(), graph.number_of_edges(), f"{'directed' if graph.is_directed() else 'undirected'}, {parallel}"


def by_igraph(graph):
    return graph.vcount(), graph.ecount(), "directed" if graph.is_directed() else "undirected"


def by_graphviz(path, program):
    drawn = subprocess.run([program, "-Tplain", path], capture_output=True, text=True, check=True)
    lines = drawn.stdout.splitlines()
    said = drawn.stderr.strip().splitlines()
    return sum(line.startswith("node ") for line in lines), sum(line.startswith("edge ") for line in lines), said[0] if said else "drawn"


def by_gexf_schema(path):
    folder = pathlib.Path(os.environ["PERMEA_SCHEMAS"])
    file = etree.parse(path)
    for attributes in file.iter("{*}attributes"):
        attributes.attrib.pop("mode", None)
    grammar = (folder / "gexf.rng").read_text()
    # The grammar and the specification spell the namespace differently; the file has the one of the specification.
    grammar = grammar.replace("http://www.gexf.net/1.3", "http://gexf.net/1.3")
    if not (folder / "viz.rng").is_file():
        grammar = "\n".join(line for line in grammar.splitlines() if "viz.rng" not in line)
        for drawn in list(file.iter(f"{{{VIZ}}}*")):
            drawn.getparent().remove(drawn)
    schema = etree.RelaxNG(etree.fromstring(grammar.encode(), base_url=(folder / "gexf.rng").as_uri()))
    schema.assertValid(file)
    return count(file, "node"), count(file, "edge"), "valid"


def by_graphml_schema(path):
    schema = etree.XMLSchema(etree.parse(str(pathlib.Path(os.environ["PERMEA_SCHEMAS"]) / "graphml.xsd")))
    file = etree.parse(path)
    schema.assertValid(file)
    return count(file, "node"), count(file, "edge"), "valid"


def count(file, name):
    return sum(etree.QName(element).localname == name for element in file.iter(etree.Element))


def has_schema(name):
    folder = os.environ.get("PERMEA_SCHEMAS")
    return bool(folder) and (pathlib.Path(folder) / name).is_file()


CHECKS = [
    ("gexf", "NetworkX", lambda path: by_networkx(nx.read_gexf(path)), lambda: True),
    ("gexf", "the grammar of GEXF 1.3", by_gexf_schema, lambda: has_schema("gexf.rng")),
    ("graphml", "NetworkX", lambda path: by_networkx(nx.read_graphml(path)), lambda: True),
    ("graphml", "igraph", lambda path: by_igraph(igraph.Graph.Read_GraphML(path)), lambda: True),
    ("graphml", "the schema of GraphML", by_graphml_schema, lambda: has_schema("graphml.xsd")),
    ("net", "NetworkX", lambda path: by_networkx(nx.read_pajek(path)), lambda: True),
    ("net", "igraph", lambda path: by_igraph(igraph.Graph.Read_Pajek(path)), lambda: True),
    ("dot", "Graphviz dot", lambda path: by_graphviz(path, "dot"), lambda: shutil.which("dot")),
    ("dot", "Graphviz neato", lambda path: by_graphviz(path, "neato"), lambda: shutil.which("neato")),
]

program, map_file = sys.argv[1:3]
with tempfile.TemporaryDirectory() as folder:
    print("| format | reader | members | ties | |\n|---|---|---|---|---|")
    for ending in dict.fromkeys(check[0] for check in CHECKS):
        path = str(pathlib.Path(folder) / f"map.{ending}")
        home = {**os.environ, "PERMEA_HOME": folder}
        subprocess.run([program, "export", map_file, path, "--quiet"], check=True, env=home)
        for _, reader, read, is_there in (check for check in CHECKS if check[0] == ending):
            if not is_there():
                print(f"| {ending} | {reader} | | | not there |")
                continue
            try:
                members, ties, said = read(path)
                print(f"| {ending} | {reader} | {members} | {ties} | {said} |")
            except Exception as error:
                first = str(error).splitlines()[0] if str(error) else ""
                print(f"| {ending} | {reader} | | | refused: {type(error).__name__}: {first} |")
