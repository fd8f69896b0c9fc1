"""Lesson 5 from the other side: greets whoever signs in and echoes the rest, until someone says goodbye."""
import socket

chat = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
chat.bind(('127.0.0.1', 0))
print('listening on %s:%d' % chat.getsockname(), flush=True)
while True:
    text, peer = chat.recvfrom(65535)
    if text == b'/bye':
        break
    if text.startswith(b'/name '):
        chat.sendto(b'hello, ' + text[6:], peer)
    else:
        chat.sendto(b'echo: ' + text, peer)
