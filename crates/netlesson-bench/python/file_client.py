import hashlib
import json
import os
import socket
import struct
import sys

port, path = int(sys.argv[1].rsplit(':')[-1]), sys.argv[2]
md5 = hashlib.md5()
with open(path, 'rb') as file:
    for line in file:
        md5.update(line)
head = {'file_name': os.path.basename(path), 'file_size': os.path.getsize(path), 'md5': md5.hexdigest()}
head = json.dumps(head).encode('utf-8')

client = socket.create_connection(('127.0.0.1', port))
client.send(struct.pack('i', len(head)))
client.send(head)
with open(path, 'rb') as file:
    for line in file:
        client.sendall(line)
sys.exit(client.recv(2) != b'ok')
