-- What nodes of one service share, on PostgreSQL 14 or newer. With a table prefix of your own, put it in place of cleanup_ everywhere.
-- All times are the database's clock.

-- When a service runs next: one row for each service, as db-scheduler 16 lays out its table. Nothing else may use this table, since a scheduler
-- removes what it does not know.
CREATE TABLE IF NOT EXISTS cleanup_schedule (
    task_name VARCHAR NOT NULL,
    task_instance VARCHAR NOT NULL,
    task_data BYTEA,
    execution_time TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    picked BOOLEAN NOT NULL,
    picked_by VARCHAR,
    last_success TIMESTAMP(6) WITH TIME ZONE,
    last_failure TIMESTAMP(6) WITH TIME ZONE,
    consecutive_failures INTEGER,
    last_heartbeat TIMESTAMP(6) WITH TIME ZONE,
    version BIGINT NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);

-- Who runs a task: one row for each task. It is free when there is no run, or when the time is past.
CREATE TABLE IF NOT EXISTS cleanup_holds (
    service VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    run VARCHAR,
    node VARCHAR,
    instance VARCHAR,
    held_until TIMESTAMP(6) WITH TIME ZONE,
    PRIMARY KEY (service, task)
);

-- Under which rules the nodes that are alive run the tasks.
CREATE TABLE IF NOT EXISTS cleanup_nodes (
    service VARCHAR NOT NULL,
    instance VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    node VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    alive_until TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (service, instance, task)
);
