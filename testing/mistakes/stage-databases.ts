import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const BASE = 'k8s-manifests/base';
const REDIS = `${BASE}/redis/redis.yaml`;
const POSTGRES = 'k8s-manifests/overlays/solid-cloud/postgresql.yaml';
const SQL = '    CREATE INDEX IF NOT EXISTS idx_posts_author ON posts(author);\n';
const REDIS_IMAGE = '          image: redis:7.2.4-alpine\n';
const POSTGRES_IMAGE = '          image: postgres:15.6-alpine\n          ports:';

function redisConf(conf: string): string {
  return `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: redis-config }
data:
  redis.conf: |
${conf}`;
}

const MOUNT = '          volumeMounts: [{ name: config, mountPath: /etc/redis }]\n';

/** Redis and PostgreSQL as they are started, filled and asked. */
export const stageDatabases: readonly Mistake[] = [
  slip({ name: 'An index is made on a column that the table does not have', caughtBy: 'database-scripts-run' }, [
    [POSTGRES, SQL, '    CREATE INDEX IF NOT EXISTS idx_posts_author ON posts(author_id);\n'],
  ]),
  slip({ name: 'An index is made before its table', caughtBy: 'database-scripts-run' }, [
    [POSTGRES, SQL, ''],
    [
      POSTGRES,
      '    CREATE TABLE IF NOT EXISTS posts',
      '    CREATE INDEX IF NOT EXISTS idx_posts_author ON posts(author);\n    CREATE TABLE IF NOT EXISTS posts',
    ],
  ]),
  slip({ name: 'A table is made in the words of SQLite', caughtBy: 'database-scripts-run' }, [
    [POSTGRES, 'users (id SERIAL PRIMARY KEY,', 'users (id INTEGER PRIMARY KEY AUTOINCREMENT,'],
  ]),
  slip({ name: 'The buffers of the database are larger than its memory', caughtBy: 'heap-fits-memory' }, [
    [
      POSTGRES,
      POSTGRES_IMAGE,
      `          image: postgres:15.6-alpine\n          args: ["-c", "max_connections=200", "-c", "shared_buffers=2GB"]\n          ports:`,
    ],
  ]),
  slip({ name: 'The database listens to its own pod only', caughtBy: 'listens-to-others' }, [
    [
      POSTGRES,
      POSTGRES_IMAGE,
      `          image: postgres:15.6-alpine\n          args: ["-c", "listen_addresses=localhost"]\n          ports:`,
    ],
  ]),
  slip({ name: 'Two settings stand behind one -c', caughtBy: 'image-settings-read' }, [
    [
      POSTGRES,
      POSTGRES_IMAGE,
      `          image: postgres:15.6-alpine\n          args: ["-c", "max_connections=200 -c log_statement=all"]\n          ports:`,
    ],
  ]),
  slip({ name: 'A single file is mounted where the folder of the scripts is', caughtBy: 'database-scripts-run' }, [
    [
      POSTGRES,
      '{ name: init, mountPath: /docker-entrypoint-initdb.d }',
      '{ name: init, mountPath: /docker-entrypoint-initdb.d, subPath: init.sql }',
    ],
  ]),
  slip({ name: 'A file of the first script is asked for by the name that it had', caughtBy: 'config-key-exists' }, [
    [
      POSTGRES,
      'volumes: [{ name: init, configMap: { name: postgresql-init } }]',
      'volumes: [{ name: init, configMap: { name: postgresql-init, items: [{ key: schema.sql, path: schema.sql }] } }]',
    ],
  ]),
  slip({ name: 'The StatefulSet has a Service of another name', caughtBy: 'governing-service-exists' }, [
    [POSTGRES, 'serviceName: postgresql-service', 'serviceName: postgresql'],
  ]),
  slip({ name: 'The user of the database cannot write to its folder', caughtBy: 'image-settings-read' }, [
    [
      POSTGRES,
      'securityContext: { runAsNonRoot: true, runAsUser: 70, fsGroup: 70 }\n      containers:\n        - name: postgresql',
      'securityContext: { runAsNonRoot: true, runAsUser: 999 }\n      containers:\n        - name: postgresql',
    ],
  ]),
  slip({ name: 'Redis may keep more than its container has', caughtBy: 'heap-fits-memory' }, [
    [REDIS, REDIS_IMAGE, `${REDIS_IMAGE}          args: ["--maxmemory", "512mb", "--maxmemory-policy", "allkeys-lru"]\n`],
  ]),
  slip({ name: 'Redis is given a configuration that it is not told to read', caughtBy: 'given-config-read' }, [
    [REDIS, REDIS_IMAGE, `${REDIS_IMAGE}${MOUNT}`],
    [REDIS, '      containers:\n', '      volumes: [{ name: config, configMap: { name: redis-config } }]\n      containers:\n'],
    [REDIS, 'targetPort: 6379 }]\n', `targetPort: 6379 }]${redisConf('    maxmemory 200mb\n    maxmemory-policy allkeys-lru\n')}`],
  ]),
  slip({ name: 'Redis listens to its own pod only', caughtBy: 'listens-to-others' }, [
    [REDIS, REDIS_IMAGE, `${REDIS_IMAGE}          command: [redis-server, /etc/redis/redis.conf]\n${MOUNT}`],
    [REDIS, '      containers:\n', '      volumes: [{ name: config, configMap: { name: redis-config } }]\n      containers:\n'],
    [
      REDIS,
      'targetPort: 6379 }]\n',
      `targetPort: 6379 }]${redisConf('    bind 127.0.0.1\n    maxmemory 200mb\n    maxmemory-policy allkeys-lru\n')}`,
    ],
  ]),
  slip({ name: 'Redis is started with the name of its file in the wrong folder', caughtBy: 'mounted-file-exists' }, [
    [REDIS, REDIS_IMAGE, `${REDIS_IMAGE}          command: [redis-server, /usr/local/etc/redis/redis.conf]\n${MOUNT}`],
    [REDIS, '      containers:\n', '      volumes: [{ name: config, configMap: { name: redis-config } }]\n      containers:\n'],
    [REDIS, 'targetPort: 6379 }]\n', `targetPort: 6379 }]${redisConf('    maxmemory 200mb\n    maxmemory-policy allkeys-lru\n')}`],
  ]),
  slip({ name: 'Redis runs in the background, and the container ends', caughtBy: 'program-stays' }, [
    [REDIS, REDIS_IMAGE, `${REDIS_IMAGE}          command: [redis-server, --daemonize, "yes"]\n`],
  ]),
  slip({ name: 'A variable of the password stands in braces that Kubernetes does not read', caughtBy: 'config-key-exists' }, [
    [
      REDIS,
      REDIS_IMAGE,
      `${REDIS_IMAGE}          args: ["--requirepass", "\${REDIS_PASSWORD}"]\n          env: [{ name: REDIS_PASSWORD, valueFrom: { secretKeyRef: { name: app-secrets, key: REDIS_PASSWORD } } }]\n`,
    ],
  ]),
  slip({ name: 'A backup is written in the form that another program reads back', caughtBy: 'restore-fits-dump' }, [], {
    'scripts/restore.sh': `#!/usr/bin/env bash
set -euo pipefail
# Takes the dump that the CronJob wrote.
kubectl -n titanium-prod cp "$1" postgresql-0:/tmp/titanium.dump -c postgresql
kubectl -n titanium-prod exec postgresql-0 -c postgresql -- psql -U titanium -d titanium -f /tmp/titanium.dump
`,
  }),
  slip(
    {
      name: 'A sidecar of the exporter asks for a database on its own pod by the name of the Service that is gone',
      caughtBy: 'url-port-exists',
      missed: 'ports that containers of a pod open for each other need no declaration',
    },
    [
      [
        POSTGRES,
        '        - name: postgresql\n          image',
        `        - name: exporter
          image: prometheuscommunity/postgres-exporter:v0.15.0
          ports: [{ name: metrics, containerPort: 9187 }]
          env: [{ name: DATA_SOURCE_NAME, value: "postgresql://titanium@localhost:5433/titanium?sslmode=disable" }]
          resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 100m, memory: 128Mi } }
        - name: postgresql
          image`,
      ],
    ],
  ),
];
