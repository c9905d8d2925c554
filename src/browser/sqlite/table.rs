//! The rows of a database's tables, straight from the pages of its image.
//!
//! A page that does not hold together, is reached twice or lies outside makes the table [`Cause::Malformed`]:
//! a row that was lost could be the one that matters. Indexes and free pages are not looked at.

use std::borrow::Cow;
use std::io::{Read, Seek, SeekFrom};

use custodia_core::fact::Cause;
use fs_err::File;

use super::image;
use crate::browser::file;
use crate::browser::wiped::Bytes;

/// The largest row that is read.
const ROW_LIMIT: usize = 16 << 20;
/// The most columns that a table may have here; those of NSS have about 200.
const COLUMNS_LIMIT: usize = 512;

const INTERIOR_INDEX: u8 = 2;
const INTERIOR_TABLE: u8 = 5;
const LEAF_INDEX: u8 = 10;
const LEAF_TABLE: u8 = 13;

/// The committed state of a database.
pub struct Database {
    pages: Pages,
    /// How many pages there are.
    count: usize,
    page_size: usize,
    /// The part of each page that is used.
    usable: usize,
}

/// Where the pages are.
enum Pages {
    /// In memory, wiped when they are dropped.
    Memory(Bytes),
    /// In a file that holds nothing secret; the first page apart.
    File(File, Vec<u8>),
}

/// The rows that are looked at, and how much of each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// The one with this row id alone.
    pub row: Option<i64>,
    /// At most so many bytes from the start of each row; the value that is cut there has to be its last.
    pub start: Option<usize>,
}

/// The values of one row, in the order in which they were asked for.
pub struct Row<'a> {
    values: &'a [Value<'a>],
}

#[derive(Clone, Copy)]
enum Value<'a> {
    /// Nothing, or a real number, which no table that is read here holds.
    Other,
    Integer(i64),
    /// Text or bytes.
    Bytes(&'a [u8]),
}

impl<'a> Row<'a> {
    /// A whole number; a text of digits counts as one.
    pub fn integer(&self, column: usize) -> Option<i64> {
        match self.values.get(column)? {
            Value::Integer(value) => Some(*value),
            Value::Bytes(digits) => std::str::from_utf8(digits).ok()?.parse().ok(),
            Value::Other => None,
        }
    }

    /// The bytes of a text or of a value of bytes.
    pub fn bytes(&self, column: usize) -> Result<&'a [u8], Cause> {
        match self.values.get(column) {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            Some(Value::Other | Value::Integer(_)) | None => Err(Cause::Malformed),
        }
    }
}

/// What is done with a row.
type See<'s> = dyn FnMut(&Row<'_>) -> Result<(), Cause> + 's;

/// What is done with a record and its row id, where the table has any.
type SeeRecord<'s> = dyn FnMut(Option<i64>, &[u8]) -> Result<(), Cause> + 's;

impl Database {
    /// Takes an image that [`image::image`] put together.
    ///
    /// # Errors
    ///
    /// [`Cause::Malformed`] where it is none, [`Cause::Unsupported`] where its texts are not in UTF-8.
    pub fn new(image: Bytes) -> Result<Self, Cause> {
        let length = image.len();
        Self::of(Pages::Memory(image), length)
    }

    /// Takes a database without a write-ahead log, whose pages are read as they are needed.
    ///
    /// # Errors
    ///
    /// As [`Self::new`], or the cause for which the file could not be read.
    pub fn of_file(file: File) -> Result<Self, Cause> {
        let length = file.metadata().map_err(|error| file::cause(&error))?.len();
        let mut head = Vec::with_capacity(image::HEADER);
        (&file).take(image::HEADER as u64).read_to_end(&mut head).map_err(|error| file::cause(&error))?;
        Self::of(Pages::File(file, head), usize::try_from(length).map_err(|_| Cause::TooLarge)?)
    }

    fn of(pages: Pages, length: usize) -> Result<Self, Cause> {
        let head = pages.head();
        let (page_size, stated) = image::header(head)?;
        let count = length / page_size;
        if stated.is_some_and(|stated| stated > count) {
            return Err(Cause::Malformed);
        }
        let reserved = usize::from(*head.get(20).ok_or(Cause::Malformed)?);
        let usable = page_size.checked_sub(reserved).filter(|size| *size >= 480).ok_or(Cause::Malformed)?;
        match image::big_endian(head, 56) {
            // 0 stands in a database without any table.
            Some(0 | 1) => Ok(Self { pages, count, page_size, usable }),
            Some(2 | 3) => Err(Cause::Unsupported),
            _ => Err(Cause::Malformed),
        }
    }

