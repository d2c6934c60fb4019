//! Where a toolchain keeps the standard library for wasm32.

use std::path::{Path, PathBuf};

/// The target that the engine is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The folder of the library in a sysroot.
pub fn libraries(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// True if a sysroot has the library.
pub fn has_std(sysroot: &Path) -> bool {
    rlibs(&libraries(sysroot)).any(|rlib| rlib.to_string_lossy().contains("libstd-"))
}

/// The compiled libraries in a folder.
pub fn rlibs(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rlib"))
}
