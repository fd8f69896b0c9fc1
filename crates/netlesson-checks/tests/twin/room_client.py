#!/usr/bin/env python3
"""Lesson 12's client in Python: prints what it hears, and says what is typed."""
import os
import signal
import socket
import struct
import sys
import threading

MAX_MESSAGE_LEN = 64 * 1024 + 64


def usage():
    print('usage: client [IP:PORT]', file=sys.stderr)
    sys.exit(2)


def talk(conn):
    for line in sys.stdin.buffer:
        line = line[:-1] if line.endswith(b'\n') else line
        line = line[:-1] if line.endswith(b'\r') else line
        if line == b'quit':
            break
        if line.decode(errors='replace').strip():
            try:
                conn.sendall(struct.pack('<i', len(line)) + line)
            except OSError:
                pass
    os._exit(0)


def recv_up_to(conn, length):
    data = b''
    while len(data) < length:
        piece = conn.recv(length - len(data))
        if not piece:
            break
        data += piece
    return data


def listen(conn):
    while True:
        try:
            if not conn.recv(1, socket.MSG_PEEK):
                return
        except OSError:
            return
        header = recv_up_to(conn, 4)
        if len(header) < 4:
            raise ValueError('the stream ended inside a header')
        length, = struct.unpack('<i', header)
        if not 0 <= length <= MAX_MESSAGE_LEN:
            raise ValueError('a message cannot have %d bytes' % length)
        message = recv_up_to(conn, length)
        if len(message) < length:
            raise ValueError('the stream ended inside a message')
        print(message.decode(), flush=True)


def main():
    # Ctrl-C ends the program at once, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.reconfigure(encoding='utf-8', errors='replace')
    address = sys.argv[1] if len(sys.argv) > 1 else '127.0.0.1:9012'
    host, _, port = address.rpartition(':')
    if len(sys.argv) > 2 or not host or not port.isdigit():
        usage()
    conn = socket.socket()
    try:
        conn.connect((host, int(port)))
    except OSError as why:
        print('error: cannot connect to %s: %s' % (address, why), file=sys.stderr)
        sys.exit(1)
    threading.Thread(target=talk, args=(conn,), daemon=True).start()
    try:
        listen(conn)
    except (OSError, ValueError) as why:
        print('error: cannot read from %s: %s' % (address, why), file=sys.stderr, flush=True)
        os._exit(1)
    print('the server closed the connection', flush=True)
    os._exit(0)


main()