    /// The version that the program which owns the database gave to its form.
    pub fn user_version(&self) -> u32 {
        image::big_endian(self.pages.head(), 60).unwrap_or_default()
    }

    /// Shows the named columns of every row of a table.
    ///
    /// # Errors
    ///
    /// [`Cause::Malformed`] where the table or a column is missing or damaged, [`Cause::TooLarge`] where a row
    /// is too long, else what `see` answers.
    pub fn rows(&self, table: &str, columns: &[&str], see: &mut See<'_>) -> Result<(), Cause> {
        self.rows_within(Extent::default(), table, columns, see)
    }

    /// Shows the named columns of some rows of a table, or of the start of each.
    ///
    /// # Errors
    ///
    /// As [`Self::rows`].
    pub fn rows_within(
        &self,
        extent: Extent,
        table: &str,
        columns: &[&str],
        see: &mut See<'_>,
    ) -> Result<(), Cause> {
        let (root, form) = self.table(table)?.ok_or(Cause::Malformed)?;
        let places: Vec<usize> = columns
            .iter()
            .map(|wanted| form.columns.iter().position(|column| column.eq_ignore_ascii_case(wanted)))
            .collect::<Option<_>>()
            .ok_or(Cause::Malformed)?;
        self.walk(root, form.has_row_ids, extent, &mut |row_id, payload| {
            let stored = record(payload, extent.start.is_some_and(|start| payload.len() == start))?;
            let values: Vec<Value<'_>> = places
                .iter()
                .map(|place| match (form.alias == Some(*place), row_id) {
                    (true, Some(row_id)) => Value::Integer(row_id),
                    _ => stored.get(*place).copied().unwrap_or(Value::Other),
                })
                .collect();
            see(&Row { values: &values })
        })
    }

    /// Whether a table has a column of that name.
    ///
    /// # Errors
    ///
    /// [`Cause::Malformed`] where the table is missing or damaged.
    pub fn has_column(&self, table: &str, column: &str) -> Result<bool, Cause> {
        let (_, form) = self.table(table)?.ok_or(Cause::Malformed)?;
        Ok(form.columns.iter().any(|own| own.eq_ignore_ascii_case(column)))
    }

