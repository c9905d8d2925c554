#!/usr/bin/python3
"""Makes a home as full as a heavy user's, for the bench: loaded-home.py DIRECTORY

20 browser profiles (12 of Chromium, 8 of Firefox) multiplied from whatsapp/profiles.tar.xz, with 300 MB of
stores in them: Local Storage of other sites, written by LevelDB itself (python3-plyvel) and by SQLite, and
IndexedDB; and 5,000 keys in the person's dconf database, compiled by dconf (dconf-cli). The same seed gives the
same home.
"""

import json
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tarfile

import plyvel

BED = pathlib.Path(__file__).parent
MEBIBYTE = 1 << 20
STORES = 300 * MEBIBYTE
CHROMIUM = ["linked-active", "linked-in-ldb", "logged-out", "visited-not-linked", "linked-stale", "never-visited"] * 2
FIREFOX = ["linked-active", "logged-out", "visited-not-linked", "never-visited"] * 2
chance = random.Random(1)


def text(length):
    """What sites keep: half of it repeats, half does not."""
    return (chance.randbytes(length // 4).hex() + '{"id":0,"seen":false}' * (length // 40 + 1))[:length]


def chromium(profile):
    # With the buffer that Chromium gives its Local Storage.
    store = plyvel.DB(str(profile / "Default/Local Storage/leveldb"), write_buffer_size=64 << 10)
    for site in range(500):
        origin = f"_https://site-{site:03}.example.org\0\x01".encode()
        with store.write_batch() as batch:
            for key in range(20):
                batch.put(origin + f"key-{key}".encode(), b"\x01" + text(800).encode())
    store.close()
    databases = profile / "Default/IndexedDB/https_site-001.example.org_0.indexeddb.blob/1/00"
    databases.mkdir(parents=True)
    (databases / "1").write_bytes(chance.randbytes(6 * MEBIBYTE))
    preferences = profile / "Default/Preferences"
    settings = json.loads(preferences.read_text()) if preferences.exists() else {}
    sites = settings
    for name in ["profile", "content_settings", "exceptions", "site_engagement"]:
        sites = sites.setdefault(name, {})
    for site in range(1000):
        sites[f"https://site-{site:03}.example.org:443,*"] = {
            "last_modified": "13439757214879708",
            "setting": {"lastEngagementTime": 1.3439757214879708e16, "pointsAddedToday": 3.0, "rawScore": 12.3},
        }
    preferences.write_text(json.dumps(settings, separators=(",", ":")))


def firefox(profile):
    for site in range(100):
        store = profile / f"storage/default/https+++site-{site:03}.example.org/ls"
        store.mkdir(parents=True)
        database = sqlite3.connect(store / "data.sqlite")
        database.execute("CREATE TABLE data (key TEXT PRIMARY KEY, value BLOB NOT NULL)")
        database.executemany("INSERT INTO data VALUES (?, ?)", [(f"key-{key}", text(800)) for key in range(40)])
        database.commit()
        database.close()


def pad(home):
    """Fills up with one site's IndexedDB."""
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    (home / ".mozilla/firefox/0.default/padding.sqlite").write_bytes(chance.randbytes(max(0, STORES - size)))


def dconf(home):
    source = home.parent / "dconf-source"
    source.mkdir()
    lines = ["[org/gnome/desktop/session]", "idle-delay=uint32 300"]
    for folder in range(250):
        lines.append(f"[org/example/application-{folder:03}]")
        lines += [f"setting-{key:02}='{text(40)}'".replace('"', "") for key in range(20)]
    (source / "user").write_text("\n".join(lines) + "\n")
    (home / ".config/dconf").mkdir(parents=True)
    subprocess.run(["dconf", "compile", home / ".config/dconf/user", source], check=True)
    shutil.rmtree(source)


def main():
    home = pathlib.Path(sys.argv[1])
    states = home.parent / "states"
    with tarfile.open(BED / "whatsapp/profiles.tar.xz") as archive:
        archive.extractall(states)
    for number, state in enumerate(CHROMIUM):
        # One directory with its own `Default` for each, as the brands and channels have them.
        place = home / ".config/chromium" / ("." if number == 0 else f"copy-{number}")
        shutil.copytree(states / f"chromium-{state}", place, dirs_exist_ok=True)
        chromium(place)
        if number > 0:
            shutil.move(place / "Default", home / f".config/chromium/Profile {number}")
            shutil.rmtree(place)
    for number, state in enumerate(FIREFOX):
        place = home / f".mozilla/firefox/{number}.default"
        shutil.copytree(states / f"firefox-{state}", place)
        firefox(place)
    shutil.rmtree(states)
    pad(home)
    dconf(home)


main()
