#!/usr/bin/env python3
"""Records talk.pcap: conversations that the kernel of this Linux has with itself over a wire of ours.

    unshare --net python3 record.py talk.pcap

Over loopback the kernel leaves checksums unfinished, for there is no wire to protect. A tun device is one: what
is sent into it comes out here, complete, checksums and all. This program records every packet, turns source and
destination around, and puts it back: so a program at 10.11.0.1 that calls 10.11.0.2 reaches a server at its own
address, through the kernel's whole TCP. The sum of a checksum does not mind the two changing places.

Needs the right to make a tun device (root; the new network namespace keeps it from everything else). Sizes, options and
order are the same every time; ports, sequence numbers and times are not.
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
import threading
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
HERE, THERE, PORT = "10.11.0.1", "10.11.0.2", 9011
LINKTYPE_RAW = 101

tun = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", b"wire", IFF_TUN | IFF_NO_PI))
for command in (f"ip address add {HERE}/24 dev wire", "ip link set wire up mtu 1500", "ip link set lo up"):
    subprocess.run(command.split(), check=True)
# No IPv6 on this wire: its neighbours would be looked for.
subprocess.run("sysctl -q -w net.ipv6.conf.wire.disable_ipv6=1".split(), check=False)

capture = open(sys.argv[1], "wb")
capture.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, LINKTYPE_RAW))
to_lose = []  # payloads that are lost on the way, once each


def mirrored(packet):
    return packet[:12] + packet[16:20] + packet[12:16] + packet[20:]


def from_server(packet):
    """Whether it comes from one of the server's ports: then it is recorded as from 10.11.0.2."""
    is_later_fragment = struct.unpack("!H", packet[6:8])[0] & 0x1FFF
    return not is_later_fragment and struct.unpack("!H", packet[20:22])[0] in (PORT, PORT + 1)


def wire():
    while True:
        packet = os.read(tun, 65536)
        if packet[0] >> 4 != 4 or packet[9] not in (6, 17):
            continue
        seen = mirrored(packet) if from_server(packet) else packet
        now = time.time_ns()
        capture.write(struct.pack("<IIII", now // 10**9, now % 10**9 // 1000, len(seen), len(seen)) + seen)
        capture.flush()
        lost = [payload for payload in to_lose if packet.endswith(payload)]
        if lost:
            to_lose.remove(lost[0])
        else:
            os.write(tun, mirrored(packet))


threading.Thread(target=wire, daemon=True).start()
listener = socket.create_server((HERE, PORT))


def call():
    caller = socket.create_connection((THERE, PORT))
    caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return caller, listener.accept()[0]


def quiet():
    """Lets what is on its way arrive, delayed acknowledgments too."""
    time.sleep(0.3)


# A word and its answer, closed by the caller first, and then by the server: in four packets.
caller, server = call()
caller.sendall(b"hello")
server.sendall(server.recv(100).upper())
caller.recv(100)
quiet()
caller.shutdown(socket.SHUT_WR)
quiet()
server.close()
quiet()
caller.close()

# Nobody listens: a reset is the answer.
try:
    socket.create_connection((THERE, PORT + 1))
except ConnectionRefusedError:
    pass

# Three segments, of which the second is lost: the third is acknowledged selectively.
caller, server = call()
segments = [bytes([letter]) * 1000 for letter in b"abc"]
to_lose.append(segments[1])
for segment in segments:
    caller.sendall(segment)
    time.sleep(0.002)
received = b""
while len(received) < 3000:
    received += server.recv(3000)
quiet()

# And the end of it is a reset, too.
caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
caller.close()
quiet()
server.close()

# Datagrams: a small one, one of an odd length, and one that travels as three fragments.
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind((HERE, PORT))
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for payload in (b"feng", b"hello", bytes(range(250)) * 12):
    sender.sendto(payload, (THERE, PORT))
    assert receiver.recv(65536) == payload
quiet()
