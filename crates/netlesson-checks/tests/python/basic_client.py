"""Lessons 1 and 2 from the other side: says each of its lines, prints each reply."""
import socket
import sys

host, port = sys.argv[1].split(':')
phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.connect((host, int(port)))
for line in sys.argv[2:]:
    phone.send(line.encode('utf-8'))
    print(phone.recv(1024).decode('utf-8'), flush=True)
phone.close()
