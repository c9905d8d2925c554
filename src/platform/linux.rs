//! Linux: facts from files and D-Bus, as the person who is logged in, without any privilege.

mod bus;
mod device_reset;
mod network;
mod screen_lock;
mod whatsapp_web;

pub(crate) use device_reset::device_reset;
pub(crate) use network::network;
pub(crate) use screen_lock::screen_lock;
pub(crate) use whatsapp_web::whatsapp_web;
