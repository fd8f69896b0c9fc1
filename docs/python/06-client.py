import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect(('127.0.0.1', int(sys.argv[1])))

for line in sys.stdin:
    text = line.strip()
    if not text:
        continue
    sock.sendall(text.encode('utf-8'))
    data = sock.recv(1024)
    print(data.decode('utf-8'), flush=True)

sock.close()
