#!/usr/bin/env python3
"""Lesson 12's server in Python: the room on one thread, by selectors. A thread reads the keyboard."""
import collections
import os
import selectors
import signal
import socket
import struct
import sys
import threading
import time

MAX_TEXT_LEN = 64 * 1024
MAX_WAITING = 1024 * 1024
PIECE = 16 * 1024
PATIENCE = 2


class Client:
    def __init__(self, number, conn):
        self.number, self.conn = number, conn
        self.incoming, self.outbox = b'', bytearray()
        self.deadline = None
        self.is_heard = True
        self.is_done = False

    def send(self, text):
        frame = text.encode()
        self.outbox += struct.pack('<i', len(frame)) + frame
        self.flush()
        if len(self.outbox) > MAX_WAITING:
            self.cut()

    def cut(self):
        self.outbox.clear()
        try:
            self.conn.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def flush(self):
        try:
            while self.outbox:
                del self.outbox[:self.conn.send(self.outbox)]
        except BlockingIOError:
            pass
        except OSError:
            self.outbox.clear()

    def messages(self):
        """The messages that have come whole."""
        while len(self.incoming) >= 4:
            length, = struct.unpack('<i', self.incoming[:4])
            if not 0 <= length <= MAX_TEXT_LEN:
                raise ValueError('a message cannot have %d bytes' % length)
            if len(self.incoming) < 4 + length:
                return
            message, self.incoming = self.incoming[4:4 + length], self.incoming[4 + length:]
            yield message.decode()


class Server:
    def __init__(self, listener):
        self.listener = listener
        self.selector = selectors.DefaultSelector()
        self.selector.register(listener, selectors.EVENT_READ)
        self.bell, self.rope = socket.socketpair()
        self.selector.register(self.bell, selectors.EVENT_READ)
        self.typed = collections.deque()
        self.here, self.leaving = {}, {}
        self.is_full = False
        self.served = 0

    def read_keyboard(self):
        for line in sys.stdin.buffer:
            line = line[:-1] if line.endswith(b'\n') else line
            line = line[:-1] if line.endswith(b'\r') else line
            self.typed.append(line.decode(errors='replace'))
            self.rope.send(b'!')

    def serve(self):
        while self.listener or self.leaving:
            deadlines = [client.deadline for client in self.leaving.values()]
            limit = max(0, min(deadlines) - time.monotonic()) if deadlines else None
            for key, _ in self.selector.select(limit):
                if key.fileobj is self.listener:
                    self.accept()
                elif key.fileobj is self.bell:
                    self.bell.recv(4096)
                elif not key.data.is_done:
                    self.attend(key.data)
            now = time.monotonic()
            for client in [one for one in self.leaving.values() if one.deadline <= now]:
                self.let_go(client)
            while self.typed:
                self.operate(self.typed.popleft())
            for client in [*self.here.values(), *self.leaving.values()]:
                # Room to write is asked for only while something waits.
                read = selectors.EVENT_READ if client.is_heard else 0
                write = selectors.EVENT_WRITE if client.outbox else 0
                if self.selector.get_key(client.conn).events != read | write:
                    self.selector.modify(client.conn, read | write, client)

    def accept(self):
        try:
            conn, peer = self.listener.accept()
        except OSError as why:
            # It would be told of the caller again and again. Who leaves makes room.
            print('cannot accept: %s' % why, file=sys.stderr)
            self.selector.unregister(self.listener)
            self.is_full = True
            return
        conn.setblocking(False)
        client = Client(self.served, conn)
        self.served += 1
        self.selector.register(conn, selectors.EVENT_READ, client)
        print('client %d connected from %s:%d' % (client.number, *peer), flush=True)
        client.send('you are client %d' % client.number)
        self.here[client.number] = client

    def attend(self, client):
        client.flush()
        try:
            data = client.conn.recv(PIECE)
            if client.number in self.here:
                client.incoming += data
                for message in client.messages():
                    self.hear(client, message)
        except BlockingIOError:
            data = None
        except (OSError, ValueError) as why:
            print('client %d: %s' % (client.number, why), file=sys.stderr)
            data = b''
        if client.number in self.here:
            if data == b'':
                self.leave(client)
        elif client.outbox:
            # Its end is there to be read for as long as the connection is: it is not asked for again.
            client.is_heard = client.is_heard and data != b''
        else:
            self.finish(client)
            if data == b'':
                self.let_go(client)

    def finish(self, client):
        try:
            client.conn.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def leave(self, client):
        del self.here[client.number]
        print('client %d left' % client.number, flush=True)
        client.deadline = time.monotonic() + PATIENCE
        self.leaving[client.number] = client
        self.attend(client)

    def let_go(self, client):
        client.is_done = True
        self.leaving.pop(client.number, None)
        self.selector.unregister(client.conn)
        client.conn.close()
        if self.is_full and self.listener:
            self.selector.register(self.listener, selectors.EVENT_READ)
            self.is_full = False

    def hear(self, sender, message):
        print('client %d: %s' % (sender.number, message), flush=True)
        to, text = None, message
        if message.startswith('@'):
            number, _, rest = message[1:].partition(' ')
            if number.isascii() and number.isdigit():
                to, text = number, rest
        said = 'client %d: %s' % (sender.number, text)
        if not text:
            sender.send('error: empty message')
        elif to is None:
            for other in self.here.values():
                if other is not sender:
                    other.send(said)
        elif not self.tell(to, said):
            sender.send('error: no client %s' % to)

    def tell(self, number, said):
        for client in self.here.values():
            if str(client.number) == number:
                client.send(said)
                return True
        return False

    def operate(self, line):
        if line == 'quit':
            if not self.is_full:
                self.selector.unregister(self.listener)
            self.listener.close()
            self.listener = None
            self.typed.clear()
            for client in list(self.here.values()):
                self.leave(client)
            return
        number, _, text = line.partition(' ')
        if not text.strip() or len(text.encode()) > MAX_TEXT_LEN:
            print('error: type N TEXT, all TEXT or quit', file=sys.stderr, flush=True)
        elif number == 'all' and self.here:
            for client in self.here.values():
                client.send('server: ' + text)
        elif not self.tell(number, 'server: ' + text):
            print('error: no client %s' % number, file=sys.stderr, flush=True)


def usage():
    print('usage: server [IP:PORT]', file=sys.stderr)
    sys.exit(2)


def main():
    # Ctrl-C ends the program at once, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.reconfigure(encoding='utf-8', errors='replace')
    sys.stderr.reconfigure(encoding='utf-8', errors='replace')
    address = sys.argv[1] if len(sys.argv) > 1 else '127.0.0.1:9012'
    host, _, port = address.rpartition(':')
    if len(sys.argv) > 2 or not host or not port.isdigit():
        usage()
    try:
        listener = socket.create_server((host, int(port)), backlog=1024)
    except OSError as why:
        print('error: cannot listen on %s: %s' % (address, why), file=sys.stderr)
        sys.exit(1)
    listener.setblocking(False)
    print('listening on %s:%d' % listener.getsockname(), flush=True)
    server = Server(listener)
    threading.Thread(target=server.read_keyboard, daemon=True).start()
    server.serve()
    print('served %d clients' % server.served, flush=True)
    # The thread that reads the keyboard is not waited for.
    os._exit(0)


main()
