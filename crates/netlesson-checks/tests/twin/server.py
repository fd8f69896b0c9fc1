#!/usr/bin/env python3
"""Lesson 4's server in Python: runs each command that a client sends, and replies with what it printed."""
import hashlib
import ipaddress
import json
import signal
import socket
import struct
import subprocess
import sys

MAX_FRAME_LEN = 16 * 1024 * 1024


def main():
    # Ctrl-C ends the program at once, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.reconfigure(encoding='utf-8', errors='replace')
    sys.stderr.reconfigure(encoding='utf-8', errors='replace')
    host, port = address()
    try:
        listener = listen(host, port)
    except OSError as why:
        print('error: cannot listen on %s:%d: %s' % (host, port, why), file=sys.stderr)
        sys.exit(1)
    print('listening on %s:%d' % listener.getsockname(), flush=True)
    while True:
        conn, peer = listener.accept()
        serve(conn, '%s:%d' % peer)


def address():
    """The address on the command line, IPv4:PORT, or the default."""
    try:
        (given,) = sys.argv[1:] or ['127.0.0.1:9004']
        host, port = given.split(':')
        if not 0 <= int(port) <= 65535:
            raise ValueError(port)
        return str(ipaddress.IPv4Address(host)), int(port)
    except ValueError:
        print('usage: server.py [IP:PORT]', file=sys.stderr)
        sys.exit(2)


def listen(host, port):
    if not ipaddress.IPv4Address(host).is_loopback:
        raise OSError('commands are taken from this machine alone, on loopback')
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(5)
    return listener


def serve(conn, peer):
    """One call, from hello to goodbye. However it ends, it ends for this client only."""
    print('connection from %s' % peer, flush=True)
    try:
        with conn:
            converse(conn, peer)
    except (OSError, ValueError) as why:
        print('error: %s: %s' % (peer, why), file=sys.stderr, flush=True)
    print('%s hung up' % peer, flush=True)


def converse(conn, peer):
    """Command after command, until the client has no more."""
    while True:
        request = read_frame(conn)
        if request is None:
            return
        command = request.decode('utf-8')
        if '\0' in command:
            raise ValueError('a command cannot hold NUL')
        print('%s ran: %s' % (peer, command), flush=True)
        body = run(command)
        about = {'filename': None, 'hash': hashlib.md5(body).hexdigest(), 'total_size': len(body)}
        write_frame(conn, json.dumps(about).encode('utf-8'))
        conn.sendall(body)


def read_frame(conn):
    """The payload of the next frame; None at the end of the stream."""
    header = recv_up_to(conn, 4)
    if not header:
        return None
    if len(header) < 4:
        raise ValueError('the stream ended inside a header')
    length = struct.unpack('<i', header)[0]
    if not 0 <= length <= MAX_FRAME_LEN:
        raise ValueError('a frame cannot have a length of %d' % length)
    payload = recv_up_to(conn, length)
    if len(payload) < length:
        raise ValueError('the stream ended inside a frame')
    return payload


def recv_up_to(conn, size):
    """This many bytes, or fewer if the stream ends before."""
    data = bytearray()
    while len(data) < size:
        piece = conn.recv(min(65536, size - len(data)))
        if not piece:
            break
        data += piece
    return bytes(data)


def write_frame(conn, payload):
    conn.sendall(struct.pack('<i', len(payload)) + payload)


def run(command):
    """What a command prints: its stdout, then its stderr."""
    try:
        ran = subprocess.run(['sh', '-c', command], stdin=subprocess.DEVNULL, capture_output=True)
    except OSError as why:
        return ('error: cannot start sh: %s\n' % why).encode('utf-8')
    return ran.stdout + ran.stderr


main()
