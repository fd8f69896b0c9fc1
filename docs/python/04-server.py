import hashlib, json, socket, struct, subprocess, sys

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(5)
print('listening on %s:%d' % server.getsockname(), flush=True)

conn, addr = server.accept()
while True:
    command = conn.recv(1024)
    if not command:
        break
    shell = subprocess.Popen(command.decode('utf-8'), shell=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = shell.stdout.read(), shell.stderr.read()
    header = json.dumps({'filename': None,
                         'hash': hashlib.md5(out + err).hexdigest(),
                         'total_size': len(out) + len(err)}).encode('utf-8')
    conn.send(struct.pack('i', len(header)))
    conn.send(header)
    conn.send(out)
    conn.send(err)
conn.close()
