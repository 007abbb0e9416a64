//! How fast and how heavy the program is, as one Markdown table. Nothing here fails because a machine is slow: the figures are
//! for `docs/performance.md`, and for whoever changes the store. Run it by `tests/load/run`.

#[cfg(test)]
mod bare;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod client;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod seed;
#[cfg(test)]
mod server;

/// As in the program, and for both sides of every ratio.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(test)]
fn main() {
    let words: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [_, "bare", port] => runtime.block_on(bare::serve(port.parse().unwrap())),
        _ => runtime.block_on(figures::print()),
    }
}

#[cfg(not(test))]
fn main() {}
