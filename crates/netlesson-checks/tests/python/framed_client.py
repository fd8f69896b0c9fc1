"""Lesson 4 from the other side: a framed request; a reply of a framed JSON header and a raw body."""
import hashlib
import json
import socket
import struct
import sys


def recv_exactly(size):
    data = b''
    while len(data) < size:
        piece = phone.recv(min(1024, size - len(data)))
        if not piece:
            raise EOFError('the server closed the connection')
        data += piece
    return data


host, port = sys.argv[1].split(':')
phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.connect((host, int(port)))
for command in sys.argv[2:]:
    request = command.encode('utf-8')
    phone.send(struct.pack('<i', len(request)) + request)
    header_size = struct.unpack('<i', recv_exactly(4))[0]
    header = json.loads(recv_exactly(header_size))
    body = recv_exactly(header['total_size'])
    assert hashlib.md5(body).hexdigest() == header['hash'], header
    sys.stdout.write(body.decode('utf-8'))
    sys.stdout.flush()
phone.close()
