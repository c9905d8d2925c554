//! The LZ4 frames in which apt may keep its lists.
//!
//! Format: the frame and block descriptions of LZ4. Checksums are not computed: apt checked the lists before it packed
//! them, and what does not hold together is noticed.

use custodia_core::fact::Cause;

const MAGIC: [u8; 4] = [0x04, 0x22, 0x4d, 0x18];

/// What frames hold, no more than `limit` bytes.
pub(super) fn unpack(packed: &[u8], limit: usize) -> Result<Vec<u8>, Cause> {
    let mut input = Input(packed);
    let mut out = Vec::with_capacity(packed.len().saturating_mul(4).min(limit));
    while !input.0.is_empty() {
        frame(&mut input, &mut out, limit)?;
    }
    Ok(out)
}

fn frame(input: &mut Input<'_>, out: &mut Vec<u8>, limit: usize) -> Result<(), Cause> {
    if input.take(4)? != MAGIC {
        return Err(Cause::Malformed);
    }
    let flags = input.byte()?;
    let (version, has_block_sums, has_size, has_sum, has_dictionary) =
        (flags >> 6, flags & 0x10 != 0, flags & 8 != 0, flags & 4 != 0, flags & 1 != 0);
    if version != 1 || has_dictionary {
        return Err(Cause::Unsupported);
    }
    // The largest size of a block, the size of the content, and the check sum of the header.
    input.take(if has_size { 10 } else { 2 })?;
    loop {
        let size = u32::from_le_bytes(input.chunk()?);
        if size == 0 {
            break;
        }
        let is_plain = size & 0x8000_0000 != 0;
        let length = usize::try_from(size & 0x7fff_ffff).map_err(|_| Cause::TooLarge)?;
        let block = input.take(length)?;
        if is_plain {
            if out.len() + block.len() > limit {
                return Err(Cause::TooLarge);
            }
            out.extend_from_slice(block);
        } else {
            unpack_block(block, out, limit)?;
        }
        if has_block_sums {
            input.take(4)?;
        }
    }
    if has_sum {
        input.take(4)?;
    }
    Ok(())
}

/// Appends what a block holds; copies may reach back into what stands there already.
fn unpack_block(block: &[u8], out: &mut Vec<u8>, limit: usize) -> Result<(), Cause> {
    let mut input = Input(block);
    loop {
        let token = input.byte()?;
        let literals = input.length(token >> 4)?;
        let bytes = input.take(literals)?;
        if out.len() + literals > limit {
            return Err(Cause::TooLarge);
        }
        out.extend_from_slice(bytes);
        if input.0.is_empty() {
            return Ok(());
        }
        let offset = usize::from(u16::from_le_bytes(input.chunk()?));
        let length = input.length(token & 15)? + 4;
        let start = out.len().checked_sub(offset).filter(|_| offset > 0).ok_or(Cause::Malformed)?;
        if out.len() + length > limit {
            return Err(Cause::TooLarge);
        }
        // What is copied may overlap with what it makes, which then repeats.
        let mut missing = length;
        while missing > 0 {
            let step = missing.min(out.len() - start);
            out.extend_from_within(start..start + step);
            missing -= step;
        }
    }
}

/// Takes from the front of bytes.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Cause> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Cause::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    fn chunk<const N: usize>(&mut self) -> Result<[u8; N], Cause> {
        self.take(N)?.try_into().map_err(|_| Cause::Malformed)
    }

    fn byte(&mut self) -> Result<u8, Cause> {
        self.chunk().map(|[byte]| byte)
    }

    /// A length that began in half a byte: 15 means that more follows.
    fn length(&mut self, start: u8) -> Result<usize, Cause> {
        let mut length = usize::from(start);
        if start == 15 {
            loop {
                let more = self.byte()?;
                length += usize::from(more);
                if more != 255 {
                    break;
                }
            }
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// What `apt-helper`'s own library packs with, by its command line.
    #[expect(clippy::disallowed_methods, reason = "the real LZ4 packs")]
    fn packed(content: &[u8], options: &[&str]) -> Vec<u8> {
        let mut child =
            Command::new("lz4").args(options).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let content = content.to_vec();
        let writer = std::thread::spawn(move || input.write_all(&content).unwrap());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output.stdout
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn what_the_real_program_packs_is_unpacked(
            words in vec("[a-z]{1,9}", 1..12),
            order in vec(any::<prop::sample::Index>(), 0..30_000),
            options in prop::sample::select(vec![&["-c"][..], &["-c", "-9", "-BD"], &["-c", "-B4", "-BX", "--no-frame-crc"]]),
        ) {
            let content: Vec<u8> = order.iter().flat_map(|at| at.get(&words).bytes()).collect();
            let packed = packed(&content, options);
            prop_assert_eq!(unpack(&packed, content.len()), Ok(content.clone()));
            if !content.is_empty() {
                prop_assert_eq!(unpack(&packed, content.len() - 1), Err(Cause::TooLarge));
                prop_assert!(unpack(&packed[..packed.len() - 5], content.len()).is_err());
            }
        }

        #[test]
        fn any_bytes_are_read_to_an_end(bytes in vec(any::<u8>(), 0..200), flags in any::<u8>()) {
            let header = [&MAGIC[..], &[0x40 | flags & 0x1f, 0x40, 0]].concat();
            let _ = unpack(&[header, bytes.clone()].concat(), 4096);
            let _ = unpack_block(&bytes, &mut Vec::new(), 4096);
        }
    }
}
