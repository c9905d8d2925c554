//! Policy files.
/// s
pub fn schema() {}
