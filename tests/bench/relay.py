#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
"""A TCP relay on loopback that is as far away as it is told: relay.py PORT DELAY_MS, the delay being that of a round trip.
(The kernel's own way, tc qdisc netem, is a module that many kernels lack, those of containers and of small machines.)

Prints the port that it listens on, then a line for each round trip that a client waits for: the monotonic clock's
milliseconds. The first is TCP's; another begins whenever the client speaks after it was told something. As the kernel
accepts at once, the client's first words are kept back for the round trip that TCP would have taken."""

import asyncio
import sys
import time


def note():
    print(f"{time.clock_gettime(time.CLOCK_MONOTONIC) * 1000:.3f}", flush=True)


class Client:
    """One connection from the client, and its way to the server."""

    def __init__(self, delay):
        self.half, self.not_before = delay / 2, asyncio.get_running_loop().time() + delay
        self.told = True
        note()

    def from_client(self):
        if self.told:
            note()
        self.told = False

    def to_client(self):
        self.told = True

    async def carry(self, reader, writer, on_read, on_write):
        loop, queue = asyncio.get_running_loop(), asyncio.Queue()

        async def deliver():
            while True:
                due, piece = await queue.get()
                await asyncio.sleep(max(0, due - loop.time()))
                if not piece:
                    writer.close()
                    return
                on_write()
                writer.write(piece)

        delivery = asyncio.create_task(deliver())
        piece = b"?"
        while piece:
            try:
                piece = await reader.read(65536)
            except OSError:
                piece = b""
            if piece:
                on_read()
            queue.put_nowait((max(loop.time(), self.not_before) + self.half, piece))
        await delivery


async def main(port, delay):
    async def serve(reader, writer):
        client = Client(delay)
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(client.carry(reader, there_writer, client.from_client, lambda: None),
                             client.carry(there_reader, writer, lambda: None, client.to_client))

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]) / 1000))
