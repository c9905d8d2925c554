//! Packs the texts of `locales/` into one compressed file for each language: they would be a twentieth of the program.

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var("OUT_DIR")?;
    for language in ["es", "en"] {
        let folder = Path::new("locales").join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        for entry in fs_err::read_dir(&folder)? {
            let path = entry?.path();
            // The server brings its own texts.
            if path.extension().is_some_and(|ending| ending == "ftl") && !path.ends_with("server.ftl") {
                files.push(path);
            }
        }
        files.sort();
        let mut text = String::new();
        for file in files {
            text.push_str(&fs_err::read_to_string(file)?);
            text.push('\n');
        }
        let packed = snap::raw::Encoder::new().compress_vec(text.as_bytes())?;
        fs_err::write(Path::new(&out).join(format!("{language}.ftl.snappy")), packed)?;
    }
    Ok(())
}
