#!/usr/bin/env python3
"""webkit.py - a real WebKitGTK data directory with made-up WhatsApp Web keys for https://web.whatsapp.com

  webkit.py API DIRECTORY STATE [SECONDS]

API: 4.1 (GTK 3: GNOME Web up to 43, WasIstLos) or 6.0 (GTK 4: GNOME Web since 44). STATE: qr, linked, logged-out.
With SECONDS the page stays open that long, and `open` is printed once its keys are written. Loads no page from
anywhere: the document is given as text with that base address. Needs (Debian) gir1.2-webkit2-4.1 or
gir1.2-webkit-6.0, python3-gi, xvfb.
"""
import os, subprocess, sys

api, directory, state, seconds = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3], int((sys.argv + ["0"])[4])
if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
    os.execvp("xvfb-run", ["xvfb-run", "-a", "/usr/bin/python3"] + sys.argv)
os.environ.update(GSK_RENDERER="cairo", WEBKIT_DISABLE_COMPOSITING_MODE="1", WEBKIT_DISABLE_DMABUF_RENDERER="1",
                  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1", GSETTINGS_BACKEND="memory", NO_AT_BRIDGE="1")
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gi
import mkprofile

if api == "4.1":
    gi.require_version("Gtk", "3.0"), gi.require_version("WebKit2", "4.1")
    from gi.repository import GLib, Gtk, WebKit2 as WebKit
    Gtk.init(None)
    manager = WebKit.WebsiteDataManager(base_data_directory=directory, base_cache_directory=directory + "-cache")
    view = WebKit.WebView.new_with_context(WebKit.WebContext.new_with_website_data_manager(manager))
else:
    gi.require_version("Gtk", "4.0"), gi.require_version("WebKit", "6.0")
    from gi.repository import GLib, Gtk, WebKit
    Gtk.init()
    view = WebKit.WebView(network_session=WebKit.NetworkSession.new(directory, directory + "-cache"))

STEPS = {"qr": "tb.qr()", "linked": "tb.link()", "logged-out": "tb.link().then(() => tb.logout())"}
html = mkprofile.PAGE + "<script>%s.then(() => document.title = 'done', e => document.title = 'failed: ' + e)</script>" % STEPS[state]
loop = GLib.MainLoop()
window = Gtk.Window()
window.add(view) if api == "4.1" else window.set_child(view)
window.show_all() if api == "4.1" else window.present()


def titled(*_):
    title = view.get_title() or ""
    if title == "done":
        # Local Storage is written after half a second or so.
        GLib.timeout_add_seconds(3, lambda: print("open", flush=True) or GLib.timeout_add_seconds(max(seconds, 1), loop.quit) and False)
    elif title.startswith("failed"):
        print(title, file=sys.stderr)
        os._exit(1)


view.connect("notify::title", titled)
GLib.timeout_add_seconds(60, lambda: os._exit(2))if not seconds else None
view.load_html(html, mkprofile.ORIGIN + "/")
loop.run()
