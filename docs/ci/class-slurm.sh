#!/bin/sh
# Grades a class as a Slurm job array, a shard in each task, and merges the reports when all have ended well. In the
# instructor's copy of the course, with the submissions in submissions/ there, on a file system that all nodes see:
#
#   cargo build --locked --package netlesson-class
#   job=$(sbatch --parsable docs/ci/class-slurm.sh)
#   sbatch --dependency=afterok:$job --array=1 docs/ci/class-slurm.sh merge
#
# To adapt: the array's length is the number of shards; cores, memory and time; modules to load for Rust.
#SBATCH --job-name=class
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --mem=16G
#SBATCH --time=02:00:00
set -eu

if [ "${1:-}" = merge ]; then
    cargo run --locked --package netlesson-class -- merge shards/*/report.json --out class-report
else
    cargo run --locked --package netlesson-class -- grade submissions \
        --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --out "shards/$SLURM_ARRAY_TASK_ID"
fi
