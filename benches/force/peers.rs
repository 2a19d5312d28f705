//! Other programs on the same graph. What is not there is skipped, and said aloud.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::{Duration, Instant},
};

use super::{Result, graphs::Graph, measured};

/// The layouts of `igraph` that scale: its best at neighbours (UMAP), its answer to large graphs (`DrL`), its quickest (Fruchterman-Reingold).
const IGRAPH: [&str; 3] = ["umap", "drl", "fr"];

/// The results of all peers that are there.
pub(crate) fn all(graph: &Graph) -> Vec<Result> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("force");
    fs::create_dir_all(&folder).unwrap();
    let mut results: Vec<Result> = sfdp(graph, &folder).into_iter().collect();
    results.extend(IGRAPH.into_iter().filter_map(|method| igraph(graph, &folder, method)));
    results
}

/// Peak memory as GNU `time` says it, in megabytes.
fn timed(command: &str, arguments: &[&str]) -> (Option<Output>, Duration, Option<f64>) {
    let has_time = Path::new("/usr/bin/time").exists();
    let mut run = Command::new(if has_time { "/usr/bin/time" } else { command });
    if has_time {
        run.args(["-f", "peak %M", command]);
    }
    let start = Instant::now();
    let output = run.args(arguments).output().ok().filter(|output| output.status.success());
    let taken = start.elapsed();
    let errors = output.as_ref().map(|output| String::from_utf8_lossy(&output.stderr).into_owned()).unwrap_or_default();
    let peak = errors.lines().rev().find_map(|line| line.strip_prefix("peak ")?.trim().parse::<f64>().ok());
    (output, taken, peak.map(|kilobytes| kilobytes / 1024.0))
}

fn skipped(what: &str, why: &str) {
    println!("{what:<34} skipped: {why}");
}

/// Without overlap removal and without routes of edges: the layout alone, in its plainest format.
fn sfdp(graph: &Graph, folder: &Path) -> Option<Result> {
    const NAME: &str = "Graphviz sfdp";
    if env::var_os("PERMEA_NO_SFDP").is_some() {
        skipped(NAME, "PERMEA_NO_SFDP is set");
        return None;
    }
    let mut text = String::from("graph g {\n");
    (0..graph.members).for_each(|member| writeln!(text, "{member};").unwrap());
    graph.ties.iter().for_each(|(from, to)| writeln!(text, "{from} -- {to};").unwrap());
    text.push_str("}\n");
    let path = folder.join(format!("{}.dot", graph.name));
    fs::write(&path, text).unwrap();
    let path = path.to_string_lossy().into_owned();
    let arguments = ["-Goverlap=true", "-Gsplines=none", "-Nshape=point", "-Tplain", path.as_str()];
    let ((output, memory_mb), median) = measured(|| {
        let (output, taken, memory) = timed("sfdp", &arguments);
        ((output, memory), taken)
    });
    let Some(output) = output else {
        skipped(NAME, "there is no sfdp here (apt-get install graphviz)");
        return None;
    };
    let mut places = vec![(0.0, 0.0); graph.members];
    for line in String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.starts_with("node ")) {
        let words: Vec<&str> = line.split(' ').collect();
        places[words[1].parse::<usize>().unwrap()] = (words[2].parse().unwrap(), words[3].parse().unwrap());
    }
    Some(Result { name: NAME.into(), median, memory_mb, places })
}

/// The script measures the layout alone, without its start and its files.
fn igraph(graph: &Graph, folder: &Path, method: &str) -> Option<Result> {
    let python = env::var("PERMEA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let (ties, found): (PathBuf, PathBuf) =
        (folder.join(format!("{}.ties", graph.name)), folder.join(format!("{}.{method}.places", graph.name)));
    let mut text = format!("{}\n", graph.members);
    graph.ties.iter().for_each(|(from, to)| writeln!(text, "{from} {to}").unwrap());
    fs::write(&ties, text).unwrap();
    let name = format!("igraph {method}");
    let (ties, to) = (ties.to_string_lossy().into_owned(), found.to_string_lossy().into_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/force.py");
    let (output, _, memory_mb) = timed(&python, &[script, method, &ties, &to]);
    let Some(output) = output else {
        skipped(&name, "there is no igraph here (pip install igraph; PERMEA_PYTHON names the python)");
        return None;
    };
    let seconds: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap();
    let numbers = |line: &str| {
        let mut words = line.split(' ').map(|word| word.parse().unwrap());
        (words.next().unwrap(), words.next().unwrap())
    };
    let places = fs::read_to_string(&found).unwrap().lines().map(numbers).collect();
    Some(Result { name, median: Duration::from_secs_f64(seconds), memory_mb, places })
}
