# As the tutorials have it: a header of four bytes, JSON, and then the file; the hash is taken on the way.
import hashlib
import json
import os
import socket
import struct
import sys

server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(5)
print('listening on 127.0.0.1:' + str(server.getsockname()[1]), flush=True)
while True:
    conn, _ = server.accept()
    size, = struct.unpack('i', conn.recv(4))
    head = json.loads(conn.recv(size).decode('utf-8'))
    md5 = hashlib.md5()
    received = 0
    with open(os.path.join(sys.argv[1], head['file_name']), 'wb') as file:
        while received < head['file_size']:
            data = conn.recv(1024)
            if not data:
                break
            file.write(data)
            md5.update(data)
            received += len(data)
    conn.send(b'ok' if md5.hexdigest() == head['md5'] else b'no')
    conn.close()
