import socket
import sys

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
phone.bind(('127.0.0.1', int(sys.argv[1])))
phone.listen(5)
print('listening on %s:%d' % phone.getsockname(), flush=True)

while True:                          # caller after caller
    conn, addr = phone.accept()
    print('connection from', addr, flush=True)
    while True:                      # sentence after sentence
        try:
            data = conn.recv(1024)
            if not data:
                break
            print('received', data.decode('utf-8'), flush=True)
            conn.send(data.upper())
        except ConnectionResetError:
            break
    conn.close()
