#!/usr/bin/env python3
"""Lesson 11 in Python: takes a capture apart, a line of JSON for each packet."""

import json
import struct
import sys

MAGICS = {b'\xa1\xb2\xc3\xd4': ('>', 1000), b'\xd4\xc3\xb2\xa1': ('<', 1000),
          b'\xa1\xb2\x3c\x4d': ('>', 1), b'\x4d\x3c\xb2\xa1': ('<', 1)}
CONTROL_BITS = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN']
HALF = 1 << 31


class Wrong(Exception):
    pass


def need(bytes_, length, what):
    if len(bytes_) < length:
        raise Wrong('%s is cut short' % what)


def ones_sum(bytes_):
    if len(bytes_) % 2:
        bytes_ += b'\0'
    total = sum(struct.unpack('!%dH' % (len(bytes_) // 2), bytes_))
    while total > 0xffff:
        total = (total & 0xffff) + (total >> 16)
    return total


def verified(bytes_, at):
    given, = struct.unpack_from('!H', bytes_, at)
    computed = 0xffff ^ ones_sum(bytes_[:at] + b'\0\0' + bytes_[at + 2:])
    return {'given': given, 'computed': computed, 'right': ones_sum(bytes_) == 0xffff}


def unverified(given):
    return {'given': given, 'computed': None, 'right': None}


def dissect_ipv4(line, packet, pending):
    need(packet, 20, 'the IPv4 header')
    first, tos, total, ident, flags, ttl, protocol, checksum = struct.unpack_from('!BBHHHBBH', packet)
    if first >> 4 != 4:
        raise Wrong('this is version %d' % (first >> 4))
    length = (first & 15) * 4
    ip = line['ipv4'] = {
        'version': 4, 'ihl': first & 15, 'type_of_service': tos, 'total_length': total, 'identification': ident,
        'flags': [name for bit, name in ((0x8000, 'reserved'), (0x4000, 'DF'), (0x2000, 'MF')) if flags & bit],
        'fragment_offset': flags & 0x1fff, 'time_to_live': ttl, 'protocol': protocol,
        'header_checksum': unverified(checksum),
        'source_address': '.'.join(map(str, packet[12:16])),
        'destination_address': '.'.join(map(str, packet[16:20])), 'options': ''}
    if length < 20 or length > len(packet):
        raise Wrong('a header of %d bytes' % length)
    ip['options'] = packet[20:length].hex()
    ip['header_checksum'] = verified(packet[:length], 10)
    if total < length:
        raise Wrong('a total length of %d' % total)
    payload = packet[length:total]
    if ip['fragment_offset'] == 0:
        is_fragment = 'MF' in ip['flags']
        if protocol == 17:
            dissect_udp(line, payload, total - length, is_fragment, packet[12:20])
        elif protocol == 6:
            dissect_tcp(line, payload, total - length, is_fragment, packet[12:20], pending)
    if total > len(packet):
        raise Wrong('%d bytes of %d' % (len(packet), total))


def dissect_udp(line, payload, carried, is_fragment, addresses):
    need(payload, 8, 'the UDP header')
    source, destination, length, given = struct.unpack_from('!HHHH', payload)
    udp = line['udp'] = {'source_port': source, 'destination_port': destination, 'length': length,
                         'checksum': unverified(given)}
    if length < 8 or length > carried and not is_fragment:
        raise Wrong('a datagram of %d bytes' % length)
    if given and not is_fragment and length <= len(payload):
        pseudo = addresses + struct.pack('!BBH', 0, 17, length)
        udp['checksum'] = verified(pseudo + payload[:length], 18)
        udp['checksum']['computed'] = udp['checksum']['computed'] or 0xffff


def dissect_tcp(line, payload, carried, is_fragment, addresses, pending):
    need(payload, 20, 'the TCP header')
    source, destination, seq, ack, offset, bits, window, given, urgent = struct.unpack_from('!HHIIBBHHH', payload)
    names = [name for place, name in enumerate(CONTROL_BITS) if bits & 0x80 >> place]
    tcp = line['tcp'] = {
        'source_port': source, 'destination_port': destination, 'sequence_number': seq, 'acknowledgment_number': ack,
        'data_offset': offset >> 4, 'reserved': offset & 15, 'control_bits': names, 'window': window,
        'checksum': unverified(given), 'urgent_pointer': urgent, 'options': [], 'data_length': None, 'part': []}
    if len(payload) == carried and not is_fragment:
        tcp['checksum'] = verified(addresses + struct.pack('!BBH', 0, 6, carried) + payload, 28)
    length = (offset >> 4) * 4
    if length < 20 or length > len(payload):
        raise Wrong('a header of %d bytes' % length)
    tcp['data_length'] = carried - length
    dissect_options(tcp['options'], payload[20:length])
    if not is_fragment:
        ends = (addresses[:4], source), (addresses[4:], destination)
        tcp['part'] = part(pending, ends, names, seq, ack, carried - length)


def dissect_options(found, rest):
    while rest:
        kind = rest[0]
        if kind == 0:
            found.append({'name': 'end_of_option_list'})
            return
        if kind == 1:
            found.append({'name': 'no_operation'})
            rest = rest[1:]
            continue
        length = rest[1] if len(rest) > 1 else 0
        if length < 2 or length > len(rest):
            raise Wrong('an option of %d bytes' % length)
        data, rest = rest[2:length], rest[length:]
        numbers = struct.unpack('!%dI' % (len(data) // 4), data[:len(data) // 4 * 4])
        if (kind, length) == (2, 4):
            found.append({'name': 'maximum_segment_size', 'value': int.from_bytes(data, 'big')})
        elif (kind, length) == (3, 3):
            found.append({'name': 'window_scale', 'shift': data[0]})
        elif (kind, length) == (4, 2):
            found.append({'name': 'sack_permitted'})
        elif kind == 5 and length > 2 and length % 8 == 2:
            blocks = [list(numbers[at:at + 2]) for at in range(0, len(numbers), 2)]
            found.append({'name': 'sack', 'blocks': blocks})
        elif (kind, length) == (8, 10):
            found.append({'name': 'timestamps', 'value': numbers[0], 'echo_reply': numbers[1]})
        else:
            found.append({'name': 'unknown', 'kind': kind, 'data': data.hex()})


def part(pending, ends, names, seq, ack, data):
    """What is pending stands under its sender and receiver: the number that acknowledges it."""
    sender, receiver = ends
    parts = []

    def acks(kind):
        wanted = pending.get((receiver, sender, kind))
        if 'ACK' in names and wanted is not None and (ack - wanted) % (2 * HALF) < HALF:
            del pending[receiver, sender, kind]
            parts.append('acks_' + kind)

    if 'SYN' in names:
        parts.append('syn')
    acks('syn')
    if 'FIN' in names:
        parts.append('fin')
    acks('fin')
    if 'RST' in names:
        parts.append('rst')
    if 'SYN' in names:
        seq += 1
        pending[sender, receiver, 'syn'] = seq % (2 * HALF)
        pending.pop((sender, receiver, 'fin'), None)
    if 'FIN' in names:
        pending[sender, receiver, 'fin'] = (seq + data + 1) % (2 * HALF)
    return parts


def dissect(line, link, packet, pending):
    if link == 1:
        need(packet, 14, 'the Ethernet header')
        ethertype, = struct.unpack_from('!H', packet, 12)
        line['ethernet'] = {'destination': packet[:6].hex(':'), 'source': packet[6:12].hex(':'),
                            'ethertype': ethertype}
        if ethertype != 0x0800:
            return
        packet = packet[14:]
    elif packet and packet[0] >> 4 == 6:
        return
    dissect_ipv4(line, packet, pending)


def fail(why):
    print('error: cannot read %s: %s' % (sys.argv[1], why), file=sys.stderr)
    sys.exit(1)


def main():
    if len(sys.argv) != 2:
        print('usage: dissect FILE.pcap', file=sys.stderr)
        sys.exit(2)
    try:
        with open(sys.argv[1], 'rb') as file:
            rest = file.read()
    except OSError as why:
        fail(why)
    if len(rest) < 24 or rest[:4] not in MAGICS:
        fail('this is no pcap file')
    order, unit = MAGICS[rest[:4]]
    link, = struct.unpack_from(order + 'I', rest, 20)
    if link not in (1, 101):
        fail('link type %d' % link)
    rest, number, pending = rest[24:], 0, {}
    while rest:
        number += 1
        line = {'number': number}
        if len(rest) < 16:
            line['error'] = 'the file ends inside a record'
            rest = b''
        else:
            seconds, fraction, captured, original = struct.unpack_from(order + 'IIII', rest)
            line.update(time={'seconds': seconds, 'nanoseconds': fraction * unit},
                        captured_length=captured, original_length=original)
            packet, rest = rest[16:16 + captured], rest[16 + captured:]
            try:
                dissect(line, link, packet, pending)
                if len(packet) < captured:
                    raise Wrong('the file ends inside this packet')
            except Wrong as why:
                line['error'] = str(why)
        print(json.dumps(line))


main()