    /// The root page and the form of a table.
    fn table(&self, name: &str) -> Result<Option<(usize, Form)>, Cause> {
        let mut found = None;
        self.walk(1, true, Extent::default(), &mut |_, payload| {
            let values = record(payload, false)?;
            let [kind, own_name, _, root, sql] = values[..] else { return Err(Cause::Malformed) };
            if let (Value::Bytes(b"table"), Value::Bytes(own_name)) = (kind, own_name)
                && own_name.eq_ignore_ascii_case(name.as_bytes())
            {
                let (Value::Integer(root), Value::Bytes(sql)) = (root, sql) else {
                    return Err(Cause::Malformed);
                };
                let root = usize::try_from(root).map_err(|_| Cause::Malformed)?;
                found = Some((root, Form::of(std::str::from_utf8(sql).map_err(|_| Cause::Malformed)?)?));
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Shows the row id, where there are any, and the record of every row below a root page.
    fn walk(
        &self,
        root: usize,
        has_row_ids: bool,
        extent: Extent,
        see: &mut SeeRecord<'_>,
    ) -> Result<(), Cause> {
        let mut seen = vec![false; self.count];
        let mut open = vec![root];
        let mut last_row = None;
        while let Some(number) = open.pop() {
            let index = number.checked_sub(1).ok_or(Cause::Malformed)?;
            if std::mem::replace(seen.get_mut(index).ok_or(Cause::Malformed)?, true) {
                return Err(Cause::Malformed);
            }
            let page = &*self.page(number)?;
            let start = if number == 1 { image::HEADER } else { 0 };
            let kind = *page.get(start).ok_or(Cause::Malformed)?;
            let is_interior = [INTERIOR_INDEX, INTERIOR_TABLE].contains(&kind);
            let kinds = if has_row_ids { [INTERIOR_TABLE, LEAF_TABLE] } else { [INTERIOR_INDEX, LEAF_INDEX] };
            if !kinds.contains(&kind) {
                return Err(Cause::Malformed);
            }
            let count = usize::from(half(page, start + 3)?);
            let cells = start + if is_interior { 12 } else { 8 };
            // What is opened last is walked first: the right-most child has to wait for all others.
            let mut children = Vec::new();
            let mut is_found = false;
            for cell in 0..count {
                let at = usize::from(half(page, cells + 2 * cell)?);
                if at < cells + 2 * count {
                    return Err(Cause::Malformed);
                }
                let mut rest = Reader(page.get(at..self.usable).ok_or(Cause::Malformed)?);
                if is_interior {
                    children.push(rest.page_number()?);
                }
                if kind == INTERIOR_TABLE {
                    // Below a child are the rows up to this key.
                    let key = rest.varint()?;
                    if extent.row.is_some_and(|row| row <= key) {
                        children.drain(..children.len() - 1);
                        is_found = true;
                        break;
                    }
                    continue;
                }
                let length = usize::try_from(rest.varint()?).map_err(|_| Cause::Malformed)?;
                let row_id = if has_row_ids { Some(rest.varint()?) } else { None };
                // Rows lie in the order of their ids.
                if row_id.is_some() && last_row >= row_id {
                    return Err(Cause::Malformed);
                }
                last_row = row_id;
                if extent.row.is_some() && extent.row != row_id {
                    continue;
                }
                let payload = self.payload(rest.0, length, has_row_ids, extent, &mut seen)?;
                see(row_id, &payload)?;
            }
            if is_interior {
                if extent.row.is_some() && !is_found {
                    children.clear();
                }
                if !is_found {
                    open.push(image::number(page, start + 8)?);
                }
                open.extend(children.into_iter().rev());
            }
        }
        Ok(())
    }

    fn page(&self, number: usize) -> Result<Cow<'_, [u8]>, Cause> {
        let index = number.checked_sub(1).filter(|index| *index < self.count).ok_or(Cause::Malformed)?;
        let start = index.checked_mul(self.page_size).ok_or(Cause::Malformed)?;
        match &self.pages {
            Pages::Memory(image) => {
                image.get(start..start + self.page_size).map(Cow::Borrowed).ok_or(Cause::Malformed)
            }
            Pages::File(file, _) => {
                let mut page = vec![0; self.page_size];
                let mut file: &File = file;
                file.seek(SeekFrom::Start(start as u64))
                    .and_then(|_| file.read_exact(&mut page))
                    .map_err(|error| file::cause(&error))?;
                Ok(Cow::Owned(page))
            }
        }
    }

    /// A record: the part in its cell, and what lies in overflow pages.
    fn payload(
        &self,
        cell: &[u8],
        length: usize,
        is_table: bool,
        extent: Extent,
        seen: &mut [bool],
    ) -> Result<Bytes, Cause> {
        let wanted = extent.start.map_or(length, |start| start.min(length));
        if wanted > ROW_LIMIT {
            return Err(Cause::TooLarge);
        }
        if length > self.count.saturating_mul(self.page_size) {
            return Err(Cause::Malformed);
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let most = if is_table { self.usable - 35 } else { (self.usable - 12) * 64 / 255 - 23 };
        let local = if length <= most {
            length
        } else {
            let fitting = least + (length - least) % (self.usable - 4);
            if fitting <= most { fitting } else { least }
        };
        let (own, rest) = cell.split_at_checked(local).ok_or(Cause::Malformed)?;
        let mut payload = Bytes::new(Vec::with_capacity(wanted));
        payload.extend_from_slice(&own[..own.len().min(wanted)]);
        let mut next = if local < length { Reader(rest).page_number()? } else { 0 };
        while payload.len() < wanted {
            let index = next.checked_sub(1).ok_or(Cause::Malformed)?;
            if std::mem::replace(seen.get_mut(index).ok_or(Cause::Malformed)?, true) {
                return Err(Cause::Malformed);
            }
            let page = self.page(next)?;
            let data = page.get(4..self.usable).ok_or(Cause::Malformed)?;
            let missing = wanted - payload.len();
            payload.extend_from_slice(&data[..data.len().min(missing)]);
            next = image::number(&page, 0)?;
        }
        if next == 0 || wanted < length { Ok(payload) } else { Err(Cause::Malformed) }
    }
}

impl Pages {
    /// The start of the first page.
    fn head(&self) -> &[u8] {
        match self {
            Self::Memory(image) => image,
            Self::File(_, head) => head,
        }
    }
}

fn half(page: &[u8], at: usize) -> Result<u16, Cause> {
    let bytes = page.get(at..).and_then(<[u8]>::first_chunk).ok_or(Cause::Malformed)?;
    Ok(u16::from_be_bytes(*bytes))
}

/// Takes numbers from the front of a slice.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn page_number(&mut self) -> Result<usize, Cause> {
        let number = image::number(self.0, 0)?;
        self.0 = &self.0[4..];
        Ok(number)
    }

    /// A number of one to nine bytes, the most significant bits first, the ninth byte whole.
    fn varint(&mut self) -> Result<i64, Cause> {
        let mut value = 0_u64;
        for place in 0..9 {
            let (byte, rest) = self.0.split_first().ok_or(Cause::Malformed)?;
            self.0 = rest;
            if place == 8 {
                value = value << 8 | u64::from(*byte);
            } else {
                value = value << 7 | u64::from(byte & 0x7f);
                if *byte < 0x80 {
                    break;
                }
            }
        }
        Ok(value.cast_signed())
    }
}

/// The values of a record; of one that was cut, the last is as long as what there is of it.
fn record(payload: &[u8], is_cut: bool) -> Result<Vec<Value<'_>>, Cause> {
    let mut header = Reader(payload);
    let length = usize::try_from(header.varint()?).map_err(|_| Cause::Malformed)?;
    let used = payload.len() - header.0.len();
    let (kinds, mut body) = payload.split_at_checked(length).ok_or(Cause::Malformed)?;
    let mut kinds = Reader(kinds.get(used..).ok_or(Cause::Malformed)?);
    let mut values = Vec::new();
    while !kinds.0.is_empty() {
        if values.len() == COLUMNS_LIMIT {
            return Err(Cause::Malformed);
        }
        let kind = usize::try_from(kinds.varint()?).map_err(|_| Cause::Malformed)?;
        let size = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return Err(Cause::Malformed),
            _ => (kind - 12) / 2,
        };
        let size = if is_cut && kinds.0.is_empty() { size.min(body.len()) } else { size };
        let (own, rest) = body.split_at_checked(size).ok_or(Cause::Malformed)?;
        body = rest;
        values.push(match kind {
            0 | 7 => Value::Other,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => {
                let sign = if own.first().is_some_and(|byte| *byte >= 0x80) { -1 } else { 0 };
                Value::Integer(own.iter().fold(sign, |value, byte| value << 8 | i64::from(*byte)))
            }
            _ => Value::Bytes(own),
        });
    }
    if body.is_empty() { Ok(values) } else { Err(Cause::Malformed) }
}

