//! Tells the compiler which folders are built into the binary, so that a new file in them is noticed.

fn main() {
    for folder in ["migrations", "static", "templates/locales"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
