//! Policy files.
/// D
#[derive(Debug)]
pub struct Diagnostic;
/// L
#[derive(Debug)]
pub enum Level { /// E
Error }
/// r
pub fn render() {}
