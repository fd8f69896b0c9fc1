"""Lesson 4 from the other side: runs framed requests of one client, sends header and body by two sends."""
import hashlib
import json
import socket
import struct
import subprocess

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.bind(('127.0.0.1', 0))
phone.listen(5)
print('listening on %s:%d' % phone.getsockname(), flush=True)
conn, addr = phone.accept()
stream = conn.makefile('rb')
while True:
    header = stream.read(4)
    if not header:
        break
    command = stream.read(struct.unpack('<i', header)[0]).decode('utf-8')
    ran = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL, capture_output=True)
    body = ran.stdout + ran.stderr
    about = {'filename': None, 'hash': hashlib.md5(body).hexdigest(), 'total_size': len(body)}
    about = json.dumps(about).encode('utf-8')
    conn.send(struct.pack('<i', len(about)))
    conn.send(about)
    conn.sendall(body)
conn.close()
phone.close()
