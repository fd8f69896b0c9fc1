import os
import socket
import sys

path = sys.argv[2] if len(sys.argv) > 2 else __file__

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect(('127.0.0.1', int(sys.argv[1])))

head = os.path.basename(path) + ' ' + str(os.path.getsize(path))
sock.send(head.encode('utf-8'))
sock.recv(1024)                      # ready
with open(path, 'rb') as file:
    for line in file:
        sock.send(line)
print('sent', path, flush=True)

sock.close()
