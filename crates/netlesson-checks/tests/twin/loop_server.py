#!/usr/bin/env python3
"""Lesson 2's server in Python: caller after caller, and what each says comes back in capitals."""
import ipaddress
import signal
import socket
import sys


def main():
    # Ctrl-C ends the program at once, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.reconfigure(encoding='utf-8')
    host, port = address()
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(5)
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
        (given,) = sys.argv[1:] or ['127.0.0.1:9002']
        host, port = given.split(':')
        if not 0 <= int(port) <= 65535:
            raise ValueError(port)
        return str(ipaddress.IPv4Address(host)), int(port)
    except ValueError:
        print('usage: loop_server.py [IP:PORT]', file=sys.stderr)
        sys.exit(2)


def serve(conn, peer):
    """One call. However it ends, it ends for this caller only."""
    print('connection from %s' % peer, flush=True)
    try:
        with conn:
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                print('received %d bytes: %s' % (len(data), data.decode('utf-8', 'replace')), flush=True)
                conn.sendall(data.upper())
    except OSError as why:
        print('%s: %s' % (peer, why), file=sys.stderr, flush=True)
    print('%s hung up' % peer, flush=True)


main()
