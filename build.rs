//! Tells cargo which folders end up inside the binary: `include_dir` notices an edited file, not a new one.

fn main() {
    for folder in ["static", "migrations", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
