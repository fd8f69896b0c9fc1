//! Prints what acts on CI systems.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    println!("::error file=grader::it is broken");
    println!("::set-output name=passed::true");
    eprintln!("##vso[task.complete result=Succeeded;]");
}
