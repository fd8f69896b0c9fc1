//! `race`: its table, its drawing, and that it is the same file for the same seed.

use std::fs;

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use super::copy::Copy;

#[test]
fn the_solution_delivers_all_of_the_file_through_a_wire_that_loses_some() {
    let copy = Copy::of_test("race");
    let arguments = [
        "race",
        "--solution",
        "--size",
        "64",
        "--seed",
        "7",
        "--loss",
        "20",
        "--svg",
        "race.svg",
    ];
    copy.netlesson(&arguments).success().stdout(
        contains("A file of 64 KiB, seed 7")
            .and(contains("TCP, nothing lost"))
            .and(contains("bare UDP, 20 % lost"))
            .and(contains("lesson 10, 20 % lost"))
            .and(contains("delivered")),
    );
    let drawing = fs::read_to_string(copy.root().join("race.svg")).expect("it was drawn");
    assert!(drawing.starts_with("<svg") && drawing.contains("lesson 10, 20 % lost"));
}

#[test]
fn nobody_races_where_nearly_everything_is_lost() {
    let copy = Copy::of_test("race-limits");
    copy.netlesson(&["race", "--loss", "90"]).failure();
    copy.netlesson(&["race", "--size", "0"]).failure();
}