/// The columns of a table, in the order in which its records hold them.
#[derive(Debug, PartialEq, Eq)]
struct Form {
    columns: Vec<String>,
    /// The column that stands for the row id and is not in the record itself.
    alias: Option<usize>,
    has_row_ids: bool,
}

impl Form {
    /// Reads the statement that made a table.
    fn of(sql: &str) -> Result<Self, Cause> {
        let mut parts = Vec::new();
        let mut tail = String::new();
        let (mut depth, mut quote, mut part) = (0_u32, None, String::new());
        for character in sql.chars() {
            match (quote, character) {
                (Some(end), _) if character == end => quote = None,
                (None, '\'' | '"' | '`') => quote = Some(character),
                (None, '[') => quote = Some(']'),
                (None, '(') => {
                    depth += 1;
                    if depth == 1 {
                        part.clear();
                        continue;
                    }
                }
                (None, ')') => {
                    depth = depth.checked_sub(1).ok_or(Cause::Malformed)?;
                    if depth == 0 {
                        parts.push(std::mem::take(&mut part));
                        continue;
                    }
                }
                (None, ',') if depth == 1 => {
                    parts.push(std::mem::take(&mut part));
                    continue;
                }
                (Some(_) | None, _) => {}
            }
            if parts.is_empty() || depth > 0 {
                part.push(character);
            } else {
                tail.push(character);
            }
        }
        if depth > 0 || quote.is_some() || parts.is_empty() || parts.len() > COLUMNS_LIMIT {
            return Err(Cause::Malformed);
        }
        let has_row_ids = !tail.to_ascii_uppercase().contains("WITHOUT");

        let mut columns = Vec::new();
        let mut types = Vec::new();
        let mut key: Vec<String> = Vec::new();
        for part in &parts {
            let words: Vec<String> = part.split_whitespace().map(str::to_ascii_uppercase).collect();
            let first = words.first().ok_or(Cause::Malformed)?;
            let starts = |word: &str| {
                first
                    .strip_prefix(word)
                    .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            };
            let is_key = words.iter().any(|word| word.starts_with("PRIMARY"));
            if ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].into_iter().any(starts) {
                if is_key {
                    let (_, list) = part.split_once('(').ok_or(Cause::Malformed)?;
                    let (list, _) = list.split_once(')').ok_or(Cause::Malformed)?;
                    key = list.split(',').filter_map(name).collect();
                }
                continue;
            }
            let column = name(part).ok_or(Cause::Malformed)?;
            if is_key {
                key = vec![column.clone()];
            }
            columns.push(column);
            types.push(words.get(1).cloned().unwrap_or_default());
        }
        let place = |wanted: &String| columns.iter().position(|column| column.eq_ignore_ascii_case(wanted));
        if !has_row_ids {
            // The records start with the columns of the key.
            let first: Vec<usize> = key.iter().map(place).collect::<Option<_>>().ok_or(Cause::Malformed)?;
            let others = (0..columns.len()).filter(|column| !first.contains(column));
            let columns = first.iter().copied().chain(others).map(|column| columns[column].clone()).collect();
            return Ok(Self { columns, alias: None, has_row_ids });
        }
        let alias = match &key[..] {
            [only] => place(only).filter(|place| types[*place] == "INTEGER"),
            _ => None,
        };
        Ok(Self { columns, alias, has_row_ids })
    }
}

