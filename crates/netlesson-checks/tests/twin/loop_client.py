#!/usr/bin/env python3
"""Lesson 2's client in Python: sends each line and prints its reply on a line of its own."""
import ipaddress
import signal
import socket
import sys


def main():
    # Ctrl-C ends the program at once, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.reconfigure(encoding='utf-8')
    host, port = address()
    server = '%s:%d' % (host, port)
    conn = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        conn.connect((host, port))
    except OSError as why:
        fail('cannot connect to %s: %s' % (server, why))
    try:
        converse(conn)
    except OSError as why:
        fail('no reply from %s: %s' % (server, why))


def address():
    """The address on the command line, IPv4:PORT, or the default."""
    try:
        (given,) = sys.argv[1:] or ['127.0.0.1:9002']
        host, port = given.split(':')
        if not 0 <= int(port) <= 65535:
            raise ValueError(port)
        return str(ipaddress.IPv4Address(host)), int(port)
    except ValueError:
        print('usage: loop_client.py [IP:PORT]', file=sys.stderr)
        sys.exit(2)


def fail(what):
    print('error: %s' % what, file=sys.stderr)
    sys.exit(1)


def converse(conn):
    """Line after line, until `quit` or the end of stdin."""
    for line in sys.stdin.buffer:
        line = line.removesuffix(b'\n').removesuffix(b'\r')
        if line == b'quit':
            return
        if not line.decode('utf-8', 'replace').strip():
            continue
        conn.sendall(line)
        reply = conn.recv(1024)
        if not reply:
            raise ConnectionError('the server closed the connection')
        print(reply.decode('utf-8', 'replace'), flush=True)


main()
