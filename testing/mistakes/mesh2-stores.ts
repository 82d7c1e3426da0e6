import { COMMON, CONFIG, manifestOf, planted, POSTGRES, REDIS } from './mesh2-parts.ts';
import type { Mistake } from './mistake.ts';

const USER = manifestOf('user-service');
const BLOG = manifestOf('blog-service');
const PORTS = '          ports: [{ name: tcp-postgres';
const POOL = '          env:\n            - { name: DB_POOL_SIZE, value: "30" }\n';
const SCHEMA = '  POSTGRES_DB: titanium\n';
const CLAIM = `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: redis-data }
spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: Service`;

/** PostgreSQL and Redis, and how the services find them. */
export const mesh2Stores: readonly Mistake[] = [
  planted('The pools of all pods are more than the database takes', 'pools-fit-server', [
    [USER, '          env:\n', POOL],
    [BLOG, '          env:\n', POOL],
    [POSTGRES, PORTS, `          args: [-c, max_connections=100]\n${PORTS}`],
  ]),
  planted('The service demands TLS of a database without', 'database-tls-agrees', [
    [
      USER,
      '          env:\n',
      `          env:
            - { name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: app-secrets, key: POSTGRES_PASSWORD } } }
            - { name: DATABASE_URL, value: "postgres://titanium:$(DB_PASSWORD)@postgresql-service:5432/titanium?sslmode=require" }
`,
    ],
  ]),
  planted('The mode of TLS is a word of another database', 'database-tls-agrees', [
    [CONFIG, SCHEMA, `${SCHEMA}  POSTGRES_SSLMODE: disabled\n`],
  ]),
  planted('The mode of TLS is a word that the driver of Python does not take', 'database-tls-agrees', [
    [CONFIG, SCHEMA, `${SCHEMA}  DATABASE_URL: postgresql+asyncpg://titanium@postgresql-service:5432/titanium?sslmode=disable\n`],
  ]),
  planted('The host of the database has its port with it', 'address-variables-plain', [
    [CONFIG, 'POSTGRES_HOST: postgresql-service', 'POSTGRES_HOST: postgresql-service:5432'],
  ]),
  planted('The host of the cache is a URL', 'address-variables-plain', [
    [COMMON, 'REDIS_HOST: redis-service', 'REDIS_HOST: redis://redis-service'],
  ]),
  planted('One URL among others has no scheme', 'address-variables-plain', [
    [COMMON, 'USER_SERVICE_URL: http://user-service:8001', 'USER_SERVICE_URL: user-service:8001'],
  ]),
  planted('One URL has its scheme twice', 'address-variables-plain', [
    [COMMON, 'USER_SERVICE_URL: http://user-service:8001', 'USER_SERVICE_URL: http://http://user-service:8001'],
  ]),
  planted('One URL has lost a slash', 'address-variables-plain', [
    [COMMON, 'USER_SERVICE_URL: http://user-service:8001', 'USER_SERVICE_URL: http:/user-service:8001'],
  ]),
  planted('The folder of the data lies beside the claim', 'database-persistent', [
    [POSTGRES, 'value: /var/lib/postgresql/data/pgdata', 'value: /data/pgdata'],
  ]),
  planted('The database is called by its pod, and its Service is not headless', 'url-host-exists', [
    [CONFIG, 'POSTGRES_HOST: postgresql-service', 'POSTGRES_HOST: postgresql-0.postgresql-service'],
  ]),
  planted('The database is told of a file that nobody mounts', 'mounted-file-exists', [
    [POSTGRES, PORTS, `          args: [-c, config_file=/etc/postgresql/postgresql.conf]\n${PORTS}`],
  ]),
  planted('A setting of the database lacks its plural', 'store-settings-known', [
    [POSTGRES, PORTS, `          args: [-c, max_connection=200]\n${PORTS}`],
  ]),
  planted(
    'The buffers of the database have no unit',
    'store-settings-known',
    [[POSTGRES, PORTS, `          args: [-c, shared_buffers=256]\n${PORTS}`]],
    {},
    { partly: true },
  ),
  planted('The claims of the database go with its StatefulSet', 'database-persistent', [
    [
      POSTGRES,
      '  serviceName: postgresql-service\n',
      '  serviceName: postgresql-service\n  persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete, whenScaled: Delete }\n',
    ],
  ]),
  planted(
    'The database is updated by hand only',
    'database-persistent',
    [[POSTGRES, '  serviceName: postgresql-service\n', '  serviceName: postgresql-service\n  updateStrategy: { type: OnDelete }\n']],
    {},
    { partly: true, missed: 'some mean it so' },
  ),
  planted('The database is doubled, and each half keeps its own', 'state-per-pod', [
    [POSTGRES, '  serviceName: postgresql-service\n  replicas: 1\n', '  serviceName: postgresql-service\n  replicas: 2\n'],
  ]),
  planted('A user of the first script may not create in its schema', 'database-scripts-run', [
    [
      POSTGRES,
      '  init.sql: |\n',
      '  00-user.sql: |\n    CREATE USER blog;\n    GRANT ALL PRIVILEGES ON DATABASE titanium TO blog;\n  init.sql: |\n',
    ],
  ]),
  planted('The script makes the keys of the database with hyphens', 'image-variables-given', [
    [
      'scripts/create-secrets.sh',
      '--from-literal=POSTGRES_USER=titanium \\\n  --from-literal=POSTGRES_PASSWORD="$(pass titanium/postgres)" \\\n  --from-literal=POSTGRES_DB=titanium',
      '--from-literal=postgres-user=titanium \\\n  --from-literal=postgres-password="$(pass titanium/postgres)" \\\n  --from-literal=postgres-db=titanium',
    ],
  ]),
  planted('The cache writes beside its claim', 'data-persistent', [
    [
      REDIS,
      '          resources:',
      '          args: [redis-server, --appendonly, "yes"]\n          volumeMounts: [{ name: data, mountPath: /var/lib/redis }]\n          resources:',
    ],
    [
      REDIS,
      '---\napiVersion: v1\nkind: Service',
      `      volumes: [{ name: data, persistentVolumeClaim: { claimName: redis-data } }]\n${CLAIM}`,
    ],
    [REDIS, '  replicas: 1\n', '  replicas: 1\n  strategy: { type: Recreate }\n'],
  ]),
  redisFile('The cache forgets by a policy that it does not know', 'maxmemory 128mb\nmaxmemory-policy allkeys_lru'),
  redisFile('The cache is protected from everybody', 'maxmemory 128mb\nprotected-mode yes'),
  planted(
    'The cache is asked for a database beyond its sixteen',
    'store-settings-known',
    [[COMMON, '  REDIS_PORT: "6379"\n', '  REDIS_PORT: "6379"\n  REDIS_DB: "16"\n']],
    {},
    { missed: 'how many databases a client may name is not asked' },
  ),
  planted(
    'The cache is given its password in a variable that it does not read',
    'image-settings-read',
    [
      [
        REDIS,
        '          resources:',
        '          env: [{ name: REDIS_PASSWORD, valueFrom: { secretKeyRef: { name: app-secrets, key: INTERNAL_API_SECRET } } }]\n          resources:',
      ],
    ],
    {},
    { missed: 'a probe or a script may read it' },
  ),
];

function redisFile(name: string, config: string): Mistake {
  return planted(name, 'store-settings-known', [
    [
      REDIS,
      '          resources:',
      '          command: [redis-server, /etc/redis/redis.conf]\n          volumeMounts: [{ name: config, mountPath: /etc/redis }]\n          resources:',
    ],
    [
      REDIS,
      '---\napiVersion: v1\nkind: Service',
      `      volumes: [{ name: config, configMap: { name: redis-config } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: redis-config }
data:
  redis.conf: |
${config.replace(/^/gm, '    ')}
---
apiVersion: v1
kind: Service`,
    ],
  ]);
}
