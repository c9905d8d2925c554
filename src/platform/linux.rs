//! Linux: facts from files and D-Bus, as the person who is logged in, without any privilege.

mod bus;
mod dconf;
mod device_reset;
mod files;
mod gvdb;
mod kconfig;
mod network;
mod screen_lock;
mod session;
mod system;
mod whatsapp_web;

pub(crate) use device_reset::device_reset;
pub(crate) use network::network;
pub(crate) use screen_lock::screen_lock;
pub(crate) use system::platform;
pub(crate) use whatsapp_web::whatsapp_web;
