//! The database: everything that is kept, behind the one type [`Store`].
//!
//! All SQL stands below this module. Writing goes through one connection, so that writers queue here and not
//! at SQLite's lock; every commit is on disk (`synchronous = FULL`) before anybody is told that it was stored.

use std::path::Path;
use std::time::Duration;

use fs_err::os::unix::fs::OpenOptionsExt as _;
use jiff::Timestamp;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr as _, Sqlite, SqlitePool, Transaction};
use uuid::Uuid;

pub mod accounts;
pub mod audit;
pub mod devices;
pub mod enrolment;
pub mod ingest;
pub mod records;
pub mod views;

/// The oldest SQLite that does not lose data when two connections reset the write-ahead log at once.
const OLDEST_SQLITE: &str = "3.51.3";
const OLDEST_SQLITE_NUMBER: i64 = 3_051_003;

/// The tables, version by version. A published version never changes; a new one is added.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "initial", include_str!("../migrations/0001_initial.sql")),
    (2, "records", include_str!("../migrations/0002_records.sql")),
];

/// How the database is opened.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// How long a writer waits for another process that holds the write lock.
    pub busy_timeout: Duration,
    /// The most pages of 4 KiB that the database may grow to; absent: as many as the disk holds.
    pub max_pages: Option<u32>,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self { busy_timeout: Duration::from_secs(5), max_pages: None }
    }
}

/// Why the database did not answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It is locked, full or failing; the same request may succeed later.
    #[error("the database cannot be used at the moment")]
    Unavailable(#[from] sqlx::Error),
    /// What stands in it cannot be read.
    #[error("the database holds something that cannot be read: {0}")]
    Damaged(&'static str),
    /// It could not be brought to this version's tables.
    #[error("the database could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The library is too old.
    #[error("SQLite {0} can lose data under concurrent checkpoints; {OLDEST_SQLITE} or newer is needed")]
    TooOld(String),
}

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
}

type Write = Transaction<'static, Sqlite>;

impl Store {
    /// Opens the database file, makes it if it is not there, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened or is no database, or SQLite is too old.
    pub async fn open(path: &Path, options: &StoreOptions) -> Result<Self, StoreError> {
        create_private(path)?;
        let mut connect = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(options.busy_timeout)
            .pragma("trusted_schema", "OFF");
        if let Some(pages) = options.max_pages {
            connect = connect.pragma("max_page_count", pages.to_string());
        }
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(options.busy_timeout + Duration::from_secs(5))
            .connect_with(connect.clone())
            .await?;
        check_version(&writer).await?;
        migrations().run(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(connect.pragma("query_only", "ON"))
            .await?;
        Ok(Self { writer, readers })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT count(*) FROM setting").execute(&self.readers).await?;
        Ok(())
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// A setting that the server keeps for its own commands, such as the address it was last reached at.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let value = sqlx::query_scalar("SELECT value FROM setting WHERE name = ?")
            .bind(name)
            .fetch_optional(&self.readers)
            .await?;
        Ok(value)
    }

    /// Keeps a setting.
    pub async fn keep_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Begins a transaction that may write: takes the write lock at once, so that it cannot fail half-way.
    async fn write(&self) -> Result<Write, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// Makes an empty file that only its owner can read, unless there is one; SQLite's other files follow it.
fn create_private(path: &Path) -> Result<(), StoreError> {
    match fs_err::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(sqlx::Error::Io(error).into()),
    }
}

fn migrations() -> Migrator {
    let migrations = MIGRATIONS.iter().map(|&(version, name, sql)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

async fn check_version(pool: &SqlitePool) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    let number = version.split('.').fold(0, |number, part| number * 1000 + part.parse::<i64>().unwrap_or(0));
    if number < OLDEST_SQLITE_NUMBER { Err(StoreError::TooOld(version)) } else { Ok(()) }
}

fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or_default()
}

fn device_id(bytes: &[u8]) -> Result<Uuid, StoreError> {
    Uuid::from_slice(bytes).map_err(|_| StoreError::Damaged("device id"))
}

fn bytes_32(bytes: &[u8]) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Damaged("digest"))
}