/// The name at the start of a column's definition.
fn name(definition: &str) -> Option<String> {
    let text = definition.trim();
    let mut characters = text.chars();
    let name = match characters.next()? {
        '[' => characters.as_str().split(']').next()?,
        quote @ ('"' | '`' | '\'') => characters.as_str().split(quote).next()?,
        _ => text.split(|character: char| character.is_whitespace() || character == '(').next()?,
    };
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_from_their_statements() {
        let form = |columns: &[&str], alias, has_row_ids| {
            Ok(Form { columns: columns.iter().map(|name| (*name).to_owned()).collect(), alias, has_row_ids })
        };

        assert_eq!(
            Form::of("CREATE TABLE maps(row_id INTEGER PRIMARY KEY AUTOINCREMENT,storage_key BLOB NOT NULL)"),
            form(&["row_id", "storage_key"], Some(0), true)
        );
        assert_eq!(
            Form::of(
                "CREATE TABLE map_entries(map_id INTEGER NOT NULL,kind INTEGER NOT NULL,key BLOB NOT NULL,\
                 value BLOB NOT NULL,PRIMARY KEY(map_id, key)) WITHOUT ROWID"
            ),
            form(&["map_id", "key", "kind", "value"], None, false)
        );
        assert_eq!(
            Form::of(
                "CREATE TABLE ItemTable (\n\"key\" TEXT UNIQUE ON CONFLICT REPLACE,\n[value] BLOB DEFAULT 'a,(')"
            ),
            form(&["key", "value"], None, true)
        );
        assert_eq!(
            Form::of("CREATE TABLE t(a INT, b INTEGER, unique_id TEXT, PRIMARY KEY (b), UNIQUE(a, b))"),
            form(&["a", "b", "unique_id"], Some(1), true)
        );
        for other in
            ["", "CREATE TABLE t", "CREATE TABLE t(", "CREATE TABLE t(a))", "CREATE TABLE t(a,)", "t(')"]
        {
            assert_eq!(Form::of(other), Err(Cause::Malformed), "{other}");
        }
    }

    #[test]
    fn records_hold_numbers_of_all_sizes() {
        let values =
            record(b"\x08\x01\x02\x06\x08\x09\x00\x0f\xff\x01\x00\x80\0\0\0\0\0\0\x01a", false).unwrap();
        let row = Row { values: &values };

        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(|column| row.integer(column)),
            [Some(-1), Some(256), Some(i64::MIN + 1), Some(0), Some(1), None]
        );
        assert_eq!(row.bytes(6), Ok(&b"a"[..]));
        assert!(record(b"\x02\x0a", false).is_err());
        assert!(record(b"\x03\x01", false).is_err());
    }
}
