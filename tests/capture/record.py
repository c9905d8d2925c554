#!/usr/bin/python3
"""Records what an unprivileged program can read while real programs use sound cards and cameras.

Runs as root in the emulated machine of tests/beds/vm.sh (tests/capture/run starts it), with Debian's own drivers
snd-dummy, snd-aloop and vivid. Writes one JSON file for each state: paths with their contents, links as {"link": …}.
"""
import json
import os
import pwd
import re
import signal
import subprocess
import sys
import time

OUT = sys.argv[1]
PERSON = "ana"
OTHER = "luis"
PROGRAMS = ("arecord", "pipewire", "wireplumber", "pw-record", "pw-cat", "parec", "pacat", "pulseaudio", "v4l2-ctl")


def text(path):
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "replace")
    except OSError:
        return None


def as_person(name, command, **more):
    account = pwd.getpwnam(name)
    runtime = f"/run/user/{account.pw_uid}"
    os.makedirs(runtime, mode=0o700, exist_ok=True)
    os.chown(runtime, account.pw_uid, account.pw_gid)
    environment = {
        "HOME": account.pw_dir, "USER": name, "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": runtime,
        "XDG_CONFIG_HOME": f"{account.pw_dir}/.config", "XDG_STATE_HOME": f"{account.pw_dir}/.local/state", "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/bus",
    }
    return subprocess.Popen(
        command, user=name, group=account.pw_gid, extra_groups=["audio", "video"], env=environment,
        stdout=subprocess.DEVNULL, stderr=open(f"/run/{os.path.basename(command[0])}-{name}.log", "ab"),
        cwd="/", start_new_session=True, **more)


def snapshot(name):
    paths = {}
    for folder, folders, files in os.walk("/proc/asound"):
        folders[:] = [entry for entry in folders if re.fullmatch(r"card\d+|pcm\d+[cp]|sub\d+", entry)]
        for file in files:
            if file in ("cards", "status") or (file == "info" and "pcm" in folder and "sub" not in folder):
                path = os.path.join(folder, file)
                paths[path] = text(path)
    for device in sorted(name for name in os.listdir("/sys/class/video4linux") if name.startswith("video")):
        link = f"/sys/class/video4linux/{device}"
        paths[link] = {"link": os.readlink(link)}
        real = os.path.realpath(link)
        paths[f"{real}/dev"] = text(f"{real}/dev")
        paths[f"{real}/device/power/runtime_status"] = text(f"{real}/device/power/runtime_status")
        paths[f"{real}/device"] = {"link": os.readlink(f"{real}/device")}
        number = text(f"{real}/dev").strip()
        paths[f"/run/udev/data/c{number}"] = text(f"/run/udev/data/c{number}")
    owners = {}
    # The owner of a stream is a task: often a thread, which /proc shows to those who know its number.
    tasks = [re.search(r"owner_pid *: (\d+)", value) for path, value in paths.items() if path.endswith("/status")]
    tasks = [task.group(1) for task in tasks if task]
    for entry in sorted({*os.listdir("/proc"), *tasks}):
        if not entry.isdigit() or not text(f"/proc/{entry}/cmdline"):
            continue
        if (text(f"/proc/{entry}/comm") or "").strip() not in PROGRAMS and entry not in tasks:
            continue
        owners[entry] = pwd.getpwuid(os.stat(f"/proc/{entry}").st_uid).pw_name
        for file in ("cmdline", "comm", "cgroup"):
            paths[f"/proc/{entry}/{file}"] = text(f"/proc/{entry}/{file}")
        if owners[entry] != PERSON:
            continue  # what an unprivileged program could not read is not recorded
        paths[f"/proc/{entry}/exe"] = {"link": os.readlink(f"/proc/{entry}/exe")}
        for number in os.listdir(f"/proc/{entry}/fd"):
            target = os.readlink(f"/proc/{entry}/fd/{number}")
            if target.startswith("/dev/"):
                paths[f"/proc/{entry}/fd/{number}"] = {"link": target}
    paths = {path: value for path, value in sorted(paths.items()) if value is not None}
    with open(f"{OUT}/{name}.json", "w") as file:
        json.dump({"owners": owners, "paths": paths}, file, indent=1, ensure_ascii=False)
        file.write("\n")
    states = {p: v.split()[1] if ":" in v.split("\n")[0] else v.strip() for p, v in paths.items()
              if p.endswith("/status") and "c/" in p and isinstance(v, str) and v.strip() != "closed"}
    videos = [p for p, v in paths.items() if isinstance(v, dict) and v["link"].startswith("/dev/video")]
    print(name, states, videos, owners, flush=True)


def stop(*processes):
    for process in processes:
        try:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, signal.SIGKILL)


def wait(seconds):
    time.sleep(seconds)


for name in (PERSON, OTHER):
    subprocess.run(["useradd", "-m", name], check=False)
subprocess.run(["udevadm", "trigger"], check=False)
subprocess.run(["udevadm", "settle", "-t", "60"], check=False)
print(text("/proc/asound/cards"), os.listdir("/sys/class/video4linux"), flush=True)
snapshot("idle")
card = "hw:Dummy,0"
for who, name in ((PERSON, "arecord"), (OTHER, "arecord-by-another")):
    recorder = as_person(who, ["arecord", "-q", "-D", card, "-f", "S16_LE", "-r", "48000", "-c", "2", "/dev/null"])
    wait(6)
    snapshot(name)
    stop(recorder)
player = as_person(PERSON, ["aplay", "-q", "-D", card, "-f", "S16_LE", "-r", "48000", "-c", "2", "/dev/zero"])
wait(6)
snapshot("playing")
stop(player)
node = "/dev/video0"
for who, name in ((PERSON, "camera"), (OTHER, "camera-by-another")):
    viewer = as_person(who, ["v4l2-ctl", "-d", node, "--stream-mmap", "--stream-to=/dev/null"])
    wait(6)
    snapshot(name)
    stop(viewer)
pulse = as_person(PERSON, ["pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no",
                           "-L", "module-alsa-source device=" + card, "-L", "module-suspend-on-idle timeout=3",
                           "-L", "module-native-protocol-unix"])
wait(20)
snapshot("pulseaudio-idle")
recorder = as_person(PERSON, ["parec", "/dev/null"])
wait(10)
snapshot("pulseaudio-recording")
stop(recorder, pulse)
bus = as_person(PERSON, ["dbus-daemon", "--session", "--nofork", "--address=unix:path=/run/user/%d/bus"
                         % pwd.getpwnam(PERSON).pw_uid])
wait(5)
pipewire = as_person(PERSON, ["pipewire"])
wait(5)
manager = as_person(PERSON, ["wireplumber"])
wait(60)
snapshot("pipewire-idle")
recorder = as_person(PERSON, ["pw-record", "/dev/null"])
wait(20)
# WirePlumber takes the card of snd-aloop for its default where there is one.
has_loopback = "Loopback" in text("/proc/asound/cards")
snapshot("pipewire-recording-loopback" if has_loopback else "pipewire-recording")
stop(recorder)
wait(20)
snapshot("pipewire-after")
stop(manager, pipewire, bus)
subprocess.run(["sh", "-c", "tail -n 5 /run/*.log"], check=False)
