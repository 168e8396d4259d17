"""Queues that others made on PostgreSQL, with jobs that do nothing: queue_peers.py procrastinate|pgqueuer fill|work ADDRESS NUMBER.

`fill` makes the tables and as many jobs; `work` does so many at a time until there are none, and prints for how many seconds, without its start.
Both record each job durably, as they do by default.
"""

import asyncio
import sys
import time


async def procrastinate(step, address, number):
    import procrastinate

    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=address))

    @app.task(name="nothing")
    async def nothing(number):
        pass

    async with app.open_async():
        if step == "fill":
            await app.schema_manager.apply_schema_async()
            for start in range(0, number, 1000):
                await nothing.batch_defer_async(*({"number": index} for index in range(start, min(start + 1000, number))))
            return 0
        started = time.perf_counter()
        await app.run_worker_async(wait=False, concurrency=number, install_signal_handlers=False)
        return time.perf_counter() - started


async def pgqueuer(step, address, number):
    import asyncpg
    from pgqueuer import PgQueuer
    from pgqueuer.queries import Queries
    from pgqueuer.types import QueueExecutionMode

    async with asyncpg.create_pool(address, min_size=2, max_size=8) as pool:
        if step == "fill":
            queries = Queries.from_asyncpg_pool(pool)
            await queries.install()
            for start in range(0, number, 1000):
                count = min(1000, number - start)
                await queries.enqueue(["nothing"] * count, [None] * count, [0] * count)
            return 0
        queue = PgQueuer.from_asyncpg_pool(pool)

        @queue.entrypoint("nothing")
        async def nothing(job):
            pass

        started = time.perf_counter()
        await queue.qm.run(mode=QueueExecutionMode.drain, batch_size=number, max_concurrent_tasks=2 * number)
        return time.perf_counter() - started


kind, step, address, number = sys.argv[1:]
print(asyncio.run({"procrastinate": procrastinate, "pgqueuer": pgqueuer}[kind](step, address, int(number))))
