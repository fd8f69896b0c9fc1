"""Lessons 1 and 2 from the other side: one caller, everything back in capitals."""
import socket

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
phone.bind(('127.0.0.1', 0))
phone.listen(5)
print('listening on %s:%d' % phone.getsockname(), flush=True)
conn, addr = phone.accept()
while True:
    data = conn.recv(1024)
    if not data:
        break
    conn.send(data.upper())
conn.close()
phone.close()
