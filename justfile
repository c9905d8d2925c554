# One recipe per step of CI; `just ci` is what CI runs.

# Lists the recipes.
default:
    @just --list

# Everything that CI checks.
ci:
    .ci/run

# Code is formatted.
format:
    cargo fmt --all --check

# Lints, with warnings as errors.
lint:
    cargo clippy --workspace --all-targets --all-features -- -D warnings

# Installs what the tests need and runs all of them.
test:
    .ci/test

# Documentation builds without warnings.
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --all-features

# Writes every generated file anew; a test compares them.
generate:
    cargo run --quiet --features schema -- generate .
    cargo run --quiet --package custodia-server -- generate .

# Builds the agent for every target and runs what can run here.
cross *TARGETS:
    .ci/cross-deps
    .ci/cross-build {{TARGETS}}

# Licences, banned crates and sources.
licences:
    .ci/licences

# CPU time and memory of a check, against starting one program.
bench:
    cargo bench --bench check
