//! Devices as the protocol sees them: their keys, and their good-byes.

use custodia_core::jws::PublicKey;
use jiff::Timestamp;
use sqlx::Row as _;
use uuid::Uuid;

use super::audit::{self, Action};
use super::{Store, StoreError, bytes_32};

/// Whether a device still reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// It is enrolled.
    Active,
    /// It said good-bye.
    Left,
}

impl DeviceState {
    pub(super) fn parse(text: &str) -> Self {
        if text == "left" { Self::Left } else { Self::Active }
    }
}

impl Store {
    /// The key of a device and whether it still reports.
    pub async fn device_key(&self, device: Uuid) -> Result<Option<(PublicKey, DeviceState)>, StoreError> {
        let row = sqlx::query("SELECT key, state FROM device WHERE id = ?")
            .bind(device.as_bytes().as_slice())
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| Ok((PublicKey::from_bytes(bytes_32(row.get(0))?), DeviceState::parse(row.get(1)))))
            .transpose()
    }

    /// Notes that a device said good-bye; a second good-bye changes nothing.
    pub async fn leave(&self, device: Uuid, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let left =
            sqlx::query("UPDATE device SET state = 'left', left_at = ? WHERE id = ? AND state = 'active'")
                .bind(now.as_second())
                .bind(device.as_bytes().as_slice())
                .execute(&mut *write)
                .await?
                .rows_affected();
        if left > 0 {
            audit::record(&mut write, now, audit::DEVICE, Action::DeviceLeft, &device.to_string()).await?;
        }
        Ok(write.commit().await?)
    }
}
