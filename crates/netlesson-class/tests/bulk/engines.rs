//! The files in `docs/ci` that give a class to an engine: their own command lines are run as the engine would run them,
//! with its variables set, on a small class; the merged report is that of the class graded in one go.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use saphyr::{LoadableYamlNode as _, Yaml};
use tempfile::TempDir;

use crate::{grader, report, root, same, succeeded, write};

/// How many shards each of the files makes.
const SHARDS: usize = 4;

fn read(file: &str) -> String {
    fs::read_to_string(root().join("docs/ci").join(file)).expect("the file is there")
}

/// A folder inside the course's reach, with a class of five that need no compiling, and a `cargo` that runs
/// the grader that is built already.
fn stage() -> TempDir {
    let stage = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder of its own");
    for name in ["anna.zip", "ben.tar", "cleo.zip", "dora.tar.gz", "王芳.zip"] {
        write(stage.path().join("submissions").join(name), "no archive");
    }
    // `cargo run … -- ARGUMENT…`
    let run = format!(
        "#!/bin/sh\nwhile [ \"$1\" != -- ]; do shift; done\nshift\nexec {:?} \"$@\"\n",
        env!("CARGO_BIN_EXE_netlesson-class")
    );
    write(stage.path().join("bin/cargo"), &run);
    let executable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(stage.path().join("bin/cargo"), executable).expect("it is there");
    // By these a folder is known as the course's.
    fs::create_dir(stage.path().join("solutions")).expect("a folder");
    write(stage.path().join("Cargo.lock"), "");
    stage
}

/// Runs a command line as the engine would: by `sh`, with these variables, in the course.
fn run(stage: &Path, line: &str, variables: &[(&str, String)]) {
    let path = format!("{}:/usr/bin:/bin", stage.join("bin").display());
    let mut command = Command::new("sh");
    command
        .args(["-ec", line])
        .current_dir(stage)
        .env("PATH", path);
    let variables = variables.iter().map(|(name, value)| (name, value));
    succeeded(&command.envs(variables).output().expect("sh starts"));
}

/// Whether the merged report is the one of the class graded in one go.
fn is_whole(stage: &Path) {
    let mut command = grader();
    command.arg("grade").arg(stage.join("submissions"));
    command.arg("--out").arg(stage.join("whole"));
    succeeded(&command.output().expect("it starts"));
    assert_eq!(
        fs::read_dir(stage.join("shards")).expect("shards").count(),
        SHARDS
    );
    same(&stage.join("class-report"), &stage.join("whole"));
    assert_eq!(
        report(&stage.join("whole"))
            .matches("\"unreadable\"")
            .count(),
        5
    );
}

fn text<'a>(yaml: &'a Yaml, path: &[&str]) -> &'a str {
    let found = path.iter().fold(yaml, |yaml, key| &yaml[*key]);
    found
        .as_str()
        .unwrap_or_else(|| panic!("{path:?} is no text"))
}

#[test]
fn a_github_actions_matrix() {
    let file = read("class-github.yml");
    let yaml = Yaml::load_from_str(&file).expect("YAML");
    let jobs = &yaml[0]["jobs"];
    let step = |job: &str| {
        let steps = jobs[job]["steps"].as_sequence().expect("steps").iter();
        let mut lines = steps.filter_map(|step| step.as_mapping_get("run")?.as_str());
        let line = lines.find(|line| line.contains("netlesson-class"));
        line.expect("a step that grades").to_string()
    };
    let shards = jobs["shard"]["strategy"]["matrix"]["shard"]
        .as_sequence()
        .expect("a list");
    assert_eq!(shards.len(), SHARDS);
    let stage = stage();
    for shard in shards {
        let shard = shard.as_integer().expect("a number").to_string();
        let line = step("shard")
            .replace("${{ matrix.shard }}", &shard)
            .replace("${{ strategy.job-total }}", &shards.len().to_string());
        run(stage.path(), &line, &[]);
    }
    run(stage.path(), &step("merge"), &[]);
    is_whole(stage.path());
}

#[test]
fn gitlab_s_parallel_jobs() {
    let file = read("class-gitlab.yml");
    let yaml = Yaml::load_from_str(&file).expect("YAML");
    let script = |job: &str| {
        let lines = yaml[0][job]["script"]
            .as_sequence()
            .expect("a script")
            .iter();
        let lines: Vec<&str> = lines.map(|line| line.as_str().expect("a line")).collect();
        lines.join("\n")
    };
    let count = yaml[0]["shard"]["parallel"].as_integer().expect("a number");
    assert_eq!(count, SHARDS as i64);
    let stage = stage();
    for index in 1..=count {
        let variables = [
            ("CI_NODE_INDEX", index.to_string()),
            ("CI_NODE_TOTAL", count.to_string()),
        ];
        run(stage.path(), &script("shard"), &variables);
    }
    run(stage.path(), &script("merge"), &[]);
    is_whole(stage.path());
}

#[test]
fn a_kubernetes_indexed_job() {
    let file = read("class-kubernetes.yml");
    let jobs = Yaml::load_from_str(&file).expect("YAML");
    let stage = stage();
    for (job, pods) in [(&jobs[0], SHARDS), (&jobs[1], 1)] {
        assert_eq!(text(job, &["apiVersion"]), "batch/v1");
        assert_eq!(text(job, &["kind"]), "Job");
        let container = &job["spec"]["template"]["spec"]["containers"][0];
        let words = |key: &str| {
            let words = container[key].as_sequence().expect("words").iter();
            words.map(|word| word.as_str().expect("a word").to_string())
        };
        assert_eq!(words("command").collect::<Vec<_>>(), ["sh", "-c"]);
        let line: String = words("args").collect();
        let environment = container["env"].as_sequence().expect("variables").iter();
        let mut variables: Vec<(&str, String)> = environment
            .map(|variable| (text(variable, &["name"]), text(variable, &["value"]).into()))
            .collect();
        for (name, value) in &mut variables {
            match *name {
                "CLASS" => *value = stage.path().display().to_string(),
                "SHARDS" => assert_eq!(*value, SHARDS.to_string()),
                _ => {}
            }
        }
        if pods > 1 {
            assert_eq!(text(job, &["spec", "completionMode"]), "Indexed");
            assert_eq!(job["spec"]["completions"].as_integer(), Some(SHARDS as i64));
        }
        for index in 0..pods {
            variables.push(("JOB_COMPLETION_INDEX", index.to_string()));
            run(stage.path(), &line, &variables);
        }
    }
    is_whole(stage.path());
}

#[test]
fn a_slurm_array() {
    let file = read("class-slurm.sh");
    let script = root().join("docs/ci/class-slurm.sh").display().to_string();
    let array = file
        .lines()
        .find_map(|line| line.strip_prefix("#SBATCH --array=1-"));
    assert_eq!(array, Some(SHARDS.to_string().as_str()));
    let stage = stage();
    for task in 1..=SHARDS {
        let variables = [
            ("SLURM_ARRAY_TASK_ID", task.to_string()),
            ("SLURM_ARRAY_TASK_COUNT", SHARDS.to_string()),
        ];
        run(stage.path(), &format!("sh '{script}'"), &variables);
    }
    run(stage.path(), &format!("sh '{script}' merge"), &[]);
    is_whole(stage.path());
}
