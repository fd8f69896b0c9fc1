import socket
import sys

caller = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
caller.connect(('127.0.0.1', int(sys.argv[1])))

caller.send('hello'.encode('utf-8'))
caller.send('feng'.encode('utf-8'))

caller.close()
