//! Linux: facts from files and D-Bus, as the person who is logged in, without any privilege.

mod bus;
mod device_reset;
mod files;
mod network;
mod screen_lock;
mod whatsapp_web;

pub(crate) use device_reset::device_reset;
pub(crate) use network::network;
pub(crate) use screen_lock::screen_lock;
pub(crate) use whatsapp_web::whatsapp_web;

pub(crate) fn platform(_host: &crate::host::Host) -> custodia_core::platform::Platform {
    custodia_core::platform::Platform {
        os: custodia_core::platform::Os::Linux,
        family: None,
        version: None,
        desktop: None,
        form: None,
    }
}
