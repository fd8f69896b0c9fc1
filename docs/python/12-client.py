import select
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect(('127.0.0.1', int(sys.argv[1])))

inputs = [sock, sys.stdin]
while True:
    readable, _, _ = select.select(inputs, [], [])
    if sys.stdin in readable:
        line = sys.stdin.readline()
        if line:
            sock.sendall(line.strip().encode('utf-8'))
        else:
            inputs.remove(sys.stdin)
            sock.shutdown(socket.SHUT_WR)
    if sock in readable:
        data = sock.recv(1024)
        if not data:
            break
        print(data.decode('utf-8'), flush=True)

sock.close()
