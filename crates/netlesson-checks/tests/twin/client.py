#!/usr/bin/env python3
"""Lesson 4's client in Python: sends each line as a command and prints the reply, byte for byte."""
import hashlib
import ipaddress
import json
import os
import queue
import signal
import socket
import struct
import sys
import threading
import time

MAX_FRAME_LEN = 16 * 1024 * 1024


def main():
    # Ctrl-C ends the program at once, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    host, port = address()
    server = '%s:%d' % (host, port)
    conn = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        conn.connect((host, port))
    except OSError as why:
        fail('cannot connect to %s: %s' % (server, why))
    lines = queue.Queue()
    threading.Thread(target=read_lines, args=(lines,), daemon=True).start()
    try:
        while True:
            write_frame(conn, lines.get())
            body = read_reply(conn)
            sys.stdout.buffer.write(body)
            sys.stdout.buffer.flush()
    except (OSError, ValueError) as why:
        fail('no reply from %s: %s' % (server, why))


def address():
    """The address on the command line, IPv4:PORT, or the default."""
    try:
        (given,) = sys.argv[1:] or ['127.0.0.1:9004']
        host, port = given.split(':')
        if not 0 <= int(port) <= 65535:
            raise ValueError(port)
        return str(ipaddress.IPv4Address(host)), int(port)
    except ValueError:
        leave(2, 'usage: client.py [IP:PORT]')


def fail(what):
    leave(1, 'error: %s' % what)


def leave(code, said=''):
    """Ends the program at once, also from another thread than the first, which sys.exit does not."""
    if said:
        print(said, file=sys.stderr, flush=True)
    os._exit(code)


def read_lines(lines):
    """What is typed, line by line, until `quit` or the end of stdin, which end the program at once."""
    for line in sys.stdin.buffer:
        line = line.removesuffix(b'\n').removesuffix(b'\r')
        if line == b'quit':
            leave(0)
        if line.decode('utf-8', 'replace').strip():
            lines.put(line)
    # What was typed before the end has a second to be answered: `echo date | client.py` shows its reply.
    time.sleep(1)
    leave(0)


def write_frame(conn, payload):
    conn.sendall(struct.pack('<i', len(payload)) + payload)


def read_reply(conn):
    """The body of a reply, if its header tells the truth about it."""
    length = struct.unpack('<i', recv_exactly(conn, 4))[0]
    if not 0 <= length <= MAX_FRAME_LEN:
        raise ValueError('a frame cannot have a length of %d' % length)
    header = json.loads(recv_exactly(conn, length))
    if not isinstance(header, dict) or not isinstance(header.get('total_size'), int):
        raise ValueError('the header of the reply does not say how long the body is')
    body = recv_exactly(conn, header['total_size'])
    if hashlib.md5(body).hexdigest() != header.get('hash'):
        raise ValueError('the body is not the one that was hashed')
    return body


def recv_exactly(conn, size):
    if size < 0:
        raise ValueError('nothing can have a length of %d' % size)
    data = bytearray()
    while len(data) < size:
        piece = conn.recv(min(65536, size - len(data)))
        if not piece:
            raise ValueError('the stream ended inside a reply')
        data += piece
    return bytes(data)


main()
