import json
import socket
import struct
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect(('127.0.0.1', int(sys.argv[1])))

for line in sys.stdin:
    command = line.strip()
    if not command:
        continue
    sock.send(command.encode('utf-8'))
    size = struct.unpack('i', sock.recv(4))[0]
    header = json.loads(sock.recv(size))
    body = b''
    while len(body) < header['total_size']:
        body += sock.recv(1024)
    print(body.decode('utf-8'), end='', flush=True)

sock.close()
